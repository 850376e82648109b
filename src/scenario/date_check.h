/* SPDX-License-Identifier: Apache-2.0 */
/*
 * date_check - warns of work whose date lies beyond the scenario's end: none of it will happen.
 *
 * A warning, as of conditions, since the end may have been moved for a try.
 */
#ifndef SCENARIO_DATE_CHECK_H
#define SCENARIO_DATE_CHECK_H

#include "scenario/build.h"

void date_check_all(const struct build *build);

#endif
