/* SPDX-License-Identifier: Apache-2.0 */
/*
 * tables - what this program is made of, joined when it is linked.
 *
 * The arrays are written by tools/tables.sh from the lists PLAN_KINDS, MODEL_KINDS,
 * MODEL_METRICS, REPORTS, PLOTS, EXPORTS and COMMANDS, in their order, each ended by NULL.  Only main.c
 * includes this header and hands the tables down, so that no other source names what lies above it.
 */
#ifndef TABLES_H
#define TABLES_H

struct kind;
struct metric_table;
struct report;
struct plot;
struct export;
struct command;

extern const struct kind *const table_kinds[];
extern const struct metric_table *const table_metrics[];
extern const struct report *const table_reports[];
extern const struct plot *const table_plots[];
extern const struct export *const table_exports[];
extern const struct command *const table_commands[];

#endif
