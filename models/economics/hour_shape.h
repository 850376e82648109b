/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hour_shape - how a price or an intensity varies by month and hour, relative to its mean of 1: from series
 * of months and hours, a table of both, or a file of hours.
 *
 * Hours of a dated file stand in its own time; beyond it, its mean by month and hour of the local standard
 * day stands.  A file without times is a year in local standard time.
 */
#ifndef ECONOMICS_HOUR_SHAPE_H
#define ECONOMICS_HOUR_SHAPE_H

#include "plan/hourly.h"
#include "plan/record.h"

enum { HOUR_SHAPE_MONTH = 31 * 24 }; /* hours in a month at most */

struct hour_shape {
    const struct hourly *file; /* NULL: none */
    const double *rows;        /* of the file */
    double file_mean;          /* SI */
    int64_t offset_s;          /* local standard time minus UTC */
    double table[12][24];
};

/* Which fields of a record give its shape. */
struct hour_shape_fields {
    int months, hours, month_hours, file;
    enum hourly_column column;
};

/* The shape that RECORD gives by FIELDS, flat (1 everywhere) where it gives none; the file is borrowed. */
struct hour_shape hour_shape_of(const struct record *record, const struct hour_shape_fields *fields,
                                int64_t offset_s);

/* The shape in each hour of the local month that begins at MONTH (local time as a tick); returns how many. */
int hour_shape_month(const struct hour_shape *shape, int64_t month, double relative[HOUR_SHAPE_MONTH]);

/* Whether a file that is to be scaled has a mean to scale: above 0. */
bool hour_shape_has_level(const struct hourly *file, enum hourly_column column);

#endif
