/* SPDX-License-Identifier: Apache-2.0 */
/*
 * logbook_day - the finer part of the logbook, kept for some replications only: the hours of the day of
 * each month, and how long load and wet bulb stood where in each year.
 *
 * Figures of a month are taken over its days, one figure for each day and hour (UTC); the 95 % quantile is
 * the order statistic, never interpolated.  Hours are shown in the site's standard time.
 */
#ifndef WORLD_LOGBOOK_DAY_H
#define WORLD_LOGBOOK_DAY_H

#include "base/arena.h"
#include "store/batch.h"

#include <stdint.h>

struct logbook_block;
struct logbook_day;

/* One site from START to END; loads are counted in hundredths of FULL_W. */
struct logbook_day *logbook_day_new(int64_t start, int64_t end, int64_t utc_offset_s, double full_w,
                                    struct arena *arena);

/* Adds BLOCK, which lies in the month that is open; and closes that month, so that the next is. */
void logbook_day_add(struct logbook_day *day, const struct logbook_block *block);
void logbook_day_next_month(struct logbook_day *day);

/* Rows of plant_day and plant_span. */
void logbook_day_write(const struct logbook_day *day, int64_t entity, struct batch *batch);

#endif
