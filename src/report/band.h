/* SPDX-License-Identifier: Apache-2.0 */
/*
 * band - a sampled series on its way into a picture: P10, median, P90 and mean over the replications at each
 * time, at most BAND_POINTS_MAX times.
 *
 * States are kept as they were sampled; of longer series every n-th is taken.  Means are averaged over the
 * n samples.  Counters become rates a day.
 */
#ifndef REPORT_BAND_H
#define REPORT_BAND_H

#include "report/panel.h"
#include "report/trace.h"

enum { BAND_POINTS_MAX = 2000 };

struct band {
    int count;
    bool state;  /* drawn as steps */
    bool spread; /* several replications */
    double *t;   /* ticks */
    double *low, *mid, *high, *mean;
};

/* NULL when the trace has no figure of METRIC (place in the trace). */
const struct band *band_of(const struct trace *trace, int metric);

/* Draws the area from P10 to P90, if there is a spread, and the median. */
void band_draw(const struct band *band, struct panel *panel, struct ink ink);

/* The last median, NAN when there is none. */
double band_end(const struct band *band);

#endif
