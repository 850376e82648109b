/* SPDX-License-Identifier: Apache-2.0 */
/*
 * calibrate_variant - the variant of a scenario that sets what `calibrate` fitted.
 */
#ifndef CLI_CALIBRATE_VARIANT_H
#define CLI_CALIBRATE_VARIANT_H

#include "study/calibrate.h"

#include <stdio.h>

/* BASE: path of the scenario as the variant will see it. */
void calibrate_variant_write(FILE *out, const struct calibrate *result,
                             const struct calibrate_request *request, const char *base, struct arena *arena);

#endif
