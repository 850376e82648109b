/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cooling_checks - the parts of the cooling report about extremes, lost power and heat that throttles.
 */
#ifndef REPORT_COOLING_CHECKS_H
#define REPORT_COOLING_CHECKS_H

#include "report/report.h"

/* Tables "modes", "throttled", "design-day" and "ride-through"; files without them say so. */
void cooling_checks_show(struct report_request *request);

#endif
