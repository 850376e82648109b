/* SPDX-License-Identifier: Apache-2.0 */
/*
 * results_maker - a small results file with plausible content, for the tests of reports and pictures.
 *
 * Two sites, five parties, a handful of works, tranches and draws, weekly series: made by formulas with a
 * little reproducible spread, so that the books close and the ladder of capacity descends.
 */
#ifndef RESULTS_MAKER_H
#define RESULTS_MAKER_H

#include <stdbool.h>
#include <stdint.h>

struct results_maker {
    int replications;
    uint64_t seed;
    const char *label;  /* of the study */
    const char *label2; /* of the milestone that some replications do not reach */
    double late_weeks;  /* added to all dates */
    int late_runs;      /* of the first replications only; 0: of all */
    bool in_part;       /* a second tranche that lapses has given a quarter */
    int plant;          /* replications with a plant's logbook; the first two of them keep it in detail */
};

/* Sixteen replications of seed 42 with harmless labels. */
struct results_maker results_maker_default(void);

/* Records that tests name. */
enum { MAKER_HALF = 4, MAKER_FULL = 5, MAKER_T1 = 9, MAKER_T2 = 10 };

/* Writes the finished file at PATH, replacing one that is there; asserts that all goes well. */
void results_maker_write(const char *path, const struct results_maker *maker);

#endif
