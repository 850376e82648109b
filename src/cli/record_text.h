/* SPDX-License-Identifier: Apache-2.0 */
/*
 * record_text - the values of a plan as people write them.
 */
#ifndef CLI_RECORD_TEXT_H
#define CLI_RECORD_TEXT_H

#include "plan/record.h"

/* FIELD of RECORD in the unit its table names, such as "48 MW"; NULL when it is absent. */
const char *record_text_value(const struct record *record, int field, struct arena *arena);

#endif
