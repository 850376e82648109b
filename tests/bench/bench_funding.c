/* SPDX-License-Identifier: Apache-2.0 */
/*
 * bench_funding - what a replication spends on money: a deal of a gigawatt over seven years.
 */
#include "base/calendar.h"
#include "funding/funding.h"
#include "plan/frame.h"
#include "scenario/scenario.h"
#include "schedule/activity.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PASSES = 21, REQUESTS = 200, PAYMENTS = 10 };

static const char text[] =
    "<scenario name='bench' start='2026-01-01' end='2033-01-01'>"
    "<party id='lab' role='lab' cash='9 BUSD'/><party id='cloud' role='cloud' cash='1 BUSD'/>"
    "<party id='vendor' role='vendor' cash='4 BUSD'/><party id='lender' role='lender'/>"
    "<equity id='e' from='vendor' to='cloud' amount='10 BUSD' pre-money='350 BUSD'>"
    "<tranche id='t1' amount='4 BUSD'><when><date from='2026-06-01'/></when></tranche>"
    "<tranche id='t2' amount='3 BUSD'><when><metric name='cloud.funding.capex' at-least='50 MUSD'/></when>"
    "</tranche>"
    "<tranche id='t3' amount='3 BUSD' long-stop='2030-01-01'><when><date from='2029-01-01'/></when></tranche>"
    "</equity>"
    "<term-loan id='l' obligor='cloud' lender='lender' amount='17 BUSD' advance='80 %' margin='225 bp'"
    " upfront-fee='1 %' availability-end='2031-01-01' maturity='2035-01-01'>"
    "<when><date from='2026-09-01'/></when></term-loan>"
    "<activity id='build' payer='cloud' duration='30 d' cost='1 MUSD'/>"
    "</scenario>";

static const struct kind *const kinds[] = {
    &frame_scenario_kind,  &frame_party_kind,     &frame_site_kind,        &frame_milestone_kind,
    &funding_equity_kind,  &funding_tranche_kind, &funding_term_loan_kind, &funding_commitment_kind,
    &funding_minimum_kind, &funding_policy_kind,  &schedule_activity_kind,
};
static const struct metric_table *const metrics[] = {&funding_metrics};
static const struct kind_list kind_list = {kinds, sizeof kinds / sizeof *kinds, metrics, 1};

/* One piece of work: asks, and is charged month by month once it has its money. */
struct work {
    struct run *run;
    struct request *request;
    int paid;
};

struct stage {
    struct run run;
    struct funding *funding;
    struct work works[REQUESTS];
};

static double now_ms(void)
{
    struct timespec at;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec * 1e-6;
}

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return (left > right) - (left < right);
}

static void on_conditions(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    struct stage *stage = subject;
    bell_heard(&stage->run.conditions);
    funding_test(stage->funding, false);
}

static void on_funding(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    struct stage *stage = subject;
    bell_heard(&stage->run.funding);
    funding_settle(stage->funding);
}

static void on_month(struct sim *sim, void *subject, int64_t argument)
{
    (void)argument;
    struct stage *stage = subject;
    funding_month_end(stage->funding, sim_now(sim));
    funding_test(stage->funding, true);
    sim_schedule(sim, calendar_next_month(sim_now(sim)), PHASE_INTEGRATE, on_month, stage, 0);
}

static void on_payment(struct sim *sim, void *subject, int64_t argument)
{
    (void)argument;
    struct work *work = subject;
    charge_emit(work->run->requests, &(struct charge){.cause = work->request->cause,
                                                      .payer = work->request->payer,
                                                      .payee = work->request->payee,
                                                      .cents = work->request->payments[work->paid].cents,
                                                      .due = sim_now(sim),
                                                      .debit = ACCOUNT_WORKS,
                                                      .credit = ACCOUNT_REVENUE,
                                                      .request = work->request});
    if (++work->paid < PAYMENTS)
        sim_schedule(sim, sim_now(sim) + 30 * CALENDAR_DAY_S, PHASE_PHYSICAL, on_payment, work, 0);
}

static void on_ask(struct sim *sim, void *subject, int64_t number)
{
    struct work *work = subject;
    struct payment *payments = arena_array(work->run->arena, PAYMENTS, sizeof *payments);
    for (int i = 0; i < PAYMENTS; i++)
        payments[i] = (struct payment){(int64_t)i * 30 * CALENDAR_DAY_S, 1234567891 + number};
    work->request = request_submit(work->run->requests,
                                   &(struct request){.cause = work->run->plan->scenario,
                                                     .payer = 1,
                                                     .payee = number % 3 ? 2 : PARTY_OUTSIDE,
                                                     .priority = (int)(number % 5),
                                                     .payments = payments,
                                                     .payment_count = PAYMENTS,
                                                     .granted = on_payment,
                                                     .subject = work},
                                   sim_now(sim));
}

static void run_once(struct stage *stage, const struct plan *plan, const struct funding_plan *compiled,
                     struct sim *sim, struct arena *arena)
{
    arena_reset(arena);
    sim_reset(sim, plan->start);
    struct run *run = &stage->run;
    *run = (struct run){.plan = plan, .arena = arena, .sim = sim, .draw = {.seed = 1}};
    run->board = metric_board_new(plan->layout, arena);
    run->progress = progress_new(plan, sim, arena);
    run->ledger = ledger_new(plan_list(plan, &frame_party_kind).count, arena);
    run->requests = request_book_new(arena);
    run->conditions =
        (struct bell){.sim = sim, .phase = PHASE_CONDITIONS, .handler = on_conditions, .subject = stage};
    run->funding = (struct bell){.sim = sim, .phase = PHASE_FUNDING, .handler = on_funding, .subject = stage};
    run->board->changed = &run->conditions;
    run->requests->submitted = &run->funding;
    stage->funding = funding_start(compiled, run);
    sim_schedule(sim, calendar_next_month(plan->start), PHASE_INTEGRATE, on_month, stage, 0);
    for (int i = 0; i < REQUESTS; i++) {
        stage->works[i] = (struct work){.run = run};
        sim_schedule(sim, plan->start + (int64_t)i * 9 * CALENDAR_DAY_S, PHASE_PHYSICAL, on_ask,
                     &stage->works[i], i);
    }
    sim_run_until(sim, plan->end);
}

int main(void)
{
    struct arena *arena = arena_new(), *memory = arena_new();
    struct diag *diag = diag_new(arena);
    struct scenario_request request = {.path = "bench.xml", .kinds = &kind_list, .arena = arena};
    const struct plan *plan = scenario_read_text(&request, text, diag);
    const struct funding_plan *compiled = plan ? funding_compile(plan, plan->layout, arena, diag) : NULL;
    static struct stage stage;
    double ms[PASSES];
    if (!compiled) {
        diag_flush(diag, stderr);
        return 1;
    }
    struct sim *sim = sim_new(arena, plan->start);
    for (int p = 0; p < PASSES; p++) {
        double start = now_ms();
        run_once(&stage, plan, compiled, sim, memory);
        ms[p] = now_ms() - start;
    }
    qsort(ms, PASSES, sizeof ms[0], ascending);
    printf("%d requests, %zu postings, %llu events, %d draws: %.3f ms a replication\n", REQUESTS,
           stage.run.ledger->count, (unsigned long long)sim_fired_count(sim),
           funding_draw_count(stage.funding), ms[PASSES / 2]);
    bool exact = funding_residual_cents(stage.funding) == 0;
    arena_free(memory);
    arena_free(arena);
    return !exact;
}
