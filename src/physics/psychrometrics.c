/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/psychrometrics.h"

#include "physics/clamp.h"

#include <math.h>
#include <stdbool.h>

#define FREEZING_K     273.15
#define MASS_RATIO     0.621945
#define DRY_AIR_J_KG_K 287.042

static const double cold_k = 173.15, boiling_k = 473.15, hot_k = 353.15;
static const double low_pa = 50e3, high_pa = 110e3;
static const double driest_ratio = 1e-7;

/* Natural logarithm of the saturation pressure, and its slope in 1/K. */
struct log_pressure {
    double value;
    double slope;
};

static struct log_pressure log_over_liquid(double t_k)
{
    struct log_pressure p;

    p.value = -5.8002206e3 / t_k + 1.3914993 +
              t_k * (-4.8640239e-2 + t_k * (4.1764768e-5 - 1.4452093e-8 * t_k)) + 6.5459673 * log(t_k);
    p.slope =
        (5.8002206e3 / t_k + 6.5459673) / t_k - 4.8640239e-2 + t_k * (8.3529536e-5 - 4.3356279e-8 * t_k);
    return p;
}

static struct log_pressure log_over_ice(double t_k)
{
    struct log_pressure p;

    p.value = -5.6745359e3 / t_k + 6.3925247 +
              t_k * (-9.677843e-3 + t_k * (6.2215701e-7 + t_k * (2.0747825e-9 - 9.484024e-13 * t_k))) +
              4.1635019 * log(t_k);
    p.slope = (5.6745359e3 / t_k + 4.1635019) / t_k - 9.677843e-3 +
              t_k * (1.24431402e-6 + t_k * (6.2243475e-9 - 3.7936096e-12 * t_k));
    return p;
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

/*
 * The balance minus its right-hand side is convex and rising in x, so steps from the warm side never
 * pass the root; Halley's second derivative makes the error of a 0.05 K step smaller than 1e-6 K.
 */
static double balance_root(const struct wick *k, double t, double w, double p_pa)
{
    double x = k == &frozen_wick ? fmin(t, 0.0) : t;
    double right = 1.006 * t + w * (k->heat + 1.86 * t), slope_rest = 1.006 + w * k->c;

    for (int step = 0; step < 20; step++) {
        double t_k = x + FREEZING_K;
        struct log_pressure ln = k == &frozen_wick ? log_over_ice(t_k) : log_over_liquid(t_k);
        double ps = exp(ln.value), room = p_pa - ps, ws = MASS_RATIO * ps / room;
        double ws1 = ws * ln.slope * p_pa / room;
        double ws2 = ws1 * (ln.slope * (1.0 + 2.0 * ps / room) - 2.0 / t_k);
        double latent = k->heat - k->b * x;
        double f = latent * ws + slope_rest * x - right;
        double f1 = latent * ws1 - k->b * ws + slope_rest;
        double f2 = latent * ws2 - 2.0 * k->b * ws1;
        double change = 2.0 * f * f1 / (2.0 * f1 * f1 - f * f2);

        x -= change;
        if (fabs(change) < 0.05)
            break;
    }
    return fmin(x, t);
}

static double wet_bulb_c(double t, double w, double p_pa)
{
    const double saturated_at_freezing = ratio_of(611.2129, p_pa);
    bool frozen =
        t < 0.0 || wet_wick.heat * saturated_at_freezing - 1.006 * t > w * (wet_wick.heat + 1.86 * t);

    if (!frozen)
        return fmax(balance_root(&wet_wick, t, w, p_pa), 0.0);
    return fmax(balance_root(&frozen_wick, t, w, p_pa), cold_k - FREEZING_K);
}

double psychrometrics_wet_bulb_k(double dry_bulb_k, double humidity_ratio, double pressure_pa,
                                 int *clamp_count)
{
    double dry_k = clamp_between(dry_bulb_k, cold_k, hot_k, clamp_count);
    double p_pa = clamp_between(pressure_pa, low_pa, high_pa, clamp_count);
    double w = clamp_between(humidity_ratio, driest_ratio, 10.0, clamp_count);
    double t = dry_k - FREEZING_K, x;

    /* A hair of tolerance: saturated air computed elsewhere may differ in the last digit. */
    x = wet_bulb_c(t, w, p_pa);
    if (x >= t && clamp_count != NULL && w > saturated_ratio(dry_k, p_pa) * (1.0 + 1e-9))
        ++*clamp_count;
    return x + FREEZING_K;
}

void psychrometrics_wet_bulb_block(int count, const double *dry_bulb_k, const double *humidity_ratio,
                                   const double *pressure_pa, double *wet_bulb_k)
{
    for (int i = 0; i < count; i++)
        wet_bulb_k[i] = psychrometrics_wet_bulb_k(dry_bulb_k[i], humidity_ratio[i], pressure_pa[i], NULL);
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
