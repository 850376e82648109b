/* SPDX-License-Identifier: Apache-2.0 */
#define _DEFAULT_SOURCE /* madvise */

#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

enum {
    FIRST_BLOCK_BYTES = 1 << 16,
    HUGE_PAGE_BYTES = 1 << 21,
    LARGE_BLOCK_BYTES = 4 * HUGE_PAGE_BYTES, /* so that what rounding wastes is little */
    ALIGNMENT = 16,
    ROW_ALIGNMENT = 64,
    ROW_BYTES = 256,
    BRIEF_BYTES = 200,
    EXIT_NO_MEMORY = 70
};

struct block {
    struct block *next;
    size_t size;
    size_t used;
    _Alignas(ALIGNMENT) unsigned char bytes[];
};

struct arena {
    struct block *first;
    struct block *current;
    size_t used;
};

static void no_memory(void)
{
    fputs("gigaplan: out of memory\n", stderr);
    exit(EXIT_NO_MEMORY);
}

/*
 * Large blocks ask for huge pages, where the system has them on request: what is read here and there in many
 * megabytes otherwise misses its page's address as often as its data.
 */
static void *block_room(size_t size)
{
#ifdef MADV_HUGEPAGE
    if (size >= LARGE_BLOCK_BYTES) {
        size_t rounded = (size + HUGE_PAGE_BYTES - 1) & ~(size_t)(HUGE_PAGE_BYTES - 1);
        void *room = aligned_alloc(HUGE_PAGE_BYTES, rounded);
        if (room)
            madvise(room, rounded, MADV_HUGEPAGE); /* advice: refused, the pages stay small */
        return room;
    }
#endif
    return malloc(size);
}

static struct block *block_new(size_t size)
{
    struct block *block = block_room(sizeof *block + size);
    if (!block)
        no_memory();
    block->next = NULL;
    block->size = size;
    block->used = 0;
    return block;
}

struct arena *arena_new(void)
{
    struct arena *arena = malloc(sizeof *arena);
    if (!arena)
        no_memory();
    arena->first = arena->current = block_new(FIRST_BLOCK_BYTES);
    arena->used = 0;
    return arena;
}

void arena_free(struct arena *arena)
{
    if (!arena)
        return;
    for (struct block *block = arena->first, *next; block; block = next) {
        next = block->next;
        free(block);
    }
    free(arena);
}

void arena_reset(struct arena *arena)
{
    for (struct block *block = arena->first; block; block = block->next)
        block->used = 0;
    arena->current = arena->first;
    arena->used = 0;
}

/* Later blocks may survive a reset; they are reused in order before a new one is made. */
static void arena_advance(struct arena *arena, size_t size)
{
    struct block *block = arena->current;
    while (block->next) {
        block = block->next;
        if (block->size - block->used >= size) {
            arena->current = block;
            return;
        }
    }
    size_t wanted = block->size * 2;
    block->next = block_new(size > wanted ? size : wanted);
    arena->current = block->next;
}

/* Bytes up to the next multiple of ALIGNMENT behind what is in use. */
static size_t padding(const struct block *block, size_t alignment)
{
    return (size_t) - (uintptr_t)(block->bytes + block->used) & (alignment - 1);
}

/* Rows of numbers begin where a cache line does: a vector that lies in two costs twice. */
static void *take(struct arena *arena, size_t size, bool zeroed)
{
    if (size > SIZE_MAX / 4)
        no_memory();
    size_t rounded = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
    if (rounded == 0)
        rounded = ALIGNMENT;
    size_t alignment = rounded >= ROW_BYTES ? ROW_ALIGNMENT : ALIGNMENT;
    if (arena->current->size - arena->current->used < rounded + padding(arena->current, alignment))
        arena_advance(arena, rounded + alignment);
    arena->current->used += padding(arena->current, alignment);
    void *room = arena->current->bytes + arena->current->used;
    arena->current->used += rounded;
    arena->used += rounded;
    return zeroed ? memset(room, 0, rounded) : room;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return take(arena, size, true);
}

static size_t product(size_t count, size_t size)
{
    if (size && count > SIZE_MAX / size)
        no_memory();
    return count * size;
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    return take(arena, product(count, size), true);
}

void *arena_room(struct arena *arena, size_t count, size_t size)
{
    return take(arena, product(count, size), false);
}

void *arena_grow(struct arena *arena, void *old, size_t count, size_t *capacity, size_t size)
{
    if (count < *capacity)
        return old;
    size_t wanted = *capacity ? *capacity * 2 : 8;
    while (wanted <= count)
        wanted *= 2;
    char *room = arena_room(arena, wanted, size);
    size_t kept = old ? count * size : 0;
    if (kept)
        memcpy(room, old, kept);
    memset(room + kept, 0, wanted * size - kept);
    *capacity = wanted;
    return room;
}

char *arena_strndup(struct arena *arena, const char *text, size_t length)
{
    char *copy = arena_room(arena, length + 1, 1);
    memcpy(copy, text, length);
    copy[length] = '\0';
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_strndup(arena, text, strlen(text));
}

/* Most texts are short: those are formatted once and copied, only longer ones twice. */
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    char brief[BRIEF_BYTES];
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(brief, sizeof brief, format, args);
    if (length < 0) {
        length = 0;
        brief[0] = '\0';
    }
    char *text = arena_room(arena, (size_t)length + 1, 1);
    if ((size_t)length < sizeof brief)
        memcpy(text, brief, (size_t)length + 1);
    else
        vsnprintf(text, (size_t)length + 1, format, again);
    va_end(again);
    return text;
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
