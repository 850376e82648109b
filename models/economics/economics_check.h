/* SPDX-License-Identifier: Apache-2.0 */
/*
 * economics_check - is the power bill counted once?  Mistakes that would pay for energy twice or not at all.
 */
#ifndef ECONOMICS_ECONOMICS_CHECK_H
#define ECONOMICS_ECONOMICS_CHECK_H

#include "plan/record.h"

/* The site that FIELD of an <opex> or <energy-contract> names, else the one it stands in, or NULL. */
const struct record *economics_site_of(const struct record *record, int field);

/* Whether the rate of an <opex> holds the power bill. */
bool economics_includes_energy(const struct record *opex);

/* Errors for plans that bill a site's energy twice, warnings where one looks as if it did. */
void economics_check(const struct plan *plan, struct diag *diag);

#endif
