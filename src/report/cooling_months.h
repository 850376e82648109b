/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cooling_months - the tables of the cooling plant that a chief engineer reads: hours by mode and energy
 * by year, and the calendar months.
 */
#ifndef REPORT_COOLING_MONTHS_H
#define REPORT_COOLING_MONTHS_H

#include "report/report.h"

/* Adds the tables; one that says so when the file is older than the plant's logbook. */
void cooling_months_show(struct report_request *request);

#endif
