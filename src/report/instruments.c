/* SPDX-License-Identifier: Apache-2.0 */
#include "report/instruments.h"

#define MUSD(NAME, HEADING)                                                                                  \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = "MUSD", .align = TABLE_RIGHT, .decimals = 2,               \
        .grouped = true                                                                                      \
    }

/* One table: QUERY gives words for columns that stand to the left, else means in their units. */
struct sort {
    const char *name, *title, *query;
    const struct table_column *columns;
    int column_count;
    const char *note;
};

static const struct table_column loan_columns[] = {
    {.name = "id", .heading = "Loan"},
    {.name = "rate", .heading = "Interest", .unit = "%/year", .align = TABLE_RIGHT, .decimals = 2},
    MUSD("amount", "Amount"),
    MUSD("drawn", "Drawn"),
    MUSD("lapsed", "Lapsed"),
    MUSD("capitalised", "Capitalised"),
    MUSD("repaid", "Repaid"),
    MUSD("balance", "Owed at the end"),
    MUSD("interest", "All interest"),
    MUSD("fees", "Fees"),
    MUSD("overdue", "Overdue principal"),
    {.name = "in_default", .heading = "In default", .unit = "%", .align = TABLE_RIGHT, .decimals = 0},
    {.name = "overdue_since", .heading = "Since, earliest"},
};
static const struct table_column commitment_columns[] = {
    {.name = "id", .heading = "Commitment"}, MUSD("total", "Committed"),    MUSD("taken", "Taken"),
    MUSD("shortfall", "Of it short"),        MUSD("beyond", "Paid beyond"), MUSD("credit", "Credit left"),
};
static const struct table_column holding_columns[] = {
    {.name = "company", .heading = "Company"},
    {.name = "holder", .heading = "Holder"},
    {.name = "share", .heading = "Share", .unit = "%", .align = TABLE_RIGHT, .decimals = 2},
};

static const struct sort sorts[] = {
    {"loans", "Loans at the end",
     "SELECT r.id, avg(rate) * 100, avg(amount_cents) / 1e8, avg(drawn_cents) / 1e8, avg(lapsed_cents) / "
     "1e8, "
     "avg(capitalised_cents) / 1e8, avg(repaid_cents) / 1e8, avg(balance_cents) / 1e8, "
     "avg(interest_cents) / 1e8, avg(fee_cents) / 1e8, avg(overdue_cents) / 1e8, "
     "avg(overdue_cents > 0) * 100, date(min(overdue_since), 'unixepoch') FROM loan JOIN record AS r ON "
     "r.number = loan.record "
     "WHERE " SOURCE_CHOSEN " GROUP BY loan.record ORDER BY loan.record",
     loan_columns, sizeof loan_columns / sizeof *loan_columns,
     "means over the replications; owed = drawn + capitalised - repaid; fees: upfront and on what is "
     "undrawn; overdue: of what is owed, principal that fell due and was not paid; in default: share of "
     "the replications that end with some of it"},
    {"commitments", "Take-or-pay commitments at the end",
     "SELECT r.id, avg(total_cents) / 1e8, avg(taken_cents) / 1e8, avg(shortfall_cents) / 1e8, "
     "avg(beyond_cents) / 1e8, avg(credit_cents) / 1e8 FROM commitment "
     "JOIN record AS r ON r.number = commitment.record "
     "WHERE " SOURCE_CHOSEN " GROUP BY commitment.record ORDER BY commitment.record",
     commitment_columns, sizeof commitment_columns / sizeof *commitment_columns,
     "means over the replications; taken: used or invoiced; of it short: charged by minimums before it was "
     "used; "
     "beyond: for what was used when the total was exhausted"},
    {"holdings", "Who owns how much",
     "SELECT c.id, h.id, sum(share) * 100 / (SELECT count(*) FROM run WHERE " SOURCE_CHOSEN ") FROM holding "
     "JOIN entity AS c ON c.entity_id = holding.company JOIN entity AS h ON h.entity_id = holding.holder "
     "WHERE " SOURCE_CHOSEN
     " GROUP BY holding.company, holding.holder ORDER BY holding.company, holding.holder",
     holding_columns, sizeof holding_columns / sizeof *holding_columns,
     "means over the replications; bought in tranches of equity with a stated pre-money, after all rounds"},
};

static void put_cell(struct report_request *request, struct table *table, const struct cursor *row,
                     int column, enum table_align align)
{
    if (align == TABLE_RIGHT)
        table_put_number(table, cursor_real(row, column));
    else if (cursor_is_missing(row, column))
        table_put_blank(table);
    else
        table_put_text(table, arena_strdup(request->arena, cursor_text(row, column)));
}

void instruments_show(struct report_request *request)
{
    for (size_t i = 0; i < sizeof sorts / sizeof *sorts; i++) {
        const struct sort *sort = &sorts[i];
        struct cursor *row = source_query(request->source, sort->query);
        struct table *table = NULL;
        while (cursor_next(row, request->diag)) {
            if (!table) {
                table =
                    report_table_over(request, sort->name, sort->title, sort->columns, sort->column_count);
                table_add_note(table, "%s", sort->note);
            }
            table_add_row(table);
            for (int c = 0; c < sort->column_count; c++)
                put_cell(request, table, row, c, sort->columns[c].align);
        }
    }
}
