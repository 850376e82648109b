/* SPDX-License-Identifier: Apache-2.0 */
/*
 * yearly - a table of one entity's metrics by calendar year, declared by its columns.
 *
 * Sums and energies are means over the replications, so that rows and columns add up; all else are medians.
 */
#ifndef REPORT_YEARLY_H
#define REPORT_YEARLY_H

#include "report/report.h"
#include "report/trace.h"

enum yearly_how {
    YEARLY_END,    /* state at the end of the year */
    YEARLY_SUM,    /* of a counter */
    YEARLY_MEAN,   /* over time, or weighted by the column WEIGHT */
    YEARLY_PEAK,   /* largest sample */
    YEARLY_ENERGY, /* a mean in MW x hours: MWh */
    YEARLY_REST,   /* the first YEARLY_SUM column less those behind it and all energies: what is left of it */
};

struct yearly_column {
    const char *metric; /* NULL for YEARLY_REST */
    enum yearly_how how;
    const char *weight; /* metric that weighs a mean; NULL: time */
    struct table_column column;
};

enum { YEARLY_COLUMNS_MAX = 16 };

/*
 * A table of the COUNT columns, a row for each year of each entity of SCOPE and, where WHOLE, of the campus
 * too; metrics that the file does not hold leave blanks and are named in a note.  Returns it for more notes.
 */
struct table *yearly_show(struct report_request *request, const char *name, const char *title,
                          const char *scope, bool whole, const struct yearly_column *columns, int count);

#endif
