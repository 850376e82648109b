/* SPDX-License-Identifier: Apache-2.0 */
/*
 * table - rows and columns on their way to a reader: a person, a spreadsheet or a program.
 *
 * One table, three printers: aligned text, CSV (RFC 4180) and JSON.  A column has a machine name that never
 * changes and a heading for people.  Numbers are kept in full; only the text printer rounds them.  Totals
 * are shown to people, and to programs apart from the rows, so that nobody sums them twice.
 *
 * Owns: everything lies in the arena; texts are copied.
 * Errors: none; whoever owns the stream checks it after printing.
 */
#ifndef BASE_TABLE_H
#define BASE_TABLE_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum table_align { TABLE_LEFT, TABLE_RIGHT };

enum { TABLE_DECIMALS_AUTO = -1 }; /* up to six significant digits */

/* Borrowed constants.  Every column that leaves out the rest is left-aligned text. */
struct table_column {
    const char *name;    /* for programs: "it_energised" */
    const char *heading; /* for people: "IT energised"; NULL takes the name */
    const char *unit;    /* that numbers are shown in, known to quantity if table_put_si is used; or NULL */
    enum table_align align;
    int decimals;  /* of numbers in text, or TABLE_DECIMALS_AUTO */
    bool grouped;  /* thousands set apart by commas in text */
    int max_width; /* of wrapped text; 0 is 48 */
};

enum table_cell_kind { TABLE_BLANK, TABLE_TEXT, TABLE_NUMBER, TABLE_INTEGER };

struct table_cell {
    enum table_cell_kind kind;
    const char *text;
    double number;
    int64_t integer;
};

struct table_row {
    struct table_cell *cells; /* one per column */
    bool total;
    bool ruled; /* a line above it in text */
};

/* Read it freely (workbooks, pages); change it only by the functions below. */
struct table {
    struct arena *arena;
    const char *name;
    const char *title;
    const struct table_column *columns;
    int column_count;
    struct table_row *rows;
    size_t row_count, row_capacity;
    const char **notes;
    size_t note_count, note_capacity;
    int next; /* column that the next put fills */
};

/* An empty table with COLUMN_COUNT columns, which it borrows; TITLE may be NULL. */
struct table *table_new(struct arena *arena, const char *name, const char *title,
                        const struct table_column *columns, int column_count);

/* Opens the next row, all blank; the puts then fill it from the left.  A total row has a line above it. */
void table_add_row(struct table *table);
void table_add_total(struct table *table);

/* A line in text between the last row and the next. */
void table_add_rule(struct table *table);

/* A sentence below the table: what a mark means, what was left out. */
void table_add_note(struct table *table, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Fill the next cell of the last row; NULL text and NaN count as blank. */
void table_put_text(struct table *table, const char *text);
void table_put_number(struct table *table, double number);
void table_put_integer(struct table *table, int64_t integer);
void table_put_blank(struct table *table);

/* A value in SI, kept in the column's unit. */
void table_put_si(struct table *table, double si);

/* The date of a tick, "YYYY-MM-DD". */
void table_put_date(struct table *table, int64_t tick);

enum table_format { TABLE_FORMAT_TEXT, TABLE_FORMAT_CSV, TABLE_FORMAT_JSON };

/* The format called "text", "csv" or "json"; false for another name. */
bool table_format_find(enum table_format *format, const char *name);

/* How to print; all zero is plain text as wide as it gets. */
struct table_style {
    enum table_format format;
    int width;       /* of the page in columns, 0 for no limit: headings, texts and notes wrap to fit */
    bool whole_rows; /* texts stay on their line, however wide: for grep */
};

/*
 * Prints COUNT tables as one document.
 *   text  title, headings, units, rows, totals, notes; a blank line between tables; long texts wrap at
 *         blanks, or after ".-/"; a blank cell of a right-aligned column is "-"
 *   CSV   header "name [unit]", rows without totals, lines end CR LF; a blank line between tables
 *   JSON  {"format":1,"tables":[{"name","title","columns":[{"name","heading","unit"}],
 *         "rows":[{NAME: VALUE, ...}],"totals":[...],"notes":[...]}]}; blanks and infinities are null
 */
void table_print(const struct table *const *tables, size_t count, struct table_style style, FILE *stream);

#endif
