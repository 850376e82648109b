/* SPDX-License-Identifier: Apache-2.0 */
/*
 * csv_source - rows and cells of a CSV file (RFC 4180), each cell with its place.
 *
 * Commas part cells, "..." quotes with "" for a quote inside; lines end as they like (LF, CRLF, CR).
 * Blanks around a cell are taken off, empty lines passed over.  Every row has as many cells as the
 * first.
 */
#ifndef SCENARIO_CSV_SOURCE_H
#define SCENARIO_CSV_SOURCE_H

#include "scenario/text_file.h"

struct csv_cell {
    const char *text; /* "" for an empty cell */
    struct span span;
};

struct csv_table {
    struct csv_cell *cells; /* row by row; the first row is the header */
    size_t row_count, column_count;
};

/* The cells of FILE, at least a header; false with errors. */
bool csv_source_read(struct csv_table *table, const struct text_file *file, struct arena *arena,
                     struct diag *diag);

/* The cell in ROW (0: the header) and COLUMN. */
const struct csv_cell *csv_source_cell(const struct csv_table *table, size_t row, size_t column);

#endif
