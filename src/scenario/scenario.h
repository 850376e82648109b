/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scenario - reads the scenario language: from files to a checked plan.
 *
 * Order: base chain, includes, merge, overrides, defaults and checks.  All mistakes are told in
 * one go, each with its place.  Only this folder opens files of the user.
 *
 * Owns: the plan and everything in it lie in the arena of the request.
 */
#ifndef SCENARIO_SCENARIO_H
#define SCENARIO_SCENARIO_H

#include "plan/record.h"

struct quantile_shapes;

struct scenario_request {
    const char *path;
    const struct kind_list *kinds;
    const char *const *overrides; /* texts of --set, "XPATH=VALUE", in order */
    int override_count;
    const char *const *catalogue_paths; /* folders, searched in this order */
    int catalogue_path_count;
    /*
     * Uncertain values tabulated for plans before this one (engine/quantile.h), which the next design point
     * of a study mostly has too; their arena outlives the plan.  NULL: this plan keeps its own.
     */
    struct quantile_shapes *shapes;
    struct arena *arena;
};

/* The plan of the scenario at REQUEST's path, or NULL with at least one error. */
struct plan *scenario_read(const struct scenario_request *request, struct diag *diag);

/* The same for TEXT, which stands for the content of the file at REQUEST's path. */
struct plan *scenario_read_text(const struct scenario_request *request, const char *text, struct diag *diag);

/* The folders in PATH, separated by colons, for catalogue_paths; their number goes to *COUNT. */
const char *const *scenario_folders(const char *path, int *count, struct arena *arena);

#endif
