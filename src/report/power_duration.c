/* SPDX-License-Identifier: Apache-2.0 */
#include "report/colour.h"
#include "report/day_map.h"
#include "report/load_curve.h"
#include "report/power_panels.h"

#include <math.h>

/* What the supply was built for at the end of the year shown. */
static const struct level {
    int cell;
    const char *label;
    struct ink ink;
} levels[] = {
    {CELL_PLANT_INSTALLED, "installed", {INK_GREY, 1.3, INK_DOTTED}},
    {CELL_PLANT_FEED, "feeds", {INK_ORANGE, 1.6, INK_SOLID}},
    {CELL_PLANT_FIRM, "firm", {INK_VERMILION, 1.6, INK_DASHED}},
};

static double hours_of(const struct load_curve *curve)
{
    return curve->from_h[curve->count];
}

static void draw_levels(const struct plant_sheet *plant, struct panel *panel, double hours)
{
    for (size_t i = 0; plant->shown && i < sizeof levels / sizeof *levels; i++) {
        double *line = arena_array(plant->source->arena, 4, sizeof *line);
        double mw = plant_log_quantile(&plant->by_year, plant->shown, levels[i].cell, 0.5);
        line[1] = hours;
        line[2] = line[3] = mw;
        panel_line(panel, levels[i].ink, line, line + 2, 2);
        panel_label(
            panel,
            arena_printf(plant->source->arena, "%s %s", levels[i].label, plant_sheet_number(plant, mw, 0)),
            levels[i].ink.colour, mw);
    }
}

/* The year shown in black, all others the darker the later. */
static void draw_curves(const struct plant_sheet *plant, struct panel *panel, const struct load_curves *found)
{
    for (int i = 0; i < found->count; i++) {
        const struct load_curve *curve = &found->curves[i];
        bool shown = curve->year == plant->year;
        double share = 0.4 + 0.45 * (i + 1) / found->count;
        struct ink ink = {shown ? INK_BLACK : colour_scale(share, plant->source->arena), shown ? 2.4 : 1.4,
                          INK_SOLID};
        panel_steps(panel, ink, curve->from_h, curve->load_mw, curve->count + 1);
        double mean_mw = curve->energy_mwh / hours_of(curve); /* ends would lie on each other */
        panel_label(panel,
                    arena_printf(plant->source->arena, "%d, mean %s", curve->year,
                                 plant_sheet_number(plant, mean_mw, mean_mw < 100)),
                    ink.colour, mean_mw);
    }
}

static const char *title_of(const struct plant_sheet *plant, const struct load_curves *found)
{
    for (int i = 0; i < found->count; i++)
        if (found->curves[i].year == plant->year)
            return arena_printf(plant->source->arena, "Load duration: half of %d above %s MW", plant->year,
                                plant_sheet_number(plant, load_curve_at(&found->curves[i], 0.5), 1));
    return "Load duration";
}

void power_panel_duration(const struct plant_sheet *plant, struct sheet *sheet)
{
    struct load_curves found = load_curves_load(plant);
    const char *unit = arena_printf(plant->source->arena, "facility MW; levels: end of %d; %s", plant->year,
                                    plant_sheet_detail(plant));
    struct panel *panel =
        sheet_panel(sheet, title_of(plant, &found), found.lacks ? "MW of the whole facility" : unit, 1.35);
    double hours = 0;
    for (int i = 0; i < found.count; i++)
        hours = fmax(hours, hours_of(&found.curves[i]));
    panel_axis(panel, (struct panel_axis){.low = 0,
                                          .high = hours > 0 ? hours : 8760,
                                          .step = hours > 4000 ? 2000 : 0,
                                          .title = "hours of the year at this load or above"});
    if (found.lacks) {
        panel_note(panel, found.lacks);
        return;
    }
    draw_curves(plant, panel, &found);
    draw_levels(plant, panel, hours);
}

static const char *day_title(const struct plant_sheet *plant, const struct day_map *map)
{
    const char *most = plant_sheet_number(plant, map->high, 1);
    if (map->flat)
        return arena_printf(plant->source->arena, "Load stays at %s MW all through %d", most, plant->year);
    return arena_printf(plant->source->arena, "Load is highest in %s at %02dh: mean %s MW",
                        plant_sheet_month_names[map->high_month], map->high_hour, most);
}

void power_panel_day(const struct plant_sheet *plant, struct sheet *sheet)
{
    struct day_map map = day_map_load(plant, DAY_MAP_LOAD);
    const char *title = "Load by month and hour of the day", *unit = "MW of the whole facility";
    if (!map.lacks) {
        title = day_title(plant, &map);
        unit = arena_printf(plant->source->arena, "facility MW, days of %d; %s", plant->year,
                            plant_sheet_detail(plant));
    }
    struct panel *panel = sheet_beside(sheet, title, unit);
    day_map_draw(&map, plant, panel);
}
