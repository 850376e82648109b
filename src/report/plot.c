/* SPDX-License-Identifier: Apache-2.0 */
#include "report/plot.h"

#include "base/calendar.h"

#include <inttypes.h>
#include <math.h>

/* The time, what the figures stand for, MORE, and what the dashed line is. */
static const char *subtitle_of(const struct source *source, const struct sheet_page *page, const char *more)
{
    char start[CALENDAR_DATE_SIZE], end[CALENDAR_DATE_SIZE], status[CALENDAR_DATE_SIZE];
    const char *text = arena_printf(source->arena, "%s to %s, %s%s", calendar_format_date(page->start, start),
                                    calendar_format_date(page->end, end), source_basis(source), more);
    if (isnan(page->status))
        return text;
    return arena_printf(source->arena, "%s; dashed: status date %s", text,
                        calendar_format_date((int64_t)page->status, status));
}

void plot_describe(const struct source *source, const char *title, struct sheet_page *page)
{
    const struct reader_study *study = source->study;
    const char *label = study->label && *study->label ? study->label : study->name;
    page->start = study->start;
    page->end = study->end;
    page->status = source_status(source);
    if (!(page->status > (double)study->start && page->status < (double)study->end))
        page->status = NAN;
    page->title = title ? title : label ? label : "";
    page->subtitle =
        subtitle_of(source, page, source->run_count > 1 ? "; lines are medians, bands hold P10 to P90" : "");
    page->footer = arena_printf(source->arena, "scenario %s, seed %" PRId64 ", plan %.12s, gigaplan %s",
                                study->name ? study->name : "", study->seed,
                                study->sha256 ? study->sha256 : "", study->version ? study->version : "");
}

void plot_describe_site(const struct plot_request *request, const char *name, struct sheet_page *page)
{
    const struct source *source = request->source;
    int count, place = 0;
    const int64_t *sites = source_entities(source, "site", &count);
    while (place < count && sites[place] != request->site)
        place++;
    page->title = arena_printf(source->arena, "%s: %s of %s", page->title, name,
                               source_entity_label(source, request->site));
    const char *others =
        count > 1 ? arena_printf(source->arena, "; site %d of %d, see --site", place + 1, count) : "";
    page->subtitle = subtitle_of(source, page, others);
}
