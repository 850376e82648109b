/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "base/mdoc.h"

#include <stdlib.h>
#include <string.h>

static void expect(const char *text, const char *page)
{
    char *written = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&written, &length);
    ck_assert_ptr_nonnull(out);
    mdoc_text(out, text);
    fclose(out);
    ck_assert_str_eq(written, page);
    free(written);
}

START_TEST(a_sentence_begins_on_its_own_line)
{
    expect("one two. Three?  four", "one two.\nThree?\nfour\n");
    expect("", "");
    expect("at 0.5 %", "at 0.5 %\n");
}
END_TEST

START_TEST(nothing_in_a_text_is_taken_for_a_request_or_an_escape)
{
    expect(".5 of it", "\\&.5 of it\n");
    expect("'quoted'", "\\&'quoted'\n");
    expect("a\\b", "a\\eb\n");
    expect("stop. .Em", "stop.\n\\&.Em\n");
}
END_TEST

START_TEST(lines_are_at_most_78_bytes_unless_a_word_is_longer)
{
    char text[400] = "", line[400];
    for (int i = 0; i < 30; i++)
        strcat(text, "twelve bytes ");
    char *written = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&written, &length);
    ck_assert_ptr_nonnull(out);
    mdoc_text(out, text);
    fclose(out);
    int words = 0, lines = 0;
    for (const char *at = written; *at; lines++) {
        size_t width = strcspn(at, "\n");
        memcpy(line, at, width);
        line[width] = '\0';
        ck_assert_uint_le(width, 78);
        for (char *word = strtok(line, " "); word; word = strtok(NULL, " "))
            words++;
        at += width + 1;
    }
    ck_assert_int_eq(words, 60);
    ck_assert_int_gt(lines, 4);
    free(written);
}
END_TEST

Suite *test_mdoc_suite(void)
{
    Suite *suite = suite_create("mdoc");
    TCase *cases = tcase_create("mdoc");
    tcase_add_test(cases, a_sentence_begins_on_its_own_line);
    tcase_add_test(cases, nothing_in_a_text_is_taken_for_a_request_or_an_escape);
    tcase_add_test(cases, lines_are_at_most_78_bytes_unless_a_word_is_longer);
    suite_add_tcase(suite, cases);
    return suite;
}
