/* SPDX-License-Identifier: Apache-2.0 */
/*
 * field - the constant tables that declare what a scenario may contain.
 *
 * A kind is one element of the language (hall, feed, tranche).  Its table of fields is the single
 * source for the reader, the checks, `describe`, the XSD, the manual page and the results schema,
 * so none of them can drift from another.  A model declares its kinds beside its code, with an
 * enum that names each field's place in the table:
 *
 *     enum { HALL_IT_CAPACITY, HALL_POSITIONS, HALL_NEEDS, HALL_FIELD_COUNT };
 *     static const struct field hall_fields[HALL_FIELD_COUNT] = {
 *         [HALL_IT_CAPACITY] = {.name = "it-capacity", .type = FIELD_QUANTITY, .unit = "MW", ...},
 *     };
 *     const struct kind halls_hall_kind = {.name = "hall", .family = "halls", ...};
 */
#ifndef PLAN_FIELD_H
#define PLAN_FIELD_H

#include <stdbool.h>

enum field_type {
    FIELD_TEXT,         /* value.text */
    FIELD_FLAG,         /* "yes" | "no"; value.count 1 | 0 */
    FIELD_COUNT,        /* whole number; value.count */
    FIELD_QUANTITY,     /* number with unit; value.number in SI */
    FIELD_SERIES,       /* `length` quantities of one unit, blank-separated; value.series */
    FIELD_DATE,         /* value.tick, UTC midnight unless a time is given */
    FIELD_DURATION,     /* value.number in seconds */
    FIELD_DISTRIBUTION, /* a quantity or duration that may be uncertain; value.distribution, SI */
    FIELD_ENUM,         /* value.choice, index into `choices` */
    FIELD_REF,          /* value.record of one of the kinds or families in `target` */
    FIELD_REFS,         /* several, blank-separated; value.records */
    FIELD_CURVE,        /* points "x:y x:y ..."; value.curve, both axes SI */
    FIELD_HOURLY,       /* name of an EPW or CSV file; value.hourly */
    FIELD_CONDITION,    /* a child element with a condition tree; value.condition */
};

/* How a FIELD_DISTRIBUTION is drawn. */
enum field_draw {
    DRAW_ONCE,     /* one value per replication, by inverse CDF: a design may set it */
    DRAW_REPEATED, /* as often as needed, from the stream named by (record, field) */
};

struct field {
    const char *name; /* attribute; child element for conditions and distributions with parts */
    enum field_type type;
    const char *unit;     /* as printed, "MW"; fixes the dimension; NULL for types without one */
    const char *unit_y;   /* FIELD_CURVE: unit of the second axis */
    const char *fallback; /* default as the user would write it; NULL: required; "": may be absent */
    double low, high;     /* bounds in `unit`, inclusive; both 0: unbounded */
    int length;           /* FIELD_SERIES: how many numbers */
    const char *choices; /* FIELD_ENUM: "dry|adiabatic|tower"; FIELD_HOURLY: columns wanted, "dry-bulb|..." */
    const char *target;  /* FIELD_REF(S): kinds or families, "activity|crew"; "*done": any KIND_MILESTONE */
    enum field_draw draw;
    bool begins;         /* FIELD_DATE: nothing of the record happens before it */
    const char *meaning; /* one sentence for people */
    const char *source;  /* where the default comes from, with date and grade */
};

/* What a metric is, and so when it may be tested. */
enum metric_sort {
    METRIC_STATE,   /* changes only at events; may trigger a condition at once */
    METRIC_MEAN,    /* weighted average over the block between samples or test dates */
    METRIC_COUNTER, /* grows; series store the growth since the last sample */
};

/* How the campus value follows from the owners' values. */
enum metric_join {
    JOIN_SUM, /* values add up: states, counters, and time averages of loads */
    JOIN_MAX,
    JOIN_RATIO, /* means: numerators and weights add up first, as for PUE */
    JOIN_NONE,  /* no campus value */
};

/* Whose number it is. */
enum metric_scope {
    SCOPE_SITE,   /* one per site and, by the join, one for the campus */
    SCOPE_PARTY,  /* one per party */
    SCOPE_CAMPUS, /* one */
};

struct metric_def {
    const char *name; /* "power.it_energised": family.quantity */
    const char *unit; /* as printed; series and conditions convert to and from SI */
    enum metric_sort sort;
    enum metric_join join;
    enum metric_scope scope;
    const char *meaning;
};

/* One table per model folder: `const struct metric_table power_metrics`. */
struct metric_table {
    const struct metric_def *defs;
    int count;
};

enum kind_flag {
    KIND_NO_ID = 1,     /* `id` may be left out; a place-based one is given: PARENT.ELEMENT-N */
    KIND_SINGLE = 2,    /* at most one under its parent */
    KIND_MILESTONE = 4, /* can be done: may be named by needs, after and <milestone ref> */
    KIND_CATALOGUE = 8, /* carries source, date and grade; belongs in catalogues */
    KIND_GLOBAL = 16,   /* its id is not site-qualified even inside a site */
};

struct kind {
    const char *name;    /* element name, "rack-order" */
    const char *family;  /* the promise it keeps: "feed", "schedule", "instrument" ... */
    const char *parents; /* elements it may stand in: "scenario|site" */
    const struct field *fields;
    int field_count;
    unsigned flags;
    const char *meaning;
};

/* All kinds and metrics of the program; main hands it down. */
struct kind_list {
    const struct kind *const *kinds;
    int count;
    const struct metric_table *const *metrics;
    int metric_table_count;
};

/* The kind whose element is NAME, or NULL. */
const struct kind *kind_find(const struct kind_list *list, const char *name);

/* The place of field NAME in KIND, or -1. */
int kind_field(const struct kind *kind, const char *name);

/* The place of KIND in LIST, or -1. */
int kind_place(const struct kind_list *list, const struct kind *kind);

/* True when WORD is one of the alternatives in LIST, "a|b|c"; its place goes to *PLACE if given. */
bool field_list_has(const char *list, const char *word, int *place);

/* True when a field with TARGET accepts a record of KIND, by its name or its family. */
bool kind_matches(const struct kind *kind, const char *target);

/* The metric definition called NAME, or NULL. */
const struct metric_def *metric_def_find(const struct kind_list *list, const char *name);

#endif
