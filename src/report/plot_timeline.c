/* SPDX-License-Identifier: Apache-2.0 */
#include "report/plot.h"
#include "report/timeline.h"

static void fill(const struct plot_request *request, struct sheet *sheet)
{
    const struct source *source = request->source;
    timeline_strip(source, sheet);
    timeline_capacity(source, sheet);
    timeline_limits(source, sheet);
    timeline_racks(source, sheet);
    timeline_cooling(source, sheet);
    timeline_funding(source, sheet);
    timeline_tokens(source, sheet);
}

const struct plot plot_timeline = {
    .name = "timeline",
    .summary = "milestones, capacity, limits, racks, cooling, money and tokens on one time axis",
    .width = 1100,
    .height = 1556,
    .fill = fill,
};
