/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rts79 - the IEEE Reliability Test System of 1979: 32 units and the load of a year of 364 days.
 *
 * The published tables (IEEE Trans. PAS-98, 1979, 2047), carried as constants so that `verify` needs no
 * files.
 */
#ifndef HANDBOOK_RTS79_H
#define HANDBOOK_RTS79_H

struct rts79_unit {
    const char *type;
    int count, mw;
    double mttf_h, mttr_h, forced_out_ratio;
};

enum {
    RTS79_TYPES = 9,
    RTS79_UNITS = 32,
    RTS79_INSTALLED_MW = 3405,
    RTS79_PEAK_MW = 2850,
    RTS79_DAYS = 364,
    RTS79_HOURS = 24 * RTS79_DAYS
};

extern const struct rts79_unit rts79_units[RTS79_TYPES];

/* Percentages that make the load: by week of the year, day from Monday, hour x season and kind of day. */
struct rts79_shape {
    double week[52], day[7], hour[24][6];
};
extern const struct rts79_shape rts79_shape;

/* The RTS79_HOURS loads in MW of SHAPE with a peak of PEAK_MW. */
void rts79_load(const struct rts79_shape *shape, double peak_mw, double load_mw[RTS79_HOURS]);

#endif
