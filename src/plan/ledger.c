/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/ledger.h"

#include <assert.h>
#include <math.h>

const char *const account_names[ACCOUNT_COUNT] = {
    [ACCOUNT_CASH] = "cash",         [ACCOUNT_RECEIVABLE] = "receivable",
    [ACCOUNT_PREPAID] = "prepaid",   [ACCOUNT_WORKS] = "works",
    [ACCOUNT_PAYABLE] = "payable",   [ACCOUNT_INVESTMENT] = "investment",
    [ACCOUNT_DEBT] = "debt",         [ACCOUNT_DEFERRED] = "deferred",
    [ACCOUNT_EQUITY] = "equity",     [ACCOUNT_OPENING] = "opening",
    [ACCOUNT_REVENUE] = "revenue",   [ACCOUNT_COMPUTE] = "compute",
    [ACCOUNT_ENERGY] = "energy",     [ACCOUNT_OPEX] = "opex",
    [ACCOUNT_INTEREST] = "interest", [ACCOUNT_FEES] = "fees",
    [ACCOUNT_TAX] = "tax",
};

struct ledger *ledger_new(int party_count, struct arena *arena)
{
    struct ledger *ledger = arena_alloc(arena, sizeof *ledger);
    ledger->arena = arena;
    ledger->party_count = party_count;
    ledger->balance = arena_array(arena, (size_t)party_count * ACCOUNT_COUNT, sizeof *ledger->balance);
    return ledger;
}

static void note_overrun(struct ledger *ledger, const struct posting *posting)
{
    if (ledger->overrun)
        return;
    struct posting *copy = arena_alloc(ledger->arena, sizeof *copy);
    *copy = *posting;
    ledger->overrun = copy;
}

/* Unsigned, because what follows an overrun in the same tick may go round: the residual is 0 all the same. */
static bool move(int64_t *balance, int64_t cents)
{
    *balance = (int64_t)((uint64_t)*balance + (uint64_t)cents);
    return *balance<LEDGER_CENTS_MAX && * balance> - LEDGER_CENTS_MAX;
}

void ledger_post(struct ledger *ledger, const struct posting *posting)
{
    assert(posting->cents >= 0 && posting->party >= 0 && posting->party < ledger->party_count);
    assert(posting->debit != posting->credit);
    if (posting->cents == 0)
        return;
    ledger->postings = arena_grow(ledger->arena, ledger->postings, ledger->count, &ledger->capacity,
                                  sizeof *ledger->postings);
    ledger->postings[ledger->count++] = *posting;
    int64_t *balance = ledger->balance + (size_t)posting->party * ACCOUNT_COUNT;
    bool holds = move(&balance[posting->debit], posting->cents);
    if (!move(&balance[posting->credit], -posting->cents) || !holds)
        note_overrun(ledger, posting);
}

void ledger_pay(struct ledger *ledger, const struct posting *payment, enum account payee_credit)
{
    struct posting posting = *payment;
    posting.credit = ACCOUNT_CASH;
    ledger_post(ledger, &posting);
    if (payment->counterparty == PARTY_OUTSIDE)
        return;
    posting.party = payment->counterparty;
    posting.counterparty = payment->party;
    posting.debit = ACCOUNT_CASH;
    posting.credit = payee_credit;
    ledger_post(ledger, &posting);
}

int64_t ledger_balance(const struct ledger *ledger, int party, enum account account)
{
    return ledger->balance[(size_t)party * ACCOUNT_COUNT + account];
}

int64_t ledger_residual_cents(const struct ledger *ledger)
{
    int64_t residual = 0;
    for (int i = 0; i < ledger->party_count * ACCOUNT_COUNT; i++)
        residual += ledger->balance[i];
    return residual;
}

const struct posting *ledger_overrun(const struct ledger *ledger)
{
    return ledger->overrun;
}

bool ledger_holds(double usd)
{
    return fabs(usd) * 100.0 < (double)LEDGER_CENTS_MAX;
}

int64_t cents_of_usd(double usd)
{
    if (ledger_holds(usd))
        return (int64_t)round(usd * 100.0);
    return usd < 0 ? -LEDGER_CENTS_MAX : LEDGER_CENTS_MAX;
}
