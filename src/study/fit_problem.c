/* SPDX-License-Identifier: Apache-2.0 */
#include "study/fit_problem.h"

#include <math.h>
#include <string.h>

const struct figure_limits plant_fit_limits[FIGURE_COUNT] = {
    [FIGURE_OVERHEAD] = {0, 0.2, 0.02},  [FIGURE_LOAD_LOSS] = {0.1, 10, 0.25},
    [FIGURE_FAN_PUMP] = {0.1, 10, 0.25}, [FIGURE_CHILLER] = {0.1, 10, 0.25},
    [FIGURE_AIR_OFFSET] = {0, 15, 2},    [FIGURE_NO_LOAD_LOSS] = {0.1, 10, 0.25},
};

const double fit_problem_steps[FIGURE_COUNT] = {
    [FIGURE_OVERHEAD] = 1e-3, [FIGURE_LOAD_LOSS] = 0.02, [FIGURE_FAN_PUMP] = 0.02,
    [FIGURE_CHILLER] = 0.02,  [FIGURE_AIR_OFFSET] = 0.2, [FIGURE_NO_LOAD_LOSS] = 0.02,
};

void plant_fit_model(struct site_trial *trial, const struct metered_hours *hours, const double *figures,
                     double *const channel_w[CHANNEL_COUNT])
{
    struct site_trial_hours run = {.count = hours->count,
                                   .it_w = hours->it_w,
                                   .dry_bulb_k = hours->dry_bulb_k,
                                   .wet_bulb_k = hours->wet_bulb_k,
                                   .facility_w = channel_w[CHANNEL_OTHER],
                                   .cooling_w = channel_w[CHANNEL_COOLING],
                                   .ups_w = channel_w[CHANNEL_UPS]};
    site_trial_set(trial, figures);
    site_trial_run(trial, &run);
    for (int i = 0; i < hours->count; i++)
        channel_w[CHANNEL_OTHER][i] -= hours->it_w[i];
}

void plant_fit_figures(const struct plant_fit *fit, double figures[FIGURE_COUNT])
{
    for (enum site_figure f = 0; f < FIGURE_COUNT; f++)
        figures[f] = plant_fit_sets(fit, f) ? fit->value[f] : NAN;
}

double fit_problem_bounded(enum site_figure figure, double value)
{
    return fmin(fmax(value, plant_fit_limits[figure].low), plant_fit_limits[figure].high);
}

/* The model with the free figures at X. */
static void run_at(const struct problem *problem, const double *x, double *const to[CHANNEL_COUNT])
{
    double figures[FIGURE_COUNT];
    plant_fit_figures(problem->fit, figures);
    for (int k = 0; k < problem->free_count; k++)
        figures[problem->free[k]] =
            fit_problem_bounded(problem->free[k], x[k] * fit_problem_steps[problem->free[k]]);
    plant_fit_model(problem->trial, problem->hours, figures, to);
}

void fit_problem_run(struct problem *problem, const double *x)
{
    run_at(problem, x, problem->model_w);
}

int fit_problem_residuals(const gsl_vector *x, void *data, gsl_vector *f)
{
    struct problem *problem = data;
    const struct metered_hours *hours = problem->hours;
    double at[FIGURE_COUNT];
    for (int k = 0; k < problem->free_count; k++)
        at[k] = gsl_vector_get(x, (size_t)k);
    fit_problem_run(problem, at);
    for (int c = 0; c < CHANNEL_COUNT; c++)
        for (int i = 0; i < hours->count; i++)
            gsl_vector_set(f, (size_t)(c * hours->count + i),
                           fit_problem_counts(problem, c, i)
                               ? (problem->model_w[c][i] - hours->channel_w[c][i]) / problem->scale_w[c]
                               : 0);
    return GSL_SUCCESS;
}

void fit_problem_differentiate(struct problem *problem, const double *x, int k)
{
    const struct metered_hours *hours = problem->hours;
    double high[FIGURE_COUNT], low[FIGURE_COUNT];
    enum site_figure figure = problem->free[k];
    memcpy(high, x, sizeof high);
    memcpy(low, x, sizeof low);
    high[k] = fit_problem_bounded(figure, (x[k] + 1) * fit_problem_steps[figure]) / fit_problem_steps[figure];
    low[k] = fit_problem_bounded(figure, (x[k] - 1) * fit_problem_steps[figure]) / fit_problem_steps[figure];
    run_at(problem, high, problem->model_w);
    run_at(problem, low, problem->other_w);
    for (int c = 0; c < CHANNEL_COUNT; c++)
        for (int i = 0; i < hours->count; i++)
            problem->jacobian[(size_t)(c * hours->count + i) * FIGURE_COUNT + (size_t)k] =
                fit_problem_counts(problem, c, i) && high[k] > low[k]
                    ? (problem->model_w[c][i] - problem->other_w[c][i]) / (high[k] - low[k]) /
                          problem->scale_w[c]
                    : 0;
}

int fit_problem_jacobian(const gsl_vector *x, void *data, gsl_matrix *j)
{
    struct problem *problem = data;
    double at[FIGURE_COUNT] = {0};
    for (int k = 0; k < problem->free_count; k++)
        at[k] = gsl_vector_get(x, (size_t)k);
    for (int k = 0; k < problem->free_count; k++) {
        fit_problem_differentiate(problem, at, k);
        for (int i = 0; i < problem->row_count; i++)
            gsl_matrix_set(j, (size_t)i, (size_t)k, problem->jacobian[i * FIGURE_COUNT + k]);
    }
    return GSL_SUCCESS;
}

double fit_problem_product(const struct problem *problem, const double *a, const double *b)
{
    double sum = 0;
    for (int i = 0; i < problem->row_count; i++)
        sum += a[i] * b[i];
    return sum;
}

double *fit_problem_column(const struct problem *problem, int k)
{
    double *values = arena_array(problem->arena, (size_t)problem->row_count, sizeof *values);
    for (int i = 0; i < problem->row_count; i++)
        values[i] = problem->jacobian[i * FIGURE_COUNT + k];
    return values;
}
