/* SPDX-License-Identifier: Apache-2.0 */
/*
 * load_curve - load duration curves of a site: for how long in a year its load stood how high.
 *
 * From plant_span: spans of a hundredth of the contracted supply, each at its mean load, so that the area
 * below a curve is the energy of its year.
 */
#ifndef REPORT_LOAD_CURVE_H
#define REPORT_LOAD_CURVE_H

#include "report/plant_sheet.h"
#include "report/trace.h"

struct load_curve {
    int year;
    int count;         /* of spans, the highest load first */
    double *from_h;    /* hours above each span; one more: all hours of the year */
    double *load_mw;   /* mean of the span; one more: that of the last again */
    double energy_mwh; /* of the year, mean of the replications */
};

struct load_curves {
    const char *lacks; /* why there are none; NULL: there are */
    const struct load_curve *curves;
    int count; /* years with load, in order */
};

/* The curves of all years of SHEET's site, in its source's arena. */
struct load_curves load_curves_load(const struct plant_sheet *sheet);

/* The load that is exceeded for a SHARE 0..1 of the hours of CURVE. */
double load_curve_at(const struct load_curve *curve, double share);

#endif
