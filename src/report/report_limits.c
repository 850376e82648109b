/* SPDX-License-Identifier: Apache-2.0 */
#include "report/limit_table.h"
#include "report/report.h"

#include "base/calendar.h"

#include <math.h>

static const struct table_column columns[] = {
    {.name = "site", .heading = "Site"},
    {.name = "period", .heading = "From"},
    {.name = "limit", .heading = "What bound the IT load"},
    {.name = "hours", .heading = "Time", .unit = "h", .align = TABLE_RIGHT, .decimals = 1, .grouped = true},
    {.name = "time_share", .heading = "Share of time", .unit = "%", .align = TABLE_RIGHT, .decimals = 2},
    {.name = "mw_days",
     .heading = "IT load",
     .unit = "MW d",
     .align = TABLE_RIGHT,
     .decimals = 1,
     .grouped = true},
    {.name = "mw_share", .heading = "Share of wanted", .unit = "%", .align = TABLE_RIGHT, .decimals = 2},
};
enum { COLUMNS = sizeof columns / sizeof *columns };

struct shares {
    struct limit_cell cell[LIMIT_TABLE_NAMES_MAX], whole;
    double time[LIMIT_TABLE_NAMES_MAX], load[LIMIT_TABLE_NAMES_MAX]; /* percent, in hundredths */
};

static struct shares shares_of(const struct limit_table *limits, struct limit_range range)
{
    struct shares shares = {0};
    for (int i = 0; i < limits->name_count; i++) {
        shares.cell[i] = limit_table_sum(limits, range, i);
        shares.whole.seconds += shares.cell[i].seconds;
        shares.whole.mw_days += shares.cell[i].mw_days;
    }
    for (int i = 0; i < limits->name_count; i++) {
        if (shares.whole.seconds > 0)
            shares.time[i] = 100 * shares.cell[i].seconds / shares.whole.seconds;
        if (shares.whole.mw_days > 0)
            shares.load[i] = 100 * shares.cell[i].mw_days / shares.whole.mw_days;
    }
    report_round_shares(shares.time, limits->name_count);
    report_round_shares(shares.load, limits->name_count);
    return shares;
}

/* The first cells of the rows of a site and a period; SITE NULL leaves both out. */
struct heading {
    const char *site;
    double period; /* tick, or NAN */
};

static void put_heading(struct table *table, const struct heading *heading)
{
    if (!heading->site)
        return;
    table_put_text(table, heading->site);
    report_put_date(table, heading->period);
}

static void put_cell(struct table *table, struct limit_cell cell, double time, double load)
{
    table_put_number(table, cell.seconds / CALENDAR_HOUR_S);
    table_put_number(table, time);
    table_put_number(table, cell.mw_days);
    table_put_number(table, load);
}

/* A sum stands below its rows: a total of the table, or a row when other sites and years follow. */
static void put_range(struct table *table, const struct limit_table *limits, struct limit_range range,
                      const struct heading *heading)
{
    struct shares shares = shares_of(limits, range);
    for (int i = 0; i < limits->name_count; i++) {
        if (shares.cell[i].seconds == 0 && shares.cell[i].mw_days == 0)
            continue;
        table_add_row(table);
        put_heading(table, heading);
        table_put_text(table, limit_table_label(limits, i));
        put_cell(table, shares.cell[i], shares.time[i], shares.load[i]);
    }
    table_add_total(table);
    put_heading(table, heading);
    table_put_text(table, "wanted");
    put_cell(table, shares.whole, 100, shares.whole.mw_days > 0 ? 100 : 0);
}

static void add_notes(struct table *table, const struct source *source)
{
    if (source->run_count > 1)
        table_add_note(table, "means over %s: they add up, medians would not", source_basis(source));
    table_add_note(table,
                   "time: in which that limit was the smallest; IT load: megawatt-days of IT capacity that "
                   "it cut from what the plan wanted, in the order feed to demand; 'nothing': megawatt-days "
                   "granted, or nothing wanted yet; racks draw less than their capacity (report power)");
    table_add_note(table, "the rows of each site and year add up to all its hours and all that was wanted");
}

static void show_whole(struct report_request *request, const struct limit_table *limits)
{
    struct table *table = report_table_over(request, "limits", "What bound the IT load, whole campus",
                                            columns + 2, COLUMNS - 2);
    struct limit_range all = {0, limits->site_count, 0, limits->period_count};
    struct heading heading = {NULL, NAN};
    put_range(table, limits, all, &heading);
    add_notes(table, request->source);
}

static void show_parts(struct report_request *request, const struct limit_table *limits)
{
    struct table *table = report_table_over(request, "limits_by_site_and_year",
                                            "What bound the IT load, by site and year", columns, COLUMNS);
    double start = (double)request->source->study->start;
    for (int site = 0; site < limits->site_count; site++)
        for (int period = 0; period < limits->period_count; period++) {
            struct heading heading = {source_entity_label(request->source, limits->sites[site]),
                                      fmax((double)limits->periods[period], start)};
            struct limit_range range = {site, 1, period, 1};
            put_range(table, limits, range, &heading);
        }
}

static void run(struct report_request *request)
{
    const struct limit_table *limits = limit_table_load(request->source);
    if (!limits) {
        report_missing(request, "limits", "What bound the IT load", "the file holds no limits");
        return;
    }
    show_whole(request, limits);
    show_parts(request, limits);
}

const struct report report_limits = {
    .name = "limits",
    .summary = "what bound the IT load: share of time and megawatt-days by limit, site and year",
    .run = run,
};
