/* SPDX-License-Identifier: Apache-2.0 */
/*
 * compare_pairs - one figure or date of two results files, pair by pair.
 *
 * All differences are B less A.
 *
 * Owns: all lies in the arena given.
 * Errors: none.
 */
#ifndef REPORT_COMPARE_PAIRS_H
#define REPORT_COMPARE_PAIRS_H

#include "report/compare.h"

/* COUNT pairs; a date never reached is INFINITY, a difference is NAN where neither file reached it. */
struct compare_pairs {
    double *a, *b, *difference;
    int count;
};

/* Of figures by place among the runs of each file. */
struct compare_pairs compare_pairs_of(const struct compare *compare, const double *a, const double *b,
                                      struct arena *arena);

/* No pair differs by more than rounding. */
bool compare_pairs_equal(const struct compare_pairs *pairs);

/* The smallest figure that half of COUNT do not exceed; NAN of none. */
double compare_median(const double *figures, int count, struct arena *arena);

/* Both metrics are there (not NULL) and have one unit, so that their figures can be compared. */
bool compare_same_unit(const struct reader_metric *a, const struct reader_metric *b);

/* Of the pairs that differ, more go one way than chance alone lets them once in twenty times: a sign test. */
bool compare_told(int less, int more);

/* What the differences come to; ends of the interval and the median may be infinite. */
struct compare_difference {
    double median;
    double mean;                 /* of the pairs in which both files reached it; NAN without any */
    double mean_less, mean_more; /* of those among them in which B is less, or more */
    double low, high;            /* the 95 % interval of the median */
    int less, equal, more;       /* pairs, by B against A; what B alone never reaches is more */
    int only_a, only_b;          /* of these, the pairs in which one file alone reached it */
    bool told;                   /* the sign test of the pairs that differ rejects chance at 5 % */
};

/* Median, its interval and mean of PAIRS; ARENA is for the sorting.  All NAN without pairs. */
struct compare_difference compare_pairs_difference(const struct compare_pairs *pairs, struct arena *arena);

/* What a query dates, or otherwise numbers, in one of the files. */
struct compare_side {
    const struct source *source;
    const struct source_dates *dates;
    int count;
};

/* QUERY is one of source_query_dates. */
struct compare_side compare_side_of(const struct source *source, const char *query);

/* The row of the record of the same kind and id as WANTED, or NULL. */
const struct source_dates *compare_side_find(const struct compare_side *side,
                                             const struct source_record *wanted);

#endif
