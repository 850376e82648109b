/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gate - what a piece of work waits for, and what held it.
 *
 * One type serves predecessor, crew, delivery, permit, funds, date and condition.  Work starts when
 * its last gate opens; that gate is the one that held it.  Walking back from a milestone through
 * the holding gates gives the critical chain, money included.  Links that hold a finish are gates too,
 * in a set of their own.
 */
#ifndef PLAN_GATE_H
#define PLAN_GATE_H

#include "plan/record.h"

enum gate_cause {
    GATE_PREDECESSOR,
    GATE_CREW,
    GATE_DELIVERY,
    GATE_PERMIT,
    GATE_FUNDS,
    GATE_DATE,
    GATE_CONDITION,
    GATE_POSITION, /* racks: a free position in an energised hall */
    GATE_BURN_IN,  /* racks: mending and tests once more */
    GATE_CAUSE_COUNT
};

extern const char *const gate_cause_names[GATE_CAUSE_COUNT];

enum { GATE_CLOSED = INT64_MIN };

struct gate {
    enum gate_cause cause;
    const struct record *by; /* what must happen: the predecessor, crew, order, party ... */
    int64_t since;           /* when the work began to wait for it */
    int64_t opened;          /* GATE_CLOSED until it opens */
    const char *link; /* constant text, "FS", "SS", "FF", "SF": how the schedule ties it to BY; or NULL */
    const struct record *via; /* of a crew the work that let go of it last, if that was waited for; or NULL */
};

/* Which gate the end of RECORD opens: permit, delivery (an order) or predecessor. */
enum gate_cause gate_cause_of(const struct record *record);

struct gate_set {
    const struct record *work;
    struct gate *gates;
    int count, capacity;
    int closed_count;
};

/* Room for CAPACITY gates; add them with gate_add. */
void gate_set_start(struct gate_set *set, const struct record *work, int capacity, struct arena *arena);

/* Adds a closed gate and returns its place. */
int gate_add(struct gate_set *set, enum gate_cause cause, const struct record *by, int64_t since);

/* Opens gate PLACE; true when it was the last closed one.  Opening twice changes nothing. */
bool gate_open(struct gate_set *set, int place, int64_t now);

/* The gate that opened last (ties: the first in the set), or the first closed one; NULL if none. */
const struct gate *gate_holding(const struct gate_set *set);

#endif
