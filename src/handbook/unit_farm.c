/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/unit_farm.h"

#include "engine/sim.h"
#include "engine/stream.h"

#include <math.h>

enum { HOUR_S = 3600, DAY_HOURS = 24 };

struct farm;

struct machine {
    struct farm *farm;
    const struct unit_farm_unit *unit;
    struct stream stream;
    bool up;
};

struct farm {
    const struct unit_farm *of;
    struct machine *machines;
    double up_mw, peak_mw;
    const double *day_mw; /* peaks */
    const int *peak_hour; /* of the day, in hours of the year */
    int64_t since;        /* tick up to which the shortfall is counted */
    double short_s, unserved_mws;
    int short_days;
};

/* The shortfall from the last change to NOW. */
static void count_shortfall(struct farm *farm, int64_t now)
{
    for (int64_t at = farm->since; farm->up_mw < farm->peak_mw && at < now;) {
        int64_t hour = at / HOUR_S, end = (hour + 1) * HOUR_S < now ? (hour + 1) * HOUR_S : now;
        double short_mw = farm->of->load_mw[hour] - farm->up_mw, span_s = (double)(end - at);
        if (short_mw > 0) {
            farm->short_s += span_s;
            farm->unserved_mws += short_mw * span_s;
        }
        at = end;
    }
    for (int64_t day = farm->since / (DAY_HOURS * HOUR_S); day * DAY_HOURS * HOUR_S < now; day++) {
        int64_t tick = (int64_t)farm->peak_hour[day] * HOUR_S;
        if (tick >= farm->since && tick < now && farm->day_mw[day] > farm->up_mw)
            farm->short_days++;
    }
    farm->since = now;
}

static void change(struct sim *sim, void *subject, int64_t argument);

static void plan_change(struct sim *sim, struct machine *machine)
{
    double mean_h = machine->up ? machine->unit->mttf_h : machine->unit->mttr_h;
    double wait_s = stream_exponential(&machine->stream) * mean_h * HOUR_S;
    sim_schedule(sim, sim_now(sim) + (int64_t)ceil(wait_s), 0, change, machine, 0);
}

static void change(struct sim *sim, void *subject, int64_t argument)
{
    struct machine *machine = subject;
    (void)argument;
    count_shortfall(machine->farm, sim_now(sim));
    machine->up = !machine->up;
    machine->farm->up_mw += machine->up ? machine->unit->mw : -machine->unit->mw;
    plan_change(sim, machine);
}

static void start_year(struct farm *farm, struct sim *sim, int year)
{
    sim_reset(sim, 0);
    farm->up_mw = farm->short_s = farm->unserved_mws = 0;
    farm->since = farm->short_days = 0;
    for (int i = 0; i < farm->of->unit_count; i++) {
        struct machine *machine = &farm->machines[i];
        const struct unit_farm_unit *unit = machine->unit;
        machine->stream = stream_named(farm->of->seed, (uint64_t)year, (uint64_t)i, 0);
        machine->up = stream_uniform(&machine->stream) < unit->mttf_h / (unit->mttf_h + unit->mttr_h);
        farm->up_mw += machine->up ? unit->mw : 0;
        plan_change(sim, machine);
    }
}

static struct farm make_farm(const struct unit_farm *of, struct arena *arena)
{
    struct farm farm = {.of = of};
    int days = of->hour_count / DAY_HOURS;
    double *day_mw = arena_array(arena, (size_t)days, sizeof *day_mw);
    int *peak_hour = arena_array(arena, (size_t)days, sizeof *peak_hour);
    for (int i = 0; i < days * DAY_HOURS; i++)
        if (of->load_mw[i] > day_mw[i / DAY_HOURS]) {
            day_mw[i / DAY_HOURS] = of->load_mw[i];
            peak_hour[i / DAY_HOURS] = i;
        }
    for (int d = 0; d < days; d++)
        farm.peak_mw = fmax(farm.peak_mw, day_mw[d]);
    farm.day_mw = day_mw;
    farm.peak_hour = peak_hour;
    farm.machines = arena_array(arena, (size_t)of->unit_count, sizeof *farm.machines);
    return farm;
}

struct unit_farm_result unit_farm_run(const struct unit_farm *of, int years, struct arena *arena)
{
    struct unit_farm_result result = {0};
    struct sim *sim = sim_new(arena, 0);
    struct farm farm = make_farm(of, arena);
    int64_t end = (int64_t)of->hour_count / DAY_HOURS * DAY_HOURS * HOUR_S;
    for (int i = 0; i < of->unit_count; i++)
        farm.machines[i] = (struct machine){.farm = &farm, .unit = &of->units[i]};
    for (int year = 0; year < years; year++) {
        start_year(&farm, sim, year);
        sim_run_until(sim, end - 1);
        count_shortfall(&farm, end);
        result.event_count += sim_fired_count(sim);
        tally_add(&result.hours, farm.short_s / HOUR_S);
        tally_add(&result.days, farm.short_days);
        tally_add(&result.unserved_mwh, farm.unserved_mws / HOUR_S);
    }
    return result;
}
