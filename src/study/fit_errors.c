/* SPDX-License-Identifier: Apache-2.0 */
#include "study/fit_problem.h"

#include "base/calendar.h"

#include <gsl/gsl_blas.h>
#include <gsl/gsl_linalg.h>
#include <math.h>
#include <string.h>

/* Correlation of the facility's residuals from one hour to the next. */
static double persistence_of(const struct problem *problem)
{
    const struct metered_hours *hours = problem->hours;
    double across = 0, first = 0, second = 0, before_w = NAN;
    for (int i = 0; i < hours->count; i++) {
        double off_w = fit_problem_counts(problem, CHANNEL_OTHER, i)
                           ? problem->model_w[CHANNEL_OTHER][i] - hours->channel_w[CHANNEL_OTHER][i]
                           : NAN;
        if (i > 0 && hours->tick[i] == hours->tick[i - 1] + CALENDAR_HOUR_S && !isnan(before_w + off_w)) {
            across += before_w * off_w;
            first += before_w * before_w;
            second += off_w * off_w;
        }
        before_w = off_w;
    }
    return first > 0 && second > 0 ? fmin(fmax(across / sqrt(first * second), 0), 0.99) : 0;
}

/* Adds SCORE times its transpose to MEAT and empties it. */
static void close_day(double score[FIGURE_COUNT], double meat[FIGURE_COUNT][FIGURE_COUNT])
{
    for (int a = 0; a < FIGURE_COUNT; a++)
        for (int b = 0; b < FIGURE_COUNT; b++)
            meat[a][b] += score[a] * score[b];
    memset(score, 0, FIGURE_COUNT * sizeof *score);
}

/* Sums over the days of what the residuals of all channels pull at the figures; returns how many days. */
static int pulls(const struct problem *problem, const gsl_matrix *jacobian, const gsl_vector *residual,
                 double meat[FIGURE_COUNT][FIGURE_COUNT])
{
    const struct metered_hours *hours = problem->hours;
    double score[FIGURE_COUNT] = {0};
    int days = 0;
    int64_t day = hours->tick[0] / CALENDAR_DAY_S;
    for (int i = 0; i < hours->count; i++) {
        if (hours->held_out[i])
            continue;
        if (hours->tick[i] / CALENDAR_DAY_S != day)
            close_day(score, meat);
        days += hours->tick[i] / CALENDAR_DAY_S != day || days == 0;
        day = hours->tick[i] / CALENDAR_DAY_S;
        for (int c = 0; c < CHANNEL_COUNT; c++)
            for (int k = 0; k < problem->free_count; k++) {
                size_t row = (size_t)(c * hours->count + i);
                score[k] += gsl_matrix_get(jacobian, row, (size_t)k) * gsl_vector_get(residual, row);
            }
    }
    close_day(score, meat);
    return days;
}

/* BREAD MEAT BREAD, times SCALE, into COVARIANCE. */
static void sandwich(const gsl_matrix *bread, double (*meat)[FIGURE_COUNT], double scale,
                     gsl_matrix *covariance)
{
    gsl_matrix_view filling =
        gsl_matrix_view_array_with_tda(meat[0], bread->size1, bread->size1, FIGURE_COUNT);
    gsl_matrix *half = gsl_matrix_alloc(bread->size1, bread->size1);
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, scale, bread, &filling.matrix, 0, half);
    gsl_blas_dgemm(CblasNoTrans, CblasNoTrans, 1, half, bread, 0, covariance);
    gsl_matrix_free(half);
}

void fit_errors_take(struct problem *problem, gsl_multifit_nlinear_workspace *work)
{
    struct plant_fit *fit = problem->fit;
    size_t count = (size_t)problem->free_count;
    double meat[FIGURE_COUNT][FIGURE_COUNT] = {{0}};
    gsl_matrix *bread = gsl_matrix_alloc(count, count), *covariance = gsl_matrix_alloc(count, count);
    gsl_multifit_nlinear_covar(gsl_multifit_nlinear_jac(work), 0, bread);
    int days = pulls(problem, gsl_multifit_nlinear_jac(work), gsl_multifit_nlinear_residual(work), meat);
    sandwich(bread, meat, days > 1 ? (double)days / (days - 1) : 1, covariance);
    fit->persistence = persistence_of(problem);
    for (size_t a = 0; a < count; a++) {
        double own = gsl_matrix_get(covariance, a, a);
        fit->error[problem->free[a]] = sqrt(own) * fit_problem_steps[problem->free[a]];
        for (size_t b = 0; b < count; b++)
            fit->correlation[problem->free[a]][problem->free[b]] =
                gsl_matrix_get(covariance, a, b) / sqrt(own * gsl_matrix_get(covariance, b, b));
    }
    gsl_matrix_free(bread);
    gsl_matrix_free(covariance);
}

double fit_errors_condition(const struct problem *problem)
{
    size_t count = (size_t)problem->free_count;
    if (!count)
        return 1;
    gsl_matrix *normal = gsl_matrix_alloc(count, count), *v = gsl_matrix_alloc(count, count);
    gsl_vector *values = gsl_vector_alloc(count), *room = gsl_vector_alloc(count);
    double *columns[FIGURE_COUNT];
    for (size_t a = 0; a < count; a++)
        columns[a] = fit_problem_column(problem, (int)a);
    for (size_t a = 0; a < count; a++)
        for (size_t b = 0; b < count; b++)
            gsl_matrix_set(normal, a, b,
                           fit_problem_product(problem, columns[a], columns[b]) /
                               sqrt(fit_problem_product(problem, columns[a], columns[a]) *
                                    fit_problem_product(problem, columns[b], columns[b])));
    gsl_linalg_SV_decomp(normal, v, values, room);
    double least = gsl_vector_get(values, count - 1);
    double condition = least > 0 ? sqrt(gsl_vector_get(values, 0) / least) : INFINITY;
    gsl_matrix_free(normal);
    gsl_matrix_free(v);
    gsl_vector_free(values);
    gsl_vector_free(room);
    return condition;
}
