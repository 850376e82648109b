/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/equity.h"

#include "funding/tranche.h"

/* Cents for one share.  Tranches with the same pre-money of their own are one round, at one price. */
static double share_price(struct party *company, const struct deal_tranche *tranche,
                          const struct deal_equity *equity)
{
    if (tranche->pre_money_cents == 0)
        return (double)equity->pre_money_cents;
    if (tranche->pre_money_cents != company->round_cents) {
        company->round_cents = tranche->pre_money_cents;
        company->round_price = (double)tranche->pre_money_cents / company->share_count;
    }
    return company->round_price;
}

static void issue(struct funding *funding, const struct tranche *tranche, int64_t cents)
{
    const struct deal_equity *equity = &funding->plan->equities[tranche->deal->equity];
    struct party *company = &funding->parties[equity->to];
    double price = share_price(company, tranche->deal, equity);
    if (price <= 0)
        return;
    company->shares[equity->from] += (double)cents / price;
    company->share_count += (double)cents / price;
}

static void give_cash(struct funding *funding, const struct deal_equity *equity, const struct record *cause,
                      int64_t cents)
{
    ledger_pay(funding->run->ledger,
               &(struct posting){.tick = sim_now(funding->run->sim),
                                 .party = equity->from,
                                 .debit = ACCOUNT_INVESTMENT,
                                 .cents = cents,
                                 .cause = cause,
                                 .counterparty = equity->to},
               ACCOUNT_EQUITY);
    funding->parties[equity->to].look = true;
}

static void give_credits(struct funding *funding, const struct deal_equity *equity,
                         const struct record *cause, int64_t cents)
{
    struct posting posting = {.tick = sim_now(funding->run->sim),
                              .party = equity->from,
                              .debit = ACCOUNT_INVESTMENT,
                              .credit = ACCOUNT_DEFERRED,
                              .cents = cents,
                              .cause = cause,
                              .counterparty = equity->to};
    ledger_post(funding->run->ledger, &posting);
    posting.party = equity->to;
    posting.counterparty = equity->from;
    posting.debit = ACCOUNT_PREPAID;
    posting.credit = ACCOUNT_EQUITY;
    ledger_post(funding->run->ledger, &posting);
    funding->commitments[equity->commitment].investor_cents += cents;
}

static int64_t draw(struct funding *funding, struct tranche *tranche)
{
    int place = tranche->deal->equity;
    const struct deal_equity *equity = &funding->plan->equities[place];
    const struct record *record = tranche->deal->record;
    int64_t rest = tranche->deal->cents - tranche->drawn_cents, caps[CAP_COUNT];
    int64_t left = equity->cents - funding->equity_drawn_cents[place];
    for (int i = 0; i < CAP_COUNT; i++)
        caps[i] = INT64_MAX;
    caps[CAP_TRANCHES] = rest;
    caps[CAP_COMMITMENT] = left;
    if (equity->commitment < 0)
        caps[CAP_SOURCE] = purse_give(funding, equity->from, rest < left ? rest : left, record);
    enum cap bound;
    int64_t cents = purse_least(caps, &bound);
    tranche->bound_by = cap_names[bound];
    if (cents == 0)
        return 0;
    if (equity->commitment >= 0)
        give_credits(funding, equity, record, cents);
    else
        give_cash(funding, equity, record, cents);
    issue(funding, tranche, cents);
    funding->equity_drawn_cents[place] += cents;
    funding->parties[equity->to].received_cents += cents;
    funding->parties[equity->to].equity_cents += cents;
    tranche->drawn_cents += cents;
    if (tranche->drawn == FUNDING_NEVER)
        tranche->drawn = sim_now(funding->run->sim);
    purse_draw_row(funding, record, equity->to, cents, cap_names[bound]);
    purse_journal(funding, record, "drawn", cents, cap_names[bound]);
    return cents;
}

/* Nothing more can come of TRANCHE: it is drawn, or others have used up what is committed in all. */
static void end(struct funding *funding, struct tranche *tranche)
{
    int place = tranche->deal->equity;
    if (tranche->drawn_cents == tranche->deal->cents) {
        tranche->state = TRANCHE_DRAWN;
        tranche->ended = sim_now(funding->run->sim);
    } else if (funding->equity_drawn_cents[place] == funding->plan->equities[place].cents) {
        tranche_lapse(funding, tranche, "commitment used up");
    }
}

bool equity_fund(struct funding *funding)
{
    bool moved = false;
    for (int i = 0; i < funding->plan->tranche_count; i++) {
        struct tranche *tranche = &funding->tranches[i];
        if (tranche->deal->equity < 0 || tranche->state != TRANCHE_OPEN)
            continue;
        moved |= draw(funding, tranche) > 0;
        end(funding, tranche);
    }
    return moved;
}

int64_t equity_undrawn(const struct funding *funding, int place)
{
    int64_t left = funding->plan->equities[place].cents - funding->equity_drawn_cents[place], sum = 0;
    for (int i = 0; i < funding->plan->tranche_count; i++) {
        const struct tranche *tranche = &funding->tranches[i];
        if (tranche->deal->equity == place && tranche->state != TRANCHE_LAPSED)
            sum += tranche->deal->cents - tranche->drawn_cents;
    }
    return sum < left ? sum : left;
}
