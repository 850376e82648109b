/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints what events, customers, replications and draws cost: thread CPU time, medians of passes.
 * A bare 4-ary heap of 16-byte keys (no events, no cancelling, no priorities) runs between the
 * passes as a measure of the machine; ratios to it travel better than nanoseconds.
 */
#include "engine/sim.h"
#include "engine/stream.h"
#include "engine/variate.h"
#include "engine/waitline.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { PASSES = 7, DRAWS = 2000000, CUSTOMERS = 1000000 };

static double sink;

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return 1e9 * (double)t.tv_sec + (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values)
{
    qsort(values, PASSES, sizeof *values, ascending);
    return values[PASSES / 2];
}

/* Increments of the hold model. */
enum load { EXPONENTIAL, TIES };

static int64_t increment(struct stream *stream, enum load load)
{
    return load == TIES ? 1000 : (int64_t)(stream_exponential(stream) * 1e9);
}

struct entry {
    unsigned __int128 rank; /* time, then order; one number, so that selecting needs no branch */
};

static struct entry entry_of(uint64_t time, uint64_t order)
{
    return (struct entry){(unsigned __int128)time << 64 | order};
}

static struct entry *heap;
static size_t heap_count;

static bool entry_before(struct entry a, struct entry b)
{
    return a.rank < b.rank;
}

static void heap_push(struct entry entry)
{
    size_t i = heap_count++;
    for (; i > 0 && entry_before(entry, heap[(i - 1) / 4]); i = (i - 1) / 4)
        heap[i] = heap[(i - 1) / 4];
    heap[i] = entry;
}

static size_t least_child(size_t first)
{
    if (first + 4 > heap_count) {
        size_t least = first;
        for (size_t i = first + 1; i < heap_count; i++)
            least = entry_before(heap[i], heap[least]) ? i : least;
        return least;
    }
    size_t a = first + (size_t)entry_before(heap[first + 1], heap[first]);
    size_t b = first + 2 + (size_t)entry_before(heap[first + 3], heap[first + 2]);
    size_t take_b = (size_t)0 - (size_t)entry_before(heap[b], heap[a]);
    return a ^ ((a ^ b) & take_b);
}

static struct entry heap_pop(void)
{
    struct entry top = heap[0], last = heap[--heap_count];
    size_t i = 0;
    for (size_t child = 1; child < heap_count; child = 4 * i + 1) {
        size_t least = least_child(child);
        if (!entry_before(heap[least], last))
            break;
        heap[i] = heap[least];
        i = least;
    }
    heap[i] = last;
    return top;
}

/* ns a step of the bare heap with COUNT entries. */
static double time_heap(size_t count, size_t steps, uint64_t pass, enum load load)
{
    struct stream stream = stream_named(1, pass, count, 0);
    uint64_t order = 0;
    heap = malloc((count + 1) * sizeof *heap);
    heap_count = 0;
    for (size_t i = 0; i < count; i++)
        heap_push(entry_of((uint64_t)increment(&stream, load), order++));
    double start = 0.0;
    for (size_t i = 0; i < count + steps; i++) {
        if (i == count)
            start = now_ns();
        struct entry next = heap_pop();
        heap_push(entry_of((uint64_t)(next.rank >> 64) + (uint64_t)increment(&stream, load), order++));
    }
    double elapsed = now_ns() - start;
    sink += (double)(uint64_t)heap[0].rank;
    free(heap);
    return elapsed / (double)steps;
}

/* What a step of the hold model does besides scheduling itself again. */
enum work { NOTHING, LOOK, MOVE };

/* A hold step through the whole sim: every event schedules itself again. */
struct hold {
    struct stream stream;
    struct ticket *tickets;
    uint64_t count;
    size_t left;
    enum load load;
    enum work work;
};

/* The hold of which step_ticket handles an event. */
static struct hold *current;

static void step(struct sim *sim, void *subject, int64_t argument)
{
    struct hold *hold = subject;
    int64_t tick = sim_now(sim) + increment(&hold->stream, hold->load);
    sim_schedule(sim, tick, 0, step, hold, argument);
    if (--hold->left == 0)
        sim_stop(sim);
}

/*
 * The subject is the place of the event's own ticket.  Half of the events also move another one, each with
 * the same chance, or only LOOK at its ticket: what that costs is the bench's own.
 */
static void step_ticket(struct sim *sim, void *subject, int64_t argument)
{
    struct ticket *own = subject;
    struct hold *hold = current;
    int64_t now = sim_now(sim);
    *own = sim_schedule(sim, now + increment(&hold->stream, hold->load), 0, step_ticket, own, argument);
    uint64_t bits = stream_bits(&hold->stream);
    if (bits >> 63) {
        struct ticket *other = &hold->tickets[(bits & UINT32_MAX) * hold->count >> 32];
        int64_t tick = now + increment(&hold->stream, hold->load);
        if (hold->work == MOVE)
            *other = sim_reschedule(sim, *other, tick);
        else
            other->order ^= (uint64_t)tick >> 63; /* no tick is negative */
    }
    if (--hold->left == 0)
        sim_stop(sim);
}

static double time_hold(size_t count, size_t steps, uint64_t pass, enum load load, enum work work)
{
    struct arena *arena = arena_new();
    struct sim *sim = sim_new(arena, 0);
    struct hold hold = {
        .stream = stream_named(1, pass, count, 0), .count = count, .load = load, .work = work};
    hold.tickets = arena_array(arena, count, sizeof *hold.tickets);
    current = &hold;
    for (size_t i = 0; i < count; i++) {
        int64_t tick = increment(&hold.stream, load);
        hold.tickets[i] = work == NOTHING ? sim_schedule(sim, tick, 0, step, &hold, 0)
                                          : sim_schedule(sim, tick, 0, step_ticket, &hold.tickets[i], 0);
    }
    hold.left = count;
    sim_run_until(sim, QUEUE_FOREVER);
    hold.left = steps;
    double start = now_ns();
    sim_run_until(sim, QUEUE_FOREVER);
    double elapsed = now_ns() - start;
    arena_free(arena);
    return elapsed / (double)steps;
}

static void print_holds(const char *name, enum load load, enum work work, const int *targets)
{
    static const size_t counts[] = {10, 1000, 100000, 1000000};
    for (int k = 0; k < 4; k++) {
        size_t steps = counts[k] > 100000 ? 1000000 : 500000;
        double hold[PASSES], bare[PASSES];
        for (int pass = 0; pass < PASSES; pass++) {
            hold[pass] = time_hold(counts[k], steps, (uint64_t)pass, load, work);
            bare[pass] = time_heap(counts[k], steps, (uint64_t)pass, load);
        }
        double ns = median(hold), reference = median(bare);
        printf("%-28s %8zu pending %7.1f ns/event", name, counts[k], ns);
        printf("  bare heap %6.1f  ratio %4.2f", reference, ns / reference);
        printf(targets ? "  target %d\n" : "\n", targets ? targets[k] : 0);
    }
}

/* M/M/1, load 0.9, a tick a billionth of the mean service. */
struct bare_line {
    struct stream stream;
    int64_t present, left;
};

static int64_t time_of(struct stream *stream, double mean)
{
    return (int64_t)(stream_exponential(stream) * mean);
}

static void bare_leave(struct sim *sim, void *subject, int64_t argument)
{
    struct bare_line *line = subject;
    if (--line->present > 0)
        sim_schedule(sim, sim_now(sim) + time_of(&line->stream, 0.9e9), 0, bare_leave, line, argument);
}

static void bare_arrive(struct sim *sim, void *subject, int64_t argument)
{
    struct bare_line *line = subject;
    if (--line->left > 0)
        sim_schedule(sim, sim_now(sim) + time_of(&line->stream, 1e9), 0, bare_arrive, line, argument);
    if (line->present++ == 0)
        sim_schedule(sim, sim_now(sim) + time_of(&line->stream, 0.9e9), 0, bare_leave, line, argument);
}

static double time_bare_line(struct sim *sim, uint64_t pass)
{
    struct bare_line line = {.stream = stream_named(2, pass, 0, 0), .left = CUSTOMERS};
    sim_reset(sim, 0);
    sim_schedule(sim, 0, 0, bare_arrive, &line, 0);
    double start = now_ns();
    sim_run_until(sim, QUEUE_FOREVER);
    return (now_ns() - start) / CUSTOMERS;
}

struct station {
    struct waitline *line;
    struct stream stream;
    int64_t left;
};

static int64_t draw_service(void *subject, int64_t customer)
{
    (void)customer;
    return time_of(&((struct station *)subject)->stream, 0.9e9);
}

static void station_arrive(struct sim *sim, void *subject, int64_t customer)
{
    struct station *station = subject;
    if (--station->left > 0)
        sim_schedule(sim, sim_now(sim) + time_of(&station->stream, 1e9), 0, station_arrive, station,
                     customer + 1);
    waitline_arrive(station->line, customer);
}

static double time_station(struct sim *sim, struct station *station, uint64_t pass)
{
    sim_reset(sim, 0);
    waitline_reset(station->line);
    station->stream = stream_named(3, pass, 0, 0);
    station->left = CUSTOMERS;
    sim_schedule(sim, 0, 0, station_arrive, station, 0);
    double start = now_ns();
    sim_run_until(sim, QUEUE_FOREVER);
    double elapsed = now_ns() - start;
    sink += waitline_statistics(station->line)->wait_ticks.mean;
    return elapsed / CUSTOMERS;
}

static void print_lines(void)
{
    struct arena *arena = arena_new();
    struct sim *sim = sim_new(arena, 0);
    struct station station = {0};
    struct waitline_rule rule = {
        .servers = 1, .room = INT64_MAX, .service = draw_service, .subject = &station};
    station.line = waitline_new(arena, sim, &rule);
    double bare[PASSES], full[PASSES];
    for (int pass = 0; pass < PASSES; pass++) {
        bare[pass] = time_bare_line(sim, (uint64_t)pass);
        full[pass] = time_station(sim, &station, (uint64_t)pass);
    }
    printf("M/M/1 bare                    %7.1f ns/customer  target 35\n", median(bare));
    printf("M/M/1 with statistics         %7.1f ns/customer  target 60\n", median(full));
    arena_free(arena);
}

/* Ten pending, twenty events in all, streams and all else set up each time. */
static void print_replications(void)
{
    enum { TRIALS = 100000, PENDING = 10, EVENTS = 20 };
    struct arena *arena = arena_new();
    struct sim *sim = sim_new(arena, 0);
    double ns[PASSES];
    for (int pass = 0; pass < PASSES; pass++) {
        double start = now_ns();
        for (uint64_t trial = 0; trial < TRIALS; trial++) {
            struct hold hold = {.stream = stream_named(4, trial, 0, 0), .left = EVENTS};
            sim_reset(sim, 0);
            for (int64_t i = 0; i < PENDING; i++)
                sim_schedule(sim, increment(&hold.stream, EXPONENTIAL), 0, step, &hold, i);
            sim_run_until(sim, QUEUE_FOREVER);
        }
        ns[pass] = (now_ns() - start) / TRIALS;
    }
    printf("20-event replication          %7.1f ns           target 600\n", median(ns));
    arena_free(arena);
}

static double draw_lognormal(struct stream *stream)
{
    return variate_lognormal(stream, 0.0, 0.5);
}
static double draw_gamma(struct stream *stream)
{
    return variate_gamma(stream, 2.5, 1.0);
}
static double draw_triangular(struct stream *stream)
{
    return variate_triangular(stream, 1.0, 2.0, 4.0);
}
static double draw_pert(struct stream *stream)
{
    return variate_pert(stream, 1.0, 2.0, 4.0);
}
static double draw_weibull(struct stream *stream)
{
    return variate_weibull(stream, 1.5, 1.0);
}
static double draw_poisson_5(struct stream *stream)
{
    return (double)variate_poisson(stream, 5.0);
}
static double draw_poisson_100(struct stream *stream)
{
    return (double)variate_poisson(stream, 100.0);
}
static double draw_cohort(struct stream *stream)
{
    return (double)variate_binomial(stream, 18000, 1e-4);
}
static double draw_name(struct stream *stream)
{
    struct stream other = stream_named(1, 2, 3, stream->state[0]++);
    return (double)other.state[3];
}

/* DRAW is a constant where this is inlined, so that inline draws are measured as such. */
static inline double time_draw(double draw(struct stream *), uint64_t pass)
{
    struct stream stream = stream_named(5, pass, 0, 0);
    double sum = 0.0, start = now_ns();
    for (int i = 0; i < DRAWS; i++)
        sum += draw(&stream);
    double elapsed = now_ns() - start;
    sink += sum;
    return elapsed / DRAWS;
}

#define PRINT_DRAW(name, draw, target)                                                                       \
    do {                                                                                                     \
        double ns[PASSES];                                                                                   \
        for (int pass = 0; pass < PASSES; pass++)                                                            \
            ns[pass] = time_draw(draw, (uint64_t)pass);                                                      \
        printf("%-28s  %7.2f ns/draw%s\n", name, median(ns), target);                                        \
    } while (0)

static void print_draws(void)
{
    PRINT_DRAW("uniform", stream_uniform, "");
    PRINT_DRAW("exponential", stream_exponential, "      target 2.5");
    PRINT_DRAW("normal", stream_normal, "      target 2.5");
    PRINT_DRAW("lognormal", draw_lognormal, "");
    PRINT_DRAW("gamma 2.5", draw_gamma, "");
    PRINT_DRAW("triangular", draw_triangular, "");
    PRINT_DRAW("PERT", draw_pert, "");
    PRINT_DRAW("Weibull 1.5", draw_weibull, "");
    PRINT_DRAW("Poisson 5", draw_poisson_5, "");
    PRINT_DRAW("Poisson 100", draw_poisson_100, "");
    PRINT_DRAW("binomial 18000 x 1e-4", draw_cohort, "");
    PRINT_DRAW("a stream by name", draw_name, "");
}

int main(void)
{
    static const int hold_targets[] = {30, 40, 60, 80}, move_targets[] = {45, 55, 75, 120};
    print_lines();
    print_replications();
    print_holds("hold", EXPONENTIAL, NOTHING, hold_targets);
    print_holds("hold, half move another", EXPONENTIAL, MOVE, move_targets);
    print_holds("hold, half look at another", EXPONENTIAL, LOOK, NULL);
    print_holds("hold, all tied", TIES, NOTHING, NULL);
    print_draws();
    return sink == 0.125; /* so that nothing is optimised away */
}
