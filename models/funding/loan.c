/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/loan.h"

#include "base/calendar.h"
#include "funding/deal_costs.h"
#include "funding/loan_cost.h"
#include "funding/loan_service.h"
#include "funding/tranche.h"
#include "plan/draw.h"

#include <math.h>

int64_t loan_undrawn(const struct loan *loan)
{
    return loan->deal->cents - loan->drawn_cents - loan->lapsed_cents;
}

/* A loan without tranches is one itself: it limits only while it is not open. */
static int64_t open_tranches(const struct loan *loan)
{
    int64_t sum = 0;
    bool itself = loan->tranches->deal->record == loan->deal->record;
    if (itself && loan->open && loan->tranches->state != TRANCHE_PENDING)
        return INT64_MAX;
    for (int i = 0; i < loan->deal->tranche_count && loan->open; i++) {
        const struct tranche *tranche = &loan->tranches[i];
        if (tranche->state == TRANCHE_OPEN || tranche->state == TRANCHE_DRAWN)
            sum += tranche->deal->cents;
        else if (tranche->state == TRANCHE_LAPSED)
            sum += tranche->drawn_cents;
    }
    return sum;
}

/* Gross of the upfront fee, so that NEED arrives. */
static int64_t gross_of(const struct loan *loan, int64_t need_cents)
{
    double fee = loan->deal->upfront_fee_ratio;
    return fee > 0 ? (int64_t)ceil((double)need_cents / (1 - fee)) : need_cents;
}

static bool in_window(const struct funding *funding, const struct loan *loan)
{
    int64_t now = sim_now(funding->run->sim);
    return now >= loan->deal->start && now < loan->deal->end;
}

static void caps_of(const struct funding *funding, const struct loan *loan, int64_t caps[CAP_COUNT])
{
    caps[CAP_NEED] = caps[CAP_COST] = caps[CAP_SOURCE] = INT64_MAX;
    caps[CAP_COMMITMENT] = loan_undrawn(loan);
    int64_t open = open_tranches(loan);
    caps[CAP_TRANCHES] = open == INT64_MAX ? open : open - loan->drawn_cents;
    caps[CAP_WINDOW] = in_window(funding, loan) ? INT64_MAX : 0;
}

/* Tranches are used up in their order. */
static void use_tranches(struct funding *funding, struct loan *loan, int64_t cents, const char *bound_by)
{
    for (int i = 0; i < loan->deal->tranche_count; i++) {
        struct tranche *tranche = &loan->tranches[i];
        int64_t rest = tranche->deal->cents - tranche->drawn_cents;
        if (tranche->state != TRANCHE_OPEN || cents == 0)
            continue;
        int64_t part = cents < rest ? cents : rest;
        cents -= part;
        tranche->drawn_cents += part;
        tranche->bound_by = bound_by;
        if (tranche->drawn == FUNDING_NEVER)
            tranche->drawn = sim_now(funding->run->sim);
        if (part < rest)
            continue;
        tranche->state = TRANCHE_DRAWN;
        tranche->ended = sim_now(funding->run->sim);
        purse_journal(funding, tranche->deal->record, "drawn", tranche->deal->cents, bound_by);
    }
}

static void note_bound(struct loan *loan, const char *bound_by)
{
    for (int i = 0; i < loan->deal->tranche_count; i++)
        if (loan->tranches[i].state == TRANCHE_OPEN || loan->tranches[i].state == TRANCHE_PENDING)
            loan->tranches[i].bound_by = bound_by;
}

/* One row for all draws of a tick. */
static void write_row(struct funding *funding, struct loan *loan, int64_t cents, const char *bound_by)
{
    int64_t now = sim_now(funding->run->sim);
    if (loan->draw_row >= 0 && funding->draws[loan->draw_row].tick == now) {
        funding->draws[loan->draw_row].cents += cents;
        funding->draws[loan->draw_row].bound_by = bound_by;
        return;
    }
    loan->draw_row = purse_draw_row(funding, loan->deal->record, loan->deal->obligor, cents, bound_by);
}

/* Moves GROSS from the lender, who keeps back FEE, for a cost of SORT; below 0: a note. */
static void move(struct funding *funding, struct loan *loan, int sort, int64_t gross, int64_t fee,
                 const char *bound_by)
{
    const struct deal_loan *deal = loan->deal;
    struct posting posting = {.tick = sim_now(funding->run->sim),
                              .party = deal->lender,
                              .debit = ACCOUNT_INVESTMENT,
                              .cents = gross,
                              .cause = deal->record,
                              .counterparty = deal->obligor};
    loan_service_accrue(loan, sim_now(funding->run->sim));
    ledger_pay(funding->run->ledger, &posting, ACCOUNT_DEBT);
    posting.party = deal->obligor;
    posting.counterparty = deal->lender;
    posting.debit = ACCOUNT_FEES;
    posting.cents = fee;
    ledger_pay(funding->run->ledger, &posting, ACCOUNT_REVENUE);
    loan->drawn_cents += gross;
    loan->balance_cents += gross;
    loan->fees_cents += fee;
    funding->parties[deal->obligor].received_cents += gross;
    loan_cost_drawn(funding, loan, sort, gross, fee);
    purse_count(funding, deal->obligor, DEAL_FEES, fee);
    use_tranches(funding, loan, gross, bound_by);
    write_row(funding, loan, gross, bound_by);
}

/* Draws the least of CAPS for NEED; returns what arrives. */
static int64_t draw(struct funding *funding, struct loan *loan, int sort, int64_t need, int64_t *caps)
{
    enum cap bound;
    caps[CAP_NEED] = gross_of(loan, need);
    int64_t gross = purse_least(caps, &bound);
    if (gross > 0) {
        caps[CAP_SOURCE] = purse_give(funding, loan->deal->lender, gross, loan->deal->record);
        gross = purse_least(caps, &bound);
    }
    note_bound(loan, cap_names[bound]);
    if (gross == 0)
        return 0;
    int64_t fee =
        bound == CAP_NEED ? gross - need : (int64_t)floor((double)gross * loan->deal->upfront_fee_ratio);
    move(funding, loan, sort, gross, fee, cap_names[bound]);
    return gross - fee;
}

/* Whether a cost of SORT draws LOAN for PARTY; a note comes at once and whole. */
static bool serves(const struct loan *loan, int party, int sort)
{
    return loan->deal->obligor == party && !loan->deal->at_once && loan->deal->finances[sort];
}

/*
 * Cap by cost when OPEN is due, OWN and what other loans gave is at hand.  COVERED: own cash and all
 * loans together carry OPEN, so each may count on the whole of it being paid.
 */
static int64_t cap_for(const struct funding *funding, const struct loan *loan, int sort, int64_t at_hand,
                       int64_t open, bool covered)
{
    int64_t step = loan_cost_step(funding, loan, sort, at_hand);
    if (!covered)
        return step;
    int64_t whole = loan_cost_whole(funding, loan, sort, open);
    return funding->parties[loan->deal->obligor].deal->debt_first || whole > step ? whole : step;
}

/* What loans would give for OPEN of one sort of cost. */
static int64_t drawable_for(struct funding *funding, int party, int sort, int64_t open_cents)
{
    for (int s = 0; s < funding->plan->cost_sort_count; s++)
        funding->due_cents[s] = s == sort ? open_cents : 0;
    return loan_drawable(funding, party, funding->due_cents);
}

int64_t loan_fund(struct funding *funding, const struct charge *charge, int64_t open_cents, int64_t own_cents)
{
    int party = charge->payer, sort = deal_costs_sort(funding->plan, charge->cause);
    int64_t own = own_cents < open_cents ? own_cents : open_cents;
    int64_t need = funding->parties[party].deal->debt_first ? open_cents : open_cents - own, got = 0;
    bool covered = need > 0 && own + drawable_for(funding, party, sort, open_cents) >= open_cents;
    for (int i = 0; i < funding->plan->loan_count && got < need; i++) {
        struct loan *loan = &funding->loans[i];
        if (!serves(loan, party, sort))
            continue;
        int64_t caps[CAP_COUNT];
        caps_of(funding, loan, caps);
        caps[CAP_COST] = cap_for(funding, loan, sort, own + got, open_cents, covered);
        got += draw(funding, loan, sort, need - got, caps);
    }
    return got;
}

/* Gross of what LOAN would give of NEED for a cost of SORT, on top of what the look has taken from it. */
static int64_t would_give(const struct funding *funding, const struct loan *loan, int sort, int64_t need)
{
    const struct party *lender = &funding->parties[loan->deal->lender];
    int64_t caps[CAP_COUNT];
    enum cap bound;
    caps_of(funding, loan, caps);
    caps[CAP_COMMITMENT] -= loan->look_drawn_cents;
    caps[CAP_TRANCHES] -= loan->look_drawn_cents;
    caps[CAP_NEED] = gross_of(loan, need);
    caps[CAP_COST] = loan_cost_look_room(funding, loan, sort);
    if (!lender->deal->calls_capital)
        caps[CAP_SOURCE] = purse_cash(funding, loan->deal->lender) - lender->promised_cents;
    return purse_least(caps, &bound);
}

/* The part of loan_drawable for one SORT of cost, COST of it. */
static int64_t drawable_of_sort(struct funding *funding, int party, int sort, int64_t cost)
{
    int64_t sum = 0;
    for (int i = 0; i < funding->plan->loan_count && sum < cost; i++) {
        struct loan *loan = &funding->loans[i];
        if (!serves(loan, party, sort))
            continue;
        int64_t gross = would_give(funding, loan, sort, cost - sum);
        loan_cost_look_drawn(funding, loan, sort, gross);
        funding->parties[loan->deal->lender].promised_cents += gross;
        sum += gross - (int64_t)ceil((double)gross * loan->deal->upfront_fee_ratio);
    }
    return sum;
}

int64_t loan_drawable(struct funding *funding, int party, const int64_t *cost_cents)
{
    int64_t sum = 0;
    for (int i = 0; i < funding->plan->loan_count; i++)
        funding->parties[funding->plan->loans[i].lender].promised_cents = 0;
    loan_cost_look(funding, party, cost_cents);
    for (int s = 0; s < funding->plan->cost_sort_count; s++)
        sum += drawable_of_sort(funding, party, s, cost_cents[s]);
    return sum;
}

/* Whether LOAN gives anything on the cost of SORT that has been paid. */
static bool has_room(const struct funding *funding, const struct loan *loan, int sort)
{
    int64_t caps[CAP_COUNT];
    enum cap bound;
    caps_of(funding, loan, caps);
    caps[CAP_COST] = loan_cost_step(funding, loan, sort, 0);
    return purse_least(caps, &bound) > 0;
}

/* Loans carry a cost whole only if one lends all of it: that one has room by itself. */
bool loan_stands_by(struct funding *funding, int party)
{
    for (int i = 0; i < funding->plan->loan_count; i++)
        for (int s = 0; s < funding->plan->cost_sort_count; s++)
            if (serves(&funding->loans[i], party, s) && has_room(funding, &funding->loans[i], s))
                return true;
    return false;
}

void loan_fund_notes(struct funding *funding)
{
    for (int i = 0; i < funding->plan->loan_count; i++) {
        struct loan *loan = &funding->loans[i];
        int64_t caps[CAP_COUNT];
        if (!loan->deal->at_once)
            continue;
        caps_of(funding, loan, caps);
        int64_t rest = caps[CAP_TRANCHES] < caps[CAP_COMMITMENT] ? caps[CAP_TRANCHES] : caps[CAP_COMMITMENT];
        if (rest <= 0 || caps[CAP_WINDOW] == 0)
            continue;
        int64_t fee = (int64_t)floor((double)rest * loan->deal->upfront_fee_ratio);
        draw(funding, loan, -1, rest - fee, caps);
        funding->parties[loan->deal->obligor].look = true;
    }
}

static void on_window(struct sim *sim, void *subject, int64_t place)
{
    (void)sim;
    struct funding *funding = subject;
    purse_look(funding, funding->loans[place].deal->obligor);
}

static void on_end(struct sim *sim, void *subject, int64_t place)
{
    struct funding *funding = subject;
    struct loan *loan = &funding->loans[place];
    loan_service_post(funding, loan, sim_now(sim));
    for (int i = 0; i < loan->deal->tranche_count; i++)
        tranche_lapse(funding, &loan->tranches[i], "availability ended");
    loan_service_lapse(loan, loan_undrawn(loan), sim_now(sim));
    funding->changed = true;
    loan->repaying = true;
}

static void on_maturity(struct sim *sim, void *subject, int64_t place)
{
    struct funding *funding = subject;
    loan_service_mature(funding, &funding->loans[place], sim_now(sim));
}

static void schedule(struct funding *funding, int64_t tick, sim_handler_fn *handler, int place)
{
    struct sim *sim = funding->run->sim;
    sim_schedule(sim, tick < sim_now(sim) ? sim_now(sim) : tick, PHASE_PHYSICAL, handler, funding, place);
}

/* Tranches that were drawn before the scenario, in their order; when is not known but "by its start". */
static void open_tranche(struct funding *funding, struct tranche *tranche, int64_t cents)
{
    int64_t now = sim_now(funding->run->sim);
    bool whole = cents == tranche->deal->cents;
    tranche->how = "before the start";
    tranche->satisfied = tranche->available = tranche->drawn = now;
    tranche->ended = whole ? now : FUNDING_NEVER;
    tranche->state = whole ? TRANCHE_DRAWN : TRANCHE_OPEN;
    tranche->drawn_cents = cents;
    if (tranche->deal->record->kind->flags & KIND_MILESTONE)
        progress_mark(funding->run->progress, tranche->deal->record);
}

/* Opening figures.  Drawn and owed differ by what was added to the debt, or by what was paid back. */
static void go_on(struct funding *funding, struct loan *loan)
{
    const struct deal_loan *deal = loan->deal;
    int64_t grown = deal->balance_cents - deal->drawn_cents, rest = deal->drawn_cents;
    loan->open = rest > 0;
    loan->drawn_cents = deal->drawn_cents;
    loan->balance_cents = deal->balance_cents;
    loan->capitalised_cents = grown > 0 ? grown : 0;
    loan->repaid_cents = grown < 0 ? -grown : 0;
    purse_open(funding, deal->obligor, ACCOUNT_OPENING, ACCOUNT_DEBT, deal->balance_cents, deal->record,
               deal->lender);
    purse_open(funding, deal->lender, ACCOUNT_INVESTMENT, ACCOUNT_OPENING, deal->balance_cents, deal->record,
               deal->obligor);
    for (int i = 0; i < deal->tranche_count && rest > 0; i++) {
        int64_t cents = loan->tranches[i].deal->cents < rest ? loan->tranches[i].deal->cents : rest;
        open_tranche(funding, &loan->tranches[i], cents);
        rest -= cents;
    }
}

void loan_start(struct funding *funding)
{
    for (int i = 0; i < funding->plan->loan_count; i++) {
        const struct deal_loan *deal = &funding->plan->loans[i];
        int64_t now = sim_now(funding->run->sim);
        funding->loans[i] = (struct loan){.deal = deal,
                                          .tranches = &funding->tranches[deal->first_tranche],
                                          .accrued_to = now > deal->start ? now : deal->start,
                                          .overdue_since = FUNDING_NEVER,
                                          .draw_row = -1};
        funding->loans[i].rate =
            draw_once(&funding->run->draw, deal->record, LOAN_BASE_RATE) + deal->margin_ratio;
        go_on(funding, &funding->loans[i]);
        schedule(funding, deal->start, on_window, i);
        schedule(funding, deal->end, on_end, i);
        schedule(funding, deal->maturity, on_maturity, i);
    }
}

void loan_month_end(struct funding *funding, int64_t now)
{
    for (int i = 0; i < funding->plan->loan_count; i++) {
        int64_t interest = loan_service_post(funding, &funding->loans[i], now);
        loan_service_repay(funding, &funding->loans[i], now, interest);
    }
}
