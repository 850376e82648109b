/* SPDX-License-Identifier: Apache-2.0 */
/*
 * power_sources - the tables of what supplies a site beside the grid, and of what was not supplied:
 * generation, generators, batteries, interruptions, energy not served.
 */
#ifndef REPORT_POWER_SOURCES_H
#define REPORT_POWER_SOURCES_H

#include "report/plant_log.h"
#include "report/report.h"

/* Adds the tables that have rows; LOG is by year. */
void power_sources_show(struct report_request *request, const struct plant_log *log);

#endif
