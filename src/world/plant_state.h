/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plant_state - what the files of plant share; nobody else includes it.
 */
#ifndef WORLD_PLANT_STATE_H
#define WORLD_PLANT_STATE_H

#include "base/lanes.h"
#include "world/plant.h"
#include "world/site_load.h"

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

/* Room for the parts that a caller does not keep. */
struct scratch {
    LANES_ALIGNED double part[PART_COUNT][SITE_LOAD_CHUNK];
};
void plant_use_scratch(struct load_hours *hours, struct scratch *scratch);

/* A group's share of its site's water when all halls stand; 0: all it can use. */
double plant_water_share_kg_s(const struct plant_plan *plan, int site, int group);

/* The groups of a site over HOURS, at most SITE_LOAD_CHUNK of them. */
void plant_run_site(const struct plant *plant, int site, const struct load_hours *hours);

#endif
