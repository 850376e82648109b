/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chiller - electric chillers by the DOE-2 energy-input-ratio form, singly or as a staged bank.
 *
 * Available capacity Q = Qref CAPFT(Tl, Tc); power P = Q / COPref EIRFT(Tl, Tc) EIRFPLR(load / Q), with
 * Tl the leaving chilled water and Tc the fluid (water, or air when air cooled) entering the condenser.
 * Below the smallest part load a unit cycles: power falls in proportion to load.  Curves: EnergyPlus
 * data set Chillers.idf and DOE-2.1E (EnergyPlus Engineering Reference, "Electric Chiller Model Based on
 * Condenser Entering Temperature").
 *
 * Temperatures are frozen at the edge of the published range and counted (clamp.h).  No published set
 * covers leaving water above 12.8 C, so a chiller that trims a warm loop runs at its edge: the power
 * stated is then an upper bound.  Hotter condensers never lower the power at equal load for the sets
 * marked so in chiller_sets.h; the others dip in a corner of their own published range.  Threads: pure.
 */
#ifndef PHYSICS_CHILLER_H
#define PHYSICS_CHILLER_H

#include <stdbool.h>

struct chiller_curves {
    const char *name;
    const char *source;
    double reference_w; /* size of the unit measured; 0: a generic set for any size */
    double reference_cop_ratio;
    double leaving_reference_k, leaving_low_k, leaving_high_k;
    double condenser_reference_k, condenser_low_k, condenser_high_k;
    double part_load_low_ratio, part_load_high_ratio;
    double capacity[6], input[6]; /* 1, Tl, Tl^2, Tc, Tc^2, Tl Tc in Celsius, as published */
    double part_load[3];          /* 1, PLR, PLR^2 */
    bool air_cooled;
    bool rises_with_condenser; /* power at equal load never falls as Tc rises, over the whole range */
};

/* Power over full-load power by part load, within its range. */
struct chiller_part_load {
    double terms[3]; /* 1, PLR, PLR^2 */
    double low_ratio, high_ratio;
};

/* Equal units of one kind; UNIT_COUNT 0 means none, every load is then unserved. */
struct chiller_bank {
    const struct chiller_curves *curves;
    double reference_w;         /* of one unit */
    double reference_cop_ratio; /* 0: that of the curves */
    int unit_count;
    struct chiller_part_load part_load; /* of a maker, chiller_points.h; low_ratio 0: that of the curves */
};

struct chiller_state {
    double power_w;
    double served_w;   /* at most the load asked */
    double capacity_w; /* of all units, at these temperatures */
    double part_load_ratio;
    int running_count;
};

/*
 * A bank at one leaving temperature: the curves are then parabolas in Tc.  Make it once, use it for
 * thousands of hours.  Clamping of the leaving temperature is counted when it is made.
 */
struct chiller_line {
    double capacity_w[3]; /* of one unit: 1, Tc, Tc^2 */
    double input[3];      /* W of power per W of capacity at full load */
    double part_load[3];
    double part_load_low_ratio, part_load_high_ratio;
    double low_power_ratio, needed_per_unit, per_best_part_load; /* worked out from the above */
    double least_power_ratio; /* no load of this bank ever needs less power per watt */
    double best_power_ratio;  /* the same over the full-load input at one condenser temperature */
    double condenser_low_c, condenser_high_c;
    int unit_count;
};

/* BANK with its leaving temperature, K, put into the curves; clamping is counted unless CLAMP_COUNT is NULL.
 */
struct chiller_line chiller_at_leaving(const struct chiller_bank *bank, double leaving_k, int *clamp_count);

/* Capacity of the whole bank with CONDENSER_K at the condenser's inlet. */
double chiller_line_capacity_w(const struct chiller_line *line, double condenser_k, int *clamp_count);

/*
 * The bank carrying LOAD_W (below 0 counts as 0; more than the capacity is served up to the capacity).
 * The running units share the load equally; as many run as need least power among the counts that can
 * carry the load, so that power never falls as load rises.
 */
struct chiller_state chiller_line_run(const struct chiller_line *line, double load_w, double condenser_k,
                                      int *clamp_count);

/* The same in one step, for a single use. */
struct chiller_state chiller_run(const struct chiller_bank *bank, double load_w, double leaving_k,
                                 double condenser_k, int *clamp_count);

#endif
