/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/loan.h"

#include "base/calendar.h"
#include "funding/loan_service.h"
#include "funding/tranche.h"
#include "plan/draw.h"

#include <math.h>

enum { ONE_USD = 100 }; /* cents */

int64_t loan_undrawn(const struct loan *loan)
{
    return loan->deal->cents - loan->drawn_cents - loan->lapsed_cents;
}

static int64_t open_tranches(const struct loan *loan)
{
    int64_t sum = 0;
    for (int i = 0; i < loan->deal->tranche_count && loan->open; i++) {
        const struct tranche *tranche = &loan->tranches[i];
        if (tranche->state == TRANCHE_OPEN || tranche->state == TRANCHE_DRAWN)
            sum += tranche->deal->cents;
        else if (tranche->state == TRANCHE_LAPSED)
            sum += tranche->drawn_cents;
    }
    return sum;
}

/*
 * Largest draw that keeps the debt within the advance, when the cost paid so far is PAID, and OWN
 * and the draw itself (its upfront fee is cost too) are added to it; with TOTAL >= 0 that much will
 * be added, however it is shared.
 */
static int64_t cost_cap(const struct loan *loan, int64_t paid, int64_t own, int64_t total)
{
    double advance = loan->deal->advance_ratio;
    if (total >= 0)
        return (int64_t)floor(advance * (double)(paid + total)) - loan->drawn_cents;
    double room = advance * (double)(paid + own) - (double)loan->drawn_cents;
    double slope = 1 - advance;
    if (slope <= 0)
        return room < 0 ? 0 : INT64_MAX;
    return room <= 0 ? 0 : (int64_t)floor(fmin(room / slope, 9e18));
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
    caps[CAP_TRANCHES] = open_tranches(loan) - loan->drawn_cents;
    caps[CAP_WINDOW] = in_window(funding, loan) ? INT64_MAX : 0;
}

static int64_t least(const int64_t *caps, enum cap *bound)
{
    *bound = CAP_NEED;
    for (int i = 0; i < CAP_COUNT; i++)
        if (caps[i] < caps[*bound])
            *bound = (enum cap)i;
    return caps[*bound] > 0 ? caps[*bound] : 0;
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

/* Moves GROSS from the lender, who keeps back FEE. */
static void move(struct funding *funding, struct loan *loan, int64_t gross, int64_t fee, const char *bound_by)
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
    funding->parties[deal->obligor].capital_paid_cents += fee;
    purse_count(funding, deal->obligor, DEAL_FEES, fee);
    use_tranches(funding, loan, gross, bound_by);
    write_row(funding, loan, gross, bound_by);
}

/* Draws the least of CAPS for NEED; returns what arrives. */
static int64_t draw(struct funding *funding, struct loan *loan, int64_t need, int64_t *caps)
{
    enum cap bound;
    caps[CAP_NEED] = gross_of(loan, need);
    int64_t gross = least(caps, &bound);
    if (gross > 0) {
        caps[CAP_SOURCE] = purse_give(funding, loan->deal->lender, gross, loan->deal->record);
        gross = least(caps, &bound);
    }
    note_bound(loan, cap_names[bound]);
    if (gross == 0)
        return 0;
    int64_t fee =
        bound == CAP_NEED ? gross - need : (int64_t)floor((double)gross * loan->deal->upfront_fee_ratio);
    move(funding, loan, gross, fee, cap_names[bound]);
    return gross - fee;
}

/* Whether need draws LOAN for PARTY; a note comes at once and whole. */
static bool serves(const struct loan *loan, int party)
{
    return loan->deal->obligor == party && !loan->deal->at_once;
}

/*
 * Cap by cost when OPEN is due, OWN and what other loans gave is at hand.  COVERED: own cash and all
 * loans together carry OPEN, so each may count on the whole of it being paid.
 */
static int64_t cap_for(const struct funding *funding, const struct loan *loan, int64_t at_hand, int64_t open,
                       bool covered)
{
    const struct party *party = &funding->parties[loan->deal->obligor];
    int64_t whole = cost_cap(loan, party->capital_paid_cents, 0, open);
    int64_t step = cost_cap(loan, party->capital_paid_cents, at_hand, -1);
    if (!covered)
        return step;
    return party->deal->debt_first || whole > step ? whole : step;
}

int64_t loan_fund(struct funding *funding, int party, int64_t open_cents, int64_t own_cents)
{
    int64_t own = own_cents < open_cents ? own_cents : open_cents;
    int64_t need = funding->parties[party].deal->debt_first ? open_cents : open_cents - own, got = 0;
    bool covered = need > 0 && own + loan_drawable(funding, party, open_cents) >= open_cents;
    for (int i = 0; i < funding->plan->loan_count && got < need; i++) {
        struct loan *loan = &funding->loans[i];
        if (!serves(loan, party))
            continue;
        int64_t caps[CAP_COUNT];
        caps_of(funding, loan, caps);
        caps[CAP_COST] = cap_for(funding, loan, own + got, open_cents, covered);
        got += draw(funding, loan, need - got, caps);
    }
    return got;
}

/* Gross of what LOAN would give of NEED for COST; its lender has USED promised to earlier loans. */
static int64_t would_give(const struct funding *funding, const struct loan *loan, int64_t need, int64_t cost,
                          int64_t used)
{
    const struct deal_loan *deal = loan->deal;
    int64_t caps[CAP_COUNT];
    enum cap bound;
    caps_of(funding, loan, caps);
    caps[CAP_NEED] = gross_of(loan, need);
    caps[CAP_COST] = cost_cap(loan, funding->parties[deal->obligor].capital_paid_cents, 0, cost);
    if (!funding->parties[deal->lender].deal->calls_capital)
        caps[CAP_SOURCE] = purse_cash(funding, deal->lender) - used;
    return least(caps, &bound);
}

int64_t loan_drawable(struct funding *funding, int party, int64_t cost_cents)
{
    int64_t sum = 0;
    for (int i = 0; i < funding->plan->loan_count; i++)
        funding->parties[funding->plan->loans[i].lender].promised_cents = 0;
    for (int i = 0; i < funding->plan->loan_count && sum < cost_cents; i++) {
        const struct loan *loan = &funding->loans[i];
        if (!serves(loan, party))
            continue;
        int64_t *promised = &funding->parties[loan->deal->lender].promised_cents;
        int64_t gross = would_give(funding, loan, cost_cents - sum, cost_cents, *promised);
        *promised += gross;
        sum += gross - (int64_t)ceil((double)gross * loan->deal->upfront_fee_ratio);
    }
    return sum;
}

/* Whether LOAN gives anything on the cost that has been paid. */
static bool has_room(const struct funding *funding, const struct loan *loan)
{
    int64_t caps[CAP_COUNT];
    enum cap bound;
    caps_of(funding, loan, caps);
    caps[CAP_COST] = cost_cap(loan, funding->parties[loan->deal->obligor].capital_paid_cents, 0, -1);
    return least(caps, &bound) > 0;
}

bool loan_stands_by(struct funding *funding, int party)
{
    int count = 0;
    for (int i = 0; i < funding->plan->loan_count; i++) {
        if (!serves(&funding->loans[i], party))
            continue;
        if (has_room(funding, &funding->loans[i]))
            return true;
        count++;
    }
    /* Several loans may carry a cost whole; each rounds down by less than a cent. */
    return count > 1 && loan_drawable(funding, party, ONE_USD) >= ONE_USD - count;
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
        draw(funding, loan, rest - fee, caps);
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
        schedule(funding, deal->start, on_window, i);
        schedule(funding, deal->end, on_end, i);
        schedule(funding, deal->maturity, on_maturity, i);
    }
}

void loan_month_end(struct funding *funding, int64_t now)
{
    for (int i = 0; i < funding->plan->loan_count; i++) {
        loan_service_post(funding, &funding->loans[i], now);
        loan_service_repay(funding, &funding->loans[i], now);
    }
}
