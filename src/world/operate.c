/* SPDX-License-Identifier: Apache-2.0 */
#include "world/operate_state.h"

#include "base/calendar.h"
#include "plan/frame.h"

#include <math.h>

enum { HOUR_S = 3600 };

static double **new_rows(int count, struct arena *arena)
{
    double **rows = arena_array(arena, (size_t)count, sizeof *rows);
    for (int i = 0; i < count; i++)
        rows[i] = arena_array(arena, OPERATE_BLOCK, sizeof **rows);
    return rows;
}

static double *new_row(struct arena *arena)
{
    return arena_array(arena, OPERATE_BLOCK, sizeof(double));
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
    site->first_group = plant->first[index];
    site->group_count = plant->first[index + 1] - plant->first[index];
    site->design_ratio = plant->load_per_it_ratio[index];
    find_cells(site, cast->run->plan->layout);
    site->wanted_group_w = new_rows(site->group_count, arena);
    site->it_group_w = new_rows(site->group_count, arena);
    site->cap_group_w = new_rows(site->group_count, arena);
    site->feed_w = new_row(arena);
    site->firm_w = new_row(arena);
    site->cooling_w = new_row(arena);
    site->share = new_row(arena);
    for (int stage = 0; stage < LIMIT_NONE; stage++)
        site->stage_w[stage] = new_row(arena);
    site->hours = plant_hours_new(OPERATE_BLOCK, arena);
}

struct operate *operate_start(struct cast *cast, struct arena *arena)
{
    const struct plan *plan = cast->run->plan;
    struct operate *operate = arena_alloc(arena, sizeof *operate);
    operate->cast = cast;
    operate->run = cast->run;
    operate->since = plan->start;
    operate->site_count = cast->plan->plant->site_count;
    operate->sites = arena_array(arena, (size_t)operate->site_count, sizeof *operate->sites);
    for (int s = 0; s < operate->site_count; s++)
        start_site(&operate->sites[s], cast, s, arena);
    operate->limits = limit_book_new(operate->site_count, plan->start, plan->end, arena);
    operate->stand_capacity = cast->plan->pool_count * (cast->plan->plant->group_count + 1);
    operate->stands = arena_array(arena, (size_t)operate->stand_capacity, sizeof *operate->stands);
    for (int p = 0; p < cast->plan->pool_count; p++) {
        operate->pool_racks[p] = new_row(arena);
        operate->pool_busy[p] = new_row(arena);
    }
    return operate;
}

/* Segments from where operate stands up to TICK, none longer than to the next full hour. */
static void cut_block(struct operate *operate, int64_t tick, int most)
{
    int64_t at = operate->since;
    int n = 0;
    while (at < tick && n < most) {
        int64_t hour_end = at - ((at % HOUR_S) + HOUR_S) % HOUR_S + HOUR_S;
        int64_t end = hour_end < tick ? hour_end : tick;
        operate->tick[n] = at;
        operate->seconds[n++] = (double)(end - at);
        at = end;
    }
    operate->n = n;
    operate->since = at;
}

/* How many hours of weather lie in a row for all sites; a block stays inside one calendar year. */
static int take_air(struct operate *operate, int64_t tick)
{
    int most = OPERATE_BLOCK;
    for (int s = 0; s < operate->site_count; s++) {
        struct weather_hours air;
        plant_air(operate->cast->plant, s, tick, &air);
        operate->sites[s].dry_bulb_k = air.dry_bulb_k;
        operate->sites[s].wet_bulb_k = air.wet_bulb_k;
        if (air.count < most)
            most = air.count;
    }
    int64_t year_end = calendar_add_months(calendar_year_start(tick), 12);
    int64_t hours_left = (year_end - tick + HOUR_S - 1) / HOUR_S;
    return hours_left < most ? (int)hours_left : most;
}

/* Draw that each group would have with all its racks at work. */
static void wish(struct operate *operate, int s)
{
    struct operate_site *site = &operate->sites[s];
    for (int g = 0; g < site->group_count; g++) {
        double full_w = 0;
        for (int k = 0; k < operate->stand_count; k++)
            if (operate->stands[k].group == site->first_group + g)
                full_w += operate->stands[k].full_w;
        for (int i = 0; i < operate->n; i++)
            site->wanted_group_w[g][i] = full_w;
    }
}

/* What the plant allows of the wish: each group by its cooling, then all by feeds and firm power. */
static void limit_site(struct operate *operate, int s)
{
    struct operate_site *site = &operate->sites[s];
    int n = operate->n;
    struct plant_caps caps = {.count = n,
                              .dry_bulb_k = site->dry_bulb_k,
                              .wet_bulb_k = site->wet_bulb_k,
                              .wanted_w = (const double *const *)site->wanted_group_w,
                              .feed_w = site->feed_w,
                              .firm_w = site->firm_w,
                              .cooling_w = site->cooling_w,
                              .group_cooling_w = site->cap_group_w};
    plant_limit_block(operate->cast->plant, s, &caps);
    for (int i = 0; i < n; i++) {
        double wanted_w = 0, cooled_w = 0;
        for (int g = 0; g < site->group_count; g++) {
            wanted_w += site->wanted_group_w[g][i];
            cooled_w += fmin(site->wanted_group_w[g][i], site->cap_group_w[g][i]);
        }
        double supply_w = fmin(site->feed_w[i], site->firm_w[i]);
        site->share[i] = cooled_w > supply_w ? supply_w / cooled_w : 1.0;
        site->cooling_w[i] = wanted_w > 0 ? cooled_w / wanted_w : 1.0;
    }
}

static void route(struct operate *operate)
{
    int pool_count = operate->cast->plan->pool_count;
    struct demand_block block = {.n = operate->n, .tick = operate->tick, .seconds = operate->seconds};
    for (int p = 0; p < pool_count; p++) {
        for (int i = 0; i < operate->n; i++)
            operate->pool_racks[p][i] = 0;
        block.racks[p] = operate->pool_racks[p];
        block.busy[p] = operate->pool_busy[p];
    }
    for (int k = 0; k < operate->stand_count; k++) {
        const struct stand *stand = &operate->stands[k];
        const struct operate_site *site = &operate->sites[operate->cast->plan->pools[stand->pool].site];
        for (int i = 0; i < operate->n; i++)
            operate->pool_racks[stand->pool][i] +=
                stand->racks * operate_share(site, stand->group - site->first_group, i);
    }
    demand_serve(operate->cast->demand, &block);
}

/* Draw of each group at the work it got. */
static void grant(struct operate *operate, int s)
{
    struct operate_site *site = &operate->sites[s];
    for (int g = 0; g < site->group_count; g++)
        for (int i = 0; i < operate->n; i++)
            site->it_group_w[g][i] = 0;
    for (int k = 0; k < operate->stand_count; k++) {
        const struct stand *stand = &operate->stands[k];
        int g = stand->group - site->first_group;
        if (g < 0 || g >= site->group_count)
            continue;
        const double *busy = operate->pool_busy[stand->pool];
        for (int i = 0; i < operate->n; i++)
            site->it_group_w[g][i] +=
                operate_share(site, g, i) * (stand->idle_w + (stand->full_w - stand->idle_w) * busy[i]);
    }
    site->hours.count = operate->n;
    site->hours.dry_bulb_k = site->dry_bulb_k;
    site->hours.wet_bulb_k = site->wet_bulb_k;
    site->hours.it_w = (const double *const *)site->it_group_w;
    plant_run_block(operate->cast->plant, s, &site->hours);
}

void operate_until(struct operate *operate, int64_t tick)
{
    while (operate->since < tick) {
        cut_block(operate, tick, take_air(operate, operate->since));
        for (int s = 0; s < operate->site_count; s++) {
            wish(operate, s);
            limit_site(operate, s);
        }
        route(operate);
        for (int s = 0; s < operate->site_count; s++) {
            grant(operate, s);
            operate_count(operate, s);
        }
    }
}
