/* SPDX-License-Identifier: Apache-2.0 */
/*
 * trace - the sampled series of one entity, all replications side by side, and what can be made of them:
 * figures by calendar year, quantiles over replications, fewer points for a picture.
 *
 * A sample at t stands for the interval that ends at t: a state is the value then, a mean that of the
 * interval, a counter the growth in it.
 *
 * Owns: all in the arena of the source.
 */
#ifndef REPORT_TRACE_H
#define REPORT_TRACE_H

#include "report/source.h"

enum { TRACE_METRICS_MAX = 32 };

struct trace {
    const struct source *source;
    int time_count;
    const int64_t *t; /* ends of the intervals, ascending */
    int run_count;
    int metric_count;
    const struct reader_metric *metrics[TRACE_METRICS_MAX]; /* NULL: not in the file for this entity */
    double *values[TRACE_METRICS_MAX]; /* [run * time_count + time], NAN where missing; or NULL */
};

/*
 * Loads the COUNT metrics called NAMES of ENTITY.  Time_count is 0 when the file holds no series of it.
 */
struct trace *trace_load(const struct source *source, int64_t entity, const char *const *names, int count);

/* True when METRIC (place in NAMES) has at least one figure. */
bool trace_has(const struct trace *trace, int metric);

/* Calendar years that the study touches: *FIRST and how many. */
int trace_years(const struct source *source, int *first);

/*
 * METRIC in calendar year YEAR, by run: the last state of the year, the sum of a counter, the time average
 * of a mean.  Intervals that straddle a new year are divided by their seconds.  NULL when the file has none.
 */
double *trace_year(const struct trace *trace, int metric, int year);

/* The same mean, weighted by the mean WEIGHT (PUE by IT load) instead of by time alone. */
double *trace_year_weighted(const struct trace *trace, int metric, int weight, int year);

/* The largest sample of METRIC in YEAR, by run. */
double *trace_year_peak(const struct trace *trace, int metric, int year);

/* Figures of METRIC by run at sample TIME. */
double *trace_column(const struct trace *trace, int metric, int time);

/* The last sample at or before TICK; -1 when there is none. */
int trace_time_at(const struct trace *trace, int64_t tick);

/* First sample at which METRIC is at least LEVEL, by run: its tick, or INFINITY. */
double *trace_reaches(const struct trace *trace, int metric, double level);

#endif
