/* SPDX-License-Identifier: Apache-2.0 */
#include "report/chain.h"

#include "plan/gate.h"
#include "report/plant_log.h"

#include <math.h>
#include <string.h>

enum { NONE = -1 };

/* Followed by what was done in the same second, or by the order of the racks that were accepted in it. */
static const char same_second_text[] = "finished with";
static const char racks_text[] = "accepted racks of";

/* What the file says of one record in one replication. */
struct work {
    bool known; /* has a row among the activities */
    double start, finish, work_s;
    struct hold {
        const char *cause, *link;
        int by, via;
        double since, opened;
    } at_start, at_finish;
};

/* How the walk comes to a step. */
struct way {
    bool by_start;        /* its start was waited for */
    double until;         /* what held its finish later than this was not waited for */
    bool by_racks;        /* it is a rack order, and these of its racks were waited for: */
    struct hold position; /* the hall that they waited for; its cause is NULL when it was ready before */
    double limit_s;       /* more than this an earlier opening cannot win; NAN: not known; or INFINITY */
};

struct walk {
    const struct source *source;
    const double *const *done;       /* by record: ticks by run, or NULL */
    const double *const *satisfied;  /* the same, of tranches and loans: when their condition first held */
    const double *const *rack_order; /* the same: number of the order whose racks were accepted just then */
    const double *const *rack_hall;  /* the same: of the hall of these racks */
    const double *const *rack_delivered;
    const double *const *rack_installed;
    const double *const *rack_behind;
    struct work *works; /* by record, of one run */
    int *seen;          /* by record: the last run + 1 whose chain went through it */
    int run;            /* place */
};

/* Columns of older files are missing: then NULL stands for them. */
static const char *column(const struct source *source, const char *name)
{
    return plant_log_has_column(source, "activity", name) ? name : "NULL";
}

static struct cursor *open_works(const struct source *source)
{
    static const char *const names[] = {"gate_link",       "gate_via",          "finish_gate_cause",
                                        "finish_gate_by",  "finish_gate_since", "finish_gate_opened",
                                        "finish_gate_link"};
    const char *text =
        "SELECT run_id, record, start, finish, duration_s, gate_cause, gate_by, gate_since, gate_opened";
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        text = arena_printf(source->arena, "%s, %s", text, column(source, names[i]));
    return source_query(
        source, arena_printf(source->arena,
                             "%s FROM activity WHERE " SOURCE_CHOSEN " ORDER BY run_id, record", text));
}

static const char *constant(const char *text, const char *const *names, size_t count)
{
    for (size_t i = 0; text && i < count; i++)
        if (!strcmp(names[i], text))
            return names[i];
    return NULL;
}

static const char *cause_of(const struct cursor *row, int place)
{
    return constant(cursor_text(row, place), gate_cause_names, GATE_CAUSE_COUNT);
}

static const char *link_of(const struct cursor *row, int place)
{
    static const char *const links[] = {"FS", "SS", "FF", "SF"};
    return constant(cursor_text(row, place), links, sizeof links / sizeof *links);
}

static double tick_of(const struct cursor *row, int place)
{
    return cursor_is_missing(row, place) ? NAN : (double)cursor_integer(row, place);
}

static int record_of(const struct walk *walk, const struct cursor *row, int place)
{
    int64_t record = cursor_integer(row, place);
    return record >= 0 && record < walk->source->record_count ? (int)record : NONE;
}

static void take_work(struct walk *walk, const struct cursor *row)
{
    int record = record_of(walk, row, 1);
    if (record == NONE)
        return;
    walk->works[record] = (struct work){
        .known = true,
        .start = tick_of(row, 2),
        .finish = tick_of(row, 3),
        .work_s = cursor_real(row, 4),
        .at_start = {cause_of(row, 5), link_of(row, 9), record_of(walk, row, 6), record_of(walk, row, 10),
                     tick_of(row, 7), tick_of(row, 8)},
        .at_finish = {cause_of(row, 11), link_of(row, 15), record_of(walk, row, 12), NONE, tick_of(row, 13),
                      tick_of(row, 14)},
    };
}

/* Which record HOLD leads to, or NONE. */
static int leads_to(const struct hold *hold)
{
    if (!hold->cause || !strcmp(hold->cause, gate_cause_names[GATE_DATE]))
        return NONE;
    bool shared = !strcmp(hold->cause, gate_cause_names[GATE_CREW]) ||
                  !strcmp(hold->cause, gate_cause_names[GATE_FUNDS]);
    return shared ? hold->via : hold->by;
}

/* A finish later than UNTIL is not what was waited for: of an order some racks are accepted before. */
static const struct hold *hold_until(const struct work *work, bool by_start, double until)
{
    bool ended = work->at_finish.cause && !by_start && !(work->at_finish.opened > until);
    return ended ? &work->at_finish : &work->at_start;
}

static bool is_candidate(const struct walk *walk, int record, double tick)
{
    return walk->works[record].known && walk->works[record].finish == tick &&
           walk->seen[record] != walk->run + 1;
}

/* Of the works done at TICK the first that no other of them waited for: things are done with their last work.
 */
static int done_at(const struct walk *walk, double tick)
{
    const struct source *source = walk->source;
    if (!isfinite(tick) || tick <= (double)source->study->start)
        return NONE;
    int found = NONE;
    for (int i = 0; i < source->record_count && found == NONE; i++) {
        bool last = is_candidate(walk, i, tick);
        for (int j = 0; last && j < source->record_count; j++)
            last = j == i || !is_candidate(walk, j, tick) ||
                   leads_to(hold_until(&walk->works[j], false, tick)) != i;
        found = last ? i : NONE;
    }
    return found;
}

static double done_tick(const struct walk *walk, const double *const *ticks, int record)
{
    return ticks[record] && isfinite(ticks[record][walk->run]) ? ticks[record][walk->run] : NAN;
}

/* A record that the row of RECORD names; NAN where it names none, or one that the file has not. */
static double named_record(const struct walk *walk, const double *const *records, int record)
{
    double named = done_tick(walk, records, record);
    return named >= 0 && named < walk->source->record_count ? named : NAN;
}

/*
 * The walk comes to a rack order by those of its racks that are in the row of RECORD.  The hall held them
 * when it was ready after the first in their line had come; earlier than that it would have won nothing.
 */
static void put_racks(const struct walk *walk, int record, struct way *way)
{
    double hall = named_record(walk, walk->rack_hall, record);
    way->limit_s = NAN;
    if (isnan(hall))
        return;
    double delivered = done_tick(walk, walk->rack_delivered, record);
    double installed = done_tick(walk, walk->rack_installed, record);
    double behind = done_tick(walk, walk->rack_behind, record);
    double ready = done_tick(walk, walk->done, (int)hall);
    way->by_racks = true;
    way->limit_s = installed - ready;
    if (ready > behind) {
        way->position =
            (struct hold){gate_cause_names[GATE_POSITION], NULL, (int)hall, NONE, delivered, installed};
        way->limit_s = ready - behind;
    }
}

/* Milestones and tranches: when their condition came to hold, and what was done then. */
static int put_condition(const struct walk *walk, struct chain_step *step, struct way *way)
{
    step->finish = done_tick(walk, walk->done, step->record);
    double held = done_tick(walk, walk->satisfied, step->record);
    step->start = held;
    step->opened = isnan(held) ? step->finish : held;
    double order = named_record(walk, walk->rack_order, step->record);
    step->by = done_at(walk, step->opened);
    step->cause = step->by == NONE ? NULL : same_second_text;
    if (step->by == NONE && !isnan(order)) {
        step->by = (int)order;
        step->cause = racks_text;
        way->until = step->opened;
    }
    if (!isnan(order) && step->by == (int)order)
        put_racks(walk, step->record, way);
    return step->by;
}

static const struct hold *hold_of(const struct work *work, const struct way *way)
{
    if (!way->by_racks)
        return hold_until(work, way->by_start, way->until);
    return way->position.cause ? &way->position : &work->at_start;
}

static int put_work(const struct walk *walk, struct chain_step *step, const struct way *way,
                    struct way *onward)
{
    const struct work *work = &walk->works[step->record];
    const struct hold *hold = hold_of(work, way);
    step->at_finish = hold != &work->at_start;
    step->start = work->start;
    step->finish = isnan(work->finish) ? done_tick(walk, walk->done, step->record) : work->finish;
    step->work_s = work->work_s;
    step->cause = hold->cause;
    step->link = hold->link;
    step->by = hold->by;
    step->via = hold->via;
    step->since = hold->since;
    step->opened = hold->opened;
    step->limit_s = way->limit_s;
    onward->by_start = hold->link && hold->link[0] == 'S';
    if (hold->cause && !strcmp(hold->cause, gate_cause_names[GATE_CONDITION]) && hold->by == NONE)
        return step->by = done_at(walk, hold->opened);
    return leads_to(hold);
}

static int put_step(const struct walk *walk, struct chain_step *step, struct way *way)
{
    struct way onward = {.until = INFINITY, .limit_s = INFINITY};
    bool known = walk->works[step->record].known;
    /* Of work only rack orders have racks in their row: those accepted last. */
    if (known && !way->by_racks && !way->by_start && !isnan(done_tick(walk, walk->rack_hall, step->record)))
        put_racks(walk, step->record, way);
    int next = known ? put_work(walk, step, way, &onward) : put_condition(walk, step, &onward);
    *way = onward;
    return next;
}

static struct chain walk_back(struct walk *walk, int record)
{
    struct chain chain = {0};
    size_t capacity = 0;
    struct way way = {.until = INFINITY, .limit_s = INFINITY};
    while (record != NONE && walk->seen[record] != walk->run + 1) {
        walk->seen[record] = walk->run + 1;
        chain.steps =
            arena_grow(walk->source->arena, chain.steps, (size_t)chain.count, &capacity, sizeof *chain.steps);
        struct chain_step *step = &chain.steps[chain.count++];
        *step = (struct chain_step){.record = record,
                                    .by_start = way.by_start,
                                    .by = NONE,
                                    .via = NONE,
                                    .start = NAN,
                                    .work_s = NAN,
                                    .since = NAN,
                                    .opened = NAN,
                                    .limit_s = INFINITY};
        record = put_step(walk, step, &way);
    }
    return chain;
}

static const double *const *by_record(const struct source *source, const struct source_dates *dates,
                                      int count)
{
    const double **ticks = arena_array(source->arena, (size_t)source->record_count + 1, sizeof *ticks);
    for (int i = 0; i < count; i++)
        ticks[dates[i].record] = dates[i].tick;
    return ticks;
}

/* COLUMN of the milestones; record numbers stand in the place of ticks. */
static const double *const *milestone_column(const struct source *source, const char *column)
{
    int count;
    const char *name = plant_log_has_column(source, "milestone", column) ? column : "NULL";
    const struct source_dates *values = source_query_dates(
        source,
        arena_printf(source->arena, "SELECT run_id, record, %s FROM milestone WHERE " SOURCE_CHOSEN, name),
        &count);
    return by_record(source, values, count);
}

const struct chain *chain_load(const struct source *source, int record)
{
    size_t records = (size_t)source->record_count + 1;
    int done_count, satisfied_count;
    const struct source_dates *done = source_dates(source, &done_count);
    const struct source_dates *satisfied =
        source_query_dates(source,
                           "SELECT run_id, record, min(tick) FROM instrument_event WHERE what IN "
                           "('satisfied', 'cured') AND " SOURCE_CHOSEN " GROUP BY run_id, record",
                           &satisfied_count);
    struct walk walk = {.source = source,
                        .done = by_record(source, done, done_count),
                        .rack_order = milestone_column(source, "rack_order"),
                        .rack_hall = milestone_column(source, "rack_hall"),
                        .rack_delivered = milestone_column(source, "rack_delivered"),
                        .rack_installed = milestone_column(source, "rack_installed"),
                        .rack_behind = milestone_column(source, "rack_behind"),
                        .satisfied = by_record(source, satisfied, satisfied_count),
                        .works = arena_array(source->arena, records, sizeof *walk.works),
                        .seen = arena_array(source->arena, records, sizeof *walk.seen)};
    struct chain *chains = arena_array(source->arena, (size_t)source->run_count, sizeof *chains);
    struct cursor *row = open_works(source);
    bool more = cursor_next(row, source->diag);
    for (int run = 0; run < source->run_count; run++) {
        walk.run = run;
        memset(walk.works, 0, records * sizeof *walk.works);
        for (; more && source_place(source, cursor_integer(row, 0)) == run;
             more = cursor_next(row, source->diag))
            take_work(&walk, row);
        chains[run] = walk_back(&walk, record);
    }
    cursor_close(row);
    return chains;
}
