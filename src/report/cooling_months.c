/* SPDX-License-Identifier: Apache-2.0 */
#include "report/cooling_months.h"

#include "base/calendar.h"
#include "report/plant_log.h"

#include <math.h>

#define FIGURE(NAME, HEADING, UNIT, DECIMALS)                                                                \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = UNIT, .align = TABLE_RIGHT, .decimals = DECIMALS,          \
        .grouped = true                                                                                      \
    }

static double most_of(const struct plant_log *log, const struct plant_period *period, int cell)
{
    return plant_log_quantile(log, period, cell, 1.0);
}

static double share_of(double part, double whole)
{
    return whole > 0 ? part / whole : NAN;
}

/* Energies are sums of means, so PUE and WUE are weighted by IT energy. */
static void put_ratios(struct table *table, const struct plant_log *log, const struct plant_period *period)
{
    double it = plant_log_mean(log, period, CELL_PLANT_IT);
    table_put_number(table, share_of(plant_log_mean(log, period, CELL_PLANT_INPUT), it));
    table_put_number(table, share_of(plant_log_mean(log, period, CELL_PLANT_WATER), it));
    table_put_number(table, plant_log_mean(log, period, CELL_PLANT_WATER));
}

static void show_months(struct report_request *request)
{
    static const char *const months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    static const struct table_column columns[] = {
        {.name = "site", .heading = "Site"},
        {.name = "month", .heading = "Month"},
        FIGURE("pue", "PUE", "1", 3),
        FIGURE("wue", "WUE", "L/kWh", 3),
        FIGURE("water", "Water, all years", "m3", 0),
        FIGURE("dry_max", "Dry bulb, hottest hour", "degC", 1),
        FIGURE("wet_max", "Wet bulb, most humid hour", "degC", 1),
        FIGURE("supply_max", "Supply, warmest hour", "degC", 1),
        FIGURE("free", "No chiller", "%", 1),
        FIGURE("trim", "Chillers trim", "%", 1),
        FIGURE("heat", "Held back by heat, all years", "h", 1),
    };
    struct plant_log log = plant_log_load(request->source, PLANT_BY_MONTH_OF_YEAR);
    struct table *table =
        report_table_over(request, "months", "Cooling by calendar month, all years together", columns,
                          sizeof columns / sizeof *columns);
    for (int month = 1; month <= 12 * log.count; month++)
        for (int i = 0; i < log.count; i++) {
            const struct plant_period *period = &log.periods[i];
            int site = (month - 1) / 12;
            if (period->start != (month - 1) % 12 + 1 || period->entity != log.periods[0].entity + site)
                continue;
            double busy = plant_log_mean(&log, period, CELL_PLANT_FREE_HOURS) +
                          plant_log_mean(&log, period, CELL_PLANT_TRIM_HOURS);
            table_add_row(table);
            table_put_text(table, source_entity_label(request->source, period->entity));
            table_put_text(table, months[period->start - 1]);
            put_ratios(table, &log, period);
            table_put_number(table, most_of(&log, period, CELL_PLANT_DRY_MAX));
            table_put_number(table, most_of(&log, period, CELL_PLANT_WET_MAX));
            table_put_number(table, most_of(&log, period, CELL_PLANT_SUPPLY_MAX));
            table_put_number(table,
                             100 * share_of(plant_log_mean(&log, period, CELL_PLANT_FREE_HOURS), busy));
            table_put_number(table,
                             100 * share_of(plant_log_mean(&log, period, CELL_PLANT_TRIM_HOURS), busy));
            table_put_number(table, plant_log_mean(&log, period, CELL_PLANT_HEAT_HOURS));
        }
    table_add_note(table,
                   "PUE and WUE are weighted by IT energy; hottest, most humid and warmest: of any "
                   "replication; chillers: of the warm or of the cold loop, shares of the hours in which "
                   "the plant runs");
}

static void show_modes(struct report_request *request, const struct plant_log *log)
{
    static const struct table_column columns[] = {
        {.name = "site", .heading = "Site"},
        {.name = "year", .heading = "Year"},
        FIGURE("pue", "PUE", "1", 3),
        FIGURE("wue", "WUE", "L/kWh", 3),
        FIGURE("water", "Water", "m3", 0),
        FIGURE("idle", "Idle", "h", 0),
        FIGURE("free", "No chiller", "h", 0),
        FIGURE("trim", "Chillers trim", "h", 0),
        FIGURE("heat", "Held back by heat", "h", 1),
        FIGURE("heat_cut", "Capacity cut by heat", "MWh", 1),
        FIGURE("fans", "Outdoor fans", "MWh", 0),
        FIGURE("chillers", "Chillers", "MWh", 0),
        FIGURE("pumps", "Pumps", "MWh", 0),
        FIGURE("hall_fans", "Hall fans", "MWh", 0),
    };
    static const int cells[] = {CELL_PLANT_IDLE_HOURS, CELL_PLANT_FREE_HOURS, CELL_PLANT_TRIM_HOURS,
                                CELL_PLANT_HEAT_HOURS, CELL_PLANT_HEAT_CUT,   CELL_PLANT_FAN,
                                CELL_PLANT_CHILLER,    CELL_PLANT_PUMP,       CELL_PLANT_AIR_FAN};
    struct table *table = report_table_over(request, "years", "Hours by mode and energy of cooling, by year",
                                            columns, sizeof columns / sizeof *columns);
    for (int i = 0; i < log->count; i++) {
        const struct plant_period *period = &log->periods[i];
        table_add_row(table);
        table_put_text(table, source_entity_label(request->source, period->entity));
        table_put_integer(table, calendar_date_of(period->start).year);
        put_ratios(table, log, period);
        for (size_t c = 0; c < sizeof cells / sizeof *cells; c++)
            table_put_number(table, plant_log_mean(log, period, cells[c]));
    }
    table_add_note(table,
                   "means over the replications; idle + no chiller + chillers trim = all hours; PUE and "
                   "WUE weighted by IT energy");
}

void cooling_months_show(struct report_request *request)
{
    struct plant_log log = plant_log_load(request->source, PLANT_BY_YEAR);
    if (log.count == 0) {
        report_missing(request, "months", "Cooling by month", "this file is older than the plant's logbook");
        return;
    }
    show_modes(request, &log);
    show_months(request);
}
