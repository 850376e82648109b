/* SPDX-License-Identifier: Apache-2.0 */
/*
 * calibrate_tables - what `calibrate` answers, as tables.
 */
#ifndef CLI_CALIBRATE_TABLES_H
#define CLI_CALIBRATE_TABLES_H

#include "base/table.h"
#include "study/calibrate.h"

enum { CALIBRATE_TABLES = 5 };

/* Fills TABLES with the readings, agreement, energy, figures and their correlations; returns how many. */
int calibrate_tables_make(const struct calibrate *result, const struct calibrate_request *request,
                          const struct table *tables[CALIBRATE_TABLES], struct arena *arena);

/* Name and unit of a figure, for people. */
const char *calibrate_figure_name(enum site_figure figure);
const char *calibrate_figure_unit(enum site_figure figure);

#endif
