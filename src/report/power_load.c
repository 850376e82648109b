/* SPDX-License-Identifier: Apache-2.0 */
#include "report/power_panels.h"

#include "base/calendar.h"
#include "report/band.h"
#include "report/sample.h"

#include <math.h>

/* Quantiles of a figure by month, kept until the month ends. */
struct months {
    int count; /* and the end */
    double *t, *low, *mid, *high, *least;
};

static double *room(const struct plant_sheet *plant)
{
    return arena_array(plant->source->arena, (size_t)plant->month_count + 2, sizeof(double));
}

static void take(struct months *months, int at, const struct sample *sample)
{
    months->low[at] = sample_quantile(sample, 0.1);
    months->mid[at] = sample_quantile(sample, 0.5);
    months->high[at] = sample_quantile(sample, 0.9);
    months->least[at] = sample_quantile(sample, 0);
}

static bool is_energy(int cell)
{
    return cell == CELL_PLANT_INPUT || cell == CELL_PLANT_GENERATED;
}

/* CELL of MONTH over the replications, an energy as its mean power. */
static struct sample sample_of_month(const struct source *source, const struct plant_period *month, int cell)
{
    double *figures = source_figures(source, NAN);
    for (int run = 0; run < source->run_count; run++)
        figures[run] =
            month->figure[cell][run] / (is_energy(cell) ? month->figure[CELL_PLANT_HOURS][run] : 1);
    return sample_of(figures, source->run_count, source->arena);
}

/* CELL by month from its start on or, for a state AT_END, from its end on; COUNT is 0 without months. */
static struct months months_of(const struct plant_sheet *plant, int cell, bool at_end)
{
    const struct source *source = plant->source;
    double start = (double)source->study->start, end = (double)source->study->end;
    struct months months = {0, room(plant), room(plant), room(plant), room(plant), room(plant)};
    struct sample none = {NULL, 0};
    if (plant->month_count > 0 && at_end) {
        months.t[0] = start; /* what stands before the first month's end is not known */
        take(&months, months.count++, &none);
    }
    for (int i = 0; i < plant->month_count; i++) {
        struct sample sample = sample_of_month(source, plant->months[i], cell);
        int64_t from = plant->months[i]->start;
        months.t[months.count] = fmin(fmax((double)(at_end ? calendar_next_month(from) : from), start), end);
        take(&months, months.count++, &sample);
        if (at_end || i + 1 < plant->month_count)
            continue;
        months.t[months.count] = end;
        take(&months, months.count++, &sample);
    }
    return months;
}

static void draw_months(const struct plant_sheet *plant, struct panel *panel, const struct months *months,
                        struct ink ink)
{
    struct tint tint = {.colour = ink.colour, .opacity = 0.22, .steps = true};
    if (plant->source->run_count > 1)
        panel_area(panel, tint, months->t, months->low, months->high, months->count);
    panel_steps(panel, ink, months->t, months->mid, months->count);
}

/* Only where it changes: dashes begin anew at every point. */
static void draw_state(const struct plant_sheet *plant, struct panel *panel, struct ink ink,
                       const struct band *band)
{
    double *t = arena_array(plant->source->arena, (size_t)band->count, sizeof *t);
    double *y = arena_array(plant->source->arena, (size_t)band->count, sizeof *y);
    int count = 0;
    for (int i = 0; i < band->count; i++) {
        if (i > 0 && i + 1 < band->count && band->mid[i] == band->mid[i - 1])
            continue;
        t[count] = band->t[i];
        y[count++] = band->mid[i];
    }
    panel_steps(panel, ink, t, y, count);
}

/* States as they were sampled; what the file does not hold is told in the name of its line. */
static void draw_supply(const struct plant_sheet *plant, struct panel *panel)
{
    static const char *const names[] = {"power.energised", "power.firm"};
    static const char *const labels[] = {"feeds energised", "firm (contingency)"};
    static const struct ink inks[] = {{INK_ORANGE, 1.6, INK_SOLID}, {INK_VERMILION, 1.6, INK_DASHED}};
    const struct trace *trace = trace_load(plant->source, plant->site, names, 2);
    for (int i = 0; i < 2; i++) {
        const struct band *band = band_of(trace, i);
        if (band)
            draw_state(plant, panel, inks[i], band);
        panel_label(panel, band ? labels[i] : arena_printf(plant->source->arena, "%s: not in file", names[i]),
                    inks[i].colour, band ? band_end(band) : NAN);
    }
}

static const char *load_title(const struct plant_sheet *plant)
{
    if (!plant->shown)
        return "Load against what the supply carries";
    double peak = plant_log_quantile(&plant->by_year, plant->shown, CELL_PLANT_PEAK, 0.5);
    double feed = plant_log_quantile(&plant->by_year, plant->shown, CELL_PLANT_FEED, 0.5);
    double firm = plant_log_quantile(&plant->by_year, plant->shown, CELL_PLANT_FIRM, 0.5);
    return arena_printf(plant->source->arena, "Load: peak hour of %d %s MW%s; feeds %s, firm %s MW",
                        plant->year, plant_sheet_number(plant, peak, 1),
                        plant->source->run_count > 1 ? " (median)" : "", plant_sheet_number(plant, feed, 1),
                        plant_sheet_number(plant, firm, 1));
}

static bool has_own_plant(const struct plant_sheet *plant)
{
    double sum = 0;
    for (int i = 0; i < plant->year_count; i++)
        sum += plant_log_mean(&plant->by_year, plant->years[i], CELL_PLANT_GENERATED);
    return sum > 0;
}

void power_panel_load(const struct plant_sheet *plant, struct sheet *sheet)
{
    struct panel *panel =
        sheet_panel(sheet, load_title(plant),
                    plant->source->run_count > 1 ? "facility MW by month; band P10\xe2\x80\x93P90"
                                                 : "facility MW by month",
                    1.5);
    if (!plant->month_count) {
        panel_note(panel, plant_sheet_lacks_months(plant));
        return;
    }
    struct months peak = months_of(plant, CELL_PLANT_PEAK, false),
                  mean = months_of(plant, CELL_PLANT_INPUT, false),
                  installed = months_of(plant, CELL_PLANT_INSTALLED, true);
    panel_steps(panel, (struct ink){INK_GREY, 1.3, INK_DOTTED}, installed.t, installed.mid, installed.count);
    draw_supply(plant, panel);
    draw_months(plant, panel, &peak, (struct ink){INK_BLACK, 2.0, INK_SOLID});
    panel_steps(panel, (struct ink){INK_BLUE, 1.4, INK_SOLID}, mean.t, mean.mid, mean.count);
    if (has_own_plant(plant)) {
        struct months own = months_of(plant, CELL_PLANT_GENERATED, false);
        panel_steps(panel, (struct ink){INK_GREEN, 1.4, INK_SOLID}, own.t, own.mid, own.count);
        panel_label(panel, "own plant gives, mean", INK_GREEN, own.mid[own.count - 1]);
    }
    panel_label(panel, "installed, month ends", INK_GREY, installed.mid[installed.count - 1]);
    panel_label(panel, "load, peak hour", INK_BLACK, peak.mid[peak.count - 1]);
    panel_label(panel, "load, mean", INK_BLUE, mean.mid[mean.count - 1]);
}

static const char *headroom_title(const struct plant_sheet *plant)
{
    if (!plant->shown)
        return "Headroom under the contingency";
    struct sample sample =
        sample_of(plant->shown->figure[CELL_PLANT_HEADROOM], plant->source->run_count, plant->source->arena);
    double least = sample_quantile(&sample, 0), median = sample_quantile(&sample, 0.5);
    if (isnan(median))
        return arena_printf(plant->source->arena, "Headroom: the site is not energised in %d", plant->year);
    if (plant->source->run_count == 1)
        return arena_printf(plant->source->arena, "Headroom: %s MW in the tightest hour of %d",
                            plant_sheet_number(plant, median, 1), plant->year);
    return arena_printf(
        plant->source->arena, "Headroom: tightest hour of %d %s MW (median), %s MW (worst replication)",
        plant->year, plant_sheet_number(plant, median, 1), plant_sheet_number(plant, least, 1));
}

/* Both ends of the page's axis, and two zeros. */
static const double *ends(const struct plant_sheet *plant)
{
    double *t = arena_array(plant->source->arena, 2, sizeof *t);
    t[0] = (double)plant->source->study->start;
    t[1] = (double)plant->source->study->end;
    return t;
}

static const double *zeros(const struct plant_sheet *plant)
{
    return arena_array(plant->source->arena, 2, sizeof(double));
}

void power_panel_headroom(const struct plant_sheet *plant, struct sheet *sheet)
{
    const char *unit = has_own_plant(plant)
                           ? "MW of the grid's supply alone (no own plant), tightest hour of each month"
                           : "MW, tightest hour of each month";
    struct panel *panel = sheet_panel(sheet, headroom_title(plant), unit, 0.95);
    struct months least = months_of(plant, CELL_PLANT_HEADROOM, false);
    double low = 0, high = 0;
    for (int i = 0; i < least.count; i++) {
        low = fmin(low, least.least[i]);
        high = fmax(high, least.high[i]);
    }
    if (!plant->month_count || (low == 0 && high == 0)) {
        panel_note(panel, plant->month_count ? "the site is never energised in this time"
                                             : plant_sheet_lacks_months(plant));
        return;
    }
    panel_range_round(panel, low, high);
    if (low < 0)
        panel_line(panel, (struct ink){INK_GREY, 1.0, INK_SOLID}, ends(plant), zeros(plant), 2);
    draw_months(plant, panel, &least, (struct ink){INK_BLUE, 2.0, INK_SOLID});
    panel_label(panel, plant->source->run_count > 1 ? "median, P10\xe2\x80\x93P90" : "headroom", INK_BLUE,
                least.mid[least.count - 1]);
    if (plant->source->run_count == 1)
        return;
    panel_steps(panel, (struct ink){INK_VERMILION, 1.2, INK_DASHED}, least.t, least.least, least.count);
    panel_label(panel, "worst replication", INK_VERMILION, least.least[least.count - 1]);
}
