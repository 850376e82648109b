/* SPDX-License-Identifier: Apache-2.0 */
/*
 * design_day - a group's cooling plant at full load against an extreme of the climate.
 *
 * The dry bulb is an n-year maximum; the wet bulb is the climate's highest at the same time, as for sizing;
 * recirculation comes on top.  Threads: pure.
 */
#ifndef COOLING_DESIGN_DAY_H
#define COOLING_DESIGN_DAY_H

#include "cooling/cooling.h"

/* What holds a group back in heat. */
enum design_bound { DESIGN_LIQUID, DESIGN_AIR, DESIGN_WATER, DESIGN_BOUND_COUNT };
extern const char *const design_bound_names[DESIGN_BOUND_COUNT];

/* Kelvins looked for: hotter condensers are outside of what is published of chillers. */
#define DESIGN_MARGIN_MOST_K 15.0

struct design_day {
    double capacity_w; /* IT load that can be cooled, at most twice the plant's */
    double margin_w;   /* of it above the full load; below 0: that much is throttled */
    double
        margin_k; /* dry and wet bulb could both be so much higher at full load; -60 .. the most looked for */
    enum design_bound bound; /* what gives way first */
};

/* PLANT at full load in this air of the weather station, K. */
struct design_day design_day_of(const struct cooling_plant *plant, double dry_bulb_k, double wet_bulb_k);

/* What gives way first in this air. */
enum design_bound design_day_bound(const struct cooling_plant *plant, double dry_bulb_k, double wet_bulb_k);

#endif
