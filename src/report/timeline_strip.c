/* SPDX-License-Identifier: Apache-2.0 */
#include "report/timeline.h"

#include "base/utf8.h"
#include "report/sample.h"

#include <math.h>
#include <string.h>

enum { ROWS_MAX = 12, ROWS_GOOD = 6, LABEL_SIZE = 46 };

/* Kinds in the order in which they are worth a row. */
static const char *const kinds[] = {"milestone",  "hall",       "feed",   "stage",
                                    "substation", "rack-order", "permit", "activity"};

struct row {
    int record;
    double start[3]; /* of work: P10, P50, P90; NAN otherwise */
    double done[3];
    int missing, count; /* replications that did not get there */
};

const char *timeline_short(const struct source *source, const char *text, int size)
{
    size_t length = strlen(text);
    if (utf8_width(text, length) <= (size_t)size)
        return text;
    size_t fit = utf8_fit(text, length, (size_t)size - 1);
    return arena_printf(source->arena, "%.*s\xe2\x80\xa6", (int)fit, text);
}

static struct sample sample_dates(const struct source *source, const double *tick)
{
    return sample_of(tick, source->run_count, source->arena);
}

static void fill_quantiles(const struct sample *sample, double out[3])
{
    static const double shares[] = {0.1, 0.5, 0.9};
    for (int i = 0; i < 3; i++)
        out[i] = sample_quantile(sample, shares[i]);
}

/* Adds the records of KIND to the COUNT rows; the new count. */
static int add_kind(const struct source *source, const char *kind, struct row *rows, int count)
{
    int date_count, start_count;
    const struct source_dates *dates = source_dates(source, &date_count);
    const struct source_dates *starts = source_query_dates(
        source, "SELECT run_id, record, start FROM activity WHERE " SOURCE_CHOSEN, &start_count);
    for (int i = 0; i < date_count && count < ROWS_MAX; i++) {
        if (strcmp(source->records[dates[i].record].kind, kind))
            continue;
        struct sample sample = sample_dates(source, dates[i].tick);
        struct row row = {.record = dates[i].record, .start = {NAN, NAN, NAN}};
        fill_quantiles(&sample, row.done);
        row.count = sample.count;
        row.missing = sample.count - sample_finite_count(&sample);
        for (int j = 0; j < start_count; j++) {
            if (starts[j].record != row.record)
                continue;
            struct sample start = sample_dates(source, starts[j].tick);
            fill_quantiles(&start, row.start);
        }
        rows[count++] = row;
    }
    return count;
}

static bool before(const struct row *a, const struct row *b)
{
    if (a->done[1] != b->done[1])
        return a->done[1] < b->done[1];
    return a->done[0] != b->done[0] ? a->done[0] < b->done[0] : a->record < b->record;
}

static void sort_rows(struct row *rows, int count)
{
    for (int i = 1; i < count; i++) {
        struct row row = rows[i];
        int place = i;
        for (; place > 0 && before(&row, &rows[place - 1]); place--)
            rows[place] = rows[place - 1];
        rows[place] = row;
    }
}

static double within(double tick, const struct sheet_page *page)
{
    return fmin(fmax(tick, (double)page->start), (double)page->end);
}

/* A bar from FROM to TO at height Y. */
static void draw_bar(const struct source *source, struct panel *panel, const char *colour, double opacity,
                     const double ends[2], double y, double half)
{
    double *cells = arena_array(source->arena, 6, sizeof *cells);
    for (int i = 0; i < 2; i++) {
        cells[i] = ends[i];
        cells[2 + i] = y - half;
        cells[4 + i] = y + half;
    }
    panel_area(panel, (struct tint){.colour = colour, .opacity = opacity}, cells, cells + 2, cells + 4, 2);
}

static const char *row_text(const struct source *source, const struct row *row)
{
    const char *name = timeline_short(source, source_record_label(source, row->record), LABEL_SIZE);
    if (!row->missing)
        return name;
    if (row->count == 1)
        return arena_printf(source->arena, "%s: not reached", name);
    return arena_printf(source->arena, "%s: %d of %d not reached", name, row->missing, row->count);
}

static void draw_row(const struct source *source, const struct sheet_page *page, struct panel *panel,
                     const struct row *row, double y)
{
    double from = within(row->done[0], page), to = within(row->done[2], page), mid = row->done[1];
    if (isfinite(row->start[1])) {
        double work[2] = {within(row->start[1], page), within(row->done[1], page)};
        draw_bar(source, panel, INK_SKY, 0.55, work, y, 0.34);
    }
    if (to > from)
        draw_bar(source, panel, INK_BLUE, 0.35, (double[2]){from, to}, y, 0.13);
    bool inside = isfinite(mid) && mid >= (double)page->start && mid <= (double)page->end;
    if (inside)
        panel_mark(panel, MARK_DIAMOND, INK_BLUE, mid, y);
    else
        panel_mark(panel, MARK_HOLLOW, INK_GREY, within(mid, page), y);
    /* The name stands where there is room: behind the bar, or before it. */
    const char *text = row_text(source, row);
    double left =
        isfinite(row->start[1]) ? fmin(within(row->start[1], page), from) : fmin(from, within(mid, page));
    double day = (double)(page->end - page->start) / (page->width - 230.0);
    bool fits = fmax(to, within(mid, page)) + (panel_text_width(text, 11) + 12) * day < (double)page->end;
    panel_text(panel, text, INK_TEXT, fits ? fmax(to, within(mid, page)) : left, y, !fits);
}

void timeline_strip(const struct source *source, struct sheet *sheet)
{
    struct row rows[ROWS_MAX];
    int count = 0;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds && (i == 0 || count < ROWS_GOOD); i++)
        count = add_kind(source, kinds[i], rows, count);
    sort_rows(rows, count);
    bool works = false;
    for (int i = 0; i < count; i++)
        works = works || isfinite(rows[i].start[1]);
    const char *unit = arena_printf(source->arena, "%s%s", works ? "pale: work; " : "",
                                    source->run_count > 1 ? "diamond: done, median; bar: P10 to P90 of it"
                                                          : "diamond: done");
    struct panel *panel = sheet_panel(sheet, "What is done when", unit, 0.15 + 0.105 * (count ? count : 2));
    panel_hide_y(panel);
    panel_range(panel, 0, count ? count : 1);
    if (!count)
        panel_note(panel, "no dates in this file");
    for (int i = 0; i < count; i++)
        draw_row(source, sheet_page(sheet), panel, &rows[i], count - i - 0.5);
}
