/* SPDX-License-Identifier: Apache-2.0 */
/*
 * psu - power shelves and converters: input power for an output, by a fitted line or by a data sheet.
 *
 * Line: P_in = (P_out + idle) / ratio per unit, as in ORNL's digital twin of Frontier (RAPS).  Data sheet:
 * loss_sheet.h.  Threads: pure.
 */
#ifndef PHYSICS_PSU_H
#define PHYSICS_PSU_H

struct psu_line {
    const char *name;
    const char *source;
    double idle_w; /* per unit */
    double ratio;  /* 0..1 */
};

/* Frontier's rectifier and its DC-DC converter. */
extern const struct psu_line psu_lines[];
extern const int psu_line_count;

/* Loss of UNIT_COUNT units that share OUTPUT_W equally; UNIT_COUNT may be a mean. */
double psu_line_loss_w(const struct psu_line *line, double unit_count, double output_w);

struct psu_point {
    double load_ratio;       /* output over rating, > 0, rising from point to point */
    double efficiency_ratio; /* output over input, 0..1 */
};

/*
 * Loss while OUTPUT_W leaves a shelf of RATED_W (> 0) with COUNT (1..LOSS_SHEET_POINTS) points of its
 * data sheet.
 * Valid 0..1.25 of the rating, clamped and counted beyond (clamp.h).
 */
double psu_sheet_loss_w(const struct psu_point *points, int count, double rated_w, double output_w,
                        int *clamp_count);

#endif
