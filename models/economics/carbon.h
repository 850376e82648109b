/* SPDX-License-Identifier: Apache-2.0 */
/*
 * carbon - carbon dioxide of grid energy, on up to three bases that are never added up: what the grid emits
 * on average, what the plant emits that follows load (marginal), and the average with fuels' supply and
 * plants' building in it (life cycle).
 *
 * The kind <carbon> stands in a region, once for each basis that is known.  An intensity that varies by hour
 * weighs the energy of each hour; a flat one the energy of the month.
 */
#ifndef ECONOMICS_CARBON_H
#define ECONOMICS_CARBON_H

#include "economics/hour_shape.h"
#include "economics/service.h"

enum {
    CARBON_BASIS,
    CARBON_INTENSITY,
    CARBON_MONTHS,
    CARBON_HOURS,
    CARBON_MONTH_HOURS,
    CARBON_FILE,
    CARBON_FIELD_COUNT
};
enum carbon_basis { CARBON_AVERAGE, CARBON_MARGINAL, CARBON_LIFE_CYCLE, CARBON_BASES };

extern const struct kind economics_carbon_kind;

struct carbon_plan {
    int64_t offset_s; /* local standard time minus UTC */
    struct carbon_base {
        const struct record *record; /* NULL: not modelled */
        double kg_j;                 /* mean */
        bool varies;                 /* by hour */
        struct hour_shape shape;
    } bases[CARBON_BASES];
};

/* What REGION states; errors for a basis that stands twice or has no intensity. */
struct carbon_plan carbon_plan_of(const struct plan *plan, const struct record *region, struct arena *arena,
                                  struct diag *diag);

struct carbon;

/* The carbon of one site in one replication, in ARENA; PLAN is borrowed. */
struct carbon *carbon_start(const struct carbon_plan *plan, struct arena *arena);

/* Hours of one site, in order of time. */
void carbon_read(struct carbon *carbon, const struct service_hours *hours);

/* kg of the month that ends, in which ENERGY was drawn; NAN where the region states none. */
double carbon_take_kg(struct carbon *carbon, enum carbon_basis basis, double energy_j);

#endif
