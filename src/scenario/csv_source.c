/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/csv_source.h"

#include <string.h>

enum { COLUMNS_MAX = 1000 };

struct reading {
    const struct text_file *file;
    const char *at;
    struct arena *arena;
    struct diag *diag;
    struct csv_cell *cells;
    size_t count, capacity;
    int line; /* where AT stands */
    const char *line_start;
};

static struct span place(const struct reading *reading, const char *from, size_t length)
{
    return (struct span){.file = reading->file->path,
                         .text = reading->file->text,
                         .line = reading->line,
                         .column = (int)(from - reading->line_start) + 1,
                         .length = length ? (int)length : 1};
}

static bool ends_line(char c)
{
    return c == '\0' || c == '\n' || c == '\r';
}

static void skip_blanks(struct reading *reading)
{
    reading->at += strspn(reading->at, " \t");
}

/* Steps over the end of a line; a CR alone ends one too, but the places of text_file know only LF. */
static void next_line(struct reading *reading)
{
    if (reading->at[0] == '\r' && reading->at[1] == '\n')
        reading->at++;
    if (*reading->at)
        reading->at++;
    reading->line++;
    reading->line_start = reading->at;
}

static bool read_quoted(struct reading *reading, struct csv_cell *cell)
{
    const char *open = reading->at++;
    char *text = arena_alloc(reading->arena, strcspn(reading->at, "\r\n") + 1), *end = text;
    for (;;) {
        if (ends_line(*reading->at)) {
            diag_error(reading->diag, place(reading, open, 1), "this quote is not closed on its line");
            return false;
        }
        if (reading->at[0] == '"' && reading->at[1] != '"')
            break;
        reading->at += reading->at[0] == '"';
        *end++ = *reading->at++;
    }
    reading->at++;
    *end = '\0';
    cell->text = text;
    cell->span = place(reading, open + 1, (size_t)(reading->at - open) - 2);
    skip_blanks(reading);
    if (*reading->at == ',' || ends_line(*reading->at))
        return true;
    diag_error(reading->diag, place(reading, reading->at, 1), "after a closing quote comes a comma");
    diag_note(reading->diag, "a quote inside of quotes is written twice");
    return false;
}

static void read_plain(struct reading *reading, struct csv_cell *cell)
{
    size_t length = strcspn(reading->at, ",\r\n"), kept = length;
    while (kept && strchr(" \t", reading->at[kept - 1]))
        kept--;
    cell->text = arena_strndup(reading->arena, reading->at, kept);
    cell->span = place(reading, reading->at, kept);
    reading->at += length;
}

static bool read_cell(struct reading *reading)
{
    reading->cells = arena_grow(reading->arena, reading->cells, reading->count, &reading->capacity,
                                sizeof *reading->cells);
    struct csv_cell *cell = &reading->cells[reading->count++];
    skip_blanks(reading);
    if (*reading->at == '"')
        return read_quoted(reading, cell);
    read_plain(reading, cell);
    return true;
}

/* One row; *CELLS becomes how many it has, 0 for an empty line. */
static bool read_row(struct reading *reading, size_t *cells)
{
    *cells = 0;
    skip_blanks(reading);
    if (ends_line(*reading->at)) {
        next_line(reading);
        return true;
    }
    for (;;) {
        if (!read_cell(reading))
            return false;
        if (++*cells > COLUMNS_MAX)
            return diag_error(reading->diag, place(reading, reading->at, 1), "a row has more than %d cells",
                              COLUMNS_MAX);
        if (*reading->at != ',')
            break;
        reading->at++;
    }
    next_line(reading);
    return true;
}

static bool check_width(const struct reading *reading, const struct csv_table *table, size_t cells)
{
    if (cells == table->column_count)
        return true;
    const struct csv_cell *first = &reading->cells[reading->count - cells];
    diag_error(reading->diag, first->span, "this row has %zu cells, and the first line has %zu", cells,
               table->column_count);
    return false;
}

bool csv_source_read(struct csv_table *table, const struct text_file *file, struct arena *arena,
                     struct diag *diag)
{
    struct reading reading = {
        .file = file, .at = file->text, .arena = arena, .diag = diag, .line = 1, .line_start = file->text};
    *table = (struct csv_table){0};
    bool good = true;
    while (*reading.at) {
        size_t cells;
        if (!read_row(&reading, &cells))
            return false;
        if (!cells)
            continue;
        if (!table->row_count)
            table->column_count = cells;
        good &= check_width(&reading, table, cells);
        table->row_count++;
    }
    table->cells = reading.cells;
    if (!table->row_count)
        return diag_error(diag, (struct span){.file = file->path},
                          "the table is empty: its first line names the columns");
    return good;
}

const struct csv_cell *csv_source_cell(const struct csv_table *table, size_t row, size_t column)
{
    return &table->cells[row * table->column_count + column];
}
