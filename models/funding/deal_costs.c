/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/deal_costs.h"

#include <string.h>

/* A site stands for whatever is built on it. */
static bool names(const struct record *loan, const struct record *cause)
{
    struct record_list refs = record_refs(loan, LOAN_FINANCES);
    for (int i = 0; i < refs.count; i++)
        if (refs.items[i] == cause || (cause->site && refs.items[i] == cause->site))
            return true;
    return false;
}

/* Who names CAUSE, by loan; false when nobody does. */
static bool namers_of(const struct funding_plan *deal, const struct record *cause, bool *namers)
{
    bool any = false;
    for (int i = 0; i < deal->loan_count; i++) {
        namers[i] = deal->loans[i].names && names(deal->loans[i].record, cause);
        any |= namers[i];
    }
    return any;
}

/* Sets of namers that have been met, one after the other; the first is empty. */
struct sorts {
    bool *sets;
    size_t count, capacity;
};

static int sort_of(struct sorts *sorts, const bool *namers, size_t loans, struct arena *arena)
{
    for (size_t i = 0; i < sorts->count; i++)
        if (memcmp(&sorts->sets[i * loans], namers, loans * sizeof *namers) == 0)
            return (int)i;
    sorts->sets = arena_grow(arena, sorts->sets, sorts->count, &sorts->capacity, loans * sizeof *sorts->sets);
    memcpy(&sorts->sets[sorts->count * loans], namers, loans * sizeof *namers);
    return (int)sorts->count++;
}

void deal_costs_compile(struct funding_plan *deal, struct arena *arena)
{
    size_t loans = (size_t)deal->loan_count;
    bool *namers = arena_array(arena, loans + 1, sizeof *namers);
    int *by_record = arena_array(arena, (size_t)deal->plan->record_count, sizeof *by_record);
    struct sorts sorts = {0};
    sort_of(&sorts, namers, loans, arena);
    for (int i = 0; i < deal->plan->record_count; i++)
        if (namers_of(deal, deal->plan->records[i], namers))
            by_record[i] = sort_of(&sorts, namers, loans, arena);
    for (int i = 0; i < deal->loan_count; i++) {
        bool *finances = arena_array(arena, sorts.count, sizeof *finances);
        for (size_t s = 0; s < sorts.count; s++)
            finances[s] = deal->loans[i].names ? sorts.sets[s * loans + (size_t)i] : !deal->loans[i].at_once;
        deal->loans[i].finances = finances;
    }
    deal->cost_sorts = by_record;
    deal->cost_sort_count = (int)sorts.count;
}

int deal_costs_sort(const struct funding_plan *deal, const struct record *cause)
{
    return cause ? deal->cost_sorts[cause->number] : 0;
}

bool deal_costs_shared(const struct funding_plan *deal, const struct deal_loan *a, const struct deal_loan *b)
{
    for (int s = 0; s < deal->cost_sort_count && a->obligor == b->obligor; s++)
        if (a->finances[s] && b->finances[s])
            return true;
    return false;
}
