/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cooling - what carries the heat of a group of halls out, and what that costs in power and water.
 *
 * Heat takes two paths.  Liquid: racks -> CDUs (rack loop = facility supply + CDU approach x load) ->
 * warm facility loop.  Air: the rest of the IT heat, a share of the electrical losses and the hall fans'
 * own heat -> hall air (= loop water + air approach) -> cold facility loop.  Each loop has dry coolers,
 * adiabatic coolers or towers with trim chillers (loop.h).  Pumps and CDUs: 0.3 x + 0.7 x^3 of rated power
 * (x: heat over design; a system curve with 30 % static head, physics/pump.h), never below 8 %; hall fans:
 * x^3, never below 10 %.
 *
 * In heat, in this order: fans at full speed, pads, chillers, the supply rises up to what the racks accept,
 * and only then must the load fall: cooling_limit_block says to what.
 *
 * Use by the world: cooling_size for each group whenever its halls or racks changed, then the two block
 * functions; both are pure.  Nothing here has events.
 */
#ifndef COOLING_COOLING_H
#define COOLING_COOLING_H

#include "cooling/loop.h"
#include "plan/metric.h"

/* Declared here, counted by the world's operate loop. */
extern const struct metric_table cooling_metrics;

/* Tells types whose temperatures cannot work together; false after errors. */
bool cooling_check(const struct plan *plan, struct diag *diag);

/* What a group's plant must carry. */
struct cooling_duty {
    const struct record *type;
    double it_w;                                   /* IT capacity commissioned */
    double loss_w;                                 /* electrical losses in the halls' air at that load */
    double liquid_ratio;                           /* share of IT heat that the liquid loop is built for */
    double rack_supply_k;                          /* warmest liquid at the racks that it is built for */
    double used_liquid_ratio;                      /* of the racks that stand there now */
    double used_rack_supply_k;                     /* the least of what they accept */
    double extreme_dry_bulb_k, extreme_wet_bulb_k; /* at the weather station */
    double water_most_kg_s;                        /* of the group's share of the site's; 0: all it can use */
};

/* Recirculated air is warmer at the same humidity: its wet bulb rises by about a third as much. */
#define COOLING_RECIRCULATION_WET_RATIO 0.35

struct cooling_plant {
    struct loop liquid, air;
    double it_w;
    double liquid_ratio; /* of the racks that stand there now */
    double recirculation_k;
    double liquid_w, air_w;                             /* design heat without pumps and fans */
    double cdu_w, liquid_pump_w, air_pump_w, air_fan_w; /* rated */
    double cdu_approach_k;
    double loss_w;
    double liquid_set_k, air_set_k; /* supply set points; 0: no such loop */
};

/* The plant of a group, sized by its type for DUTY at the extremes; without load its loops have no heat. */
struct cooling_plant cooling_size(const struct cooling_duty *duty);

/* COUNT hours in, arrays out; all the caller's, not overlapping. */
struct cooling_hours {
    int count;
    const double *dry_bulb_k, *wet_bulb_k; /* at the weather station */
    const double *it_w;
    const double *input_w;  /* IT and electrical losses */
    double loss_heat_ratio; /* of the losses, what heats the halls' air */
    double *load_w;         /* input and everything below together */
    double *fan_w;          /* outdoor fans */
    double *chiller_w;
    double *pump_w;    /* facility pumps and CDUs */
    double *air_fan_w; /* hall fans */
    double *water_kg_s;
    double *supply_k; /* of the warm facility loop, or the cold one where there is no other */
    double *liquid_heat_w, *air_heat_w; /* given to the outside air, without the chillers' own */
    double *liquid_chiller_w;           /* of chiller_w, the warm loop's */
    double *raised_k;                   /* supply above its set point, of the loop where it is more */
};

/* Runs PLANT over HOURS at the loads given, each of them within cooling_limit_block, and fills all outputs.
 */
void cooling_block(const struct cooling_plant *plant, const struct cooling_hours *hours);

/* Whether the design load is certainly safe in this air. */
static inline bool cooling_is_safe(const struct cooling_plant *plant, double dry_bulb_k, double wet_bulb_k)
{
    double dry_k = dry_bulb_k + plant->recirculation_k;
    double wet_k = wet_bulb_k + COOLING_RECIRCULATION_WET_RATIO * plant->recirculation_k;
    return loop_is_safe(&plant->liquid, dry_k, wet_k) && loop_is_safe(&plant->air, dry_k, wet_k);
}

/*
 * The IT load of the group that its plant can cool in each of COUNT hours; INFINITY where the design load
 * is certainly safe, so that only hot hours cost time.  Losses, pumps and fans count at full load, so
 * that a load within the limit never warms the racks above theirs.
 */
void cooling_limit_block(const struct cooling_plant *plant, int count, const double *dry_bulb_k,
                         const double *wet_bulb_k, double *max_it_w);

/* The IT load that each path can cool in this air of the weather station; INFINITY: has no heat. */
struct cooling_paths {
    double liquid_w, air_w;
};
struct cooling_paths cooling_paths(const struct cooling_plant *plant, double dry_bulb_k, double wet_bulb_k);

/* Whether pads or towers of TYPE take water. */
bool cooling_drinks(const struct record *type);

#endif
