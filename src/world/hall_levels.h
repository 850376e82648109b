/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hall_levels - UPS and unit transformers of one hall: their topology, what they carry and lose at full load.
 *
 * Full load is the hall's IT capacity at the racks' inlets and the losses behind each level.  Pure.
 */
#ifndef WORLD_HALL_LEVELS_H
#define WORLD_HALL_LEVELS_H

#include "halls/halls.h"

enum { HALL_LEVEL_TRANSFORMER, HALL_LEVEL_UPS, HALL_LEVEL_COUNT };

struct hall_level {
    const struct record *type; /* transformer-type or ups-type; NULL: the hall has no such level */
    enum redundancy topology;
    struct redundancy_system system;
    int unit_count;                      /* 0: not installed in units of a stated size */
    struct redundancy_level capacity_w;  /* real power, of transformers at the power factor they feed */
    double rated_va, power_factor_ratio; /* of one transformer; of UPS 0 and 1 */
    double load_w, loss_w;               /* leaves the level, and is lost in it, at full load */
};

/* The levels of HALL at full load, by enum. */
void hall_levels_of(const struct record *hall, struct hall_level levels[HALL_LEVEL_COUNT]);

/* "unit transformers", "UPS", or "rectifier" for one that gives direct current. */
const char *hall_level_name(const struct hall_level *level);

/* Whether the busway of HALL gives the current that racks of SYSTEM take; without UPS or rectifier it is AC.
 */
bool hall_levels_fit_inlet(const struct record *hall, const struct record *system);

/* "N+1, 4 + 1". */
const char *hall_level_topology(const struct hall_level *level, struct arena *arena);

/* Transformers of HALLS' type to install, so that full load is carried with the reserve of SYSTEM out. */
int hall_levels_transformers(const struct hall_group *halls, struct redundancy_system system);

/* Warns of halls that a level does not carry at full load, with its reserve out or at all. */
void hall_levels_check(const struct plan *plan, struct diag *diag);

/* Warns of racks ordered for halls whose busway gives another current than they take. */
void hall_levels_check_inlets(const struct plan *plan, struct diag *diag);

#endif
