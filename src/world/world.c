/* SPDX-License-Identifier: Apache-2.0 */
#include "world/outcome.h"

#include "base/calendar.h"
#include "engine/profile.h"
#include "funding/kinds.h"
#include "plan/frame.h"
#include "world/milestones.h"
#include "world/stall.h"

#include <math.h>
#include <string.h>

enum { DAY_S = 86400 };

struct world *world_new(const struct world_plan *plan, int64_t detail_count)
{
    struct arena *engine_arena = arena_new();
    struct world *world = arena_alloc(engine_arena, sizeof *world);
    world->plan = plan;
    world->detail_count = detail_count;
    world->engine_arena = engine_arena;
    world->arena = arena_new();
    world->sim = sim_new(engine_arena, plan->plan->start);
    return world;
}

void world_free(struct world *world)
{
    if (!world)
        return;
    arena_free(world->arena);
    arena_free(world->engine_arena);
}

/* What happened in this tick, each thing once, up to six of them: those chase each other. */
static const char *chasers(const struct world *world)
{
    enum { NAMED_MAX = 6 };
    const struct run *run = &world->run;
    const struct record *named[NAMED_MAX];
    const char *text = "nothing in the log";
    int count = 0;
    for (size_t i = run->happening_count; i-- > 0 && run->happenings[i].tick == sim_now(run->sim);) {
        const struct record *record = run->happenings[i].record;
        bool known = count == NAMED_MAX;
        for (int k = 0; k < count && !known; k++)
            known = named[k] == record;
        if (known)
            continue;
        named[count++] = record;
        text = count == 1 ? record->id : arena_printf(world->batch->arena, "%s, %s", text, record->id);
    }
    return text;
}

static void stop(struct world *world, const char *what)
{
    struct run *run = &world->run;
    char date[CALENDAR_TIME_SIZE];
    calendar_format_time(sim_now(run->sim), date);
    run->stop_reason = arena_printf(world->batch->arena, "%s changed more than %d times at %s; then: %s",
                                    what, PHASE_ROUNDS_MAX, date, chasers(world));
    sim_stop(run->sim);
}

/*
 * Money beyond what the books hold is an outcome of the scenario: the replication ends as far as it has come.
 * Without its date, which is stored beside it, the reason is the same for all, and reports can count it.
 */
static void stop_at_overrun(struct world *world)
{
    struct run *run = &world->run;
    const struct posting *posting = ledger_overrun(run->ledger);
    if (!posting || run->stop_reason)
        return;
    run->stop_reason = arena_printf(
        world->batch->arena,
        "money of '%s' passed " LEDGER_LIMIT_TEXT ", more than the books hold: %s to %s by '%s'",
        plan_list(run->plan, &frame_party_kind).items[posting->party]->id, account_names[posting->credit],
        account_names[posting->debit], posting->cause ? posting->cause->id : run->plan->scenario->id);
    sim_stop(run->sim);
}

static void on_plant(struct sim *sim, void *subject, int64_t argument)
{
    (void)argument;
    struct world *world = subject;
    if (!bell_heard(&world->run.plant)) {
        stop(world, "the plant");
        return;
    }
    operate_until(world->operate, sim_now(sim));
    operate_take_plant(world->operate);
    bell_ring(&world->publish);
}

static void on_publish(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    struct world *world = subject;
    bell_heard(&world->publish);
    cast_publish(world->cast);
    operate_publish(world->operate);
}

static void on_date(struct sim *sim, void *subject, int64_t argument);

/* One event waits for the next date that stands in a condition; money looks after its own. */
static void wait_for_date(struct world *world)
{
    int64_t now = sim_now(world->sim);
    if (world->next_date > now) /* ever fewer milestones are open: none has an earlier date */
        return;
    world->next_date = milestones_next_date(world->milestones, now);
    if (world->next_date < world->plan->plan->end)
        sim_schedule(world->sim, world->next_date, PHASE_CONDITIONS, on_date, world, 0);
}

static void test_conditions(struct world *world, bool test_date)
{
    milestones_test(world->milestones, test_date);
    cast_test(world->cast, test_date);
    wait_for_date(world);
}

static void on_date(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    test_conditions(subject, false);
}

static void on_conditions(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    struct world *world = subject;
    if (bell_heard(&world->run.conditions))
        test_conditions(world, false);
    else
        stop(world, "milestones and conditions");
}

static void on_funding(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    struct world *world = subject;
    if (bell_heard(&world->run.funding))
        funding_settle(world->cast->funding);
    else
        stop(world, "funding");
    stop_at_overrun(world);
}

/* The first of the next month, or the end of a last month that is cut short. */
static int64_t next_month(const struct world *world, int64_t now)
{
    int64_t next = calendar_next_month(now), end = world->plan->plan->end;
    return next < end ? next : end;
}

/* The first of a month: the books of the month, then the test date of flow metrics. */
static void on_month(struct sim *sim, void *subject, int64_t argument)
{
    (void)argument;
    struct world *world = subject;
    int64_t now = sim_now(sim);
    operate_until(world->operate, now);
    settle_month(world->settle, world->operate);
    stop_at_overrun(world);
    if (now < world->plan->plan->end)
        sim_schedule(sim, next_month(world, now), PHASE_INTEGRATE, on_month, world, 0);
}

/* A target on a mean looks at the last whole month before its date. */
static void keep_means(struct world *world)
{
    const struct metric_layout *layout = world->plan->plan->layout;
    for (int i = 0; i < world->plan->targets.count; i++) {
        int cell = world->plan->target_cells[i].cell;
        if (layout->cells[cell].def->sort == METRIC_MEAN && !world->targets[i].tested)
            world->targets[i].value = metric_read_block(world->run.board, cell);
    }
}

/* Flow metrics up to now, and states that change without a bell. */
static void look(struct world *world)
{
    operate_until(world->operate, sim_now(world->sim));
    operate_show(world->operate);
    racks_publish(world->cast->racks);
    operate_publish(world->operate);
    demand_publish(world->cast->demand);
}

static void on_test_date(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    struct world *world = subject;
    look(world);
    test_conditions(world, true);
    keep_means(world);
    metric_next_block(world->run.board);
    if (sim_now(sim) < world->plan->plan->end)
        sim_schedule(sim, next_month(world, sim_now(sim)), PHASE_CONDITIONS, on_test_date, world, 0);
}

static int64_t next_sample(const struct world *world, int64_t now)
{
    switch (record_choice(world->plan->plan->scenario, SCENARIO_SAMPLE)) {
    case SAMPLE_DAY: return now + DAY_S;
    case SAMPLE_MONTH: return calendar_next_month(now);
    default: return now + 7 * DAY_S;
    }
}

static void on_sample(struct sim *sim, void *subject, int64_t argument)
{
    (void)argument;
    struct world *world = subject;
    int64_t now = sim_now(sim), end = world->plan->plan->end;
    look(world);
    sampler_take(world->plan->sampler, world->run.board, now, world->batch);
    int64_t next = next_sample(world, now);
    if (now < end)
        sim_schedule(sim, next < end ? next : end, PHASE_SAMPLING, on_sample, world, 0);
}

static void on_target(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    struct world *world = subject;
    const struct target_cell *cell = &world->plan->target_cells[argument];
    look(world);
    double value = world->targets[argument].value;
    if (world->plan->plan->layout->cells[cell->cell].def->sort != METRIC_MEAN)
        value = metric_overall(world->run.board, cell->cell);
    bool met = cell->at_most ? value <= cell->threshold : value >= cell->threshold;
    world->targets[argument] = (struct target_result){.tested = true, .met = met, .value = value};
}

static void on_phase(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    struct world *world = subject;
    run_plant_changed(&world->run);
}

/* Money that lapses leaves no circle to be seen at the end: look before it does. */
static void on_long_stop(struct sim *sim, void *subject, int64_t argument)
{
    (void)argument;
    struct world *world = subject;
    if (world->stalemate)
        return;
    world->stalemate = stall_find(world->cast, world->batch->arena);
    world->stalemate_tick = sim_now(sim);
}

static void watch_long_stops(struct world *world)
{
    const struct plan *plan = world->plan->plan;
    struct record_list tranches = plan_list(plan, &funding_tranche_kind);
    for (int i = 0; i < tranches.count; i++) {
        if (!record_has(tranches.items[i], TRANCHE_LONG_STOP))
            continue;
        int64_t lapse = record_tick(tranches.items[i], TRANCHE_LONG_STOP) +
                        (int64_t)record_number(tranches.items[i], TRANCHE_CURE);
        if (lapse > plan->start && lapse < plan->end)
            sim_schedule(world->sim, lapse, PHASE_CONDITIONS, on_long_stop, world, 0);
    }
}

static void schedule_calendar(struct world *world)
{
    const struct plan *plan = world->plan->plan;
    struct sim *sim = world->sim;
    for (int i = 0; i < world->plan->phases.count; i++) {
        int64_t date = record_tick(world->plan->phases.items[i], PHASE_DATE);
        if (date > plan->start && date < plan->end)
            sim_schedule(sim, date, PHASE_PHYSICAL, on_phase, world, 0);
    }
    for (int i = 0; i < world->plan->targets.count; i++) {
        int64_t date = record_tick(world->plan->targets.items[i], TARGET_BY);
        if (date >= plan->start && date <= plan->end)
            sim_schedule(sim, date, PHASE_SAMPLING, on_target, world, i);
    }
    watch_long_stops(world);
    int64_t month = next_month(world, plan->start);
    sim_schedule(sim, month, PHASE_INTEGRATE, on_month, world, 0);
    sim_schedule(sim, month, PHASE_CONDITIONS, on_test_date, world, 0);
    sim_schedule(sim, plan->start, PHASE_SAMPLING, on_sample, world, 0);
}

static struct bell bell_of(struct world *world, enum phase phase, sim_handler_fn *handler)
{
    return (struct bell){.sim = world->sim, .phase = phase, .handler = handler, .subject = world};
}

static void make_run(struct world *world, uint64_t seed, uint32_t replication)
{
    const struct plan *plan = world->plan->plan;
    struct run *run = &world->run;
    memset(run, 0, sizeof *run);
    run->plan = plan;
    run->arena = world->arena;
    run->sim = world->sim;
    run->draw = (struct draw){.seed = seed, .replication = replication};
    run->board = metric_board_new(plan->layout, world->arena);
    run->progress = progress_new(plan, world->sim, world->arena);
    run->ledger = ledger_new(plan_list(plan, &frame_party_kind).count, world->arena);
    run->requests = request_book_new(world->arena);
    run->plant = bell_of(world, PHASE_INTEGRATE, on_plant);
    run->conditions = bell_of(world, PHASE_CONDITIONS, on_conditions);
    run->funding = bell_of(world, PHASE_FUNDING, on_funding);
    world->publish = bell_of(world, PHASE_PUBLISH, on_publish);
    run->board->changed = &run->conditions;
    progress_set_bell(run->progress, &run->conditions);
    run->requests->submitted = &run->funding;
}

static void start_targets(struct world *world)
{
    int count = world->plan->targets.count;
    world->targets = arena_array(world->arena, (size_t)count, sizeof *world->targets);
    for (int i = 0; i < count; i++)
        world->targets[i].value = NAN; /* of a mean, until a month of it is over */
}

void world_profile(struct world *world, struct profile *profile)
{
    static const struct {
        sim_handler_fn *handler;
        const char *name;
    } events[] = {
        {on_plant, "operate the plant up to a change of it"},
        {on_publish, "publish states"},
        {on_date, "dates in conditions"},
        {on_conditions, "test milestones and conditions"},
        {on_funding, "settle funding"},
        {on_month, "close the books of a month"},
        {on_test_date, "monthly test date"},
        {on_sample, "sample the series"},
        {on_target, "look at a target"},
        {on_phase, "begin a phase"},
        {on_long_stop, "look for a stalemate before a long-stop date"},
    };
    sim_set_profile(world->sim, profile);
    for (size_t i = 0; profile && i < sizeof events / sizeof *events; i++)
        profile_name(profile, events[i].handler, events[i].name);
}

bool world_run(struct world *world, uint64_t seed, uint32_t replication, struct batch *batch)
{
    const struct world_plan *plan = world->plan;
    arena_reset(world->arena);
    sim_reset(world->sim, plan->plan->start);
    world->batch = batch;
    world->next_date = INT64_MIN;
    world->stalemate = NULL;
    make_run(world, seed, replication);
    start_targets(world);
    world->milestones = milestones_start(&world->run);
    world->cast = cast_start(plan->cast, &world->run);
    world->operate = operate_start(world->cast, outcome_detailed(world), world->arena);
    world->settle = settle_start(world->cast, world->arena);
    run_plant_changed(&world->run);
    schedule_calendar(world);
    sim_run_until(world->sim, plan->plan->end);
    outcome_write(world);
    return world->run.stop_reason == NULL;
}
