/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/field.h"

#include <string.h>

const struct kind *kind_find(const struct kind_list *list, const char *name)
{
    for (int i = 0; i < list->count; i++)
        if (strcmp(list->kinds[i]->name, name) == 0)
            return list->kinds[i];
    return NULL;
}

int kind_field(const struct kind *kind, const char *name)
{
    for (int i = 0; i < kind->field_count; i++)
        if (kind->fields[i].name[0] == name[0] && strcmp(kind->fields[i].name, name) == 0)
            return i;
    return -1;
}

int kind_place(const struct kind_list *list, const struct kind *kind)
{
    for (int i = 0; i < list->count; i++)
        if (list->kinds[i] == kind)
            return i;
    return -1;
}

bool field_list_has(const char *list, const char *word, int *place)
{
    size_t length = strlen(word);
    int index = 0;
    for (const char *at = list; at && *at; index++) {
        size_t size = strcspn(at, "|");
        if (size == length && memcmp(at, word, length) == 0) {
            if (place)
                *place = index;
            return true;
        }
        at += size + (at[size] == '|');
    }
    return false;
}

bool kind_matches(const struct kind *kind, const char *target)
{
    return (field_list_has(target, "*done", NULL) && (kind->flags & KIND_MILESTONE)) ||
           field_list_has(target, kind->name, NULL) || field_list_has(target, kind->family, NULL);
}

const struct metric_def *metric_def_find(const struct kind_list *list, const char *name)
{
    for (int t = 0; t < list->metric_table_count; t++)
        for (int i = 0; i < list->metrics[t]->count; i++)
            if (strcmp(list->metrics[t]->defs[i].name, name) == 0)
                return &list->metrics[t]->defs[i];
    return NULL;
}
