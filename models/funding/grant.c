/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/grant.h"

#include "funding/commitment.h"
#include "funding/deal_costs.h"
#include "funding/loan.h"
#include "funding/loan_service.h"
#include "funding/tranche.h"

int64_t grant_total(const struct request *request)
{
    int64_t sum = 0;
    for (int i = 0; i < request->payment_count; i++)
        sum += request->payments[i].cents;
    return sum;
}

static void release_work(struct funding *funding, struct request *request)
{
    request->state = REQUEST_GRANTED;
    request->decided = sim_now(funding->run->sim);
    if (request->granted)
        sim_schedule(funding->run->sim, request->decided, PHASE_STARTS, request->granted, request->subject,
                     request->argument);
}

/* Behind all of the same priority: they came earlier. */
static void line_up(struct funding *funding, struct request *request)
{
    struct party *party = &funding->parties[request->payer];
    party->waiting = arena_grow(funding->run->arena, party->waiting, party->waiting_count,
                                &party->waiting_capacity, sizeof *party->waiting);
    size_t at = party->waiting_count++;
    for (; at > party->waiting_head && party->waiting[at - 1]->priority > request->priority; at--)
        party->waiting[at] = party->waiting[at - 1];
    party->waiting[at] = request;
    party->look = true;
}

void grant_take(struct funding *funding)
{
    const struct request_book *book = funding->run->requests;
    for (; funding->requests_seen < book->count; funding->requests_seen++) {
        struct request *request = book->requests[funding->requests_seen];
        if (request->payer == PARTY_OUTSIDE)
            release_work(funding, request);
        else
            line_up(funding, request);
    }
}

/* What REQUEST, granted at GRANTED, still has to pay by UNTIL. */
static int64_t due_by(const struct request *request, int64_t granted, int64_t charged, int64_t until)
{
    int64_t sum = 0;
    for (int i = 0; i < request->payment_count; i++)
        if (granted + request->payments[i].after_s <= until)
            sum += request->payments[i].cents;
    return sum > charged ? sum - charged : 0;
}

/* Adds CENTS that REQUEST has to pay to what is claimed of its sort of cost. */
static void claim(struct funding *funding, const struct request *request, int64_t cents)
{
    funding->claimed_cents[deal_costs_sort(funding->plan, request->cause)] += cents;
}

/* Payments of granted requests by UNTIL, also by sort; those that are wholly charged are dropped. */
static int64_t claims_due(struct funding *funding, struct party *party, int64_t until)
{
    int64_t sum = 0;
    size_t kept = 0;
    for (int s = 0; s < funding->plan->cost_sort_count; s++)
        funding->claimed_cents[s] = 0;
    for (size_t i = 0; i < party->claim_count; i++) {
        struct request *request = party->claims[i];
        if (request->encumbered_cents == 0)
            continue;
        party->claims[kept++] = request;
        int64_t due =
            due_by(request, request->decided, grant_total(request) - request->encumbered_cents, until);
        claim(funding, request, due);
        sum += due;
    }
    party->claim_count = kept;
    return sum;
}

static void encumber(struct funding *funding, struct party *party, struct request *request)
{
    request->encumbered_cents = grant_total(request);
    party->encumbered_cents += request->encumbered_cents;
    party->claims = arena_grow(funding->run->arena, party->claims, party->claim_count, &party->claim_capacity,
                               sizeof *party->claims);
    party->claims[party->claim_count++] = request;
}

/* A loan that has money but is not open for drawing yet; else whoever should have the money. */
static const struct record *last_resort(const struct funding *funding, int party)
{
    int64_t now = sim_now(funding->run->sim);
    for (int i = 0; i < funding->plan->loan_count; i++) {
        const struct loan *loan = &funding->loans[i];
        if (loan->deal->obligor == party && loan_undrawn(loan) > 0 &&
            (now < loan->deal->start || !loan->open))
            return loan->deal->record;
    }
    return funding->parties[party].deal->record;
}

/*
 * The tranche that brings the sum to come up to SHORT: first those in notice, then open ones whose source
 * lacks the cash, then pending ones.
 */
static const struct record *money_for(const struct funding *funding, int party, int64_t short_cents)
{
    static const enum tranche_state order[] = {TRANCHE_IN_NOTICE, TRANCHE_OPEN, TRANCHE_PENDING};
    const struct record *last = NULL;
    int64_t sum = 0;
    for (int k = 0; k < 3; k++) {
        for (int i = 0; i < funding->plan->tranche_count; i++) {
            const struct tranche *tranche = &funding->tranches[i];
            if (tranche->deal->recipient != party || tranche->state != order[k])
                continue;
            int64_t rest = tranche_rest_cents(funding, tranche->deal, tranche->drawn_cents);
            if (rest <= 0 || (order[k] == TRANCHE_OPEN && !tranche_lacks_source(funding, tranche)))
                continue;
            last = tranche->deal->record;
            sum += rest;
            if (sum >= short_cents)
                return last;
        }
    }
    return last ? last : last_resort(funding, party);
}

static void hold(const struct funding *funding, int place, int64_t short_cents)
{
    const struct party *party = &funding->parties[place];
    const struct record *by = money_for(funding, place, short_cents);
    for (size_t i = party->waiting_head; i < party->waiting_count; i++)
        party->waiting[i]->held_by = by;
}

/* Whose money came in this tick: what REQUEST has really waited for.  Else its payer's own. */
static const struct record *money_that_came(const struct funding *funding, const struct request *request)
{
    int64_t now = sim_now(funding->run->sim);
    const struct record *by = NULL;
    for (int i = 0; i < funding->plan->loan_count; i++)
        if (funding->loans[i].deal->obligor == request->payer && funding->loans[i].deal->start == now)
            by = funding->loans[i].deal->record;
    for (int i = 0; i < funding->plan->tranche_count; i++) {
        const struct tranche *tranche = &funding->tranches[i];
        if (tranche->deal->recipient == request->payer &&
            (tranche->available == now || tranche->drawn == now ||
             (tranche->state == TRANCHE_DRAWN && tranche->ended == now)))
            by = tranche->deal->record;
    }
    return by ? by : funding->parties[request->payer].deal->record;
}

/* Debt service and take-or-pay of PARTY that will fall due by UNTIL: none of it can be refused. */
static int64_t scheduled_due(const struct funding *funding, int party, int64_t until)
{
    int64_t now = sim_now(funding->run->sim), sum = 0;
    for (int i = 0; i < funding->plan->loan_count; i++)
        if (funding->loans[i].deal->obligor == party)
            sum += loan_service_scheduled(&funding->loans[i], now, until);
    for (int i = 0; i < funding->plan->commitment_count; i++)
        if (funding->commitments[i].deal->from == party)
            sum += commitment_scheduled(&funding->commitments[i], now, until);
    return sum;
}

/*
 * What is missing for COST of work, and SCHEDULED payments that no loan is drawn for, out of CASH and
 * DRAWABLE; not above 0 when nothing is.  Where cash goes first, work uses up the cash before a loan.
 */
static int64_t missing_for(const struct party *party, int64_t cost, int64_t scheduled, int64_t cash,
                           int64_t drawable)
{
    int64_t missing = cost + scheduled - cash - drawable;
    int64_t left = cash - (cost < cash ? cost : cash);
    if (!party->deal->debt_first && scheduled > 0 && scheduled - left > missing)
        missing = scheduled - left;
    return missing;
}

void grant_decide(struct funding *funding, int place)
{
    struct party *party = &funding->parties[place];
    int64_t now = sim_now(funding->run->sim), until = now + party->deal->horizon_s;
    if (party->waiting_head == party->waiting_count)
        return;
    int64_t claimed = claims_due(funding, party, until), scheduled = scheduled_due(funding, place, until);
    int64_t cash = purse_cash(funding, place) - party->unpaid_cents;
    for (; party->waiting_head < party->waiting_count; party->waiting_head++) {
        struct request *request = party->waiting[party->waiting_head];
        int64_t due = due_by(request, now, 0, until), cost = claimed + due;
        claim(funding, request, due);
        int64_t drawable = loan_drawable(funding, place, funding->claimed_cents);
        int64_t missing = missing_for(party, cost, scheduled, cash, drawable);
        if (missing > 0) {
            hold(funding, place, missing);
            return;
        }
        if (request->held_by)
            request->held_by = money_that_came(funding, request);
        release_work(funding, request);
        encumber(funding, party, request);
        claimed = cost;
    }
}
