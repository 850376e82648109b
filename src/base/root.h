/* SPDX-License-Identifier: Apache-2.0 */
/*
 * root - where a function of one variable stops being feasible.
 *
 * A plant asks "how much load fits": excess(load) <= 0 is feasible, > 0 is not.  The answer is always a
 * point at which the function was seen to be feasible, never one beyond it by a tolerance, so that a
 * limit is never exceeded.
 *
 * Method ITP (Oliveira and Takahashi, ACM TOMS 47(1), 2020): superlinear as a rule, and never more than
 * two evaluations above bisection.  Same input, same steps.
 */
#ifndef BASE_ROOT_H
#define BASE_ROOT_H

/* Positive where X is not feasible; CONTEXT as given to root_find. */
typedef double root_fn(double x, void *context);

enum root_status {
    ROOT_FOUND,    /* between feasible and not: x is feasible, x moved on by the tolerance is not */
    ROOT_ALL_FIT,  /* even the far end is feasible: x is the far end */
    ROOT_NONE_FIT, /* not even the near end is feasible: x is the near end */
    ROOT_NO_VALUE, /* the function gave NaN: x is the last feasible point, or the near end */
};

struct root {
    enum root_status status;
    double x;
    double value; /* of the function at x */
    int evaluation_count;
};

/*
 * Searches from the end NEAR, expected feasible, towards FAR (above or below it), for a function with one
 * change of sign; with several, one of them is found.
 *
 *   tolerance  > 0, in the unit of x; steps below the resolution of a double are not taken
 */
struct root root_find(root_fn *function, void *context, double near, double far, double tolerance);

#endif
