/* SPDX-License-Identifier: Apache-2.0 */
/*
 * token_table - what a token of each demand is, and what a rack makes of it on which power and evidence.
 */
#ifndef REPORT_TOKEN_TABLE_H
#define REPORT_TOKEN_TABLE_H

#include "report/report.h"

/* Adds both tables to REQUEST; one that says why when the file is older than they are. */
void token_table_show(struct report_request *request);

#endif
