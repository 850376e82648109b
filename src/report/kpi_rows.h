/* SPDX-License-Identifier: Apache-2.0 */
/*
 * kpi_rows - whole-run figures of many metrics in one table: quantiles and the interval of the median.
 */
#ifndef REPORT_KPI_ROWS_H
#define REPORT_KPI_ROWS_H

#include "report/report.h"

struct kpi_row {
    const char *metric, *label;
};

/*
 * A table of the COUNT rows for each entity of SCOPE ("campus", "site", "party"); metrics that the file does
 * not hold are named in a note.
 */
void kpi_rows_show(struct report_request *request, const char *name, const char *title, const char *scope,
                   const struct kpi_row *rows, int count);

/* The same for every metric whose name begins with PREFIX ("power."), in the order of the file. */
void kpi_rows_family(struct report_request *request, const char *name, const char *title, const char *scope,
                     const char *prefix);

#endif
