/* SPDX-License-Identifier: Apache-2.0 */
#include "power/units.h"

#include "base/calendar.h"
#include "plan/distribution.h"
#include "power/feed.h"
#include "power/power_types.h"
#include "power/substation.h"

#include <math.h>

static const double curtailment_mean_s = 2.0 * CALENDAR_HOUR_S; /* Norris et al. 2025 */
static const double year_s = 365.25 * CALENDAR_DAY_S;

static struct unit_build feed_build(const struct record *feed)
{
    bool interruptible = record_choice(feed, FEED_SUPPLY) == FEED_INTERRUPTIBLE;
    double share = record_number(feed, FEED_INTERRUPTIBLE_HOURS); /* seconds out per second, SI of h/year */
    return (struct unit_build){
        .sort = UNIT_FEED,
        .rated = record_number(feed, FEED_CAPACITY),
        .rate_per_s = {record_number(feed, FEED_FAILURE_RATE),
                       interruptible ? share / (1 - share) / curtailment_mean_s : 0},
        .repair = record_distribution(feed, FEED_REPAIR),
        .rate_field = {FEED_FAILURE_RATE, FEED_INTERRUPTIBLE_HOURS},
        .repair_field = FEED_REPAIR,
    };
}

static struct unit_build transformer_build(const struct record *transformer)
{
    const struct record *type = record_ref(transformer, TRANSFORMER_TYPE);
    return (struct unit_build){
        .sort = UNIT_TRANSFORMER,
        .rated = record_number(type, TRANSFORMER_TYPE_RATING),
        .no_load_w = record_number(type, TRANSFORMER_TYPE_NO_LOAD_LOSS),
        .load_w = record_number(type, TRANSFORMER_TYPE_LOAD_LOSS),
        .rate_per_s = {record_number(type, TRANSFORMER_TYPE_FAILURE_RATE), 0},
        .repair = record_distribution(type, TRANSFORMER_TYPE_REPAIR),
        .rate_field = {TRANSFORMER_TYPE_FAILURE_RATE, TRANSFORMER_TYPE_FIELD_COUNT},
        .repair_field = TRANSFORMER_TYPE_REPAIR,
    };
}

static struct unit_build build_of(const struct record *record, enum unit_sort sort)
{
    switch (sort) {
    case UNIT_FEED: return feed_build(record);
    case UNIT_STAGE:
        return (struct unit_build){.sort = UNIT_STAGE, .rated = record_number(record, STAGE_CAPACITY)};
    case UNIT_SUBSTATION:
        return (struct unit_build){
            .sort = UNIT_SUBSTATION,
            .power_factor_ratio = record_number(record, SUBSTATION_POWER_FACTOR),
            .redundancy = record_choice(record, SUBSTATION_REDUNDANCY),
        };
    case UNIT_TRANSFORMER: return transformer_build(record);
    }
    return (struct unit_build){0};
}

static const struct kind *const sort_kinds[] = {
    [UNIT_FEED] = &power_feed_kind,
    [UNIT_STAGE] = &power_stage_kind,
    [UNIT_SUBSTATION] = &power_substation_kind,
    [UNIT_TRANSFORMER] = &power_transformer_kind,
};
static const int needs_fields[] = {FEED_NEEDS, STAGE_NEEDS, SUBSTATION_NEEDS, TRANSFORMER_NEEDS};

static void add_records(struct unit_build *builds, int *count, int *by_record, const struct plan *plan,
                        enum unit_sort sort)
{
    struct record_list records = plan_list(plan, sort_kinds[sort]);
    for (int i = 0; i < records.count; i++) {
        const struct record *record = records.items[i];
        struct unit_build *build = &builds[*count];
        *build = build_of(record, sort);
        build->record = record;
        build->site = record->site->index;
        build->parent = by_record[record->parent->number];
        if (sort == UNIT_STAGE)
            builds[build->parent].staged = true;
        by_record[record->number] = (*count)++;
    }
}

struct units_plan units_compile(const struct plan *plan, struct arena *arena)
{
    struct units_plan units = {0};
    int total = 0, *by_record = arena_array(arena, (size_t)plan->record_count, sizeof *by_record);
    for (int i = 0; i < plan->record_count; i++)
        by_record[i] = -1;
    for (enum unit_sort sort = UNIT_FEED; sort <= UNIT_TRANSFORMER; sort++)
        total += plan_list(plan, sort_kinds[sort]).count;
    struct unit_build *builds = arena_array(arena, (size_t)total, sizeof *builds);
    for (enum unit_sort sort = UNIT_FEED; sort <= UNIT_TRANSFORMER; sort++)
        add_records(builds, &units.count, by_record, plan, sort);
    units.builds = builds;
    units.by_record = by_record;
    return units;
}

static void back_in_service(struct sim *sim, void *subject, int64_t cause);

static void tell_change(struct unit *unit)
{
    *unit->changed = true;
    run_plant_changed(unit->run);
}

static void taken_out(struct sim *sim, void *subject, int64_t cause)
{
    static const char *const words[UNIT_CAUSE_COUNT] = {"failed", "curtailed"};
    struct unit *unit = subject;
    int64_t now = sim_now(sim);
    double length_s = cause == UNIT_FAILURE ? draw_next(&unit->lengths[cause], unit->build->repair)
                                            : curtailment_mean_s * stream_exponential(&unit->lengths[cause]);
    if (unit_in_service(unit))
        unit->out_since = now;
    unit->out[cause] = true;
    unit->out_count[cause]++;
    run_log_amount(unit->run, words[cause], unit->build->record, length_s, "h");
    tell_change(unit);
    sim_schedule(sim, now + (int64_t)fmax(1.0, round(length_s)), PHASE_PHYSICAL, back_in_service, unit,
                 cause);
}

/* The next outage of CAUSE, an exponential time in service from now. */
static void schedule_outage(struct unit *unit, enum unit_cause cause)
{
    double rate = unit->build->rate_per_s[cause];
    if (!(rate > 0) || unit->run->draw.median)
        return;
    double gap_s = stream_exponential(&unit->gaps[cause]) / rate;
    if (gap_s < 1000 * year_s) /* beyond any scenario, and within the range of a tick */
        sim_schedule(unit->run->sim, sim_now(unit->run->sim) + (int64_t)fmax(1.0, round(gap_s)),
                     PHASE_PHYSICAL, taken_out, unit, cause);
}

static void back_in_service(struct sim *sim, void *subject, int64_t cause)
{
    static const char *const words[UNIT_CAUSE_COUNT] = {"repaired", "restored"};
    struct unit *unit = subject;
    unit->out[cause] = false;
    if (unit_in_service(unit))
        unit->out_s += (double)(sim_now(sim) - unit->out_since);
    run_log(unit->run, words[cause], unit->build->record, NULL);
    tell_change(unit);
    schedule_outage(unit, (enum unit_cause)cause);
}

static void energise(struct unit *unit)
{
    struct run *run = unit->run;
    unit->energised = true;
    run_log(run, "energised", unit->build->record, NULL);
    progress_mark(run->progress, unit->build->record);
    tell_change(unit);
    for (enum unit_cause cause = UNIT_FAILURE; cause < UNIT_CAUSE_COUNT; cause++)
        schedule_outage(unit, cause);
}

static void gate_opened(struct sim *sim, void *subject, int64_t place)
{
    struct unit *unit = subject;
    if (gate_open(&unit->gates, (int)place, sim_now(sim)))
        energise(unit);
}

static void wait_for(struct unit *unit, const struct record *what)
{
    struct run *run = unit->run;
    int place = gate_add(&unit->gates, GATE_PREDECESSOR, what, sim_now(run->sim));
    progress_listen(run->progress, what,
                    &(struct progress_listener){PHASE_PHYSICAL, gate_opened, unit, place});
}

static void start_unit(struct unit *unit, const struct unit_build *build, bool *changed, struct run *run)
{
    struct record_list needs = record_refs(build->record, needs_fields[build->sort]);
    *unit = (struct unit){.build = build, .run = run, .changed = &changed[build->site]};
    for (enum unit_cause cause = UNIT_FAILURE; cause < UNIT_CAUSE_COUNT; cause++)
        if (build->rate_per_s[cause] > 0) {
            int length_field = cause == UNIT_FAILURE ? build->repair_field : FEED_FIELD_COUNT;
            unit->gaps[cause] = draw_stream(&run->draw, build->record, build->rate_field[cause]);
            unit->lengths[cause] = draw_stream(&run->draw, build->record, length_field);
        }
    gate_set_start(&unit->gates, build->record, needs.count + 1, run->arena);
    if (build->parent >= 0)
        wait_for(unit, build->record->parent);
    for (int i = 0; i < needs.count; i++)
        wait_for(unit, needs.items[i]);
    if (unit->gates.count == 0)
        energise(unit);
}

struct unit *units_start(const struct units_plan *plan, bool *changed, struct run *run)
{
    struct unit *units = arena_array(run->arena, (size_t)plan->count, sizeof *units);
    for (int i = 0; i < plan->count; i++)
        start_unit(&units[i], &plan->builds[i], changed, run);
    return units;
}
