/* SPDX-License-Identifier: Apache-2.0 */
/* Weather, cooling and power kernels: nanoseconds of thread time per hour, median of rounds. */
#include "../model/plant_world.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { HOURS = WEATHER_HOURS, ROUNDS = 21 };

static double dry_k[HOURS], wet_k[HOURS], it_w[HOURS];

static double now_ns(void)
{
    struct timespec t;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *values)
{
    qsort(values, ROUNDS, sizeof *values, ascending);
    return values[ROUNDS / 2];
}

static struct plant_world *open_world(const char *cooling, double feed_mw)
{
    struct arena *arena = arena_new();
    struct plant_world *world = plant_world_open(arena_printf(
        arena,
        "<site id='tx' owner='cloud' climate='dallas' region='ercot'><feed id='f' capacity='%g MW'/>"
        "<substation id='s'><transformer type='main'/><transformer type='main'/></substation>"
        "<hall id='h' it-capacity='100 MW' positions='600' ups='ups' transformer='unit' "
        "transformer-count='45' cooling='%s'/></site>",
        feed_mw, cooling));
    arena_free(arena);
    plant_world_start(world, 0);
    return world;
}

static struct plant_caps new_caps(struct arena *arena, const double *const *groups)
{
    struct plant_caps caps = {.count = HOURS, .dry_bulb_k = dry_k, .wet_bulb_k = wet_k, .wanted_w = groups};
    double **group_cooling = arena_array(arena, 1, sizeof *group_cooling);
    *group_cooling = arena_array(arena, HOURS, sizeof(double));
    caps.group_cooling_w = group_cooling;
    caps.feed_w = arena_array(arena, HOURS, sizeof(double));
    caps.firm_w = arena_array(arena, HOURS, sizeof(double));
    caps.cooling_w = arena_array(arena, HOURS, sizeof(double));
    return caps;
}

static void bench_cooling(const char *cooling, double feed_mw)
{
    struct plant_world *world = open_world(cooling, feed_mw);
    const struct weather_site *site = &world->plant_plan->weather->sites[0];
    const double *groups[] = {it_w};
    double run_ns[ROUNDS], cap_ns[ROUNDS], take_ns[ROUNDS];
    struct plant_hours hours = plant_hours_new(HOURS, world->arena);
    struct plant_caps caps = new_caps(world->arena, groups);
    for (int i = 0; i < HOURS; i++) {
        dry_k[i] = site->members[0].dry_bulb_k[i];
        wet_k[i] = site->members[0].wet_bulb_k[i];
        it_w[i] = 1e6 * (80 + 15 * sin(0.37 * i));
    }
    hours.dry_bulb_k = dry_k;
    hours.wet_bulb_k = wet_k;
    hours.it_w = groups;
    for (int r = 0; r < ROUNDS; r++) {
        double start = now_ns();
        plant_limit_block(world->plant, 0, &caps);
        cap_ns[r] = (now_ns() - start) / HOURS;
        start = now_ns();
        plant_run_block(world->plant, 0, &hours);
        run_ns[r] = (now_ns() - start) / HOURS;
        plant_set_racks(world->plant, 0, 0.85, 313.15 - 1e-6 * r);
        start = now_ns();
        plant_take(world->plant);
        take_ns[r] = now_ns() - start;
    }
    printf("%-14s feed %3.0f MW   caps %6.1f ns/h   run %6.1f ns/h   take %7.0f ns\n", cooling, feed_mw,
           median(cap_ns), median(run_ns), median(take_ns));
    plant_world_close(world);
}

int main(void)
{
    static const char *const types[] = {"dry-32C", "adiabatic-32C", "tower-27C"};
    double start = now_ns();
    struct plant_world *world = open_world("dry-32C", 300);
    printf("reading and compiling one site, 8 generated years: %.1f ms\n", (now_ns() - start) / 1e6);
    plant_world_close(world);
    for (int t = 0; t < 3; t++) {
        bench_cooling(types[t], 300);
        bench_cooling(types[t], 95);
    }
    return 0;
}
