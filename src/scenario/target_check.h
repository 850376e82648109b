/* SPDX-License-Identifier: Apache-2.0 */
/*
 * target_check - checks that targets name a metric, a value in its unit and a date within the plan.
 */
#ifndef SCENARIO_TARGET_CHECK_H
#define SCENARIO_TARGET_CHECK_H

#include "scenario/build.h"

void target_check_all(const struct build *build);

#endif
