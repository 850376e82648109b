/* SPDX-License-Identifier: Apache-2.0 */
#include "world/logbook_day.h"

#include "base/calendar.h"
#include "world/logbook.h"

#include <math.h>
#include <string.h>

enum { DAYS = 31, HOURS = 24, LOADS = 160, WETS = 90 };

#define MW_W         1e6
#define MWH_J        3.6e9
#define CELSIUS_K    273.15
#define LOWEST_WET_C -45.0 /* of the first span of a kelvin; colder hours count there */
#define WATER_M3_KG  1e-3
#define SPAN_OF_LOAD 0.01 /* of the full load; the last span takes all above */

/* Sums over the seconds of one hour of one day. */
struct slot {
    double seconds, priced_s, load, it, price, dry, wet;
    double water_kg, supply, supply_s, supply_max;
    double fan_s, wet_s, trim_s, idle_s; /* whole seconds: exact in any order */
};

/* One hour of the day of a month that has ended. */
struct day_row {
    int64_t month;
    int hour_utc;
    double load_95, load_max, wet_95;
    struct slot sum;
};

struct bracket {
    double seconds, it_j, input_j, water_kg;
};

struct logbook_day {
    struct arena *arena;
    int64_t month; /* start of the month that runs */
    int64_t utc_offset_s;
    int first_year, year_count;
    double full_w;
    struct slot (*slots)[HOURS];    /* [DAYS], by UTC */
    struct bracket (*loads)[LOADS]; /* by year */
    struct bracket (*wets)[WETS];
    struct day_row *rows;
    int row_count;
};

struct logbook_day *logbook_day_new(int64_t start, int64_t end, int64_t utc_offset_s, double full_w,
                                    struct arena *arena)
{
    struct logbook_day *day = arena_alloc(arena, sizeof *day);
    int months = calendar_months_between(start, end - 1) + 1;
    day->arena = arena;
    day->month = calendar_month_start(start);
    day->utc_offset_s = utc_offset_s;
    day->full_w = full_w;
    day->first_year = calendar_date_of(start).year;
    day->year_count = calendar_date_of(end - 1).year - day->first_year + 1;
    day->slots = arena_array(arena, DAYS, sizeof *day->slots);
    day->loads = arena_array(arena, (size_t)day->year_count, sizeof *day->loads);
    day->wets = arena_array(arena, (size_t)day->year_count, sizeof *day->wets);
    day->rows = arena_array(arena, (size_t)months * HOURS, sizeof *day->rows);
    return day;
}

static int clamped(double place, int count)
{
    return place < 0 ? 0 : place < count - 1 ? (int)place : count - 1;
}

/* What one segment adds. */
struct segment {
    double seconds, input_w, it_w, water_kg_s;
};

static void add_bracket(struct bracket *bracket, const struct segment *flow)
{
    bracket->seconds += flow->seconds;
    bracket->it_j += flow->seconds * flow->it_w;
    bracket->input_j += flow->seconds * flow->input_w;
    bracket->water_kg += flow->seconds * flow->water_kg_s;
}

/* Water, supply temperature and what cools, of lane I with a supply. */
static void add_cooling(struct slot *slot, const struct plant_hours *hours, int i, double seconds)
{
    bool water = hours->water_kg_s[i] > 0, busy = hours->it_total_w[i] > 0;
    slot->water_kg += seconds * hours->water_kg_s[i];
    if (hours->supply_k[i] > 0) {
        slot->supply_s += seconds;
        slot->supply += seconds * hours->supply_k[i];
        slot->supply_max = fmax(slot->supply_max, hours->supply_k[i]);
    }
    if (hours->chiller_w[i] > 0)
        slot->trim_s += seconds;
    else if (busy && water)
        slot->wet_s += seconds;
    else if (busy)
        slot->fan_s += seconds;
    else
        slot->idle_s += seconds;
}

void logbook_day_add(struct logbook_day *day, const struct logbook_block *block)
{
    int year = calendar_date_of(day->month).year - day->first_year;
    const struct plant_hours *hours = block->hours;
    for (int i = 0; i < block->n; i++) {
        int64_t into = block->tick[i] - day->month;
        int lane = block->low + i;
        double wet_k = block->wet_bulb_k[lane];
        struct segment flow = {.seconds = block->seconds[lane]};
        if (hours)
            flow = (struct segment){block->seconds[lane], hours->facility_w[lane], hours->it_total_w[lane],
                                    hours->water_kg_s[lane]};
        struct slot *slot = &day->slots[into / CALENDAR_DAY_S][into % CALENDAR_DAY_S / CALENDAR_HOUR_S];
        slot->seconds += flow.seconds;
        slot->load += flow.seconds * flow.input_w;
        slot->it += flow.seconds * flow.it_w;
        slot->price += hours ? flow.seconds * block->price_usd_j[lane] : 0;
        slot->priced_s += hours ? flow.seconds : 0;
        slot->dry += flow.seconds * block->dry_bulb_k[lane];
        slot->wet += flow.seconds * wet_k;
        if (hours)
            add_cooling(slot, hours, lane, flow.seconds);
        else
            slot->idle_s += flow.seconds;
        add_bracket(&day->loads[year][clamped(flow.input_w / (SPAN_OF_LOAD * day->full_w), LOADS)], &flow);
        add_bracket(&day->wets[year][clamped(floor(wet_k - CELSIUS_K - LOWEST_WET_C), WETS)], &flow);
    }
}

/* By insertion: of a month's days, 24 times a month. */
static void sort_days(double *values, int count)
{
    for (int i = 1; i < count; i++) {
        double value = values[i];
        int at = i;
        for (; at > 0 && values[at - 1] > value; at--)
            values[at] = values[at - 1];
        values[at] = value;
    }
}

/* The smallest value that 95 % of them do not exceed; they are in order then. */
static double quantile_95(double *values, int count)
{
    sort_days(values, count);
    return values[(int)ceil(0.95 * count) - 1];
}

static void join(struct slot *sum, const struct slot *slot)
{
    sum->seconds += slot->seconds;
    sum->load += slot->load;
    sum->it += slot->it;
    sum->price += slot->price;
    sum->priced_s += slot->priced_s;
    sum->dry += slot->dry;
    sum->wet += slot->wet;
    sum->water_kg += slot->water_kg;
    sum->supply += slot->supply;
    sum->supply_s += slot->supply_s;
    sum->supply_max = fmax(sum->supply_max, slot->supply_max);
    sum->fan_s += slot->fan_s;
    sum->wet_s += slot->wet_s;
    sum->trim_s += slot->trim_s;
    sum->idle_s += slot->idle_s;
}

static void close_hour(struct logbook_day *day, int hour_utc)
{
    struct slot sum = {0};
    double loads[DAYS], wets[DAYS];
    int count = 0;
    for (int d = 0; d < DAYS; d++) {
        const struct slot *slot = &day->slots[d][hour_utc];
        if (!(slot->seconds > 0))
            continue;
        join(&sum, slot);
        loads[count] = slot->load / slot->seconds;
        wets[count++] = slot->wet / slot->seconds;
    }
    if (count == 0)
        return;
    struct day_row *row = &day->rows[day->row_count++];
    *row = (struct day_row){.month = day->month, .hour_utc = hour_utc, .sum = sum};
    row->load_95 = quantile_95(loads, count);
    row->load_max = loads[count - 1];
    row->wet_95 = quantile_95(wets, count);
}

void logbook_day_next_month(struct logbook_day *day)
{
    for (int hour = 0; hour < HOURS; hour++)
        close_hour(day, hour);
    memset(day->slots, 0, DAYS * sizeof *day->slots);
    day->month = calendar_next_month(day->month);
}

static void put_cooling(union cell *row, const struct slot *sum)
{
    bool runs = sum->supply_s > 0;
    row[CELL_DAY_SUPPLY].real = runs ? sum->supply / sum->supply_s - CELSIUS_K : NAN;
    row[CELL_DAY_SUPPLY_MAX].real = runs ? sum->supply_max - CELSIUS_K : NAN;
    row[CELL_DAY_WATER].real = sum->water_kg * WATER_M3_KG;
    row[CELL_DAY_IDLE_HOURS].real = sum->idle_s / CALENDAR_HOUR_S;
    row[CELL_DAY_FAN_HOURS].real = sum->fan_s / CALENDAR_HOUR_S;
    row[CELL_DAY_WET_HOURS].real = sum->wet_s / CALENDAR_HOUR_S;
    row[CELL_DAY_TRIM_HOURS].real = sum->trim_s / CALENDAR_HOUR_S;
}

static void write_hours(const struct logbook_day *day, int64_t entity, struct batch *batch)
{
    for (int i = 0; i < day->row_count; i++) {
        const struct day_row *from = &day->rows[i];
        const struct slot *sum = &from->sum;
        int local = (int)((from->hour_utc + HOURS + day->utc_offset_s / CALENDAR_HOUR_S) % HOURS);
        union cell *row = batch_row(batch, TABLE_PLANT_DAY);
        row[CELL_DAY_ENTITY].integer = entity;
        row[CELL_DAY_MONTH].integer = from->month;
        row[CELL_DAY_HOUR].integer = local;
        row[CELL_DAY_LOAD].real = sum->load / sum->seconds / MW_W;
        row[CELL_DAY_LOAD_95].real = from->load_95 / MW_W;
        row[CELL_DAY_LOAD_MAX].real = from->load_max / MW_W;
        row[CELL_DAY_IT].real = sum->it / sum->seconds / MW_W;
        row[CELL_DAY_PRICE].real = sum->priced_s > 0 ? sum->price / sum->priced_s * MWH_J : NAN;
        row[CELL_DAY_DRY].real = sum->dry / sum->seconds - CELSIUS_K;
        row[CELL_DAY_WET].real = sum->wet / sum->seconds - CELSIUS_K;
        row[CELL_DAY_WET_95].real = from->wet_95 - CELSIUS_K;
        row[CELL_DAY_HOUR_UTC].integer = from->hour_utc;
        row[CELL_DAY_HOURS].real = sum->seconds / CALENDAR_HOUR_S;
        put_cooling(row, sum);
    }
}

/* Where a span lies, and whose it is. */
struct place {
    int64_t entity, year;
    const char *what;
    double low, high;
};

static void write_bracket(const struct bracket *span, struct place place, struct batch *batch)
{
    if (!(span->seconds > 0))
        return;
    union cell *row = batch_row(batch, TABLE_PLANT_SPAN);
    row[CELL_SPAN_ENTITY].integer = place.entity;
    row[CELL_SPAN_YEAR].integer = place.year;
    row[CELL_SPAN_WHAT].text = place.what;
    row[CELL_SPAN_LOW].real = place.low;
    row[CELL_SPAN_HIGH].real = place.high;
    row[CELL_SPAN_HOURS].real = span->seconds / CALENDAR_HOUR_S;
    row[CELL_SPAN_IT].real = span->it_j / MWH_J;
    row[CELL_SPAN_INPUT].real = span->input_j / MWH_J;
    row[CELL_SPAN_WATER].real = span->water_kg * WATER_M3_KG;
}

void logbook_day_write(const struct logbook_day *day, int64_t entity, struct batch *batch)
{
    double step_mw = SPAN_OF_LOAD * day->full_w / MW_W;
    write_hours(day, entity, batch);
    for (int y = 0; y < day->year_count; y++) {
        struct place place = {.entity = entity, .what = "load"};
        place.year = calendar_tick_of((struct date){day->first_year + y, 1, 1});
        for (int i = 0; i < LOADS; i++) {
            place.low = i * step_mw;
            place.high = (i + 1) * step_mw;
            write_bracket(&day->loads[y][i], place, batch);
        }
        place.what = "wet bulb";
        for (int i = 0; i < WETS; i++) {
            place.low = LOWEST_WET_C + i;
            place.high = LOWEST_WET_C + i + 1;
            write_bracket(&day->wets[y][i], place, batch);
        }
    }
}
