/* SPDX-License-Identifier: Apache-2.0 */
#include "weather/generate.h"

#include "base/wide.h"
#include "engine/stream.h"
#include "physics/psychrometrics.h"

#include <math.h>

enum { HOURS = 24, FIELD_ANOMALY = 1, FIELD_DEW, FIELD_RANGE };

#define PI 3.14159265358979323846

const int generate_month_days[GENERATE_MONTHS] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

static const double range_sd_ratio = 0.33, dew_persistence_ratio = 0.5;

int generate_month_of_day(int day)
{
    int month = 0;
    while (month < GENERATE_MONTHS - 1 && day >= generate_month_days[month])
        day -= generate_month_days[month++];
    return month;
}

/* What a year is made of before it is spread over the hours. */
struct daily {
    double mean_k[GENERATE_DAYS];  /* dry bulb */
    double range_k[GENERATE_DAYS]; /* height of the diurnal wave */
    double dew_k[GENERATE_DAYS];
};

struct ensemble {
    const struct normals *normals;
    struct daily *years;
    struct generated *hours;
    int count;
    int month[GENERATE_DAYS];
    double shape[HOURS];       /* diurnal wave, mean 0, highest minus lowest 1 */
    double from_noon[HOURS];   /* of the middle of the hour, in days, either way */
    double hot_k, hot_ratio;   /* dry bulbs above hot_k count by hot_ratio */
    double damp_k, damp_ratio; /* the same for dew points */
};

/* Straight lines between the middles of the months, from NODE. */
static void interpolate_months(const double node[GENERATE_MONTHS], double out[GENERATE_DAYS])
{
    int start = 0;
    for (int m = 0; m < GENERATE_MONTHS; m++) {
        double length = generate_month_days[m];
        for (int d = 0; d < generate_month_days[m]; d++) {
            double x = (d + 0.5) / length - 0.5;
            int other = (m + (x < 0 ? GENERATE_MONTHS - 1 : 1)) % GENERATE_MONTHS;
            double span = 0.5 * (length + generate_month_days[other]);
            out[start + d] = node[m] + fabs(x) * length / span * (node[other] - node[m]);
        }
        start += generate_month_days[m];
    }
}

static void monthly_means(const double day[GENERATE_DAYS], const int month[GENERATE_DAYS], double out[])
{
    for (int m = 0; m < GENERATE_MONTHS; m++)
        out[m] = 0;
    for (int d = 0; d < GENERATE_DAYS; d++)
        out[month[d]] += day[d] / generate_month_days[month[d]];
}

/* The daily curve through the months whose monthly means are TARGET. */
static void smooth_months(const double target[], const int month[GENERATE_DAYS], double out[GENERATE_DAYS])
{
    double node[GENERATE_MONTHS], mean[GENERATE_MONTHS];
    for (int m = 0; m < GENERATE_MONTHS; m++)
        node[m] = target[m];
    for (int round = 0; round < 12; round++) {
        interpolate_months(node, out);
        monthly_means(out, month, mean);
        for (int m = 0; m < GENERATE_MONTHS; m++)
            node[m] += target[m] - mean[m];
    }
}

static void diurnal_shape(double shape[HOURS])
{
    double low = 0, high = 0;
    for (int h = 0; h < HOURS; h++) {
        double t = 2 * PI * (h + 0.5) / HOURS;
        shape[h] = 0.4673 * cos(t - 2 * PI * 14.65 / HOURS) + 0.0986 * cos(2 * (t - 2 * PI * 0.93 / HOURS));
        low = fmin(low, shape[h]);
        high = fmax(high, shape[h]);
    }
    for (int h = 0; h < HOURS; h++)
        shape[h] /= high - low;
}

/*
 * Dew point per kelvin of anomaly in MONTH.  Warm spells are damp in cool months and dry in hot ones: 1.0 at
 * a monthly mean of 21 C, 0.26 at 29 C in the six stations, so a line through 24 C, where the field is
 * stated.
 */
static double coupling_of(const struct normals *normals, int month)
{
    double warmer_k = normals->dry_bulb_k[month] - 297.15;
    return normals->dew_coupling_ratio * fmin(fmax(1.0 - 0.092 * warmer_k, 0.2), 1.3);
}

/* One year's days: persistent anomalies upon the curves of BASE. */
static void draw_days(const struct ensemble *e, int year, uint64_t seed, const struct daily *base)
{
    const struct normals *n = e->normals;
    struct daily *days = &e->years[year];
    struct stream anomaly = stream_named(seed, (uint64_t)year, 0, FIELD_ANOMALY);
    struct stream rest = stream_named(seed, (uint64_t)year, 0, FIELD_DEW);
    struct stream height = stream_named(seed, (uint64_t)year, 0, FIELD_RANGE);
    double keep = n->persistence_ratio, fresh = sqrt(1 - keep * keep);
    double dew_keep = dew_persistence_ratio, dew_fresh = sqrt(1 - dew_keep * dew_keep);
    double a = stream_normal(&anomaly), w = stream_normal(&rest), coupling[GENERATE_MONTHS];
    for (int m = 0; m < GENERATE_MONTHS; m++)
        coupling[m] = coupling_of(n, m);
    for (int d = 0; d < GENERATE_DAYS; d++) {
        double anomaly_k = a * n->day_sd_k[e->month[d]];
        double factor = 1 + range_sd_ratio * stream_normal(&height);
        days->mean_k[d] = base->mean_k[d] + anomaly_k;
        days->range_k[d] = base->range_k[d] * fmin(fmax(factor, 0.25), 1.9);
        days->dew_k[d] = base->dew_k[d] + coupling[e->month[d]] * anomaly_k + n->dew_sd_k * w;
        a = keep * a + fresh * stream_normal(&anomaly);
        w = dew_keep * w + dew_fresh * stream_normal(&rest);
    }
}

/* Adds STEP[month] to the field at OFFSET of every day of every year. */
static void shift_months(struct ensemble *e, size_t offset, const double step[GENERATE_MONTHS])
{
    for (int y = 0; y < e->count; y++) {
        double *day = (double *)(void *)((char *)&e->years[y] + offset);
        for (int d = 0; d < GENERATE_DAYS; d++)
            day[d] += step[e->month[d]];
    }
}

/* How far a day lies from the one before it and the one after; the year is round. */
struct noons {
    double here, before, after;
};

static inline struct noons noons_of(const double day[GENERATE_DAYS], int d)
{
    int before = d ? d - 1 : GENERATE_DAYS - 1, after = d < GENERATE_DAYS - 1 ? d + 1 : 0;
    return (struct noons){day[d], day[before] - day[d], day[after] - day[d]};
}

/* Values at the middles of the hours of a day when DAY holds at noon: straight lines between noons. */
static inline void spread_day(const struct ensemble *e, struct noons noons, double out[HOURS])
{
    for (int h = 0; h < HOURS / 2; h++)
        out[h] = noons.here + e->from_noon[h] * noons.before;
    for (int h = HOURS / 2; h < HOURS; h++)
        out[h] = noons.here + e->from_noon[h] * noons.after;
}

/* VALUE with what is above START counting by RATIO. */
static inline double bent(double value, double start, double ratio)
{
    return value > start ? start + ratio * (value - start) : value;
}

WIDE static void spread_dry_day(const struct ensemble *e, const struct daily *days, int d,
                                double *restrict out)
{
    double straight[HOURS];
    spread_day(e, noons_of(days->mean_k, d), straight);
    for (int h = 0; h < HOURS; h++)
        out[h] = bent(straight[h] + days->range_k[d] * e->shape[h], e->hot_k, e->hot_ratio);
}

static void spread_dry(struct ensemble *e)
{
    for (int y = 0; y < e->count; y++)
        for (int d = 0; d < GENERATE_DAYS; d++)
            spread_dry_day(e, &e->years[y], d, e->hours[y].dry_bulb_k + d * HOURS);
}

/* Sets how hot afternoons are bent, from what they are like when straight. */
static void fit_hot(struct ensemble *e)
{
    const double below_20_year_k = 3.3;
    const struct normals *n = e->normals;
    double highest_k = 0;
    e->hot_k = 0;
    e->hot_ratio = 1;
    for (int m = 0; m < GENERATE_MONTHS; m++)
        e->hot_k = fmax(e->hot_k, n->dry_bulb_k[m] + 0.5 * n->daily_range_k[m]);
    spread_dry(e);
    for (int y = 0; y < e->count; y++) {
        double year_k = 0;
        for (int i = 0; i < GENERATE_HOURS; i++)
            year_k = e->hours[y].dry_bulb_k[i] > year_k ? e->hours[y].dry_bulb_k[i] : year_k;
        highest_k += year_k / e->count;
    }
    double wanted_k = n->extreme_dry_bulb_k - below_20_year_k - e->hot_k;
    e->hot_ratio = fmin(fmax(wanted_k / fmax(highest_k - e->hot_k, 0.1), 0.1), 2.0);
}

/* The same for dew points: the highest of a year is taken at 3.3 standard deviations. */
static void fit_damp(struct ensemble *e, const double dew[GENERATE_MONTHS])
{
    const double below_wet_bulb_k = 3.0, highest_sd = 3.3;
    const struct normals *n = e->normals;
    int dampest = 0;
    for (int m = 0; m < GENERATE_MONTHS; m++)
        if (dew[m] > dew[dampest])
            dampest = m;
    double sd_k = hypot(coupling_of(n, dampest) * n->day_sd_k[dampest], n->dew_sd_k);
    double wanted_k = n->extreme_wet_bulb_k - below_wet_bulb_k - dew[dampest];
    e->damp_k = dew[dampest];
    e->damp_ratio = sd_k > 0 ? fmin(fmax(wanted_k / (highest_sd * sd_k), 0.1), 1.0) : 1.0;
}

static void measure_dry(const struct ensemble *e, double mean[GENERATE_MONTHS], double range[GENERATE_MONTHS])
{
    for (int m = 0; m < GENERATE_MONTHS; m++)
        mean[m] = range[m] = 0;
    for (int y = 0; y < e->count; y++)
        for (int d = 0; d < GENERATE_DAYS; d++) {
            const double *hour = e->hours[y].dry_bulb_k + d * HOURS;
            double low = hour[0], high = hour[0], sum = 0, share;
            for (int h = 0; h < HOURS; h++) {
                low = hour[h] < low ? hour[h] : low;
                high = hour[h] > high ? hour[h] : high;
                sum += hour[h];
            }
            share = 1.0 / (e->count * generate_month_days[e->month[d]]);
            mean[e->month[d]] += sum / HOURS * share;
            range[e->month[d]] += (high - low) * share;
        }
}

static void fit_dry(struct ensemble *e)
{
    fit_hot(e);
    for (int round = 0; round < 4; round++) {
        double mean[GENERATE_MONTHS], range[GENERATE_MONTHS], step[GENERATE_MONTHS];
        spread_dry(e);
        measure_dry(e, mean, range);
        for (int m = 0; m < GENERATE_MONTHS; m++)
            step[m] = e->normals->dry_bulb_k[m] - mean[m];
        shift_months(e, offsetof(struct daily, mean_k), step);
        for (int y = 0; y < e->count; y++)
            for (int d = 0; d < GENERATE_DAYS; d++) {
                double wanted = e->normals->daily_range_k[e->month[d]], found = range[e->month[d]];
                e->years[y].range_k[d] *= found > 0 ? fmin(fmax(wanted / found, 0.5), 2.0) : 1.0;
            }
    }
    spread_dry(e);
}

/*
 * The dew point at a dry bulb when the days say STRAIGHT_K.  Along a line of constant wet bulb it falls by
 * about 0.39 K per kelvin of dry bulb (25-45 C).
 */
static inline double dew_at(const struct ensemble *e, double straight_k, double dry_k)
{
    const double slope = 0.39;
    double extreme_k = e->normals->extreme_wet_bulb_k, above_k = dry_k > extreme_k ? dry_k - extreme_k : 0;
    double ceiling_k = extreme_k - slope * above_k;
    double dew_k = bent(straight_k, e->damp_k, e->damp_ratio);
    ceiling_k = dry_k < ceiling_k ? dry_k : ceiling_k;
    return dew_k < ceiling_k ? dew_k : ceiling_k;
}

WIDE static void spread_dew_day(const struct ensemble *e, const struct daily *days, int d,
                                const double *restrict dry_k, double *restrict out)
{
    double straight[HOURS];
    spread_day(e, noons_of(days->dew_k, d), straight);
    for (int h = 0; h < HOURS; h++)
        out[h] = dew_at(e, straight[h], dry_k[h]);
}

static double dew_at_hour(const struct ensemble *e, int year, int i)
{
    double straight[HOURS];
    spread_day(e, noons_of(e->years[year].dew_k, i / HOURS), straight);
    return dew_at(e, straight[i % HOURS], e->hours[year].dry_bulb_k[i]);
}

enum { STRIDE = 11, SEEN = GENERATE_HOURS / STRIDE + 1 }; /* prime to 24: all hours of the day in turn */

/* Wet bulbs, or dew points where those are what is known, of every eleventh hour of a year; their number. */
static int sample_moisture(const struct ensemble *e, int year, double out[SEEN])
{
    double dry_k[SEEN], pressure_pa[SEEN];
    int count = 0;
    for (int i = year % STRIDE; i < GENERATE_HOURS; i += STRIDE, count++) {
        out[count] = dew_at_hour(e, year, i);
        dry_k[count] = e->hours[year].dry_bulb_k[i];
        pressure_pa[count] = e->normals->pressure_pa;
    }
    if (!e->normals->wet_bulb_k)
        return count;
    for (int n = 0; n < count; n++)
        out[n] = psychrometrics_humidity_from_dew_point(out[n], pressure_pa[n], NULL);
    psychrometrics_wet_bulb_block(count, dry_k, out, pressure_pa, out);
    return count;
}

static void measure_moisture(const struct ensemble *e, double mean[GENERATE_MONTHS])
{
    int seen[GENERATE_MONTHS] = {0};
    for (int m = 0; m < GENERATE_MONTHS; m++)
        mean[m] = 0;
    for (int y = 0; y < e->count; y++) {
        double sample[SEEN];
        int count = sample_moisture(e, y, sample);
        for (int n = 0; n < count; n++) {
            int m = e->month[(y % STRIDE + n * STRIDE) / HOURS];
            mean[m] += sample[n];
            seen[m]++;
        }
    }
    for (int m = 0; m < GENERATE_MONTHS; m++)
        mean[m] /= seen[m];
}

/*
 * Moves the dew points until the monthly means are met.  A kelvin of dew point is about half a kelvin
 * of wet bulb, and less where the dry bulb cuts it off, hence the step of 1.8 per kelvin missed.
 */
static void fit_moisture(struct ensemble *e)
{
    const double *target = e->normals->wet_bulb_k ? e->normals->wet_bulb_k : e->normals->dew_point_k;
    double gain = e->normals->wet_bulb_k ? 1.8 : 1.3;
    for (int round = 0; round < 3; round++) {
        double mean[GENERATE_MONTHS], step[GENERATE_MONTHS];
        measure_moisture(e, mean);
        for (int m = 0; m < GENERATE_MONTHS; m++)
            step[m] = gain * (target[m] - mean[m]);
        shift_months(e, offsetof(struct daily, dew_k), step);
    }
    for (int y = 0; y < e->count; y++)
        for (int d = 0; d < GENERATE_DAYS; d++)
            spread_dew_day(e, &e->years[y], d, e->hours[y].dry_bulb_k + d * HOURS,
                           e->hours[y].dew_point_k + d * HOURS);
}

/* First guess of the monthly dew points: those of the mean dry and wet bulb. */
static void guess_dew(const struct normals *n, double out[GENERATE_MONTHS])
{
    for (int m = 0; m < GENERATE_MONTHS; m++) {
        if (!n->wet_bulb_k) {
            out[m] = n->dew_point_k[m];
            continue;
        }
        double humidity =
            psychrometrics_humidity_from_wet_bulb(n->dry_bulb_k[m], n->wet_bulb_k[m], n->pressure_pa, NULL);
        out[m] = psychrometrics_dew_point_k(humidity, n->pressure_pa, NULL);
    }
}

struct generated *generate_years(const struct normals *normals, int count, uint64_t seed, struct arena *arena)
{
    struct arena *scratch = arena_new();
    struct ensemble e = {.normals = normals, .count = count};
    struct daily *base = arena_alloc(scratch, sizeof *base);
    double dew[GENERATE_MONTHS];

    e.years = arena_room(scratch, (size_t)count, sizeof *e.years);
    e.hours = arena_array(arena, (size_t)count, sizeof *e.hours);
    for (int d = 0; d < GENERATE_DAYS; d++)
        e.month[d] = generate_month_of_day(d);
    for (int h = 0; h < HOURS; h++)
        e.from_noon[h] = fabs((h + 0.5) / HOURS - 0.5);
    diurnal_shape(e.shape);
    guess_dew(normals, dew);
    smooth_months(normals->dry_bulb_k, e.month, base->mean_k);
    smooth_months(normals->daily_range_k, e.month, base->range_k);
    smooth_months(dew, e.month, base->dew_k);
    for (int y = 0; y < count; y++) {
        e.hours[y].dry_bulb_k = arena_room(arena, GENERATE_HOURS, sizeof(double));
        e.hours[y].dew_point_k = arena_room(arena, GENERATE_HOURS, sizeof(double));
        draw_days(&e, y, seed, base);
    }
    fit_dry(&e);
    fit_damp(&e, dew);
    fit_moisture(&e);
    arena_free(scratch);
    return e.hours;
}
