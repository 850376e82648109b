/* SPDX-License-Identifier: Apache-2.0 */
/*
 * purse - what all parts of funding share in one replication: parties, instruments, the journal.
 *
 * Owns: memory lies in the run's arena.
 */
#ifndef FUNDING_PURSE_H
#define FUNDING_PURSE_H

#include "funding/deal.h"
#include "funding/funding.h"

/* The caps on a draw; the smallest binds, ties go to the first: the tranche, where it ends the whole. */
enum cap {
    CAP_NEED,
    CAP_TRANCHES,
    CAP_COMMITMENT,
    CAP_COST, /* loan to cost */
    CAP_WINDOW,
    CAP_SOURCE, /* cash of who gives */
    CAP_COUNT
};
extern const char *const cap_names[CAP_COUNT];

enum tranche_state { TRANCHE_PENDING, TRANCHE_IN_NOTICE, TRANCHE_OPEN, TRANCHE_DRAWN, TRANCHE_LAPSED };

struct tranche {
    const struct deal_tranche *deal;
    enum tranche_state state;
    const char *how, *bound_by;
    bool curing; /* behind its long-stop */
    int64_t satisfied, available, drawn, ended, drawn_cents;
    const char *missing; /* when it lapsed pending: what had not come, in words */
    struct opening *opening;
    const struct condition *last; /* part of its condition that came last; NULL until it holds */
    struct gate held; /* what had held that; dates have no BY; cause GATE_CAUSE_COUNT: not known */
};

struct loan {
    const struct deal_loan *deal;
    struct tranche *tranches;
    bool open, repaying;  /* its own condition has held; its window has ended */
    double rate;          /* a year */
    int64_t accrued_to;   /* tick */
    double accrued_cents; /* interest not yet posted, with its fraction */
    double late_cents;    /* the same on overdue principal */
    double fee_cents;     /* undrawn fee not yet posted */
    int64_t drawn_cents, balance_cents, lapsed_cents, capitalised_cents, repaid_cents;
    int64_t overdue_cents; /* of the balance: has fallen due and is not paid */
    int64_t service_cents; /* annuity: level service, once repayment has begun */
    int64_t overdue_since; /* tick of the default that lasts, or FUNDING_NEVER */
    int64_t interest_cents, fees_cents;
    int draw_row;       /* last row of the draws, or -1: draws of one tick are one row */
    int64_t cost_cents; /* paid of what it finances, upfront fees included */
    int64_t pool_cents; /* debt drawn on that cost that counts against its advance */
    int64_t look_cost_cents, look_pool_cents, look_drawn_cents; /* within a look: what would come on top */
};

struct commitment {
    const struct deal_commitment *deal;
    double rate_usd_j, facility_j, it_j; /* joules since the last month end */
    int64_t settled_to;
    int64_t taken_cents, shortfall_cents, beyond_cents;
    int64_t credit_cents;   /* paid by prepayment or shortfall: has counted already */
    int64_t investor_cents; /* given for shares: counts when used */
    int next_minimum;
    bool prepaid, ended;
};

/* A charge that is due, until it is paid. */
struct due {
    struct charge charge;
    int64_t open_cents;
    bool booked; /* the gap has been told; but for principal, which stays debt, it stands as payable */
};

struct party {
    const struct deal_party *deal;
    struct due *dues; /* in order; those before head are paid */
    size_t due_head, due_count, due_capacity;
    size_t due_tried; /* those before it have been tried and booked */
    int64_t unpaid_cents;
    struct request **waiting; /* in order; those before waiting_head are decided */
    size_t waiting_head, waiting_count, waiting_capacity;
    struct request **claims; /* granted and not wholly charged */
    size_t claim_count, claim_capacity;
    int64_t encumbered_cents;
    int64_t received_cents; /* from equities and loans */
    int64_t equity_cents, seen_cash_cents;
    int64_t promised_cents;                    /* as lender, while one look at drawable money lasts */
    int64_t published_cents[DEAL_UNDRAWN + 1]; /* by metric */
    bool look;                                 /* something changed that may let it pay or grant */
    bool decide;                               /* has paid; its requests come next */
    double *shares; /* by holder: of this company; one share in the world at the start */
    double share_count;
    int64_t round_cents; /* pre-money and price of the last round that stated one */
    double round_price;
};

struct funding {
    const struct funding_plan *plan;
    struct run *run;
    struct party *parties;
    struct tranche *tranches;
    struct loan *loans;
    struct commitment *commitments;
    int64_t *equity_drawn_cents;
    int64_t *undrawn_cents; /* by party, at the last publishing */
    int64_t *due_cents;     /* by sort of cost, while one payment looks at loans */
    int64_t *claimed_cents; /* by sort of cost, while requests of one party are decided */
    size_t published_count; /* postings in the ledger then */
    bool changed;           /* since then: what is published and in no posting */
    size_t requests_seen;
    struct charge *later; /* handed in before they are due */
    size_t later_count, later_capacity;
    struct funding_draw *draws;
    size_t draw_count, draw_capacity;
    struct funding_event *events;
    size_t event_count, event_capacity;
    int64_t next_date; /* for which a test is scheduled */
};

/* The least of CAPS, at least 0, and which it is. */
int64_t purse_least(const int64_t caps[CAP_COUNT], enum cap *bound);

/* Cash of PARTY, cents. */
int64_t purse_cash(const struct funding *funding, int party);

/* Cash that PARTY can give: its own, or WANTED when it may call capital from outside (and does). */
int64_t purse_give(struct funding *funding, int party, int64_t wanted_cents, const struct record *cause);

/* Books what PARTY stood in on the first day: CENTS from CREDIT to DEBIT, one of which is OPENING. */
void purse_open(struct funding *funding, int party, enum account debit, enum account credit, int64_t cents,
                const struct record *cause, int counterparty);

/* Rings for a settlement in this tick and has PARTY looked at. */
void purse_look(struct funding *funding, int party);

/* Writes a change into the journal, the log of the run and the event rows.  CENTS 0: no amount. */
void purse_journal(struct funding *funding, const struct record *record, const char *what, int64_t cents,
                   const char *detail);

/* Adds a row to the draws and returns its place. */
int purse_draw_row(struct funding *funding, const struct record *record, int party, int64_t cents,
                   const char *bound_by);

/* Adds to a counter of PARTY. */
void purse_count(struct funding *funding, int party, enum deal_metric metric, int64_t cents);

#endif
