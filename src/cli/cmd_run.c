/* SPDX-License-Identifier: Apache-2.0 */
#include "base/table.h"
#include "cli/cli.h"
#include "cli/input.h"
#include "config.h"
#include "study/study.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { NOT_GIVEN = -1 };

struct run_values {
    struct option_list overrides;
    long replications, jobs, detail;
    const char *seed, *output;
    bool resume, replace, digest, profile, quiet;
};

static const struct option_row rows[] = {
    {"output", 'o', OPTION_TEXT, offsetof(struct run_values, output), "FILE",
     "results file; default: the name of the scenario's file with .db for its ending, in this folder"},
    {"replications", 'n', OPTION_POSITIVE, offsetof(struct run_values, replications), "N",
     "how many replications; default 1, when resuming as many as the file wants"},
    {"jobs", 'j', OPTION_POSITIVE, offsetof(struct run_values, jobs), "N",
     "threads; default: one for each processor"},
    {"detail", 0, OPTION_COUNT, offsetof(struct run_values, detail), "N",
     "replications that keep every posting, gate and happening; default 10"},
    {"seed", 0, OPTION_TEXT, offsetof(struct run_values, seed), "N", "seed instead of the scenario's"},
    {"set", 0, OPTION_LIST, offsetof(struct run_values, overrides), "XPATH=VALUE",
     "change the scenario before it is checked; may be repeated"},
    {"resume", 0, OPTION_FLAG, offsetof(struct run_values, resume), NULL,
     "go on with a results file of the same study, or take more replications into it"},
    {"replace", 0, OPTION_FLAG, offsetof(struct run_values, replace), NULL,
     "overwrite an existing results file"},
    {"digest", 0, OPTION_FLAG, offsetof(struct run_values, digest), NULL,
     "print the digest of all results: equal for equal results"},
    {"profile", 0, OPTION_FLAG, offsetof(struct run_values, profile), NULL,
     "on stderr, which events a replication has and where its time goes"},
    {"quiet", 'q', OPTION_FLAG, offsetof(struct run_values, quiet), NULL, "no progress on stderr"},
    {0},
};

/* Only a signal handler may write here; see sigaction(2) on what it may touch. */
static volatile sig_atomic_t interrupted;

static void on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

static void catch_interrupts(void)
{
    struct sigaction action = {.sa_handler = on_interrupt};
    sigemptyset(&action.sa_mask);
    sigaction(SIGINT, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    /* A limit on the size of files comes as a failed write, which has a message, not as a death. */
    action.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &action, NULL);
}

/* NAME.db in the working folder, from "folder/NAME.xml". */
static const char *default_output(const char *scenario, struct arena *arena)
{
    const char *slash = strrchr(scenario, '/');
    const char *name = slash ? slash + 1 : scenario;
    const char *dot = strrchr(name, '.');
    size_t length = dot && dot > name ? (size_t)(dot - name) : strlen(name);
    return arena_printf(arena, "%.*s.db", (int)length, name);
}

static bool read_seed(const char *text, struct study *study, struct diag *diag)
{
    char *end;
    if (!text)
        return true;
    errno = 0;
    study->seed = strtoull(text, &end, 10);
    study->seed_given = true;
    if (*text >= '0' && *text <= '9' && !*end && !errno)
        return true;
    return diag_fail(diag, DIAG_USAGE, "--seed: '%s' is not a whole number from 0 to 2^64 - 1", text);
}

static void show_progress(const struct replicate_progress *progress, void *context)
{
    const struct cli *cli = context;
    (void)cli;
    if (progress->done == progress->wanted || progress->done % 10 == 0)
        fprintf(stderr, "\r%lld of %lld replications", (long long)progress->done,
                (long long)progress->wanted);
    if (progress->done == progress->wanted)
        fputc('\n', stderr);
}

static bool read_study(struct cli *cli, char **argv, struct run_values *values, struct study *study)
{
    struct option_list operands = {0};
    values->replications = NOT_GIVEN;
    values->detail = 10;
    long processors = sysconf(_SC_NPROCESSORS_ONLN); /* -1 where it is not known */
    values->jobs = processors < 1 ? 1 : processors;
    if (!cli_options(cli, argv, values, &operands))
        return false;
    study->scenario = input_operand(cli, &operands, "scenario");
    if (!study->scenario)
        return false;
    if (values->resume && values->replace)
        return diag_fail(cli->diag, DIAG_USAGE, "--resume and --replace exclude each other");
    study->output = values->output ? values->output : default_output(study->scenario, cli->arena);
    study->replications = values->replications == NOT_GIVEN ? 0 : values->replications;
    study->detail_count = values->detail;
    study->jobs = (int)values->jobs;
    study->resume = values->resume;
    study->replace = values->replace;
    study->digest = values->digest;
    study->profile = values->profile;
    study->version = PACKAGE_VERSION;
    study->interrupt = &interrupted;
    if (!values->quiet && isatty(STDERR_FILENO))
        study->progress = show_progress;
    study->context = cli;
    return read_seed(values->seed, study, cli->diag);
}

static int run_run(struct cli *cli, int argc, char **argv)
{
    (void)argc;
    struct run_values values = {0};
    struct study study = {0};
    if (!read_study(cli, argv, &values, &study))
        return EXIT_USAGE;
    catch_interrupts();
    struct plan *plan = input_plan(cli, study.scenario, &values.overrides);
    if (!plan)
        return EXIT_INPUT;
    struct study_end end = study_run(&study, plan, cli->arena, cli->diag);
    if (end.replicate == REPLICATE_FAILED)
        return diag_exit_code(cli->diag);
    if (end.replicate == REPLICATE_INTERRUPTED) {
        fprintf(stderr, "gigaplan: interrupted after %lld of %lld replications; --resume finishes the rest\n",
                (long long)end.done, (long long)end.wanted);
        return EXIT_INTERRUPTED;
    }
    study_print_end(&study, &end, stdout);
    if (end.profile) {
        fflush(stdout);
        table_print(&end.profile, 1, (struct table_style){.whole_rows = true}, stderr);
    }
    return end.targets_missed ? EXIT_NO : EXIT_GOOD;
}

const struct command cmd_run = {
    .name = "run",
    .summary = "simulate a scenario and store the results",
    .usage = "[OPTION]... SCENARIO",
    .rows = rows,
    .run = run_run,
    .more = "Results are the same for any number of --jobs and for a run that was killed and resumed.\n"
            "Exit code 1 says that the plan misses one of its own targets.",
};
