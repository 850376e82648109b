/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plant_sheet - the site and the year that a picture of a plant shows, with its months.
 *
 * Energies, hours and water are means over the replications, as in the reports; hours of the day, spans of
 * load and of air come from the replications kept in detail alone, and panels say how many those are.
 *
 * Owns: all in the arena of the source.
 */
#ifndef REPORT_PLANT_SHEET_H
#define REPORT_PLANT_SHEET_H

#include "report/plant_log.h"
#include "report/plot.h"

struct plant_sheet {
    const struct source *source;
    int64_t site;
    int year;                                 /* shown; 0: the site never has load, or no logbook */
    bool full;                                /* all of the year is simulated */
    int64_t from, to;                         /* ticks of the year shown */
    struct plant_log log;                     /* by month */
    const struct plant_period *const *months; /* of the site, all of the time */
    int month_count;
    struct plant_log by_year;
    const struct plant_period *const *years; /* of the site */
    int year_count;
    const struct plant_period *shown; /* the year shown; NULL: none */
    int detailed;                     /* replications kept in detail, of those chosen */
};

/* The site and year that REQUEST asks for; for year 0 the last full one with load, or the last with any. */
struct plant_sheet plant_sheet_load(const struct plot_request *request);

/* Months of the year shown, *FIRST and how many. */
int plant_sheet_months(const struct plant_sheet *sheet, int *first);

/* "mean of 30 replications": what means of months and years stand for. */
const char *plant_sheet_basis(const struct plant_sheet *sheet);

/* "mean of the 10 replications kept in detail": the same of hours of the day and of spans. */
const char *plant_sheet_detail(const struct plant_sheet *sheet);

/* Why a panel on the TABLE (and its COLUMN, unless NULL) shows nothing; NULL when it can. */
const char *plant_sheet_lacks(const struct plant_sheet *sheet, const char *table, const char *column);

/* The same of a panel on months and years. */
const char *plant_sheet_lacks_months(const struct plant_sheet *sheet);

/* A query with ?3 the site, ?4 and ?5 the first tick of the year shown and of the next, over the chosen runs.
 */
struct cursor *plant_sheet_query(const struct plant_sheet *sheet, const char *query);

/* "12,345.6": VALUE with DECIMALS. */
const char *plant_sheet_number(const struct plant_sheet *sheet, double value, int decimals);

/* "Jan" ... "Dec". */
extern const char *const plant_sheet_month_names[12];

#endif
