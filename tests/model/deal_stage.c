/* SPDX-License-Identifier: Apache-2.0 */
#include "deal_stage.h"

#include "plan/condition.h"

#include <string.h>

struct deal_stage deal_stage;

/* Work as the schedule has it, as far as money can see. */
enum { WORK_PAYER, WORK_PAYEE, WORK_COST, WORK_FIELD_COUNT };
static const struct field work_fields[WORK_FIELD_COUNT] = {
    [WORK_PAYER] = {.name = "payer", .type = FIELD_REF, .target = "party"},
    [WORK_PAYEE] = {.name = "payee", .type = FIELD_REF, .target = "party", .fallback = ""},
    [WORK_COST] = {.name = "cost", .type = FIELD_QUANTITY, .unit = "MUSD", .fallback = "1 MUSD"},
};
static const struct kind work_kind = {.name = "work",
                                      .family = "schedule",
                                      .parents = "scenario",
                                      .fields = work_fields,
                                      .field_count = WORK_FIELD_COUNT,
                                      .flags = KIND_MILESTONE};

void deal_stage_set_up(void)
{
    deal_stage = (struct deal_stage){.arena = arena_new()};
    deal_stage.diag = diag_new(deal_stage.arena);
    deal_stage.maker = plan_maker_new(deal_stage.arena, "2026-01-01", "2034-01-01");
    plan_maker_metrics(deal_stage.maker, &funding_metrics);
    const struct kind *kinds[] = {
        &funding_equity_kind,  &funding_tranche_kind, &funding_term_loan_kind, &funding_commitment_kind,
        &funding_minimum_kind, &funding_policy_kind,  &frame_milestone_kind,   &work_kind};
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        plan_maker_kind(deal_stage.maker, kinds[i]);
}

void deal_stage_tear_down(void)
{
    arena_free(deal_stage.arena);
}

void deal_stage_party(const char *id, const char *role, const char *cash)
{
    plan_maker_add(deal_stage.maker, &frame_party_kind, NULL, id, "role", role, "cash", cash, NULL);
}

struct record *deal_stage_work(const char *id, const char *payer)
{
    return plan_maker_add(deal_stage.maker, &work_kind, NULL, id, "payer", payer, NULL);
}

static union value put(struct condition condition)
{
    struct condition *copy = arena_alloc(deal_stage.arena, sizeof *copy);
    *copy = condition;
    return (union value){.condition = copy};
}

union value deal_stage_from(const char *date)
{
    return put((struct condition){.op = CONDITION_DATE, .date = deal_stage_tick(date)});
}

union value deal_stage_signed(void)
{
    return put((struct condition){.op = CONDITION_SIGNED});
}

bool deal_stage_compile(void)
{
    deal_stage.plan = plan_maker_plan(deal_stage.maker);
    const struct metric_layout *layout = metric_layout_new(deal_stage.plan, deal_stage.arena);
    struct draw draw = {.seed = 1, .median = true};
    deal_stage.run = plan_maker_run(deal_stage.plan, layout, draw, deal_stage.arena);
    deal_stage.compiled = funding_compile(deal_stage.plan, layout, deal_stage.arena, deal_stage.diag);
    return deal_stage.compiled != NULL;
}

static void on_conditions(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)subject;
    (void)argument;
    ck_assert(bell_heard(&deal_stage.run->conditions));
    funding_test(deal_stage.funding, false);
}

static void on_funding(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)subject;
    (void)argument;
    ck_assert(bell_heard(&deal_stage.run->funding));
    funding_settle(deal_stage.funding);
}

static void on_month(struct sim *sim, void *subject, int64_t last)
{
    (void)subject;
    int64_t now = sim_now(sim);
    double joules = deal_stage.facility_w * (double)(now - last);
    if (plan_list(deal_stage.plan, &frame_site_kind).count > 0)
        funding_take(deal_stage.funding, 0, joules, joules / 2);
    funding_month_end(deal_stage.funding, now);
    sim_schedule(sim, calendar_next_month(now), PHASE_INTEGRATE, on_month, NULL, now);
}

static void on_test_date(struct sim *sim, void *subject, int64_t argument)
{
    (void)subject;
    (void)argument;
    funding_test(deal_stage.funding, true);
    metric_next_block(deal_stage.run->board);
    sim_schedule(sim, calendar_next_month(sim_now(sim)), PHASE_CONDITIONS, on_test_date, NULL, 0);
}

void deal_stage_open(void)
{
    if (!deal_stage_compile())
        ck_abort_msg("%s", diag_error_text(deal_stage.diag, 0));
    struct run *run = deal_stage.run;
    run->conditions = (struct bell){.sim = run->sim, .phase = PHASE_CONDITIONS, .handler = on_conditions};
    run->funding = (struct bell){.sim = run->sim, .phase = PHASE_FUNDING, .handler = on_funding};
    run->board->changed = &run->conditions;
    run->requests->submitted = &run->funding;
    progress_set_bell(run->progress, &run->conditions);
    deal_stage.funding = funding_start(deal_stage.compiled, run);
    int64_t month = calendar_next_month(sim_now(run->sim));
    sim_schedule(run->sim, month, PHASE_INTEGRATE, on_month, NULL, sim_now(run->sim));
    sim_schedule(run->sim, month, PHASE_CONDITIONS, on_test_date, NULL, 0);
}

void deal_stage_run(const char *date)
{
    sim_run_until(deal_stage.run->sim, deal_stage_tick(date));
}

int64_t deal_stage_tick(const char *date)
{
    int64_t tick;
    ck_assert(calendar_parse(&tick, date, span_of_argument("test", date), deal_stage.diag));
    return tick;
}

int deal_stage_index(const char *id)
{
    for (int i = 0; i < deal_stage.plan->record_count; i++)
        if (strcmp(deal_stage.plan->records[i]->id, id) == 0)
            return deal_stage.plan->records[i]->index;
    ck_abort_msg("no record '%s'", id);
    return -1;
}

static const struct record *find(const char *id)
{
    for (int i = 0; i < deal_stage.plan->record_count; i++)
        if (strcmp(deal_stage.plan->records[i]->id, id) == 0)
            return deal_stage.plan->records[i];
    ck_abort_msg("no record '%s'", id);
    return NULL;
}

static void emit(const struct record *cause, const char *payer, int payee, double musd, enum account debit,
                 struct request *request)
{
    charge_emit(deal_stage.run->requests, &(struct charge){.cause = cause,
                                                           .payer = deal_stage_index(payer),
                                                           .payee = payee,
                                                           .cents = cents_of_usd(musd * 1e6),
                                                           .due = sim_now(deal_stage.run->sim),
                                                           .debit = debit,
                                                           .credit = ACCOUNT_REVENUE,
                                                           .request = request});
    deal_stage_run(calendar_format_time(sim_now(deal_stage.run->sim), (char[CALENDAR_TIME_SIZE]){0}));
}

void deal_stage_charge(const char *payer, const char *payee, double musd, enum account debit)
{
    emit(find(payer), payer, payee ? deal_stage_index(payee) : PARTY_OUTSIDE, musd, debit, NULL);
}

static void on_granted(struct sim *sim, void *subject, int64_t number)
{
    (void)sim;
    (void)subject;
    deal_stage.granted[deal_stage.granted_count++] = (int)number;
}

struct request *deal_stage_ask(const char *work, const char *payer, double musd, int after_d, int number)
{
    struct payment *payment = arena_alloc(deal_stage.arena, sizeof *payment);
    *payment = (struct payment){(int64_t)after_d * CALENDAR_DAY_S, cents_of_usd(musd * 1e6)};
    struct request *request = request_submit(deal_stage.run->requests,
                                             &(struct request){.cause = find(work),
                                                               .payer = deal_stage_index(payer),
                                                               .payee = PARTY_OUTSIDE,
                                                               .priority = 100,
                                                               .payments = payment,
                                                               .payment_count = 1,
                                                               .granted = on_granted,
                                                               .argument = number},
                                             sim_now(deal_stage.run->sim));
    deal_stage_run(calendar_format_time(sim_now(deal_stage.run->sim), (char[CALENDAR_TIME_SIZE]){0}));
    return request;
}

void deal_stage_use(struct request *request, double musd)
{
    const struct record *payer = plan_list(deal_stage.plan, &frame_party_kind).items[request->payer];
    emit(request->cause, payer->id, request->payee, musd, ACCOUNT_WORKS, request);
}

int64_t deal_stage_balance(const char *party, enum account account)
{
    return ledger_balance(deal_stage.run->ledger, deal_stage_index(party), account);
}

struct funding_tranche deal_stage_tranche(const char *id)
{
    for (int i = 0; i < funding_tranche_count(deal_stage.funding); i++) {
        struct funding_tranche row = funding_tranche_at(deal_stage.funding, i, deal_stage.arena);
        if (strcmp(row.record->id, id) == 0)
            return row;
    }
    ck_abort_msg("no tranche '%s'", id);
    return (struct funding_tranche){0};
}

void deal_stage_check(void)
{
    ck_assert_int_eq(funding_residual_cents(deal_stage.funding), 0);
    ck_assert_int_eq(ledger_residual_cents(deal_stage.run->ledger), 0);
}
