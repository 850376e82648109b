/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

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

/* What a flush prints now. */
static const char *flushed(void)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    ck_assert_ptr_nonnull(stream);
    diag_flush(diag, stream);
    fclose(stream);
    char *copy = arena_strdup(arena, text);
    free(text);
    return copy;
}

START_TEST(an_error_returns_false_and_is_counted)
{
    ck_assert(!diag_error(diag, (struct span){0}, "hall '%s' has no feed", "h1"));
    ck_assert_int_eq(diag_error_count(diag), 1);
    ck_assert_int_eq(diag_warning_count(diag), 0);
    ck_assert_str_eq(diag_error_text(diag, 0), "hall 'h1' has no feed");
    ck_assert_ptr_null(diag_error_text(diag, 1));
}
END_TEST

START_TEST(the_place_is_quoted_with_carets_under_the_span)
{
    const char *text = "<scenario>\n  <feed capacity=\"2 apples\"/>\n</scenario>\n";
    struct span span = {"bad.xml", text, 2, 19, 8};
    diag_error(diag, span, "no such unit here: 'apples'");
    diag_note(diag, "power is written in W, kW, MW or GW");
    ck_assert_str_eq(flushed(), "bad.xml:2:19: error: no such unit here: 'apples'\n"
                                "     2 |   <feed capacity=\"2 apples\"/>\n"
                                "       |                   ^~~~~~~~\n"
                                "       = note: power is written in W, kW, MW or GW\n");
}
END_TEST

START_TEST(a_span_past_the_end_of_the_text_quotes_nothing_harmful)
{
    const char *text = "one\ntwo";
    for (int line = 0; line < 6; line++)
        for (int column = 0; column < 9; column++)
            diag_warn(diag, (struct span){"f", text, line, column, 1000}, "odd place");
    ck_assert_ptr_nonnull(strstr(flushed(), "odd place"));
    ck_assert_str_eq(flushed(), "");
}
END_TEST

START_TEST(messages_come_out_by_file_line_and_column)
{
    diag_error(diag, (struct span){"b", NULL, 1, 1, 1}, "third");
    diag_error(diag, (struct span){"a", NULL, 7, 9, 1}, "second");
    diag_error(diag, (struct span){"a", NULL, 7, 2, 1}, "first");
    diag_error(diag, (struct span){"b", NULL, 1, 1, 1}, "fourth");
    ck_assert_str_eq(flushed(), "a:7:2: error: first\na:7:9: error: second\n"
                                "b:1:1: error: third\nb:1:1: error: fourth\n");
}
END_TEST

START_TEST(errors_stand_below_warnings_where_a_terminal_ends)
{
    diag_error(diag, (struct span){.file = "a.xml", .line = 1, .column = 1}, "first");
    diag_warn(diag, (struct span){.file = "a.xml", .line = 2, .column = 1}, "second");
    ck_assert_str_eq(flushed(), "a.xml:2:1: warning: second\na.xml:1:1: error: first\n");
}
END_TEST

START_TEST(the_same_of_the_same_place_is_told_once)
{
    static const char first[] = "//crew/@count=two", second[] = "//hall/@positions=two";
    for (int node = 0; node < 3; node++) {
        diag_error(diag, span_of_argument("--set", first), "'two' is no number");
        diag_error(diag, span_of_argument("--set", second), "'two' is no number");
        diag_error(diag, span_of_argument("--set", first), "'two' is too few");
    }
    const char *text = flushed(), *again = strstr(text, first);
    ck_assert_ptr_nonnull(again);
    again = strstr(again + 1, first);
    ck_assert_ptr_nonnull(again);
    ck_assert_ptr_null(strstr(again + 1, first));
    again = strstr(text, second);
    ck_assert_ptr_nonnull(again);
    ck_assert_ptr_null(strstr(again + 1, second));
    ck_assert_int_eq(diag_error_count(diag), 9);
}
END_TEST
START_TEST(at_most_twenty_errors_are_shown_and_the_rest_counted)
{
    for (int i = 0; i < 25; i++)
        diag_error(diag, (struct span){"f", NULL, i + 1, 1, 1}, "mistake");
    const char *text = flushed();
    ck_assert_ptr_nonnull(strstr(text, "f:20:1"));
    ck_assert_ptr_null(strstr(text, "f:21:1"));
    ck_assert_ptr_nonnull(strstr(text, "5 more errors not shown"));
    ck_assert_int_eq(diag_error_count(diag), 25);
}
END_TEST

START_TEST(a_note_without_a_message_is_dropped)
{
    diag_note(diag, "nobody asked");
    diag_error(diag, (struct span){0}, "something");
    flushed();
    diag_note(diag, "too late");
    ck_assert_str_eq(flushed(), "");
}
END_TEST

START_TEST(a_warning_does_not_change_the_exit_code)
{
    diag_warn(diag, (struct span){"f", NULL, 3, 4, 1}, "unused element");
    ck_assert_int_eq(diag_exit_code(diag), 0);
    ck_assert_int_eq(diag_warning_count(diag), 1);
    ck_assert_str_eq(flushed(), "f:3:4: warning: unused element\n");
}
END_TEST

static const struct {
    enum diag_class first, second;
    int code;
} gravest[] = {
    {DIAG_USAGE, DIAG_USAGE, 2},   {DIAG_USAGE, DIAG_INPUT, 3},   {DIAG_INPUT, DIAG_USAGE, 3},
    {DIAG_OUTSIDE, DIAG_INPUT, 4}, {DIAG_USAGE, DIAG_OUTSIDE, 4},
};

START_TEST(the_gravest_error_decides_the_exit_code)
{
    diag_fail(diag, gravest[_i].first, "one");
    diag_fail(diag, gravest[_i].second, "two");
    ck_assert_int_eq(diag_exit_code(diag), gravest[_i].code);
    flushed();
    ck_assert_int_eq(diag_exit_code(diag), gravest[_i].code);
}
END_TEST

Suite *test_diag_suite(void)
{
    Suite *suite = suite_create("diag");
    TCase *cases = tcase_create("diag");
    tcase_add_checked_fixture(cases, open_diag, close_diag);
    tcase_add_test(cases, an_error_returns_false_and_is_counted);
    tcase_add_test(cases, the_place_is_quoted_with_carets_under_the_span);
    tcase_add_test(cases, a_span_past_the_end_of_the_text_quotes_nothing_harmful);
    tcase_add_test(cases, messages_come_out_by_file_line_and_column);
    tcase_add_test(cases, errors_stand_below_warnings_where_a_terminal_ends);
    tcase_add_test(cases, the_same_of_the_same_place_is_told_once);
    tcase_add_test(cases, at_most_twenty_errors_are_shown_and_the_rest_counted);
    tcase_add_test(cases, a_note_without_a_message_is_dropped);
    tcase_add_test(cases, a_warning_does_not_change_the_exit_code);
    tcase_add_loop_test(cases, the_gravest_error_decides_the_exit_code, 0, sizeof gravest / sizeof *gravest);
    suite_add_tcase(suite, cases);
    return suite;
}
