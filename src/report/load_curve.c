/* SPDX-License-Identifier: Apache-2.0 */
#include "report/load_curve.h"

#include "base/calendar.h"

#include <math.h>

enum { SPANS_MAX = 512 };

static struct load_curve *curve_new(const struct plant_sheet *sheet, int year)
{
    struct load_curve *curve = arena_alloc(sheet->source->arena, sizeof *curve);
    curve->year = year;
    curve->from_h = arena_array(sheet->source->arena, SPANS_MAX + 1, sizeof *curve->from_h);
    curve->load_mw = arena_array(sheet->source->arena, SPANS_MAX + 1, sizeof *curve->load_mw);
    return curve;
}

static void add_span(struct load_curve *curve, double hours, double input_mwh)
{
    if (curve->count == SPANS_MAX || !(hours > 0))
        return;
    int at = curve->count++;
    curve->load_mw[at] = curve->load_mw[at + 1] = input_mwh / hours;
    curve->from_h[at + 1] = curve->from_h[at] + hours;
    curve->energy_mwh += input_mwh;
}

struct load_curves load_curves_load(const struct plant_sheet *sheet)
{
    struct load_curves found = {.lacks = plant_sheet_lacks(sheet, "plant_span", NULL)};
    if (found.lacks)
        return found;
    int first, years = trace_years(sheet->source, &first);
    struct load_curve *curves = arena_array(sheet->source->arena, (size_t)years + 1, sizeof *curves);
    struct load_curve *curve = NULL;
    struct cursor *row = plant_sheet_query(
        sheet, "SELECT year, sum(hours), sum(input_mwh) FROM plant_span WHERE " SOURCE_CHOSEN
               " AND entity_id = ?3 AND what = 'load' GROUP BY year, low ORDER BY year, low DESC");
    while (cursor_next(row, sheet->source->diag)) {
        int year = calendar_date_of(cursor_integer(row, 0)).year;
        if (!curve || curve->year != year) {
            found.count += curve && curve->energy_mwh > 0;
            curve = curve_new(sheet, year);
        }
        add_span(curve, cursor_real(row, 1) / sheet->detailed, cursor_real(row, 2) / sheet->detailed);
        curves[found.count < years ? found.count : years] = *curve;
    }
    found.count += curve && curve->energy_mwh > 0;
    found.curves = curves;
    found.lacks = found.count ? NULL : "the site has no load in this time";
    return found;
}

double load_curve_at(const struct load_curve *curve, double share)
{
    int at = 0;
    double hours = share * curve->from_h[curve->count];
    while (at + 1 < curve->count && curve->from_h[at + 1] <= hours)
        at++;
    return curve->load_mw[at];
}
