/* SPDX-License-Identifier: Apache-2.0 */
#include "report/power_stages.h"

#include "base/calendar.h"
#include "report/plant_log.h"
#include "report/power_levels.h"
#include "report/power_sources.h"

#include <math.h>
#include <string.h>

#define FIGURE(NAME, HEADING, UNIT, DECIMALS)                                                                \
    {                                                                                                        \
        .name = NAME, .heading = HEADING, .unit = UNIT, .align = TABLE_RIGHT, .decimals = DECIMALS,          \
        .grouped = true                                                                                      \
    }

static void put_whose(struct report_request *request, struct table *table, const struct plant_period *period)
{
    table_add_row(table);
    table_put_text(table, source_entity_label(request->source, period->entity));
    table_put_integer(table, calendar_date_of(period->start).year);
}

static void show_load(struct report_request *request, const struct plant_log *log)
{
    static const struct table_column columns[] = {
        {.name = "site", .heading = "Site"},
        {.name = "year", .heading = "Year"},
        FIGURE("energy", "Energy of the site", "MWh", 0),
        FIGURE("mean", "Year's load, mean", "MW", 1),
        FIGURE("peak_10", "Peak hour, P10", "MW", 1),
        FIGURE("peak_50", "Median", "MW", 1),
        FIGURE("peak_90", "P90", "MW", 1),
        FIGURE("load_factor", "Load factor, median", "%", 1),
        FIGURE("price", "Price paid", "USD/MWh", 2),
        FIGURE("cost", "Cost of energy", "MUSD", 2),
    };
    static const double shares[] = {0.1, 0.5, 0.9};
    double sums[3] = {0};
    struct table *table = report_table_over(request, "load", "Load and energy, by site and year", columns,
                                            sizeof columns / sizeof *columns);
    for (int i = 0; i < log->count; i++) {
        const struct plant_period *period = &log->periods[i];
        double energy = plant_log_mean(log, period, CELL_PLANT_INPUT),
               *factor = source_figures(log->source, NAN);
        double hours = plant_log_mean(log, period, CELL_PLANT_HOURS);
        double cost = plant_log_mean(log, period, CELL_PLANT_COST);
        double bought = plant_log_mean(log, period, CELL_PLANT_METER);
        if (!(energy > 0))
            continue;
        for (int run = 0; run < log->source->run_count; run++)
            factor[run] = 100 * period->figure[CELL_PLANT_INPUT][run] /
                          period->figure[CELL_PLANT_HOURS][run] / period->figure[CELL_PLANT_PEAK][run];
        struct sample factors = report_sample(request, factor);
        put_whose(request, table, period);
        table_put_number(table, energy);
        table_put_number(table, energy / hours);
        for (int p = 0; p < 3; p++)
            table_put_number(table, plant_log_quantile(log, period, CELL_PLANT_PEAK, shares[p]));
        table_put_number(table, sample_quantile(&factors, 0.5));
        table_put_number(table, bought > 0 ? cost / bought : NAN);
        table_put_number(table, cost / 1e6);
        sums[0] += energy;
        sums[1] += cost;
        sums[2] += bought;
    }
    table_add_total(table);
    table_put_text(table, "all sites");
    table_put_text(table, "all");
    table_put_number(table, sums[0]);
    for (int i = 0; i < 5; i++)
        table_put_blank(table);
    table_put_number(table, sums[2] > 0 ? sums[1] / sums[2] : NAN);
    table_put_number(table, sums[1] / 1e6);
    table_add_note(table,
                   "energy, the year's load, price and cost of energy bought, at each hour's price (the bill "
                   "has more lines): means over all replications; peak: of an hour, all that the site "
                   "takes, from the grid or its own sources; load factor: the year's load over peak, of the "
                   "replications with load; years without load are left out");
}

/* From the meter to the racks. */
enum stage { STAGE_FEED, STAGE_MAIN, STAGE_UNIT, STAGE_UPS, STAGE_BUSWAY, STAGE_COUNT };
static const char *const stage_names[STAGE_COUNT] = {
    "utility feeds", "main transformers", "unit transformers", "UPS or rectifier", "busway and cables"};
static const int stage_rating[STAGE_COUNT] = {CELL_PLANT_FEED, CELL_PLANT_INSTALLED, CELL_PLANT_UNIT_RATED,
                                              CELL_PLANT_UPS_RATED, CELL_PLANT_HALLS_RATED};
static const int stage_mva[STAGE_COUNT] = {-1, CELL_PLANT_MAIN_MVA, CELL_PLANT_UNIT_MVA, -1, -1};
static const int stage_firm[STAGE_COUNT] = {CELL_PLANT_FEED, CELL_PLANT_FIRM, CELL_PLANT_UNIT_FIRM,
                                            CELL_PLANT_UPS_FIRM, CELL_PLANT_HALLS_RATED};
static const int stage_loss[STAGE_COUNT] = {-1, CELL_PLANT_MAIN_TRANSFORMER, CELL_PLANT_UNIT_TRANSFORMER,
                                            CELL_PLANT_UPS, CELL_PLANT_DISTRIBUTION};

/* Energy that leaves a stage: what the meter gave, or what the racks took and is lost behind it. */
static double passed_mwh(const struct plant_period *period, enum stage stage, int run)
{
    double *const *f = period->figure;
    double below = f[CELL_PLANT_IT][run];
    switch (stage) {
    case STAGE_FEED: return f[CELL_PLANT_METER][run];
    case STAGE_MAIN: return f[CELL_PLANT_METER][run] - f[CELL_PLANT_MAIN_TRANSFORMER][run];
    case STAGE_UNIT: return below + f[CELL_PLANT_DISTRIBUTION][run] + f[CELL_PLANT_UPS][run];
    case STAGE_UPS: return below + f[CELL_PLANT_DISTRIBUTION][run];
    default: return below;
    }
}

/* Peak of a stage: that of the meter or of the racks, and the losses between at the year's mean ratio. */
static double peak_mw(const struct plant_period *period, enum stage stage, int run)
{
    bool at_meter = stage <= STAGE_MAIN;
    double peak = period->figure[at_meter ? CELL_PLANT_PEAK : CELL_PLANT_PEAK_IT][run];
    double base = period->figure[at_meter ? CELL_PLANT_INPUT : CELL_PLANT_IT][run];
    if (!(period->figure[CELL_PLANT_INPUT][run] > 0))
        return NAN;
    return base > 0 ? peak * passed_mwh(period, stage, run) / base : 0;
}

/*
 * The replication with the median peak of those with load in PERIOD, -1 if none had any: a one-line is a
 * state that was, in which headroom is contingency less peak, and not a median of its own in every column.
 */
static int middle_run(struct report_request *request, const struct plant_period *period)
{
    int count = request->source->run_count;
    double *peak = source_figures(request->source, NAN);
    for (int run = 0; run < count; run++)
        if (period->figure[CELL_PLANT_INPUT][run] > 0)
            peak[run] = period->figure[CELL_PLANT_PEAK][run];
    struct sample peaks = report_sample(request, peak);
    double median = sample_quantile(&peaks, 0.5);
    for (int run = 0; run < count; run++)
        if (peak[run] == median)
            return run;
    return -1;
}

/* Sites without a substation, unit transformers or UPS have no such stage; an older file does not say. */
static bool has_stage(const struct plant_log *log, const struct plant_period *period, enum stage stage,
                      int run)
{
    if (stage == STAGE_MAIN)
        return !(period->figure[CELL_PLANT_MAIN_MVA][run] <= 0);
    return (stage != STAGE_UNIT && stage != STAGE_UPS) ||
           plant_log_mean(log, period, stage_loss[stage]) > 0 || period->figure[stage_rating[stage]][run] > 0;
}

/* In any replication the site's own sources carried part of the load: its peak is not that of feeds then. */
static bool is_shared(const struct plant_period *period, int run_count)
{
    for (int run = 0; run < run_count; run++) {
        double input = period->figure[CELL_PLANT_INPUT][run];
        if (input > 0 && fabs(period->figure[CELL_PLANT_METER][run] - input) > 1e-6 * input)
            return true;
    }
    return false;
}

static void put_stage(struct report_request *request, struct table *table, const struct plant_log *log,
                      const struct plant_period *period, enum stage stage, int run)
{
    int count = log->source->run_count;
    double *passed = source_figures(log->source, NAN);
    for (int i = 0; i < count; i++)
        passed[i] = passed_mwh(period, stage, i);
    struct sample energies = report_sample(request, passed);
    bool unknown = stage <= STAGE_MAIN && is_shared(period, count);
    double peak = unknown ? NAN : peak_mw(period, stage, run);
    double firm = period->figure[stage_firm[stage]][run];
    double energy = sample_mean(&energies);
    double loss = stage_loss[stage] < 0 ? NAN : plant_log_mean(log, period, stage_loss[stage]);
    table_put_text(table, stage_names[stage]);
    table_put_number(table, period->figure[stage_rating[stage]][run]);
    table_put_number(table, stage_mva[stage] < 0 ? NAN : period->figure[stage_mva[stage]][run]);
    table_put_number(table, firm);
    table_put_number(table, peak);
    table_put_number(table, firm - peak);
    table_put_number(table, energy);
    table_put_number(table, loss);
    table_put_number(table, 100 * loss / (energy + loss));
}

static void show_one_line(struct report_request *request, const struct plant_log *log)
{
    static const struct table_column columns[] = {
        {.name = "site", .heading = "Site"},          {.name = "year", .heading = "Year"},
        {.name = "stage", .heading = "Stage"},        FIGURE("rating", "Installed", "MW", 1),
        FIGURE("rating_mva", "Rating", "MVA", 1),     FIGURE("firm", "Under its contingency", "MW", 1),
        FIGURE("peak", "Peak load", "MW", 1),         FIGURE("headroom", "Headroom", "MW", 1),
        FIGURE("passed", "Passed on", "MWh", 0),      FIGURE("loss", "Lost", "MWh", 0),
        FIGURE("loss_share", "Of its input", "%", 3),
    };
    struct table *table = report_table_over(request, "one_line", "One-line: feeds to racks, by site and year",
                                            columns, sizeof columns / sizeof *columns);
    for (int i = 0; i < log->count; i++) {
        int run = middle_run(request, &log->periods[i]);
        for (enum stage stage = STAGE_FEED; run >= 0 && stage < STAGE_COUNT; stage++) {
            if (!has_stage(log, &log->periods[i], stage, run))
                continue;
            if (stage == STAGE_FEED && table->row_count > 0)
                table_add_rule(table);
            put_whose(request, table, &log->periods[i]);
            put_stage(request, table, log, &log->periods[i], stage, run);
        }
    }
    table_add_note(table,
                   "installed and contingency: at the end of the year, in service; contingency: with the "
                   "reserve of the stated redundancy out; headroom: that less the year's peak");
    if (log->source->run_count > 1)
        table_add_note(table, "MW and MVA of a year are those of one replication, that with the median peak "
                              "of those with load; energies are means over all replications");
    table_add_note(
        table, "peaks are those of the meter and of the racks; at the stages between with the year's "
               "mean losses; transformers: MW at the power factor of their load; busway: the halls' IT "
               "capacity at the racks' inlets; cooling and overhead branch off behind the main transformers");
    table_add_note(table,
                   "where sources of the site carried part of the load, feeds and main transformers have no "
                   "peak here: their highest demand is in gigaplan report bill");
}

/* When the margin was least, over the replications: "2031-08-09 17h". */
static const char *worst_hour(struct report_request *request, const struct plant_period *period)
{
    int64_t end = calendar_add_months(period->start, 12), at = CELL_NONE;
    char date[CALENDAR_DATE_SIZE];
    struct cursor *row =
        source_query(request->source, "SELECT entity_id, month, headroom_mw, headroom FROM plant_month "
                                      "WHERE " SOURCE_CHOSEN " AND headroom_mw IS NOT NULL "
                                      "ORDER BY headroom_mw, run_id, month");
    while (at == CELL_NONE && cursor_next(row, request->diag)) {
        int64_t month = cursor_integer(row, 1);
        if (cursor_integer(row, 0) == period->entity && month >= period->start && month < end)
            at = cursor_integer(row, 3);
    }
    cursor_close(row);
    if (at == CELL_NONE)
        return NULL;
    return arena_printf(request->arena, "%s %02dh", calendar_format_date(at, date), calendar_hour_of_day(at));
}

/*
 * By the end of the year: grid under its contingency and gas plants without their reserve; the median over
 * the replications that have a headroom in PERIOD.
 */
static double carried_mw(struct report_request *request, const struct plant_period *period)
{
    double *carried = source_figures(request->source, NAN);
    for (int run = 0; run < request->source->run_count; run++) {
        double plants = period->figure[CELL_PLANT_PLANTS][run];
        if (!isnan(period->figure[CELL_PLANT_HEADROOM][run]))
            carried[run] = fmin(period->figure[CELL_PLANT_FEED][run], period->figure[CELL_PLANT_FIRM][run]) +
                           (isnan(plants) ? 0 : plants);
    }
    struct sample sample = report_sample(request, carried);
    return sample_quantile(&sample, 0.5);
}

static void show_contingency(struct report_request *request, const struct plant_log *log)
{
    static const struct table_column columns[] = {
        {.name = "site", .heading = "Site"},
        {.name = "year", .heading = "Year"},
        FIGURE("carried", "Carried under the contingency, median", "MW", 1),
        FIGURE("least", "Least headroom, worst replication", "MW", 1),
        FIGURE("median", "Least headroom, median", "MW", 1),
        {.name = "worst_hour", .heading = "Worst hour (UTC)"},
        {.name = "kept", .heading = "Kept in", .align = TABLE_RIGHT},
        FIGURE("short", "Racks held back, mean", "h", 1),
        FIGURE("dark", "Without supply, mean", "h", 1),
        FIGURE("cut", "Capacity cut, mean", "MWh", 0),
        FIGURE("heat_lost", "Lost to heat, median", "MW", 1),
        FIGURE("gas_plants", "Gas plants", "MW", 1),
        FIGURE("standby", "Standby generators", "MW", 1),
        FIGURE("batteries", "Batteries", "MW", 1),
    };
    static const int beside[] = {CELL_PLANT_HEAT_LOST, CELL_PLANT_PLANTS, CELL_PLANT_STANDBY,
                                 CELL_PLANT_BATTERIES};
    struct table *table =
        report_table_over(request, "contingency", "Headroom under the stated contingency, every hour",
                          columns, sizeof columns / sizeof *columns);
    for (int i = 0; i < log->count; i++) {
        const struct plant_period *period = &log->periods[i];
        struct sample headrooms = report_sample(request, period->figure[CELL_PLANT_HEADROOM]);
        int kept = 0;
        if (headrooms.count == 0)
            continue;
        for (int run = 0; run < log->source->run_count; run++)
            kept += !(period->figure[CELL_PLANT_SHORT_HOURS][run] > 0);
        put_whose(request, table, period);
        table_put_number(table, carried_mw(request, period));
        table_put_number(table, headrooms.sorted[0]);
        table_put_number(table, sample_quantile(&headrooms, 0.5));
        table_put_text(table, worst_hour(request, period));
        table_put_text(table, arena_printf(request->arena, "%d of %d", kept, log->source->run_count));
        table_put_number(table, plant_log_mean(log, period, CELL_PLANT_SHORT_HOURS));
        table_put_number(table, plant_log_mean(log, period, CELL_PLANT_DARK_HOURS));
        table_put_number(table, plant_log_mean(log, period, CELL_PLANT_SUPPLY_CUT));
        for (size_t b = 0; b < sizeof beside / sizeof *beside; b++) {
            double mw = plant_log_quantile(log, period, beside[b], 0.5);
            table_put_number(table, mw > 0 ? mw : NAN);
        }
    }
    table_add_note(
        table, "carried, at the end of the year: the smaller of feeds and of main transformers under their "
               "redundancy, and gas plants without their reserve; headroom: what is carried in the air of "
               "the hour, less the load behind the main transformers, in the tightest hour of the year");
    table_add_note(table,
                   "lost to heat: of the main transformers' firm capacity in the hottest hour; standby "
                   "generators and batteries are not part of what is carried; blank: none, medians "
                   "otherwise; kept: no hour held racks back");
    table_add_note(table, "which units can be taken out, and when: gigaplan report windows");
}

/* Failure data of grade R to S do not bear more than three nines. */
static const char *availability_text(struct arena *arena, double ratio, bool stated)
{
    const double most = 0.999;
    if (!stated && ratio > most)
        return "99.9 or more";
    return arena_printf(arena, stated ? "%.4f" : "%.2f", 100 * ratio);
}

static void show_outages(struct report_request *request)
{
    static const struct table_column columns[] = {
        {.name = "unit", .heading = "Unit"},
        FIGURE("service", "In service, mean", "h", 0),
        FIGURE("failures", "Failures, mean", "count", 2),
        FIGURE("curtailments", "Curtailments, mean", "count", 2),
        FIGURE("out", "Out, mean", "h", 1),
        {.name = "availability", .heading = "Availability", .unit = "%", .align = TABLE_RIGHT},
        {.name = "evidence", .heading = "Evidence"},
    };
    double runs_count = request->source->run_count;
    struct table *table = NULL;
    struct cursor *row = source_query(
        request->source, "SELECT record, sum(service_h), sum(failures), sum(curtailments), sum(out_h), "
                         "max(evidence) FROM outage WHERE " SOURCE_CHOSEN " GROUP BY record ORDER BY record");
    while (cursor_next(row, request->diag)) {
        const char *evidence = cursor_text(row, 5);
        bool stated = evidence && !strcmp(evidence, "stated");
        if (!table)
            table = report_table_over(request, "outages", "Feeds and transformers: outages and availability",
                                      columns, sizeof columns / sizeof *columns);
        table_add_row(table);
        table_put_text(table, request->source->records[cursor_integer(row, 0)].id);
        for (int i = 1; i < 5; i++)
            table_put_number(table, cursor_real(row, i) / runs_count);
        double ratio = 1 - cursor_real(row, 4) / cursor_real(row, 1);
        table_put_text(table, isnan(ratio) ? NULL : availability_text(request->arena, ratio, stated));
        table_put_text(table, evidence ? (stated ? "stated in the scenario"
                                                 : arena_printf(request->arena, "grade %s", evidence))
                                       : NULL);
    }
    if (table)
        table_add_note(table,
                       "over the time since each was energised; defaults of grade R, recalled and not "
                       "verified, never show more than three nines: state the site's own failure data");
}

void power_stages_show(struct report_request *request)
{
    struct plant_log log = plant_log_load(request->source, PLANT_BY_YEAR);
    if (log.count == 0) {
        report_missing(request, "one_line", "One-line", "this file is older than the plant's logbook");
        return;
    }
    show_load(request, &log);
    show_one_line(request, &log);
    power_levels_show(request);
    show_contingency(request, &log);
    power_sources_show(request, &log);
    show_outages(request);
}
