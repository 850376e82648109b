/* SPDX-License-Identifier: Apache-2.0 */
/*
 * psu - power shelves and converters: input power for an output, by a fitted line.
 *
 * Line: P_in = (P_out + idle) / ratio per unit, as in ORNL's digital twin of Frontier (RAPS).
 * Threads: pure.
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

/* Loss of UNIT_COUNT units that share OUTPUT_W equally; UNIT_COUNT may be a mean. */
double psu_line_loss_w(const struct psu_line *line, double unit_count, double output_w);

#endif
