/* SPDX-License-Identifier: Apache-2.0 */
#include "schedule/task.h"

#include "plan/frame.h"
#include "schedule/in_progress.h"
#include "schedule/spending.h"

#include <math.h>

static void link_opens(struct sim *sim, void *subject, int64_t argument);
static void payment_due(struct sim *sim, void *subject, int64_t argument);
static void money_granted(struct sim *sim, void *subject, int64_t argument);
static void crew_free(struct sim *sim, void *subject, int64_t argument);
static void task_starts(struct sim *sim, void *subject, int64_t argument);
static void work_ends(struct sim *sim, void *subject, int64_t argument);
static void finish_foretold(struct sim *sim, void *subject, int64_t argument);

/* What the log says: "started", "finished" by the sort of task. */
static const char *const started_text[TASK_SORT_COUNT] = {"started", "applied for", "ordered"};
static const char *const finished_text[TASK_SORT_COUNT] = {"finished", "granted", "delivered"};

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

/* Keeps the counts behind the metrics. */
static void count_move(struct schedule *schedule, int t, enum task_state state)
{
    struct task *task = &schedule->tasks[t];
    const struct network_task *planned = task_plan(schedule, t);
    int *count = schedule->count;
    bool runs = state == TASK_RUNNING;
    switch (planned->sort) {
    case TASK_ACTIVITY:
        count[runs ? SCHEDULE_ACTIVITIES_WAITING : SCHEDULE_ACTIVITIES_RUNNING]--;
        count[runs ? SCHEDULE_ACTIVITIES_RUNNING : SCHEDULE_ACTIVITIES_DONE]++;
        schedule->work_done_s += runs ? 0 : (double)planned->p50_s;
        break;
    case TASK_PERMIT:
        count[SCHEDULE_PERMITS_PENDING] += runs ? 1 : -1;
        count[SCHEDULE_PERMITS_GRANTED] += !runs;
        break;
    default: count[SCHEDULE_ORDERS_PLACED] += runs; count[SCHEDULE_ORDERS_DELIVERED] += !runs;
    }
    task->state = state;
    bell_ring(&schedule->publish);
}

/* ---- money ---- */

static void charge(struct schedule *schedule, int t, int64_t total_cents)
{
    const struct network_task *planned = task_plan(schedule, t);
    struct task *task = &schedule->tasks[t];
    charge_total(schedule->run->requests,
                 &(struct charge){.cause = planned->record,
                                  .payer = planned->payer,
                                  .payee = planned->payee,
                                  .due = now(schedule),
                                  .debit = planned->debit,
                                  .request = task->request},
                 total_cents, &task->charged_cents);
}

/* What has fallen due before TICK: of an order the deposit, until the tick after its delivery. */
static int64_t earned_cents(const struct schedule *schedule, int t, int64_t tick)
{
    const struct task *task = &schedule->tasks[t];
    if (task_plan(schedule, t)->sort == TASK_ORDER && tick <= task->work_end)
        return spending_deposit_cents(task_plan(schedule, t), task->cost_cents);
    return spending_earned_cents(task->cost_cents, tick - task->start, task->work_end - task->start);
}

static void plan_payment(struct schedule *schedule, int t)
{
    const struct task *task = &schedule->tasks[t];
    int64_t next = now(schedule) + SPENDING_MONTH_S;
    if (task->cost_cents > 0 && task_plan(schedule, t)->sort == TASK_ACTIVITY && next < task->work_end)
        at(schedule, next, PHASE_PHYSICAL, payment_due, t);
}

static void payment_due(struct sim *sim, void *subject, int64_t argument)
{
    struct schedule *schedule = subject;
    charge(schedule, (int)argument, earned_cents(schedule, (int)argument, sim_now(sim)));
    plan_payment(schedule, (int)argument);
}

static void ask_for_money(struct schedule *schedule, int t)
{
    struct task *task = &schedule->tasks[t];
    struct request answer = {.granted = money_granted, .subject = schedule, .argument = t};
    const struct network_task *planned = task_plan(schedule, t);
    const struct record_list parties = plan_list(schedule->run->plan, &frame_party_kind);
    gate_add(&task->start_gates, GATE_FUNDS, parties.items[planned->payer], now(schedule));
    task->state = TASK_FUNDING;
    task->request = spending_ask(schedule->run, planned, task->cost_cents, &answer);
}

/* ---- gates ---- */

static void ask_for_crew(struct schedule *schedule, int t)
{
    struct task *task = &schedule->tasks[t];
    const struct network_task *planned = task_plan(schedule, t);
    gate_add(&task->start_gates, GATE_CREW, schedule->plan->network->crews[planned->crew].record,
             now(schedule));
    task->state = TASK_QUEUED;
    struct crew *crew = &schedule->crews[planned->crew];
    crew_wait(crew, (struct crew_claim){planned->priority, now(schedule), t, planned->crew_count});
    if (!crew->dispatching)
        at(schedule, now(schedule), PHASE_STARTS, crew_free, planned->crew * 2);
    crew->dispatching = true;
}

/* All gates so far are open: on to money, then to the crew, then to the start. */
static void advance(struct schedule *schedule, int t)
{
    struct task *task = &schedule->tasks[t];
    if (task->state == TASK_WAITING && task->cost_cents > 0)
        ask_for_money(schedule, t);
    else if (task->state < TASK_QUEUED && task_plan(schedule, t)->crew != NETWORK_NONE)
        ask_for_crew(schedule, t);
    else if (task->state < TASK_STARTING) {
        task->state = TASK_STARTING;
        at(schedule, now(schedule), PHASE_STARTS, task_starts, t);
    }
}

void task_open_gate(struct schedule *schedule, int t, int gate)
{
    if (gate_open(&schedule->tasks[t].start_gates, gate, now(schedule)))
        advance(schedule, t);
}

static void money_granted(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    struct schedule *schedule = subject;
    task_open_gate(schedule, (int)argument, schedule->tasks[argument].start_gates.count - 1);
}

/*
 * ARGUMENT is twice the crew, plus one the second time: the first time it goes behind everything
 * that is due in this phase already, so that grants of the same tick take part by their priority.
 */
static void crew_free(struct sim *sim, void *subject, int64_t argument)
{
    struct schedule *schedule = subject;
    struct crew *crew = &schedule->crews[argument / 2];
    if (argument % 2 == 0) {
        at(schedule, sim_now(sim), PHASE_STARTS, crew_free, argument + 1);
        return;
    }
    crew->dispatching = false;
    int t;
    while (crew_serve(crew, &t)) {
        struct gate_set *gates = &schedule->tasks[t].start_gates;
        if (gates->gates[gates->count - 1].since < sim_now(sim))
            gates->gates[gates->count - 1].via = crew->freed_by;
        task_open_gate(schedule, t, gates->count - 1);
    }
}

static void finish_task(struct schedule *schedule, int t, int64_t tick);

static void link_opens(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    struct schedule *schedule = subject;
    const struct network_link *link = &schedule->plan->network->links[argument];
    struct task *task = &schedule->tasks[link->to];
    int gate = schedule->link_gate[argument];
    if (gate == NETWORK_NONE)
        return;
    if (link->type == AFTER_FS || link->type == AFTER_SS)
        task_open_gate(schedule, link->to, gate);
    else if (gate_open(&task->finish_gates, gate, now(schedule)) && task->work_over)
        finish_task(schedule, link->to, now(schedule));
}

/* The tick at which LINK opens, or PROGRESS_NEVER while that is not known. */
static int64_t link_tick(const struct schedule *schedule, const struct network_link *link)
{
    if (link->from == NETWORK_NONE) {
        int64_t done = progress_tick(schedule->run->progress, link->by);
        return done == PROGRESS_NEVER ? PROGRESS_NEVER : done + link->lag_s;
    }
    const struct task *from = &schedule->tasks[link->from];
    if (from->start == PROGRESS_NEVER)
        return PROGRESS_NEVER;
    if (link->type == AFTER_SS || link->type == AFTER_SF)
        return from->start + link->lag_s;
    if (from->finish != PROGRESS_NEVER)
        return from->finish + link->lag_s;
    return link->lag_s < 0 && from->finish_known != PROGRESS_NEVER ? from->finish_known + link->lag_s
                                                                   : PROGRESS_NEVER;
}

/* Link PLACE is known to open at TICK; what it leads to may thereby know its own finish. */
static void foretell(struct schedule *schedule, int place, int64_t tick)
{
    const struct network_link *link = &schedule->plan->network->links[place];
    const struct task *to = &schedule->tasks[link->to];
    if (schedule->link_opens[place] != PROGRESS_NEVER)
        return;
    schedule->link_opens[place] = tick > now(schedule) ? tick : now(schedule);
    if (task_plan(schedule, link->to)->tells_ahead && to->start != PROGRESS_NEVER &&
        to->finish_known == PROGRESS_NEVER)
        at(schedule, now(schedule), PHASE_PHYSICAL, finish_foretold, link->to);
}

void task_set_link(struct schedule *schedule, int place)
{
    int64_t tick = link_tick(schedule, &schedule->plan->network->links[place]);
    if (schedule->link_set[place] || schedule->link_gate[place] == NETWORK_NONE || tick == PROGRESS_NEVER)
        return;
    schedule->link_set[place] = true;
    foretell(schedule, place, tick);
    at(schedule, tick > now(schedule) ? tick : now(schedule), PHASE_PHYSICAL, link_opens, place);
}

static void tell_followers(struct schedule *schedule, int t)
{
    const struct network_task *planned = task_plan(schedule, t);
    for (int i = 0; i < planned->out_count; i++)
        task_set_link(schedule, planned->out[i]);
}

/* The latest of its own end and of the links that hold its finish, as soon as all of them are known. */
static int64_t known_finish(const struct schedule *schedule, int t)
{
    const struct network_task *planned = task_plan(schedule, t);
    int64_t tick = schedule->tasks[t].work_end;
    for (int i = planned->first_link; i < planned->first_link + planned->link_count; i++) {
        enum after_type type = schedule->plan->network->links[i].type;
        if (schedule->link_gate[i] == NETWORK_NONE || type == AFTER_FS || type == AFTER_SS)
            continue;
        if (schedule->link_opens[i] == PROGRESS_NEVER)
            return PROGRESS_NEVER;
        tick = schedule->link_opens[i] > tick ? schedule->link_opens[i] : tick;
    }
    return tick;
}

/* An event and no call, so that a long chain of links cannot exhaust the stack. */
static void finish_foretold(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    struct schedule *schedule = subject;
    struct task *task = &schedule->tasks[argument];
    const struct network_task *planned = task_plan(schedule, (int)argument);
    if (task->finish_known != PROGRESS_NEVER)
        return;
    task->finish_known = known_finish(schedule, (int)argument);
    if (task->finish_known == PROGRESS_NEVER)
        return;
    for (int i = 0; i < planned->out_count; i++) {
        const struct network_link *link = &schedule->plan->network->links[planned->out[i]];
        if (link->type == AFTER_FF && schedule->link_gate[planned->out[i]] != NETWORK_NONE)
            foretell(schedule, planned->out[i], task->finish_known + link->lag_s);
    }
    tell_followers(schedule, (int)argument);
}

/* ---- work ---- */

/* Drawn time in this replication without delays; work in progress has not ended by the status date. */
static int64_t drawn_s(const struct schedule *schedule, const struct network_task *planned)
{
    double drawn = fmax(0, draw_once(&schedule->run->draw, planned->drawn, planned->duration_field));
    int64_t status = schedule->plan->network->status;
    if (planned->actual_start != NETWORK_NO_TICK && planned->actual_start < status)
        drawn = in_progress_s(planned->duration, (double)(status - planned->actual_start),
                              planned->passed_ratio, drawn);
    return llround(drawn);
}

static int64_t risks_s(struct schedule *schedule, const struct network_task *planned)
{
    struct run *run = schedule->run;
    int64_t sum = 0;
    for (int i = 0; i < planned->risk_count; i++) {
        const struct network_risk *risk = &schedule->plan->network->risks[planned->risks[i]];
        if (draw_uniform(&run->draw, risk->record, RISK_PROBABILITY) >= risk->probability_ratio)
            continue;
        int64_t delay = llround(fmax(0, draw_once(&run->draw, risk->record, RISK_DELAY)));
        run_log_amount(run, "delayed by risk", risk->record, (double)delay, "d");
        sum += delay;
    }
    return sum;
}

static void set_work_end(struct schedule *schedule, int t)
{
    struct task *task = &schedule->tasks[t];
    const struct network_task *planned = task_plan(schedule, t);
    bool actual = planned->actual_start != NETWORK_NO_TICK;
    if (actual && planned->actual_finish != NETWORK_NO_TICK) {
        task->work_end = planned->actual_finish;
    } else if (actual && planned->remaining_s != NETWORK_NONE) {
        task->work_end = schedule->plan->network->status + planned->remaining_s;
    } else {
        task->delay_s = risks_s(schedule, planned);
        task->work_end = task->start + drawn_s(schedule, planned) + task->delay_s;
    }
}

/* START lies in the past for what had begun before the scenario: opening state, not in the log. */
void task_start(struct schedule *schedule, int t, int64_t start)
{
    struct task *task = &schedule->tasks[t];
    const struct network_task *planned = task_plan(schedule, t);
    bool opening = start < now(schedule);
    task->start = start;
    set_work_end(schedule, t);
    count_move(schedule, t, TASK_RUNNING);
    if (planned->actual_start != NETWORK_NO_TICK && planned->crew != NETWORK_NONE)
        crew_take(&schedule->crews[planned->crew], planned->crew_count);
    if (opening)
        task->charged_cents = earned_cents(schedule, t, now(schedule));
    else
        run_log(schedule->run, started_text[planned->sort], planned->record, NULL);
    if (planned->sort == TASK_ORDER)
        charge(schedule, t, earned_cents(schedule, t, now(schedule)));
    plan_payment(schedule, t);
    at(schedule, task->work_end > now(schedule) ? task->work_end : now(schedule), PHASE_PHYSICAL, work_ends,
       t);
    finish_foretold(schedule->run->sim, schedule, t);
    tell_followers(schedule, t);
}

static void task_starts(struct sim *sim, void *subject, int64_t argument)
{
    task_start(subject, (int)argument, sim_now(sim));
}

static void finish_task(struct schedule *schedule, int t, int64_t tick)
{
    struct task *task = &schedule->tasks[t];
    const struct network_task *planned = task_plan(schedule, t);
    task->finish = tick;
    count_move(schedule, t, TASK_DONE);
    if (planned->crew != NETWORK_NONE) {
        struct crew *crew = &schedule->crews[planned->crew];
        crew_release(crew, planned->crew_count);
        crew->freed_by = planned->record;
        if (!crew->dispatching && crew->waiting_count > 0) {
            at(schedule, now(schedule), PHASE_STARTS, crew_free, planned->crew * 2);
            crew->dispatching = true;
        }
    }
    progress_mark_past(schedule->run->progress, planned->record, tick);
    if (tick >= schedule->run->plan->start)
        run_log(schedule->run, finished_text[planned->sort], planned->record, NULL);
    tell_followers(schedule, t);
}

static void work_ends(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    struct schedule *schedule = subject;
    struct task *task = &schedule->tasks[argument];
    task->work_over = true;
    charge(schedule, (int)argument, task->cost_cents);
    if (task->finish_gates.closed_count == 0)
        finish_task(schedule, (int)argument, task->work_end);
}
