/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/formula_hours.h"

#include "physics/psychrometrics.h"
#include "plan/hourly.h"
#include "scenario/epw.h"
#include "scenario/hourly_csv.h"

#include <string.h>
#include <strings.h>

static const struct hourly *open_hours(struct formula_call *call, const char *path)
{
    size_t length = strlen(path);
    bool csv = length > 4 && strcasecmp(path + length - 4, ".csv") == 0;
    struct text_file *file = text_file_load(path, call->arena, (struct span){0}, call->diag);
    if (!file)
        return NULL;
    return csv ? hourly_csv_read(file, call->arena, call->diag) : epw_read(file, call->arena, call->diag);
}

static bool moisture_told(const struct formula_call *call)
{
    static const char *const names[] = {"relative-humidity", "wet-bulb", "dew-point", "humidity-ratio"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (formula_key_place(call->formula, names[i]) >= 0 && formula_value(call, names[i])->told)
            return true;
    return false;
}

/* Humidity as EnergyPlus takes it: the relative one where the file has it, else the dew point. */
static bool moisture_of_file(const struct hourly *hourly, int column)
{
    return column == HOURLY_RELATIVE_RATIO ||
           (column == HOURLY_DEW_POINT_K && !hourly->columns[HOURLY_RELATIVE_RATIO]);
}

static double humidity_ratio(const struct hourly *hourly, int hour, double dry_k, double pa)
{
    const double *relative = hourly->columns[HOURLY_RELATIVE_RATIO];
    return relative
               ? psychrometrics_humidity_from_relative(dry_k, relative[hour], pa, NULL)
               : psychrometrics_humidity_from_dew_point(hourly->columns[HOURLY_DEW_POINT_K][hour], pa, NULL);
}

/* The wet bulb of an hour, for a formula that takes moisture in no other way. */
static void set_wet_bulb(struct formula_call *call, const struct hourly *hourly, int hour)
{
    int key = formula_key_place(call->formula, "wet-bulb");
    bool direct = formula_key_place(call->formula, "relative-humidity") >= 0;
    bool moist = hourly->columns[HOURLY_RELATIVE_RATIO] || hourly->columns[HOURLY_DEW_POINT_K];
    const double *dry = hourly->columns[HOURLY_DRY_BULB_K];
    const double *pressure = hourly->columns[HOURLY_PRESSURE_PA];
    if (key < 0 || direct || call->values[key].told || !dry || !moist)
        return;
    double pa = pressure ? pressure[hour] : psychrometrics_standard_pa(hourly->elevation_m, NULL);
    formula_set_number(
        call, key,
        psychrometrics_wet_bulb_k(dry[hour], humidity_ratio(hourly, hour, dry[hour], pa), pa, NULL));
}

static void set_hour(struct formula_call *call, const struct hourly *hourly, int hour, bool moist)
{
    for (int i = 0; call->formula->keys[i].name; i++) {
        int column = call->formula->keys[i].hourly - 1;
        if (column < 0 || !hourly->columns[column] || call->values[i].told)
            continue;
        bool moisture = column == HOURLY_DEW_POINT_K || column == HOURLY_RELATIVE_RATIO;
        if (!moisture || (!moist && moisture_of_file(hourly, column)))
            formula_set_number(call, i, hourly->columns[column][hour]);
    }
    set_wet_bulb(call, hourly, hour);
}

bool formula_hours_run(struct formula_call *call, const char *path, struct formula_hours *hours)
{
    const struct hourly *hourly = open_hours(call, path);
    if (!hourly)
        return false;
    *hours = (struct formula_hours){.hour_count = hourly->row_count,
                                    .output_count = formula_output_count(call->formula)};
    size_t width = (size_t)hours->output_count;
    hours->out = arena_array(call->arena, (size_t)hours->hour_count * width, sizeof(double));
    bool moist = moisture_told(call);
    for (int i = 0; i < hours->hour_count; i++) {
        set_hour(call, hourly, i, moist);
        if (i == 0 && !formula_complete(call))
            return false;
        if (!formula_run(call, false))
            return false;
        hours->clamped_count += call->clamp_count > 0;
        memcpy(hours->out + (size_t)i * width, call->out, width * sizeof(double));
    }
    return true;
}
