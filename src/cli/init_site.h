/* SPDX-License-Identifier: Apache-2.0 */
/*
 * init_site - the part of a written scenario that is built: power, halls, work and racks.
 */
#ifndef CLI_INIT_SITE_H
#define CLI_INIT_SITE_H

#include "cli/init_size.h"

#include <stdio.h>

/* The label of WISH with what XML would read as markup replaced. */
void init_site_write_label(FILE *out, const struct init_wish *wish);

/* Writes <site> with everything in it. */
void init_site_write(FILE *out, const struct init_wish *wish, const struct init_size *size);

#endif
