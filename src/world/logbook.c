/* SPDX-License-Identifier: Apache-2.0 */
#include "world/logbook.h"

#include "base/calendar.h"
#include "base/lanes.h"
#include "base/wide.h"
#include "demand/demand.h"
#include "plan/frame.h"
#include "power/feed.h"
#include "power/power_types.h"
#include "power/substation.h"
#include "world/logbook_air.h"

#include <math.h>

#define MW_W        1e6
#define MWH_J       3.6e9
#define WATER_M3_KG 1e-3
#define CELSIUS_K   273.15

/* Energies of a month; the order is that of the columns from input_mwh on. */
enum part {
    LOG_INPUT,
    LOG_IT,
    LOG_DISTRIBUTION,
    LOG_UPS,
    LOG_UNIT_TRANSFORMER,
    LOG_MAIN_TRANSFORMER,
    LOG_FAN,
    LOG_CHILLER,
    LOG_PUMP,
    LOG_AIR_FAN,
    LOG_OVERHEAD,
    LOG_BATTERY,
    LOG_METER,
    LOG_GENERATED,
    LOG_PARTS
};

/* Sums over the seconds of other things. */
enum sum {
    SUM_TIME,
    SUM_WATER,
    SUM_COST,
    SUM_SUPPLY,
    SUM_SUPPLY_TIME,
    SUM_TRIM,
    SUM_IDLE,
    SUM_ACCEPTED,
    SUM_COUNT
};

/* Lanes of a block at most. */
enum { LOG_ROOM = DEMAND_BLOCK_MAX + LANES_COUNT };

struct month {
    int64_t start;
    LANES_ALIGNED double energy_j[LOG_PARTS][LANES_COUNT], sums[SUM_COUNT][LANES_COUNT];
    double peak_w, peak_it_w, headroom_w, supply_max_k, dry_max_k, wet_max_k;
    int64_t peak, headroom;
    double short_s, dark_s, heat_s; /* whole seconds: exact in any order */
    LANES_ALIGNED double supply_cut_j[LANES_COUNT], heat_cut_j[LANES_COUNT];
    double feed_w, firm_w, installed_w, unit_w, ups_w, halls_w;
};

struct site_log {
    bool sourced; /* something but the grid supplies it */
    struct month *months;
    struct logbook_day *day; /* NULL: not kept */
    struct logbook_air *air; /* the same */
};

/* What the supply carries at a month's end with one unit out. */
struct without {
    const struct record *unit;
    int64_t month;
    double all_w, kept_w, left_w;
};

struct logbook {
    struct arena *arena;
    const struct plant_plan *plant;
    const struct plan *plan;
    struct site_log *sites;
    int site_count, month_count, month;
    bool detailed;
    struct without *without;
    size_t without_count, without_capacity;
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
    logbook->detailed = detailed;
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

WIDE static void add_energy(struct month *month, const double *seconds, const struct plant_hours *h)
{
    double(*energy)[LANES_COUNT] = month->energy_j;
    int count = h->count;
    lanes_weigh(energy[LOG_INPUT], seconds, h->facility_w, count);
    lanes_weigh(energy[LOG_IT], seconds, h->it_total_w, count);
    lanes_weigh(energy[LOG_DISTRIBUTION], seconds, h->distribution_w, count);
    lanes_weigh(energy[LOG_UPS], seconds, h->ups_w, count);
    lanes_weigh(energy[LOG_UNIT_TRANSFORMER], seconds, h->unit_transformer_w, count);
    lanes_weigh(energy[LOG_MAIN_TRANSFORMER], seconds, h->main_transformer_w, count);
    lanes_weigh(energy[LOG_FAN], seconds, h->fan_w, count);
    lanes_weigh(energy[LOG_CHILLER], seconds, h->chiller_w, count);
    lanes_weigh(energy[LOG_PUMP], seconds, h->pump_w, count);
    lanes_weigh(energy[LOG_AIR_FAN], seconds, h->air_fan_w, count);
    lanes_weigh(energy[LOG_OVERHEAD], seconds, h->overhead_w, count);
}

/* Who supplied it, and what batteries lost. */
static void add_supply(struct month *month, const struct logbook_block *block)
{
    lanes_weigh(month->energy_j[LOG_METER], block->seconds, block->meter_w, block->count);
    lanes_weigh(month->energy_j[LOG_GENERATED], block->seconds, block->generated_w, block->count);
    lanes_weigh(month->energy_j[LOG_BATTERY], block->seconds, block->battery_w, block->count);
}

/* Rows of a block that follow from the plant's. */
struct derived {
    double cost[LOG_ROOM], runs[LOG_ROOM], trim[LOG_ROOM], idle[LOG_ROOM];
};

WIDE static void derive(const struct plant_hours *hours, const double *restrict price, struct derived *to)
{
    const double *restrict facility = hours->facility_w, *restrict supply = hours->supply_k;
    const double *restrict chiller = hours->chiller_w, *restrict it = hours->it_total_w;
    struct derived *restrict out = to;
    for (int at = 0; at < hours->count; at += LANES_COUNT)
        for (int i = at; i < at + LANES_COUNT; i++) {
            out->cost[i] = facility[i] * price[i];
            out->runs[i] = supply[i] > 0 ? 1.0 : 0.0;
            out->trim[i] = chiller[i] > 0 ? 1.0 : 0.0;
            out->idle[i] = it[i] + chiller[i] > 0 ? 0.0 : 1.0;
        }
}

WIDE static void add_sums(struct month *month, const struct logbook_block *block,
                          const struct derived *derived)
{
    const double *seconds = block->seconds;
    int count = block->count;
    lanes_weigh(month->sums[SUM_WATER], seconds, block->hours->water_kg_s, count);
    lanes_weigh(month->sums[SUM_COST], seconds, derived->cost, count);
    lanes_weigh(month->sums[SUM_SUPPLY], seconds, block->hours->supply_k, count);
    lanes_weigh(month->sums[SUM_SUPPLY_TIME], seconds, derived->runs, count);
    lanes_weigh(month->sums[SUM_TRIM], seconds, derived->trim, count);
    lanes_weigh(month->sums[SUM_IDLE], seconds, derived->idle, count);
}

/* The largest of COUNT values and LEAST; the order does not matter, so several are compared at once. */
WIDE static double largest(const double *values, int count, double least)
{
    double most[LANES_COUNT];
    int whole = count / LANES_COUNT * LANES_COUNT;
    for (int i = 0; i < LANES_COUNT; i++)
        most[i] = least;
    for (int at = 0; at < whole; at += LANES_COUNT)
        for (int i = 0; i < LANES_COUNT; i++)
            most[i] = values[at + i] > most[i] ? values[at + i] : most[i];
    for (int i = whole; i < count; i++)
        most[0] = values[i] > most[0] ? values[i] : most[0];
    for (int i = 1; i < LANES_COUNT; i++)
        most[0] = most[i] > most[0] ? most[i] : most[0];
    return most[0];
}

static void find_peak(struct month *month, const struct logbook_block *block)
{
    const double *facility_w = block->hours->facility_w + block->low;
    double peak_w = largest(facility_w, block->n, month->peak_w);
    if (!(peak_w > month->peak_w))
        return;
    int at = 0;
    while (facility_w[at] < peak_w)
        at++;
    month->peak_w = peak_w;
    month->peak = block->tick[at];
}

/* The load behind the main transformers is largest where the load at the meter is. */
static void find_headroom(struct month *month, const struct logbook_block *block)
{
    const double *facility_w = block->hours->facility_w + block->low;
    const double *loss_w = block->hours->main_transformer_w + block->low;
    double carries_w = fmin(power_feed_load_w(block->supply), power_firm_load_w(block->supply));
    double most_w = largest(facility_w, block->n, 0);
    int at = 0;
    while (at + 1 < block->n && facility_w[at] < most_w)
        at++;
    double headroom_w = carries_w - (facility_w[at] - loss_w[at]);
    if (headroom_w < month->headroom_w) {
        month->headroom_w = headroom_w;
        month->headroom = block->tick[at];
    }
}

static void find_extremes(struct month *month, const struct logbook_block *block)
{
    int n = block->n, low = block->low;
    month->dry_max_k = largest(block->dry_bulb_k + low, n, month->dry_max_k);
    month->wet_max_k = largest(block->wet_bulb_k + low, n, month->wet_max_k);
    if (!block->hours)
        return;
    month->peak_it_w = largest(block->hours->it_total_w + low, n, month->peak_it_w);
    month->supply_max_k = largest(block->hours->supply_k + low, n, month->supply_max_k);
    find_peak(month, block);
    find_headroom(month, block);
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
    struct derived derived;
    lanes_weigh_same(month->sums[SUM_TIME], block->seconds, 1.0, block->count);
    lanes_weigh_same(month->sums[SUM_ACCEPTED], block->seconds, block->accepted_w, block->count);
    find_extremes(month, block);
    if (block->stage_w)
        add_cuts(month, block);
    if (block->hours) {
        derive(block->hours, block->price_usd_j, &derived);
        for (int i = 0; block->meter_w && i < block->count; i++)
            derived.cost[i] = block->meter_w[i] * block->price_usd_j[i];
        add_energy(month, block->seconds, block->hours);
        if (block->meter_w)
            add_supply(month, block);
        add_sums(month, block, &derived);
    } else {
        lanes_weigh_same(month->sums[SUM_IDLE], block->seconds, 1.0, block->count);
        for (int i = block->low; i < block->low + block->n; i++)
            month->dark_s += block->rack_w[i] > 0 ? block->seconds[i] : 0;
    }
    log->sourced |= block->meter_w != NULL;
    if (log->day)
        logbook_day_add(log->day, block);
    if (log->air)
        logbook_air_add(log->air, block);
}

/* What the supply carries without each of the units of KIND. */
static void take_out(struct logbook *logbook, struct plant *plant, const struct kind *kind)
{
    struct record_list units = plan_list(logbook->plan, kind);
    for (int i = 0; i < units.count; i++) {
        const struct record *unit = units.items[i];
        struct power_state all, without;
        power_site_state(plant_power(plant), unit->site->index, &all);
        power_state_without(plant_power(plant), unit, &without);
        logbook->without = arena_grow(logbook->arena, logbook->without, logbook->without_count,
                                      &logbook->without_capacity, sizeof *logbook->without);
        double feed_w = power_feed_load_w(&without);
        logbook->without[logbook->without_count++] = (struct without){
            .unit = unit,
            .month = logbook->sites[0].months[logbook->month].start,
            .all_w = fmin(power_feed_load_w(&all), power_firm_load_w(&all)),
            .kept_w = fmin(feed_w, power_firm_load_w(&without)),
            .left_w = fmin(feed_w, without.installed_w),
        };
    }
}

/* Ratings of the halls' own equipment; transformers at a power factor of 1. */
static void rate_halls(struct month *month, const struct plant_plan *plan, struct plant *plant, int site)
{
    for (int g = plan->first[site]; g < plan->first[site + 1]; g++) {
        const struct hall_group *group = halls_group(plant_halls(plant), g);
        month->halls_w += group->it_capacity_w;
        month->ups_w += group->ups_rated_w;
        if (group->transformer)
            month->unit_w +=
                group->transformer_count * record_number(group->transformer, TRANSFORMER_TYPE_RATING);
    }
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
        month->feed_w = supply->feed_w;
        month->firm_w = supply->firm_w;
        month->installed_w = supply->installed_w;
        rate_halls(month, logbook->plant, plant, s);
        if (logbook->sites[s].day)
            logbook_day_next_month(logbook->sites[s].day);
    }
    if (logbook->detailed && logbook->site_count > 0) {
        take_out(logbook, plant, &power_feed_kind);
        take_out(logbook, plant, &power_substation_kind);
        take_out(logbook, plant, &power_transformer_kind);
    }
    logbook->month += logbook->month + 1 < logbook->month_count;
}

static void put_month(union cell *row, const struct month *month, bool sourced)
{
    double sums[SUM_COUNT];
    for (int i = 0; i < SUM_COUNT; i++)
        sums[i] = lanes_sum(month->sums[i]);
    bool ran = sums[SUM_TIME] > 0, energised = isfinite(month->headroom_w);
    row[CELL_PLANT_MONTH].integer = month->start;
    row[CELL_PLANT_HOURS].real = sums[SUM_TIME] / CALENDAR_HOUR_S;
    for (int p = 0; p < LOG_PARTS; p++)
        row[CELL_PLANT_INPUT + p].real = lanes_sum(month->energy_j[p]) / MWH_J;
    if (!sourced)
        row[CELL_PLANT_METER].real = row[CELL_PLANT_INPUT].real;
    row[CELL_PLANT_WATER].real = sums[SUM_WATER] * WATER_M3_KG;
    row[CELL_PLANT_COST].real = sums[SUM_COST];
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
    row[CELL_PLANT_IDLE_HOURS].real = sums[SUM_IDLE] / CALENDAR_HOUR_S;
    row[CELL_PLANT_FREE_HOURS].real =
        fmax(sums[SUM_TIME] - sums[SUM_IDLE] - sums[SUM_TRIM], 0) / CALENDAR_HOUR_S;
    row[CELL_PLANT_TRIM_HOURS].real = sums[SUM_TRIM] / CALENDAR_HOUR_S;
    row[CELL_PLANT_HEAT_HOURS].real = month->heat_s / CALENDAR_HOUR_S;
    row[CELL_PLANT_HEAT_CUT].real = lanes_sum(month->heat_cut_j) / MWH_J;
    row[CELL_PLANT_SUPPLY_MEAN].real =
        sums[SUM_SUPPLY_TIME] > 0 ? sums[SUM_SUPPLY] / sums[SUM_SUPPLY_TIME] - CELSIUS_K : NAN;
    row[CELL_PLANT_SUPPLY_MAX].real = sums[SUM_SUPPLY_TIME] > 0 ? month->supply_max_k - CELSIUS_K : NAN;
    row[CELL_PLANT_DRY_MAX].real = ran ? month->dry_max_k - CELSIUS_K : NAN;
    row[CELL_PLANT_WET_MAX].real = ran ? month->wet_max_k - CELSIUS_K : NAN;
    row[CELL_PLANT_UNIT_RATED].real = month->unit_w / MW_W;
    row[CELL_PLANT_UPS_RATED].real = month->ups_w / MW_W;
    row[CELL_PLANT_HALLS_RATED].real = month->halls_w / MW_W;
    row[CELL_PLANT_ACCEPTED].real = sums[SUM_ACCEPTED] / MWH_J;
}

static void write_without(const struct logbook *logbook, struct batch *batch)
{
    for (size_t i = 0; i < logbook->without_count; i++) {
        const struct without *without = &logbook->without[i];
        union cell *row = batch_row(batch, TABLE_PLANT_WITHOUT);
        row[CELL_WITHOUT_RECORD].integer = without->unit->number;
        row[CELL_WITHOUT_MONTH].integer = without->month;
        row[CELL_WITHOUT_ALL].real = without->all_w / MW_W;
        row[CELL_WITHOUT_KEPT].real = without->kept_w / MW_W;
        row[CELL_WITHOUT_LEFT].real = without->left_w / MW_W;
    }
}

void logbook_write(const struct logbook *logbook, struct batch *batch)
{
    for (int s = 0; s < logbook->site_count; s++) {
        for (int m = 0; m < logbook->month_count; m++) {
            union cell *row = batch_row(batch, TABLE_PLANT);
            row[CELL_PLANT_ENTITY].integer = 1 + s;
            put_month(row, &logbook->sites[s].months[m], logbook->sites[s].sourced);
        }
        if (logbook->sites[s].day)
            logbook_day_write(logbook->sites[s].day, 1 + s, batch);
        if (logbook->sites[s].air)
            logbook_air_write(logbook->sites[s].air, 1 + s, batch);
    }
    write_without(logbook, batch);
}
