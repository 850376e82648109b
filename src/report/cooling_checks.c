/* SPDX-License-Identifier: Apache-2.0 */
#include "report/cooling_checks.h"

#include "report/kpi_rows.h"

#include <math.h>

#define RIGHT(NAME, HEADING, UNIT, DECIMALS)                                                                 \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = UNIT, .align = TABLE_RIGHT, .decimals = DECIMALS,          \
        .grouped = true                                                                                      \
    }
#define COUNT(ARRAY) (int)(sizeof ARRAY / sizeof *ARRAY)

static const struct kpi_row modes[] = {
    {"cooling.free", "Fans alone: no water, no chillers"},
    {"cooling.pads", "Wetted pads, no chillers"},
    {"cooling.economiser", "Towers, no chillers"},
    {"cooling.trim", "Chillers on either loop"},
    {"cooling.trim_liquid", "of these: on the racks' liquid loop"},
    {"cooling.raised", "A supply above its set point"},
    {"cooling.throttled", "Heat cut the IT load"},
    {"cooling.throttled_liquid", "of these: the liquid loop was short"},
    {"cooling.throttled_air", "of these: the loop of the halls' air was short"},
    {"cooling.throttled_water", "of these: more water would have helped"},
    {"cooling.throttled_it", "IT energy that heat cut"},
    {"cooling.liquid_heat", "Heat carried by liquid"},
    {"cooling.air_heat", "Heat carried by air"},
};

/* A query whose first column is a record or an entity, and who says it. */
struct part {
    const char *name, *title, *query;
    const struct table_column *columns;
    int column_count, text; /* column of text, or -1 */
    bool entity;            /* the first column; else a record */
    const char *missing;
};

static const struct table_column design_columns[] = {
    {.name = "hall", .heading = "Halls like"},
    RIGHT("years", "Years", "year", 0),
    RIGHT("halls", "Halls", "count", 0),
    RIGHT("it", "IT capacity", "MW", 1),
    RIGHT("dry_bulb", "Dry bulb", "degC", 1),
    RIGHT("wet_bulb", "Wet bulb", "degC", 1),
    RIGHT("carries", "Carries", "MW", 1),
    RIGHT("margin", "Margin", "kW", 0),
    RIGHT("margin_k", "Margin", "K", 1),
    {.name = "bound_by", .heading = "First to give way"},
    RIGHT("out_carries", "Carries with spares out", "MW", 1),
    RIGHT("out_margin", "Margin", "kW", 0),
};

enum { DESIGN_BOUND_BY = 9 };

static const struct table_column ride_columns[] = {
    {.name = "hall", .heading = "Halls like"},
    RIGHT("it", "IT capacity", "MW", 1),
    RIGHT("flow", "Pumps lost", "s", 0),
    RIGHT("liquid", "Coolers lost, pumps run", "s", 0),
    RIGHT("liquid_chiller", "Chillers lost, liquid", "s", 0),
    RIGHT("air", "Air cooling lost", "s", 0),
    RIGHT("air_chiller", "Chillers lost, air", "s", 0),
    RIGHT("power_ups", "Power lost, pumps on UPS", "s", 0),
    RIGHT("power_bare", "not on UPS", "s", 0),
    RIGHT("power", "as stated", "s", 0),
    RIGHT("restart", "Cooling is back", "s", 0),
    {.name = "verdict", .heading = "A loss of power"},
};
enum { RIDE_VERDICT = COUNT(ride_columns) - 1 };

static const struct table_column heat_columns[] = {
    {.name = "site", .heading = "Site"},
    {.name = "month", .heading = "Month"},
    RIGHT("hours", "Time", "h", 1),
    RIGHT("energy", "IT capacity cut", "MWh", 1),
    RIGHT("dry_bulb", "Hottest hour", "degC", 1),
    RIGHT("wet_bulb", "Wet bulb, highest", "degC", 1),
    RIGHT("supply", "Facility supply, warmest", "degC", 1),
};

static const struct part parts[] = {
    {"throttled", "Months in which heat cut the IT load, means over the replications",
     "SELECT entity_id, strftime('%Y-%m', month, 'unixepoch'), avg(heat_h), avg(heat_cut_mwh), "
     "max(dry_bulb_max_c), max(wet_bulb_max_c), max(supply_max_c) FROM plant_month WHERE " SOURCE_CHOSEN
     " GROUP BY entity_id, month HAVING sum(heat_h) > 0 ORDER BY entity_id, month",
     heat_columns, COUNT(heat_columns), 1, true, "never: the plant carried all loads in all weather"},
    {"design-day", "Full halls against n-year extremes",
     "SELECT hall, years, halls, it_mw, dry_bulb_c, wet_bulb_c, carries_mw, 1000 * margin_mw, margin_k, "
     "bound_by, out_carries_mw, 1000 * out_margin_mw FROM design_day WHERE " SOURCE_CHOSEN
     " GROUP BY hall, years ORDER BY hall, years",
     design_columns, COUNT(design_columns), DESIGN_BOUND_BY, false,
     "none of these replications keeps it, or there are no halls: the first ones do, --run 0"},
    {"ride-through", "Seconds to the trip at full load",
     "SELECT hall, it_mw, flow_s, liquid_s, liquid_chiller_s, air_s, air_chiller_s, power_ups_s, "
     "power_bare_s, "
     "power_s, restart_s, CASE WHEN power_s < restart_s THEN printf('trips racks, %.0f s short', restart_s - "
     "power_s) ELSE 'is ridden through' END FROM ride_through WHERE " SOURCE_CHOSEN
     " GROUP BY hall ORDER BY hall",
     ride_columns, COUNT(ride_columns), RIDE_VERDICT, false,
     "none of these replications keeps it, or there are no halls: the first ones do, --run 0"},
};

static const char *const notes[] = {
    "cut: IT capacity of racks in service that had to stand, as in the limits report; the energy above is of "
    "their draw; the modes above say whether the liquid loop, the loop of the air or water was short",
    "dry bulb of that return period with the warming, and the highest wet bulb at the same time; "
    "recirculation "
    "comes on top; below 0: so much is throttled; the margin in kelvins is of dry and wet bulb together, 15: "
    "that or more, with chillers kept at the last air that their curves are valid for; spares out: without "
    "the redundant cells and one chiller of each loop",
    "\"-\": never, or no such path; chillers are lost on the 20-year design day while coolers run; power: "
    "the "
    "first of liquid and air to trip; the plan rides a loss of power through when that is not before "
    "\"cooling is back\"",
};

static bool has_table(const struct source *source, const char *name)
{
    const char *query = arena_printf(
        source->arena, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '%s'", name);
    struct cursor *row = source_query(source, query);
    bool has = cursor_next(row, source->diag) && cursor_integer(row, 0) > 0;
    cursor_close(row);
    return has;
}

static void put_row(const struct source *source, const struct part *part, struct table *table,
                    const struct cursor *row)
{
    int64_t whose = cursor_integer(row, 0);
    table_add_row(table);
    table_put_text(table, part->entity ? source_entity_label(source, whose) : source->records[whose].id);
    for (int i = 1; i < part->column_count; i++) {
        if (i == part->text)
            table_put_text(table, arena_printf(source->arena, "%s", cursor_text(row, i)));
        else
            table_put_number(table, cursor_real(row, i));
    }
}

static void show(struct report_request *request, const struct part *part, const char *from, const char *note)
{
    const struct source *source = request->source;
    struct table *table = NULL;
    struct cursor *row = has_table(source, from) ? source_query(source, part->query) : NULL;
    while (cursor_next(row, request->diag)) {
        if (!table)
            table = report_table(request, part->name, part->title, part->columns, part->column_count);
        put_row(source, part, table, row);
    }
    if (table)
        table_add_note(table, "%s", note);
    else
        report_missing(request, part->name, part->title, part->missing);
}

void cooling_checks_show(struct report_request *request)
{
    static const char *const tables[] = {"plant_month", "design_day", "ride_through"};
    kpi_rows_show(request, "modes", "Cooling over the whole time: modes, throttling, heat", "site", modes,
                  COUNT(modes));
    for (int p = 0; p < COUNT(parts); p++)
        show(request, &parts[p], tables[p], notes[p]);
}
