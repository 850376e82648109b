/* SPDX-License-Identifier: Apache-2.0 */
/* The plant outside a replication is the plant inside one; readings that it made give its figures back. */
#include "../unit/suites.h"
#include "plant_world.h"

#include "base/calendar.h"
#include "plan/frame.h"
#include "power/power_types.h"
#include "study/calibrate.h"

#include <math.h>
#include <string.h>

enum { HOURS = 12 * 7 * 24 };
#define K(celsius) (273.15 + (celsius))
#define AS_PLANNED                                                                                           \
    {                                                                                                        \
        NAN, NAN, NAN, NAN, NAN, NAN                                                                         \
    }

static struct plant_world *world;
static struct site_trial *trial;
static int64_t tick[HOURS];
static double it_w[HOURS], dry_k[HOURS], wet_k[HOURS], facility_w[HOURS], cooling_w[HOURS], ups_w[HOURS];
static double other_w[HOURS];
static bool held_out[HOURS];

/* Two halls of 50 MW; TRANSFORMERS go into the substation, none leaves it out. */
static void open_site(const char *transformers)
{
    struct arena *arena = arena_new();
    const char *substation =
        *transformers
            ? arena_printf(arena, "<substation id='s' redundancy='N' power-factor='0.98'>%s</substation>",
                           transformers)
            : "";
    const char *hall = "it-capacity='50 MW' positions='300' liquid-share='85 %' ups='ups' transformer='unit' "
                       "transformer-count='22' cooling='dry-32C'";
    world = plant_world_open(arena_printf(
        arena,
        "<site id='tx' owner='cloud' climate='dallas' region='ercot'><feed id='f' capacity='200 MW' "
        "failure-rate='0 1/year'/>%s<hall id='a' %s/><hall id='b' %s/></site>",
        substation, hall, hall));
    arena_free(arena);
    trial = site_trial_new(world->plant_plan, 0, NULL, 0, world->arena);
}

static void close_site(void)
{
    plant_world_close(world);
}

/* Summer weeks; the load goes through 40 to 95 % of CAPACITY_W, or stands when SWING is 0. */
static void make_hours(double capacity_w, double swing, double mean_c)
{
    for (int i = 0; i < HOURS; i++) {
        tick[i] = calendar_tick_of((struct date){2027, 6, 1}) + (int64_t)i * CALENDAR_HOUR_S;
        it_w[i] = capacity_w * (0.68 + swing * sin(0.37 * i));
        dry_k[i] = K(mean_c + 8 * sin(2 * acos(-1) * (i % 24 - 9) / 24) + 5 * sin(0.011 * i));
        wet_k[i] = dry_k[i] - 8;
        held_out[i] = i / 168 % METERED_WEEKS == METERED_WEEKS - 1;
    }
}

static void run_trial(const double *figures)
{
    site_trial_set(trial, figures);
    site_trial_run(trial,
                   &(struct site_trial_hours){HOURS, it_w, dry_k, wet_k, facility_w, cooling_w, ups_w});
}

/* The meters' hours: what the trial gave last, without sub-meters unless SUB. */
static struct metered_hours metered(bool sub)
{
    for (int i = 0; i < HOURS; i++)
        other_w[i] = facility_w[i] - it_w[i];
    return (struct metered_hours){.count = HOURS,
                                  .tick = tick,
                                  .it_w = it_w,
                                  .dry_bulb_k = dry_k,
                                  .wet_bulb_k = wet_k,
                                  .channel_w = {other_w, sub ? cooling_w : NULL, sub ? ups_w : NULL},
                                  .held_out = held_out};
}

START_TEST(a_trial_of_all_halls_is_the_plant_of_a_replication)
{
    const double planned[FIGURE_COUNT] = AS_PLANNED;
    double *shared_w = arena_array(world->arena, HOURS, sizeof *shared_w);
    const double *groups[] = {shared_w};
    make_hours(100e6, 0.28, 30);
    memcpy(shared_w, it_w, sizeof it_w);
    plant_world_start(world, 0);
    ck_assert_int_eq(world->plant_plan->group_count, 1);
    struct plant_hours hours = plant_hours_new(HOURS, world->arena);
    hours.dry_bulb_k = dry_k;
    hours.wet_bulb_k = wet_k;
    hours.it_w = groups;
    plant_run_block(world->plant, 0, &hours);
    run_trial(planned);
    for (int i = 0; i < HOURS; i++) {
        double cooling = hours.fan_w[i] + hours.chiller_w[i] + hours.pump_w[i] + hours.air_fan_w[i];
        ck_assert_double_eq_tol(facility_w[i], hours.facility_w[i], 1e-9 * hours.facility_w[i]);
        ck_assert_double_eq_tol(cooling_w[i], cooling, 1e-9 * cooling);
        ck_assert_double_eq_tol(ups_w[i], hours.ups_w[i], 1e-9 * hours.ups_w[i]);
    }
}
END_TEST

START_TEST(one_hall_of_two_is_half_of_the_plant)
{
    const double planned[FIGURE_COUNT] = AS_PLANNED;
    const struct record *halls[] = {plan_find(world->plan, "tx.a")};
    struct site_trial *both = trial, *one = site_trial_new(world->plant_plan, 0, halls, 1, world->arena);
    ck_assert_double_eq(site_trial_capacity_w(both), 100e6);
    ck_assert_double_eq(site_trial_capacity_w(one), 50e6);
    make_hours(100e6, 0.28, 30);
    run_trial(planned);
    double ups = ups_w[7], cooling = cooling_w[7];
    trial = one;
    make_hours(50e6, 0.28, 30);
    run_trial(planned);
    ck_assert_double_eq_tol(ups_w[7], ups / 2, 1e-9 * ups);
    ck_assert_double_eq_tol(cooling_w[7], cooling / 2, 0.02 * cooling); /* chillers come whole */
}
END_TEST

/* Without a substation the meter moves by what the figure moves, and by nothing else. */
START_TEST(each_figure_moves_what_it_says)
{
    double figures[FIGURE_COUNT] = AS_PLANNED;
    const double planned[FIGURE_COUNT] = AS_PLANNED;
    make_hours(100e6, 0.28, 33);
    run_trial(planned);
    double facility = facility_w[20], ups = ups_w[20], cooling = cooling_w[20];
    figures[FIGURE_OVERHEAD] = 0.015; /* of 100 MW; the plan has 0.5 % */
    run_trial(figures);
    ck_assert_double_eq_tol(facility_w[20] - facility, 1e6, 1e-3);
    figures[FIGURE_OVERHEAD] = NAN;
    figures[FIGURE_NO_LOAD_LOSS] = 2; /* the UPS: 0.6 % of 1.25 times 101 MW once more */
    run_trial(figures);
    ck_assert_double_eq_tol(ups_w[20] - ups, 0.006 * 126.25e6, 1e-3);
    figures[FIGURE_NO_LOAD_LOSS] = NAN;
    figures[FIGURE_LOAD_LOSS] = 2;
    run_trial(figures);
    ck_assert_double_eq_tol(ups_w[20], 2 * ups - 0.006 * 126.25e6, 1e-3);
    figures[FIGURE_LOAD_LOSS] = NAN;
    figures[FIGURE_CHILLER] = 2;
    run_trial(figures);
    double chillers = cooling_w[20] - cooling;
    ck_assert_double_gt(chillers, 1e5);
    figures[FIGURE_CHILLER] = 3;
    run_trial(figures);
    ck_assert_double_eq_tol(cooling_w[20] - cooling, 2 * chillers, 1e-6 * chillers);
    figures[FIGURE_CHILLER] = NAN;
    run_trial(figures);
    ck_assert_double_eq(cooling_w[20], cooling);
}
END_TEST

START_TEST(the_plan_is_not_touched)
{
    const struct record *site = plan_find(world->plan, "tx"), *ups = plan_find(world->plan, "ups");
    const double figures[FIGURE_COUNT] = {0.1, 3, 3, 3, 10, 3};
    make_hours(100e6, 0.28, 30);
    run_trial(figures);
    ck_assert_double_eq(record_number(site, SITE_OVERHEAD), 0.005);
    ck_assert_double_eq(record_number(ups, UPS_TYPE_LOAD_LOSS_FACTOR), 1);
}
END_TEST

START_TEST(readings_without_noise_give_the_figures_back)
{
    static const double truth[FIGURE_COUNT] = {
        [FIGURE_OVERHEAD] = 0.012, [FIGURE_LOAD_LOSS] = 1.2,  [FIGURE_FAN_PUMP] = 1.3,
        [FIGURE_CHILLER] = 0.9,    [FIGURE_AIR_OFFSET] = 4.5, [FIGURE_NO_LOAD_LOSS] = 1.4};
    make_hours(100e6, 0.28, 30);
    run_trial(truth);
    struct metered_hours hours = metered(true);
    const struct plant_fit *fit = plant_fit_run(trial, &hours, world->arena);
    ck_assert_int_eq(fit->fitted_count, FIGURE_COUNT);
    ck_assert(fit->converged);
    for (int f = 0; f < FIGURE_COUNT; f++) {
        ck_assert_int_eq(fit->end[f], FIGURE_FITTED);
        ck_assert_double_eq_tol(fit->value[f], truth[f], 2e-3 * truth[f]);
    }
    ck_assert_double_lt(fit->after_w[CHANNEL_OTHER], 1e-3 * fit->before_w[CHANNEL_OTHER]);
}
END_TEST

/* A load that stands makes the losses with load a constant, and so do those without. */
START_TEST(what_a_constant_load_cannot_tell_is_refused_and_says_of_what)
{
    const double planned[FIGURE_COUNT] = AS_PLANNED;
    make_hours(100e6, 0, 30);
    run_trial(planned);
    struct metered_hours hours = metered(false);
    const struct plant_fit *fit = plant_fit_run(trial, &hours, world->arena);
    ck_assert_int_eq(fit->end[FIGURE_OVERHEAD], FIGURE_FITTED);
    ck_assert_int_eq(fit->end[FIGURE_LOAD_LOSS], FIGURE_TIED);
    ck_assert_int_eq(fit->tied_to[FIGURE_LOAD_LOSS], FIGURE_OVERHEAD);
    ck_assert_int_eq(fit->end[FIGURE_NO_LOAD_LOSS], FIGURE_TIED);
    ck_assert_int_eq(fit->end[FIGURE_CHILLER], FIGURE_FITTED);
}
END_TEST

START_TEST(chillers_that_never_run_are_not_fitted)
{
    const double planned[FIGURE_COUNT] = AS_PLANNED;
    make_hours(100e6, 0.28, -20);
    run_trial(planned);
    struct metered_hours hours = metered(true);
    const struct plant_fit *fit = plant_fit_run(trial, &hours, world->arena);
    ck_assert_int_eq(fit->end[FIGURE_CHILLER], FIGURE_SILENT);
    ck_assert_double_eq(fit->value[FIGURE_CHILLER], 1);
    ck_assert_int_eq(fit->end[FIGURE_FAN_PUMP], FIGURE_FITTED);
}
END_TEST

START_TEST(a_figure_beyond_its_bound_stays_there_and_is_told)
{
    double figures[FIGURE_COUNT] = AS_PLANNED;
    make_hours(100e6, 0.28, 30);
    run_trial(figures);
    for (int i = 0; i < HOURS; i++)
        facility_w[i] -= 0.7e6; /* more than the overhead of 0.5 MW */
    struct metered_hours hours = metered(true);
    const struct plant_fit *fit = plant_fit_run(trial, &hours, world->arena);
    ck_assert_int_eq(fit->end[FIGURE_OVERHEAD], FIGURE_AT_BOUND);
    ck_assert_double_eq(fit->value[FIGURE_OVERHEAD], 0);
}
END_TEST

/* A meter of IT that read nothing for a shift: hours that would outweigh all others. */
START_TEST(spoilt_hours_do_not_count)
{
    static const double truth[FIGURE_COUNT] = {0.012, 1.2, 1.3, 0.9, 4.5, 1.4};
    make_hours(100e6, 0.28, 30);
    run_trial(truth);
    struct metered_hours hours = metered(true);
    for (int i = 100; i < 130; i++)
        other_w[i] += 40e6;
    for (int i = 0; i < HOURS; i++)
        other_w[i] += 1e4 * sin(2.3 * i); /* some noise, by which far is told */
    const struct plant_fit *fit = plant_fit_run(trial, &hours, world->arena);
    ck_assert_int_eq(fit->far_count, 30);
    for (int f = 0; f < FIGURE_COUNT; f++)
        ck_assert_double_eq_tol(fit->value[f], truth[f], 5e-3 * truth[f]);
}
END_TEST

/* The warmest weeks in which the stated chillers rest; in air that recirculation warms, they run and are
 * told. */
START_TEST(chillers_that_run_in_the_air_as_fitted_are_fitted)
{
    static const double truth[FIGURE_COUNT] = {0.005, 1, 1, 1.5, 13, 1};
    double low = -30, high = 30;
    while (high - low > 0.01) {
        const double planned[FIGURE_COUNT] = AS_PLANNED;
        double figures[FIGURE_COUNT] = AS_PLANNED, middle = (low + high) / 2, more = 0;
        make_hours(100e6, 0.28, middle);
        run_trial(planned);
        memcpy(other_w, cooling_w, sizeof cooling_w);
        figures[FIGURE_CHILLER] = 2;
        run_trial(figures);
        for (int i = 0; i < HOURS; i++)
            more += cooling_w[i] - other_w[i];
        *(more > 0 ? &high : &low) = middle;
    }
    make_hours(100e6, 0.28, low);
    run_trial(truth);
    struct metered_hours hours = metered(true);
    const struct plant_fit *fit = plant_fit_run(trial, &hours, world->arena);
    ck_assert_int_eq(fit->end[FIGURE_CHILLER], FIGURE_FITTED);
    ck_assert_double_eq_tol(fit->value[FIGURE_CHILLER], 1.5, 0.02);
    ck_assert_double_eq_tol(fit->value[FIGURE_AIR_OFFSET], 13, 0.1);
}
END_TEST

START_TEST(scores_are_those_of_the_guideline)
{
    static const double meter[] = {1, 2, 3, 100}, model[] = {1, 1, 3, 0};
    static const bool out[] = {false, false, false, true};
    static const int64_t ticks[] = {0, 3600, 7200, 10800};
    struct metered_hours hours = {.count = 4, .tick = ticks, .held_out = out};
    struct plant_score score = plant_score_hourly(&hours, SCORE_FITTED, meter, model);
    ck_assert_int_eq(score.count, 3);
    ck_assert_double_eq_tol(score.nmbe_ratio, 1.0 / (2 * 2), 1e-15); /* the model is low by 1 */
    ck_assert_double_eq_tol(score.cvrmse_ratio, sqrt(1.0 / 2) / 2, 1e-15);
    score = plant_score_hourly(&hours, SCORE_HELD_OUT, meter, model);
    ck_assert(score.count == 1 && isnan(score.nmbe_ratio));
}
END_TEST

/* Twelve weeks from 1 June: June, July and three weeks of August, of which the last is too short. */
START_TEST(months_are_judged_by_their_sums)
{
    double meter[HOURS], model[HOURS];
    make_hours(100e6, 0.28, 30);
    for (int i = 0; i < HOURS; i++) {
        meter[i] = 2;
        model[i] = i % 2 ? 3 : 1; /* errors that cancel within a month */
    }
    struct metered_hours hours = metered(false);
    struct plant_score score = plant_score_monthly(&hours, meter, model);
    ck_assert_int_eq(score.count, 2 + (HOURS - 61 * 24 >= 31 * 24 * 3 / 4));
    ck_assert_double_le(fabs(score.cvrmse_ratio), 1e-12);
    ck_assert_double_eq_tol(plant_score_hourly(&hours, SCORE_ALL, meter, model).cvrmse_ratio, 0.5, 1e-3);
}
END_TEST

static struct metered_hours *hours_of(int weeks, int64_t step_s, double full_w)
{
    struct meter meter = {.path = "m.csv", .step_s = step_s};
    int count = (int)(weeks * CALENDAR_WEEK_S / step_s);
    int64_t *ticks = arena_array(world->arena, (size_t)count, sizeof *ticks);
    double *facility = arena_array(world->arena, (size_t)count, sizeof *facility);
    double *it = arena_array(world->arena, (size_t)count, sizeof *it);
    for (int i = 0; i < count; i++) {
        ticks[i] = calendar_tick_of((struct date){2027, 6, 1}) + i * step_s;
        it[i] = full_w * (1 + i % 4);
        facility[i] = it[i] + 1e6 * (i % 4);
        if (i >= 40 && i < 42) /* half an hour is missing in the eleventh */
            continue;
        ticks[meter.row_count] = ticks[i];
        it[meter.row_count] = it[i];
        facility[meter.row_count++] = facility[i];
    }
    meter.tick = ticks;
    meter.columns[METER_FACILITY_W] = facility;
    meter.columns[METER_IT_W] = it;
    return (struct metered_hours *)metered_hours_of(&meter, world->plant_plan, 0, 100e6, world->arena,
                                                    world->diag);
}

START_TEST(an_hour_is_the_mean_of_its_readings)
{
    struct metered_hours *hours = hours_of(5, 900, 10e6);
    ck_assert_ptr_nonnull(hours);
    ck_assert_int_eq(hours->count, 5 * 168 - 1);
    ck_assert_int_eq(hours->partial_count, 1);
    ck_assert_int_eq(hours->held_out_count, 168);
    ck_assert_double_eq(hours->it_w[3], 25e6);
    ck_assert_double_eq_tol(hours->channel_w[CHANNEL_OTHER][3], 1.5e6, 1e-6);
    ck_assert_int_eq(hours->tick[10] - hours->tick[9], 2 * CALENDAR_HOUR_S);
    ck_assert_int_eq(hours->air, AIR_TYPICAL);
    ck_assert_ptr_null(hours->channel_w[CHANNEL_COOLING]);
    const struct weather_site *site = &world->plant_plan->weather->sites[0];
    int hour = calendar_hour_of_year(hours->tick[0] + site->utc_offset_s);
    ck_assert_double_eq(hours->dry_bulb_k[0], site->members[site->typical].dry_bulb_k[hour]);
}
END_TEST

START_TEST(three_weeks_and_more_load_than_halls_are_refused)
{
    ck_assert_ptr_null(hours_of(3, 900, 10e6));
    ck_assert_ptr_nonnull(strstr(diag_error_text(world->diag, 0), "too few"));
    ck_assert_ptr_null(hours_of(5, 900, 60e6));
    ck_assert_ptr_nonnull(strstr(diag_error_text(world->diag, 1), "above the 100 MW"));
}
END_TEST

static void open_whole(void)
{
    open_site("<transformer type='main'/><transformer type='main'/>");
}

static void open_bare(void)
{
    open_site("");
}

Suite *test_calibrate_suite(void)
{
    Suite *suite = suite_create("calibrate");
    TCase *whole = tcase_create("whole"), *bare = tcase_create("bare");
    tcase_add_checked_fixture(whole, open_whole, close_site);
    tcase_add_checked_fixture(bare, open_bare, close_site);
    tcase_set_timeout(whole, 60);
    tcase_add_test(whole, a_trial_of_all_halls_is_the_plant_of_a_replication);
    tcase_add_test(whole, one_hall_of_two_is_half_of_the_plant);
    tcase_add_test(whole, the_plan_is_not_touched);
    tcase_add_test(whole, readings_without_noise_give_the_figures_back);
    tcase_add_test(whole, what_a_constant_load_cannot_tell_is_refused_and_says_of_what);
    tcase_add_test(whole, chillers_that_never_run_are_not_fitted);
    tcase_add_test(whole, a_figure_beyond_its_bound_stays_there_and_is_told);
    tcase_add_test(whole, spoilt_hours_do_not_count);
    tcase_add_test(whole, chillers_that_run_in_the_air_as_fitted_are_fitted);
    tcase_add_test(whole, scores_are_those_of_the_guideline);
    tcase_add_test(whole, months_are_judged_by_their_sums);
    tcase_add_test(whole, an_hour_is_the_mean_of_its_readings);
    tcase_add_test(whole, three_weeks_and_more_load_than_halls_are_refused);
    tcase_add_test(bare, each_figure_moves_what_it_says);
    suite_add_tcase(suite, whole);
    suite_add_tcase(suite, bare);
    return suite;
}
