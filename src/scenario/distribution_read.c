/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/distribution_read.h"

#include "base/quantity.h"
#include "plan/distribution.h"
#include "scenario/field_value.h"
#include "scenario/reference.h"
#include "scenario/suggest.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Attributes by shape: those it needs, and those it may have. */
static const struct {
    const char *needs, *may;
} parts[SHAPE_COUNT] = {
    [SHAPE_FIXED] = {"value", ""},
    [SHAPE_UNIFORM] = {"low|high", ""},
    [SHAPE_TRIANGULAR] = {"low|mode|high", ""},
    [SHAPE_PERT] = {"low|mode|high", ""},
    [SHAPE_NORMAL] = {"mean|sd", "low"},
    [SHAPE_LOGNORMAL] = {"p50|p90", ""},
    [SHAPE_DISCRETE] = {"values|weights", ""},
    [SHAPE_EMPIRICAL] = {"values", ""},
};

struct reading {
    const struct build *build;
    const struct field *field;
    const struct record *owner;
    const struct element *element;
    struct distribution *distribution;
};

/* The shape that `dist` names; without it, a fixed value. */
static bool read_shape(struct reading *reading)
{
    const struct attribute *dist = element_attribute(reading->element, "dist");
    reading->distribution->shape = SHAPE_FIXED;
    if (!dist)
        return true;
    for (int i = 0; i < SHAPE_COUNT; i++)
        if (strcmp(dist->value, distribution_names[i]) == 0) {
            reading->distribution->shape = (enum distribution_shape)i;
            return true;
        }
    struct suggest_list names = {0};
    for (int i = 0; i < SHAPE_COUNT; i++)
        suggest_add(&names, distribution_names[i], reading->build->arena);
    diag_error(reading->build->diag, dist->span, "there is no distribution '%s'", dist->value);
    suggest_any(&names, dist->value, "there are", reading->build->diag);
    return false;
}

/* Every attribute has a meaning for this shape, and none that it needs is missing. */
static bool check_attributes(const struct reading *reading)
{
    enum distribution_shape shape = reading->distribution->shape;
    struct diag *diag = reading->build->diag;
    struct suggest_list needed = {0};
    bool good = true;
    for (size_t i = 0; i < reading->element->attribute_count; i++) {
        const struct attribute *attribute = &reading->element->attributes[i];
        if (field_list_has("dist|factor|loading", attribute->name, NULL) ||
            field_list_has(parts[shape].needs, attribute->name, NULL) ||
            field_list_has(parts[shape].may, attribute->name, NULL))
            continue;
        good = diag_error(diag, attribute->name_span, "a %s distribution has no '%s'",
                          distribution_names[shape], attribute->name);
        struct suggest_list names = {0};
        suggest_add_choices(&names, parts[shape].needs, reading->build->arena);
        suggest_any(&names, "", "it takes", diag);
    }
    suggest_add_choices(&needed, parts[shape].needs, reading->build->arena);
    for (size_t i = 0; i < needed.count; i++)
        if (!element_attribute(reading->element, needed.names[i]))
            good = diag_error(diag, reading->element->span, "<%s>: a %s distribution needs '%s'",
                              reading->element->name, distribution_names[shape], needed.names[i]);
    return good;
}

static bool read_number(const struct reading *reading, const char *name, double *si)
{
    const struct attribute *attribute = element_attribute(reading->element, name);
    return !attribute ||
           field_value_number(si, reading->field, attribute->value, attribute->span, reading->build);
}

/* A standard deviation is a difference: of temperatures, one in kelvin. */
static bool read_sd(const struct reading *reading)
{
    const struct attribute *sd = element_attribute(reading->element, "sd");
    const char *unit = reading->field->unit ? reading->field->unit : "";
    if (strcmp(unit, "degC") == 0 || strcmp(unit, "degF") == 0)
        unit = "K";
    return !sd || quantity_parse(&reading->distribution->sd, sd->value, unit, sd->span, reading->build->diag);
}

static bool read_list(const struct reading *reading, const char *name, const char *unit, double **si,
                      int *count)
{
    const struct attribute *attribute = element_attribute(reading->element, name);
    *count = 0;
    if (!attribute)
        return true;
    *count = field_value_list(si, unit, attribute->value, attribute->span, reading->build);
    return *count >= 0;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static bool read_values(const struct reading *reading)
{
    double *values = NULL, *weights = NULL;
    int weight_count;
    struct distribution *distribution = reading->distribution;
    if (!read_list(reading, "values", reading->field->unit ? reading->field->unit : "", &values,
                   &distribution->value_count) ||
        !read_list(reading, "weights", "", &weights, &weight_count))
        return false;
    for (int i = 0; i < distribution->value_count; i++)
        if (!field_value_bounds(values[i], reading->field, element_span(reading->element, "values"),
                                reading->build))
            return false;
    if (weights && weight_count != distribution->value_count)
        return diag_error(reading->build->diag, element_span(reading->element, "weights"),
                          "%d weights for %d values", weight_count, distribution->value_count);
    if (distribution->shape == SHAPE_EMPIRICAL)
        qsort(values, (size_t)distribution->value_count, sizeof *values, by_size);
    distribution->values = values;
    distribution->weights = weights;
    return true;
}

static bool read_factor(const struct reading *reading)
{
    const struct attribute *factor = element_attribute(reading->element, "factor");
    const struct attribute *loading = element_attribute(reading->element, "loading");
    struct diag *diag = reading->build->diag;
    double *value = &reading->distribution->loading;
    if (!factor != !loading)
        return diag_error(diag, factor ? factor->span : loading->span,
                          "'factor' and 'loading' belong together");
    if (!factor)
        return true;
    if (reading->field->draw == DRAW_REPEATED) {
        diag_error(diag, factor->span, "'%s' is drawn again and again, so it follows no shared factor",
                   reading->field->name);
        return false;
    }
    reading->distribution->factor =
        reference_find(reading->build, reading->owner, factor->value, "factor", factor->span);
    if (!reading->distribution->factor || !quantity_parse(value, loading->value, "", loading->span, diag))
        return false;
    if (*value < -1 || *value > 1)
        return diag_error(diag, loading->span, "a loading is a correlation, from -1 to 1");
    return true;
}

static bool read_parts(const struct reading *reading)
{
    struct distribution *distribution = reading->distribution;
    distribution->low = -INFINITY; /* a normal without a cut */
    bool good = read_number(reading, "value", &distribution->mode);
    good &= read_number(reading, "low", &distribution->low);
    good &= read_number(reading, "mode", &distribution->mode);
    good &= read_number(reading, "high", &distribution->high);
    good &= read_number(reading, "mean", &distribution->mean);
    good &= read_number(reading, "p50", &distribution->p50);
    good &= read_number(reading, "p90", &distribution->p90);
    good &= read_sd(reading);
    good &= read_values(reading);
    good &= read_factor(reading);
    return good;
}

const struct distribution *distribution_read(const struct build *build, const struct field *field,
                                             const struct record *owner, const struct element *element)
{
    struct distribution *distribution = arena_alloc(build->arena, sizeof *distribution);
    struct reading reading = {build, field, owner, element, distribution};
    for (const struct element *child = element->first; child; child = child->next)
        diag_error(build->diag, child->span, "<%s> takes no elements", element->name);
    if (!read_shape(&reading) || !check_attributes(&reading) || !read_parts(&reading))
        return NULL;
    const char *complaint = distribution_compile(distribution, build->shapes, build->arena);
    if (!complaint)
        return distribution;
    diag_error(build->diag, element->span, "<%s>: %s", element->name, complaint);
    return NULL;
}
