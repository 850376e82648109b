/* SPDX-License-Identifier: Apache-2.0 */
#include "report/power_levels.h"

#include "report/plant_log.h"

#define FIGURE(NAME, HEADING, UNIT, DECIMALS)                                                                \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = UNIT, .align = TABLE_RIGHT, .decimals = DECIMALS,          \
        .grouped = true                                                                                      \
    }

void power_levels_show(struct report_request *request)
{
    static const struct table_column columns[] = {
        {.name = "hall", .heading = "Hall"},
        {.name = "level", .heading = "Level"},
        {.name = "type", .heading = "Type"},
        {.name = "topology", .heading = "Topology"},
        {.name = "units", .heading = "Units", .align = TABLE_RIGHT, .grouped = true},
        FIGURE("installed", "Installed", "MW", 1),
        FIGURE("installed_mva", "Rating", "MVA", 1),
        FIGURE("firm", "Left with reserve out", "MW", 1),
        FIGURE("full", "Full load", "MW", 1),
        FIGURE("headroom", "Headroom", "MW", 1),
        FIGURE("unit_load", "Load of a unit, all in", "%", 1),
        FIGURE("unit_load_out", "With reserve out", "%", 1),
        FIGURE("loss", "Lost", "MW", 2),
    };
    enum { HALL, LEVEL, TYPE, TOPOLOGY, FIGURES, COUNT = sizeof columns / sizeof *columns };
    struct table *table = NULL;
    if (!plant_log_has_table(request->source, "hall_level"))
        return;
    struct cursor *row = source_query(
        request->source,
        "SELECT hall, level, type, topology, units, installed_mw, installed_mva, firm_mw, full_mw, "
        "round(firm_mw - full_mw, 6), 100 * load, 100 * full_mw / firm_mw, loss_mw FROM hall_level "
        "WHERE " SOURCE_CHOSEN " GROUP BY hall, level ORDER BY hall, level DESC");
    while (cursor_next(row, request->diag)) {
        if (!table)
            table = report_table(request, "levels", "Levels inside the halls at full load, as designed",
                                 columns, COUNT);
        table_add_row(table);
        table_put_text(table, request->source->records[cursor_integer(row, HALL)].id);
        table_put_text(table, cursor_text(row, LEVEL));
        table_put_text(table, request->source->records[cursor_integer(row, TYPE)].id);
        table_put_text(table, cursor_text(row, TOPOLOGY));
        for (int i = FIGURES; i < COUNT; i++)
            table_put_number(table, cursor_real(row, i));
    }
    if (table)
        table_add_note(
            table, "full load: the IT capacity at the racks' inlets, with the losses behind the level; "
                   "topology: units that carry + in reserve of each system; load of a unit: all in "
                   "service, an idle catcher left out; transformers: MW at the power factor of their load");
}
