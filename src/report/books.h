/* SPDX-License-Identifier: Apache-2.0 */
/*
 * books - sources and uses of cash of every party in one replication, to the cent.
 */
#ifndef REPORT_BOOKS_H
#define REPORT_BOOKS_H

#include "report/source.h"

/* Cash of one party: opening + receipts - payments is what the journal says of the closing. */
struct books_party {
    int64_t entity;
    int64_t opening_cents, receipts_cents, payments_cents;
    int64_t
        closing_cents; /* by the balance of the account at the end, or CELL_NONE when the file tells none */
};

/* Receipts (RECEIPT) or payments of one party, summed by account and by the other side. */
struct books_flow {
    int64_t entity;
    bool receipt;
    const char *account;
    int64_t other; /* entity, or negative: outside the scenario */
    int64_t cents;
};

struct books {
    int64_t run_id, replication;
    const struct books_party *parties;
    int party_count;
    const struct books_flow *flows; /* by party, receipts first, the largest first */
    int flow_count;
};

/* The books of the first chosen replication that keeps its journal; NULL when none does. */
const struct books *books_load(const struct source *source);

#endif
