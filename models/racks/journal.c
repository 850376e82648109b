/* SPDX-License-Identifier: Apache-2.0 */
#include "racks/journal.h"

#include "racks/state.h"

static double up_ratio(const struct fleet *fleet)
{
    double packages = (double)fleet->racks * (double)fleet->plan->packages;
    return packages > 0 ? fleet_live_packages(fleet) / packages : 0;
}

void journal_add(struct racks *racks)
{
    struct racks_journal *journal = &racks->journal;
    struct arena *arena = racks->run->arena;
    size_t fleets = (size_t)racks->plan->fleet_count, ratios = journal->count * fleets;
    journal->tick =
        arena_grow(arena, journal->tick, journal->count, &journal->capacity, sizeof *journal->tick);
    while (journal->ratio_capacity < ratios + fleets)
        journal->up_ratio = arena_grow(arena, journal->up_ratio, journal->ratio_capacity,
                                       &journal->ratio_capacity, sizeof *journal->up_ratio);
    journal->tick[journal->count++] = sim_now(racks->run->sim);
    for (size_t f = 0; f < fleets; f++)
        journal->up_ratio[ratios + f] = up_ratio(&racks->fleets[f]);
}

struct racks_days racks_days(const struct racks *racks)
{
    const struct racks_journal *journal = &racks->journal;
    return (struct racks_days){
        .count = (int)journal->count, .tick = journal->tick, .up_ratio = journal->up_ratio};
}

void racks_forget_days(struct racks *racks)
{
    racks->journal.count = 0;
    journal_add(racks);
}

void racks_ring_days(struct racks *racks)
{
    racks->days_ring = true;
}

void racks_ring_pipeline(struct racks *racks)
{
    racks->pipeline_rings = true;
}
