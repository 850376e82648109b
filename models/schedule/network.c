/* SPDX-License-Identifier: Apache-2.0 */
#include "schedule/network.h"

#include "base/calendar.h"
#include "plan/distribution.h"
#include "plan/frame.h"
#include "plan/ledger.h"
#include "schedule/circle.h"
#include "schedule/in_progress.h"
#include "schedule/order.h"

#include <math.h>
#include <string.h>

/* Where a kind keeps what all tasks have; NETWORK_NONE where it has no such field. */
struct task_fields {
    const struct kind *kind;
    int duration, not_before, needs, when;
    int actual_start, actual_finish, remaining;
    int payer, payee, priority;
};

static const struct task_fields task_fields[TASK_SORT_COUNT] = {
    [TASK_ACTIVITY] = {&schedule_activity_kind, ACTIVITY_DURATION, ACTIVITY_NOT_BEFORE, ACTIVITY_NEEDS,
                       ACTIVITY_WHEN, ACTIVITY_ACTUAL_START, ACTIVITY_ACTUAL_FINISH, ACTIVITY_REMAINING,
                       ACTIVITY_PAYER, ACTIVITY_PAYEE, ACTIVITY_PRIORITY},
    [TASK_PERMIT] = {&schedule_permit_kind, PERMIT_DURATION, PERMIT_NOT_BEFORE, PERMIT_NEEDS, PERMIT_WHEN,
                     PERMIT_ACTUAL_START, PERMIT_ACTUAL_FINISH, PERMIT_REMAINING, NETWORK_NONE, NETWORK_NONE,
                     NETWORK_NONE},
    [TASK_ORDER] = {&schedule_equipment_order_kind, ORDER_LEAD_TIME, ORDER_PLACE, ORDER_NEEDS, ORDER_WHEN,
                    NETWORK_NONE, ORDER_ACTUAL_DELIVERY, ORDER_REMAINING, ORDER_PAYER, ORDER_PAYEE,
                    ORDER_PRIORITY},
};

struct builder {
    struct network network;
    struct network_task *tasks;
    struct network_link *links;
    int *task_of;
    struct arena *arena;
    struct diag *diag;
    bool good;
};

static void refuse(struct builder *builder, struct span span, const char *text, const struct record *record,
                   const char *note)
{
    builder->good = diag_error(builder->diag, span, "'%s' %s", record->id, text);
    diag_note(builder->diag, "%s", note);
}

static bool has(const struct record *record, int field)
{
    return field != NETWORK_NONE && record_has(record, field);
}

static int64_t tick_or_none(const struct record *record, int field)
{
    return has(record, field) ? record_tick(record, field) : NETWORK_NO_TICK;
}

/* Party index of a reference field, else that of the site's owner. */
static int party_or_owner(const struct record *record, int field)
{
    if (has(record, field))
        return record_ref(record, field)->index;
    if (record->site && record_has(record->site, SITE_OWNER))
        return record_ref(record->site, SITE_OWNER)->index;
    return PARTY_OUTSIDE;
}

static void read_actuals(struct builder *builder, struct network_task *task)
{
    const struct task_fields *fields = &task_fields[task->sort];
    const struct record *record = task->record;
    int64_t status = builder->network.status;
    task->actual_start = tick_or_none(record, fields->actual_start);
    task->actual_finish = tick_or_none(record, fields->actual_finish);
    task->remaining_s =
        has(record, fields->remaining) ? llround(record_number(record, fields->remaining)) : NETWORK_NONE;
    if (task->sort == TASK_ORDER && has(record, ORDER_PLACE) && record_tick(record, ORDER_PLACE) <= status)
        task->actual_start = record_tick(record, ORDER_PLACE);
    if (task->actual_start > status)
        refuse(builder, record->span, "has an actual start after the status date", record,
               "without a status-date the scenario's start is taken; use not-before for a planned date");
    if (task->actual_finish != NETWORK_NO_TICK && task->actual_start == NETWORK_NO_TICK)
        refuse(builder, record->span, "has finished but never started", record,
               "give its actual-start (of an order: its place date) as well");
    if (task->actual_finish > status)
        refuse(builder, record->span, "has an actual finish after the status date", record,
               "use remaining for work that is still in progress");
    if (task->actual_finish != NETWORK_NO_TICK && task->actual_finish < task->actual_start)
        refuse(builder, record->span, "finished before it started", record, "check the two actual dates");
    if (task->remaining_s != NETWORK_NONE &&
        (task->actual_start == NETWORK_NO_TICK || task->actual_finish != NETWORK_NO_TICK))
        refuse(builder, record->span, "has a remaining time but is not in progress", record,
               "remaining goes with an actual start and no actual finish");
}

/* Work not yet started cannot start before the status date. */
static void read_dates(struct builder *builder, struct network_task *task)
{
    const struct plan *plan = builder->network.plan;
    int64_t floor = builder->network.status > plan->start ? builder->network.status : plan->start;
    int64_t wanted = tick_or_none(task->record, task_fields[task->sort].not_before);
    task->earliest = wanted > floor ? wanted : floor;
    task->earliest_by = wanted > floor ? task->record : plan->scenario;
}

static void read_cost(struct builder *builder, struct network_task *task)
{
    const struct record *record = task->record;
    static const enum account booked_as[] = {ACCOUNT_WORKS, ACCOUNT_COMPUTE, ACCOUNT_FEES};
    task->cost_field = ACTIVITY_COST;
    task->debit = ACCOUNT_WORKS;
    if (task->sort == TASK_ACTIVITY)
        task->debit = (int)booked_as[record_choice(record, ACTIVITY_BOOKED_AS)];
    if (task->sort == TASK_ACTIVITY && record_has(record, ACTIVITY_COST)) {
        task->cost = record_distribution(record, ACTIVITY_COST);
        task->has_cost = true;
    } else if (task->sort == TASK_ORDER) {
        const struct record *item = record_ref(record, ORDER_ITEM);
        bool own = record_has(record, ORDER_PRICE);
        task->has_cost = own || record_has(item, EQUIPMENT_PRICE);
        if (task->has_cost)
            task->price_usd =
                (double)record_count(record, ORDER_QUANTITY) *
                (own ? record_number(record, ORDER_PRICE) : record_number(item, EQUIPMENT_PRICE));
        task->deposit_ratio = record_number(record, ORDER_DEPOSIT);
    }
    task->payer = task->has_cost ? party_or_owner(record, task_fields[task->sort].payer) : PARTY_OUTSIDE;
    if (task->has_cost && task->payer == PARTY_OUTSIDE)
        refuse(builder, record->span, "costs money but nobody pays", record,
               "give a payer, or put it in a site, whose owner then pays");
    if (task->sort == TASK_ORDER && !ledger_holds(task->price_usd))
        refuse(builder, record->span, "costs more than the books hold: its price times its quantity", record,
               "a figure of money ends at " LEDGER_LIMIT_TEXT "; the price is that of one piece");
    task->payee = has(record, task_fields[task->sort].payee)
                      ? record_ref(record, task_fields[task->sort].payee)->index
                      : PARTY_OUTSIDE;
}

static void read_crew(struct builder *builder, struct network_task *task)
{
    const struct record *record = task->record;
    task->crew = NETWORK_NONE;
    if (task->sort != TASK_ACTIVITY || !record_has(record, ACTIVITY_CREW))
        return;
    const struct record *crew = record_ref(record, ACTIVITY_CREW);
    task->crew = crew->index;
    task->crew_count = (int)record_count(record, ACTIVITY_CREW_COUNT);
    if (task->crew_count > record_count(crew, CREW_COUNT))
        refuse(builder, record->span, "needs more crews than there are, so it can never start", record,
               "lower its crew-count or raise the count of the crew");
}

/* A copy of an order that has the lead time of its item, so that it is drawn by the order's name. */
static const struct record *with_lead_time(struct builder *builder, const struct record *order)
{
    size_t count = (size_t)order->kind->field_count;
    union value *values = arena_array(builder->arena, count, sizeof *values);
    bool *given = arena_array(builder->arena, count, sizeof *given);
    memcpy(values, order->values, count * sizeof *values);
    memcpy(given, order->given, count * sizeof *given);
    values[ORDER_LEAD_TIME].distribution =
        record_distribution(record_ref(order, ORDER_ITEM), EQUIPMENT_LEAD_TIME);
    given[ORDER_LEAD_TIME] = true;
    struct record *copy = arena_alloc(builder->arena, sizeof *copy);
    *copy = *order;
    copy->values = values;
    copy->given = given;
    return copy;
}

/* Without a word from its planner, work that should long have ended ends on the status date. */
static void warn_of_overdue(const struct builder *builder, const struct network_task *task, double elapsed_s)
{
    static const struct {
        const char *begun, *takes, *note;
    } words[TASK_SORT_COUNT] = {
        [TASK_ACTIVITY] = {"begun", "takes",
                           "it ends on the status date; state actual-finish, or remaining as a new forecast"},
        [TASK_PERMIT] =
            {"applied for", "takes",
             "it is granted on the status date; state actual-finish, or remaining as a new forecast"},
        [TASK_ORDER] = {"placed", "has a lead time of",
                        "it arrives on the status date and the rest of its price falls due then; state "
                        "actual-delivery, or remaining as a new forecast"},
    };
    double longest_s = in_progress_longest_s(task->duration);
    if (task->actual_finish != NETWORK_NO_TICK || task->remaining_s != NETWORK_NONE || elapsed_s <= longest_s)
        return;
    diag_warn(builder->diag, task->record->span,
              "'%s' is overdue: %s %.0f days before the status date, it %s %.0f days at most",
              task->record->id, words[task->sort].begun, elapsed_s / CALENDAR_DAY_S, words[task->sort].takes,
              longest_s / CALENDAR_DAY_S);
    diag_note(builder->diag, "%s", words[task->sort].note);
}

static void read_task(struct builder *builder, const struct record *record, enum task_sort sort)
{
    struct network_task *task = &builder->tasks[builder->network.task_count];
    const struct task_fields *fields = &task_fields[sort];
    *task = (struct network_task){.record = record, .sort = sort, .duration_field = fields->duration};
    builder->task_of[record->number] = builder->network.task_count++;
    task->drawn = has(record, fields->duration) ? record : with_lead_time(builder, record);
    task->duration = record_distribution(task->drawn, fields->duration);
    task->p50_s = llround(fmax(0, distribution_p50(task->duration)));
    task->when = has(record, fields->when) ? record_condition(record, fields->when) : NULL;
    task->priority = has(record, fields->priority) ? (int)record_count(record, fields->priority) : 0;
    read_actuals(builder, task);
    if (task->actual_start != NETWORK_NO_TICK && task->actual_start < builder->network.status) {
        double elapsed_s = (double)(builder->network.status - task->actual_start);
        warn_of_overdue(builder, task, elapsed_s);
        task->passed_ratio = in_progress_passed_ratio(task->duration, elapsed_s);
        task->p50_s =
            llround(in_progress_s(task->duration, elapsed_s, task->passed_ratio, (double)task->p50_s));
    }
    read_dates(builder, task);
    read_cost(builder, task);
    read_crew(builder, task);
}

static void read_tasks(struct builder *builder)
{
    const struct plan *plan = builder->network.plan;
    builder->tasks = arena_array(builder->arena, (size_t)plan->record_count, sizeof *builder->tasks);
    builder->task_of = arena_array(builder->arena, (size_t)plan->record_count, sizeof *builder->task_of);
    for (int i = 0; i < plan->record_count; i++) {
        builder->task_of[i] = NETWORK_NONE;
        for (int sort = 0; sort < TASK_SORT_COUNT; sort++)
            if (plan->records[i]->kind == task_fields[sort].kind)
                read_task(builder, plan->records[i], sort);
    }
    builder->network.tasks = builder->tasks;
    builder->network.task_of = builder->task_of;
}

/* A start cannot be known ahead, nor can anything of a record outside of the schedule. */
static void check_link(struct builder *builder, const struct network_link *link)
{
    const struct record *record = builder->tasks[link->to].record;
    struct span span = link->after ? link->after->span : record->span;
    bool on_start = link->type == AFTER_SS || link->type == AFTER_SF;
    if (link->from == NETWORK_NONE && on_start)
        refuse(builder, span, "follows the start of something that only has an end", record,
               "use type FS or FF, or refer to an activity, permit or equipment-order");
    else if (link->from == NETWORK_NONE && link->lag_s < 0)
        refuse(builder, span, "cannot begin ahead of something whose end is not scheduled", record,
               "a negative lag needs an activity, permit or equipment-order");
    else if (on_start && link->lag_s < 0)
        refuse(builder, span, "cannot act ahead of a start", record,
               "turn the link round, or use FS with a negative lag");
}

static void add_link(struct builder *builder, int to, const struct record *by, const struct record *after)
{
    struct network_link *link = &builder->links[builder->network.link_count++];
    *link = (struct network_link){.from = builder->task_of[by->number], .to = to, .by = by, .after = after};
    if (after) {
        link->type = (enum after_type)record_choice(after, AFTER_TYPE);
        link->lag_s = llround(record_number(after, AFTER_LAG));
    }
    check_link(builder, link);
}

static void read_links(struct builder *builder)
{
    const struct plan *plan = builder->network.plan;
    struct record_list after = plan_list(plan, &schedule_after_kind);
    size_t room = (size_t)after.count;
    for (int t = 0; t < builder->network.task_count; t++) {
        const struct task_fields *fields = &task_fields[builder->tasks[t].sort];
        if (has(builder->tasks[t].record, fields->needs))
            room += (size_t)record_refs(builder->tasks[t].record, fields->needs).count;
    }
    builder->links = arena_array(builder->arena, room, sizeof *builder->links);
    for (int t = 0; t < builder->network.task_count; t++) {
        struct network_task *task = &builder->tasks[t];
        int needs = task_fields[task->sort].needs;
        task->first_link = builder->network.link_count;
        for (int i = 0; has(task->record, needs) && i < record_refs(task->record, needs).count; i++)
            add_link(builder, t, record_refs(task->record, needs).items[i], NULL);
        for (int i = 0; i < after.count; i++)
            if (after.items[i]->parent == task->record)
                add_link(builder, t, record_ref(after.items[i], AFTER_REF), after.items[i]);
        task->link_count = builder->network.link_count - task->first_link;
    }
    builder->network.links = builder->links;
}

static void turn_links(struct builder *builder)
{
    for (int i = 0; i < builder->network.link_count; i++)
        if (builder->links[i].from != NETWORK_NONE)
            builder->tasks[builder->links[i].from].out_count++;
    for (int t = 0; t < builder->network.task_count; t++) {
        struct network_task *task = &builder->tasks[t];
        int *out = arena_array(builder->arena, (size_t)task->out_count, sizeof *out);
        task->out = out;
        task->out_count = 0;
    }
    for (int i = 0; i < builder->network.link_count; i++) {
        if (builder->links[i].from == NETWORK_NONE)
            continue;
        struct network_task *task = &builder->tasks[builder->links[i].from];
        ((int *)task->out)[task->out_count++] = i;
        task->tells_ahead |= builder->links[i].type == AFTER_FF || builder->links[i].lag_s < 0;
    }
}

static void read_crews(struct builder *builder)
{
    struct record_list list = plan_list(builder->network.plan, &schedule_crew_kind);
    struct network_crew *crews = arena_array(builder->arena, (size_t)list.count, sizeof *crews);
    for (int i = 0; i < list.count; i++)
        crews[i] = (struct network_crew){list.items[i], (int)record_count(list.items[i], CREW_COUNT)};
    builder->network.crews = crews;
    builder->network.crew_count = list.count;
}

static void read_risks(struct builder *builder)
{
    struct record_list list = plan_list(builder->network.plan, &schedule_risk_kind);
    struct network_risk *risks = arena_array(builder->arena, (size_t)list.count, sizeof *risks);
    for (int i = 0; i < list.count; i++) {
        const struct record *record = list.items[i];
        int on = builder->task_of[record_ref(record, RISK_ON)->number];
        struct network_task *task = &builder->tasks[on];
        risks[i] = (struct network_risk){record, record_number(record, RISK_PROBABILITY), on};
        int *more = arena_array(builder->arena, (size_t)task->risk_count + 1, sizeof *more);
        for (int k = 0; k < task->risk_count; k++)
            more[k] = task->risks[k];
        more[task->risk_count++] = i;
        task->risks = more;
        if (risks[i].probability_ratio > 0.5)
            task->p50_s += llround(fmax(0, distribution_p50(record_distribution(record, RISK_DELAY))));
    }
    builder->network.risks = risks;
    builder->network.risk_count = list.count;
}

const struct network *network_compile(const struct plan *plan, struct arena *arena, struct diag *diag)
{
    struct builder *builder = arena_alloc(arena, sizeof *builder);
    *builder = (struct builder){.arena = arena, .diag = diag, .good = true};
    builder->network.plan = plan;
    builder->network.status = record_has(plan->scenario, SCENARIO_STATUS_DATE)
                                  ? record_tick(plan->scenario, SCENARIO_STATUS_DATE)
                                  : plan->start;
    read_tasks(builder);
    read_links(builder);
    turn_links(builder);
    read_crews(builder);
    read_risks(builder);
    bool open = circle_check(plan, arena, diag);
    return builder->good && open ? &builder->network : NULL;
}
