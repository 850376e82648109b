/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/suggest.h"

#include "base/name_match.h"

#include <string.h>

enum { NEAREST_MAX = 3, LIST_BYTES = 400 };

void suggest_add(struct suggest_list *list, const char *name, struct arena *arena)
{
    list->names = arena_grow(arena, list->names, list->count, &list->capacity, sizeof *list->names);
    list->names[list->count++] = name;
}

void suggest_add_choices(struct suggest_list *list, const char *choices, struct arena *arena)
{
    while (choices && *choices) {
        size_t length = strcspn(choices, "|");
        suggest_add(list, arena_strndup(arena, choices, length), arena);
        choices += length + (choices[length] == '|');
    }
}

static bool note_nearest(const struct suggest_list *list, const char *word, struct diag *diag)
{
    const char *found[NEAREST_MAX];
    char text[LIST_BYTES];
    if (!word[0])
        return false;
    size_t count = name_match_nearest(word, list->names, list->count, found, NEAREST_MAX);
    if (count)
        diag_note(diag, "did you mean %s?", name_match_list(text, sizeof text, found, count));
    return count > 0;
}

void suggest_nearest(const struct suggest_list *list, const char *word, struct diag *diag)
{
    note_nearest(list, word, diag);
}

void suggest_any(const struct suggest_list *list, const char *word, const char *introduction,
                 struct diag *diag)
{
    char text[LIST_BYTES];
    if (!note_nearest(list, word, diag) && list->count)
        diag_note(diag, "%s %s", introduction, name_match_list(text, sizeof text, list->names, list->count));
}
