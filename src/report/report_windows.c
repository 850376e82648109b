/* SPDX-License-Identifier: Apache-2.0 */
#include "report/plant_log.h"
#include "report/report.h"

#include "base/calendar.h"

#include <math.h>
#include <string.h>

enum { MONTHS = 12, HOURS = 24 };

/* One unit over the twelve months; all in MW, NAN where the file says nothing. */
struct unit {
    int64_t record, site;
    bool one; /* of its generators, not all */
    const char *id;
    double all[MONTHS], kept[MONTHS], left[MONTHS];
};

/* Load at the meter of one site: by month and hour of the day, at the 95 % quantile. */
struct load {
    int64_t site;
    double at_95[MONTHS][HOURS];
};

struct windows {
    struct report_request *request;
    int64_t from;
    struct load *loads;
    size_t load_count, load_capacity;
    struct unit *units;
    size_t unit_count, unit_capacity;
};

/* What a month, or all of them, comes to. */
struct window {
    double hours, kept_h, bare_h, lost_h, lost_mwh, load_most;
};

static int64_t first_month(const struct report_request *request)
{
    const struct reader_study *study = request->source->study;
    double status = source_status(request->source);
    if (request->from != 0)
        return calendar_month_start(request->from);
    if (status > (double)study->start)
        return calendar_month_start((int64_t)status);
    return calendar_add_months(calendar_month_start(study->end - 1), 1 - MONTHS);
}

static struct load *load_of(struct windows *windows, int64_t site)
{
    for (size_t i = 0; i < windows->load_count; i++)
        if (windows->loads[i].site == site)
            return &windows->loads[i];
    windows->loads = arena_grow(windows->request->arena, windows->loads, windows->load_count,
                                &windows->load_capacity, sizeof *windows->loads);
    struct load *load = &windows->loads[windows->load_count++];
    load->site = site;
    for (int m = 0; m < MONTHS; m++)
        for (int h = 0; h < HOURS; h++)
            load->at_95[m][h] = NAN;
    return load;
}

/* The quantile P of one cell that ROWS gives as (key, ..., value) in a row for each replication. */
struct pile {
    double *values;
    int count;
};

static double quantile(struct pile *pile, double p, struct arena *arena)
{
    struct sample sample = sample_of(pile->values, pile->count, arena);
    pile->count = 0;
    return sample_quantile(&sample, p);
}

static void load_loads(struct windows *windows)
{
    const struct source *source = windows->request->source;
    struct pile pile = {source_figures(source, NAN), 0};
    int64_t site = -1;
    int month = -1, hour = -1;
    struct cursor *row = source_query(source, "SELECT entity_id, month, hour, load_95_mw FROM plant_day "
                                              "WHERE " SOURCE_CHOSEN " ORDER BY 1, 2, 3, run_id");
    bool more = cursor_next(row, source->diag);
    while (more) {
        site = cursor_integer(row, 0);
        month = calendar_months_between(windows->from, cursor_integer(row, 1));
        hour = (int)cursor_integer(row, 2);
        if (month >= 0 && month < MONTHS && pile.count < source->run_count)
            pile.values[pile.count++] = cursor_real(row, 3);
        more = cursor_next(row, source->diag);
        bool same = more && cursor_integer(row, 0) == site && (int)cursor_integer(row, 2) == hour &&
                    calendar_months_between(windows->from, cursor_integer(row, 1)) == month;
        if (!same && pile.count > 0)
            load_of(windows, site)->at_95[month][hour] = quantile(&pile, 0.95, source->arena);
    }
}

static struct unit *unit_of(struct windows *windows, int64_t record, bool one)
{
    const struct source *source = windows->request->source;
    for (size_t i = 0; i < windows->unit_count; i++)
        if (windows->units[i].record == record && windows->units[i].one == one)
            return &windows->units[i];
    windows->units = arena_grow(windows->request->arena, windows->units, windows->unit_count,
                                &windows->unit_capacity, sizeof *windows->units);
    struct unit *unit = &windows->units[windows->unit_count++];
    *unit = (struct unit){.record = record, .one = one, .id = source->records[record].id};
    if (one)
        unit->id = arena_printf(windows->request->arena, "%s:1", unit->id);
    unit->site = reader_entity_id(source->reader, source->records[record].site);
    for (int m = 0; m < MONTHS; m++)
        unit->all[m] = unit->kept[m] = unit->left[m] = NAN;
    return unit;
}

/* Units out as a whole, and one generator of a plant or farm, which older files do not tell. */
static struct cursor *query_units(const struct source *source)
{
    if (!plant_log_has_column(source, "plant_without", "one_kept_mw"))
        return source_query(source, "SELECT record, 0, month, all_mw, kept_mw, left_mw FROM plant_without "
                                    "WHERE " SOURCE_CHOSEN " ORDER BY record, month, run_id");
    return source_query(
        source, "SELECT record, 0, month, all_mw, kept_mw, left_mw, run_id FROM plant_without "
                "WHERE " SOURCE_CHOSEN " UNION ALL "
                "SELECT record, 1, month, all_mw, one_kept_mw, one_left_mw, run_id FROM plant_without "
                "WHERE " SOURCE_CHOSEN " AND one_kept_mw IS NOT NULL ORDER BY 1, 2, 3, 7");
}

static void load_units(struct windows *windows)
{
    const struct source *source = windows->request->source;
    struct pile all = {source_figures(source, NAN), 0}, kept = {source_figures(source, NAN), 0},
                left = {source_figures(source, NAN), 0};
    struct cursor *row = query_units(source);
    bool more = cursor_next(row, source->diag);
    while (more) {
        int64_t record = cursor_integer(row, 0), one = cursor_integer(row, 1), tick = cursor_integer(row, 2);
        int month = calendar_months_between(windows->from, tick);
        all.values[all.count++] = cursor_real(row, 3);
        kept.values[kept.count++] = cursor_real(row, 4);
        left.values[left.count++] = cursor_real(row, 5);
        more = cursor_next(row, source->diag);
        if (more && cursor_integer(row, 0) == record && cursor_integer(row, 1) == one &&
            cursor_integer(row, 2) == tick)
            continue;
        struct unit *unit = unit_of(windows, record, one != 0);
        double worst[3] = {quantile(&all, 0.05, source->arena), quantile(&kept, 0.05, source->arena),
                           quantile(&left, 0.05, source->arena)};
        if (month < 0 || month >= MONTHS)
            continue;
        unit->all[month] = worst[0];
        unit->kept[month] = worst[1];
        unit->left[month] = worst[2];
    }
}

static void add_month(struct windows *windows, const struct unit *unit, int m, struct window *window)
{
    const struct load *load = load_of(windows, unit->site);
    int64_t month = calendar_add_months(windows->from, m);
    double days = (double)(calendar_next_month(month) - month) / CALENDAR_DAY_S;
    for (int h = 0; h < HOURS; h++) {
        double load_mw = load->at_95[m][h];
        if (isnan(load_mw) || isnan(unit->kept[m]))
            continue;
        window->hours += days;
        window->load_most = fmax(window->load_most, load_mw);
        window->kept_h += load_mw <= unit->kept[m] ? days : 0;
        window->bare_h += load_mw > unit->kept[m] && load_mw <= unit->left[m] ? days : 0;
        window->lost_h += load_mw > unit->left[m] ? days : 0;
        window->lost_mwh += load_mw > unit->left[m] ? days * (load_mw - unit->left[m]) : 0;
    }
}

/* Hours of the day, in the site's standard time, in which the contingency is kept: "20-24, 0-6". */
static const char *hours_kept(struct windows *windows, const struct unit *unit, int m)
{
    struct arena *arena = windows->request->arena;
    const struct load *load = load_of(windows, unit->site);
    const char *text = "";
    for (int h = 0; h < HOURS; h++) {
        int end = h;
        while (end < HOURS && load->at_95[m][end] <= unit->kept[m])
            end++;
        if (end > h)
            text = arena_printf(arena, "%s%s%d-%d", text, *text ? ", " : "", h, end);
        h = end;
    }
    return *text ? text : "none";
}

#define HOUR_COLUMNS                                                                                         \
    {.name = "hours", .heading = "Hours", .unit = "h", .align = TABLE_RIGHT, .grouped = true},               \
        {.name = "kept", .heading = "Contingency kept", .unit = "h", .align = TABLE_RIGHT, .grouped = true}, \
        {.name = "bare", .heading = "Without reserve", .unit = "h", .align = TABLE_RIGHT, .grouped = true},  \
        {.name = "lost", .heading = "Load lost", .unit = "h", .align = TABLE_RIGHT, .grouped = true},        \
    {                                                                                                        \
        .name = "lost_mwh", .heading = "Energy lost", .unit = "MWh", .align = TABLE_RIGHT, .grouped = true   \
    }

static void put_window(struct table *table, const struct window *window)
{
    if (!(window->hours > 0))
        return;
    table_put_number(table, window->hours);
    table_put_number(table, window->kept_h);
    table_put_number(table, window->bare_h);
    table_put_number(table, window->lost_h);
    table_put_number(table, window->lost_mwh);
}

static void note_meaning(struct windows *windows, struct table *table)
{
    char from[CALENDAR_DATE_SIZE], to[CALENDAR_DATE_SIZE];
    table_add_note(table, "twelve months from %s, to %s; --from DATE asks for others",
                   calendar_format_date(windows->from, from),
                   calendar_format_date(calendar_add_months(windows->from, MONTHS), to));
    table_add_note(table,
                   "units inside the halls, and what is left with their reserve out: gigaplan report power");
    table_add_note(table, "load: not exceeded on 95 %% of the days of that month and hour, in 95 %% of the "
                          "replications kept in detail, on their weather; supply: exceeded in 95 %% of them");
    table_add_note(table,
                   "contingency kept: the load is carried under the stated redundancy with the unit out; "
                   "without reserve: carried, and the next failure is felt; lost: shed on an average year "
                   "of such days, of the load at the meter");
    table_add_note(table,
                   "supply: in the hottest air of the month; gas plants count, standby generators without "
                   "reserve only, batteries not; ID:1 is one generator of that plant or farm");
}

static void show_units(struct windows *windows)
{
    static const struct table_column columns[] = {
        {.name = "unit", .heading = "Taken out"},
        {.name = "all", .heading = "Carried with all in", .unit = "MW", .align = TABLE_RIGHT, .decimals = 1},
        {.name = "kept_mw",
         .heading = "Without it, reserve kept",
         .unit = "MW",
         .align = TABLE_RIGHT,
         .decimals = 1},
        {.name = "left_mw",
         .heading = "Without it, no reserve",
         .unit = "MW",
         .align = TABLE_RIGHT,
         .decimals = 1},
        {.name = "load", .heading = "Highest load", .unit = "MW", .align = TABLE_RIGHT, .decimals = 1},
        HOUR_COLUMNS,
    };
    struct table *table = report_table(windows->request, "units", "Units of supply taken out, one at a time",
                                       columns, sizeof columns / sizeof *columns);
    for (size_t i = 0; i < windows->unit_count; i++) {
        const struct unit *unit = &windows->units[i];
        struct window sum = {0};
        for (int m = 0; m < MONTHS; m++)
            add_month(windows, unit, m, &sum);
        table_add_row(table);
        table_put_text(table, unit->id);
        table_put_number(table, unit->all[MONTHS - 1]);
        table_put_number(table, unit->kept[MONTHS - 1]);
        table_put_number(table, unit->left[MONTHS - 1]);
        table_put_number(table, sum.hours > 0 ? sum.load_most : NAN);
        put_window(table, &sum);
    }
    table_add_note(table,
                   "carried: at the end of the twelve months; --take-out ID tells one of them by month");
    note_meaning(windows, table);
}

static void show_months(struct windows *windows, const struct unit *unit)
{
    static const struct table_column columns[] = {
        {.name = "month", .heading = "Month"},
        {.name = "all", .heading = "Carried with all in", .unit = "MW", .align = TABLE_RIGHT, .decimals = 1},
        {.name = "kept_mw",
         .heading = "Without it, reserve kept",
         .unit = "MW",
         .align = TABLE_RIGHT,
         .decimals = 1},
        {.name = "left_mw",
         .heading = "Without it, no reserve",
         .unit = "MW",
         .align = TABLE_RIGHT,
         .decimals = 1},
        {.name = "load", .heading = "Highest load", .unit = "MW", .align = TABLE_RIGHT, .decimals = 1},
        HOUR_COLUMNS,
        {.name = "window", .heading = "Contingency kept at, local hours"},
    };
    struct arena *arena = windows->request->arena;
    struct table *table =
        report_table(windows->request, "windows", arena_printf(arena, "Windows to take out %s", unit->id),
                     columns, sizeof columns / sizeof *columns);
    struct window sum = {0};
    for (int m = 0; m < MONTHS; m++) {
        struct window window = {0};
        struct date date = calendar_date_of(calendar_add_months(windows->from, m));
        add_month(windows, unit, m, &window);
        add_month(windows, unit, m, &sum);
        table_add_row(table);
        table_put_text(table, arena_printf(arena, "%04d-%02d", date.year, date.month));
        table_put_number(table, unit->all[m]);
        table_put_number(table, unit->kept[m]);
        table_put_number(table, unit->left[m]);
        table_put_number(table, window.hours > 0 ? window.load_most : NAN);
        put_window(table, &window);
        if (window.hours > 0)
            table_put_text(table, hours_kept(windows, unit, m));
    }
    table_add_total(table);
    table_put_text(table, "all");
    for (int i = 0; i < 3; i++)
        table_put_blank(table);
    table_put_number(table, sum.hours > 0 ? sum.load_most : NAN);
    put_window(table, &sum);
    note_meaning(windows, table);
}

static void show_one(struct windows *windows)
{
    const char *id = windows->request->take_out;
    for (size_t i = 0; i < windows->unit_count; i++)
        if (!strcmp(windows->units[i].id, id)) {
            show_months(windows, &windows->units[i]);
            return;
        }
    diag_fail(windows->request->diag, DIAG_USAGE, "'%s' is no unit of supply that can be taken out", id);
    for (size_t i = 0; i < windows->unit_count; i++)
        diag_note(windows->request->diag, "%s", windows->units[i].id);
}

/* Twelve months of which none was simulated say nothing. */
static bool is_simulated(const struct report_request *request, int64_t from)
{
    const struct reader_study *study = request->source->study;
    char asked[CALENDAR_DATE_SIZE], start[CALENDAR_DATE_SIZE], end[CALENDAR_DATE_SIZE];
    if (from < study->end && calendar_add_months(from, MONTHS) > study->start)
        return true;
    diag_fail(request->diag, DIAG_USAGE, "none of the twelve months from %s was simulated",
              calendar_format_date(from, asked));
    diag_note(request->diag, "the file holds %s to %s", calendar_format_date(study->start, start),
              calendar_format_date(study->end, end));
    return false;
}

static void run(struct report_request *request)
{
    struct windows windows = {.request = request, .from = first_month(request)};
    if (!is_simulated(request, windows.from))
        return;
    if (plant_log_has_table(request->source, "plant_without")) {
        load_loads(&windows);
        load_units(&windows);
    }
    if (windows.unit_count == 0)
        report_missing(request, "windows", "Windows to take units out",
                       "none of these replications keeps what it needs; the first ones do: --run 0");
    else if (request->take_out)
        show_one(&windows);
    else
        show_units(&windows);
}

const struct report report_windows = {
    .name = "windows",
    .summary =
        "when a unit of supply can be taken out and the contingency is kept, and what is lost otherwise",
    .run = run,
};
