/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/cli.h"
#include "cli/output_file.h"

#include "report/export.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct values {
    const char *site, *output;
    bool list, replace;
    long point;
};

static const struct option_row rows[] = {
    {"list", 0, OPTION_FLAG, offsetof(struct values, list), NULL, "the kinds, one per line"},
    {"output", 'o', OPTION_TEXT, offsetof(struct values, output), "FILE", "where it goes [standard output]"},
    {"point", 0, OPTION_COUNT, offsetof(struct values, point), "N", "design point of a sweep, from 0 [0]"},
    {"replace", 0, OPTION_FLAG, offsetof(struct values, replace), NULL, "overwrite an existing file"},
    {"site", 0, OPTION_TEXT, offsetof(struct values, site), "ID", "the site, where there are several"},
    {0},
};

static const struct export *find(const struct cli *cli, const char *name)
{
    size_t count = 0;
    for (; cli->tables->exports[count]; count++)
        if (!strcmp(cli->tables->exports[count]->name, name))
            return cli->tables->exports[count];
    const char **names = arena_array(cli->arena, count, sizeof *names);
    for (size_t i = 0; i < count; i++)
        names[i] = cli->tables->exports[i]->name;
    diag_fail(cli->diag, DIAG_USAGE, "there is no export '%s'", name);
    options_suggest(name, names, count, cli->diag);
    diag_note(cli->diag, "'gigaplan export --list' lists the kinds");
    return NULL;
}

static bool deliver(struct cli *cli, const struct values *values, const char *bytes, size_t length)
{
    if (values->output)
        return output_file_write(cli, values->output, bytes, length, values->replace);
    return fwrite(bytes, 1, length, stdout) == length;
}

static void write_export(struct cli *cli, const struct export *export, const struct source *source,
                         const struct values *values)
{
    struct export_request request = {
        .source = source, .site = values->site, .arena = cli->arena, .diag = cli->diag};
    char *bytes = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&bytes, &length);
    if (!stream) {
        diag_fail(cli->diag, DIAG_OUTSIDE, "no memory for the export");
        return;
    }
    bool good = export->write(&request, stream);
    good = fclose(stream) == 0 && good && diag_error_count(cli->diag) == 0;
    if (good && deliver(cli, values, bytes, length))
        for (size_t i = 0; i < request.remark_count; i++)
            fprintf(stderr, "note: %s\n", request.remarks[i]);
    free(bytes);
}

static int export_run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    struct values values = {0};
    struct option_list operands = {0};
    struct source source;
    if (!cli_options(cli, argv, &values, &operands))
        return EXIT_USAGE;
    if (values.list) {
        for (const struct export *const *export = cli->tables->exports; *export; export ++)
            printf("%-12s %s\n", (*export)->name, (*export)->summary);
        return EXIT_GOOD;
    }
    if (operands.count != 2) {
        diag_fail(cli->diag, DIAG_USAGE, "export takes a kind and a results file");
        diag_note(cli->diag, "'gigaplan export --list' lists the kinds");
        return EXIT_USAGE;
    }
    const struct export *export = find(cli, operands.items[0]);
    if (!export)
        return EXIT_USAGE;
    struct source_choice choice = {.point = values.point, .replication = -1};
    if (!source_open(&source, operands.items[1], choice, cli->arena, cli->diag))
        return EXIT_INPUT;
    write_export(cli, export, &source, &values);
    source_close(&source);
    return EXIT_GOOD;
}

const struct command cmd_export = {
    .name = "export",
    .summary = "write what other people's tools take from a results file",
    .usage = "[OPTION]... KIND FILE",
    .rows = rows,
    .more = "'gigaplan export --list' tells the kinds.  Remarks on what is written go to standard error.",
    .run = export_run,
};
