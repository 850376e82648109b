/* SPDX-License-Identifier: Apache-2.0 */
/*
 * init_text - the scenario that `init` writes, as text with a comment for every figure.
 */
#ifndef CLI_INIT_TEXT_H
#define CLI_INIT_TEXT_H

#include "cli/init_size.h"

/* The whole scenario for WISH as sized, in the arena of WISH; NULL with an error when memory files fail. */
const char *init_text_new(const struct init_wish *wish, const struct init_size *size, struct diag *diag);

#endif
