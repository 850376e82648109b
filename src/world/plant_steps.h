/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plant_steps - the plant of a site with sources of its own on the bus, in the steps between which these are
 * asked what they give (world/operate_supply.h).
 */
#ifndef WORLD_PLANT_STEPS_H
#define WORLD_PLANT_STEPS_H

#include "world/plant.h"

/*
 * plant_limit_block in steps: the caps by cooling alone; the load on
 * the bus at the wanted IT; the caps of feeds and main transformers when together with those sources they
 * carry these loads, hour by hour.
 */
void plant_cap_cooling(struct plant *plant, int site, const struct plant_caps *caps);
void plant_wanted_load(struct plant *plant, int site, const struct plant_caps *caps, double *load_w);
void plant_cap_within(struct plant *plant, int site, const struct plant_caps *caps, const double *feed_load_w,
                      const double *firm_load_w);

/* Load on the bus without IT, in air hotter than the design day. */
double plant_idle_w(const struct plant *plant, int site);

/* The halls alone: fills all but main_transformer_w and facility_w, and the load on the bus. */
void plant_run_halls(struct plant *plant, int site, const struct plant_hours *hours, double *load_w);

#endif
