/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/name_map.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

enum { FIRST_CAPACITY = 16 };

struct slot {
    const char *name;
    void *value;
    uint64_t hash;
};

struct name_map {
    struct arena *arena;
    struct slot *slots;
    size_t capacity, count; /* the capacity is a power of two, at most half full */
};

/* FNV-1a; only speed depends on it, never an order. */
static uint64_t hash_of(const char *name)
{
    uint64_t hash = 14695981039346656037u;
    for (const unsigned char *c = (const unsigned char *)name; *c; c++)
        hash = (hash ^ *c) * 1099511628211u;
    return hash ^ hash >> 29;
}

struct name_map *name_map_new(struct arena *arena)
{
    struct name_map *map = arena_alloc(arena, sizeof *map);
    map->arena = arena;
    map->capacity = FIRST_CAPACITY;
    map->slots = arena_array(arena, map->capacity, sizeof *map->slots);
    return map;
}

static struct slot *slot_of(const struct name_map *map, const char *name, uint64_t hash)
{
    size_t mask = map->capacity - 1;
    size_t place = (size_t)hash & mask;
    while (map->slots[place].name &&
           (map->slots[place].hash != hash || strcmp(map->slots[place].name, name) != 0))
        place = (place + 1) & mask;
    return &map->slots[place];
}

void *name_map_find(const struct name_map *map, const char *name)
{
    return slot_of(map, name, hash_of(name))->value;
}

static void widen(struct name_map *map)
{
    struct slot *old = map->slots;
    size_t old_capacity = map->capacity;
    map->capacity *= 2;
    map->slots = arena_array(map->arena, map->capacity, sizeof *map->slots);
    for (size_t i = 0; i < old_capacity; i++)
        if (old[i].name)
            *slot_of(map, old[i].name, old[i].hash) = old[i];
}

void *name_map_add(struct name_map *map, const char *name, void *value)
{
    assert(value);
    uint64_t hash = hash_of(name);
    struct slot *slot = slot_of(map, name, hash);
    if (slot->name)
        return slot->value;
    *slot = (struct slot){.name = name, .value = value, .hash = hash};
    if (++map->count * 2 > map->capacity)
        widen(map);
    return NULL;
}
