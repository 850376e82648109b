/* SPDX-License-Identifier: Apache-2.0 */
#include "report/books.h"

#include <string.h>

/* The replication with a journal; ?1 and ?2 as in SOURCE_CHOSEN. */
static bool find_run(const struct source *source, struct books *books)
{
    struct cursor *row = source_query(
        source, "SELECT run_id, replication FROM run WHERE run_id = (SELECT min(run_id) FROM posting "
                "WHERE " SOURCE_CHOSEN ")");
    if (!cursor_next(row, source->diag))
        return false;
    books->run_id = cursor_integer(row, 0);
    books->replication = cursor_integer(row, 1);
    cursor_close(row);
    return true;
}

/* Cash debited is money that came in, cash credited money that went out; the opening stands apart. */
static void load_flows(const struct source *source, struct books *books)
{
    struct cursor *row = reader_query(
        source->reader, source->diag,
        "SELECT party, debit = 'cash', CASE WHEN debit = 'cash' THEN credit ELSE debit END, counterparty, "
        "sum(amount_cents) FROM posting WHERE run_id = ?1 AND (debit = 'cash' OR credit = 'cash') AND "
        "credit <> 'opening' GROUP BY 1, 2, 3, 4 ORDER BY 1, 2 DESC, 5 DESC, 3, 4",
        "i", books->run_id);
    struct books_flow *flows = NULL;
    size_t capacity = 0;
    while (cursor_next(row, source->diag)) {
        flows = arena_grow(source->arena, flows, (size_t)books->flow_count, &capacity, sizeof *flows);
        const char *account = cursor_text(row, 2);
        flows[books->flow_count++] =
            (struct books_flow){.entity = cursor_integer(row, 0),
                                .receipt = cursor_integer(row, 1) == 1,
                                .account = arena_strdup(source->arena, account ? account : ""),
                                .other = cursor_integer(row, 3),
                                .cents = cursor_integer(row, 4)};
    }
    books->flows = flows;
}

static int64_t party_number(const struct source *source, const struct books *books, const char *query,
                            int64_t party, int64_t fallback)
{
    struct cursor *row = reader_query(source->reader, source->diag, query, "ii", books->run_id, party);
    if (!cursor_next(row, source->diag))
        return fallback;
    int64_t number = cursor_integer(row, 0);
    cursor_close(row);
    return number == CELL_NONE ? fallback : number;
}

static void load_parties(const struct source *source, struct books *books)
{
    const int64_t *entities = source_entities(source, "party", &books->party_count);
    /* An account without a row is empty, but a file without any row tells nothing. */
    int64_t accounts =
        party_number(source, books, "SELECT count(*) FROM account WHERE run_id = ?1 AND ?2 = 0", 0, 0);
    struct books_party *parties = arena_array(source->arena, (size_t)books->party_count + 1, sizeof *parties);
    for (int i = 0; i < books->party_count; i++) {
        parties[i].entity = entities[i];
        parties[i].opening_cents = party_number(
            source, books,
            "SELECT sum(amount_cents) FROM posting WHERE run_id = ?1 AND party = ?2 AND debit = 'cash' AND "
            "credit = 'opening'",
            entities[i], 0);
        parties[i].closing_cents = party_number(
            source, books,
            "SELECT balance_cents FROM account WHERE run_id = ?1 AND party = ?2 AND account = 'cash'",
            entities[i], accounts ? 0 : CELL_NONE);
        for (int j = 0; j < books->flow_count; j++) {
            if (books->flows[j].entity != entities[i])
                continue;
            *(books->flows[j].receipt ? &parties[i].receipts_cents : &parties[i].payments_cents) +=
                books->flows[j].cents;
        }
    }
    books->parties = parties;
}

const struct books *books_load(const struct source *source)
{
    struct books *books = arena_alloc(source->arena, sizeof *books);
    if (!find_run(source, books))
        return NULL;
    load_flows(source, books);
    load_parties(source, books);
    return books;
}
