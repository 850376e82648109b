/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/record_text.h"

#include "base/calendar.h"
#include "base/curve.h"
#include "base/quantity.h"
#include "plan/condition.h"
#include "plan/distribution.h"
#include "plan/hourly.h"

#include <string.h>

enum { DIGITS = 6 };

static const char *number_text(double si, const char *unit, struct arena *arena)
{
    return unit && unit[0] ? quantity_format(arena, si, unit, DIGITS)
                           : arena_printf(arena, "%.*g", DIGITS, si);
}

static const char *list_text(const double *si, int count, const char *unit, struct arena *arena)
{
    const char *text = "";
    for (int i = 0; i < count; i++)
        text = arena_printf(arena, "%s%s%.*g", text, i ? " " : "", DIGITS, quantity_from_si(si[i], unit));
    return unit[0] ? arena_printf(arena, "%s %s", text, unit) : text;
}

static const char *factor_text(const struct distribution *d, struct arena *arena)
{
    if (!d->factor)
        return "";
    return arena_printf(arena, ", %g with %s", d->loading, d->factor->id);
}

static const char *distribution_text(const struct distribution *d, const char *unit, struct arena *arena)
{
    const char *name = distribution_names[d->shape], *factor = factor_text(d, arena);
    const char *low = number_text(d->low, unit, arena), *high = number_text(d->high, unit, arena);
    switch (d->shape) {
    case SHAPE_FIXED: return arena_printf(arena, "%s%s", number_text(d->mode, unit, arena), factor);
    case SHAPE_UNIFORM: return arena_printf(arena, "%s %s to %s%s", name, low, high, factor);
    case SHAPE_TRIANGULAR:
    case SHAPE_PERT:
        return arena_printf(arena, "%s %s, %s, %s%s", name, low, number_text(d->mode, unit, arena), high,
                            factor);
    case SHAPE_NORMAL: {
        bool celsius = unit && (strcmp(unit, "degC") == 0 || strcmp(unit, "degF") == 0);
        return arena_printf(arena, "%s mean %s, sd %s%s", name, number_text(d->mean, unit, arena),
                            number_text(d->sd, celsius ? "K" : unit, arena), factor);
    }
    case SHAPE_LOGNORMAL:
        return arena_printf(arena, "%s p50 %s, p90 %s%s", name, number_text(d->p50, unit, arena),
                            number_text(d->p90, unit, arena), factor);
    default:
        return arena_printf(arena, "%s %s%s", name,
                            list_text(d->values, d->value_count, unit ? unit : "", arena), factor);
    }
}

static const char *curve_text(const struct curve *curve, const struct field *field, struct arena *arena)
{
    const char *text = "", *unit_x = field->unit ? field->unit : "",
               *unit_y = field->unit_y ? field->unit_y : "";
    for (int i = 0; i < curve->count; i++)
        text = arena_printf(arena, "%s%s%.*g:%.*g", text, i ? " " : "", DIGITS,
                            quantity_from_si(curve->x[i], unit_x), DIGITS,
                            quantity_from_si(curve->y[i], unit_y));
    return arena_printf(arena, "%s (%s:%s)", text, unit_x[0] ? unit_x : "1", unit_y[0] ? unit_y : "1");
}

static const char *refs_text(struct record_list list, struct arena *arena)
{
    const char *text = "";
    for (int i = 0; i < list.count; i++)
        text = arena_printf(arena, "%s%s%s", text, i ? " " : "", list.items[i]->id);
    return text;
}

static const char *choice_text(const char *choices, int choice, struct arena *arena)
{
    for (; choice > 0 && *choices; choice--)
        choices += strcspn(choices, "|") + 1;
    return arena_strndup(arena, choices, strcspn(choices, "|"));
}

/* A date, with the time when it is not midnight. */
static const char *date_text(int64_t tick, struct arena *arena)
{
    char date[CALENDAR_DATE_SIZE], time[CALENDAR_TIME_SIZE];
    bool midnight = tick % CALENDAR_DAY_S == 0;
    return arena_strdup(arena,
                        midnight ? calendar_format_date(tick, date) : calendar_format_time(tick, time));
}

static const char *hourly_text(const struct hourly *hourly, struct arena *arena)
{
    return arena_printf(arena, "%s (%d hours)", hourly->path, hourly->row_count);
}

const char *record_text_value(const struct record *record, int index, struct arena *arena)
{
    const struct field *field = &record->kind->fields[index];
    if (!record_has(record, index))
        return NULL;
    switch (field->type) {
    case FIELD_TEXT: return record_text(record, index);
    case FIELD_FLAG: return record_flag(record, index) ? "yes" : "no";
    case FIELD_COUNT: return arena_printf(arena, "%lld", (long long)record_count(record, index));
    case FIELD_QUANTITY: return number_text(record_number(record, index), field->unit, arena);
    case FIELD_DURATION: return number_text(record_number(record, index), "d", arena);
    case FIELD_SERIES:
        return list_text(record_series(record, index), field->length, field->unit ? field->unit : "", arena);
    case FIELD_DATE: return date_text(record_tick(record, index), arena);
    case FIELD_DISTRIBUTION: return distribution_text(record_distribution(record, index), field->unit, arena);
    case FIELD_ENUM: return choice_text(field->choices, record_choice(record, index), arena);
    case FIELD_REF: return record_ref(record, index)->id;
    case FIELD_REFS: return refs_text(record_refs(record, index), arena);
    case FIELD_CURVE: return curve_text(record_curve(record, index), field, arena);
    case FIELD_HOURLY: return hourly_text(record_hourly(record, index), arena);
    case FIELD_CONDITION: return condition_text(record_condition(record, index), arena);
    }
    return NULL;
}
