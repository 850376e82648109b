/* SPDX-License-Identifier: Apache-2.0 */
#include "results_maker.h"
#include "store_sample.h"
#include "suites.h"

#include "report/compare_pairs.h"
#include "report/compare_words.h"

#include <math.h>
#include <string.h>

static struct arena *arena;
static struct diag *diag;
static struct source a, b;

/* Opens file A as made by default, and file B by MAKER. */
static void open_files(const struct results_maker *maker)
{
    struct results_maker base = results_maker_default();
    const char *path_a = sample_path("a.db", arena), *path_b = sample_path("b.db", arena);
    results_maker_write(path_a, &base);
    results_maker_write(path_b, maker);
    struct source_choice all = {.replication = -1};
    ck_assert(source_open(&a, path_a, all, arena, diag));
    ck_assert(source_open(&b, path_b, all, arena, diag));
}

static void open_all(void)
{
    arena = arena_new();
    diag = diag_new(arena);
}

static void close_all(void)
{
    source_close(&a);
    source_close(&b);
    arena_free(arena);
}

static const struct table *table_called(const struct compare *compare, const char *name)
{
    size_t count;
    const struct table *const *tables = compare_tables(compare, arena, &count);
    for (size_t i = 0; i < count; i++)
        if (!strcmp(tables[i]->name, name))
            return tables[i];
    ck_abort_msg("no table %s", name);
    return NULL;
}

/* The row whose column COLUMN is TEXT. */
static const struct table_cell *row_of(const struct table *table, int column, const char *text)
{
    for (size_t i = 0; i < table->row_count; i++)
        if (table->rows[i].cells[column].kind == TABLE_TEXT &&
            !strcmp(table->rows[i].cells[column].text, text))
            return table->rows[i].cells;
    ck_abort_msg("no row %s", text);
    return NULL;
}

START_TEST(eight_weeks_later_are_fifty_six_days_in_every_pair)
{
    struct results_maker later = results_maker_default();
    later.late_weeks = 8;
    open_files(&later);
    struct compare compare;
    ck_assert(compare_open(&compare, &a, &b, diag));
    ck_assert_int_eq(compare.count, 16);
    const struct table_cell *row = row_of(table_called(&compare, "milestones"), 1, "half");
    for (int i = 4; i < 8; i++)
        ck_assert_double_eq(row[i].number, 56);
    ck_assert_str_eq(row[8].text, "*");
    row = row_of(table_called(&compare, "milestones"), 1, "full");
    ck_assert_str_eq(row[3].text, "not reached");
    ck_assert_str_eq(row[9].text, "7 of 16");
    ck_assert_double_eq(row[5].number, 56); /* of those that both reached */
    ck_assert_int_eq(row[7].kind, TABLE_BLANK);
    row = row_of(table_called(&compare, "figures"), 1, "tokens.served");
    ck_assert_double_eq_tol(row[4].number, -336, 1e-6);
    row = row_of(table_called(&compare, "tranche_amounts"), 1, "vendor-a.t2");
    ck_assert_double_eq_tol(row[2].number, 1875, 1e-6);
    ck_assert_double_eq_tol(row[3].number, 1125, 1e-6);
}
END_TEST

START_TEST(the_answer_comes_first_and_tells_what_is_more_than_noise)
{
    struct results_maker later = results_maker_default();
    later.late_weeks = 8;
    open_files(&later);
    struct compare compare;
    ck_assert(compare_open(&compare, &a, &b, diag));
    size_t count;
    const struct table *const *tables = compare_tables(&compare, arena, &count);
    ck_assert_str_eq(tables[0]->name, "answer");
    ck_assert_str_eq(
        tables[0]->rows[0].cells[0].text,
        "B reaches 'All of the capacity' later in 11 of 16, never earlier (in 7 of those B never "
        "does, by 56 days in the others); and serves fewer tokens in 16 of 16, never more (by 336 "
        "Ttoken in the mean).");
    const struct table_cell *row = row_of(tables[1], 0, "Half of the capacity");
    ck_assert_str_eq(row[1].text, "B later");
    ck_assert_int_eq(row[4].integer, 0);
    ck_assert_int_eq(row[6].integer, 16);
    ck_assert_double_eq(row[7].number, 56);
    row = row_of(tables[1], 0, "tokens served");
    ck_assert_str_eq(row[1].text, "B less");
    ck_assert_double_eq_tol(row[10].number, -336, 1e-6);
}
END_TEST

/* Six of six one way have a risk of 1/32, five of five of 1/16. */
START_TEST(what_hits_six_of_sixteen_is_told_and_what_hits_five_is_not)
{
    for (int hits = 5; hits <= 6; hits++) {
        struct results_maker rare = results_maker_default();
        rare.late_weeks = 8;
        rare.late_runs = hits;
        open_files(&rare);
        struct compare compare;
        ck_assert(compare_open(&compare, &a, &b, diag));
        const char *text = table_called(&compare, "answer")->rows[0].cells[0].text;
        const struct table_cell *row = row_of(table_called(&compare, "verdicts"), 0, "Half of the capacity");
        ck_assert_str_eq(row[1].text, hits == 6 ? "B later" : "may be chance");
        ck_assert_int_eq(row[4].integer, 0);
        ck_assert_int_eq(row[5].integer, 16 - hits);
        ck_assert_int_eq(row[6].integer, hits);
        ck_assert_double_eq(row[7].number, 0);
        ck_assert_double_eq_tol(row[8].number, 56.0 * hits / 16, 1e-9);
        ck_assert_int_eq(!strncmp(text, "No difference is told from chance.", 34), hits == 5);
        ck_assert_int_eq(strstr(text,
                                "serves fewer tokens in 6 of 16, never more (by 336 Ttoken in those, 126 in "
                                "the mean)") != NULL,
                         hits == 6);
        row = row_of(table_called(&compare, "milestones"), 1, "half");
        ck_assert_int_eq(row[8].kind == TABLE_TEXT, hits == 6);
        if (hits == 5)
            source_close(&a), source_close(&b);
    }
}
END_TEST

/* 100 pairs, of which LESS differ by -BY_LESS, MORE by BY_MORE, and LATE are reached in A alone. */
static struct compare_difference difference_of(int less, double by_less, int more, double by_more, int late)
{
    static double in_a[100], in_b[100], difference[100];
    for (int i = 0; i < 100; i++) {
        difference[i] = i < less                 ? -by_less
                        : i < less + more        ? by_more
                        : i < less + more + late ? INFINITY
                                                 : 0;
        in_a[i] = 1000;
        in_b[i] = 1000 + difference[i];
    }
    struct compare_pairs pairs = {in_a, in_b, difference, 100};
    return compare_pairs_difference(&pairs, arena);
}

START_TEST(a_difference_is_told_with_its_counts_and_the_way_of_its_mean)
{
    static const struct compare_words dates = {"later", "earlier", "", "days", 1};
    static const struct compare_words money = {"more", "less", "money", "MUSD", 1};
    struct compare_difference rare = difference_of(0, 0, 29, 90, 0);
    ck_assert(rare.told && rare.median == 0 && rare.low == 0 && rare.high == 0);
    ck_assert_str_eq(compare_words_told(&rare, 100, &dates, arena),
                     "later in 29 of 100, never earlier (by 90 days in those, 26 in the mean)");
    struct compare_difference mixed = difference_of(71, 0.016, 29, 11, 0);
    ck_assert(mixed.told && mixed.median < 0 && mixed.mean > 0);
    ck_assert_str_eq(
        compare_words_told(&mixed, 100, &money, arena),
        "less money in 71 of 100, more in 29 (by 0.016 MUSD in those, but 3.2 MUSD more in the mean)");
    struct compare_difference lost = difference_of(2, 10, 10, 30, 5);
    ck_assert_int_eq(lost.more, 15);
    ck_assert_int_eq(lost.only_a, 5);
    ck_assert_double_eq_tol(lost.mean, 280.0 / 95, 1e-9);
    ck_assert_str_eq(
        compare_words_told(&lost, 100, &dates, arena),
        "later in 15 of 100, earlier in 2 (in 5 of those B never does, by 30 days in the others)");
    struct compare_difference even = difference_of(30, 1, 40, 90, 0);
    ck_assert(!even.told);
}
END_TEST

START_TEST(small_differences_are_told_and_not_put_into_words)
{
    struct compare_difference small = difference_of(0, 0, 100, 0.9, 0), rare = difference_of(0, 0, 8, 1.1, 0);
    struct compare_difference lost = difference_of(0, 0, 0, 0, 6), few = difference_of(0, 0, 5, 90, 0);
    ck_assert(small.told && !compare_words_material(&small, 1));
    ck_assert(rare.told && compare_words_material(&rare, 1));
    ck_assert(lost.told && compare_words_material(&lost, 1));
    ck_assert(!few.told && !compare_words_material(&few, 1));
}
END_TEST

START_TEST(few_pairs_tell_nothing)
{
    struct results_maker later = results_maker_default();
    later.late_weeks = 8;
    later.replications = 5;
    open_files(&later);
    struct compare compare;
    ck_assert(compare_open(&compare, &a, &b, diag));
    ck_assert_str_eq(table_called(&compare, "answer")->rows[0].cells[0].text,
                     "No difference is told from chance. What differs may be chance in: milestones and "
                     "tokens served.");
}
END_TEST

START_TEST(a_file_does_not_differ_from_itself)
{
    struct results_maker same = results_maker_default();
    open_files(&same);
    struct compare compare;
    ck_assert(compare_open(&compare, &a, &b, diag));
    ck_assert_uint_eq(table_called(&compare, "figures")->row_count, 0);
    ck_assert_uint_eq(table_called(&compare, "milestones")->row_count, 0);
    ck_assert_str_eq(table_called(&compare, "answer")->rows[0].cells[0].text,
                     "B does as A does. The same in all pairs: milestones and tokens served.");
}
END_TEST

START_TEST(only_replications_of_both_files_are_paired)
{
    struct results_maker fewer = results_maker_default();
    fewer.replications = 5;
    open_files(&fewer);
    struct compare compare;
    ck_assert(compare_open(&compare, &a, &b, diag));
    ck_assert_int_eq(compare.count, 5);
    ck_assert_uint_eq(table_called(&compare, "figures")->row_count, 0);
}
END_TEST

START_TEST(other_seeds_are_refused)
{
    struct results_maker other = results_maker_default();
    other.seed = 7;
    other.replications = 2;
    open_files(&other);
    struct compare compare;
    ck_assert(!compare_open(&compare, &a, &b, diag));
    ck_assert_ptr_nonnull(strstr(diag_error_text(diag, 0), "different seeds, 42 and 7"));
    ck_assert_int_eq(diag_exit_code(diag), 3);
}
END_TEST

Suite *test_compare_suite(void)
{
    Suite *suite = suite_create("compare");
    TCase *cases = tcase_create("compare");
    tcase_add_checked_fixture(cases, open_all, close_all);
    tcase_set_timeout(cases, 60);
    tcase_add_test(cases, eight_weeks_later_are_fifty_six_days_in_every_pair);
    tcase_add_test(cases, the_answer_comes_first_and_tells_what_is_more_than_noise);
    tcase_add_test(cases, what_hits_six_of_sixteen_is_told_and_what_hits_five_is_not);
    tcase_add_test(cases, a_difference_is_told_with_its_counts_and_the_way_of_its_mean);
    tcase_add_test(cases, small_differences_are_told_and_not_put_into_words);
    tcase_add_test(cases, few_pairs_tell_nothing);
    tcase_add_test(cases, a_file_does_not_differ_from_itself);
    tcase_add_test(cases, only_replications_of_both_files_are_paired);
    tcase_add_test(cases, other_seeds_are_refused);
    suite_add_tcase(suite, cases);
    return suite;
}
