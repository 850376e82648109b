/* SPDX-License-Identifier: Apache-2.0 */
#include "world/plant_state.h"
#include "world/plant_steps.h"
#include "world/share.h"

#include <math.h>
#include <string.h>

enum { CHUNK = SITE_LOAD_CHUNK };

/* A chunk whose loads a supply must carry. */
struct wish {
    const double *const *wanted_w; /* by group */
    int at;
    double dry_k[CHUNK], wet_k[CHUNK]; /* of the hours that are too much */
    int place[CHUNK], count;
    double full_w[CHUNK]; /* load at the wanted IT */
    double limit_w[CHUNK];
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
    plant_use_scratch(&hours, &scratch);
    hours.part[PART_LOAD] = load_w;
    plant_run_site(plant, site, &hours);
}

/* The largest share of the wish whose load is at most its limit, for all hours at once; to 1e-4 of the limit.
 */
static void solve_shares(const struct plant *plant, int site, const struct wish *wish, double *best)
{
    enum { ROUNDS = 3 };
    struct share search[CHUNK];
    double at[CHUNK], load_w[CHUNK];
    for (int i = 0; i < wish->count; i++)
        share_open(&search[i], wish->limit_w[i], plant->sites[site].idle_w, wish->full_w[i]);
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

/* Cap of one supply in IT watts over the chunk at AT; LIMIT_W is what it carries, by hour of the chunk. */
static void cap_supply(const struct plant *plant, int site, const struct plant_caps *caps, int at,
                       const struct scratch *wanted, const double *limit_w, double *cap_w)
{
    double ratio = plant->plan->load_per_it_ratio[site], share[CHUNK];
    int count = caps->count - at < CHUNK ? caps->count - at : CHUNK;
    struct wish wish = {.wanted_w = caps->wanted_w, .at = at};
    for (int i = 0; i < count; i++) {
        cap_w[at + i] = fmax(limit_w[i] / ratio, wanted->part[PART_IT][i]);
        if (wanted->part[PART_LOAD][i] <= limit_w[i])
            continue;
        wish.limit_w[wish.count] = limit_w[i];
        wish.dry_k[wish.count] = caps->dry_bulb_k[at + i];
        wish.wet_k[wish.count] = caps->wet_bulb_k[at + i];
        wish.full_w[wish.count] = wanted->part[PART_LOAD][i];
        wish.place[wish.count++] = i;
    }
    if (wish.count == 0)
        return;
    solve_shares(plant, site, &wish, share);
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

/*
 * Whether the load is within LIMIT_W for certain: WISH_W by group in air at least as hot as all that is
 * asked about.  Hotter air never lowers the load by as much as a hundredth, not even where chillers are at
 * their capacity and the supply floats.
 */
static bool fits_at(const struct plant *plant, int site, double dry_k, double wet_k, double limit_w)
{
    const double margin_ratio = 1.01;
    struct load_hours hours = {
        .count = 1, .dry_bulb_k = &dry_k, .wet_bulb_k = &wet_k, .it_w = (const double *const *)plant->scaled};
    struct scratch scratch;
    plant_use_scratch(&hours, &scratch);
    plant_run_site(plant, site, &hours);
    return scratch.part[PART_LOAD][0] * margin_ratio <= limit_w;
}

static double greatest(const double *values, int count)
{
    double most = values[0];
    for (int i = 1; i < count; i++)
        most = values[i] > most ? values[i] : most;
    return most;
}

/* The hottest air of the chunk at AT with the largest wish of each group. */
static bool is_easy(const struct plant *plant, int site, const struct plant_caps *caps, int at,
                    double limit_w)
{
    int count = caps->count - at < CHUNK ? caps->count - at : CHUNK;
    int groups = plant->plan->first[site + 1] - plant->plan->first[site];
    for (int g = 0; g < groups; g++)
        plant->scaled[g][0] = greatest(caps->wanted_w[g] + at, count);
    return fits_at(plant, site, greatest(caps->dry_bulb_k + at, count),
                   greatest(caps->wet_bulb_k + at, count), limit_w);
}

/* Load in the hottest air: every watt of IT less than full halls is at least a watt of load less. */
static double at_peak_w(const struct site *site, double wish_w)
{
    return site->peak_w - (site->halls_w - fmin(wish_w, site->halls_w));
}

/* Groups without racks wish nothing, whatever their cooling could do. */
static bool is_cool(const struct plant *plant, int site, const double *wish_w, double dry_k, double wet_k)
{
    int first = plant->plan->first[site], last = plant->plan->first[site + 1];
    for (int g = first; g < last; g++)
        if (wish_w[g - first] > 0 && !cooling_is_safe(&plant->groups[g].cooling, dry_k, wet_k))
            return false;
    return true;
}

bool plant_is_free(struct plant *plant, int site, const struct plant_wish *wish, struct plant_room *room)
{
    const struct site *s = &plant->sites[site];
    double ratio = plant->plan->load_per_it_ratio[site], wish_w = 0;
    for (int g = 0; g < plant->plan->first[site + 1] - plant->plan->first[site]; g++)
        wish_w += wish->wish_w[g];
    double dry_k = wish_w > 0 ? wish->dry_bulb_k : 0;
    double feed_w = power_feed_load_w(&s->supply), firm_w = power_firm_load_at_w(&s->supply, dry_k);
    double limit_w = fmin(feed_w, firm_w);
    bool always = at_peak_w(s, wish_w) <= limit_w;
    double rated_w = power_firm_load_w(&s->supply);
    double least_w = at_peak_w(s, wish_w) <= fmin(feed_w, rated_w) ? s->halls_w : wish_w;
    *room = (struct plant_room){feed_w / ratio, rated_w / ratio, least_w};
    if (!(wish_w > 0))
        return true;
    if (!is_cool(plant, site, wish->wish_w, dry_k, wish->wet_bulb_k))
        return false;
    if (always)
        return true;
    for (int g = 0; g < plant->plan->first[site + 1] - plant->plan->first[site]; g++)
        plant->scaled[g][0] = wish->wish_w[g];
    return fits_at(plant, site, dry_k, wish->wet_bulb_k, limit_w);
}

/* Caps that do not bind: of LIMIT_W at the design day's RATIO, or the wish where that is more. */
static void cap_easy(const struct plant_caps *caps, int at, int groups, double ratio, const double *limit_w,
                     double *cap_w)
{
    int count = caps->count - at < CHUNK ? caps->count - at : CHUNK;
    for (int i = at; i < at + count; i++) {
        double wanted_w = 0, design_w = limit_w[i - at] / ratio;
        for (int g = 0; g < groups; g++)
            wanted_w += caps->wanted_w[g][i];
        cap_w[i] = wanted_w > design_w ? wanted_w : design_w;
    }
}

/* The chunk at AT at its wanted IT. */
static void run_wanted(const struct plant *plant, int site, const struct plant_caps *caps, int at,
                       struct scratch *wanted)
{
    struct load_hours hours = {.count = caps->count - at < CHUNK ? caps->count - at : CHUNK,
                               .dry_bulb_k = caps->dry_bulb_k + at,
                               .wet_bulb_k = caps->wet_bulb_k + at,
                               .it_w = caps->wanted_w,
                               .at = at};
    plant_use_scratch(&hours, wanted);
    plant_run_site(plant, site, &hours);
}

/* The chunk at AT, of which it is not known that no hour is too much. */
static void limit_chunk(const struct plant *plant, int site, const struct plant_caps *caps, int at)
{
    const struct power_state *supply = &plant->sites[site].supply;
    int count = caps->count - at < CHUNK ? caps->count - at : CHUNK;
    int groups = plant->plan->first[site + 1] - plant->plan->first[site];
    double hottest_k = greatest(caps->dry_bulb_k + at, count), ratio = plant->plan->load_per_it_ratio[site];
    double feed_load_w = power_feed_load_w(supply), feed_w[CHUNK], firm_w[CHUNK];
    for (int i = 0; i < CHUNK; i++) {
        feed_w[i] = feed_load_w;
        firm_w[i] = i < count ? power_firm_load_at_w(supply, caps->dry_bulb_k[at + i]) : 0;
    }
    if (is_easy(plant, site, caps, at, fmin(feed_load_w, power_firm_load_at_w(supply, hottest_k)))) {
        cap_easy(caps, at, groups, ratio, feed_w, caps->feed_w);
        cap_easy(caps, at, groups, ratio, firm_w, caps->firm_w);
        return;
    }
    struct scratch wanted;
    run_wanted(plant, site, caps, at, &wanted);
    cap_supply(plant, site, caps, at, &wanted, feed_w, caps->feed_w);
    cap_supply(plant, site, caps, at, &wanted, firm_w, caps->firm_w);
}

void plant_limit_block(struct plant *plant, int site, const struct plant_caps *caps)
{
    const struct site *s = &plant->sites[site];
    double feed_w = power_feed_load_w(&s->supply), ratio = plant->plan->load_per_it_ratio[site];
    double firm_w = power_firm_load_at_w(&s->supply, greatest(caps->dry_bulb_k, caps->count));
    cap_cooling(plant, site, caps);
    if (at_peak_w(s, largest_wish_w(plant, site, caps)) <=
        fmin(feed_w, firm_w)) { /* no hour can be too much */
        for (int i = 0; i < caps->count; i++) {
            firm_w = power_firm_load_at_w(&s->supply, caps->dry_bulb_k[i]);
            caps->feed_w[i] = fmax(feed_w / ratio, s->halls_w);
            caps->firm_w[i] = fmax(firm_w / ratio, s->halls_w);
        }
        return;
    }
    for (int at = 0; at < caps->count; at += CHUNK)
        limit_chunk(plant, site, caps, at);
}

void plant_cap_cooling(struct plant *plant, int site, const struct plant_caps *caps)
{
    cap_cooling(plant, site, caps);
}

void plant_wanted_load(struct plant *plant, int site, const struct plant_caps *caps, double *load_w)
{
    for (int at = 0; at < caps->count; at += CHUNK) {
        int count = caps->count - at < CHUNK ? caps->count - at : CHUNK;
        struct scratch wanted;
        run_wanted(plant, site, caps, at, &wanted);
        memcpy(load_w + at, wanted.part[PART_LOAD], (size_t)count * sizeof *load_w);
    }
}

void plant_cap_within(struct plant *plant, int site, const struct plant_caps *caps, const double *feed_load_w,
                      const double *firm_load_w)
{
    for (int at = 0; at < caps->count; at += CHUNK) {
        struct scratch wanted;
        run_wanted(plant, site, caps, at, &wanted);
        cap_supply(plant, site, caps, at, &wanted, feed_load_w + at, caps->feed_w);
        cap_supply(plant, site, caps, at, &wanted, firm_load_w + at, caps->firm_w);
    }
}
