/* SPDX-License-Identifier: Apache-2.0 */
#include "report/token_table.h"

#include "report/plant_log.h"

#define TITLE "What a token is, by demand"

static const struct table_column demand_columns[] = {
    {.name = "demand", .heading = "Demand", .max_width = 40},
    {.name = "class", .heading = "Class"},
    {.name = "queueing", .heading = "When not served now"},
    {.name = "tier", .heading = "Tier of model"},
    {.name = "rank", .heading = "Its rank", .align = TABLE_RIGHT},
    {.name = "channel", .heading = "Channel"},
    {.name = "cached_share", .heading = "Cached input", .unit = "%", .align = TABLE_RIGHT, .decimals = 1},
    {.name = "user_rate_low", .heading = "A user sees, from", .unit = "token/s", .align = TABLE_RIGHT},
    {.name = "user_rate_high", .heading = "to", .unit = "token/s", .align = TABLE_RIGHT},
    {.name = "evidence", .heading = "Throughput"},
};

static const struct table_column rate_columns[] = {
    {.name = "system", .heading = "System", .max_width = 24},
    {.name = "class", .heading = "Class"},
    {.name = "tier", .heading = "Tier"},
    {.name = "rack_rate",
     .heading = "One rack makes",
     .unit = "token/s",
     .align = TABLE_RIGHT,
     .decimals = 0,
     .grouped = true},
    {.name = "user_rate", .heading = "A user sees", .unit = "token/s", .align = TABLE_RIGHT},
    {.name = "rack_power", .heading = "IT power of a rack", .unit = "kW", .align = TABLE_RIGHT},
    {.name = "power_rate",
     .heading = "Per MW of it",
     .unit = "Mtoken/s",
     .align = TABLE_RIGHT,
     .decimals = 3},
    {.name = "evidence", .heading = "Throughput"},
    {.name = "grade", .heading = "Grade"},
    {.name = "source", .heading = "Source", .max_width = 28},
    {.name = "date", .heading = "As of"},
    {.name = "basis", .heading = "Basis", .max_width = 40},
};

#define COUNT(COLUMNS) ((int)(sizeof COLUMNS / sizeof *COLUMNS))

/* Of rates that stand for other models, of those that do not, of both: 1, 0, between. */
static const char *evidence_text(double proxy_ratio)
{
    return proxy_ratio == 1   ? "proxy"
           : proxy_ratio == 0 ? "as stated"
           : proxy_ratio > 0  ? "some proxy"
                              : NULL;
}

static void show_demands(struct report_request *request)
{
    struct table *table = report_table(request, "token", TITLE, demand_columns, COUNT(demand_columns));
    struct cursor *row = reader_query(
        request->source->reader, request->diag,
        "SELECT d.record, d.class, d.queueing, d.tier, d.tier_rank, d.channel, d.cached_share, "
        "min(r.user_rate), "
        "max(r.user_rate), avg(r.proxy) FROM token_demand d LEFT JOIN token_rate r ON r.class = d.class AND "
        "r.tier = d.tier AND r.used GROUP BY d.record ORDER BY d.record",
        "");
    while (cursor_next(row, request->diag)) {
        bool waits = cursor_text(row, 2)[0] == 'b';
        table_add_row(table);
        table_put_text(table, source_record_label(request->source, cursor_integer(row, 0)));
        table_put_text(table, cursor_text(row, 1));
        table_put_text(table, waits ? "waits" : "lost here");
        table_put_text(table, cursor_text(row, 3));
        table_put_integer(table, cursor_integer(row, 4));
        table_put_text(table, cursor_text(row, 5));
        for (int i = 6; i <= 8; i++)
            table_put_number(table, cursor_real(row, i));
        table_put_text(table, evidence_text(cursor_real(row, 9)));
    }
    table_add_note(table,
                   "tokens are counted as input, cached input and output alike; rank 1 is the most capable "
                   "tier; what a user sees is that of the systems ordered; blank: not stated");
    table_add_note(table, "proxy: the throughput of an open model stands for that of the lab's own");
}

static void put_rate(struct table *table, const struct cursor *row)
{
    double rack_rate = cursor_real(row, 3), rack_kw = cursor_real(row, 5);
    table_add_row(table);
    for (int i = 0; i < 3; i++)
        table_put_text(table, cursor_text(row, i));
    table_put_number(table, rack_rate);
    table_put_number(table, cursor_real(row, 4));
    table_put_number(table, rack_kw);
    table_put_number(table, rack_rate / rack_kw / 1e3); /* token/s per kW are ktoken/s per MW */
    table_put_text(table, evidence_text(cursor_real(row, 6)));
    for (int i = 7; i < 11; i++)
        table_put_text(table, cursor_text(row, i));
}

static void show_rates(struct report_request *request)
{
    struct table *table = report_table(request, "throughput", "What a rack makes, by system, class and tier",
                                       rate_columns, COUNT(rate_columns));
    struct cursor *row =
        reader_query(request->source->reader, request->diag,
                     "SELECT system, class, tier, rack_rate, user_rate, rack_power, proxy, grade, source, "
                     "date, basis FROM token_rate WHERE used ORDER BY record",
                     "");
    while (cursor_next(row, request->diag))
        put_rate(table, row);
    table_add_note(table,
                   "of systems that are ordered, for what is asked for; medians over replications, all "
                   "packages at work, before software gains");
    table_add_note(
        table, "power basis: IT power to be provided for a rack with its share of network and storage; the "
               "facility draws losses and cooling on top, see report energy-balance");
}

void token_table_show(struct report_request *request)
{
    if (!plant_log_has_table(request->source, "token_rate")) {
        report_missing(request, "token", TITLE, "this file is older than what its tokens are");
        return;
    }
    show_demands(request);
    show_rates(request);
}
