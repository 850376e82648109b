/* SPDX-License-Identifier: Apache-2.0 */
#include "halls/halls.h"

#include "halls/hall.h"
#include "plan/frame.h"

#include <math.h>

enum halls_metric { HALLS_IT_COMMISSIONED, HALLS_POSITIONS, HALLS_METRIC_COUNT };

static const struct metric_def halls_defs[HALLS_METRIC_COUNT] = {
    [HALLS_IT_COMMISSIONED] = {"halls.it_commissioned", "MW", METRIC_STATE, JOIN_SUM, SCOPE_SITE,
                               "IT capacity of commissioned halls"},
    [HALLS_POSITIONS] = {"halls.positions", "", METRIC_STATE, JOIN_SUM, SCOPE_SITE,
                         "rack positions in commissioned halls"},
};

const struct metric_table halls_metrics = {halls_defs, HALLS_METRIC_COUNT};

struct halls_plan {
    struct record_list halls;
    const int *group_of; /* by the hall's index */
    const int *first;    /* by site, and one more */
    struct hall_group *designs;
    int group_count, site_count;
    const int (*cells)[HALLS_METRIC_COUNT]; /* by site */
};

struct hall_state {
    struct halls *halls;
    struct gate_set gates;
};

struct halls {
    const struct halls_plan *plan;
    struct run *run;
    struct hall_state *states; /* by the hall's index */
    struct hall_group *groups;
    bool changed; /* since they were published */
};

static struct redundancy_system system_of(const struct record *hall, int topology, int live)
{
    return redundancy_system((enum redundancy)record_choice(hall, topology), (int)record_count(hall, live));
}

/* At full load, what the UPS gives: to the racks, and to the cables and busways before them. */
static double ups_load_w(const struct record *hall)
{
    return record_number(hall, HALL_IT_CAPACITY) * (1 + record_number(hall, HALL_DISTRIBUTION_LOSS));
}

int halls_ups_count(const struct record *hall)
{
    if (!record_has(hall, HALL_UPS) || !record_has(hall, HALL_UPS_MODULE))
        return 0;
    if (record_has(hall, HALL_UPS_COUNT))
        return (int)record_count(hall, HALL_UPS_COUNT);
    double needed = ceil(ups_load_w(hall) / record_number(hall, HALL_UPS_MODULE) - 1e-9);
    return redundancy_unit_count(system_of(hall, HALL_UPS_REDUNDANCY, HALL_UPS_LIVE), (int)needed);
}

static struct redundancy_level ups_of(const struct record *hall)
{
    struct redundancy_system system = system_of(hall, HALL_UPS_REDUNDANCY, HALL_UPS_LIVE);
    int count = halls_ups_count(hall);
    if (count)
        return redundancy_level_of_units(system, count, record_number(hall, HALL_UPS_MODULE));
    return redundancy_level_of(system, ups_load_w(hall) * redundancy_installed_ratio(system));
}

static const struct record *optional_ref(const struct record *record, int field)
{
    return record_has(record, field) ? record_ref(record, field) : NULL;
}

struct hall_group halls_alone(const struct record *hall)
{
    const struct record *transformer = optional_ref(hall, HALL_TRANSFORMER);
    const struct record *ups = optional_ref(hall, HALL_UPS);
    double capacity_w = record_number(hall, HALL_IT_CAPACITY);
    return (struct hall_group){
        .site = hall->site,
        .ups = ups,
        .transformer = transformer,
        .cooling = record_ref(hall, HALL_COOLING),
        .hall_count = 1,
        .it_capacity_w = capacity_w,
        .ups_w = ups ? ups_of(hall) : (struct redundancy_level){0},
        .distribution_loss_ratio = record_number(hall, HALL_DISTRIBUTION_LOSS),
        .transformers = transformer ? redundancy_level_of_units(
                                          system_of(hall, HALL_TRANSFORMER_REDUNDANCY, HALL_TRANSFORMER_LIVE),
                                          (int)record_count(hall, HALL_TRANSFORMER_COUNT), 1)
                                    : (struct redundancy_level){0},
        .power_factor_ratio = record_number(hall, HALL_POWER_FACTOR),
        .liquid_ratio = record_number(hall, HALL_LIQUID_SHARE),
        .rack_supply_k = record_number(hall, HALL_RACK_SUPPLY),
        .loss_heat_ratio = record_number(hall, HALL_LOSS_HEAT),
        .positions = record_count(hall, HALL_POSITIONS),
    };
}

static bool same_per_watt(double a, double a_w, double b, double b_w)
{
    const double rounding = 1e-12;
    return fabs(a * b_w - b * a_w) <= rounding * fabs(a * b_w);
}

static bool same_level(struct redundancy_level a, double a_w, struct redundancy_level b, double b_w)
{
    return same_per_watt(a.installed, a_w, b.installed, b_w) && same_per_watt(a.loaded, a_w, b.loaded, b_w);
}

/* Alike per watt of IT, so that their sum is exact. */
static bool alike(const struct hall_group *a, const struct hall_group *b)
{
    return a->site == b->site && a->ups == b->ups && a->transformer == b->transformer &&
           a->cooling == b->cooling && a->distribution_loss_ratio == b->distribution_loss_ratio &&
           same_level(a->ups_w, a->it_capacity_w, b->ups_w, b->it_capacity_w) &&
           same_level(a->transformers, a->it_capacity_w, b->transformers, b->it_capacity_w) &&
           a->power_factor_ratio == b->power_factor_ratio && a->liquid_ratio == b->liquid_ratio &&
           a->rack_supply_k == b->rack_supply_k && a->loss_heat_ratio == b->loss_heat_ratio;
}

static void add_hall(struct hall_group *group, const struct hall_group *one)
{
    if (group->hall_count == 0) {
        *group = *one;
        return;
    }
    group->hall_count++;
    group->it_capacity_w += one->it_capacity_w;
    group->ups_w = redundancy_level_sum(group->ups_w, one->ups_w);
    group->transformers = redundancy_level_sum(group->transformers, one->transformers);
    group->positions += one->positions;
}

static int place_hall(struct halls_plan *plan, const struct record *hall, int first)
{
    struct hall_group one = halls_alone(hall);
    int at = first;
    while (at < plan->group_count && !alike(&plan->designs[at], &one))
        at++;
    plan->group_count += at == plan->group_count;
    add_hall(&plan->designs[at], &one);
    return at;
}

/* What is stated of something that is not there. */
static bool check_hall(const struct record *hall, struct diag *diag)
{
    static const int pairs[][2] = {{HALL_UPS_MODULE, HALL_UPS}, {HALL_UPS_COUNT, HALL_UPS_MODULE}};
    bool good = true;
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const char *name = hall->kind->fields[pairs[i][0]].name, *of = hall->kind->fields[pairs[i][1]].name;
        if (!record_has(hall, pairs[i][0]) || record_has(hall, pairs[i][1]))
            continue;
        good = diag_error(diag, hall->span, "hall '%s': '%s' says nothing without '%s'", hall->id, name, of);
        diag_note(diag, "state %s, or leave %s out", of, name);
    }
    struct hall_group alone = halls_alone(hall);
    if (alone.ups && !(alone.ups_w.loaded > 0))
        good = diag_error(diag, hall->span, "hall '%s': none of its UPS carries load", hall->id);
    if (alone.transformer && !(alone.transformers.loaded > 0))
        good =
            diag_error(diag, hall->span, "hall '%s': none of its unit transformers carries load", hall->id);
    if ((alone.ups && !(alone.ups_w.loaded > 0)) || (alone.transformer && !(alone.transformers.loaded > 0)))
        diag_note(diag, "a catcher is one more unit than those that it stands by for");
    return good;
}

const struct halls_plan *halls_compile(const struct plan *plan, const struct metric_layout *layout,
                                       struct arena *arena, struct diag *diag)
{
    struct record_list sites = plan_list(plan, &frame_site_kind);
    struct halls_plan *halls = arena_alloc(arena, sizeof *halls);
    int(*cells)[HALLS_METRIC_COUNT] = arena_array(arena, (size_t)sites.count, sizeof *cells);
    int *first = arena_array(arena, (size_t)sites.count + 1, sizeof *first);
    bool good = true;
    halls->halls = plan_list(plan, &halls_hall_kind);
    for (int i = 0; i < halls->halls.count; i++)
        good = check_hall(halls->halls.items[i], diag) && good;
    int *group_of = arena_array(arena, (size_t)halls->halls.count, sizeof *group_of);
    halls->designs = arena_array(arena, (size_t)halls->halls.count, sizeof *halls->designs);
    for (int s = 0; s < sites.count; s++) {
        first[s] = halls->group_count;
        for (int i = 0; i < halls->halls.count; i++)
            if (halls->halls.items[i]->site == sites.items[s])
                group_of[i] = place_hall(halls, halls->halls.items[i], first[s]);
        for (int m = 0; m < HALLS_METRIC_COUNT; m++)
            cells[s][m] = metric_cell_find(layout, halls_defs[m].name, sites.items[s]);
    }
    first[sites.count] = halls->group_count;
    halls->site_count = sites.count;
    halls->first = first;
    halls->group_of = group_of;
    halls->cells = (const int(*)[HALLS_METRIC_COUNT])cells;
    return good ? halls : NULL;
}

int halls_group_count(const struct halls_plan *plan)
{
    return plan->group_count;
}

int halls_first_group(const struct halls_plan *plan, int site)
{
    return plan->first[site];
}

int halls_group_of(const struct halls_plan *plan, const struct record *hall)
{
    return plan->group_of[hall->index];
}

const struct hall_group *halls_design(const struct halls_plan *plan, int group)
{
    return &plan->designs[group];
}

static void commission(struct halls *halls, const struct record *hall)
{
    struct hall_group one = halls_alone(hall);
    add_hall(&halls->groups[halls->plan->group_of[hall->index]], &one);
    halls->changed = true;
    run_log(halls->run, "commissioned", hall, NULL);
    progress_mark(halls->run->progress, hall);
    run_plant_changed(halls->run);
}

static void gate_opened(struct sim *sim, void *subject, int64_t place)
{
    struct hall_state *state = subject;
    if (gate_open(&state->gates, (int)place, sim_now(sim)))
        commission(state->halls, state->gates.work);
}

static void start_hall(struct halls *halls, struct hall_state *state, const struct record *hall)
{
    struct run *run = halls->run;
    struct record_list needs = record_refs(hall, HALL_NEEDS);
    state->halls = halls;
    gate_set_start(&state->gates, hall, needs.count, run->arena);
    for (int i = 0; i < needs.count; i++) {
        int place = gate_add(&state->gates, GATE_PREDECESSOR, needs.items[i], sim_now(run->sim));
        progress_listen(run->progress, needs.items[i],
                        &(struct progress_listener){PHASE_PHYSICAL, gate_opened, state, place});
    }
    if (needs.count == 0)
        commission(halls, hall);
}

struct halls *halls_start(const struct halls_plan *plan, struct run *run)
{
    struct halls *halls = arena_alloc(run->arena, sizeof *halls);
    halls->plan = plan;
    halls->run = run;
    halls->states = arena_array(run->arena, (size_t)plan->halls.count, sizeof *halls->states);
    halls->groups = arena_array(run->arena, (size_t)plan->group_count, sizeof *halls->groups);
    for (int i = 0; i < plan->group_count; i++)
        halls->groups[i].cooling = plan->designs[i].cooling;
    for (int i = 0; i < plan->halls.count; i++)
        start_hall(halls, &halls->states[i], plan->halls.items[i]);
    return halls;
}

const struct hall_group *halls_group(const struct halls *halls, int group)
{
    return &halls->groups[group];
}

const struct gate_set *halls_gates(const struct halls *halls, const struct record *hall)
{
    return &halls->states[hall->index].gates;
}

void halls_publish(struct halls *halls)
{
    const struct halls_plan *plan = halls->plan;
    if (!halls->changed)
        return;
    halls->changed = false;
    for (int site = 0; site < plan->site_count; site++) {
        double it_w = 0, positions = 0;
        for (int i = plan->first[site]; i < plan->first[site + 1]; i++) {
            it_w += halls->groups[i].it_capacity_w;
            positions += (double)halls->groups[i].positions;
        }
        metric_set(halls->run->board, plan->cells[site][HALLS_IT_COMMISSIONED], it_w);
        metric_set(halls->run->board, plan->cells[site][HALLS_POSITIONS], positions);
    }
}
