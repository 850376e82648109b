/* SPDX-License-Identifier: Apache-2.0 */
#include "report/plot.h"
#include "report/power_panels.h"

static void fill(const struct plot_request *request, struct sheet *sheet)
{
    struct plant_sheet plant = plant_sheet_load(request);
    power_panel_load(&plant, sheet);
    power_panel_headroom(&plant, sheet);
    power_panel_duration(&plant, sheet);
    power_panel_day(&plant, sheet);
    power_panel_ladder(&plant, sheet);
}

const struct plot plot_power = {
    .name = "power",
    .summary = "load, headroom, load duration, hours of the day and losses of one site",
    .by_site = true,
    .width = 1100,
    .height = 1556,
    .fill = fill,
};
