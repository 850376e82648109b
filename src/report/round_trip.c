/* SPDX-License-Identifier: Apache-2.0 */
#include "report/round_trip.h"

#include "plan/ledger.h"

/* Cash between parties by replication that keeps a journal: [(run * count + payer) * count + payee]. */
struct flows {
    const struct source *source;
    const int64_t *parties; /* entities */
    int count, runs;
    int64_t *invested; /* for shares, or lent */
    int64_t *bought;   /* works, rent, energy and the like: all but investments and debt service */
};

/* Replication, who pays, who is paid, how much; 0: investment, 1: debt service, 2: purchase. */
static const char cash_query[] =
    "SELECT run_id, party, counterparty, CASE WHEN debit = 'investment' THEN 0 WHEN debit IN ('debt', "
    "'interest', 'fees') OR (debit = 'payable' AND r.kind = 'term-loan') THEN 1 ELSE 2 END, "
    "sum(amount_cents) FROM posting LEFT JOIN record AS r ON r.number = record "
    "WHERE " SOURCE_CHOSEN " AND credit = 'cash' AND counterparty IS NOT NULL GROUP BY 1, 2, 3, 4 ORDER BY 1";

static int place_of(const struct flows *flows, int64_t entity)
{
    for (int i = 0; i < flows->count; i++)
        if (flows->parties[i] == entity)
            return i;
    return -1;
}

static int64_t *cell_of(const struct flows *flows, int64_t *cells, int run, int from, int to)
{
    return &cells[((size_t)run * (size_t)flows->count + (size_t)from) * (size_t)flows->count + (size_t)to];
}

static void take_flows(struct flows *flows)
{
    const struct source *source = flows->source;
    struct cursor *row = source_query(source, cash_query);
    int64_t last = -1;
    int run = -1;
    while (cursor_next(row, source->diag)) {
        int from = place_of(flows, cursor_integer(row, 1)), to = place_of(flows, cursor_integer(row, 2));
        int64_t sort = cursor_integer(row, 3);
        run += cursor_integer(row, 0) != last;
        last = cursor_integer(row, 0);
        if (from >= 0 && to >= 0 && from != to && sort != 1 && run < flows->runs)
            *cell_of(flows, sort == 0 ? flows->invested : flows->bought, run, from, to) +=
                cursor_integer(row, 4);
    }
}

static struct flows load(const struct source *source)
{
    struct flows flows = {.source = source};
    struct cursor *row =
        source_query(source, "SELECT count(DISTINCT run_id) FROM posting WHERE " SOURCE_CHOSEN);
    while (cursor_next(row, source->diag))
        flows.runs = (int)cursor_integer(row, 0);
    flows.parties = source_entities(source, "party", &flows.count);
    size_t cells = (size_t)flows.runs * (size_t)flows.count * (size_t)flows.count;
    flows.invested = arena_array(source->arena, cells, sizeof *flows.invested);
    flows.bought = arena_array(source->arena, cells, sizeof *flows.bought);
    take_flows(&flows);
    return flows;
}

/* What INVESTOR put in that the party at BY can have handed to BUYER in RUN. */
static int64_t handed_on(const struct flows *flows, int run, int investor, int by, int buyer)
{
    int64_t invested = *cell_of(flows, flows->invested, run, investor, by);
    if (by == buyer)
        return invested;
    return cents_least(invested, *cell_of(flows, flows->invested, run, by, buyer) +
                                     *cell_of(flows, flows->bought, run, by, buyer));
}

/* A buyer's share in the round trip, summed over the replications. */
struct trip {
    int64_t reached, bought, back;
    const char *ways;
};

static struct trip trip_of(const struct flows *flows, int investor, int buyer)
{
    struct arena *arena = flows->source->arena;
    struct trip trip = {0};
    bool *uses = arena_array(arena, (size_t)flows->count, sizeof *uses);
    for (int run = 0; run < flows->runs; run++) {
        int64_t reached = 0, bought = *cell_of(flows, flows->bought, run, buyer, investor);
        for (int by = 0; by < flows->count; by++) {
            int64_t part = by == investor ? 0 : handed_on(flows, run, investor, by, buyer);
            uses[by] |= part > 0;
            reached += part;
        }
        trip.reached += reached;
        trip.bought += bought;
        trip.back += cents_least(reached, bought);
    }
    for (int by = 0; by < flows->count; by++)
        if (uses[by])
            trip.ways = arena_printf(arena, "%s%s%s", trip.ways ? trip.ways : "", trip.ways ? ", " : "",
                                     by == buyer ? "directly"
                                                 : source_entity_label(flows->source, flows->parties[by]));
    return trip;
}

static void put_cents(struct table *table, const struct flows *flows, int64_t cents)
{
    table_put_number(table, (double)cents / 100 / flows->runs);
}

static void start_row(struct table *table, const struct flows *flows, int investor, int64_t invested)
{
    table_add_row(table);
    table_put_text(table, source_entity_label(flows->source, flows->parties[investor]));
    put_cents(table, flows, invested);
}

/* One row for each that buys from INVESTOR with money that can have come from it; else one that says so. */
static void put_investor(struct table *table, const struct flows *flows, int investor, int64_t invested)
{
    int rows = 0;
    for (int buyer = 0; buyer < flows->count; buyer++) {
        struct trip trip = buyer == investor ? (struct trip){0} : trip_of(flows, investor, buyer);
        if (trip.back == 0)
            continue;
        start_row(table, flows, investor, invested);
        table_put_text(table, source_entity_label(flows->source, flows->parties[buyer]));
        table_put_text(table, trip.ways);
        put_cents(table, flows, trip.reached);
        put_cents(table, flows, trip.bought);
        put_cents(table, flows, trip.back);
        table_put_number(table, 100.0 * (double)trip.back / (double)invested);
        rows++;
    }
    if (rows)
        return;
    start_row(table, flows, investor, invested);
    table_put_text(table, "nobody");
}

static int64_t invested_by(const struct flows *flows, int investor)
{
    int64_t sum = 0;
    for (int run = 0; run < flows->runs; run++)
        for (int i = 0; i < flows->count; i++)
            sum += *cell_of(flows, flows->invested, run, investor, i);
    return sum;
}

static struct table *table_of(struct report_request *request, const struct flows *flows)
{
#define DOLLARS(NAME, HEADING)                                                                               \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = "USD", .align = TABLE_RIGHT, .decimals = 2,                \
        .grouped = true                                                                                      \
    }
    static const struct table_column columns[] = {
        {.name = "investor", .heading = "Investor", .max_width = 32},
        DOLLARS("invested", "Paid in"),
        {.name = "buyer", .heading = "Who buys from it", .max_width = 40},
        {.name = "by_way_of", .heading = "Funded by way of", .max_width = 32},
        DOLLARS("reached", "Can have reached the buyer"),
        DOLLARS("bought", "Bought from the investor"),
        DOLLARS("back", "Back this way, at most"),
        {.name = "share", .heading = "Share of paid in", .unit = "%", .align = TABLE_RIGHT, .decimals = 1},
    };
    const char *basis = flows->runs > 1 ? arena_printf(request->arena, "mean of %d replications", flows->runs)
                                        : "one replication";
    struct table *table =
        report_table(request, "round_trip",
                     arena_printf(request->arena, "What comes back to investors (%s in detail)", basis),
                     columns, sizeof columns / sizeof *columns);
    return table;
}

void round_trip_show(struct report_request *request)
{
    struct flows flows = load(request->source);
    struct table *table = NULL;
    for (int i = 0; i < flows.count; i++) {
        int64_t invested = invested_by(&flows, i);
        if (invested == 0)
            continue;
        table = table ? table : table_of(request, &flows);
        put_investor(table, &flows, i, invested);
    }
    if (!table)
        return;
    table_add_note(table,
                   "paid in: cash for shares and loans, the investment of sources and uses; bought: cash "
                   "for works, racks, rent and the like, without interest and repayment");
    table_add_note(table,
                   "back this way: the less of what can have reached the buyer, directly or handed on by "
                   "one other that was funded, and of what it bought; of several buyers together no more "
                   "than was paid in; longer ways are not followed");
}
