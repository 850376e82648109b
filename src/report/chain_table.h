/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chain_table - the critical chain of one record as tables: one replication in detail, and how often each
 * step is on the chain.
 */
#ifndef REPORT_CHAIN_TABLE_H
#define REPORT_CHAIN_TABLE_H

#include "report/report.h"

/* Adds the tables of the record called request->chain; a usage error in the diag when there is none. */
void chain_table_show(struct report_request *request);

#endif
