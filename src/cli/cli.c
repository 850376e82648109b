/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"

#include "engine/quantile.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

const struct command *cli_find(const struct cli *cli, const char *name)
{
    size_t count = 0;
    for (; cli->tables->commands[count]; count++)
        if (!strcmp(cli->tables->commands[count]->name, name))
            return cli->tables->commands[count];
    diag_fail(cli->diag, DIAG_USAGE, "there is no command '%s'", name);
    const char **names = arena_array(cli->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = cli->tables->commands[i]->name;
    options_suggest(name, names, count, cli->diag);
    diag_note(cli->diag, "'gigaplan help' lists the commands");
    return NULL;
}

void cli_list(const struct cli *cli)
{
    printf("usage: gigaplan COMMAND [ARGUMENT]...\n\n"
           "Simulates how a gigawatt AI campus gets built: permits, power, cooling, racks, money, tokens.\n\n"
           "commands:\n");
    for (const struct command *const *command = cli->tables->commands; *command; command++)
        printf("  %-10s %s\n", (*command)->name, (*command)->summary);
    printf("\n'gigaplan help COMMAND' or 'gigaplan COMMAND --help' tells more; so does man gigaplan.\n");
}

void cli_help(const struct command *command)
{
    printf("usage: gigaplan %s%s%s\n\n%s\n", command->name, command->usage[0] ? " " : "", command->usage,
           command->summary);
    if (command->rows && command->rows[0].name) {
        printf("\noptions:\n");
        options_print(command->rows, stdout);
    }
    if (command->more)
        printf("\n%s\n", command->more);
}

bool cli_options(struct cli *cli, char **argv, void *values, struct option_list *operands)
{
    static const struct option_row none[] = {{0}};
    const struct option_row *rows = cli->command->rows ? cli->command->rows : none;
    if (options_read(rows, values, operands, cli->arena, argv, cli->diag))
        return true;
    diag_note(cli->diag, "'gigaplan %s --help' lists its options", cli->command->name);
    return false;
}

/* --help before "--" asks for help, wherever it stands. */
static bool wants_help(char **argv)
{
    for (char **argument = argv + 1; *argument && strcmp(*argument, "--"); argument++)
        if (!strcmp(*argument, "--help") || !strcmp(*argument, "-h"))
            return true;
    return false;
}

static int run(struct cli *cli, int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : NULL;
    if (!name) {
        diag_fail(cli->diag, DIAG_USAGE, "which command?");
        diag_note(cli->diag, "'gigaplan help' lists the commands");
        return EXIT_USAGE;
    }
    if (!strcmp(name, "--help") || !strcmp(name, "-h"))
        name = "help";
    if (!strcmp(name, "--version") || !strcmp(name, "-V"))
        name = "version";
    cli->command = cli_find(cli, name);
    if (!cli->command)
        return EXIT_USAGE;
    if (wants_help(argv + 1)) {
        if (!cli->command->help || !cli->command->help(cli, argv + 1))
            cli_help(cli->command);
        return EXIT_GOOD;
    }
    return cli->command->run(cli, argc - 1, argv + 1);
}

/*
 * Where catalogues are: as the environment says, else where they are installed, else beside the
 * build folder of a program that is not installed.
 */
static const char *data_path(struct arena *arena)
{
    char program[4096];
    const char *path = getenv("GIGAPLAN_DATA_PATH");
    if (path && *path)
        return path;
    ssize_t length = readlink("/proc/self/exe", program, sizeof program);
    while (length > 0 && program[length - 1] != '/')
        length--;
    if (length <= 0 || length == (ssize_t)sizeof program)
        return DATA_DIR;
    return arena_printf(arena, "%s:%.*s../data", DATA_DIR, (int)length, program);
}

/* To a terminal everything wraps to its width; elsewhere rows stay whole and the rest keeps to a page. */
static struct table_style text_style(void)
{
    enum { PAGE = 120, LEAST = 60 };
    struct winsize size;
    if (!isatty(STDOUT_FILENO) || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) || size.ws_col == 0)
        return (struct table_style){.width = PAGE, .whole_rows = true};
    return (struct table_style){.width = size.ws_col < LEAST ? LEAST : size.ws_col};
}

void cli_print_tables(const struct table *const *tables, size_t count, enum table_format format)
{
    struct table_style style = text_style();
    style.format = format;
    table_print(tables, count, style, stdout);
}

/* Output that did not reach its reader is a failure too: a full disk, a closed pipe. */
static void finish_stdout(struct diag *diag)
{
    if (fflush(stdout) || ferror(stdout))
        diag_fail(diag, DIAG_OUTSIDE, "the output could not be written");
}

/* The lists of kinds and metrics with their lengths. */
static struct kind_list count_kinds(const struct cli_tables *tables)
{
    struct kind_list list = {.kinds = tables->kinds, .metrics = tables->metrics};
    while (list.kinds[list.count])
        list.count++;
    while (list.metrics[list.metric_table_count])
        list.metric_table_count++;
    return list;
}

int cli_main(const struct cli_tables *tables, int argc, char **argv)
{
    struct arena *arena = arena_new();
    struct cli cli = {.tables = tables,
                      .kinds = count_kinds(tables),
                      .data_path = data_path(arena),
                      .shapes = quantile_shapes_new(arena),
                      .arena = arena,
                      .diag = diag_new(arena)};
    int code = run(&cli, argc, argv);
    finish_stdout(cli.diag);
    diag_flush(cli.diag, stderr);
    if (diag_exit_code(cli.diag) > code)
        code = diag_exit_code(cli.diag);
    arena_free(arena);
    return code;
}
