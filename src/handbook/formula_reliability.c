/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/formula_list.h"
#include "handbook/outage_files.h"
#include "handbook/rts79.h"
#include "physics/outage_table.h"
#include "physics/reliability.h"

#include <math.h>

static const double year_s = 365.25 * 86400.0;

#define INSTALLED                                                                                            \
    {                                                                                                        \
        .name = "installed", .kind = KEY_COUNT, .low = 0, .high = 1000000, .meaning = "units in place"       \
    }
#define NEEDED                                                                                               \
    {                                                                                                        \
        .name = "needed", .kind = KEY_COUNT, .low = 0, .high = 1000000, .meaning = "units that must work"    \
    }

/* ---- k of n */

static const struct formula_key k_of_n_keys[] = {INSTALLED,
                                                 NEEDED,
                                                 {.name = "availability",
                                                  .unit = "",
                                                  .fallback = "",
                                                  .low = 0,
                                                  .high = 1,
                                                  .meaning = "probability that a unit works, or"},
                                                 {.name = "mtbf",
                                                  .unit = "h",
                                                  .fallback = "",
                                                  .low = 1e-6,
                                                  .high = 1e12,
                                                  .strict = true,
                                                  .meaning = "mean time from repair to failure, with mttr"},
                                                 {.name = "mttr",
                                                  .unit = "h",
                                                  .fallback = "",
                                                  .low = 0,
                                                  .high = 1e9,
                                                  .strict = true,
                                                  .meaning = "mean time to repair"},
                                                 {0}};
static const struct formula_output k_of_n_out[] = {
    {"probability", "", "that enough units work"},
    {"downtime", "h/year", "expected time without enough units"},
    {"unit-availability", "", "of one unit"},
    {0}};

static bool k_of_n(struct formula_call *call)
{
    bool rates = formula_given(call, "mtbf") && formula_given(call, "mttr");
    if (rates == formula_given(call, "availability"))
        return formula_fail(call, "availability", "a unit is given by availability, or by mtbf and mttr");
    double p =
        rates ? reliability_availability_ratio(formula_number(call, "mtbf"), formula_number(call, "mttr"))
              : formula_number(call, "availability");
    double enough = reliability_k_of_n_ratio((int)formula_number(call, "installed"),
                                             (int)formula_number(call, "needed"), p, &call->clamp_count);
    formula_put(call, "probability", enough);
    formula_put(call, "downtime", 1 - enough);
    formula_put(call, "unit-availability", p);
    return true;
}

/* ---- gensets */

static const struct formula_key genset_keys[] = {
    INSTALLED,
    NEEDED,
    {.name = "run",
     .unit = "h",
     .fallback = "24 h",
     .low = 0,
     .high = 1e5,
     .meaning = "length of the outage"},
    {.name = "availability",
     .unit = "",
     .fallback = "0.995",
     .low = 0,
     .high = 1,
     .meaning = "not out for maintenance when called"},
    {.name = "fail-to-start",
     .unit = "",
     .fallback = "0.0094",
     .low = 0,
     .high = 1,
     .meaning = "probability per call"},
    {.name = "mttf",
     .unit = "h",
     .fallback = "1100 h",
     .low = 1,
     .high = 1e9,
     .meaning = "mean running time to failure"},
    {.name = "common-cause",
     .unit = "",
     .fallback = "0",
     .low = 0,
     .high = 1,
     .meaning = "share of failures that strike all (fuel 0.10-0.20)"},
    {0}};
static const struct formula_output genset_out[] = {
    {"survival", "", "probability that enough run through the outage"},
    {"start", "", "probability that enough start"},
    {"unit", "", "probability that one unit starts"},
    {0}};

static bool genset_survival(struct formula_call *call)
{
    struct reliability_gensets farm = {.installed = (int)formula_number(call, "installed"),
                                       .needed = (int)formula_number(call, "needed"),
                                       .available_ratio = formula_number(call, "availability"),
                                       .fail_to_start_ratio = formula_number(call, "fail-to-start"),
                                       .run_mttf_s = formula_number(call, "mttf"),
                                       .common_cause_ratio = formula_number(call, "common-cause")};
    formula_put(call, "survival",
                reliability_gensets_ratio(&farm, formula_number(call, "run"), &call->clamp_count));
    formula_put(call, "start", reliability_gensets_ratio(&farm, 0, NULL));
    formula_put(call, "unit", farm.available_ratio * (1 - farm.fail_to_start_ratio));
    return true;
}

/* ---- two feeds */

#define RATE(key, fallback_, meaning_)                                                                       \
    {                                                                                                        \
        .name = key, .unit = "1/year", .fallback = fallback_, .low = 0, .high = 1e4, .strict = true,         \
        .meaning = meaning_                                                                                  \
    }
#define REPAIR(key, fallback_, meaning_)                                                                     \
    {                                                                                                        \
        .name = key, .unit = "h", .fallback = fallback_, .low = 0, .high = 1e6, .strict = true,              \
        .meaning = meaning_                                                                                  \
    }

static const struct formula_key two_feeds_keys[] = {
    RATE("rate-1", "1.956 1/year", "failures of the first feed"),
    REPAIR("repair-1", "1.32 h", "mean time until it is back"),
    RATE("rate-2", "1.956 1/year", "failures of the second feed"),
    REPAIR("repair-2", "1.32 h", "mean time until it is back"),
    RATE("common-rate", "0 1/year", "failures that strike both"),
    REPAIR("common-repair", "0.52 h", "mean time until they are back"),
    {0}};
static const struct formula_output two_feeds_out[] = {{"downtime", "h/year", "expected time without either"},
                                                      {"interruptions", "1/year", "expected"},
                                                      {"mean-outage", "h", "length of one"},
                                                      {"availability", "", "share of time with at least one"},
                                                      {0}};

static bool two_feeds(struct formula_call *call)
{
    struct reliability_item first = {formula_number(call, "rate-1"), formula_number(call, "repair-1")};
    struct reliability_item second = {formula_number(call, "rate-2"), formula_number(call, "repair-2")};
    struct reliability_item common = {formula_number(call, "common-rate"),
                                      formula_number(call, "common-repair")};
    struct reliability_outage both = reliability_two_feeds(first, second, common);
    formula_put(call, "downtime", both.unavailable_ratio);
    formula_put(call, "interruptions", both.per_s);
    formula_put(call, "mean-outage", both.mean_s);
    formula_put(call, "availability", 1 - both.unavailable_ratio);
    return true;
}

/* ---- outage table */

static const struct formula_key outage_keys[] = {
    {.name = "units",
     .kind = KEY_FILE,
     .fallback = "",
     .meaning = "CSV: count, mw, for (or mttf_h, mttr_h); left out: IEEE RTS-79"},
    {.name = "load",
     .kind = KEY_FILE,
     .fallback = "",
     .meaning = "CSV of hours in MW, or week,pct of RTS-79; left out: IEEE RTS-79"},
    {.name = "daily",
     .kind = KEY_FILE,
     .fallback = "",
     .meaning = "day,pct; left out: daily_pct.csv beside the load"},
    {.name = "hourly",
     .kind = KEY_FILE,
     .fallback = "",
     .meaning = "hours by season; left out: hourly_pct.csv beside it"},
    {.name = "peak",
     .unit = "MW",
     .fallback = "2850 MW",
     .low = 0,
     .high = 1e6,
     .strict = true,
     .meaning = "peak of a load in percent"},
    {0}};
static const struct formula_output outage_out[] = {
    {"loss-of-load-days", "d/year", "days whose peak is not carried, expected in the series"},
    {"loss-of-load-hours", "h/year", "hours not carried, expected in the series"},
    {"energy-not-served", "MWh/year", "expected in the series"},
    {"installed", "MW", "capacity of all units"},
    {"units", "", "number of them"},
    {"peak", "MW", "largest load"},
    {0}};

static const char *path_of(const struct formula_call *call, const char *key)
{
    return formula_given(call, key) ? formula_value(call, key)->text : NULL;
}

static bool read_outage(struct formula_call *call, struct outage_units *units, struct outage_load *load)
{
    double peak_mw = formula_number(call, "peak") * 1e-6;
    const char *from = path_of(call, "units"), *loads = path_of(call, "load");
    if (from && !outage_units_read(units, from, call->arena, call->diag))
        return false;
    if (!from) {
        outage_units_start(units, call->arena);
        for (int i = 0; i < RTS79_TYPES; i++)
            outage_units_add(units, rts79_units[i].count, rts79_units[i].mw, rts79_units[i].forced_out_ratio);
    }
    if (loads)
        return outage_load_read(load, loads, path_of(call, "daily"), path_of(call, "hourly"), peak_mw,
                                call->arena, call->diag);
    *load = (struct outage_load){RTS79_HOURS, arena_array(call->arena, RTS79_HOURS, sizeof(double))};
    rts79_load(&rts79_shape, peak_mw, load->mw);
    return true;
}

/* The peaks of the whole days of LOAD; what is left of a last day counts as one. */
static int day_peaks(const struct outage_load *load, double *peak_mw)
{
    int days = (load->hour_count + 23) / 24;
    for (int d = 0; d < days; d++) {
        peak_mw[d] = 0;
        for (int i = 24 * d; i < 24 * (d + 1) && i < load->hour_count; i++)
            peak_mw[d] = fmax(peak_mw[d], load->mw[i]);
    }
    return days;
}

static bool outage_table(struct formula_call *call)
{
    struct outage_units units;
    struct outage_load load;
    if (!read_outage(call, &units, &load))
        return false;
    double *peaks = arena_array(call->arena, (size_t)load.hour_count / 24 + 1, sizeof *peaks), peak_mw = 0;
    int days = day_peaks(&load, peaks), steps = units.installed_mw + 1;
    struct outage_loss by_day =
        outage_table_loss_of_load(units.probability, steps, units.installed_mw, peaks, days);
    struct outage_loss by_hour =
        outage_table_loss_of_load(units.probability, steps, units.installed_mw, load.mw, load.hour_count);
    for (int d = 0; d < days; d++)
        peak_mw = fmax(peak_mw, peaks[d]);
    formula_put(call, "loss-of-load-days", by_day.expected_count * 86400.0 / year_s);
    formula_put(call, "loss-of-load-hours", by_hour.expected_count * 3600.0 / year_s);
    formula_put(call, "energy-not-served", by_hour.expected_unserved * 3600e6 / year_s);
    formula_put(call, "installed", units.installed_mw * 1e6);
    formula_put(call, "units", units.unit_count);
    formula_put(call, "peak", peak_mw * 1e6);
    return true;
}

const struct formula formula_reliability[] = {
    {.name = "k-of-n",
     .summary = "probability that enough of several equal units work",
     .equation = "P = sum over i = k..n of C(n, i) p^i (1 - p)^(n - i), p = mtbf / (mtbf + mttr)",
     .source = "binomial law; IEEE Std 493",
     .keys = k_of_n_keys,
     .outputs = k_of_n_out,
     .work = k_of_n,
     .sweep = {"installed=1:20:1"}},
    {.name = "genset-survival",
     .summary = "probability that enough generators start and run through an outage",
     .equation =
         "p = availability (1 - fail to start) exp(-run / mttf); k of n with p; beta for common causes",
     .source = "NREL REopt defaults; Marqusee and Jenket 2020, Applied Energy 268, 114918",
     .keys = genset_keys,
     .outputs = genset_out,
     .work = genset_survival,
     .sweep = {"run=0h:336h:24h"}},
    {.name = "two-feeds",
     .summary = "outages of a site that either of two feeds can carry",
     .equation = "f = f1 f2 (r1 + r2) + fc; U = 1 - (1 - U1 U2)(1 - Uc), U = f r / (1 + f r)",
     .source =
         "IEEE Std 493; defaults of its 1997 single circuit, common-repair of its double circuit, grade R",
     .keys = two_feeds_keys,
     .outputs = two_feeds_out,
     .work = two_feeds,
     .sweep = {"common-rate=0/year:0.5/year:0.1/year"}},
    {.name = "outage-table",
     .summary = "loss of load of many units against a year of loads, by exact convolution",
     .equation = "P(x) = (1 - q) P'(x) + q P'(x - c) for each unit, 1 MW steps; sums over the hours",
     .source = "Billinton and Allan 1996; IEEE Reliability Test System 1979",
     .keys = outage_keys,
     .outputs = outage_out,
     .work = outage_table,
     .sweep = {"peak=2400MW:3000MW:100MW"}},
    {0},
};
