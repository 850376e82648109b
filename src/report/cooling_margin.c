/* SPDX-License-Identifier: Apache-2.0 */
#include "report/colour.h"
#include "report/cooling_panels.h"
#include "report/timeline.h"

#include "base/calendar.h"

#include <math.h>
#include <string.h>

enum { ROWS_MAX = 64, ROWS_SHOWN_MAX = 16, DESIGN_YEARS = 20 };

/* A margin of 15 K stands for that or more (DESIGN_MARGIN_MOST_K), less what its search leaves. */
#define MARGIN_MOST_K 14.95

/* One group of halls in the extreme of one return period. */
struct margin {
    int64_t hall;
    int years;
    double it_mw, margin_mw, margin_k, out_mw;
};

struct margins {
    struct margin rows[ROWS_MAX];
    int count;
};

static bool is_here(const struct plant_sheet *plant, int64_t record)
{
    const struct source *source = plant->source;
    return record >= 0 && record < source->record_count && source->records[record].site &&
           reader_entity_id(source->reader, source->records[record].site) == plant->site;
}

static void load_margins(const struct plant_sheet *plant, struct margins *margins)
{
    struct cursor *row =
        plant_log_has_table(plant->source, "design_day")
            ? source_query(plant->source,
                           "SELECT hall, years, it_mw, margin_mw, margin_k, out_margin_mw FROM design_day "
                           "WHERE " SOURCE_CHOSEN " GROUP BY hall, years ORDER BY hall, years")
            : NULL;
    while (cursor_next(row, plant->source->diag)) {
        if (margins->count == ROWS_MAX || !is_here(plant, cursor_integer(row, 0)))
            continue;
        margins->rows[margins->count++] =
            (struct margin){cursor_integer(row, 0), (int)cursor_integer(row, 1), cursor_real(row, 2),
                            cursor_real(row, 3),    cursor_real(row, 4),         cursor_real(row, 5)};
    }
}

/* Of many groups only the usual design day is shown. */
static void thin(struct margins *margins)
{
    int kept = 0;
    for (int i = 0; margins->count > ROWS_SHOWN_MAX && i < margins->count; i++)
        if (margins->rows[i].years == DESIGN_YEARS)
            margins->rows[kept++] = margins->rows[i];
    margins->count = kept > 0 ? kept : margins->count;
}

/* Its id without that of the site. */
static const char *name_of(const struct plant_sheet *plant, const struct margin *margin)
{
    const char *id = plant->source->records[margin->hall].id, *dot = strchr(id, '.');
    return arena_printf(plant->source->arena, "%s, %d y",
                        timeline_short(plant->source, dot ? dot + 1 : id, 10), margin->years);
}

static const char *text_of(const struct plant_sheet *plant, const struct margin *margin)
{
    const char *kelvins = margin->margin_k >= MARGIN_MOST_K
                              ? "\xe2\x89\xa5 15 K"
                              : arena_printf(plant->source->arena, "%.1f K", margin->margin_k);
    return arena_printf(plant->source->arena, "%+.1f MW, %s", margin->margin_mw, kelvins);
}

static double percent(double mw, const struct margin *margin)
{
    return margin->it_mw > 0 ? 100 * mw / margin->it_mw : 0;
}

static void draw_margins(const struct plant_sheet *plant, struct panel *panel, const struct margins *margins)
{
    const char **names = arena_array(plant->source->arena, (size_t)margins->count, sizeof *names);
    double low = 0, high = 5, *zero = arena_array(plant->source->arena, 4, sizeof *zero);
    for (int i = 0; i < margins->count; i++) {
        const struct margin *margin = &margins->rows[i];
        double row = margins->count - 1 - i + 0.5, share = percent(margin->margin_mw, margin);
        bool short_of = margin->margin_mw < 0;
        names[margins->count - 1 - i] = name_of(plant, margin);
        panel_box(panel, (struct panel_box){fmin(share, 0), fmax(share, 0), row - 0.32, row + 0.32,
                                            short_of ? INK_VERMILION : INK_BLUE});
        panel_label(panel, text_of(plant, margin), short_of ? INK_VERMILION : INK_TEXT, row);
        panel_mark(panel, MARK_HOLLOW, INK_BLACK, percent(margin->out_mw, margin), row);
        low = fmin(low, fmin(share, percent(margin->out_mw, margin)));
        high = fmax(high, share);
    }
    panel_names(panel, names, margins->count);
    panel_axis(panel, (struct panel_axis){.low = low < 0 ? floor((low - 2) / 5) * 5 : 0,
                                          .high = ceil(high / 5) * 5,
                                          .title = "% of IT capacity; diamond: spares out"});
    zero[3] = margins->count;
    panel_line(panel, (struct ink){INK_BLACK, 1.0, INK_SOLID}, zero, zero + 2, 2);
}

static const char *margin_title(const struct plant_sheet *plant, const struct margins *margins)
{
    const struct margin *worst = NULL;
    for (int i = 0; i < margins->count; i++)
        if (margins->rows[i].years == DESIGN_YEARS && (!worst || margins->rows[i].margin_k < worst->margin_k))
            worst = &margins->rows[i];
    return worst ? arena_printf(plant->source->arena, "20-year design day: margin %s", text_of(plant, worst))
                 : "Margins on the design days";
}

void cooling_panel_margin(const struct plant_sheet *plant, struct sheet *sheet)
{
    struct margins margins = {.count = 0};
    load_margins(plant, &margins);
    thin(&margins);
    struct panel *panel = sheet_panel(sheet, margin_title(plant, &margins),
                                      "full halls in n-year extremes, by group of halls built alike", 1);
    panel_margins(panel, 100, 116);
    if (margins.count > 0) {
        draw_margins(plant, panel, &margins);
        return;
    }
    panel_axis(panel, (struct panel_axis){.low = 0, .high = 20, .title = "% of IT capacity"});
    panel_note(panel, plant_log_has_table(plant->source, "design_day")
                          ? "not in this file: no hall here, or no replication in detail"
                          : "not in this file: it is older than design_day");
}

static const char *throttled_title(const struct plant_sheet *plant, double hours)
{
    if (!plant->year_count)
        return "Throttled by heat";
    if (!(hours > 0))
        return "Heat never holds racks back";
    return arena_printf(plant->source->arena, "Heat holds racks back for %s h in all years",
                        plant_sheet_number(plant, hours, 1));
}

void cooling_panel_throttled(const struct plant_sheet *plant, struct sheet *sheet)
{
    struct arena *arena = plant->source->arena;
    const char **names = arena_array(arena, (size_t)plant->year_count + 1, sizeof *names);
    double sum = 0, most = 0;
    for (int i = 0; i < plant->year_count; i++)
        sum += plant_log_mean(&plant->by_year, plant->years[i], CELL_PLANT_HEAT_HOURS);
    struct panel *panel = sheet_beside(sheet, throttled_title(plant, sum),
                                       arena_printf(arena, "hours a year; %s", plant_sheet_basis(plant)));
    for (int i = 0; i < plant->year_count; i++) {
        double hours = plant_log_mean(&plant->by_year, plant->years[i], CELL_PLANT_HEAT_HOURS);
        names[i] = arena_printf(arena, "%d", calendar_date_of(plant->years[i]->start).year);
        most = fmax(most, hours);
        if (!(hours > 0))
            continue;
        panel_box(panel, (struct panel_box){i + 0.1, i + 0.9, 0, hours, INK_VERMILION});
        panel_caption(panel, plant_sheet_number(plant, hours, 1), INK_TEXT, i + 0.5, hours);
    }
    panel_axis(panel,
               (struct panel_axis){
                   .low = 0, .high = fmax(plant->year_count, 1), .names = names, .count = plant->year_count});
    if (!plant->year_count)
        panel_note(panel, plant_sheet_lacks_months(plant));
    else if (!(most > 0))
        panel_note(panel, "never: the plant carried all loads in all weather");
    else
        panel_range_round(panel, 0, most * 1.08);
}
