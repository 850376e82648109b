/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hall_plant - one hall with its power chain and cooling, sized for an extreme and run over hours.
 *
 * The plant of the world (world/site_load.h) without grid and main transformers: what the hall draws at the
 * 34.5 kV bus.
 */
#ifndef HANDBOOK_HALL_PLANT_H
#define HANDBOOK_HALL_PLANT_H

#include "plan/record.h"

struct hall_plant;

struct hall_plant_spec {
    const struct record *cooling;                  /* cooling-type */
    const struct record *ups, *transformer;        /* ups-type and transformer-type of the unit, or NULL */
    double it_w;                                   /* capacity */
    double liquid_ratio, rack_supply_k;            /* of the racks */
    double extreme_dry_bulb_k, extreme_wet_bulb_k; /* at the weather station */
};

/* The hall of SPEC, sized, in ARENA; the records are borrowed. */
struct hall_plant *hall_plant_new(const struct hall_plant_spec *spec, struct arena *arena);

/* Means over COUNT hours. */
struct hall_plant_means {
    double it_w, facility_w; /* PUE is their ratio */
    double distribution_w, ups_w, transformer_w, fan_w, chiller_w, pump_w, air_fan_w;
    double water_kg_s;
    double supply_k; /* warmest facility supply */
    double limit_w;  /* least IT load that the plant can cool, INFINITY: more than its capacity */
};

/* COUNT hours at LOAD_RATIO of the capacity with this air. */
struct hall_plant_means hall_plant_run(const struct hall_plant *plant, int count, const double *dry_bulb_k,
                                       const double *wet_bulb_k, double load_ratio);

#endif
