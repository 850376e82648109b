/* SPDX-License-Identifier: Apache-2.0 */
#include "power/power.h"

#include "physics/redundancy.h"
#include "plan/frame.h"
#include "power/feed.h"
#include "power/substation.h"
#include "power/units.h"

#include <assert.h>
#include <math.h>

enum power_metric {
    POWER_CONTRACTED,
    POWER_ENERGISED,
    POWER_FIRM,
    POWER_IT_ENERGISED,
    POWER_FACILITY,
    POWER_IT,
    POWER_LOSSES,
    POWER_ENERGY,
    POWER_METRIC_COUNT
};
enum { POWER_STATE_COUNT = POWER_IT_ENERGISED + 1 };

static const struct metric_def power_defs[POWER_METRIC_COUNT] = {
    [POWER_CONTRACTED] = {"power.contracted", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE,
                          "contracted feed capacity, energised or not"},
    [POWER_ENERGISED] = {"power.energised", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE,
                         "feed capacity energised and in service, facility power"},
    [POWER_FIRM] = {"power.firm", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE,
                    "what the main transformers carry under their stated redundancy"},
    [POWER_IT_ENERGISED] =
        {"power.it_energised", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE,
         "IT load that energised feeds and firm capacity, and gas plants less their reserve, carry on the "
         "design day"},
    [POWER_FACILITY] = {"power.facility", "MW", METRIC_MEAN, JOIN_SUM, SCOPE_SITE,
                        "power drawn at the meter, mean over time"},
    [POWER_IT] = {"power.it", "MW", METRIC_MEAN, JOIN_SUM, SCOPE_SITE, "IT load, mean over time"},
    [POWER_LOSSES] = {"power.losses", "MWh", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
                      "losses of transformers, UPS and distribution"},
    [POWER_ENERGY] = {"power.energy", "MWh", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
                      "energy drawn at the meter"},
};

const struct metric_table power_metrics = {power_defs, POWER_METRIC_COUNT};

struct power_plan {
    struct units_plan units;
    const struct sources_plan *sources;
    int site_count;
    const int (*cells)[POWER_STATE_COUNT]; /* by site: cells of the state metrics */
};

struct power {
    const struct power_plan *plan;
    struct run *run;
    struct unit *units;
    struct sources **sources;   /* by site, or NULL */
    double *load_per_it_ratio;  /* by site */
    double *design_dry_k;       /* by site */
    struct power_state *states; /* by site, as of the last look */
    bool *changed;              /* by site, since then */
    bool *published;            /* by site: the state as it stands is on the board */
};

const struct power_plan *power_compile(const struct plan *plan, const struct metric_layout *layout,
                                       struct arena *arena, struct diag *diag)
{
    struct record_list sites = plan_list(plan, &frame_site_kind);
    struct power_plan *power = arena_alloc(arena, sizeof *power);
    int(*cells)[POWER_STATE_COUNT] = arena_array(arena, (size_t)sites.count, sizeof *cells);
    bool good = true;
    power->units = units_compile(plan, arena);
    power->sources = sources_compile(plan, &power->units, arena, diag);
    feed_check(plan, diag);
    power->site_count = sites.count;
    for (int i = 0; i < sites.count; i++)
        for (int m = 0; m < POWER_STATE_COUNT; m++)
            cells[i][m] = metric_cell_find(layout, power_defs[m].name, sites.items[i]);
    power->cells = (const int(*)[POWER_STATE_COUNT])cells;
    for (int i = 0; i < power->units.count; i++) {
        const struct unit_build *unit = &power->units.builds[i];
        if (unit->sort == UNIT_TRANSFORMER && unit->load_w + unit->no_load_w > 0.2 * unit->rated)
            good = diag_error(diag, unit->record->span,
                              "transformer '%s' loses more than 20 %% of its rating", unit->record->id);
    }
    return good && power->sources ? power : NULL;
}

struct power *power_start(const struct power_plan *plan, struct run *run)
{
    struct power *power = arena_alloc(run->arena, sizeof *power);
    power->plan = plan;
    power->run = run;
    power->load_per_it_ratio = arena_array(run->arena, (size_t)plan->site_count, sizeof(double));
    for (int i = 0; i < plan->site_count; i++)
        power->load_per_it_ratio[i] = 1;
    power->design_dry_k = arena_array(run->arena, (size_t)plan->site_count, sizeof(double));
    power->states = arena_array(run->arena, (size_t)plan->site_count, sizeof *power->states);
    power->changed = arena_array(run->arena, (size_t)plan->site_count, sizeof *power->changed);
    power->published = arena_array(run->arena, (size_t)plan->site_count, sizeof *power->published);
    for (int i = 0; i < plan->site_count; i++)
        power->changed[i] = true;
    power->units = units_start(&plan->units, power->changed, run);
    power->sources = arena_array(run->arena, (size_t)plan->site_count, sizeof *power->sources);
    for (int i = 0; i < plan->site_count; i++)
        power->sources[i] = sources_start(plan->sources, i, power->units, run);
    return power;
}

void power_set_design(struct power *power, int site, double load_per_it_ratio, double dry_bulb_k)
{
    assert(load_per_it_ratio >= 1 && load_per_it_ratio <= 3);
    power->load_per_it_ratio[site] = load_per_it_ratio;
    power->design_dry_k[site] = dry_bulb_k;
    power->changed[site] = true; /* the gas plants' firm output is of that day */
}

struct sources *power_sources(struct power *power, int site)
{
    return power->sources[site];
}

/* All transformers of a substation are one system where the topology leaves its size open. */
static int reserve_count(enum redundancy redundancy, int count)
{
    return count > 0 ? redundancy_spare_count(redundancy_system(redundancy, count), count) : 0;
}

/* Sum of the ratings of the energised transformers of substation AT without the KEPT largest, in VA. */
static double rating_without_largest(const struct power *power, int at, int kept)
{
    double below = INFINITY, total = 0; /* units are taken off from the largest down, ties together */
    for (int i = 0; i < power->plan->units.count; i++)
        if (power->units[at].energised && power->units[i].build->parent == at && power->units[i].energised)
            total += power->units[i].build->rated;
    while (kept > 0 && total > 0) {
        double largest = 0;
        int same = 0;
        for (int i = 0; i < power->plan->units.count; i++) {
            const struct unit *unit = &power->units[i];
            if (unit->build->parent != at || !unit->energised || unit->build->rated >= below)
                continue;
            same = unit->build->rated > largest ? 1 : same + (unit->build->rated == largest);
            largest = fmax(largest, unit->build->rated);
        }
        if (same == 0)
            return 0;
        int taken = same < kept ? same : kept;
        total -= taken * largest;
        kept -= taken;
        below = largest;
    }
    return fmax(total, 0);
}

static void add_substation(const struct power *power, int at, struct power_state *out, double *copper_w)
{
    const struct unit_build *build = power->units[at].build;
    bool common = power->units[at].cause_count == 0;
    double in_service_va = 0;
    int energised = 0;
    for (int i = 0; i < power->plan->units.count; i++) {
        const struct unit *unit = &power->units[i];
        if (unit->build->parent != at || !unit->energised || !power->units[at].energised)
            continue;
        bool there = unit_in_service(unit) && common;
        energised++;
        out->transformers_out += !there;
        if (unit->build->derate_per_k > 0) { /* of those that are out, too: the whole capacity has it */
            out->derate_per_k = fmax(out->derate_per_k, unit->build->derate_per_k);
            out->derate_above_k = fmin(out->derate_above_k, unit->build->derate_above_k);
        }
        if (!there)
            continue;
        in_service_va += unit->build->rated;
        out->no_load_w += unit->build->no_load_w;
        *copper_w += unit->build->load_w;
    }
    int kept = reserve_count((enum redundancy)build->redundancy, energised);
    double whole_va = rating_without_largest(power, at, kept), firm_va = fmin(whole_va, in_service_va);
    out->firm_w += build->power_factor_ratio * firm_va;
    out->whole_firm_w += build->power_factor_ratio * whole_va;
    out->grief |= firm_va < whole_va;
    out->installed_w += build->power_factor_ratio * in_service_va;
    out->installed_va += in_service_va;
}

/* Capacity energised, in service or not. */
static double feed_capacity_w(const struct power *power, int at)
{
    const struct unit *feed = &power->units[at];
    double staged_w = 0;
    if (!feed->energised)
        return 0;
    if (!feed->build->staged)
        return feed->build->rated;
    for (int i = at + 1; i < power->plan->units.count; i++)
        if (power->units[i].build->parent == at && power->units[i].energised)
            staged_w += power->units[i].build->rated;
    return fmin(staged_w, feed->build->rated);
}

static void add_feed(const struct power *power, int at, struct power_state *out)
{
    const struct unit *feed = &power->units[at];
    double capacity_w = feed_capacity_w(power, at);
    out->contracted_w += feed->build->rated;
    out->whole_feed_w += capacity_w;
    if (feed->cause_count == 0) {
        out->feed_w += capacity_w;
        return;
    }
    bool failed = feed->out[UNIT_FAILURE] || feed->out[UNIT_LOCK_OUT];
    out->feeds_out++;
    out->grief |= failed;
    *(failed ? &out->failed_w : &out->curtailed_w) += capacity_w;
}

static struct power_state look(const struct power *power, int site)
{
    struct power_state state = {.derate_above_k = INFINITY}, *out = &state;
    double copper_w = 0;
    bool transformed = false;
    out->swing_ratio = sources_swing_ratio(power->sources[site]);
    for (int i = 0; i < power->plan->units.count; i++) {
        const struct unit *unit = &power->units[i];
        if (unit->build->site != site)
            continue;
        if (unit->build->sort == UNIT_FEED) {
            add_feed(power, i, out);
        } else if (unit->build->sort == UNIT_SUBSTATION) {
            transformed = true;
            add_substation(power, i, out, &copper_w);
        }
    }
    out->plant_w = sources_capacity_without(power->sources[site], power->design_dry_k[site], NULL).firm_w;
    if (!transformed) { /* supplied at the voltage of its halls */
        out->firm_w = out->installed_w = out->feed_w;
        out->whole_firm_w = out->whole_feed_w;
    }
    if (transformed && out->installed_w > 0)
        out->load_loss_per_w = copper_w / (out->installed_w * out->installed_w);
    return state;
}

static void take_state(const struct power *power, int site)
{
    if (!power->changed[site])
        return;
    if (power->sources[site])
        sources_take(power->sources[site]);
    power->states[site] = look(power, site);
    power->changed[site] = power->published[site] = false;
}

void power_site_state(const struct power *power, int site, struct power_state *out)
{
    take_state(power, site);
    *out = power->states[site];
}

static struct power_reach reach(const struct power *power, int site, double dry_bulb_k,
                                const struct record *less_one)
{
    struct power_state state = look(power, site);
    struct sources_capacity own = sources_capacity_without(power->sources[site], dry_bulb_k, less_one);
    double feed_w = power_feed_load_w(&state);
    double installed_w = state.installed_w * power_derate_ratio(&state, dry_bulb_k) / (1 + state.swing_ratio);
    return (struct power_reach){.kept_w = fmin(feed_w, power_firm_load_at_w(&state, dry_bulb_k)) + own.firm_w,
                                .left_w = fmin(feed_w, installed_w) + own.plants_w + own.standby_w};
}

struct power_reach power_reach(const struct power *power, int site, double dry_bulb_k)
{
    return reach(power, site, dry_bulb_k, NULL);
}

struct power_reach power_reach_without(struct power *power, const struct record *record, bool one,
                                       double dry_bulb_k)
{
    struct unit *unit = &power->units[power->plan->units.by_record[record->number]];
    bool energised = unit->energised;
    unit->energised = energised && one;
    struct power_reach without = reach(power, unit->build->site, dry_bulb_k, one ? record : NULL);
    unit->energised = energised;
    return without;
}

double power_feed_load_w(const struct power_state *state)
{
    double room_w = state->feed_w - state->no_load_w, c = state->load_loss_per_w;
    if (!(room_w > 0) || !(state->installed_w > 0))
        return 0;
    return 2 * room_w / (1 + sqrt(1 + 4 * c * room_w)) / /* P + c P^2 = room, without cancellation */
           (1 + state->swing_ratio);
}

double power_firm_load_w(const struct power_state *state)
{
    return state->firm_w / (1 + state->swing_ratio);
}

double power_derate_ratio(const struct power_state *state, double dry_bulb_k)
{
    if (!(dry_bulb_k > state->derate_above_k))
        return 1;
    return fmax(0, 1 - state->derate_per_k * (dry_bulb_k - state->derate_above_k));
}

double power_firm_load_at_w(const struct power_state *state, double dry_bulb_k)
{
    return power_firm_load_w(state) * power_derate_ratio(state, dry_bulb_k);
}

void power_feed_block(const struct power_state *state, int count, const double *load_w, double *loss_w,
                      double *feed_w)
{
    const double fixed_w = state->no_load_w, per_w = state->load_loss_per_w;
    for (int i = 0; i < count; i++) {
        double load = load_w[i], loss = fixed_w + per_w * load * load;
        loss_w[i] = loss;
        feed_w[i] = load + loss;
    }
}

static void publish_site(struct power *power, int site)
{
    const int *cells = power->plan->cells[site];
    const struct power_state *state = &power->states[site];
    double firm_w = power_firm_load_at_w(state, power->design_dry_k[site]);
    double load_w = fmin(power_feed_load_w(state), firm_w) + state->plant_w;
    metric_set(power->run->board, cells[POWER_CONTRACTED], state->contracted_w);
    metric_set(power->run->board, cells[POWER_ENERGISED], state->feed_w);
    metric_set(power->run->board, cells[POWER_FIRM], state->firm_w);
    metric_set(power->run->board, cells[POWER_IT_ENERGISED], load_w / power->load_per_it_ratio[site]);
}

void power_publish(struct power *power)
{
    for (int site = 0; site < power->plan->site_count; site++) {
        take_state(power, site);
        if (!power->published[site])
            publish_site(power, site);
        power->published[site] = true;
    }
}

static const struct unit *find_unit(const struct power *power, const struct record *record)
{
    int at = power->plan->units.by_record[record->number];
    return at < 0 ? NULL : &power->units[at];
}

const struct gate_set *power_gates(const struct power *power, const struct record *unit)
{
    const struct unit *found = find_unit(power, unit);
    return found ? &found->gates : NULL;
}

struct power_outages power_outages_of(const struct power *power, const struct record *unit)
{
    const struct unit *found = find_unit(power, unit);
    if (!found)
        return (struct power_outages){0};
    double running_s = found->energised && !unit_in_service(found)
                           ? (double)(sim_now(power->run->sim) - found->out_since)
                           : 0;
    return (struct power_outages){
        .failure_count = found->out_count[UNIT_FAILURE],
        .curtailment_count = found->out_count[UNIT_CURTAILMENT],
        .curtailed_s = found->cause_s[UNIT_CURTAILMENT],
        .lock_out_count = found->out_count[UNIT_LOCK_OUT],
        .maintenance_count = found->out_count[UNIT_MAINTENANCE],
        .out_s = found->out_s + running_s,
    };
}
