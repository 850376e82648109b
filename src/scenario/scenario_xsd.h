/* SPDX-License-Identifier: Apache-2.0 */
/*
 * scenario_xsd - writes an XML Schema of the language, for editors that complete and explain.
 *
 * It comes from the field tables and so cannot drift from the reader.  It is an aid only: it knows
 * shapes and words, not units or references; the reader alone decides.
 */
#ifndef SCENARIO_SCENARIO_XSD_H
#define SCENARIO_SCENARIO_XSD_H

#include "plan/field.h"

#include <stdio.h>

/* Writes the schema of KINDS to STREAM; false when it could not be written. */
bool scenario_xsd_write(const struct kind_list *kinds, FILE *stream);

#endif
