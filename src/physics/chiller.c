/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/chiller.h"

#include "physics/clamp.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

#define ZERO_C_K 273.15

static inline double parabola(const double c[3], double x)
{
    return c[0] + x * (c[1] + x * c[2]);
}

static void freeze_leaving(const double published[6], double leaving_c, double scale, double out[3])
{
    out[0] = scale * (published[0] + leaving_c * (published[1] + leaving_c * published[2]));
    out[1] = scale * (published[3] + leaving_c * published[5]);
    out[2] = scale * published[4];
}

/* Part load at which the power per load is least, within the range; f(x) / x falls before it. */
static double best_part_load(const struct chiller_part_load *p)
{
    double best = p->terms[2] > 0.0 ? sqrt(fmax(p->terms[0], 0.0) / p->terms[2]) : INFINITY;

    return fmin(fmax(best, p->low_ratio), p->high_ratio);
}

static struct chiller_part_load part_load_of(const struct chiller_bank *bank)
{
    const struct chiller_curves *c = bank->curves;

    if (bank->part_load.low_ratio > 0.0)
        return bank->part_load;
    return (struct chiller_part_load){
        {c->part_load[0], c->part_load[1], c->part_load[2]}, c->part_load_low_ratio, c->part_load_high_ratio};
}

/* Least value of a parabola over LOW..HIGH. */
static double least_value(const double c[3], double low, double high)
{
    double bottom = c[2] > 0.0 ? fmin(fmax(-c[1] / (2.0 * c[2]), low), high) : low;

    return fmin(parabola(c, bottom), fmin(parabola(c, low), parabola(c, high)));
}

struct chiller_line chiller_at_leaving(const struct chiller_bank *bank, double leaving_k, int *clamp_count)
{
    const struct chiller_curves *c = bank->curves;
    double cop = bank->reference_cop_ratio > 0.0 ? bank->reference_cop_ratio : c->reference_cop_ratio;
    double leaving_c = clamp_between(leaving_k, c->leaving_low_k, c->leaving_high_k, clamp_count) - ZERO_C_K;
    const struct chiller_part_load part = part_load_of(bank);
    double low = part.low_ratio, best = best_part_load(&part);
    struct chiller_line line = {
        .part_load = {part.terms[0], part.terms[1], part.terms[2]},
        .part_load_low_ratio = low,
        .part_load_high_ratio = part.high_ratio,
        .low_power_ratio = parabola(part.terms, low) / low,
        .needed_per_unit = (1.0 - 1e-12) / part.high_ratio,
        .per_best_part_load = 1.0 / best,
        .condenser_low_c = c->condenser_low_k - ZERO_C_K,
        .condenser_high_c = c->condenser_high_k - ZERO_C_K,
        .unit_count = bank->unit_count,
    };

    assert(bank->unit_count >= 0 && bank->reference_w >= 0.0 && low > 0.0);
    freeze_leaving(c->capacity, leaving_c, bank->reference_w, line.capacity_w);
    freeze_leaving(c->input, leaving_c, 1.0 / cop, line.input);
    line.best_power_ratio = parabola(part.terms, best) / best;
    line.least_power_ratio =
        least_value(line.input, line.condenser_low_c, line.condenser_high_c) * line.best_power_ratio;
    return line;
}

static double condenser_c(const struct chiller_line *line, double condenser_k, int *clamp_count)
{
    return clamp_between(condenser_k - ZERO_C_K, line->condenser_low_c, line->condenser_high_c, clamp_count);
}

double chiller_line_capacity_w(const struct chiller_line *line, double condenser_k, int *clamp_count)
{
    return line->unit_count * line->part_load_high_ratio *
           parabola(line->capacity_w, condenser_c(line, condenser_k, clamp_count));
}

/*
 * Running n units costs a n + c U^2 / n beyond what all counts cost, least at n = U / best part load, so one
 * of its neighbours is best: the upper one when n (n + 1) < (U / best)^2.
 */
static int best_count(const struct chiller_line *line, double units)
{
    double needed = units * line->needed_per_unit;
    double ideal = units * line->per_best_part_load;
    int least = (int)needed, count = (int)ideal;

    least += least < needed || least == 0;
    count += (double)count * (count + 1.0) < ideal * ideal;
    count = count < least ? least : count;
    return count < line->unit_count ? count : line->unit_count;
}

/* Power of COUNT units over their full-load power, when together they carry UNITS full units of load. */
static double relative_power(const struct chiller_line *line, double units, double ratio, int count)
{
    return ratio < line->part_load_low_ratio ? units * line->low_power_ratio
                                             : count * parabola(line->part_load, ratio);
}

struct chiller_state chiller_line_run(const struct chiller_line *line, double load_w, double condenser_k,
                                      int *clamp_count)
{
    struct chiller_state state = {0};
    double tc, unit_w, units;

    if (line->unit_count == 0)
        return state;
    tc = condenser_c(line, condenser_k, clamp_count);
    unit_w = parabola(line->capacity_w, tc);
    state.capacity_w = line->unit_count * line->part_load_high_ratio * unit_w;
    if (!(load_w > 0.0) || !(unit_w > 0.0))
        return state;
    state.served_w = load_w < state.capacity_w ? load_w : state.capacity_w;
    units = state.served_w / unit_w;
    state.running_count = best_count(line, units);
    state.part_load_ratio = units / state.running_count;
    state.power_w = unit_w * parabola(line->input, tc) *
                    relative_power(line, units, state.part_load_ratio, state.running_count);
    return state;
}

struct chiller_state chiller_run(const struct chiller_bank *bank, double load_w, double leaving_k,
                                 double condenser_k, int *clamp_count)
{
    struct chiller_line line = chiller_at_leaving(bank, leaving_k, clamp_count);

    return chiller_line_run(&line, load_w, condenser_k, clamp_count);
}
