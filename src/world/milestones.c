/* SPDX-License-Identifier: Apache-2.0 */
#include "world/milestones.h"

#include "plan/frame.h"

void milestones_test(struct run *run, bool test_date)
{
    struct record_list all = plan_list(run->plan, &frame_milestone_kind);
    struct condition_view view = {.board = run->board,
                                  .progress = run->progress,
                                  .draw = &run->draw,
                                  .now = sim_now(run->sim),
                                  .test_date = test_date};
    for (int i = 0; i < all.count; i++) {
        if (progress_done(run->progress, all.items[i]))
            continue;
        view.owner = all.items[i];
        if (!condition_holds(record_condition(all.items[i], MILESTONE_WHEN), &view))
            continue;
        progress_mark(run->progress, all.items[i]);
        run_log(run, "reached", all.items[i], NULL);
    }
}

int64_t milestones_next_date(const struct run *run, int64_t now)
{
    struct record_list all = plan_list(run->plan, &frame_milestone_kind);
    int64_t next = INT64_MAX;
    for (int i = 0; i < all.count; i++) {
        if (progress_done(run->progress, all.items[i]))
            continue;
        int64_t date = condition_next_date(record_condition(all.items[i], MILESTONE_WHEN), now);
        if (date < next)
            next = date;
    }
    return next;
}
