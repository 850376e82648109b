/* SPDX-License-Identifier: Apache-2.0 */
/*
 * power_levels - UPS and unit transformers of each hall, by their topology, at full load.
 */
#ifndef REPORT_POWER_LEVELS_H
#define REPORT_POWER_LEVELS_H

#include "report/report.h"

/* One table; none for files without the designs of halls. */
void power_levels_show(struct report_request *request);

#endif
