/* SPDX-License-Identifier: Apache-2.0 */
/*
 * carbon_table - carbon dioxide by site and year: three bases of grid energy side by side, and stacks.
 */
#ifndef REPORT_CARBON_TABLE_H
#define REPORT_CARBON_TABLE_H

#include "report/report.h"

/* Adds the table; one that says so when the file is older. */
void carbon_table_show(struct report_request *request);

#endif
