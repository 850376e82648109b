/* SPDX-License-Identifier: Apache-2.0 */
/*
 * deal - the compiled contracts: what every replication shares.
 *
 * Parties are indexes of party records; money is in cents, shares of time in seconds, ticks that
 * are not stated are DEAL_NO_DATE.
 *
 * Threads: constant once compiled.
 */
#ifndef FUNDING_DEAL_H
#define FUNDING_DEAL_H

#include "funding/kinds.h"
#include "plan/condition.h"
#include "plan/metric.h"
#include "plan/record.h"

#define DEAL_NO_DATE INT64_MAX

/* Metrics of every party, in the order of funding_metrics. */
enum deal_metric {
    DEAL_CASH,
    DEAL_ENCUMBERED,
    DEAL_PAYABLE,
    DEAL_DEBT,
    DEAL_DRAWN,
    DEAL_UNDRAWN,
    DEAL_CAPEX,
    DEAL_INTEREST,
    DEAL_FEES,
    DEAL_COMPUTE,
    DEAL_METRIC_COUNT
};

struct deal_tranche {
    const struct record *record; /* the tranche, or its loan when that has none */
    const struct condition *when;
    int64_t cents;
    int64_t long_stop, waiver; /* ticks */
    int64_t cure_s, notice_s;
    int64_t pre_money_cents; /* 0: the price of the equity */
    int equity, loan;        /* place of its instrument; the other is -1 */
    int recipient, source;   /* party: who gets and who gives */
};

struct deal_equity {
    const struct record *record;
    int from, to;
    int64_t cents;
    int64_t pre_money_cents; /* 0: not stated */
    int commitment;          /* form credits: the commitment they serve, else -1 */
};

struct deal_loan {
    const struct record *record;
    int obligor, lender;
    int64_t cents;
    double advance_ratio, margin_ratio, undrawn_fee_ratio, upfront_fee_ratio;
    int64_t start, end, maturity;       /* availability, then repayment */
    int64_t drawn_cents, balance_cents; /* at the start of the scenario */
    bool capitalised, at_once;
    enum loan_repayment repayment;
    bool names;                   /* what it finances; else all capital cost of the obligor */
    const bool *finances;         /* by sort of cost */
    const struct condition *when; /* precedent to all tranches; NULL: none, or in its one tranche */
    int first_tranche, tranche_count;
};

struct deal_minimum {
    int64_t by, cents;
};

struct deal_commitment {
    const struct record *record;
    int from, to;
    int64_t cents, prepaid_cents;
    int64_t taken_cents, credit_cents; /* at the start of the scenario */
    int64_t start, end;
    const int *sites;
    int site_count;
    bool facility, credit, invoice_at_end, has_beyond;
    double beyond_usd_j;
    const struct deal_minimum *minimums; /* by date */
    int minimum_count;
};

struct deal_party {
    const struct record *record;
    int64_t cash_cents;
    int64_t horizon_s;
    bool debt_first;
    bool calls_capital; /* brings new money when it must pay */
    int cells[DEAL_METRIC_COUNT];
};

struct funding_plan {
    const struct plan *plan;
    struct deal_party *parties;
    struct deal_equity *equities;
    struct deal_loan *loans;
    struct deal_tranche *tranches; /* in order of their instruments: equities, then loans */
    struct deal_commitment *commitments;
    const int *cost_sorts; /* by record number: which loans finance what it costs (deal_costs.h) */
    int cost_sort_count;
    int party_count, equity_count, loan_count, tranche_count, commitment_count, site_count;
};

/* Compiles all contracts; what is wrong goes to DIAG. */
struct funding_plan *deal_compile(const struct plan *plan, const struct metric_layout *layout,
                                  struct arena *arena, struct diag *diag);

#endif
