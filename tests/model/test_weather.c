/* SPDX-License-Identifier: Apache-2.0 */
/* The generated years have their normals; sites see the right hour of the right member. */
#include "../unit/suites.h"
#include "plant_world.h"

#include "base/calendar.h"
#include "weather/climate.h"
#include "weather/generate.h"
#include "weather/years.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *const two_sites = "<site id='tx' owner='cloud' climate='dallas' region='ercot'/>"
                                     "<site id='tx2' owner='cloud' climate='dallas' region='ercot'/>"
                                     "<site id='az' owner='cloud' climate='phoenix' region='ercot'/>";

static struct plant_world *world;

static void open_world(void)
{
    world = plant_world_open(two_sites);
}

static void close_world(void)
{
    plant_world_close(world);
}

struct month_statistics {
    double dry_k, wet_k, range_k;
};

static struct month_statistics month_of(const struct weather_site *site, int month)
{
    struct month_statistics sum = {0};
    int first = 0, days = generate_month_days[month];
    for (int m = 0; m < month; m++)
        first += generate_month_days[m];
    for (int k = 0; k < site->member_count; k++)
        for (int d = first; d < first + days; d++) {
            const double *dry = site->members[k].dry_bulb_k + 24 * d,
                         *wet = site->members[k].wet_bulb_k + 24 * d;
            double low = dry[0], high = dry[0], share = 1.0 / (days * site->member_count);
            for (int h = 0; h < 24; h++) {
                sum.dry_k += dry[h] * share / 24;
                sum.wet_k += wet[h] * share / 24;
                low = fmin(low, dry[h]);
                high = fmax(high, dry[h]);
            }
            sum.range_k += (high - low) * share;
        }
    return sum;
}

START_TEST(the_ensemble_has_the_monthly_normals)
{
    for (int s = 0; s < 3; s += 2) {
        const struct weather_site *site = &world->plant_plan->weather->sites[s];
        const double *dry = record_series(site->climate, CLIMATE_DRY_BULB);
        const double *wet = record_series(site->climate, CLIMATE_WET_BULB);
        const double *range = record_series(site->climate, CLIMATE_DAILY_RANGE);
        for (int m = 0; m < 12; m++) {
            struct month_statistics found = month_of(site, m);
            ck_assert_msg(fabs(found.dry_k - dry[m]) < 0.05, "%d: dry %.3f, not %.3f", m + 1, found.dry_k,
                          dry[m]);
            ck_assert_msg(fabs(found.wet_k - wet[m]) < 0.2, "%d: wet %.3f, not %.3f", m + 1, found.wet_k,
                          wet[m]);
            ck_assert_msg(fabs(found.range_k - range[m]) < 0.2, "%d: range %.3f, not %.3f", m + 1,
                          found.range_k, range[m]);
        }
    }
}
END_TEST

START_TEST(wet_bulbs_stay_below_dry_bulbs_and_above_freezing_dry_air)
{
    const struct weather_site *site = &world->plant_plan->weather->sites[0];
    for (int k = 0; k < site->member_count; k++)
        for (int i = 0; i < WEATHER_HOURS; i++) {
            double below_k = site->members[k].dry_bulb_k[i] - site->members[k].wet_bulb_k[i];
            ck_assert_msg(below_k > -1e-4 && below_k < 25, "hour %d of member %d: %g", i, k, below_k);
        }
}
END_TEST

START_TEST(the_hottest_generated_hours_are_near_the_published_extremes)
{
    for (int s = 0; s < 3; s += 2) {
        const struct weather_site *site = &world->plant_plan->weather->sites[s];
        double hottest = 0, wettest = 0;
        for (int k = 0; k < site->member_count; k++)
            for (int i = 0; i < WEATHER_HOURS; i++) {
                hottest = fmax(hottest, site->members[k].dry_bulb_k[i]);
                wettest = fmax(wettest, site->members[k].wet_bulb_k[i]);
            }
        ck_assert_msg(fabs(hottest - site->extreme_dry_bulb_k) < 3, "dry %.2f against %.2f", hottest,
                      site->extreme_dry_bulb_k);
        ck_assert_msg(fabs(wettest - site->extreme_wet_bulb_k) < 1.5, "wet %.2f against %.2f", wettest,
                      site->extreme_wet_bulb_k);
    }
}
END_TEST

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* ASHRAE 2009 cooling design dry bulbs of the two places: not told to the generator. */
START_TEST(design_dry_bulbs_come_out_near_the_published_ones)
{
    static const struct {
        int site;
        double one_percent_c, point_four_percent_c;
    } cases[] = {{0, 36.9, 38.0}, {2, 42.3, 43.4}};
    for (int c = 0; c < 2; c++) {
        const struct weather_site *site = &world->plant_plan->weather->sites[cases[c].site];
        int count = site->member_count * WEATHER_HOURS;
        double *all = arena_array(world->arena, (size_t)count, sizeof *all);
        for (int i = 0; i < count; i++)
            all[i] = site->members[i / WEATHER_HOURS].dry_bulb_k[i % WEATHER_HOURS] - 273.15;
        qsort(all, (size_t)count, sizeof *all, ascending);
        ck_assert_double_eq_tol(all[(int)(0.99 * count)], cases[c].one_percent_c, 1.2);
        ck_assert_double_eq_tol(all[(int)(0.996 * count)], cases[c].point_four_percent_c, 1.2);
    }
}
END_TEST

START_TEST(an_hourly_file_is_taken_as_it_is)
{
    static double dry[WEATHER_HOURS], wet[WEATHER_HOURS];
    const char *folder = getenv("GIGAPLAN_REFERENCE_DATA");
    const char *name = "USA_TX_Dallas-Fort.Worth.Intl.AP.722590_TMY3.epw";
    if (!plant_world_year(name, dry, wet))
        return;
    struct plant_world *other = plant_world_open(arena_printf(
        world->arena,
        "<climate id='dfw' elevation='171 m' utc-offset='-6 h' warming='0 K' epw='%s/weather/%s'"
        " extreme-dry-bulb='43.3 degC' extreme-wet-bulb='28.3 degC' source='x' date='2026-11-20' grade='S'/>"
        "<site id='tx' owner='cloud' climate='dfw' region='ercot'/>",
        folder, name));
    const struct weather_site *site = &other->plant_plan->weather->sites[0];
    double dry_mean = 0, wet_mean = 0;
    ck_assert_int_eq(site->member_count, 1);
    ck_assert_int_eq(site->utc_offset_s, -6 * 3600);
    for (int i = 0; i < WEATHER_HOURS; i++) {
        ck_assert_double_eq_tol(site->members[0].dry_bulb_k[i], dry[i], 1e-9);
        ck_assert_double_eq_tol(site->members[0].wet_bulb_k[i], wet[i], 1e-6);
        dry_mean += dry[i] / WEATHER_HOURS;
        wet_mean += site->members[0].wet_bulb_k[i] / WEATHER_HOURS;
    }
    ck_assert_double_eq_tol(dry_mean - 273.15, 18.73, 0.01); /* of the file */
    ck_assert_double_eq_tol(wet_mean - 273.15, 14.26, 0.1);  /* there from relative humidity */
    plant_world_close(other);
}
END_TEST

START_TEST(days_resemble_the_days_before_them)
{
    const struct weather_site *site = &world->plant_plan->weather->sites[0];
    double mean[365], product = 0, square = 0;
    for (int k = 0; k < site->member_count; k++) {
        for (int d = 0; d < 365; d++) {
            const struct month_statistics all = month_of(site, generate_month_of_day(d));
            mean[d] = -all.dry_k;
            for (int h = 0; h < 24; h++)
                mean[d] += site->members[k].dry_bulb_k[24 * d + h] / 24;
        }
        for (int d = 0; d < 364; d++) {
            product += mean[d] * mean[d + 1];
            square += mean[d] * mean[d];
        }
    }
    ck_assert_double_ge(product / square, 0.55);
    ck_assert_double_le(product / square, 0.85);
}
END_TEST

START_TEST(hours_are_local_standard_time_and_the_leap_day_repeats_the_day_before)
{
    const struct draw draw = {.seed = 1, .median = true};
    const struct weather_plan *weather = world->plant_plan->weather;
    const struct weather_year *year = &weather->sites[0].members[weather->sites[0].typical];
    static const struct {
        int year, month, day, hour; /* UTC; the site is 6 h behind */
        int place, left;
    } cases[] = {
        {2026, 1, 1, 6, 0, 8760},    {2026, 1, 1, 5, 8759, 1},     {2026, 7, 1, 0, 4338, 8760 - 4338},
        {2028, 2, 29, 5, 1415, 1},   {2028, 2, 29, 6, 1392, 7368}, {2028, 3, 1, 6, 1416, 7344},
        {2028, 12, 31, 6, 8736, 24}, {2028, 2, 28, 6, 1392, 24},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int64_t tick =
            plant_world_tick(cases[i].year, cases[i].month, cases[i].day) + cases[i].hour * 3600 + 1799;
        struct weather_hours hours;
        weather_hours(weather, &draw, 0, tick, &hours);
        ck_assert_int_eq(hours.dry_bulb_k - year->dry_bulb_k, cases[i].place);
        ck_assert_int_eq(hours.wet_bulb_k - year->wet_bulb_k, cases[i].place);
        ck_assert_int_eq(hours.count, cases[i].left);
    }
}
END_TEST

START_TEST(years_and_replications_draw_all_members_and_one_climate_is_one_weather)
{
    const struct weather_plan *weather = world->plant_plan->weather;
    int seen[16] = {0}, count = weather->sites[0].member_count, changes = 0;
    for (uint32_t r = 0; r < 400; r++)
        for (int year = 2026; year < 2033; year++) {
            struct draw draw = {.seed = 1, .replication = r};
            int member = weather_member(weather, &draw, 0, year);
            ck_assert_int_eq(member, weather_member(weather, &draw, 1, year));
            changes += member != weather_member(weather, &draw, 0, year + 1);
            seen[member]++;
        }
    for (int k = 0; k < count; k++) /* 2800 draws of 8: standard deviation 17.5 */
        ck_assert_int_lt(abs(seen[k] - 2800 / count), 80);
    ck_assert_int_gt(changes, 2300);
}
END_TEST

START_TEST(normals_from_a_dew_point_keep_it)
{
    double dew[12], dry[12], range[12], sd[12];
    for (int m = 0; m < 12; m++) {
        dry[m] = 283.15 + 10 * sin(m);
        dew[m] = dry[m] - 5;
        range[m] = 10;
        sd[m] = 3;
    }
    struct normals normals = {.dry_bulb_k = dry,
                              .dew_point_k = dew,
                              .daily_range_k = range,
                              .day_sd_k = sd,
                              .persistence_ratio = 0.6,
                              .dew_coupling_ratio = 0.8,
                              .dew_sd_k = 2.5,
                              .extreme_dry_bulb_k = 315,
                              .extreme_wet_bulb_k = 310,
                              .pressure_pa = 101325};
    struct generated *years = generate_years(&normals, 4, 7, world->arena);
    for (int m = 0, day = 0; m < 12; day += generate_month_days[m++]) {
        double sum = 0;
        for (int k = 0; k < 4; k++)
            for (int i = 24 * day; i < 24 * (day + generate_month_days[m]); i++)
                sum += years[k].dew_point_k[i];
        ck_assert_double_eq_tol(sum / (4 * 24 * generate_month_days[m]), dew[m], 0.2);
    }
}
END_TEST

START_TEST(a_cache_gives_the_years_that_would_be_made)
{
    const struct weather_plan *made = world->plant_plan->weather;
    struct weather_cache *cache = weather_cache_new(world->arena);
    for (int pass = 0; pass < 2; pass++) {
        const struct weather_plan *plan =
            weather_compile(world->plan, world->layout, cache, world->arena, world->diag);
        ck_assert_int_eq(weather_cache_made_count(cache), 2); /* two sites share one climate */
        for (int s = 0; s < made->site_count; s++) {
            const struct weather_site *site = &plan->sites[s];
            ck_assert_int_eq(site->member_count, made->sites[s].member_count);
            ck_assert_int_eq(site->typical, made->sites[s].typical);
            ck_assert_double_eq(site->pressure_pa, made->sites[s].pressure_pa);
            for (int k = 0; k < site->member_count; k++) {
                const struct weather_year *expected = &made->sites[s].members[k];
                size_t size = WEATHER_HOURS * sizeof(double);
                ck_assert(!memcmp(site->members[k].dry_bulb_k, expected->dry_bulb_k, size));
                ck_assert(!memcmp(site->members[k].wet_bulb_k, expected->wet_bulb_k, size));
            }
        }
    }
}
END_TEST

/* The climate of the first site with one value changed; FIELD -1: with another name for its draws. */
static const struct record *changed(const struct record *climate, int field)
{
    struct record *record = arena_alloc(world->arena, sizeof *record);
    union value *values = arena_array(world->arena, CLIMATE_FIELD_COUNT, sizeof *values);
    memcpy(values, climate->values, CLIMATE_FIELD_COUNT * sizeof *values);
    *record = *climate;
    record->values = values;
    if (field < 0) {
        record->hash++;
    } else if (climate->kind->fields[field].type == FIELD_SERIES) {
        double *series = arena_array(world->arena, 12, sizeof *series);
        memcpy(series, values[field].series, 12 * sizeof *series);
        series[11] -= 0.1;
        values[field].series = series;
    } else if (climate->kind->fields[field].type == FIELD_COUNT) {
        values[field].count++;
    } else {
        values[field].number += 0.01;
    }
    return record;
}

START_TEST(a_climate_with_any_other_value_is_made_anew)
{
    static const int fields[] = {-1,
                                 CLIMATE_ELEVATION,
                                 CLIMATE_DRY_BULB,
                                 CLIMATE_WET_BULB,
                                 CLIMATE_DAILY_RANGE,
                                 CLIMATE_DAY_SD,
                                 CLIMATE_PERSISTENCE,
                                 CLIMATE_DEW_COUPLING,
                                 CLIMATE_DEW_SD,
                                 CLIMATE_EXTREME_DRY_BULB,
                                 CLIMATE_EXTREME_WET_BULB,
                                 CLIMATE_WARMING,
                                 CLIMATE_MEMBERS};
    const struct record *climate = world->plant_plan->weather->sites[0].climate;
    struct weather_cache *cache = weather_cache_new(world->arena);
    struct years years = {0}, other;
    ck_assert(years_compile(&years, climate, cache, world->arena, world->diag));
    for (int i = 0; i < (int)(sizeof fields / sizeof *fields); i++) {
        const struct record *record = changed(climate, fields[i]);
        for (int pass = 0; pass < 2; pass++) {
            other = (struct years){0};
            ck_assert(years_compile(&other, record, cache, world->arena, world->diag));
            ck_assert_int_eq(weather_cache_made_count(cache), 2 + i);
            ck_assert_ptr_ne(other.members, years.members);
        }
    }
    ck_assert(years_compile(&other, climate, cache, world->arena, world->diag));
    ck_assert_ptr_eq(other.members, years.members);
}
END_TEST

Suite *test_weather_suite(void)
{
    Suite *suite = suite_create("weather");
    TCase *cases = tcase_create("weather");
    tcase_add_checked_fixture(cases, open_world, close_world);
    tcase_add_test(cases, the_ensemble_has_the_monthly_normals);
    tcase_add_test(cases, wet_bulbs_stay_below_dry_bulbs_and_above_freezing_dry_air);
    tcase_add_test(cases, the_hottest_generated_hours_are_near_the_published_extremes);
    tcase_add_test(cases, design_dry_bulbs_come_out_near_the_published_ones);
    tcase_add_test(cases, an_hourly_file_is_taken_as_it_is);
    tcase_add_test(cases, days_resemble_the_days_before_them);
    tcase_add_test(cases, hours_are_local_standard_time_and_the_leap_day_repeats_the_day_before);
    tcase_add_test(cases, years_and_replications_draw_all_members_and_one_climate_is_one_weather);
    tcase_add_test(cases, normals_from_a_dew_point_keep_it);
    tcase_add_test(cases, a_cache_gives_the_years_that_would_be_made);
    tcase_add_test(cases, a_climate_with_any_other_value_is_made_anew);
    suite_add_tcase(suite, cases);
    return suite;
}
