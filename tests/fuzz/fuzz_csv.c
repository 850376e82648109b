/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_csv - tables of any bytes: as elements, hours and readings of meters, read or refused with an error.
 */
#include "scenario/csv_rows.h"
#include "scenario/csv_source.h"
#include "scenario/hourly_csv.h"
#include "scenario/meter_csv.h"
#include "scenario/xml_text.h"
#include "schedule/activity.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void insist(bool fact)
{
    if (!fact)
        abort();
}

static void try_cells(const struct text_file *file, struct arena *arena)
{
    struct diag *diag = diag_new(arena);
    struct csv_table table;
    if (!csv_source_read(&table, file, arena, diag)) {
        insist(diag_error_count(diag) > 0);
        return;
    }
    for (size_t row = 0; row < table.row_count; row++)
        for (size_t column = 0; column < table.column_count; column++) {
            const struct csv_cell *cell = csv_source_cell(&table, row, column);
            insist(cell->text && cell->span.line >= 1 && cell->span.column >= 1);
        }
}

static void try_rows(const struct text_file *file, struct arena *arena)
{
    struct element root = {.name = "root"};
    csv_rows_append(&root, &schedule_activity_kind, file, arena, diag_new(arena));
    insist(xml_text_canonical(&root, arena) != NULL);
}

static void try_hours(const struct text_file *file, struct arena *arena)
{
    struct diag *diag = diag_new(arena);
    struct hourly *hourly = hourly_csv_read(file, arena, diag);
    insist((hourly != NULL) == (diag_error_count(diag) == 0));
    for (int column = 0; hourly && column < HOURLY_COLUMN_COUNT; column++)
        for (int row = 0; hourly->columns[column] && row < hourly->row_count; row++)
            insist(!isnan(hourly->columns[column][row]));
}

static void try_meters(const struct text_file *file, struct arena *arena)
{
    struct diag *diag = diag_new(arena);
    struct meter *meter = meter_csv_read(file, (struct meter_zone){true, 0}, arena, diag);
    insist((meter != NULL) == (diag_error_count(diag) == 0));
    for (int row = 1; meter && row < meter->row_count; row++)
        insist(meter->tick[row] > meter->tick[row - 1]);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct arena *arena; /* kept between inputs: making one costs more than an input */
    if (!arena)
        arena = arena_new();
    arena_reset(arena);
    const char *text = arena_strndup(arena, (const char *)bytes, size);
    struct text_file *file = text_file_of("input.csv", text, size, arena, diag_new(arena));
    if (!file)
        return 0;
    try_cells(file, arena);
    try_rows(file, arena);
    try_hours(file, arena);
    try_meters(file, arena);
    return 0;
}
