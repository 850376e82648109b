/* SPDX-License-Identifier: Apache-2.0 */
#include "schedule/critical_path.h"

/* Tasks in an order in which each comes after all that it follows. */
static const int *order_of(const struct network *network, struct arena *arena)
{
    size_t count = (size_t)network->task_count;
    int *order = arena_array(arena, count, sizeof *order);
    int *open = arena_array(arena, count, sizeof *open);
    int ready = 0;
    for (int t = 0; t < network->task_count; t++) {
        const struct network_task *task = &network->tasks[t];
        for (int i = 0; i < task->link_count; i++)
            open[t] += network->links[task->first_link + i].from != NETWORK_NONE;
        if (open[t] == 0)
            order[ready++] = t;
    }
    for (int at = 0; at < ready; at++) {
        const struct network_task *task = &network->tasks[order[at]];
        for (int i = 0; i < task->out_count; i++) {
            int to = network->links[task->out[i]].to;
            if (--open[to] == 0)
                order[ready++] = to;
        }
    }
    return order;
}

/* Remaining length from the early start, as far as the status date knows. */
static int64_t length_of(const struct network *network, const struct network_task *task)
{
    if (task->actual_finish != NETWORK_NO_TICK)
        return task->actual_finish - task->actual_start;
    if (task->actual_start == NETWORK_NO_TICK)
        return task->p50_s;
    if (task->remaining_s != NETWORK_NONE)
        return network->status + task->remaining_s - task->actual_start;
    return task->p50_s;
}

static int64_t start_bound(const struct network_link *link, const struct critical_path_row *from,
                           int64_t length)
{
    switch (link->type) {
    case AFTER_FS: return from->early_finish + link->lag_s;
    case AFTER_SS: return from->early_start + link->lag_s;
    case AFTER_FF: return from->early_finish + link->lag_s - length;
    default: return from->early_start + link->lag_s - length;
    }
}

static void forward(const struct network *network, int t, struct critical_path_row *rows)
{
    const struct network_task *task = &network->tasks[t];
    int64_t length = length_of(network, task);
    int64_t start = task->earliest;
    for (int i = 0; i < task->link_count; i++) {
        const struct network_link *link = &network->links[task->first_link + i];
        if (link->from == NETWORK_NONE)
            continue;
        int64_t bound = start_bound(link, &rows[link->from], length);
        start = bound > start ? bound : start;
    }
    if (task->actual_start != NETWORK_NO_TICK)
        start = task->actual_start;
    rows[t].early_start = start;
    rows[t].early_finish = start + length;
}

/* The latest finish of the task before LINK that does not push what follows. */
static int64_t finish_bound(const struct network_link *link, const struct critical_path_row *to,
                            int64_t length)
{
    switch (link->type) {
    case AFTER_FS: return to->late_start - link->lag_s;
    case AFTER_SS: return to->late_start - link->lag_s + length;
    case AFTER_FF: return to->late_finish - link->lag_s;
    default: return to->late_finish - link->lag_s + length;
    }
}

static void backward(const struct network *network, int t, struct critical_path_row *rows, int64_t end)
{
    const struct network_task *task = &network->tasks[t];
    int64_t length = rows[t].early_finish - rows[t].early_start;
    int64_t finish = end;
    for (int i = 0; i < task->out_count; i++) {
        const struct network_link *link = &network->links[task->out[i]];
        int64_t bound = finish_bound(link, &rows[link->to], length);
        finish = bound < finish ? bound : finish;
    }
    if (task->actual_finish != NETWORK_NO_TICK)
        finish = task->actual_finish;
    rows[t].late_finish = finish;
    rows[t].late_start = finish - length;
    rows[t].float_s = finish - rows[t].early_finish;
}

const struct critical_path_row *critical_path_compile(const struct network *network, struct arena *arena)
{
    struct critical_path_row *rows = arena_array(arena, (size_t)network->task_count, sizeof *rows);
    const int *order = order_of(network, arena);
    int64_t end = INT64_MIN;
    for (int i = 0; i < network->task_count; i++) {
        forward(network, order[i], rows);
        if (rows[order[i]].early_finish > end)
            end = rows[order[i]].early_finish;
    }
    for (int i = network->task_count - 1; i >= 0; i--)
        backward(network, order[i], rows, end);
    return rows;
}
