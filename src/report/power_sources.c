/* SPDX-License-Identifier: Apache-2.0 */
#include "report/power_sources.h"

#include "base/calendar.h"
#include "store/supply_columns.h"

#include <math.h>
#include <string.h>

#define FIGURE(NAME, HEADING, UNIT, DECIMALS)                                                                \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = UNIT, .align = TABLE_RIGHT, .decimals = DECIMALS,          \
        .grouped = true                                                                                      \
    }
#define MUSD_USD 1e6

enum sort { SORT_GAS_PLANT, SORT_GENSET, SORT_BATTERY, SORT_FEED };

/* A unit in a calendar year: means over all replications, NAN where it has no such figure. */
struct unit_year {
    int64_t record, year, entity;
    enum sort sort;
    double mean[CELL_UNIT_COUNT];
    double permit_most, interrupted_most; /* in any replication */
};

struct unit_years {
    struct unit_year *rows;
    size_t count, capacity;
};

static enum sort sort_of(const char *kind)
{
    static const char *const names[] = {[SORT_GAS_PLANT] = "gas-plant",
                                        [SORT_GENSET] = "genset",
                                        [SORT_BATTERY] = "bess",
                                        [SORT_FEED] = "feed"};
    enum sort sort = SORT_GAS_PLANT;
    while (sort < SORT_FEED && strcmp(names[sort], kind) != 0)
        sort++;
    return sort;
}

/* Constant for a unit: not divided among the replications that had it. */
static bool is_allowance(int cell)
{
    return cell == CELL_UNIT_PERMIT || cell == CELL_UNIT_INTERRUPTION_CAP || cell == CELL_UNIT_RAMP_STEP ||
           cell == CELL_UNIT_RAMP_HELD;
}

static struct unit_years load_units(const struct source *source)
{
    struct unit_years units = {0};
    const char *sums = "record, year, max(permit_used_h), max(interrupted_h)";
    enum { FIRST = 4 };
    if (!plant_log_has_table(source, "unit_year"))
        return units;
    for (int cell = CELL_UNIT_SERVICE; cell < CELL_UNIT_COUNT; cell++)
        sums = arena_printf(source->arena, "%s, %s(%s)", sums, is_allowance(cell) ? "max" : "sum",
                            plant_log_has_column(source, "unit_year", supply_unit_columns[cell].name)
                                ? supply_unit_columns[cell].name
                                : "NULL"); /* the file is older than the column */
    struct cursor *row = source_query(source, arena_printf(source->arena,
                                                           "SELECT %s FROM unit_year WHERE " SOURCE_CHOSEN
                                                           " GROUP BY 1, 2 ORDER BY 1, 2",
                                                           sums));
    while (cursor_next(row, source->diag)) {
        units.rows = arena_grow(source->arena, units.rows, units.count, &units.capacity, sizeof *units.rows);
        struct unit_year *unit = &units.rows[units.count++];
        const struct source_record *record = &source->records[cursor_integer(row, 0)];
        *unit = (struct unit_year){.record = cursor_integer(row, 0),
                                   .year = cursor_integer(row, 1),
                                   .entity = reader_entity_id(source->reader, record->site),
                                   .sort = sort_of(record->kind),
                                   .permit_most = cursor_real(row, 2),
                                   .interrupted_most = cursor_real(row, 3)};
        for (int cell = CELL_UNIT_SERVICE; cell < CELL_UNIT_COUNT; cell++)
            unit->mean[cell] = cursor_real(row, FIRST + cell - CELL_UNIT_SERVICE) /
                               (is_allowance(cell) ? 1 : source->run_count);
    }
    return units;
}

/* Sum over the sources of the site of PERIOD; SORT or, when it is SORT_FEED, any. */
static double sum_of(const struct unit_years *units, const struct plant_period *period, enum sort sort,
                     int cell)
{
    double sum = 0;
    for (size_t i = 0; i < units->count; i++) {
        const struct unit_year *unit = &units->rows[i];
        if (unit->entity != period->entity || unit->year != period->start || unit->sort == SORT_FEED)
            continue;
        if ((sort == SORT_FEED || unit->sort == sort) && !isnan(unit->mean[cell]))
            sum += unit->mean[cell];
    }
    return sum;
}

static bool has_sources(const struct unit_years *units, int64_t entity)
{
    for (size_t i = 0; i < units->count; i++)
        if (units->rows[i].sort != SORT_FEED && (entity < 0 || units->rows[i].entity == entity))
            return true;
    return false;
}

enum generation {
    FROM_GRID,
    FROM_GAS_PLANTS,
    FROM_GENSETS,
    GIVEN,
    TAKEN,
    LOST,
    INPUT,
    FUEL,
    FUEL_COST,
    RUNNING_COST,
    STACK,
    GENERATION_FIGURES
};

static void add_generation(const struct unit_years *units, const struct plant_log *log,
                           const struct plant_period *period, double *figures)
{
    figures[FROM_GRID] = plant_log_mean(log, period, CELL_PLANT_METER);
    figures[FROM_GAS_PLANTS] = sum_of(units, period, SORT_GAS_PLANT, CELL_UNIT_ENERGY);
    figures[FROM_GENSETS] = sum_of(units, period, SORT_GENSET, CELL_UNIT_ENERGY);
    figures[GIVEN] = sum_of(units, period, SORT_BATTERY, CELL_UNIT_ENERGY);
    figures[TAKEN] = -sum_of(units, period, SORT_FEED, CELL_UNIT_TAKEN);
    figures[LOST] = sum_of(units, period, SORT_FEED, CELL_UNIT_LOST);
    figures[INPUT] = 0;
    for (int f = FROM_GRID; f < INPUT; f++)
        figures[INPUT] += figures[f];
    figures[FUEL] = sum_of(units, period, SORT_FEED, CELL_UNIT_FUEL);
    figures[FUEL_COST] = sum_of(units, period, SORT_FEED, CELL_UNIT_FUEL_COST) / MUSD_USD;
    figures[RUNNING_COST] = sum_of(units, period, SORT_FEED, CELL_UNIT_RUNNING_COST) / MUSD_USD;
    figures[STACK] = sum_of(units, period, SORT_FEED, CELL_UNIT_STACK);
}

static void put_figures(struct table *table, const double *figures, int count)
{
    for (int f = 0; f < count; f++)
        table_put_number(table, figures[f]);
}

static void put_total(struct table *table, const double *sums, int count)
{
    table_add_total(table);
    table_put_text(table, "all");
    table_put_text(table, "all");
    put_figures(table, sums, count);
}

static void put_whose(struct report_request *request, struct table *table, const struct plant_period *period)
{
    table_add_row(table);
    table_put_text(table, source_entity_label(request->source, period->entity));
    table_put_integer(table, calendar_date_of(period->start).year);
}

static void show_generation(struct report_request *request, const struct plant_log *log,
                            const struct unit_years *units)
{
    static const struct table_column columns[] = {
        {.name = "site", .heading = "Site"},
        {.name = "year", .heading = "Year"},
        FIGURE("grid", "From the grid", "MWh", 0),
        FIGURE("gas_plants", "Gas plants", "MWh", 0),
        FIGURE("gensets", "Generators", "MWh", 0),
        FIGURE("given", "Batteries gave", "MWh", 0),
        FIGURE("taken", "And took", "MWh", 0),
        FIGURE("lost", "And lost", "MWh", 0),
        FIGURE("input", "Input of the site", "MWh", 0),
        FIGURE("fuel", "Fuel", "MMBtu", 0),
        FIGURE("fuel_cost", "Its cost", "MUSD", 2),
        FIGURE("running_cost", "Running cost", "MUSD", 2),
        FIGURE("stack", "Stack carbon", "tCO2", 0),
    };
    double sums[GENERATION_FIGURES] = {0}, figures[GENERATION_FIGURES];
    if (!has_sources(units, -1))
        return;
    struct table *table = report_table_over(request, "generation", "Generation, by site and year", columns,
                                            sizeof columns / sizeof *columns);
    for (int i = 0; i < log->count; i++) {
        const struct plant_period *period = &log->periods[i];
        add_generation(units, log, period, figures);
        if (!has_sources(units, period->entity) || !(figures[INPUT] > 0))
            continue;
        put_whose(request, table, period);
        put_figures(table, figures, GENERATION_FIGURES);
        for (int f = 0; f < GENERATION_FIGURES; f++)
            sums[f] += figures[f];
    }
    put_total(table, sums, GENERATION_FIGURES);
    table_add_note(table,
                   "means over the replications; input of the site: the sum of all before it, as in gigaplan "
                   "report energy-balance; sites with nothing but the grid are left out");
    table_add_note(table,
                   "batteries: at their terminals when the supply is short or they are charged, and what is "
                   "lost in that; fuel by its higher heating value; stack carbon: emitted on the site, not "
                   "part of the carbon of the energy bought");
}

static void begin_unit(struct report_request *request, struct table *table, const struct unit_year *unit)
{
    table_add_row(table);
    table_put_text(table, request->source->records[unit->record].id);
    table_put_integer(table, calendar_date_of(unit->year).year);
}

static void put_cells(struct table *table, const struct unit_year *unit, const int *cells, int count)
{
    for (int i = 0; i < count; i++)
        table_put_number(table, unit->mean[cells[i]]);
}

static void show_generators(struct report_request *request, const struct unit_years *units)
{
    static const struct table_column columns[] = {
        {.name = "unit", .heading = "Plant or farm"},
        {.name = "year", .heading = "Year"},
        FIGURE("service", "In service", "h", 0),
        FIGURE("calls", "Calls", "count", 1),
        FIGURE("starts", "Starts tried", "count", 1),
        FIGURE("start_failures", "Failed", "count", 2),
        FIGURE("run_failures", "Failed running", "count", 2),
        FIGURE("running", "Running, all units", "h", 0),
        FIGURE("energy", "Energy", "MWh", 0),
        FIGURE("fuel", "Fuel", "MMBtu", 0),
        FIGURE("cost", "Fuel and running", "USD/MWh", 2),
        FIGURE("permit_used", "Permit used", "h", 1),
        FIGURE("permit_most", "Most in a replication", "h", 1),
        FIGURE("permit", "Allowed", "h", 0),
    };
    static const int cells[] = {CELL_UNIT_SERVICE,        CELL_UNIT_CALLS,        CELL_UNIT_STARTS,
                                CELL_UNIT_START_FAILURES, CELL_UNIT_RUN_FAILURES, CELL_UNIT_RUN_HOURS,
                                CELL_UNIT_ENERGY,         CELL_UNIT_FUEL};
    struct table *table = NULL;
    for (size_t i = 0; i < units->count; i++) {
        const struct unit_year *unit = &units->rows[i];
        if (unit->sort != SORT_GAS_PLANT && unit->sort != SORT_GENSET)
            continue;
        if (!table)
            table = report_table_over(request, "generators", "Gas plants and generators, by year", columns,
                                      sizeof columns / sizeof *columns);
        begin_unit(request, table, unit);
        put_cells(table, unit, cells, sizeof cells / sizeof *cells);
        double energy = unit->mean[CELL_UNIT_ENERGY];
        double usd = unit->mean[CELL_UNIT_FUEL_COST] + unit->mean[CELL_UNIT_RUNNING_COST];
        table_put_number(table, energy > 0 ? usd / energy : NAN);
        table_put_number(table, unit->mean[CELL_UNIT_PERMIT_USED]);
        table_put_number(table, unit->permit_most);
        table_put_number(table, unit->mean[CELL_UNIT_PERMIT]);
    }
    if (table)
        table_add_note(
            table, "means over all replications, with those in which it was not there; starts and running "
                   "hours are of single units, calls and permit hours of the farm or plant; permit: of a "
                   "gas plant every hour called, of generators those in which nothing had failed");
}

static void show_batteries(struct report_request *request, const struct unit_years *units)
{
    static const struct table_column columns[] = {
        {.name = "unit", .heading = "Battery"},
        {.name = "year", .heading = "Year"},
        FIGURE("service", "In service", "h", 0),
        FIGURE("given", "Gave", "MWh", 1),
        FIGURE("taken", "Took", "MWh", 1),
        FIGURE("lost", "Lost in that", "MWh", 1),
        FIGURE("swing", "Swing flattened, mean", "MW", 2),
        FIGURE("smoothed", "Smoothed", "MWh", 0),
        FIGURE("smoothing_lost", "Lost in smoothing", "MWh", 0),
        FIGURE("cycles", "Full cycles", "count", 1),
        FIGURE("worn", "Of its cycle life", "%", 2),
        FIGURE("ramp_step", "Step smoothed", "MW", 1),
        FIGURE("ramp_time", "To a ramp of", "min", 1),
        FIGURE("ramp_held", "Held for it", "MWh", 2),
    };
    /* Half of the time a square swing of peak to trough S is S/2 above its mean. */
    const double swing_per_throughput = 4;
    struct table *table = NULL;
    for (size_t i = 0; i < units->count; i++) {
        const struct unit_year *unit = &units->rows[i];
        const double *mean = unit->mean;
        if (unit->sort != SORT_BATTERY)
            continue;
        if (!table)
            table = report_table_over(request, "batteries", "Batteries, by year", columns,
                                      sizeof columns / sizeof *columns);
        const double figures[] = {mean[CELL_UNIT_SERVICE],
                                  mean[CELL_UNIT_ENERGY],
                                  mean[CELL_UNIT_TAKEN],
                                  mean[CELL_UNIT_LOST],
                                  swing_per_throughput * mean[CELL_UNIT_SMOOTHED] / mean[CELL_UNIT_SERVICE],
                                  mean[CELL_UNIT_SMOOTHED],
                                  mean[CELL_UNIT_SMOOTHING_LOST],
                                  mean[CELL_UNIT_CYCLES],
                                  100 * mean[CELL_UNIT_WORN],
                                  mean[CELL_UNIT_RAMP_STEP],
                                  2 * mean[CELL_UNIT_RAMP_HELD] / mean[CELL_UNIT_RAMP_STEP] * 60,
                                  mean[CELL_UNIT_RAMP_HELD]};
        begin_unit(request, table, unit);
        put_figures(table, figures, sizeof figures / sizeof *figures);
    }
    if (!table)
        return;
    table_add_note(table,
                   "swing: of synchronous training, peak to trough; smoothed: energy that passes through "
                   "for it, a quarter of the swing; cycles: gave and smoothed over the energy between "
                   "empty and full, shallow ones by their energy");
    table_add_note(table,
                   "modelled are the loss, the cycles and the energy held back for a step of load; the "
                   "steps and swings within an hour are not simulated");
}

static void show_interruptions(struct report_request *request, const struct unit_years *units)
{
    static const struct table_column columns[] = {
        {.name = "feed", .heading = "Feed"},
        {.name = "year", .heading = "Year"},
        FIGURE("interruptions", "Interruptions, mean", "count", 1),
        FIGURE("hours", "Interrupted, mean", "h", 1),
        FIGURE("most", "Most in a replication", "h", 1),
        FIGURE("allowed", "Allowed", "h", 0),
    };
    struct table *table = NULL;
    for (size_t i = 0; i < units->count; i++) {
        const struct unit_year *unit = &units->rows[i];
        if (unit->sort != SORT_FEED)
            continue;
        if (!table)
            table = report_table_over(request, "interruptions", "Interruptions by the utility, by year",
                                      columns, sizeof columns / sizeof *columns);
        begin_unit(request, table, unit);
        table_put_number(table, unit->mean[CELL_UNIT_INTERRUPTIONS]);
        table_put_number(table, unit->mean[CELL_UNIT_INTERRUPTED_HOURS]);
        table_put_number(table, unit->interrupted_most);
        table_put_number(table, unit->mean[CELL_UNIT_INTERRUPTION_CAP]);
    }
    if (table)
        table_add_note(
            table, "an interruption counts in the year in which it begins, as the cap of the service does");
}

static void show_not_served(struct report_request *request, const struct plant_log *log)
{
    static const struct table_column columns[] = {
        {.name = "site", .heading = "Site"},
        {.name = "year", .heading = "Year"},
        FIGURE("unserved", "Not served, failures", "MWh", 1),
        FIGURE("outage", "Hours of that", "h", 1),
        FIGURE("curtailed", "Not served, interruptions", "MWh", 1),
        FIGURE("interrupted", "Feed interrupted", "h", 1),
    };
    static const int cells[] = {CELL_PLANT_UNSERVED, CELL_PLANT_OUTAGE_HOURS, CELL_PLANT_CURTAILED,
                                CELL_PLANT_CURTAILED_HOURS};
    enum { FIGURES = sizeof cells / sizeof *cells };
    double sums[FIGURES] = {0}, figures[FIGURES];
    struct table *table = NULL;
    for (int i = 0; i < log->count; i++) {
        const struct plant_period *period = &log->periods[i];
        for (int f = 0; f < FIGURES; f++)
            figures[f] = plant_log_mean(log, period, cells[f]);
        if (isnan(figures[0]) || !(plant_log_mean(log, period, CELL_PLANT_INPUT) > 0))
            continue;
        if (!table)
            table = report_table_over(request, "not_served", "IT energy not served, by site and year",
                                      columns, sizeof columns / sizeof *columns);
        put_whose(request, table, period);
        put_figures(table, figures, FIGURES);
        for (int f = 0; f < FIGURES; f++)
            sums[f] += figures[f];
    }
    if (!table)
        return;
    put_total(table, sums, FIGURES);
    table_add_note(
        table, "means over the replications; IT energy that racks in service wanted and did not get while "
               "something of the supply had failed, or while the utility interrupted a feed; interrupted: "
               "bridged by other sources or not");
}

void power_sources_show(struct report_request *request, const struct plant_log *log)
{
    struct unit_years units = load_units(request->source);
    show_generation(request, log, &units);
    show_generators(request, &units);
    show_batteries(request, &units);
    show_interruptions(request, &units);
    show_not_served(request, log);
}
