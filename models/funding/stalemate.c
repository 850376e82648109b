/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/stalemate.h"

#include <stdbool.h>

enum colour { WHITE, GREY, BLACK };

struct search {
    const struct stalemate_edge *edges;
    int edge_count;
    int *from, *to; /* nodes of the edges */
    enum colour *colours;
    int *path; /* edges from the root to where we are */
    int depth;
    int back; /* edge that closes the circle, or -1 */
};

struct stalemate_node stalemate_of_record(const struct record *record)
{
    return (struct stalemate_node){record, -1, record->id};
}

struct stalemate_node stalemate_of_cell(int cell, const char *name)
{
    return (struct stalemate_node){NULL, cell, name};
}

static bool same(struct stalemate_node a, struct stalemate_node b)
{
    return a.record == b.record && a.cell == b.cell;
}

static int number_of(struct stalemate_node *nodes, int *count, struct stalemate_node node)
{
    for (int i = 0; i < *count; i++)
        if (same(nodes[i], node))
            return i;
    nodes[*count] = node;
    return (*count)++;
}

/* Depth first; the depth is bounded by the number of nodes. */
static bool visit(struct search *search, int node)
{
    search->colours[node] = GREY;
    for (int e = 0; e < search->edge_count; e++) {
        if (search->from[e] != node || search->colours[search->to[e]] == BLACK)
            continue;
        if (search->colours[search->to[e]] == GREY) {
            search->back = e;
            return true;
        }
        search->path[search->depth++] = e;
        if (visit(search, search->to[e]))
            return true;
        search->depth--;
    }
    search->colours[node] = BLACK;
    return false;
}

static const char *append(const char *text, const struct stalemate_edge *edge, struct arena *arena)
{
    return arena_printf(arena, "%s%s%s %s %s", text, *text ? "; " : "", edge->from.name, edge->verb,
                        edge->to.name);
}

static const char *text_of(const struct search *search, struct arena *arena)
{
    const char *text = "";
    int first = search->depth;
    for (int i = search->depth - 1; i >= 0; i--)
        if (search->from[search->path[i]] == search->to[search->back])
            first = i;
    for (int i = first; i < search->depth; i++)
        text = append(text, &search->edges[search->path[i]], arena);
    return append(text, &search->edges[search->back], arena);
}

const char *stalemate_cycle(const struct stalemate_edge *edges, int count, struct arena *arena)
{
    struct stalemate_node *nodes = arena_array(arena, (size_t)count * 2, sizeof *nodes);
    int node_count = 0;
    struct search search = {.edges = edges, .edge_count = count, .back = -1};
    search.from = arena_array(arena, (size_t)count, sizeof *search.from);
    search.to = arena_array(arena, (size_t)count, sizeof *search.to);
    search.path = arena_array(arena, (size_t)count * 2, sizeof *search.path);
    for (int e = 0; e < count; e++) {
        search.from[e] = number_of(nodes, &node_count, edges[e].from);
        search.to[e] = number_of(nodes, &node_count, edges[e].to);
    }
    search.colours = arena_array(arena, (size_t)node_count, sizeof *search.colours);
    for (int n = 0; n < node_count; n++)
        if (search.colours[n] == WHITE && visit(&search, n))
            return text_of(&search, arena);
    return NULL;
}
