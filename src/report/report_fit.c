/* SPDX-License-Identifier: Apache-2.0 */
#include "report/plant_log.h"
#include "report/report.h"

#include <math.h>

#define COUNTED(NAME, HEADING)                                                                               \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = "rack", .align = TABLE_RIGHT, .grouped = true              \
    }

static const struct table_column columns[] = {
    {.name = "hall", .heading = "Hall"},
    {.name = "system", .heading = "Racks", .max_width = 24},
    COUNTED("positions", "Space"),
    {.name = "rated", .heading = "Rated", .unit = "kW", .align = TABLE_RIGHT},
    {.name = "peak", .heading = "Peak", .unit = "kW", .align = TABLE_RIGHT},
    COUNTED("by_power", "IT power"),
    COUNTED("by_liquid", "Liquid loop"),
    COUNTED("by_air", "Hall air"),
    COUNTED("by_busway", "Busway"),
    COUNTED("by_flow", "Flow"),
    COUNTED("by_floor", "Floor load"),
    COUNTED("by_supply", "Coolant"),
    COUNTED("by_inlet", "Inlet"),
    COUNTED("racks", "Fit"),
    {.name = "bound_by", .heading = "Bound by"},
    COUNTED("stranded", "Stranded positions"),
    {.name = "stranded_mw",
     .heading = "Stranded IT power",
     .unit = "MW",
     .align = TABLE_RIGHT,
     .decimals = 1},
    COUNTED("standing", "Standing at the end"),
};

/* The rows are the plan's, alike in all replications but for the racks that stand there at the end. */
#define QUERY(BY_INLET)                                                                                      \
    "SELECT hall, system, positions, rated_kw, peak_kw, by_power, by_liquid, by_air, by_busway, by_flow, "   \
    "by_floor, by_supply, " BY_INLET ", racks, bound_by, positions - racks, "                                \
    "it_mw - racks * rated_kw / 1000, avg(standing) FROM fit WHERE " SOURCE_CHOSEN                           \
    " GROUP BY hall, system ORDER BY hall, system"

enum { COLUMNS = sizeof columns / sizeof *columns, HALL = 0, SYSTEM = 1, BOUND_BY = 14 };

static void put_row(const struct source *source, struct table *table, const struct cursor *row)
{
    table_add_row(table);
    for (int i = 0; i < COLUMNS; i++) {
        if (i == HALL)
            table_put_text(table, source->records[cursor_integer(row, i)].id);
        else if (i == SYSTEM)
            table_put_text(table, source->records[cursor_integer(row, i)].id);
        else if (i == BOUND_BY)
            table_put_text(table, cursor_text(row, i));
        else
            table_put_number(table, cursor_real(row, i));
    }
}

static void run(struct report_request *request)
{
    const struct source *source = request->source;
    struct table *table = NULL;
    struct cursor *row = NULL;
    if (plant_log_has_table(source, "fit")) /* columns are added: older files have fewer */
        row = source_query(source, plant_log_has_column(source, "fit", "by_inlet") ? QUERY("by_inlet")
                                                                                   : QUERY("NULL"));
    while (cursor_next(row, request->diag)) {
        if (!table)
            table = report_table(request, "fit", "Racks that each hall can hold", columns, COLUMNS);
        put_row(source, table, row);
    }
    if (!table) {
        report_missing(
            request, "fit", "Racks that each hall can hold",
            "none of these replications keeps it, or there are no racks: the first ones do, --run 0");
        return;
    }
    table_add_note(table,
                   "a limit is the number of racks it allows, \"-\" where the scenario does not state it: "
                   "position-power, position-flow, position-weight of the hall");
    table_add_note(
        table, "rated: IT power to be provided with the rack's share of network and storage; peak: of "
               "the rack alone, which the busway must bear; coolant: 0 where the hall's warmest "
               "supply is more than the rack accepts; inlet: 0 where the busway gives another current than "
               "the rack takes, AC or 800 VDC");
    table_add_note(table,
                   "stranded positions cannot be used by these racks; stranded IT power is what the hall "
                   "could still give");
}

const struct report report_fit = {
    .name = "fit",
    .summary = "which racks each hall can hold: space, power, flow, floor; what binds, what is stranded",
    .run = run,
};
