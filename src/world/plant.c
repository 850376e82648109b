/* SPDX-License-Identifier: Apache-2.0 */
#include "world/plant.h"

#include "plan/frame.h"
#include "world/share.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { CHUNK = 48 }; /* hours at a time: all scratch stays in the first-level cache */

/* One group in force. */
struct group {
    struct hall_group halls;
    double liquid_ratio, rack_supply_k; /* of the racks that stand there */
    bool stale;
    struct chain chain;
    struct cooling_plant cooling;
};

/* One site in force. */
struct site {
    struct power_state supply;
    double overhead_w;
    double halls_w; /* IT capacity commissioned */
    double peak_w;  /* load of full halls in air hotter than the design day */
};

struct plant {
    const struct plant_plan *plan;
    struct run *run;
    struct power *power;
    struct halls *halls;
    struct group *groups;
    struct site *sites;
    double **scaled; /* by group of a site: IT load while a root is sought, [CHUNK] */
};

/* A group with all halls of DESIGN, cooled for SITE. */
static void size_group(struct group *group, const struct weather_site *air)
{
    const struct hall_group *h = &group->halls;
    struct chain_build build = {
        .it_capacity_w = h->it_capacity_w,
        .ups_rated_w = h->ups_rated_w,
        .distribution_loss_ratio = h->distribution_loss_ratio,
        .ups = h->ups,
        .transformer = h->transformer,
        .transformer_count = h->transformer_count,
    };
    group->chain = chain_make(&build);
    struct cooling_duty duty = {
        .type = h->cooling,
        .it_w = h->it_capacity_w,
        .loss_w = h->loss_heat_ratio * chain_loss_w(&group->chain, h->it_capacity_w),
        .liquid_ratio = h->liquid_ratio,
        .rack_supply_k = h->rack_supply_k,
        .used_liquid_ratio = group->liquid_ratio,
        .used_rack_supply_k = group->rack_supply_k,
        .extreme_dry_bulb_k = air->extreme_dry_bulb_k,
        .extreme_wet_bulb_k = air->extreme_wet_bulb_k,
    };
    group->cooling = cooling_size(&duty);
}

/* Sums of a chunk of hours over the groups of a site. */
struct sums {
    double it_w[CHUNK], distribution_w[CHUNK], ups_w[CHUNK], unit_transformer_w[CHUNK];
    double fan_w[CHUNK], chiller_w[CHUNK], pump_w[CHUNK], air_fan_w[CHUNK];
    double water_kg_s[CHUNK], supply_k[CHUNK], load_w[CHUNK];
};

struct chunk {
    int count;
    const double *dry_bulb_k, *wet_bulb_k;
};

static void add(double *restrict sum, const double *restrict part, int count)
{
    for (int i = 0; i < count; i++)
        sum[i] += part[i];
}

/* Runs one group through the hours of CHUNK and adds it to SUMS. */
static void run_group(const struct group *group, const struct chunk *chunk, const double *it_w,
                      struct sums *sums)
{
    double cables[CHUNK], ups[CHUNK], unit[CHUNK], input[CHUNK], heat_loss[CHUNK];
    double power[CHUNK], fan[CHUNK], chiller[CHUNK], pump[CHUNK], air_fan[CHUNK], water[CHUNK];
    double supply[CHUNK], rack[CHUNK], heat[CHUNK];
    int count = chunk->count;
    chain_block(&group->chain, &(struct chain_hours){count, it_w, cables, ups, unit, input});
    for (int i = 0; i < count; i++)
        heat_loss[i] = group->halls.loss_heat_ratio * (cables[i] + ups[i] + unit[i]);
    cooling_block(&group->cooling,
                  &(struct cooling_hours){count, chunk->dry_bulb_k, chunk->wet_bulb_k, it_w, heat_loss, power,
                                          fan, chiller, pump, air_fan, water, supply, rack, heat});
    add(sums->it_w, it_w, count);
    add(sums->distribution_w, cables, count);
    add(sums->ups_w, ups, count);
    add(sums->unit_transformer_w, unit, count);
    add(sums->fan_w, fan, count);
    add(sums->chiller_w, chiller, count);
    add(sums->pump_w, pump, count);
    add(sums->air_fan_w, air_fan, count);
    add(sums->water_kg_s, water, count);
    for (int i = 0; i < count; i++) {
        sums->load_w[i] += input[i] + power[i];
        sums->supply_k[i] = supply[i] > sums->supply_k[i] ? supply[i] : sums->supply_k[i];
    }
}

/* All groups of a site; IT_W by group, each from its own place AT on. */
static void run_groups(const struct plant *plant, int site, const struct chunk *chunk,
                       const double *const *it_w, int at, struct sums *sums)
{
    const struct plant_plan *plan = plant->plan;
    memset(sums, 0, sizeof *sums);
    for (int i = 0; i < chunk->count; i++)
        sums->load_w[i] = plant->sites[site].overhead_w;
    for (int g = plan->first[site]; g < plan->first[site + 1]; g++)
        if (plant->groups[g].halls.it_capacity_w > 0)
            run_group(&plant->groups[g], chunk, it_w[g - plan->first[site]] + at, sums);
}

/* Load of full halls in this air: groups at capacity. */
static double full_load_w(const struct plant *plant, int site, double dry_k, double wet_k)
{
    int first = plant->plan->first[site], count = plant->plan->first[site + 1] - first;
    struct sums sums;
    for (int g = 0; g < count; g++)
        plant->scaled[g][0] = plant->groups[first + g].halls.it_capacity_w;
    run_groups(plant, site, &(struct chunk){1, &dry_k, &wet_k}, (const double *const *)plant->scaled, 0,
               &sums);
    return sums.load_w[0];
}

static struct plant *new_plant(const struct plant_plan *plan, struct arena *arena)
{
    struct plant *plant = arena_alloc(arena, sizeof *plant);
    plant->plan = plan;
    plant->groups = arena_array(arena, (size_t)plan->group_count, sizeof *plant->groups);
    plant->sites = arena_array(arena, (size_t)plan->site_count, sizeof *plant->sites);
    plant->scaled = arena_array(arena, (size_t)plan->group_count, sizeof *plant->scaled);
    for (int g = 0; g < plan->group_count; g++)
        plant->scaled[g] = arena_array(arena, CHUNK, sizeof **plant->scaled);
    return plant;
}

/* Design-day load per watt of IT, by site, with all halls built; 1.3 where there are none. */
static const double *design_ratios(const struct plant_plan *plan, struct arena *arena)
{
    struct record_list sites = plan_list(plan->plan, &frame_site_kind);
    double *ratios = arena_array(arena, (size_t)plan->site_count, sizeof *ratios);
    struct arena *scratch = arena_new();
    struct plant *plant = new_plant(plan, scratch);
    for (int s = 0; s < plan->site_count; s++) {
        const struct weather_site *air = &plan->weather->sites[s];
        double it_w = 0;
        for (int g = plan->first[s]; g < plan->first[s + 1]; g++) {
            struct group *group = &plant->groups[g];
            group->halls = *halls_design(plan->halls, g);
            group->liquid_ratio = group->halls.liquid_ratio;
            group->rack_supply_k = group->halls.rack_supply_k;
            size_group(group, air);
            it_w += group->halls.it_capacity_w;
        }
        plant->sites[s].overhead_w = record_number(sites.items[s], SITE_OVERHEAD) * it_w;
        ratios[s] =
            it_w > 0 ? full_load_w(plant, s, air->extreme_dry_bulb_k, air->extreme_wet_bulb_k) / it_w : 1.3;
    }
    arena_free(scratch);
    return ratios;
}

const struct plant_plan *plant_compile(const struct plan *plan, const struct metric_layout *layout,
                                       struct arena *arena, struct diag *diag)
{
    struct plant_plan *plant = arena_alloc(arena, sizeof *plant);
    bool good = cooling_check(plan, diag);
    plant->plan = plan;
    plant->weather = weather_compile(plan, layout, arena, diag);
    plant->power = power_compile(plan, layout, arena, diag);
    plant->halls = halls_compile(plan, layout, arena, diag);
    if (!good || !plant->weather || !plant->power || !plant->halls)
        return NULL;
    plant->site_count = plan_list(plan, &frame_site_kind).count;
    plant->group_count = halls_group_count(plant->halls);
    int *first = arena_array(arena, (size_t)plant->site_count + 1, sizeof *first);
    for (int s = 0; s <= plant->site_count; s++)
        first[s] = halls_first_group(plant->halls, s);
    plant->first = first;
    plant->load_per_it_ratio = design_ratios(plant, arena);
    return plant;
}

struct plant *plant_start(const struct plant_plan *plan, struct run *run)
{
    struct plant *plant = new_plant(plan, run->arena);
    plant->run = run;
    plant->power = power_start(plan->power, run);
    plant->halls = halls_start(plan->halls, run);
    for (int g = 0; g < plan->group_count; g++) {
        const struct hall_group *design = halls_design(plan->halls, g);
        plant->groups[g].liquid_ratio = design->liquid_ratio;
        plant->groups[g].rack_supply_k = design->rack_supply_k;
    }
    for (int s = 0; s < plan->site_count; s++)
        power_set_design(plant->power, s, plan->load_per_it_ratio[s]);
    return plant;
}

struct power *plant_power(struct plant *plant)
{
    return plant->power;
}

struct halls *plant_halls(struct plant *plant)
{
    return plant->halls;
}

void plant_publish(struct plant *plant)
{
    power_publish(plant->power);
    halls_publish(plant->halls);
}

void plant_set_racks(struct plant *plant, int group, double liquid_ratio, double rack_supply_k)
{
    struct group *g = &plant->groups[group];
    g->stale |= g->liquid_ratio != liquid_ratio || g->rack_supply_k != rack_supply_k;
    g->liquid_ratio = liquid_ratio;
    g->rack_supply_k = rack_supply_k;
}

void plant_take(struct plant *plant)
{
    const double hotter_k = 4; /* generated years may pass the stated extreme by a little */
    const struct plant_plan *plan = plant->plan;
    struct record_list sites = plan_list(plan->plan, &frame_site_kind);
    for (int s = 0; s < plan->site_count; s++) {
        const struct weather_site *air = &plan->weather->sites[s];
        struct site *site = &plant->sites[s];
        bool stale = false;
        site->halls_w = 0;
        for (int g = plan->first[s]; g < plan->first[s + 1]; g++) {
            struct group *group = &plant->groups[g];
            const struct hall_group *now = halls_group(plant->halls, g);
            group->stale |= now->hall_count != group->halls.hall_count;
            site->halls_w += now->it_capacity_w;
            stale |= group->stale;
            if (group->stale) {
                group->halls = *now;
                size_group(group, air);
                group->stale = false;
            }
        }
        power_site_state(plant->power, s, &site->supply);
        site->overhead_w = record_number(sites.items[s], SITE_OVERHEAD) * site->halls_w;
        if (stale)
            site->peak_w =
                full_load_w(plant, s, air->extreme_dry_bulb_k + hotter_k, air->extreme_wet_bulb_k + hotter_k);
    }
}

double plant_group_w(const struct plant *plant, int group)
{
    return plant->groups[group].halls.it_capacity_w;
}

const struct power_state *plant_supply(const struct plant *plant, int site)
{
    return &plant->sites[site].supply;
}

void plant_air(const struct plant *plant, int site, int64_t tick, struct weather_hours *out)
{
    weather_hours(plant->plan->weather, &plant->run->draw, site, tick, out);
}

/* A chunk whose loads a supply must carry. */
struct wish {
    const double *const *wanted_w; /* by group */
    int at;
    double dry_k[CHUNK], wet_k[CHUNK]; /* of the hours that are too much */
    int place[CHUNK], count;
    double full_w[CHUNK]; /* load at the wanted IT */
};

/* Load of the hours in WISH with all groups at SHARE of their wish. */
static void load_at(const struct plant *plant, int site, const struct wish *wish, const double *share,
                    double *load_w)
{
    int groups = plant->plan->first[site + 1] - plant->plan->first[site];
    struct sums sums;
    for (int g = 0; g < groups; g++)
        for (int i = 0; i < wish->count; i++)
            plant->scaled[g][i] = share[i] * wish->wanted_w[g][wish->at + wish->place[i]];
    run_groups(plant, site, &(struct chunk){wish->count, wish->dry_k, wish->wet_k},
               (const double *const *)plant->scaled, 0, &sums);
    memcpy(load_w, sums.load_w, (size_t)wish->count * sizeof *load_w);
}

/* The largest share of the wish whose load is at most LIMIT_W, for all hours at once; to 1e-4 of the limit.
 */
static void solve_shares(const struct plant *plant, int site, const struct wish *wish, double limit_w,
                         double *best)
{
    enum { ROUNDS = 6 };
    struct share search[CHUNK];
    double at[CHUNK] = {0}, load_w[CHUNK];
    load_at(plant, site, wish, at, load_w);
    for (int i = 0; i < wish->count; i++)
        share_open(&search[i], limit_w, load_w[i], wish->full_w[i]);
    for (int round = 0; round < ROUNDS; round++) {
        for (int i = 0; i < wish->count; i++)
            at[i] = share_next(&search[i]);
        load_at(plant, site, wish, at, load_w);
        for (int i = 0; i < wish->count; i++)
            share_tell(&search[i], load_w[i]);
    }
    for (int i = 0; i < wish->count; i++)
        best[i] = search[i].best;
}

/* Cap of one supply in IT watts over the chunk at AT; LOAD_W is the load at the wanted IT. */
static void cap_supply(const struct plant *plant, int site, const struct plant_caps *caps, int at,
                       const struct sums *wanted, double limit_w, double *cap_w)
{
    double design_w = limit_w / plant->plan->load_per_it_ratio[site], share[CHUNK];
    int count = caps->count - at < CHUNK ? caps->count - at : CHUNK;
    struct wish wish = {.wanted_w = caps->wanted_w, .at = at};
    for (int i = 0; i < count; i++) {
        cap_w[at + i] = fmax(design_w, wanted->it_w[i]);
        if (wanted->load_w[i] <= limit_w)
            continue;
        wish.dry_k[wish.count] = caps->dry_bulb_k[at + i];
        wish.wet_k[wish.count] = caps->wet_bulb_k[at + i];
        wish.full_w[wish.count] = wanted->load_w[i];
        wish.place[wish.count++] = i;
    }
    if (wish.count == 0)
        return;
    solve_shares(plant, site, &wish, limit_w, share);
    for (int i = 0; i < wish.count; i++)
        cap_w[at + wish.place[i]] = share[i] * wanted->it_w[wish.place[i]];
}

/* IT load that cooling leaves to the site: groups that are held back at their cap, the others full. */
static void cap_cooling(const struct plant *plant, int site, const struct plant_caps *caps)
{
    int first = plant->plan->first[site], last = plant->plan->first[site + 1];
    for (int i = 0; i < caps->count; i++)
        caps->cooling_w[i] = INFINITY;
    for (int g = first; g < last; g++) {
        const struct group *group = &plant->groups[g];
        double *cap_w = caps->group_cooling_w[g - first];
        if (group->halls.it_capacity_w > 0) {
            cooling_limit_block(&group->cooling, caps->count, caps->dry_bulb_k, caps->wet_bulb_k, cap_w);
        } else {
            for (int i = 0; i < caps->count; i++)
                cap_w[i] = INFINITY;
        }
        for (int i = 0; i < caps->count; i++) {
            double cut_w = group->halls.it_capacity_w - cap_w[i];
            if (cut_w > 0)
                caps->cooling_w[i] =
                    (isinf(caps->cooling_w[i]) ? plant->sites[site].halls_w : caps->cooling_w[i]) - cut_w;
        }
    }
}

void plant_limit_block(struct plant *plant, int site, const struct plant_caps *caps)
{
    const struct site *s = &plant->sites[site];
    double feed_w = power_feed_load_w(&s->supply), firm_w = power_firm_load_w(&s->supply);
    double ratio = plant->plan->load_per_it_ratio[site];
    cap_cooling(plant, site, caps);
    if (s->peak_w <= fmin(feed_w, firm_w)) { /* no hour can be too much */
        for (int i = 0; i < caps->count; i++) {
            caps->feed_w[i] = fmax(feed_w / ratio, s->halls_w);
            caps->firm_w[i] = fmax(firm_w / ratio, s->halls_w);
        }
        return;
    }
    for (int at = 0; at < caps->count; at += CHUNK) {
        int count = caps->count - at < CHUNK ? caps->count - at : CHUNK;
        struct chunk chunk = {count, caps->dry_bulb_k + at, caps->wet_bulb_k + at};
        struct sums wanted;
        run_groups(plant, site, &chunk, caps->wanted_w, at, &wanted);
        cap_supply(plant, site, caps, at, &wanted, feed_w, caps->feed_w);
        cap_supply(plant, site, caps, at, &wanted, firm_w, caps->firm_w);
    }
}

struct plant_hours plant_hours_new(int count, struct arena *arena)
{
    struct plant_hours hours = {.count = count};
    double **const arrays[] = {&hours.it_total_w,
                               &hours.distribution_w,
                               &hours.ups_w,
                               &hours.unit_transformer_w,
                               &hours.main_transformer_w,
                               &hours.fan_w,
                               &hours.chiller_w,
                               &hours.pump_w,
                               &hours.air_fan_w,
                               &hours.overhead_w,
                               &hours.facility_w,
                               &hours.water_kg_s,
                               &hours.supply_k};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        *arrays[i] = arena_array(arena, (size_t)count, sizeof(double));
    return hours;
}

void plant_run_block(struct plant *plant, int site, const struct plant_hours *hours)
{
    const struct site *s = &plant->sites[site];
    bool dark = !(fmin(power_feed_load_w(&s->supply), power_firm_load_w(&s->supply)) > 0);
    for (int at = 0; at < hours->count; at += CHUNK) {
        int count = hours->count - at < CHUNK ? hours->count - at : CHUNK;
        size_t size = (size_t)count * sizeof(double);
        struct chunk chunk = {count, hours->dry_bulb_k + at, hours->wet_bulb_k + at};
        struct sums sums;
        if (dark)
            memset(&sums, 0, sizeof sums);
        else
            run_groups(plant, site, &chunk, hours->it_w, at, &sums);
        power_feed_block(&s->supply, count, sums.load_w, hours->main_transformer_w + at,
                         hours->facility_w + at);
        if (dark)
            memset(hours->main_transformer_w + at, 0, size), memset(hours->facility_w + at, 0, size);
        memcpy(hours->it_total_w + at, sums.it_w, size);
        memcpy(hours->distribution_w + at, sums.distribution_w, size);
        memcpy(hours->ups_w + at, sums.ups_w, size);
        memcpy(hours->unit_transformer_w + at, sums.unit_transformer_w, size);
        memcpy(hours->fan_w + at, sums.fan_w, size);
        memcpy(hours->chiller_w + at, sums.chiller_w, size);
        memcpy(hours->pump_w + at, sums.pump_w, size);
        memcpy(hours->air_fan_w + at, sums.air_fan_w, size);
        memcpy(hours->water_kg_s + at, sums.water_kg_s, size);
        memcpy(hours->supply_k + at, sums.supply_k, size);
        for (int i = at; i < at + count; i++)
            hours->overhead_w[i] = dark ? 0 : s->overhead_w;
    }
}
