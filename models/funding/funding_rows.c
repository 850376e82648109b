/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/funding.h"
#include "funding/grant.h"
#include "funding/tranche.h"
#include "funding/waits.h"

#include <stdlib.h>

static const char *const state_names[] = {
    [TRANCHE_PENDING] = "pending", [TRANCHE_IN_NOTICE] = "notice", [TRANCHE_OPEN] = "available",
    [TRANCHE_DRAWN] = "drawn",     [TRANCHE_LAPSED] = "lapsed",
};

int funding_tranche_count(const struct funding *funding)
{
    return funding->plan->tranche_count;
}

/* What had not come when it lapsed, or has not come yet. */
static const char *missing_of(const struct funding *funding, const struct tranche *tranche,
                              struct arena *arena)
{
    if (tranche->missing)
        return arena_strdup(arena, tranche->missing);
    const struct condition *missing = tranche->how ? NULL : tranche_missing(funding, tranche);
    return missing ? condition_text(missing, arena) : NULL;
}

struct funding_tranche funding_tranche_at(const struct funding *funding, int place, struct arena *arena)
{
    const struct tranche *tranche = &funding->tranches[place];
    return (struct funding_tranche){
        .record = tranche->deal->record,
        .state = state_names[tranche->state],
        .how = tranche->how,
        .satisfied = tranche->satisfied,
        .available = tranche->available,
        .drawn = tranche->drawn,
        .ended = tranche->ended,
        .amount_cents = tranche->deal->cents,
        .drawn_cents = tranche->drawn_cents,
        .bound_by = tranche->bound_by,
        .missing = missing_of(funding, tranche, arena),
        .last = tranche->last ? condition_text(tranche->last, arena) : NULL,
        .held_cause = tranche->last && tranche->held.cause < GATE_CAUSE_COUNT
                          ? gate_cause_names[tranche->held.cause]
                          : NULL,
        .held_by = tranche->held.by,
    };
}

int funding_draw_count(const struct funding *funding)
{
    return (int)funding->draw_count;
}

const struct funding_draw *funding_draws(const struct funding *funding)
{
    return funding->draws;
}

int funding_giver(const struct funding *funding, const struct record *record)
{
    const struct funding_plan *deal = funding->plan;
    for (int i = 0; i < deal->tranche_count; i++)
        if (deal->tranches[i].record == record)
            return deal->tranches[i].source;
    for (int i = 0; i < deal->loan_count; i++)
        if (deal->loans[i].record == record)
            return deal->loans[i].lender;
    return PARTY_OUTSIDE;
}

int funding_event_count(const struct funding *funding)
{
    return (int)funding->event_count;
}

const struct funding_event *funding_events(const struct funding *funding)
{
    return funding->events;
}

int funding_loan_count(const struct funding *funding)
{
    return funding->plan->loan_count;
}

struct funding_loan funding_loan_at(const struct funding *funding, int place)
{
    const struct loan *loan = &funding->loans[place];
    return (struct funding_loan){
        .record = loan->deal->record,
        .obligor = loan->deal->obligor,
        .lender = loan->deal->lender,
        .amount_cents = loan->deal->cents,
        .drawn_cents = loan->drawn_cents,
        .lapsed_cents = loan->lapsed_cents,
        .capitalised_cents = loan->capitalised_cents,
        .repaid_cents = loan->repaid_cents,
        .balance_cents = loan->balance_cents,
        .overdue_cents = loan->overdue_cents,
        .overdue_since = loan->overdue_since,
        .interest_cents = loan->interest_cents,
        .fee_cents = loan->fees_cents,
        .rate = loan->rate,
    };
}

int funding_commitment_count(const struct funding *funding)
{
    return funding->plan->commitment_count;
}

struct funding_commitment funding_commitment_at(const struct funding *funding, int place)
{
    const struct commitment *commitment = &funding->commitments[place];
    return (struct funding_commitment){
        .record = commitment->deal->record,
        .total_cents = commitment->deal->cents,
        .taken_cents = commitment->taken_cents,
        .shortfall_cents = commitment->shortfall_cents,
        .beyond_cents = commitment->beyond_cents,
        .credit_cents = commitment->credit_cents + commitment->investor_cents,
    };
}

const char *funding_request_state(const struct request *request)
{
    static const char *const names[] = {
        [REQUEST_WAITING] = "waiting", [REQUEST_GRANTED] = "granted", [REQUEST_CLOSED] = "closed"};
    return names[request->state];
}

int64_t funding_request_cents(const struct request *request)
{
    return grant_total(request);
}

static void add_cash(struct funding_books *books, const struct posting *posting)
{
    if (posting->credit == ACCOUNT_CASH)
        books->payments_cents += posting->cents;
    else if (posting->debit == ACCOUNT_CASH && posting->credit == ACCOUNT_OPENING)
        books->opening_cents += posting->cents;
    else if (posting->debit == ACCOUNT_CASH)
        books->receipts_cents += posting->cents;
}

static struct funding_books books_as_they_stand(const struct funding *funding, int party)
{
    return (struct funding_books){.closing_cents = purse_cash(funding, party),
                                  .encumbered_cents = funding->parties[party].encumbered_cents,
                                  .payable_cents = funding->parties[party].unpaid_cents};
}

struct funding_books funding_books_of(const struct funding *funding, int party)
{
    const struct ledger *ledger = funding->run->ledger;
    struct funding_books books = books_as_they_stand(funding, party);
    for (size_t i = 0; i < ledger->count; i++)
        if (ledger->postings[i].party == party)
            add_cash(&books, &ledger->postings[i]);
    return books;
}

/* By party, in one pass. */
static struct funding_books *all_books(const struct funding *funding)
{
    const struct ledger *ledger = funding->run->ledger;
    int count = funding->plan->party_count;
    struct funding_books *books = arena_array(funding->run->arena, (size_t)count, sizeof *books);
    for (int i = 0; i < count; i++)
        books[i] = books_as_they_stand(funding, i);
    for (size_t i = 0; i < ledger->count; i++)
        add_cash(&books[ledger->postings[i].party], &ledger->postings[i]);
    return books;
}

double funding_ownership_ratio(const struct funding *funding, int company, int holder)
{
    const struct party *party = &funding->parties[company];
    return party->shares[holder] / party->share_count;
}

static int64_t overdue_of(const struct funding *funding, int party)
{
    int64_t sum = 0;
    for (int i = 0; i < funding->plan->loan_count; i++)
        if (funding->loans[i].deal->obligor == party)
            sum += funding->loans[i].overdue_cents;
    return sum;
}

static int64_t cash_residual(const struct funding *funding)
{
    const struct funding_books *all = all_books(funding);
    int64_t sum = 0;
    for (int i = 0; i < funding->plan->party_count; i++) {
        const struct funding_books *books = &all[i];
        int64_t owed = overdue_of(funding, i) - ledger_balance(funding->run->ledger, i, ACCOUNT_PAYABLE);
        sum += llabs(books->opening_cents + books->receipts_cents - books->payments_cents -
                     books->closing_cents);
        sum += llabs(owed - books->payable_cents);
        if (books->closing_cents < 0)
            sum -= books->closing_cents;
    }
    return sum;
}

static int64_t debt_residual(const struct funding *funding)
{
    int64_t sum = 0;
    for (int p = 0; p < funding->plan->party_count; p++) {
        int64_t debt = -ledger_balance(funding->run->ledger, p, ACCOUNT_DEBT);
        for (int i = 0; i < funding->plan->loan_count; i++)
            if (funding->loans[i].deal->obligor == p)
                debt -= funding->loans[i].balance_cents;
        sum += llabs(debt);
    }
    return sum;
}

int64_t funding_residual_cents(const struct funding *funding)
{
    return llabs(ledger_residual_cents(funding->run->ledger)) + cash_residual(funding) +
           debt_residual(funding);
}

const char *funding_stalemate(const struct funding *funding, const struct stalemate_edge *edges, int count,
                              struct arena *arena)
{
    struct waits waits = {.arena = arena};
    waits_collect(&waits, funding);
    for (int i = 0; i < count; i++)
        waits_add(&waits, edges[i]);
    return stalemate_cycle(waits.edges, (int)waits.count, arena);
}
