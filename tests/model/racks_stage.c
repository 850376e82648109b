/* SPDX-License-Identifier: Apache-2.0 */
#include "racks_stage.h"

#include "plan/frame.h"
#include "racks/rack_order.h"
#include "racks/rack_system.h"
#include "racks/site_install.h"
#include "request_bank.h"

/* Halls are another model's; all that racks look at is their record. */
static const struct kind hall_kind = {
    .name = "hall", .family = "halls", .parents = "site", .meaning = "a hall", .flags = KIND_MILESTONE};

struct racks_stage racks_stage;

void racks_stage_set_up(void)
{
    racks_stage = (struct racks_stage){.arena = arena_new()};
    racks_stage.diag = diag_new(racks_stage.arena);
    racks_stage.maker = plan_maker_new(racks_stage.arena, "2026-01-01", "2030-01-01");
    plan_maker_metrics(racks_stage.maker, &racks_metrics);
    plan_maker_kind(racks_stage.maker, &racks_rack_order_kind);
    plan_maker_kind(racks_stage.maker, &racks_site_install_kind);
    plan_maker_add(racks_stage.maker, &frame_party_kind, NULL, "owner", "role", "cloud", NULL);
    plan_maker_add(racks_stage.maker, &frame_site_kind, NULL, "tx", "owner", "owner", NULL);
    plan_maker_add(racks_stage.maker, &racks_site_install_kind, "tx", "tx.install", "rate", "14 rack/week",
                   "burn-in", "4 d", "yield", "100 %", NULL);
    plan_maker_add(racks_stage.maker, &racks_rack_system_kind, NULL, "gb", "packages", "72",
                   "module-packages", "4", "rack-power", "138 kW", "it-power", "160 kW", "liquid-fraction",
                   "88 %", "supply-limit", "45 degC", "early-life-multiplier", "1", NULL);
}

void racks_stage_tear_down(void)
{
    arena_free(racks_stage.arena);
}

void racks_stage_add_hall(const char *site, const char *id, int positions, double it_capacity_w)
{
    plan_maker_add(racks_stage.maker, &hall_kind, site, id, NULL);
    racks_stage.hall_ids[racks_stage.list.count] = id;
    racks_stage.halls[racks_stage.list.count++] =
        (struct racks_hall){.positions = positions, .it_capacity_w = it_capacity_w};
}

void racks_stage_add_order(const char *id, const char *count, const char *rate)
{
    plan_maker_add(racks_stage.maker, &racks_rack_order_kind, "tx", id, "system", "gb", "count", count,
                   "rate", rate, "lead", "10 week", "slip", "2 week", NULL);
}

static void bank(struct sim *sim, void *subject, int64_t argument)
{
    (void)subject;
    (void)argument;
    bell_heard(&racks_stage.money);
    struct request_book *book = racks_stage.run->requests;
    for (size_t i = 0; i < book->charge_count; i++) {
        racks_stage.charged_cents += book->charges[i].cents;
        if (!book->charges[i].request)
            racks_stage.unasked_cents += book->charges[i].cents;
    }
    book->charge_count = 0;
    if (!racks_stage.bank_shut)
        request_bank_grant(sim, book);
}

void racks_stage_compile(void)
{
    racks_stage.plan = plan_maker_plan(racks_stage.maker);
    for (int h = 0; h < racks_stage.list.count; h++) {
        racks_stage.halls[h].record = plan_find(racks_stage.plan, racks_stage.hall_ids[h]);
        racks_stage.halls[h].site = racks_stage.halls[h].record->site->index;
    }
    racks_stage.list.items = racks_stage.halls;
    racks_stage.compiled =
        racks_compile(racks_stage.plan, metric_layout_new(racks_stage.plan, racks_stage.arena),
                      &racks_stage.list, racks_stage.arena, racks_stage.diag);
}

void racks_stage_open_run(struct draw draw)
{
    ck_assert_msg(racks_stage.compiled != NULL, "%s", diag_error_text(racks_stage.diag, 0));
    racks_stage.run = plan_maker_run(racks_stage.plan, metric_layout_new(racks_stage.plan, racks_stage.arena),
                                     draw, racks_stage.arena);
    racks_stage.money = (struct bell){.sim = racks_stage.run->sim, .phase = PHASE_FUNDING, .handler = bank};
    racks_stage.run->requests->submitted = &racks_stage.money;
    racks_stage.charged_cents = racks_stage.unasked_cents = 0;
    racks_stage.racks = racks_start(racks_stage.compiled, racks_stage.run);
}

static void hall_opens(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)subject;
    racks_hall_ready(racks_stage.racks, (int)argument, racks_stage.halls[argument].positions);
}

void racks_stage_hall_on(int hall, int day)
{
    sim_schedule(racks_stage.run->sim, racks_stage.plan->start + (int64_t)day * DAY_S, PHASE_PHYSICAL,
                 hall_opens, NULL, hall);
}

/* Runs to DAY since the start, looking at the books after every event. */
void racks_stage_run_to(int day)
{
    while (sim_step(racks_stage.run->sim, racks_stage.plan->start + (int64_t)day * DAY_S))
        ck_assert_int_eq(racks_residual(racks_stage.racks), 0);
}

double racks_stage_day(int64_t tick)
{
    return tick == PROGRESS_NEVER ? -9999 : (double)(tick - racks_stage.plan->start) / DAY_S;
}

/* Failures are counted without a bell: who looks publishes first. */
double racks_stage_metric(const char *name)
{
    racks_publish(racks_stage.racks);
    int cell = metric_cell_find(racks_stage.run->board->layout, name, plan_find(racks_stage.plan, "tx"));
    ck_assert_int_ge(cell, 0);
    return metric_overall(racks_stage.run->board, cell);
}

/* The state as the board has it, without a look by the one who asks. */
double racks_stage_told(const char *name)
{
    return metric_overall(racks_stage.run->board, metric_cell_find(racks_stage.run->board->layout, name,
                                                                   plan_find(racks_stage.plan, "tx")));
}
