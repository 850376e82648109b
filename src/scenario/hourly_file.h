/* SPDX-License-Identifier: Apache-2.0 */
/*
 * hourly_file - finds the hours that a field names: an EPW file, or a CSV table by its name's end.
 *
 * A file that several records name is read once.  Its hash goes into the plan's identity.
 */
#ifndef SCENARIO_HOURLY_FILE_H
#define SCENARIO_HOURLY_FILE_H

#include "scenario/build.h"

/* The file NAME, as seen from the file of SPAN, with the columns FIELD wants; NULL with errors. */
const struct hourly *hourly_file_read(const struct build *build, const struct field *field, const char *name,
                                      struct span span);

#endif
