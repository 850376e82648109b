/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/record.h"

#include <assert.h>
#include <string.h>

struct record_list plan_list(const struct plan *plan, const struct kind *kind)
{
    int place = kind_place(plan->kinds, kind);
    assert(place >= 0);
    return plan->by_kind[place];
}

const struct record *plan_find(const struct plan *plan, const char *id)
{
    for (int i = 0; i < plan->record_count; i++)
        if (strcmp(plan->records[i]->id, id) == 0)
            return plan->records[i];
    return NULL;
}

static const union value *value_of(const struct record *record, int field, enum field_type type)
{
    assert(field >= 0 && field < record->kind->field_count);
    assert(record->kind->fields[field].type == type);
    (void)type;
    return &record->values[field];
}

double record_number(const struct record *record, int field)
{
    bool duration = record->kind->fields[field].type == FIELD_DURATION;
    return value_of(record, field, duration ? FIELD_DURATION : FIELD_QUANTITY)->number;
}

int64_t record_count(const struct record *record, int field)
{
    return value_of(record, field, FIELD_COUNT)->count;
}

bool record_flag(const struct record *record, int field)
{
    return value_of(record, field, FIELD_FLAG)->count != 0;
}

int64_t record_tick(const struct record *record, int field)
{
    return value_of(record, field, FIELD_DATE)->tick;
}

int record_choice(const struct record *record, int field)
{
    return value_of(record, field, FIELD_ENUM)->choice;
}

const char *record_text(const struct record *record, int field)
{
    return value_of(record, field, FIELD_TEXT)->text;
}

const double *record_series(const struct record *record, int field)
{
    return value_of(record, field, FIELD_SERIES)->series;
}

const struct hourly *record_hourly(const struct record *record, int field)
{
    return value_of(record, field, FIELD_HOURLY)->hourly;
}

const struct record *record_ref(const struct record *record, int field)
{
    return value_of(record, field, FIELD_REF)->record;
}

struct record_list record_refs(const struct record *record, int field)
{
    const struct record_list *list = value_of(record, field, FIELD_REFS)->records;
    return list ? *list : (struct record_list){0};
}

const struct distribution *record_distribution(const struct record *record, int field)
{
    return value_of(record, field, FIELD_DISTRIBUTION)->distribution;
}

const struct condition *record_condition(const struct record *record, int field)
{
    return value_of(record, field, FIELD_CONDITION)->condition;
}

const struct curve *record_curve(const struct record *record, int field)
{
    return value_of(record, field, FIELD_CURVE)->curve;
}

bool record_has(const struct record *record, int field)
{
    assert(field >= 0 && field < record->kind->field_count);
    return record->given[field];
}

struct record_list record_children(const struct plan *plan, const struct record *parent,
                                   const struct kind *kind, struct arena *arena)
{
    struct record_list all = plan_list(plan, kind);
    const struct record **items = arena_array(arena, (size_t)all.count, sizeof *items);
    int count = 0;
    for (int i = 0; i < all.count; i++)
        if (all.items[i]->parent == parent)
            items[count++] = all.items[i];
    return (struct record_list){.items = items, .count = count};
}
