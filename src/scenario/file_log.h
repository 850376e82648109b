/* SPDX-License-Identifier: Apache-2.0 */
/*
 * file_log - which files beside the XML took part in a plan: tables, weather, prices.
 *
 * Their hashes belong to the identity of the plan.
 */
#ifndef SCENARIO_FILE_LOG_H
#define SCENARIO_FILE_LOG_H

#include "plan/record.h"
#include "scenario/text_file.h"

struct file_log {
    struct arena *arena;
    struct plan_file *items; /* in the order of first use */
    size_t count, capacity;
};

/* Notes FILE, once. */
void file_log_add(struct file_log *log, const struct text_file *file);

#endif
