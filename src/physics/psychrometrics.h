/* SPDX-License-Identifier: Apache-2.0 */
/*
 * psychrometrics - the state of moist air: wet bulb, dew point, humidity, enthalpy, density.
 *
 * Real-gas corrections are left out, as in ASHRAE Handbook Fundamentals 2017, chapter 1, from which
 * all equations come unless noted.  Humidity ratio is kg of water per kg of dry air and is the
 * quantity to pass around: the other measures of moisture convert to and from it.
 *
 * Saturation is over ice below 0 C and over liquid water from 0 C up; so is the wet bulb.  The two
 * wet-bulb balances disagree at 0 C, so dry air just above freezing has one solution on each side
 * (up to 0.7 K apart, below 11 C).  The liquid one is returned: the wick is still wet when it gets there.
 *
 * Valid: pressure 50..110 kPa (about 5,500 m up to 700 m below the sea), temperature 173.15..353.15 K
 * for everything that involves pressure; humidity ratio 1e-7 up to saturation.
 * Errors: out-of-range inputs are clamped and counted, see clamp.h.  Threads: pure.
 */
#ifndef PHYSICS_PSYCHROMETRICS_H
#define PHYSICS_PSYCHROMETRICS_H

/* Water vapour pressure at saturation, Hyland and Wexler 1983.  Valid 173.15..473.15 K. */
double psychrometrics_saturation_pa(double temperature_k, int *clamp_count);

/* Humidity ratio of air with this vapour pressure: 0.621945 pv / (p - pv); pv at most 0.99 p. */
double psychrometrics_humidity_ratio(double vapour_pa, double pressure_pa, int *clamp_count);

/* Vapour pressure of air with this humidity ratio; the inverse of the above. */
double psychrometrics_vapour_pa(double humidity_ratio, double pressure_pa, int *clamp_count);

/* Humidity ratio from relative humidity, 0..1. */
double psychrometrics_humidity_from_relative(double dry_bulb_k, double relative_ratio, double pressure_pa,
                                             int *clamp_count);

/* Humidity ratio from dew point (frost point below 0 C). */
double psychrometrics_humidity_from_dew_point(double dew_point_k, double pressure_pa, int *clamp_count);

/* Humidity ratio from wet bulb; the defining energy balance, eq. 33 (liquid) and 35 (ice). */
double psychrometrics_humidity_from_wet_bulb(double dry_bulb_k, double wet_bulb_k, double pressure_pa,
                                             int *clamp_count);

/* Relative humidity, 0..1; more than 1 is fog and comes back as it is. */
double psychrometrics_relative_ratio(double dry_bulb_k, double humidity_ratio, double pressure_pa,
                                     int *clamp_count);

/* Temperature at which this air saturates (frost point below 0 C), to 1e-6 K; Newton on ln p. */
double psychrometrics_dew_point_k(double humidity_ratio, double pressure_pa, int *clamp_count);

/*
 * Thermodynamic wet bulb, the exact solution of eq. 33/35 to 1e-5 K by Halley steps on the convex
 * balance (two or three steps).  Moister than saturated counts as clamped and gives the dry bulb.
 */
double psychrometrics_wet_bulb_k(double dry_bulb_k, double humidity_ratio, double pressure_pa,
                                 int *clamp_count);

/*
 * The same for COUNT hours; arrays of COUNT, WET_BULB_K is the caller's and may be HUMIDITY_RATIO.  A
 * pressure array of one weather file is usual; pass the station's value in each place when the file has none.
 */
void psychrometrics_wet_bulb_block(int count, const double *dry_bulb_k, const double *humidity_ratio,
                                   const double *pressure_pa, double *wet_bulb_k);

/*
 * Wet bulb by Stull 2011 (J. Appl. Meteor. Climatol. 50, 2267), for comparison only: made for sea
 * level, -20..50 C and 5..99 % relative humidity, error -1.0..+0.65 K.
 */
double psychrometrics_stull_wet_bulb_k(double dry_bulb_k, double relative_ratio, int *clamp_count);

/* Enthalpy per kg of dry air, zero for dry air at 0 C: 1006 t + W (2,501,000 + 1860 t), t in C. */
double psychrometrics_enthalpy_j_kg(double dry_bulb_k, double humidity_ratio);

/* Volume per kg of dry air: 287.042 T (1 + 1.607858 W) / p. */
double psychrometrics_specific_volume_m3_kg(double dry_bulb_k, double humidity_ratio, double pressure_pa);

/* Mass of moist air (dry air and vapour) per volume. */
double psychrometrics_density_kg_m3(double dry_bulb_k, double humidity_ratio, double pressure_pa);

/* Pressure of the standard atmosphere, 101325 (1 - 2.25577e-5 z)^5.2559.  Valid -5000..11000 m. */
double psychrometrics_standard_pa(double altitude_m, int *clamp_count);

#endif
