/* SPDX-License-Identifier: Apache-2.0 */
/* Prints thread CPU time per call of the hot formulas of src/physics; medians over several passes. */
#include "physics/chiller.h"
#include "physics/chiller_sets.h"
#include "physics/dry_plant.h"
#include "physics/psychrometrics.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { HOURS = 8760, PASSES = 41 };

static double dry_k[HOURS], wet_k[HOURS], humidity[HOURS], pressure_pa[HOURS], heat_w[HOURS];
static double fan_w[HOURS], chiller_w[HOURS], water_kg_s[HOURS], supply_k[HOURS], capacity_w[HOURS];
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

/* A smooth year with daily and yearly swing, about that of Dallas. */
static void make_year(void)
{
    for (int i = 0; i < HOURS; i++) {
        double day = cos(6.2831853 * (i - 15) / 24.0), year = cos(6.2831853 * (i - 4800) / 8760.0);
        double relative = 0.6 - 0.25 * day;

        dry_k[i] = 291.9 + 6.0 * day + 11.0 * year + 3.0 * sin(i * 0.0371);
        pressure_pa[i] = 99300.0 + 500.0 * sin(i * 0.0113);
        humidity[i] = psychrometrics_humidity_from_relative(dry_k[i], relative, pressure_pa[i], NULL);
        heat_w[i] = 80e6 + 15e6 * sin(i * 0.26);
    }
}

static struct dry_plant_line plant_with(double supply_c, double precool_ratio)
{
    struct dry_plant plant = {
        .cooler = {100e6, 8.0, 1.5e6, 0.05, 10.0, precool_ratio, 5.0},
        .trim = {chiller_sets_find("ashrae-air-cooled"), 3e6, 0.0, 40},
        .supply_k = 273.15 + supply_c,
        .supply_limit_k = 273.15 + supply_c + 3.0,
        .loop_rise_k = 10.0,
    };

    return dry_plant_line(&plant, NULL);
}

static void pass_wet_bulb(const struct dry_plant_line *line)
{
    (void)line;
    psychrometrics_wet_bulb_block(HOURS, dry_k, humidity, pressure_pa, wet_k);
}

static void pass_dew_point(const struct dry_plant_line *line)
{
    (void)line;
    for (int i = 0; i < HOURS; i++)
        sink += psychrometrics_dew_point_k(humidity[i], pressure_pa[i], NULL);
}

static void pass_block(const struct dry_plant_line *line)
{
    struct dry_plant_hours hours = {HOURS,      dry_k,    wet_k,      heat_w, fan_w, chiller_w,
                                    water_kg_s, supply_k, capacity_w, 0.0,    0.0};

    dry_plant_block(line, &hours, NULL);
}

static void pass_single(const struct dry_plant_line *line)
{
    for (int i = 0; i < HOURS; i++) {
        struct dry_plant_hours hours = {1,
                                        dry_k + i,
                                        wet_k + i,
                                        heat_w + i,
                                        fan_w + i,
                                        chiller_w + i,
                                        water_kg_s + i,
                                        supply_k + i,
                                        capacity_w + i,
                                        0.0,
                                        0.0};
        dry_plant_block(line, &hours, NULL);
    }
}

static void pass_chiller(const struct dry_plant_line *line)
{
    for (int i = 0; i < HOURS; i++)
        sink += chiller_line_run(&line->trim, heat_w[i], dry_k[i], NULL).power_w;
}

static void time_pass(const char *name, void (*pass)(const struct dry_plant_line *),
                      struct dry_plant_line line)
{
    double ns[PASSES];

    for (int p = 0; p < PASSES; p++) {
        double start = now_ns();
        pass(&line);
        ns[p] = (now_ns() - start) / HOURS;
    }
    qsort(ns, PASSES, sizeof ns[0], ascending);
    printf("%-52s %8.2f ns\n", name, ns[PASSES / 2]);
}

int main(void)
{
    make_year();
    printf("%-52s %11s\n", "formula", "per hour");
    time_pass("wet bulb, exact", pass_wet_bulb, plant_with(30.0, 0.0));
    time_pass("dew point", pass_dew_point, plant_with(30.0, 0.0));
    time_pass("chiller bank, staged", pass_chiller, plant_with(30.0, 0.0));
    time_pass("dry plant, block, supply 45 C (no trim)", pass_block, plant_with(45.0, 0.0));
    time_pass("dry plant, block, supply 30 C (trim in summer)", pass_block, plant_with(30.0, 0.0));
    time_pass("dry plant, block, supply 30 C, pads", pass_block, plant_with(30.0, 0.85));
    time_pass("dry plant, hour by hour, supply 30 C", pass_single, plant_with(30.0, 0.0));
    return sink < 0.0;
}
