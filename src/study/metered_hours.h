/* SPDX-License-Identifier: Apache-2.0 */
/*
 * metered_hours - readings of a site's meters as hours: what the plant model is held against.
 *
 * An hour is the mean of its readings, of which three quarters at least must be there.  Air comes from the
 * meters; without a dry bulb the site's typical year stands in, without a moisture its wet-bulb depression.
 * Every fourth week, counted from the first reading, is held out of the fit.
 *
 * Owns: everything lies in the arena.
 */
#ifndef STUDY_METERED_HOURS_H
#define STUDY_METERED_HOURS_H

#include "scenario/meter_csv.h"
#include "world/plant.h"

/* What is compared: facility less IT, as the IT load is given to the model; sub-meters where there are any.
 */
enum metered_channel { CHANNEL_OTHER, CHANNEL_COOLING, CHANNEL_UPS, CHANNEL_COUNT };

enum { METERED_WEEKS = 4 }; /* one of so many is held out */

enum metered_air { AIR_METERED, AIR_NO_MOISTURE, AIR_TYPICAL };

struct metered_hours {
    int count;
    const int64_t *tick; /* UTC */
    const double *it_w, *dry_bulb_k, *wet_bulb_k;
    const double *channel_w[CHANNEL_COUNT]; /* NAN where an hour has none; NULL: no such meter */
    const bool *held_out;
    int held_out_count;
    enum metered_air air;
    int partial_count; /* hours left out for want of readings */
    int full_count;    /* hours left out with more IT than the halls are built for */
};

/* CAPACITY_W: of the halls that were metered.  NULL with errors: under four weeks, or no hour that fits. */
const struct metered_hours *metered_hours_of(const struct meter *meter, const struct plant_plan *plant,
                                             int site, double capacity_w, struct arena *arena,
                                             struct diag *diag);

#endif
