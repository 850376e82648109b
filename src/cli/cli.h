/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cli - the command line: which subcommand, its help, and how the program ends.
 *
 * A subcommand is one file cmd_NAME.c that ends with one constant `cmd_NAME`, listed in COMMANDS
 * of src/src.mk.  What it prints as its answer goes to stdout, everything else to stderr through
 * the diag, which cli flushes when the subcommand returns.
 *
 * Exit codes: 0 good, 1 the plan misses its own targets or the answer is no, 2 usage, 3 bad
 * input, 4 could not finish, 70 a bug, 130 interrupted.  The graver of what the command
 * returned and what the diag holds wins.
 */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/table.h"
#include "cli/options.h"
#include "plan/field.h"

struct report;
struct plot;
struct export;
struct command;
struct quantile_shapes;

enum exit_code {
    EXIT_GOOD = 0,
    EXIT_NO = 1,
    EXIT_USAGE = 2,
    EXIT_INPUT = 3,
    EXIT_UNFINISHED = 4,
    EXIT_BUG = 70,
    EXIT_INTERRUPTED = 130,
};

/* What the program is made of; each array ends with NULL. */
struct cli_tables {
    const struct kind *const *kinds;
    const struct metric_table *const *metrics;
    const struct report *const *reports;
    const struct plot *const *plots;
    const struct export *const *exports;
    const struct command *const *commands;
};

/* What every subcommand works with; lives as long as the program. */
struct cli {
    const struct cli_tables *tables;
    struct kind_list kinds;         /* the first two tables, counted */
    const struct command *command;  /* the one that runs */
    const char *data_path;          /* folders of catalogues, separated by colons */
    struct quantile_shapes *shapes; /* of all plans that the command reads */
    struct arena *arena;            /* of the command */
    struct diag *diag;
};

struct command {
    const char *name;
    const char *summary;                                /* one line for the list, lower case */
    const char *usage;                                  /* the operands, such as "[OPTION]... SCENARIO" */
    const struct option_row *rows;                      /* its options for --help; NULL: none */
    const char *more;                                   /* further text for --help; NULL: none */
    int (*run)(struct cli *cli, int argc, char **argv); /* ARGV[0] is the command's name */
    bool (*help)(struct cli *cli, char **argv); /* --help of its operands, false: they have none; or NULL */
};

/* The whole program: returns its exit code.  ARGV as given to main. */
int cli_main(const struct cli_tables *tables, int argc, char **argv);

/* The subcommand called NAME; otherwise NULL with an error that suggests the nearest. */
const struct command *cli_find(const struct cli *cli, const char *name);

/* Prints the list of subcommands, or the help of one, on stdout. */
void cli_list(const struct cli *cli);
void cli_help(const struct command *command);

/* Reads the options of the running command; rules as in options_read. */
bool cli_options(struct cli *cli, char **argv, void *values, struct option_list *operands);

/* Prints COUNT tables on stdout; text is as wide as the terminal, elsewhere its rows stay whole. */
void cli_print_tables(const struct table *const *tables, size_t count, enum table_format format);

#endif
