/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/purse.h"

const char *const cap_names[CAP_COUNT] = {
    [CAP_NEED] = "need",         [CAP_COMMITMENT] = "commitment", [CAP_COST] = "loan to cost",
    [CAP_TRANCHES] = "tranches", [CAP_WINDOW] = "availability",   [CAP_SOURCE] = "cash of the source",
};

int64_t purse_least(const int64_t caps[CAP_COUNT], enum cap *bound)
{
    *bound = CAP_NEED;
    for (int i = 0; i < CAP_COUNT; i++)
        if (caps[i] < caps[*bound])
            *bound = (enum cap)i;
    return caps[*bound] > 0 ? caps[*bound] : 0;
}

int64_t purse_cash(const struct funding *funding, int party)
{
    return ledger_balance(funding->run->ledger, party, ACCOUNT_CASH);
}

int64_t purse_give(struct funding *funding, int party, int64_t wanted_cents, const struct record *cause)
{
    int64_t cash = purse_cash(funding, party);
    if (cash >= wanted_cents)
        return wanted_cents;
    if (!funding->parties[party].deal->calls_capital)
        return cash;
    ledger_post(funding->run->ledger, &(struct posting){.tick = sim_now(funding->run->sim),
                                                        .party = party,
                                                        .debit = ACCOUNT_CASH,
                                                        .credit = ACCOUNT_EQUITY,
                                                        .cents = wanted_cents - cash,
                                                        .cause = cause,
                                                        .counterparty = PARTY_OUTSIDE});
    return wanted_cents;
}

void purse_open(struct funding *funding, int party, enum account debit, enum account credit, int64_t cents,
                const struct record *cause, int counterparty)
{
    ledger_post(funding->run->ledger, &(struct posting){.tick = sim_now(funding->run->sim),
                                                        .party = party,
                                                        .debit = debit,
                                                        .credit = credit,
                                                        .cents = cents,
                                                        .cause = cause,
                                                        .counterparty = counterparty});
}

void purse_look(struct funding *funding, int party)
{
    funding->parties[party].look = true;
    funding->changed = true;
    bell_ring(&funding->run->funding);
}

void purse_journal(struct funding *funding, const struct record *record, const char *what, int64_t cents,
                   const char *detail)
{
    struct run *run = funding->run;
    if (cents > 0)
        run_log_amount(run, what, record, (double)cents / 100, "MUSD");
    else
        run_log(run, what, record, NULL);
    funding->events = arena_grow(run->arena, funding->events, funding->event_count, &funding->event_capacity,
                                 sizeof *funding->events);
    funding->events[funding->event_count++] =
        (struct funding_event){sim_now(run->sim), record, what, cents, detail};
}

int purse_draw_row(struct funding *funding, const struct record *record, int party, int64_t cents,
                   const char *bound_by)
{
    funding->draws = arena_grow(funding->run->arena, funding->draws, funding->draw_count,
                                &funding->draw_capacity, sizeof *funding->draws);
    funding->draws[funding->draw_count] =
        (struct funding_draw){sim_now(funding->run->sim), record, party, cents, bound_by};
    return (int)funding->draw_count++;
}

void purse_count(struct funding *funding, int party, enum deal_metric metric, int64_t cents)
{
    int cell = funding->parties[party].deal->cells[metric];
    if (cell >= 0)
        metric_count(funding->run->board, cell, (double)cents / 100);
}
