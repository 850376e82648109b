/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/meter_csv.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "scenario/csv_header.h"

#include <math.h>
#include <string.h>

enum { STEP_COUNT = 10 };

const char *const meter_column_names[METER_COLUMN_COUNT] = {
    [METER_FACILITY_W] = "facility",
    [METER_IT_W] = "it",
    [METER_COOLING_W] = "cooling",
    [METER_UPS_LOSS_W] = "ups-loss",
    [METER_DRY_BULB_K] = "dry-bulb",
    [METER_WET_BULB_K] = "wet-bulb",
    [METER_RELATIVE_RATIO] = "relative-humidity",
};
const char *const meter_column_units[METER_COLUMN_COUNT] = {
    [METER_FACILITY_W] = "MW",    [METER_IT_W] = "MW",         [METER_COOLING_W] = "MW",
    [METER_UPS_LOSS_W] = "kW",    [METER_DRY_BULB_K] = "degC", [METER_WET_BULB_K] = "degC",
    [METER_RELATIVE_RATIO] = "%",
};
const char *const meter_fault_names[METER_FAULT_COUNT] = {
    [METER_GAP] = "missing in gaps",
    [METER_REPEATED] = "repeated or out of order",
    [METER_JUMP] = "where the clock jumps an hour",
    [METER_EMPTY] = "without facility or IT power",
    [METER_NEGATIVE] = "with a negative power",
    [METER_ABSURD] = "that no site can give",
};

/* What a row says, and where it says it. */
struct row {
    int64_t tick;
    bool zoned;
    const struct csv_cell *time;
    double values[METER_COLUMN_COUNT];
};

struct reading {
    struct csv_table table;
    struct meter_zone zone;
    struct arena *arena;
    struct diag *diag;
    struct csv_header header;
    struct row *rows;
    int row_count;
    bool zone_told;
    struct meter *meter;
};

bool meter_csv_zone(struct meter_zone *zone, const char *text)
{
    int64_t tick;
    struct arena *arena = arena_new();
    const char *time = arena_printf(arena, "2001-01-01T00:00%s", text);
    bool utc = strcmp(text, "UTC") == 0 || strcmp(text, "Z") == 0;
    bool good = utc || ((*text == '+' || *text == '-') &&
                        calendar_parse(&tick, time, (struct span){0}, diag_new(arena)));
    if (good)
        *zone = (struct meter_zone){true, utc ? 0 : calendar_tick_of((struct date){2001, 1, 1}) - tick};
    arena_free(arena);
    return good;
}

/* ---- header */

static bool read_header(struct reading *reading)
{
    static const struct csv_vocabulary meters = {"column", meter_column_names, meter_column_units,
                                                 METER_COLUMN_COUNT};
    bool good = csv_header_read(&reading->header, &reading->table, &meters, reading->arena, reading->diag);
    struct span head = csv_source_cell(&reading->table, 0, 0)->span;
    if (good && !reading->header.has_time)
        good = diag_error(reading->diag, head, "the table has no column 'time'");
    for (int i = METER_FACILITY_W; good && i <= METER_IT_W; i++)
        if (!reading->header.units[i]) {
            good = diag_error(reading->diag, head, "the table has no column '%s'", meter_column_names[i]);
            diag_note(reading->diag, "needed are time, facility and it, such as '%s [%s]'",
                      meter_column_names[i], meter_column_units[i]);
        }
    return good;
}

/* ---- rows */

static bool has_zone(const char *text)
{
    const char *time = strchr(text, 'T');
    return time && strpbrk(time, "Z+-");
}

static bool read_time(struct reading *reading, const struct csv_cell *cell, struct row *row)
{
    if (!calendar_parse(&row->tick, cell->text, cell->span, reading->diag))
        return false;
    row->time = cell;
    row->zoned = has_zone(cell->text);
    if (row->zoned || reading->zone.stated) {
        row->tick -= row->zoned ? 0 : reading->zone.offset_s;
        return true;
    }
    if (reading->zone_told)
        return false;
    reading->zone_told = true;
    diag_error(reading->diag, cell->span, "this time has no zone");
    diag_note(reading->diag,
              "write it behind each time, such as '%s-06:00', or state one for the whole file: "
              "--zone site, UTC or +HH:MM",
              cell->text);
    return false;
}

static bool read_number(struct reading *reading, const struct csv_cell *cell, int column, double *value)
{
    double number;
    *value = NAN;
    if (!cell->text[0])
        return true;
    if (!quantity_parse(&number, cell->text, "", cell->span, reading->diag))
        return false;
    *value = quantity_to_si(number, reading->header.units[column]);
    return true;
}

static bool read_rows(struct reading *reading)
{
    bool good = true;
    reading->row_count = (int)reading->table.row_count - 1;
    reading->rows = arena_array(reading->arena, (size_t)reading->row_count + 1, sizeof *reading->rows);
    for (int i = 0; i < reading->row_count; i++) {
        struct row *row = &reading->rows[i];
        for (int c = 0; c < METER_COLUMN_COUNT; c++)
            row->values[c] = NAN;
        for (size_t c = 0; c < reading->table.column_count; c++) {
            const struct csv_cell *cell = csv_source_cell(&reading->table, (size_t)i + 1, c);
            int column = reading->header.meaning[c];
            good = (column == CSV_TIME_COLUMN ? read_time(reading, cell, row)
                                              : read_number(reading, cell, column, &row->values[column])) &&
                   good;
        }
    }
    return good;
}

/* The difference between rows that is seen most often. */
static bool find_step(struct reading *reading)
{
    static const int64_t steps_s[STEP_COUNT] = {60, 120, 180, 240, 300, 600, 900, 1200, 1800, 3600};
    int counts[STEP_COUNT] = {0}, best = 0, differences = 0;
    for (int i = 1; i < reading->row_count; i++, differences++)
        for (int s = 0; s < STEP_COUNT; s++)
            counts[s] += reading->rows[i].tick - reading->rows[i - 1].tick == steps_s[s];
    for (int s = 1; s < STEP_COUNT; s++)
        best = counts[s] > counts[best] ? s : best;
    reading->meter->step_s = steps_s[best];
    if (2 * counts[best] > differences)
        return true;
    diag_error(reading->diag, reading->rows[0].time->span, "the readings are not at equal steps of time");
    diag_note(reading->diag, "most rows must be 1, 2, 3, 4, 5, 10, 15, 20, 30 or 60 minutes apart");
    return false;
}

/* ---- what meters do */

/* Counts COUNT faults of a sort; the first of them says where and what. */
static void fault(struct reading *reading, enum meter_fault sort, const struct row *row, int64_t count,
                  const char *what, const char *remedy)
{
    if (!reading->meter->faults[sort]) {
        diag_warn(reading->diag, row->time->span, "%s", what);
        diag_note(reading->diag, "%s", remedy);
    }
    reading->meter->faults[sort] += count;
}

/* An hour forth or back in the small hours of a Sunday, in a month in which zones change. */
static bool daylight_jump(const struct reading *reading, const struct row *row, int64_t step_s)
{
    int64_t local = row->tick + (reading->zone.stated ? reading->zone.offset_s : 0);
    int month = calendar_date_of(local).month, off_s = CALENDAR_HOUR_S;
    return !row->zoned &&
           (step_s == reading->meter->step_s + off_s || step_s == reading->meter->step_s - off_s) &&
           calendar_day_of_week(local) == 6 && calendar_hour_of_day(local) <= 4 &&
           (month == 3 || month == 4 || month >= 9) && month != 12;
}

/* Whether ROW follows the row before, at BEFORE; gaps are counted and do not matter. */
static bool follows(struct reading *reading, const struct row *row, int64_t before)
{
    int64_t step_s = row->tick - before;
    if (daylight_jump(reading, row, step_s))
        fault(reading, METER_JUMP, row, 1, "the clock seems to jump by an hour here, as for daylight saving",
              "times need the offset that was in force, such as -05:00 in summer; as they stand, weather and "
              "load are an hour apart from here on");
    if (step_s <= 0) {
        fault(reading, METER_REPEATED, row, 1, "this time does not come after the one before",
              "such rows are left out, the first of a time is kept");
        return false;
    }
    if (step_s > reading->meter->step_s)
        fault(reading, METER_GAP, row, (step_s - 1) / reading->meter->step_s,
              "readings are missing before this one",
              "hours with less than three quarters of their readings are left out");
    return true;
}

static bool is_negative(const struct row *row)
{
    for (int c = METER_FACILITY_W; c <= METER_UPS_LOSS_W; c++)
        if (row->values[c] < 0)
            return true;
    return false;
}

static const char *absurdity(const struct row *row)
{
    const double *v = row->values, cold_k = 203.15, hot_k = 333.15;
    if (v[METER_FACILITY_W] < v[METER_IT_W])
        return "the facility draws less than its IT here";
    if (v[METER_COOLING_W] + v[METER_UPS_LOSS_W] > v[METER_FACILITY_W] ||
        v[METER_COOLING_W] > v[METER_FACILITY_W] || v[METER_UPS_LOSS_W] > v[METER_FACILITY_W])
        return "a sub-meter reads more than the facility here";
    if (v[METER_DRY_BULB_K] < cold_k || v[METER_DRY_BULB_K] > hot_k || v[METER_WET_BULB_K] < cold_k)
        return "no such air has been seen outdoors";
    if (v[METER_WET_BULB_K] > v[METER_DRY_BULB_K] + 0.5)
        return "the wet bulb is above the dry bulb here";
    if (v[METER_RELATIVE_RATIO] < 0 || v[METER_RELATIVE_RATIO] > 1.05)
        return "a relative humidity is 0 to 100 %";
    return NULL;
}

static bool is_sound(struct reading *reading, const struct row *row)
{
    const char *absurd = absurdity(row);
    if (isnan(row->values[METER_FACILITY_W]) || isnan(row->values[METER_IT_W])) {
        fault(reading, METER_EMPTY, row, 1, "facility or IT power is empty here", "such rows are left out");
        return false;
    }
    if (is_negative(row)) {
        fault(reading, METER_NEGATIVE, row, 1, "a power is negative here",
              "such rows are left out; is a meter connected the wrong way round?");
        return false;
    }
    if (absurd)
        fault(reading, METER_ABSURD, row, 1, absurd,
              "such rows are left out; are columns or units mixed up, or does the site generate behind the "
              "meter?");
    return !absurd;
}

static void keep_rows(struct reading *reading)
{
    struct meter *meter = reading->meter;
    size_t count = (size_t)reading->row_count;
    int64_t *tick = arena_array(reading->arena, count, sizeof *tick);
    double *columns[METER_COLUMN_COUNT] = {0};
    for (int c = 0; c < METER_COLUMN_COUNT; c++)
        if (reading->header.units[c])
            meter->columns[c] = columns[c] = arena_array(reading->arena, count, sizeof **columns);
    int64_t last = 0;
    for (int i = 0; i < reading->row_count; i++) {
        const struct row *row = &reading->rows[i];
        if (i > 0 && !follows(reading, row, last))
            continue;
        last = row->tick;
        if (!is_sound(reading, row))
            continue;
        for (int c = 0; c < METER_COLUMN_COUNT; c++)
            if (columns[c])
                columns[c][meter->row_count] = row->values[c];
        tick[meter->row_count++] = row->tick;
    }
    meter->tick = tick;
}

static bool enough_is_left(struct reading *reading)
{
    const struct meter *meter = reading->meter;
    if (2 * meter->row_count > meter->read_count)
        return true;
    diag_error(reading->diag, csv_source_cell(&reading->table, 0, 0)->span,
               "only %d of %d readings can be used", meter->row_count, meter->read_count);
    diag_note(reading->diag, "the warnings tell what is wrong with the others; half of them must be good");
    return false;
}

struct meter *meter_csv_read(const struct text_file *file, struct meter_zone zone, struct arena *arena,
                             struct diag *diag)
{
    struct reading reading = {.zone = zone, .arena = arena, .diag = diag};
    if (!csv_source_read(&reading.table, file, arena, diag) || !read_header(&reading) || !read_rows(&reading))
        return NULL;
    reading.meter = arena_alloc(arena, sizeof *reading.meter);
    *reading.meter = (struct meter){.path = file->path, .read_count = reading.row_count};
    text_file_hash(file, reading.meter->sha256);
    if (!reading.row_count)
        diag_error(diag, csv_source_cell(&reading.table, 0, 0)->span, "the table has no readings");
    if (!reading.row_count || !find_step(&reading))
        return NULL;
    keep_rows(&reading);
    return enough_is_left(&reading) ? reading.meter : NULL;
}
