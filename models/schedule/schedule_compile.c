/* SPDX-License-Identifier: Apache-2.0 */
#include "schedule/schedule.h"

static const struct metric_def metric_defs[SCHEDULE_METRIC_COUNT] = {
    [SCHEDULE_DONE_SHARE] = {"schedule.done_share", "%", METRIC_STATE, JOIN_NONE, SCOPE_CAMPUS,
                             "share of all activities that are finished, weighted by their median durations"},
    [SCHEDULE_ACTIVITIES_WAITING] = {"schedule.activities_waiting", "", METRIC_STATE, JOIN_NONE, SCOPE_CAMPUS,
                                     "activities that have not started"},
    [SCHEDULE_ACTIVITIES_RUNNING] = {"schedule.activities_running", "", METRIC_STATE, JOIN_NONE, SCOPE_CAMPUS,
                                     "activities under way"},
    [SCHEDULE_ACTIVITIES_DONE] = {"schedule.activities_done", "", METRIC_STATE, JOIN_NONE, SCOPE_CAMPUS,
                                  "activities finished"},
    [SCHEDULE_PERMITS_PENDING] = {"schedule.permits_pending", "", METRIC_STATE, JOIN_NONE, SCOPE_CAMPUS,
                                  "permits applied for and not granted"},
    [SCHEDULE_PERMITS_GRANTED] = {"schedule.permits_granted", "", METRIC_STATE, JOIN_NONE, SCOPE_CAMPUS,
                                  "permits granted"},
    [SCHEDULE_ORDERS_PLACED] = {"schedule.orders_placed", "", METRIC_STATE, JOIN_NONE, SCOPE_CAMPUS,
                                "equipment orders placed so far"},
    [SCHEDULE_ORDERS_DELIVERED] = {"schedule.orders_delivered", "", METRIC_STATE, JOIN_NONE, SCOPE_CAMPUS,
                                   "equipment orders delivered so far"},
};

const struct metric_table schedule_metrics = {metric_defs, SCHEDULE_METRIC_COUNT};

const struct schedule_plan *schedule_compile(const struct plan *plan, const struct metric_layout *layout,
                                             struct arena *arena, struct diag *diag)
{
    const struct network *network = network_compile(plan, arena, diag);
    if (!network)
        return NULL;
    struct schedule_plan *schedule = arena_alloc(arena, sizeof *schedule);
    schedule->network = network;
    schedule->critical_path = critical_path_compile(network, arena);
    for (int i = 0; i < SCHEDULE_METRIC_COUNT; i++)
        schedule->cells[i] = metric_cell_find(layout, metric_defs[i].name, NULL);
    for (int t = 0; t < network->task_count; t++)
        if (network->tasks[t].sort == TASK_ACTIVITY)
            schedule->work_s += (double)network->tasks[t].p50_s;
    return schedule;
}
