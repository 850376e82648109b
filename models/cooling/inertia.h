/* SPDX-License-Identifier: Apache-2.0 */
/*
 * inertia - how long a group of halls at full load goes on after it has lost its cooling.
 *
 * One lump each (physics/ride_through.h): the liquid of facility and rack loops while pumps run; the cold
 * plates when they do not; the hall's air and what it touches.  The loops start at their set points and
 * trip at what the racks accept plus the trip margin; what coolers alone still carry on the design day
 * counts when only the chillers are lost.  Threads: pure.
 */
#ifndef COOLING_INERTIA_H
#define COOLING_INERTIA_H

#include "cooling/cooling.h"

/* Seconds to the trip; INFINITY: never, or no such path. */
struct inertia {
    double liquid_flow_s;     /* pumps lost: the cold plates alone */
    double liquid_rejected_s; /* pumps run, coolers and chillers lost */
    double liquid_chiller_s;  /* chillers lost, coolers run, on the design day */
    double air_rejected_s;    /* hall air: coolers and chillers, or the fans, lost */
    double air_chiller_s;     /* chillers lost, coolers run, on the design day */
    double power_s;           /* site power lost, the stated pumps on UPS or not: the first of the paths */
    double power_ups_s;       /* the same with pumps and fans on UPS */
    double power_bare_s;      /* and without */
    double restart_s;         /* until cooling is back */
};

/* PLANT as sized for DUTY. */
struct inertia inertia_of(const struct cooling_plant *plant, const struct cooling_duty *duty);

#endif
