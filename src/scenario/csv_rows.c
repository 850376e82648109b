/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/csv_rows.h"

#include "scenario/csv_source.h"
#include "scenario/draft.h"
#include "scenario/suggest.h"

#include <string.h>

static const char reserved[] = "id|label|remove";
static const char evidence[] = "source|date|grade";

/* What a column sets: NAME of the element itself, or of its child. */
struct column {
    const char *child; /* or NULL */
    const char *name;  /* NULL: without meaning, and told */
    struct span span;
};

struct rows {
    struct csv_table table;
    struct column *columns;
    const struct kind *kind;
    struct arena *arena;
    struct diag *diag;
};

static bool is_known(const struct kind *kind, const char *name, bool child)
{
    int field = kind_field(kind, name);
    if (field >= 0)
        return child ? draft_is_child_field(&kind->fields[field])
                     : kind->fields[field].type != FIELD_CONDITION;
    return !child && (field_list_has(reserved, name, NULL) ||
                      ((kind->flags & KIND_CATALOGUE) && field_list_has(evidence, name, NULL)));
}

static void unknown_column(const struct rows *rows, const struct csv_cell *cell)
{
    struct suggest_list names = {0};
    for (int i = 0; i < rows->kind->field_count; i++)
        suggest_add(&names, rows->kind->fields[i].name, rows->arena);
    suggest_add_choices(&names, reserved, rows->arena);
    diag_error(rows->diag, cell->span, "<%s> has no attribute '%s'", rows->kind->name, cell->text);
    if (rows->table.column_count == 1 && strpbrk(cell->text, ";\t"))
        diag_note(rows->diag, "columns are parted by commas");
    else
        suggest_any(&names, cell->text, "it has", rows->diag);
}

static void read_column(struct rows *rows, size_t index)
{
    const struct csv_cell *cell = csv_source_cell(&rows->table, 0, index);
    struct column *column = &rows->columns[index];
    const char *slash = strchr(cell->text, '/');
    if (slash)
        column->child = arena_strndup(rows->arena, cell->text, (size_t)(slash - cell->text));
    column->span = cell->span;
    if (!is_known(rows->kind, column->child ? column->child : cell->text, slash != NULL) ||
        (slash && !slash[1])) {
        unknown_column(rows, cell);
        return;
    }
    column->name = slash ? slash + 1 : cell->text;
    for (size_t i = 0; i < index; i++)
        if (strcmp(csv_source_cell(&rows->table, 0, i)->text, cell->text) == 0) {
            diag_error(rows->diag, cell->span, "the column '%s' stands here twice", cell->text);
            column->name = NULL;
            return;
        }
}

static void set_cell(const struct rows *rows, struct element *element, const struct column *column,
                     const struct csv_cell *cell)
{
    struct element *target = element;
    if (!column->name || !cell->text[0])
        return;
    if (column->child) {
        target = element_child(element->first, column->child);
        if (!target) {
            target = element_new(rows->arena, column->child, cell->span);
            element_append(element, target);
        }
    }
    const struct attribute attribute = {
        .name = column->name, .value = cell->text, .span = cell->span, .name_span = column->span};
    element_set(target, attribute, rows->arena);
}

void csv_rows_append(struct element *parent, const struct kind *kind, const struct text_file *file,
                     struct arena *arena, struct diag *diag)
{
    struct rows rows = {.kind = kind, .arena = arena, .diag = diag};
    if (!csv_source_read(&rows.table, file, arena, diag))
        return;
    rows.columns = arena_array(arena, rows.table.column_count, sizeof *rows.columns);
    for (size_t i = 0; i < rows.table.column_count; i++)
        read_column(&rows, i);
    for (size_t row = 1; row < rows.table.row_count; row++) {
        struct element *element = element_new(arena, kind->name, csv_source_cell(&rows.table, row, 0)->span);
        for (size_t i = 0; i < rows.table.column_count; i++)
            set_cell(&rows, element, &rows.columns[i], csv_source_cell(&rows.table, row, i));
        element_append(parent, element);
    }
}
