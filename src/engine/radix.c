/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/radix.h"

#include <assert.h>

enum {
    DIGIT_BITS = 4,
    DIGITS = 1 << DIGIT_BITS,
    LEVELS = 64 / DIGIT_BITS,
    PRIORITIES = 1 << RADIX_PRIORITY_BITS,
    ENOUGH = 16, /* keys that make gathering stop */
    LANES = 8,   /* marks compared at once */
    MARK_PLACE_BITS = 5,
    MARK_TIME_BITS = 15 - MARK_PLACE_BITS,
};

static_assert((DIGIT_BITS & (DIGIT_BITS - 1)) == 0, "shifts are masked");
static_assert(RADIX_GATHER <= 1 << MARK_PLACE_BITS, "a mark tells every place");

typedef int16_t lanes __attribute__((vector_size(LANES * sizeof(int16_t))));

/* In each list keys of equal time and priority stand in order. */
struct radix {
    uint64_t base;
    uint64_t tie_mask;           /* bit p: ties[p] is not empty */
    uint32_t level_mask;         /* bit l: digit_mask[l] is not 0 */
    uint32_t digit_mask[LEVELS]; /* bit d: list[l][d] is not empty */
    struct keypool pool;
    struct keylist ties[PRIORITIES]; /* keys whose time is base */
    struct keylist list[LEVELS][DIGITS];
};

/* A bucket by its indices; level -1 stands for the ties, with the priority as digit. */
struct place {
    int level;
    int digit;
};

struct radix *radix_new(struct arena *arena)
{
    struct radix *radix = arena_alloc(arena, sizeof *radix);
    radix->pool.arena = arena;
    for (int p = 0; p < PRIORITIES; p++)
        keylist_clear(&radix->ties[p]);
    for (int l = 0; l < LEVELS; l++)
        for (int d = 0; d < DIGITS; d++)
            keylist_clear(&radix->list[l][d]);
    return radix;
}

bool radix_empty(const struct radix *radix)
{
    return radix->tie_mask == 0 && radix->level_mask == 0;
}

void radix_start(struct radix *radix, uint64_t base)
{
    assert(radix_empty(radix));
    radix->base = base;
}

/* The bucket with the smallest keys, of which there must be one. */
static struct place first_place(const struct radix *radix)
{
    if (radix->tie_mask)
        return (struct place){-1, __builtin_ctzll(radix->tie_mask)};
    int level = __builtin_ctz(radix->level_mask);
    return (struct place){level, __builtin_ctz(radix->digit_mask[level])};
}

static struct keylist *list_at(struct radix *radix, struct place place)
{
    return place.level < 0 ? &radix->ties[place.digit] : &radix->list[place.level][place.digit];
}

static void mark_empty(struct radix *radix, struct place place)
{
    if (place.level < 0) {
        radix->tie_mask &= ~((uint64_t)1 << place.digit);
        return;
    }
    radix->digit_mask[place.level] &= ~((uint32_t)1 << place.digit);
    if (radix->digit_mask[place.level] == 0)
        radix->level_mask &= ~((uint32_t)1 << place.level);
}

void radix_clear(struct radix *radix)
{
    while (!radix_empty(radix)) {
        struct place place = first_place(radix);
        keylist_release(list_at(radix, place), &radix->pool);
        mark_empty(radix, place);
    }
}

/* The place KEY belongs in. */
static inline struct place place_for(const struct radix *radix, struct key key)
{
    assert(key_time(key) >= radix->base);
    uint64_t difference = key_time(key) ^ radix->base;
    if (difference == 0)
        return (struct place){-1, (int)(key_order(key) >> (64 - RADIX_PRIORITY_BITS))};
    int shift = (63 ^ __builtin_clzll(difference)) & -DIGIT_BITS;
    return (struct place){shift / DIGIT_BITS, (int)(key_time(key) >> shift) & (DIGITS - 1)};
}

static void mark_used(struct radix *radix, struct place place)
{
    if (place.level < 0) {
        radix->tie_mask |= (uint64_t)1 << place.digit;
        return;
    }
    radix->level_mask |= (uint32_t)1 << place.level;
    radix->digit_mask[place.level] |= (uint32_t)1 << place.digit;
}

/* For a list that is empty or whose last chunk is full; last in its caller, which so saves nothing. */
__attribute__((noinline)) static void append_with_chunk(struct radix *radix, struct key key)
{
    struct place place = place_for(radix, key);
    mark_used(radix, place);
    keylist_append(list_at(radix, place), &radix->pool, key);
}

static inline void append(struct radix *radix, struct key key)
{
    struct keylist *list = list_at(radix, place_for(radix, key));
    if (keylist_has_room(list))
        keylist_put(list, key);
    else
        append_with_chunk(radix, key);
}

void radix_append(struct radix *radix, struct key key)
{
    append(radix, key);
}

void radix_prepend(struct radix *radix, struct key key)
{
    struct place place = place_for(radix, key);
    mark_used(radix, place);
    keylist_prepend(list_at(radix, place), &radix->pool, key);
}

/* The largest key that a bucket, not of ties, can hold. */
static struct key last_key_at(const struct radix *radix, struct place place)
{
    int shift = place.level * DIGIT_BITS;
    uint64_t digits = (radix->base >> shift & ~(uint64_t)(DIGITS - 1)) | (uint64_t)place.digit;
    return key_of(digits << shift | (((uint64_t)1 << shift) - 1), UINT64_MAX);
}

/* In few bits, of keys of a bucket of LEVEL: the highest bits of time in which they differ, then the place.
 */
static inline int16_t mark_of(struct key key, int level, uint32_t place)
{
    int shift = level * DIGIT_BITS > MARK_TIME_BITS ? level * DIGIT_BITS - MARK_TIME_BITS : 0;
    uint64_t bits = key_time(key) >> shift & ((1 << MARK_TIME_BITS) - 1);
    return (int16_t)(bits << MARK_PLACE_BITS | place);
}

/*
 * Puts COUNT keys of a bucket of LEVEL in order into SORTED.  Counts for each how many marks come before its
 * own, eight at a time and without a branch on any, then mends what marks cannot tell apart, which
 * is rare.
 */
static void rank_keys(const struct key *keys, uint32_t count, int level, struct key *sorted)
{
    union {
        int16_t mark[RADIX_GATHER];
        lanes row[RADIX_GATHER / LANES];
    } marks, ranks;
    for (uint32_t i = 0; i < count; i++)
        marks.mark[i] = mark_of(keys[i], level, i);
    for (uint32_t r = 0; r * LANES < count; r++) {
        lanes rank = {0};
        for (uint32_t i = 0; i < count; i++) {
            int16_t m = marks.mark[i];
            rank -= marks.row[r] > (lanes){m, m, m, m, m, m, m, m};
        }
        ranks.row[r] = rank;
    }
    for (uint32_t i = 0; i < count; i++)
        sorted[ranks.mark[i]] = keys[i];
    for (uint32_t i = 1; i < count; i++)
        for (uint32_t j = i; j > 0 && key_before(sorted[j], sorted[j - 1]); j--) {
            struct key key = sorted[j];
            sorted[j] = sorted[j - 1];
            sorted[j - 1] = key;
        }
}

static void deal(void *context, struct key key)
{
    append(context, key);
}

/* Takes the bucket at PLACE, or of ties as many as there is ROOM for; 0 when it has no room. */
static uint32_t take_place(struct radix *radix, struct place place, struct key *sorted, uint32_t room)
{
    struct keylist *list = list_at(radix, place);
    uint32_t count = keylist_count(list);
    if (place.level < 0) {
        count = count < room ? count : room;
        keylist_take(list, &radix->pool, sorted, count);
    } else if (count <= room) {
        struct key copies[RADIX_GATHER];
        rank_keys(keylist_all(list, copies), count, place.level, sorted);
        keylist_release(list, &radix->pool);
    } else {
        return 0;
    }
    if (!list->tail)
        mark_empty(radix, place);
    return count;
}

uint32_t radix_gather(struct radix *radix, uint64_t limit, struct key *keys, struct key *edge)
{
    *edge = key_of(UINT64_MAX, UINT64_MAX);
    if (radix_empty(radix))
        return 0;
    struct place place = first_place(radix);
    struct keylist *list = list_at(radix, place);
    if (list->least > limit)
        return 0;
    if (place.level >= 0 && keylist_count(list) > RADIX_GATHER) {
        radix->base = list->least;
        mark_empty(radix, place);
        keylist_drain(list, &radix->pool, deal, radix);
    }
    uint32_t count = 0;
    while (count < ENOUGH && !radix_empty(radix)) {
        place = first_place(radix);
        uint32_t taken = take_place(radix, place, keys + count, RADIX_GATHER - count);
        if (taken == 0)
            break;
        count += taken;
        *edge = place.level < 0 ? keys[count - 1] : last_key_at(radix, place);
    }
    if (radix_empty(radix))
        *edge = key_of(UINT64_MAX, UINT64_MAX);
    return count;
}

uint32_t radix_coming(const struct radix *radix, struct key *keys)
{
    uint32_t count = 0;
    for (uint32_t levels = radix->level_mask; levels; levels &= levels - 1) {
        int level = __builtin_ctz(levels);
        for (uint32_t digits = radix->digit_mask[level]; digits; digits &= digits - 1) {
            const struct keylist *list = &radix->list[level][__builtin_ctz(digits)];
            if (keylist_count(list) > RADIX_GATHER - count) {
                keylist_fetch(list);
                return count;
            }
            count += keylist_peek(list, keys + count);
            if (count >= ENOUGH)
                return count;
        }
    }
    return count;
}

struct sweep {
    struct radix *radix;
    struct keylist *list;
    radix_live_fn *live;
    const void *owner;
};

static void keep_if_live(void *context, struct key key)
{
    struct sweep *sweep = context;
    if (sweep->live(sweep->owner, key))
        keylist_append(sweep->list, &sweep->radix->pool, key);
}

/* Returns the number of dead keys. */
static size_t sweep_place(struct radix *radix, struct place place, radix_live_fn *live, const void *owner)
{
    struct keylist *list = list_at(radix, place);
    size_t count = keylist_count(list);
    struct sweep sweep = {radix, list, live, owner};
    keylist_drain(list, &radix->pool, keep_if_live, &sweep);
    if (!list->tail)
        mark_empty(radix, place);
    return count - keylist_count(list);
}

bool radix_next(struct radix *radix, radix_live_fn *live, const void *owner, size_t *dead_count,
                uint64_t *time)
{
    while (!radix_empty(radix)) {
        struct place place = first_place(radix);
        if (*dead_count > 0)
            *dead_count -= sweep_place(radix, place, live, owner);
        *time = list_at(radix, place)->least;
        if (list_at(radix, place)->tail)
            return true;
    }
    return false;
}

size_t radix_sweep(struct radix *radix, radix_live_fn *live, const void *owner)
{
    size_t dead_count = 0;
    for (int p = 0; p < PRIORITIES; p++)
        if (radix->tie_mask >> p & 1)
            dead_count += sweep_place(radix, (struct place){-1, p}, live, owner);
    for (int l = 0; l < LEVELS; l++)
        for (int d = 0; d < DIGITS; d++)
            if (radix->digit_mask[l] >> d & 1)
                dead_count += sweep_place(radix, (struct place){l, d}, live, owner);
    return dead_count;
}
