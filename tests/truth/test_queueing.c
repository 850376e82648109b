/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The engine against the theory of queues (Kleinrock, Queueing Systems I and II, 1975-76).
 *
 * Each case runs independent replications after a warm-up and compares the mean over them with theory
 * by Student's t at 99.9 %, at fixed seeds; and it demands that the interval is narrow, so that
 * a wrong engine cannot pass by being vague.
 */
#include "../unit/suites.h"

#include "engine/resource.h"
#include "engine/stream.h"
#include "engine/tally.h"
#include "engine/variate.h"
#include "engine/waitline.h"

#include <math.h>

#define CONFIDENCE 0.999

enum { REPLICATIONS = 20 };

static const double TICK = 0x1p-20; /* in units of the mean service time */

enum service { EXPONENTIAL, CONSTANT, GAMMA_HALF, ERLANG_4, LOGNORMAL };

struct station {
    struct sim *sim;
    struct waitline *line;
    struct stream arrivals, services;
    double rate; /* customers a unit of time; the mean service takes one unit */
    enum service service;
};

static int64_t ticks(double time)
{
    return (int64_t)(time / TICK + 0.5);
}

static int64_t draw_service(void *subject, int64_t customer)
{
    (void)customer;
    struct station *station = subject;
    switch (station->service) {
    case EXPONENTIAL: return ticks(stream_exponential(&station->services));
    case CONSTANT: return ticks(1.0);
    case GAMMA_HALF: return ticks(variate_gamma(&station->services, 0.5, 2.0));
    case ERLANG_4: return ticks(variate_gamma(&station->services, 4.0, 0.25));
    case LOGNORMAL: return ticks(variate_lognormal(&station->services, -0.5 * log(2.5), sqrt(log(2.5))));
    }
    return 0;
}

/* Squared coefficient of variation of the services above. */
static double variation(enum service service)
{
    static const double squared[] = {1.0, 0.0, 2.0, 0.25, 1.5};
    return squared[service];
}

static void arrive(struct sim *sim, void *subject, int64_t customer)
{
    struct station *station = subject;
    sim_schedule(sim, sim_now(sim) + ticks(stream_exponential(&station->arrivals) / station->rate), 0, arrive,
                 station, customer + 1);
    waitline_arrive(station->line, customer);
}

struct queueing_case {
    const char *name;
    double rate;
    int servers;
    int64_t room;
    enum service service;
    double time;      /* length of a replication */
    double precision; /* largest half width, of the expected value */
};

static const struct queueing_case cases[] = {
    {"M/M/1, load 0.8", 0.8, 1, INT64_MAX, EXPONENTIAL, 250e3, 0.03},
    {"M/M/1, load 0.95", 0.95, 1, INT64_MAX, EXPONENTIAL, 1200e3, 0.06},
    {"M/M/4, load 0.8", 3.2, 4, INT64_MAX, EXPONENTIAL, 60e3, 0.04},
    {"M/M/20, load 0.9", 18.0, 20, INT64_MAX, EXPONENTIAL, 20e3, 0.09},
    {"M/D/1, load 0.7", 0.7, 1, INT64_MAX, CONSTANT, 200e3, 0.02},
    {"M/G/1, gamma 1/2, load 0.7", 0.7, 1, INT64_MAX, GAMMA_HALF, 300e3, 0.03},
    {"M/E4/1, load 0.85", 0.85, 1, INT64_MAX, ERLANG_4, 300e3, 0.03},
    {"M/G/1, lognormal, load 0.6", 0.6, 1, INT64_MAX, LOGNORMAL, 300e3, 0.04},
    {"M/M/3/6, load 1.2", 3.6, 3, 6, EXPONENTIAL, 60e3, 0.02},
    {"M/M/5/5, load 0.8", 4.0, 5, 5, EXPONENTIAL, 60e3, 0.03},
    {"M/D/5/5, load 0.8", 4.0, 5, 5, CONSTANT, 60e3, 0.03},
    {"M/G/5/5, lognormal, load 0.8", 4.0, 5, 5, LOGNORMAL, 60e3, 0.03},
};

struct expected {
    double wait;   /* of those not refused */
    double busy;   /* mean number of busy servers */
    double refuse; /* share of arrivals */
};

/*
 * Limited room with exponential services, or no waiting places at all, where the law of the service
 * does not matter (Erlang B): stationary probabilities of the number present.
 */
static struct expected expect_limited(const struct queueing_case *c)
{
    double weight = 1.0, sum = 1.0, waiting = 0.0, busy = 0.0;
    for (int64_t n = 1; n <= c->room; n++) {
        double servers = (double)(n < c->servers ? n : c->servers);
        weight *= c->rate / servers;
        sum += weight;
        waiting += weight * ((double)n - servers);
        busy += weight * servers;
    }
    double entering = c->rate * (1.0 - weight / sum);
    return (struct expected){waiting / sum / entering, busy / sum, weight / sum};
}

/* Pollaczek and Khinchine for one server, Erlang C for several with exponential services. */
static struct expected expect_unlimited(const struct queueing_case *c)
{
    double load = c->rate / c->servers;
    if (c->servers == 1)
        return (struct expected){load * (1.0 + variation(c->service)) / (2.0 * (1.0 - load)), c->rate, 0.0};
    double term = 1.0, sum = 1.0;
    for (int n = 1; n < c->servers; n++)
        sum += term *= c->rate / n;
    double all_busy = term * c->rate / c->servers / (1.0 - load);
    return (struct expected){all_busy / (sum + all_busy) / (c->servers - c->rate), c->rate, 0.0};
}

static void check_mean(const char *name, const char *what, const struct tally *tally, double expected,
                       double precision)
{
    double half_width = tally_half_width(tally, CONFIDENCE);
    ck_assert_msg(fabs(tally->mean - expected) <= half_width, "%s, %s: %g +- %g, theory %g", name, what,
                  tally->mean, half_width, expected);
    ck_assert_msg(half_width <= precision * expected, "%s, %s: %g +- %g is too vague", name, what,
                  tally->mean, half_width);
}

/* Little's law holds in every run but for customers who overlap its ends. */
static void check_little(const char *name, const struct waitline_statistics *s, int64_t now)
{
    double area = tally_level_area(&s->waiting, now);
    double waits = s->wait_ticks.mean * (double)s->wait_ticks.count;
    ck_assert_msg(fabs(area - waits) <= 0.02 * area, "%s: area %g, waits %g", name, area, waits);
}

START_TEST(waiting_lines_agree_with_theory)
{
    const struct queueing_case *c = &cases[_i];
    struct arena *arena = arena_new();
    struct station station = {.sim = sim_new(arena, 0), .rate = c->rate, .service = c->service};
    struct waitline_rule rule = {
        .servers = c->servers, .room = c->room, .service = draw_service, .subject = &station};
    station.line = waitline_new(arena, station.sim, &rule);
    struct tally wait = {0}, busy = {0}, refuse = {0};
    for (uint64_t r = 0; r < REPLICATIONS; r++) {
        sim_reset(station.sim, 0);
        waitline_reset(station.line);
        station.arrivals = stream_named(1, r, stream_id(c->name), 0);
        station.services = stream_named(1, r, stream_id(c->name), 1);
        sim_schedule(station.sim, 0, 0, arrive, &station, 0);
        sim_run_until(station.sim, ticks(0.1 * c->time));
        waitline_restart_statistics(station.line);
        sim_run_until(station.sim, ticks(1.1 * c->time));
        const struct waitline_statistics *s = waitline_statistics(station.line);
        int64_t now = sim_now(station.sim);
        tally_add(&wait, s->wait_ticks.mean * TICK);
        tally_add(&busy, tally_level_mean(&s->busy, now));
        tally_add(&refuse, (double)s->refused_count / (double)s->arrived_count);
        if (c->room > c->servers)
            check_little(c->name, s, now);
    }
    bool limited = c->room < INT64_MAX;
    struct expected expected = limited ? expect_limited(c) : expect_unlimited(c);
    if (c->room > c->servers)
        check_mean(c->name, "wait", &wait, expected.wait, c->precision);
    check_mean(c->name, "busy", &busy, expected.busy, 0.01);
    if (limited)
        check_mean(c->name, "refused", &refuse, expected.refuse, c->precision);
    arena_free(arena);
}
END_TEST

/* One server claimed by two classes of jobs with priorities, not pre-empted (Cobham 1954). */
enum { CLASSES = 2, JOBS = 4096 };

struct job {
    struct claim claim;
    struct shop *shop;
    int class;
    struct job *next_idle;
};

struct shop {
    struct sim *sim;
    struct resource *server;
    struct stream arrivals[CLASSES], services[CLASSES];
    double rate[CLASSES], mean[CLASSES];
    struct tally wait[CLASSES];
    struct job jobs[JOBS];
    struct job *idle;
    uint64_t next_id;
    int64_t warm; /* tick from which waits count */
};

static void end_job(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    struct job *job = subject;
    resource_release(job->shop->server, &job->claim);
    job->next_idle = job->shop->idle;
    job->shop->idle = job;
}

static void start_job(struct sim *sim, void *subject, int64_t arrived)
{
    struct job *job = subject;
    struct shop *shop = job->shop;
    if (arrived >= shop->warm)
        tally_add(&shop->wait[job->class], (double)(sim_now(sim) - arrived) * TICK);
    int64_t service = ticks(stream_exponential(&shop->services[job->class]) * shop->mean[job->class]);
    sim_schedule(sim, sim_now(sim) + service, 0, end_job, job, 0);
}

static void job_arrives(struct sim *sim, void *subject, int64_t class)
{
    struct shop *shop = subject;
    struct job *job = shop->idle;
    if (!job)
        ck_abort_msg("more jobs than room");
    shop->idle = job->next_idle;
    *job = (struct job){.shop = shop, .class = (int)class};
    job->claim = (struct claim){.priority = (int)class,
                                .id = shop->next_id++,
                                .amount = 1,
                                .granted = start_job,
                                .subject = job,
                                .argument = sim_now(sim)};
    resource_claim(shop->server, &job->claim);
    double pause = stream_exponential(&shop->arrivals[class]) / shop->rate[class];
    sim_schedule(sim, sim_now(sim) + ticks(pause), 0, job_arrives, shop, class);
}

static void run_shop(struct shop *shop, uint64_t replication, double time)
{
    sim_reset(shop->sim, 0);
    resource_reset(shop->server, 1);
    shop->idle = NULL;
    for (int i = 0; i < JOBS; i++) {
        shop->jobs[i].next_idle = shop->idle;
        shop->idle = &shop->jobs[i];
    }
    shop->warm = ticks(0.05 * time);
    for (int class = 0; class < CLASSES; class ++) {
        shop->wait[class] = (struct tally){0};
        shop->arrivals[class] = stream_named(2, replication, (uint64_t) class, 0);
        shop->services[class] = stream_named(2, replication, (uint64_t) class, 1);
        sim_schedule(shop->sim, 0, 0, job_arrives, shop, class);
    }
    sim_run_until(shop->sim, ticks(time));
}

START_TEST(priorities_shift_the_waiting_as_cobham_found)
{
    struct arena *arena = arena_new();
    struct shop *shop = arena_alloc(arena, sizeof *shop);
    *shop = (struct shop){.rate = {0.3, 0.25}, .mean = {1.0, 2.0}};
    shop->sim = sim_new(arena, 0);
    shop->server = resource_new(arena, shop->sim, 1, 1, false);
    struct tally wait[CLASSES] = {{0}};
    for (uint64_t r = 0; r < REPLICATIONS; r++) {
        run_shop(shop, r, 150e3);
        for (int class = 0; class < CLASSES; class ++)
            tally_add(&wait[class], shop->wait[class].mean);
    }
    double first = 0.3 * 1.0, both = first + 0.25 * 2.0;
    double rest = 0.3 * 1.0 + 0.25 * 4.0; /* mean rest of the service met on arrival: sum rate E[S^2] / 2 */
    check_mean("Cobham", "first class", &wait[0], rest / (1.0 - first), 0.02);
    check_mean("Cobham", "second class", &wait[1], rest / ((1.0 - first) * (1.0 - both)), 0.05);
    arena_free(arena);
}
END_TEST

/* Two lines in tandem: the output of M/M/c is Poisson again (Burke 1956), so both are M/M/c. */
static void pass_on(struct sim *sim, void *subject, int64_t customer)
{
    (void)sim;
    struct station *second = subject;
    waitline_arrive(second->line, customer);
}

static int64_t draw_first(void *subject, int64_t customer)
{
    (void)customer;
    struct station *second = subject;
    return ticks(stream_exponential(&second->arrivals)); /* of the second, which has no arrivals of its own */
}

static void arrive_at(struct sim *sim, void *subject, int64_t customer)
{
    struct station *first = subject;
    sim_schedule(sim, sim_now(sim) + ticks(stream_exponential(&first->arrivals) / first->rate), 0, arrive_at,
                 first, customer + 1);
    waitline_arrive(first->line, customer);
}

START_TEST(lines_in_tandem_are_independent)
{
    struct arena *arena = arena_new();
    struct sim *sim = sim_new(arena, 0);
    struct station second = {.sim = sim, .service = EXPONENTIAL}, first = {.sim = sim, .rate = 1.5};
    struct waitline_rule rule = {
        .servers = 2, .room = INT64_MAX, .service = draw_first, .served = pass_on, .subject = &second};
    first.line = waitline_new(arena, sim, &rule);
    rule =
        (struct waitline_rule){.servers = 2, .room = INT64_MAX, .service = draw_service, .subject = &second};
    second.line = waitline_new(arena, sim, &rule);
    struct tally wait = {0};
    for (uint64_t r = 0; r < REPLICATIONS; r++) {
        sim_reset(sim, 0);
        waitline_reset(first.line);
        waitline_reset(second.line);
        first.arrivals = stream_named(3, r, 0, 0);
        second.arrivals = stream_named(3, r, 0, 1);
        second.services = stream_named(3, r, 0, 2);
        sim_schedule(sim, 0, 0, arrive_at, &first, 0);
        sim_run_until(sim, ticks(10e3));
        waitline_restart_statistics(second.line);
        sim_run_until(sim, ticks(110e3));
        tally_add(&wait, waitline_statistics(second.line)->wait_ticks.mean * TICK);
    }
    struct queueing_case same = {.rate = 1.5, .servers = 2, .room = INT64_MAX, .service = EXPONENTIAL};
    check_mean("tandem", "second wait", &wait, expect_unlimited(&same).wait, 0.03);
    arena_free(arena);
}
END_TEST

Suite *test_queueing_suite(void)
{
    Suite *suite = suite_create("queueing");
    TCase *tests = tcase_create("queueing");
    tcase_set_timeout(tests, 120);
    tcase_add_loop_test(tests, waiting_lines_agree_with_theory, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_test(tests, priorities_shift_the_waiting_as_cobham_found);
    tcase_add_test(tests, lines_in_tandem_are_independent);
    suite_add_tcase(suite, tests);
    return suite;
}
