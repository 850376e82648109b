/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "engine/quantile.h"
#include "plan/distribution.h"
#include "plan/hourly.h"
#include "scenario/scenario.h"
#include "scenario_kinds.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define HEAD   "<scenario name='base' start='2026-01-01' end='2030-01-01'>\n"
#define PLACES "<party id='cloud' role='cloud'/><climate id='dry'/><region id='grid'/>\n"
#define SITE   "<site id='tx' owner='cloud' climate='dry' region='grid'>\n"

static struct arena *arena;
static struct diag *diag;
static char folder[] = "/tmp/gigaplan-files.XXXXXX";
static char here[4096];

static void open_folder(void)
{
    arena = arena_new();
    diag = diag_new(arena);
    strcpy(folder, "/tmp/gigaplan-files.XXXXXX");
    ck_assert_ptr_nonnull(getcwd(here, sizeof here));
    ck_assert_ptr_nonnull(mkdtemp(folder));
    ck_assert_int_eq(chdir(folder), 0);
}

static const char *const written[] = {"base.xml",   "a.xml", "b.xml",      "c.xml",   "racks.xml",
                                      "orders.csv", "w.epw", "prices.csv", "main.xml"};

static void close_folder(void)
{
    for (size_t i = 0; i < sizeof written / sizeof *written; i++)
        unlink(written[i]);
    ck_assert_int_eq(chdir(here), 0);
    ck_assert_int_eq(rmdir(folder), 0);
    arena_free(arena);
}

static void write_file(const char *name, const char *text)
{
    FILE *stream = fopen(name, "wb");
    ck_assert_ptr_nonnull(stream);
    fputs(text, stream);
    ck_assert_int_eq(fclose(stream), 0);
}

static struct plan *read_set(const char *path, const char *const *overrides, int count)
{
    static const char *const folders[] = {"/nowhere", "."};
    const struct scenario_request request = {.path = path,
                                             .kinds = &scenario_kinds,
                                             .overrides = overrides,
                                             .override_count = count,
                                             .catalogue_paths = folders,
                                             .catalogue_path_count = 2,
                                             .arena = arena};
    return scenario_read(&request, diag);
}

static const char *messages(void)
{
    struct scenario_try attempt = {.arena = arena, .diag = diag};
    return scenario_try_messages(&attempt);
}

static struct plan *read_plan(const char *path)
{
    struct plan *plan = read_set(path, NULL, 0);
    if (!plan)
        ck_abort_msg("%s", messages());
    return plan;
}

static void fails(const char *path, const char *message)
{
    ck_assert_ptr_null(read_set(path, NULL, 0));
    const char *text = messages();
    ck_assert_msg(strstr(text, message) != NULL, "wanted '%s', got:\n%s", message, text);
}

static const struct record *find(const struct plan *plan, const char *id)
{
    const struct record *record = plan_find(plan, id);
    ck_assert_msg(record != NULL, "no record '%s' in:\n%s", id, plan->resolved_xml);
    return record;
}

static void write_base(void)
{
    write_file(
        "base.xml", HEAD PLACES SITE
        "<hall id='h1' it-capacity='10 MW' positions='5'/><hall id='h2' it-capacity='20 MW'/>\n"
        "<phase date='2026-01-01' it-capacity='1 MW'/><phase date='2027-01-01' it-capacity='2 MW'/></site>\n"
        "<activity id='dig'><duration dist='pert' low='1 d' mode='2 d' high='3 d'/><after ref='tx.h1'/>"
        "</activity></scenario>");
}

START_TEST(a_variant_changes_its_base_by_id)
{
    write_base();
    write_file("a.xml", "<variant of='base.xml' name='changed'><site id='tx'>"
                        "<hall id='h1' it-capacity='11 MW'/><hall id='h3' it-capacity='30 MW'/>"
                        "<hall id='h2' remove='true'/></site></variant>");
    struct plan *plan = read_plan("a.xml");
    ck_assert_str_eq(plan->name, "changed");
    ck_assert_double_eq(record_number(find(plan, "tx.h1"), HALL_IT_CAPACITY), 11e6);
    ck_assert_int_eq(record_count(find(plan, "tx.h1"), HALL_POSITIONS), 5);
    find(plan, "tx.h3");
    find(plan, "tx.phase-2");
    ck_assert_ptr_null(plan_find(plan, "tx.h2"));
}
END_TEST

START_TEST(children_without_id_are_replaced_as_a_group)
{
    write_base();
    write_file("a.xml",
               "<variant of='base.xml'><site id='tx'><phase date='2028-01-01' it-capacity='9 MW'/></site>"
               "<activity id='dig' duration='7 d'><after remove='true'/></activity></variant>");
    struct plan *plan = read_plan("a.xml");
    find(plan, "tx.phase-1");
    ck_assert_ptr_null(plan_find(plan, "tx.phase-2"));
    ck_assert_ptr_null(plan_find(plan, "dig.after-1"));
    ck_assert_int_eq(record_distribution(find(plan, "dig"), ACTIVITY_DURATION)->shape, SHAPE_FIXED);
}
END_TEST

START_TEST(variants_may_be_stacked)
{
    write_base();
    write_file("a.xml",
               "<variant of='base.xml'><site id='tx'><hall id='h1' it-capacity='11 MW' positions='6'/>"
               "</site></variant>");
    write_file("b.xml",
               "<variant of='a.xml'><site id='tx'><hall id='h1' it-capacity='12 MW'/></site></variant>");
    struct plan *plan = read_plan("b.xml");
    ck_assert_double_eq(record_number(find(plan, "tx.h1"), HALL_IT_CAPACITY), 12e6);
    ck_assert_int_eq(record_count(find(plan, "tx.h1"), HALL_POSITIONS), 6);
}
END_TEST

START_TEST(removing_what_is_not_there_is_an_error)
{
    write_base();
    write_file("a.xml",
               "<variant of='base.xml'>\n<site id='tx'>\n<hall id='h9' remove='true'/></site></variant>");
    fails("a.xml", "a.xml:3:1: error: there is no <hall id=\"h9\"> to remove");
}
END_TEST

START_TEST(circles_of_files_are_told)
{
    write_file("a.xml", "<variant of='b.xml'/>");
    write_file("b.xml", "<variant of='c.xml'/>");
    write_file("c.xml", "<variant of='a.xml'/>");
    fails("a.xml", "c.xml:1:14: error: 'a.xml' includes itself");
    write_file("b.xml", "<fragment><include file='b.xml'/></fragment>");
    write_file("base.xml", HEAD "<include file='b.xml'/></scenario>");
    fails("base.xml", "b.xml:1:11: error: 'b.xml' includes itself");
}
END_TEST

START_TEST(catalogues_come_from_the_search_path_and_own_elements_win)
{
    write_file("racks.xml", "<catalogue><rack-system id='A' power='100 kW' source='s' date='2026' grade='P'/>"
                            "<rack-system id='B' power='200 kW'/></catalogue>");
    write_file("main.xml",
               HEAD "<include catalogue='racks'/><rack-system id='A' power='150 kW'/></scenario>");
    struct plan *plan = read_plan("main.xml");
    ck_assert_double_eq(record_number(find(plan, "A"), SYSTEM_POWER), 150e3);
    ck_assert_double_eq(record_number(find(plan, "B"), SYSTEM_POWER), 200e3);
    write_file("a.xml", "<variant of='main.xml'><include catalogue='racks'/></variant>");
    ck_assert_double_eq(record_number(find(read_plan("a.xml"), "A"), SYSTEM_POWER), 150e3);
}
END_TEST

START_TEST(fragments_stand_in_the_place_of_their_include)
{
    write_file("a.xml", "<fragment><hall id='h1' it-capacity='1 MW'/></fragment>");
    write_file("main.xml", HEAD PLACES SITE "<include file='a.xml'/></site></scenario>");
    find(read_plan("main.xml"), "tx.h1");
}
END_TEST

static const struct {
    const char *body, *message;
} bad_includes[] = {
    {"<include/>", "main.xml:2:1: error: <include> takes either"},
    {"<include catalogue='x'/>", "main.xml:2:21: error: there is no catalogue 'x'"},
    {"<include catalogue='../x'/>", "main.xml:2:21: error: '../x' is no name of a catalogue"},
    {"<include file='x.xml'/>", "main.xml:2:1: error: './x.xml': there is no such file"},
    {"<include file='base.xml'/>", "base.xml:1:1: error: an included file starts with <catalogue>"},
    {"<include fil='base.xml'/>", "main.xml:2:10: error: <include> has no attribute 'fil'"},
    {"<table of='hall'/>", "main.xml:2:1: error: <table> needs of="},
    {"<table of='hal' from='orders.csv'/>", "main.xml:2:12: error: there is no element <hal>"},
    {"<table of='hall' from='none.csv'/>", "main.xml:2:24: error: './none.csv': there is no such file"},
};

START_TEST(bad_includes_are_told_where_they_stand)
{
    write_base();
    write_file("main.xml", arena_printf(arena, HEAD "%s</scenario>", bad_includes[_i].body));
    fails("./main.xml", bad_includes[_i].message);
}
END_TEST

START_TEST(a_missing_file_does_not_drown_other_mistakes)
{
    write_file("main.xml",
               HEAD "<include catalogue='none'/>" PLACES
                    "<rack-order id='o' system='GB300' count='x' place='2026-01-01'/></scenario>");
    ck_assert_ptr_null(read_set("main.xml", NULL, 0));
    ck_assert_int_eq(diag_error_count(diag), 2);
}
END_TEST

START_TEST(tables_become_elements)
{
    write_file("racks.xml", "<catalogue><rack-system id='A' power='100 kW'/></catalogue>");
    write_file("orders.csv", "\xEF\xBB\xBFid, system ,count,place,lead/dist,lead/p50,lead/p90,lead\r\n"
                             "o1,A,10,2026-03-01,lognormal,10 weeks,20 weeks,\r\n\r\n"
                             "\"o2\",A,20,2026-04-01,,,,8 weeks");
    write_file("main.xml",
               HEAD PLACES "<include catalogue='racks'/><table of='rack-order' from='orders.csv'/>"
                           "</scenario>");
    struct plan *plan = read_plan("main.xml");
    ck_assert_int_eq(plan_list(plan, &scenario_order_kind).count, 2);
    ck_assert_int_eq(record_count(find(plan, "o2"), ORDER_COUNT), 20);
    ck_assert_double_eq(distribution_p50(record_distribution(find(plan, "o2"), ORDER_LEAD)), 8 * 7 * 86400.0);
    ck_assert_int_eq(record_distribution(find(plan, "o1"), ORDER_LEAD)->shape, SHAPE_LOGNORMAL);
    ck_assert_int_eq(plan->file_count, 1);
    ck_assert_str_eq(plan->files[0].path, "orders.csv");
}
END_TEST

static const struct {
    const char *table, *message;
} bad_tables[] = {
    {"", "orders.csv: error: the table is empty"},
    {"id,system,cuont\no1,A,1\n", "orders.csv:1:11: error: <rack-order> has no attribute 'cuont'"},
    {"id;system\n", "orders.csv:1:1: error: <rack-order> has no attribute 'id;system'"},
    {"id,system,count,place\no1,A,1\n",
     "orders.csv:2:1: error: this row has 3 cells, and the first line has 4"},
    {"id,system,count,place\no1,A,ten,2026-01-01\n", "orders.csv:2:6: error: 'count' is a whole number"},
    {"id,system,count,place\no1,\"A\",0,2026-01-01\n",
     "orders.csv:2:8: error: 'count' is 0, less than the 1"},
    {"id,system,count,place\no1,B,1,2026-01-01\n",
     "orders.csv:2:4: error: there is no <rack-system> called 'B'"},
    {"id,system,count,place\no1,\"A,1,2026-01-01\n", "orders.csv:2:4: error: this quote is not closed"},
    {"id,system,count,place\no1,\"A\"x,1,2026-01-01\n", "orders.csv:2:7: error: after a closing quote"},
    {"id,system,count,place\no1,A,1,2026-01-01\no1,A,1,2026-01-01\n",
     "orders.csv:3:1: error: there is already a <rack-order> with the id 'o1'"},
    {"id,system,count,place\no1,A,,2026-01-01\n",
     "orders.csv:2:1: error: <rack-order> 'o1' needs an attribute 'count'"},
    {"id,count,count\n", "orders.csv:1:10: error: the column 'count' stands here twice"},
    {"id,lead/mean,lead/\n", "orders.csv:1:14: error: <rack-order> has no attribute 'lead/'"},
};

START_TEST(mistakes_in_tables_are_told_where_they_stand)
{
    write_file("orders.csv", bad_tables[_i].table);
    write_file("main.xml",
               HEAD PLACES "<rack-system id='A' power='1 kW'/><table of='rack-order' from='orders.csv'/>"
                           "</scenario>");
    fails("main.xml", bad_tables[_i].message);
}
END_TEST

START_TEST(overrides_are_made_in_order)
{
    write_base();
    const char *const sets[] = {"//hall/@positions=7", "//hall[@id='h2']/@positions=8",
                                "//activity/duration=4 d", "/scenario/@name=other",
                                "//phase[2]/@it-capacity=3 MW"};
    struct plan *plan = read_set("base.xml", sets, 5);
    ck_assert_msg(plan != NULL, "%s", messages());
    ck_assert_int_eq(record_count(find(plan, "tx.h1"), HALL_POSITIONS), 7);
    ck_assert_int_eq(record_count(find(plan, "tx.h2"), HALL_POSITIONS), 8);
    ck_assert_double_eq(distribution_p50(record_distribution(find(plan, "dig"), ACTIVITY_DURATION)),
                        4 * 86400.0);
    ck_assert_str_eq(plan->name, "other");
    ck_assert_ptr_nonnull(strstr(plan->resolved_xml, "it-capacity=\"3 MW\""));
    ck_assert_int_eq(plan->override_count, 5);
}
END_TEST

static const struct {
    const char *set, *message;
} bad_sets[] = {
    {"//hal/@positions=7", "--set:1:1: error: nothing in the scenario matches '//hal'"},
    {"//hall/@position=7", "--set:1:9: error: <hall> has no attribute 'position'"},
    {"//hall/@positions=seven", "--set:1:19: error: 'positions' is a whole number"},
    {"//hall[@id='h1/@positions=7", "--set:1:1: error: an override is written as XPATH=VALUE"},
    {"//hall/@notes=\xa4", "--set:1:15: error: this byte is not UTF-8"},
    {"//hall/@notes=\x01", "--set:1:15: error: this character cannot stand in XML"},
    {"//hall[[/@positions=7", "--set:1:1: error: an override is written"},
    {"//hall[)]/@positions=7", "--set:1:1: error: this XPath cannot be read"},
    {"count(//hall)=7", "--set:1:1: error: this XPath gives a value"},
    {"//hall=7", "--set:1:1: error: <hall> has no value of its own"},
    {"/=7", "--set:1:1: error: "},
    {"=7", "--set:1:1: error: an override is written"},
    {"positions", "--set:1:1: error: an override is written"},
};

static struct plan *read_point(const char *override, struct quantile_shapes *shapes, struct arena *own)
{
    static const char *const folders[] = {"."};
    const char **overrides = arena_array(own, 1, sizeof *overrides);
    overrides[0] = override;
    const struct scenario_request request = {.path = "base.xml",
                                             .kinds = &scenario_kinds,
                                             .overrides = overrides,
                                             .override_count = 1,
                                             .catalogue_paths = folders,
                                             .catalogue_path_count = 1,
                                             .shapes = shapes,
                                             .arena = own};
    struct plan *plan = scenario_read(&request, diag);
    ck_assert_msg(plan != NULL, "%s", messages());
    return plan;
}

START_TEST(design_points_that_share_tabulations_are_what_they_are_alone)
{
    static const char *const points[] = {
        "//duration/@high=9 d", "//duration/@high=3 d", "//duration/@low=0 d",
        "//duration/@high=9 d", "//hall/@positions=7",
    };
    write_base();
    struct quantile_shapes *shapes = quantile_shapes_new(arena);
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        struct arena *own = arena_new();
        struct plan *shared = read_point(points[i], shapes, own), *alone = read_point(points[i], NULL, own);
        ck_assert_str_eq(shared->sha256, alone->sha256);
        for (int u = 1; u < 100; u++)
            ck_assert_double_eq(
                distribution_quantile(record_distribution(find(shared, "dig"), ACTIVITY_DURATION), u / 100.0),
                distribution_quantile(record_distribution(find(alone, "dig"), ACTIVITY_DURATION), u / 100.0));
        arena_free(own);
    }
    ck_assert_uint_eq(quantile_shapes_count(shapes), 3);
}
END_TEST

START_TEST(bad_overrides_are_told_in_their_own_text)
{
    write_base();
    ck_assert_ptr_null(read_set("base.xml", &bad_sets[_i].set, 1));
    const char *text = messages();
    ck_assert_msg(strncmp(text, bad_sets[_i].message, strlen(bad_sets[_i].message)) == 0,
                  "wanted '%s', got:\n%s", bad_sets[_i].message, text);
}
END_TEST

Suite *test_scenario_files_suite(void)
{
    Suite *suite = suite_create("scenario_files");
    TCase *tests = tcase_create("files");
    tcase_add_checked_fixture(tests, open_folder, close_folder);
    tcase_add_test(tests, a_variant_changes_its_base_by_id);
    tcase_add_test(tests, children_without_id_are_replaced_as_a_group);
    tcase_add_test(tests, variants_may_be_stacked);
    tcase_add_test(tests, removing_what_is_not_there_is_an_error);
    tcase_add_test(tests, circles_of_files_are_told);
    tcase_add_test(tests, catalogues_come_from_the_search_path_and_own_elements_win);
    tcase_add_test(tests, fragments_stand_in_the_place_of_their_include);
    tcase_add_loop_test(tests, bad_includes_are_told_where_they_stand, 0,
                        sizeof bad_includes / sizeof *bad_includes);
    tcase_add_test(tests, a_missing_file_does_not_drown_other_mistakes);
    tcase_add_test(tests, tables_become_elements);
    tcase_add_loop_test(tests, mistakes_in_tables_are_told_where_they_stand, 0,
                        sizeof bad_tables / sizeof *bad_tables);
    tcase_add_test(tests, overrides_are_made_in_order);
    tcase_add_test(tests, design_points_that_share_tabulations_are_what_they_are_alone);
    tcase_add_loop_test(tests, bad_overrides_are_told_in_their_own_text, 0,
                        sizeof bad_sets / sizeof *bad_sets);
    suite_add_tcase(suite, tests);
    return suite;
}
