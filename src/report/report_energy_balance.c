/* SPDX-License-Identifier: Apache-2.0 */
#include "report/plant_log.h"
#include "report/report.h"

#include "base/calendar.h"

#include <math.h>

enum { PARTS = CELL_PLANT_BATTERY - CELL_PLANT_INPUT + 1, GRID = PARTS, OWN, STORED, RESIDUAL, FIGURES };

#define MWH(NAME, HEADING)                                                                                   \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = "MWh", .align = TABLE_RIGHT, .grouped = true               \
    }

static const struct table_column columns[] = {
    {.name = "site", .heading = "Site"},
    {.name = "year", .heading = "Year"},
    MWH("input", "Input"),
    MWH("it", "IT"),
    MWH("distribution", "Cables"),
    MWH("ups", "UPS"),
    MWH("unit_transformer", "Unit transf."),
    MWH("main_transformer", "Main transf."),
    MWH("fan", "Outdoor fans"),
    MWH("chiller", "Chillers"),
    MWH("pump", "Pumps"),
    MWH("air_fan", "Hall fans"),
    MWH("overhead", "Overhead"),
    MWH("battery", "Batteries"),
    MWH("grid", "From the grid"),
    MWH("generated", "Own plant"),
    MWH("stored", "Out of batteries"),
    {.name = "residual",
     .heading = "Residual",
     .unit = "MWh",
     .align = TABLE_RIGHT,
     .decimals = TABLE_DECIMALS_AUTO},
};

static void put_figures(struct table *table, const double *figures)
{
    for (int i = 0; i < FIGURES; i++)
        table_put_number(table, figures[i]);
}

/* The parts of PERIOD, means over the replications, and what they leave of the input. */
static void take(const struct plant_log *log, const struct plant_period *period, double *figures)
{
    double rest = 0;
    for (int i = 0; i < PARTS; i++) {
        figures[i] = plant_log_mean(log, period, CELL_PLANT_INPUT + i);
        rest += i ? -figures[i] : figures[i];
    }
    figures[GRID] = plant_log_mean(log, period, CELL_PLANT_METER);
    figures[OWN] = plant_log_mean(log, period, CELL_PLANT_GENERATED);
    figures[STORED] = figures[0] - figures[GRID] - figures[OWN];
    figures[RESIDUAL] = rest;
}

static void put_total(struct report_request *request, struct table *table, int64_t entity, const double *sums)
{
    table_add_total(table);
    table_put_text(table, entity < 0 ? "all sites" : source_entity_label(request->source, entity));
    table_put_text(table, "all");
    put_figures(table, sums);
}

/* Shares of the whole input: what each part takes. */
static void show_shares(struct report_request *request, const double *sums)
{
    static const struct table_column share_columns[] = {
        {.name = "part", .heading = "Where the energy goes"},
        {.name = "energy", .heading = "Energy", .unit = "MWh", .align = TABLE_RIGHT, .grouped = true},
        {.name = "share", .heading = "Of the input", .unit = "%", .align = TABLE_RIGHT, .decimals = 3},
        {.name = "of_it", .heading = "Of the IT energy", .unit = "%", .align = TABLE_RIGHT, .decimals = 3},
    };
    struct table *table =
        report_table_over(request, "shares", "Shares of the energy, all sites", share_columns, 4);
    for (int i = 1; i < PARTS; i++) {
        table_add_row(table);
        table_put_text(table, columns[2 + i].heading);
        table_put_number(table, sums[i]);
        table_put_number(table, sums[0] > 0 ? 100 * sums[i] / sums[0] : NAN);
        table_put_number(table, sums[1] > 0 ? 100 * sums[i] / sums[1] : NAN);
    }
    table_add_total(table);
    table_put_text(table, "input");
    table_put_number(table, sums[0]);
    table_put_number(table, sums[0] > 0 ? 100 : NAN);
    table_put_number(table, sums[1] > 0 ? 100 * sums[0] / sums[1] : NAN);
}

/* How well the books of the replications close. */
static void show_residual(struct report_request *request)
{
    static const struct table_column residual_columns[] = {
        {.name = "book", .heading = "Book"},
        {.name = "residual",
         .heading = "Largest residual",
         .unit = "MWh",
         .align = TABLE_RIGHT,
         .decimals = TABLE_DECIMALS_AUTO},
        {.name = "throughput",
         .heading = "Least throughput",
         .unit = "MWh",
         .align = TABLE_RIGHT,
         .grouped = true},
        {.name = "relative",
         .heading = "Largest share",
         .align = TABLE_RIGHT,
         .decimals = TABLE_DECIMALS_AUTO},
    };
    struct cursor *row = source_query(
        request->source, "SELECT max(abs(value)), min(throughput), max(abs(value) / max(throughput, 1e-9)) "
                         "FROM residual WHERE " SOURCE_CHOSEN " AND book = 'energy'");
    while (cursor_next(row, request->diag)) {
        struct table *table =
            report_table_over(request, "residual", "Energy in less energy out", residual_columns, 4);
        table_add_row(table);
        table_put_text(table, "energy");
        for (int i = 0; i < 3; i++)
            table_put_number(table, cursor_real(row, i));
        table_add_note(table, "a book of a replication closes when the share is below 1e-9: rounding alone");
    }
}

static void run(struct report_request *request)
{
    struct plant_log log = plant_log_load(request->source, PLANT_BY_YEAR);
    if (log.count == 0) {
        report_missing(request, "balance", "Energy balance", "this file is older than the plant's logbook");
        return;
    }
    struct table *table = report_table_over(request, "balance", "Energy balance, by site and year", columns,
                                            sizeof columns / sizeof *columns);
    double all[FIGURES] = {0}, site[FIGURES] = {0};
    for (int i = 0; i < log.count; i++) {
        const struct plant_period *period = &log.periods[i];
        double figures[FIGURES];
        take(&log, period, figures);
        table_add_row(table);
        table_put_text(table, source_entity_label(request->source, period->entity));
        table_put_integer(table, calendar_date_of(period->start).year);
        put_figures(table, figures);
        for (int f = 0; f < FIGURES; f++) {
            site[f] += figures[f];
            all[f] += figures[f];
        }
        if (i + 1 < log.count && log.periods[i + 1].entity == period->entity)
            continue;
        put_total(request, table, period->entity, site);
        for (int f = 0; f < FIGURES; f++)
            site[f] = 0;
    }
    put_total(request, table, -1, all);
    table_add_note(table,
                   "means over the replications, which add up: at the meter = all that follows; cables "
                   "with busways, pumps with CDUs; the losses of racks' own power supplies are part of IT");
    show_shares(request, all);
    show_residual(request);
}

const struct report report_energy_balance = {
    .name = "energy-balance",
    .summary = "energy in, where it went by component, and what does not close",
    .run = run,
};
