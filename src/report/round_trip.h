/* SPDX-License-Identifier: Apache-2.0 */
/*
 * round_trip - what investors put into others and what these, or those they pay, buy from them.
 */
#ifndef REPORT_ROUND_TRIP_H
#define REPORT_ROUND_TRIP_H

#include "report/report.h"

/* Adds the table, means over the replications that keep their journal; none where nobody invests cash. */
void round_trip_show(struct report_request *request);

#endif
