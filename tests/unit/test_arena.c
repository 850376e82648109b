/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static struct arena *arena;

static void open_arena(void)
{
    arena = arena_new();
}

static void close_arena(void)
{
    arena_free(arena);
}

static bool is_zero(const unsigned char *bytes, size_t size)
{
    for (size_t i = 0; i < size; i++)
        if (bytes[i])
            return false;
    return true;
}

START_TEST(memory_is_zeroed_and_aligned)
{
    for (size_t size = 0; size < 300; size++) {
        unsigned char *bytes = arena_alloc(arena, size);
        ck_assert_ptr_nonnull(bytes);
        ck_assert_uint_eq((uintptr_t)bytes % _Alignof(max_align_t), 0);
        ck_assert(is_zero(bytes, size));
        memset(bytes, 0xff, size);
    }
}
END_TEST

START_TEST(pieces_do_not_overlap_even_across_blocks)
{
    enum { COUNT = 400, SIZE = 1000 };
    unsigned char *pieces[COUNT];
    for (int i = 0; i < COUNT; i++)
        memset(pieces[i] = i % 2 ? arena_room(arena, SIZE, 1) : arena_alloc(arena, SIZE), i & 0xff, SIZE);
    for (int i = 0; i < COUNT; i++)
        for (int j = 0; j < SIZE; j++)
            ck_assert_uint_eq(pieces[i][j], (unsigned)(i & 0xff));
}
END_TEST

START_TEST(a_piece_may_be_larger_than_any_block)
{
    enum { SIZE = 10 * 1000 * 1000 };
    unsigned char *large = arena_alloc(arena, SIZE);
    large[0] = large[SIZE - 1] = 1;
    char *small = arena_strdup(arena, "after");
    ck_assert_str_eq(small, "after");
    ck_assert_uint_eq(large[SIZE - 1], 1);
}
END_TEST

START_TEST(a_reset_arena_gives_zeroed_memory_again)
{
    for (int round = 0; round < 3; round++) {
        for (int i = 0; i < 200; i++) {
            unsigned char *bytes = arena_alloc(arena, 4096);
            ck_assert(is_zero(bytes, 4096));
            memset(bytes, 0xaa, 4096);
        }
        ck_assert_uint_eq(arena_used(arena), 200 * 4096);
        arena_reset(arena);
        ck_assert_uint_eq(arena_used(arena), 0);
    }
}
END_TEST

START_TEST(what_an_array_grows_by_is_zeroed)
{
    int *numbers = NULL;
    size_t capacity = 0;
    memset(arena_alloc(arena, 1 << 15), 0xff, 1 << 15);
    arena_reset(arena);
    for (size_t count = 0; count < 1000; count++) {
        numbers = arena_grow(arena, numbers, count, &capacity, sizeof *numbers);
        ck_assert(is_zero((unsigned char *)(numbers + count), (capacity - count) * sizeof *numbers));
        numbers[count] = -1;
    }
}
END_TEST

START_TEST(a_grown_array_keeps_its_elements)
{
    int *numbers = NULL;
    size_t capacity = 0;
    for (size_t count = 0; count < 5000; count++) {
        numbers = arena_grow(arena, numbers, count, &capacity, sizeof *numbers);
        ck_assert_uint_gt(capacity, count);
        numbers[count] = (int)(count * 3);
    }
    for (int i = 0; i < 5000; i++)
        ck_assert_int_eq(numbers[i], i * 3);
}
END_TEST

START_TEST(strings_are_copied_and_terminated)
{
    char text[] = "transformer";
    char *whole = arena_strdup(arena, text), *part = arena_strndup(arena, text, 5);
    text[0] = 'x';
    ck_assert_str_eq(whole, "transformer");
    ck_assert_str_eq(part, "trans");
    ck_assert_str_eq(arena_strdup(arena, ""), "");
}
END_TEST

START_TEST(formatted_strings_may_be_of_any_length)
{
    char *text = arena_printf(arena, "%0*d|%s", 100000, 7, "end");
    ck_assert_uint_eq(strlen(text), 100004);
    ck_assert_str_eq(text + 99999, "7|end");
}
END_TEST

START_TEST(a_product_that_overflows_ends_the_program_with_70)
{
    arena_array(arena, SIZE_MAX / 2, 3);
}
END_TEST

Suite *test_arena_suite(void)
{
    Suite *suite = suite_create("arena");
    TCase *cases = tcase_create("arena");
    tcase_add_checked_fixture(cases, open_arena, close_arena);
    tcase_add_test(cases, memory_is_zeroed_and_aligned);
    tcase_add_test(cases, pieces_do_not_overlap_even_across_blocks);
    tcase_add_test(cases, a_piece_may_be_larger_than_any_block);
    tcase_add_test(cases, a_reset_arena_gives_zeroed_memory_again);
    tcase_add_test(cases, what_an_array_grows_by_is_zeroed);
    tcase_add_test(cases, a_grown_array_keeps_its_elements);
    tcase_add_test(cases, strings_are_copied_and_terminated);
    tcase_add_test(cases, formatted_strings_may_be_of_any_length);
    tcase_add_exit_test(cases, a_product_that_overflows_ends_the_program_with_70, 70);
    suite_add_tcase(suite, cases);
    return suite;
}
