/* SPDX-License-Identifier: Apache-2.0 */
/*
 * name_map - finds what belongs to a name: kinds, ids, children to be merged.
 *
 * Owns: everything lies in the arena; the names are borrowed and must outlive the map.
 */
#ifndef SCENARIO_NAME_MAP_H
#define SCENARIO_NAME_MAP_H

#include "base/arena.h"

struct name_map;

struct name_map *name_map_new(struct arena *arena);

/* What was added under NAME, or NULL. */
void *name_map_find(const struct name_map *map, const char *name);

/* Adds VALUE (not NULL) under NAME; returns what already stood there, which stays, or NULL. */
void *name_map_add(struct name_map *map, const char *name, void *value);

#endif
