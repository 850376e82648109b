/* SPDX-License-Identifier: Apache-2.0 */
#include "base/table_print.h"
#include "base/utf8.h"

#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The shortest decimal that reads back as NUMBER, which is finite. */
static char *shortest(double number, char out[TABLE_PRINT_NUMBER_SIZE])
{
    for (int digits = 15; digits <= 17; digits++) {
        snprintf(out, TABLE_PRINT_NUMBER_SIZE, "%.*g", digits, number);
        if (strtod(out, NULL) == number) {
            break;
        }
    }
    return out;
}

static void csv_text(const char *text, FILE *stream)
{
    if (!strpbrk(text, ",\"\r\n")) {
        fputs(text, stream);
        return;
    }
    fputc('"', stream);
    for (; *text; text++) {
        fputs(*text == '"' ? "\"" : "", stream);
        fputc(*text, stream);
    }
    fputc('"', stream);
}

static void csv_cell(const struct table_cell *cell, FILE *stream)
{
    char number[TABLE_PRINT_NUMBER_SIZE];
    switch (cell->kind) {
    case TABLE_BLANK: break;
    case TABLE_TEXT: csv_text(cell->text, stream); break;
    case TABLE_INTEGER: fprintf(stream, "%" PRId64, cell->integer); break;
    case TABLE_NUMBER:
        if (isfinite(cell->number)) {
            fputs(shortest(cell->number, number), stream);
        }
        break;
    }
}

static bool has_unit(const struct table_column *column)
{
    return column->unit && column->unit[0] != '\0';
}

void table_print_csv(const struct table *table, FILE *stream)
{
    for (int i = 0; i < table->column_count; i++) {
        const struct table_column *column = &table->columns[i];
        char header[200];
        snprintf(header, sizeof header, "%s%s%s%s", column->name, has_unit(column) ? " [" : "",
                 has_unit(column) ? column->unit : "", has_unit(column) ? "]" : "");
        fputs(i > 0 ? "," : "", stream);
        csv_text(header, stream);
    }
    fputs("\r\n", stream);
    for (size_t row = 0; row < table->row_count; row++) {
        if (table->rows[row].total) {
            continue;
        }
        for (int i = 0; i < table->column_count; i++) {
            fputs(i > 0 ? "," : "", stream);
            csv_cell(&table->rows[row].cells[i], stream);
        }
        fputs("\r\n", stream);
    }
}

/* TEXT as a JSON string with its quotes; bytes that are no UTF-8 become U+FFFD. */
static void print_json_text(const char *text, FILE *stream)
{
    size_t size = strlen(text);
    uint32_t code;
    fputc('"', stream);
    for (size_t at = 0, length; at < size; at += length) {
        length = utf8_decode(text + at, size - at, &code);
        if (code == '"' || code == '\\') {
            fprintf(stream, "\\%c", (int)code);
        } else if (code == '\n') {
            fputs("\\n", stream);
        } else if (code == '\t') {
            fputs("\\t", stream);
        } else if (code < 0x20 || code == 0x7F || (code == 0xFFFD && length == 1)) {
            fprintf(stream, "\\u%04x", (unsigned)code);
        } else {
            fwrite(text + at, 1, length, stream);
        }
    }
    fputc('"', stream);
}

static void json_cell(const struct table_cell *cell, FILE *stream)
{
    char number[TABLE_PRINT_NUMBER_SIZE];
    switch (cell->kind) {
    case TABLE_BLANK: fputs("null", stream); break;
    case TABLE_TEXT: print_json_text(cell->text, stream); break;
    case TABLE_INTEGER: fprintf(stream, "%" PRId64, cell->integer); break;
    case TABLE_NUMBER: fputs(isfinite(cell->number) ? shortest(cell->number, number) : "null", stream); break;
    }
}

static void json_rows(const struct table *table, bool total, FILE *stream)
{
    const char *joint = "\n  ";
    for (size_t row = 0; row < table->row_count; row++) {
        if (table->rows[row].total != total) {
            continue;
        }
        fputs(joint, stream);
        for (int i = 0; i < table->column_count; i++) {
            fputc(i > 0 ? ',' : '{', stream);
            print_json_text(table->columns[i].name, stream);
            fputc(':', stream);
            json_cell(&table->rows[row].cells[i], stream);
        }
        fputc('}', stream);
        joint = ",\n  ";
    }
}

static void json_columns(const struct table *table, FILE *stream)
{
    for (int i = 0; i < table->column_count; i++) {
        const struct table_column *column = &table->columns[i];
        fputs(i > 0 ? ",\n  {\"name\":" : "\n  {\"name\":", stream);
        print_json_text(column->name, stream);
        fputs(",\"heading\":", stream);
        print_json_text(column->heading ? column->heading : column->name, stream);
        fputs(",\"unit\":", stream);
        print_json_text(column->unit ? column->unit : "", stream);
        fputc('}', stream);
    }
}

void table_print_json(const struct table *table, FILE *stream)
{
    fputs("{\"name\":", stream);
    print_json_text(table->name, stream);
    fputs(",\"title\":", stream);
    print_json_text(table->title ? table->title : "", stream);
    fputs(",\n \"columns\":[", stream);
    json_columns(table, stream);
    fputs("],\n \"rows\":[", stream);
    json_rows(table, false, stream);
    fputs("],\n \"totals\":[", stream);
    json_rows(table, true, stream);
    fputs("],\n \"notes\":[", stream);
    for (size_t i = 0; i < table->note_count; i++) {
        fputs(i > 0 ? "," : "", stream);
        print_json_text(table->notes[i], stream);
    }
    fputs("]}", stream);
}
