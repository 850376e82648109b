/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fit_problem - what the files of plant_fit share; nobody else includes it.
 */
#ifndef STUDY_FIT_PROBLEM_H
#define STUDY_FIT_PROBLEM_H

#include "study/plant_fit.h"

#include <gsl/gsl_multifit_nlinear.h>
#include <math.h>

/* Unknowns are the figures in FREE, divided by their steps (fit_problem_steps). */
struct problem {
    struct site_trial *trial;
    const struct metered_hours *hours;
    struct plant_fit *fit;
    struct arena *arena;
    enum site_figure free[FIGURE_COUNT];
    int free_count;
    double scale_w[CHANNEL_COUNT];
    bool *far; /* by hour: so far off the model that it does not count */
    double *model_w[CHANNEL_COUNT], *other_w[CHANNEL_COUNT];
    int row_count;    /* channels times hours; rows held out or without a reading are zero */
    double *jacobian; /* [row_count][FIGURE_COUNT], of the free ones */
    int iterations;
};

/* Steps of the central differences: wide enough to smooth the kinks of fans and chillers that come on. */
extern const double fit_problem_steps[FIGURE_COUNT];

/* Whether channel C of hour I counts in the fit. */
static inline bool fit_problem_counts(const struct problem *problem, int c, int i)
{
    const struct metered_hours *hours = problem->hours;
    return hours->channel_w[c] && !hours->held_out[i] && !problem->far[i] && !isnan(hours->channel_w[c][i]);
}

/* VALUE within the bounds of FIGURE. */
double fit_problem_bounded(enum site_figure figure, double value);

/* The model with the free figures at X into model_w. */
void fit_problem_run(struct problem *problem, const double *x);

/* For GSL: residuals over scales, and the Jacobian.  DATA is the problem. */
int fit_problem_residuals(const gsl_vector *x, void *data, gsl_vector *f);
int fit_problem_jacobian(const gsl_vector *x, void *data, gsl_matrix *j);

/* Column K of the Jacobian at X into problem->jacobian, and a copy of it in the arena. */
void fit_problem_differentiate(struct problem *problem, const double *x, int k);
double *fit_problem_column(const struct problem *problem, int k);
double fit_problem_product(const struct problem *problem, const double *a, const double *b);

/* Standard errors, correlations and persistence of the fit where WORK ended; model_w is there. */
void fit_errors_take(struct problem *problem, gsl_multifit_nlinear_workspace *work);

/* Largest over smallest singular value of the Jacobian with columns of length 1. */
double fit_errors_condition(const struct problem *problem);

#endif
