/* SPDX-License-Identifier: Apache-2.0 */
/*
 * loss_sheet - losses of a converter by the points of its maker's data sheet.
 *
 * Between the points the loss goes in straight lines; the first line goes on down to no load (at least 0),
 * the last one up.  Losses never fall as load rises: where a sheet says otherwise the higher loss holds on.
 * Kept as a sum of hinges, so that block kernels evaluate it without branches: loss / rating = base + sum of
 * slope_i max(x - from_i, 0), x = output / rating. Threads: pure.
 */
#ifndef PHYSICS_LOSS_SHEET_H
#define PHYSICS_LOSS_SHEET_H

enum { LOSS_SHEET_POINTS = 8 };

struct loss_sheet {
    int count; /* of hinges */
    double base_ratio;
    double from[LOSS_SHEET_POINTS], slope[LOSS_SHEET_POINTS];
};

/*
 * From COUNT points (1..LOSS_SHEET_POINTS): efficiency EFFICIENCY[i] (0..1, not 0) at LOAD[i] (> 0, rising).
 * A single point is a loss in proportion to the load.
 */
struct loss_sheet loss_sheet_of(const double *load_ratio, const double *efficiency_ratio, int count);

/* Loss over rating at LOAD_RATIO >= 0. */
static inline double loss_sheet_ratio(const struct loss_sheet *sheet, double load_ratio)
{
    double loss = sheet->base_ratio;
    for (int i = 0; i < sheet->count; i++)
        loss += sheet->slope[i] * (load_ratio > sheet->from[i] ? load_ratio - sheet->from[i] : 0.0);
    return loss;
}

#endif
