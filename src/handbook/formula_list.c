/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/formula_list.h"

#include <string.h>

static const struct formula *const subjects[] = {formula_air, formula_cooling, formula_power, formula_chain,
                                                 formula_reliability};

const struct formula *formula_list_at(int index)
{
    for (size_t i = 0; i < sizeof subjects / sizeof *subjects; i++)
        for (const struct formula *formula = subjects[i]; formula->name; formula++)
            if (index-- == 0)
                return formula;
    return NULL;
}

const struct formula *formula_list_find(const char *name)
{
    const struct formula *formula;
    for (int i = 0; (formula = formula_list_at(i)) != NULL; i++)
        if (strcmp(formula->name, name) == 0)
            return formula;
    return NULL;
}
