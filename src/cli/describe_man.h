/* SPDX-License-Identifier: Apache-2.0 */
/*
 * describe_man - writes gigaplan-models(7) from the field tables: every element, field, metric and unit.
 *
 * The page cannot drift from the program, because the program writes it when it is built.
 */
#ifndef CLI_DESCRIBE_MAN_H
#define CLI_DESCRIBE_MAN_H

#include "plan/field.h"

#include <stdio.h>

/* Writes the page of KINDS to OUT, as mdoc; whoever owns OUT checks it. */
void describe_man_write(const struct kind_list *kinds, FILE *out);

/* What values of TYPE are called: "quantity", "uncertain quantity", "choice". */
const char *describe_man_type(enum field_type type);

#endif
