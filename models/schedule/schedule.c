/* SPDX-License-Identifier: Apache-2.0 */
#include "schedule/schedule.h"

#include "plan/opening.h"
#include "schedule/spending.h"
#include "schedule/task.h"

static const struct network_task *task_plan(const struct schedule *schedule, int t)
{
    return &schedule->plan->network->tasks[t];
}

static int64_t now(const struct schedule *schedule)
{
    return sim_now(schedule->run->sim);
}

static void at(struct schedule *schedule, int64_t tick, enum phase phase, sim_handler_fn *handler,
               int64_t argument)
{
    sim_schedule(schedule->run->sim, tick, phase, handler, schedule, argument);
}

/* ---- conditions ---- */

/* Held by the milestone that is missing, in the end by that which came last of those that count. */
static bool condition_now(struct schedule *schedule, int t, bool test_date)
{
    struct run *run = schedule->run;
    struct task *task = &schedule->tasks[t];
    struct condition_view view = {run->board,    run->progress, &run->draw, task_plan(schedule, t)->record,
                                  now(schedule), test_date};
    opening_look(task->opening, &view);
    bool holds = condition_holds(task_plan(schedule, t)->when, &view);
    const struct condition *part =
        holds ? opening_last(task->opening) : condition_missing(task_plan(schedule, t)->when, &view);
    task->start_gates.gates[task->condition_gate].by = part ? part->milestone : NULL;
    return holds;
}

void schedule_test(struct schedule *schedule, bool test_date)
{
    int left = 0;
    for (int i = 0; i < schedule->conditional_count; i++) {
        int t = schedule->conditional[i];
        if (condition_now(schedule, t, test_date))
            task_open_gate(schedule, t, schedule->tasks[t].condition_gate);
        else
            schedule->conditional[left++] = t;
    }
    schedule->conditional_count = left;
}

static void condition_date(struct sim *sim, void *subject, int64_t argument);

static void plan_condition_date(struct schedule *schedule, int t, int64_t after)
{
    int64_t next = condition_next_date(task_plan(schedule, t)->when, after);
    if (next < schedule->run->plan->end)
        at(schedule, next, PHASE_CONDITIONS, condition_date, t);
}

static void condition_date(struct sim *sim, void *subject, int64_t argument)
{
    struct schedule *schedule = subject;
    schedule_test(schedule, false);
    plan_condition_date(schedule, (int)argument, sim_now(sim));
}

/* ---- metrics ---- */

void schedule_publish(struct schedule *schedule)
{
    const int *cells = schedule->plan->cells;
    struct metric_board *board = schedule->run->board;
    double share = schedule->plan->work_s > 0 ? schedule->work_done_s / schedule->plan->work_s : 0;
    metric_set(board, cells[SCHEDULE_DONE_SHARE], share);
    for (int i = SCHEDULE_ACTIVITIES_WAITING; i < SCHEDULE_METRIC_COUNT; i++)
        metric_set(board, cells[i], schedule->count[i]);
}

static void publish_rung(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    struct schedule *schedule = subject;
    if (!bell_heard(&schedule->publish))
        schedule->run->stop_reason = "the schedule changes without end within one instant";
    schedule_publish(schedule);
}

/* ---- opening state ---- */

static void date_comes(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    task_open_gate(subject, (int)argument, 0);
}

static void outside_done(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    task_set_link(subject, (int)argument);
}

/* An actual start after the scenario's. */
static void actual_start(struct sim *sim, void *subject, int64_t argument)
{
    task_start(subject, (int)argument, sim_now(sim));
}

static int add_link_gate(struct gate_set *set, const struct network_link *link, int64_t since)
{
    static const char *const names[] = {
        [AFTER_FS] = "FS", [AFTER_SS] = "SS", [AFTER_FF] = "FF", [AFTER_SF] = "SF"};
    int gate = gate_add(set, gate_cause_of(link->by), link->by, since);
    set->gates[gate].link = names[link->type];
    return gate;
}

static void make_gates(struct schedule *schedule, int t)
{
    const struct network_task *planned = task_plan(schedule, t);
    struct task *task = &schedule->tasks[t];
    struct arena *arena = schedule->run->arena;
    bool started = planned->actual_start != NETWORK_NO_TICK;
    bool finished = planned->actual_finish != NETWORK_NO_TICK;
    gate_set_start(&task->start_gates, planned->record, started ? 0 : planned->link_count + 4, arena);
    gate_set_start(&task->finish_gates, planned->record, finished ? 0 : planned->link_count, arena);
    task->condition_gate = NETWORK_NONE;
    if (!started)
        gate_add(&task->start_gates, GATE_DATE, planned->earliest_by, now(schedule));
    for (int i = 0; i < planned->link_count; i++) {
        const struct network_link *link = &schedule->plan->network->links[planned->first_link + i];
        bool on_start = link->type == AFTER_FS || link->type == AFTER_SS;
        int *gate = &schedule->link_gate[planned->first_link + i];
        *gate = NETWORK_NONE;
        if (on_start ? !started : !finished)
            *gate = add_link_gate(on_start ? &task->start_gates : &task->finish_gates, link, now(schedule));
    }
    if (planned->when && !started) {
        task->condition_gate = gate_add(&task->start_gates, GATE_CONDITION, NULL, now(schedule));
        task->opening = opening_new(planned->when, arena);
        schedule->conditional[schedule->conditional_count++] = t;
        plan_condition_date(schedule, t, now(schedule) - 1);
    }
}

static void open_task(struct schedule *schedule, int t)
{
    const struct network_task *planned = task_plan(schedule, t);
    struct task *task = &schedule->tasks[t];
    task->start = task->finish = task->finish_known = PROGRESS_NEVER;
    task->cost_cents = spending_cost_cents(schedule->run, planned);
    schedule->count[SCHEDULE_ACTIVITIES_WAITING] += planned->sort == TASK_ACTIVITY;
    make_gates(schedule, t);
    if (planned->actual_start != NETWORK_NO_TICK && planned->actual_start >= now(schedule))
        at(schedule, planned->actual_start, PHASE_STARTS, actual_start, t);
    else if (planned->actual_start == NETWORK_NO_TICK && planned->earliest > now(schedule))
        at(schedule, planned->earliest, PHASE_PHYSICAL, date_comes, t);
}

/* The first event: dates that have come already open together. */
static void begin(struct sim *sim, void *subject, int64_t argument)
{
    (void)argument;
    struct schedule *schedule = subject;
    const struct network *network = schedule->plan->network;
    for (int t = 0; t < network->task_count; t++)
        if (network->tasks[t].actual_start == NETWORK_NO_TICK && network->tasks[t].earliest <= sim_now(sim))
            task_open_gate(schedule, t, 0);
}

static void listen_outside(struct schedule *schedule)
{
    const struct network *network = schedule->plan->network;
    for (int i = 0; i < network->link_count; i++)
        if (network->links[i].from == NETWORK_NONE && schedule->link_gate[i] != NETWORK_NONE)
            progress_listen(schedule->run->progress, network->links[i].by,
                            &(struct progress_listener){PHASE_PHYSICAL, outside_done, schedule, i});
}

struct schedule *schedule_start(const struct schedule_plan *plan, struct run *run)
{
    const struct network *network = plan->network;
    struct schedule *schedule = arena_alloc(run->arena, sizeof *schedule);
    size_t task_count = (size_t)network->task_count;
    size_t link_count = (size_t)network->link_count;
    *schedule = (struct schedule){.plan = plan, .run = run};
    schedule->publish =
        (struct bell){.sim = run->sim, .phase = PHASE_PUBLISH, .handler = publish_rung, .subject = schedule};
    schedule->tasks = arena_array(run->arena, task_count, sizeof *schedule->tasks);
    schedule->conditional = arena_array(run->arena, task_count, sizeof *schedule->conditional);
    schedule->link_gate = arena_array(run->arena, link_count, sizeof *schedule->link_gate);
    schedule->link_set = arena_array(run->arena, link_count, sizeof *schedule->link_set);
    schedule->link_opens = arena_array(run->arena, link_count, sizeof *schedule->link_opens);
    for (size_t i = 0; i < link_count; i++)
        schedule->link_opens[i] = PROGRESS_NEVER;
    schedule->crews = arena_array(run->arena, (size_t)network->crew_count, sizeof *schedule->crews);
    for (int i = 0; i < network->crew_count; i++)
        crew_start(&schedule->crews[i], network->crews[i].count, network->task_count, run->arena);
    for (int t = 0; t < network->task_count; t++)
        open_task(schedule, t);
    at(schedule, now(schedule), PHASE_PHYSICAL, begin, 0);
    for (int t = 0; t < network->task_count; t++)
        if (network->tasks[t].actual_start != NETWORK_NO_TICK &&
            network->tasks[t].actual_start < now(schedule))
            task_start(schedule, t, network->tasks[t].actual_start);
    listen_outside(schedule);
    bell_ring(&schedule->publish);
    return schedule;
}

/* ---- what others see ---- */

struct schedule_row schedule_row(const struct schedule *schedule, int t)
{
    const struct task *task = &schedule->tasks[t];
    const struct gate_set *ends = &task->finish_gates;
    const struct gate *held = gate_holding(ends);
    bool waits = task->work_over && held && (ends->closed_count > 0 || held->opened > task->work_end);
    return (struct schedule_row){
        .record = task_plan(schedule, t)->record,
        .start = task->start,
        .finish = task->finish,
        .work_s = task->start == PROGRESS_NEVER ? 0 : task->work_end - task->start,
        .delay_s = task->delay_s,
        .cost_cents = task->cost_cents,
        .charged_cents = task->charged_cents,
        .held_by = gate_holding(&task->start_gates),
        .finish_held_by = waits ? held : NULL,
        .start_gates = &task->start_gates,
        .finish_gates = ends,
        .request = task->request,
    };
}
