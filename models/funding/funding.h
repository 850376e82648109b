/* SPDX-License-Identifier: Apache-2.0 */
/*
 * funding - whose money is there, when, and for what.
 *
 * Takes the papers of work (plan/request.h): grants requests, pays charges first come first served,
 * draws loans against capital cost, keeps what cannot be paid as a payable: the funding gap.  Looks
 * after tranches (tranche.h), loans (loan.h) and take-or-pay (commitment.h).  All cents are exact.
 *
 * The world calls, in this order within a month's first tick: funding_take for every site, then
 * funding_month_end, in PHASE_INTEGRATE; funding_test in PHASE_CONDITIONS, when the conditions bell
 * was heard and on test dates; funding_settle in PHASE_FUNDING, when the funding bell was heard.
 */
#ifndef FUNDING_FUNDING_H
#define FUNDING_FUNDING_H

#include "funding/kinds.h"
#include "funding/stalemate.h"
#include "plan/run.h"

extern const struct metric_table funding_metrics;

enum { FUNDING_NEVER = INT64_MIN };

struct funding_plan;
struct funding;

/* NULL after errors: money for what its recipient neither owns nor pays, payers without money. */
const struct funding_plan *funding_compile(const struct plan *plan, const struct metric_layout *layout,
                                           struct arena *arena, struct diag *diag);

/* Books the opening cash and schedules every date of the deal. */
struct funding *funding_start(const struct funding_plan *plan, struct run *run);

/* Tests the conditions of all tranches and loans; TEST_DATE: flow metrics may be read. */
void funding_test(struct funding *funding, bool test_date);

/* Takes in what was submitted, moves money that became available, pays, grants. */
void funding_settle(struct funding *funding);

/* Sets the state metrics. */
void funding_publish(struct funding *funding);

/*
 * What SITE (its index) had accepted since the last month end, in watt-seconds: facility watts at
 * the meter and IT watts of the racks.  Commitments pay by it.
 */
void funding_take(struct funding *funding, int site, double facility_j, double it_j);

/* Interest, fees, principal and take-or-pay of the month that ends at NOW. */
void funding_month_end(struct funding *funding, int64_t now);

/* A tranche, or a loan without tranches, as it stands.  Ticks are FUNDING_NEVER where it did not happen. */
struct funding_tranche {
    const struct record *record;
    const char *state; /* pending, notice, available, drawn, lapsed */
    const char *how;   /* satisfied, waived or cured; NULL while pending */
    int64_t satisfied, available, drawn, ended;
    int64_t amount_cents, drawn_cents;
    const char *bound_by; /* cap that bound its last draw, or NULL */
    const char *missing;  /* in words; NULL when nothing is missing */
    const char *last;     /* part of the condition that came last, in words; NULL until it holds, or waived */
    const char *held_cause;       /* what had held that part, or NULL */
    const struct record *held_by; /* which thing, or NULL */
};
int funding_tranche_count(const struct funding *funding);
struct funding_tranche funding_tranche_at(const struct funding *funding, int place, struct arena *arena);

struct funding_draw {
    int64_t tick;
    const struct record *record; /* tranche of an equity, or loan */
    int party;                   /* recipient */
    int64_t cents;               /* gross of upfront fees */
    const char *bound_by;
};
int funding_draw_count(const struct funding *funding);
const struct funding_draw *funding_draws(const struct funding *funding);

/* The party that gives the money of RECORD, a tranche or a loan; PARTY_OUTSIDE when it is neither. */
int funding_giver(const struct funding *funding, const struct record *record);

struct funding_event {
    int64_t tick;
    const struct record *record;
    const char *what;   /* satisfied, waived, cured, notice, available, drawn, lapsed, shortfall, ... */
    int64_t cents;      /* 0 when there is no amount */
    const char *detail; /* condition or cap that decided, or NULL */
};
int funding_event_count(const struct funding *funding);
const struct funding_event *funding_events(const struct funding *funding);

struct funding_loan {
    const struct record *record;
    int obligor, lender;
    int64_t amount_cents, drawn_cents, lapsed_cents;
    int64_t capitalised_cents, repaid_cents, balance_cents;
    int64_t overdue_cents;             /* of the balance: principal that is due and not paid */
    int64_t overdue_since;             /* tick of the default that lasts, or FUNDING_NEVER */
    int64_t interest_cents, fee_cents; /* all of it, capitalised or not; fees: undrawn and upfront */
    double rate;                       /* drawn base rate plus margin, a year */
};
int funding_loan_count(const struct funding *funding);
struct funding_loan funding_loan_at(const struct funding *funding, int place);

struct funding_commitment {
    const struct record *record;
    int64_t total_cents, taken_cents; /* taken: paid or invoiced of the total */
    int64_t shortfall_cents, beyond_cents;
    int64_t credit_cents; /* paid for and not yet used */
};
int funding_commitment_count(const struct funding *funding);
struct funding_commitment funding_commitment_at(const struct funding *funding, int place);

/* "waiting", "granted", "closed"; requests themselves stand in run->requests. */
const char *funding_request_state(const struct request *request);
int64_t funding_request_cents(const struct request *request);

/* Sources and uses of one party: opening + receipts - payments = closing, exactly. */
struct funding_books {
    int64_t opening_cents, receipts_cents, payments_cents, closing_cents;
    int64_t encumbered_cents; /* granted and not yet charged */
    int64_t payable_cents;    /* due and unpaid, overdue principal too: the funding gap */
};
struct funding_books funding_books_of(const struct funding *funding, int party);

/* Share of COMPANY that HOLDER has bought, 0..1; 0 when no value was ever stated. */
double funding_ownership_ratio(const struct funding *funding, int company, int holder);

/* Sum of everything in the books that should be zero, absolute: exactly 0. */
int64_t funding_residual_cents(const struct funding *funding);

/*
 * The cycle in which money waits for work that waits for money, in words, or NULL.  EDGES are what
 * the world knows: metric -> work that raises it, work -> what it waits for (stalemate.h).
 */
const char *funding_stalemate(const struct funding *funding, const struct stalemate_edge *edges, int count,
                              struct arena *arena);

#endif
