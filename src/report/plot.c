/* SPDX-License-Identifier: Apache-2.0 */
#include "report/plot.h"

#include "base/calendar.h"

#include <inttypes.h>
#include <math.h>

void plot_describe(const struct source *source, const char *title, struct sheet_page *page)
{
    const struct reader_study *study = source->study;
    char start[CALENDAR_DATE_SIZE], end[CALENDAR_DATE_SIZE], status[CALENDAR_DATE_SIZE];
    const char *label = study->label && *study->label ? study->label : study->name;
    page->start = study->start;
    page->end = study->end;
    page->status = source_status(source);
    if (!(page->status > (double)study->start && page->status < (double)study->end))
        page->status = NAN;
    page->title = title ? title : label ? label : "";
    const char *lines = source->run_count > 1 ? "; lines are medians, bands hold P10 to P90" : "";
    page->subtitle = arena_printf(source->arena, "%s to %s, %s%s", calendar_format_date(study->start, start),
                                  calendar_format_date(study->end, end), source_basis(source), lines);
    if (!isnan(page->status))
        page->subtitle = arena_printf(source->arena, "%s; dashed: status date %s", page->subtitle,
                                      calendar_format_date((int64_t)page->status, status));
    page->footer = arena_printf(source->arena, "scenario %s, seed %" PRId64 ", plan %.12s, gigaplan %s",
                                study->name ? study->name : "", study->seed,
                                study->sha256 ? study->sha256 : "", study->version ? study->version : "");
}
