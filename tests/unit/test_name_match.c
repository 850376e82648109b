/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "base/name_match.h"

#include <string.h>

static const char *const names[] = {"capacity", "count", "cooling", NULL,
                                    "feed",     "fuel",  "MW",      "it-capacity"};

static const struct {
    const char *a;
    const char *b;
    int points;
} pairs[] = {
    {"", "", 0},         {"feed", "feed", 0}, {"", "abc", 6},  {"feed", "fed", 2},
    {"feed", "fede", 2}, {"feed", "Feed", 1}, {"mw", "MW", 2}, {"kitten", "sitting", 6},
    {"ca", "abc", 6},    {"abcdef", "", 12},
};

START_TEST(distance_counts_edits_and_swaps_and_is_symmetric)
{
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        ck_assert_int_eq(name_match_distance(pairs[i].a, pairs[i].b), pairs[i].points);
        ck_assert_int_eq(name_match_distance(pairs[i].b, pairs[i].a), pairs[i].points);
    }
}
END_TEST

START_TEST(long_words_are_compared_by_their_start)
{
    char a[200], b[200];
    memset(a, 'x', sizeof a);
    memset(b, 'x', sizeof b);
    a[199] = b[199] = '\0';
    b[150] = 'y';
    ck_assert_int_eq(name_match_distance(a, b), 0);
}
END_TEST

START_TEST(the_nearest_names_come_first_and_far_ones_not_at_all)
{
    const char *found[3];
    size_t count = sizeof names / sizeof *names;
    ck_assert_uint_eq(name_match_nearest("capcity", names, count, found, 3), 1);
    ck_assert_str_eq(found[0], "capacity");
    ck_assert_uint_eq(name_match_nearest("fued", names, count, found, 3), 2);
    ck_assert_str_eq(found[0], "feed");
    ck_assert_str_eq(found[1], "fuel");
    ck_assert_uint_eq(name_match_nearest("fued", names, count, found, 1), 1);
    ck_assert_str_eq(found[0], "feed");
    ck_assert_uint_eq(name_match_nearest("mw", names, count, found, 3), 1);
    ck_assert_str_eq(found[0], "MW");
    ck_assert_uint_eq(name_match_nearest("umbrella", names, count, found, 3), 0);
}
END_TEST

START_TEST(a_name_goes_by_its_last_parts)
{
    ck_assert(name_match_tail("tx.main.t1", "t1") && name_match_tail("tx.main.t1", "main.t1"));
    ck_assert(name_match_tail("tx.main.t1", "tx.main.t1") && name_match_tail("t1", "t1"));
    ck_assert(!name_match_tail("tx.main.t1", "1") && !name_match_tail("tx.main.t1", "ain.t1"));
    ck_assert(!name_match_tail("tx.main.t1", "") && !name_match_tail("t1", "main.t1"));
}
END_TEST

START_TEST(lists_read_as_english_and_keep_to_their_room)
{
    char text[64];
    ck_assert_str_eq(name_match_list(text, sizeof text, names, 1), "'capacity'");
    ck_assert_str_eq(name_match_list(text, sizeof text, names, 2), "'capacity' or 'count'");
    ck_assert_str_eq(name_match_list(text, sizeof text, names, 3), "'capacity', 'count' or 'cooling'");
    ck_assert_str_eq(name_match_list(text, 16, names, 3), "'capacity'");
    ck_assert_str_eq(name_match_list(text, sizeof text, names, 0), "");
}
END_TEST

Suite *test_name_match_suite(void)
{
    Suite *suite = suite_create("name_match");
    TCase *tcase = tcase_create("name_match");
    tcase_add_test(tcase, distance_counts_edits_and_swaps_and_is_symmetric);
    tcase_add_test(tcase, long_words_are_compared_by_their_start);
    tcase_add_test(tcase, the_nearest_names_come_first_and_far_ones_not_at_all);
    tcase_add_test(tcase, a_name_goes_by_its_last_parts);
    tcase_add_test(tcase, lists_read_as_english_and_keep_to_their_room);
    suite_add_tcase(suite, tcase);
    return suite;
}
