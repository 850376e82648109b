/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/tranche.h"

#include "funding/loan_service.h"
#include "plan/opening.h"

static struct condition_view view_of(const struct funding *funding, const struct record *owner,
                                     bool test_date)
{
    const struct run *run = funding->run;
    return (struct condition_view){.board = run->board,
                                   .progress = run->progress,
                                   .draw = &run->draw,
                                   .owner = owner,
                                   .now = sim_now(run->sim),
                                   .test_date = test_date};
}

const struct condition *tranche_missing(const struct funding *funding, const struct tranche *tranche)
{
    struct condition_view view = view_of(funding, tranche->deal->record, true);
    return condition_missing(tranche->deal->when, &view);
}

int64_t tranche_rest_cents(const struct funding *funding, const struct deal_tranche *deal,
                           int64_t drawn_cents)
{
    int64_t rest = deal->cents - drawn_cents, left;
    const struct loan *loan = deal->loan >= 0 ? &funding->loans[deal->loan] : NULL;
    if (loan)
        left = loan->deal->cents - loan->drawn_cents - loan->lapsed_cents;
    else
        left = funding->plan->equities[deal->equity].cents - funding->equity_drawn_cents[deal->equity];
    return rest < left ? rest : left;
}

/* Credits need no cash. */
static bool is_cash(const struct funding *funding, const struct deal_tranche *deal)
{
    return deal->equity < 0 || funding->plan->equities[deal->equity].commitment < 0;
}

bool tranche_lacks_source(const struct funding *funding, const struct tranche *tranche)
{
    const struct deal_tranche *deal = tranche->deal;
    const struct loan *loan = deal->loan >= 0 ? &funding->loans[deal->loan] : NULL;
    if (tranche->state != TRANCHE_OPEN || funding->parties[deal->source].deal->calls_capital ||
        !is_cash(funding, deal))
        return false;
    if (loan && (!loan->open || sim_now(funding->run->sim) < loan->deal->start))
        return false;
    return purse_cash(funding, deal->source) < tranche_rest_cents(funding, deal, tranche->drawn_cents);
}

static void become_available(struct sim *sim, void *subject, int64_t place)
{
    struct funding *funding = subject;
    struct tranche *tranche = &funding->tranches[place];
    if (tranche->state != TRANCHE_IN_NOTICE)
        return;
    tranche->state = TRANCHE_OPEN;
    tranche->available = sim_now(sim);
    purse_journal(funding, tranche->deal->record, "available", tranche->deal->cents, tranche->how);
    if (tranche->deal->record->kind->flags & KIND_MILESTONE)
        progress_mark(funding->run->progress, tranche->deal->record);
    purse_look(funding, tranche->deal->recipient);
}

/* The condition has held (or needs not): notice runs, then the money is there. */
static void satisfy(struct funding *funding, struct tranche *tranche, const char *how, const char *detail)
{
    int64_t now = sim_now(funding->run->sim), place = tranche - funding->tranches;
    tranche->how = how;
    tranche->satisfied = now;
    tranche->state = TRANCHE_IN_NOTICE;
    purse_journal(funding, tranche->deal->record, how, 0, detail);
    if (tranche->deal->notice_s == 0) {
        become_available(funding->run->sim, funding, place);
        return;
    }
    purse_journal(funding, tranche->deal->record, "notice", 0, NULL);
    sim_schedule(funding->run->sim, now + tranche->deal->notice_s, PHASE_CONDITIONS, become_available,
                 funding, place);
}

static const char *missing_text(struct funding *funding, const struct tranche *tranche)
{
    return condition_text(tranche_missing(funding, tranche), funding->run->arena);
}

/* What its loan loses as TRANCHE lapses: less than REST where others can still bring the whole. */
static int64_t lost_cents(const struct funding *funding, const struct tranche *tranche, int64_t rest)
{
    const struct loan *loan = &funding->loans[tranche->deal->loan];
    int64_t over = loan->deal->cents - loan->drawn_cents - loan->lapsed_cents;
    for (int i = 0; i < loan->deal->tranche_count; i++)
        if (loan->tranches[i].state != TRANCHE_LAPSED)
            over -= loan->tranches[i].deal->cents - loan->tranches[i].drawn_cents;
    return over <= 0 ? 0 : over < rest ? over : rest;
}

void tranche_lapse(struct funding *funding, struct tranche *tranche, const char *why)
{
    if (tranche->state == TRANCHE_DRAWN || tranche->state == TRANCHE_LAPSED)
        return;
    int64_t now = sim_now(funding->run->sim), rest = tranche->deal->cents - tranche->drawn_cents;
    tranche->state = TRANCHE_LAPSED;
    tranche->ended = now;
    if (tranche->deal->loan >= 0)
        loan_service_lapse(&funding->loans[tranche->deal->loan], lost_cents(funding, tranche, rest), now);
    /* Conditions go on after the end of a window; what was missing then is what counts. */
    if (!tranche->how && !tranche->missing)
        tranche->missing = missing_text(funding, tranche);
    purse_journal(funding, tranche->deal->record, "lapsed", rest, why);
    purse_look(funding, tranche->deal->recipient);
}

static void on_cure_end(struct sim *sim, void *subject, int64_t place)
{
    (void)sim;
    struct funding *funding = subject;
    struct tranche *tranche = &funding->tranches[place];
    if (tranche->state != TRANCHE_PENDING)
        return;
    tranche_lapse(funding, tranche, missing_text(funding, tranche));
}

static void on_long_stop(struct sim *sim, void *subject, int64_t place)
{
    struct funding *funding = subject;
    struct tranche *tranche = &funding->tranches[place];
    if (tranche->state != TRANCHE_PENDING)
        return;
    if (tranche->deal->cure_s == 0) {
        on_cure_end(sim, subject, place);
        return;
    }
    tranche->curing = true;
    purse_journal(funding, tranche->deal->record, "long-stop", 0, missing_text(funding, tranche));
    sim_schedule(sim, sim_now(sim) + tranche->deal->cure_s, PHASE_FUNDING, on_cure_end, funding, place);
}

static void on_waiver(struct sim *sim, void *subject, int64_t place)
{
    (void)sim;
    struct funding *funding = subject;
    struct tranche *tranche = &funding->tranches[place];
    if (tranche->state == TRANCHE_PENDING)
        satisfy(funding, tranche, "waived", missing_text(funding, tranche));
}

/* Dates before the start have passed: their events fire in the first tick. */
static void schedule(struct funding *funding, int64_t tick, enum phase phase, sim_handler_fn *handler,
                     int place)
{
    struct sim *sim = funding->run->sim;
    if (tick == DEAL_NO_DATE)
        return;
    sim_schedule(sim, tick < sim_now(sim) ? sim_now(sim) : tick, phase, handler, funding, place);
}

void tranche_start(struct funding *funding)
{
    for (int i = 0; i < funding->plan->tranche_count; i++) {
        const struct deal_tranche *deal = &funding->plan->tranches[i];
        funding->tranches[i] = (struct tranche){.deal = deal,
                                                .satisfied = FUNDING_NEVER,
                                                .available = FUNDING_NEVER,
                                                .drawn = FUNDING_NEVER,
                                                .ended = FUNDING_NEVER,
                                                .opening = opening_new(deal->when, funding->run->arena)};
        schedule(funding, deal->waiver, PHASE_CONDITIONS, on_waiver, i);
        schedule(funding, deal->long_stop, PHASE_FUNDING, on_long_stop, i);
    }
}

static void test_loans(struct funding *funding, bool test_date)
{
    for (int i = 0; i < funding->plan->loan_count; i++) {
        struct loan *loan = &funding->loans[i];
        struct condition_view view = view_of(funding, loan->deal->record, test_date);
        if (loan->open || !condition_holds(loan->deal->when, &view))
            continue;
        loan->open = true;
        if (loan->deal->when)
            purse_journal(funding, loan->deal->record, "satisfied", 0,
                          condition_text(loan->deal->when, funding->run->arena));
        purse_look(funding, loan->deal->obligor);
    }
}

static bool is_dated(const struct condition *part)
{
    return part->op == CONDITION_DATE || part->op == CONDITION_CHANCE || part->op == CONDITION_SIGNED;
}

/* The part of the condition that came last, and what had held that. */
static void note_last(const struct funding *funding, struct tranche *tranche)
{
    const struct condition *last = tranche->last = opening_last(tranche->opening);
    const struct gate *gate = run_gate_of(funding->run, last);
    tranche->held = gate ? *gate : (struct gate){.cause = GATE_CAUSE_COUNT};
    if (!gate && last && last->op == CONDITION_MILESTONE)
        tranche->held = (struct gate){.cause = GATE_PREDECESSOR, .by = last->milestone};
    else if (!gate && last && is_dated(last))
        tranche->held = (struct gate){.cause = GATE_DATE};
}

static void on_date(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    tranche_test(subject, false);
}

/* One event waits for the earliest date that stands in a condition still looked at. */
static void wait_for_date(struct funding *funding)
{
    int64_t now = sim_now(funding->run->sim), next = INT64_MAX;
    if (funding->next_date > now) /* ever fewer conditions are looked at: none has an earlier date */
        return;
    for (int i = 0; i < funding->plan->tranche_count; i++) {
        if (funding->tranches[i].state != TRANCHE_PENDING)
            continue;
        int64_t date = condition_next_date(funding->tranches[i].deal->when, now);
        next = date < next ? date : next;
    }
    for (int i = 0; i < funding->plan->loan_count; i++) {
        int64_t date =
            funding->loans[i].open ? INT64_MAX : condition_next_date(funding->loans[i].deal->when, now);
        next = date < next ? date : next;
    }
    funding->next_date = next;
    if (next >= funding->plan->plan->end)
        return;
    sim_schedule(funding->run->sim, next, PHASE_CONDITIONS, on_date, funding, 0);
}

void tranche_test(struct funding *funding, bool test_date)
{
    test_loans(funding, test_date);
    for (int i = 0; i < funding->plan->tranche_count; i++) {
        struct tranche *tranche = &funding->tranches[i];
        if (tranche->state != TRANCHE_PENDING)
            continue;
        struct condition_view view = view_of(funding, tranche->deal->record, test_date);
        opening_look(tranche->opening, &view);
        if (!condition_holds(tranche->deal->when, &view))
            continue;
        note_last(funding, tranche);
        satisfy(funding, tranche, tranche->curing ? "cured" : "satisfied",
                condition_text(tranche->deal->when, funding->run->arena));
    }
    wait_for_date(funding);
}
