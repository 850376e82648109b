/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/loan_cost.h"

#include "funding/deal_costs.h"

#include <math.h>

static bool lends_on(const struct loan *loan, int party, int sort)
{
    return loan->deal->obligor == party && loan->deal->finances[sort];
}

/* Whether debt drawn by OTHER for SORT counts against the advance of LOAN. */
static bool counts(const struct funding *funding, const struct loan *loan, const struct loan *other, int sort)
{
    if (other->deal->advance_ratio > loan->deal->advance_ratio)
        return false;
    if (sort >= 0)
        return lends_on(loan, other->deal->obligor, sort);
    return loan == other || (other->deal->names && deal_costs_shared(funding->plan, loan->deal, other->deal));
}

void loan_cost_paid(struct funding *funding, int party, int sort, int64_t cents)
{
    for (int i = 0; i < funding->plan->loan_count; i++)
        if (lends_on(&funding->loans[i], party, sort))
            funding->loans[i].cost_cents += cents;
}

void loan_cost_drawn(struct funding *funding, const struct loan *loan, int sort, int64_t gross, int64_t fee)
{
    for (int i = 0; i < funding->plan->loan_count; i++) {
        struct loan *other = &funding->loans[i];
        if (counts(funding, other, loan, sort))
            other->pool_cents += gross;
    }
    if (sort >= 0)
        loan_cost_paid(funding, loan->deal->obligor, sort, fee);
}

/* Whether the advance of OTHER, drawn by DRAWN, limits a draw of LOAN for SORT: its own, and junior ones. */
static bool limits(const struct loan *other, int64_t drawn, const struct loan *loan, int sort)
{
    if (other == loan)
        return true;
    return drawn > 0 && lends_on(other, loan->deal->obligor, sort) &&
           other->deal->advance_ratio >= loan->deal->advance_ratio;
}

static int64_t step_of(const struct loan *loan, int64_t own)
{
    double advance = loan->deal->advance_ratio, slope = 1 - advance;
    double room = advance * (double)(loan->cost_cents + own) - (double)loan->pool_cents;
    if (slope <= 0)
        return room < 0 ? 0 : INT64_MAX;
    return room <= 0 ? 0 : (int64_t)floor(fmin(room / slope, 9e18));
}

static int64_t whole_of(const struct loan *loan, int64_t cost, int64_t drawn)
{
    return (int64_t)floor(loan->deal->advance_ratio * (double)(loan->cost_cents + cost)) - loan->pool_cents -
           drawn;
}

int64_t loan_cost_step(const struct funding *funding, const struct loan *loan, int sort, int64_t own)
{
    int64_t room = INT64_MAX;
    for (int i = 0; i < funding->plan->loan_count; i++) {
        const struct loan *other = &funding->loans[i];
        if (limits(other, other->drawn_cents, loan, sort))
            room = cents_least(room, step_of(other, own));
    }
    return room;
}

int64_t loan_cost_whole(const struct funding *funding, const struct loan *loan, int sort, int64_t open)
{
    int64_t room = INT64_MAX;
    for (int i = 0; i < funding->plan->loan_count; i++) {
        const struct loan *other = &funding->loans[i];
        if (limits(other, other->drawn_cents, loan, sort))
            room = cents_least(room, whole_of(other, open, 0));
    }
    return room;
}

void loan_cost_look(struct funding *funding, int party, const int64_t *cost_cents)
{
    for (int i = 0; i < funding->plan->loan_count; i++) {
        struct loan *loan = &funding->loans[i];
        loan->look_cost_cents = loan->look_pool_cents = loan->look_drawn_cents = 0;
        for (int s = 0; s < funding->plan->cost_sort_count; s++)
            if (lends_on(loan, party, s))
                loan->look_cost_cents += cost_cents[s];
    }
}

int64_t loan_cost_look_room(const struct funding *funding, const struct loan *loan, int sort)
{
    int64_t room = INT64_MAX;
    for (int i = 0; i < funding->plan->loan_count; i++) {
        const struct loan *other = &funding->loans[i];
        if (limits(other, other->drawn_cents + other->look_drawn_cents, loan, sort))
            room = cents_least(room, whole_of(other, other->look_cost_cents, other->look_pool_cents));
    }
    return room;
}

void loan_cost_look_drawn(struct funding *funding, struct loan *loan, int sort, int64_t gross)
{
    loan->look_drawn_cents += gross;
    for (int i = 0; i < funding->plan->loan_count; i++)
        if (counts(funding, &funding->loans[i], loan, sort))
            funding->loans[i].look_pool_cents += gross;
}
