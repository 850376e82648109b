/* SPDX-License-Identifier: Apache-2.0 */
#include "world/settle.h"

#include "plan/frame.h"
#include "power/substation.h"

#include <math.h>

/* kg of water in a m3 */
#define WATER_KG_M3 1000.0

struct settle {
    struct cast *cast;
    struct economics_site *sites;
    double *power_factor; /* by site */
    struct economics_stream *streams;
    struct demand_total *seen; /* totals at the last month end, by stream */
    int site_count, stream_count;
};

/* The lowest of the site's substations: what the meter shows. */
static double power_factor_of(const struct plan *plan, int site)
{
    struct record_list all = plan_list(plan, &power_substation_kind);
    const struct record *record = plan_list(plan, &frame_site_kind).items[site];
    double least = 1;
    for (int i = 0; i < all.count; i++)
        if (all.items[i]->site == record)
            least = fmin(least, record_number(all.items[i], SUBSTATION_POWER_FACTOR));
    return least;
}

struct settle *settle_start(struct cast *cast, struct arena *arena)
{
    struct settle *settle = arena_alloc(arena, sizeof *settle);
    settle->cast = cast;
    settle->site_count = cast->plan->plant->site_count;
    settle->stream_count = demand_stream_count(cast->plan->demand);
    settle->sites = arena_array(arena, (size_t)settle->site_count, sizeof *settle->sites);
    settle->power_factor = arena_array(arena, (size_t)settle->site_count, sizeof *settle->power_factor);
    for (int s = 0; s < settle->site_count; s++)
        settle->power_factor[s] = power_factor_of(cast->run->plan, s);
    settle->streams = arena_array(arena, (size_t)settle->stream_count, sizeof *settle->streams);
    settle->seen = arena_array(arena, (size_t)settle->stream_count, sizeof *settle->seen);
    for (int s = 0; s < settle->stream_count; s++) {
        settle->streams[s].stream = demand_stream(cast->plan->demand, s);
        settle->streams[s].seller = run_party(settle->streams[s].stream, DEMAND_SELLER);
    }
    return settle;
}

static void take_streams(struct settle *settle)
{
    const struct demand_total *totals = demand_totals(settle->cast->demand);
    for (int s = 0; s < settle->stream_count; s++) {
        struct economics_stream *stream = &settle->streams[s];
        stream->revenue_usd = totals[s].revenue_usd - settle->seen[s].revenue_usd;
        stream->spill_cost_usd = totals[s].spill_cost_usd - settle->seen[s].spill_cost_usd;
        settle->seen[s] = totals[s];
    }
}

void settle_month(struct settle *settle, struct operate *operate)
{
    struct cast *cast = settle->cast;
    for (int s = 0; s < settle->site_count; s++) {
        struct operate_month month = operate_month(operate, s);
        funding_take(cast->funding, s, month.accepted_facility_j, month.accepted_it_j);
        settle->sites[s] = (struct economics_site){.energy_j = month.energy_j,
                                                   .energy_cost_usd = month.energy_cost_usd,
                                                   .fuel_cost_usd = month.fuel_cost_usd,
                                                   .stack_kg = month.stack_kg,
                                                   .water_m3 = month.water_kg / WATER_KG_M3,
                                                   .it_capacity_j = month.commissioned_j,
                                                   .accepted_it_j = month.accepted_it_j,
                                                   .feeds_w = plant_supply(cast->plant, s)->contracted_w,
                                                   .power_factor_ratio = settle->power_factor[s]};
    }
    take_streams(settle);
    struct economics_month month = {
        .sites = settle->sites, .streams = settle->streams, .stream_count = settle->stream_count};
    economics_month_end(cast->economics, &month);
    funding_month_end(cast->funding, sim_now(cast->run->sim));
    operate_next_month(operate);
}
