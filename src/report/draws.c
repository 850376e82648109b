/* SPDX-License-Identifier: Apache-2.0 */
#include "report/draws.h"

#include "base/calendar.h"
#include "report/plant_log.h"

#include <math.h>
#include <string.h>

enum { TIMES_MAX = 1500 };

static int record_called(const struct source *source, const char *id, size_t length)
{
    for (int i = 0; i < source->record_count; i++)
        if (strlen(source->records[i].id) == length && !memcmp(source->records[i].id, id, length))
            return i;
    return -1;
}

/* The instrument that a tranche belongs to; any other record stands for itself. */
static int instrument_of(const struct source *source, int record)
{
    const struct source_record *row = &source->records[record];
    const char *dot = strrchr(row->id, '.');
    if (strcmp(row->kind, "tranche") || !dot)
        return record;
    int parent = record_called(source, row->id, (size_t)(dot - row->id));
    return parent >= 0 ? parent : record;
}

/* The last place stands for all that have none of their own. */
static int place_of(struct draws *draws, int instrument)
{
    int place = 0;
    while (place < draws->instrument_count && draws->instruments[place] != instrument)
        place++;
    if (place == draws->instrument_count && place < DRAWS_INSTRUMENTS_MAX) {
        draws->instruments[draws->instrument_count++] = instrument;
        draws->usd[place] = arena_array(draws->source->arena, (size_t)draws->count, sizeof(double));
    }
    return place < DRAWS_INSTRUMENTS_MAX ? place : DRAWS_INSTRUMENTS_MAX - 1;
}

static void set_times(struct draws *draws)
{
    const struct reader_study *study = draws->source->study;
    int64_t days = (study->end - study->start) / CALENDAR_DAY_S;
    int64_t step = (days / TIMES_MAX + 1) * CALENDAR_DAY_S;
    draws->count = (int)((study->end - study->start) / step) + 1;
    draws->t = arena_array(draws->source->arena, (size_t)draws->count, sizeof *draws->t);
    for (int i = 0; i < draws->count; i++)
        draws->t[i] = (double)(study->start + i * step);
}

static struct draws_payers load_payers(const struct source *source)
{
    struct draws_payers payers = {0};
    payers.parties = source_entities(source, "party", &payers.count);
    payers.ids = arena_array(source->arena, (size_t)payers.count + 1, sizeof *payers.ids);
    payers.pays = arena_array(source->arena, (size_t)payers.count + 1, sizeof *payers.pays);
    for (int i = 0; i < payers.count; i++) {
        const double *capex = source_kpi(source, "funding.capex", payers.parties[i]);
        payers.ids[i] = source_entity_label(source, payers.parties[i]);
        for (int run = 0; capex && run < source->run_count; run++)
            payers.pays[i] |= capex[run] > 0;
        payers.any |= payers.pays[i];
    }
    struct cursor *row = source_query(source, "SELECT entity_id, id FROM entity WHERE ?1 = ?1 AND ?2 = ?2");
    while (cursor_next(row, source->diag))
        for (int i = 0; i < payers.count; i++)
            if (payers.parties[i] == cursor_integer(row, 0))
                payers.ids[i] = arena_strdup(source->arena, cursor_text(row, 1));
    return payers;
}

/* Place of ENTITY among the parties, or -1. */
static int party_place(const struct draws_payers *payers, int64_t entity)
{
    for (int i = 0; i < payers->count; i++)
        if (payers->parties[i] == entity)
            return i;
    return -1;
}

/* LIST and NAME, unless it stands there. */
static const char *with_name(const char *list, const char *name, struct arena *arena)
{
    size_t length = strlen(name);
    for (const char *at = list; at && *at; at = strstr(at, ", ") ? strstr(at, ", ") + 2 : NULL)
        if (!strncmp(at, name, length) && (at[length] == '\0' || at[length] == ','))
            return list;
    return list ? arena_printf(arena, "%s, %s", list, name) : name;
}

static void set_aside(struct draws_aside *aside, const struct draws *draws, int instrument, int recipient,
                      double usd)
{
    struct arena *arena = draws->source->arena;
    aside->usd += usd;
    aside->instruments = with_name(aside->instruments, draws->source->records[instrument].id, arena);
    if (recipient >= 0)
        aside->recipients = with_name(aside->recipients, draws->payers.ids[recipient], arena);
}

/* What a draw of USD is to the payers of capital cost; files of old do not tell who gave. */
static void take_draw(struct draws *draws, const struct cursor *row, double step)
{
    const struct source *source = draws->source;
    int instrument = instrument_of(source, (int)cursor_integer(row, 1));
    double usd = (double)cursor_integer(row, 2) / 100 / source->run_count;
    int to = party_place(&draws->payers, cursor_integer(row, 3));
    int from = party_place(&draws->payers, cursor_integer(row, 4));
    bool known = draws->payers.any && to >= 0;
    if (known && !draws->payers.pays[to]) {
        set_aside(&draws->elsewhere, draws, instrument, to, usd);
        return;
    }
    if (known && from >= 0 && draws->payers.pays[from]) {
        set_aside(&draws->among, draws, instrument, to, usd);
        return;
    }
    double at = ceil(((double)cursor_integer(row, 0) - draws->t[0]) / step);
    int time = at < 0 ? 0 : at >= draws->count ? draws->count - 1 : (int)at;
    draws->usd[place_of(draws, instrument)][time] += usd;
}

struct draws draws_load(const struct source *source)
{
    struct draws drawn = {.source = source, .payers = load_payers(source)};
    set_times(&drawn);
    bool known = plant_log_has_column(source, "draw", "giver");
    struct cursor *row =
        source_query(source, arena_printf(source->arena,
                                          "SELECT tick, record, amount_cents, party, %s "
                                          "FROM draw WHERE " SOURCE_CHOSEN " ORDER BY record, tick",
                                          known ? "giver" : "NULL"));
    double step = drawn.count > 1 ? drawn.t[1] - drawn.t[0] : 1;
    while (cursor_next(row, source->diag))
        if (cursor_integer(row, 1) >= 0 && cursor_integer(row, 1) < source->record_count)
            take_draw(&drawn, row, step);
    for (int i = 0; i < drawn.instrument_count; i++)
        for (int time = 1; time < drawn.count; time++)
            drawn.usd[i][time] += drawn.usd[i][time - 1];
    return drawn;
}

const char *draws_payers_text(const struct draws *draws)
{
    const char *names = NULL;
    for (int i = 0; i < draws->payers.count; i++)
        if (draws->payers.pays[i])
            names = with_name(names, draws->payers.ids[i], draws->source->arena);
    return names;
}
