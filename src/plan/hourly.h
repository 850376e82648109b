/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hourly - a table of hours that came from a file: weather of a year, prices, carbon.
 *
 * Rows are whole hours in the file's own local standard time; row 0 is 1 January 00:00-01:00.  A
 * year has 8760 rows (29 February is dropped by the reader) or, for a dated series, any number from
 * START on.  Values are SI; gaps have been filled by the reader, which counts them.
 */
#ifndef PLAN_HOURLY_H
#define PLAN_HOURLY_H

#include <stdint.h>

enum hourly_column {
    HOURLY_DRY_BULB_K,
    HOURLY_DEW_POINT_K,
    HOURLY_PRESSURE_PA,
    HOURLY_PRICE_USD_J,
    HOURLY_CARBON_KG_J,
    HOURLY_RELATIVE_RATIO, /* relative humidity, 0..1 */
    HOURLY_COLUMN_COUNT
};

struct hourly {
    const char *path;
    int row_count;
    const double *columns[HOURLY_COLUMN_COUNT]; /* NULL where the file has no such column */
    int utc_offset_s;                           /* local standard time minus UTC */
    double elevation_m;                         /* from an EPW header, otherwise 0 */
    int64_t start;    /* tick of row 0 for a dated series; INT64_MIN for a typical year */
    int filled_count; /* missing values that were filled */
};

#endif
