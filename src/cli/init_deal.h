/* SPDX-License-Identifier: Apache-2.0 */
/*
 * init_deal - the part of a written scenario that is paid and sold: parties, equity, loan, demand.
 */
#ifndef CLI_INIT_DEAL_H
#define CLI_INIT_DEAL_H

#include "cli/init_size.h"

#include <stdio.h>

/* Writes the parties, which stand before the site, and what stands behind it. */
void init_deal_write_parties(FILE *out, const struct init_size *size);
void init_deal_write(FILE *out, const struct init_wish *wish, const struct init_size *size);

#endif
