/* SPDX-License-Identifier: Apache-2.0 */
/*
 * request - the two papers that work hands to money: a funding request and a charge.
 *
 * Schedule and racks do not know who finances them.  Before work starts they submit a request: who
 * pays, how much and when.  Funding grants it whole, encumbers the cash, and calls the granted
 * handler.  As work proceeds its payments fall due: charges.  Running costs are charges without a
 * request: they cannot be refused, only go unpaid.
 */
#ifndef PLAN_REQUEST_H
#define PLAN_REQUEST_H

#include "engine/sim.h"
#include "plan/bell.h"
#include "plan/gate.h"
#include "plan/ledger.h"

struct payment {
    int64_t after_s; /* from the grant; >= 0 */
    int64_t cents;
};

enum request_state { REQUEST_WAITING, REQUEST_GRANTED, REQUEST_CLOSED };

struct request {
    const struct record *cause;
    int payer;    /* party index */
    int payee;    /* party index, or PARTY_OUTSIDE */
    int priority; /* lower first */
    const struct payment *payments;
    int payment_count;
    int64_t submitted, decided; /* ticks; decided is GATE_CLOSED while waiting */
    enum request_state state;
    const struct record *held_by; /* instrument or tranche that money waits for, or NULL */
    int64_t encumbered_cents;     /* granted and not yet charged */
    sim_handler_fn *granted;      /* fires in PHASE_STARTS of the tick of the grant */
    void *subject;
    int64_t argument;
};

struct charge {
    const struct record *cause;
    int payer, payee;        /* party index; payee may be PARTY_OUTSIDE */
    int64_t cents;           /* > 0 */
    int64_t due;             /* tick */
    enum account debit;      /* in the payer's books */
    enum account credit;     /* in the payee's books */
    struct request *request; /* whose encumbrance it uses up, or NULL: a running cost */
};

/* In-tray of funding; one per replication. */
struct request_book {
    struct arena *arena;
    struct request **requests; /* all, in order of submission */
    size_t count, capacity;
    struct charge *charges; /* not yet taken over by funding; funding resets the count */
    size_t charge_count, charge_capacity;
    struct bell *submitted; /* rung when a paper comes in; NULL: nobody looks */
};

/* An empty book in ARENA, in which its papers are copied too; nobody looks until `submitted` is set. */
struct request_book *request_book_new(struct arena *arena);

/* Submits a copy of REQUEST (state and ticks are set here); returns the copy. */
struct request *request_submit(struct request_book *book, const struct request *request, int64_t now);

/*
 * Charges work by what has fallen due in all: hands in what TOTAL_CENTS is more than *CHARGED_CENTS, which it
 * then becomes, as CHARGE with credit to revenue; its cents do not count.  TOTAL_CENTS never falls.
 */
void charge_total(struct request_book *book, const struct charge *charge, int64_t total_cents,
                  int64_t *charged_cents);

/* Hands in a charge; zero cents are ignored. */
void charge_emit(struct request_book *book, const struct charge *charge);

#endif
