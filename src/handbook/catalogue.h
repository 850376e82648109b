/* SPDX-License-Identifier: Apache-2.0 */
/*
 * catalogue - records of components outside any scenario: those of the catalogues, and some made up on the
 * spot.
 */
#ifndef HANDBOOK_CATALOGUE_H
#define HANDBOOK_CATALOGUE_H

#include "plan/record.h"

/*
 * A plan that holds the catalogues `equipment` and `cooling`, found in the folders DATA_PATH, and the XML
 * elements EXTRA ("" for none), with OVERRIDES as of --set laid over them.  NULL with errors.
 */
const struct plan *catalogue_plan(const struct kind_list *kinds, const char *data_path, const char *extra,
                                  const char *const *overrides, int override_count, struct arena *arena,
                                  struct diag *diag);

#endif
