/* SPDX-License-Identifier: Apache-2.0 */
#include "report/holders.h"

#include "report/plant_log.h"

#include <math.h>
#include <string.h>

/* Every replication gives each record one row: cause, holder, condition in words, whether it held the
 * finish.  Work that waited for funds is held by the instrument or tranche whose money came, and that by
 * its condition.  What held the finish of work that was over counts before what held its start. */
#define GATES_QUERY(FINISH_CAUSE, FINISH_BY)                                                                 \
    "SELECT g.record, g.cause, g.held_by, CASE WHEN g.cause = 'funds' THEN coalesce("                        \
    "(SELECT e.detail FROM instrument_event AS e WHERE e.run_id = g.run_id AND e.record = g.held_by "        \
    "AND e.what IN ('satisfied', 'cured') LIMIT 1), (SELECT nullif(t.missing, '') FROM tranche AS t WHERE "  \
    "t.run_id = g.run_id "                                                                                   \
    "AND t.record = g.held_by)) END AS words, count(*), g.at_finish FROM (SELECT run_id, record, "           \
    "coalesce(" FINISH_CAUSE ", gate_cause) AS cause, " FINISH_CAUSE " IS NOT NULL AS at_finish, "           \
    "CASE WHEN " FINISH_CAUSE " IS NOT NULL THEN " FINISH_BY " WHEN gate_cause = 'funds' "                   \
    "THEN coalesce((SELECT q.held_by FROM request AS q WHERE q.run_id = activity.run_id "                    \
    "AND q.record = activity.record AND q.held_by IS NOT NULL), gate_by) ELSE gate_by END AS held_by "       \
    "FROM activity WHERE " SOURCE_CHOSEN " AND coalesce(" FINISH_CAUSE ", gate_cause) IS NOT NULL) AS g "    \
    "GROUP BY 1, 2, 3, 4, 6 ORDER BY 1, 5 DESC, 2, 3, 4, 6"
static const char missing_query[] =
    "SELECT record, NULL, NULL, missing, count(*), 0 FROM tranche WHERE " SOURCE_CHOSEN
    " AND missing IS NOT NULL AND missing <> '' GROUP BY 1, 4 ORDER BY 1, 5 DESC, 4";
static const char racks_query[] =
    "SELECT record, gate_cause, gate_by, NULL, count(*), 0 FROM milestone WHERE " SOURCE_CHOSEN
    " AND gate_cause IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 5 DESC, 2, 3";
/* Things become ready, and conditions hold, in the second in which the work that they wait for is done. */
static const char finished_query[] =
    "SELECT m.record, 'finished with', o.record, NULL, count(*), 0 FROM milestone AS m "
    "JOIN record AS r ON r.number = m.record AND r.kind NOT IN ('activity', 'permit', 'equipment-order', "
    "'rack-order', 'tranche') "
    "JOIN milestone AS o ON o.run_id = m.run_id AND o.done = m.done AND o.record <> m.record "
    "JOIN record AS q ON q.number = o.record AND q.kind IN ('activity', 'permit', 'equipment-order', "
    "'rack-order') "
    "WHERE m." SOURCE_CHOSEN " GROUP BY 1, 3 ORDER BY 1, 5 DESC, 3";

/* What came last of a tranche's condition, with what had held it; a metric that only says that it was reached
 * was raised by work that was done in the same second. */
static const char last_query[] =
    "SELECT t.record, coalesce(t.gate_cause, 'finished with'), coalesce(t.gate_by, o.record), t.held_last, "
    "count(*) FROM tranche AS t LEFT JOIN (SELECT m.run_id, m.done, m.record FROM milestone AS m "
    "JOIN record AS q ON q.number = m.record AND q.kind IN ('activity', 'permit', 'equipment-order', "
    "'rack-order') WHERE m." SOURCE_CHOSEN ") AS o ON o.run_id = t.run_id AND o.done = t.satisfied AND "
    "t.gate_cause IS NULL WHERE t." SOURCE_CHOSEN " AND t.held_last IS NOT NULL GROUP BY 1, 2, 3, 4 "
    "ORDER BY 1, 5 DESC, 2, 3, 4";

static const char *holder_text(const struct source *source, const struct cursor *row)
{
    const char *cause = cursor_text(row, 1), *words = cursor_text(row, 3);
    int64_t by = cursor_integer(row, 2);
    if (words && !cause)
        return arena_printf(source->arena, "waits for %s", words);
    if (by < 0 || by >= source->record_count)
        return arena_strdup(source->arena, cause ? cause : "");
    const char *id = source->records[by].id;
    const char *where = cursor_integer(row, 5) == 1 ? ", at the finish" : "";
    return words ? arena_printf(source->arena, "%s %s, which waited for %s", cause, id, words)
                 : arena_printf(source->arena, "%s %s%s", cause ? cause : "", id, where);
}

/* Rows of a record come together, the most frequent first. */
static void take(const struct source *source, const char *query, struct holder *holders)
{
    struct cursor *row = source_query(source, query);
    int64_t last = -1;
    while (cursor_next(row, source->diag)) {
        int64_t record = cursor_integer(row, 0);
        if (record < 0 || record >= source->record_count)
            continue;
        struct holder *holder = &holders[record];
        if (record != last && !holder->text) {
            holder->text = holder_text(source, row);
            holder->hits = (int)cursor_integer(row, 4);
            holder->by = cursor_integer(row, 2);
        }
        holder->count += (int)cursor_integer(row, 4);
        last = record;
    }
}

/* Rarer than this it is more likely chance than cause. */
#define SHARE_MIN 0.2

/* Several things may be finished in one second: the share is of the replications in which it was done. */
static void take_finished(const struct source *source, struct holder *holders)
{
    struct holder *found = arena_array(source->arena, (size_t)source->record_count + 1, sizeof *found);
    take(source, finished_query, found);
    int count;
    const struct source_dates *dates = source_dates(source, &count);
    for (int i = 0; i < count; i++) {
        struct holder *holder = &found[dates[i].record];
        if (!holder->text || holders[dates[i].record].text || holder->by < 0 ||
            holder->by >= source->record_count)
            continue;
        const struct holder *behind = &holders[holder->by];
        if (behind->text)
            holder->text = arena_printf(source->arena, "%s, held by %s", holder->text, behind->text);
        holder->count = 0;
        for (int run = 0; run < source->run_count; run++)
            holder->count += isfinite(dates[i].tick[run]);
        if (holder->hits >= SHARE_MIN * holder->count)
            holders[dates[i].record] = *holder;
    }
}

/* Whether what held the thing held by CAUSE says more: crews and tests are where a chain ends. */
static bool goes_on(const char *cause)
{
    static const char *const causes[] = {"finished with", "position", "delivery", "predecessor"};
    for (size_t i = 0; i < sizeof causes / sizeof *causes; i++)
        if (strncmp(cause, causes[i], strlen(causes[i])) == 0)
            return true;
    return false;
}

static const char *chain_text(const struct source *source, const struct holder *holders, int64_t by)
{
    const char *behind = by >= 0 && by < source->record_count ? holders[by].text : NULL;
    return behind ? arena_printf(source->arena, ", held by %s", behind) : "";
}

/* Milestones that racks reached: what these waited for has been held as well. */
static void follow_milestones(const struct source *source, struct holder *holders)
{
    for (int i = 0; i < source->record_count; i++)
        if (holders[i].text && !strcmp(source->records[i].kind, "milestone") && goes_on(holders[i].text))
            holders[i].text = arena_printf(source->arena, "%s%s", holders[i].text,
                                           chain_text(source, holders, holders[i].by));
}

static const char *last_text(const struct source *source, const struct cursor *row,
                             const struct holder *holders, bool certain)
{
    const char *cause = cursor_text(row, 1), *part = cursor_text(row, 3);
    int64_t by = cursor_integer(row, 2);
    if (by < 0 || by >= source->record_count || !certain)
        return arena_strdup(source->arena, part);
    const char *behind = goes_on(cause) ? chain_text(source, holders, by) : "";
    if (!strcmp(cause, "predecessor")) /* the part names it */
        return arena_printf(source->arena, "%s%s", part, behind);
    return arena_printf(source->arena, "%s: %s %s%s", part, cause, source->records[by].id, behind);
}

/* In how many replications the conditions of each came about. */
static void count_came(const struct source *source, struct holder *last)
{
    struct cursor *row = source_query(source, "SELECT record, count(*) FROM tranche WHERE " SOURCE_CHOSEN
                                              " AND held_last IS NOT NULL GROUP BY 1");
    while (cursor_next(row, source->diag)) {
        int64_t record = cursor_integer(row, 0);
        if (record >= 0 && record < source->record_count)
            last[record].count = (int)cursor_integer(row, 1);
    }
}

const struct holder *holders_of_tranches(const struct source *source, const struct holder *holders)
{
    struct holder *last = arena_array(source->arena, (size_t)source->record_count + 1, sizeof *last);
    if (!plant_log_has_column(source, "tranche", "held_last"))
        return last;
    count_came(source, last);
    struct cursor *row = source_query(source, last_query);
    while (cursor_next(row, source->diag)) {
        int64_t record = cursor_integer(row, 0);
        if (record < 0 || record >= source->record_count || last[record].hits)
            continue;
        int hits = (int)cursor_integer(row, 4);
        bool chance = !strcmp(cursor_text(row, 1), "finished with") && hits < SHARE_MIN * last[record].count;
        last[record].text = last_text(source, row, holders, !chance);
        last[record].by = cursor_integer(row, 2);
        last[record].hits = hits;
    }
    return last;
}

static void take_tranches(const struct source *source, struct holder *holders)
{
    const struct holder *last = holders_of_tranches(source, holders);
    for (int i = 0; i < source->record_count; i++)
        if (!holders[i].text && last[i].text)
            holders[i] = last[i];
}

const struct holder *holders_load(const struct source *source)
{
    struct holder *holders = arena_array(source->arena, (size_t)source->record_count + 1, sizeof *holders);
    take(source,
         plant_log_has_column(source, "activity", "finish_gate_cause")
             ? GATES_QUERY("finish_gate_cause", "finish_gate_by")
             : GATES_QUERY("NULL", "NULL"), /* the file is older than these columns */
         holders);
    take(source, missing_query, holders);
    if (plant_log_has_column(source, "milestone", "gate_cause"))
        take(source, racks_query, holders);
    follow_milestones(source, holders);
    take_finished(source, holders);
    take_tranches(source, holders);
    return holders;
}
