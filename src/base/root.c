/* SPDX-License-Identifier: Apache-2.0 */
#include "base/root.h"

#include <assert.h>
#include <float.h>
#include <math.h>

/* The interval that holds the change of sign; FIT is feasible, OVER is not. */
struct bracket {
    double fit, fit_value;
    double over, over_value;
};

/*
 * The next point by ITP: the secant's, truncated towards the middle, then projected into the
 * neighbourhood of the middle that keeps the bisection's promise.  RADIUS is that neighbourhood.
 * 0.01 suits plants, whose demand is nearly a straight line; the paper's 0.2 takes two steps more.
 */
static double next_point(const struct bracket *bracket, double radius, double first_width)
{
    double width = bracket->over - bracket->fit;
    double middle = bracket->fit + width / 2;
    double gap = bracket->over_value - bracket->fit_value;
    double secant = bracket->fit - bracket->fit_value * (width / gap);
    if (!isfinite(secant)) {
        return middle;
    }
    double towards = middle > secant ? 1 : -1;
    double truncation = 0.01 / fabs(first_width) * width * width;
    double truncated = truncation <= fabs(middle - secant) ? secant + towards * truncation : middle;
    return fabs(truncated - middle) <= radius ? truncated : middle - towards * radius;
}

/*
 * Once the secant has found the root from one side, a step just across it closes the bracket; without
 * this the other end would only creep up.
 */
static double kept_off_ends(const struct bracket *bracket, double x, double tolerance)
{
    double step = bracket->over > bracket->fit ? 0.9 * tolerance : -0.9 * tolerance;
    if (fabs(x - bracket->fit) < fabs(step)) {
        return bracket->fit + step;
    }
    return fabs(bracket->over - x) < fabs(step) ? bracket->over - step : x;
}

static struct root narrowed_down(root_fn *function, void *context, struct bracket bracket, double tolerance)
{
    double first_width = bracket.over - bracket.fit;
    double most = ceil(log2(fmax(fabs(first_width) / tolerance, 1))) + 1;
    struct root root = {ROOT_FOUND, bracket.fit, bracket.fit_value, 0};
    while (fabs(bracket.over - bracket.fit) > tolerance) {
        double half = fabs(bracket.over - bracket.fit) / 2;
        double radius = tolerance / 2 * exp2(most - root.evaluation_count) - half;
        double x = next_point(&bracket, fmax(radius, 0), first_width);
        x = kept_off_ends(&bracket, x, tolerance);
        if (x == bracket.fit || x == bracket.over) {
            break;
        }
        double value = function(x, context);
        root.evaluation_count++;
        if (isnan(value)) {
            root.status = ROOT_NO_VALUE;
            break;
        }
        if (value <= 0) {
            bracket.fit = root.x = x;
            bracket.fit_value = root.value = value;
        } else {
            bracket.over = x;
            bracket.over_value = value;
        }
    }
    return root;
}

struct root root_find(root_fn *function, void *context, double near, double far, double tolerance)
{
    assert(tolerance > 0 && isfinite(near) && isfinite(far));
    double near_value = function(near, context);
    if (!(near_value <= 0)) {
        return (struct root){isnan(near_value) ? ROOT_NO_VALUE : ROOT_NONE_FIT, near, near_value, 1};
    }
    double far_value = function(far, context);
    if (far_value <= 0) {
        return (struct root){ROOT_ALL_FIT, far, far_value, 2};
    }
    if (isnan(far_value)) {
        return (struct root){ROOT_NO_VALUE, near, near_value, 2};
    }
    double finest = 4 * DBL_EPSILON * fmax(fabs(near), fabs(far));
    struct bracket bracket = {near, near_value, far, far_value};
    struct root root = narrowed_down(function, context, bracket, fmax(tolerance, finest));
    root.evaluation_count += 2;
    return root;
}
