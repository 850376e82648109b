/* SPDX-License-Identifier: Apache-2.0 */
#include "report/band.h"

#include "base/calendar.h"
#include "report/sample.h"

#include <math.h>
#include <string.h>

/* What one replication shows for the samples FIRST ... LAST. */
static double figure(const struct trace *trace, int metric, int run, int first, int last)
{
    const double *value = trace->values[metric] + (size_t)run * (size_t)trace->time_count;
    const char *sort = trace->metrics[metric]->sort;
    if (!strcmp(sort, "state"))
        return value[last];
    double sum = 0, count = 0;
    for (int i = first; i <= last; i++) {
        if (isnan(value[i]))
            continue;
        sum += value[i];
        count++;
    }
    if (strcmp(sort, "counter"))
        return count > 0 ? sum / count : NAN;
    if (first == 0 || count == 0)
        return NAN; /* nothing has passed before the first sample */
    return sum * CALENDAR_DAY_S / (double)(trace->t[last] - trace->t[first - 1]);
}

static void take(struct band *band, const struct sample *sample, int at)
{
    band->low[at] = sample_quantile(sample, 0.1);
    band->mid[at] = sample_quantile(sample, 0.5);
    band->high[at] = sample_quantile(sample, 0.9);
    band->mean[at] = sample_mean(sample);
}

/* A last interval that was cut short by the end shows a part of a week: its mean misleads. */
static int full_times(const struct trace *trace, bool state)
{
    int count = trace->time_count;
    if (state || count < 3)
        return count;
    int64_t last = trace->t[count - 1] - trace->t[count - 2],
            before = trace->t[count - 2] - trace->t[count - 3];
    return last * 2 < before ? count - 1 : count;
}

const struct band *band_of(const struct trace *trace, int metric)
{
    if (!trace_has(trace, metric))
        return NULL;
    struct arena *arena = trace->source->arena;
    struct band *band = arena_alloc(arena, sizeof *band);
    bool state = !strcmp(trace->metrics[metric]->sort, "state");
    int times = full_times(trace, state);
    int stride = (times + BAND_POINTS_MAX - 1) / BAND_POINTS_MAX;
    size_t room = (size_t)times;
    double *figures = source_figures(trace->source, NAN);
    band->state = state;
    band->spread = trace->run_count > 1;
    band->t = arena_array(arena, room, sizeof *band->t);
    band->low = arena_array(arena, room, sizeof *band->low);
    band->mid = arena_array(arena, room, sizeof *band->mid);
    band->high = arena_array(arena, room, sizeof *band->high);
    band->mean = arena_array(arena, room, sizeof *band->mean);
    struct arena *scratch = arena_new();
    for (int first = 0; first < times; first += stride) {
        int last = first + stride - 1 < times ? first + stride - 1 : times - 1;
        for (int run = 0; run < trace->run_count; run++)
            figures[run] = figure(trace, metric, run, first, last);
        struct sample sample = sample_of(figures, trace->run_count, scratch);
        /* A mean stands in the middle of its interval. */
        int64_t from = first > 0 ? trace->t[first - 1] : trace->t[first];
        band->t[band->count] =
            band->state ? (double)trace->t[last] : ((double)from + (double)trace->t[last]) / 2;
        take(band, &sample, band->count++);
        arena_reset(scratch);
    }
    arena_free(scratch);
    return band;
}

void band_draw(const struct band *band, struct panel *panel, struct ink ink)
{
    if (!band)
        return;
    struct tint tint = {.colour = ink.colour, .opacity = 0.22, .steps = band->state};
    if (band->spread)
        panel_area(panel, tint, band->t, band->low, band->high, band->count);
    if (band->state)
        panel_steps(panel, ink, band->t, band->mid, band->count);
    else
        panel_line(panel, ink, band->t, band->mid, band->count);
}

double band_end(const struct band *band)
{
    for (int i = band ? band->count - 1 : -1; i >= 0; i--)
        if (isfinite(band->mid[i]))
            return band->mid[i];
    return NAN;
}
