/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/keylist.h"

#include <assert.h>
#include <stddef.h>

static struct keychunk *chunk_get(struct keypool *pool)
{
    struct keychunk *chunk = pool->spare;
    if (chunk)
        pool->spare = chunk->next;
    else
        chunk = arena_alloc(pool->arena, sizeof *chunk);
    chunk->next = NULL;
    return chunk;
}

void keylist_extend(struct keylist *list, struct keypool *pool)
{
    struct keychunk *chunk = chunk_get(pool);
    if (list->tail) {
        list->tail->next = chunk;
        list->before += KEYLIST_CHUNK;
    } else {
        list->head = chunk;
    }
    list->tail = chunk;
    list->next = chunk->keys;
    list->end = chunk->keys + KEYLIST_CHUNK;
}

/* Room in front: a new first chunk, filled from its end. */
static void extend_front(struct keylist *list, struct keypool *pool)
{
    struct keychunk *chunk = chunk_get(pool);
    chunk->next = list->head;
    if (list->tail) {
        list->before += KEYLIST_CHUNK;
    } else {
        list->tail = chunk;
        list->next = list->end = chunk->keys + KEYLIST_CHUNK;
    }
    list->head = chunk;
    list->begin = KEYLIST_CHUNK;
}

void keylist_prepend(struct keylist *list, struct keypool *pool, struct key key)
{
    if (list->begin == 0)
        extend_front(list, pool);
    list->head->keys[--list->begin] = key;
    if (key_time(key) < list->least)
        list->least = key_time(key);
}

void keylist_take(struct keylist *list, struct keypool *pool, struct key *keys, uint32_t count)
{
    assert(count <= keylist_count(list));
    while (count-- > 0) {
        struct keychunk *head = list->head;
        *keys++ = head->keys[list->begin++];
        if (list->begin == KEYLIST_CHUNK && head != list->tail) {
            list->head = head->next;
            list->begin = 0;
            list->before -= KEYLIST_CHUNK;
            head->next = pool->spare;
            pool->spare = head;
        }
    }
    if (keylist_count(list) == 0)
        keylist_release(list, pool);
}

const struct key *keylist_all(const struct keylist *list, struct key *copies)
{
    if (list->head == list->tail)
        return list->head->keys + list->begin;
    uint32_t begin = list->begin, count = 0;
    for (const struct keychunk *chunk = list->head; chunk; chunk = chunk->next) {
        const struct key *end = chunk->next ? chunk->keys + KEYLIST_CHUNK : list->next;
        for (const struct key *key = chunk->keys + begin; key < end; key++)
            copies[count++] = *key;
        begin = 0;
    }
    return copies;
}

uint32_t keylist_peek(const struct keylist *list, struct key *keys)
{
    const struct keychunk *head = list->head;
    uint32_t begin = list->begin;
    uint32_t end = head == list->tail ? (uint32_t)(list->next - head->keys) : (uint32_t)KEYLIST_CHUNK;
    for (uint32_t i = begin; i < end; i++)
        keys[i - begin] = head->keys[i];
    return end - begin;
}

void keylist_fetch(const struct keylist *list)
{
    for (int i = 0; i < KEYLIST_CHUNK; i += 4)
        __builtin_prefetch(&list->head->keys[i]);
}

void keylist_release(struct keylist *list, struct keypool *pool)
{
    if (list->head) {
        list->tail->next = pool->spare;
        pool->spare = list->head;
    }
    keylist_clear(list);
}
