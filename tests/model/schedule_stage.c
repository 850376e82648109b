/* SPDX-License-Identifier: Apache-2.0 */
#include "schedule_stage.h"

#include "plan/frame.h"
#include "request_bank.h"
#include "schedule/order.h"

struct schedule_stage schedule_stage;

void schedule_stage_set_up(void)
{
    schedule_stage = (struct schedule_stage){.arena = arena_new()};
    schedule_stage.diag = diag_new(schedule_stage.arena);
    schedule_stage.maker = plan_maker_new(schedule_stage.arena, "2026-01-01", "2030-01-01");
    plan_maker_metrics(schedule_stage.maker, &schedule_metrics);
    const struct kind *kinds[] = {&schedule_activity_kind, &schedule_permit_kind,
                                  &schedule_after_kind,    &schedule_crew_kind,
                                  &schedule_risk_kind,     &schedule_equipment_order_kind};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        plan_maker_kind(schedule_stage.maker, kinds[i]);
}

void schedule_stage_tear_down(void)
{
    arena_free(schedule_stage.arena);
}

static void bank(struct sim *sim, void *subject, int64_t argument)
{
    (void)subject;
    (void)argument;
    bell_heard(&schedule_stage.money);
    struct request_book *book = schedule_stage.run->requests;
    for (size_t i = 0; i < book->charge_count; i++) {
        schedule_stage.charged_cents += book->charges[i].cents;
        if (book->charges[i].debit == ACCOUNT_COMPUTE)
            schedule_stage.compute_cents += book->charges[i].cents;
        if (!book->charges[i].request)
            schedule_stage.unasked_cents += book->charges[i].cents;
    }
    book->charge_count = 0;
    if (sim_now(sim) < schedule_stage.bank_opens)
        return;
    request_bank_grant(sim, book);
}

void schedule_stage_compile(void)
{
    schedule_stage.plan = plan_maker_plan(schedule_stage.maker);
    const struct metric_layout *layout = metric_layout_new(schedule_stage.plan, schedule_stage.arena);
    schedule_stage.compiled =
        schedule_compile(schedule_stage.plan, layout, schedule_stage.arena, schedule_stage.diag);
}

void schedule_stage_open_run(struct draw draw)
{
    const struct metric_layout *layout = metric_layout_new(schedule_stage.plan, schedule_stage.arena);
    schedule_stage.run = plan_maker_run(schedule_stage.plan, layout, draw, schedule_stage.arena);
    schedule_stage.money =
        (struct bell){.sim = schedule_stage.run->sim, .phase = PHASE_FUNDING, .handler = bank};
    schedule_stage.run->requests->submitted = &schedule_stage.money;
    if (schedule_stage.bank_opens > schedule_stage.plan->start)
        sim_schedule(schedule_stage.run->sim, schedule_stage.bank_opens, PHASE_FUNDING, bank, NULL, 0);
    schedule_stage.schedule = schedule_start(schedule_stage.compiled, schedule_stage.run);
}

void schedule_stage_simulate(void)
{
    schedule_stage_compile();
    ck_assert_msg(schedule_stage.compiled != NULL, "%s", diag_error_text(schedule_stage.diag, 0));
    schedule_stage_open_run((struct draw){.seed = 1, .replication = 0});
    sim_run_until(schedule_stage.run->sim, schedule_stage.plan->end);
}

int schedule_stage_task_of(const char *id)
{
    const struct record *record = plan_find(schedule_stage.plan, id);
    ck_assert_ptr_nonnull(record);
    return schedule_stage.compiled->network->task_of[record->number];
}

struct schedule_row schedule_stage_row(const char *id)
{
    return schedule_row(schedule_stage.schedule, schedule_stage_task_of(id));
}

/* Days since the scenario's start. */
double schedule_stage_day(int64_t tick)
{
    return tick == PROGRESS_NEVER ? -9999 : (double)(tick - schedule_stage.plan->start) / DAY_S;
}

void schedule_stage_assert_span(const char *id, double start, double finish)
{
    struct schedule_row found = schedule_stage_row(id);
    ck_assert_msg(schedule_stage_day(found.start) == start && schedule_stage_day(found.finish) == finish,
                  "%s ran from %g to %g, not %g to %g", id, schedule_stage_day(found.start),
                  schedule_stage_day(found.finish), start, finish);
}

void schedule_stage_activity(const char *id, const char *duration)
{
    plan_maker_add(schedule_stage.maker, &schedule_activity_kind, NULL, id, "duration", duration, NULL);
}

void schedule_stage_after(const char *id, const char *ref, const char *type, const char *lag)
{
    const char *name = arena_printf(schedule_stage.arena, "%s.after.%s.%s", id, ref, type);
    plan_maker_add(schedule_stage.maker, &schedule_after_kind, id, name, "ref", ref, "type", type, "lag", lag,
                   NULL);
}

void schedule_stage_party(const char *id)
{
    plan_maker_add(schedule_stage.maker, &frame_party_kind, NULL, id, "role", "cloud", NULL);
}
