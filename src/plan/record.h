/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record - the checked plan: every element of the scenario with its values in SI.
 *
 * Scenario builds the records, everyone else reads them.  A plan is constant once built and is
 * shared by all threads.  Values are found by the field's place in its kind's table.
 *
 * Owns: everything lies in the plan's arena.
 */
#ifndef PLAN_RECORD_H
#define PLAN_RECORD_H

#include "base/arena.h"
#include "base/diag.h"
#include "plan/field.h"

#include <stdint.h>

struct condition;
struct curve;
struct distribution;
struct hourly;
struct metric_layout;
struct record;

struct record_list {
    const struct record *const *items;
    int count;
};

union value {
    double number;
    int64_t count;
    int64_t tick;
    int choice;
    const char *text;
    const double *series;
    const struct distribution *distribution;
    const struct record *record;
    const struct record_list *records;
    const struct curve *curve;
    const struct condition *condition;
    const struct hourly *hourly;
};

struct record {
    const struct kind *kind;
    const char *id;              /* site-qualified: "tx.h1"; plain for things of the whole scenario */
    const char *label;           /* what people read: the `label` attribute, else the id */
    uint64_t hash;               /* of the id: names the random streams */
    int number;                  /* place among all records of the plan, from 0 */
    int index;                   /* place among the records of its kind, from 0 */
    const struct record *parent; /* NULL for the scenario itself */
    const struct record *site;   /* the site it belongs to: itself, an ancestor, or its `site` field */
    const union value *values;   /* by field */
    const bool *given;           /* by field: false where nothing was given and no default stands */
    const char *source, *date,
        *grade; /* evidence of a catalogue entry, as written; NULL where none is given */
    struct span span;
};

/* One external file that the plan read, with its hash. */
struct plan_file {
    const char *path;
    char sha256[65];
};

struct plan {
    struct arena *arena;
    const struct kind_list *kinds;
    const char *name;
    int64_t start, end;            /* ticks */
    const struct record *scenario; /* the root, of kind frame_scenario_kind */
    const struct record *const *records;
    int record_count;
    const struct record_list *by_kind;  /* by the kind's place in `kinds` */
    const struct metric_layout *layout; /* the cells of the metric board */
    const char *resolved_xml;           /* after variants, includes and overrides: what the hash covers */
    char sha256[65];                    /* resolved tree plus every external file */
    const char *const *overrides;       /* --set texts, in order */
    int override_count;
    const struct plan_file *files;
    int file_count;
};

/* All records of KIND in the scenario's order; an empty list when there are none. */
struct record_list plan_list(const struct plan *plan, const struct kind *kind);

/* The record called ID, or NULL. */
const struct record *plan_find(const struct plan *plan, const char *id);

/* Values by field; the type must be the declared one (asserted). */
double record_number(const struct record *record, int field);
int64_t record_count(const struct record *record, int field);
bool record_flag(const struct record *record, int field);
int64_t record_tick(const struct record *record, int field);
int record_choice(const struct record *record, int field);
const char *record_text(const struct record *record, int field);
const struct hourly *record_hourly(const struct record *record, int field);
const double *record_series(const struct record *record, int field);
const struct record *record_ref(const struct record *record, int field);
struct record_list record_refs(const struct record *record, int field);
const struct distribution *record_distribution(const struct record *record, int field);
const struct condition *record_condition(const struct record *record, int field);
const struct curve *record_curve(const struct record *record, int field);

/* False where the user gave nothing and the field has no default. */
bool record_has(const struct record *record, int field);

/* Children of PARENT of KIND, in order; the list lies in ARENA. */
struct record_list record_children(const struct plan *plan, const struct record *parent,
                                   const struct kind *kind, struct arena *arena);

#endif
