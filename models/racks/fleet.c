/* SPDX-License-Identifier: Apache-2.0 */
#include "racks/fleet.h"

#include "engine/variate.h"

#include <math.h>
#include <stdlib.h>

void fleet_start(struct fleet *fleet, const struct fleet_plan *plan, const struct draw *draw,
                 struct arena *arena)
{
    *fleet = (struct fleet){.plan = plan, .median = draw->median};
    fleet->stream = stream_named(draw->seed, draw->replication, plan->stream_id, 0);
    fleet->interruptions_week = -1;
    fleet->month_racks = arena_array(arena, (size_t)plan->month_count, sizeof *fleet->month_racks);
    fleet->swaps_due = arena_array(arena, (size_t)plan->ring_days, sizeof *fleet->swaps_due);
    fleet->repairs_due = arena_array(arena, (size_t)plan->ring_days, sizeof *fleet->repairs_due);
}

static int month_of(const struct fleet_plan *plan, int64_t tick)
{
    int64_t month = (tick - plan->start) / FLEET_MONTH_S;
    return (int)(month < plan->month_count ? month : plan->month_count - 1);
}

static void weigh(struct fleet *fleet, int64_t now)
{
    const struct ageing_early_life *early = &fleet->plan->early;
    int month = month_of(fleet->plan, now);
    double weighted = (double)fleet->racks, age_s = 0;
    for (int age = 0; age <= month && age_s < early->settled_s; age++, age_s += FLEET_MONTH_S)
        weighted += (ageing_early_life_ratio(early, age_s) - 1.0) * (double)fleet->month_racks[month - age];
    fleet->weighted_racks = weighted;
}

/* Place in a ring DAYS after SLOT; days are fewer than the ring has. */
static int slot_after(const struct fleet_plan *plan, int slot, int days)
{
    int after = slot + days;
    return after < plan->ring_days ? after : after - plan->ring_days;
}

/* Eight bits of a draw pick one of the equally likely steps; in the base case the middle one. */
struct steps {
    uint64_t bits;
    int left;
};

static inline int next_step(struct fleet *fleet, struct steps *steps)
{
    if (fleet->median)
        return FLEET_STEPS / 2;
    if (steps->left-- == 0) {
        steps->bits = stream_bits(&fleet->stream);
        steps->left = 7;
    }
    int step = (int)(steps->bits & (FLEET_STEPS - 1));
    steps->bits >>= 8;
    return step;
}

/* Swaps begin for COUNT modules, each with a time of its own. */
static void start_swaps(struct fleet *fleet, int slot, int64_t count, struct steps *steps)
{
    const struct fleet_plan *plan = fleet->plan;
    struct steps left = *steps; /* in registers, which a pointer is not */
    fleet->in_swap += count;
    for (; count > 0; count--)
        fleet->swaps_due[slot_after(plan, slot, plan->swap_days[next_step(fleet, &left)])]++;
    *steps = left;
}

void fleet_accept(struct fleet *fleet, int64_t racks, int64_t now)
{
    fleet->racks += racks;
    fleet->month_racks[month_of(fleet->plan, now)] += racks;
    int64_t wanted = llround((double)fleet_modules(fleet) * fleet->plan->spare_ratio);
    if (wanted > fleet->bought) {
        fleet->on_hand += wanted - fleet->bought;
        fleet->bought = wanted;
    }
    weigh(fleet, now);
}

void fleet_retire(struct fleet *fleet, int64_t racks, int64_t accepted, int64_t now)
{
    fleet->racks -= racks;
    fleet->month_racks[month_of(fleet->plan, accepted)] -= racks;
    weigh(fleet, now);
}

static int64_t drawn_count(struct fleet *fleet, double mean, double *carry)
{
    if (!fleet->median)
        return mean > 0 ? variate_poisson(&fleet->stream, mean) : 0;
    *carry += mean;
    double whole = floor(*carry);
    *carry -= whole;
    return (int64_t)whole;
}

static void come_back(struct fleet *fleet, int slot, struct steps *steps)
{
    fleet->in_swap -= fleet->swaps_due[slot];
    fleet->swaps_due[slot] = 0;
    fleet->in_repair -= fleet->repairs_due[slot];
    fleet->on_hand += fleet->repairs_due[slot];
    fleet->repairs_due[slot] = 0;
    int64_t swapped = fleet->waiting < fleet->on_hand ? fleet->waiting : fleet->on_hand;
    start_swaps(fleet, slot, swapped, steps);
    fleet->waiting -= swapped;
    fleet->on_hand -= swapped;
}

static void fail(struct fleet *fleet, int slot, int64_t failures, struct steps *steps)
{
    const struct fleet_plan *plan = fleet->plan;
    int64_t swapped = failures < fleet->on_hand ? failures : fleet->on_hand;
    if (failures > 0)
        fleet->repairs_due[slot_after(plan, slot, plan->repair_days[next_step(fleet, steps)])] += failures;
    start_swaps(fleet, slot, swapped, steps);
    fleet->in_repair += failures;
    fleet->on_hand -= swapped;
    fleet->waiting += failures - swapped;
    fleet->failure_count += failures;
}

/* Interruptions of a week are one draw and spread evenly over its days, to the whole. */
static void interrupt(struct fleet *fleet, int day_of_week, double mean_day)
{
    if (day_of_week == 0 || fleet->interruptions_week < 0)
        fleet->interruptions_week = drawn_count(fleet, 7 * mean_day, &fleet->interruptions_carry);
    int64_t week = fleet->interruptions_week;
    fleet->interrupted_today = week * (day_of_week + 1) / 7 - week * day_of_week / 7;
    fleet->interruption_count += fleet->interrupted_today;
}

void fleet_day(struct fleet *fleet, int64_t now)
{
    const struct fleet_plan *plan = fleet->plan;
    int64_t day = (now - plan->start) / FLEET_DAY_S;
    int slot = (int)(day % plan->ring_days);
    struct steps steps = {0, 0};
    come_back(fleet, slot, &steps);
    if (day % 7 == 0)
        weigh(fleet, now);
    fleet->interrupted_today = 0;
    int64_t up = fleet_modules(fleet) - fleet_modules_down(fleet);
    if (up <= 0)
        return;
    double share = (double)up / (double)fleet_modules(fleet);
    double packages = fleet->weighted_racks * plan->packages * share;
    int64_t failures = drawn_count(fleet, packages * plan->failures_day, &fleet->failures_carry);
    fail(fleet, slot, failures < up ? failures : up, &steps);
    interrupt(fleet, (int)(day % 7), packages * plan->interruptions_day);
}

int64_t fleet_residual(const struct fleet *fleet)
{
    int64_t spares = fleet->bought - fleet->on_hand - fleet->in_repair + fleet->waiting;
    int64_t racks = fleet->racks;
    int64_t swaps = fleet->in_swap;
    for (int i = 0; i < fleet->plan->month_count; i++)
        racks -= fleet->month_racks[i];
    for (int i = 0; i < fleet->plan->ring_days; i++)
        swaps -= fleet->swaps_due[i];
    return llabs(spares) + llabs(racks) + llabs(swaps);
}
