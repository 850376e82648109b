/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/tower.h"

#include "physics/clamp.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>

#define ZERO_C_K       273.15
#define GREATEST_LG    8.0
#define LEAST_APPROACH 1.1
#define MOST_APPROACH  40.0

const double tower_york[3][9] = {
    {-0.359741205, -0.055053608, 0.0023850432, 0.173926877, -0.0248473764, 0.00048430224, -0.005589849456,
     0.0005770079712, -0.00001342427256},
    {2.84765801111111, -0.121765149, 0.0014599242, 1.680428651, -0.0166920786, -0.0007190532, -0.025485194448,
     0.0000487491696, 0.00002719234152},
    {-0.0653766255555556, -0.002278167, 0.0002500254, -0.0910565458, 0.00318176316, 0.000038621772,
     -0.0034285382352, 0.00000856589904, -0.000001516821552},
};

/* The three coefficients of the approach as a quadratic in LG. */
static void york_quadratic(double wet_bulb_k, double range_k, double p[3], int *clamp_count)
{
    double t = clamp_between(wet_bulb_k - ZERO_C_K, -34.4, 29.4, clamp_count);
    double r = clamp_between(range_k, 1.1, 22.2, clamp_count);

    for (int i = 0; i < 3; i++) {
        const double *c = tower_york[i];
        p[i] = c[0] + t * (c[1] + t * c[2]) + r * (c[3] + t * (c[4] + t * c[5])) +
               r * r * (c[6] + t * (c[7] + t * c[8]));
    }
}

/* In cold air the fitted parabola turns down before LG 8; from its top on the approach is held. */
static double top_lg(const double p[3])
{
    return p[2] < 0.0 ? fmin(GREATEST_LG, fmax(-p[1] / (2.0 * p[2]), 0.0)) : GREATEST_LG;
}

static double york_at(const double p[3], double lg)
{
    double x = fmin(lg, top_lg(p));

    return p[0] + x * (p[1] + x * p[2]);
}

double tower_yorkcalc_approach_k(double wet_bulb_k, double range_k, double water_ratio, double air_ratio,
                                 int *clamp_count)
{
    double p[3], water = clamp_between(water_ratio, 0.75, 1.25, clamp_count), lg;

    york_quadratic(wet_bulb_k, range_k, p, clamp_count);
    lg = clamp_between(air_ratio > 0.0 ? water / air_ratio : INFINITY, 0.0, GREATEST_LG, clamp_count);
    return clamp_between(york_at(p, lg), LEAST_APPROACH, MOST_APPROACH, clamp_count);
}

/* Powers of air, water, wet bulb and range in each of the 35 terms, as published. */
static const struct {
    double c;
    signed char a, w, t, r;
} cool[35] = {
    {0.52049709836241, 0, 0, 0, 0},     {-10.617046395344, 1, 0, 0, 0},
    {10.7292974722538, 2, 0, 0, 0},     {-2.74988377158227, 3, 0, 0, 0},
    {4.73629943913743, 0, 1, 0, 0},     {-8.25759700874711, 1, 1, 0, 0},
    {1.57640938114136, 2, 1, 0, 0},     {6.51119643791324, 0, 2, 0, 0},
    {1.50433525206692, 1, 2, 0, 0},     {-3.2888529287801, 0, 3, 0, 0},
    {0.0257786145353773, 0, 0, 1, 0},   {0.182464289315254, 1, 0, 1, 0},
    {-0.0818947291400898, 2, 0, 1, 0},  {-0.215010003996285, 0, 1, 1, 0},
    {0.0186741309635284, 1, 1, 1, 0},   {0.0536824177590012, 0, 2, 1, 0},
    {-0.00270968955115031, 0, 0, 2, 0}, {0.00112277498589279, 1, 0, 2, 0},
    {-0.00127758497497718, 0, 1, 2, 0}, {0.0000760420796601607, 0, 0, 3, 0},
    {1.43600088336017, 0, 0, 0, 1},     {-0.5198695909109, 1, 0, 0, 1},
    {0.117339576910507, 2, 0, 0, 1},    {1.50492810819924, 0, 1, 0, 1},
    {-0.135898905926974, 1, 1, 0, 1},   {-0.152577581866506, 0, 2, 0, 1},
    {-0.0533843828114562, 0, 0, 1, 1},  {0.00493294869565511, 1, 0, 1, 1},
    {-0.00796260394174197, 0, 1, 1, 1}, {0.000222619828621544, 0, 0, 2, 1},
    {-0.0543952001568055, 0, 0, 0, 2},  {0.00474266879161693, 1, 0, 0, 2},
    {-0.0185854671815598, 0, 1, 0, 2},  {0.00115667701293848, 0, 0, 1, 2},
    {0.000807370664460284, 0, 0, 0, 3},
};

double tower_cooltools_approach_k(double wet_bulb_k, double range_k, double water_ratio, double air_ratio,
                                  int *clamp_count)
{
    double v[4] = {
        clamp_between(air_ratio, 0.25, 1.0, clamp_count),
        clamp_between(water_ratio, 0.75, 1.25, clamp_count),
        clamp_between(wet_bulb_k - ZERO_C_K, -1.0, 26.67, clamp_count),
        clamp_between(range_k, 1.11, 11.11, clamp_count),
    };
    double power[4][4], sum = 0.0;

    for (int i = 0; i < 4; i++) {
        power[i][0] = 1.0;
        for (int n = 1; n < 4; n++)
            power[i][n] = power[i][n - 1] * v[i];
    }
    for (int k = 0; k < 35; k++)
        sum +=
            cool[k].c * power[0][cool[k].a] * power[1][cool[k].w] * power[2][cool[k].t] * power[3][cool[k].r];
    return clamp_between(sum, 1.11, 11.11, clamp_count);
}

/* Greatest LG whose approach is at most WANTED_K; 0 when none is. */
static double solve_lg(const double p[3], double wanted_k)
{
    double c = p[0] - wanted_k;

    if (wanted_k >= MOST_APPROACH || york_at(p, GREATEST_LG) <= wanted_k)
        return GREATEST_LG;
    return fmax(-2.0 * c / (p[1] + sqrt(fmax(p[1] * p[1] - 4.0 * p[2] * c, 0.0))), 0.0);
}

struct tower_state tower_run(const struct tower *tower, double heat_w, double water_ratio, double wet_bulb_k,
                             double leaving_set_k, int *clamp_count)
{
    struct tower_state s = {.leaving_k = leaving_set_k, .holds = true};
    double water = clamp_between(water_ratio, 0.75, 1.25, clamp_count), p[3], lg;

    assert(tower->rated_water_kg_s > 0.0 && tower->approach_scale_ratio > 0.0);
    if (!(heat_w > 0.0))
        return s;
    s.range_k = heat_w * (1.0 / (water * tower->rated_water_kg_s * TOWER_WATER_J_KG_K));
    york_quadratic(wet_bulb_k, s.range_k, p, clamp_count);
    lg = solve_lg(p, (leaving_set_k - wet_bulb_k) * (1.0 / tower->approach_scale_ratio));
    if (lg < water) /* air above its rated flow */
        lg = water;
    s.air_ratio = water / lg;
    s.leaving_k = wet_bulb_k + tower->approach_scale_ratio *
                                   clamp_between(york_at(p, lg), LEAST_APPROACH, MOST_APPROACH, clamp_count);
    s.holds = s.leaving_k <= leaving_set_k + 1e-6;
    s.fan_w = tower->rated_fan_w * fmax(s.air_ratio * s.air_ratio * s.air_ratio, tower->fan_floor_ratio);
    return s;
}
