/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "cli/options.h"

#include <stdlib.h>
#include <string.h>

struct values {
    bool quiet;
    const char *out;
    long jobs, tries;
    struct option_list set;
};

static const struct option_row rows[] = {
    {"quiet", 'q', OPTION_FLAG, offsetof(struct values, quiet), NULL, "say less"},
    {"out", 'o', OPTION_TEXT, offsetof(struct values, out), "FILE", "where to"},
    {"jobs", 'j', OPTION_COUNT, offsetof(struct values, jobs), "N", "threads"},
    {"tries", 0, OPTION_POSITIVE, offsetof(struct values, tries), "N", "how often"},
    {"set", 0, OPTION_LIST, offsetof(struct values, set), "XPATH=VALUE", "override"},
    {0},
};

static struct arena *arena;
static struct diag *diag;

static void open_diag(void)
{
    arena = arena_new();
    diag = diag_new(arena);
}

static void close_diag(void)
{
    arena_free(arena);
}

START_TEST(values_come_from_the_next_word_an_equals_sign_or_the_letter)
{
    struct values values = {.jobs = 1};
    struct option_list operands = {0};
    char *argv[] = {"run", "a.xml", "--jobs", "4",  "-ox.db", "--set=//a=1",
                    "-q",  "--set", "//b=2",  "--", "--jobs", NULL};
    ck_assert(options_read(rows, &values, &operands, arena, argv, diag));
    ck_assert(values.quiet);
    ck_assert_str_eq(values.out, "x.db");
    ck_assert_int_eq(values.jobs, 4);
    ck_assert_uint_eq(values.set.count, 2);
    ck_assert_str_eq(values.set.items[0], "//a=1");
    ck_assert_str_eq(values.set.items[1], "//b=2");
    ck_assert_uint_eq(operands.count, 2);
    ck_assert_str_eq(operands.items[0], "a.xml");
    ck_assert_str_eq(operands.items[1], "--jobs");
}
END_TEST

static const struct {
    char *first, *second;
    const char *message;
} mistakes[] = {
    {"--job", "4", "there is no option '--job'"},
    {"-x", NULL, "there is no option '-x'"},
    {"--out", NULL, "--out needs a value: FILE"},
    {"--quiet=yes", NULL, "--quiet takes no value"},
    {"--jobs", "two", "--jobs takes a whole number of at least 0, not 'two'"},
    {"--jobs=-1", NULL, "--jobs takes a whole number of at least 0, not '-1'"},
    {"--tries=0", NULL, "--tries takes a whole number of at least 1, not '0'"},
    {"--tries=-4", NULL, "--tries takes a whole number of at least 1, not '-4'"},
    {"--jobs=", NULL, "--jobs takes a whole number of at least 0, not ''"},
    {"--jobs=99999999999999999999", NULL,
     "--jobs takes a whole number of at least 0, not '99999999999999999999'"},
};

START_TEST(a_wrong_option_is_a_usage_error_that_says_why)
{
    struct values values = {0};
    struct option_list operands = {0};
    char *argv[] = {"run", mistakes[_i].first, mistakes[_i].second, NULL};
    ck_assert(!options_read(rows, &values, &operands, arena, argv, diag));
    ck_assert_str_eq(diag_error_text(diag, 0), mistakes[_i].message);
    ck_assert_int_eq(diag_exit_code(diag), 2);
}
END_TEST

START_TEST(all_mistakes_are_told_at_once)
{
    struct values values = {0};
    struct option_list operands = {0};
    char *argv[] = {"run", "--nonsense", "--jobs=x", "-z", NULL};
    ck_assert(!options_read(rows, &values, &operands, arena, argv, diag));
    ck_assert_int_eq(diag_error_count(diag), 3);
}
END_TEST

static const struct {
    const char *word, *shown;
} slips[] = {
    {"rnu", "gigaplan: error: no\n       = note: did you mean 'run'?\n"},
    {"comparee", "gigaplan: error: no\n       = note: did you mean 'compare'?\n"},
    {"frobnicate", "gigaplan: error: no\n"},
};

START_TEST(a_slip_of_the_fingers_gets_a_suggestion_and_a_foreign_word_none)
{
    static const char *const names[] = {"run", "report", "compare", "curve"};
    char *text = NULL;
    size_t size = 0;
    diag_fail(diag, DIAG_USAGE, "no");
    options_suggest(slips[_i].word, names, 4, diag);
    FILE *stream = open_memstream(&text, &size);
    diag_flush(diag, stream);
    fclose(stream);
    ck_assert_str_eq(text, slips[_i].shown);
    free(text);
}
END_TEST

Suite *test_options_suite(void)
{
    Suite *suite = suite_create("options");
    TCase *cases = tcase_create("options");
    tcase_add_checked_fixture(cases, open_diag, close_diag);
    tcase_add_test(cases, values_come_from_the_next_word_an_equals_sign_or_the_letter);
    tcase_add_loop_test(cases, a_wrong_option_is_a_usage_error_that_says_why, 0,
                        sizeof mistakes / sizeof *mistakes);
    tcase_add_test(cases, all_mistakes_are_told_at_once);
    tcase_add_loop_test(cases, a_slip_of_the_fingers_gets_a_suggestion_and_a_foreign_word_none, 0,
                        sizeof slips / sizeof *slips);
    suite_add_tcase(suite, cases);
    return suite;
}
