/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/formula_help.h"

#include <stdio.h>
#include <string.h>

const char *formula_help_unit(const char *unit)
{
    return unit[0] ? unit : "1";
}

/* "required", "may be left out" or the default. */
static const char *fallback_text(const struct formula_key *key, struct arena *arena)
{
    if (!key->fallback)
        return "required";
    return key->fallback[0] ? arena_printf(arena, "default %s", key->fallback) : "optional";
}

static const char *form_of(const struct formula_key *key, struct arena *arena)
{
    switch (key->kind) {
    case KEY_COUNT: return "N";
    case KEY_FILE: return "FILE";
    case KEY_CHOICE: return key->choices;
    case KEY_CURVE: return arena_printf(arena, "%s:%s ...", key->unit, key->unit_y);
    case KEY_NUMBER: break;
    }
    return key->unit[0] ? key->unit : "ratio or %";
}

static void help_key(const struct formula_key *key, struct arena *arena)
{
    printf("  %-18s %s\n", key->name, key->meaning);
    printf("  %-18s %s; %s", "", form_of(key, arena), fallback_text(key, arena));
    if (key->low != 0 || key->high != 0)
        printf("; %g to %g%s%s%s", key->low, key->high, key->unit && key->unit[0] ? " " : "",
               key->unit ? key->unit : "", key->strict || key->kind == KEY_COUNT ? ", an error beyond" : "");
    printf("\n");
}

void formula_help_print(const char *command, const struct formula *formula, struct arena *arena)
{
    printf("usage: gigaplan %s %s %s...\n\n%s\n\nequation: %s\nsource: %s\n\nkeys:\n", command, formula->name,
           strcmp(command, "calc") ? "[ID] --set KEY=VALUE" : "KEY=VALUE", formula->summary,
           formula->equation, formula->source);
    for (const struct formula_key *key = formula->keys; key->name; key++)
        help_key(key, arena);
    if (formula->hourly)
        printf("  %-18s %s\n  %-18s FILE; optional\n", "file",
               "hours of a year (.epw, or .csv with units in its header) for the keys that weather has", "");
    printf("\nprints:\n");
    for (const struct formula_output *output = formula->outputs; output->name; output++)
        printf("  %-18s %s [%s]\n", output->name, output->meaning, formula_help_unit(output->unit));
    printf("\nA value beyond its range is used as the nearest valid one, with a warning.\n");
}
