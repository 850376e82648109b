/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ledger - double-entry books of every party, in whole cents.
 *
 * An account belongs to a party and has a sort.  A posting moves cents from the credited to the
 * debited account of the same party; a payment between parties is one posting in each party's
 * books.  All postings are kept in order of time: they are a result table.
 *
 * Cents are int64_t, and no figure may pass LEDGER_CENTS_MAX: metrics and reports hold money as double,
 * which is exact to the cent up to there.  It is ninety trillion dollars, about what the world makes in a
 * year, and a thousandth of what int64_t holds, so that sums of figures do not overflow.
 * Errors: what would pass it is a simulation outcome, not a fault: see ledger_overrun.
 */
#ifndef PLAN_LEDGER_H
#define PLAN_LEDGER_H

#include "plan/record.h"

#define LEDGER_CENTS_MAX  (INT64_C(1) << 53)
#define LEDGER_LIMIT_TEXT "90 trillion USD" /* the same for people */

enum account {
    ACCOUNT_CASH,
    ACCOUNT_RECEIVABLE,
    ACCOUNT_PREPAID,    /* paid, not yet received or consumed */
    ACCOUNT_WORKS,      /* assets in construction and in use, at cost */
    ACCOUNT_INVESTMENT, /* shares, notes and loans to others */
    ACCOUNT_PAYABLE,    /* due and unpaid: the visible funding gap */
    ACCOUNT_DEBT,
    ACCOUNT_DEFERRED, /* received, not yet earned */
    ACCOUNT_EQUITY,   /* paid-in capital */
    ACCOUNT_OPENING,  /* capital at the start of the scenario */
    ACCOUNT_REVENUE,
    ACCOUNT_COMPUTE, /* rent and take-or-pay for compute */
    ACCOUNT_ENERGY,
    ACCOUNT_OPEX,
    ACCOUNT_INTEREST,
    ACCOUNT_FEES,
    ACCOUNT_TAX,
    ACCOUNT_COUNT
};

extern const char *const account_names[ACCOUNT_COUNT];

enum { PARTY_OUTSIDE = -1 };

struct posting {
    int64_t tick;
    int party; /* index of the party record */
    enum account debit, credit;
    int64_t cents;              /* > 0 */
    const struct record *cause; /* activity, order, tranche, loan ... */
    int counterparty;           /* party index, or PARTY_OUTSIDE */
};

struct ledger {
    struct arena *arena;
    int party_count;
    int64_t *balance; /* [party * ACCOUNT_COUNT + account], debit positive */
    struct posting *postings;
    size_t count, capacity;
    const struct posting *overrun; /* the first that took an account to the limit, or NULL */
};

/* Empty books of PARTY_COUNT parties, all balances 0; they lie in ARENA. */
struct ledger *ledger_new(int party_count, struct arena *arena);

/* Posts CENTS > 0 within one party's books; zero is ignored.  Notes the first overrun. */
void ledger_post(struct ledger *ledger, const struct posting *posting);

/*
 * Moves cash from PAYMENT's party to its counterparty: the payer books debit / CASH, the payee
 * (unless outside) CASH / PAYEE_CREDIT.  PAYMENT's credit is taken to be CASH.
 */
void ledger_pay(struct ledger *ledger, const struct posting *payment, enum account payee_credit);

/* Balance of an account: debit positive, cents. */
int64_t ledger_balance(const struct ledger *ledger, int party, enum account account);

/* Sum of all balances of all parties: exactly 0 when the books are right. */
int64_t ledger_residual_cents(const struct ledger *ledger);

/*
 * The posting that first took a balance to LEDGER_CENTS_MAX or beyond, NULL while all are below: then the
 * books are no longer right to the cent, and the replication is to end.  Borrowed until the arena is reset.
 */
const struct posting *ledger_overrun(const struct ledger *ledger);

/* Whether USD can be booked: a finite figure below the limit of the books. */
bool ledger_holds(double usd);

/* USD to cents, rounded half away from zero.  What the books cannot hold, NAN included, is the limit. */
int64_t cents_of_usd(double usd);

/* The lesser of two amounts. */
static inline int64_t cents_least(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

#endif
