/* SPDX-License-Identifier: Apache-2.0 */
#include "results_plant.h"

#include "base/calendar.h"

#include <math.h>

enum { TX = 1, GA = 2, HALL = 3 };

/* One month of one site of one replication. */
struct month {
    int64_t start;
    int site, number; /* 1..12 */
    double scale, days;
};

static bool is_afternoon(int hour)
{
    return hour >= 12 && hour < 18;
}

static double it_mw(const struct month *month, int hour)
{
    return month->scale * (is_afternoon(hour) ? 60 : 50);
}

static bool trims(const struct month *month)
{
    return month->number >= 6 && month->number <= 8;
}

static bool is_wet(const struct month *month, int hour)
{
    return month->site == TX && (month->number == 4 || month->number == 5) && is_afternoon(hour);
}

static double load_mw(const struct month *month, int hour)
{
    return it_mw(month, hour) * (trims(month) ? 1.13 : 1.11) + 1;
}

static double water_m3(const struct month *month, int hour)
{
    return is_wet(month, hour) ? 10 * month->days * month->scale : 0;
}

static void fill_month(struct batch *batch, const struct month *month)
{
    static const int cells[] = {CELL_PLANT_MAIN_TRANSFORMER,
                                CELL_PLANT_UNIT_TRANSFORMER,
                                CELL_PLANT_UPS,
                                CELL_PLANT_DISTRIBUTION,
                                CELL_PLANT_FAN,
                                CELL_PLANT_PUMP,
                                CELL_PLANT_AIR_FAN,
                                CELL_PLANT_CHILLER};
    const double shares[] = {0.01, 0.01, 0.02, 0.01, 0.03, 0.02, 0.01, trims(month) ? 0.02 : 0};
    union cell *row = batch_row(batch, TABLE_PLANT);
    double hours = 24 * month->days, it = 0, input = 0, water = 0;
    for (int hour = 0; hour < 24; hour++) {
        it += it_mw(month, hour) * month->days;
        input += load_mw(month, hour) * month->days;
        water += water_m3(month, hour);
    }
    for (int cell = CELL_PLANT_HOURS; cell < CELL_PLANT_COUNT; cell++)
        row[cell].real = 0;
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        row[cells[i]].real = shares[i] * it;
    row[CELL_PLANT_ENTITY].integer = month->site;
    row[CELL_PLANT_MONTH].integer = month->start;
    row[CELL_PLANT_HOURS].real = hours;
    row[CELL_PLANT_INPUT].real = row[CELL_PLANT_METER].real = input;
    row[CELL_PLANT_IT].real = it;
    row[CELL_PLANT_OVERHEAD].real = hours;
    row[CELL_PLANT_WATER].real = water;
    row[CELL_PLANT_PEAK].real = load_mw(month, 12);
    row[CELL_PLANT_PEAK_TICK].integer = row[CELL_PLANT_HEADROOM_TICK].integer = month->start;
    row[CELL_PLANT_PEAK_IT].real = it_mw(month, 12);
    row[CELL_PLANT_FEED].real = 150;
    row[CELL_PLANT_FIRM].real = 140;
    row[CELL_PLANT_INSTALLED].real = 280;
    row[CELL_PLANT_HEADROOM].real = 140 - load_mw(month, 12);
    row[trims(month) ? CELL_PLANT_TRIM_HOURS : CELL_PLANT_FREE_HOURS].real = hours;
    row[CELL_PLANT_HEAT_HOURS].real = month->site == GA && month->number == 7 ? 5 : 0;
}

static void fill_hours(struct batch *batch, const struct month *month)
{
    for (int hour = 0; hour < 24; hour++) {
        union cell *row = batch_row(batch, TABLE_PLANT_DAY);
        for (int cell = CELL_DAY_LOAD; cell < CELL_DAY_COUNT; cell++)
            row[cell].real = 0;
        row[CELL_DAY_ENTITY].integer = month->site;
        row[CELL_DAY_MONTH].integer = month->start;
        row[CELL_DAY_HOUR].integer = hour;
        row[CELL_DAY_HOUR_UTC].integer = (hour + (month->site == TX ? 6 : 24 - 9)) % 24;
        row[CELL_DAY_LOAD].real = load_mw(month, hour);
        row[CELL_DAY_IT].real = it_mw(month, hour);
        row[CELL_DAY_HOURS].real = month->days;
        row[CELL_DAY_SUPPLY].real = row[CELL_DAY_SUPPLY_MAX].real = trims(month) ? 32 : 30;
        row[CELL_DAY_WATER].real = water_m3(month, hour);
        row[trims(month)          ? CELL_DAY_TRIM_HOURS
            : is_wet(month, hour) ? CELL_DAY_WET_HOURS
                                  : CELL_DAY_FAN_HOURS]
            .real = month->days;
    }
}

/* One row for the mornings and nights, one for the afternoons of a month; spans of a megawatt. */
static void fill_spans(struct batch *batch, const struct month *month, int64_t year)
{
    for (int hour = 11; hour <= 12; hour++) {
        union cell *row = batch_row(batch, TABLE_PLANT_SPAN);
        double hours = month->days * (hour == 12 ? 6 : 18), load = load_mw(month, hour);
        row[CELL_SPAN_ENTITY].integer = month->site;
        row[CELL_SPAN_YEAR].integer = year;
        row[CELL_SPAN_WHAT].text = "load";
        row[CELL_SPAN_LOW].real = floor(load) + month->number / 1000.0; /* a key of its own */
        row[CELL_SPAN_HIGH].real = floor(load) + 1;
        row[CELL_SPAN_HOURS].real = hours;
        row[CELL_SPAN_IT].real = hours * it_mw(month, hour);
        row[CELL_SPAN_INPUT].real = hours * load;
        row[CELL_SPAN_WATER].real = 0;
    }
}

static void fill_air(struct batch *batch, const struct month *month, int64_t year, bool wet)
{
    for (int hour = 11; hour <= 12; hour++) {
        double low = (wet ? 5 : 10) + month->number, hours = month->days * (hour == 12 ? 6 : 18);
        union cell *row = batch_row(batch, TABLE_PLANT_AIR);
        row[CELL_AIR_ENTITY].integer = month->site;
        row[CELL_AIR_YEAR].integer = year;
        row[CELL_AIR_WHAT].text = wet ? "wet bulb" : "dry bulb";
        row[CELL_AIR_LOW].real = low;
        row[CELL_AIR_HIGH].real = low + 1;
        row[CELL_AIR_LOAD_LOW].real = hour == 12 ? 75 : 50; /* one load for each of the two */
        row[CELL_AIR_LOAD_HIGH].real = hour == 12 ? 100 : 75;
        row[CELL_AIR_HOURS].real = hours;
        row[CELL_AIR_IT].real = hours * it_mw(month, hour);
        row[CELL_AIR_INPUT].real = hours * load_mw(month, hour);
        row[CELL_AIR_COOLING].real = hours * it_mw(month, hour) * (trims(month) ? 0.08 : 0.06);
        row[CELL_AIR_WATER].real = 0;
    }
}

static void fill_design(struct batch *batch)
{
    static const int years[] = {5, 10, 20, 50};
    static const double margins_mw[] = {6, 4, 2, -3};
    for (int i = 0; i < 4; i++) {
        union cell *row = batch_row(batch, TABLE_DESIGN_DAY);
        for (int cell = CELL_DESIGN_CAPACITY; cell < CELL_DESIGN_COUNT; cell++)
            row[cell].real = 0;
        row[CELL_DESIGN_HALL].integer = HALL;
        row[CELL_DESIGN_YEARS].integer = years[i];
        row[CELL_DESIGN_HALLS].integer = 1;
        row[CELL_DESIGN_CAPACITY].real = 100;
        row[CELL_DESIGN_CARRIES].real = 100 + margins_mw[i];
        row[CELL_DESIGN_MARGIN].real = margins_mw[i];
        row[CELL_DESIGN_MARGIN_K].real = margins_mw[i] / 4;
        row[CELL_DESIGN_BOUND_BY].text = "liquid loop";
        row[CELL_DESIGN_OUT_MARGIN].real = margins_mw[i] - 2;
    }
}

void results_plant_fill(struct batch *batch, int64_t start, bool detailed)
{
    for (int site = TX; site <= GA; site++)
        for (int m = 0; m < RESULTS_PLANT_MONTHS; m++) {
            struct month month = {.start = calendar_add_months(start, m), .site = site, .number = 1 + m % 12};
            month.scale = 1 + (double)batch->run_id / 10;
            month.days = (double)(calendar_add_months(start, m + 1) - month.start) / CALENDAR_DAY_S;
            fill_month(batch, &month);
            if (!detailed)
                continue;
            fill_hours(batch, &month);
            fill_spans(batch, &month, calendar_year_start(month.start));
            fill_air(batch, &month, calendar_year_start(month.start), false);
            fill_air(batch, &month, calendar_year_start(month.start), true);
        }
    if (detailed)
        fill_design(batch);
}
