/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/outage_files.h"
#include "handbook/published.h"
#include "handbook/rts79.h"
#include "handbook/unit_farm.h"
#include "physics/outage_table.h"
#include "physics/reliability.h"
#include "physics/ride_through.h"

enum { YEARS = 6000 };

static const double published_days = 1.36886, published_hours = 9.39418, published_mwh = 1176.30;
static const double confidence = 0.99;

static void convolution(struct published_run *run)
{
    struct outage_units units;
    double *load = arena_array(run->arena, RTS79_HOURS, sizeof *load), peak[RTS79_DAYS] = {0};
    outage_units_start(&units, run->arena);
    for (int i = 0; i < RTS79_TYPES; i++)
        outage_units_add(&units, rts79_units[i].count, rts79_units[i].mw, rts79_units[i].forced_out_ratio);
    rts79_load(&rts79_shape, RTS79_PEAK_MW, load);
    for (int i = 0; i < RTS79_HOURS; i++)
        peak[i / 24] = load[i] > peak[i / 24] ? load[i] : peak[i / 24];
    int steps = units.installed_mw + 1;
    struct outage_loss by_day =
        outage_table_loss_of_load(units.probability, steps, units.installed_mw, peak, RTS79_DAYS);
    struct outage_loss by_hour =
        outage_table_loss_of_load(units.probability, steps, units.installed_mw, load, RTS79_HOURS);
    published_near(run, "loss of load, daily peaks", "d/year", published_days, by_day.expected_count, 1e-4);
    published_near(run, "loss of load, hours", "h/year", published_hours, by_hour.expected_count, 1e-4);
    published_near(run, "energy not served", "MWh/year", published_mwh, by_hour.expected_unserved,
                   1e-4 * published_mwh);
    published_near(run, "units", "", RTS79_UNITS, units.unit_count, 0);
}

static void monte_carlo(struct published_run *run)
{
    double *load = arena_array(run->arena, RTS79_HOURS, sizeof *load);
    struct unit_farm_unit units[RTS79_UNITS];
    int count = 0;
    for (int i = 0; i < RTS79_TYPES; i++)
        for (int n = 0; n < rts79_units[i].count; n++)
            units[count++] =
                (struct unit_farm_unit){rts79_units[i].mw, rts79_units[i].mttf_h, rts79_units[i].mttr_h};
    rts79_load(&rts79_shape, RTS79_PEAK_MW, load);
    struct unit_farm farm = {units, count, load, RTS79_HOURS, 1979};
    struct unit_farm_result result = unit_farm_run(&farm, YEARS, run->arena);
    const char *years =
        arena_printf(run->arena, "%d years, %.1f million events", YEARS, (double)result.event_count / 1e6);
    published_near(run, arena_printf(run->arena, "loss of load, daily peaks (%s)", years), "d/year",
                   published_days, result.days.mean, tally_half_width(&result.days, confidence));
    published_near(run, "loss of load, hours", "h/year", published_hours, result.hours.mean,
                   tally_half_width(&result.hours, confidence));
    published_near(run, "energy not served", "MWh/year", published_mwh, result.unserved_mwh.mean,
                   tally_half_width(&result.unserved_mwh, confidence));
    published_near(run, "half width over mean of the hours, at most 10 %", "", 0.05,
                   tally_half_width(&result.hours, confidence) / result.hours.mean, 0.05);
}

static void gensets(struct published_run *run)
{
    struct reliability_gensets farm = {.installed = 11,
                                       .needed = 10,
                                       .available_ratio = 0.995,
                                       .fail_to_start_ratio = 0.0094,
                                       .run_mttf_s = 1100 * 3600.0};
    published_near(run, "11 for 10, at the start", "", 0.989604, reliability_gensets_ratio(&farm, 0, NULL),
                   1e-4);
    published_near(run, "11 for 10, at 24 h", "", 0.9436, reliability_gensets_ratio(&farm, 24 * 3600.0, NULL),
                   1e-4);
    published_near(run, "11 for 10, at 72 h", "", 0.795, reliability_gensets_ratio(&farm, 72 * 3600.0, NULL),
                   5e-4);
    farm.installed = 12;
    published_near(run, "12 for 10, at the start", "", 0.99941, reliability_gensets_ratio(&farm, 0, NULL),
                   1e-5);
    farm.installed = 20;
    published_near(run, "20 for 10, at 336 h", "", 0.992,
                   reliability_gensets_ratio(&farm, 336 * 3600.0, NULL), 5e-4);
}

static void tiers(struct published_run *run)
{
    static const struct {
        double planned_h, failures, repair_h, hours, percent;
        const char *quantity[2];
    } rows[] = {{24, 1.2, 4, 28.8, 99.67, {"tier I, downtime", "availability"}},
                {18, 1, 4, 22, 99.75, {"tier II, downtime", "availability"}},
                {0, 0.4, 4, 1.6, 99.98, {"tier III, downtime", "availability"}},
                {0, 0.2, 4, 0.8, 99.99, {"tier IV, downtime", "availability"}}};
    for (int i = 0; i < 4; i++) {
        double ratio =
            reliability_downtime_ratio(rows[i].planned_h * 3600, rows[i].failures, rows[i].repair_h * 3600);
        published_near(run, rows[i].quantity[0], "h/year", rows[i].hours, ratio * 8760, 1e-9);
        published_near(run, rows[i].quantity[1], "%", rows[i].percent, 100 * (1 - ratio), 0.01);
    }
}

static void feeds(struct published_run *run)
{
    const double per_s = 1.0 / (8760 * 3600.0);
    struct reliability_item circuit = {1.956 * per_s, 1.32 * 3600},
                            transformer = {0.0062 * per_s, 341.7 * 3600};
    published_near(run, "single circuit, downtime", "h/year", 2.58,
                   reliability_series(&circuit, 1).unavailable_ratio * 8760, 0.005);
    published_near(run, "transformer over 500 kVA, downtime", "h/year", 2.12,
                   reliability_series(&transformer, 1).unavailable_ratio * 8760, 0.005);
}

static void inertia(struct published_run *run)
{
    static const double litres[] = {50, 100, 200, 400}, seconds[] = {17, 35, 70, 139};
    for (int i = 0; i < 4; i++) {
        double capacity = ride_through_loop_j_k(litres[i] / 1000, 1018, 3930);
        published_near(run, arena_printf(run->arena, "10 K at 115 kW with %g L of PG25", litres[i]), "s",
                       seconds[i], ride_through_s(capacity, 10, 115e3, 0), 0.5);
    }
}

const struct published_case published_reliability[] = {
    {"rts79-convolution", "IEEE Reliability Test System by convolution",
     "IEEE Reliability Test System 1979, IEEE Trans. PAS-98, 2047; Billinton and Allan 1996", BASIS_PUBLISHED,
     convolution},
    {"rts79-monte-carlo", "the same 32 units by the event engine, 99 % interval",
     "IEEE Reliability Test System 1979; indices of the convolution", BASIS_PUBLISHED, monte_carlo},
    {"gensets", "standby generators that start and run", "defaults of NREL REopt; binomial law", BASIS_SELF,
     gensets},
    {"tiers", "downtime arithmetic of the Uptime tiers", "7x24 Exchange, spring 2015, p. 35 (Uptime 2010)",
     BASIS_PUBLISHED, tiers},
    {"single-items", "downtime of single items", "IEEE Std 493 rates; U = rate x repair", BASIS_SELF, feeds},
    {"thermal-inertia", "seconds until a loop is 10 K warmer", "lumped heat capacity, 115 kW rack",
     BASIS_SELF, inertia},
    {0},
};
