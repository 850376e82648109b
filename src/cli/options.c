/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/options.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Where the reading stands. */
struct reading {
    const struct option_row *rows;
    unsigned char *values;
    struct arena *arena;
    char **next; /* the argument after the one being read */
    struct diag *diag;
};

enum { WORD_MAX = 63 };

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Levenshtein distance, one row at a time; both words at most WORD_MAX long. */
static size_t distance(const char *a, const char *b)
{
    size_t row[WORD_MAX + 1], width = strlen(b);
    for (size_t j = 0; j <= width; j++)
        row[j] = j;
    for (size_t i = 1; a[i - 1]; i++) {
        size_t corner = row[0];
        row[0] = i;
        for (size_t j = 1; j <= width; j++) {
            size_t above = row[j];
            row[j] = least(least(above, row[j - 1]) + 1, corner + (a[i - 1] != b[j - 1]));
            corner = above;
        }
    }
    return row[width];
}

const char *options_nearest(const char *word, const char *const *names, size_t count)
{
    if (strlen(word) > WORD_MAX)
        return NULL;
    const char *nearest = NULL;
    size_t best = 1 + strlen(word) / 3;
    for (size_t i = 0; i < count; i++) {
        size_t found = strlen(names[i]) > WORD_MAX ? best + 1 : distance(word, names[i]);
        if (found < best || (found == best && !nearest)) {
            best = found;
            nearest = names[i];
        }
    }
    return nearest;
}

static bool unknown(struct reading *reading, const char *argument, const char *name)
{
    diag_fail(reading->diag, DIAG_USAGE, "there is no option '%s'", argument);
    size_t count = 0;
    while (reading->rows[count].name)
        count++;
    const char **names = arena_array(reading->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = reading->rows[i].name;
    const char *nearest = options_nearest(name, names, count);
    if (nearest)
        diag_note(reading->diag, "did you mean '--%s'?", nearest);
    return false;
}

static bool read_count(const struct option_row *row, const char *text, long *count, struct diag *diag)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10);
    if (end == text || *end || errno || value < 0)
        return diag_fail(diag, DIAG_USAGE, "--%s takes a whole number of at least 0, not '%s'", row->name,
                         text);
    *count = value;
    return true;
}

static void append(struct option_list *list, const char *item, struct arena *arena)
{
    list->items = arena_grow(arena, list->items, list->count, &list->capacity, sizeof *list->items);
    list->items[list->count++] = item;
}

/* INLINED is the text after '=' or a letter; NULL when there was none. */
static bool store(struct reading *reading, const struct option_row *row, const char *inlined)
{
    void *place = reading->values + row->offset;
    if (row->type == OPTION_FLAG) {
        if (inlined)
            return diag_fail(reading->diag, DIAG_USAGE, "--%s takes no value", row->name);
        *(bool *)place = true;
        return true;
    }
    const char *text = inlined ? inlined : *reading->next;
    if (!text)
        return diag_fail(reading->diag, DIAG_USAGE, "--%s needs a value: %s", row->name, row->value);
    if (!inlined)
        reading->next++;
    if (row->type == OPTION_COUNT)
        return read_count(row, text, place, reading->diag);
    if (row->type == OPTION_LIST)
        append(place, text, reading->arena);
    else
        *(const char **)place = text;
    return true;
}

static bool read_long(struct reading *reading, const char *argument)
{
    const char *name = argument + 2, *equals = strchr(name, '=');
    size_t length = equals ? (size_t)(equals - name) : strlen(name);
    for (const struct option_row *row = reading->rows; row->name; row++)
        if (strlen(row->name) == length && !memcmp(row->name, name, length))
            return store(reading, row, equals ? equals + 1 : NULL);
    return unknown(reading, argument, arena_strndup(reading->arena, name, length));
}

static bool read_letter(struct reading *reading, const char *argument)
{
    for (const struct option_row *row = reading->rows; row->name; row++)
        if (row->letter == argument[1])
            return store(reading, row, argument[2] ? argument + 2 : NULL);
    return unknown(reading, argument, argument + 1);
}

bool options_read(const struct option_row *rows, void *values, struct option_list *operands,
                  struct arena *arena, char **argv, struct diag *diag)
{
    struct reading reading = {rows, values, arena, argv + 1, diag};
    bool good = true, over = false;
    while (*reading.next) {
        const char *argument = *reading.next++;
        if (over || argument[0] != '-' || !argument[1])
            append(operands, argument, arena);
        else if (!strcmp(argument, "--"))
            over = true;
        else if (argument[1] == '-')
            good = read_long(&reading, argument) && good;
        else
            good = read_letter(&reading, argument) && good;
    }
    return good;
}

void options_print(const struct option_row *rows, FILE *stream)
{
    enum { MEANING_COLUMN = 30 };
    for (const struct option_row *row = rows; row->name; row++) {
        int width = row->letter ? fprintf(stream, "  -%c, ", row->letter) : fprintf(stream, "      ");
        width += fprintf(stream, "--%s", row->name);
        if (row->value)
            width += fprintf(stream, " %s", row->value);
        fprintf(stream, "%*s%s\n", width < MEANING_COLUMN ? MEANING_COLUMN - width : 2, "", row->meaning);
    }
}
