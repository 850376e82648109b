/* SPDX-License-Identifier: Apache-2.0 */
#include "base/quantity.h"
#include "base/table_print.h"
#include "base/utf8.h"

#include <ctype.h>
#include <inttypes.h>
#include <math.h>
#include <string.h>

enum { GAP = 2, WIDEST_TEXT = 48, NARROWEST_TEXT = 12, SHORT_HEADING = 12 };

/* One table on its way to one page; everything lies in an arena of its own. */
struct page {
    struct arena *arena;
    const struct table *table;
    FILE *stream;
    size_t *width;      /* by column */
    const char **texts; /* of the row being printed */
    size_t pending;     /* blanks owed before the next text: none trail on a line */
};

static const char *grouped(struct arena *arena, const char *digits)
{
    size_t start = strspn(digits, "-"), whole = strspn(digits + start, "0123456789");
    char *out = arena_alloc(arena, 2 * strlen(digits) + 1), *at = out;
    if (digits[start + whole] == 'e') {
        return digits;
    }
    for (size_t i = 0; digits[i]; i++) {
        if (i > start && i < start + whole && (start + whole - i) % 3 == 0) {
            *at++ = ',';
        }
        *at++ = digits[i];
    }
    return out;
}

static const char *number_text(struct arena *arena, const struct table_column *column, double number)
{
    const char *text;
    if (!isfinite(number)) {
        return number > 0 ? "inf" : "-inf";
    }
    if (column->decimals == TABLE_DECIMALS_AUTO) {
        text = quantity_format(arena, number, "", 6);
    } else {
        text = arena_printf(arena, "%.*f", column->decimals, number);
    }
    if (text[0] == '-' && !strpbrk(text, "123456789")) {
        text++; /* rounded to nothing */
    }
    return column->grouped ? grouped(arena, text) : text;
}

/* Control characters would move the cursor; a line break stays, as a place to break. */
static const char *harmless(struct arena *arena, const char *text)
{
    char *copy = arena_strdup(arena, text);
    for (char *at = copy; *at; at++) {
        if ((unsigned char)*at < 0x20 || *at == 0x7F) {
            *at = *at == '\n' ? '\n' : ' ';
        }
    }
    return copy;
}

static const char *cell_text(struct page *page, int column, const struct table_row *row)
{
    const struct table_cell *cell = &row->cells[column];
    const struct table_column *how = &page->table->columns[column];
    switch (cell->kind) {
    case TABLE_TEXT: return harmless(page->arena, cell->text);
    case TABLE_NUMBER: return number_text(page->arena, how, cell->number);
    case TABLE_INTEGER: {
        const char *digits = arena_printf(page->arena, "%" PRId64, cell->integer);
        return how->grouped ? grouped(page->arena, digits) : digits;
    }
    case TABLE_BLANK: break;
    }
    return how->align == TABLE_RIGHT && !row->total ? "-" : "";
}

static const char *heading(const struct table_column *column)
{
    return column->heading ? column->heading : column->name;
}

/* Bytes of TEXT up to its last mark of MARKS within LENGTH; 0 where there is none. */
static size_t break_before(const char *text, size_t length, const char *marks)
{
    while (length > 0 && !strchr(marks, text[length - 1])) {
        length--;
    }
    return length;
}

/* Bytes of the next line of REST, at most WIDTH wide; *SKIPPED are the bytes until the line after it. */
static size_t line_length(const char *rest, size_t width, size_t *skipped)
{
    size_t whole = strcspn(rest, "\n");
    size_t length = utf8_fit(rest, whole, width);
    if (length == 0 && whole > 0) {
        uint32_t code; /* a character wider than the column */
        length = utf8_decode(rest, whole, &code);
    }
    if (length < whole && rest[length] != ' ') {
        size_t cut = break_before(rest, length, " ");
        cut = cut > 0 ? cut : break_before(rest, length, ".-/");
        length = cut > 0 ? cut : length;
    }
    *skipped = length;
    while (rest[*skipped] == ' ') {
        ++*skipped;
    }
    *skipped += rest[*skipped] == '\n';
    while (length > 0 && rest[length - 1] == ' ') {
        length--;
    }
    return length;
}

static size_t line_count(const char *text, size_t width)
{
    size_t count = 0;
    for (size_t skipped; *text; text += skipped) {
        line_length(text, width, &skipped);
        count++;
    }
    return count;
}

static void print_piece(struct page *page, int column, const char *text, size_t length)
{
    size_t width = utf8_width(text, length);
    size_t blanks = page->width[column] > width ? page->width[column] - width : 0;
    bool right = page->table->columns[column].align == TABLE_RIGHT;
    page->pending += right ? blanks : 0;
    if (length > 0) {
        fprintf(page->stream, "%*s", (int)page->pending, "");
        fwrite(text, 1, length, page->stream);
        page->pending = 0;
    }
    page->pending += right ? 0 : blanks;
    page->pending += GAP;
}

/* Prints page->texts, wrapped; short ones stand at the top, or at the bottom for headings. */
static void print_row(struct page *page, bool bottom)
{
    size_t lines = 1;
    for (int i = 0; i < page->table->column_count; i++) {
        size_t count = line_count(page->texts[i], page->width[i]);
        lines = count > lines ? count : lines;
    }
    for (size_t line = 0; line < lines; line++) {
        page->pending = 0;
        for (int i = 0; i < page->table->column_count; i++) {
            size_t left = line_count(page->texts[i], page->width[i]), skipped = 0, length = 0;
            const char *text = page->texts[i];
            if (left > 0 && (!bottom || lines - line <= left)) {
                length = line_length(text, page->width[i], &skipped);
                page->texts[i] += skipped;
            }
            print_piece(page, i, text, length);
        }
        fputc('\n', page->stream);
    }
}

static void print_rule(struct page *page)
{
    for (int i = 0; i < page->table->column_count; i++) {
        fprintf(page->stream, "%*s", i > 0 ? GAP : 0, "");
        for (size_t j = 0; j < page->width[i]; j++) {
            fputc('-', page->stream);
        }
    }
    fputc('\n', page->stream);
}

static size_t larger(size_t a, size_t b)
{
    return a > b ? a : b;
}

/* A long heading may wrap, but its words and the unit stay whole. */
static size_t heading_least(const struct table_column *column)
{
    size_t width = column->unit ? utf8_width(column->unit, strlen(column->unit)) : 0;
    for (const char *word = heading(column); *word; word += strspn(word, " ")) {
        size_t length = strcspn(word, " ");
        width = larger(width, utf8_width(word, length));
        word += length;
    }
    return larger(width, 1);
}

/* A short one wraps only where the page is too narrow. */
static size_t heading_width(const struct table_column *column)
{
    size_t whole = utf8_width(heading(column), strlen(heading(column)));
    return larger(heading_least(column), whole <= SHORT_HEADING ? whole : 1);
}

/* The widest line of a cell; texts beyond the column's limit will wrap to it. */
static size_t content_width(struct page *page, int column)
{
    const struct table_column *how = &page->table->columns[column];
    size_t widest = 0, limit = how->max_width > 0 ? (size_t)how->max_width : WIDEST_TEXT;
    for (size_t row = 0; row < page->table->row_count; row++) {
        const struct table_row *from = &page->table->rows[row];
        const char *text = cell_text(page, column, from);
        for (const char *at = text; *at; at += *at == '\n') {
            size_t length = strcspn(at, "\n"), width = utf8_width(at, length);
            bool wraps = from->cells[column].kind == TABLE_TEXT && width > limit;
            widest = larger(widest, wraps ? limit : width);
            at += length;
        }
    }
    return widest;
}

static bool holds_text(const struct table *table, int column)
{
    bool any = false;
    for (size_t row = 0; row < table->row_count; row++) {
        enum table_cell_kind kind = table->rows[row].cells[column].kind;
        if (kind == TABLE_NUMBER || kind == TABLE_INTEGER) {
            return false;
        }
        any |= kind == TABLE_TEXT;
    }
    return any;
}

/* What a column keeps on a narrow page: its figures and the words of its heading, or a readable text. */
static size_t least_width(struct page *page, int column)
{
    size_t content = content_width(page, column);
    if (holds_text(page->table, column) && content > NARROWEST_TEXT) {
        content = NARROWEST_TEXT;
    }
    return larger(content, heading_least(&page->table->columns[column]));
}

static size_t page_width(const struct page *page)
{
    size_t total = (size_t)(page->table->column_count - 1) * GAP;
    for (int i = 0; i < page->table->column_count; i++) {
        total += page->width[i];
    }
    return total;
}

/* Takes columns off headings that stand beyond what is below them, until LIMIT is kept. */
static void narrow_headings(struct page *page, size_t limit)
{
    size_t total = page_width(page);
    for (int i = 0; total > limit && i < page->table->column_count; i++) {
        size_t least = larger(content_width(page, i), heading_least(&page->table->columns[i]));
        size_t spare = page->width[i] > least ? page->width[i] - least : 0;
        size_t taken = spare < total - limit ? spare : total - limit;
        page->width[i] -= taken;
        total -= taken;
    }
}

/* Takes columns off the widest text until LIMIT is kept, or no text is wide enough to give. */
static void narrow_texts(struct page *page, size_t limit)
{
    int count = page->table->column_count;
    size_t *least = arena_array(page->arena, (size_t)count, sizeof *least);
    for (int i = 0; i < count; i++) {
        least[i] = least_width(page, i);
    }
    for (size_t total = page_width(page); total > limit; total--) {
        int widest = -1;
        for (int i = 0; i < count; i++) {
            if (page->width[i] > least[i] && (widest < 0 || page->width[i] > page->width[widest])) {
                widest = i;
            }
        }
        if (widest < 0) {
            return;
        }
        page->width[widest]--;
    }
}

static void print_note(struct page *page, const char *note, size_t limit)
{
    for (size_t skipped; *note; note += skipped) {
        size_t length = line_length(note, limit, &skipped);
        fwrite(note, 1, length, page->stream);
        fputc('\n', page->stream);
    }
}

static void print_head(struct page *page)
{
    const struct table *table = page->table;
    bool units = false;
    for (int i = 0; i < table->column_count; i++) {
        page->texts[i] = heading(&table->columns[i]);
        units |= table->columns[i].unit && table->columns[i].unit[0];
    }
    print_row(page, true);
    for (int i = 0; units && i < table->column_count; i++) {
        page->texts[i] = table->columns[i].unit ? table->columns[i].unit : "";
    }
    if (units) {
        print_row(page, false);
    }
    print_rule(page);
}

void table_print_text(const struct table *table, struct table_style style, FILE *stream)
{
    size_t width = style.width > 0 ? (size_t)style.width : SIZE_MAX;
    struct page page = {.arena = arena_new(), .table = table, .stream = stream};
    size_t columns = (size_t)table->column_count;
    page.width = arena_array(page.arena, columns, sizeof *page.width);
    page.texts = arena_array(page.arena, columns, sizeof *page.texts);
    for (int i = 0; i < table->column_count; i++) {
        page.width[i] = larger(content_width(&page, i), heading_width(&table->columns[i]));
    }
    narrow_headings(&page, width);
    if (!style.whole_rows) {
        narrow_texts(&page, width);
    }
    if (table->title) {
        fprintf(stream, "%s\n", harmless(page.arena, table->title));
    }
    print_head(&page);
    for (size_t row = 0; row < table->row_count; row++) {
        if (table->rows[row].ruled) {
            print_rule(&page);
        }
        for (int i = 0; i < table->column_count; i++) {
            page.texts[i] = cell_text(&page, i, &table->rows[row]);
        }
        print_row(&page, false);
    }
    for (size_t i = 0; i < table->note_count; i++) {
        print_note(&page, harmless(page.arena, table->notes[i]), width);
    }
    arena_free(page.arena);
}
