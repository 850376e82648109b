/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/payment.h"

#include "funding/deal_costs.h"
#include "funding/loan.h"
#include "funding/loan_cost.h"
#include "funding/loan_service.h"

static void fall_due(struct funding *funding, const struct charge *charge)
{
    struct party *party = &funding->parties[charge->payer];
    party->dues = arena_grow(funding->run->arena, party->dues, party->due_count, &party->due_capacity,
                             sizeof *party->dues);
    party->dues[party->due_count++] = (struct due){.charge = *charge, .open_cents = charge->cents};
    party->unpaid_cents += charge->cents;
    party->look = funding->changed = true;
}

static void on_due(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    struct funding *funding = subject;
    const struct charge *charge = &funding->later[argument];
    fall_due(funding, charge);
    purse_look(funding, charge->payer);
}

static void wait_for(struct funding *funding, const struct charge *charge)
{
    funding->later = arena_grow(funding->run->arena, funding->later, funding->later_count,
                                &funding->later_capacity, sizeof *funding->later);
    funding->later[funding->later_count] = *charge;
    sim_schedule(funding->run->sim, charge->due, PHASE_FUNDING, on_due, funding,
                 (int64_t)funding->later_count++);
}

/* A charge against a request uses up what the grant has set aside. */
static void release(struct funding *funding, const struct charge *charge)
{
    struct request *request = charge->request;
    if (!request || request->state != REQUEST_GRANTED)
        return;
    int64_t part = charge->cents < request->encumbered_cents ? charge->cents : request->encumbered_cents;
    request->encumbered_cents -= part;
    funding->parties[charge->payer].encumbered_cents -= part;
    if (request->encumbered_cents == 0)
        request->state = REQUEST_CLOSED;
}

void payment_take(struct funding *funding)
{
    struct request_book *book = funding->run->requests;
    for (size_t i = 0; i < book->charge_count; i++) {
        const struct charge *charge = &book->charges[i];
        if (charge->payer == PARTY_OUTSIDE)
            continue;
        release(funding, charge);
        if (charge->due > sim_now(funding->run->sim))
            wait_for(funding, charge);
        else
            fall_due(funding, charge);
    }
    book->charge_count = 0;
}

/* Principal that is not paid stays what it was: debt of the one, an investment of the other. */
static bool is_payable(const struct due *due)
{
    return due->booked && due->charge.debit != ACCOUNT_DEBT;
}

static struct posting posting_of(const struct funding *funding, const struct due *due, int64_t cents)
{
    return (struct posting){.tick = sim_now(funding->run->sim),
                            .party = due->charge.payer,
                            .debit = is_payable(due) ? ACCOUNT_PAYABLE : due->charge.debit,
                            .cents = cents,
                            .cause = due->charge.cause,
                            .counterparty = due->charge.payee};
}

static void pay(struct funding *funding, struct party *party, struct due *due, int64_t cents)
{
    if (cents <= 0)
        return;
    struct posting payment = posting_of(funding, due, cents);
    ledger_pay(funding->run->ledger, &payment, is_payable(due) ? ACCOUNT_RECEIVABLE : due->charge.credit);
    due->open_cents -= cents;
    party->unpaid_cents -= cents;
    struct loan *repaid = loan_service_of(funding, &due->charge);
    if (repaid)
        loan_service_paid(funding, repaid, cents);
    if (due->charge.debit == ACCOUNT_WORKS) {
        loan_cost_paid(funding, due->charge.payer, deal_costs_sort(funding->plan, due->charge.cause), cents);
        purse_count(funding, due->charge.payer, DEAL_CAPEX, cents);
    }
    if (due->charge.payee != PARTY_OUTSIDE)
        funding->parties[due->charge.payee].look = true;
}

static void post_gap(struct funding *funding, const struct due *due)
{
    struct posting posting = posting_of(funding, due, due->open_cents);
    posting.credit = ACCOUNT_PAYABLE;
    ledger_post(funding->run->ledger, &posting);
    if (due->charge.payee != PARTY_OUTSIDE) {
        posting.party = due->charge.payee;
        posting.counterparty = due->charge.payer;
        posting.debit = ACCOUNT_RECEIVABLE;
        posting.credit = due->charge.credit;
        ledger_post(funding->run->ledger, &posting);
    }
    purse_journal(funding, due->charge.cause, "unpaid", due->open_cents,
                  funding->parties[due->charge.payer].deal->record->id);
}

static void book_gap(struct funding *funding, struct due *due)
{
    if (due->booked || due->open_cents == 0)
        return;
    struct loan *defaulted = loan_service_of(funding, &due->charge);
    if (defaulted)
        loan_service_missed(funding, defaulted, due->open_cents);
    else
        post_gap(funding, due);
    due->booked = true;
}

static void settle(struct funding *funding, struct party *party, struct due *due, bool blocked)
{
    int64_t own = blocked ? 0 : purse_cash(funding, due->charge.payer);
    if (due->charge.debit == ACCOUNT_WORKS)
        own += loan_fund(funding, &due->charge, due->open_cents, own);
    pay(funding, party, due, own < due->open_cents ? own : due->open_cents);
    book_gap(funding, due);
}

bool payment_pay(struct funding *funding, int place)
{
    struct party *party = &funding->parties[place];
    int64_t before = party->unpaid_cents;
    bool blocked = false;
    for (size_t i = party->due_head; i < party->due_count; i++) {
        if (party->dues[i].open_cents > 0)
            settle(funding, party, &party->dues[i], blocked);
        bool gap = party->dues[i].open_cents > 0;
        if (!blocked && !gap)
            party->due_head = i + 1;
        /* Behind a new gap without a loan nothing can move: go on with what is new. */
        if (!blocked && gap && i + 1 < party->due_tried && !loan_stands_by(funding, place))
            i = party->due_tried - 1;
        blocked |= gap;
    }
    party->due_tried = party->due_count;
    return party->unpaid_cents != before;
}
