/* SPDX-License-Identifier: Apache-2.0 */
/*
 * loan_stage - a company and its bank on the stage of deals, with a loan or two.
 */
#ifndef LOAN_STAGE_H
#define LOAN_STAGE_H

#include "deal_stage.h"

/* A company with 10 MUSD and a loan of 100 MUSD at 3.7 % + 225 bp, open for a year from March. */
void loan_stage_deal(void);

/* A second loan of the bank to the company, like the first; both with ADVANCE. */
void loan_stage_add(const char *advance);

/* The loans as they stand, and which cap bound the last draw of the first. */
struct funding_loan loan_stage_first(void);
struct funding_loan loan_stage_second(void);
const char *loan_stage_bound(void);

/* Metric NAME as published. */
double loan_stage_published(const char *name);

#endif
