/* SPDX-License-Identifier: Apache-2.0 */
/*
 * diag - what is wrong with the user's input, where, and what to do about it.
 *
 * A command owns one diag and hands it down as the last argument.  Readers record and go on, so
 * that one run tells all mistakes; the command flushes them to stderr and picks the exit code.
 * This is the lowest module that can fail: it calls nothing but the arena and stdio.
 *
 * Wording: lower-case start, no full stop, names in quotes, the limit and its unit, then a note
 * with the remedy.
 */
#ifndef BASE_DIAG_H
#define BASE_DIAG_H

#include "base/arena.h"

#include <stdbool.h>
#include <stdio.h>

/* A piece of source text.  LINE 0 means "the file as a whole"; FILE NULL means no file at all. */
struct span {
    const char *file;
    const char *text; /* whole text of the file, NUL-terminated, or NULL when it is not at hand */
    int line;         /* from 1 */
    int column;       /* from 1, in bytes */
    int length;       /* bytes to underline, at least 1 */
};

/* How the command should end when this was the worst that happened. */
enum diag_class {
    DIAG_INPUT,   /* the user's input is wrong: exit 3 */
    DIAG_USAGE,   /* the command line is wrong: exit 2 */
    DIAG_OUTSIDE, /* the disk, a file or another program failed: exit 4 */
};

struct diag;

/* A diag without messages; it and their texts lie in ARENA. */
struct diag *diag_new(struct arena *arena);

/* Records an error and returns false, so that "return diag_error(...)" is the whole failing path. */
bool diag_error(struct diag *diag, struct span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* The same for a class other than DIAG_INPUT. */
bool diag_fail(struct diag *diag, enum diag_class class, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Records a warning: it is shown, but the command goes on. */
void diag_warn(struct diag *diag, struct span span, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* Adds a line of context or remedy to the message recorded last. */
void diag_note(struct diag *diag, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Errors and warnings recorded so far, flushed ones too. */
int diag_error_count(const struct diag *diag);
int diag_warning_count(const struct diag *diag);

/* Text of error number INDEX (from 0, in order of recording), for tests; NULL past the end. */
const char *diag_error_text(const struct diag *diag, int index);

/* 0 without errors, otherwise the exit code of the gravest: outside 4, input 3, usage 2. */
int diag_exit_code(const struct diag *diag);

/*
 * Prints warnings, then errors, which the end of a terminal shows, in order of file, line and column, and
 * forgets them:
 *   FILE:LINE:COLUMN: error: TEXT, the quoted line, carets under the span, notes.
 * What was told of a place is not told of it again.  At most 20 errors a flush; the rest is counted.  Counts
 * and exit code stay.
 */
void diag_flush(struct diag *diag, FILE *stream);

/* A span for text that is not from a file, such as a command-line argument named WHAT. */
struct span span_of_argument(const char *what, const char *text);

#endif
