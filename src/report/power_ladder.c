/* SPDX-License-Identifier: Apache-2.0 */
#include "report/power_panels.h"

#include <math.h>
#include <string.h>

/* In the order of the current: cooling and overhead branch off behind the main transformers. */
static const struct power_rung order[] = {
    {"input", "#9CA3AF", CELL_PLANT_INPUT, 0, 0},
    {"batteries", INK_PINK, CELL_PLANT_BATTERY, 0, 0},
    {"main transformers", INK_VERMILION, CELL_PLANT_MAIN_TRANSFORMER, 0, 0},
    {"outdoor fans", INK_SKY, CELL_PLANT_FAN, 0, 0},
    {"chillers", INK_SKY, CELL_PLANT_CHILLER, 0, 0},
    {"pumps and CDUs", INK_SKY, CELL_PLANT_PUMP, 0, 0},
    {"hall fans", INK_SKY, CELL_PLANT_AIR_FAN, 0, 0},
    {"overhead", INK_GREY, CELL_PLANT_OVERHEAD, 0, 0},
    {"unit transformers", INK_VERMILION, CELL_PLANT_UNIT_TRANSFORMER, 0, 0},
    {"UPS", INK_VERMILION, CELL_PLANT_UPS, 0, 0},
    {"cables and busways", INK_VERMILION, CELL_PLANT_DISTRIBUTION, 0, 0},
    {"IT load", INK_BLUE, CELL_PLANT_IT, 0, 0},
};
_Static_assert(sizeof order / sizeof *order == POWER_RUNGS_MAX, "");

int power_ladder(const struct plant_sheet *plant, struct power_rung rungs[POWER_RUNGS_MAX])
{
    int count = 0;
    if (!plant->shown)
        return 0;
    double input = plant_log_mean(&plant->by_year, plant->shown, CELL_PLANT_INPUT);
    for (int i = 0; i < POWER_RUNGS_MAX && input > 0; i++) {
        struct power_rung *rung = &rungs[count];
        *rung = order[i];
        rung->mwh = plant_log_mean(&plant->by_year, plant->shown, rung->cell);
        rung->percent = 100 * rung->mwh / input;
        count += rung->mwh > 0 || rung->cell == CELL_PLANT_IT; /* a plant without chillers has no such rung */
    }
    return count;
}

/* TEXT behind spaces until it is as wide as WIDEST: figure spaces are as wide as digits, others as commas. */
static const char *aligned(const struct plant_sheet *plant, const char *text, const char *widest)
{
    size_t missing = strlen(widest) - strlen(text);
    const char *wide = "";
    for (size_t i = 0; i < missing; i++)
        wide = arena_printf(plant->source->arena, "%s%s", wide,
                            widest[i] == ',' ? "\xe2\x80\x88" : "\xe2\x80\x87");
    return arena_printf(plant->source->arena, "%s%s", wide, text);
}

/* "  4.56 %        1,234 MWh" */
static const char *figures_of(const struct plant_sheet *plant, const struct power_rung *rung,
                              double input_mwh)
{
    struct arena *arena = plant->source->arena;
    return arena_printf(
        arena, "%s %%   %s MWh", aligned(plant, arena_printf(arena, "%.2f", rung->percent), "100.00"),
        aligned(plant, plant_sheet_number(plant, rung->mwh, 0), plant_sheet_number(plant, input_mwh, 0)));
}

/* Where the input comes from, when not all of it is the grid's. */
static const char *origin_of(const struct plant_sheet *plant)
{
    double input = plant_log_mean(&plant->by_year, plant->shown, CELL_PLANT_INPUT);
    double meter = plant_log_mean(&plant->by_year, plant->shown, CELL_PLANT_METER);
    double own = plant_log_mean(&plant->by_year, plant->shown, CELL_PLANT_GENERATED);
    if (!(own > 0) && !(input - meter > 1e-9 * input))
        return "all from the grid";
    return arena_printf(plant->source->arena, "%.1f %% from the grid, %.1f %% from the site's own plant%s",
                        100 * meter / input, 100 * own / input,
                        fabs(input - meter - own) > 5e-4 * input ? ", the rest out of batteries" : "");
}

/* One rung: what it takes hangs at the right end of what is left, what is left goes on to the next. */
static void draw_rung(const struct plant_sheet *plant, struct panel *panel, const struct power_rung *rung,
                      double right, double row)
{
    double input_mwh = plant_log_mean(&plant->by_year, plant->shown, CELL_PLANT_INPUT);
    bool whole = rung->cell == CELL_PLANT_INPUT || rung->cell == CELL_PLANT_IT;
    double left = whole ? 0 : right - rung->percent;
    struct panel_box box = {left, whole ? rung->percent : right, row - 0.34, row + 0.34, rung->colour};
    panel_box(panel, box);
    panel_label(panel, figures_of(plant, rung, input_mwh), INK_TEXT, row);
    if (rung->cell == CELL_PLANT_IT)
        return;
    double *line = arena_array(plant->source->arena, 4, sizeof *line);
    line[0] = line[1] = whole ? right : left;
    line[2] = row - 0.34;
    line[3] = row - 0.66;
    panel_line(panel, (struct ink){INK_GREY, 0.8, INK_SOLID}, line, line + 2, 2);
}

static void draw_ladder(const struct plant_sheet *plant, struct panel *panel, const struct power_rung *rungs,
                        int count)
{
    const char **names = arena_array(plant->source->arena, (size_t)count, sizeof *names);
    double right = 100, low = fmax(floor(rungs[count - 1].percent / 5 - 0.5) * 5, 0);
    for (int i = 0; i < count; i++)
        names[count - 1 - i] = rungs[i].name;
    panel_names(panel, names, count);
    panel_axis(panel, (struct panel_axis){.low = low,
                                          .high = 100,
                                          .title = arena_printf(plant->source->arena,
                                                                "%% of the input; the axis begins at %.0f %%",
                                                                low)});
    for (int i = 0; i < count; i++) {
        draw_rung(plant, panel, &rungs[i], right, count - 1 - i + 0.5);
        right -= i > 0 ? rungs[i].percent : 0;
    }
}

void power_panel_ladder(const struct plant_sheet *plant, struct sheet *sheet)
{
    struct power_rung rungs[POWER_RUNGS_MAX];
    struct arena *arena = plant->source->arena;
    int count = power_ladder(plant, rungs);
    const char *title = "From the meter to the racks", *unit = "MWh and % of the input";
    if (count > 0) {
        title = arena_printf(arena, "From the meter to the racks: %.1f %% of the input of %d%s reaches IT",
                             rungs[count - 1].percent, plant->year, plant->full ? "" : " (in part)");
        unit = arena_printf(arena, "MWh, %s; %s", plant_sheet_basis(plant), origin_of(plant));
    }
    struct panel *panel = sheet_panel(sheet, title, unit, 1.55);
    panel_margins(panel, 150, 190);
    const char *lacks = plant_sheet_lacks_months(plant);
    if (count > 0)
        draw_ladder(plant, panel, rungs, count);
    else
        panel_note(panel, lacks ? lacks : "no load in this year");
}
