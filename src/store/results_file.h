/* SPDX-License-Identifier: Apache-2.0 */
/*
 * results_file - a results file seen from outside: is it there, is it ours, may it be replaced.
 *
 * A file appears under its name only when it is valid: it is made beside it as NAME.new and then
 * renamed.  Nothing that is not a results file is ever overwritten.
 */
#ifndef STORE_RESULTS_FILE_H
#define STORE_RESULTS_FILE_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>

enum results_file_sort {
    RESULTS_FILE_ABSENT,
    RESULTS_FILE_EMPTY,   /* a regular file of no bytes */
    RESULTS_FILE_OURS,    /* a results file, of any schema major */
    RESULTS_FILE_FOREIGN, /* anything else, folders and devices included */
    RESULTS_FILE_UNREADABLE,
};

/* Looks at the first bytes; *MAJOR is set for RESULTS_FILE_OURS. */
enum results_file_sort results_file_look(const char *path, int *major);

/* True when a new file may be made at PATH; REPLACE allows an existing results file there. */
bool results_file_may_create(const char *path, bool replace, struct diag *diag);

/* True when PATH is a results file of this schema that can be read; otherwise says what it is. */
bool results_file_is_usable(const char *path, struct diag *diag);

/* Makes an empty file for what will become PATH; returns its name, in ARENA, or NULL after an error. */
const char *results_file_begin(const char *path, struct arena *arena, struct diag *diag);

/* Removes a file that was begun but will not be published. */
void results_file_give_up(const char *new_name);

/* Gives NEW_NAME its final name PATH, over an older file only when REPLACE; gives it up on failure. */
bool results_file_publish(const char *new_name, const char *path, bool replace, struct diag *diag);

/* A run killed while it published left PATH under its first name, too: takes that away, and no other file. */
void results_file_unlink_new(const char *path);

#endif
