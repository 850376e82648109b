/* SPDX-License-Identifier: Apache-2.0 */
#include "power/bank.h"

#include "base/calendar.h"
#include "plan/distribution.h"
#include "power/gas_plant.h"
#include "power/genset.h"

#include <math.h>
#include <string.h>

static const double year_s = 365.25 * CALENDAR_DAY_S;

static double mean_of(const struct distribution *distribution)
{
    enum { POINTS = 512 };
    double sum = 0;
    for (int i = 0; i < POINTS; i++)
        sum += distribution_quantile(distribution, (i + 0.5) / POINTS);
    return sum / POINTS;
}

struct bank_build bank_of_genset(const struct record *genset)
{
    struct bank_build b = {.record = genset, .rule = BANK_SHORT, .is_standby = true};
    b.count = (int)record_count(genset, GENSET_COUNT);
    b.unit_w = record_number(genset, GENSET_RATING);
    b.available_ratio = record_number(genset, GENSET_AVAILABILITY);
    b.start_failure_ratio = record_number(genset, GENSET_FAIL_TO_START);
    b.failure_per_s = 1 / record_number(genset, GENSET_RUN_MTTF);
    b.common_ratio = record_number(genset, GENSET_COMMON_CAUSE);
    b.repair = record_distribution(genset, GENSET_REPAIR);
    b.repair_field = GENSET_REPAIR;
    b.luck_field = GENSET_NEEDS + 1;
    b.fuel_per_j = record_number(genset, GENSET_HEAT_RATE);
    b.fuel_usd_j = record_number(genset, GENSET_FUEL_PRICE);
    b.carbon_kg_j = record_number(genset, GENSET_EMISSIONS);
    b.derate_per_k = record_number(genset, GENSET_DERATE);
    b.derate_above_k = record_number(genset, GENSET_DERATE_ABOVE);
    b.permit_s = record_number(genset, GENSET_CURTAILMENT_HOURS) * year_s;
    double burn_w = b.count * b.unit_w * b.fuel_per_j;
    b.stored_j = record_number(genset, GENSET_FUEL_STORED) * burn_w;
    b.refuel_delay_s = record_number(genset, GENSET_REFUEL_DELAY);
    b.refuel_w = record_number(genset, GENSET_REFUEL_RATE) * burn_w;
    return b;
}

struct bank_build bank_of_gas_plant(const struct record *plant)
{
    static const enum bank_rule rules[] = {
        [GAS_SHORT] = BANK_SHORT, [GAS_BY_COST] = BANK_BY_COST, [GAS_BASE] = BANK_BASE};
    struct bank_build b = {.record = plant, .available_ratio = 1, .stored_j = INFINITY};
    double forced = record_number(plant, GAS_FORCED_OUTAGE);
    b.rule = rules[record_choice(plant, GAS_DISPATCH)];
    b.count = (int)record_count(plant, GAS_COUNT);
    b.unit_w = record_number(plant, GAS_RATING);
    b.start_failure_ratio = record_number(plant, GAS_FAIL_TO_START);
    b.repair = record_distribution(plant, GAS_REPAIR);
    b.repair_field = GAS_REPAIR;
    b.luck_field = GAS_NEEDS + 1;
    b.reserve_count = (int)record_count(plant, GAS_RESERVE);
    b.failure_per_s = forced / (1 - forced) / mean_of(b.repair);
    b.common_ratio = record_number(plant, GAS_COMMON_CAUSE);
    b.fuel_per_j = record_number(plant, GAS_HEAT_RATE);
    b.fuel_usd_j = record_number(plant, GAS_FUEL_PRICE);
    b.own_usd_j = record_number(plant, GAS_MAINTENANCE_COST);
    b.carbon_kg_j = record_number(plant, GAS_EMISSIONS);
    b.turn_down_ratio = record_number(plant, GAS_TURN_DOWN);
    b.derate_per_k = record_number(plant, GAS_DERATE);
    b.derate_above_k = record_number(plant, GAS_DERATE_ABOVE);
    b.permit_s =
        record_has(plant, GAS_PERMIT_HOURS) ? record_number(plant, GAS_PERMIT_HOURS) * year_s : INFINITY;
    b.permit_covers_grief = true;
    b.planned_s = record_number(plant, GAS_PLANNED_OUTAGE) * year_s;
    return b;
}

double bank_cost_usd_j(const struct bank_build *build)
{
    return build->fuel_per_j * build->fuel_usd_j + build->own_usd_j;
}

/* Streams of one record: the repairs' field, and two that no field has. */
void bank_start(struct bank_state *bank, const struct bank_build *build, struct run *run)
{
    *bank = (struct bank_state){.build = build, .fuel_j = build->stored_j, .year = INT32_MIN};
    bank->sound = run->draw.median;
    bank->back = arena_array(run->arena, (size_t)build->count, sizeof *bank->back);
    bank->repairs = draw_stream(&run->draw, build->record, build->repair_field);
    bank->starts = draw_stream(&run->draw, build->record, build->luck_field);
    bank->lives = draw_stream(&run->draw, build->record, build->luck_field + 1);
    bank->until_own_ratio = stream_exponential(&bank->lives);
    bank->until_all_ratio = stream_exponential(&bank->lives);
    bank->refuel_s = build->refuel_delay_s;
}

void bank_copy(struct bank_state *to, const struct bank_state *from)
{
    int64_t *room = to->back;
    *to = *from;
    to->back = room;
    memcpy(room, from->back, (size_t)from->out * sizeof *room);
}

static void break_down(struct bank_state *bank, int count, int64_t tick)
{
    for (int i = 0; i < count; i++) {
        double repair_s = draw_next(&bank->repairs, bank->build->repair);
        bank->back[bank->out++] = tick + (int64_t)fmax(1.0, round(repair_s));
    }
}

static int repaired(struct bank_state *bank, int64_t tick)
{
    int kept = 0, before = bank->out;
    for (int i = 0; i < before; i++)
        if (bank->back[i] > tick)
            bank->back[kept++] = bank->back[i];
    bank->out = kept;
    return before - kept;
}

/* Generators under planned work at TICK; their windows follow each other through the year. */
static int planned_out(const struct bank_build *b, int64_t tick)
{
    if (!(b->planned_s > 0))
        return 0;
    double at = fmod((double)(tick - calendar_year_start(tick)) * b->count / year_s, b->count);
    double length = b->planned_s * b->count / year_s; /* in windows */
    int out = (int)length;
    return out + (at - floor(at) < length - out);
}

static void start_all(struct bank_state *bank, int64_t tick, struct bank_total *total)
{
    const struct bank_build *b = bank->build;
    int asked = b->count - bank->out - planned_out(b, tick), started = 0, failed = 0;
    bool common = !bank->sound && stream_bernoulli(&bank->starts, b->common_ratio * b->start_failure_ratio);
    for (int i = 0; i < asked; i++) {
        if (bank->sound) {
            started++;
            continue;
        }
        bool there = stream_bernoulli(&bank->starts, b->available_ratio);
        bool bad = stream_bernoulli(&bank->starts, (1 - b->common_ratio) * b->start_failure_ratio);
        started += there && !bad && !common;
        failed += there && (bad || common);
    }
    break_down(bank, failed, tick);
    bank->running = started;
    total->calls++;
    total->starts += started + failed;
    total->start_failures += failed;
}

/* Generator-seconds of the running ones over SECONDS, with the failures in it. */
static double run_for(struct bank_state *bank, int64_t tick, double seconds, struct bank_total *total)
{
    const struct bank_build *b = bank->build;
    if (bank->sound)
        return bank->running * seconds;
    double own_per_s = (1 - b->common_ratio) * b->failure_per_s,
           all_per_s = b->common_ratio * b->failure_per_s;
    double left_s = seconds, run_s = 0;
    while (bank->running > 0 && left_s > 0) {
        double own_s = own_per_s > 0 ? bank->until_own_ratio / (bank->running * own_per_s) : INFINITY;
        double all_s = all_per_s > 0 ? bank->until_all_ratio / all_per_s : INFINITY;
        double step_s = fmin(fmin(own_s, all_s), left_s);
        int failed = all_s <= step_s ? bank->running : own_s <= step_s ? 1 : 0;
        run_s += bank->running * step_s;
        left_s -= step_s;
        bank->until_own_ratio -= step_s * bank->running * own_per_s;
        bank->until_all_ratio -= step_s * all_per_s;
        if (failed == 0)
            break;
        if (all_s <= step_s)
            bank->until_all_ratio = stream_exponential(&bank->lives);
        else
            bank->until_own_ratio = stream_exponential(&bank->lives);
        bank->running -= failed;
        total->run_failures += failed;
        break_down(bank, failed, tick + (int64_t)(seconds - left_s));
    }
    return run_s;
}

/* Generators that join a call that lasts: repaired, or back from planned work. */
static void join(struct bank_state *bank, int back, int64_t tick, struct bank_total *total)
{
    int most = bank->build->count - bank->out - planned_out(bank->build, tick), before = bank->running;
    bank->running += back;
    if (bank->running > most || bank->build->planned_s > 0)
        bank->running = most > 0 ? most : 0;
    total->starts += bank->running > before ? bank->running - before : 0;
}

double bank_heat_ratio(const struct bank_build *b, double dry_bulb_k)
{
    return fmax(0, 1 - b->derate_per_k * fmax(0, dry_bulb_k - b->derate_above_k));
}

/* Seconds of SEGMENT that the permit leaves. */
static double permitted_s(struct bank_state *bank, const struct bank_segment *segment,
                          struct bank_total *total)
{
    const struct bank_build *b = bank->build;
    if (isinf(b->permit_s) || (segment->grief && !b->permit_covers_grief))
        return segment->seconds;
    int year = calendar_date_of(segment->tick).year;
    if (year != bank->year)
        bank->permit_used_s = 0;
    bank->year = year;
    double seconds = fmax(0, fmin(segment->seconds, b->permit_s - bank->permit_used_s));
    bank->permit_used_s += seconds;
    total->permit_s += seconds;
    return seconds;
}

double bank_step(struct bank_state *bank, const struct bank_segment *segment, bool called,
                 struct bank_total *total)
{
    struct bank_total ignored = {0};
    total = total ? total : &ignored;
    int back = repaired(bank, segment->tick);
    if (!called) {
        bank->called = false;
        bank->running = 0;
        return 0;
    }
    double seconds = permitted_s(bank, segment, total);
    if (!(seconds > 0)) {
        bank->called = false;
        bank->running = 0;
        return 0;
    }
    if (!bank->called) {
        start_all(bank, segment->tick, total);
        bank->refuel_s = bank->build->refuel_delay_s;
    } else {
        join(bank, back, segment->tick, total);
    }
    bank->called = true;
    double run_s = run_for(bank, segment->tick, seconds, total);
    total->run_s += run_s;
    return run_s / segment->seconds * bank->build->unit_w * bank_heat_ratio(bank->build, segment->dry_bulb_k);
}

/* Fuel that tankers bring in the next SECONDS; they come only after a call. */
static double delivered_j(const struct bank_state *bank, double seconds)
{
    if (bank->fuel_j >= bank->build->stored_j)
        return 0;
    return bank->build->refuel_w * fmax(0, seconds - bank->refuel_s);
}

double bank_fuel_w(const struct bank_state *bank, double seconds)
{
    if (isinf(bank->build->stored_j))
        return INFINITY;
    return (bank->fuel_j + delivered_j(bank, seconds)) / (bank->build->fuel_per_j * seconds);
}

void bank_burn(struct bank_state *bank, double given_w, double seconds)
{
    const struct bank_build *b = bank->build;
    if (isinf(b->stored_j))
        return;
    double brought_j = delivered_j(bank, seconds);
    bank->fuel_j = fmax(0, fmin(b->stored_j, bank->fuel_j + brought_j - given_w * b->fuel_per_j * seconds));
    bank->refuel_s = fmax(0, bank->refuel_s - seconds);
}
