/* SPDX-License-Identifier: Apache-2.0 */
/*
 * dry_cooler - finned coils with fans that give heat to outside air, with optional adiabatic pre-cooling.
 *
 * Leaving water = air inlet + approach, approach = rated approach (heat / rated heat) / air^0.8, with AIR
 * the air flow over rated air flow (heat-transfer coefficient ~ flow^0.8 on the air side, engineering
 * judgement; valid 20..110 % of rated heat).  Fan power is the cube of the air flow, never below the
 * floor that motor and drive draw while the fan turns (5-10 %).  Pre-cooling takes the air down by up to
 * effectiveness (dry bulb - wet bulb) and evaporates just what that needs.  All cells taken together.
 * Threads: pure.
 */
#ifndef PHYSICS_DRY_COOLER_H
#define PHYSICS_DRY_COOLER_H

struct dry_cooler {
    double rated_heat_w;     /* > 0 */
    double rated_approach_k; /* > 0: leaving water above air at rated heat and air; 5 / 8 / 12 K usual */
    double rated_fan_w;      /* all fans at full speed; 8 / 15 / 30 kW per MW of heat usual */
    double fan_floor_ratio;  /* least fan power of a turning fan over rated, 0..1 */
    double air_rise_k;       /* > 0: warming of the air at rated heat and air, sets its mass flow */
    double precool_ratio;    /* effectiveness of the pads, 0 (no pads) .. 0.95 */
    double cycles_ratio;     /* cycles of concentration of the pad water, > 1; 0: no blowdown */
};

/* Approach at this heat and air flow ratio (0.05..1 counted when outside). */
double dry_cooler_approach_k(const struct dry_cooler *cooler, double heat_w, double air_ratio,
                             int *clamp_count);

/*
 * Air flow ratio that gives APPROACH_K at this heat: (rated approach heat ratio / approach)^1.25, 0 without
 * heat.  1 and counted when even full air is not enough.
 */
double dry_cooler_air_ratio(const struct dry_cooler *cooler, double heat_w, double approach_k,
                            int *clamp_count);

/* Fan power at this air flow ratio, 0..1; 0 at rest. */
double dry_cooler_fan_w(const struct dry_cooler *cooler, double air_ratio, int *clamp_count);

/* Air temperature after pads that use WETTED_RATIO (0..1) of their effectiveness. */
double dry_cooler_inlet_k(const struct dry_cooler *cooler, double dry_bulb_k, double wet_bulb_k,
                          double wetted_ratio, int *clamp_count);

/*
 * Make-up water for cooling the air of AIR_RATIO by PRECOOL_K: m cp dT / hfg, and blowdown.
 * m cp = rated heat / air rise x air ratio; hfg at WET_BULB_K.
 */
double dry_cooler_water_kg_s(const struct dry_cooler *cooler, double air_ratio, double precool_k,
                             double wet_bulb_k, int *clamp_count);

#endif
