/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/stalemate.h"

#include "plan/frame.h"

#include <stdbool.h>
#include <stdlib.h>

struct graph {
    const struct stalemate_edge *edges;
    int edge_count, node_count;
    int *from, *to; /* nodes of the edges */
    bool *stuck;    /* by node */
    bool *choice;   /* by node: one edge that comes about is enough */
};

struct stalemate_node stalemate_of_record(const struct record *record)
{
    return (struct stalemate_node){record, -1, record->id};
}

struct stalemate_node stalemate_of_cell(int cell, const char *name)
{
    return (struct stalemate_node){NULL, cell, name};
}

static int by_place(const void *a, const void *b)
{
    const struct stalemate_node *left = a, *right = b;
    int left_number = left->record ? left->record->number : -1;
    int right_number = right->record ? right->record->number : -1;
    if (left_number != right_number)
        return left_number < right_number ? -1 : 1;
    return (left->cell > right->cell) - (left->cell < right->cell);
}

static void number_nodes(struct graph *graph, struct arena *arena)
{
    size_t count = (size_t)graph->edge_count;
    struct stalemate_node *nodes = arena_array(arena, 2 * count, sizeof *nodes);
    for (size_t e = 0; e < count; e++) {
        nodes[2 * e] = graph->edges[e].from;
        nodes[2 * e + 1] = graph->edges[e].to;
    }
    qsort(nodes, 2 * count, sizeof *nodes, by_place);
    size_t kept = 0;
    for (size_t i = 0; i < 2 * count; i++)
        if (kept == 0 || by_place(&nodes[kept - 1], &nodes[i]) != 0)
            nodes[kept++] = nodes[i];
    graph->node_count = (int)kept;
    graph->choice = arena_array(arena, kept, sizeof *graph->choice);
    for (size_t i = 0; i < kept; i++)
        graph->choice[i] = !nodes[i].record || nodes[i].record->kind == &frame_party_kind;
    for (size_t e = 0; e < count; e++) {
        struct stalemate_node *from = bsearch(&graph->edges[e].from, nodes, kept, sizeof *nodes, by_place);
        struct stalemate_node *to = bsearch(&graph->edges[e].to, nodes, kept, sizeof *nodes, by_place);
        graph->from[e] = (int)(from - nodes);
        graph->to[e] = (int)(to - nodes);
    }
}

/* What could come about if everything that waits for nothing does; false when nothing changed. */
static bool set_free(struct graph *graph, int *held, int *ways)
{
    bool changed = false;
    for (int n = 0; n < graph->node_count; n++)
        held[n] = ways[n] = 0;
    for (int e = 0; e < graph->edge_count; e++) {
        ways[graph->from[e]]++;
        held[graph->from[e]] += graph->stuck[graph->to[e]];
    }
    for (int n = 0; n < graph->node_count; n++) {
        bool free = held[n] == 0 || (graph->choice[n] && held[n] < ways[n]);
        if (graph->stuck[n] && free) {
            graph->stuck[n] = false;
            changed = true;
        }
    }
    return changed;
}

static int first_stuck_edge(const struct graph *graph, int node)
{
    for (int e = 0; e < graph->edge_count; e++)
        if ((node < 0 || graph->from[e] == node) && graph->stuck[graph->from[e]] &&
            graph->stuck[graph->to[e]])
            return e;
    return -1;
}

/* Follows the first stuck edge of each node until a node comes again; every stuck node has one. */
static const char *circle_from(const struct graph *graph, int edge, struct arena *arena)
{
    int *path = arena_array(arena, (size_t)graph->node_count, sizeof *path);
    bool *seen = arena_array(arena, (size_t)graph->node_count, sizeof *seen);
    int length = 0, first = 0;
    for (; !seen[graph->from[edge]]; edge = first_stuck_edge(graph, graph->to[edge])) {
        seen[graph->from[edge]] = true;
        path[length++] = edge;
    }
    while (graph->from[path[first]] != graph->from[edge])
        first++;
    const char *text = "";
    for (int i = first; i < length; i++) {
        const struct stalemate_edge *step = &graph->edges[path[i]];
        text = arena_printf(arena, "%s%s%s %s %s", text, *text ? "; " : "", step->from.name, step->verb,
                            step->to.name);
    }
    return text;
}

const char *stalemate_cycle(const struct stalemate_edge *edges, int count, struct arena *arena)
{
    struct graph graph = {.edges = edges, .edge_count = count};
    if (count == 0)
        return NULL;
    graph.from = arena_array(arena, (size_t)count, sizeof *graph.from);
    graph.to = arena_array(arena, (size_t)count, sizeof *graph.to);
    number_nodes(&graph, arena);
    int *held = arena_array(arena, (size_t)graph.node_count, sizeof *held);
    int *ways = arena_array(arena, (size_t)graph.node_count, sizeof *ways);
    graph.stuck = arena_array(arena, (size_t)graph.node_count, sizeof *graph.stuck);
    for (int n = 0; n < graph.node_count; n++)
        graph.stuck[n] = true;
    while (set_free(&graph, held, ways)) {
    }
    int edge = first_stuck_edge(&graph, -1);
    return edge < 0 ? NULL : circle_from(&graph, edge, arena);
}
