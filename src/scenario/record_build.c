/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/record_build.h"

#include "base/calendar.h"
#include "engine/quantile.h"
#include "plan/distribution.h"
#include "plan/frame.h"
#include "scenario/condition_check.h"
#include "scenario/condition_read.h"
#include "scenario/date_check.h"
#include "scenario/distribution_read.h"
#include "scenario/draft.h"
#include "scenario/field_value.h"
#include "scenario/hourly_file.h"
#include "scenario/reference.h"
#include "scenario/suggest.h"
#include "scenario/target_check.h"

#include <string.h>

static const char reserved[] = "id|label";
static const char evidence[] = "source|date|grade";
static const char grades[] = "P|A|T|S|S2|C|I|R";

/* A field of a draft and where its text stands. */
struct filling {
    struct build *build;
    struct draft *draft;
    int index;
    const struct field *field;
    const char *text;
    struct span span;
};

static bool read_refs(const struct filling *filling, union value *value)
{
    static const char blanks[] = " \t\r\n";
    struct build *build = filling->build;
    size_t room = strlen(filling->text) / 2 + 1;
    const struct record **items = arena_array(build->arena, room, sizeof(void *));
    struct record_list *list = arena_alloc(build->arena, sizeof *list);
    bool good = true, exact = filling->span.length == (int)strlen(filling->text);
    for (const char *at = filling->text + strspn(filling->text, blanks); *at; at += strspn(at, blanks)) {
        size_t length = strcspn(at, blanks);
        struct span span = filling->span;
        if (exact) {
            span.column += (int)(at - filling->text);
            span.length = (int)length;
        }
        const char *name = arena_strndup(build->arena, at, length);
        const struct record *found =
            reference_find(build, &filling->draft->record, name, filling->field->target, span);
        if (found)
            items[list->count++] = found;
        good &= found != NULL;
        at += length;
    }
    list->items = items;
    value->records = list;
    return good;
}

static bool read_hourly(const struct filling *filling, union value *value)
{
    value->hourly = hourly_file_read(filling->build, filling->field, filling->text, filling->span);
    return value->hourly != NULL;
}

static bool read_value(const struct filling *filling, union value *value)
{
    const struct record *record = &filling->draft->record;
    switch (filling->field->type) {
    case FIELD_REF:
        value->record =
            reference_find(filling->build, record, filling->text, filling->field->target, filling->span);
        return value->record != NULL;
    case FIELD_REFS: return read_refs(filling, value);
    case FIELD_HOURLY: return read_hourly(filling, value);
    default: return field_value_read(value, filling->field, filling->text, filling->span, filling->build);
    }
}

/* What a name of its own must not name, wherever it stands. */
static void check_self(const struct filling *filling, const union value *value)
{
    const struct record *record = &filling->draft->record;
    bool self = filling->field->type == FIELD_REF && value->record == record;
    if (filling->field->type == FIELD_REFS)
        for (int i = 0; i < value->records->count; i++)
            self |= value->records->items[i] == record;
    if (self)
        diag_error(filling->build->diag, filling->span, "'%s' of '%s' names itself", filling->field->name,
                   record->id);
}

static void fill_text(const struct filling *filling)
{
    union value value = {0};
    if (!read_value(filling, &value))
        return;
    check_self(filling, &value);
    filling->draft->values[filling->index] = value;
    filling->draft->given[filling->index] = true;
}

/* The only attribute of a child that stands for plain text, or its content. */
static bool child_text(struct filling *filling, const struct element *child)
{
    const struct attribute *value = element_attribute(child, "value");
    if (child->first || child->attribute_count > (value ? 1u : 0u) || (value && child->text)) {
        diag_error(filling->build->diag, child->span, "<%s> takes either text or value=\"...\"", child->name);
        return false;
    }
    filling->text = value ? value->value : child->text ? child->text : "";
    filling->span = value ? value->span : child->text ? child->text_span : child->span;
    return true;
}

static void fill_child(struct filling *filling, const struct element *child)
{
    struct draft *draft = filling->draft;
    union value *value = &draft->values[filling->index];
    if (filling->field->type == FIELD_CONDITION) {
        value->condition = condition_read(filling->build, &draft->record, child);
        draft->given[filling->index] = value->condition != NULL;
    } else if (filling->field->type == FIELD_DISTRIBUTION) {
        value->distribution = distribution_read(filling->build, filling->field, &draft->record, child);
        draft->given[filling->index] = value->distribution != NULL;
    } else if (child_text(filling, child)) {
        fill_text(filling);
    }
}

static void missing(const struct filling *filling)
{
    const struct field *field = filling->field;
    struct diag *diag = filling->build->diag;
    const struct record *record = &filling->draft->record;
    bool child = field->type == FIELD_CONDITION;
    diag_error(diag, record->span, "<%s> '%s' needs %s '%s'", record->kind->name, record->id,
               child ? "an element" : "an attribute", field->name);
    if (child)
        diag_note(diag, "write <%s>...</%s>: %s", field->name, field->name, field->meaning);
    else
        diag_note(diag, "write %s=\"...%s%s\": %s", field->name, field->unit ? " " : "",
                  field->unit ? field->unit : "", field->meaning);
}

/* What stands in a site belongs to it without saying so. */
static bool fill_site(const struct filling *filling)
{
    struct draft *draft = filling->draft;
    if (!draft->record.site || filling->field->type != FIELD_REF || strcmp(filling->field->name, "site") != 0)
        return false;
    draft->values[filling->index].record = draft->record.site;
    draft->given[filling->index] = true;
    return true;
}

static void fill_fallback(struct filling *filling)
{
    const char *fallback = filling->field->fallback;
    if (fill_site(filling))
        return;
    if (!fallback) {
        missing(filling);
    } else if (fallback[0]) {
        filling->text = fallback;
        filling->span = filling->draft->record.span;
        fill_text(filling);
    }
}

static void twice(const struct filling *filling, struct span span)
{
    diag_error(filling->build->diag, span, "'%s' is given twice", filling->field->name);
    diag_note(filling->build->diag, "keep one: an attribute, or an element of this name");
}

static void fill_field(struct build *build, struct draft *draft, int index)
{
    struct filling filling = {.build = build, .draft = draft, .index = index};
    filling.field = &draft->record.kind->fields[index];
    const struct attribute *attribute = element_attribute(draft->element, filling.field->name);
    const struct element *child = draft_is_child_field(filling.field)
                                      ? element_child(draft->element->first, filling.field->name)
                                      : NULL;
    const struct element *second = child ? element_child(child->next, filling.field->name) : NULL;
    if (second || (child && attribute))
        twice(&filling, second ? second->span : child->span);
    else if (child)
        fill_child(&filling, child);
    else if (attribute && filling.field->type == FIELD_CONDITION)
        diag_error(build->diag, attribute->name_span, "'%s' is written as an element: <%s>...</%s>",
                   filling.field->name, filling.field->name, filling.field->name);
    else if (attribute) {
        filling.text = attribute->value;
        filling.span = attribute->span;
        fill_text(&filling);
    } else
        fill_fallback(&filling);
}

static void unknown_attribute(const struct build *build, const struct kind *kind,
                              const struct attribute *attribute)
{
    struct suggest_list names = {0};
    for (int i = 0; i < kind->field_count; i++)
        suggest_add(&names, kind->fields[i].name, build->arena);
    suggest_add_choices(&names, reserved, build->arena);
    diag_error(build->diag, attribute->name_span, "<%s> has no attribute '%s'", kind->name, attribute->name);
    suggest_any(&names, attribute->name, "it has", build->diag);
}

static void check_grade(const struct build *build, const struct attribute *grade)
{
    if (field_list_has(grades, grade->value, NULL))
        return;
    struct suggest_list names = {0};
    suggest_add_choices(&names, grades, build->arena);
    diag_error(build->diag, grade->span, "there is no grade '%s'", grade->value);
    suggest_any(&names, "", "grades of evidence are", build->diag);
}

static void take_evidence(const struct build *build, struct record *record, const struct attribute *attribute)
{
    if (strcmp(attribute->name, "grade") == 0) {
        check_grade(build, attribute);
        record->grade = attribute->value;
    } else if (strcmp(attribute->name, "source") == 0)
        record->source = attribute->value;
    else
        record->date = attribute->value;
}

static void check_attributes(const struct build *build, struct draft *draft)
{
    const struct kind *kind = draft->record.kind;
    for (size_t i = 0; i < draft->element->attribute_count; i++) {
        const struct attribute *attribute = &draft->element->attributes[i];
        if (kind_field(kind, attribute->name) >= 0 || field_list_has(reserved, attribute->name, NULL))
            continue;
        bool proof = (kind->flags & KIND_CATALOGUE) && field_list_has(evidence, attribute->name, NULL);
        if (proof)
            take_evidence(build, &draft->record, attribute);
        else if (strcmp(attribute->name, "remove") == 0)
            diag_error(build->diag, attribute->name_span, "there is nothing that this could remove");
        else
            unknown_attribute(build, kind, attribute);
    }
    if (draft->element->text)
        diag_error(build->diag, draft->element->text_span, "text means nothing in <%s>", kind->name);
}

/* A `site` field comes first: other names are looked for in that site. */
static void settle_site(struct build *build, struct draft *draft)
{
    struct record *record = &draft->record;
    if (record->kind == &frame_site_kind)
        return;
    if (draft->parent && !record->site)
        record->site = draft->parent->record.site;
    int field = kind_field(record->kind, "site");
    const struct attribute *attribute = element_attribute(draft->element, "site");
    if (field < 0 || !attribute || record->kind->fields[field].type != FIELD_REF)
        return;
    const struct draft *named = name_map_find(build->ids, attribute->value);
    if (named && named->record.kind == &frame_site_kind)
        record->site = &named->record;
}

static void fill_draft(struct build *build, struct draft *draft)
{
    settle_site(build, draft);
    check_attributes(build, draft);
    for (int i = 0; i < draft->record.kind->field_count; i++)
        fill_field(build, draft, i);
}

/* From when to when: conditions ask for it, so the root is filled first. */
static void settle_times(struct build *build, const struct draft *root)
{
    if (!root->given[SCENARIO_START] || !root->given[SCENARIO_END])
        return;
    build->start = root->values[SCENARIO_START].tick;
    build->end = root->values[SCENARIO_END].tick;
    if (build->start >= build->end) {
        diag_error(build->diag, element_span(root->element, "end"), "the scenario ends before it starts");
        diag_note(build->diag, "'start' is the first day that is simulated, 'end' the first that is not");
    } else if (build->end - build->start > SCENARIO_YEARS_MAX * INT64_C(366) * CALENDAR_DAY_S) {
        diag_error(build->diag, element_span(root->element, "end"), "the scenario lasts more than %d years",
                   SCENARIO_YEARS_MAX);
        diag_note(build->diag, "every hour up to 'end' is simulated: end it with the last loan or contract");
    }
}

static void list_by_kind(const struct build *build, struct plan *plan)
{
    size_t kinds = (size_t)plan->kinds->count;
    struct record_list *lists = arena_array(build->arena, kinds, sizeof *lists);
    const struct record ***items = arena_array(build->arena, kinds, sizeof *items);
    int *places = arena_array(build->arena, build->count, sizeof *places);
    for (size_t i = 0; i < build->count; i++) {
        places[i] = kind_place(plan->kinds, build->drafts[i]->record.kind);
        build->drafts[i]->record.index = lists[places[i]].count++;
    }
    for (size_t k = 0; k < kinds; k++) {
        items[k] = arena_array(build->arena, (size_t)lists[k].count, sizeof **items);
        lists[k].items = items[k];
    }
    for (size_t i = 0; i < build->count; i++)
        items[places[i]][build->drafts[i]->record.index] = &build->drafts[i]->record;
    plan->by_kind = lists;
}

static void hand_over(const struct build *build, struct plan *plan)
{
    const struct record **records = arena_array(build->arena, build->count, sizeof *records);
    for (size_t i = 0; i < build->count; i++)
        records[i] = &build->drafts[i]->record;
    plan->records = records;
    plan->record_count = (int)build->count;
    plan->scenario = records[0];
    plan->name = build->drafts[0]->values[SCENARIO_NAME].text;
    plan->start = build->start;
    plan->end = build->end;
    list_by_kind(build, plan);
}

void record_build(struct build *build, const struct element *root, struct plan *plan)
{
    build->kind_names = name_map_new(build->arena);
    build->ids = name_map_new(build->arena);
    build->hourly_files = name_map_new(build->arena);
    if (!build->shapes)
        build->shapes = quantile_shapes_new(build->arena);
    build->units = name_map_new(build->arena);
    for (int i = 0; i < build->kinds->count; i++)
        name_map_add(build->kind_names, build->kinds->kinds[i]->name, (void *)build->kinds->kinds[i]);
    draft_all(build, root);
    fill_draft(build, build->drafts[0]);
    settle_times(build, build->drafts[0]);
    for (size_t i = 1; i < build->count; i++)
        fill_draft(build, build->drafts[i]);
    condition_check_all(build);
    target_check_all(build);
    date_check_all(build);
    hand_over(build, plan);
}
