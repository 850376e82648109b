/* SPDX-License-Identifier: Apache-2.0 */
/*
 * build - what the steps from tree to plan share.
 *
 * The first step (draft) makes a record of every element, so that the second (record_build) can
 * fill in values that name any of them.
 */
#ifndef SCENARIO_BUILD_H
#define SCENARIO_BUILD_H

#include "plan/record.h"
#include "scenario/element.h"
#include "scenario/file_log.h"
#include "scenario/name_map.h"

/* A record under way and the element it comes from. */
struct draft {
    struct record record;
    union value *values; /* what record.values will be */
    bool *given;
    const struct element *element;
    struct draft *parent;
    struct name_map *counts; /* child element -> int, how many were drafted; NULL before the first */
};

struct build {
    const struct kind_list *kinds;
    struct arena *arena;
    struct diag *diag;
    struct name_map *kind_names; /* element name -> struct kind */
    struct name_map *ids;        /* id -> struct draft */
    struct draft **drafts;       /* in the order of the scenario, the root first */
    size_t count, capacity;
    struct file_log *files;
    struct name_map *hourly_files;  /* path -> struct hourly */
    struct quantile_shapes *shapes; /* NULL before record_build: it makes its own */
    struct name_map *units;         /* declared unit -> struct quantity_unit */
    bool incomplete;                /* a file is missing: names that are not found prove nothing */
    int64_t start, end;             /* ticks; both 0 while unknown */
};

#endif
