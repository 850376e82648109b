/* SPDX-License-Identifier: Apache-2.0 */
/*
 * power_stages - the tables of a site's supply that a chief engineer reads: load, one-line, contingency,
 * outages.
 */
#ifndef REPORT_POWER_STAGES_H
#define REPORT_POWER_STAGES_H

#include "report/report.h"

/* Adds the tables; one that says so when the file is older than the plant's logbook. */
void power_stages_show(struct report_request *request);

#endif
