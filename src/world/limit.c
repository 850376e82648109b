/* SPDX-License-Identifier: Apache-2.0 */
#include "world/limit.h"

#include "base/calendar.h"
#include "base/wide.h"

const char *const limit_names[LIMIT_COUNT] = {
    [LIMIT_FEED] = "grid feed", [LIMIT_FIRM] = "firm power", [LIMIT_COOLING] = "cooling",
    [LIMIT_HALLS] = "halls",    [LIMIT_RACKS] = "racks",     [LIMIT_DEMAND] = "demand",
    [LIMIT_NONE] = "none",
};

struct limit_book *limit_book_new(int site_count, int64_t start, int64_t end, struct arena *arena)
{
    struct limit_book *book = arena_alloc(arena, sizeof *book);
    book->first_year = calendar_date_of(start).year;
    book->year_count = calendar_date_of(end - 1).year - book->first_year + 1;
    book->site_count = site_count;
    book->totals = arena_array(arena, (size_t)site_count * (size_t)book->year_count, sizeof *book->totals);
    return book;
}

/* Sums of the block. */
struct running {
    double seconds[LIMIT_COUNT][LANES_COUNT], cut_j[LIMIT_COUNT][LANES_COUNT];
};

/* Eight segments of S seconds through all stages, at AT. */
LANES_INLINE void add_lanes(struct running *running, const double *const cap_w[LIMIT_NONE], int at,
                            double wanted_w, const double *seconds)
{
    double left_w[LANES_COUNT], binding[LANES_COUNT], s[LANES_COUNT];
    memcpy(s, seconds + at, sizeof s);
    for (int i = 0; i < LANES_COUNT; i++) {
        left_w[i] = wanted_w;
        binding[i] = LIMIT_NONE;
    }
    LANES_UNROLL for (int stage = 0; stage < LIMIT_NONE; stage++)
    {
        const double *cap = cap_w[stage] + at;
        for (int i = 0; i < LANES_COUNT; i++) {
            double passed_w = cap[i] < left_w[i] ? cap[i] : left_w[i];
            binding[i] = cap[i] < left_w[i] ? (double)stage : binding[i];
            running->cut_j[stage][i] += (left_w[i] - passed_w) * s[i];
            left_w[i] = passed_w;
        }
    }
    for (int i = 0; i < LANES_COUNT; i++)
        running->cut_j[LIMIT_NONE][i] += left_w[i] * s[i];
    LANES_UNROLL for (int limit = 0; limit < LIMIT_COUNT; limit++)
    {
        for (int i = 0; i < LANES_COUNT; i++)
            running->seconds[limit][i] += binding[i] == (double)limit ? s[i] : 0.0;
    }
}

WIDE void limit_add(struct limit_total *total, const double *const cap_w[LIMIT_NONE], double wanted_w,
                    const double *seconds, int n)
{
    struct running running;
    memcpy(running.seconds, total->seconds, sizeof running.seconds);
    memcpy(running.cut_j, total->cut_j, sizeof running.cut_j);
    for (int at = 0; at < n; at += LANES_COUNT)
        add_lanes(&running, cap_w, at, wanted_w, seconds);
    memcpy(total->seconds, running.seconds, sizeof running.seconds);
    memcpy(total->cut_j, running.cut_j, sizeof running.cut_j);
}
