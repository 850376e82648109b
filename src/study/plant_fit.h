/* SPDX-License-Identifier: Apache-2.0 */
/*
 * plant_fit - figures of a site's plant, fitted to its metered hours by weighted least squares.
 *
 * Minimised is the sum over channels c and hours i of ((model_ci - meter_ci) / s_c)^2, s_c being the root
 * mean square of the channel's residuals, found in rounds; Levenberg-Marquardt of GSL with central
 * differences.  A figure is fitted only when the readings can tell it: it must move the model, must not be
 * a mixture of those before it (in the order of enum site_figure: what is left of its column of the Jacobian
 * after projecting it on theirs, at least a tenth, is a variance inflation of at most 100), and its
 * standard error must stay below a stated limit.  Others keep the plan's value, with the reason.
 *
 * Hours whose power beside the IT load lies more than six robust deviations (1.4826 times the median absolute
 * deviation) off the first fit do not count in the next, unless they are more than a twentieth.
 *
 * Standard errors are robust, by clusters of a day: C (sum over days of g g') C d / (d - 1), C the inverse of
 * J'J and g a day's sum of J'r over all channels, as neighbouring hours, and meters that share an IT load,
 * are no independent witnesses (Liang & Zeger, Biometrika 73, 1986; Cameron & Miller, J. Human Resources 50,
 * 2015).
 */
#ifndef STUDY_PLANT_FIT_H
#define STUDY_PLANT_FIT_H

#include "study/metered_hours.h"
#include "world/site_trial.h"

enum figure_end {
    FIGURE_FITTED,
    FIGURE_AT_BOUND, /* the readings want it beyond its bound, where it stays */
    FIGURE_ABSENT,   /* the site has no such part */
    FIGURE_SILENT,   /* it changes nothing in these hours */
    FIGURE_TIED,     /* a mixture of others, of TIED_TO above all */
    FIGURE_VAGUE,    /* its standard error would be ERROR, more than is of use */
};

struct plant_fit {
    double stated[FIGURE_COUNT]; /* SI, of the plan */
    double value[FIGURE_COUNT];  /* as fitted, or as stated */
    double error[FIGURE_COUNT];  /* standard error of what is fitted; of a vague one what it would be */
    enum figure_end end[FIGURE_COUNT];
    enum site_figure tied_to[FIGURE_COUNT];
    double correlation[FIGURE_COUNT][FIGURE_COUNT]; /* of the fitted ones */
    double condition;                               /* of the Jacobian with columns of length 1 */
    double persistence;                             /* correlation of residuals from hour to hour */
    int fitted_count, iterations;
    int far_count;  /* hours that lie so far off the model that they do not count in the fit */
    bool converged; /* the last search ended at a minimum */
    double before_w[CHANNEL_COUNT],
        after_w[CHANNEL_COUNT]; /* root mean square residual in the hours fitted */
};

/* Of a figure: its bounds and how large a standard error is of no use; SI. */
struct figure_limits {
    double low, high, vague;
};
extern const struct figure_limits plant_fit_limits[FIGURE_COUNT];

/* The model's powers in all hours with FIGURES (site_trial_set), by channel; arrays [hours->count]. */
void plant_fit_model(struct site_trial *trial, const struct metered_hours *hours, const double *figures,
                     double *const channel_w[CHANNEL_COUNT]);

/* Fits to the hours that are not held out. */
const struct plant_fit *plant_fit_run(struct site_trial *trial, const struct metered_hours *hours,
                                      struct arena *arena);

/* Whether the fit gives FIGURE a value of its own. */
static inline bool plant_fit_sets(const struct plant_fit *fit, enum site_figure figure)
{
    return fit->end[figure] == FIGURE_FITTED || fit->end[figure] == FIGURE_AT_BOUND;
}

/* Figures as fitted, for site_trial_set: NAN where the plan's value stays. */
void plant_fit_figures(const struct plant_fit *fit, double figures[FIGURE_COUNT]);

#endif
