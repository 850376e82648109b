/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/options.h"

#include "base/name_match.h"

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

void options_suggest(const char *word, const char *const *names, size_t count, struct diag *diag)
{
    enum { FOUND_MAX = 3 };
    const char *found[FOUND_MAX];
    char text[FOUND_MAX * 80];
    size_t found_count = name_match_nearest(word, names, count, found, FOUND_MAX);
    if (found_count)
        diag_note(diag, "did you mean %s?", name_match_list(text, sizeof text, found, found_count));
}

static bool unknown(struct reading *reading, const char *argument, const char *name)
{
    diag_fail(reading->diag, DIAG_USAGE, "there is no option '%s'", argument);
    size_t count = 0;
    while (reading->rows[count].name)
        count++;
    const char **names = arena_array(reading->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = arena_printf(reading->arena, "--%s", reading->rows[i].name);
    options_suggest(arena_printf(reading->arena, "--%s", name), names, count, reading->diag);
    return false;
}

static bool read_count(const struct option_row *row, const char *text, long *count, struct diag *diag)
{
    char *end;
    errno = 0;
    long value = strtol(text, &end, 10), least = row->type == OPTION_POSITIVE;
    if (end == text || *end || errno || value < least)
        return diag_fail(diag, DIAG_USAGE, "--%s takes a whole number of at least %ld, not '%s'", row->name,
                         least, text);
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
    if (row->type == OPTION_COUNT || row->type == OPTION_POSITIVE)
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
