/* SPDX-License-Identifier: Apache-2.0 */
#include "study/fit_problem.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ROUNDS = 3, ITERATIONS = 60, FAR_DEVIATIONS = 6, FAR_PART = 20 };

static const double least_left = 0.1; /* of a column after projection: a variance inflation of 100 */

/* ---- what the readings can tell */

/* Figures that move the model by themselves: their columns, at length 1, and made orthogonal. */
struct base {
    int count;
    enum site_figure figures[FIGURE_COUNT];
    double *whole[FIGURE_COUNT], *apart[FIGURE_COUNT];
};

static double length_of(const struct problem *problem, const double *column)
{
    return sqrt(fit_problem_product(problem, column, column));
}

/* Takes off REST what lies along the base; the figure of the base that is most like WHOLE. */
static enum site_figure project(const struct problem *problem, const struct base *base, const double *whole,
                                double *rest)
{
    enum site_figure nearest = FIGURE_COUNT;
    double most = -1;
    for (int b = 0; b < base->count; b++) {
        double share = fit_problem_product(problem, rest, base->apart[b]);
        double likeness = fabs(fit_problem_product(problem, whole, base->whole[b]));
        if (likeness > most)
            nearest = base->figures[b];
        most = fmax(most, likeness);
        for (int i = 0; i < problem->row_count; i++)
            rest[i] -= share * base->apart[b][i];
    }
    return nearest;
}

static void keep(const struct problem *problem, struct base *base, enum site_figure figure, double *whole,
                 double *rest)
{
    double length = length_of(problem, whole), left = length_of(problem, rest);
    for (int i = 0; i < problem->row_count; i++) {
        whole[i] /= length;
        rest[i] /= left;
    }
    base->whole[base->count] = whole;
    base->apart[base->count] = rest;
    base->figures[base->count++] = figure;
}

/* Goes through the free figures in their order and keeps those that the readings can tell. */
static void sift(struct problem *problem)
{
    struct plant_fit *fit = problem->fit;
    struct base base = {0};
    double x[FIGURE_COUNT] = {0};
    for (int k = 0; k < problem->free_count; k++)
        x[k] = fit->value[problem->free[k]] / fit_problem_steps[problem->free[k]];
    for (int k = 0; k < problem->free_count; k++) {
        enum site_figure figure = problem->free[k];
        fit_problem_differentiate(problem, x, k);
        double *whole = fit_problem_column(problem, k), *rest = fit_problem_column(problem, k);
        double length = length_of(problem, whole);
        fit->tied_to[figure] = project(problem, &base, whole, rest);
        if (length * plant_fit_limits[figure].vague / fit_problem_steps[figure] < 1)
            fit->end[figure] = FIGURE_SILENT;
        else if (length_of(problem, rest) < least_left * length)
            fit->end[figure] = FIGURE_TIED;
        else
            keep(problem, &base, figure, whole, rest);
    }
    problem->free_count = base.count;
    memcpy(problem->free, base.figures, sizeof base.figures);
}

/* ---- fit */

static double root_mean_square(const struct problem *problem, int c)
{
    const struct metered_hours *hours = problem->hours;
    double sum = 0;
    int count = 0;
    for (int i = 0; i < hours->count; i++)
        if (fit_problem_counts(problem, c, i)) {
            double off_w = problem->model_w[c][i] - hours->channel_w[c][i];
            sum += off_w * off_w;
            count++;
        }
    return count ? sqrt(sum / count) : 0;
}

/* A channel's scale: its residuals, but no less than a ten-thousandth of what it reads. */
static void rescale(struct problem *problem, double *to_w)
{
    const struct metered_hours *hours = problem->hours;
    for (int c = 0; c < CHANNEL_COUNT; c++) {
        double most_w = 1;
        for (int i = 0; i < hours->count; i++)
            if (fit_problem_counts(problem, c, i))
                most_w = fmax(most_w, fabs(hours->channel_w[c][i]));
        to_w[c] = root_mean_square(problem, c);
        problem->scale_w[c] = fmax(to_w[c], 1e-4 * most_w);
    }
}

/* Before the fit residuals are the model's: what can be told is judged by meters good to a fiftieth. */
static void expect_good_meters(struct problem *problem)
{
    const struct metered_hours *hours = problem->hours;
    for (int c = 0; c < CHANNEL_COUNT; c++) {
        double most_w = 0;
        for (int i = 0; i < hours->count; i++)
            if (fit_problem_counts(problem, c, i))
                most_w = fmax(most_w, hours->channel_w[c][i]);
        if (most_w > 0)
            problem->scale_w[c] = fmin(problem->scale_w[c], 0.02 * most_w);
    }
}

/* One minimum with the weights as they are. */
static void minimise(struct problem *problem)
{
    struct plant_fit *fit = problem->fit;
    size_t count = (size_t)problem->free_count;
    gsl_multifit_nlinear_parameters how = gsl_multifit_nlinear_default_parameters();
    gsl_multifit_nlinear_fdf system = {.f = fit_problem_residuals,
                                       .df = fit_problem_jacobian,
                                       .n = (size_t)problem->row_count,
                                       .p = count,
                                       .params = problem};
    gsl_multifit_nlinear_workspace *work =
        gsl_multifit_nlinear_alloc(gsl_multifit_nlinear_trust, &how, system.n, count);
    gsl_vector *start = gsl_vector_alloc(count);
    int info = 0;
    for (size_t k = 0; k < count; k++)
        gsl_vector_set(start, k, fit->value[problem->free[k]] / fit_problem_steps[problem->free[k]]);
    gsl_multifit_nlinear_init(start, &system, work);
    int end = gsl_multifit_nlinear_driver(ITERATIONS, 1e-6, 1e-8, 1e-10, NULL, NULL, &info, work);
    /* No better point than the present one, even than the first, is a minimum too. */
    fit->converged = end == GSL_SUCCESS || end == GSL_ENOPROG || info == GSL_ENOPROG;
    fit->iterations += (int)gsl_multifit_nlinear_niter(work);
    double at[FIGURE_COUNT];
    for (size_t k = 0; k < count; k++) {
        at[k] = gsl_vector_get(gsl_multifit_nlinear_position(work), k);
        fit->value[problem->free[k]] = at[k] * fit_problem_steps[problem->free[k]];
    }
    fit_problem_run(problem, at);
    fit_errors_take(problem, work);
    gsl_vector_free(start);
    gsl_multifit_nlinear_free(work);
}

static void drop(struct problem *problem, int k)
{
    for (problem->free_count--; k < problem->free_count; k++)
        problem->free[k] = problem->free[k + 1];
}

/* Pins a figure that left its bounds; false when none did. */
static bool pin_one(struct problem *problem)
{
    struct plant_fit *fit = problem->fit;
    for (int k = 0; k < problem->free_count; k++) {
        enum site_figure figure = problem->free[k];
        double inside = fit_problem_bounded(figure, fit->value[figure]);
        if (inside == fit->value[figure])
            continue;
        fit->value[figure] = inside;
        fit->end[figure] = FIGURE_AT_BOUND;
        drop(problem, k);
        return true;
    }
    return false;
}

/* Gives the plan's value back to the figure that is known worst, if it is too vague to be of use. */
static bool drop_vague(struct problem *problem)
{
    struct plant_fit *fit = problem->fit;
    double worst = 1;
    int place = -1;
    for (int k = 0; k < problem->free_count; k++) {
        double vague = fit->error[problem->free[k]] / plant_fit_limits[problem->free[k]].vague;
        if (vague > worst || isnan(vague)) {
            worst = isnan(vague) ? INFINITY : vague;
            place = k;
        }
    }
    if (place < 0)
        return false;
    fit->end[problem->free[place]] = FIGURE_VAGUE;
    fit->value[problem->free[place]] = fit->stated[problem->free[place]];
    drop(problem, place);
    return true;
}

static int ascending(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* Sets apart the hours that some meter spoilt, unless the model is what is wrong. */
static void set_far_apart(struct problem *problem)
{
    const struct metered_hours *hours = problem->hours;
    const double *meter_w = hours->channel_w[CHANNEL_OTHER], *model_w = problem->model_w[CHANNEL_OTHER];
    double *off_w = arena_array(problem->arena, (size_t)hours->count, sizeof *off_w);
    int count = 0, far = 0;
    for (int i = 0; i < hours->count; i++)
        if (fit_problem_counts(problem, CHANNEL_OTHER, i))
            off_w[count++] = fabs(meter_w[i] - model_w[i]);
    if (!count)
        return;
    qsort(off_w, (size_t)count, sizeof *off_w, ascending);
    double most_w = FAR_DEVIATIONS * 1.4826 * off_w[count / 2];
    while (far < count && off_w[count - 1 - far] > most_w)
        far++;
    if (FAR_PART * far > count || !(most_w > 0))
        return;
    for (int i = 0; far && i < hours->count; i++)
        problem->far[i] = !hours->held_out[i] && fabs(meter_w[i] - model_w[i]) > most_w;
    problem->fit->far_count = far;
}

static void settle(struct problem *problem)
{
    double rms_w[CHANNEL_COUNT];
    for (bool again = true; again;) {
        for (int round = 0; problem->free_count && round < ROUNDS; round++) {
            minimise(problem);
            if (!problem->fit->far_count)
                set_far_apart(problem);
            rescale(problem, rms_w);
        }
        again = pin_one(problem) || drop_vague(problem);
    }
}

/*
 * What changed nothing as stated may do so as fitted, such as chillers in warmer air.  Then all is fitted
 * once more, with the figures that went to their bounds for want of it.
 */
static void try_silent(struct problem *problem)
{
    struct plant_fit *fit = problem->fit;
    const struct problem before = *problem;
    const struct plant_fit kept = *fit;
    bool found = false;
    problem->free_count = 0;
    for (enum site_figure f = 0; f < FIGURE_COUNT; f++)
        if (plant_fit_sets(&kept, f) || kept.end[f] == FIGURE_SILENT) {
            fit->end[f] = FIGURE_FITTED;
            problem->free[problem->free_count++] = f;
        }
    sift(problem);
    for (enum site_figure f = 0; f < FIGURE_COUNT; f++)
        found |= kept.end[f] == FIGURE_SILENT && fit->end[f] == FIGURE_FITTED;
    if (found) {
        settle(problem);
    } else {
        *fit = kept;
        *problem = before;
    }
}

static void start(struct problem *problem)
{
    struct plant_fit *fit = problem->fit;
    const double as_planned[FIGURE_COUNT] = {NAN, NAN, NAN, NAN, NAN, NAN};
    size_t count = (size_t)problem->hours->count;
    problem->row_count = CHANNEL_COUNT * problem->hours->count;
    problem->jacobian =
        arena_array(problem->arena, (size_t)problem->row_count * FIGURE_COUNT, sizeof *problem->jacobian);
    problem->far = arena_array(problem->arena, count, sizeof *problem->far);
    for (int c = 0; c < CHANNEL_COUNT; c++) {
        problem->model_w[c] = arena_array(problem->arena, count, sizeof(double));
        problem->other_w[c] = arena_array(problem->arena, count, sizeof(double));
    }
    for (enum site_figure f = 0; f < FIGURE_COUNT; f++) {
        int places;
        const struct site_place *place = site_trial_places(problem->trial, f, &places);
        fit->stated[f] = places ? record_number(place->record, place->field) : NAN;
        fit->value[f] = fit->stated[f];
        fit->error[f] = NAN;
        fit->end[f] = places ? FIGURE_FITTED : FIGURE_ABSENT;
        if (places)
            problem->free[problem->free_count++] = f;
    }
    plant_fit_model(problem->trial, problem->hours, as_planned, problem->model_w);
    rescale(problem, fit->before_w);
    expect_good_meters(problem);
}

const struct plant_fit *plant_fit_run(struct site_trial *trial, const struct metered_hours *hours,
                                      struct arena *arena)
{
    struct arena *scratch = arena_new();
    struct plant_fit *fit = arena_alloc(arena, sizeof *fit);
    struct problem problem = {.trial = trial, .hours = hours, .fit = fit, .arena = scratch};
    double figures[FIGURE_COUNT], x[FIGURE_COUNT] = {0};
    *fit = (struct plant_fit){.converged = true};
    start(&problem);
    sift(&problem);
    settle(&problem);
    try_silent(&problem);
    for (int k = 0; k < problem.free_count; k++)
        x[k] = fit->value[problem.free[k]] / fit_problem_steps[problem.free[k]];
    for (int k = 0; k < problem.free_count; k++)
        fit_problem_differentiate(&problem, x, k);
    fit->condition = fit_errors_condition(&problem);
    fit->fitted_count = problem.free_count;
    plant_fit_figures(fit, figures);
    plant_fit_model(trial, hours, figures, problem.model_w);
    for (int c = 0; c < CHANNEL_COUNT; c++)
        fit->after_w[c] = hours->channel_w[c] ? root_mean_square(&problem, c) : NAN;
    arena_free(scratch);
    return fit;
}
