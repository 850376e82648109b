/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/deal.h"

#include "base/quantity.h"
#include "funding/deal_costs.h"
#include "funding/funding.h"
#include "plan/frame.h"

#include <math.h>
#include <stdlib.h>

static int64_t date_or(const struct record *record, int field, int64_t otherwise)
{
    return record_has(record, field) ? record_tick(record, field) : otherwise;
}

static int64_t cents_or_none(const struct record *record, int field)
{
    return record_has(record, field) ? cents_of_usd(record_number(record, field)) : 0;
}

/* Lenders and investors do unless they say otherwise. */
static bool calls_capital(const struct record *party)
{
    int role = record_choice(party, PARTY_ROLE), lender, investor;
    field_list_has(frame_party_kind.fields[PARTY_ROLE].choices, "lender", &lender);
    field_list_has(frame_party_kind.fields[PARTY_ROLE].choices, "investor", &investor);
    if (record_has(party, PARTY_CAPITAL))
        return record_choice(party, PARTY_CAPITAL) == CAPITAL_CALLED;
    return role == lender || role == investor;
}

static void compile_parties(struct funding_plan *deal, const struct metric_layout *layout,
                            struct arena *arena)
{
    struct record_list all = plan_list(deal->plan, &frame_party_kind);
    struct record_list policies = plan_list(deal->plan, &funding_policy_kind);
    deal->party_count = all.count;
    deal->parties = arena_array(arena, (size_t)all.count, sizeof *deal->parties);
    for (int i = 0; i < all.count; i++) {
        struct deal_party *party = &deal->parties[i];
        *party = (struct deal_party){.record = all.items[i], .horizon_s = 90 * 86400};
        party->cash_cents = cents_of_usd(record_number(all.items[i], PARTY_CASH));
        party->calls_capital = calls_capital(all.items[i]);
        for (int m = 0; m < DEAL_METRIC_COUNT; m++)
            party->cells[m] = metric_cell_find(layout, funding_metrics.defs[m].name, all.items[i]);
    }
    for (int i = 0; i < policies.count; i++) {
        struct deal_party *party = &deal->parties[run_party(policies.items[i], POLICY_PAYER)];
        party->horizon_s = llround(record_number(policies.items[i], POLICY_HORIZON));
        party->debt_first = record_choice(policies.items[i], POLICY_ORDER) == POLICY_DEBT_FIRST;
    }
}

static struct deal_tranche tranche_of(const struct record *record)
{
    return (struct deal_tranche){
        .record = record,
        .when = record_condition(record, TRANCHE_WHEN),
        .cents = cents_of_usd(record_number(record, TRANCHE_AMOUNT)),
        .long_stop = date_or(record, TRANCHE_LONG_STOP, DEAL_NO_DATE),
        .waiver = date_or(record, TRANCHE_WAIVER, DEAL_NO_DATE),
        .cure_s = llround(record_number(record, TRANCHE_CURE)),
        .notice_s = llround(record_number(record, TRANCHE_NOTICE)),
        .pre_money_cents = cents_or_none(record, TRANCHE_PRE_MONEY),
        .equity = -1,
        .loan = -1,
    };
}

/* Tranches may add up to more than the amount, which then binds; one alone may not. */
static void check_amount(const struct deal_tranche *tranche, const struct record *instrument,
                         int64_t amount_cents, struct arena *arena, struct diag *diag)
{
    if (tranche->cents <= amount_cents)
        return;
    diag_error(diag, tranche->record->span, "tranche '%s' of %s is more than all of '%s', %s",
               tranche->record->id, quantity_format_auto(arena, (double)tranche->cents / 100, "USD", 6),
               instrument->id, quantity_format_auto(arena, (double)amount_cents / 100, "USD", 6));
    diag_note(diag, "the amount is the most that may come: lower the tranche or raise it");
}

/* Takes over the tranches of INSTRUMENT. */
static void add_tranches(struct funding_plan *deal, const struct record *instrument, struct deal_tranche like,
                         int64_t amount_cents, struct arena *arena, struct diag *diag)
{
    struct record_list all = plan_list(deal->plan, &funding_tranche_kind);
    for (int i = 0; i < all.count; i++) {
        if (all.items[i]->parent != instrument)
            continue;
        struct deal_tranche tranche = tranche_of(all.items[i]);
        tranche.equity = like.equity;
        tranche.loan = like.loan;
        tranche.recipient = like.recipient;
        tranche.source = like.source;
        check_amount(&tranche, instrument, amount_cents, arena, diag);
        deal->tranches[deal->tranche_count++] = tranche;
    }
}

static void compile_equities(struct funding_plan *deal, struct arena *arena, struct diag *diag)
{
    struct record_list all = plan_list(deal->plan, &funding_equity_kind);
    deal->equities = arena_array(arena, (size_t)all.count, sizeof *deal->equities);
    deal->equity_count = all.count;
    for (int i = 0; i < all.count; i++) {
        const struct record *record = all.items[i];
        struct deal_equity *equity = &deal->equities[i];
        *equity = (struct deal_equity){.record = record, .commitment = -1};
        equity->from = run_party(record, EQUITY_FROM);
        equity->to = run_party(record, EQUITY_TO);
        equity->cents = cents_of_usd(record_number(record, EQUITY_AMOUNT));
        equity->pre_money_cents = cents_or_none(record, EQUITY_PRE_MONEY);
        struct deal_tranche like = {.equity = i, .loan = -1, .recipient = equity->to, .source = equity->from};
        int before = deal->tranche_count;
        add_tranches(deal, record, like, equity->cents, arena, diag);
        if (deal->tranche_count == before) {
            diag_error(diag, record->span, "equity '%s' has no tranche", record->id);
            diag_note(diag, "add <tranche id=... amount=...> with a condition; <signed/> for day one");
        }
    }
}

static struct deal_loan loan_of(const struct plan *plan, const struct record *record)
{
    return (struct deal_loan){
        .record = record,
        .obligor = run_party(record, LOAN_OBLIGOR),
        .lender = run_party(record, LOAN_LENDER),
        .cents = cents_of_usd(record_number(record, LOAN_AMOUNT)),
        .advance_ratio = record_number(record, LOAN_ADVANCE),
        .margin_ratio = record_number(record, LOAN_MARGIN),
        .undrawn_fee_ratio = record_number(record, LOAN_UNDRAWN_FEE),
        .upfront_fee_ratio = record_number(record, LOAN_UPFRONT_FEE),
        .start = date_or(record, LOAN_AVAILABILITY_START, plan->start),
        .end = record_tick(record, LOAN_AVAILABILITY_END),
        .maturity = record_tick(record, LOAN_MATURITY),
        .capitalised = record_choice(record, LOAN_INTEREST) == LOAN_CAPITALISED,
        .at_once = record_choice(record, LOAN_DRAWING) == LOAN_AT_ONCE,
        .repayment = (enum loan_repayment)record_choice(record, LOAN_REPAYMENT),
        .drawn_cents = cents_or_none(record, LOAN_DRAWN),
        .balance_cents = cents_or_none(record, record_has(record, LOAN_BALANCE) ? LOAN_BALANCE : LOAN_DRAWN),
        .names = record_refs(record, LOAN_FINANCES).count > 0,
    };
}

static void compile_loan(struct funding_plan *deal, int place, struct arena *arena, struct diag *diag)
{
    struct deal_loan *loan = &deal->loans[place];
    const struct record *record = loan->record;
    const struct condition *when = record_has(record, LOAN_WHEN) ? record_condition(record, LOAN_WHEN) : NULL;
    struct deal_tranche like = {
        .equity = -1, .loan = place, .recipient = loan->obligor, .source = loan->lender};
    loan->first_tranche = deal->tranche_count;
    add_tranches(deal, record, like, loan->cents, arena, diag);
    if (deal->tranche_count == loan->first_tranche) {
        like.record = record;
        like.when = when;
        like.cents = loan->cents;
        like.long_stop = like.waiver = DEAL_NO_DATE;
        deal->tranches[deal->tranche_count++] = like;
    } else {
        loan->when = when;
    }
    loan->tranche_count = deal->tranche_count - loan->first_tranche;
    if (loan->start >= loan->end || loan->end > loan->maturity) {
        diag_error(diag, record->span, "the dates of loan '%s' are out of order", record->id);
        diag_note(diag, "availability-start, then availability-end, then maturity");
    }
}

static void compile_loans(struct funding_plan *deal, struct arena *arena, struct diag *diag)
{
    struct record_list all = plan_list(deal->plan, &funding_term_loan_kind);
    deal->loans = arena_array(arena, (size_t)all.count, sizeof *deal->loans);
    deal->loan_count = all.count;
    for (int i = 0; i < all.count; i++) {
        deal->loans[i] = loan_of(deal->plan, all.items[i]);
        compile_loan(deal, i, arena, diag);
    }
}

static int by_date(const void *a, const void *b)
{
    const struct deal_minimum *left = a, *right = b;
    if (left->by != right->by)
        return left->by < right->by ? -1 : 1;
    return (left->cents > right->cents) - (left->cents < right->cents);
}

static void compile_minimums(struct funding_plan *deal, struct deal_commitment *commitment,
                             struct arena *arena, struct diag *diag)
{
    struct record_list all = record_children(deal->plan, commitment->record, &funding_minimum_kind, arena);
    struct deal_minimum *minimums = arena_array(arena, (size_t)all.count, sizeof *minimums);
    for (int i = 0; i < all.count; i++) {
        minimums[i].by = record_tick(all.items[i], MINIMUM_BY);
        minimums[i].cents = cents_of_usd(record_number(all.items[i], MINIMUM_AMOUNT));
        if (minimums[i].cents > commitment->cents)
            diag_error(diag, all.items[i]->span, "minimum of '%s' is more than its total",
                       commitment->record->id);
    }
    qsort(minimums, (size_t)all.count, sizeof *minimums, by_date);
    commitment->minimums = minimums;
    commitment->minimum_count = all.count;
}

static void compile_commitment(struct deal_commitment *commitment, struct arena *arena)
{
    const struct record *record = commitment->record;
    struct record_list refs = record_refs(record, COMMITMENT_SITES);
    int *sites = arena_array(arena, (size_t)refs.count, sizeof *sites);
    for (int i = 0; i < refs.count; i++)
        sites[i] = refs.items[i]->index;
    commitment->from = run_party(record, COMMITMENT_FROM);
    commitment->to = run_party(record, COMMITMENT_TO);
    commitment->cents = cents_of_usd(record_number(record, COMMITMENT_TOTAL));
    commitment->prepaid_cents = cents_or_none(record, COMMITMENT_PREPAID);
    commitment->taken_cents = cents_or_none(record, COMMITMENT_TAKEN);
    commitment->credit_cents = cents_or_none(record, COMMITMENT_CREDIT);
    commitment->start = record_tick(record, COMMITMENT_START);
    commitment->end = record_tick(record, COMMITMENT_END);
    commitment->sites = sites;
    commitment->site_count = refs.count;
    commitment->facility = record_choice(record, COMMITMENT_BASIS) == BASIS_FACILITY;
    commitment->credit = record_choice(record, COMMITMENT_SHORTFALL) == SHORTFALL_CREDIT;
    commitment->invoice_at_end = record_choice(record, COMMITMENT_AT_END) == END_INVOICE;
    commitment->has_beyond = record_has(record, COMMITMENT_BEYOND);
    if (commitment->has_beyond)
        commitment->beyond_usd_j = record_number(record, COMMITMENT_BEYOND);
}

static void compile_commitments(struct funding_plan *deal, struct arena *arena, struct diag *diag)
{
    struct record_list all = plan_list(deal->plan, &funding_commitment_kind);
    deal->commitments = arena_array(arena, (size_t)all.count, sizeof *deal->commitments);
    deal->commitment_count = all.count;
    for (int i = 0; i < all.count; i++) {
        struct deal_commitment *commitment = &deal->commitments[i];
        commitment->record = all.items[i];
        compile_commitment(commitment, arena);
        compile_minimums(deal, commitment, arena, diag);
        if (commitment->start >= commitment->end)
            diag_error(diag, all.items[i]->span, "commitment '%s' ends before it starts", all.items[i]->id);
        if (commitment->prepaid_cents > commitment->cents)
            diag_error(diag, all.items[i]->span, "'%s' is prepaid by more than its total", all.items[i]->id);
    }
}

/* Credits are only worth something against what the recipient has committed to buy from the giver. */
static void join_credits(struct funding_plan *deal, struct diag *diag)
{
    for (int i = 0; i < deal->equity_count; i++) {
        struct deal_equity *equity = &deal->equities[i];
        if (record_choice(equity->record, EQUITY_FORM) != EQUITY_CREDITS)
            continue;
        for (int c = 0; c < deal->commitment_count && equity->commitment < 0; c++)
            if (deal->commitments[c].from == equity->to && deal->commitments[c].to == equity->from)
                equity->commitment = c;
        if (equity->commitment >= 0)
            continue;
        diag_error(diag, equity->record->span, "equity '%s' is paid in credits that nothing can use",
                   equity->record->id);
        diag_note(diag, "add a commitment from '%s' to '%s', or pay it in cash",
                  deal->parties[equity->to].record->id, deal->parties[equity->from].record->id);
    }
}

struct funding_plan *deal_compile(const struct plan *plan, const struct metric_layout *layout,
                                  struct arena *arena, struct diag *diag)
{
    struct funding_plan *deal = arena_alloc(arena, sizeof *deal);
    int tranches = plan_list(plan, &funding_tranche_kind).count;
    int loans = plan_list(plan, &funding_term_loan_kind).count;
    deal->plan = plan;
    deal->site_count = plan_list(plan, &frame_site_kind).count;
    deal->tranches = arena_array(arena, (size_t)(tranches + loans), sizeof *deal->tranches);
    compile_parties(deal, layout, arena);
    compile_equities(deal, arena, diag);
    compile_loans(deal, arena, diag);
    deal_costs_compile(deal, arena);
    compile_commitments(deal, arena, diag);
    join_credits(deal, diag);
    return deal;
}
