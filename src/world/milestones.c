/* SPDX-License-Identifier: Apache-2.0 */
#include "world/milestones.h"

#include "plan/frame.h"
#include "plan/opening.h"

struct milestones {
    struct run *run;
    struct record_list all;
    struct opening **openings; /* by milestone */
    struct gate *gates;        /* by milestone: what held it; without BY when nothing is known */
};

struct milestones *milestones_start(struct run *run)
{
    struct milestones *milestones = arena_alloc(run->arena, sizeof *milestones);
    struct record_list all = plan_list(run->plan, &frame_milestone_kind);
    size_t count = (size_t)all.count;
    *milestones = (struct milestones){.run = run, .all = all};
    milestones->openings = arena_array(run->arena, count, sizeof(struct opening *));
    milestones->gates = arena_array(run->arena, count, sizeof *milestones->gates);
    for (size_t i = 0; i < count; i++)
        milestones->openings[i] = opening_new(record_condition(all.items[i], MILESTONE_WHEN), run->arena);
    return milestones;
}

static void reach(struct milestones *milestones, int place)
{
    const struct record *milestone = milestones->all.items[place];
    const struct gate *gate = run_gate_of(milestones->run, opening_last(milestones->openings[place]));
    if (gate)
        milestones->gates[place] = *gate;
    progress_mark(milestones->run->progress, milestone);
    run_log(milestones->run, "reached", milestone, NULL);
}

void milestones_test(struct milestones *milestones, bool test_date)
{
    const struct run *run = milestones->run;
    struct record_list all = milestones->all;
    struct condition_view view = {.board = run->board,
                                  .progress = run->progress,
                                  .draw = &run->draw,
                                  .now = sim_now(run->sim),
                                  .test_date = test_date};
    for (int i = 0; i < all.count; i++) {
        if (progress_done(run->progress, all.items[i]))
            continue;
        view.owner = all.items[i];
        opening_look(milestones->openings[i], &view);
        if (condition_holds(record_condition(all.items[i], MILESTONE_WHEN), &view))
            reach(milestones, i);
    }
}

int64_t milestones_next_date(const struct milestones *milestones, int64_t now)
{
    struct record_list all = milestones->all;
    int64_t next = INT64_MAX;
    for (int i = 0; i < all.count; i++) {
        if (progress_done(milestones->run->progress, all.items[i]))
            continue;
        int64_t date = condition_next_date(record_condition(all.items[i], MILESTONE_WHEN), now);
        if (date < next)
            next = date;
    }
    return next;
}

const struct gate *milestones_gate(const struct milestones *milestones, const struct record *milestone)
{
    const struct gate *gate = &milestones->gates[milestone->index];
    return gate->by ? gate : NULL;
}
