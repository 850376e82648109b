/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/loan_service.h"

#include "base/calendar.h"

#include <math.h>

void loan_service_accrue(struct loan *loan, int64_t now)
{
    const struct deal_loan *deal = loan->deal;
    if (now <= loan->accrued_to)
        return;
    double years = calendar_act_360(loan->accrued_to, now);
    loan->accrued_cents += (double)(loan->balance_cents - loan->overdue_cents) * loan->rate * years;
    loan->late_cents += (double)loan->overdue_cents * loan->rate * years;
    int64_t fee_to = now < deal->end ? now : deal->end;
    if (fee_to > loan->accrued_to)
        loan->fee_cents += (double)(deal->cents - loan->drawn_cents - loan->lapsed_cents) *
                           deal->undrawn_fee_ratio * calendar_act_360(loan->accrued_to, fee_to);
    loan->accrued_to = now;
}

void loan_service_lapse(struct loan *loan, int64_t cents, int64_t now)
{
    loan_service_accrue(loan, now);
    loan->lapsed_cents += cents;
}

/* Whole cents of *ACCRUED; the fraction stays. */
static int64_t take_cents(double *accrued)
{
    int64_t cents = llround(*accrued);
    *accrued -= (double)cents;
    return cents > 0 ? cents : 0;
}

static void charge(struct funding *funding, const struct loan *loan, int64_t cents, enum account debit,
                   enum account credit)
{
    charge_emit(funding->run->requests, &(struct charge){.cause = loan->deal->record,
                                                         .payer = loan->deal->obligor,
                                                         .payee = loan->deal->lender,
                                                         .cents = cents,
                                                         .due = sim_now(funding->run->sim),
                                                         .debit = debit,
                                                         .credit = credit});
}

static void capitalise(struct funding *funding, struct loan *loan, int64_t cents, enum account debit)
{
    struct posting posting = {.tick = sim_now(funding->run->sim),
                              .party = loan->deal->obligor,
                              .debit = debit,
                              .credit = ACCOUNT_DEBT,
                              .cents = cents,
                              .cause = loan->deal->record,
                              .counterparty = loan->deal->lender};
    ledger_post(funding->run->ledger, &posting);
    posting.party = loan->deal->lender;
    posting.counterparty = loan->deal->obligor;
    posting.debit = ACCOUNT_INVESTMENT;
    posting.credit = ACCOUNT_REVENUE;
    ledger_post(funding->run->ledger, &posting);
    loan->balance_cents += cents;
    loan->capitalised_cents += cents;
}

int64_t loan_service_post(struct funding *funding, struct loan *loan, int64_t now)
{
    loan_service_accrue(loan, now);
    int64_t regular = take_cents(&loan->accrued_cents), fee = take_cents(&loan->fee_cents);
    int64_t interest = regular + take_cents(&loan->late_cents);
    loan->interest_cents += interest;
    loan->fees_cents += fee;
    purse_count(funding, loan->deal->obligor, DEAL_INTEREST, interest);
    purse_count(funding, loan->deal->obligor, DEAL_FEES, fee);
    if (loan->deal->capitalised && !loan->repaying) {
        capitalise(funding, loan, fee, ACCOUNT_FEES);
        capitalise(funding, loan, interest, ACCOUNT_INTEREST);
        return regular;
    }
    charge(funding, loan, fee, ACCOUNT_FEES, ACCOUNT_REVENUE);
    charge(funding, loan, interest, ACCOUNT_INTEREST, ACCOUNT_REVENUE);
    return regular;
}

/* CENTS fall due: until they are paid they are overdue, if only within this tick. */
static void repay(struct funding *funding, struct loan *loan, int64_t cents)
{
    if (cents <= 0)
        return;
    loan->overdue_cents += cents;
    charge(funding, loan, cents, ACCOUNT_DEBT, ACCOUNT_INVESTMENT);
}

struct loan *loan_service_of(struct funding *funding, const struct charge *charge)
{
    return charge->debit == ACCOUNT_DEBT ? &funding->loans[charge->cause->index] : NULL;
}

void loan_service_paid(struct funding *funding, struct loan *loan, int64_t cents)
{
    loan_service_accrue(loan, sim_now(funding->run->sim));
    loan->balance_cents -= cents;
    loan->overdue_cents -= cents;
    loan->repaid_cents += cents;
    if (loan->overdue_cents > 0 || loan->overdue_since == FUNDING_NEVER)
        return;
    loan->overdue_since = FUNDING_NEVER;
    purse_journal(funding, loan->deal->record, "default cured", 0, NULL);
}

void loan_service_missed(struct funding *funding, struct loan *loan, int64_t cents)
{
    if (loan->overdue_since == FUNDING_NEVER)
        loan->overdue_since = sim_now(funding->run->sim);
    purse_journal(funding, loan->deal->record, "overdue", cents,
                  funding->parties[loan->deal->obligor].deal->record->id);
}

/* Payments still to come, today's included: the firsts of months, and maturity. */
static int payments_left(const struct deal_loan *deal, int64_t now)
{
    int firsts = calendar_months_between(now, deal->maturity);
    return firsts + (calendar_month_start(deal->maturity) == deal->maturity ? 1 : 2);
}

/*
 * Equal service for OWED, today's interest included: what today's payment and those to come are worth
 * now, each as 1, the last at maturity.
 */
static int64_t level_cents(const struct loan *loan, int64_t now, int64_t owed_cents)
{
    double worth = 1, sum = 1;
    for (int64_t from = now, to; from < loan->deal->maturity; from = to) {
        to = calendar_next_month(from);
        if (to > loan->deal->maturity)
            to = loan->deal->maturity;
        worth /= 1 + loan->rate * calendar_act_360(from, to);
        sum += worth;
    }
    return llround((double)owed_cents / sum);
}

static int64_t annuity_cents(struct loan *loan, int64_t now, int64_t rest, int64_t interest)
{
    if (loan->service_cents == 0)
        loan->service_cents = level_cents(loan, now, rest + interest);
    int64_t cents = loan->service_cents - interest;
    return cents < rest ? cents : rest;
}

/* What of the debt falls due at NOW, the end of a month; INTEREST is what was posted for the month. */
static int64_t principal_of(struct loan *loan, int64_t now, int64_t interest_cents)
{
    const struct deal_loan *deal = loan->deal;
    int64_t rest = loan->balance_cents - loan->overdue_cents;
    bool is_first = calendar_month_start(now) == now; /* a scenario may end within a month */
    if (!is_first || now < calendar_add_months(deal->end, 1) || now >= deal->maturity || rest == 0)
        return 0;
    if (deal->repayment == LOAN_EQUAL)
        return llround((double)rest / payments_left(deal, now));
    return deal->repayment == LOAN_ANNUITY ? annuity_cents(loan, now, rest, interest_cents) : 0;
}

void loan_service_repay(struct funding *funding, struct loan *loan, int64_t now, int64_t interest_cents)
{
    repay(funding, loan, principal_of(loan, now, interest_cents));
}

void loan_service_mature(struct funding *funding, struct loan *loan, int64_t now)
{
    loan_service_post(funding, loan, now);
    int64_t rest = loan->balance_cents - loan->overdue_cents;
    if (rest > 0)
        purse_journal(funding, loan->deal->record, "matured", rest, NULL);
    repay(funding, loan, rest);
}

/* The next tick behind NOW at which anything of LOAN is posted or paid. */
static int64_t next_service(const struct deal_loan *deal, int64_t now)
{
    int64_t next = calendar_next_month(now);
    if (deal->end > now && deal->end < next)
        next = deal->end;
    return deal->maturity > now && deal->maturity < next ? deal->maturity : next;
}

/* What AHEAD, a copy that is thought on, has to pay at NOW, in the order of the real one. */
static int64_t serve_ahead(struct loan *ahead, int64_t now)
{
    loan_service_accrue(ahead, now);
    int64_t interest = take_cents(&ahead->accrued_cents), principal = 0;
    int64_t cents = interest + take_cents(&ahead->late_cents) + take_cents(&ahead->fee_cents);
    if (ahead->deal->capitalised && !ahead->repaying) {
        ahead->balance_cents += cents;
        cents = 0;
    }
    if (now >= ahead->deal->end)
        ahead->repaying = true;
    if (now == ahead->deal->maturity)
        principal = ahead->balance_cents - ahead->overdue_cents;
    else if (calendar_month_start(now) == now)
        principal = principal_of(ahead, now, interest);
    ahead->balance_cents -= principal;
    return cents + principal;
}

int64_t loan_service_scheduled(const struct loan *loan, int64_t now, int64_t until)
{
    struct loan ahead = *loan;
    int64_t sum = 0;
    if (loan->balance_cents == 0 && loan->deal->cents == loan->drawn_cents + loan->lapsed_cents)
        return 0;
    for (int64_t at = next_service(loan->deal, now); at <= until; at = next_service(loan->deal, at))
        sum += serve_ahead(&ahead, at);
    return sum;
}
