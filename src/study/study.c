/* SPDX-License-Identifier: Apache-2.0 */
#include "study/study.h"

#include "base/calendar.h"
#include "base/digest.h"
#include "plan/frame.h"
#include "store/reader.h"
#include "store/results_digest.h"
#include "study/event_profile.h"

#include <math.h>
#include <time.h>

const char *study_arithmetic(struct arena *arena)
{
    static double (*const functions[])(double) = {exp, log, sin, erfc, expm1, log1p, cbrt, tgamma};
    struct digest digest;
    digest_start(&digest);
    for (size_t f = 0; f < sizeof functions / sizeof functions[0]; f++)
        for (int i = 1; i <= 64; i++)
            digest_add_number(&digest, functions[f](i * 0.2371));
    for (int i = 1; i <= 64; i++)
        digest_add_number(&digest, pow(i * 0.7, 1.0 / (i + 0.3)));
    char text[65];
    digest_finish_text(&digest, text);
    return arena_strndup(arena, text, 16);
}

static struct results *open_results(const struct study *study, const struct results_study *about,
                                    struct diag *diag)
{
    if (study->resume)
        return results_resume(study->output, about, diag);
    return results_create(study->output, about, study->replace, diag);
}

/* Without a number, resuming means to go on with what was begun. */
static int64_t wanted_replications(const struct study *study, struct diag *diag)
{
    int64_t count = study->replications;
    if (count == 0 && study->resume)
        count = results_replications(study->output, diag);
    return count == 0 ? 1 : count;
}

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
}

static bool note(struct results *results, const struct study *study, double seconds, struct arena *arena,
                 struct diag *diag)
{
    return results_note(results, "jobs", arena_printf(arena, "%d", study->jobs), diag) &&
           results_note(results, "seconds", arena_printf(arena, "%.3f", seconds), diag);
}

/* A target is met when it holds in at least its confidence's share of all replications. */
static const char *judge_target(struct reader *reader, const struct record *target, struct study_end *end,
                                struct arena *arena, struct diag *diag)
{
    const char *query = "SELECT count(*), sum(met) FROM target WHERE record = ?";
    struct cursor *cursor = reader_query(reader, diag, query, "i", (int64_t)target->number);
    if (!cursor || !cursor_next(cursor, diag))
        return "";
    int64_t count = cursor_integer(cursor, 0), met = cursor_integer(cursor, 1);
    double wanted = record_number(target, TARGET_CONFIDENCE);
    bool good = count > 0 && (double)met >= wanted * (double)count;
    end->targets_missed += !good;
    char date[CALENDAR_DATE_SIZE];
    calendar_format_date(record_tick(target, TARGET_BY), date);
    bool most = record_has(target, TARGET_AT_MOST);
    return arena_printf(arena, "target %s: %s %s %s by %s in %lld of %lld replications, wanted in %.0f %%\n",
                        good ? "met" : "missed", record_text(target, TARGET_METRIC),
                        most ? "at most" : "at least",
                        record_text(target, most ? TARGET_AT_MOST : TARGET_AT_LEAST), date, (long long)met,
                        (long long)count, 100.0 * wanted);
}

/* Replications that did not run to a good end say so at once, not only in a report. */
static const char *tell_stops(struct reader *reader, int64_t replications, struct arena *arena,
                              struct diag *diag)
{
    struct cursor *row = reader_query(reader, diag,
                                      "SELECT status, stop_reason, count(*) FROM run WHERE status <> "
                                      "'completed' GROUP BY 1, 2 ORDER BY 3 DESC, 1, 2 LIMIT 3",
                                      "");
    const char *text = "";
    while (row && cursor_next(row, diag))
        text = arena_printf(arena, "%s%s in %lld of %lld replications: %s\n", text, cursor_text(row, 0),
                            (long long)cursor_integer(row, 2), (long long)replications, cursor_text(row, 1));
    return text;
}

/* Bills that a plan leaves unpaid are as bad as a target missed; rounding and the last month's cents are not.
 */
static const char *tell_unpaid(struct reader *reader, int64_t replications, struct arena *arena,
                               struct diag *diag)
{
    struct cursor *row = reader_query(
        reader, diag,
        "SELECT unpaid.value FROM kpi unpaid JOIN metric u ON u.metric_id = unpaid.metric_id AND u.name = "
        "'funding.payable' JOIN entity e ON e.entity_id = unpaid.entity_id AND e.scope = 'campus' JOIN kpi "
        "spent ON spent.run_id = unpaid.run_id AND spent.entity_id = unpaid.entity_id JOIN metric s ON "
        "s.metric_id = spent.metric_id AND s.name = 'funding.capex' WHERE unpaid.value > 0.001 * spent.value "
        "ORDER BY 1",
        "");
    double *musd = arena_array(arena, (size_t)(replications > 0 ? replications : 1), sizeof *musd);
    int64_t count = 0;
    while (row && cursor_next(row, diag))
        if (count < replications)
            musd[count++] = cursor_real(row, 0);
    if (count == 0)
        return "";
    return arena_printf(arena,
                        "unpaid: bills stand open at the end in %lld of %lld replications, %.6g MUSD in the "
                        "median of those, %.6g at most (report funding)\n",
                        (long long)count, (long long)replications,
                        0.5 * (musd[(count - 1) / 2] + musd[count / 2]), musd[count - 1]);
}

static bool judge(const struct study *study, const struct plan *plan, struct study_end *end,
                  struct arena *arena, struct diag *diag)
{
    struct record_list targets = plan_list(plan, &frame_target_kind);
    struct reader *reader = reader_open(study->output, diag);
    if (!reader)
        return false;
    end->stops_text = tell_stops(reader, end->done, arena, diag);
    end->targets_text = "";
    for (int i = 0; i < targets.count; i++)
        end->targets_text = arena_printf(arena, "%s%s", end->targets_text,
                                         judge_target(reader, targets.items[i], end, arena, diag));
    end->unpaid_text = tell_unpaid(reader, end->done, arena, diag);
    reader_close(reader);
    return diag_error_count(diag) == 0;
}

/* A few replications even out what a single one has of chance and of the machine. */
static const struct table *profile(const struct study *study, const struct world_plan *world,
                                   const struct study_end *end, uint64_t seed, struct arena *arena)
{
    enum { PROFILED_MAX = 5 };
    int count = end->wanted < PROFILED_MAX ? (int)end->wanted : PROFILED_MAX;
    return event_profile(world, seed, count, study->detail_count, arena);
}

/* Simulates what is missing, then closes the file; false after an error. */
static bool fill(struct results *results, const struct study *study, const struct replicate *replicate,
                 struct study_end *end, struct arena *arena, struct diag *diag)
{
    double start_s = now_s();
    end->before = results_done_count(results);
    end->replicate = replicate_run(replicate, diag);
    end->seconds = now_s() - start_s;
    end->done = results_done_count(results);
    bool good = note(results, study, end->seconds, arena, diag);
    if (end->replicate == REPLICATE_DONE)
        good = results_finish(results, diag) && good;
    results_close(results);
    return good;
}

struct study_end study_run(const struct study *study, const struct plan *plan, struct arena *arena,
                           struct diag *diag)
{
    struct study_end end = {.replicate = REPLICATE_FAILED};
    struct results_study about = {.version = study->version, .points = 1};
    const struct world_plan *world = world_compile(plan, NULL, arena, diag);
    end.wanted = wanted_replications(study, diag);
    if (!world || end.wanted < 0)
        return end;
    world_describe(world, &about, arena);
    about.seed = study->seed_given ? study->seed : (uint64_t)record_count(plan->scenario, SCENARIO_SEED);
    about.replications = end.wanted;
    about.arithmetic = study_arithmetic(arena);
    about.options = arena_printf(arena, "detail=%lld", (long long)study->detail_count);
    struct results *results = open_results(study, &about, diag);
    if (!results)
        return end;
    struct replicate replicate = {.plan = world,
                                  .results = results,
                                  .seed = about.seed,
                                  .replications = end.wanted,
                                  .detail_count = study->detail_count,
                                  .jobs = study->jobs,
                                  .interrupt = study->interrupt,
                                  .progress = study->progress,
                                  .context = study->context};
    bool good = fill(results, study, &replicate, &end, arena, diag);
    if (!good || (end.replicate == REPLICATE_DONE && !judge(study, plan, &end, arena, diag)))
        end.replicate = REPLICATE_FAILED;
    if (study->digest && end.replicate == REPLICATE_DONE && !results_digest(study->output, end.digest, diag))
        end.replicate = REPLICATE_FAILED;
    if (study->profile && end.replicate == REPLICATE_DONE)
        end.profile = profile(study, world, &end, about.seed, arena);
    return end;
}

void study_print_end(const struct study *study, const struct study_end *end, FILE *stream)
{
    fprintf(stream, "%lld replication%s", (long long)end->done, end->done == 1 ? "" : "s");
    if (end->before)
        fprintf(stream, ", %lld of them new,", (long long)(end->done - end->before));
    fprintf(stream, " in %.2f s -> %s\n", end->seconds, study->output);
    if (*end->digest)
        fprintf(stream, "digest %s\n", end->digest);
    fputs(end->stops_text, stream);
    fputs(end->targets_text, stream);
    fputs(end->unpaid_text, stream);
}
