/* SPDX-License-Identifier: Apache-2.0 */
/*
 * options - the command line of a subcommand, read from one constant table.
 *
 * A subcommand declares its rows and a struct for the values; the same rows print its --help.
 * Both "--name=value" and "--name value" are read, "-x" for a row with a letter, "--" ends the
 * options, and options may follow operands.  A value given twice: the last one counts, except
 * in a list, which keeps all in order.
 *
 * Errors: all unknown names and wrong values are recorded (DIAG_USAGE), not the first only.
 */
#ifndef CLI_OPTIONS_H
#define CLI_OPTIONS_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

enum option_type {
    OPTION_FLAG,     /* bool */
    OPTION_TEXT,     /* const char *, borrowed from argv */
    OPTION_COUNT,    /* long, a whole number of at least 0 */
    OPTION_POSITIVE, /* long, a whole number of at least 1 */
    OPTION_LIST,     /* struct option_list, may be repeated */
};

struct option_list {
    const char **items;
    size_t count, capacity;
};

/* A table ends with a row without name. */
struct option_row {
    const char *name; /* without the dashes */
    char letter;      /* 0: none */
    enum option_type type;
    size_t offset;       /* of the value in the command's struct, by offsetof */
    const char *value;   /* what the help calls the value; NULL for a flag */
    const char *meaning; /* one line */
};

/*
 * Reads ARGV[1..] into VALUES, which the caller has filled with the defaults, and what is no
 * option into OPERANDS in order.  False when anything was wrong.
 */
bool options_read(const struct option_row *rows, void *values, struct option_list *operands,
                  struct arena *arena, char **argv, struct diag *diag);

/* Prints one line per row, aligned, for --help. */
void options_print(const struct option_row *rows, FILE *stream);

/* Adds the note "did you mean ...?" with those of the COUNT names that WORD is near to, if any. */
void options_suggest(const char *word, const char *const *names, size_t count, struct diag *diag);

#endif
