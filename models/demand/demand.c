/* SPDX-License-Identifier: Apache-2.0 */
#include "demand/demand_state.h"

#include "base/calendar.h"
#include "plan/distribution.h"
#include "plan/frame.h"

#include <math.h>
#include <stdlib.h>

#define MONTH_S (365.25 * 86400.0 / 12.0)
#define YEAR_S  (365.25 * 86400.0)

enum {
    ASKED,
    SERVED,
    SPILLED,
    REFUSED,
    BACKLOG,
    CAPACITY,
    REVENUE,
    METRIC_COUNT,
};

static const struct metric_def defs[METRIC_COUNT] = {
    [ASKED] = {"tokens.asked", "Ttoken", METRIC_COUNTER, JOIN_NONE, SCOPE_CAMPUS,
               "tokens asked for, input and output, all classes"},
    [SERVED] = {"tokens.served", "Ttoken", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
                "tokens served by the racks of the site"},
    [SPILLED] = {"tokens.spilled", "Ttoken", METRIC_COUNTER, JOIN_NONE, SCOPE_CAMPUS,
                 "tokens sent to other clouds for want of capacity"},
    [REFUSED] = {"tokens.refused", "Ttoken", METRIC_COUNTER, JOIN_NONE, SCOPE_CAMPUS,
                 "tokens neither served nor spilled"},
    [BACKLOG] = {"tokens.backlog", "Ttoken", METRIC_MEAN, JOIN_NONE, SCOPE_CAMPUS,
                 "batch tokens waiting in the queue, time average"},
    [CAPACITY] = {"tokens.capacity", "Ttoken/day", METRIC_MEAN, JOIN_NONE, SCOPE_CAMPUS,
                  "tokens a day that all racks in service could make of the mix asked for"},
    [REVENUE] = {"tokens.revenue", "MUSD", METRIC_COUNTER, JOIN_NONE, SCOPE_CAMPUS,
                 "token revenue of the sellers after the channels' share, spilled tokens included"},
};

const struct metric_table demand_metrics = {defs, METRIC_COUNT};

static const double *week_shape(const struct record *class, struct arena *arena)
{
    double *shape = arena_array(arena, WEEK_HOURS, sizeof *shape);
    const double *weekday = record_series(class, CLASS_WEEKDAY);
    const double *weekend = record_series(class, CLASS_WEEKEND);
    double sum = 0;
    for (int hour = 0; hour < WEEK_HOURS; hour++)
        sum += shape[hour] = hour < 120 ? weekday[hour % 24] : weekend[hour % 24];
    for (int hour = 0; hour < WEEK_HOURS && sum > 0; hour++)
        shape[hour] *= WEEK_HOURS / sum;
    return shape;
}

static const struct record *throughput_of(const struct plan *plan, const struct record *stream,
                                          const struct record *system)
{
    struct record_list all = plan_list(plan, &demand_throughput_kind);
    for (int i = 0; i < all.count; i++)
        if (record_ref(all.items[i], THROUGHPUT_SYSTEM) == system &&
            record_ref(all.items[i], THROUGHPUT_CLASS) == record_ref(stream, DEMAND_CLASS) &&
            record_ref(all.items[i], THROUGHPUT_TIER) == record_ref(stream, DEMAND_TIER))
            return all.items[i];
    return NULL;
}

static int gain_of(struct record_list gains, const struct record *system)
{
    for (int i = 0; i < gains.count; i++) {
        struct record_list systems = record_refs(gains.items[i], GAIN_SYSTEMS);
        for (int k = 0; k < systems.count; k++)
            if (systems.items[k] == system)
                return i;
    }
    return -1;
}

static int service_order(const void *a, const void *b)
{
    const struct record *x = *(const struct record *const *)a, *y = *(const struct record *const *)b;
    int64_t px = record_count(x, DEMAND_PRIORITY), py = record_count(y, DEMAND_PRIORITY);
    if (px != py)
        return px < py ? -1 : 1;
    int cx = record_ref(x, DEMAND_CLASS)->index, cy = record_ref(y, DEMAND_CLASS)->index;
    if (cx != cy)
        return cx < cy ? -1 : 1;
    int tx = record_ref(x, DEMAND_TIER)->index, ty = record_ref(y, DEMAND_TIER)->index;
    if (tx != ty)
        return tx < ty ? -1 : 1;
    return x->index - y->index;
}

/* Same class, tier and priority: served alike. */
static bool queue_together(const struct record *x, const struct record *y)
{
    return record_count(x, DEMAND_PRIORITY) == record_count(y, DEMAND_PRIORITY) &&
           record_ref(x, DEMAND_CLASS) == record_ref(y, DEMAND_CLASS) &&
           record_ref(x, DEMAND_TIER) == record_ref(y, DEMAND_TIER);
}

static void compile_queue(struct demand_queue_plan *queue, const struct demand_plan *plan,
                          const struct record *stream, struct arena *arena)
{
    const struct record *class = record_ref(stream, DEMAND_CLASS);
    queue->class = class;
    queue->batch = record_choice(class, CLASS_QUEUEING) == QUEUEING_BATCH;
    queue->spills = record_flag(class, CLASS_SPILL) && plan->spill;
    queue->max_wait_s = record_number(class, CLASS_MAX_WAIT);
    queue->shape = week_shape(class, arena);
    queue->throughput = arena_array(arena, (size_t)plan->pool_count, sizeof *queue->throughput);
    for (int p = 0; p < plan->pool_count; p++)
        queue->throughput[p] = throughput_of(plan->plan, stream, plan->pools[p].system);
}

static void compile_streams(struct demand_plan *plan, struct arena *arena)
{
    struct record_list all = plan_list(plan->plan, &demand_demand_kind);
    const struct record **sorted = arena_array(arena, (size_t)all.count, sizeof *sorted);
    struct demand_stream_plan *streams = arena_array(arena, (size_t)all.count, sizeof *streams);
    struct demand_queue_plan *queues = arena_array(arena, (size_t)all.count, sizeof *queues);
    for (int s = 0; s < all.count; s++)
        sorted[s] = all.items[s];
    if (all.count)
        qsort(sorted, (size_t)all.count, sizeof *sorted, service_order);
    for (int s = 0; s < all.count; s++) {
        const struct record *record = sorted[s];
        if (s == 0 || !queue_together(sorted[s - 1], record)) {
            compile_queue(&queues[plan->queue_count], plan, record, arena);
            queues[plan->queue_count++].first_stream = s;
        }
        queues[plan->queue_count - 1].stream_count++;
        streams[s].record = record;
        streams[s].queue = plan->queue_count - 1;
        streams[s].channel_share = record_number(record_ref(record, DEMAND_CHANNEL), CHANNEL_SHARE);
        streams[s].as_of =
            record_has(record, DEMAND_AS_OF) ? record_tick(record, DEMAND_AS_OF) : plan->plan->start;
    }
    plan->streams = streams;
    plan->queues = queues;
    plan->stream_count = all.count;
}

static void find_cells(struct demand_plan *plan)
{
    const struct metric_layout *layout = plan->plan->layout;
    plan->asked_cell = metric_cell_find(layout, defs[ASKED].name, NULL);
    plan->spilled_cell = metric_cell_find(layout, defs[SPILLED].name, NULL);
    plan->refused_cell = metric_cell_find(layout, defs[REFUSED].name, NULL);
    plan->backlog_cell = metric_cell_find(layout, defs[BACKLOG].name, NULL);
    plan->capacity_cell = metric_cell_find(layout, defs[CAPACITY].name, NULL);
    plan->revenue_cell = metric_cell_find(layout, defs[REVENUE].name, NULL);
}

static bool check_servable(const struct demand_plan *plan, struct diag *diag)
{
    bool good = true;
    for (int s = 0; s < plan->stream_count; s++) {
        bool able = plan->pool_count == 0 || plan->spill;
        for (int p = 0; p < plan->pool_count; p++)
            able = able || plan->queues[plan->streams[s].queue].throughput[p];
        if (able)
            continue;
        const struct record *record = plan->streams[s].record;
        good = diag_error(diag, record->span, "no ordered rack system can serve demand '%s'", record->id);
        diag_note(diag, "add a <throughput> for class '%s' and tier '%s' on one of the ordered systems",
                  record_ref(record, DEMAND_CLASS)->id, record_ref(record, DEMAND_TIER)->id);
    }
    return good;
}

const struct demand_plan *demand_compile(const struct plan *plan, const struct demand_pool *pools,
                                         const double *packages, int pool_count, struct arena *arena,
                                         struct diag *diag)
{
    struct record_list spills = plan_list(plan, &demand_spill_kind);
    struct demand_plan *compiled = arena_alloc(arena, sizeof *compiled);
    if (pool_count > DEMAND_POOLS_MAX) {
        diag_error(diag, plan->scenario->span,
                   "%d pairs of site and rack system, at most %d can be simulated", pool_count,
                   DEMAND_POOLS_MAX);
        return NULL;
    }
    *compiled = (struct demand_plan){.plan = plan,
                                     .pool_count = pool_count,
                                     .pools = pools,
                                     .packages = packages,
                                     .gains = plan_list(plan, &demand_software_gain_kind),
                                     .spill = spills.count ? spills.items[0] : NULL};
    compiled->spill_price_ratio = compiled->spill ? record_number(compiled->spill, SPILL_PRICE) : 0;
    compiled->gain_count = compiled->gains.count;
    compile_streams(compiled, arena);
    int *served = arena_array(arena, (size_t)pool_count, sizeof *served);
    int *gain = arena_array(arena, (size_t)pool_count, sizeof *gain);
    struct record_list sites = plan_list(plan, &frame_site_kind);
    for (int p = 0; p < pool_count; p++) {
        served[p] = metric_cell_find(plan->layout, defs[SERVED].name, sites.items[pools[p].site]);
        gain[p] = gain_of(compiled->gains, pools[p].system);
    }
    compiled->served_cell = served;
    compiled->gain = gain;
    find_cells(compiled);
    return check_servable(compiled, diag) ? compiled : NULL;
}

static void start_stream(struct demand *demand, int s)
{
    const struct demand_plan *plan = demand->plan;
    const struct draw *draw = &demand->run->draw;
    const struct record *record = plan->streams[s].record;
    struct demand_stream_draw *drawn = &demand->draws[s];
    struct demand_stream_lanes *lanes = &demand->streams[s / LANES_COUNT];
    const struct demand_queue_plan *queue = &plan->queues[plan->streams[s].queue];
    drawn->volume = draw_once(draw, record, DEMAND_VOLUME);
    drawn->growth_rate = log1p(draw_once(draw, record, DEMAND_GROWTH) * MONTH_S);
    drawn->half_life_months = draw_once(draw, record, DEMAND_HALF_LIFE) / MONTH_S;
    drawn->price_usd = draw_once(draw, record, DEMAND_PRICE);
    drawn->drift_rate = log1p(draw_once(draw, record, DEMAND_PRICE_DRIFT) * YEAR_S);
    lanes->keep_ratio[s % LANES_COUNT] = 1.0 - plan->streams[s].channel_share;
    lanes->batch[s % LANES_COUNT] = queue->batch;
    lanes->spills[s % LANES_COUNT] = queue->spills;
}

static void draw_rates(struct demand *demand, int q)
{
    const struct demand_plan *plan = demand->plan;
    const struct record *const *throughput = (const struct record *const *)plan->queues[q].throughput;
    for (int p = 0; p < plan->pool_count; p++) {
        struct demand_pool_state *pool = &demand->pools[p];
        if (throughput[p])
            pool->base[q] = draw_once(&demand->run->draw, throughput[p], THROUGHPUT_RATE) * plan->packages[p];
        pool->per_base[q] = pool->base[q] > 0 ? 1 / pool->base[q] : 0;
        pool->can[q] = pool->base[q] > 0;
    }
}

static void start_pools(struct demand *demand, struct arena *arena)
{
    size_t room = (size_t)demand->queue_lanes;
    for (int p = 0; p < demand->plan->pool_count; p++) {
        double **rows[] = {&demand->pools[p].base, &demand->pools[p].per_base, &demand->pools[p].rate,
                           &demand->pools[p].per_rate, &demand->pools[p].can};
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
            *rows[i] = arena_array(arena, room, sizeof **rows[i]);
        demand->pools[p].made = arena_array(arena, room, sizeof *demand->pools[p].made);
    }
    for (int q = 0; q < demand->plan->queue_count; q++)
        draw_rates(demand, q);
}

static void draw_gains(struct demand *demand)
{
    const struct demand_plan *plan = demand->plan;
    for (int g = 0; g < plan->gain_count; g++) {
        demand->gains[g].final_ratio = draw_once(&demand->run->draw, plan->gains.items[g], GAIN_FACTOR);
        demand->gains[g].since = record_tick(plan->gains.items[g], GAIN_SINCE);
        demand->gains[g].time_constant_s =
            draw_once(&demand->run->draw, plan->gains.items[g], GAIN_TIME_CONSTANT);
    }
}

struct demand *demand_start(const struct demand_plan *plan, struct run *run)
{
    struct demand *demand = arena_alloc(run->arena, sizeof *demand);
    demand->plan = plan;
    demand->run = run;
    demand->day = INT64_MAX / 2; /* any tick begins a day */
    demand->dealt = true;
    demand->stream_groups = (plan->stream_count + LANES_COUNT - 1) / LANES_COUNT;
    demand->queue_lanes = (plan->queue_count + LANES_COUNT - 1) / LANES_COUNT * LANES_COUNT;
    size_t groups = (size_t)demand->stream_groups;
    demand->draws = arena_array(run->arena, (size_t)plan->stream_count, sizeof *demand->draws);
    demand->streams = arena_array(run->arena, groups, sizeof *demand->streams);
    demand->shares = arena_array(run->arena, groups, sizeof *demand->shares);
    demand->queues = arena_array(run->arena, (size_t)plan->queue_count, sizeof *demand->queues);
    demand->pools = arena_array(run->arena, (size_t)plan->pool_count, sizeof *demand->pools);
    demand->gains = arena_array(run->arena, (size_t)plan->gain_count, sizeof *demand->gains);
    demand->level = arena_array(run->arena, (size_t)demand->queue_lanes, sizeof *demand->level);
    demand->totals = arena_array(run->arena, (size_t)plan->stream_count, sizeof *demand->totals);
    draw_gains(demand);
    for (int s = 0; s < plan->stream_count; s++)
        start_stream(demand, s);
    start_pools(demand, run->arena);
    return demand;
}

int demand_stream_count(const struct demand_plan *plan)
{
    return plan->stream_count;
}

const struct record *demand_stream(const struct demand_plan *plan, int stream)
{
    return plan->streams[stream].record;
}
