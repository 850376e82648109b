/* SPDX-License-Identifier: Apache-2.0 */
/*
 * limit - what held the load below what the plan wanted, in seconds and megawatt-days.
 *
 * The wanted load passes through the stages of the campus in a fixed order; each stage cuts it to
 * its own cap.  Cuts and what is granted add up to what was wanted.  The binding limit of a moment
 * is the stage with the smallest cap below the wanted load; ties go to the earlier stage.
 */
#ifndef WORLD_LIMIT_H
#define WORLD_LIMIT_H

#include "base/arena.h"
#include "base/lanes.h"

#include <stdint.h>

enum limit {
    LIMIT_FEED,    /* utility feeds energised */
    LIMIT_FIRM,    /* substation under its redundancy, after failures */
    LIMIT_COOLING, /* heat rejected on this hour's weather */
    LIMIT_HALLS,   /* halls commissioned */
    LIMIT_RACKS,   /* racks in service */
    LIMIT_DEMAND,  /* racks could serve more than was asked */
    LIMIT_NONE,    /* the wanted load is met */
    LIMIT_COUNT
};

extern const char *const limit_names[LIMIT_COUNT];

/* Totals of one site and one calendar year, in lanes. */
struct limit_total {
    LANES_ALIGNED double seconds[LIMIT_COUNT][LANES_COUNT]; /* in which the limit bound */
    LANES_ALIGNED double cut_j[LIMIT_COUNT][LANES_COUNT];   /* energy it cut; LIMIT_NONE: granted */
};

struct limit_book {
    int first_year, year_count, site_count;
    struct limit_total *totals; /* [site * year_count + year] */
};

/* A book of zeros for the calendar years from START to END (ticks, UTC), in ARENA. */
struct limit_book *limit_book_new(int site_count, int64_t start, int64_t end, struct arena *arena);

/*
 * Adds N segments of SECONDS each, whole groups of lanes, wanting WANTED_W of IT; CAP_W by stage is what
 * it lets through in each of them.
 */
void limit_add(struct limit_total *total, const double *const cap_w[LIMIT_NONE], double wanted_w,
               const double *seconds, int n);

#endif
