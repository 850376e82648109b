/* SPDX-License-Identifier: Apache-2.0 */
#include "world/logbook_units.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "physics/storage.h"
#include "power/bess.h"
#include "power/feed.h"
#include "power/gas_plant.h"
#include "power/genset.h"

#include <math.h>
#include <string.h>

#define MW_W     1e6
#define MWH_J    3.6e9
#define TONNE_KG 1e3

/* What grows, in the units of the file. */
enum figure {
    SERVICE,
    ENERGY,
    TAKEN,
    LOST,
    SMOOTHED,
    SMOOTHING_LOST,
    FUEL,
    FUEL_COST,
    RUNNING_COST,
    STACK,
    CALLS,
    STARTS,
    START_FAILURES,
    RUN_FAILURES,
    RUN_HOURS,
    PERMIT_USED,
    INTERRUPTIONS,
    INTERRUPTED,
    FIGURES
};

struct unit_log {
    const struct record *record;
    double before[FIGURES];
    double (*years)[FIGURES];
};

struct logbook_units {
    struct unit_log *units;
    int unit_count, first_year, year_count;
    double mmbtu_j;
};

static const struct kind *const kinds[] = {&power_gas_plant_kind, &power_genset_kind, &power_bess_kind,
                                           &power_feed_kind};
enum { KINDS = sizeof kinds / sizeof *kinds };

static bool is_logged(const struct record *record)
{
    return record->kind != &power_feed_kind || record_choice(record, FEED_SUPPLY) == FEED_INTERRUPTIBLE;
}

struct logbook_units *logbook_units_new(const struct plan *plan, struct arena *arena)
{
    struct logbook_units *units = arena_alloc(arena, sizeof *units);
    int most = 0;
    for (int k = 0; k < KINDS; k++)
        most += plan_list(plan, kinds[k]).count;
    units->units = arena_array(arena, (size_t)most, sizeof *units->units);
    units->first_year = calendar_date_of(plan->start).year;
    units->year_count = calendar_date_of(plan->end - 1).year - units->first_year + 1;
    units->mmbtu_j = quantity_to_si(1, "MMBtu");
    for (int k = 0; k < KINDS; k++) {
        struct record_list records = plan_list(plan, kinds[k]);
        for (int i = 0; i < records.count; i++) {
            if (!is_logged(records.items[i]))
                continue;
            struct unit_log *unit = &units->units[units->unit_count++];
            unit->record = records.items[i];
            unit->years = arena_array(arena, (size_t)units->year_count, sizeof *unit->years);
        }
    }
    return units;
}

static void read_bank(const struct bank_total *total, double mmbtu_j, double *now)
{
    now[SERVICE] = total->there_s / CALENDAR_HOUR_S;
    now[ENERGY] = total->energy_j / MWH_J;
    now[FUEL] = total->fuel_j / mmbtu_j;
    now[FUEL_COST] = total->fuel_usd;
    now[RUNNING_COST] = total->own_usd;
    now[STACK] = total->carbon_kg / TONNE_KG;
    now[CALLS] = (double)total->calls;
    now[STARTS] = (double)total->starts;
    now[START_FAILURES] = (double)total->start_failures;
    now[RUN_FAILURES] = (double)total->run_failures;
    now[RUN_HOURS] = total->run_s / CALENDAR_HOUR_S;
    now[PERMIT_USED] = total->permit_s / CALENDAR_HOUR_S;
}

static void read_bess(const struct bess_total *total, double *now)
{
    now[SERVICE] = total->there_s / CALENDAR_HOUR_S;
    now[ENERGY] = total->given_j / MWH_J;
    now[TAKEN] = total->taken_j / MWH_J;
    now[LOST] = (total->lost_j - total->swing_lost_j) / MWH_J;
    now[SMOOTHED] = total->swing_j / MWH_J;
    now[SMOOTHING_LOST] = total->swing_lost_j / MWH_J;
}

static void read_unit(const struct logbook_units *units, const struct unit_log *unit, struct power *power,
                      double now[FIGURES])
{
    const struct sources *sources = power_sources(power, unit->record->site->index);
    struct bank_total bank;
    struct bess_total bess;
    memset(now, 0, FIGURES * sizeof *now);
    if (sources_bank_total(sources, unit->record, &bank)) {
        read_bank(&bank, units->mmbtu_j, now);
    } else if (sources_bess_total(sources, unit->record, &bess)) {
        read_bess(&bess, now);
    } else {
        struct power_outages out = power_outages_of(power, unit->record);
        now[INTERRUPTIONS] = out.curtailment_count;
        now[INTERRUPTED] = out.curtailed_s / CALENDAR_HOUR_S;
    }
}

void logbook_units_take(struct logbook_units *units, struct power *power, int64_t month)
{
    int year = calendar_date_of(month).year - units->first_year;
    for (int u = 0; u < units->unit_count; u++) {
        struct unit_log *unit = &units->units[u];
        double now[FIGURES];
        read_unit(units, unit, power, now);
        for (int f = 0; f < FIGURES; f++)
            unit->years[year][f] += now[f] - unit->before[f];
        memcpy(unit->before, now, sizeof now);
    }
}

/* In the order of the figures. */
static const int cells[FIGURES] = {
    CELL_UNIT_SERVICE,        CELL_UNIT_ENERGY,        CELL_UNIT_TAKEN,
    CELL_UNIT_LOST,           CELL_UNIT_SMOOTHED,      CELL_UNIT_SMOOTHING_LOST,
    CELL_UNIT_FUEL,           CELL_UNIT_FUEL_COST,     CELL_UNIT_RUNNING_COST,
    CELL_UNIT_STACK,          CELL_UNIT_CALLS,         CELL_UNIT_STARTS,
    CELL_UNIT_START_FAILURES, CELL_UNIT_RUN_FAILURES,  CELL_UNIT_RUN_HOURS,
    CELL_UNIT_PERMIT_USED,    CELL_UNIT_INTERRUPTIONS, CELL_UNIT_INTERRUPTED_HOURS};

static bool is_count(enum figure figure)
{
    return (figure >= CALLS && figure <= RUN_FAILURES) || figure == INTERRUPTIONS;
}

static bool has(const struct record *record, enum figure figure)
{
    if (record->kind == &power_feed_kind)
        return figure >= INTERRUPTIONS;
    if (record->kind == &power_bess_kind)
        return figure <= SMOOTHING_LOST;
    return figure == SERVICE || figure == ENERGY || (figure >= FUEL && figure <= PERMIT_USED);
}

/* Hours of a calendar year that a permit or a service allows; INFINITY: any. */
static double allowed_h(const struct record *record)
{
    const double year_h = 365.25 * 24;
    if (record->kind == &power_feed_kind)
        return record_has(record, FEED_INTERRUPTIBLE_CAP)
                   ? record_number(record, FEED_INTERRUPTIBLE_CAP) * year_h
                   : INFINITY;
    if (record->kind == &power_genset_kind)
        return record_number(record, GENSET_CURTAILMENT_HOURS) * year_h;
    return record_has(record, GAS_PERMIT_HOURS) ? record_number(record, GAS_PERMIT_HOURS) * year_h : INFINITY;
}

static void put_ramp(const struct record *battery, union cell *row)
{
    double step_w = record_number(battery, BESS_RAMP_STEP);
    if (!(step_w > 0))
        return;
    row[CELL_UNIT_RAMP_STEP].real = step_w / MW_W;
    row[CELL_UNIT_RAMP_HELD].real =
        storage_ramp_energy_j(step_w, record_number(battery, BESS_RAMP_LIMIT)) / MWH_J;
}

static void put_row(const struct unit_log *unit, const double *year, union cell *row)
{
    const struct record *record = unit->record;
    bool battery = record->kind == &power_bess_kind, feed = record->kind == &power_feed_kind;
    double allowed = battery ? INFINITY : allowed_h(record);
    for (enum figure f = SERVICE; f < FIGURES; f++) {
        if (is_count(f))
            row[cells[f]].integer = has(record, f) ? (int64_t)year[f] : CELL_NONE;
        else
            row[cells[f]].real = has(record, f) ? year[f] : NAN;
    }
    row[CELL_UNIT_CYCLES].real = row[CELL_UNIT_WORN].real = NAN;
    row[CELL_UNIT_RAMP_STEP].real = row[CELL_UNIT_RAMP_HELD].real = NAN;
    if (battery) {
        double cycles = (year[ENERGY] + year[SMOOTHED]) * MWH_J / record_number(record, BESS_ENERGY);
        row[CELL_UNIT_CYCLES].real = cycles;
        row[CELL_UNIT_WORN].real = cycles / record_number(record, BESS_CYCLE_LIFE);
        put_ramp(record, row);
    }
    row[CELL_UNIT_PERMIT].real = !feed && isfinite(allowed) ? allowed : NAN;
    if (isnan(row[CELL_UNIT_PERMIT].real))
        row[CELL_UNIT_PERMIT_USED].real = NAN;
    row[CELL_UNIT_INTERRUPTION_CAP].real = feed && isfinite(allowed) ? allowed : NAN;
}

void logbook_units_write(const struct logbook_units *units, struct batch *batch)
{
    for (int u = 0; u < units->unit_count; u++)
        for (int y = 0; y < units->year_count; y++) {
            const struct unit_log *unit = &units->units[u];
            const double *year = unit->years[y];
            if (!(year[SERVICE] > 0) && !(year[INTERRUPTIONS] > 0))
                continue;
            union cell *row = batch_row(batch, TABLE_UNIT_YEAR);
            row[CELL_UNIT_RECORD].integer = unit->record->number;
            row[CELL_UNIT_YEAR].integer = calendar_tick_of((struct date){units->first_year + y, 1, 1});
            put_row(unit, year, row);
        }
}
