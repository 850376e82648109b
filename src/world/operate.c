/* SPDX-License-Identifier: Apache-2.0 */
#include "world/operate_state.h"

#include "base/wide.h"
#include "plan/frame.h"
#include "world/operate_supply.h"
#include "world/plant_steps.h"

#include <math.h>
#include <string.h>

/* Shares of racks that nothing holds back. */
static const double whole[OPERATE_ROOM] = {
#define EIGHT 1, 1, 1, 1, 1, 1, 1, 1
    EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT,
    EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT, EIGHT};

static double *new_row(struct arena *arena)
{
    return arena_array(arena, OPERATE_ROOM, sizeof(double));
}

static double **new_rows(int count, struct arena *arena)
{
    double **rows = arena_array(arena, (size_t)count, sizeof *rows);
    for (int i = 0; i < count; i++)
        rows[i] = new_row(arena);
    return rows;
}

static void find_cells(struct operate_site *site, const struct metric_layout *layout)
{
    static const char *const ladder[LADDER_COUNT] = {
        "capacity.wanted", "capacity.contracted", "capacity.energised", "capacity.commissioned",
        "capacity.racked", "capacity.accepted",   "capacity.serving"};
    const struct record *record = site->record;
    struct site_cells *cells = &site->cells;
    cells->it = metric_cell_find(layout, "power.it", record);
    cells->facility = metric_cell_find(layout, "power.facility", record);
    cells->losses = metric_cell_find(layout, "power.losses", record);
    cells->energy = metric_cell_find(layout, "power.energy", record);
    cells->pue = metric_cell_find(layout, "cooling.pue", record);
    cells->wue = metric_cell_find(layout, "cooling.wue", record);
    cells->supply = metric_cell_find(layout, "cooling.supply", record);
    cells->cooling = metric_cell_find(layout, "cooling.energy", record);
    cells->water = metric_cell_find(layout, "cooling.water", record);
    cells->throttled = metric_cell_find(layout, "cooling.throttled", record);
    cells->dry_bulb = metric_cell_find(layout, "weather.dry_bulb", record);
    cells->wet_bulb = metric_cell_find(layout, "weather.wet_bulb", record);
    cells->racked = metric_cell_find(layout, "racks.it_racked", record);
    cells->accepted = metric_cell_find(layout, "racks.it_accepted", record);
    for (int rung = 0; rung < LADDER_COUNT; rung++)
        cells->ladder[rung] = metric_cell_find(layout, ladder[rung], record);
}

static void start_site(struct operate_site *site, const struct cast *cast, int index, struct arena *arena)
{
    const struct plant_plan *plant = cast->plan->plant;
    site->record = plan_list(cast->run->plan, &frame_site_kind).items[index];
    site->wanted_until = INT64_MIN;
    site->first_group = plant->first[index];
    site->group_count = plant->first[index + 1] - plant->first[index];
    site->design_ratio = plant->load_per_it_ratio[index];
    find_cells(site, cast->run->plan->layout);
    operate_find_cooling(site, plant, cast->run->plan->layout);
    site->wish_w = arena_array(arena, (size_t)site->group_count, sizeof *site->wish_w);
    site->wish_group_w = new_rows(site->group_count, arena);
    site->it_group_w = new_rows(site->group_count, arena);
    site->cap_group_w = new_rows(site->group_count, arena);
    site->offered_group_w = new_rows(site->group_count, arena);
    site->held_share = new_rows(site->group_count, arena);
    site->share = arena_array(arena, (size_t)site->group_count, sizeof *site->share);
    double **const rows[] = {&site->dry_bulb_k,    &site->wet_bulb_k, &site->feed_w, &site->firm_w,
                             &site->cooling_share, &site->idle_w,     &site->rack_w};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        *rows[i] = new_row(arena);
    for (int stage = 0; stage < LIMIT_NONE; stage++)
        site->stage_w[stage] = new_row(arena);
    site->hours = plant_hours_new(OPERATE_ROOM, arena);
    site->hours.dry_bulb_k = site->dry_bulb_k;
    site->hours.wet_bulb_k = site->wet_bulb_k;
    site->hours.it_w = (const double *const *)site->it_group_w;
    operate_supply_start(site, power_sources(plant_power(cast->plant), index), cast->run->plan->layout,
                         arena);
}

/* Rungs that racks change by what does not ring the plant: whoever watches them must be told at once. */
static void ring_for_ladder(struct operate *operate)
{
    const struct metric_layout *layout = operate->run->plan->layout;
    for (int s = 0; s < operate->site_count; s++) {
        const int *ladder = operate->sites[s].cells.ladder;
        if (metric_is_watched(layout, ladder[LADDER_SERVING]))
            racks_ring_days(operate->cast->racks);
        if (metric_is_watched(layout, ladder[LADDER_RACKED]))
            racks_ring_pipeline(operate->cast->racks);
    }
}

struct operate *operate_start(struct cast *cast, bool detailed, struct arena *arena)
{
    const struct plan *plan = cast->run->plan;
    struct operate *operate = arena_alloc(arena, sizeof *operate);
    operate->cast = cast;
    operate->run = cast->run;
    operate->since = operate->year_end = plan->start;
    operate->year = -1;
    operate->site_count = cast->plan->plant->site_count;
    operate->sites = arena_array(arena, (size_t)operate->site_count, sizeof *operate->sites);
    for (int s = 0; s < operate->site_count; s++)
        start_site(&operate->sites[s], cast, s, arena);
    for (int s = 0; s < operate->site_count; s++)
        operate_find_rows(operate, &operate->sites[s]);
    operate->logbook = logbook_new(cast->plan->plant, detailed, arena);
    operate->limits = limit_book_new(operate->site_count, plan->start, plan->end, arena);
    operate->stand_capacity = cast->plan->pool_count * (cast->plan->plant->group_count + 1);
    operate->stands = arena_array(arena, (size_t)operate->stand_capacity, sizeof *operate->stands);
    for (int p = 0; p < cast->plan->pool_count; p++) {
        operate->pool_racks[p] = new_row(arena);
        operate->pool_busy[p] = new_row(arena);
        operate->pool_up[p] = new_row(arena);
    }
    ring_for_ladder(operate);
    return operate;
}

static inline double lesser(double a, double b)
{
    return a < b ? a : b;
}

static inline double greater(double a, double b)
{
    return a > b ? a : b;
}

LANES_INLINE void at_least(double *row, const double *least, double value, int count)
{
    for (int at = 0; at < count; at += LANES_COUNT)
        for (int i = 0; i < LANES_COUNT; i++)
            row[at + i] = greater(value, least[at + i]);
}

/* Nothing holds the racks back: stages that could carry at least them. */
WIDE static void let_go(struct operate *operate, struct operate_site *site, const struct plant_room *room)
{
    double *const *stage = site->stage_w;
    for (int g = 0; g < site->group_count; g++)
        site->share[g] = whole;
    double firm_w = greater(room->firm_w, room->least_w);
    at_least(stage[LIMIT_FEED], site->rack_w, greater(room->feed_w, room->least_w), operate->count);
    at_least(stage[LIMIT_FIRM], site->rack_w, firm_w, operate->count);
    for (int i = 0; site->hottest_k > site->state->derate_above_k && i < operate->count; i++)
        if (site->dry_bulb_k[i] > site->state->derate_above_k)
            stage[LIMIT_FIRM][i] =
                greater(greater(site->rack_w[i], room->least_w),
                        room->firm_w * power_derate_ratio(site->state, site->dry_bulb_k[i]));
    lanes_fill(stage[LIMIT_COOLING], INFINITY, operate->count);
}

/*
 * Caps of the stages in capacity watts: where the plant cuts the racks' draw, the same share of their
 * capacity; where it does not, at least the racks.
 */
static void hold_segment(struct operate_site *site, int i)
{
    double wish_w = 0, cooled_w = 0, rack_w = site->rack_w[i];
    for (int g = 0; g < site->group_count; g++) {
        wish_w += site->wish_group_w[g][i];
        cooled_w += lesser(site->wish_group_w[g][i], site->cap_group_w[g][i]);
    }
    double feed_w = site->feed_w[i], firm_w = site->firm_w[i], supply_w = lesser(feed_w, firm_w);
    double share = cooled_w > supply_w ? supply_w / cooled_w : 1.0;
    double cooled = wish_w > 0 ? cooled_w / wish_w : 1.0;
    for (int g = 0; g < site->group_count; g++) {
        double cap_w = site->cap_group_w[g][i], group_w = site->wish_group_w[g][i];
        site->held_share[g][i] = share * (cap_w < group_w ? cap_w / group_w : 1.0);
    }
    site->stage_w[LIMIT_FEED][i] =
        feed_w < cooled_w ? rack_w * cooled * feed_w / cooled_w : greater(feed_w, rack_w);
    site->stage_w[LIMIT_FIRM][i] =
        firm_w < cooled_w ? rack_w * cooled * firm_w / cooled_w : greater(firm_w, rack_w);
    site->stage_w[LIMIT_COOLING][i] = cooled < 1 ? rack_w * cooled : INFINITY;
}

/* Of what cooling leaves to the groups, so that what is offered is what they can draw. */
static int cap_with_sources(struct operate *operate, int s, struct plant_caps *caps)
{
    struct operate_site *site = &operate->sites[s];
    plant_cap_cooling(operate->cast->plant, s, caps);
    for (int g = 0; g < site->group_count; g++)
        for (int i = 0; i < operate->count; i++)
            site->offered_group_w[g][i] = lesser(site->wish_group_w[g][i], site->cap_group_w[g][i]);
    caps->wanted_w = (const double *const *)site->offered_group_w;
    return operate_supply_offer(operate, s, caps);
}

/*
 * What the plant allows of the wish: each group by its cooling, then all by feeds and firm power.  Returns
 * how many segments of the block that holds for.
 */
static int hold(struct operate *operate, int s)
{
    struct operate_site *site = &operate->sites[s];
    struct plant_caps caps = {.count = operate->count,
                              .dry_bulb_k = site->dry_bulb_k,
                              .wet_bulb_k = site->wet_bulb_k,
                              .wanted_w = (const double *const *)site->wish_group_w,
                              .feed_w = site->feed_w,
                              .firm_w = site->firm_w,
                              .cooling_w = site->cooling_share,
                              .group_cooling_w = site->cap_group_w};
    operate_wish(operate, site);
    int good = operate->n;
    if (site->supply)
        good = cap_with_sources(operate, s, &caps);
    else
        plant_limit_block(operate->cast->plant, s, &caps);
    for (int i = 0; i < operate->count; i++)
        hold_segment(site, i);
    for (int g = 0; g < site->group_count; g++)
        site->share[g] = site->held_share[g];
    return good;
}

/* Segments of the block, after site S had a look. */
static int limit_site(struct operate *operate, int s)
{
    int good = operate->n;
    struct operate_site *site = &operate->sites[s];
    struct plant_room room;
    operate_take_air(operate, site);
    struct plant_wish wish = {site->hottest_k, site->wettest_k, site->wish_w};
    site->held = !plant_is_free(operate->cast->plant, s, &wish, &room);
    if (!site->held && site->supply)
        site->held = !operate_supply_rests(operate, site, plant_idle_w(operate->cast->plant, s));
    if (site->held)
        good = hold(operate, s);
    else
        let_go(operate, site, &room);
    lanes_fill(site->stage_w[LIMIT_HALLS], site->hall_w, operate->count);
    memcpy(site->stage_w[LIMIT_RACKS], site->rack_w, (size_t)operate->count * sizeof(double));
    return good;
}

/* Only the first N segments, for now: where a store runs empty the rest waits until that is settled. */
static void shorten(struct operate *operate, int n)
{
    for (int i = operate->low + n; i < operate->count; i++)
        operate->seconds[i] = 0;
    operate->n = n;
}

static const double *share_of(const struct operate *operate, const struct stand *stand)
{
    const struct operate_site *site = &operate->sites[operate->cast->plan->pools[stand->pool].site];
    return site->share[stand->group - site->first_group];
}

WIDE static void add_racks(double *restrict row, const double *restrict share, const double *restrict up,
                           double racks, int count)
{
    for (int at = 0; at < count; at += LANES_COUNT)
        for (int i = 0; i < LANES_COUNT; i++)
            row[at + i] += racks * up[at + i] * share[at + i];
}

static void route(struct operate *operate)
{
    struct demand_block block = {
        .n = operate->n, .low = operate->low, .tick = operate->tick, .seconds = operate->seconds};
    for (int p = 0; p < operate->cast->plan->pool_count; p++) {
        lanes_fill(operate->pool_racks[p], 0, operate->count);
        block.racks[p] = operate->pool_racks[p];
        block.busy[p] = operate->pool_busy[p];
    }
    for (int k = 0; k < operate->stand_count; k++) {
        const struct stand *stand = &operate->stands[k];
        add_racks(operate->pool_racks[stand->pool], share_of(operate, stand), operate->pool_up[stand->pool],
                  stand->racks, operate->count);
    }
    demand_serve(operate->cast->demand, &block);
}

/* What a stand may do in a block, and what it got of work. */
struct stand_hours {
    const double *share, *up, *busy;
    int count;
};

/* Draw of a stand at the work it got, and its capacity without work. */
WIDE static void grant_stand(const struct stand *stand, const struct stand_hours *hours,
                             double *restrict it_w, double *restrict idle_w)
{
    const double *restrict share = hours->share, *restrict up = hours->up, *restrict busy = hours->busy;
    double least_w = stand->idle_w, more_w = stand->full_w - stand->idle_w, capacity_w = stand->capacity_w;
    for (int at = 0; at < hours->count; at += LANES_COUNT)
        for (int i = at; i < at + LANES_COUNT; i++) {
            it_w[i] += share[i] * up[i] * (least_w + more_w * busy[i]);
            idle_w[i] += capacity_w * up[i] * (1.0 - busy[i] * share[i]);
        }
}

static void grant(struct operate *operate, int s)
{
    struct operate_site *site = &operate->sites[s];
    lanes_fill(site->idle_w, 0, operate->count);
    for (int g = 0; g < site->group_count; g++)
        lanes_fill(site->it_group_w[g], 0, operate->count);
    for (int k = site->first_stand; k < site->first_stand + site->stand_count; k++) {
        const struct stand *stand = &operate->stands[k];
        int g = stand->group - site->first_group;
        grant_stand(stand,
                    &(struct stand_hours){.share = site->share[g],
                                          .up = operate->pool_up[stand->pool],
                                          .busy = operate->pool_busy[stand->pool],
                                          .count = operate->count},
                    site->it_group_w[g], site->idle_w);
    }
    site->hours.count = operate->count;
    if (site->supply)
        operate_supply_run(operate, s);
    else if (!site->dark)
        plant_run_block(operate->cast->plant, s, &site->hours);
}

static void run_block(struct operate *operate)
{
    int good = operate->n;
    operate_take_days(operate);
    for (int s = 0; s < operate->site_count; s++) {
        int n = limit_site(operate, s);
        good = n < good ? n : good;
    }
    if (good < operate->n)
        shorten(operate, good);
    route(operate);
    for (int s = 0; s < operate->site_count; s++) {
        grant(operate, s);
        operate_count(operate, s);
    }
}

void operate_until(struct operate *operate, int64_t tick)
{
    while (operate->since < tick) {
        operate_cut(operate, tick);
        run_block(operate);
        operate->since =
            operate->tick[operate->n - 1] + (int64_t)operate->seconds[operate->low + operate->n - 1];
    }
    racks_forget_days(operate->cast->racks);
}
