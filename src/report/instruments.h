/* SPDX-License-Identifier: Apache-2.0 */
/*
 * instruments - loans, commitments and shares as they stood at the end, for `report tranches`.
 */
#ifndef REPORT_INSTRUMENTS_H
#define REPORT_INSTRUMENTS_H

#include "report/report.h"

/* Adds a table for each sort that the file has; means over the replications, which add up. */
void instruments_show(struct report_request *request);

#endif
