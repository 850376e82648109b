/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kinds - the instruments and contracts of a deal, as a scenario states them.
 *
 * Every amount is "up to": what is committed, what is conditional and what is drawn are three
 * numbers, and the results keep them apart.
 */
#ifndef FUNDING_KINDS_H
#define FUNDING_KINDS_H

#include "plan/field.h"

enum { EQUITY_FROM, EQUITY_TO, EQUITY_AMOUNT, EQUITY_PRE_MONEY, EQUITY_FORM, EQUITY_FIELD_COUNT };
enum {
    TRANCHE_AMOUNT,
    TRANCHE_LONG_STOP,
    TRANCHE_CURE,
    TRANCHE_NOTICE,
    TRANCHE_WAIVER,
    TRANCHE_PRE_MONEY,
    TRANCHE_WHEN,
    TRANCHE_FIELD_COUNT
};
enum {
    LOAN_OBLIGOR,
    LOAN_LENDER,
    LOAN_AMOUNT,
    LOAN_ADVANCE,
    LOAN_FINANCES,
    LOAN_AVAILABILITY_START,
    LOAN_AVAILABILITY_END,
    LOAN_BASE_RATE,
    LOAN_MARGIN,
    LOAN_UNDRAWN_FEE,
    LOAN_UPFRONT_FEE,
    LOAN_INTEREST,
    LOAN_DRAWING,
    LOAN_REPAYMENT,
    LOAN_MATURITY,
    LOAN_DRAWN,
    LOAN_BALANCE,
    LOAN_WHEN,
    LOAN_FIELD_COUNT
};
enum equity_form { EQUITY_CASH, EQUITY_CREDITS };
enum loan_interest { LOAN_CAPITALISED, LOAN_PAID };
enum loan_drawing { LOAN_DELAYED, LOAN_AT_ONCE };
enum loan_repayment { LOAN_EQUAL, LOAN_ANNUITY, LOAN_BULLET };
enum {
    COMMITMENT_FROM,
    COMMITMENT_TO,
    COMMITMENT_TOTAL,
    COMMITMENT_SITES,
    COMMITMENT_START,
    COMMITMENT_END,
    COMMITMENT_RATE,
    COMMITMENT_BASIS,
    COMMITMENT_BEYOND,
    COMMITMENT_SHORTFALL,
    COMMITMENT_PREPAID,
    COMMITMENT_TAKEN,
    COMMITMENT_CREDIT,
    COMMITMENT_AT_END,
    COMMITMENT_FIELD_COUNT
};
enum commitment_basis { BASIS_FACILITY, BASIS_IT };
enum commitment_shortfall { SHORTFALL_INVOICE, SHORTFALL_CREDIT };
enum commitment_at_end { END_INVOICE, END_LAPSE };
enum { MINIMUM_BY, MINIMUM_AMOUNT, MINIMUM_FIELD_COUNT };
enum { POLICY_PAYER, POLICY_HORIZON, POLICY_ORDER, POLICY_FIELD_COUNT };
enum policy_order { POLICY_CASH_FIRST, POLICY_DEBT_FIRST };

extern const struct kind funding_equity_kind;
extern const struct kind funding_tranche_kind;
extern const struct kind funding_term_loan_kind;
extern const struct kind funding_commitment_kind;
extern const struct kind funding_minimum_kind;
extern const struct kind funding_policy_kind;

#endif
