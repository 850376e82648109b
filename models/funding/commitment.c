/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/commitment.h"

#include "base/calendar.h"
#include "plan/draw.h"

static void charge(struct funding *funding, const struct commitment *commitment, int64_t cents, bool credit)
{
    const struct deal_commitment *deal = commitment->deal;
    purse_count(funding, deal->from, DEAL_COMPUTE, cents);
    charge_emit(funding->run->requests,
                &(struct charge){.cause = deal->record,
                                 .payer = deal->from,
                                 .payee = deal->to,
                                 .cents = cents,
                                 .due = sim_now(funding->run->sim),
                                 .debit = credit ? ACCOUNT_PREPAID : ACCOUNT_COMPUTE,
                                 .credit = credit ? ACCOUNT_DEFERRED : ACCOUNT_REVENUE});
}

/* Uses CENTS that were paid or given before. */
static void use_credit(struct funding *funding, const struct commitment *commitment, int64_t cents)
{
    const struct deal_commitment *deal = commitment->deal;
    struct posting posting = {.tick = sim_now(funding->run->sim),
                              .party = deal->from,
                              .debit = ACCOUNT_COMPUTE,
                              .credit = ACCOUNT_PREPAID,
                              .cents = cents,
                              .cause = deal->record,
                              .counterparty = deal->to};
    ledger_post(funding->run->ledger, &posting);
    posting.party = deal->to;
    posting.counterparty = deal->from;
    posting.debit = ACCOUNT_DEFERRED;
    posting.credit = ACCOUNT_REVENUE;
    ledger_post(funding->run->ledger, &posting);
}

static void prepay(struct sim *sim, void *subject, int64_t place)
{
    (void)sim;
    struct funding *funding = subject;
    struct commitment *commitment = &funding->commitments[place];
    int64_t cents = commitment->deal->prepaid_cents;
    charge(funding, commitment, cents, true);
    commitment->credit_cents += cents;
    commitment->taken_cents += cents;
    purse_journal(funding, commitment->deal->record, "prepaid", cents, NULL);
}

/* A term that has begun goes on from what was taken; minimums that have passed are settled. */
static void go_on(struct funding *funding, struct commitment *commitment, int64_t now)
{
    const struct deal_commitment *deal = commitment->deal;
    commitment->taken_cents = deal->taken_cents;
    while (commitment->next_minimum < deal->minimum_count &&
           deal->minimums[commitment->next_minimum].by < now)
        commitment->next_minimum++;
    commitment->ended = deal->end <= now;
    if (commitment->ended)
        return;
    commitment->credit_cents = deal->credit_cents;
    purse_open(funding, deal->from, ACCOUNT_PREPAID, ACCOUNT_OPENING, deal->credit_cents, deal->record,
               deal->to);
    purse_open(funding, deal->to, ACCOUNT_OPENING, ACCOUNT_DEFERRED, deal->credit_cents, deal->record,
               deal->from);
}

void commitment_start(struct funding *funding)
{
    int64_t now = sim_now(funding->run->sim);
    for (int i = 0; i < funding->plan->commitment_count; i++) {
        const struct deal_commitment *deal = &funding->plan->commitments[i];
        funding->commitments[i] = (struct commitment){.deal = deal, .settled_to = now};
        funding->commitments[i].rate_usd_j = draw_once(&funding->run->draw, deal->record, COMMITMENT_RATE);
        if (deal->start < now)
            go_on(funding, &funding->commitments[i], now);
        else if (deal->prepaid_cents > 0)
            sim_schedule(funding->run->sim, deal->start, PHASE_PHYSICAL, prepay, funding, i);
    }
}

void commitment_take(struct funding *funding, int site, double facility_j, double it_j)
{
    for (int i = 0; i < funding->plan->commitment_count; i++) {
        struct commitment *commitment = &funding->commitments[i];
        for (int s = 0; s < commitment->deal->site_count; s++) {
            if (commitment->deal->sites[s] != site)
                continue;
            commitment->facility_j += facility_j;
            commitment->it_j += it_j;
        }
    }
}

/* Watt-seconds of the month that lie within the term, spread evenly over the month. */
static double rented_j(const struct commitment *commitment, int64_t now)
{
    const struct deal_commitment *deal = commitment->deal;
    int64_t from = commitment->settled_to > deal->start ? commitment->settled_to : deal->start;
    int64_t to = cents_least(now, deal->end);
    if (to <= from || now <= commitment->settled_to)
        return 0;
    double share = (double)(to - from) / (double)(now - commitment->settled_to);
    return share * (deal->facility ? commitment->facility_j : commitment->it_j);
}

static void use(struct funding *funding, struct commitment *commitment, double rented)
{
    int64_t cents = cents_of_usd(rented * commitment->rate_usd_j);
    int64_t paid = cents_least(cents, commitment->credit_cents);
    use_credit(funding, commitment, paid);
    commitment->credit_cents -= paid;
    cents -= paid;
    int64_t left = commitment->deal->cents - commitment->taken_cents;
    int64_t counted = cents_least(cents, left);
    int64_t given = cents_least(counted, commitment->investor_cents);
    use_credit(funding, commitment, given);
    commitment->investor_cents -= given;
    charge(funding, commitment, counted - given, false);
    commitment->taken_cents += counted;
    cents -= counted;
    if (cents == 0 || !commitment->deal->has_beyond || commitment->rate_usd_j <= 0)
        return;
    double ratio = commitment->deal->beyond_usd_j / commitment->rate_usd_j;
    int64_t beyond = cents_of_usd((double)cents / 100 * ratio);
    charge(funding, commitment, beyond, false);
    commitment->beyond_cents += beyond;
}

static void settle_shortfall(struct funding *funding, struct commitment *commitment, int64_t minimum_cents,
                             bool credit)
{
    int64_t cents = minimum_cents - commitment->taken_cents;
    if (cents <= 0)
        return;
    charge(funding, commitment, cents, credit);
    commitment->taken_cents += cents;
    commitment->shortfall_cents += cents;
    if (credit)
        commitment->credit_cents += cents;
    purse_journal(funding, commitment->deal->record, "shortfall", cents, credit ? "credit" : "invoice");
}

static void close_term(struct funding *funding, struct commitment *commitment)
{
    commitment->ended = true;
    if (commitment->deal->invoice_at_end)
        settle_shortfall(funding, commitment, commitment->deal->cents, false);
    int64_t left = commitment->deal->cents - commitment->taken_cents;
    purse_journal(funding, commitment->deal->record, "ended", left, left > 0 ? "not taken" : NULL);
    /* What was paid for and not used is lost: the provider has earned it. */
    if (commitment->credit_cents > 0)
        purse_journal(funding, commitment->deal->record, "credit lost", commitment->credit_cents, NULL);
    use_credit(funding, commitment, commitment->credit_cents);
    commitment->credit_cents = 0;
}

void commitment_month_end(struct funding *funding, int64_t now)
{
    for (int i = 0; i < funding->plan->commitment_count; i++) {
        struct commitment *commitment = &funding->commitments[i];
        const struct deal_commitment *deal = commitment->deal;
        use(funding, commitment, rented_j(commitment, now));
        commitment->facility_j = commitment->it_j = 0;
        commitment->settled_to = now;
        for (; commitment->next_minimum < deal->minimum_count; commitment->next_minimum++) {
            const struct deal_minimum *minimum = &deal->minimums[commitment->next_minimum];
            if (minimum->by > now)
                break;
            settle_shortfall(funding, commitment, minimum->cents, deal->credit);
        }
        if (!commitment->ended && deal->end <= now)
            close_term(funding, commitment);
    }
}

/* Minimums and the end are looked at on the first month end that is not before BY. */
static int64_t looked_at(int64_t by)
{
    return calendar_month_start(by) == by ? by : calendar_next_month(by);
}

int64_t commitment_scheduled(const struct commitment *commitment, int64_t now, int64_t until)
{
    const struct deal_commitment *deal = commitment->deal;
    int64_t taken = commitment->taken_cents;
    if (deal->start > now && deal->start <= until)
        taken += deal->prepaid_cents;
    for (int i = commitment->next_minimum; i < deal->minimum_count; i++)
        if (looked_at(deal->minimums[i].by) <= until && deal->minimums[i].cents > taken)
            taken = deal->minimums[i].cents;
    if (!commitment->ended && deal->invoice_at_end && looked_at(deal->end) <= until && deal->cents > taken)
        taken = deal->cents;
    return taken - commitment->taken_cents;
}
