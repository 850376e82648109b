/* SPDX-License-Identifier: Apache-2.0 */
#include "engine/quantile.h"

#include <assert.h>
#include <gsl/gsl_cdf.h>
#include <gsl/gsl_sf_gamma.h>
#include <math.h>
#include <stdbool.h>

enum { CELLS = 170, CELLS_A_SCORE = 10 };

/* Scores from -LAST_SCORE to LAST_SCORE are tabulated; uniforms of 53 bits reach 8.3. */
static const double LAST_SCORE = 8.5;
static_assert(CELLS == 17 * CELLS_A_SCORE, "cells fill the scores");

static const double LOG_ROOT_TWO_PI = 0.91893853320467274178;
static const double SCORE_OF_P90 = 1.2815515655446004; /* quantile_normal(0.9) */

/* A point of the table: place in 0..1 at a score, and its change over one cell. */
struct knot {
    double place;
    double slope;
};

struct quantile_table {
    double low, high;
    const struct knot *knots; /* CELLS + 1 */
};

struct shape {
    double share; /* place of the mode between the ends, 0..1 */
    const struct knot *knots;
};

struct quantile_shapes {
    struct arena *arena;
    struct shape *items;
    size_t count, capacity;
};

double quantile_normal(double u)
{
    assert(u > 0 && u < 1);
    return gsl_cdf_ugaussian_Pinv(u);
}

double quantile_triangular(double low, double mode, double high, double u)
{
    assert(low <= mode && mode <= high);
    if (u * (high - low) < mode - low)
        return low + sqrt(u * (high - low) * (mode - low));
    return high - sqrt((1.0 - u) * (high - low) * (high - mode));
}

double quantile_lognormal(double p50, double p90, double u)
{
    double sigma = log(p90 / p50) / SCORE_OF_P90;
    return p50 * exp(sigma * quantile_normal(u));
}

double quantile_discrete(const double *values, const double *weights, int count, double u)
{
    double sum = 0, passed = 0;
    for (int i = 0; i < count; i++)
        sum += weights[i];
    for (int i = 0; i < count - 1; i++) {
        passed += weights[i];
        if (u * sum < passed)
            return values[i];
    }
    return values[count - 1];
}

double quantile_empirical(const double *values, int count, double u)
{
    double place = u * (count - 1);
    int below = (int)place;
    if (below >= count - 1)
        return values[count - 1];
    return values[below] + (place - below) * (values[below + 1] - values[below]);
}

/* What the place of a beta's quantile needs at every step. */
struct beta {
    double a, b;
    double log_constant; /* ln B(a, b) less ln sqrt(2 pi) */
};

/*
 * With y = ln(x / (1 - x)), dy/dscore = normal density / (beta density * x * (1 - x)): smooth and
 * tame from one end to the other.
 */
static double logit_slope(const struct beta *beta, double score, double logit)
{
    /* ln x and ln (1 - x) differ by the logit; the one near 0 is the one to compute. */
    double near = -log1p(exp(-fabs(logit))), far = near - fabs(logit);
    double log_x = logit > 0 ? near : far, log_rest = logit > 0 ? far : near;
    return exp(beta->log_constant - 0.5 * score * score - beta->a * log_x - beta->b * log_rest);
}

/* Place at the lowest score, from the first terms of the power series of the distribution. */
static double first_logit(const struct beta *beta)
{
    double a = beta->a, b = beta->b, x = 0.0;
    double log_p = log(gsl_cdf_ugaussian_P(-LAST_SCORE)) + gsl_sf_lnbeta(a, b);
    for (int i = 0; i < 8; i++) {
        double series = 1.0 / a + (1.0 - b) * x * (1.0 / (a + 1.0) + (2.0 - b) * x / (2.0 * (a + 2.0)));
        x = exp((log_p - log(series)) / a);
    }
    return log(x / (1.0 - x));
}

/*
 * Either half of the table is integrated from its end up to the median; the upper one is the lower half of
 * the mirrored beta, with A and B exchanged, so that both tails are exact to their ends.  The two go side by
 * side: neither waits for the other, so the processor works on both at once.
 */
enum half { UPPER, LOWER, HALVES };

struct halves {
    struct beta beta[HALVES];
    double logit[HALVES], slope[HALVES];
};

static struct halves halves_at_ends(double a, double b)
{
    double log_constant[HALVES] = {gsl_sf_lnbeta(b, a) - LOG_ROOT_TWO_PI,
                                   gsl_sf_lnbeta(a, b) - LOG_ROOT_TWO_PI};
    struct halves halves = {.beta = {{b, a, log_constant[UPPER]}, {a, b, log_constant[LOWER]}}};
    for (int i = 0; i < HALVES; i++)
        halves.logit[i] = first_logit(&halves.beta[i]);
    return halves;
}

static void slopes_at(const struct halves *halves, double score, const double logit[HALVES],
                      double slope[HALVES])
{
    for (int i = 0; i < HALVES; i++)
        slope[i] = logit_slope(&halves->beta[i], score, logit[i]);
}

/* LOGIT after a STEP at SLOPE. */
static void move(const struct halves *halves, double step, const double slope[HALVES], double logit[HALVES])
{
    for (int i = 0; i < HALVES; i++)
        logit[i] = halves->logit[i] + step * slope[i];
}

/* Fourth-order Runge-Kutta over one cell, the slopes at its beginning known. */
static void pass_cell(struct halves *halves, double score)
{
    double h = 1.0 / CELLS_A_SCORE, logit[HALVES], k2[HALVES], k3[HALVES], k4[HALVES];
    move(halves, 0.5 * h, halves->slope, logit);
    slopes_at(halves, score + 0.5 * h, logit, k2);
    move(halves, 0.5 * h, k2, logit);
    slopes_at(halves, score + 0.5 * h, logit, k3);
    move(halves, h, k3, logit);
    slopes_at(halves, score + h, logit, k4);
    for (int i = 0; i < HALVES; i++)
        halves->logit[i] += h / 6.0 * (halves->slope[i] + 2.0 * (k2[i] + k3[i]) + k4[i]);
}

static void fill_halves(double a, double b, struct knot *knots)
{
    struct halves halves = halves_at_ends(a, b);
    for (int cell = 0; cell <= CELLS / 2; cell++) {
        double score = (double)cell / CELLS_A_SCORE - LAST_SCORE;
        slopes_at(&halves, score, halves.logit, halves.slope);
        for (int i = 0; i < HALVES; i++) {
            double x = 1.0 / (1.0 + exp(-halves.logit[i]));
            struct knot *knot = &knots[i == UPPER ? CELLS - cell : cell];
            knot->place = i == UPPER ? 1.0 - x : x;
            knot->slope = halves.slope[i] * x * (1.0 - x) / CELLS_A_SCORE;
        }
        pass_cell(&halves, score);
    }
}

/*
 * Places and slopes at all scores, the slopes limited to three times the secants so that the cubics
 * between stay monotone (Fritsch and Carlson 1980).
 */
static void fill_knots(double a, double b, struct knot *knots)
{
    fill_halves(a, b, knots);
    for (int i = 0; i <= CELLS; i++) {
        double before = i > 0 ? knots[i].place - knots[i - 1].place : INFINITY;
        double after = i < CELLS ? knots[i + 1].place - knots[i].place : INFINITY;
        knots[i].slope = fmin(knots[i].slope, 3.0 * fmin(before, after));
    }
}

struct quantile_shapes *quantile_shapes_new(struct arena *arena)
{
    struct quantile_shapes *shapes = arena_alloc(arena, sizeof *shapes);
    shapes->arena = arena;
    return shapes;
}

size_t quantile_shapes_count(const struct quantile_shapes *shapes)
{
    return shapes->count;
}

static const struct knot *make_knots(double share, struct arena *arena)
{
    struct knot *knots = arena_array(arena, CELLS + 1, sizeof *knots);
    fill_knots(1.0 + 4.0 * share, 5.0 - 4.0 * share, knots);
    return knots;
}

static const struct knot *knots_of(struct quantile_shapes *shapes, double share)
{
    for (size_t i = 0; i < shapes->count; i++)
        if (shapes->items[i].share == share)
            return shapes->items[i].knots;
    shapes->items =
        arena_grow(shapes->arena, shapes->items, shapes->count, &shapes->capacity, sizeof *shapes->items);
    struct shape *shape = &shapes->items[shapes->count++];
    *shape = (struct shape){.share = share, .knots = make_knots(share, shapes->arena)};
    return shape->knots;
}

const struct quantile_table *quantile_pert(double low, double mode, double high,
                                           struct quantile_shapes *shapes, struct arena *arena)
{
    assert(low <= mode && mode <= high);
    struct quantile_table *table = arena_alloc(arena, sizeof *table);
    double range = high - low, share = range > 0.0 ? (mode - low) / range : 0.5;
    table->low = low;
    table->high = high;
    table->knots = shapes ? knots_of(shapes, share) : make_knots(share, arena);
    return table;
}

/* Cubic Hermite between the knots. */
double quantile_at_score(const struct quantile_table *table, double score)
{
    double place = fmin(fmax((score + LAST_SCORE) * CELLS_A_SCORE, 0.0), (double)CELLS);
    int cell = place < CELLS ? (int)place : CELLS - 1;
    double t = place - cell;
    const struct knot *a = &table->knots[cell], *b = a + 1;
    double step = b->place - a->place;
    double bend = a->slope + b->slope - 2.0 * step;
    double value = a->place + t * (a->slope + t * (step - a->slope - bend + t * bend));
    return table->low + (table->high - table->low) * fmin(fmax(value, a->place), b->place);
}

double quantile_at(const struct quantile_table *table, double u)
{
    return quantile_at_score(table, quantile_normal(u));
}
