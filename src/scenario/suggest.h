/* SPDX-License-Identifier: Apache-2.0 */
/*
 * suggest - notes that tell what a wrong word was probably meant to be, or what could stand there.
 */
#ifndef SCENARIO_SUGGEST_H
#define SCENARIO_SUGGEST_H

#include "base/arena.h"
#include "base/diag.h"

#include <stddef.h>

/* A list of names under way. */
struct suggest_list {
    const char **names;
    size_t count, capacity;
};

/* Adds a borrowed name. */
void suggest_add(struct suggest_list *list, const char *name, struct arena *arena);

/* Adds copies of the alternatives in CHOICES, "a|b|c". */
void suggest_add_choices(struct suggest_list *list, const char *choices, struct arena *arena);

/* Notes to the last message the nearest names to WORD; without near ones nothing. */
void suggest_nearest(const struct suggest_list *list, const char *word, struct diag *diag);

/* The same, but without near ones all names, as "INTRODUCTION 'a', 'b' or 'c'". */
void suggest_any(const struct suggest_list *list, const char *word, const char *introduction,
                 struct diag *diag);

#endif
