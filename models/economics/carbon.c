/* SPDX-License-Identifier: Apache-2.0 */
#include "economics/carbon.h"

#include "base/calendar.h"
#include "base/lanes.h"
#include "economics/kinds.h"

#include <math.h>

#define ONES_12 "1 1 1 1 1 1 1 1 1 1 1 1"

static const struct field carbon_fields[CARBON_FIELD_COUNT] = {
    [CARBON_BASIS] = {.name = "basis",
                      .type = FIELD_ENUM,
                      .choices = "average|marginal|life-cycle",
                      .meaning =
                          "what the figure is: stacks of the grid on average, of the plant that follows "
                          "load, or the average with all of fuels' and plants' lives"},
    [CARBON_INTENSITY] = {.name = "intensity",
                          .type = FIELD_QUANTITY,
                          .unit = "kg/MWh",
                          .fallback = "",
                          .low = 0,
                          .high = 3000,
                          .meaning = "mean of the year; that of the file when absent"},
    [CARBON_MONTHS] = {.name = "months",
                       .type = FIELD_SERIES,
                       .unit = "",
                       .length = 12,
                       .fallback = ONES_12,
                       .low = 0,
                       .high = 5000,
                       .meaning = "by month, January first, relative; normalised to a mean of 1"},
    [CARBON_HOURS] = {.name = "hours",
                      .type = FIELD_SERIES,
                      .unit = "",
                      .length = 24,
                      .fallback = ONES_12 " " ONES_12,
                      .low = 0,
                      .high = 5000,
                      .meaning = "by hour of the local standard day, relative; normalised to a mean of 1"},
    [CARBON_MONTH_HOURS] = {.name = "month-hours",
                            .type = FIELD_SERIES,
                            .unit = "",
                            .length = 288,
                            .fallback = "",
                            .low = 0,
                            .high = 5000,
                            .meaning = "by month and hour of the local standard day, 24 numbers for January "
                                       "first, relative; in place of months and hours"},
    [CARBON_FILE] = {.name = "file",
                     .type = FIELD_HOURLY,
                     .choices = "carbon",
                     .fallback = "",
                     .meaning = "CSV of hourly intensities in place of a shape, as for prices of a region; "
                                "scaled to the intensity where that is given"},
};

const struct kind economics_carbon_kind = {
    .name = "carbon",
    .family = "economics",
    .parents = "region",
    .fields = carbon_fields,
    .field_count = CARBON_FIELD_COUNT,
    .flags = KIND_CATALOGUE | KIND_NO_ID,
    .meaning = "carbon dioxide of a region's energy on one basis; three bases are kept apart",
};

static bool varies(const struct carbon_base *base)
{
    for (int m = 0; m < 12; m++)
        for (int h = 0; h < 24; h++)
            if (base->shape.table[m][h] != base->shape.table[0][0])
                return true;
    return base->shape.file != NULL;
}

static void take_base(struct carbon_plan *plan, const struct record *record, struct diag *diag)
{
    struct carbon_base *base = &plan->bases[record_choice(record, CARBON_BASIS)];
    bool has_file = record_has(record, CARBON_FILE), has_mean = record_has(record, CARBON_INTENSITY);
    if (base->record) {
        diag_error(diag, record->span, "region '%s' has its carbon on this basis already",
                   record->parent->id);
        diag_note(diag, "one record for each of average, marginal and life-cycle");
        return;
    }
    if (!has_file && !has_mean) {
        diag_error(diag, record->span, "this carbon has no intensity");
        diag_note(diag, "give an intensity, or a file of hours");
        return;
    }
    if (has_file && !hour_shape_has_level(record_hourly(record, CARBON_FILE), HOURLY_CARBON_KG_J)) {
        diag_error(diag, record->span, "the file of this carbon holds zeros alone");
        diag_note(diag, "leave the file out and give intensity=\"0 kg/MWh\"");
        return;
    }
    static const struct hour_shape_fields fields = {CARBON_MONTHS, CARBON_HOURS, CARBON_MONTH_HOURS,
                                                    CARBON_FILE, HOURLY_CARBON_KG_J};
    base->record = record;
    base->shape = hour_shape_of(record, &fields, plan->offset_s);
    base->kg_j = has_mean ? record_number(record, CARBON_INTENSITY) : base->shape.file_mean;
    base->varies = varies(base);
}

struct carbon_plan carbon_plan_of(const struct plan *plan, const struct record *region, struct arena *arena,
                                  struct diag *diag)
{
    struct carbon_plan carbon = {.offset_s = llround(record_number(region, REGION_UTC_OFFSET))};
    struct record_list all = record_children(plan, region, &economics_carbon_kind, arena);
    for (int i = 0; i < all.count; i++)
        take_base(&carbon, all.items[i], diag);
    return carbon;
}

/* One basis of a site; its local month last asked for is kept, all zero: none yet. */
struct base_hours {
    int64_t from, until; /* ticks of the month */
    double kg_j[HOUR_SHAPE_MONTH];
    LANES_ALIGNED double kg[LANES_COUNT]; /* since the month began */
};

struct carbon {
    const struct carbon_plan *plan;
    struct base_hours *bases[CARBON_BASES]; /* NULL: flat or not modelled */
};

struct carbon *carbon_start(const struct carbon_plan *plan, struct arena *arena)
{
    struct carbon *carbon = arena_alloc(arena, sizeof *carbon);
    *carbon = (struct carbon){.plan = plan};
    for (int b = 0; b < CARBON_BASES; b++)
        if (plan->bases[b].varies)
            carbon->bases[b] = arena_array(arena, 1, sizeof *carbon->bases[b]);
    return carbon;
}

static void take_month(struct base_hours *hours, const struct carbon_plan *plan, int basis, int64_t tick)
{
    int64_t start = calendar_month_start(tick + plan->offset_s);
    int count = hour_shape_month(&plan->bases[basis].shape, start, hours->kg_j);
    hours->from = start - plan->offset_s;
    hours->until = hours->from + (int64_t)count * CALENDAR_HOUR_S;
    for (int i = 0; i < count; i++)
        hours->kg_j[i] *= plan->bases[basis].kg_j;
}

/* Hours AT to AT + N - 1 of those read, which lie in a row; the month's begin with HOUR. */
static void add_row(struct base_hours *base, const struct service_hours *hours, int at, int n, int64_t hour)
{
    const double *seconds = hours->seconds + hours->low + at, *grid_w = hours->grid_w + hours->low + at;
    const double *kg_j = base->kg_j + hour;
    for (int i = 0; i < n; i++)
        base->kg[(hours->low + at + i) % LANES_COUNT] += seconds[i] * grid_w[i] * kg_j[i];
}

static void read_base(struct base_hours *base, const struct carbon_plan *plan, int basis,
                      const struct service_hours *hours)
{
    const int64_t *tick = hours->tick;
    for (int at = 0, n; at < hours->n; at += n) {
        if (tick[at] < base->from || tick[at] >= base->until)
            take_month(base, plan, basis, tick[at]);
        int64_t hour = (tick[at] - base->from) / CALENDAR_HOUR_S;
        int64_t next = base->from + (hour + 1) * CALENDAR_HOUR_S;
        for (n = 1; at + n < hours->n && tick[at + n] == next && next < base->until; n++)
            next += CALENDAR_HOUR_S;
        add_row(base, hours, at, n, hour);
    }
}

void carbon_read(struct carbon *carbon, const struct service_hours *hours)
{
    for (int b = 0; b < CARBON_BASES; b++)
        if (carbon->bases[b])
            read_base(carbon->bases[b], carbon->plan, b, hours);
}

double carbon_take_kg(struct carbon *carbon, enum carbon_basis basis, double energy_j)
{
    const struct carbon_base *base = &carbon->plan->bases[basis];
    struct base_hours *hours = carbon->bases[basis];
    if (!base->record)
        return NAN;
    if (!hours)
        return energy_j * base->kg_j;
    double kg = lanes_sum(hours->kg);
    for (int lane = 0; lane < LANES_COUNT; lane++)
        hours->kg[lane] = 0;
    return kg;
}
