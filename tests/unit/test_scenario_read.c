/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "base/calendar.h"
#include "base/curve.h"
#include "plan/condition.h"
#include "plan/distribution.h"
#include "plan/frame.h"
#include "scenario_kinds.h"

#include <string.h>

#define SITE "<site id='tx' owner='cloud' climate='dry' region='grid'>"

static struct scenario_try attempt;

static const struct plan *read_good(const char *body)
{
    attempt = scenario_try_body(body);
    if (!attempt.plan)
        ck_abort_msg("%s", scenario_try_messages(&attempt));
    return attempt.plan;
}

static void close_try(void)
{
    scenario_try_free(&attempt);
}

static const struct record *find(const char *id)
{
    const struct record *record = plan_find(attempt.plan, id);
    ck_assert_msg(record != NULL, "no record '%s'", id);
    return record;
}

START_TEST(every_type_of_field_is_read_in_si)
{
    read_good(
        SITE "<hall id='h1' it-capacity='20000 kW' positions='15' redundancy='2N' loss='3 %' supply='45 degC'"
             " needs='h2 dig' spare='yes' shape='1 2 3 4 degC' ramp='0:0 30:50 60d:100%' note='a &lt; b'/>"
             "<hall id='h2' it-capacity='1 MW'/></site>"
             "<activity id='dig' duration='P2W' cost='1.5 BUSD' not-before='2026-02-03' lag='36 h'/>");
    const struct record *h1 = find("tx.h1"), *dig = find("dig");
    ck_assert_double_eq(record_number(h1, HALL_IT_CAPACITY), 20e6);
    ck_assert_int_eq(record_count(h1, HALL_POSITIONS), 15);
    ck_assert_int_eq(record_choice(h1, HALL_REDUNDANCY), 2);
    ck_assert_double_eq_tol(record_number(h1, HALL_LOSS), 0.03, 1e-15);
    ck_assert_double_eq_tol(record_number(h1, HALL_SUPPLY), 318.15, 1e-9);
    ck_assert(record_flag(h1, HALL_SPARE));
    ck_assert_double_eq_tol(record_series(h1, HALL_SHAPE)[3], 277.15, 1e-9);
    ck_assert_double_eq_tol(curve_value(record_curve(h1, HALL_RAMP), 15 * 86400.0, NULL), 0.25, 1e-12);
    ck_assert_double_eq_tol(curve_value(record_curve(h1, HALL_RAMP), 45 * 86400.0, NULL), 0.75, 1e-12);
    ck_assert_str_eq(record_text(h1, HALL_NOTE), "a < b");
    ck_assert_int_eq(record_refs(h1, HALL_NEEDS).count, 2);
    ck_assert_ptr_eq(record_refs(h1, HALL_NEEDS).items[0], find("tx.h2"));
    ck_assert_ptr_eq(record_refs(h1, HALL_NEEDS).items[1], dig);
    ck_assert_double_eq(distribution_p50(record_distribution(dig, ACTIVITY_DURATION)), 14 * 86400.0);
    ck_assert_double_eq(record_number(dig, ACTIVITY_COST), 1.5e9);
    ck_assert_double_eq(record_number(dig, ACTIVITY_LAG), 36 * 3600.0);
    ck_assert_int_eq(record_tick(dig, ACTIVITY_START), calendar_tick_of((struct date){2026, 2, 3}));
}
END_TEST

START_TEST(what_is_left_out_has_its_default_or_is_absent)
{
    read_good(SITE "<hall id='h1' it-capacity='1 MW'/></site>");
    const struct record *h1 = find("tx.h1");
    ck_assert_int_eq(record_count(h1, HALL_POSITIONS), 100);
    ck_assert_int_eq(record_choice(h1, HALL_REDUNDANCY), 1);
    ck_assert(record_has(h1, HALL_LOSS));
    ck_assert(!record_flag(h1, HALL_SPARE));
    ck_assert(!record_has(h1, HALL_NEEDS) && !record_has(h1, HALL_SHAPE) && !record_has(h1, HALL_NOTE));
    ck_assert_int_eq(record_refs(h1, HALL_NEEDS).count, 0);
}
END_TEST

START_TEST(the_plan_knows_its_times_and_lists)
{
    const struct plan *plan =
        read_good(SITE "<hall id='h1' it-capacity='1 MW'/><hall id='h2' it-capacity='2 MW'/>"
                       "</site>");
    ck_assert_str_eq(plan->name, "try");
    ck_assert_int_eq(plan->start, calendar_tick_of((struct date){2026, 1, 1}));
    ck_assert_int_eq(plan->end, calendar_tick_of((struct date){2030, 1, 1}));
    ck_assert_ptr_eq(plan->scenario->kind, &frame_scenario_kind);
    struct record_list halls = plan_list(plan, &scenario_hall_kind);
    ck_assert_int_eq(halls.count, 2);
    ck_assert_str_eq(halls.items[1]->id, "tx.h2");
    ck_assert_int_eq(halls.items[1]->index, 1);
    ck_assert_int_eq(plan_list(plan, &scenario_equity_kind).count, 0);
    for (int i = 0; i < plan->record_count; i++)
        ck_assert_int_eq(plan->records[i]->number, i);
}
END_TEST

START_TEST(ids_are_qualified_by_what_they_stand_in)
{
    read_good(SITE "<hall id='h1' it-capacity='1 MW' label='first hall'><stage capacity='1 MW'/>"
                   "<stage capacity='1 MW'/></hall>"
                   "<phase date='2026-01-01' it-capacity='1 MW'/></site>"
                   "<equity id='v'><tranche id='t1' amount='1 MUSD'/></equity>"
                   "<equity id='w'><tranche id='t1' amount='1 MUSD'/></equity>");
    ck_assert_str_eq(find("tx.h1")->label, "first hall");
    ck_assert_str_eq(find("tx.h1.stage-2")->label, "tx.h1.stage-2");
    ck_assert_ptr_eq(find("tx.h1.stage-2")->parent, find("tx.h1"));
    ck_assert_ptr_eq(find("tx.h1.stage-2")->site, find("tx"));
    find("tx.phase-1");
    ck_assert_ptr_ne(find("v.t1"), find("w.t1"));
    ck_assert_ptr_null(find("v.t1")->site);
    ck_assert(find("v.t1")->hash != find("w.t1")->hash);
}
END_TEST

START_TEST(names_mean_the_nearest_thing_around_them)
{
    read_good(SITE "<hall id='h1' it-capacity='1 MW' needs='dig'/>"
                   "<activity id='dig' duration='1 d'/></site>"
                   "<site id='ga' owner='cloud' climate='dry' region='grid'>"
                   "<hall id='h1' it-capacity='1 MW' needs='dig tx.dig'/></site>"
                   "<activity id='dig' duration='2 d' site='ga'><after ref='h1'/></activity>");
    ck_assert_ptr_eq(record_refs(find("tx.h1"), HALL_NEEDS).items[0], find("tx.dig"));
    ck_assert_ptr_eq(record_refs(find("ga.h1"), HALL_NEEDS).items[0], find("dig"));
    ck_assert_ptr_eq(record_refs(find("ga.h1"), HALL_NEEDS).items[1], find("tx.dig"));
    ck_assert_ptr_eq(find("dig")->site, find("ga"));
    ck_assert_ptr_eq(find("dig.after-1")->site, find("ga"));
    ck_assert_ptr_eq(record_ref(find("dig.after-1"), AFTER_REF), find("ga.h1"));
    ck_assert_ptr_eq(record_ref(find("tx.dig"), ACTIVITY_SITE), find("tx"));
}
END_TEST

START_TEST(uncertain_values_have_their_parts)
{
    read_good(
        "<factor id='market'/><activity id='a'><duration dist='pert' low='120 d' mode='150 d' high='270 d'"
        " factor='market' loading='0.7'/></activity>"
        "<activity id='b'><duration dist='lognormal' p50='10 d' p90='20 d'/></activity>"
        "<activity id='c'><duration dist='discrete' values='1 3 d' weights='1 2'/></activity>"
        "<activity id='d'><duration dist='empirical' values='3 d 1 d 2 weeks'/></activity>"
        "<activity id='e'><duration dist='normal' mean='10 d' sd='1 d'/></activity>"
        "<activity id='f'><duration value='9 d'/></activity>");
    const struct distribution *a = record_distribution(find("a"), ACTIVITY_DURATION);
    ck_assert_int_eq(a->shape, SHAPE_PERT);
    ck_assert_double_eq(a->high, 270 * 86400.0);
    ck_assert_ptr_eq(a->factor, find("market"));
    ck_assert_double_eq(a->loading, 0.7);
    ck_assert_double_eq_tol(distribution_quantile(record_distribution(find("b"), ACTIVITY_DURATION), 0.9),
                            20 * 86400.0, 1);
    ck_assert_double_eq(distribution_quantile(record_distribution(find("c"), ACTIVITY_DURATION), 0.9),
                        3 * 86400.0);
    ck_assert_double_eq(record_distribution(find("d"), ACTIVITY_DURATION)->values[2], 14 * 86400.0);
    ck_assert_double_eq_tol(distribution_p50(record_distribution(find("e"), ACTIVITY_DURATION)), 10 * 86400.0,
                            1);
    ck_assert_double_eq(distribution_p50(record_distribution(find("f"), ACTIVITY_DURATION)), 9 * 86400.0);
}
END_TEST

START_TEST(conditions_become_a_tree_in_si)
{
    read_good(SITE "<hall id='h1' it-capacity='1 MW'/></site>"
                   "<equity id='v'><tranche id='t' amount='1 MUSD'><when><at-least k='2'>"
                   "<metric name='tx.power.it_energised' at-least='250 MW'/><milestone ref='tx.h1'/>"
                   "<not><date from='2027-01-01'/></not><chance probability='80 %'/>"
                   "<chance probability='20 %' from='2028-01-01'/></at-least></when></tranche></equity>");
    const struct condition *when = record_condition(find("v.t"), TRANCHE_WHEN);
    ck_assert_int_eq(when->op, CONDITION_AT_LEAST);
    ck_assert_int_eq(when->k, 2);
    ck_assert_int_eq(when->child_count, 5);
    ck_assert_double_eq(when->children[0]->threshold, 250e6);
    ck_assert(!when->children[0]->at_most);
    ck_assert_str_eq(when->children[0]->metric_name, "tx.power.it_energised");
    ck_assert_str_eq(when->children[0]->metric->name, "power.it_energised");
    ck_assert_ptr_eq(when->children[1]->milestone, find("tx.h1"));
    ck_assert_int_eq(when->children[2]->children[0]->date, calendar_tick_of((struct date){2027, 1, 1}));
    ck_assert_double_eq(when->children[3]->probability, 0.8);
    ck_assert_int_eq(when->children[3]->date, attempt.plan->start);
    ck_assert_int_eq(when->children[4]->number, 1);
}
END_TEST

START_TEST(long_texts_may_be_elements)
{
    read_good(SITE "<hall id='h1' it-capacity='1 MW'><note>\n  two\n lines </note>"
                   "<shape value='1 2 3 4 degC'/></hall></site>");
    ck_assert_str_eq(record_text(find("tx.h1"), HALL_NOTE), "two\n lines");
    ck_assert(record_has(find("tx.h1"), HALL_SHAPE));
}
END_TEST

START_TEST(the_hash_is_of_the_meaning_not_of_the_layout)
{
    char first[65];
    read_good(SITE "<hall id='h1' it-capacity='1 MW' positions='3'/></site>");
    strcpy(first, attempt.plan->sha256);
    close_try();
    read_good(SITE "<!-- words -->\n\n<hall  positions='3' it-capacity=\"1 MW\"\n id='h1'></hall></site>");
    ck_assert_str_eq(attempt.plan->sha256, first);
    close_try();
    read_good(SITE "<hall id='h1' it-capacity='1 MW' positions='4'/></site>");
    ck_assert_str_ne(attempt.plan->sha256, first);
}
END_TEST

START_TEST(the_resolved_text_reads_back_as_the_same_plan)
{
    read_good(SITE "<hall id='h1' it-capacity='1 MW' note='a &lt; &quot;b&quot; &amp; c&#10;d'>"
                   "</hall></site>");
    struct scenario_try again = scenario_try_text(attempt.plan->resolved_xml);
    ck_assert_ptr_nonnull(again.plan);
    ck_assert_str_eq(again.plan->resolved_xml, attempt.plan->resolved_xml);
    ck_assert_str_eq(again.plan->sha256, attempt.plan->sha256);
    scenario_try_free(&again);
}
END_TEST

Suite *test_scenario_read_suite(void)
{
    Suite *suite = suite_create("scenario_read");
    TCase *tests = tcase_create("read");
    tcase_add_checked_fixture(tests, NULL, close_try);
    tcase_add_test(tests, every_type_of_field_is_read_in_si);
    tcase_add_test(tests, what_is_left_out_has_its_default_or_is_absent);
    tcase_add_test(tests, the_plan_knows_its_times_and_lists);
    tcase_add_test(tests, ids_are_qualified_by_what_they_stand_in);
    tcase_add_test(tests, names_mean_the_nearest_thing_around_them);
    tcase_add_test(tests, uncertain_values_have_their_parts);
    tcase_add_test(tests, conditions_become_a_tree_in_si);
    tcase_add_test(tests, long_texts_may_be_elements);
    tcase_add_test(tests, the_hash_is_of_the_meaning_not_of_the_layout);
    tcase_add_test(tests, the_resolved_text_reads_back_as_the_same_plan);
    suite_add_tcase(suite, tests);
    return suite;
}
