/* SPDX-License-Identifier: Apache-2.0 */
#include "power/units.h"

#include "base/calendar.h"
#include "plan/distribution.h"
#include "power/bess.h"
#include "power/dips.h"
#include "power/feed.h"
#include "power/gas_plant.h"
#include "power/genset.h"
#include "power/power_types.h"
#include "power/substation.h"

#include <math.h>

static const double year_s = 365.25 * CALENDAR_DAY_S;

static struct unit_build feed_build(const struct record *feed)
{
    bool interruptible = record_choice(feed, FEED_SUPPLY) == FEED_INTERRUPTIBLE;
    double share = record_number(feed, FEED_INTERRUPTIBLE_HOURS); /* seconds out per second, SI of h/year */
    double length_s = record_number(feed, FEED_INTERRUPTION_LENGTH);
    struct unit_build b = {.sort = UNIT_FEED, .rated = record_number(feed, FEED_CAPACITY)};
    b.rate_per_s[UNIT_FAILURE] = record_number(feed, FEED_FAILURE_RATE);
    b.rate_field[UNIT_FAILURE] = FEED_FAILURE_RATE;
    b.length[UNIT_FAILURE] = record_distribution(feed, FEED_REPAIR);
    b.length_field[UNIT_FAILURE] = FEED_REPAIR;
    b.rate_per_s[UNIT_CURTAILMENT] = interruptible ? share / (1 - share) / length_s : 0;
    b.rate_field[UNIT_CURTAILMENT] = FEED_INTERRUPTIBLE_HOURS;
    b.mean_length_s[UNIT_CURTAILMENT] = length_s;
    b.length_field[UNIT_CURTAILMENT] = FEED_INTERRUPTION_LENGTH;
    b.rate_per_s[UNIT_LOCK_OUT] = record_number(feed, FEED_FAULT_RATE);
    b.rate_field[UNIT_LOCK_OUT] = FEED_FAULT_RATE;
    b.length[UNIT_LOCK_OUT] = record_distribution(feed, FEED_MANUAL_RETURN);
    b.length_field[UNIT_LOCK_OUT] = FEED_MANUAL_RETURN;
    b.notice_s = record_number(feed, FEED_NOTICE);
    b.curtailment_cap_s = record_has(feed, FEED_INTERRUPTIBLE_CAP)
                              ? record_number(feed, FEED_INTERRUPTIBLE_CAP) * year_s
                              : INFINITY;
    return b;
}

static struct unit_build transformer_build(const struct record *transformer)
{
    const struct record *type = record_ref(transformer, TRANSFORMER_TYPE), *parent = transformer->parent;
    struct unit_build b = {
        .sort = UNIT_TRANSFORMER,
        .rated = record_number(type, TRANSFORMER_TYPE_RATING),
        .no_load_w = power_types_no_load_w(type),
        .load_w = power_types_load_w(type),
        .derate_per_k = record_number(type, TRANSFORMER_TYPE_DERATE),
        .derate_above_k = record_number(type, TRANSFORMER_TYPE_DERATE_ABOVE),
        .maintenance_s = record_number(parent, SUBSTATION_MAINTENANCE) * year_s,
        .maintenance_month = (int)record_count(parent, SUBSTATION_MAINTENANCE_MONTH),
    };
    b.rate_per_s[UNIT_FAILURE] = record_number(type, TRANSFORMER_TYPE_FAILURE_RATE);
    b.rate_field[UNIT_FAILURE] = TRANSFORMER_TYPE_FAILURE_RATE;
    b.length[UNIT_FAILURE] = record_distribution(type, TRANSFORMER_TYPE_REPAIR);
    b.length_field[UNIT_FAILURE] = TRANSFORMER_TYPE_REPAIR;
    return b;
}

/* Failures of the common part; their rate follows from the transformers. */
static struct unit_build substation_build(const struct record *substation)
{
    struct unit_build b = {
        .sort = UNIT_SUBSTATION,
        .power_factor_ratio = record_number(substation, SUBSTATION_POWER_FACTOR),
        .redundancy = record_choice(substation, SUBSTATION_REDUNDANCY),
    };
    b.rate_field[UNIT_FAILURE] = SUBSTATION_COMMON_CAUSE;
    b.length[UNIT_FAILURE] = record_distribution(substation, SUBSTATION_COMMON_REPAIR);
    b.length_field[UNIT_FAILURE] = SUBSTATION_COMMON_REPAIR;
    return b;
}

static struct unit_build build_of(const struct record *record, enum unit_sort sort)
{
    switch (sort) {
    case UNIT_FEED: return feed_build(record);
    case UNIT_STAGE:
        return (struct unit_build){.sort = UNIT_STAGE, .rated = record_number(record, STAGE_CAPACITY)};
    case UNIT_SUBSTATION: return substation_build(record);
    case UNIT_TRANSFORMER: return transformer_build(record);
    default: return (struct unit_build){.sort = sort};
    }
}

static const struct kind *const sort_kinds[] = {
    [UNIT_FEED] = &power_feed_kind,
    [UNIT_STAGE] = &power_stage_kind,
    [UNIT_SUBSTATION] = &power_substation_kind,
    [UNIT_TRANSFORMER] = &power_transformer_kind,
    [UNIT_GENSET] = &power_genset_kind,
    [UNIT_GAS_PLANT] = &power_gas_plant_kind,
    [UNIT_BESS] = &power_bess_kind,
};
static const int needs_fields[] = {FEED_NEEDS,   STAGE_NEEDS, SUBSTATION_NEEDS, TRANSFORMER_NEEDS,
                                   GENSET_NEEDS, GAS_NEEDS,   BESS_NEEDS};

/* What changes a unit once more, or nothing. */
static struct record_list later_needs(const struct record *record, enum unit_sort sort)
{
    switch (sort) {
    case UNIT_FEED: return record_refs(record, FEED_FIRM_NEEDS);
    case UNIT_GAS_PLANT: return record_refs(record, GAS_UNTIL);
    default: return (struct record_list){0};
    }
}

/* The common part of a substation fails beta times as often as one of its transformers; those take turns. */
static void adopt_transformer(struct unit_build *builds, struct unit_build *transformer)
{
    struct unit_build *parent = &builds[transformer->parent];
    double rate =
        record_number(parent->record, SUBSTATION_COMMON_CAUSE) * transformer->rate_per_s[UNIT_FAILURE];
    transformer->maintenance_place = parent->maintenance_place++;
    parent->rate_per_s[UNIT_FAILURE] = fmax(parent->rate_per_s[UNIT_FAILURE], rate);
}

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
        if (sort == UNIT_TRANSFORMER)
            adopt_transformer(builds, build);
        by_record[record->number] = (*count)++;
    }
}

struct units_plan units_compile(const struct plan *plan, struct arena *arena)
{
    struct units_plan units = {0};
    int total = 0, *by_record = arena_array(arena, (size_t)plan->record_count, sizeof *by_record);
    for (int i = 0; i < plan->record_count; i++)
        by_record[i] = -1;
    for (enum unit_sort sort = UNIT_FEED; sort < UNIT_SORT_COUNT; sort++)
        total += plan_list(plan, sort_kinds[sort]).count;
    struct unit_build *builds = arena_array(arena, (size_t)total, sizeof *builds);
    for (enum unit_sort sort = UNIT_FEED; sort < UNIT_SORT_COUNT; sort++)
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

static void take_out(struct unit *unit, enum unit_cause cause, double length_s)
{
    static const char *const words[UNIT_CAUSE_COUNT] = {"failed", "curtailed", "locked out", "maintenance"};
    int64_t now = sim_now(unit->run->sim);
    if (unit->cause_count == 0)
        unit->out_since = now;
    if (unit->cause_count == 0 && unit->parent)
        unit->parent->siblings_out++;
    unit->cause_count++;
    unit->out[cause] = true;
    unit->out_count[cause]++;
    unit->cause_s[cause] += length_s;
    run_log_amount(unit->run, words[cause], unit->build->record, length_s, "h");
    tell_change(unit);
    sim_schedule(unit->run->sim, now + (int64_t)fmax(1.0, round(length_s)), PHASE_PHYSICAL, back_in_service,
                 unit, cause);
}

/* Length of a curtailment that begins now, within what the cap of this year leaves. */
static double capped_length_s(struct unit *unit, double length_s)
{
    int year = calendar_date_of(sim_now(unit->run->sim)).year;
    if (year != unit->curtailed_year)
        unit->curtailed_s = 0;
    unit->curtailed_year = year;
    length_s = fmin(length_s, unit->build->curtailment_cap_s - unit->curtailed_s);
    unit->curtailed_s += fmax(length_s, 0);
    return length_s;
}

static void schedule_outage(struct unit *unit, enum unit_cause cause);

static void taken_out(struct sim *sim, void *subject, int64_t cause)
{
    struct unit *unit = subject;
    const struct unit_build *build = unit->build;
    (void)sim;
    if (unit->retired || (cause == UNIT_CURTAILMENT && unit->later))
        return;
    if (cause == UNIT_LOCK_OUT && !dips_lock_out(build->record, &unit->gaps[cause])) {
        schedule_outage(unit, UNIT_LOCK_OUT);
        return;
    }
    double length_s = build->length[cause]
                          ? draw_next(&unit->lengths[cause], build->length[cause])
                          : build->mean_length_s[cause] * stream_exponential(&unit->lengths[cause]);
    if (cause == UNIT_CURTAILMENT)
        length_s = capped_length_s(unit, length_s);
    if (length_s > 0)
        take_out(unit, (enum unit_cause)cause, length_s);
    else
        schedule_outage(unit, (enum unit_cause)cause);
}

/* The utility calls; the interruption follows after the notice. */
static void called(struct sim *sim, void *subject, int64_t cause)
{
    struct unit *unit = subject;
    if (unit->later)
        return;
    run_log(unit->run, "called", unit->build->record, NULL);
    sim_schedule(sim, sim_now(sim) + (int64_t)round(unit->build->notice_s), PHASE_PHYSICAL, taken_out, unit,
                 cause);
}

/* The next outage of CAUSE, an exponential time in service from now. */
static void schedule_outage(struct unit *unit, enum unit_cause cause)
{
    double rate = unit->build->rate_per_s[cause];
    if (!(rate > 0) || unit->run->draw.median)
        return;
    double gap_s = stream_exponential(&unit->gaps[cause]) / rate;
    bool notice = cause == UNIT_CURTAILMENT && unit->build->notice_s > 0;
    if (gap_s < 1000 * year_s) /* beyond any scenario, and within the range of a tick */
        sim_schedule(unit->run->sim, sim_now(unit->run->sim) + (int64_t)fmax(1.0, round(gap_s)),
                     PHASE_PHYSICAL, notice ? called : taken_out, unit, cause);
}

static void maintain(struct sim *sim, void *subject, int64_t argument);

/* Planned work begins YEARS after this year's month, in the unit's turn; at least a second from now. */
static void schedule_maintenance(struct unit *unit, int64_t after)
{
    const struct unit_build *build = unit->build;
    int64_t turn_s = (int64_t)round(build->maintenance_s * build->maintenance_place);
    int64_t at = calendar_add_months(calendar_year_start(after), build->maintenance_month - 1) + turn_s;
    if (at <= after)
        at = calendar_add_months(calendar_year_start(after), 11 + build->maintenance_month) + turn_s;
    sim_schedule(unit->run->sim, at, PHASE_PHYSICAL, maintain, unit, 0);
}

static void maintain(struct sim *sim, void *subject, int64_t argument)
{
    struct unit *unit = subject;
    (void)argument;
    if (unit->parent && (unit->parent->siblings_out > 0 || unit->parent->cause_count > 0)) {
        sim_schedule(sim, sim_now(sim) + 7 * CALENDAR_DAY_S, PHASE_PHYSICAL, maintain, unit, 0);
        return;
    }
    take_out(unit, UNIT_MAINTENANCE, unit->build->maintenance_s);
}

static void back_in_service(struct sim *sim, void *subject, int64_t cause)
{
    static const char *const words[UNIT_CAUSE_COUNT] = {"repaired", "restored", "returned", "maintained"};
    struct unit *unit = subject;
    unit->out[cause] = false;
    unit->cause_count--;
    if (unit->cause_count == 0)
        unit->out_s += (double)(sim_now(sim) - unit->out_since);
    if (unit->cause_count == 0 && unit->parent)
        unit->parent->siblings_out--;
    run_log(unit->run, words[cause], unit->build->record, NULL);
    tell_change(unit);
    if (cause == UNIT_MAINTENANCE)
        schedule_maintenance(unit, sim_now(sim));
    else
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
    if (unit->build->maintenance_s > 0)
        schedule_maintenance(unit, sim_now(run->sim));
}

/* One more of what changes the unit is done. */
static void later_done(struct sim *sim, void *subject, int64_t place)
{
    struct unit *unit = subject;
    (void)sim;
    (void)place;
    if (--unit->later_count > 0)
        return;
    unit->later = true;
    unit->retired = unit->build->sort == UNIT_GAS_PLANT;
    run_log(unit->run, unit->retired ? "taken away" : "firm", unit->build->record, NULL);
    tell_change(unit);
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
    struct record_list later = later_needs(build->record, build->sort);
    struct unit *parent = unit->parent;
    *unit = (struct unit){.build = build, .run = run, .parent = parent, .changed = &changed[build->site]};
    unit->later_count = later.count;
    for (int i = 0; i < later.count; i++)
        progress_listen(run->progress, later.items[i],
                        &(struct progress_listener){PHASE_PHYSICAL, later_done, unit, i});
    for (enum unit_cause cause = UNIT_FAILURE; cause < UNIT_CAUSE_COUNT; cause++)
        if (build->rate_per_s[cause] > 0) {
            unit->gaps[cause] = draw_stream(&run->draw, build->record, build->rate_field[cause]);
            unit->lengths[cause] = draw_stream(&run->draw, build->record, build->length_field[cause]);
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
        units[i].parent = plan->builds[i].parent >= 0 ? &units[plan->builds[i].parent] : NULL;
    for (int i = 0; i < plan->count; i++)
        start_unit(&units[i], &plan->builds[i], changed, run);
    return units;
}
