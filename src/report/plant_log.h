/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plant_log - the table plant_month as figures by replication, joined to years, quarters or months.
 *
 * Sums add up, largest and least figures are those of any month in it, states are those of the last month.
 */
#ifndef REPORT_PLANT_LOG_H
#define REPORT_PLANT_LOG_H

#include "report/source.h"
#include "store/cells_plant.h"

enum plant_by { PLANT_BY_YEAR, PLANT_BY_QUARTER, PLANT_BY_MONTH, PLANT_BY_MONTH_OF_YEAR };

/* One site in one period.  Figures by the places of cells_plant.h, then by run; NAN where there is none. */
struct plant_period {
    int64_t entity;
    int64_t start; /* tick; of PLANT_BY_MONTH_OF_YEAR the month's number, 1..12 */
    double *figure[CELL_PLANT_COUNT];
};

struct plant_log {
    const struct source *source;
    const struct plant_period *periods; /* by site, then by time */
    int count;
};

/* COUNT is 0 when the file holds no such table. */
struct plant_log plant_log_load(const struct source *source, enum plant_by by);

/* Mean over the replications that have the figure. */
double plant_log_mean(const struct plant_log *log, const struct plant_period *period, int cell);

/* Its quantile P over the replications. */
double plant_log_quantile(const struct plant_log *log, const struct plant_period *period, int cell, double p);

/* Whether the file has the table NAME, which older ones have not. */
bool plant_log_has_table(const struct source *source, const char *name);

/* The same for a COLUMN of TABLE. */
bool plant_log_has_column(const struct source *source, const char *table, const char *column);

/* Whether the chosen replications have the plant's logbook. */
bool plant_log_is_kept(const struct source *source);

#endif
