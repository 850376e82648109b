/* SPDX-License-Identifier: Apache-2.0 */
#include "report/cooling_panels.h"
#include "report/plot.h"

static void fill(const struct plot_request *request, struct sheet *sheet)
{
    struct plant_sheet plant = plant_sheet_load(request);
    cooling_panel_air(&plant, sheet);
    cooling_panel_modes(&plant, sheet);
    cooling_panel_days(&plant, sheet);
    cooling_panel_water(&plant, sheet);
    cooling_panel_energy(&plant, sheet);
    cooling_panel_margin(&plant, sheet);
    cooling_panel_throttled(&plant, sheet);
}

const struct plot plot_cooling = {
    .name = "cooling",
    .summary = "PUE by outdoor air and load, modes, supply, water, margins and throttling of one site",
    .by_site = true,
    .width = 1100,
    .height = 1556,
    .fill = fill,
};
