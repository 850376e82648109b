/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/gate.h"

#include <assert.h>
#include <string.h>

const char *const gate_cause_names[GATE_CAUSE_COUNT] = {
    [GATE_PREDECESSOR] = "predecessor", [GATE_CREW] = "crew",         [GATE_DELIVERY] = "delivery",
    [GATE_PERMIT] = "permit",           [GATE_FUNDS] = "funds",       [GATE_DATE] = "date",
    [GATE_CONDITION] = "condition",     [GATE_POSITION] = "position", [GATE_BURN_IN] = "burn-in",
};

enum gate_cause gate_cause_of(const struct record *record)
{
    if (strcmp(record->kind->family, "permit") == 0)
        return GATE_PERMIT;
    return strcmp(record->kind->family, "order") == 0 ? GATE_DELIVERY : GATE_PREDECESSOR;
}

void gate_set_start(struct gate_set *set, const struct record *work, int capacity, struct arena *arena)
{
    *set = (struct gate_set){.work = work, .capacity = capacity};
    set->gates = arena_array(arena, (size_t)capacity, sizeof *set->gates);
}

int gate_add(struct gate_set *set, enum gate_cause cause, const struct record *by, int64_t since)
{
    assert(set->count < set->capacity);
    set->gates[set->count] = (struct gate){.cause = cause, .by = by, .since = since, .opened = GATE_CLOSED};
    set->closed_count++;
    return set->count++;
}

bool gate_open(struct gate_set *set, int place, int64_t now)
{
    assert(place >= 0 && place < set->count);
    if (set->gates[place].opened != GATE_CLOSED)
        return false;
    set->gates[place].opened = now;
    return --set->closed_count == 0;
}

const struct gate *gate_holding(const struct gate_set *set)
{
    const struct gate *holding = NULL;
    for (int i = 0; i < set->count; i++) {
        const struct gate *gate = &set->gates[i];
        if (gate->opened == GATE_CLOSED)
            return gate;
        if (!holding || gate->opened > holding->opened)
            holding = gate;
    }
    return holding;
}
