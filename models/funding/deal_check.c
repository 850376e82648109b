/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/deal_check.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "funding/deal_costs.h"
#include "funding/kinds.h"
#include "plan/condition.h"
#include "plan/frame.h"
#include "plan/run.h"

#include <string.h>

/* What a party has and bears, by party. */
struct standing {
    bool *income;  /* is paid by somebody, or gets money from an instrument */
    bool *pays;    /* any cost */
    bool *capital; /* cost of building: work, orders */
};

/* The party that a record's FIELD names, or the owner of its site; -1 when neither is known. */
static int party_of(const struct record *record, const char *name)
{
    int field = kind_field(record->kind, name);
    if (field < 0 || record->kind->fields[field].type != FIELD_REF)
        return -1;
    if (record_has(record, field))
        return run_party(record, field);
    if (strcmp(name, "payer") != 0)
        return -1;
    int site = kind_field(record->kind, "site");
    const struct record *at = site >= 0 && record_has(record, site) ? record_ref(record, site) : record->site;
    return at ? run_party(at, SITE_OWNER) : -1;
}

/* Work and orders cost capital; an activity only if it states a cost. */
static bool has_capital_cost(const struct record *record)
{
    int cost = kind_field(record->kind, "cost");
    if (cost >= 0)
        return record_has(record, cost);
    return strcmp(record->kind->family, "order") == 0;
}

static void mark(bool *flags, int party)
{
    if (party >= 0)
        flags[party] = true;
}

static void take_records(const struct funding_plan *deal, struct standing *standing)
{
    for (int i = 0; i < deal->plan->record_count; i++) {
        const struct record *record = deal->plan->records[i];
        if (record->kind == &funding_policy_kind)
            continue;
        int payer = party_of(record, "payer");
        bool capital = has_capital_cost(record);
        if (capital)
            mark(standing->capital, payer);
        if (capital || strcmp(record->kind->family, "economics") == 0) {
            mark(standing->pays, payer);
            mark(standing->income, party_of(record, "payee"));
        }
        mark(standing->income, party_of(record, "seller"));
        if (record->kind == &frame_site_kind)
            mark(standing->pays, run_party(record, SITE_OWNER));
    }
}

static void take_deals(const struct funding_plan *deal, struct standing *standing)
{
    for (int i = 0; i < deal->party_count; i++)
        if (deal->parties[i].calls_capital || deal->parties[i].cash_cents > 0)
            standing->income[i] = true;
    for (int i = 0; i < deal->equity_count; i++) {
        mark(standing->income, deal->equities[i].to);
        mark(standing->pays, deal->equities[i].from);
    }
    for (int i = 0; i < deal->loan_count; i++) {
        mark(standing->income, deal->loans[i].obligor);
        mark(standing->income, deal->loans[i].lender);
        mark(standing->pays, deal->loans[i].obligor);
    }
    for (int i = 0; i < deal->commitment_count; i++) {
        mark(standing->income, deal->commitments[i].to);
        mark(standing->pays, deal->commitments[i].from);
    }
}

static void check_payers(const struct funding_plan *deal, const struct standing *standing, struct diag *diag)
{
    for (int i = 0; i < deal->plan->record_count; i++) {
        const struct record *record = deal->plan->records[i];
        int payer = has_capital_cost(record) ? party_of(record, "payer") : -1;
        if (payer < 0 || standing->income[payer])
            continue;
        diag_error(diag, record->span, "'%s' is to be paid by '%s', which has no cash, income or instrument",
                   record->id, deal->parties[payer].record->id);
        diag_note(diag, "give the party cash, an equity or a loan, or name another payer");
    }
}

static void check_instruments(const struct funding_plan *deal, const struct standing *standing,
                              struct diag *diag)
{
    for (int i = 0; i < deal->equity_count; i++) {
        const struct deal_equity *equity = &deal->equities[i];
        const char *from = deal->parties[equity->from].record->id;
        const char *to = deal->parties[equity->to].record->id;
        if (!standing->pays[equity->to]) {
            diag_error(diag, equity->record->span, "the money of '%s' goes to '%s', which pays for nothing",
                       equity->record->id, to);
            diag_note(diag, "money gates only what its recipient owns or pays for");
        }
        if (!standing->income[equity->from])
            diag_error(diag, equity->record->span, "'%s' is to come from '%s', which has no cash or income",
                       equity->record->id, from);
        if (equity->from == equity->to)
            diag_error(diag, equity->record->span, "'%s' goes from '%s' to itself", equity->record->id, to);
    }
    for (int i = 0; i < deal->loan_count; i++) {
        const struct deal_loan *loan = &deal->loans[i];
        const char *obligor = deal->parties[loan->obligor].record->id;
        if (loan->obligor == loan->lender)
            diag_error(diag, loan->record->span, "'%s' lends to itself", obligor);
        bool is_closed = loan->drawn_cents >= loan->cents || loan->end <= deal->plan->start;
        if (standing->capital[loan->obligor] || loan->at_once || is_closed)
            continue;
        diag_error(diag, loan->record->span,
                   "the obligor of '%s', '%s', bears no capital cost to draw it for", loan->record->id,
                   obligor);
        diag_note(diag, "name as obligor who pays for the work or the racks, or draw it at-once");
    }
}

/* Whether PARTY pays for RECORD, or for anything on it when it is a site. */
static bool pays_for(const struct funding_plan *deal, int party, const struct record *record)
{
    if (record->kind != &frame_site_kind)
        return party_of(record, "payer") == party;
    for (int i = 0; i < deal->plan->record_count; i++) {
        const struct record *on = deal->plan->records[i];
        if (on != record && on->site == record && has_capital_cost(on) && party_of(on, "payer") == party)
            return true;
    }
    return false;
}

static void check_finances(const struct funding_plan *deal, struct diag *diag)
{
    for (int i = 0; i < deal->loan_count; i++) {
        const struct deal_loan *loan = &deal->loans[i];
        struct record_list refs = record_refs(loan->record, LOAN_FINANCES);
        for (int r = 0; r < refs.count; r++) {
            if (pays_for(deal, loan->obligor, refs.items[r]))
                continue;
            diag_error(diag, loan->record->span,
                       "'%s' finances '%s', which its obligor '%s' does not pay for", loan->record->id,
                       refs.items[r]->id, deal->parties[loan->obligor].record->id);
            diag_note(diag, "name what the obligor pays for, or make it the payer");
        }
    }
}

/* A is stated before B.  Only a later loan of a higher advance is clearly junior; where all is lent on, none
 * can be mistaken. */
static void check_pair(const struct deal_loan *a, const struct deal_loan *b, struct arena *arena,
                       struct diag *diag)
{
    double high = a->advance_ratio > b->advance_ratio ? a->advance_ratio : b->advance_ratio;
    if (b->advance_ratio > a->advance_ratio || (a->advance_ratio >= 1 && b->advance_ratio >= 1))
        return;
    diag_warn(diag, b->record->span,
              "'%s' and '%s' lend on the same cost: both together no more than %s of it", a->record->id,
              b->record->id, quantity_format(arena, high, "%", 4));
    diag_note(diag, "name with 'finances' what each is for, or state the junior one last and with the higher "
                    "advance, that of both together");
}

static void check_shared(const struct funding_plan *deal, struct arena *arena, struct diag *diag)
{
    for (int a = 0; a < deal->loan_count; a++)
        for (int b = a + 1; b < deal->loan_count; b++)
            if (deal_costs_shared(deal, &deal->loans[a], &deal->loans[b]))
                check_pair(&deal->loans[a], &deal->loans[b], arena, diag);
}

/* Cash of a lender looks like a limit. */
static void check_cash(const struct funding_plan *deal, struct diag *diag)
{
    for (int i = 0; i < deal->party_count; i++) {
        const struct deal_party *party = &deal->parties[i];
        if (!party->calls_capital || party->cash_cents == 0 || record_has(party->record, PARTY_CAPITAL))
            continue;
        diag_warn(diag, party->record->span,
                  "the cash of '%s' limits nothing: it calls capital when it must pay more",
                  party->record->id);
        diag_note(diag, "state capital=\"cash\" to let it give no more than it has, or \"called\"");
    }
}

/* A date before the scenario without the figures that go with it would begin the contract anew. */
static void need_opening(const struct record *record, const char *what, const char *figures,
                         struct diag *diag)
{
    diag_error(diag, record->span, "%s of '%s' began before the scenario: what was then is not stated", what,
               record->id);
    diag_note(diag, "add %s as of the scenario's start, \"0 MUSD\" for nothing", figures);
}

static void refuse_opening(const struct record *record, const char *what, const char *figures,
                           struct diag *diag)
{
    diag_error(diag, record->span, "'%s' states %s by the scenario's start, and %s begins later", record->id,
               figures, what);
}

static void check_old_loans(const struct funding_plan *deal, struct diag *diag)
{
    for (int i = 0; i < deal->loan_count; i++) {
        const struct deal_loan *loan = &deal->loans[i];
        const struct record *record = loan->record;
        bool drawn = record_has(record, LOAN_DRAWN), dated = record_has(record, LOAN_AVAILABILITY_START);
        if (loan->start < deal->plan->start && !drawn)
            need_opening(record, "availability", "'drawn' and, if more or less is owed, 'balance'", diag);
        if (dated && loan->start >= deal->plan->start && (loan->drawn_cents > 0 || loan->balance_cents > 0))
            refuse_opening(record, "availability", "what was drawn", diag);
        if (record_has(record, LOAN_BALANCE) && !drawn)
            diag_error(diag, record->span, "'%s' states a balance, but not what was drawn", record->id);
        if (loan->drawn_cents > loan->cents)
            diag_error(diag, record->span, "'%s' was drawn by more than its amount", record->id);
    }
}

static void check_old_commitments(const struct funding_plan *deal, struct diag *diag)
{
    for (int i = 0; i < deal->commitment_count; i++) {
        const struct deal_commitment *commitment = &deal->commitments[i];
        const struct record *record = commitment->record;
        if (commitment->start < deal->plan->start && !record_has(record, COMMITMENT_TAKEN))
            need_opening(record, "the term", "'taken' and 'credit'", diag);
        if (commitment->start >= deal->plan->start &&
            (commitment->taken_cents > 0 || commitment->credit_cents > 0))
            refuse_opening(record, "the term", "what was taken", diag);
        if (commitment->taken_cents > commitment->cents)
            diag_error(diag, record->span, "more was taken of '%s' than its total", record->id);
        if (commitment->credit_cents > commitment->taken_cents)
            diag_error(diag, record->span, "'%s' has more credit than was taken of it", record->id);
    }
}

/* Whether all of TRANCHE was drawn before the scenario: the tranches of a loan are drawn in their order. */
static bool was_drawn(const struct funding_plan *deal, const struct deal_tranche *tranche)
{
    int64_t drawn = tranche->loan >= 0 ? deal->loans[tranche->loan].drawn_cents : 0;
    for (const struct deal_tranche *t = deal->tranches; t < tranche; t++)
        drawn -= t->loan == tranche->loan ? t->cents : 0;
    return drawn > 0;
}

/* May be what happened in a replay; more often a mistyped year. */
static void check_long_stop(const struct funding_plan *deal, const struct deal_tranche *tranche,
                            struct diag *diag)
{
    char date[CALENDAR_DATE_SIZE], lapse[CALENDAR_DATE_SIZE];
    const char *id = tranche->record->id;
    if (tranche->long_stop == DEAL_NO_DATE || was_drawn(deal, tranche))
        return;
    int64_t earliest = condition_earliest(tranche->when), last = tranche->long_stop + tranche->cure_s;
    if (tranche->long_stop < deal->plan->start) {
        diag_warn(diag, tranche->record->span, "'%s' lapses before the scenario starts", id);
        diag_note(diag, "its long-stop date has passed: nothing of it can be drawn");
    } else if (earliest > last && tranche->waiver > last) {
        diag_warn(diag, tranche->record->span, "'%s' can never be drawn: it lapses on %s and waits until %s",
                  id, calendar_format_date(last, lapse), calendar_format_date(earliest, date));
        diag_note(diag, "give a later long-stop, or an earlier date in its condition");
    }
}

/* Of RECORD, a loan with availability until END or a tranche of it: a condition that comes later. */
static void check_window(const struct record *record, const struct condition *when, int64_t end,
                         struct diag *diag)
{
    char date[CALENDAR_DATE_SIZE], last[CALENDAR_DATE_SIZE];
    int64_t earliest = condition_earliest(when);
    if (earliest <= end)
        return;
    diag_warn(diag, record->span, "'%s' can never be drawn: it is available until %s and waits until %s",
              record->id, calendar_format_date(end, last), calendar_format_date(earliest, date));
    diag_note(diag, "give a later availability-end, or an earlier date in its condition");
}

static void check_minimums(const struct funding_plan *deal, struct diag *diag)
{
    struct record_list minimums = plan_list(deal->plan, &funding_minimum_kind);
    for (int i = 0; i < minimums.count; i++) {
        const struct record *minimum = minimums.items[i], *of = minimum->parent;
        int64_t by = record_tick(minimum, MINIMUM_BY);
        char first[CALENDAR_DATE_SIZE], last[CALENDAR_DATE_SIZE];
        if (by > record_tick(of, COMMITMENT_START) && by <= record_tick(of, COMMITMENT_END))
            continue;
        diag_error(diag, minimum->span, "this minimum of '%s' lies outside of its term, %s to %s", of->id,
                   calendar_format_date(record_tick(of, COMMITMENT_START), first),
                   calendar_format_date(record_tick(of, COMMITMENT_END), last));
        diag_note(diag, "what is taken is measured at a date in the term: move the date, or the end of '%s'",
                  of->id);
    }
}

/* A warning, since an amount may have been set to nothing for a try. */
static void check_amount(const struct record *record, int64_t cents, struct diag *diag)
{
    if (cents > 0)
        return;
    diag_warn(diag, record->span, "'%s' brings nothing: its amount is 0", record->id);
    diag_note(diag, "give an amount, or leave the <%s> out", record->kind->name);
}

static void check_terms(const struct funding_plan *deal, struct diag *diag)
{
    for (int i = 0; i < deal->equity_count; i++)
        check_amount(deal->equities[i].record, deal->equities[i].cents, diag);
    for (int i = 0; i < deal->loan_count; i++) {
        check_amount(deal->loans[i].record, deal->loans[i].cents, diag);
        check_window(deal->loans[i].record, deal->loans[i].when, deal->loans[i].end, diag);
    }
    for (int i = 0; i < deal->commitment_count; i++)
        check_amount(deal->commitments[i].record, deal->commitments[i].cents, diag);
    for (int i = 0; i < deal->tranche_count; i++) {
        const struct deal_tranche *tranche = &deal->tranches[i];
        check_long_stop(deal, tranche, diag);
        if (tranche->loan >= 0 && tranche->waiver > deal->loans[tranche->loan].end)
            check_window(tranche->record, tranche->when, deal->loans[tranche->loan].end, diag);
    }
    check_minimums(deal, diag);
}

void deal_check(const struct funding_plan *deal, struct arena *arena, struct diag *diag)
{
    size_t count = (size_t)deal->party_count;
    struct standing standing = {arena_array(arena, count, sizeof(bool)),
                                arena_array(arena, count, sizeof(bool)),
                                arena_array(arena, count, sizeof(bool))};
    take_records(deal, &standing);
    take_deals(deal, &standing);
    check_payers(deal, &standing, diag);
    check_instruments(deal, &standing, diag);
    check_finances(deal, diag);
    check_shared(deal, arena, diag);
    check_cash(deal, diag);
    check_old_loans(deal, diag);
    check_old_commitments(deal, diag);
    check_terms(deal, diag);
}
