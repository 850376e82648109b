/* SPDX-License-Identifier: Apache-2.0 */
/*
 * deal_check - money gates only what its recipient owns or pays for; all else is refused.
 */
#ifndef FUNDING_DEAL_CHECK_H
#define FUNDING_DEAL_CHECK_H

#include "funding/deal.h"

/*
 * Errors for: a payer of work without cash, income or instrument; an equity whose recipient pays
 * for nothing; a loan whose obligor bears no capital cost; an investor without money.
 */
void deal_check(const struct funding_plan *deal, struct arena *arena, struct diag *diag);

#endif
