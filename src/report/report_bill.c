/* SPDX-License-Identifier: Apache-2.0 */
#include "report/plant_log.h"
#include "report/report.h"
#include "store/cells_bill.h"

#include <math.h>

enum { LINE_COUNT = CELL_BILL_TOTAL - CELL_BILL_LINES };

/* Of one site and year; the lines of the bill are the first, in their order. */
enum figure {
    FIGURE_MINIMUM_DEMAND = 5,
    FIGURE_MINIMUM_TAKE = 7,
    FIGURE_TOTAL = LINE_COUNT,
    FIGURE_MINIMUM,
    FIGURE_CONTRIBUTION,
    FIGURE_ENERGY,
    FIGURE_PEAK,
    FIGURE_BILLED,
    FIGURE_CONTRACT,
    FIGURE_COUNT
};
enum { FIRST_FIGURE = 3 }; /* columns of the query before the figures */

#define USD(NAME) "sum(" NAME "_cents) / 100.0, "
static const char query[] =
    "SELECT run_id, entity_id, CAST(strftime('%Y', month, 'unixepoch') AS INTEGER) AS year, " //
    USD("energy") USD("riders") USD("demand") USD("power_factor") USD("ratchet") USD("minimum_demand")
        USD("transmission") USD("minimum_take") USD("fixed") USD("taxes") USD("total") USD("minimum")
            USD("contribution") "sum(energy_mwh), max(demand_mva), max(billed_mw), max(contract_mw) "
                                "FROM power_bill WHERE " SOURCE_CHOSEN
                                " GROUP BY entity_id, year, run_id ORDER BY entity_id, year, run_id";

struct year {
    int64_t entity, year;
    double *figure[FIGURE_COUNT]; /* by run */
};
struct bills {
    struct report_request *request;
    struct year *years;
    int count, capacity;
};

static struct year *year_of(struct bills *bills, int64_t entity, int64_t year)
{
    struct year *last = bills->count > 0 ? &bills->years[bills->count - 1] : NULL;
    if (last && last->entity == entity && last->year == year)
        return last;
    struct arena *arena = bills->request->arena;
    if (bills->count == bills->capacity) {
        int capacity = bills->capacity ? 2 * bills->capacity : 16;
        struct year *years = arena_array(arena, (size_t)capacity, sizeof *years);
        for (int i = 0; i < bills->count; i++)
            years[i] = bills->years[i];
        bills->years = years;
        bills->capacity = capacity;
    }
    last = &bills->years[bills->count++];
    *last = (struct year){.entity = entity, .year = year};
    for (int f = 0; f < FIGURE_COUNT; f++)
        last->figure[f] = source_figures(bills->request->source, NAN);
    return last;
}

static struct bills load(struct report_request *request)
{
    struct bills bills = {.request = request};
    struct cursor *row = source_query(request->source, query);
    while (cursor_next(row, request->diag)) {
        int run = source_place(request->source, cursor_integer(row, 0));
        struct year *year = year_of(&bills, cursor_integer(row, 1), cursor_integer(row, 2));
        for (int f = 0; f < FIGURE_COUNT; f++)
            year->figure[f][run] = cursor_real(row, FIRST_FIGURE + f);
    }
    cursor_close(row);
    return bills;
}

static double mean(const struct bills *bills, const struct year *year, int figure)
{
    struct sample sample = report_sample(bills->request, year->figure[figure]);
    return sample_mean(&sample);
}

static double median(const struct bills *bills, const struct year *year, int figure)
{
    struct sample sample = report_sample(bills->request, year->figure[figure]);
    return sample_quantile(&sample, 0.5);
}

/* Demand and energy that are paid for and were not used. */
static double shortfall(const struct bills *bills, const struct year *year)
{
    return mean(bills, year, FIGURE_MINIMUM_DEMAND) + mean(bills, year, FIGURE_MINIMUM_TAKE);
}

static bool is_empty(const struct bills *bills, const struct year *year)
{
    return mean(bills, year, FIGURE_TOTAL) == 0 && mean(bills, year, FIGURE_CONTRIBUTION) == 0 &&
           mean(bills, year, FIGURE_ENERGY) == 0;
}

static void put_whose(const struct bills *bills, struct table *table, const struct year *year)
{
    table_put_text(table, source_entity_label(bills->request->source, year->entity));
    table_put_integer(table, year->year);
}

#define FIGURE(NAME, HEADING, UNIT, DECIMALS)                                                                \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = UNIT, .align = TABLE_RIGHT, .decimals = DECIMALS,          \
        .grouped = true                                                                                      \
    }

static void show_bill(const struct bills *bills)
{
    static const struct table_column columns[] = {
        {.name = "site", .heading = "Site"},
        {.name = "year", .heading = "Year"},
        FIGURE("energy", "Energy", "MWh", 0),
        FIGURE("peak", "Peak, 15 min", "MVA", 1),
        FIGURE("billed", "Billed demand", "MW or MVA", 1),
        FIGURE("contract", "Contract demand", "MW", 1),
        FIGURE("bill", "Bill", "MUSD", 3),
        FIGURE("price", "Bill over energy", "USD/MWh", 2),
        FIGURE("minimum", "Minimum bill", "MUSD", 3),
        FIGURE("shortfall", "Paid and not used", "MUSD", 3),
        FIGURE("contribution", "Contribution", "MUSD", 3),
    };
    double sums[FIGURE_COUNT] = {0}, short_usd = 0;
    struct table *table = report_table_over(bills->request, "bill", "Power bill, by site and year", columns,
                                            sizeof columns / sizeof *columns);
    for (int i = 0; i < bills->count; i++) {
        const struct year *year = &bills->years[i];
        double energy = mean(bills, year, FIGURE_ENERGY), total = mean(bills, year, FIGURE_TOTAL);
        if (is_empty(bills, year))
            continue;
        table_add_row(table);
        put_whose(bills, table, year);
        table_put_number(table, energy);
        table_put_number(table, median(bills, year, FIGURE_PEAK));
        table_put_number(table, median(bills, year, FIGURE_BILLED));
        table_put_number(table, median(bills, year, FIGURE_CONTRACT));
        table_put_number(table, total / 1e6);
        table_put_number(table, energy > 0 ? total / energy : NAN);
        table_put_number(table, mean(bills, year, FIGURE_MINIMUM) / 1e6);
        table_put_number(table, shortfall(bills, year) / 1e6);
        table_put_number(table, mean(bills, year, FIGURE_CONTRIBUTION) / 1e6);
        for (int f = 0; f < FIGURE_COUNT; f++)
            sums[f] += mean(bills, year, f);
        short_usd += shortfall(bills, year);
    }
    table_add_total(table);
    table_put_text(table, "all sites");
    table_put_text(table, "all");
    table_put_number(table, sums[FIGURE_ENERGY]);
    for (int i = 0; i < 3; i++)
        table_put_blank(table);
    table_put_number(table, sums[FIGURE_TOTAL] / 1e6);
    table_put_number(table, sums[FIGURE_ENERGY] > 0 ? sums[FIGURE_TOTAL] / sums[FIGURE_ENERGY] : NAN);
    table_put_number(table, sums[FIGURE_MINIMUM] / 1e6);
    table_put_number(table, short_usd / 1e6);
    table_put_number(table, sums[FIGURE_CONTRIBUTION] / 1e6);
    table_add_note(table, "energy and money: means over the replications; peak, billed and contract demand: "
                          "the year's largest month, medians");
    table_add_note(table, "peak: the highest hour times the contract's ratio of 15 minutes to an hour, over "
                          "the power factor; the simulation sees hours, not quarters of them");
    table_add_note(table, "minimum bill: due without any use; paid and not used: minimum demand and minimum "
                          "take beyond what was taken; contribution in aid of construction: capital cost, "
                          "beside the bill");
}

/* Lines that nobody was billed would only widen the table. */
static bool is_used(const struct bills *bills, int line)
{
    for (int i = 0; i < bills->count; i++)
        if (mean(bills, &bills->years[i], line) != 0)
            return true;
    return line == 0;
}

static void show_lines(const struct bills *bills)
{
    static const struct table_column all[] = {
        {.name = "site", .heading = "Site"},
        {.name = "year", .heading = "Year"},
        FIGURE("energy", "Energy", "MUSD", 3),
        FIGURE("riders", "Riders", "MUSD", 3),
        FIGURE("demand", "Demand", "MUSD", 3),
        FIGURE("power_factor", "Power factor", "MUSD", 3),
        FIGURE("ratchet", "Ratchet", "MUSD", 3),
        FIGURE("minimum_demand", "Minimum demand", "MUSD", 3),
        FIGURE("transmission", "Transmission", "MUSD", 3),
        FIGURE("minimum_take", "Minimum take", "MUSD", 3),
        FIGURE("fixed", "Fixed", "MUSD", 3),
        FIGURE("taxes", "Taxes", "MUSD", 3),
        FIGURE("total", "Bill", "MUSD", 3),
    };
    struct table_column *columns = arena_array(bills->request->arena, LINE_COUNT + 3, sizeof *columns);
    int shown[LINE_COUNT + 1], count = 0;
    for (int line = 0; line <= FIGURE_TOTAL; line++)
        if (line == FIGURE_TOTAL || is_used(bills, line)) {
            columns[2 + count] = all[2 + line];
            shown[count++] = line;
        }
    columns[0] = all[0];
    columns[1] = all[1];
    struct table *table = report_table_over(bills->request, "bill_lines",
                                            "Lines of the bill, by site and year", columns, count + 2);
    double sums[LINE_COUNT + 1] = {0};
    for (int i = 0; i < bills->count; i++) {
        if (is_empty(bills, &bills->years[i]))
            continue;
        table_add_row(table);
        put_whose(bills, table, &bills->years[i]);
        for (int c = 0; c < count; c++) {
            double usd = mean(bills, &bills->years[i], shown[c]);
            table_put_number(table, usd / 1e6);
            sums[c] += usd;
        }
    }
    table_add_total(table);
    table_put_text(table, "all sites");
    table_put_text(table, "all");
    for (int c = 0; c < count; c++)
        table_put_number(table, sums[c] / 1e6);
    table_add_note(table, "means over the replications; lines that nobody was billed are left out");
}

/* The bills of a payer against its books, replication by replication. */
static void show_books(struct report_request *request)
{
    static const struct table_column columns[] = {
        {.name = "payer", .heading = "Payer"},
        FIGURE("bills", "Bills", "USD", 2),
        FIGURE("fuel", "Fuel on site", "USD", 2),
        FIGURE("ledger", "Energy in the ledger", "USD", 2),
        FIGURE("difference", "Largest difference", "USD", 2),
    };
    static const char books[] =
        "SELECT payer, avg(bills) / 100, avg(fuel) / 100, avg(ledger) / 100, "
        "max(abs(bills + fuel - ledger)) / 100.0 FROM (SELECT b.run_id, payer, sum(total_cents) AS bills, "
        "sum(fuel_cents) AS fuel, (SELECT total(balance_cents) FROM account AS a WHERE a.run_id = b.run_id "
        "AND "
        "a.party = b.payer AND a.account = 'energy') AS ledger FROM power_bill AS b "
        "WHERE " SOURCE_CHOSEN " GROUP BY b.run_id, payer) GROUP BY payer ORDER BY payer";
    struct cursor *row = source_query(request->source, books);
    struct table *table = report_table_over(request, "bill_books", "The bills in the payers' books", columns,
                                            sizeof columns / sizeof *columns);
    while (cursor_next(row, request->diag)) {
        table_add_row(table);
        table_put_text(table, source_entity_label(request->source, cursor_integer(row, 0)));
        for (int c = 1; c < 5; c++)
            table_put_number(table, cursor_real(row, c));
    }
    cursor_close(row);
    table_add_note(table,
                   "means; the difference is that of the replication in which it is largest: 0.00 says "
                   "that bills and fuel are what was posted as energy, to the cent");
}

static void run(struct report_request *request)
{
    if (!plant_log_has_table(request->source, "power_bill")) {
        report_missing(request, "bill", "Power bill", "this file is older than power bills");
        return;
    }
    struct bills bills = load(request);
    if (bills.count == 0) {
        report_missing(request, "bill", "Power bill", "no site is billed: opex includes energy");
        return;
    }
    show_bill(&bills);
    show_lines(&bills);
    show_books(request);
}

const struct report report_bill = {
    .name = "bill",
    .summary = "the power bill line by line: energy, demand, minimum, transmission, and what the books show",
    .run = run,
};
