/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "scenario_kinds.h"

#include <string.h>

/* A scenario body with one mistake, and where and how it is told. */
struct mistake {
    const char *body;
    const char *message; /* what a line of the messages must be, after "try.xml:" */
    const char *note;    /* what a note must contain, or NULL */
};

#define SITE             "<site id='tx' owner='cloud' climate='dry' region='grid'>\n"
#define HALL(attributes) SITE "<hall id='h1' " attributes "/></site>"
#define WORK(content)    "<activity id='a'>\n" content "</activity>"
#define WHEN(content)                                                                                        \
    "<equity id='v'><tranche id='t' amount='1 MUSD'>\n<when>" content "</when></tranche></equity>"

static const struct mistake mistakes[] = {
    /* elements */
    {"<frob/>", "3:1: error: there is no element <frob>", "may stand"},
    {"<activty id='x'/>", "3:1: error: there is no element <activty>", "did you mean 'activity'?"},
    {"<hall id='h' it-capacity='1 MW'/>", "3:1: error: <hall> cannot stand in <scenario>",
     "belongs in 'site'"},
    {SITE "<hall it-capacity='1 MW'/></site>", "4:1: error: a <hall> needs an id", "name to refer to it by"},
    {HALL("it-capacity='1 MW' it-capcity='2 MW'"), "4:34: error: <hall> has no attribute 'it-capcity'",
     "did you mean 'it-capacity'?"},
    {HALL("positions='1'"), "4:1: error: <hall> 'tx.h1' needs an attribute 'it-capacity'", "IT load"},
    {HALL("it-capacity='1 MW' remove='true'"), "4:34: error: there is nothing that this could remove", NULL},
    {SITE "words</site>", "4:1: error: text means nothing in <site>", NULL},
    {SITE "<hall id='h1' it-capacity='1 MW'><positions>3</positions></hall></site>",
     "4:34: error: there is no element <positions>", "is an attribute"},
    /* ids */
    {SITE "<hall id='h1' it-capacity='1 MW'/>\n<hall id='h1' it-capacity='1 MW'/></site>",
     "5:11: error: there is already a <hall> with the id 'h1'", "try.xml:4:1"},
    {"<factor id='x'/>\n<activity id='x' duration='1 d'/>",
     "4:15: error: the id 'x' is already taken by a <factor>", "try.xml:3:1"},
    {"<factor id='a b'/>", "3:13: error: 'a b' cannot be the id of a <factor>", "letter or digit"},
    {"<party id='a.b' role='lab'/>", "3:12: error: 'a.b' cannot be the id of a <party>", NULL},
    /* values */
    {HALL("it-capacity='20 MVA'"), "4:31: error: a power in MW is wanted", NULL},
    {HALL("it-capacity='20'"), "4:28: error: '20' lacks a unit", NULL},
    {HALL("it-capacity='2 GW'"), "4:28: error: 'it-capacity' is 2000 MW, more than the 1000 MW allowed",
     NULL},
    {HALL("it-capacity='-3 MW'"), "4:28: error: 'it-capacity' is -3 MW, less than the 1 MW allowed", NULL},
    {HALL("it-capacity='1 MW' supply='70 degC'"),
     "4:42: error: 'supply' is 70 degC, more than the 60 degC allowed", NULL},
    {HALL("it-capacity='1 MW' positions='1.5'"), "4:45: error: 'positions' is a whole number", NULL},
    {HALL("it-capacity='1 MW' positions='0'"), "4:45: error: 'positions' is 0, less than the 1 allowed",
     NULL},
    {HALL("it-capacity='1 MW' redundancy='2n'"), "4:46: error: 'redundancy' cannot be '2n'",
     "'N', 'N+1' or '2N'"},
    {HALL("it-capacity='1 MW' spare='true'"), "4:41: error: 'spare' cannot be 'true'", "'no' or 'yes'"},
    {HALL("it-capacity='1 MW' shape='1 2 3 degC'"), "4:41: error: 'shape' has 3 numbers instead of 4", NULL},
    {HALL("it-capacity='1 MW' shape='1 2 x 4 degC'"), "4:", NULL},
    {HALL("it-capacity='1 MW' ramp='0:0 5:10 5:20'"), "4:40: error: the points of 'ramp'", NULL},
    {HALL("it-capacity='1 MW' ramp='0:0 5'"), "4:44: error: a point of a curve is written as x:y",
     "x in d, y in %"},
    {"<activity id='a' duration='1 d' not-before='2026-02-30'/>", "3:53: error: there is no day 30", NULL},
    /* references */
    {HALL("it-capacity='1 MW' needs='h9 dig'") "<activity id='dig' duration='1 d'/>",
     "4:41: error: there is no thing that can be finished called 'h9'", NULL},
    {HALL("it-capacity='1 MW' needs='h1'"), "4:41: error: 'needs' of 'tx.h1' names itself", NULL},
    {HALL("it-capacity='1 MW' needs='cloud'"), "4:41: error: 'cloud' is a <party>, and a thing", NULL},
    {HALL("it-capacity='1 MW'") WORK("<duration value='1 d'/><after ref='h1'/>"),
     "5:36: error: there is no thing that can be finished called 'h1'", "did you mean 'tx.h1'?"},
    {"<site id='tx' owner='clud' climate='dry' region='grid'/>",
     "3:22: error: there is no <party> called 'clud'", "did you mean 'cloud'?"},
    /* uncertain values */
    {WORK("<duration dist='prt' low='1 d'/>"), "4:17: error: there is no distribution 'prt'",
     "did you mean 'pert'?"},
    {WORK("<duration dist='pert' low='1 d' mode='2 d'/>"),
     "4:1: error: <duration>: a pert distribution needs 'high'", NULL},
    {WORK("<duration dist='uniform' low='1 d' mode='2 d' high='3 d'/>"),
     "4:36: error: a uniform distribution has no 'mode'", "it takes 'low' or 'high'"},
    {WORK("<duration dist='pert' low='5 d' mode='2 d' high='3 d'/>"), "4:1: error: <duration>: ", NULL},
    {WORK("<duration dist='uniform' low='-1 d' high='3 d'/>"), "4:31: error: 'duration' is -1 d, less than",
     NULL},
    {WORK("<duration dist='uniform' low='1 d' high='3 d' factor='market'/>"),
     "4:55: error: 'factor' and 'loading' belong together", NULL},
    {"<factor id='m'/>" WORK("<duration dist='uniform' low='1 d' high='3 d' factor='m' loading='1.2'/>"),
     "4:67: error: a loading is a correlation", NULL},
    {WORK("<duration dist='discrete' values='1 2 d' weights='1'/>"), "4:51: error: 1 weights for 2 values",
     NULL},
    {"<activity id='a' duration='1 d'>\n<duration value='2 d'/></activity>",
     "4:1: error: 'duration' is given twice", NULL},
    /* conditions */
    {WHEN(""), "4:1: error: <when> takes one condition", NULL},
    {WHEN("<signed/><signed/>"), "4:1: error: <when> takes one condition", "put several into <all>"},
    {WHEN("<al><signed/></al>"), "4:7: error: there is no condition <al>", "did you mean 'all'?"},
    {WHEN("<metric name='power.it_energized' at-least='1 MW'/>"),
     "4:21: error: there is no metric 'power.it_energized'", "did you mean 'power.it_energised'?"},
    {WHEN("<metric name='power.it_energised' at-least='1 MWh'/>"), "4:53: error: a power in MW is wanted",
     NULL},
    {WHEN("<metric name='power.it_energised'/>"), "4:7: error: <metric> takes either at-least", NULL},
    {WHEN("<metric name='tx.power.it_energised' at-most='1 MW'/>"), "4:21: error: 'tx' is no site", NULL},
    {WHEN("<metric name='power.worst' at-most='1 %'/>"),
     "4:21: error: 'power.worst' has no value for the whole campus", "SITE.power.worst"},
    {WHEN("<metric name='cloud.tokens.served' at-least='1 Mtoken'/>"),
     "4:21: error: 'tokens.served' is of the whole campus", NULL},
    {WHEN("<milestone ref='nothing'/>"),
     "4:23: error: there is no thing that can be finished called 'nothing'", NULL},
    {WHEN("<chance probability='120 %'/>"), "4:28: error: a probability is from", NULL},
    {WHEN("<signed now='1'/>"), "4:15: error: <signed> has no attribute 'now'", NULL},
    {"<equity id='v'><tranche id='t' amount='1 MUSD' when='signed'/></equity>",
     "3:48: error: 'when' is written as an element", NULL},
    /* conditions that can never hold */
    {WHEN("<any/>"), "4:7: error: <any> has no condition in it, so it can never hold", NULL},
    {WHEN("<at-least k='2'><signed/></at-least>"), "4:20: error: this can never hold: 2 are wanted of 1",
     NULL},
    {WHEN("<all><metric name='power.pue' at-most='1.1'/>\n<all><metric name='power.pue' "
          "at-least='1.2'/></all></all>"),
     "5:6: error: this can never hold: 'power.pue' at least 1.2 and at most 1.1", "try.xml:4:12"},
    {WHEN("<metric name='tokens.served' at-most='-1 Mtoken'/>"),
     "4:7: error: this can never hold: 'tokens.served'", NULL},
    {WHEN("<chance probability='0 %'/>"), "4:7: error: this can never hold: its probability is 0", NULL},
    {WHEN("<not><signed/></not>"), "4:7: error: this can never hold: it is signed", NULL},
    {"<milestone id='m'><when><milestone ref='n'/></when></milestone>\n"
     "<milestone id='n'><when><all><signed/><milestone ref='m'/></all></when></milestone>",
     "4:39: error: this can never hold: milestone 'm' waits for itself", "by way of 'n'"},
    {"<milestone id='m'><when><not><milestone ref='m'/></not></when></milestone>",
     "3:25: error: milestone 'm' waits for its own contrary", "what is done stays done"},
    {WHEN("<all><date from='2026-05-01'/><not><any><date from='2026-03-01'/><metric name='power.pue' "
          "at-most='1'/></any></not></all>"),
     "4:37: error: this can never hold: from 2026-05-01 on, and not from 2026-03-01 on", "try.xml:4:12"},
    {WHEN("<all><metric name='power.pue' at-most='1.1'/><not><metric name='power.pue' at-most='1.1'/></not>"
          "</all>"),
     "4:52: error: this can never hold: 'power.pue' not at most 1.1 and at most 1.1", NULL},
    {"<milestone id='n'><when><signed/></when></milestone>" WHEN(
         "<all><milestone ref='n'/><not><milestone ref='n'/></not></all>"),
     "4:32: error: this can never hold: 'n' done and not done", NULL},
    /* targets */
    {"<target metric='power.pu' at-most='1.2' by='2028-01-01'/>",
     "3:17: error: there is no metric 'power.pu'", "did you mean 'power.pue'?"},
    {"<target metric='power.it_energised' at-least='5 kg' by='2028-01-01'/>",
     "3:49: error: a power in MW is wanted", NULL},
    {"<target metric='power.pue' by='2028-01-01'/>", "3:1: error: <target> takes either at-least", NULL},
    {"<target metric='power.pue' at-most='1.2' by='2031-01-01'/>",
     "3:46: error: the scenario ends before this date", NULL},
    {"<milestone id='m'/>", "3:1: error: <milestone> 'm' needs an element 'when'", NULL},
    {"<rack-system id='r' power='1 kW' grade='X'/>", "3:41: error: there is no grade 'X'", "'P', 'A'"},
};

static void check_mistake(const struct mistake *mistake, struct scenario_try *attempt)
{
    const char *messages = scenario_try_messages(attempt);
    ck_assert_msg(!attempt->plan, "was accepted: %s", mistake->body);
    ck_assert_int_eq(diag_exit_code(attempt->diag), 3);
    const char *line = strstr(messages, "try.xml:");
    ck_assert_msg(line && strncmp(line + 8, mistake->message, strlen(mistake->message)) == 0,
                  "wanted 'try.xml:%s' for %s, got:\n%s", mistake->message, mistake->body, messages);
    ck_assert_msg(!mistake->note || strstr(messages, mistake->note), "no note '%s' in:\n%s", mistake->note,
                  messages);
    ck_assert_msg(diag_error_count(attempt->diag) == 1, "one mistake, several errors for %s:\n%s",
                  mistake->body, messages);
}

START_TEST(each_mistake_is_told_once_where_it_stands)
{
    struct scenario_try attempt = scenario_try_body(mistakes[_i].body);
    check_mistake(&mistakes[_i], &attempt);
    scenario_try_free(&attempt);
}
END_TEST

static const struct {
    const char *text, *message;
} files[] = {
    {"", "try.xml: error: the file is empty"},
    {"<scenario", "try.xml:1:10: error: this is not well-formed XML: "},
    {"<scenario>\n<site></scenario>",
     "try.xml:2:18: error: this is not well-formed XML: opening and ending tag"},
    {"<scenario a='1' a='2'/>", "try.xml:1:22: error: this is not well-formed XML: "},
    {"<catalogue/>", "try.xml:1:1: error: a scenario starts with <scenario> or <variant>, not <catalogue>"},
    {"<!DOCTYPE scenario [<!ENTITY a 'b'>]>\n<scenario/>", "try.xml:1:1: error: a DOCTYPE has no place"},
    {"<scenario name='&a;'/>", "try.xml:1:"},
    {"<?xml version='1.0' encoding='ISO-8859-1'?>\n<scenario/>",
     "try.xml:1:1: error: the file says that it is written"},
    {"<scenario name='a' start='2026-01-01' end='2026-01-01'/>",
     "try.xml:1:44: error: the scenario ends before"},
    {"<scenario name='\xff'/>", "try.xml:1:"},
};

START_TEST(damaged_files_are_refused)
{
    struct scenario_try attempt = scenario_try_text(files[_i].text);
    const char *messages = scenario_try_messages(&attempt);
    ck_assert_ptr_null(attempt.plan);
    ck_assert_msg(strncmp(messages, files[_i].message, strlen(files[_i].message)) == 0,
                  "wanted '%s', got '%s'", files[_i].message, messages);
    scenario_try_free(&attempt);
}
END_TEST

START_TEST(a_date_after_the_end_is_a_warning)
{
    struct scenario_try attempt = scenario_try_body(WHEN("<any><date from='2030-01-01'/></any>"));
    ck_assert_ptr_nonnull(attempt.plan);
    ck_assert_ptr_nonnull(strstr(scenario_try_messages(&attempt),
                                 "4:12: warning: this does not hold before the scenario ends on 2030-01-01"));
    scenario_try_free(&attempt);
}
END_TEST

START_TEST(all_mistakes_are_told_in_one_go)
{
    struct scenario_try attempt = scenario_try_body(
        SITE
        "<hall id='h1' it-capacity='20 MVA' positions='x'/>\n<frob/></site><activity id='a' duration='1'/>"
        "<equity id='v'><tranche id='t' amount='5 kW'/></equity>");
    ck_assert_int_eq(diag_error_count(attempt.diag), 5);
    scenario_try_free(&attempt);
}
END_TEST

START_TEST(nesting_has_a_limit)
{
    struct arena *arena = arena_new();
    char *text = arena_alloc(arena, 3 * 200 + 1);
    for (int i = 0; i < 200; i++)
        memcpy(text + 3 * i, "<a>", 3);
    struct scenario_try attempt = scenario_try_text(text);
    ck_assert_ptr_null(attempt.plan);
    ck_assert(
        strstr(scenario_try_messages(&attempt), "1:301: error: elements are nested more than 100 deep"));
    scenario_try_free(&attempt);
    arena_free(arena);
}
END_TEST

Suite *test_scenario_errors_suite(void)
{
    Suite *suite = suite_create("scenario_errors");
    TCase *tests = tcase_create("errors");
    tcase_add_loop_test(tests, each_mistake_is_told_once_where_it_stands, 0,
                        sizeof mistakes / sizeof *mistakes);
    tcase_add_loop_test(tests, damaged_files_are_refused, 0, sizeof files / sizeof *files);
    tcase_add_test(tests, a_date_after_the_end_is_a_warning);
    tcase_add_test(tests, all_mistakes_are_told_in_one_go);
    tcase_add_test(tests, nesting_has_a_limit);
    suite_add_tcase(suite, tests);
    return suite;
}
