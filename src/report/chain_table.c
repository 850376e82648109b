/* SPDX-License-Identifier: Apache-2.0 */
#include "report/chain_table.h"

#include "base/calendar.h"
#include "base/name_match.h"
#include "plan/gate.h"
#include "report/chain.h"
#include "report/plant_log.h"

#include <math.h>
#include <string.h>

/* Steps that are rarer than this are left out of the table of shares. */
#define SHARE_MIN 0.05

/* ---- which replication ---- */

static const double *dates_of(const struct source *source, int record)
{
    int count;
    const struct source_dates *dates = source_dates(source, &count);
    for (int i = 0; i < count; i++)
        if (dates[i].record == record)
            return dates[i].tick;
    return NULL;
}

/* Which runs keep all their gates. */
static const bool *detailed_runs(const struct source *source)
{
    bool *detailed = arena_array(source->arena, (size_t)source->run_count, sizeof *detailed);
    struct cursor *row = source_query(source, "SELECT DISTINCT run_id FROM gate WHERE " SOURCE_CHOSEN);
    while (cursor_next(row, source->diag)) {
        int place = source_place(source, cursor_integer(row, 0));
        if (place >= 0)
            detailed[place] = true;
    }
    return detailed;
}

/* Ticks between two dates; both never is no distance. */
static double distance(double a, double b)
{
    return a == b ? 0 : fabs(a - b);
}

/* The run whose date comes closest to the median, if possible one of those in DETAILED; the first of equals.
 */
static int middle_run(struct report_request *request, const double *ticks, const bool *detailed)
{
    struct sample sample = report_sample(request, ticks);
    double median = sample_quantile(&sample, 0.5);
    int best = 0;
    for (int run = 1; run < request->source->run_count; run++)
        if (detailed[run] > detailed[best] ||
            (detailed[run] == detailed[best] && distance(ticks[run], median) < distance(ticks[best], median)))
            best = run;
    return best;
}

/* ---- what a step could gain ---- */

/*
 * Until when STEP would have waited without the gate that held it: since it waits for that, the other
 * gates of that end that it had asked by then, and its own work.  NAN when the gates of the run are not kept.
 */
static double held_otherwise(const struct source *source, int64_t run_id, const struct chain_step *step)
{
    static const char query[] =
        "SELECT held_by, opened, since FROM gate WHERE run_id = ?1 AND record = ?2 AND holds = ?3";
    double until = isnan(step->since) ? -INFINITY : step->since;
    bool skipped = false;
    if (step->at_finish && !isnan(step->work_s) && !isnan(step->start))
        until = fmax(until, step->start + step->work_s);
    struct cursor *row = reader_query(source->reader, source->diag, query, "iit", run_id,
                                      (int64_t)step->record, step->at_finish ? "finish" : "start");
    bool any = false;
    while (cursor_next(row, source->diag)) {
        any = true;
        double opened = cursor_is_missing(row, 1) ? INFINITY : (double)cursor_integer(row, 1);
        bool is_holder = cursor_is_missing(row, 0) || cursor_integer(row, 0) == step->by;
        if (!skipped && is_holder && opened == step->opened) /* of a metric no one is stored as the holder */
            skipped = true;
        else if ((double)cursor_integer(row, 2) < step->opened)
            until = fmax(until, opened);
    }
    return any || step->at_finish ? until : NAN;
}

/* Steps with a condition do not wait: what is won before them is won. */
static bool has_gate(const struct chain_step *step)
{
    return step->cause && !isnan(step->since);
}

/* What STEP alone could win; NAN where that is not known. */
static double step_gain_d(const struct source *source, int64_t run_id, const struct chain_step *step)
{
    if (isnan(step->opened) || isnan(step->limit_s) || !plant_log_has_column(source, "gate", "holds"))
        return NAN;
    double gain_s = step->opened - held_otherwise(source, run_id, step);
    return isnan(gain_s) ? NAN : fmax(0, fmin(gain_s, step->limit_s)) / CALENDAR_DAY_S;
}

/* By step: what it could win at the end of CHAIN, where no step passes on more than it could win itself. */
static const double *gains_d(const struct source *source, int64_t run_id, const struct chain *chain)
{
    double *gains = arena_array(source->arena, (size_t)chain->count + 1, sizeof *gains);
    double most = INFINITY;
    for (int i = 0; i < chain->count; i++) {
        gains[i] = NAN;
        if (!has_gate(&chain->steps[i]))
            continue;
        double gain = step_gain_d(source, run_id, &chain->steps[i]);
        most = isnan(gain) || isnan(most) ? NAN : fmin(gain, most);
        gains[i] = most;
    }
    return gains;
}

/* ---- tables ---- */

/* ", FF +2.0 d": the link and its lag; nothing for FS without one. */
static const char *link_text(const struct chain_step *step, const struct chain_step *by, struct arena *arena)
{
    if (!step->link || !by)
        return "";
    double from = step->link[0] == 'S' ? by->start : by->finish;
    double lag_d = (step->opened - from) / CALENDAR_DAY_S;
    if (isnan(lag_d) || fabs(lag_d) < 0.05)
        return strcmp(step->link, "FS") ? arena_printf(arena, ", %s", step->link) : "";
    return arena_printf(arena, ", %s %+.1f d", step->link, lag_d);
}

/* The condition of a tranche in words, or NULL. */
static const char *condition_text(const struct source *source, int64_t run_id, int record)
{
    struct cursor *row =
        reader_query(source->reader, source->diag,
                     "SELECT detail FROM instrument_event WHERE run_id = ?1 AND record = ?2 AND "
                     "what IN ('satisfied', 'cured') ORDER BY seq LIMIT 1",
                     "ii", run_id, (int64_t)record);
    const char *text = cursor_next(row, source->diag) ? cursor_text(row, 0) : NULL;
    text = text && *text ? arena_strdup(source->arena, text) : NULL;
    cursor_close(row);
    return text;
}

/* Orders and work that an actual date in the scenario began, in the simulated time: they had no gates. */
static const char *begun_text(const struct source *source, const struct chain_step *step)
{
    if (step->cause || !(step->start >= (double)source->study->start))
        return NULL;
    const char *kind = source->records[step->record].kind;
    bool order = !strcmp(kind, "rack-order") || !strcmp(kind, "equipment-order");
    return order ? "placed on a date" : isnan(step->work_s) ? NULL : "begun on a date";
}

/* BY is the step before it in time, or NULL. */
static const char *holder_text(const struct source *source, int64_t run_id, const struct chain_step *step,
                               const struct chain_step *by)
{
    struct arena *arena = source->arena;
    const char *words = condition_text(source, run_id, step->record);
    if (words && step->by >= 0)
        return arena_printf(arena, "%s, with %s", words, source->records[step->by].id);
    if (words || !step->cause)
        return words ? words : begun_text(source, step);
    if (step->by < 0)
        return step->cause;
    const char *text =
        arena_printf(arena, "%s %s%s", step->cause, source->records[step->by].id, link_text(step, by, arena));
    if (step->via >= 0)
        text = arena_printf(arena, "%s, from %s", text, source->records[step->via].id);
    return step->at_finish ? arena_printf(arena, "%s, at the finish", text) : text;
}

static void put_name(struct table *table, const struct source *source, int record)
{
    const struct source_record *row = &source->records[record];
    const char *label = source_record_label(source, record);
    table_put_text(table, row->id);
    table_put_text(table, strcmp(label, row->id) ? label : NULL);
    table_put_text(table, row->kind);
}

static void put_step(struct table *table, const struct source *source, int64_t run_id,
                     const struct chain *chain, int i, double gain_d)
{
    const struct chain_step *step = &chain->steps[i];
    const struct chain_step *by = i + 1 < chain->count ? step + 1 : NULL;
    table_add_row(table);
    put_name(table, source, step->record);
    report_put_date(table, step->start);
    report_put_date(table, isnan(step->finish) ? INFINITY : step->finish);
    table_put_number(table, (step->finish - step->start) / CALENDAR_DAY_S);
    table_put_text(table, holder_text(source, run_id, step, by));
    table_put_number(table, gain_d);
}

/* Why the chain begins where it does. */
static void note_start(struct table *table, const struct source *source, const struct chain_step *first)
{
    const char *id = source->records[first->record].id;
    if (first->start < (double)source->study->start)
        table_add_note(table, "%s had begun before the simulated time", id);
    else if (!first->cause && !begun_text(source, first))
        table_add_note(table, "%s: nothing that held it is stored", id);
}

static void show_chain(struct report_request *request, const struct chain *chain, int run, bool detailed)
{
    static const struct table_column columns[] = {
        {.name = "id", .heading = "Id"},
        {.name = "label", .heading = "What", .max_width = 34},
        {.name = "kind", .heading = "Kind"},
        {.name = "start", .heading = "Start"},
        {.name = "done", .heading = "Done"},
        {.name = "days", .heading = "Takes", .unit = "d", .align = TABLE_RIGHT, .decimals = 1},
        {.name = "held_by", .heading = "Held by", .max_width = 44},
        {.name = "gain", .heading = "Could gain", .unit = "d", .align = TABLE_RIGHT, .decimals = 1},
    };
    const struct source *source = request->source;
    int64_t id = source->runs[run];
    struct cursor *row =
        reader_query(source->reader, source->diag, "SELECT replication FROM run WHERE run_id = ?1", "i", id);
    int64_t replication = cursor_next(row, source->diag) ? cursor_integer(row, 0) : 0;
    cursor_close(row);
    struct table *table = report_table(request, "chain",
                                       arena_printf(request->arena, "Critical chain to %s (replication %lld)",
                                                    request->chain, (long long)replication),
                                       columns, 8);
    const double *gains = gains_d(source, id, chain);
    for (int i = chain->count - 1; i >= 0; i--)
        put_step(table, source, id, chain, i, gains[i]);
    if (source->run_count > 1)
        table_add_note(table, "the replication whose date of %s is closest to the median%s", request->chain,
                       detailed ? ", of those that keep all gates" : "");
    table_add_note(table,
                   "could gain: how long the gate stood closed when all others of its step, and of the steps "
                   "behind it, were open, which is what an earlier opening would have won for %s at most%s",
                   request->chain,
                   detailed ? "" : "; this replication does not keep its gates, see run --detail");
    note_start(table, source, &chain->steps[chain->count - 1]);
}

struct share {
    int record, hits;
    double *days; /* that it took, by hit */
};

static int count_shares(const struct source *source, const struct chain *chains, struct share *shares)
{
    int *place = arena_array(source->arena, (size_t)source->record_count + 1, sizeof *place);
    int count = 0;
    for (int run = 0; run < source->run_count; run++)
        for (int i = 0; i < chains[run].count; i++) {
            const struct chain_step *step = &chains[run].steps[i];
            if (place[step->record] == 0) {
                shares[count] = (struct share){step->record, 0, source_figures(source, NAN)};
                place[step->record] = ++count;
            }
            struct share *share = &shares[place[step->record] - 1];
            share->days[share->hits++] = (step->finish - step->start) / CALENDAR_DAY_S;
        }
    return count;
}

static bool goes_before(const struct share *a, const struct share *b)
{
    return a->hits != b->hits ? a->hits > b->hits : a->record < b->record;
}

static void show_shares(struct report_request *request, const struct chain *chains)
{
    static const struct table_column columns[] = {
        {.name = "id", .heading = "Id"},
        {.name = "label", .heading = "What", .max_width = 34},
        {.name = "kind", .heading = "Kind"},
        {.name = "share", .heading = "On the chain", .unit = "%", .align = TABLE_RIGHT, .decimals = 1},
        {.name = "days_50", .heading = "Takes, median", .unit = "d", .align = TABLE_RIGHT, .decimals = 1},
    };
    const struct source *source = request->source;
    struct share *shares = arena_array(source->arena, (size_t)source->record_count + 1, sizeof *shares);
    int count = count_shares(source, chains, shares);
    for (int i = 1; i < count; i++) {
        struct share share = shares[i];
        int place = i;
        for (; place > 0 && goes_before(&share, &shares[place - 1]); place--)
            shares[place] = shares[place - 1];
        shares[place] = share;
    }
    struct table *table = report_table_over(
        request, "chain_shares", arena_printf(request->arena, "How often on the chain to %s", request->chain),
        columns, 5);
    for (int i = 0; i < count && shares[i].hits >= SHARE_MIN * source->run_count; i++) {
        struct sample days = sample_of(shares[i].days, shares[i].hits, request->arena);
        table_add_row(table);
        put_name(table, source, shares[i].record);
        table_put_number(table, 100.0 * shares[i].hits / source->run_count);
        table_put_number(table, sample_quantile(&days, 0.5));
    }
    table_add_note(
        table,
        "on the chain: the criticality index, the share of the replications in which it was a step; "
        "less than %.0f %% is left out",
        100 * SHARE_MIN);
}

/* What can be done and goes by WORD without its site, or is spelled nearly so. */
static void suggest_done(const struct source *source, const char *word, struct arena *arena,
                         struct diag *diag)
{
    enum { FOUND_MAX = 3 };
    char text[256];
    const char *found[FOUND_MAX], **names = arena_array(arena, (size_t)source->record_count, sizeof *names);
    size_t count = 0, near = 0;
    for (int i = 0; i < source->record_count; i++)
        if (dates_of(source, i))
            names[count++] = source->records[i].id;
    for (size_t i = 0; i < count && near < FOUND_MAX; i++)
        if (name_match_tail(names[i], word))
            found[near++] = names[i];
    if (!near)
        near = name_match_nearest(word, names, count, found, FOUND_MAX);
    if (near)
        diag_note(diag, "did you mean %s?", name_match_list(text, sizeof text, found, near));
}

void chain_table_show(struct report_request *request)
{
    const struct source *source = request->source;
    int record = 0;
    while (record < source->record_count && strcmp(source->records[record].id, request->chain) != 0)
        record++;
    const double *ticks = record < source->record_count ? dates_of(source, record) : NULL;
    if (!ticks) {
        diag_fail(request->diag, DIAG_USAGE, "'%s' is nothing that can be done", request->chain);
        suggest_done(source, request->chain, request->arena, request->diag);
        diag_note(request->diag, "'gigaplan report milestones' lists all that can");
        return;
    }
    const struct chain *chains = chain_load(source, record);
    const bool *detailed = detailed_runs(source);
    int run = middle_run(request, ticks, detailed);
    show_chain(request, &chains[run], run, detailed[run]);
    if (source->run_count > 1)
        show_shares(request, chains);
}
