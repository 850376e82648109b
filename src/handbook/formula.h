/* SPDX-License-Identifier: Apache-2.0 */
/*
 * formula - one equation of the physics made callable: keys with units in, named quantities out.
 *
 * A formula is a constant: keys (unit, default, valid range, meaning), outputs, equation, source and a
 * function that reads the keys by name and puts the outputs.  `calc`, `curve`, their --help and the manual
 * live on that table.  A call holds the values of one use.
 *
 * Out of range: a value beyond its key's range is used as the nearest valid one, with a warning that names
 * it; a STRICT key has no such neighbour and is an error.  Ranges that depend on other keys are the physics':
 * what it pulls back is counted and told in one warning (physics/clamp.h).
 *
 * Owns: calls lie in their arena.  Errors: diag, with the argument that is wrong.
 */
#ifndef HANDBOOK_FORMULA_H
#define HANDBOOK_FORMULA_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>

struct curve;
struct hourly;
struct plan;
struct record;

enum formula_key_kind { KEY_NUMBER, KEY_COUNT, KEY_CHOICE, KEY_CURVE, KEY_FILE };

struct formula_key {
    const char *name;
    const char *unit;     /* of numbers, "" for ratios (which also take %); of a curve: of x */
    const char *fallback; /* as the user would write it; NULL: required; "": may be left out */
    const char *meaning;
    double low, high;    /* valid, in UNIT, inclusive; both 0: unbounded */
    const char *choices; /* KEY_CHOICE: "water|air" */
    const char *unit_y;  /* KEY_CURVE */
    enum formula_key_kind kind;
    bool strict;
    int hourly; /* enum hourly_column + 1 of the weather file that can give it; 0: none */
};

struct formula_output {
    const char *name;
    const char *unit; /* "" for ratios */
    const char *meaning;
};

struct formula_call;
typedef bool formula_work_fn(struct formula_call *call);

struct formula {
    const char *name, *summary, *equation, *source;
    const struct formula_key *keys; /* ends with a key without name */
    const struct formula_output *outputs;
    formula_work_fn *work; /* false after an error */
    const char *shown[2];  /* outputs that a picture shows unless told; NULL: the first */
    const char *sweep[2];  /* ranges that `curve` takes unless told: "load=0.1:1:0.1" */
    bool hourly;           /* file=FILE can give the hours of a year */
};

struct formula_value {
    bool given; /* by the user, a default or a file */
    bool told;  /* by the user */
    double number;
    int choice;
    const char *text;
    const struct curve *curve;
    struct span span;
};

struct formula_call {
    const struct formula *formula;
    struct formula_value *values; /* by key */
    double *out;                  /* SI, by output; NAN: not put */
    int clamp_count;              /* of the physics, in the last run */
    const struct record *record;  /* catalogue entry behind the call, or NULL */
    const struct plan *plan;      /* that it is of */
    struct arena *arena;
    struct diag *diag;
};

/* How many keys, and how many outputs, FORMULA has. */
int formula_key_count(const struct formula *formula);
int formula_output_count(const struct formula *formula);

/* The place of key or output NAME, or -1. */
int formula_key_place(const struct formula *formula, const char *name);
int formula_output_place(const struct formula *formula, const char *name);

/* A call with all defaults. */
struct formula_call *formula_call_new(const struct formula *formula, struct arena *arena, struct diag *diag);

/* Reads "key=value"; temperatures take C and F for degC and degF.  False with an error. */
bool formula_set(struct formula_call *call, const char *argument);

/* The value of key number KEY in SI, pulled into its range; no warning. */
void formula_set_number(struct formula_call *call, int key, double si);

/* Whether SI lies in KEY's range. */
bool formula_inside(const struct formula_key *key, double si);

/* Whether all keys without default are given; all that lack are told. */
bool formula_complete(struct formula_call *call);

/* Computes the outputs; warns when the physics pulled something back and WARN is set. */
bool formula_run(struct formula_call *call, bool warn);

/* For the functions of formulas: values by name (asserted to exist). */
double formula_number(const struct formula_call *call, const char *key);
int formula_choice(const struct formula_call *call, const char *key);
bool formula_given(const struct formula_call *call, const char *key);
const struct formula_value *formula_value(const struct formula_call *call, const char *key);
void formula_put(struct formula_call *call, const char *output, double si);

/* An error about KEY; returns false. */
bool formula_fail(struct formula_call *call, const char *key, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* TEXT with degC or degF written out where C or F stands for it in a temperature of UNIT. */
const char *formula_text(const char *text, const char *unit, struct arena *arena);

/* One quantity of UNIT as the keys take it. */
bool formula_quantity(double *si, const char *text, const char *unit, struct span span, struct arena *arena,
                      struct diag *diag);

#endif
