/* SPDX-License-Identifier: Apache-2.0 */
#include "world/logbook.h"

#include "base/calendar.h"
#include "base/lanes.h"
#include "base/wide.h"
#include "demand/demand.h"
#include "plan/frame.h"
#include "power/feed.h"
#include "power/power_types.h"
#include "world/logbook_air.h"
#include "world/logbook_units.h"
#include "world/logbook_without.h"

#include <math.h>
#include <string.h>

#define MW_W        1e6
#define MWH_J       3.6e9
#define WATER_M3_KG 1e-3
#define CELSIUS_K   273.15

struct month {
    int64_t start;
    double sum[FLOW_COUNT]; /* once it is closed */
    double accepted_j;      /* facility capacity of racks accepted x time */
    double peak_w, peak_it_w, headroom_w, supply_max_k, dry_max_k, wet_max_k;
    int64_t peak, headroom;
    double short_s, dark_s, heat_s; /* whole seconds: exact in any order */
    LANES_ALIGNED double supply_cut_j[LANES_COUNT], heat_cut_j[LANES_COUNT];
    double feed_w, firm_w, installed_w, installed_va;
    double unit_w, unit_va, unit_firm_w, ups_w, ups_firm_w, halls_w; /* of the halls, see rate_halls */
    double heat_lost_w, plants_w, standby_w, batteries_w;
};

struct site_log {
    bool sourced; /* something but the grid supplies it */
    struct month *months;
    struct logbook_day *day; /* NULL: not kept */
    struct logbook_air *air; /* the same */
};

struct logbook {
    struct arena *arena;
    const struct plant_plan *plant;
    const struct plan *plan;
    struct site_log *sites;
    int site_count, month_count, month;
    int closed_count;                /* months: fewer than all when the replication was stopped */
    double *dry_max_k;               /* of the month that ends, by site */
    struct logbook_without *without; /* NULL: not kept */
    struct logbook_units *units;
};

static double contracted_w(const struct plan *plan, int site)
{
    struct record_list sites = plan_list(plan, &frame_site_kind), feeds = plan_list(plan, &power_feed_kind);
    double sum_w = 0;
    for (int i = 0; i < feeds.count; i++)
        if (feeds.items[i]->site == sites.items[site])
            sum_w += record_number(feeds.items[i], FEED_CAPACITY);
    return sum_w > 0 ? sum_w : MW_W;
}

struct logbook *logbook_new(const struct plant_plan *plant, bool detailed, struct arena *arena)
{
    const struct plan *plan = plant->plan;
    struct logbook *logbook = arena_alloc(arena, sizeof *logbook);
    logbook->arena = arena;
    logbook->plan = plan;
    logbook->plant = plant;
    logbook->site_count = plant->site_count;
    logbook->month_count = calendar_months_between(plan->start, plan->end - 1) + 1;
    logbook->dry_max_k = arena_array(arena, (size_t)plant->site_count, sizeof *logbook->dry_max_k);
    logbook->without = detailed ? logbook_without_new(plan, arena) : NULL;
    logbook->units = logbook_units_new(plan, arena);
    logbook->sites = arena_array(arena, (size_t)plant->site_count, sizeof *logbook->sites);
    for (int s = 0; s < plant->site_count; s++) {
        struct site_log *site = &logbook->sites[s];
        site->months = arena_array(arena, (size_t)logbook->month_count, sizeof *site->months);
        for (int m = 0; m < logbook->month_count; m++)
            site->months[m].headroom_w = INFINITY;
        if (!detailed)
            continue;
        site->day = logbook_day_new(plan->start, plan->end, plant->weather->sites[s].utc_offset_s,
                                    contracted_w(plan, s), arena);
        site->air = logbook_air_new(plan->start, plan->end, arena);
    }
    return logbook;
}

/* What the extremes of a block are looked for in. */
enum extreme { EXTREME_DRY, EXTREME_WET, EXTREME_IT, EXTREME_SUPPLY, EXTREME_FACILITY, EXTREME_COUNT };

/*
 * The largest of each row, nothing below 0; the order does not matter, so eight hours are compared at once.
 * Values are finite: hours without seconds count as 0 by a product, since a choice would not be to load them.
 */
WIDE static void find_most(const double *const row[EXTREME_COUNT], const double *seconds, int count,
                           double most[EXTREME_COUNT])
{
    double top[EXTREME_COUNT][LANES_COUNT];
    memset(top, 0, sizeof top);
    for (int at = 0; at < count; at += LANES_COUNT) {
        double used[LANES_COUNT];
        for (int i = 0; i < LANES_COUNT; i++)
            used[i] = seconds[at + i] > 0 ? 1.0 : 0.0;
        LANES_UNROLL for (int e = 0; e < EXTREME_COUNT; e++)
        {
            const double *value = row[e] + at;
            for (int i = 0; i < LANES_COUNT; i++) {
                double seen = value[i] * used[i];
                top[e][i] = seen > top[e][i] ? seen : top[e][i];
            }
        }
    }
    for (int e = 0; e < EXTREME_COUNT; e++) {
        most[e] = 0;
        for (int i = 0; i < LANES_COUNT; i++)
            most[e] = top[e][i] > most[e] ? top[e][i] : most[e];
    }
}

static double greater(double a, double b)
{
    return a > b ? a : b;
}

/* What the supply carries in this air under its contingency. */
static double carries_w(const struct logbook_block *block, double dry_bulb_k)
{
    double grid_w = fmin(power_feed_load_w(block->supply), power_firm_load_at_w(block->supply, dry_bulb_k));
    return block->sources ? grid_w + sources_capacity(block->sources, dry_bulb_k).firm_w : grid_w;
}

static void take_headroom(struct month *month, const struct logbook_block *block, int i, double carries)
{
    const struct plant_hours *hours = block->hours;
    double load_w =
        hours->facility_w[i] - hours->main_transformer_w[i] - (block->lost_w ? block->lost_w[i] : 0);
    bool energised = carries > 0 || load_w > 0;
    if (energised && carries - load_w < month->headroom_w) {
        month->headroom_w = carries - load_w;
        month->headroom = block->tick[i - block->low];
    }
}

/*
 * The load behind the main transformers is largest where the site takes most, unless sources of its own move
 * that: batteries that are charged lose, plants spare the transformers.  Then, and where hot air lessens what
 * is carried, every hour of the block is looked at.
 */
static void find_peak(struct month *month, const struct logbook_block *block, double most_w, double hottest_k)
{
    const double *facility_w = block->hours->facility_w + block->low;
    bool hot = hottest_k > block->supply->derate_above_k ||
               (block->sources && hottest_k > sources_derate_above_k(block->sources));
    bool each = hot || block->sources;
    double carries = hot ? 0 : carries_w(block, hottest_k);
    int at = 0;
    if (!hot && most_w <= month->peak_w && carries - most_w >= month->headroom_w)
        return;
    while (at + 1 < block->n && facility_w[at] < most_w)
        at++;
    if (most_w > month->peak_w) {
        month->peak_w = most_w;
        month->peak = block->tick[at];
    }
    if (!each)
        take_headroom(month, block, block->low + at, carries);
    for (int i = block->low; each && i < block->low + block->n; i++)
        if (block->seconds[i] > 0)
            take_headroom(month, block, i, carries_w(block, block->dry_bulb_k[i]));
}

static void find_extremes(struct month *month, const struct logbook_block *block)
{
    const struct plant_hours *hours = block->hours;
    const double *air[EXTREME_COUNT] = {block->dry_bulb_k, block->wet_bulb_k, block->dry_bulb_k,
                                        block->dry_bulb_k, block->dry_bulb_k};
    double most[EXTREME_COUNT];
    if (hours) {
        air[EXTREME_IT] = hours->it_total_w;
        air[EXTREME_SUPPLY] = hours->supply_k;
        air[EXTREME_FACILITY] = hours->facility_w;
    }
    find_most(air, block->seconds, block->count, most);
    month->dry_max_k = greater(month->dry_max_k, most[EXTREME_DRY]);
    month->wet_max_k = greater(month->wet_max_k, most[EXTREME_WET]);
    if (!hours)
        return;
    month->peak_it_w = greater(month->peak_it_w, most[EXTREME_IT]);
    month->supply_max_k = greater(month->supply_max_k, most[EXTREME_SUPPLY]);
    find_peak(month, block, most[EXTREME_FACILITY], most[EXTREME_DRY]);
}

/* Hours in which the plant held racks in service back, and the capacity it cut. */
static void add_cuts(struct month *month, const struct logbook_block *block)
{
    const double *const *stage_w = block->stage_w;
    for (int i = block->low; i < block->low + block->n; i++) {
        double s = block->seconds[i], rack_w = block->rack_w[i];
        double cooled_w = fmin(rack_w, stage_w[LIMIT_COOLING][i]);
        double fed_w = fmin(stage_w[LIMIT_FEED][i], stage_w[LIMIT_FIRM][i]);
        if (cooled_w < rack_w) {
            month->heat_s += s;
            month->heat_cut_j[i % LANES_COUNT] += s * (rack_w - cooled_w);
        }
        if (fed_w < cooled_w) {
            month->short_s += s;
            month->supply_cut_j[i % LANES_COUNT] += s * (cooled_w - fed_w);
        }
    }
}

void logbook_add(struct logbook *logbook, int site, const struct logbook_block *block)
{
    struct site_log *log = &logbook->sites[site];
    struct month *month = &log->months[logbook->month];
    find_extremes(month, block);
    if (block->stage_w)
        add_cuts(month, block);
    if (!block->hours)
        for (int i = block->low; i < block->low + block->n; i++)
            month->dark_s += block->rack_w[i] > 0 ? block->seconds[i] : 0;
    log->sourced |= block->sources != NULL;
    if (log->day)
        logbook_day_add(log->day, block);
    if (log->air)
        logbook_air_add(log->air, block);
}

void logbook_close_month(struct logbook *logbook, int site, const double grown[FLOW_COUNT],
                         double design_ratio)
{
    struct month *month = &logbook->sites[site].months[logbook->month];
    memcpy(month->sum, grown, sizeof month->sum);
    month->accepted_j = grown[FLOW_ACCEPTED] * design_ratio;
}

/* Ratings of the halls' own equipment; of transformers at the power factor that they feed. */
static void rate_halls(struct month *month, const struct plant_plan *plan, struct plant *plant, int site)
{
    for (int g = plan->first[site]; g < plan->first[site + 1]; g++) {
        const struct hall_group *group = halls_group(plant_halls(plant), g);
        month->halls_w += group->it_capacity_w;
        month->ups_w += group->ups_w.installed;
        month->ups_firm_w += group->ups_w.firm;
        if (!group->transformer)
            continue;
        double rated_va = record_number(group->transformer, TRANSFORMER_TYPE_RATING);
        month->unit_va += group->transformers.installed * rated_va;
        month->unit_w += group->transformers.installed * rated_va * group->power_factor_ratio;
        month->unit_firm_w += group->transformers.firm * rated_va * group->power_factor_ratio;
    }
}

/* At their ratings, and what the month's hottest hour took of the main transformers. */
static void rate_sources(struct month *month, const struct power_state *supply, const struct sources *sources)
{
    struct sources_capacity own = sources_capacity(sources, 0);
    month->heat_lost_w = supply->firm_w * (1 - power_derate_ratio(supply, month->dry_max_k));
    month->plants_w = own.firm_w;
    month->standby_w = own.standby_w;
    month->batteries_w = sources_batteries_w(sources);
}

void logbook_next_month(struct logbook *logbook, struct plant *plant)
{
    if (logbook->month >= logbook->month_count)
        return;
    int64_t start = calendar_add_months(calendar_month_start(logbook->plan->start), logbook->month);
    for (int s = 0; s < logbook->site_count; s++) {
        struct month *month = &logbook->sites[s].months[logbook->month];
        const struct power_state *supply = plant_supply(plant, s);
        month->start = start;
        logbook->dry_max_k[s] = month->dry_max_k;
        month->feed_w = supply->feed_w;
        month->firm_w = supply->firm_w;
        month->installed_w = supply->installed_w;
        month->installed_va = supply->installed_va;
        rate_sources(month, supply, power_sources(plant_power(plant), s));
        rate_halls(month, logbook->plant, plant, s);
        if (logbook->sites[s].day)
            logbook_day_next_month(logbook->sites[s].day);
    }
    logbook_units_take(logbook->units, plant_power(plant), start);
    if (logbook->without)
        logbook_without_take(logbook->without, plant_power(plant), start, logbook->dry_max_k);
    logbook->closed_count = logbook->month + 1;
    logbook->month += logbook->closed_count < logbook->month_count;
}

static void put_month(union cell *row, const struct month *month, bool sourced)
{
    const double *sums = month->sum;
    bool ran = sums[FLOW_TIME] > 0, energised = isfinite(month->headroom_w);
    row[CELL_PLANT_MONTH].integer = month->start;
    row[CELL_PLANT_HOURS].real = sums[FLOW_TIME] / CALENDAR_HOUR_S;
    for (int flow = 0; flow < FLOW_ENERGIES; flow++)
        row[CELL_PLANT_INPUT + flow].real = sums[flow] / MWH_J;
    if (!sourced)
        row[CELL_PLANT_METER].real = row[CELL_PLANT_INPUT].real;
    row[CELL_PLANT_WATER].real = sums[FLOW_WATER] * WATER_M3_KG;
    row[CELL_PLANT_COST].real = sums[FLOW_COST];
    row[CELL_PLANT_PEAK].real = month->peak_w / MW_W;
    row[CELL_PLANT_PEAK_TICK].integer = month->peak_w > 0 ? month->peak : CELL_NONE;
    row[CELL_PLANT_PEAK_IT].real = month->peak_it_w / MW_W;
    row[CELL_PLANT_FEED].real = month->feed_w / MW_W;
    row[CELL_PLANT_FIRM].real = month->firm_w / MW_W;
    row[CELL_PLANT_INSTALLED].real = month->installed_w / MW_W;
    row[CELL_PLANT_HEADROOM].real = energised ? month->headroom_w / MW_W : NAN;
    row[CELL_PLANT_HEADROOM_TICK].integer = energised ? month->headroom : CELL_NONE;
    row[CELL_PLANT_SHORT_HOURS].real = month->short_s / CALENDAR_HOUR_S;
    row[CELL_PLANT_SUPPLY_CUT].real = lanes_sum(month->supply_cut_j) / MWH_J;
    row[CELL_PLANT_DARK_HOURS].real = month->dark_s / CALENDAR_HOUR_S;
    row[CELL_PLANT_IDLE_HOURS].real = sums[FLOW_IDLE] / CALENDAR_HOUR_S;
    row[CELL_PLANT_FREE_HOURS].real =
        fmax(sums[FLOW_TIME] - sums[FLOW_IDLE] - sums[FLOW_CHILLED], 0) / CALENDAR_HOUR_S;
    row[CELL_PLANT_TRIM_HOURS].real = sums[FLOW_CHILLED] / CALENDAR_HOUR_S;
    row[CELL_PLANT_HEAT_HOURS].real = month->heat_s / CALENDAR_HOUR_S;
    row[CELL_PLANT_HEAT_CUT].real = lanes_sum(month->heat_cut_j) / MWH_J;
    row[CELL_PLANT_SUPPLY_MEAN].real =
        sums[FLOW_SUPPLY_TIME] > 0 ? sums[FLOW_SUPPLY] / sums[FLOW_SUPPLY_TIME] - CELSIUS_K : NAN;
    row[CELL_PLANT_SUPPLY_MAX].real = sums[FLOW_SUPPLY_TIME] > 0 ? month->supply_max_k - CELSIUS_K : NAN;
    row[CELL_PLANT_DRY_MAX].real = ran ? month->dry_max_k - CELSIUS_K : NAN;
    row[CELL_PLANT_WET_MAX].real = ran ? month->wet_max_k - CELSIUS_K : NAN;
    row[CELL_PLANT_UNIT_RATED].real = month->unit_w / MW_W;
    row[CELL_PLANT_UPS_RATED].real = month->ups_w / MW_W;
    row[CELL_PLANT_HALLS_RATED].real = month->halls_w / MW_W;
    row[CELL_PLANT_ACCEPTED].real = month->accepted_j / MWH_J;
    row[CELL_PLANT_HEAT_LOST].real = month->heat_lost_w / MW_W;
    row[CELL_PLANT_PLANTS].real = month->plants_w / MW_W;
    row[CELL_PLANT_STANDBY].real = month->standby_w / MW_W;
    row[CELL_PLANT_BATTERIES].real = month->batteries_w / MW_W;
    row[CELL_PLANT_UNSERVED].real = sums[FLOW_UNSERVED] / MWH_J;
    row[CELL_PLANT_OUTAGE_HOURS].real = sums[FLOW_OUTAGE] / CALENDAR_HOUR_S;
    row[CELL_PLANT_CURTAILED].real = sums[FLOW_CURTAILED] / MWH_J;
    row[CELL_PLANT_CURTAILED_HOURS].real = sums[FLOW_CURTAILED_TIME] / CALENDAR_HOUR_S;
    row[CELL_PLANT_UNIT_FIRM].real = month->unit_firm_w / MW_W;
    row[CELL_PLANT_UPS_FIRM].real = month->ups_firm_w / MW_W;
    row[CELL_PLANT_UNIT_MVA].real = month->unit_va / MW_W;
    row[CELL_PLANT_MAIN_MVA].real = month->installed_va / MW_W;
}

void logbook_write(const struct logbook *logbook, struct batch *batch)
{
    for (int s = 0; s < logbook->site_count; s++) {
        for (int m = 0; m < logbook->closed_count; m++) {
            union cell *row = batch_row(batch, TABLE_PLANT);
            row[CELL_PLANT_ENTITY].integer = 1 + s;
            put_month(row, &logbook->sites[s].months[m], logbook->sites[s].sourced);
        }
        if (logbook->sites[s].day)
            logbook_day_write(logbook->sites[s].day, 1 + s, batch);
        if (logbook->sites[s].air)
            logbook_air_write(logbook->sites[s].air, 1 + s, batch);
    }
    if (logbook->without)
        logbook_without_write(logbook->without, batch);
    logbook_units_write(logbook->units, batch);
}
