/* SPDX-License-Identifier: Apache-2.0 */
/*
 * arena - memory that lives and dies together.
 *
 * One arena per lifetime: a command, a world (one replication), a page.  Nothing from an
 * arena is freed singly, and nothing outlives its arena.
 *
 * Errors: none to handle.  A machine without memory ends the program with exit code 70.
 * Threads: an arena belongs to one thread at a time.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* Opens an empty arena; the caller frees it. */
struct arena *arena_new(void);

/* Gives everything back.  Accepts NULL. */
void arena_free(struct arena *arena);

/* Forgets all content but keeps the memory for the next round. */
void arena_reset(struct arena *arena);

/* Zeroed room for SIZE bytes, aligned for any type; from 256 bytes on, to a cache line.  Never NULL; SIZE 0
 * gives a valid pointer. */
void *arena_alloc(struct arena *arena, size_t size);

/* Zeroed room for COUNT elements of SIZE bytes; a product that overflows ends the program. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* The same for those who fill all of it: what lies there is not known. */
void *arena_room(struct arena *arena, size_t count, size_t size);

/*
 * Room for at least COUNT + 1 elements: returns OLD while it still has room, otherwise a copy
 * twice as large.  *CAPACITY is kept by the caller, 0 at first.
 */
void *arena_grow(struct arena *arena, void *old, size_t count, size_t *capacity, size_t size);

/* A copy of TEXT; the second takes LENGTH bytes and adds the terminator. */
char *arena_strdup(struct arena *arena, const char *text);
char *arena_strndup(struct arena *arena, const char *text, size_t length);

/* A formatted string of any length. */
char *arena_printf(struct arena *arena, const char *format, ...) __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Bytes handed out since the last reset, for tests and the profile. */
size_t arena_used(const struct arena *arena);

#endif
