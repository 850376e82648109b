/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/condition_read.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "plan/condition.h"
#include "plan/frame.h"
#include "scenario/reference.h"
#include "scenario/suggest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Attributes by op. */
static const char *const attributes[CONDITION_OP_COUNT] = {
    [CONDITION_AT_LEAST] = "k", [CONDITION_METRIC] = "name|at-least|at-most", [CONDITION_MILESTONE] = "ref",
    [CONDITION_DATE] = "from",  [CONDITION_CHANCE] = "probability|from",
};

struct reading {
    const struct build *build;
    const struct record *owner;
    int chance_count;
};

static bool is_node(enum condition_op op)
{
    return op <= CONDITION_NOT;
}

static bool find_op(const struct reading *reading, const struct element *element, enum condition_op *op)
{
    struct suggest_list names = {0};
    for (int i = 0; i < CONDITION_OP_COUNT; i++) {
        suggest_add(&names, condition_names[i], reading->build->arena);
        if (strcmp(element->name, condition_names[i]) == 0) {
            *op = (enum condition_op)i;
            return true;
        }
    }
    diag_error(reading->build->diag, element->span, "there is no condition <%s>", element->name);
    suggest_any(&names, element->name, "there are", reading->build->diag);
    return false;
}

static bool check_attributes(const struct reading *reading, enum condition_op op,
                             const struct element *element)
{
    bool good = true;
    for (size_t i = 0; i < element->attribute_count; i++) {
        const struct attribute *attribute = &element->attributes[i];
        if (field_list_has(attributes[op], attribute->name, NULL))
            continue;
        struct suggest_list names = {0};
        suggest_add_choices(&names, attributes[op], reading->build->arena);
        good = diag_error(reading->build->diag, attribute->name_span, "<%s> has no attribute '%s'",
                          element->name, attribute->name);
        suggest_any(&names, attribute->name, "it has", reading->build->diag);
    }
    if (element->text)
        good =
            diag_error(reading->build->diag, element->text_span, "text means nothing in <%s>", element->name);
    if (element->first && !is_node(op))
        good =
            diag_error(reading->build->diag, element->first->span, "<%s> takes no elements", element->name);
    return good;
}

/* The value of a needed attribute, or NULL with an error. */
static const struct attribute *needed(const struct reading *reading, const struct element *element,
                                      const char *name)
{
    const struct attribute *attribute = element_attribute(element, name);
    if (!attribute)
        diag_error(reading->build->diag, element->span, "<%s> needs the attribute '%s'", element->name, name);
    return attribute;
}

static void unknown_metric(const struct build *build, const char *name, struct span span)
{
    struct suggest_list names = {0};
    const struct kind_list *kinds = build->kinds;
    for (int t = 0; t < kinds->metric_table_count; t++)
        for (int i = 0; i < kinds->metrics[t]->count; i++)
            suggest_add(&names, kinds->metrics[t]->defs[i].name, build->arena);
    diag_error(build->diag, span, "there is no metric '%s'", name);
    suggest_nearest(&names, name, build->diag);
    diag_note(build->diag, "'gigaplan describe metrics' lists them");
}

/* "tx.power.pue": the part before the first dot is a site or a party, as the metric demands. */
static const struct metric_def *owned_metric(const struct build *build, const char *name, struct span span)
{
    const char *dot = strchr(name, '.');
    const struct metric_def *def = dot ? metric_def_find(build->kinds, dot + 1) : NULL;
    if (!def) {
        unknown_metric(build, name, span);
        return NULL;
    }
    const char *owner = arena_strndup(build->arena, name, (size_t)(dot - name));
    const struct draft *draft = name_map_find(build->ids, owner);
    const struct kind *wanted = def->scope == SCOPE_SITE    ? &frame_site_kind
                                : def->scope == SCOPE_PARTY ? &frame_party_kind
                                                            : NULL;
    if (wanted && draft && draft->record.kind == wanted)
        return def;
    if (wanted)
        diag_error(build->diag, span, "'%s' is no %s, and '%s' belongs to one", owner, wanted->name,
                   def->name);
    else
        diag_error(build->diag, span, "'%s' is of the whole campus: write it without '%s.'", def->name,
                   owner);
    return NULL;
}

const struct metric_def *condition_metric(const struct build *build, const char *name, struct span span)
{
    const struct metric_def *def = metric_def_find(build->kinds, name);
    if (!def)
        return owned_metric(build, name, span);
    if (def->scope == SCOPE_CAMPUS || def->join != JOIN_NONE)
        return def;
    const char *owner = def->scope == SCOPE_SITE ? "SITE" : "PARTY";
    diag_error(build->diag, span, "'%s' has no value for the whole campus", name);
    diag_note(build->diag, "write '%s.%s', with the id of a %s", owner, name,
              def->scope == SCOPE_SITE ? "site" : "party");
    return NULL;
}

static bool read_metric(const struct reading *reading, const struct element *element,
                        struct condition *condition)
{
    const struct build *build = reading->build;
    const struct attribute *name = needed(reading, element, "name");
    const struct attribute *least = element_attribute(element, "at-least");
    const struct attribute *most = element_attribute(element, "at-most");
    if (!least == !most)
        return diag_error(build->diag, element->span,
                          "<metric> takes either at-least=\"...\" or at-most=\"...\"");
    if (!name)
        return false;
    condition->metric_name = name->value;
    condition->metric = condition_metric(build, name->value, name->span);
    condition->at_most = most != NULL;
    const struct attribute *threshold = least ? least : most;
    return condition->metric && quantity_parse(&condition->threshold, threshold->value,
                                               condition->metric->unit, threshold->span, build->diag);
}

static bool read_milestone(const struct reading *reading, const struct element *element,
                           struct condition *condition)
{
    const struct attribute *ref = needed(reading, element, "ref");
    if (ref)
        condition->milestone = reference_find(reading->build, reading->owner, ref->value, "*done", ref->span);
    return condition->milestone != NULL;
}

/* From when on it may hold; a chance without a date may hold from the start. */
static bool read_from(const struct reading *reading, const struct element *element,
                      struct condition *condition)
{
    const struct attribute *from = element_attribute(element, "from");
    condition->date = reading->build->start;
    return !from || calendar_parse(&condition->date, from->value, from->span, reading->build->diag);
}

static bool read_date(const struct reading *reading, const struct element *element,
                      struct condition *condition)
{
    return needed(reading, element, "from") && read_from(reading, element, condition);
}

static bool read_chance(struct reading *reading, const struct element *element, struct condition *condition)
{
    const struct attribute *probability = needed(reading, element, "probability");
    condition->number = reading->chance_count++;
    if (!read_from(reading, element, condition) || !probability ||
        !quantity_parse(&condition->probability, probability->value, "%", probability->span,
                        reading->build->diag))
        return false;
    if (condition->probability < 0 || condition->probability > 1)
        return diag_error(reading->build->diag, probability->span, "a probability is from 0 %% to 100 %%");
    return true;
}

static bool read_k(const struct reading *reading, const struct element *element, struct condition *condition)
{
    const struct attribute *k = needed(reading, element, "k");
    if (!k)
        return false;
    char *end;
    errno = 0;
    long count = strtol(k->value, &end, 10);
    if (end == k->value || *end || errno || count < 1 || count > 1000000)
        return diag_error(reading->build->diag, k->span, "k is a whole number of at least 1");
    condition->k = (int)count;
    if (count <= condition->child_count)
        return true;
    return diag_error(reading->build->diag, k->span, "this can never hold: %ld are wanted of %d conditions",
                      count, condition->child_count);
}

static const struct condition *read_tree(struct reading *reading, const struct element *element);

/* False when a child could not be read. */
static bool read_children(struct reading *reading, const struct element *element, struct condition *condition)
{
    size_t count = 0;
    for (const struct element *child = element->first; child; child = child->next)
        count++;
    const struct condition **children = arena_array(reading->build->arena, count, sizeof(void *));
    bool good = true;
    for (const struct element *child = element->first; child; child = child->next) {
        children[condition->child_count] = read_tree(reading, child);
        good &= children[condition->child_count++] != NULL;
    }
    condition->children = children;
    return good;
}

static bool read_node(struct reading *reading, const struct element *element, struct condition *condition)
{
    bool good = read_children(reading, element, condition);
    struct diag *diag = reading->build->diag;
    if (!condition->child_count)
        return diag_error(diag, element->span, "<%s> has no condition in it%s", element->name,
                          condition->op == CONDITION_ANY ? ", so it can never hold" : "");
    if (condition->op == CONDITION_NOT && condition->child_count > 1)
        return diag_error(diag, element->span, "<not> takes one condition, and there are %d",
                          condition->child_count);
    return (condition->op != CONDITION_AT_LEAST || read_k(reading, element, condition)) && good;
}

static bool read_content(struct reading *reading, const struct element *element, struct condition *condition)
{
    switch (condition->op) {
    case CONDITION_METRIC: return read_metric(reading, element, condition);
    case CONDITION_MILESTONE: return read_milestone(reading, element, condition);
    case CONDITION_DATE: return read_date(reading, element, condition);
    case CONDITION_CHANCE: return read_chance(reading, element, condition);
    case CONDITION_SIGNED: return true;
    default: return read_node(reading, element, condition);
    }
}

static const struct condition *read_tree(struct reading *reading, const struct element *element)
{
    struct condition *condition = arena_alloc(reading->build->arena, sizeof *condition);
    condition->span = element->span;
    if (!find_op(reading, element, &condition->op) || !check_attributes(reading, condition->op, element) ||
        !read_content(reading, element, condition))
        return NULL;
    return condition;
}

const struct condition *condition_read(const struct build *build, const struct record *owner,
                                       const struct element *element)
{
    struct reading reading = {.build = build, .owner = owner};
    for (size_t i = 0; i < element->attribute_count; i++)
        diag_error(build->diag, element->attributes[i].name_span, "<%s> has no attributes", element->name);
    if (!element->first || element->first->next) {
        diag_error(build->diag, element->span, "<%s> takes one condition", element->name);
        diag_note(build->diag, "put several into <all>, <any> or <at-least k=\"...\">");
        return NULL;
    }
    return read_tree(&reading, element->first);
}
