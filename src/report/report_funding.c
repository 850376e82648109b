/* SPDX-License-Identifier: Apache-2.0 */
#include "report/books.h"
#include "report/kpi_rows.h"
#include "report/round_trip.h"
#include "report/trace.h"

#include "base/calendar.h"

#include <inttypes.h>
#include <math.h>

#define DOLLARS(NAME, HEADING)                                                                               \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = "USD", .align = TABLE_RIGHT, .decimals = 2,                \
        .grouped = true                                                                                      \
    }

/* Whole cents below 2^53: the double is exact to the cent. */
static void put_cents(struct table *table, int64_t cents)
{
    table_put_number(table, (double)cents / 100);
}

static const char *title_of(struct report_request *request, const struct books *books, const char *title)
{
    return arena_printf(request->arena, "%s (replication %" PRId64 ")", title, books->replication);
}

static void put_party(struct table *table, const char *name, const struct books_party *party, bool known)
{
    table_put_text(table, name);
    put_cents(table, party->opening_cents);
    put_cents(table, party->receipts_cents);
    put_cents(table, party->payments_cents);
    if (!known)
        return;
    put_cents(table, party->closing_cents);
    put_cents(table,
              party->opening_cents + party->receipts_cents - party->payments_cents - party->closing_cents);
}

static bool is_still(const struct books_party *party)
{
    return party->opening_cents == 0 && party->receipts_cents == 0 && party->payments_cents == 0 &&
           (party->closing_cents == 0 || party->closing_cents == CELL_NONE);
}

static void show_cash(struct report_request *request, const struct books *books)
{
    static const struct table_column columns[] = {
        {.name = "party", .heading = "Party", .max_width = 40},
        DOLLARS("opening", "Opening cash"),
        DOLLARS("receipts", "+ receipts"),
        DOLLARS("payments", "- payments"),
        DOLLARS("closing", "= closing cash"),
        DOLLARS("difference", "Difference"),
    };
    struct table *table =
        report_table(request, "cash", title_of(request, books, "Cash by party, to the cent"), columns, 6);
    struct books_party total = {0};
    bool all = true;
    int still = 0;
    for (int i = 0; i < books->party_count; i++) {
        const struct books_party *party = &books->parties[i];
        bool known = party->closing_cents != CELL_NONE;
        if (is_still(party)) {
            still++;
            continue;
        }
        table_add_row(table);
        put_party(table, source_entity_label(request->source, party->entity), party, known);
        total.opening_cents += party->opening_cents;
        total.receipts_cents += party->receipts_cents;
        total.payments_cents += party->payments_cents;
        total.closing_cents += known ? party->closing_cents : 0;
        all = all && known;
    }
    table_add_total(table);
    put_party(table, "all", &total, all);
    if (still)
        table_add_note(table, "left out: %d parties without any cash, all of whose figures are zero", still);
    table_add_note(
        table, "opening, receipts and payments from the journal, closing from the balance of the account; "
               "not modelled: tax");
}

static void show_flows(struct report_request *request, const struct books *books)
{
    static const struct table_column columns[] = {
        {.name = "party", .heading = "Party", .max_width = 40},
        {.name = "flow", .heading = "Flow"},
        {.name = "account", .heading = "Account"},
        {.name = "other", .heading = "From or to", .max_width = 40},
        DOLLARS("amount", "Amount"),
    };
    struct table *table =
        report_table(request, "sources_and_uses", title_of(request, books, "Sources and uses"), columns, 5);
    int64_t last = -1;
    for (int i = 0; i < books->flow_count; i++) {
        const struct books_flow *flow = &books->flows[i];
        if (i && flow->entity != last)
            table_add_rule(table);
        last = flow->entity;
        table_add_row(table);
        table_put_text(table, source_entity_label(request->source, flow->entity));
        table_put_text(table, flow->receipt ? "source" : "use");
        table_put_text(table, flow->account);
        table_put_text(table,
                       flow->other >= 0 ? source_entity_label(request->source, flow->other) : "outside");
        put_cents(table, flow->cents);
    }
    table_add_note(table,
                   "accounts: equity and debt are money raised, investment is money placed, works is capital "
                   "cost, payable settles what was due before");
}

static const struct kpi_row whole[] = {
    {"funding.cash", "Cash at the end"},
    {"funding.drawn", "Received from equities and loans"},
    {"funding.undrawn", "Promised, neither drawn nor lapsed"},
    {"funding.debt", "Debt at the end, overdue principal included"},
    {"funding.payable", "Due and unpaid at the end, overdue principal too: the gap"},
    {"funding.capex", "Capital cost paid"},
    {"funding.interest", "Interest, capitalised or due"},
    {"funding.fees", "Fees of loans"},
    {"economics.revenue", "Revenue from tokens"},
    {"economics.spill_cost", "Paid for spilled tokens"},
};

/* The worst moment of a party over the whole time. */
static double *peak_of(const struct source *source, const struct trace *trace, int metric)
{
    double *peak = source_figures(source, NAN);
    for (int time = 0; time < trace->time_count; time++) {
        const double *now = trace_column(trace, metric, time);
        for (int run = 0; run < source->run_count; run++)
            if (!isnan(now[run]) && !(peak[run] >= now[run]))
                peak[run] = now[run];
    }
    return peak;
}

/* Share of the samples in which something was due and unpaid, as days. */
static double *gap_days(const struct source *source, const struct trace *trace, int metric)
{
    double *days = source_figures(source, 0);
    for (int time = 1; time < trace->time_count; time++) {
        const double *now = trace_column(trace, metric, time);
        for (int run = 0; run < source->run_count; run++)
            if (now[run] > 0)
                days[run] += (double)(trace->t[time] - trace->t[time - 1]) / CALENDAR_DAY_S;
    }
    return days;
}

/* False, and no row, when the party never has either. */
static bool put_peaks(struct report_request *request, struct table *table, int64_t party)
{
    static const char *const names[] = {"funding.payable", "funding.debt"};
    const struct trace *trace = trace_load(request->source, party, names, 2);
    if (!trace_has(trace, 0))
        return true;
    double *gap = peak_of(request->source, trace, 0), *debt = peak_of(request->source, trace, 1);
    int hits = 0, owing = 0;
    for (int run = 0; run < request->source->run_count; run++) {
        hits += gap[run] > 0;
        owing += debt[run] > 0;
    }
    if (hits + owing == 0)
        return false;
    table_add_row(table);
    table_put_text(table, source_entity_label(request->source, party));
    report_put_share(table, hits, request->source->run_count);
    report_put_quantiles(request, table, gap);
    struct sample days = report_sample(request, gap_days(request->source, trace, 0));
    table_put_number(table, sample_mean(&days));
    report_put_quantiles(request, table, debt);
    return true;
}

static void show_peaks(struct report_request *request)
{
#define MILLIONS(NAME, HEADING)                                                                              \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = "MUSD", .align = TABLE_RIGHT, .decimals = 2,               \
        .grouped = true                                                                                      \
    }
    static const struct table_column columns[] = {
        {.name = "party", .heading = "Party", .max_width = 40},
        {.name = "with_gap", .heading = "With a gap", .align = TABLE_RIGHT},
        MILLIONS("gap_10", "Largest gap, P10"),
        MILLIONS("gap_50", "Median"),
        MILLIONS("gap_90", "P90"),
        {.name = "gap_days",
         .heading = "Days with a gap, mean",
         .unit = "d",
         .align = TABLE_RIGHT,
         .decimals = 0},
        MILLIONS("debt_10", "Largest debt, P10"),
        MILLIONS("debt_50", "Median"),
        MILLIONS("debt_90", "P90"),
    };
    int count;
    const int64_t *parties = source_entities(request->source, "party", &count);
    struct table *table =
        report_table_over(request, "gap", "Funding gap and debt at their largest", columns, 9);
    int without = 0;
    for (int i = 0; i < count; i++)
        without += !put_peaks(request, table, parties[i]);
    if (without)
        table_add_note(table,
                       "left out: %d of %d parties, which have neither gap nor debt in any replication",
                       without, count);
    table_add_note(
        table,
        "the gap is what was due and unpaid, seen at the samples; overdue principal is in gap and debt");
}

static void show_requests(struct report_request *request)
{
    static const struct table_column columns[] = {
        {.name = "payer", .heading = "Payer", .max_width = 40},
        {.name = "requests", .heading = "Requests, mean", .align = TABLE_RIGHT, .decimals = 1},
        {.name = "waiting", .heading = "Never granted, mean", .align = TABLE_RIGHT, .decimals = 1},
        {.name = "wait",
         .heading = "Mean wait of the granted",
         .unit = "d",
         .align = TABLE_RIGHT,
         .decimals = 1},
        {.name = "amount",
         .heading = "Amount asked, mean",
         .unit = "MUSD",
         .align = TABLE_RIGHT,
         .decimals = 2,
         .grouped = true},
    };
    double runs = request->source->run_count;
    struct cursor *row =
        source_query(request->source, "SELECT payer, count(*), sum(decided IS NULL), avg(decided - "
                                      "submitted), sum(amount_cents) FROM request "
                                      "WHERE " SOURCE_CHOSEN " GROUP BY 1 ORDER BY 1");
    struct table *table = NULL;
    while (cursor_next(row, request->diag)) {
        if (!table)
            table = report_table_over(request, "requests", "Requests of work for funds", columns, 5);
        table_add_row(table);
        table_put_text(table, source_entity_label(request->source, cursor_integer(row, 0)));
        table_put_number(table, (double)cursor_integer(row, 1) / runs);
        table_put_number(table, (double)cursor_integer(row, 2) / runs);
        table_put_number(table, cursor_real(row, 3) / CALENDAR_DAY_S);
        table_put_number(table, (double)cursor_integer(row, 4) / 1e8 / runs);
    }
}

static void show_holders(struct report_request *request)
{
    static const struct table_column columns[] = {
        {.name = "held_by", .heading = "Money that requests waited for", .max_width = 48},
        {.name = "requests", .heading = "Requests, mean", .align = TABLE_RIGHT, .decimals = 2},
        {.name = "never", .heading = "Never granted, mean", .align = TABLE_RIGHT, .decimals = 2},
        {.name = "wait",
         .heading = "Mean wait of the granted",
         .unit = "d",
         .align = TABLE_RIGHT,
         .decimals = 1},
    };
    double runs = request->source->run_count;
    struct cursor *row = source_query(
        request->source,
        "SELECT held_by, count(*), sum(decided IS NULL), avg(decided - submitted) FROM request "
        "WHERE " SOURCE_CHOSEN " AND held_by IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 20");
    struct table *table = NULL;
    while (cursor_next(row, request->diag)) {
        if (!table)
            table = report_table_over(request, "held_by", "What the requests waited for", columns, 4);
        table_add_row(table);
        int64_t record = cursor_integer(row, 0);
        bool known = record >= 0 && record < request->source->record_count;
        table_put_text(table, known ? request->source->records[record].id : "");
        table_put_number(table, (double)cursor_integer(row, 1) / runs);
        table_put_number(table, (double)cursor_integer(row, 2) / runs);
        table_put_number(table, cursor_real(row, 3) / CALENDAR_DAY_S);
    }
}

static void run(struct report_request *request)
{
    const struct books *books = books_load(request->source);
    if (books) {
        show_cash(request, books);
        show_flows(request, books);
        round_trip_show(request);
    } else {
        report_missing(request, "cash", "Cash by party",
                       "none of these replications keeps its journal; the first ones do: --run 0");
    }
    show_peaks(request);
    show_requests(request);
    show_holders(request);
    kpi_rows_show(request, "whole", "Money over the whole time", "party", whole,
                  sizeof whole / sizeof *whole);
}

const struct report report_funding = {
    .name = "funding",
    .summary = "sources and uses of every party to the cent, what comes back to investors, funding gap, "
               "debt, what waited "
               "for money",
    .run = run,
};
