/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/waits.h"

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

void waits_collect(struct waits *waits, const struct funding *funding)
{
    add_requests(waits, funding);
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
