/* SPDX-License-Identifier: Apache-2.0 */
/*
 * water - what evaporative heat rejection drinks: evaporation, drift, blowdown.
 *
 * Evaporation E = f Q / hfg; drift is a share of the circulating flow; blowdown keeps the salts at
 * COC times those of the make-up: B = max(E / (COC - 1) - drift, 0); make-up = E + B + drift.
 * Source: Lei and Masanet 2022 (Resources, Conservation and Recycling), as in LBNL-2001637.
 * Out of range: see clamp.h.  Threads: pure.
 */
#ifndef PHYSICS_WATER_H
#define PHYSICS_WATER_H

/* Heat of vaporisation, (2500.5 - 2.3097 t - 0.0013 t^2) kJ/kg, t in C.  Valid 243.15..373.15 K. */
double water_vaporisation_j_kg(double temperature_k, int *clamp_count);

/*
 * Share of a tower's heat that leaves as vapour; the rest warms the air.  0.75 up to 0 C dry bulb, rising
 * straight to 0.95 at 25 C and above (engineering judgement around NREL ESIF, annual 0.88).
 */
double water_evaporative_ratio(double dry_bulb_k);

/* Water evaporated by HEAT_W of which EVAPORATIVE_RATIO (0..1) leaves as vapour, at TEMPERATURE_K. */
double water_evaporation_kg_s(double heat_w, double evaporative_ratio, double temperature_k,
                              int *clamp_count);

/*
 * Blowdown for CYCLES_RATIO cycles of concentration, valid above 1 (usual 2..15, clamped to 1.01..50);
 * 0 or less means a once-through or soft-water supply without blowdown.
 */
double water_blowdown_kg_s(double evaporation_kg_s, double drift_kg_s, double cycles_ratio, int *clamp_count);

struct water_use {
    double evaporation_kg_s;
    double drift_kg_s;
    double blowdown_kg_s;
    double makeup_kg_s; /* the sum */
};

/*
 * All of it for a tower: DRIFT_RATIO of CIRCULATING_KG_S is lost as droplets (5e-6..5e-3 usual; clamped
 * to 0..0.05).
 */
struct water_use water_tower_use(double evaporation_kg_s, double circulating_kg_s, double drift_ratio,
                                 double cycles_ratio, int *clamp_count);

#endif
