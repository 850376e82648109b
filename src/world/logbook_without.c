/* SPDX-License-Identifier: Apache-2.0 */
#include "world/logbook_without.h"

#include "power/feed.h"
#include "power/gas_plant.h"
#include "power/genset.h"
#include "power/substation.h"

#include <math.h>

#define MW_W 1e6

/* What the supply carries at a month's end with one unit out. */
struct without {
    const struct record *unit;
    int64_t month;
    double all_w;
    struct power_reach without, without_one; /* NAN: has no generators of which one could be out */
};

struct logbook_without {
    const struct plan *plan;
    struct arena *arena;
    struct without *rows;
    size_t count, capacity;
};

struct logbook_without *logbook_without_new(const struct plan *plan, struct arena *arena)
{
    struct logbook_without *log = arena_alloc(arena, sizeof *log);
    log->plan = plan;
    log->arena = arena;
    return log;
}

void logbook_without_take(struct logbook_without *log, struct power *power, int64_t month,
                          const double *dry_k)
{
    static const struct kind *const kinds[] = {&power_feed_kind, &power_substation_kind,
                                               &power_transformer_kind, &power_gas_plant_kind,
                                               &power_genset_kind};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        struct record_list units = plan_list(log->plan, kinds[k]);
        bool many = kinds[k] == &power_gas_plant_kind || kinds[k] == &power_genset_kind;
        for (int i = 0; i < units.count; i++) {
            const struct record *unit = units.items[i];
            int site = unit->site->index;
            struct power_reach none = {NAN, NAN};
            log->rows = arena_grow(log->arena, log->rows, log->count, &log->capacity, sizeof *log->rows);
            log->rows[log->count++] = (struct without){
                .unit = unit,
                .month = month,
                .all_w = power_reach(power, site, dry_k[site]).kept_w,
                .without = power_reach_without(power, unit, false, dry_k[site]),
                .without_one = many ? power_reach_without(power, unit, true, dry_k[site]) : none,
            };
        }
    }
}

void logbook_without_write(const struct logbook_without *log, struct batch *batch)
{
    for (size_t i = 0; i < log->count; i++) {
        const struct without *without = &log->rows[i];
        union cell *row = batch_row(batch, TABLE_PLANT_WITHOUT);
        row[CELL_WITHOUT_RECORD].integer = without->unit->number;
        row[CELL_WITHOUT_MONTH].integer = without->month;
        row[CELL_WITHOUT_ALL].real = without->all_w / MW_W;
        row[CELL_WITHOUT_KEPT].real = without->without.kept_w / MW_W;
        row[CELL_WITHOUT_LEFT].real = without->without.left_w / MW_W;
        row[CELL_WITHOUT_ONE_KEPT].real = without->without_one.kept_w / MW_W;
        row[CELL_WITHOUT_ONE_LEFT].real = without->without_one.left_w / MW_W;
    }
}
