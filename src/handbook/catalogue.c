/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/catalogue.h"

#include "scenario/scenario.h"

const struct plan *catalogue_plan(const struct kind_list *kinds, const char *data_path, const char *extra,
                                  const char *const *overrides, int override_count, struct arena *arena,
                                  struct diag *diag)
{
    int folder_count;
    const char *const *folders = scenario_folders(data_path, &folder_count, arena);
    const struct scenario_request request = {.path = "catalogue",
                                             .kinds = kinds,
                                             .overrides = overrides,
                                             .override_count = override_count,
                                             .catalogue_paths = folders,
                                             .catalogue_path_count = folder_count,
                                             .arena = arena};
    const char *text =
        arena_printf(arena,
                     "<scenario name='catalogue' start='2026-01-01' end='2027-01-01'>\n"
                     "<include catalogue='equipment'/><include catalogue='cooling'/>\n%s\n</scenario>\n",
                     extra);
    return scenario_read_text(&request, text, diag);
}
