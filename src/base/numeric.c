/* SPDX-License-Identifier: Apache-2.0 */
#include "base/numeric.h"

#include <gsl/gsl_errno.h>

void numeric_start(void)
{
    gsl_set_error_handler_off();
}
