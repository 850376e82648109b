/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/waits.h"

#include "funding/tranche.h"
#include "plan/frame.h"

void waits_add(struct waits *waits, struct stalemate_edge edge)
{
    waits->edges = arena_grow(waits->arena, waits->edges, waits->count, &waits->capacity, sizeof edge);
    waits->edges[waits->count++] = edge;
}

static void add_missing(struct waits *waits, struct stalemate_node from, const struct condition *condition,
                        const struct condition_view *view);

/* A part that comes by itself, or in ways that are not followed here. */
static bool may_come(const struct condition *part)
{
    return part->op != CONDITION_ALL && part->op != CONDITION_ANY && part->op != CONDITION_METRIC &&
           part->op != CONDITION_MILESTONE;
}

/* "any" is a node of its own: one way is enough. */
static void add_choice(struct waits *waits, struct stalemate_node from, const struct condition *condition,
                       const struct condition_view *view)
{
    for (int i = 0; i < condition->child_count; i++)
        if (may_come(condition->children[i]))
            return;
    struct stalemate_node choice =
        stalemate_of_cell(-2 - waits->choices++, condition_text(condition, waits->arena));
    waits_add(waits, (struct stalemate_edge){from, choice, "needs"});
    for (int i = 0; i < condition->child_count; i++)
        add_missing(waits, choice, condition->children[i], view);
}

static void add_missing(struct waits *waits, struct stalemate_node from, const struct condition *condition,
                        const struct condition_view *view)
{
    if (condition_holds(condition, view) || may_come(condition))
        return;
    if (condition->op == CONDITION_ANY)
        add_choice(waits, from, condition, view);
    for (int i = 0; i < condition->child_count && condition->op == CONDITION_ALL; i++)
        add_missing(waits, from, condition->children[i], view);
    if (condition->op == CONDITION_METRIC)
        waits_add(waits,
                  (struct stalemate_edge){from, stalemate_of_cell(condition->cell, condition->metric_name),
                                          "needs more of"});
    if (condition->op == CONDITION_MILESTONE)
        waits_add(waits, (struct stalemate_edge){from, stalemate_of_record(condition->milestone), "needs"});
}

static void add_owner(struct waits *waits, const struct funding *funding, const struct record *owner,
                      const struct condition *when)
{
    const struct run *run = funding->run;
    struct condition_view view = {.board = run->board,
                                  .progress = run->progress,
                                  .draw = &run->draw,
                                  .owner = owner,
                                  .now = sim_now(run->sim),
                                  .test_date = true};
    add_missing(waits, stalemate_of_record(owner), when, &view);
}

static void add_requests(struct waits *waits, const struct funding *funding)
{
    for (int p = 0; p < funding->plan->party_count; p++) {
        const struct party *party = &funding->parties[p];
        for (size_t i = party->waiting_head; i < party->waiting_count; i++)
            if (party->waiting[i]->held_by)
                waits_add(waits, (struct stalemate_edge){stalemate_of_record(party->waiting[i]->cause),
                                                         stalemate_of_record(party->waiting[i]->held_by),
                                                         "waits for money of"});
    }
}

/* The party that FIELD of RECORD names; PARTY_OUTSIDE when the kind has none, or it is empty. */
static int named_party(const struct record *record, const char *name)
{
    int field = kind_field(record->kind, name);
    if (field < 0 || record->kind->fields[field].type != FIELD_REF)
        return PARTY_OUTSIDE;
    return run_party(record, field);
}

static void mark(bool *flags, int party)
{
    if (party != PARTY_OUTSIDE)
        flags[party] = true;
}

/* By party: whether cash may come in ways that are not followed here. */
static const bool *find_income(const struct funding *funding, struct arena *arena)
{
    const struct funding_plan *deal = funding->plan;
    const struct request_book *book = funding->run->requests;
    bool *income = arena_array(arena, (size_t)deal->party_count, sizeof *income);
    for (int i = 0; i < deal->party_count; i++)
        income[i] = deal->parties[i].calls_capital;
    for (int i = 0; i < deal->plan->record_count; i++) {
        const struct record *record = deal->plan->records[i];
        mark(income, named_party(record, "seller"));
        if (!(record->kind->flags & KIND_MILESTONE))
            mark(income, named_party(record, "payee"));
    }
    for (int i = 0; i < deal->commitment_count; i++)
        if (!funding->commitments[i].ended)
            mark(income, deal->commitments[i].to);
    for (int i = 0; i < deal->loan_count; i++)
        if (funding->loans[i].balance_cents > 0)
            mark(income, deal->loans[i].lender);
    for (size_t i = 0; i < book->count; i++)
        if (book->requests[i]->state == REQUEST_GRANTED)
            mark(income, book->requests[i]->payee);
    return income;
}

static void add_way(struct waits *waits, const struct funding *funding, int party, const struct record *to,
                    const char *verb)
{
    waits_add(waits, (struct stalemate_edge){stalemate_of_record(funding->parties[party].deal->record),
                                             stalemate_of_record(to), verb});
}

static void add_debts(struct waits *waits, const struct funding *funding, int payer, const bool *income)
{
    const struct party *party = &funding->parties[payer];
    for (size_t i = party->due_head; i < party->due_count; i++) {
        int payee = party->dues[i].charge.payee;
        if (party->dues[i].open_cents > 0 && payee != PARTY_OUTSIDE && !income[payee])
            add_way(waits, funding, payee, party->deal->record, "is owed by");
    }
}

/* How parties may get cash, and the open tranches that wait for it. */
static void add_parties(struct waits *waits, const struct funding *funding)
{
    const bool *income = find_income(funding, waits->arena);
    for (int i = 0; i < funding->plan->plan->record_count; i++) {
        const struct record *record = funding->plan->plan->records[i];
        int payee = record->kind->flags & KIND_MILESTONE ? named_party(record, "payee") : PARTY_OUTSIDE;
        if (payee != PARTY_OUTSIDE && !income[payee] && !progress_done(funding->run->progress, record))
            add_way(waits, funding, payee, record, "is paid by");
    }
    for (int i = 0; i < funding->plan->party_count; i++)
        add_debts(waits, funding, i, income);
    for (int i = 0; i < funding->plan->tranche_count; i++) {
        const struct tranche *tranche = &funding->tranches[i];
        const struct deal_tranche *deal = tranche->deal;
        bool may_come = tranche->state != TRANCHE_DRAWN && tranche->state != TRANCHE_LAPSED &&
                        tranche_rest_cents(funding, deal, tranche->drawn_cents) > 0;
        if (may_come && !income[deal->recipient])
            add_way(waits, funding, deal->recipient, deal->record, "gets money of");
        if (tranche_lacks_source(funding, tranche))
            waits_add(waits, (struct stalemate_edge){
                                 stalemate_of_record(deal->record),
                                 stalemate_of_record(funding->parties[deal->source].deal->record),
                                 "waits for cash of"});
    }
}

void waits_collect(struct waits *waits, const struct funding *funding)
{
    add_requests(waits, funding);
    add_parties(waits, funding);
    for (int i = 0; i < funding->plan->tranche_count; i++)
        if (funding->tranches[i].state == TRANCHE_PENDING)
            add_owner(waits, funding, funding->tranches[i].deal->record, funding->tranches[i].deal->when);
    for (int i = 0; i < funding->plan->loan_count; i++)
        if (!funding->loans[i].open)
            add_owner(waits, funding, funding->loans[i].deal->record, funding->loans[i].deal->when);
    struct record_list milestones = plan_list(funding->plan->plan, &frame_milestone_kind);
    for (int i = 0; i < milestones.count; i++)
        if (!progress_done(funding->run->progress, milestones.items[i]))
            add_owner(waits, funding, milestones.items[i],
                      record_condition(milestones.items[i], MILESTONE_WHEN));
}
