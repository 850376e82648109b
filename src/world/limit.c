/* SPDX-License-Identifier: Apache-2.0 */
#include "world/limit.h"

#include "base/calendar.h"

#include <assert.h>

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

struct limit_total *limit_of(struct limit_book *book, int site, int64_t tick)
{
    int year = calendar_date_of(tick).year - book->first_year;
    assert(year >= 0 && year < book->year_count);
    return &book->totals[site * book->year_count + year];
}

void limit_add(struct limit_total *total, const struct limit_caps *caps, double wanted_w,
               const double *seconds, int n)
{
    for (int i = 0; i < n; i++) {
        double left_w = wanted_w, smallest_w = wanted_w;
        int binding = LIMIT_NONE;
        for (int stage = 0; stage < LIMIT_NONE; stage++) {
            double cap_w = caps->stage_w[stage][i];
            if (cap_w < smallest_w) {
                smallest_w = cap_w;
                binding = stage;
            }
            if (cap_w < left_w) {
                total->cut_j[stage] += (left_w - cap_w) * seconds[i];
                left_w = cap_w;
            }
        }
        total->cut_j[LIMIT_NONE] += left_w * seconds[i];
        total->seconds[binding] += seconds[i];
    }
}
