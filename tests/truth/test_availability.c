/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine against the theory of repairable systems (Barlow and Proschan, Mathematical Theory of
 * Reliability, 1965): a single unit, k of n units with a repairer each, and n units that share
 * crews.  Means over replications against theory by Student's t at 99.9 %, at fixed seeds.
 */
#include "../unit/suites.h"

#include "engine/resource.h"
#include "engine/stream.h"
#include "engine/tally.h"
#include "engine/variate.h"

#include <math.h>

#define CONFIDENCE 0.999

enum { REPLICATIONS = 20, UNITS_MOST = 12, HOUR_S = 3600 };

enum repair { EXPONENTIAL, CONSTANT, WEIBULL };

struct plant;

struct unit {
    struct plant *plant;
    struct stream failures, repairs;
    struct claim crew;
};

struct plant {
    struct sim *sim;
    struct resource *crews; /* NULL: a repairer for each unit */
    int count, up;
    double failure_s, repair_s; /* means */
    enum repair repair;
    int needed;
    struct tally_level available; /* 1 while at least NEEDED units are up */
    struct tally_level units_up;
    struct unit units[UNITS_MOST];
};

static void repaired(struct sim *sim, void *subject, int64_t argument);

static int64_t draw_repair_s(struct unit *unit)
{
    const struct plant *plant = unit->plant;
    switch (plant->repair) {
    case EXPONENTIAL: return (int64_t)(stream_exponential(&unit->repairs) * plant->repair_s);
    case CONSTANT: return (int64_t)plant->repair_s;
    case WEIBULL:
        return (int64_t)variate_weibull(&unit->repairs, 0.7, plant->repair_s / tgamma(1.0 + 1.0 / 0.7));
    }
    return 0;
}

static void set_up(struct plant *plant, int up)
{
    plant->up = up;
    tally_level_set(&plant->units_up, sim_now(plant->sim), up);
    tally_level_set(&plant->available, sim_now(plant->sim), up >= plant->needed);
}

static void start_repair(struct sim *sim, void *subject, int64_t argument)
{
    struct unit *unit = subject;
    sim_schedule(sim, sim_now(sim) + draw_repair_s(unit), 0, repaired, unit, argument);
}

static void break_down(struct sim *sim, void *subject, int64_t argument)
{
    struct unit *unit = subject;
    struct plant *plant = unit->plant;
    set_up(plant, plant->up - 1);
    if (plant->crews)
        resource_claim(plant->crews, &unit->crew);
    else
        start_repair(sim, unit, argument);
}

static void run_up(struct unit *unit)
{
    struct sim *sim = unit->plant->sim;
    int64_t life_s = (int64_t)(stream_exponential(&unit->failures) * unit->plant->failure_s);
    sim_schedule(sim, sim_now(sim) + life_s, 0, break_down, unit, 0);
}

static void repaired(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    struct unit *unit = subject;
    set_up(unit->plant, unit->plant->up + 1);
    if (unit->plant->crews)
        resource_release(unit->plant->crews, &unit->crew);
    run_up(unit);
}

static void start_plant(struct plant *plant, uint64_t replication, int crews)
{
    sim_reset(plant->sim, 0);
    if (plant->crews)
        resource_reset(plant->crews, crews);
    plant->up = plant->count;
    tally_level_start(&plant->units_up, 0, plant->count);
    tally_level_start(&plant->available, 0, plant->count >= plant->needed);
    for (int i = 0; i < plant->count; i++) {
        struct unit *unit = &plant->units[i];
        *unit = (struct unit){.plant = plant};
        unit->failures = stream_named(1, replication, (uint64_t)i, 0);
        unit->repairs = stream_named(1, replication, (uint64_t)i, 1);
        unit->crew = (struct claim){.id = (uint64_t)i, .amount = 1, .granted = start_repair, .subject = unit};
        run_up(unit);
    }
}

struct plant_case {
    const char *name;
    int count, needed, crews; /* crews 0: a repairer for each */
    double failure_s, repair_s;
    enum repair repair;
    double precision; /* largest half width, of the expected unavailability */
};

static const struct plant_case cases[] = {
    {"one unit", 1, 1, 0, 1000.0 * HOUR_S, 100.0 * HOUR_S, EXPONENTIAL, 0.025},
    {"one unit, constant repair", 1, 1, 0, 1000.0 * HOUR_S, 24.0 * HOUR_S, CONSTANT, 0.025},
    {"one unit, Weibull repair", 1, 1, 0, 1000.0 * HOUR_S, 24.0 * HOUR_S, WEIBULL, 0.03},
    {"3 of 4", 4, 3, 0, 500.0 * HOUR_S, 50.0 * HOUR_S, EXPONENTIAL, 0.03},
    {"8 of 10", 10, 8, 0, 500.0 * HOUR_S, 50.0 * HOUR_S, EXPONENTIAL, 0.03},
    {"2 of 3, Weibull repair", 3, 2, 0, 300.0 * HOUR_S, 30.0 * HOUR_S, WEIBULL, 0.04},
    {"5 units, 1 crew, 4 needed", 5, 4, 1, 300.0 * HOUR_S, 40.0 * HOUR_S, EXPONENTIAL, 0.025},
    {"12 units, 2 crews, 10 needed", 12, 10, 2, 300.0 * HOUR_S, 40.0 * HOUR_S, EXPONENTIAL, 0.025},
};

/* Independent units: binomial in the availability of one, whatever the law of the repairs. */
static double expect_independent(const struct plant_case *c)
{
    double a = c->failure_s / (c->failure_s + c->repair_s), sum = 0.0;
    for (int up = c->needed; up <= c->count; up++)
        sum += exp(lgamma(c->count + 1.0) - lgamma(up + 1.0) - lgamma(c->count - up + 1.0)) * pow(a, up) *
               pow(1.0 - a, c->count - up);
    return sum;
}

/* Machine repair with fewer crews than units: birth and death of the number down. */
static double expect_shared(const struct plant_case *c)
{
    double weight = 1.0, sum = 1.0, good = 1.0;
    for (int down = 1; down <= c->count; down++) {
        int working = down < c->crews ? down : c->crews;
        weight *= (c->count - down + 1) / c->failure_s * c->repair_s / working;
        sum += weight;
        good += c->count - down >= c->needed ? weight : 0.0;
    }
    return good / sum;
}

START_TEST(repairable_systems_agree_with_theory)
{
    const struct plant_case *c = &cases[_i];
    const int64_t warm_s = 5000 * (int64_t)HOUR_S, end_s = 6005000 * (int64_t)HOUR_S;
    struct arena *arena = arena_new();
    struct plant *plant = arena_alloc(arena, sizeof *plant);
    *plant = (struct plant){.count = c->count,
                            .needed = c->needed,
                            .failure_s = c->failure_s,
                            .repair_s = c->repair_s,
                            .repair = c->repair};
    plant->sim = sim_new(arena, 0);
    if (c->crews)
        plant->crews = resource_new(arena, plant->sim, c->crews, 1, false);
    struct tally down = {0};
    for (uint64_t r = 0; r < REPLICATIONS; r++) {
        start_plant(plant, r, c->crews);
        sim_run_until(plant->sim, warm_s);
        tally_level_start(&plant->available, warm_s, plant->available.value);
        sim_run_until(plant->sim, end_s);
        tally_add(&down, 1.0 - tally_level_mean(&plant->available, end_s));
    }
    double expected = 1.0 - (c->crews ? expect_shared(c) : expect_independent(c));
    double half_width = tally_half_width(&down, CONFIDENCE);
    ck_assert_msg(fabs(down.mean - expected) <= half_width, "%s: down %g +- %g, theory %g", c->name,
                  down.mean, half_width, expected);
    ck_assert_msg(half_width <= c->precision * expected, "%s: %g +- %g is too vague", c->name, down.mean,
                  half_width);
    arena_free(arena);
}
END_TEST

Suite *test_availability_suite(void)
{
    Suite *suite = suite_create("availability");
    TCase *tests = tcase_create("availability");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, repairable_systems_agree_with_theory, 0, (int)(sizeof cases / sizeof *cases));
    suite_add_tcase(suite, tests);
    return suite;
}
