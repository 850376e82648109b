/* SPDX-License-Identifier: Apache-2.0 */
#include "economics/hour_shape.h"

#include "base/calendar.h"

#define DAY_HOURS   24
#define YEAR_MONTHS 12

/* A shape whose mean is zero or less has no level to scale: it stays as it is. */
static void normalise(double *to, const double *shape, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += shape[i];
    for (int i = 0; i < count; i++)
        to[i] = sum > 0 ? shape[i] * count / sum : shape[i];
}

static void shape_of_fields(struct hour_shape *shape, const struct record *record,
                            const struct hour_shape_fields *fields)
{
    double months[YEAR_MONTHS], hours[DAY_HOURS];
    if (record_has(record, fields->month_hours)) {
        double all[YEAR_MONTHS * DAY_HOURS];
        normalise(all, record_series(record, fields->month_hours), YEAR_MONTHS * DAY_HOURS);
        for (int i = 0; i < YEAR_MONTHS * DAY_HOURS; i++)
            shape->table[i / DAY_HOURS][i % DAY_HOURS] = all[i];
        return;
    }
    normalise(months, record_series(record, fields->months), YEAR_MONTHS);
    normalise(hours, record_series(record, fields->hours), DAY_HOURS);
    for (int m = 0; m < YEAR_MONTHS; m++)
        for (int h = 0; h < DAY_HOURS; h++)
            shape->table[m][h] = months[m] * hours[h];
}

/* The local time of ROW as a tick; a typical year is taken as one of 365 days. */
static int64_t row_time(const struct hour_shape *shape, int row)
{
    const int64_t typical = 31536000; /* 1971-01-01 */
    int64_t first = shape->file->start == INT64_MIN ? typical : shape->file->start + shape->offset_s;
    return first + (int64_t)row * CALENDAR_HOUR_S;
}

/* Means of the file by month and hour over its mean; a month and hour that it lacks has the mean. */
static void shape_of_file(struct hour_shape *shape)
{
    int counts[YEAR_MONTHS][DAY_HOURS] = {0};
    double total = 0;
    for (int row = 0; row < shape->file->row_count; row++) {
        int64_t local = row_time(shape, row);
        int month = calendar_date_of(local).month - 1, hour = calendar_hour_of_day(local);
        shape->table[month][hour] += shape->rows[row];
        counts[month][hour]++;
        total += shape->rows[row];
    }
    shape->file_mean = total / shape->file->row_count;
    for (int m = 0; m < YEAR_MONTHS; m++)
        for (int h = 0; h < DAY_HOURS; h++)
            shape->table[m][h] = counts[m][h] ? shape->table[m][h] / counts[m][h] / shape->file_mean : 1;
}

struct hour_shape hour_shape_of(const struct record *record, const struct hour_shape_fields *fields,
                                int64_t offset_s)
{
    struct hour_shape shape = {.offset_s = offset_s};
    if (!record_has(record, fields->file)) {
        shape_of_fields(&shape, record, fields);
        return shape;
    }
    shape.file = record_hourly(record, fields->file);
    shape.rows = shape.file->columns[fields->column];
    shape_of_file(&shape);
    return shape;
}

static double file_at(const struct hour_shape *shape, int64_t local, double mean)
{
    const struct hourly *file = shape->file;
    if (file->start == INT64_MIN) {
        int64_t row = calendar_hour_of_year(local);
        if (calendar_is_leap(calendar_date_of(local).year) && row >= 59 * DAY_HOURS)
            row -= DAY_HOURS; /* 29 February has the hours of the 28th */
        return shape->rows[row] / shape->file_mean;
    }
    int64_t into = local - shape->offset_s - file->start, row = into / CALENDAR_HOUR_S;
    if (into < 0 || row >= file->row_count)
        return mean;
    return shape->rows[row] / shape->file_mean;
}

int hour_shape_month(const struct hour_shape *shape, int64_t month, double relative[HOUR_SHAPE_MONTH])
{
    const double *table = shape->table[calendar_date_of(month).month - 1];
    int count = (int)((calendar_next_month(month) - month) / CALENDAR_HOUR_S);
    for (int first = 0; first < count; first += DAY_HOURS)
        for (int h = 0; h < DAY_HOURS; h++)
            relative[first + h] = table[h];
    for (int i = 0; shape->file && i < count; i++)
        relative[i] = file_at(shape, month + (int64_t)i * CALENDAR_HOUR_S, relative[i]);
    return count;
}

bool hour_shape_has_level(const struct hourly *file, enum hourly_column column)
{
    double sum = 0;
    for (int row = 0; row < file->row_count; row++)
        sum += file->columns[column][row];
    return sum > 0;
}
