/* SPDX-License-Identifier: Apache-2.0 */
#include "world/site_trial.h"

#include "cooling/cooling_type.h"
#include "halls/hall.h"
#include "plan/frame.h"
#include "power/power_types.h"
#include "power/substation.h"
#include "world/plant_state.h"

#include <math.h>
#include <string.h>

/* A record of the plan with values of its own. */
struct copy {
    const struct record *from;
    struct record record;
    union value *values;
};

struct site_trial {
    struct arena *arena;
    const struct plant_plan *plan;
    int site, group_count;
    struct load_group *groups; /* with the copies as their types */
    struct copy *copies;       /* the site and all types it uses */
    int copy_count;
    struct site_place *places[FIGURE_COUNT];
    int place_count[FIGURE_COUNT];
    double capacity_w, overhead_w;
    struct power_state supply; /* main transformers alone */
    double **it_w;             /* by group: [SITE_LOAD_CHUNK] */
};

static struct copy *copy_of(struct site_trial *trial, const struct record *record)
{
    for (int i = 0; i < trial->copy_count; i++)
        if (trial->copies[i].from == record)
            return &trial->copies[i];
    struct copy *copy = &trial->copies[trial->copy_count++];
    size_t count = (size_t)record->kind->field_count;
    copy->from = record;
    copy->values = arena_array(trial->arena, count, sizeof *copy->values);
    memcpy(copy->values, record->values, count * sizeof *copy->values);
    copy->record = *record;
    copy->record.values = copy->values;
    return copy;
}

static const struct record *copied(struct site_trial *trial, const struct record *record)
{
    return record ? &copy_of(trial, record)->record : NULL;
}

/* Which field of a kind holds a figure; -1: none. */
static int field_of(const struct kind *kind, enum site_figure figure)
{
    const struct kind *ups = &power_ups_type_kind, *transformer = &power_transformer_type_kind;
    const struct kind *cooling = &cooling_cooling_type_kind;
    switch (figure) {
    case FIGURE_OVERHEAD: return kind == &frame_site_kind ? SITE_OVERHEAD : -1;
    case FIGURE_LOAD_LOSS:
        return kind == ups           ? UPS_TYPE_LOAD_LOSS_FACTOR
               : kind == transformer ? TRANSFORMER_TYPE_LOAD_LOSS_FACTOR
                                     : -1;
    case FIGURE_FAN_PUMP: return kind == cooling ? COOLING_FAN_PUMP_FACTOR : -1;
    case FIGURE_CHILLER: return kind == cooling ? COOLING_CHILLER_FACTOR : -1;
    case FIGURE_AIR_OFFSET: return kind == cooling ? COOLING_RECIRCULATION : -1;
    case FIGURE_NO_LOAD_LOSS:
        return kind == ups           ? UPS_TYPE_NO_LOAD_LOSS_FACTOR
               : kind == transformer ? TRANSFORMER_TYPE_NO_LOAD_LOSS_FACTOR
                                     : -1;
    default: return -1;
    }
}

static void find_places(struct site_trial *trial)
{
    for (enum site_figure figure = 0; figure < FIGURE_COUNT; figure++) {
        trial->places[figure] = arena_array(trial->arena, (size_t)trial->copy_count, sizeof **trial->places);
        for (int i = 0; i < trial->copy_count; i++) {
            int field = field_of(trial->copies[i].from->kind, figure);
            if (field >= 0)
                trial->places[figure][trial->place_count[figure]++] =
                    (struct site_place){trial->copies[i].from, field};
        }
    }
}

/* Of a group, what the named halls are; they are alike per watt. */
static double share_of_halls(const struct plant_plan *plan, int group, const struct record *const *halls,
                             int count)
{
    double sum_w = 0;
    for (int i = 0; i < count; i++)
        if (halls_group_of(plan->halls, halls[i]) == group)
            sum_w += record_number(halls[i], HALL_IT_CAPACITY);
    return count ? sum_w / halls_design(plan->halls, group)->it_capacity_w : 1;
}

static void lay_group(struct site_trial *trial, int g, double share)
{
    int group = trial->plan->first[trial->site] + g;
    struct hall_group halls = *halls_design(trial->plan->halls, group);
    halls.it_capacity_w *= share;
    halls.ups_w = redundancy_level_scaled(halls.ups_w, share);
    halls.transformers = redundancy_level_scaled(halls.transformers, share);
    halls.ups = copied(trial, halls.ups);
    halls.transformer = copied(trial, halls.transformer);
    halls.cooling = copied(trial, halls.cooling);
    trial->groups[g] = (struct load_group){
        .halls = halls,
        .liquid_ratio = halls.liquid_ratio,
        .rack_supply_k = halls.rack_supply_k,
        .water_most_kg_s = share * plant_water_share_kg_s(trial->plan, trial->site, group)};
    trial->capacity_w += halls.it_capacity_w;
}

struct site_trial *site_trial_new(const struct plant_plan *plan, int site, const struct record *const *halls,
                                  int count, struct arena *arena)
{
    struct site_trial *trial = arena_alloc(arena, sizeof *trial);
    struct record_list mains = plan_list(plan->plan, &power_transformer_kind);
    const double as_planned[FIGURE_COUNT] = {NAN, NAN, NAN, NAN, NAN, NAN};
    *trial = (struct site_trial){.arena = arena, .plan = plan, .site = site};
    trial->group_count = plan->first[site + 1] - plan->first[site];
    trial->groups = arena_array(arena, (size_t)trial->group_count, sizeof *trial->groups);
    trial->it_w = arena_array(arena, (size_t)trial->group_count, sizeof *trial->it_w);
    trial->copies =
        arena_array(arena, 1 + 3 * (size_t)trial->group_count + (size_t)mains.count, sizeof *trial->copies);
    copy_of(trial, plan_list(plan->plan, &frame_site_kind).items[site]);
    for (int g = 0; g < trial->group_count; g++) {
        trial->it_w[g] = arena_array(arena, SITE_LOAD_CHUNK, sizeof **trial->it_w);
        lay_group(trial, g, share_of_halls(plan, plan->first[site] + g, halls, count));
    }
    for (int i = 0; i < mains.count; i++)
        if (mains.items[i]->site->index == site)
            copy_of(trial, record_ref(mains.items[i], TRANSFORMER_TYPE));
    find_places(trial);
    site_trial_set(trial, as_planned);
    return trial;
}

double site_trial_capacity_w(const struct site_trial *trial)
{
    return trial->capacity_w;
}

const struct site_place *site_trial_places(const struct site_trial *trial, enum site_figure figure,
                                           int *count)
{
    *count = trial->place_count[figure];
    return trial->places[figure];
}

/* Main transformers, all in service: power/power.h has the equation. */
static void lay_supply(struct site_trial *trial)
{
    struct record_list mains = plan_list(trial->plan->plan, &power_transformer_kind);
    double copper_w = 0;
    trial->supply = (struct power_state){0};
    for (int i = 0; i < mains.count; i++) {
        if (mains.items[i]->site->index != trial->site)
            continue;
        const struct record *type = copied(trial, record_ref(mains.items[i], TRANSFORMER_TYPE));
        trial->supply.no_load_w += power_types_no_load_w(type);
        copper_w += power_types_load_w(type);
        trial->supply.installed_w += record_number(type, TRANSFORMER_TYPE_RATING) *
                                     record_number(mains.items[i]->parent, SUBSTATION_POWER_FACTOR);
    }
    if (trial->supply.installed_w > 0)
        trial->supply.load_loss_per_w = copper_w / (trial->supply.installed_w * trial->supply.installed_w);
}

void site_trial_set(struct site_trial *trial, const double *figures)
{
    for (enum site_figure figure = 0; figure < FIGURE_COUNT; figure++)
        for (int i = 0; i < trial->place_count[figure]; i++) {
            const struct site_place *place = &trial->places[figure][i];
            copy_of(trial, place->record)->values[place->field].number =
                isnan(figures[figure]) ? record_number(place->record, place->field) : figures[figure];
        }
    for (int g = 0; g < trial->group_count; g++)
        load_group_size(&trial->groups[g], &trial->plan->weather->sites[trial->site]);
    trial->overhead_w = record_number(&trial->copies[0].record, SITE_OVERHEAD) * trial->capacity_w;
    lay_supply(trial);
}

static void run_chunk(struct site_trial *trial, const struct site_trial_hours *hours, int at, int count)
{
    struct scratch scratch;
    double loss_w[SITE_LOAD_CHUNK];
    struct load_hours load = {.count = count,
                              .dry_bulb_k = hours->dry_bulb_k + at,
                              .wet_bulb_k = hours->wet_bulb_k + at,
                              .it_w = (const double *const *)trial->it_w};
    plant_use_scratch(&load, &scratch);
    for (int g = 0; g < trial->group_count; g++)
        for (int i = 0; i < count; i++)
            trial->it_w[g][i] =
                hours->it_w[at + i] * (trial->groups[g].halls.it_capacity_w / trial->capacity_w);
    site_load_run(trial->groups, trial->group_count, trial->overhead_w, &load);
    power_feed_block(&trial->supply, count, load.part[PART_LOAD], loss_w, hours->facility_w + at);
    for (int i = 0; i < count; i++) {
        hours->cooling_w[at + i] = load.part[PART_FAN][i] + load.part[PART_CHILLER][i] +
                                   load.part[PART_PUMP][i] + load.part[PART_AIR_FAN][i];
        hours->ups_w[at + i] = load.part[PART_UPS][i];
    }
}

void site_trial_run(struct site_trial *trial, const struct site_trial_hours *hours)
{
    for (int at = 0; at < hours->count; at += SITE_LOAD_CHUNK)
        run_chunk(trial, hours, at,
                  hours->count - at < SITE_LOAD_CHUNK ? hours->count - at : SITE_LOAD_CHUNK);
}
