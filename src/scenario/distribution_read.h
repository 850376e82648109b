/* SPDX-License-Identifier: Apache-2.0 */
/*
 * distribution_read - reads an uncertain value that is written with parts.
 *
 *     <duration dist="pert" low="120 d" mode="150 d" high="270 d" factor="market" loading="0.7"/>
 */
#ifndef SCENARIO_DISTRIBUTION_READ_H
#define SCENARIO_DISTRIBUTION_READ_H

#include "scenario/build.h"

/* The distribution in ELEMENT for FIELD of OWNER, compiled; NULL with errors. */
const struct distribution *distribution_read(const struct build *build, const struct field *field,
                                             const struct record *owner, const struct element *element);

#endif
