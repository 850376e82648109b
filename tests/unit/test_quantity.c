/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "base/quantity.h"
#include "base/unit.h"

#include <math.h>
#include <string.h>

#define NEAR(a, b) ck_assert_double_le(fabs((a) - (b)), 1e-12 * fabs(b))

static struct arena *arena;
static struct diag *diag;

static void open_arena(void)
{
    arena = arena_new();
    diag = diag_new(arena);
}

static void close_arena(void)
{
    arena_free(arena);
}

static bool parse(double *si, const char *text, const char *unit)
{
    return quantity_parse(si, text, unit, span_of_argument("--set", text), diag);
}

/* Sizes from NIST SP 811 (2008) appendix B and the SI brochure, not from the table under test. */
static const struct {
    const char *text;
    const char *unit;
    double si;
} good[] = {
    {"138 kW", "MW", 138e3},
    {"1.2e3 MW", "MW", 1.2e9},
    {"300MW", "kW", 300e6},
    {"100 tonR", "kW", 351685.284206667},
    {"1 BTU/h", "W", 1055.05585262 / 3600},
    {"2.5 MMBtu", "MWh", 2637639631.55},
    {"1 TWh", "J", 3.6e15},
    {"40 MVA", "MVA", 40e6},
    {"345 kV", "kV", 345e3},
    {"2 kV.kA", "MVA", 2e6},
    {"128 weeks", "d", 128 * 604800.0},
    {"1 month", "d", 2629800},
    {"1 year", "h", 31557600},
    {"9.3 MUSD/MW", "MUSD/MW", 9.3},
    {"30 BUSD", "USD", 30e9},
    {"30 bnUSD", "USD", 30e9},
    {"12 cents", "USD", 0.12},
    {"4.5 USD/Mtoken", "USD/token", 4.5e-6},
    {"45 USD/MWh", "USD/MWh", 45 / 3.6e9},
    {"95 USD/(kW.month)", "USD/kW/month", 95 / 1e3 / 2629800},
    {"1.5 L/min/kW", "L/min/kW", 1.5e-3 / 60 / 1e3},
    {"12 gpm", "L/s", 12 * 3.785411784e-3 / 60},
    {"1000 CFM", "m3/s", 0.4719474432},
    {"30 psi", "kPa", 206842.71879505},
    {"10 acres", "m2", 40468.564224},
    {"5 W/m^2", "W/m2", 5},
    {"4.18 kJ/(kg.K)", "J/kg/K", 4180},
    {"1 kgal", "m3", 3.785411784},
    {"2 lb", "kg", 0.90718474},
    {"400 gCO2/kWh", "kgCO2/MWh", 0.4 / 3.6e6},
    {"45 degC", "degC", 318.15},
    {"77 degF", "degC", 298.15},
    {"300 K", "degC", 300},
    {"-40 degF", "degF", 233.15},
    {"8 K", "K", 8},
    {"9 delta_degF", "K", 5},
    {"90 %", "%", 0.9},
    {"225 bp", "%", 0.0225},
    {"90 %", "", 0.9},
    {"0.12", "", 0.12},
    {" -.5e-1 ", "", -0.05},
    {"7 %/year", "1/year", 0.07 / 31557600},
    {"2 /year", "/year", 2 / 31557600.0},
    {"1800 rpm", "Hz", 30},
    {"72 gpus/rack", "gpu/rack", 72},
    {"36 packages/rack", "gpu/rack", 36},
    {"20 TB/s", "bit/s", 1.6e14},
};

START_TEST(quantities_of_the_field_come_out_in_si)
{
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        double si = NAN;
        ck_assert_msg(parse(&si, good[i].text, good[i].unit), "%s in %s", good[i].text, good[i].unit);
        NEAR(si, good[i].si);
    }
    ck_assert_int_eq(diag_error_count(diag), 0);
}
END_TEST

START_TEST(a_unit_read_once_serves_many_texts)
{
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        const struct quantity_unit unit = quantity_unit_read(good[i].unit);
        double once = 0, anew = 1;
        ck_assert(quantity_parse_in(&once, good[i].text, &unit, (struct span){0}, diag));
        ck_assert(parse(&anew, good[i].text, good[i].unit));
        ck_assert_double_eq(once, anew);
    }
}
END_TEST

START_TEST(a_bare_number_is_one_of_the_unit)
{
    static const char *const others[] = {"", "MW", "1 MW", "1,5", "0x10", "inf", "1e400", "+", " 1"};
    const struct quantity_unit unit = quantity_unit_read("MW");
    double si = 7;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        ck_assert(!quantity_parse_bare(&si, others[i], strlen(others[i]), &unit));
    ck_assert_double_eq(si, 7);
    ck_assert(quantity_parse_bare(&si, "-2.5e1 3", 6, &unit));
    ck_assert_double_eq(si, -25e6);
}
END_TEST

START_TEST(decimal_units_are_exact_to_the_last_bit)
{
    double si;
    ck_assert(parse(&si, "225 bp", "%"));
    ck_assert_double_eq(si, 0.0225);
    ck_assert(parse(&si, "12.34 %", "%"));
    ck_assert_double_eq(si, 0.1234);
    ck_assert(parse(&si, "9.3 MUSD/MW", "USD/W"));
    ck_assert_double_eq(si, 9.3);
}
END_TEST

/* What is written, for which field, a piece of the error, and the column it must point at. */
static const struct {
    const char *text;
    const char *unit;
    const char *error;
    int column;
    int length;
} bad[] = {
    {"2 apples", "MW", "there is no unit 'apples'", 3, 6},
    {"2 MW/apple", "MUSD/MW", "there is no unit 'apple'", 6, 5},
    {"12 kWh", "MW", "a power in MW is wanted, such as '20 MW', and 'kWh' is an energy", 4, 3},
    {"12 MW", "MVA", "'MW' is a power", 4, 2},
    {"12 kg.m", "MW", "'kg.m' is of another kind", 4, 4},
    {"138", "kW", "'138' lacks a unit: a power in kW is wanted", 1, 3},
    {"0.9", "%", "lacks a unit: a ratio in % is wanted", 1, 3},
    {"3 rack", "", "a plain number is wanted", 3, 4},
    {"1,200 MW", "MW", "'1,200' has a ','", 1, 5},
    {"1'200 MW", "MW", "has a '''", 1, 5},
    {"1_200 MW", "MW", "has a '_'", 1, 5},
    {"0x10 MW", "MW", "hexadecimal", 1, 7},
    {"inf MW", "MW", "does not start with a number", 1, 6},
    {"nan", "", "does not start with a number", 1, 3},
    {"-", "", "does not start with a number", 1, 1},
    {"1e MW", "MW", "there is no unit 'e'", 2, 1},
    {"", "MW", "there is no number", 1, 1},
    {"  ", "MW", "there is no number", 3, 1},
    {"1e999 MW", "MW", "too large", 1, 5},
    {"1e308 TW", "MW", "too large", 1, 5},
    {"12 MW!", "MW", "'!' cannot stand here", 6, 1},
    {"12 MW 3", "MW", "'3' cannot stand here", 7, 1},
    {"12 MW/", "MW", "ends too early", 7, 1},
    {"12 (MW", "MW", "ends too early", 7, 1},
    {"12 MW)", "MW", "')' cannot stand here", 6, 1},
    {"12 m^9", "m2", "more factors or higher powers", 5, 2},
    {"12 ((((((W))))))", "W", "more factors", 8, 1},
    {"12 m.m.m.m.m.m.m.m.m", "m2", "more factors", 20, 1},
    {"8 degC", "K", "a temperature difference is wanted", 3, 4},
    {"8 K/degC", "K", "cannot be part of a compound", 5, 4},
    {"8 /degC", "K", "cannot be part of a compound", 4, 4},
    {"8 degC.m", "K", "cannot be part of a compound", 7, 1},
    {"8 delta_degF", "degC", "a temperature is wanted", 3, 10},
    {"3 per", "", "there is no unit 'per'", 3, 3},
    {"5 kW-h", "kWh", "there is no unit 'kW-h'", 3, 4},
};

START_TEST(what_cannot_be_read_is_told_with_its_place)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double si = 42;
        struct diag *one = diag_new(arena);
        struct span span = {"plan.xml", NULL, 7, 10, (int)strlen(bad[i].text)};
        ck_assert_msg(!quantity_parse(&si, bad[i].text, bad[i].unit, span, one), "%s", bad[i].text);
        ck_assert_double_eq(si, 42);
        ck_assert_int_eq(diag_error_count(one), 1);
        ck_assert_msg(strstr(diag_error_text(one, 0), bad[i].error), "'%s' in '%s': %s", bad[i].text,
                      bad[i].unit, diag_error_text(one, 0));
    }
}
END_TEST

/* All that a flush prints. */
static char *printed(struct diag *from)
{
    FILE *file = tmpfile();
    char *text = arena_alloc(arena, 4096);
    diag_flush(from, file);
    rewind(file);
    text[fread(text, 1, 4095, file)] = '\0';
    fclose(file);
    return text;
}

START_TEST(the_span_is_narrowed_to_the_wrong_part)
{
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        double si;
        char place[32];
        struct diag *one = diag_new(arena);
        struct span span = {"plan.xml", NULL, 7, 10, (int)strlen(bad[i].text)};
        if (bad[i].text[0] == '\0')
            continue;
        ck_assert(!quantity_parse(&si, bad[i].text, bad[i].unit, span, one));
        snprintf(place, sizeof place, "plan.xml:7:%d: ", 9 + bad[i].column);
        const char *text = printed(one);
        ck_assert_msg(strstr(text, place), "'%s' wants %s: %s", bad[i].text, place, text);
        ck_assert_msg(strstr(text, "note: "), "no remedy: %s", text);
    }
}
END_TEST

START_TEST(a_span_of_the_whole_element_is_kept)
{
    double si;
    struct span span = {"plan.xml", NULL, 7, 10, 80};
    ck_assert(!quantity_parse(&si, "2 apples", "MW", span, diag));
    ck_assert_ptr_nonnull(strstr(printed(diag), "plan.xml:7:10: "));
}
END_TEST

static const struct {
    const char *text;
    const char *unit;
    const char *note;
} remedies[] = {
    {"2 apples", "MW", "units of power: W, kW, MW, GW, TW"},
    {"2 mw", "MW", "did you mean 'MW'"},
    {"2 kW-h", "kWh", "'kWh'"},
    {"2 weks", "d", "did you mean 'weeks'?"},
    {"30 $", "USD", "USD, kUSD"},
    {"100 TR", "kW", "tonR"},
    {"8 degC", "K", "'8 K'"},
    {"8 K/degC", "K", "write K"},
    {"12 MW", "MVA", "power factor"},
    {"1,200 MW", "MW", "without separators"},
    {"0.9", "%", "'90 %'"},
    {"2 apples", "MUSD/MW", "MUSD/MW"},
    {"12", "K", "units of temperature: K, delta_degF"},
};

START_TEST(every_error_comes_with_a_remedy)
{
    for (size_t i = 0; i < sizeof remedies / sizeof *remedies; i++) {
        double si;
        struct diag *one = diag_new(arena);
        ck_assert(!quantity_parse(&si, remedies[i].text, remedies[i].unit,
                                  span_of_argument("x", remedies[i].text), one));
        const char *text = printed(one);
        ck_assert_msg(strstr(text, remedies[i].note), "'%s' for '%s': %s", remedies[i].note, remedies[i].text,
                      text);
    }
}
END_TEST

static const struct {
    double si;
    const char *unit;
    int digits;
    const char *fixed;
    const char *automatic;
} shown[] = {
    {138e3, "kW", 3, "138 kW", "138 kW"},
    {138e3, "W", 4, "138000 W", "138 kW"},
    {1.2345e9, "MW", 3, "1234 MW", "1.23 GW"},
    {999.99e3, "kW", 3, "1000 kW", "1 MW"},
    {30e9, "USD", 3, "30000000000 USD", "30 BUSD"},
    {9.3, "USD/MW", 3, "9300000 USD/MW", "9.3 MUSD/MW"},
    {3.6e12, "kWh", 3, "1000000 kWh", "1 GWh"},
    {2.5e6, "J", 3, "2500000 J", "2.5 MJ"},
    {86400 * 3.5, "s", 3, "302400 s", "3.5 d"},
    {5400, "min", 3, "90 min", "1.5 h"},
    {604800 * 3, "week", 3, "3 week", "3 week"},
    {31557600 * 4.0, "d", 3, "1461 d", "4 year"},
    {298.15, "degC", 4, "25 degC", "25 degC"},
    {0.0225, "bp", 3, "225 bp", "225 bp"},
    {0.9, "%", 3, "90 %", "90 %"},
    {0, "MW", 3, "0 MW", "0 MW"},
    {-2e6, "kW", 3, "-2000 kW", "-2 MW"},
    {0.25, "", 3, "0.25", "0.25"},
    {0.25e-9, "", 3, "2.5e-10", "2.5e-10"},
    {1e21, "", 3, "1e+21", "1e+21"},
    {5e-4, "W", 3, "0.0005 W", "0.0005 W"},
    {2e15, "token", 3, "2e+15 token", "2000 Ttoken"},
    {4e12, "byte/s", 3, "500000000000 byte/s", "500 GB/s"},
};

START_TEST(values_are_shown_as_people_write_them)
{
    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++) {
        ck_assert_str_eq(quantity_format(arena, shown[i].si, shown[i].unit, shown[i].digits), shown[i].fixed);
        ck_assert_str_eq(quantity_format_auto(arena, shown[i].si, shown[i].unit, shown[i].digits),
                         shown[i].automatic);
    }
}
END_TEST

static void check_unit(const struct unit *unit, void *count)
{
    double si = NAN, again = NAN;
    ++*(int *)count;
    ck_assert(quantity_unit_known(unit->name));
    ck_assert(strlen(unit->meaning) > 2);
    ck_assert_ptr_eq(unit_table_find(unit->name, strlen(unit->name)), unit);
    for (int i = 0; i < UNIT_TABLE_ALIASES && unit->alias[i]; i++)
        ck_assert_ptr_eq(unit_table_find(unit->alias[i], strlen(unit->alias[i])), unit);
    ck_assert_ptr_null(unit_table_advice(unit->name, strlen(unit->name)));
    ck_assert_msg(dimension_name(unit->dimension), "%s has no kind", unit->name);
    NEAR(quantity_from_si(quantity_to_si(7.25, unit->name), unit->name), 7.25);
    char *text = quantity_format(arena, quantity_to_si(7.3, unit->name), unit->name, 17);
    ck_assert_msg(parse(&si, text, unit->name), "%s", text);
    NEAR(si, quantity_to_si(7.3, unit->name));
    text = quantity_format_auto(arena, si, unit->name, 17);
    ck_assert_msg(parse(&again, text, unit->name), "%s", text);
    NEAR(again, si);
}

START_TEST(every_unit_of_the_table_reads_back_what_it_shows)
{
    int count = 0;
    quantity_unit_each(check_unit, &count);
    ck_assert_int_ge(count, 60);
    ck_assert_int_eq(diag_error_count(diag), 0);
}
END_TEST

START_TEST(kinds_are_compared_by_dimension)
{
    ck_assert(quantity_same_dimension("MW", "tonR"));
    ck_assert(quantity_same_dimension("MWh", "GW.year"));
    ck_assert(quantity_same_dimension("USD/kW/month", "USD/(kW.month)"));
    ck_assert(quantity_same_dimension("%", ""));
    ck_assert(!quantity_same_dimension("MW", "MVA"));
    ck_assert(!quantity_same_dimension("USD/rack", "USD/gpu"));
    ck_assert(!quantity_same_dimension("MW", "MWh"));
    ck_assert(quantity_unit_known(""));
    ck_assert(!quantity_unit_known("MWx"));
    ck_assert_double_eq(quantity_scale("MW"), 1e6);
    ck_assert_double_eq(quantity_scale("degC"), 1);
    ck_assert_double_eq(quantity_to_si(25, "degC"), 298.15);
}
END_TEST

Suite *test_quantity_suite(void)
{
    Suite *suite = suite_create("quantity");
    TCase *tcase = tcase_create("quantity");
    tcase_add_checked_fixture(tcase, open_arena, close_arena);
    tcase_add_test(tcase, quantities_of_the_field_come_out_in_si);
    tcase_add_test(tcase, a_unit_read_once_serves_many_texts);
    tcase_add_test(tcase, a_bare_number_is_one_of_the_unit);
    tcase_add_test(tcase, decimal_units_are_exact_to_the_last_bit);
    tcase_add_test(tcase, what_cannot_be_read_is_told_with_its_place);
    tcase_add_test(tcase, the_span_is_narrowed_to_the_wrong_part);
    tcase_add_test(tcase, a_span_of_the_whole_element_is_kept);
    tcase_add_test(tcase, every_error_comes_with_a_remedy);
    tcase_add_test(tcase, values_are_shown_as_people_write_them);
    tcase_add_test(tcase, every_unit_of_the_table_reads_back_what_it_shows);
    tcase_add_test(tcase, kinds_are_compared_by_dimension);
    suite_add_tcase(suite, tcase);
    return suite;
}
