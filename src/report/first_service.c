/* SPDX-License-Identifier: Apache-2.0 */
#include "report/first_service.h"

#include "report/trace.h"

#include <math.h>

static const char *const metrics[FIRST_COUNT] = {[FIRST_ASKED] = "tokens.asked",
                                                 [FIRST_SERVED] = "tokens.served",
                                                 [FIRST_SPILLED] = "tokens.spilled",
                                                 [FIRST_REFUSED] = "tokens.refused"};

static double figure(const struct trace *trace, int metric, int run, int time)
{
    return trace->values[metric][(size_t)run * (size_t)trace->time_count + (size_t)time];
}

/* Sample of the first interval in which RUN served a token; the number of samples when it never did. */
static int first_time(const struct trace *trace, int run)
{
    int time = 0;
    while (time < trace->time_count && !(figure(trace, FIRST_SERVED, run, time) > 0))
        time++;
    return time;
}

static void add_run(struct first_service *first, const struct trace *trace, int run)
{
    int begin = first_time(trace, run);
    if (begin < trace->time_count)
        first->tick[run] = (double)(begin > 0 ? trace->t[begin - 1] : trace->source->study->start);
    for (int m = 0; m < FIRST_COUNT; m++)
        for (int time = 0; time < trace->time_count; time++) {
            double tokens = figure(trace, m, run, time);
            if (!isnan(tokens))
                (time < begin ? first->before[m] : first->since[m])[run] += tokens;
        }
}

bool first_service_load(struct first_service *first, const struct source *source)
{
    const struct trace *trace =
        trace_load(source, reader_entity_id(source->reader, "campus"), metrics, FIRST_COUNT);
    for (int m = 0; m < FIRST_COUNT; m++)
        if (!trace_has(trace, m))
            return false;
    first->tick = source_figures(source, INFINITY);
    for (int m = 0; m < FIRST_COUNT; m++) {
        first->before[m] = source_figures(source, 0);
        first->since[m] = source_figures(source, 0);
    }
    for (int run = 0; run < source->run_count; run++)
        add_run(first, trace, run);
    return true;
}
