/* SPDX-License-Identifier: Apache-2.0 */
#include "plan_maker.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "plan/bind.h"
#include "plan/distribution.h"
#include "plan/frame.h"

#include <check.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

enum { MAX_RECORDS = 4096, MAX_KINDS = 128, MAX_TABLES = 32 };

struct made {
    struct record record;
    union value *values;
    bool *given;
    const char **texts;
    const char *parent;
};

struct plan_maker {
    struct arena *arena;
    struct diag *diag;
    struct made *made[MAX_RECORDS];
    int count;
    const struct kind *kinds[MAX_KINDS];
    int kind_count;
    const struct metric_table *tables[MAX_TABLES];
    int table_count;
};

static struct made *made_find(struct plan_maker *maker, const char *id)
{
    if (!id)
        return maker->made[0];
    for (int i = 0; i < maker->count; i++)
        if (strcmp(maker->made[i]->record.id, id) == 0)
            return maker->made[i];
    ck_abort_msg("no record '%s' in the test's plan", id);
    return NULL;
}

void plan_maker_kind(struct plan_maker *maker, const struct kind *kind)
{
    for (int i = 0; i < maker->kind_count; i++)
        if (maker->kinds[i] == kind)
            return;
    ck_assert_int_lt(maker->kind_count, MAX_KINDS);
    maker->kinds[maker->kind_count++] = kind;
}

void plan_maker_metrics(struct plan_maker *maker, const struct metric_table *metrics)
{
    ck_assert_int_lt(maker->table_count, MAX_TABLES);
    maker->tables[maker->table_count++] = metrics;
}

static struct made *made_new(struct plan_maker *maker, const struct kind *kind, const char *parent,
                             const char *id)
{
    struct arena *arena = maker->arena;
    struct made *made = arena_alloc(arena, sizeof *made);
    size_t fields = (size_t)kind->field_count;
    made->values = arena_array(arena, fields, sizeof *made->values);
    made->given = arena_array(arena, fields, sizeof *made->given);
    made->texts = arena_array(arena, fields, sizeof *made->texts);
    made->parent = parent;
    made->record = (struct record){.kind = kind, .id = id, .label = id, .hash = stream_id(id)};
    made->record.number = maker->count;
    made->record.values = made->values;
    made->record.given = made->given;
    made->record.span = (struct span){.file = "test.xml", .line = maker->count + 1, .column = 1, .length = 1};
    for (int i = 0; i < maker->count; i++)
        made->record.index += maker->made[i]->record.kind == kind;
    plan_maker_kind(maker, kind);
    ck_assert_int_lt(maker->count, MAX_RECORDS);
    maker->made[maker->count++] = made;
    return made;
}

static int field_of(const struct made *made, const char *name)
{
    int field = kind_field(made->record.kind, name);
    ck_assert_msg(field >= 0, "'%s' has no field '%s'", made->record.kind->name, name);
    return field;
}

struct plan_maker *plan_maker_new(struct arena *arena, const char *start, const char *end)
{
    struct plan_maker *maker = arena_alloc(arena, sizeof *maker);
    maker->arena = arena;
    maker->diag = diag_new(arena);
    plan_maker_kind(maker, &frame_party_kind);
    plan_maker_kind(maker, &frame_site_kind);
    made_new(maker, &frame_scenario_kind, NULL, "scenario");
    plan_maker_set(maker, NULL, "name", "test");
    plan_maker_set(maker, NULL, "start", start);
    plan_maker_set(maker, NULL, "end", end);
    return maker;
}

struct record *plan_maker_add(struct plan_maker *maker, const struct kind *kind, const char *parent,
                              const char *id, ...)
{
    struct made *made = made_new(maker, kind, parent, id);
    va_list args;
    va_start(args, id);
    for (const char *name; (name = va_arg(args, const char *));)
        made->texts[field_of(made, name)] = va_arg(args, const char *);
    va_end(args);
    return &made->record;
}

void plan_maker_set(struct plan_maker *maker, const char *id, const char *field, const char *text)
{
    struct made *made = made_find(maker, id);
    made->texts[field_of(made, field)] = text;
}

void plan_maker_put(struct plan_maker *maker, const char *id, const char *field, union value value)
{
    struct made *made = made_find(maker, id);
    int place = field_of(made, field);
    made->values[place] = value;
    made->given[place] = true;
}

static double number_of(struct plan_maker *maker, const char *text, const char *unit)
{
    double si = 0;
    bool good = quantity_parse(&si, text, unit, span_of_argument("test", text), maker->diag);
    ck_assert_msg(good, "'%s' is no %s", text, unit);
    return si;
}

static void shape_numbers(struct distribution *distribution, const double *numbers, int count)
{
    switch (distribution->shape) {
    case SHAPE_FIXED: distribution->mode = numbers[0]; break;
    case SHAPE_UNIFORM: distribution->low = numbers[0], distribution->high = numbers[1]; break;
    case SHAPE_NORMAL: distribution->mean = numbers[0], distribution->sd = numbers[1]; break;
    case SHAPE_LOGNORMAL: distribution->p50 = numbers[0], distribution->p90 = numbers[1]; break;
    default:
        ck_assert_int_eq(count, 3);
        distribution->low = numbers[0], distribution->mode = numbers[1], distribution->high = numbers[2];
    }
}

static void factor_of(struct plan_maker *maker, struct distribution *distribution, char *text)
{
    char *loading = strstr(text, " loading=");
    ck_assert_ptr_nonnull(loading);
    *loading = '\0';
    distribution->factor = &made_find(maker, text)->record;
    distribution->loading = atof(loading + strlen(" loading="));
}

static const struct distribution *distribution_of(struct plan_maker *maker, const char *text,
                                                  const char *unit)
{
    struct distribution *distribution = arena_alloc(maker->arena, sizeof *distribution);
    distribution->shape = SHAPE_FIXED;
    for (int shape = 0; shape < SHAPE_COUNT; shape++) {
        size_t length = strlen(distribution_names[shape]);
        if (strncmp(text, distribution_names[shape], length) == 0 && text[length] == ' ') {
            distribution->shape = shape;
            text += length + 1;
        }
    }
    double numbers[4] = {0};
    int count = 0;
    char *rest = NULL;
    for (char *part = strtok_r(arena_strdup(maker->arena, text), "|", &rest); part;
         part = strtok_r(NULL, "|", &rest)) {
        if (strncmp(part, "factor=", 7) == 0)
            factor_of(maker, distribution, part + 7);
        else
            numbers[count++] = number_of(maker, part, unit);
    }
    shape_numbers(distribution, numbers, count);
    const char *wrong = distribution_compile(distribution, NULL, maker->arena);
    ck_assert_msg(!wrong, "'%s': %s", text, wrong);
    return distribution;
}

static const struct record_list *refs_of(struct plan_maker *maker, const char *text)
{
    const struct record **items = arena_array(maker->arena, strlen(text) + 1, sizeof *items);
    struct record_list *list = arena_alloc(maker->arena, sizeof *list);
    char *rest = NULL;
    for (char *id = strtok_r(arena_strdup(maker->arena, text), " ", &rest); id;
         id = strtok_r(NULL, " ", &rest))
        items[list->count++] = &made_find(maker, id)->record;
    list->items = items;
    return list;
}

static const double *series_of(struct plan_maker *maker, const char *text, const struct field *field)
{
    double *series = arena_array(maker->arena, (size_t)field->length, sizeof *series);
    int count = 0;
    char *rest = NULL;
    for (char *part = strtok_r(arena_strdup(maker->arena, text), " ", &rest); part;
         part = strtok_r(NULL, " ", &rest)) {
        ck_assert_int_lt(count, field->length);
        series[count++] = quantity_to_si(atof(part), field->unit ? field->unit : "");
    }
    ck_assert_int_eq(count, field->length);
    return series;
}

static union value value_of(struct plan_maker *maker, const char *text, const struct field *field)
{
    union value value = {.number = 0};
    const char *unit = field->unit ? field->unit : "";
    struct span span = span_of_argument("test", text);
    switch (field->type) {
    case FIELD_TEXT: value.text = text; break;
    case FIELD_FLAG: value.count = strcmp(text, "yes") == 0; break;
    case FIELD_COUNT: value.count = (int64_t)number_of(maker, text, ""); break;
    case FIELD_QUANTITY: value.number = number_of(maker, text, unit); break;
    case FIELD_DURATION: value.number = number_of(maker, text, "d"); break;
    case FIELD_DATE: ck_assert(calendar_parse(&value.tick, text, span, maker->diag)); break;
    case FIELD_DISTRIBUTION: value.distribution = distribution_of(maker, text, unit); break;
    case FIELD_ENUM: ck_assert_msg(field_list_has(field->choices, text, &value.choice), "%s", text); break;
    case FIELD_REF: value.record = &made_find(maker, text)->record; break;
    case FIELD_REFS: value.records = refs_of(maker, text); break;
    case FIELD_SERIES: value.series = series_of(maker, text, field); break;
    default: ck_abort_msg("field '%s' has no text in tests: use plan_maker_put", field->name);
    }
    return value;
}

static void resolve(struct plan_maker *maker, struct made *made)
{
    const struct kind *kind = made->record.kind;
    for (int i = 0; i < kind->field_count; i++) {
        const struct field *field = &kind->fields[i];
        const char *text = made->texts[i] ? made->texts[i] : field->fallback;
        if (made->given[i] || (text && !*text && !made->texts[i]))
            continue;
        ck_assert_msg(text != NULL || field->type == FIELD_REF, "'%s' needs '%s'", made->record.id,
                      field->name);
        if (!text)
            continue;
        made->values[i] = value_of(maker, text, field);
        made->given[i] = true;
        if (strcmp(field->name, "site") == 0 && field->type == FIELD_REF)
            made->record.site = made->values[i].record;
    }
}

static void place(struct plan_maker *maker, struct made *made)
{
    if (made == maker->made[0])
        return;
    made->record.parent = &made_find(maker, made->parent)->record;
    if (made->record.kind == &frame_site_kind)
        made->record.site = &made->record;
    else if (!made->record.site)
        made->record.site = made->record.parent->site;
}

static const struct record_list *lists_by_kind(const struct plan_maker *maker)
{
    struct record_list *lists = arena_array(maker->arena, (size_t)maker->kind_count, sizeof *lists);
    for (int k = 0; k < maker->kind_count; k++) {
        const struct record **items = arena_array(maker->arena, (size_t)maker->count, sizeof *items);
        for (int i = 0; i < maker->count; i++)
            if (maker->made[i]->record.kind == maker->kinds[k])
                items[lists[k].count++] = &maker->made[i]->record;
        lists[k].items = items;
    }
    return lists;
}

const struct plan *plan_maker_plan(struct plan_maker *maker)
{
    const struct record **records = arena_array(maker->arena, (size_t)maker->count, sizeof *records);
    for (int i = 0; i < maker->count; i++) {
        resolve(maker, maker->made[i]);
        place(maker, maker->made[i]);
        records[i] = &maker->made[i]->record;
    }
    struct kind_list *list = arena_alloc(maker->arena, sizeof *list);
    *list = (struct kind_list){maker->kinds, maker->kind_count, maker->tables, maker->table_count};
    struct plan *plan = arena_alloc(maker->arena, sizeof *plan);
    *plan = (struct plan){.arena = maker->arena, .kinds = list, .name = "test", .resolved_xml = ""};
    plan->scenario = records[0];
    plan->start = record_tick(records[0], SCENARIO_START);
    plan->end = record_tick(records[0], SCENARIO_END);
    plan->records = records;
    plan->record_count = maker->count;
    plan->by_kind = lists_by_kind(maker);
    bind_metrics(plan);
    return plan;
}

struct run *plan_maker_run(const struct plan *plan, const struct metric_layout *layout, struct draw draw,
                           struct arena *arena)
{
    struct run *run = arena_alloc(arena, sizeof *run);
    *run = (struct run){.plan = plan, .arena = arena, .draw = draw};
    run->sim = sim_new(arena, plan->start);
    run->board = metric_board_new(layout, arena);
    run->progress = progress_new(plan, run->sim, arena);
    run->ledger = ledger_new(plan_list(plan, &frame_party_kind).count, arena);
    run->requests = request_book_new(arena);
    return run;
}
