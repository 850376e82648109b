/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/epw.h"

#include "physics/psychrometrics.h"
#include "scenario/hourly_fill.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    CELLS_USED = 10,
    HEADER_LINES_MAX = 20,
    PER_HOUR_MAX = 60,
    ERRORS_MAX = 10,
    FILLED_WARNING = EPW_YEAR_HOURS / 50,
    FIELD_MONTH = 1,
    FIELD_DAY = 2,
    FIELD_HOUR = 3,
    LOCATION_ZONE = 8,
    LOCATION_ELEVATION = 9,
    PERIODS_COUNT = 1,
    PERIODS_PER_HOUR = 2,
};

static const double zero_c_k = 273.15;

/* What is read of a row, where, and what stands for "not measured". */
enum series { DRY_BULB, DEW_POINT, HUMIDITY, PRESSURE, SERIES_COUNT };
static const struct {
    const char *name;
    int cell;
    double missing, low, high;
} series[SERIES_COUNT] = {
    [DRY_BULB] = {"dry bulb", 6, 99.9, -90, 70},
    [DEW_POINT] = {"dew point", 7, 99.9, -100, 70},
    [HUMIDITY] = {"relative humidity", 8, 999, 0, 110},
    [PRESSURE] = {"pressure", 9, 999999, 31000, 120000},
};

struct reading {
    const struct text_file *file;
    struct arena *arena;
    struct diag *diag;
    const char *line; /* the present one */
    size_t length;    /* of it, without its end */
    struct span first_row, last_row;
    int per_hour, row; /* rows an hour; rows of the year so far */
    int zone_s;
    double elevation_m;
    double *values[SERIES_COUNT]; /* sums while reading, then means; NaN where nothing is known */
    int *known[SERIES_COUNT];
    int error_count;
};

struct cell {
    const char *text;
    size_t length;
};

static bool complain(struct reading *reading, const char *at, size_t length, const char *what)
{
    reading->error_count++;
    return diag_error(reading->diag,
                      text_file_span(reading->file, (size_t)(at - reading->file->text), length), "%s", what);
}

static bool next_line(struct reading *reading)
{
    if (reading->line)
        reading->line += reading->length + strspn(reading->line + reading->length, "\r\n");
    else
        reading->line = reading->file->text;
    reading->length = strcspn(reading->line, "\r\n");
    return *reading->line != '\0';
}

/* The first COUNT cells of the line, blanks taken off; how many there were. */
static int split(const struct reading *reading, struct cell *cells, int count)
{
    const char *at = reading->line, *end = reading->line + reading->length;
    int found = 0;
    while (found < count) {
        const char *comma = memchr(at, ',', (size_t)(end - at)), *stop = comma ? comma : end;
        while (at < stop && *at == ' ')
            at++;
        size_t length = (size_t)(stop - at);
        while (length && at[length - 1] == ' ')
            length--;
        cells[found++] = (struct cell){at, length};
        if (!comma)
            break;
        at = comma + 1;
    }
    return found;
}

static bool parse(const struct cell *cell, double *number)
{
    char text[32];
    if (!cell->length || cell->length >= sizeof text)
        return false;
    memcpy(text, cell->text, cell->length);
    text[cell->length] = '\0';
    char *end;
    *number = strtod(text, &end);
    return !*end && strspn(text, "+-0123456789.eE") == cell->length && isfinite(*number);
}

static bool parse_whole(const struct cell *cell, int low, int high, int *whole)
{
    double number;
    if (!parse(cell, &number) || number != floor(number) || number < low || number > high)
        return false;
    *whole = (int)number;
    return true;
}

static bool starts(const struct reading *reading, const char *word)
{
    return strncmp(reading->line, word, strlen(word)) == 0;
}

static bool read_location(struct reading *reading)
{
    struct cell cells[CELLS_USED] = {0};
    double zone_h, elevation_m;
    if (split(reading, cells, CELLS_USED) < CELLS_USED || !parse(&cells[LOCATION_ZONE], &zone_h) ||
        !parse(&cells[LOCATION_ELEVATION], &elevation_m) || fabs(zone_h) > 14 || fabs(elevation_m) > 9000)
        return complain(reading, reading->line, reading->length,
                        "LOCATION has its time zone (hours) as 9th and its elevation (m) as 10th field");
    reading->zone_s = (int)lround(zone_h * 3600);
    reading->elevation_m = elevation_m;
    return true;
}

static bool read_periods(struct reading *reading)
{
    struct cell cells[PERIODS_PER_HOUR + 1] = {0};
    int periods;
    if (split(reading, cells, PERIODS_PER_HOUR + 1) <= PERIODS_PER_HOUR ||
        !parse_whole(&cells[PERIODS_COUNT], 1, 1, &periods) ||
        !parse_whole(&cells[PERIODS_PER_HOUR], 1, PER_HOUR_MAX, &reading->per_hour))
        return complain(reading, reading->line, reading->length,
                        "DATA PERIODS tells one period and from 1 to 60 rows an hour");
    return true;
}

static bool read_header(struct reading *reading)
{
    bool located = false;
    for (int i = 0; i < HEADER_LINES_MAX && next_line(reading); i++) {
        if (i == 0 && !starts(reading, "LOCATION,"))
            break;
        if (starts(reading, "LOCATION,"))
            located = read_location(reading);
        if (starts(reading, "DATA PERIODS,"))
            return read_periods(reading) && located;
        if (!located)
            return false;
    }
    diag_error(reading->diag, text_file_span(reading->file, 0, 1), "this is no EPW file");
    diag_note(reading->diag, "its first line starts with 'LOCATION,', its eighth with 'DATA PERIODS,'");
    return false;
}

/* Hour of a year without leap day that a row says it is, or -1; -2 for 29 February. */
static int hour_of_row(const struct cell *cells)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int month, day, hour, before = 0;
    if (!parse_whole(&cells[FIELD_MONTH], 1, 12, &month) || !parse_whole(&cells[FIELD_DAY], 1, 31, &day) ||
        !parse_whole(&cells[FIELD_HOUR], 1, 24, &hour))
        return -1;
    if (month == 2 && day == 29)
        return -2;
    if (day > days[month - 1])
        return -1;
    for (int m = 0; m < month - 1; m++)
        before += days[m];
    return (before + day - 1) * 24 + hour - 1;
}

static void read_number(struct reading *reading, enum series which, const struct cell *cell, int hour)
{
    double number;
    if (!cell->length)
        return;
    if (!parse(cell, &number)) {
        complain(reading, cell->text, cell->length, "this is no number");
        return;
    }
    if (number >= series[which].missing)
        return;
    if (number < series[which].low || number > series[which].high) {
        complain(reading, cell->text, cell->length,
                 arena_printf(reading->arena, "a %s is from %g to %g%s", series[which].name,
                              series[which].low, series[which].high,
                              which == PRESSURE   ? " Pa"
                              : which == HUMIDITY ? " %"
                                                  : " degC"));
        return;
    }
    reading->values[which][hour] += number;
    reading->known[which][hour]++;
}

static bool read_row(struct reading *reading)
{
    struct cell cells[CELLS_USED] = {0};
    int count = split(reading, cells, CELLS_USED);
    if (count == 1 && !cells[0].length)
        return true;
    if (count < CELLS_USED)
        return complain(reading, reading->line, reading->length,
                        "this row is cut short: it has fewer than the ten fields that are read of the 35");
    int hour = hour_of_row(cells), expected = reading->row / reading->per_hour;
    if (hour == -2)
        return true;
    if (hour != expected || expected >= EPW_YEAR_HOURS) {
        complain(reading, cells[FIELD_MONTH].text,
                 (size_t)(cells[FIELD_HOUR].text + cells[FIELD_HOUR].length - cells[FIELD_MONTH].text),
                 hour < 0 ? "this is no month, day and hour (1 to 24)" : "this hour is out of order");
        diag_note(reading->diag, "a year goes from 1,1,1 to 12,31,24 with %d row%s an hour",
                  reading->per_hour, reading->per_hour > 1 ? "s" : "");
        return false;
    }
    for (int which = 0; which < SERIES_COUNT; which++)
        read_number(reading, (enum series)which, &cells[series[which].cell], hour);
    reading->last_row =
        text_file_span(reading->file, (size_t)(reading->line - reading->file->text), reading->length);
    if (reading->row++ == 0)
        reading->first_row = reading->last_row;
    return reading->error_count < ERRORS_MAX;
}

static bool read_rows(struct reading *reading)
{
    while (next_line(reading))
        if (!read_row(reading))
            return false;
    int wanted = EPW_YEAR_HOURS * reading->per_hour;
    if (reading->error_count)
        return false;
    if (reading->row == wanted)
        return true;
    diag_error(reading->diag, reading->row ? reading->last_row : (struct span){.file = reading->file->path},
               "the year has %d rows instead of %d", reading->row, wanted);
    diag_note(reading->diag, "this is the last of them; it should go on to 12,31,24 with %d row%s an hour",
              reading->per_hour, reading->per_hour > 1 ? "s" : "");
    return false;
}

/* From sums to means in SI; what nothing is known of becomes NaN. */
static void settle(struct reading *reading)
{
    for (int which = 0; which < SERIES_COUNT; which++)
        for (int hour = 0; hour < EPW_YEAR_HOURS; hour++) {
            int known = reading->known[which][hour];
            double mean = known ? reading->values[which][hour] / known : NAN;
            bool celsius = which == DRY_BULB || which == DEW_POINT;
            reading->values[which][hour] = celsius ? mean + zero_c_k : which == HUMIDITY ? mean / 100 : mean;
        }
}

/* Dew points from humidity where only that was measured; how many. */
static int derive_dew_points(struct reading *reading)
{
    int derived = 0;
    for (int hour = 0; hour < EPW_YEAR_HOURS; hour++) {
        double dry_k = reading->values[DRY_BULB][hour], ratio = reading->values[HUMIDITY][hour];
        double pressure_pa = reading->values[PRESSURE][hour];
        if (!isnan(reading->values[DEW_POINT][hour]) || isnan(ratio) || ratio < 0.01)
            continue;
        double humidity = psychrometrics_humidity_from_relative(dry_k, fmin(ratio, 1), pressure_pa, NULL);
        reading->values[DEW_POINT][hour] = psychrometrics_dew_point_k(humidity, pressure_pa, NULL);
        derived++;
    }
    return derived;
}

/* Fills one series; without any value the file is of no use. */
static bool fill(struct reading *reading, enum series which, int *filled)
{
    int count = hourly_fill(reading->values[which], EPW_YEAR_HOURS, true);
    if (count < 0) {
        diag_error(reading->diag, reading->first_row, "no row has a %s", series[which].name);
        diag_note(reading->diag,
                  "from this row on its field, the %dth, is empty or %g, which stands for 'missing'",
                  series[which].cell + 1, series[which].missing);
        return false;
    }
    *filled += count;
    return true;
}

static int fill_pressure(struct reading *reading)
{
    int count = hourly_fill(reading->values[PRESSURE], EPW_YEAR_HOURS, true);
    if (count >= 0)
        return count;
    for (int hour = 0; hour < EPW_YEAR_HOURS; hour++)
        reading->values[PRESSURE][hour] = psychrometrics_standard_pa(reading->elevation_m, NULL);
    return EPW_YEAR_HOURS;
}

/* Relative humidity where only the dew point was measured. */
static void derive_humidity(struct reading *reading)
{
    for (int hour = 0; hour < EPW_YEAR_HOURS; hour++) {
        double *ratio = &reading->values[HUMIDITY][hour], pressure_pa = reading->values[PRESSURE][hour];
        double humidity =
            psychrometrics_humidity_from_dew_point(reading->values[DEW_POINT][hour], pressure_pa, NULL);
        if (isnan(*ratio))
            *ratio =
                psychrometrics_relative_ratio(reading->values[DRY_BULB][hour], humidity, pressure_pa, NULL);
        *ratio = fmin(*ratio, 1);
    }
}

static struct hourly *finish(struct reading *reading)
{
    int filled = 0;
    settle(reading);
    if (!fill(reading, DRY_BULB, &filled))
        return NULL;
    filled += fill_pressure(reading) + derive_dew_points(reading);
    if (!fill(reading, DEW_POINT, &filled))
        return NULL;
    for (int hour = 0; hour < EPW_YEAR_HOURS; hour++)
        reading->values[DEW_POINT][hour] =
            fmin(reading->values[DEW_POINT][hour], reading->values[DRY_BULB][hour]);
    derive_humidity(reading);
    if (filled > FILLED_WARNING)
        diag_warn(reading->diag, (struct span){.file = reading->file->path},
                  "%d missing values were filled from their neighbours", filled);
    struct hourly *hourly = arena_alloc(reading->arena, sizeof *hourly);
    *hourly = (struct hourly){.path = reading->file->path,
                              .row_count = EPW_YEAR_HOURS,
                              .utc_offset_s = reading->zone_s,
                              .elevation_m = reading->elevation_m,
                              .start = INT64_MIN,
                              .filled_count = filled};
    hourly->columns[HOURLY_DRY_BULB_K] = reading->values[DRY_BULB];
    hourly->columns[HOURLY_DEW_POINT_K] = reading->values[DEW_POINT];
    hourly->columns[HOURLY_PRESSURE_PA] = reading->values[PRESSURE];
    hourly->columns[HOURLY_RELATIVE_RATIO] = reading->values[HUMIDITY];
    return hourly;
}

struct hourly *epw_read(const struct text_file *file, struct arena *arena, struct diag *diag)
{
    struct reading reading = {.file = file, .arena = arena, .diag = diag};
    for (int which = 0; which < SERIES_COUNT; which++) {
        reading.values[which] = arena_array(arena, EPW_YEAR_HOURS, sizeof(double));
        reading.known[which] = arena_array(arena, EPW_YEAR_HOURS, sizeof(int));
    }
    if (!read_header(&reading) || !read_rows(&reading))
        return NULL;
    return finish(&reading);
}
