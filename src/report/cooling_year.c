/* SPDX-License-Identifier: Apache-2.0 */
#include "report/cooling_panels.h"
#include "report/day_map.h"

#include "base/calendar.h"

#include <math.h>

/* Share of the hours without chillers in which water is used, by month, of the replications kept in detail.
 */
static bool load_wet_shares(const struct plant_sheet *plant, double shares[12])
{
    for (int m = 0; m < 12; m++)
        shares[m] = 0;
    if (plant_sheet_lacks(plant, "plant_day", "wet_h"))
        return false;
    struct cursor *row =
        plant_sheet_query(plant, "SELECT month, sum(fan_h), sum(wet_h) FROM plant_day WHERE " SOURCE_CHOSEN
                                 " AND entity_id = ?3 AND month >= ?4 AND month < ?5 GROUP BY month");
    while (cursor_next(row, plant->source->diag)) {
        double wet = cursor_real(row, 2), both = cursor_real(row, 1) + wet;
        shares[calendar_date_of(cursor_integer(row, 0)).month - 1] = both > 0 ? wet / both : 0;
    }
    return true;
}

static double mean_of(const struct plant_sheet *plant, int month, int cell)
{
    return plant_log_mean(&plant->log, plant->months[month], cell);
}

static int month_of(const struct plant_sheet *plant, int month)
{
    return calendar_date_of(plant->months[month]->start).month - 1;
}

bool cooling_modes(const struct plant_sheet *plant, struct mode_month months[12])
{
    double shares[12];
    bool told = load_wet_shares(plant, shares);
    int first, count = plant_sheet_months(plant, &first);
    for (int m = 0; m < 12; m++)
        months[m] = (struct mode_month){0, 0, 0, 0};
    for (int i = first; i < first + count; i++) {
        int m = month_of(plant, i);
        double free = mean_of(plant, i, CELL_PLANT_FREE_HOURS);
        months[m] = (struct mode_month){mean_of(plant, i, CELL_PLANT_IDLE_HOURS), free * (1 - shares[m]),
                                        free * shares[m], mean_of(plant, i, CELL_PLANT_TRIM_HOURS)};
    }
    return told;
}

static void set_months(struct panel *panel)
{
    panel_axis(panel,
               (struct panel_axis){.low = 0, .high = 12, .names = plant_sheet_month_names, .count = 12});
}

/* Layers of bars by month, from the bottom up. */
struct layers {
    const struct layer {
        const char *label, *colour;
    } * layers;
    int count;
    const double (*value)[12]; /* by layer */
};

static void draw_layers(struct panel *panel, const struct layers *pile)
{
    double base[12] = {0}, end = 0;
    for (int l = 0; l < pile->count; l++) {
        double sum = 0;
        for (int m = 0; m < 12; m++) {
            double value = pile->value[l][m];
            sum += value;
            if (value > 0)
                panel_box(panel, (struct panel_box){m + 0.06, m + 0.94, base[m], base[m] + value,
                                                    pile->layers[l].colour});
            base[m] += value;
        }
        if (sum > 0)
            panel_label(panel, pile->layers[l].label, pile->layers[l].colour, end + pile->value[l][11] / 2);
        end += pile->value[l][11];
    }
}

static double sum_of(const double value[12])
{
    double sum = 0;
    for (int m = 0; m < 12; m++)
        sum += value[m];
    return sum;
}

enum mode { MODE_TRIM, MODE_WET, MODE_FAN, MODE_IDLE, MODES };

static const char *modes_title(const struct plant_sheet *plant, const double hours[MODES][12])
{
    double trim = sum_of(hours[MODE_TRIM]), wet = sum_of(hours[MODE_WET]), all = 0;
    for (int mode = 0; mode < MODES; mode++)
        all += sum_of(hours[mode]);
    if (!plant->year || !(all > 0))
        return "Hours by mode";
    if (trim > 0)
        return arena_printf(plant->source->arena, "Chillers run in %s of %s h of %d",
                            plant_sheet_number(plant, trim, 0), plant_sheet_number(plant, all, 0),
                            plant->year);
    return arena_printf(plant->source->arena, "No chiller runs in %d; water in %s of %s h", plant->year,
                        plant_sheet_number(plant, wet, 0), plant_sheet_number(plant, all, 0));
}

void cooling_panel_modes(const struct plant_sheet *plant, struct sheet *sheet)
{
    static const struct layer layers[MODES] = {{"chillers", INK_VERMILION},
                                               {"water, no chiller", INK_GREEN},
                                               {"fans alone", INK_SKY},
                                               {"idle", INK_PALE}};
    static const struct layer untold[MODES] = {{"chillers", INK_VERMILION},
                                               {"water, no chiller", INK_GREEN},
                                               {"no chiller", INK_SKY},
                                               {"idle", INK_PALE}};
    struct mode_month months[12];
    double hours[MODES][12];
    bool told = cooling_modes(plant, months);
    for (int m = 0; m < 12; m++) {
        hours[MODE_TRIM][m] = months[m].trim_h;
        hours[MODE_WET][m] = months[m].wet_h;
        hours[MODE_FAN][m] = months[m].fan_h;
        hours[MODE_IDLE][m] = months[m].idle_h;
    }
    const char *unit = arena_printf(plant->source->arena, "hours a month by mode; %s%s",
                                    plant_sheet_basis(plant), told ? "" : "; water: not in this file");
    struct panel *panel = sheet_beside(sheet, modes_title(plant, hours), unit);
    set_months(panel);
    panel_range_by(panel, 0, 744, 168);
    if (!plant->year)
        panel_note(panel, plant_sheet_lacks_months(plant));
    else
        draw_layers(panel, &(struct layers){told ? layers : untold, MODES, (const double(*)[12])hours});
}

static const char *day_title(const struct plant_sheet *plant, const struct day_map *map, bool pue)
{
    const char *most = plant_sheet_number(plant, map->high, pue ? 3 : 1);
    const char *what = pue ? "PUE" : "Supply", *unit = pue ? ""
                                                           : " \xc2\xb0"
                                                             "C";
    if (map->flat)
        return arena_printf(plant->source->arena, "%s stays at %s%s all through %d", what, most, unit,
                            plant->year);
    return arena_printf(plant->source->arena, "%s is %s in %s at %02dh: mean %s%s", what,
                        pue ? "highest" : "warmest", plant_sheet_month_names[map->high_month], map->high_hour,
                        most, unit);
}

static void draw_day(const struct plant_sheet *plant, struct sheet *sheet, enum day_what what, bool beside)
{
    struct day_map map = day_map_load(plant, what);
    bool pue = what == DAY_MAP_PUE;
    const char *title =
        pue ? "PUE by month and hour of the day" : "Facility supply by month and hour of the day";
    const char *unit = pue ? "facility over IT energy"
                           : "warmest loop, \xc2\xb0"
                             "C";
    if (!map.lacks) {
        title = day_title(plant, &map, pue);
        unit = arena_printf(plant->source->arena, "%s, days of %d; %s", unit, plant->year,
                            plant_sheet_detail(plant));
    }
    struct panel *panel = beside ? sheet_beside(sheet, title, unit) : sheet_panel(sheet, title, unit, 1);
    day_map_draw(&map, plant, panel);
}

void cooling_panel_days(const struct plant_sheet *plant, struct sheet *sheet)
{
    draw_day(plant, sheet, DAY_MAP_PUE, false);
    draw_day(plant, sheet, DAY_MAP_SUPPLY, true);
}

static const char *water_title(const struct plant_sheet *plant)
{
    if (!plant->shown)
        return "Make-up water";
    double water = plant_log_mean(&plant->by_year, plant->shown, CELL_PLANT_WATER);
    double it = plant_log_mean(&plant->by_year, plant->shown, CELL_PLANT_IT);
    if (!(water > 0))
        return arena_printf(plant->source->arena, "No water is used in %d", plant->year);
    return arena_printf(plant->source->arena, "Water in %d: %s m\xc2\xb3, WUE %.3f L/kWh", plant->year,
                        plant_sheet_number(plant, water, 0), water / it);
}

void cooling_panel_water(const struct plant_sheet *plant, struct sheet *sheet)
{
    struct arena *arena = plant->source->arena;
    struct panel *panel = sheet_panel(
        sheet, water_title(plant),
        arena_printf(arena, "m\xc2\xb3 a month, above it L/kWh of IT; %s", plant_sheet_basis(plant)), 1);
    int first, count = plant_sheet_months(plant, &first);
    double most = 0;
    set_months(panel);
    for (int i = first; i < first + count; i++) {
        double water = mean_of(plant, i, CELL_PLANT_WATER), it = mean_of(plant, i, CELL_PLANT_IT);
        int m = month_of(plant, i);
        most = fmax(most, water);
        if (!(water > 0))
            continue;
        panel_box(panel, (struct panel_box){m + 0.06, m + 0.94, 0, water, INK_SKY});
        if (it > 0)
            panel_caption(panel, arena_printf(arena, "%.2f", water / it), INK_TEXT, m + 0.5, water);
    }
    if (!(most > 0))
        panel_note(panel,
                   plant->year ? "the plant takes no water in this year" : plant_sheet_lacks_months(plant));
    else
        panel_range_round(panel, 0, most * 1.08); /* room for the captions */
}

void cooling_panel_energy(const struct plant_sheet *plant, struct sheet *sheet)
{
    enum { PARTS = 4 };
    static const struct layer layers[PARTS] = {{"pumps, CDUs", INK_BLUE},
                                               {"hall fans", INK_GREEN},
                                               {"outdoor fans", INK_SKY},
                                               {"chillers", INK_VERMILION}};
    static const int cells[PARTS] = {CELL_PLANT_PUMP, CELL_PLANT_AIR_FAN, CELL_PLANT_FAN, CELL_PLANT_CHILLER};
    struct arena *arena = plant->source->arena;
    double mwh[PARTS][12] = {{0}}, sum = 0, it = 0;
    int first, count = plant_sheet_months(plant, &first);
    for (int i = first; i < first + count; i++) {
        for (int p = 0; p < PARTS; p++)
            sum += mwh[p][month_of(plant, i)] = mean_of(plant, i, cells[p]);
        it += mean_of(plant, i, CELL_PLANT_IT);
    }
    const char *title = it > 0 ? arena_printf(arena, "Cooling takes %s MWh in %d, %.1f %% of IT",
                                              plant_sheet_number(plant, sum, 0), plant->year, 100 * sum / it)
                               : "Energy of cooling";
    struct panel *panel =
        sheet_beside(sheet, title, arena_printf(arena, "MWh a month; %s", plant_sheet_basis(plant)));
    set_months(panel);
    if (!(sum > 0)) {
        panel_note(panel, plant->year ? "nothing is cooled in this year" : plant_sheet_lacks_months(plant));
        return;
    }
    draw_layers(panel, &(struct layers){layers, PARTS, (const double(*)[12])mwh});
}
