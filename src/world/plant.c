/* SPDX-License-Identifier: Apache-2.0 */
#include "world/plant.h"

#include "plan/frame.h"
#include "world/share.h"
#include "world/site_load.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { CHUNK = SITE_LOAD_CHUNK };

/* One site in force. */
struct site {
    struct power_state supply;
    double overhead_w;
    double halls_w; /* IT capacity commissioned */
    double peak_w;  /* load of full halls in air hotter than the design day */
    double idle_w;  /* load of halls without IT in that air */
};

struct plant {
    const struct plant_plan *plan;
    struct run *run;
    struct power *power;
    struct halls *halls;
    struct load_group *groups;
    struct site *sites;
    double **scaled; /* by group of a site: IT load while a root is sought, [CHUNK] */
};

/* The groups of a site over HOURS, at most CHUNK of them. */
static void run_site(const struct plant *plant, int site, const struct load_hours *hours)
{
    int first = plant->plan->first[site];
    site_load_run(plant->groups + first, plant->plan->first[site + 1] - first, plant->sites[site].overhead_w,
                  hours);
}

/* Room for the parts that a caller does not keep. */
struct scratch {
    double part[PART_COUNT][CHUNK];
};

static void use_scratch(struct load_hours *hours, struct scratch *scratch)
{
    for (int p = 0; p < PART_COUNT; p++)
        hours->part[p] = scratch->part[p];
}

/* Load of the site in this air with all groups at SHARE of their capacity. */
static double halls_load_w(const struct plant *plant, int site, double share, double dry_k, double wet_k)
{
    int first = plant->plan->first[site], count = plant->plan->first[site + 1] - first;
    struct load_hours hours = {
        .count = 1, .dry_bulb_k = &dry_k, .wet_bulb_k = &wet_k, .it_w = (const double *const *)plant->scaled};
    struct scratch scratch;
    for (int g = 0; g < count; g++)
        plant->scaled[g][0] = share * plant->groups[first + g].halls.it_capacity_w;
    use_scratch(&hours, &scratch);
    run_site(plant, site, &hours);
    return scratch.part[PART_LOAD][0];
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
            struct load_group *group = &plant->groups[g];
            group->halls = *halls_design(plan->halls, g);
            group->liquid_ratio = group->halls.liquid_ratio;
            group->rack_supply_k = group->halls.rack_supply_k;
            load_group_size(group, air);
            it_w += group->halls.it_capacity_w;
        }
        plant->sites[s].overhead_w = record_number(sites.items[s], SITE_OVERHEAD) * it_w;
        ratios[s] = it_w > 0
                        ? halls_load_w(plant, s, 1, air->extreme_dry_bulb_k, air->extreme_wet_bulb_k) / it_w
                        : 1.3;
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
    struct load_group *g = &plant->groups[group];
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
            struct load_group *group = &plant->groups[g];
            const struct hall_group *now = halls_group(plant->halls, g);
            group->stale |= now->hall_count != group->halls.hall_count;
            site->halls_w += now->it_capacity_w;
            stale |= group->stale;
            if (group->stale) {
                group->halls = *now;
                load_group_size(group, air);
                group->stale = false;
            }
        }
        power_site_state(plant->power, s, &site->supply);
        site->overhead_w = record_number(sites.items[s], SITE_OVERHEAD) * site->halls_w;
        if (stale) {
            double dry_k = air->extreme_dry_bulb_k + hotter_k, wet_k = air->extreme_wet_bulb_k + hotter_k;
            site->peak_w = halls_load_w(plant, s, 1, dry_k, wet_k);
            site->idle_w = halls_load_w(plant, s, 0, dry_k, wet_k);
        }
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
    struct load_hours hours = {.count = wish->count,
                               .dry_bulb_k = wish->dry_k,
                               .wet_bulb_k = wish->wet_k,
                               .it_w = (const double *const *)plant->scaled};
    struct scratch scratch;
    for (int g = 0; g < groups; g++)
        for (int i = 0; i < wish->count; i++)
            plant->scaled[g][i] = share[i] * wish->wanted_w[g][wish->at + wish->place[i]];
    use_scratch(&hours, &scratch);
    hours.part[PART_LOAD] = load_w;
    run_site(plant, site, &hours);
}

/* The largest share of the wish whose load is at most LIMIT_W, for all hours at once; to 1e-4 of the limit.
 */
static void solve_shares(const struct plant *plant, int site, const struct wish *wish, double limit_w,
                         double *best)
{
    enum { ROUNDS = 3 };
    struct share search[CHUNK];
    double at[CHUNK], load_w[CHUNK];
    for (int i = 0; i < wish->count; i++)
        share_open(&search[i], limit_w, plant->sites[site].idle_w, wish->full_w[i]);
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
                       const struct scratch *wanted, double limit_w, double *cap_w)
{
    double design_w = limit_w / plant->plan->load_per_it_ratio[site], share[CHUNK];
    int count = caps->count - at < CHUNK ? caps->count - at : CHUNK;
    struct wish wish = {.wanted_w = caps->wanted_w, .at = at};
    for (int i = 0; i < count; i++) {
        cap_w[at + i] = fmax(design_w, wanted->part[PART_IT][i]);
        if (wanted->part[PART_LOAD][i] <= limit_w)
            continue;
        wish.dry_k[wish.count] = caps->dry_bulb_k[at + i];
        wish.wet_k[wish.count] = caps->wet_bulb_k[at + i];
        wish.full_w[wish.count] = wanted->part[PART_LOAD][i];
        wish.place[wish.count++] = i;
    }
    if (wish.count == 0)
        return;
    solve_shares(plant, site, &wish, limit_w, share);
    for (int i = 0; i < wish.count; i++)
        cap_w[at + wish.place[i]] = share[i] * wanted->part[PART_IT][wish.place[i]];
}

/* IT load that cooling leaves to the site: groups that are held back at their cap, the others full. */
static void cap_cooling(const struct plant *plant, int site, const struct plant_caps *caps)
{
    int first = plant->plan->first[site], last = plant->plan->first[site + 1];
    for (int i = 0; i < caps->count; i++)
        caps->cooling_w[i] = INFINITY;
    for (int g = first; g < last; g++) {
        const struct load_group *group = &plant->groups[g];
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

/* Sum over the groups of their largest wish in the block; never more than what the halls hold. */
static double largest_wish_w(const struct plant *plant, int site, const struct plant_caps *caps)
{
    double sum_w = 0;
    for (int g = 0; g < plant->plan->first[site + 1] - plant->plan->first[site]; g++) {
        double most_w = 0;
        for (int i = 0; i < caps->count; i++)
            most_w = caps->wanted_w[g][i] > most_w ? caps->wanted_w[g][i] : most_w;
        sum_w += most_w;
    }
    return fmin(sum_w, plant->sites[site].halls_w);
}

void plant_limit_block(struct plant *plant, int site, const struct plant_caps *caps)
{
    const struct site *s = &plant->sites[site];
    double feed_w = power_feed_load_w(&s->supply), firm_w = power_firm_load_w(&s->supply);
    double ratio = plant->plan->load_per_it_ratio[site];
    cap_cooling(plant, site, caps);
    /* Every watt of IT less is at least a watt of load less: what the peak leaves bounds every hour. */
    double spare_w = s->halls_w - largest_wish_w(plant, site, caps);
    if (s->peak_w - spare_w <= fmin(feed_w, firm_w)) { /* no hour can be too much */
        feed_w = fmax(feed_w / ratio, s->halls_w);
        firm_w = fmax(firm_w / ratio, s->halls_w);
        for (int i = 0; i < caps->count; i++) {
            caps->feed_w[i] = feed_w;
            caps->firm_w[i] = firm_w;
        }
        return;
    }
    for (int at = 0; at < caps->count; at += CHUNK) {
        int count = caps->count - at < CHUNK ? caps->count - at : CHUNK;
        struct load_hours hours = {.count = count,
                                   .dry_bulb_k = caps->dry_bulb_k + at,
                                   .wet_bulb_k = caps->wet_bulb_k + at,
                                   .it_w = caps->wanted_w,
                                   .at = at};
        struct scratch wanted;
        use_scratch(&hours, &wanted);
        run_site(plant, site, &hours);
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

/* The arrays of HOURS from AT on as parts. */
static struct load_hours parts_of(const struct plant_hours *h, int at, double *load_w)
{
    return (struct load_hours){
        .count = h->count - at < CHUNK ? h->count - at : CHUNK,
        .dry_bulb_k = h->dry_bulb_k + at,
        .wet_bulb_k = h->wet_bulb_k + at,
        .it_w = h->it_w,
        .at = at,
        .part = {[PART_IT] = h->it_total_w + at,
                 [PART_DISTRIBUTION] = h->distribution_w + at,
                 [PART_UPS] = h->ups_w + at,
                 [PART_UNIT_TRANSFORMER] = h->unit_transformer_w + at,
                 [PART_FAN] = h->fan_w + at,
                 [PART_CHILLER] = h->chiller_w + at,
                 [PART_PUMP] = h->pump_w + at,
                 [PART_AIR_FAN] = h->air_fan_w + at,
                 [PART_WATER] = h->water_kg_s + at,
                 [PART_LOAD] = load_w,
                 [PART_SUPPLY] = h->supply_k + at},
    };
}

/* A site without supply: nothing runs, nothing is lost. */
static void run_dark(const struct plant_hours *h)
{
    double *const arrays[] = {
        h->it_total_w, h->distribution_w, h->ups_w,   h->unit_transformer_w, h->main_transformer_w,
        h->fan_w,      h->chiller_w,      h->pump_w,  h->air_fan_w,          h->overhead_w,
        h->facility_w, h->water_kg_s,     h->supply_k};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        memset(arrays[i], 0, (size_t)h->count * sizeof(double));
}

void plant_run_block(struct plant *plant, int site, const struct plant_hours *hours)
{
    const struct site *s = &plant->sites[site];
    if (!(fmin(power_feed_load_w(&s->supply), power_firm_load_w(&s->supply)) > 0)) {
        run_dark(hours);
        return;
    }
    for (int at = 0; at < hours->count; at += CHUNK) {
        double load_w[CHUNK];
        struct load_hours part = parts_of(hours, at, load_w);
        run_site(plant, site, &part);
        power_feed_block(&s->supply, part.count, load_w, hours->main_transformer_w + at,
                         hours->facility_w + at);
        for (int i = at; i < at + part.count; i++)
            hours->overhead_w[i] = s->overhead_w;
    }
}
