/* SPDX-License-Identifier: Apache-2.0 */
/*
 * load - from the files of a scenario to one tree: base chain, includes, tables, merged.
 *
 * A root <variant of="base.xml"> lays its content over that scenario, which may be a variant
 * itself.  <include catalogue="racks"/> takes in racks.xml from the first folder that has it
 * (the last one tried is ../data as seen from the file itself), <include file="x.xml"/> a file beside its
 * own; what stands beside the include is laid over it.
 *
 * Errors: missing files, circles and more than 16 files deep are told where the file is named.
 */
#ifndef SCENARIO_LOAD_H
#define SCENARIO_LOAD_H

#include "scenario/element.h"
#include "scenario/file_log.h"
#include "scenario/text_file.h"

struct load_request {
    const struct kind_list *kinds;      /* for the columns of tables */
    const char *const *catalogue_paths; /* folders, searched in this order */
    int catalogue_path_count;
    struct file_log *files; /* what was read beside XML goes here */
    struct arena *arena;
};

/* The merged tree of the scenario in FILE; NULL with errors. */
struct element *load_scenario(const struct load_request *request, const struct text_file *file,
                              struct diag *diag);

#endif
