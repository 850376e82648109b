/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "base/utf8.h"

#include <string.h>

static const struct {
    const char *text;
    uint32_t code;
    size_t length;
} characters[] = {
    {"A", 'A', 1},
    {"\xc3\xa9", 0xE9, 2},
    {"\xe2\x82\xac", 0x20AC, 3},
    {"\xf0\x9f\x94\x8b", 0x1F50B, 4},
    {"\xf4\x8f\xbf\xbf", 0x10FFFF, 4},
    {"\xff", 0xFFFD, 1},             /* no first byte */
    {"\x80", 0xFFFD, 1},             /* a byte of the middle */
    {"\xc3(", 0xFFFD, 1},            /* cut short by another character */
    {"\xe2\x82", 0xFFFD, 1},         /* cut short by the end */
    {"\xc0\xaf", 0xFFFD, 1},         /* '/' in too many bytes */
    {"\xed\xa0\x80", 0xFFFD, 1},     /* half of a surrogate pair */
    {"\xf4\x90\x80\x80", 0xFFFD, 1}, /* beyond the last character */
    {"\xef\xbf\xbd", 0xFFFD, 3},     /* the replacement character itself */
};

START_TEST(characters_are_read_and_bad_bytes_replaced_one_by_one)
{
    for (size_t i = 0; i < sizeof characters / sizeof *characters; i++) {
        uint32_t code = 0;
        const char *text = characters[i].text;
        ck_assert_uint_eq(utf8_decode(text, strlen(text), &code), characters[i].length);
        ck_assert_uint_eq(code, characters[i].code);
    }
}
END_TEST

static const struct {
    const char *text;
    size_t columns;
} widths[] = {
    {"", 0},
    {"MW", 2},
    {"\xc2\xb0"
     "C",
     2},
    {"e\xcc\x81", 1},
    {"\xe9\x9b\xbb\xe5\x8a\x9b", 4},
    {"\xff\xfe", 2},
    {"a\xe2\x80\x8b"
     "b",
     2},
    {"\xf0\x9f\x94\x8b", 2},
};

START_TEST(width_counts_columns_and_not_bytes)
{
    for (size_t i = 0; i < sizeof widths / sizeof *widths; i++)
        ck_assert_uint_eq(utf8_width(widths[i].text, strlen(widths[i].text)), widths[i].columns);
}
END_TEST

START_TEST(a_cut_never_splits_a_character_nor_takes_a_mark_from_its_letter)
{
    const char *text = "e\xcc\x81\xe9\x9b\xbbx"; /* e with accent, a wide character, x */
    static const size_t bytes[] = {0, 3, 3, 6, 7, 7};
    for (size_t columns = 0; columns < 6; columns++)
        ck_assert_uint_eq(utf8_fit(text, strlen(text), columns), bytes[columns]);
}
END_TEST

Suite *test_utf8_suite(void)
{
    Suite *suite = suite_create("utf8");
    TCase *tcase = tcase_create("utf8");
    tcase_add_test(tcase, characters_are_read_and_bad_bytes_replaced_one_by_one);
    tcase_add_test(tcase, width_counts_columns_and_not_bytes);
    tcase_add_test(tcase, a_cut_never_splits_a_character_nor_takes_a_mark_from_its_letter);
    suite_add_tcase(suite, tcase);
    return suite;
}
