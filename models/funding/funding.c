/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/funding.h"

#include "funding/commitment.h"
#include "funding/deal_check.h"
#include "funding/equity.h"
#include "funding/grant.h"
#include "funding/loan.h"
#include "funding/payment.h"
#include "funding/tranche.h"

const struct funding_plan *funding_compile(const struct plan *plan, const struct metric_layout *layout,
                                           struct arena *arena, struct diag *diag)
{
    int errors = diag_error_count(diag);
    struct funding_plan *deal = deal_compile(plan, layout, arena, diag);
    deal_check(deal, arena, diag);
    return diag_error_count(diag) == errors ? deal : NULL;
}

static void open_books(struct funding *funding)
{
    for (int i = 0; i < funding->plan->party_count; i++) {
        const struct deal_party *deal = &funding->plan->parties[i];
        struct party *party = &funding->parties[i];
        *party = (struct party){.deal = deal, .share_count = 1, .seen_cash_cents = deal->cash_cents};
        party->shares =
            arena_array(funding->run->arena, (size_t)funding->plan->party_count, sizeof *party->shares);
        ledger_post(funding->run->ledger, &(struct posting){.tick = sim_now(funding->run->sim),
                                                            .party = i,
                                                            .debit = ACCOUNT_CASH,
                                                            .credit = ACCOUNT_OPENING,
                                                            .cents = deal->cash_cents,
                                                            .cause = deal->record,
                                                            .counterparty = PARTY_OUTSIDE});
    }
}

struct funding *funding_start(const struct funding_plan *plan, struct run *run)
{
    struct arena *arena = run->arena;
    struct funding *funding = arena_alloc(arena, sizeof *funding);
    *funding = (struct funding){.plan = plan, .run = run, .next_date = INT64_MIN, .changed = true};
    funding->parties = arena_array(arena, (size_t)plan->party_count, sizeof *funding->parties);
    funding->tranches = arena_array(arena, (size_t)plan->tranche_count, sizeof *funding->tranches);
    funding->loans = arena_array(arena, (size_t)plan->loan_count, sizeof *funding->loans);
    funding->commitments = arena_array(arena, (size_t)plan->commitment_count, sizeof *funding->commitments);
    funding->equity_drawn_cents =
        arena_array(arena, (size_t)plan->equity_count, sizeof *funding->equity_drawn_cents);
    funding->undrawn_cents = arena_array(arena, (size_t)plan->party_count, sizeof *funding->undrawn_cents);
    funding->due_cents = arena_array(arena, (size_t)plan->cost_sort_count, sizeof *funding->due_cents);
    funding->claimed_cents =
        arena_array(arena, (size_t)plan->cost_sort_count, sizeof *funding->claimed_cents);
    open_books(funding);
    tranche_start(funding);
    loan_start(funding);
    commitment_start(funding);
    funding_publish(funding);
    bell_ring(&run->conditions);
    bell_ring(&run->funding);
    return funding;
}

void funding_test(struct funding *funding, bool test_date)
{
    tranche_test(funding, test_date);
}

/* Whose cash changed since the last settlement, by whoever posts: revenue comes from outside. */
static void look_for_cash(struct funding *funding)
{
    for (int i = 0; i < funding->plan->party_count; i++) {
        int64_t cash = purse_cash(funding, i);
        if (cash != funding->parties[i].seen_cash_cents)
            funding->parties[i].look = true;
        funding->parties[i].seen_cash_cents = cash;
    }
}

/*
 * A payment may let its payee pay: round and round until nobody moves.  Every round pays at least a
 * cent of what is owed, and nothing new falls due meanwhile.
 */
static void pay_all(struct funding *funding)
{
    for (bool moved = true; moved;) {
        moved = false;
        for (int i = 0; i < funding->plan->party_count; i++) {
            struct party *party = &funding->parties[i];
            if (!party->look)
                continue;
            party->look = false;
            moved |= payment_pay(funding, i);
            party->decide = true;
        }
    }
}

void funding_settle(struct funding *funding)
{
    funding->changed = true;
    grant_take(funding);
    payment_take(funding);
    look_for_cash(funding);
    equity_fund(funding);
    loan_fund_notes(funding);
    /* What an investor is paid may be what it owes for its shares. */
    do
        pay_all(funding);
    while (equity_fund(funding));
    for (int i = 0; i < funding->plan->party_count; i++) {
        struct party *party = &funding->parties[i];
        if (party->decide)
            grant_decide(funding, i);
        party->decide = false;
        party->seen_cash_cents = purse_cash(funding, i);
    }
    funding_publish(funding);
}

static int64_t debt_of(const struct funding *funding, int party)
{
    return -ledger_balance(funding->run->ledger, party, ACCOUNT_DEBT);
}

/* Adds what is still promised to each recipient. */
static void sum_undrawn(const struct funding *funding, int64_t *undrawn)
{
    for (int i = 0; i < funding->plan->loan_count; i++)
        undrawn[funding->loans[i].deal->obligor] += loan_undrawn(&funding->loans[i]);
    for (int i = 0; i < funding->plan->equity_count; i++)
        undrawn[funding->plan->equities[i].to] += equity_undrawn(funding, i);
}

void funding_publish(struct funding *funding)
{
    const struct ledger *ledger = funding->run->ledger;
    int count = funding->plan->party_count;
    int64_t *undrawn = funding->undrawn_cents;
    if (!funding->changed && funding->published_count == ledger->count)
        return;
    funding->changed = false;
    funding->published_count = ledger->count;
    for (int i = 0; i < count; i++)
        undrawn[i] = 0;
    sum_undrawn(funding, undrawn);
    for (int i = 0; i < count; i++) {
        struct party *party = &funding->parties[i];
        const int64_t cents[] = {
            [DEAL_CASH] = purse_cash(funding, i), [DEAL_ENCUMBERED] = party->encumbered_cents,
            [DEAL_PAYABLE] = party->unpaid_cents, [DEAL_DEBT] = debt_of(funding, i),
            [DEAL_DRAWN] = party->received_cents, [DEAL_UNDRAWN] = undrawn[i]};
        for (int m = DEAL_CASH; m <= DEAL_UNDRAWN; m++) {
            if (cents[m] == party->published_cents[m])
                continue;
            party->published_cents[m] = cents[m];
            if (party->deal->cells[m] >= 0)
                metric_set(funding->run->board, party->deal->cells[m], (double)cents[m] / 100);
        }
    }
}

void funding_take(struct funding *funding, int site, double facility_j, double it_j)
{
    commitment_take(funding, site, facility_j, it_j);
}

void funding_month_end(struct funding *funding, int64_t now)
{
    loan_month_end(funding, now);
    commitment_month_end(funding, now);
    bell_ring(&funding->run->funding);
}
