/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "base/table.h"

#include <math.h>
#include <string.h>

static struct arena *arena;

static const struct table_column columns[] = {
    {.name = "milestone", .heading = "Milestone"},
    {.name = "done", .heading = "Done by"},
    {.name = "it_energised",
     .heading = "IT energised, median",
     .unit = "MW",
     .align = TABLE_RIGHT,
     .decimals = 1},
    {.name = "cost", .heading = "Cost", .unit = "USD", .align = TABLE_RIGHT, .grouped = true},
};
enum { COLUMN_COUNT = sizeof columns / sizeof *columns };

static struct table *table;

static void open_table(void)
{
    arena = arena_new();
    table = table_new(arena, "milestones", "Milestones", columns, COLUMN_COUNT);
}

static void close_table(void)
{
    arena_free(arena);
}

static void add(const char *milestone, int64_t tick, double it_w, int64_t usd)
{
    table_add_row(table);
    table_put_text(table, milestone);
    table_put_date(table, tick);
    table_put_si(table, it_w);
    table_put_integer(table, usd);
}

static void fill(void)
{
    add("hall \"h1\", shell", 1774915200, 48.04e6, 1234567);
    add("h\xc3\xa4lfte", 1774915200 + 86400, 1e9 / 3, -999);
    table_add_row(table);
    table_put_text(table, "never");
    table_add_total(table);
    table_put_text(table, "all");
    table_put_blank(table);
    table_put_number(table, 381.4);
    table_put_integer(table, 1233568);
    table_add_note(table, "%d milestone was not reached", 1);
}

static char *printed(struct table_style style)
{
    FILE *file = tmpfile();
    char *text = arena_alloc(arena, 1 << 16);
    table_print((const struct table *const *)&table, 1, style, file);
    rewind(file);
    text[fread(text, 1, (1 << 16) - 1, file)] = '\0';
    fclose(file);
    return text;
}

START_TEST(text_is_aligned_with_units_totals_and_notes)
{
    fill();
    ck_assert_str_eq(printed((struct table_style){0}),
                     "Milestones\n"
                     "                                      IT\n"
                     "                              energised,\n"
                     "Milestone         Done by         median       Cost\n"
                     "                                      MW        USD\n"
                     "----------------  ----------  ----------  ---------\n"
                     "hall \"h1\", shell  2026-03-31        48.0  1,234,567\n"
                     "h\xc3\xa4"
                     "lfte            2026-04-01       333.3       -999\n"
                     "never                                  -          -\n"
                     "----------------  ----------  ----------  ---------\n"
                     "all                                381.4  1,233,568\n"
                     "1 milestone was not reached\n");
}
END_TEST

START_TEST(csv_follows_rfc_4180_in_full_precision_without_totals)
{
    fill();
    ck_assert_str_eq(printed((struct table_style){.format = TABLE_FORMAT_CSV}),
                     "milestone,done,it_energised [MW],cost [USD]\r\n"
                     "\"hall \"\"h1\"\", shell\",2026-03-31,48.04,1234567\r\n"
                     "h\xc3\xa4lfte,2026-04-01,333.3333333333333,-999\r\n"
                     "never,,,\r\n");
}
END_TEST

START_TEST(json_is_one_versioned_document_with_totals_apart)
{
    fill();
    ck_assert_str_eq(
        printed((struct table_style){.format = TABLE_FORMAT_JSON}),
        "{\"format\":1,\"tables\":[\n"
        "{\"name\":\"milestones\",\"title\":\"Milestones\",\n"
        " \"columns\":[\n"
        "  {\"name\":\"milestone\",\"heading\":\"Milestone\",\"unit\":\"\"},\n"
        "  {\"name\":\"done\",\"heading\":\"Done by\",\"unit\":\"\"},\n"
        "  {\"name\":\"it_energised\",\"heading\":\"IT energised, median\",\"unit\":\"MW\"},\n"
        "  {\"name\":\"cost\",\"heading\":\"Cost\",\"unit\":\"USD\"}],\n"
        " \"rows\":[\n"
        "  {\"milestone\":\"hall \\\"h1\\\", shell\",\"done\":\"2026-03-31\",\"it_energised\":48.04,"
        "\"cost\":1234567},\n"
        "  {\"milestone\":\"h\xc3\xa4lfte\",\"done\":\"2026-04-01\",\"it_energised\":333.3333333333333,"
        "\"cost\":-999},\n"
        "  {\"milestone\":\"never\",\"done\":null,\"it_energised\":null,\"cost\":null}],\n"
        " \"totals\":[\n"
        "  {\"milestone\":\"all\",\"done\":null,\"it_energised\":381.4,\"cost\":1233568}],\n"
        " \"notes\":[\"1 milestone was not reached\"]}\n"
        "]}\n");
}
END_TEST

static const struct {
    double number;
    int decimals;
    bool grouped;
    const char *text;
    const char *data;
} numbers[] = {
    {1234567.891, 2, true, "1,234,567.89", "1234567.891"},
    {-1234.5, 0, true, "-1,234", "-1234.5"},
    {-123, 0, true, "-123", "-123"},
    {-0.001, 2, false, "0.00", "-0.001"},
    {-0.0, 1, false, "0.0", "0"},
    {0.1 + 0.2, 3, false, "0.300", "0.30000000000000004"},
    {1e300, TABLE_DECIMALS_AUTO, true, "1e+300", "1e+300"},
    {123456.789, TABLE_DECIMALS_AUTO, true, "123,457", "123456.789"},
    {0.25, TABLE_DECIMALS_AUTO, false, "0.25", "0.25"},
    {INFINITY, 2, true, "inf", ""},
    {-INFINITY, 2, false, "-inf", ""},
    {NAN, 2, false, "-", ""},
};

START_TEST(numbers_are_rounded_for_people_only)
{
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        struct table_column column = {.name = "x",
                                      .align = TABLE_RIGHT,
                                      .decimals = numbers[i].decimals,
                                      .grouped = numbers[i].grouped};
        table = table_new(arena, "t", NULL, &column, 1);
        table_add_row(table);
        table_put_number(table, numbers[i].number);
        const char *last = strrchr(arena_strndup(arena, printed((struct table_style){0}),
                                                 strlen(printed((struct table_style){0})) - 1),
                                   '\n') +
                           1;
        ck_assert_str_eq(last + strspn(last, " "), numbers[i].text);
        ck_assert_str_eq(printed((struct table_style){.format = TABLE_FORMAT_CSV}),
                         arena_printf(arena, "x\r\n%s\r\n", numbers[i].data));
    }
}
END_TEST

START_TEST(long_texts_wrap_at_blanks_and_long_words_are_cut)
{
    static const struct table_column narrow[] = {
        {.name = "id"}, {.name = "why", .max_width = 10}, {.name = "n", .align = TABLE_RIGHT}};
    table = table_new(arena, "t", NULL, narrow, 3);
    table_add_row(table);
    table_put_text(table, "a");
    table_put_text(table, "waits for the extraordinarily late\npermit");
    table_put_integer(table, 7);
    ck_assert_str_eq(printed((struct table_style){0}), "id  why         n\n"
                                                       "--  ----------  -\n"
                                                       "a   waits for   7\n"
                                                       "    the\n"
                                                       "    extraordin\n"
                                                       "    arily late\n"
                                                       "    permit\n");
}
END_TEST

START_TEST(texts_give_way_until_the_page_is_wide_enough)
{
    static const struct table_column wide[] = {{.name = "id"}, {.name = "why"}};
    table = table_new(arena, "t", NULL, wide, 2);
    table_add_row(table);
    table_put_text(table, "transformer-2");
    table_put_text(table, "one two three four five six seven eight");
    const char *text = printed((struct table_style){.width = 40});
    for (const char *line = text; *line; line = strchr(line, '\n') + 1)
        ck_assert_uint_le(strcspn(line, "\n"), 40);
    ck_assert_ptr_nonnull(strstr(text, "transformer-2  one two three four five"));
    text = printed((struct table_style){.width = 1}); /* gives up at a readable width */
    ck_assert_ptr_nonnull(strstr(text, "transformer-  one two"));
}
END_TEST

START_TEST(headings_give_way_before_texts_and_notes_wrap)
{
    static const struct table_column wide[] = {
        {.name = "id"}, {.name = "n", .heading = "Not reached", .align = TABLE_RIGHT}, {.name = "why"}};
    table = table_new(arena, "t", NULL, wide, 3);
    table_add_row(table);
    table_put_text(table, "north.grid-works-1");
    table_put_integer(table, 7);
    table_put_text(table, "delivery north.transformers-1");
    table_add_note(table, "a note that is wider than the page it stands on has more than one line");
    ck_assert_str_eq(printed((struct table_style){.width = 58}),
                     "                        Not\n"
                     "id                  reached  why\n"
                     "------------------  -------  -----------------------------\n"
                     "north.grid-works-1        7  delivery north.transformers-1\n"
                     "a note that is wider than the page it stands on has more\n"
                     "than one line\n");
    ck_assert_ptr_nonnull(strstr(printed((struct table_style){.width = 40}),
                                 "north.grid-           7  delivery\n"
                                 "works-1                  north.\n"));
    ck_assert_ptr_nonnull(strstr(printed((struct table_style){.width = 40, .whole_rows = true}),
                                 "north.grid-works-1        7  delivery north.transformers-1\n"));
}
END_TEST

START_TEST(what_would_harm_a_terminal_or_a_parser_is_made_harmless)
{
    static const struct table_column one[] = {{.name = "x"}};
    table = table_new(arena, "t", "a\x1b[2Jb", one, 1);
    table_add_row(table);
    table_put_text(table, "\x1b[31m\"\\\t\xff\x01");
    ck_assert_ptr_null(strchr(printed((struct table_style){0}), '\x1b'));
    const char *json = printed((struct table_style){.format = TABLE_FORMAT_JSON});
    ck_assert_ptr_nonnull(strstr(json, "{\"x\":\"\\u001b[31m\\\"\\\\\\t\\ufffd\\u0001\"}"));
}
END_TEST

START_TEST(an_empty_table_has_its_head)
{
    ck_assert_str_eq(printed((struct table_style){.format = TABLE_FORMAT_CSV}),
                     "milestone,done,it_energised [MW],cost [USD]\r\n");
    ck_assert_ptr_nonnull(strstr(printed((struct table_style){0}), "Done by"));
    ck_assert_ptr_nonnull(strstr(printed((struct table_style){.format = TABLE_FORMAT_JSON}), "\"rows\":[]"));
}
END_TEST

START_TEST(rules_part_groups_of_rows)
{
    static const struct table_column one[] = {{.name = "x"}};
    table = table_new(arena, "t", NULL, one, 1);
    for (int i = 0; i < 40; i++) {
        table_add_row(table);
        table_put_integer(table, i);
        if (i == 20)
            table_add_rule(table);
    }
    const char *text = printed((struct table_style){0});
    ck_assert_ptr_nonnull(strstr(text, "20\n--\n21\n"));
    ck_assert_ptr_nonnull(strstr(text, "30\n31\n"));
}
END_TEST

START_TEST(formats_are_found_by_name)
{
    enum table_format format = TABLE_FORMAT_TEXT;
    ck_assert(table_format_find(&format, "json"));
    ck_assert_int_eq(format, TABLE_FORMAT_JSON);
    ck_assert(table_format_find(&format, "csv"));
    ck_assert(!table_format_find(&format, "xml"));
    ck_assert_int_eq(format, TABLE_FORMAT_CSV);
}
END_TEST

Suite *test_table_suite(void)
{
    Suite *suite = suite_create("table");
    TCase *tcase = tcase_create("table");
    tcase_add_checked_fixture(tcase, open_table, close_table);
    tcase_add_test(tcase, text_is_aligned_with_units_totals_and_notes);
    tcase_add_test(tcase, csv_follows_rfc_4180_in_full_precision_without_totals);
    tcase_add_test(tcase, json_is_one_versioned_document_with_totals_apart);
    tcase_add_test(tcase, numbers_are_rounded_for_people_only);
    tcase_add_test(tcase, long_texts_wrap_at_blanks_and_long_words_are_cut);
    tcase_add_test(tcase, texts_give_way_until_the_page_is_wide_enough);
    tcase_add_test(tcase, headings_give_way_before_texts_and_notes_wrap);
    tcase_add_test(tcase, what_would_harm_a_terminal_or_a_parser_is_made_harmless);
    tcase_add_test(tcase, an_empty_table_has_its_head);
    tcase_add_test(tcase, rules_part_groups_of_rows);
    tcase_add_test(tcase, formats_are_found_by_name);
    suite_add_tcase(suite, tcase);
    return suite;
}
