/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plant - weather, halls, power and cooling of all sites as one machine; how the four models compose.
 *
 * Groups are the halls of one build at one site (halls/halls.h); arrays over groups begin with the site's
 * first.  Per hour and site, with IT_g what the racks of group g draw at their inlets:
 *
 *     group   input_g   = IT_g + cables + UPS + unit transformer              (power/chain.h)
 *             cooling_g = fans + pumps + CDUs + hall fans + chillers          (cooling/cooling.h)
 *     site    load      = sum (input_g + cooling_g) + overhead
 *             facility  = load + main transformers(load) = what the feeds give (power/power.h)
 *
 * The world's operate, per block of hours between two changes of the plant:
 *   (a) plant_limit_block: the IT load that feeds, firm capacity and cooling allow this hour;
 *   (b) it grants a load to every group, none above its cap;
 *   (c) plant_run_block: the plant at the granted load.
 * plant_take, on the plant bell, takes the models' states anew; only it looks at them.
 *
 * Owns: compile from its arena, start from the run's.  Threads: plan shared, plant one per replication.
 */
#ifndef WORLD_PLANT_H
#define WORLD_PLANT_H

#include "cooling/design_day.h"
#include "cooling/inertia.h"
#include "halls/halls.h"
#include "power/chain.h"
#include "power/power.h"
#include "weather/weather.h"

struct plant;

struct plant_plan {
    const struct plan *plan;
    const struct weather_plan *weather;
    const struct power_plan *power;
    const struct halls_plan *halls;
    int site_count, group_count;
    const int *first; /* group; by site, and one more */
    const double
        *load_per_it_ratio;   /* by site: all halls full on the design day, at the site's bus; 1: no hall */
    const double *water_kg_s; /* by site: make-up water that it may take; 0: what it wants */
};

/* NULL after errors; all four models are compiled in any case. */
const struct plant_plan *plant_compile(const struct plan *plan, const struct metric_layout *layout,
                                       struct weather_cache *cache, struct arena *arena, struct diag *diag);

/* The plant of one replication in the run's arena; nothing is in force before plant_take. */
struct plant *plant_start(const struct plant_plan *plan, struct run *run);

/* Its power and its halls, as started by it, and a site's supply as taken last; borrowed. */
struct power *plant_power(struct plant *plant);
struct halls *plant_halls(struct plant *plant);
const struct power_state *plant_supply(const struct plant *plant, int site);

/* State metrics of power and halls. */
void plant_publish(struct plant *plant);

/*
 * Which racks stand in a group: their liquid share (weighted by power) and the coldest of the supply
 * temperatures that they need.  In force from the next plant_take; until then, what the halls are built for.
 */
void plant_set_racks(struct plant *plant, int group, double liquid_ratio, double rack_supply_k);

/* Takes the states of power and halls anew; groups that did not change cost nothing. */
void plant_take(struct plant *plant);

/* Commissioned IT capacity of a group, in force. */
double plant_group_w(const struct plant *plant, int group);

/* Air of a site from TICK on (weather/weather.h). */
void plant_air(const struct plant *plant, int site, int64_t tick, struct weather_hours *out);

/* COUNT hours of a site: air and wishes in, caps out; arrays are the caller's. */
struct plant_caps {
    int count;
    const double *dry_bulb_k, *wet_bulb_k;
    const double *const *wanted_w; /* by group of the site: IT load the racks could draw, [count] */
    double *feed_w;    /* site, IT watts: exact where it is below the wanted load, else at the design day */
    double *firm_w;    /* the same for the main transformers */
    double *cooling_w; /* site; INFINITY where no group is held back */
    double *const *group_cooling_w; /* by group: INFINITY or the group's cap */
};

/* Hours of a site, none with hotter or moister air, whose racks could draw WISH_W by group in all of them. */
struct plant_wish {
    double dry_bulb_k, wet_bulb_k;
    const double *wish_w;
};

/*
 * Caps of feeds and main transformers that do not bind, in IT watts, and what each is at least.  FIRM_W is
 * before hot air takes of it, hour by hour: a block's hottest hour is not that of its nights.
 */
struct plant_room {
    double feed_w, firm_w, least_w;
};

/* True when the plant certainly allows all of the wish in each hour: then ROOM is what it could carry. */
bool plant_is_free(struct plant *plant, int site, const struct plant_wish *wish, struct plant_room *room);

/* Fills the caps of CAPS for SITE (index) with the plant in force; W of IT capacity. */
void plant_limit_block(struct plant *plant, int site, const struct plant_caps *caps);

/* COUNT hours of a site at their granted load. */
struct plant_hours {
    int count;
    const double *dry_bulb_k, *wet_bulb_k;
    const double *const *it_w; /* by group of the site, [count] */
    double *it_total_w;
    double *distribution_w, *ups_w, *unit_transformer_w, *main_transformer_w; /* losses */
    double *fan_w, *chiller_w, *pump_w, *air_fan_w;                           /* cooling */
    double *overhead_w;
    double *facility_w; /* at the meter: all of the above together */
    double *water_kg_s;
    double *supply_k;                   /* warmest facility supply of the groups that run */
    double *liquid_heat_w, *air_heat_w; /* given away by the warm and the cold loops */
    double *liquid_chiller_w;           /* of chiller_w, that of the warm loops */
    double *raised_k;                   /* of a supply above its set point, the most */
};

/* Room for COUNT hours: all output arrays. */
struct plant_hours plant_hours_new(int count, struct arena *arena);

/* Runs SITE (index) at the loads of HOURS, each within its caps, and fills all outputs, W. */
void plant_run_block(struct plant *plant, int site, const struct plant_hours *hours);

/* What holds GROUP back in this air of the weather station. */
enum design_bound plant_bound(const struct plant *plant, int group, double dry_bulb_k, double wet_bulb_k);

/* A group with all its halls, in its site's extremes and without its cooling. */
struct plant_check {
    const struct record *site, *cooling; /* cooling-type */
    int hall_count;
    double it_capacity_w;
    double dry_bulb_k[WEATHER_EXTREMES]; /* at the weather station, by return period */
    double wet_bulb_k;                   /* the highest, at the same time */
    struct design_day days[WEATHER_EXTREMES];
    struct design_day days_out[WEATHER_EXTREMES]; /* without spare cells and one chiller of each loop */
    struct inertia inertia;
};

/* For reports, not for loops: sizes the group anew. */
struct plant_check plant_check(const struct plant_plan *plan, int group);

/* Warns of halls whose chillers run beyond the condenser range of their curves on the design day. */
void plant_check_condensers(const struct plant_plan *plan, struct diag *diag);

#endif
