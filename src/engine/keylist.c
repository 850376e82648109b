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

static void chunk_put(struct keypool *pool, struct keychunk *chunk)
{
    chunk->next = pool->spare;
    pool->spare = chunk;
}

void keylist_extend(struct keylist *list, struct keypool *pool)
{
    struct keychunk *chunk = chunk_get(pool);
    if (list->tail) {
        list->tail->next = chunk;
    } else {
        list->head = chunk;
        list->begin = 0;
    }
    list->tail = chunk;
    list->end = 0;
}

void keylist_prepend(struct keylist *list, struct keypool *pool, struct key key)
{
    if (!list->head || list->begin == 0) {
        struct keychunk *chunk = chunk_get(pool);
        chunk->next = list->head;
        if (!list->head) {
            list->tail = chunk;
            list->end = KEYLIST_CHUNK;
        }
        list->head = chunk;
        list->begin = KEYLIST_CHUNK;
    }
    list->head->keys[--list->begin] = key;
    list->count++;
    if (key_time(key) < list->least)
        list->least = key_time(key);
}

void keylist_take(struct keylist *list, struct keypool *pool, struct key *keys, uint32_t count)
{
    assert(count <= list->count);
    list->count -= count;
    while (count > 0) {
        struct keychunk *head = list->head;
        uint32_t end = head == list->tail ? list->end : KEYLIST_CHUNK;
        while (count > 0 && list->begin < end) {
            *keys++ = head->keys[list->begin++];
            count--;
        }
        if (list->begin == end && head != list->tail) {
            list->head = head->next;
            list->begin = 0;
            chunk_put(pool, head);
        }
    }
    if (list->count == 0)
        keylist_release(list, pool);
}

void keylist_release(struct keylist *list, struct keypool *pool)
{
    if (list->head) {
        list->tail->next = pool->spare;
        pool->spare = list->head;
    }
    keylist_clear(list);
}
