/* SPDX-License-Identifier: Apache-2.0 */
#include "world/logbook_air.h"

#include "base/calendar.h"
#include "world/logbook.h"

#include <math.h>

enum what { BY_DRY, BY_WET, WHATS };
enum { SPANS = 105, LOADS = 4 };

#define MWH_J       3.6e9
#define CELSIUS_K   273.15
#define LOWEST_C    -45.0 /* of the first span */
#define WATER_M3_KG 1e-3

struct taken {
    double seconds, it_j, input_j, cooling_j, water_kg;
};

/* One year; tables lie by kelvin, then by load. */
struct year {
    struct taken taken[WHATS][SPANS][LOADS];
};

struct logbook_air {
    int first_year, year_count;
    struct year *years;
};

struct logbook_air *logbook_air_new(int64_t start, int64_t end, struct arena *arena)
{
    struct logbook_air *air = arena_alloc(arena, sizeof *air);
    air->first_year = calendar_date_of(start).year;
    air->year_count = calendar_date_of(end - 1).year - air->first_year + 1;
    air->years = arena_array(arena, (size_t)air->year_count, sizeof *air->years);
    return air;
}

static int clamped(double place, int count)
{
    return place < 0 ? 0 : place < count - 1 ? (int)place : count - 1;
}

static void add(struct taken *to, const struct taken *from)
{
    to->seconds += from->seconds;
    to->it_j += from->it_j;
    to->input_j += from->input_j;
    to->cooling_j += from->cooling_j;
    to->water_kg += from->water_kg;
}

static struct taken taken_of(const struct plant_hours *hours, int i, double seconds)
{
    double cooling_w = hours->fan_w[i] + hours->chiller_w[i] + hours->pump_w[i] + hours->air_fan_w[i];
    return (struct taken){seconds, seconds * hours->it_total_w[i], seconds * hours->facility_w[i],
                          seconds * cooling_w, seconds * hours->water_kg_s[i]};
}

void logbook_air_add(struct logbook_air *air, const struct logbook_block *block)
{
    struct year *year = &air->years[calendar_date_of(block->tick[0]).year - air->first_year];
    const struct plant_hours *hours = block->hours;
    double quarter_w = block->hall_w / LOADS;
    for (int i = block->low; i < block->low + block->n; i++) {
        struct taken taken = {.seconds = block->seconds[i]};
        int load = 0;
        if (hours) {
            taken = taken_of(hours, i, block->seconds[i]);
            load = quarter_w > 0 ? clamped(hours->it_total_w[i] / quarter_w, LOADS) : 0;
        }
        int dry = clamped(floor(block->dry_bulb_k[i] - CELSIUS_K - LOWEST_C), SPANS);
        int wet = clamped(floor(block->wet_bulb_k[i] - CELSIUS_K - LOWEST_C), SPANS);
        add(&year->taken[BY_DRY][dry][load], &taken);
        add(&year->taken[BY_WET][wet][load], &taken);
    }
}

/* Whose a row is. */
struct owner {
    int64_t entity, year;
    enum what what;
};

static void write_row(const struct taken *taken, struct owner owner, int span, int load, struct batch *batch)
{
    static const char *const names[WHATS] = {[BY_DRY] = "dry bulb", [BY_WET] = "wet bulb"};
    union cell *row = batch_row(batch, TABLE_PLANT_AIR);
    row[CELL_AIR_ENTITY].integer = owner.entity;
    row[CELL_AIR_YEAR].integer = owner.year;
    row[CELL_AIR_WHAT].text = names[owner.what];
    row[CELL_AIR_LOW].real = LOWEST_C + span;
    row[CELL_AIR_HIGH].real = LOWEST_C + span + 1;
    row[CELL_AIR_LOAD_LOW].real = 100.0 * load / LOADS;
    row[CELL_AIR_LOAD_HIGH].real = 100.0 * (load + 1) / LOADS;
    row[CELL_AIR_HOURS].real = taken->seconds / CALENDAR_HOUR_S;
    row[CELL_AIR_IT].real = taken->it_j / MWH_J;
    row[CELL_AIR_INPUT].real = taken->input_j / MWH_J;
    row[CELL_AIR_COOLING].real = taken->cooling_j / MWH_J;
    row[CELL_AIR_WATER].real = taken->water_kg * WATER_M3_KG;
}

void logbook_air_write(const struct logbook_air *air, int64_t entity, struct batch *batch)
{
    for (int y = 0; y < air->year_count; y++)
        for (int what = 0; what < WHATS; what++) {
            struct owner owner = {entity, calendar_tick_of((struct date){air->first_year + y, 1, 1}),
                                  (enum what)what};
            for (int span = 0; span < SPANS; span++)
                for (int load = 0; load < LOADS; load++) {
                    const struct taken *taken = &air->years[y].taken[what][span][load];
                    if (taken->seconds > 0)
                        write_row(taken, owner, span, load, batch);
                }
        }
}
