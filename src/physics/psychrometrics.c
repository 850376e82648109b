/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/psychrometrics.h"

#include "base/lanes.h"
#include "base/wide.h"
#include "physics/clamp.h"

#include <math.h>
#include <stdbool.h>

#define FREEZING_K     273.15
#define MASS_RATIO     0.621945
#define DRY_AIR_J_KG_K 287.042

static const double cold_k = 173.15, boiling_k = 473.15, hot_k = 353.15;
static const double low_pa = 50e3, high_pa = 110e3;
static const double driest_ratio = 1e-7;

/* Of the root of a wet bulb's balance. */
#define LAST_STEP_K 0.05
enum { MOST_STEPS = 20 };

/* Natural logarithm of the saturation pressure, and its slope in 1/K. */
struct log_pressure {
    double value;
    double slope;
};

/* LOG_T is the natural logarithm of T_K. */
static inline struct log_pressure over_liquid(double t_k, double log_t)
{
    struct log_pressure p;

    p.value = -5.8002206e3 / t_k + 1.3914993 +
              t_k * (-4.8640239e-2 + t_k * (4.1764768e-5 - 1.4452093e-8 * t_k)) + 6.5459673 * log_t;
    p.slope =
        (5.8002206e3 / t_k + 6.5459673) / t_k - 4.8640239e-2 + t_k * (8.3529536e-5 - 4.3356279e-8 * t_k);
    return p;
}

static inline struct log_pressure over_ice(double t_k, double log_t)
{
    struct log_pressure p;

    p.value = -5.6745359e3 / t_k + 6.3925247 +
              t_k * (-9.677843e-3 + t_k * (6.2215701e-7 + t_k * (2.0747825e-9 - 9.484024e-13 * t_k))) +
              4.1635019 * log_t;
    p.slope = (5.6745359e3 / t_k + 4.1635019) / t_k - 9.677843e-3 +
              t_k * (1.24431402e-6 + t_k * (6.2243475e-9 - 3.7936096e-12 * t_k));
    return p;
}

static struct log_pressure log_over_liquid(double t_k)
{
    return over_liquid(t_k, log(t_k));
}

static struct log_pressure log_over_ice(double t_k)
{
    return over_ice(t_k, log(t_k));
}

double psychrometrics_saturation_pa(double temperature_k, int *clamp_count)
{
    double t_k = clamp_between(temperature_k, cold_k, boiling_k, clamp_count);

    return exp(t_k < FREEZING_K ? log_over_ice(t_k).value : log_over_liquid(t_k).value);
}

static double ratio_of(double vapour_pa, double pressure_pa)
{
    return MASS_RATIO * vapour_pa / (pressure_pa - vapour_pa);
}

static double saturated_ratio(double t_k, double pressure_pa)
{
    return ratio_of(psychrometrics_saturation_pa(t_k, NULL), pressure_pa);
}

double psychrometrics_humidity_ratio(double vapour_pa, double pressure_pa, int *clamp_count)
{
    double p_pa = clamp_between(pressure_pa, low_pa, high_pa, clamp_count);

    return fmax(ratio_of(clamp_between(vapour_pa, 0.0, 0.99 * p_pa, clamp_count), p_pa), driest_ratio);
}

double psychrometrics_vapour_pa(double humidity_ratio, double pressure_pa, int *clamp_count)
{
    double p_pa = clamp_between(pressure_pa, low_pa, high_pa, clamp_count);
    double w = clamp_between(humidity_ratio, driest_ratio, 10.0, clamp_count);

    return p_pa * w / (MASS_RATIO + w);
}

double psychrometrics_humidity_from_relative(double dry_bulb_k, double relative_ratio, double pressure_pa,
                                             int *clamp_count)
{
    double t_k = clamp_between(dry_bulb_k, cold_k, hot_k, clamp_count);
    double relative = clamp_between(relative_ratio, 0.0, 1.0, clamp_count);

    return psychrometrics_humidity_ratio(relative * psychrometrics_saturation_pa(t_k, NULL), pressure_pa,
                                         clamp_count);
}

double psychrometrics_humidity_from_dew_point(double dew_point_k, double pressure_pa, int *clamp_count)
{
    double t_k = clamp_between(dew_point_k, cold_k, hot_k, clamp_count);

    return psychrometrics_humidity_ratio(psychrometrics_saturation_pa(t_k, NULL), pressure_pa, clamp_count);
}

double psychrometrics_relative_ratio(double dry_bulb_k, double humidity_ratio, double pressure_pa,
                                     int *clamp_count)
{
    double t_k = clamp_between(dry_bulb_k, cold_k, hot_k, clamp_count);

    return psychrometrics_vapour_pa(humidity_ratio, pressure_pa, clamp_count) /
           psychrometrics_saturation_pa(t_k, NULL);
}

double psychrometrics_dew_point_k(double humidity_ratio, double pressure_pa, int *clamp_count)
{
    const double ice_at_freezing_pa = 611.153, liquid_at_freezing_pa = 611.2129;
    double vapour_pa = psychrometrics_vapour_pa(humidity_ratio, pressure_pa, clamp_count);
    double target = log(vapour_pa), magnus = target - 6.41544; /* ln 611.21 */
    double t_k, slope_a, slope_b;
    bool liquid = vapour_pa >= liquid_at_freezing_pa;

    if (!liquid && vapour_pa > ice_at_freezing_pa)
        return FREEZING_K;
    slope_a = liquid ? 17.625 : 22.46;
    slope_b = liquid ? 243.04 : 272.62;
    t_k = FREEZING_K + slope_b * magnus / (slope_a - magnus);
    for (int step = 0; step < 3; step++) { /* the Magnus start is within 1 K; each step squares it */
        struct log_pressure p = liquid ? log_over_liquid(t_k) : log_over_ice(t_k);
        t_k -= (p.value - target) / p.slope;
    }
    return t_k;
}

/* Constants of the wet-bulb balance in kJ/kg: (heat - b x) Ws - 1.006 (t - x) = w (heat + 1.86 t - c x). */
struct wick {
    double heat, b, c;
};
static const struct wick wet_wick = {2501.0, 2.326, 4.186}, frozen_wick = {2830.0, 0.24, 2.1};

double psychrometrics_humidity_from_wet_bulb(double dry_bulb_k, double wet_bulb_k, double pressure_pa,
                                             int *clamp_count)
{
    double dry_k = clamp_between(dry_bulb_k, cold_k, hot_k, clamp_count);
    double wet_k = clamp_between(wet_bulb_k, cold_k, dry_k, clamp_count);
    double p_pa = clamp_between(pressure_pa, low_pa, high_pa, clamp_count);
    double t = dry_k - FREEZING_K, x = wet_k - FREEZING_K, ws = saturated_ratio(wet_k, p_pa);
    const struct wick *k = x < 0.0 ? &frozen_wick : &wet_wick;

    return clamp_between(((k->heat - k->b * x) * ws - 1.006 * (t - x)) / (k->heat + 1.86 * t - k->c * x),
                         driest_ratio, 10.0, clamp_count);
}

/* The balance of one hour: its right-hand side, and the slope of what rises with x in it beside the vapour.
 */
struct balance {
    double right, slope_rest;
};

static inline struct balance balance_of(const struct wick *k, double t, double w)
{
    return (struct balance){1.006 * t + w * (k->heat + 1.86 * t), 1.006 + w * k->c};
}

/*
 * The balance minus its right-hand side is convex and rising in x, so steps from the warm side never
 * pass the root; Halley's second derivative makes the error of a step below LAST_STEP_K smaller than 1e-6 K.
 * X less what is returned is the next x.
 */
static inline double step_from(const struct wick *k, const struct balance *balance, double x, double p_pa,
                               struct log_pressure ln, double ps)
{
    double room = p_pa - ps, ws = MASS_RATIO * ps / room;
    double ws1 = ws * ln.slope * p_pa / room;
    double ws2 = ws1 * (ln.slope * (1.0 + 2.0 * ps / room) - 2.0 / (x + FREEZING_K));
    double latent = k->heat - k->b * x;
    double f = latent * ws + balance->slope_rest * x - balance->right;
    double f1 = latent * ws1 - k->b * ws + balance->slope_rest;
    double f2 = latent * ws2 - 2.0 * k->b * ws1;

    return 2.0 * f * f1 / (2.0 * f1 * f1 - f * f2);
}

static double balance_root(const struct wick *k, double t, double w, double p_pa)
{
    double x = k == &frozen_wick ? fmin(t, 0.0) : t;
    struct balance balance = balance_of(k, t, w);

    for (int step = 0; step < MOST_STEPS; step++) {
        double t_k = x + FREEZING_K;
        struct log_pressure ln = k == &frozen_wick ? log_over_ice(t_k) : log_over_liquid(t_k);
        double change = step_from(k, &balance, x, p_pa, ln, exp(ln.value));

        x -= change;
        if (fabs(change) < LAST_STEP_K)
            break;
    }
    return fmin(x, t);
}

static const struct wick *wick_at(double t, double w, double p_pa)
{
    const double saturated_at_freezing = ratio_of(611.2129, p_pa);
    bool frozen =
        t < 0.0 || wet_wick.heat * saturated_at_freezing - 1.006 * t > w * (wet_wick.heat + 1.86 * t);

    return frozen ? &frozen_wick : &wet_wick;
}

/* The root X of a balance, kept to where its wick is what was assumed. */
static double wet_bulb_c(const struct wick *k, double x)
{
    return fmax(x, k == &frozen_wick ? cold_k - FREEZING_K : 0.0);
}

double psychrometrics_wet_bulb_k(double dry_bulb_k, double humidity_ratio, double pressure_pa,
                                 int *clamp_count)
{
    double dry_k = clamp_between(dry_bulb_k, cold_k, hot_k, clamp_count);
    double p_pa = clamp_between(pressure_pa, low_pa, high_pa, clamp_count);
    double w = clamp_between(humidity_ratio, driest_ratio, 10.0, clamp_count);
    double t = dry_k - FREEZING_K, x;
    const struct wick *k = wick_at(t, w, p_pa);

    /* A hair of tolerance: saturated air computed elsewhere may differ in the last digit. */
    x = wet_bulb_c(k, balance_root(k, t, w, p_pa));
    if (x >= t && clamp_count != NULL && w > saturated_ratio(dry_k, p_pa) * (1.0 + 1e-9))
        ++*clamp_count;
    return x + FREEZING_K;
}

enum { GROUP = 32 };

/* Hours with one wick, side by side. */
struct group {
    LANES_ALIGNED double t[GROUP];
    LANES_ALIGNED double w[GROUP];
    LANES_ALIGNED double p_pa[GROUP];
    LANES_ALIGNED double x[GROUP];
    LANES_ALIGNED double change[GROUP]; /* of the last step */
    const struct wick *wick;
    int place[GROUP]; /* in the block */
    int count;
};

/* Logarithms of pressure and their slopes, from those of temperature. */
LANES_INLINE void group_pressures(const struct group *group, const double *log_t, double *restrict value,
                                  double *restrict slope)
{
    if (group->wick == &frozen_wick)
        for (int i = 0; i < GROUP; i++) {
            struct log_pressure ln = over_ice(group->x[i] + FREEZING_K, log_t[i]);
            value[i] = ln.value;
            slope[i] = ln.slope;
        }
    else
        for (int i = 0; i < GROUP; i++) {
            struct log_pressure ln = over_liquid(group->x[i] + FREEZING_K, log_t[i]);
            value[i] = ln.value;
            slope[i] = ln.slope;
        }
}

/* One step of balance_root for all hours; those that have arrived stay where they are.  False when all have.
 */
WIDE static bool group_step(struct group *group)
{
    LANES_ALIGNED double log_t[GROUP];
    LANES_ALIGNED double value[GROUP];
    LANES_ALIGNED double slope[GROUP];
    const struct wick wick = *group->wick;
    double most = 0.0;

    for (int i = 0; i < GROUP; i++)
        log_t[i] = log(group->x[i] + FREEZING_K);
    group_pressures(group, log_t, value, slope);
    for (int i = 0; i < GROUP; i++)
        value[i] = exp(value[i]);
    for (int i = 0; i < GROUP; i++) {
        struct log_pressure ln = {.slope = slope[i]};
        struct balance balance = balance_of(&wick, group->t[i], group->w[i]);
        double next = step_from(&wick, &balance, group->x[i], group->p_pa[i], ln, value[i]);
        group->change[i] = fabs(group->change[i]) < LAST_STEP_K ? 0.0 : next;
        group->x[i] -= group->change[i];
    }
    for (int i = 0; i < GROUP; i++)
        most = fabs(group->change[i]) < most ? most : fabs(group->change[i]);
    return !(most < LAST_STEP_K);
}

/* Solves what the group has; the rest of it repeats its first hour. */
static void group_solve(struct group *group, double *wet_bulb_k)
{
    int step = 0;

    if (!group->count)
        return;
    for (int i = 0; i < GROUP; i++) {
        int from = i < group->count ? i : 0;
        group->t[i] = group->t[from];
        group->w[i] = group->w[from];
        group->p_pa[i] = group->p_pa[from];
        group->x[i] = group->wick == &frozen_wick ? fmin(group->t[i], 0.0) : group->t[i];
        group->change[i] = INFINITY;
    }
    while (group_step(group) && ++step < MOST_STEPS)
        continue;
    for (int i = 0; i < group->count; i++)
        wet_bulb_k[group->place[i]] = wet_bulb_c(group->wick, fmin(group->x[i], group->t[i])) + FREEZING_K;
    group->count = 0;
}

void psychrometrics_wet_bulb_block(int count, const double *dry_bulb_k, const double *humidity_ratio,
                                   const double *pressure_pa, double *wet_bulb_k)
{
    struct group wet, frozen;

    wet.wick = &wet_wick;
    frozen.wick = &frozen_wick;
    wet.count = frozen.count = 0;
    for (int i = 0; i < count; i++) {
        double t = clamp_between(dry_bulb_k[i], cold_k, hot_k, NULL) - FREEZING_K;
        double w = clamp_between(humidity_ratio[i], driest_ratio, 10.0, NULL);
        double p_pa = clamp_between(pressure_pa[i], low_pa, high_pa, NULL);
        struct group *group = wick_at(t, w, p_pa) == &wet_wick ? &wet : &frozen;
        int last = group->count++;
        group->t[last] = t;
        group->w[last] = w;
        group->p_pa[last] = p_pa;
        group->place[last] = i;
        if (group->count == GROUP)
            group_solve(group, wet_bulb_k);
    }
    group_solve(&wet, wet_bulb_k);
    group_solve(&frozen, wet_bulb_k);
}

double psychrometrics_stull_wet_bulb_k(double dry_bulb_k, double relative_ratio, int *clamp_count)
{
    double t = clamp_between(dry_bulb_k - FREEZING_K, -20.0, 50.0, clamp_count);
    double rh = 100.0 * clamp_between(relative_ratio, 0.05, 0.99, clamp_count);

    return FREEZING_K + t * atan(0.151977 * sqrt(rh + 8.313659)) + atan(t + rh) - atan(rh - 1.676331) +
           0.00391838 * rh * sqrt(rh) * atan(0.023101 * rh) - 4.686035;
}

double psychrometrics_enthalpy_j_kg(double dry_bulb_k, double humidity_ratio)
{
    double t = dry_bulb_k - FREEZING_K;

    return 1006.0 * t + humidity_ratio * (2501000.0 + 1860.0 * t);
}

double psychrometrics_specific_volume_m3_kg(double dry_bulb_k, double humidity_ratio, double pressure_pa)
{
    return DRY_AIR_J_KG_K * dry_bulb_k * (1.0 + 1.607858 * humidity_ratio) / pressure_pa;
}

double psychrometrics_density_kg_m3(double dry_bulb_k, double humidity_ratio, double pressure_pa)
{
    return (1.0 + humidity_ratio) /
           psychrometrics_specific_volume_m3_kg(dry_bulb_k, humidity_ratio, pressure_pa);
}

double psychrometrics_standard_pa(double altitude_m, int *clamp_count)
{
    double z = clamp_between(altitude_m, -5000.0, 11000.0, clamp_count);

    return 101325.0 * pow(1.0 - 2.25577e-5 * z, 5.2559);
}
