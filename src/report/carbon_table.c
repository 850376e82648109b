/* SPDX-License-Identifier: Apache-2.0 */
#include "report/carbon_table.h"

#include "report/plant_log.h"

#include <math.h>

#define TITLE "Carbon dioxide, by site and year"
#define TONNES(NAME, HEADING)                                                                                \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = "tCO2", .align = TABLE_RIGHT, .grouped = true              \
    }

static const struct table_column columns[] = {
    {.name = "site", .heading = "Site"},      {.name = "year", .heading = "Year"},
    TONNES("average", "Grid, average"),       TONNES("marginal", "Grid, marginal"),
    TONNES("life_cycle", "Grid, life cycle"), TONNES("stack", "Stacks on site"),
};
enum { FIGURES = 4 };

/* Sums of months over the years of each site; 0 is the whole time. */
static const char query[] =
    "WITH months AS (SELECT entity_id, CAST(strftime('%Y', month, 'unixepoch') AS INTEGER) AS year, "
    "average_t, "
    "marginal_t, life_cycle_t, stack_t FROM carbon_month WHERE " SOURCE_CHOSEN
    "), years AS (SELECT entity_id, "
    "year, average_t, marginal_t, life_cycle_t, stack_t FROM months UNION ALL SELECT entity_id, 9999, "
    "average_t, "
    "marginal_t, life_cycle_t, stack_t FROM months) SELECT entity_id, year, sum(average_t), sum(marginal_t), "
    "sum(life_cycle_t), sum(stack_t) FROM years GROUP BY entity_id, year ORDER BY entity_id, year";

static void put_year(struct report_request *request, struct table *table, struct cursor *row)
{
    int64_t year = cursor_integer(row, 1);
    table_add_row(table);
    table_put_text(table, source_entity_label(request->source, cursor_integer(row, 0)));
    table_put_text(table, year == 9999 ? "all" : arena_printf(request->arena, "%d", (int)year));
    for (int i = 0; i < FIGURES; i++) /* of a basis that is not stated there is no sum: NULL, shown blank */
        table_put_number(table, cursor_real(row, 2 + i) / request->source->run_count);
    if (year == 9999)
        table_add_rule(table);
}

void carbon_table_show(struct report_request *request)
{
    if (!plant_log_has_table(request->source, "carbon_month")) {
        report_missing(request, "carbon", TITLE, "this file is older than carbon by basis");
        return;
    }
    struct table *table =
        report_table_over(request, "carbon", TITLE, columns, sizeof columns / sizeof *columns);
    struct cursor *row = source_query(request->source, query);
    while (cursor_next(row, request->diag))
        put_year(request, table, row);
    cursor_close(row);
    table_add_note(table, "means over the replications; blank: not modelled, as the region states nothing");
    table_add_note(table,
                   "grid: energy drawn from it; three answers to different questions that are never added: "
                   "stacks of the grid on average, the plant that follows load, and the average with all of "
                   "fuels' and plants' lives, each of its own source, so that the last can be below "
                   "the first; stacks on site come beside any of them");
}
