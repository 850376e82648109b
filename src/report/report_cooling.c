/* SPDX-License-Identifier: Apache-2.0 */
#include "report/cooling_checks.h"
#include "report/cooling_months.h"
#include "report/plant_log.h"
#include "report/yearly.h"

/* Files with the plant's logbook have the sums from there, by month and to the hour. */
enum { SUMS = 3 };
static const struct yearly_column columns[] = {
    {"cooling.pue", YEARLY_MEAN, "power.it", {"pue", "PUE", "1", .decimals = 3}},
    {"cooling.pue", YEARLY_PEAK, NULL, {"pue_peak", "Highest sample PUE", "1", .decimals = 3}},
    {"cooling.wue", YEARLY_MEAN, "power.it", {"wue", "WUE", "L/kWh", .decimals = 3}},
    {"cooling.supply", YEARLY_MEAN, NULL, {"supply", "Facility supply, mean", "degC", .decimals = 1}},
    {"weather.wet_bulb", YEARLY_MEAN, NULL, {"wet_bulb", "Wet bulb, mean", "degC", .decimals = 1}},
    {"weather.wet_bulb", YEARLY_PEAK, NULL, {"wet_peak", "Wet bulb, highest sample", "degC", .decimals = 1}},
    {"weather.dry_bulb", YEARLY_PEAK, NULL, {"dry_peak", "Dry bulb, highest sample", "degC", .decimals = 1}},
    {"cooling.water", YEARLY_SUM, NULL, {"water", "Make-up water", "m3", .decimals = 0}},
    {"cooling.energy", YEARLY_SUM, NULL, {"energy", "Fans, pumps, chillers", "MWh", .decimals = 0}},
    {"cooling.throttled", YEARLY_SUM, NULL, {"throttled", "Throttled by heat", "h", .decimals = 1}},
};

#define COUNT(ARRAY) (int)(sizeof ARRAY / sizeof *ARRAY)

static void run(struct report_request *request)
{
    bool logged = plant_log_is_kept(request->source);
    struct table *table = yearly_show(request, "cooling", "Cooling, by site and year", "site", false, columns,
                                      COUNT(columns) - (logged ? SUMS : 0));
    table_add_note(table,
                   "PUE and WUE are weighted by IT energy; highest samples are means of a sampling interval, "
                   "the hours within are hotter");
    cooling_months_show(request);
    cooling_checks_show(request);
}

const struct report report_cooling = {
    .name = "cooling",
    .summary = "PUE, WUE, water, hours by mode, supply temperature, and when heat held the racks back",
    .run = run,
};
