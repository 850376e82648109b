/* SPDX-License-Identifier: Apache-2.0 */
/*
 * sql - the few dealings with SQLite that all of the store shares: opening, running, and telling in
 * plain words what went wrong and what to do about it.
 *
 * Threads: one at a time, not always the same: it is opened without locks of its own.
 */
#ifndef STORE_SQL_H
#define STORE_SQL_H

#include "base/diag.h"

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>

struct sql {
    sqlite3 *db;      /* NULL when closed */
    const char *path; /* as the user wrote it */
};

/*
 * Opens the database at PATH (any name, also ":memory:", is a file) for reading and, where the
 * system allows it, writing; an empty file is an empty database.  Files are not trusted: their
 * schema may not call functions with side effects.
 */
bool sql_open(struct sql *sql, const char *path, struct diag *diag);

/* Accepts a closed one. */
void sql_close(struct sql *sql);

/* Runs statements that give no rows of interest. */
bool sql_run(struct sql *sql, const char *statements, struct diag *diag);

/* Compiles one statement; the caller finalizes it.  LASTING: it will be used many times. */
sqlite3_stmt *sql_prepare(struct sql *sql, const char *statement, bool lasting, struct diag *diag);

/* Steps a statement that gives no rows, and resets it. */
bool sql_step_done(struct sql *sql, sqlite3_stmt *statement, struct diag *diag);

/*
 * Makes IMAGE, a database of SIZE bytes, readable as schema NAME, which was attached before; it takes
 * the place of an earlier one and must live until it is replaced or detached.
 */
bool sql_show_image(struct sql *sql, const char *name, unsigned char *image, size_t size, struct diag *diag);

/* Records what the last call on SQL failed of, with its remedy; returns false. */
bool sql_fail(struct sql *sql, struct diag *diag);

/* True when another process has the database at PATH open for writing just now. */
bool sql_is_busy(const char *path);

#endif
