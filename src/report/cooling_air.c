/* SPDX-License-Identifier: Apache-2.0 */
#include "report/colour.h"
#include "report/cooling_panels.h"

#include <math.h>
#include <stdlib.h>

/* A kelvin with fewer hours, all years together, tells of single hours only. */
#define HOURS_LEAST 5.0

/* So many kelvins make a line that deserves a name. */
#define DRAWN_LEAST 3

/* Above this PUE says only that hardly any rack runs yet. */
#define PUE_SHOWN_MAX 2.0

static bool uses_water(const struct plant_sheet *plant)
{
    double sum = 0;
    for (int i = 0; i < plant->year_count; i++)
        sum += plant_log_mean(&plant->by_year, plant->years[i], CELL_PLANT_WATER);
    return sum > 0;
}

static struct cursor *query(const struct plant_sheet *plant, bool wet)
{
    const struct source *source = plant->source;
    return reader_query(
        source->reader, source->diag,
        "SELECT low, load_low, load_high, sum(hours), sum(it_mwh), sum(input_mwh) FROM plant_air "
        "WHERE " SOURCE_CHOSEN
        " AND entity_id = ?3 AND what = ?4 GROUP BY low, load_low ORDER BY low, load_low",
        "iiit", source->point, source->only, plant->site, wet ? "wet bulb" : "dry bulb");
}

/* The curve of a load, new when it is the first of it; NULL when there are too many. */
static struct air_curve *curve_of(struct air_curves *found, double low, double high, struct arena *arena)
{
    int at = 0;
    while (at < found->count && found->curves[at].load_low != low)
        at++;
    if (at == AIR_CURVES_MAX)
        return NULL;
    struct air_curve *curve = &found->curves[at];
    if (at == found->count) {
        found->count++;
        *curve = (struct air_curve){.load_low = low, .load_high = high};
        curve->bulb_c = arena_array(arena, AIR_KELVINS_MAX, sizeof *curve->bulb_c);
        curve->pue = arena_array(arena, AIR_KELVINS_MAX, sizeof *curve->pue);
    }
    return curve;
}

static void count_hours(struct air_curves *found, double low, double hours)
{
    int at = found->kelvin_count - 1;
    if (at < 0 || found->low_c[at] != low) {
        if (found->kelvin_count == AIR_KELVINS_MAX)
            return;
        at = found->kelvin_count++;
        found->low_c[at] = low;
    }
    found->hours[at] += hours;
}

static void add_kelvin(struct air_curve *curve, double low, double hours, double it_mwh, double input_mwh)
{
    int at = curve->count;
    if (at > 0 && low > curve->bulb_c[at - 1] + 0.75 &&
        at < AIR_KELVINS_MAX - 1) { /* a gap between kelvins */
        curve->bulb_c[at] = low;
        curve->pue[at++] = NAN;
    }
    if (at == AIR_KELVINS_MAX)
        return;
    curve->bulb_c[at] = low + 0.5;
    curve->pue[at] = it_mwh > 0 && hours >= HOURS_LEAST ? input_mwh / it_mwh : NAN;
    curve->count = at + 1;
    curve->it_mwh += it_mwh;
    curve->input_mwh += input_mwh;
    curve->hours += hours;
}

static int ascending(const void *a, const void *b)
{
    const struct air_curve *x = a, *y = b;
    return (x->load_low > y->load_low) - (x->load_low < y->load_low);
}

const struct air_curves *air_curves_load(const struct plant_sheet *plant)
{
    struct air_curves *found = arena_alloc(plant->source->arena, sizeof *found);
    found->wet = uses_water(plant);
    found->lacks = plant_sheet_lacks(plant, "plant_air", NULL);
    struct cursor *row = found->lacks ? NULL : query(plant, found->wet);
    while (cursor_next(row, plant->source->diag)) {
        double low = cursor_real(row, 0), runs = plant->detailed;
        struct air_curve *curve =
            curve_of(found, cursor_real(row, 1), cursor_real(row, 2), plant->source->arena);
        count_hours(found, low, cursor_real(row, 3) / runs);
        if (curve)
            add_kelvin(curve, low, cursor_real(row, 3) / runs, cursor_real(row, 4) / runs,
                       cursor_real(row, 5) / runs);
    }
    qsort(found->curves, (size_t)found->count, sizeof *found->curves, ascending);
    if (!found->lacks && found->count == 0)
        found->lacks = "not in this file: no replication in detail (run --detail)";
    return found;
}

/* The curve with the most energy, and its first and last point. */
struct ends {
    const struct air_curve *curve;
    int first, last;
};

static struct ends ends_of(const struct air_curves *found)
{
    struct ends ends = {NULL, -1, -1};
    for (int i = 0; i < found->count; i++)
        if (!ends.curve || found->curves[i].it_mwh > ends.curve->it_mwh)
            ends.curve = &found->curves[i];
    for (int i = 0; ends.curve && i < ends.curve->count; i++)
        if (isfinite(ends.curve->pue[i])) {
            ends.first = ends.first < 0 ? i : ends.first;
            ends.last = i;
        }
    return ends;
}

static const char *title_of(const struct plant_sheet *plant, const struct air_curves *found)
{
    struct ends ends = ends_of(found);
    const char *bulb = found->wet ? "wet bulb" : "dry bulb";
    if (found->lacks || ends.first < 0)
        return arena_printf(plant->source->arena, "PUE against the outdoor %s", bulb);
    return arena_printf(plant->source->arena,
                        "PUE %.3f at %.0f, %.3f at %.0f \xc2\xb0"
                        "C %s",
                        ends.curve->pue[ends.first], ends.curve->bulb_c[ends.first] - 0.5,
                        ends.curve->pue[ends.last], ends.curve->bulb_c[ends.last] - 0.5, bulb);
}

/* How long it is how warm, behind the curves: the tallest takes a quarter of the height. */
static void draw_hours(const struct plant_sheet *plant, struct panel *panel, const struct air_curves *found,
                       double high)
{
    double most = 0;
    for (int i = 0; i < found->kelvin_count; i++)
        most = fmax(most, found->hours[i]);
    for (int i = 0; i < found->kelvin_count; i++) {
        double top = 1 + 0.25 * (high - 1) * found->hours[i] / most;
        panel_box(panel, (struct panel_box){found->low_c[i] + 0.05, found->low_c[i] + 0.95, 1, top,
                                            colour_tint(INK_PALE, 0.6, plant->source->arena)});
    }
    panel_label(panel, "hours by kelvin", INK_GREY, 1);
}

/* The highest PUE of a load that matters: those below a fiftieth of the energy tell of ramps. */
static double highest(const struct air_curves *found)
{
    double high = 1.02, energy = 0;
    for (int i = 0; i < found->count; i++)
        energy += found->curves[i].it_mwh;
    for (int i = 0; i < found->count; i++)
        for (int k = 0; found->curves[i].it_mwh > energy / 50 && k < found->curves[i].count; k++)
            high = isfinite(found->curves[i].pue[k]) ? fmax(high, found->curves[i].pue[k]) : high;
    return fmin(high, PUE_SHOWN_MAX);
}

/* The curve as far as it stays in the panel, with its name; what leaves the panel is a gap. */
static void draw_curve(const struct plant_sheet *plant, struct panel *panel, const struct air_curve *curve,
                       double high)
{
    struct arena *arena = plant->source->arena;
    struct ink ink = {colour_scale(0.3 + 0.65 * curve->load_high / 100, arena), 2.0, INK_SOLID};
    double end = NAN, *pue = arena_array(arena, (size_t)curve->count, sizeof *pue);
    int drawn = 0;
    for (int k = 0; k < curve->count; k++) {
        pue[k] = curve->pue[k] <= high ? curve->pue[k] : NAN;
        end = isfinite(pue[k]) ? pue[k] : end;
        drawn += isfinite(pue[k]);
    }
    if (drawn < DRAWN_LEAST)
        return;
    panel_line(panel, ink, curve->bulb_c, pue, curve->count);
    panel_label(panel, arena_printf(arena, "%.0f\xe2\x80\x93%.0f %% load", curve->load_low, curve->load_high),
                ink.colour, end);
}

void cooling_panel_air(const struct plant_sheet *plant, struct sheet *sheet)
{
    const struct air_curves *found = air_curves_load(plant);
    const char *unit =
        found->lacks ? "facility over IT energy"
                     : arena_printf(plant->source->arena, "by IT load of the halls' capacity; all years, %s",
                                    plant_sheet_detail(plant));
    struct panel *panel = sheet_panel(sheet, title_of(plant, found), unit, 1);
    double low_c = 0, high_c = 40;
    if (found->kelvin_count > 0) {
        low_c = found->low_c[0];
        high_c = found->low_c[found->kelvin_count - 1] + 1;
    }
    panel_axis(panel, (struct panel_axis){.low = low_c,
                                          .high = high_c,
                                          .title = found->wet ? "outdoor wet bulb, \xc2\xb0"
                                                                "C"
                                                              : "outdoor dry bulb, \xc2\xb0"
                                                                "C"});
    if (found->lacks) {
        panel_note(panel, found->lacks);
        return;
    }
    double high = ceil(highest(found) * 50) / 50;
    panel_range_round(panel, 1, high);
    draw_hours(plant, panel, found, high);
    for (int i = 0; i < found->count; i++)
        draw_curve(plant, panel, &found->curves[i], high);
}
