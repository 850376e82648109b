/* SPDX-License-Identifier: Apache-2.0 */
#include "report/carbon_table.h"
#include "report/kpi_rows.h"
#include "report/plant_log.h"
#include "report/power_stages.h"
#include "report/yearly.h"

static const struct yearly_column capacity[] = {
    {"power.contracted", YEARLY_END, NULL, {"contracted", "Contracted", "MW", .decimals = 1}},
    {"power.energised", YEARLY_END, NULL, {"energised", "Energised", "MW", .decimals = 1}},
    {"power.firm", YEARLY_END, NULL, {"firm", "Firm", "MW", .decimals = 1}},
    {"power.facility", YEARLY_PEAK, NULL, {"peak", "Highest sample, median", "MW", .decimals = 1}},
    {"power.facility", YEARLY_MEAN, NULL, {"mean", "Year's load, median", "MW", .decimals = 1}},
    {"power.it", YEARLY_MEAN, NULL, {"it_mean", "Year's IT load, median", "MW", .decimals = 1}},
    {"cooling.pue", YEARLY_MEAN, "power.it", {"pue", "PUE", "1", .decimals = 3}},
};

static const struct yearly_column energy[] = {
    {"power.energy", YEARLY_SUM, NULL, {"meter", "At the meter", "MWh", .decimals = 0}},
    {"power.it", YEARLY_ENERGY, NULL, {"it", "IT", "MWh", .decimals = 0}},
    {"power.losses", YEARLY_SUM, NULL, {"losses", "Losses", "MWh", .decimals = 0}},
    {"cooling.energy", YEARLY_SUM, NULL, {"cooling", "Cooling", "MWh", .decimals = 0}},
    {NULL, YEARLY_REST, NULL, {"rest", "All else", "MWh", .decimals = 0}},
};

static const struct yearly_column cost[] = {
    {"economics.energy_cost", YEARLY_SUM, NULL, {"energy_cost", "Energy bought", "MUSD", .decimals = 2}},
};

#define COUNT(ARRAY) (int)(sizeof ARRAY / sizeof *ARRAY)

/* From the samples, in files without the plant's logbook: at a new year they are divided by their seconds. */
static void show_sums(struct report_request *request)
{
    struct table *table =
        yearly_show(request, "energy", "Energy, by site and year", "site", true, energy, COUNT(energy));
    table_add_note(table, "at the meter = IT + losses + cooling + all else (the site's own overhead)");
    yearly_show(request, "cost", "Energy bought, by site and year", "site", true, cost, COUNT(cost));
}

static void run(struct report_request *request)
{
    struct table *table = yearly_show(request, "power", "Power at the meter, by site and year", "site", true,
                                      capacity, COUNT(capacity));
    table_add_note(table,
                   "contracted, energised, firm: at the end of the year; firm: what the main transformers "
                   "carry under their stated redundancy");
    table_add_note(
        table, "highest sample: a mean over a sampling interval, not over 15 minutes; demand, minimum and "
               "transmission charges: gigaplan report bill");
    if (!plant_log_is_kept(request->source))
        show_sums(request);
    else
        power_stages_show(request);
    carbon_table_show(request);
    kpi_rows_family(request, "whole", "Power over the whole time", "campus", "power.");
}

const struct report report_power = {
    .name = "power",
    .summary =
        "one-line, load, losses, headroom, own generation, interruptions, outages, energy and its price",
    .run = run,
};
