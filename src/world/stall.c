/* SPDX-License-Identifier: Apache-2.0 */
#include "world/stall.h"

#include "halls/hall.h"
#include "plan/frame.h"
#include "power/feed.h"
#include "power/substation.h"
#include "racks/rack_order.h"

#include <string.h>

struct edges {
    struct arena *arena;
    struct stalemate_edge *items;
    size_t count, capacity;
};

static void add_edge(struct edges *edges, struct stalemate_node from, struct stalemate_node to,
                     const char *verb)
{
    edges->items =
        arena_grow(edges->arena, edges->items, edges->count, &edges->capacity, sizeof *edges->items);
    edges->items[edges->count++] = (struct stalemate_edge){.from = from, .to = to, .verb = verb};
}

/* Closed gates; those of funds are known to funding itself, dates come by themselves. */
static void add_gates(struct edges *edges, const struct gate_set *set)
{
    for (int i = 0; set && i < set->count; i++) {
        const struct gate *gate = &set->gates[i];
        if (gate->opened == GATE_CLOSED && gate->by && gate->cause != GATE_FUNDS && gate->cause != GATE_DATE)
            add_edge(edges, stalemate_of_record(set->work), stalemate_of_record(gate->by), "waits for");
    }
}

/* Which elements, once done, raise the metrics of a family. */
static const struct {
    const char *family;
    const struct kind *kind;
} raisers[] = {
    {"power.", &power_feed_kind},           {"power.", &power_stage_kind},
    {"power.", &power_transformer_kind},    {"halls.", &halls_hall_kind},
    {"racks.", &racks_rack_order_kind},     {"capacity.", &power_feed_kind},
    {"capacity.", &power_transformer_kind}, {"capacity.", &halls_hall_kind},
    {"capacity.", &racks_rack_order_kind},  {"tokens.", &racks_rack_order_kind},
};

static void add_raisers(struct edges *edges, const struct cast *cast, int cell)
{
    const struct metric_cell *at = &cast->run->plan->layout->cells[cell];
    struct stalemate_node node = stalemate_of_cell(cell, at->def->name);
    for (size_t r = 0; r < sizeof raisers / sizeof raisers[0]; r++) {
        if (strncmp(at->def->name, raisers[r].family, strlen(raisers[r].family)) != 0)
            continue;
        struct record_list works = plan_list(cast->run->plan, raisers[r].kind);
        for (int i = 0; i < works.count; i++)
            if ((!at->owner || works.items[i]->site == at->owner) &&
                !progress_done(cast->run->progress, works.items[i]))
                add_edge(edges, node, stalemate_of_record(works.items[i]), "is raised by");
    }
}

static void add_works(struct edges *edges, const struct cast *cast)
{
    const struct plan *plan = cast->run->plan;
    for (int i = 0; i < cast->plan->schedule->network->task_count; i++) {
        struct schedule_row task = schedule_row(cast->schedule, i);
        if (task.start == PROGRESS_NEVER)
            add_gates(edges, task.start_gates);
    }
    for (int i = 0; i < plan->record_count; i++) {
        const struct record *record = plan->records[i];
        if (!(record->kind->flags & KIND_MILESTONE) || progress_done(cast->run->progress, record))
            continue;
        add_gates(edges, power_gates(plant_power(cast->plant), record));
        if (record->kind == &halls_hall_kind)
            add_gates(edges, halls_gates(plant_halls(cast->plant), record));
    }
    for (int i = 0; i < racks_order_count(cast->plan->racks); i++) {
        struct racks_order_row order = racks_order_row(cast->racks, i);
        const struct gate *gate = order.held_by;
        if (order.placed == PROGRESS_NEVER && gate && gate->by && gate->cause != GATE_FUNDS &&
            gate->cause != GATE_DATE)
            add_edge(edges, stalemate_of_record(order.record), stalemate_of_record(gate->by), "waits for");
    }
}

/* Metric by metric: of the campus first, then of its sites. */
static void add_metrics(struct edges *edges, const struct cast *cast)
{
    const struct metric_layout *layout = cast->run->plan->layout;
    for (int c = 0; c < layout->first[1]; c++) {
        const struct metric_cell *campus = &layout->cells[c];
        if (campus->def->scope != SCOPE_SITE)
            continue;
        add_raisers(edges, cast, c);
        for (int i = 0; i < campus->joined; i++)
            add_raisers(edges, cast, campus->first_joined + i * campus->stride);
    }
}

static bool money_waits(const struct request_book *book)
{
    for (size_t i = 0; i < book->count; i++)
        if (book->requests[i]->state == REQUEST_WAITING)
            return true;
    return false;
}

const char *stall_find(const struct cast *cast, struct arena *arena)
{
    struct edges edges = {.arena = arena};
    if (!money_waits(cast->run->requests))
        return NULL;
    add_works(&edges, cast);
    add_metrics(&edges, cast);
    return funding_stalemate(cast->funding, edges.items, (int)edges.count, arena);
}
