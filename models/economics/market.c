/* SPDX-License-Identifier: Apache-2.0 */
#include "economics/market.h"

#include "base/calendar.h"
#include "economics/kinds.h"
#include "engine/variate.h"

#include <math.h>

#define EVENT_H     2.0    /* mean length of scarcity: Norris et al. 2025, events of about 2 h */
#define COMFORT_K   291.45 /* 65 degF, the base of degree-days */
#define YEAR_H      8766.0
#define MOST_RATIO  0.9 /* of the price that scarcity may take */
#define DAY_HOURS   24
#define YEAR_MONTHS 12

struct spike {
    int64_t hour; /* local time */
    double usd_j;
};

struct market {
    const struct market_plan *plan;
    const struct draw *draw;
    struct arena *arena;
    struct market_air air;
    double usd_j, drift; /* drawn */
    double scarce_usd_j; /* mean over the year: E */
    double scale;        /* of what an event adds */
    double event_rate_month;
    bool ready;
    int64_t first_day;    /* local, as a tick */
    double *factors;      /* by day; NULL: all 1 */
    struct spike *spikes; /* by month, then in no order */
    int *first_spike;     /* by month, and the end */
    int spike_count, spike_capacity, day_count, month_count;
};

struct market_plan market_plan_of(const struct record *region, int64_t start, int64_t end)
{
    struct market_plan plan = {.region = region, .start = start, .end = end, .as_of = start};
    if (record_has(region, REGION_AS_OF))
        plan.as_of = record_tick(region, REGION_AS_OF);
    plan.offset_s = llround(record_number(region, REGION_UTC_OFFSET));
    plan.shape = hour_shape_of(region,
                               &(struct hour_shape_fields){REGION_MONTHS, REGION_HOURS, REGION_MONTH_HOURS,
                                                           REGION_PRICES, HOURLY_PRICE_USD_J},
                               plan.offset_s);
    return plan;
}

/* Mean of what an hour of scarcity adds: an exponential cut at the cap. */
static double event_usd_j(const struct record *region)
{
    double low = record_number(region, REGION_SCARCITY_LOW), cap = record_number(region, REGION_PRICE_CAP);
    double tail = record_number(region, REGION_SCARCITY_MEAN) - low;
    return tail > 0 && cap > low ? low - tail * expm1(-(cap - low) / tail) : low;
}

static void find_scarcity(struct market *market)
{
    const struct record *region = market->plan->region;
    double hours_year =
        draw_once(market->draw, region, REGION_SCARCITY_HOURS) * PRICE_YEAR_S / CALENDAR_HOUR_S;
    double mean_usd_j = hours_year / YEAR_H * event_usd_j(region);
    market->scale = 1;
    if (market->draw->median || !(market->usd_j > 0) || !(mean_usd_j > 0))
        return;
    if (mean_usd_j > MOST_RATIO * market->usd_j)
        market->scale = MOST_RATIO * market->usd_j / mean_usd_j;
    market->scarce_usd_j = mean_usd_j * market->scale;
    market->event_rate_month = hours_year / EVENT_H / YEAR_MONTHS;
}

struct market *market_start(const struct market_plan *plan, const struct draw *draw, struct arena *arena)
{
    struct market *market = arena_alloc(arena, sizeof *market);
    *market = (struct market){.plan = plan, .draw = draw, .arena = arena, .usd_j = plan->shape.file_mean};
    if (record_has(plan->region, REGION_ENERGY_PRICE))
        market->usd_j = draw_once(draw, plan->region, REGION_ENERGY_PRICE);
    market->drift = draw_once(draw, plan->region, REGION_PRICE_DRIFT) * PRICE_YEAR_S;
    find_scarcity(market);
    return market;
}

void market_set_air(struct market *market, struct market_air air)
{
    market->air = air;
}

static void draw_factors(struct market *market)
{
    const struct record *region = market->plan->region;
    double sd = record_number(region, REGION_VOLATILITY), r = record_number(region, REGION_PERSISTENCE);
    if (market->draw->median || !(sd > 0))
        return;
    struct stream stream = draw_stream(market->draw, region, REGION_VOLATILITY);
    double x = sd * stream_normal(&stream), step = sd * sqrt(1 - r * r);
    market->factors = arena_array(market->arena, (size_t)market->day_count, sizeof *market->factors);
    for (int day = 0; day < market->day_count; day++) {
        market->factors[day] = exp(x - sd * sd / 2);
        x = r * x + step * stream_normal(&stream);
    }
}

static double degrees_k(const struct market *market, int64_t local_day)
{
    return fabs(market->air.day_k(market->air.subject, local_day - market->plan->offset_s) - COMFORT_K);
}

/* The day of an event: of those drawn the one with most degree-days. */
static int64_t draw_day(const struct market *market, struct stream *stream, int64_t month)
{
    int64_t tries = market->air.day_k ? record_count(market->plan->region, REGION_SCARCITY_DAYS) : 1;
    uint64_t days = (uint64_t)((calendar_next_month(month) - month) / CALENDAR_DAY_S);
    int64_t best = month + (int64_t)stream_below(stream, days) * CALENDAR_DAY_S;
    double most_k = tries > 1 ? degrees_k(market, best) : 0;
    for (int64_t i = 1; i < tries; i++) {
        int64_t day = month + (int64_t)stream_below(stream, days) * CALENDAR_DAY_S;
        double k = degrees_k(market, day);
        if (k > most_k) {
            best = day;
            most_k = k;
        }
    }
    return best;
}

static int draw_hour(struct stream *stream, const double shape[DAY_HOURS])
{
    double sum = 0, at = stream_uniform(stream);
    int hour = 0;
    for (int h = 0; h < DAY_HOURS; h++)
        sum += fmax(0, shape[h]);
    for (at *= sum; hour < DAY_HOURS - 1 && at >= fmax(0, shape[hour]); hour++)
        at -= fmax(0, shape[hour]);
    return hour;
}

static void add_spike(struct market *market, int64_t hour, double usd_j)
{
    if (market->spike_count == market->spike_capacity) {
        int capacity = market->spike_capacity ? 2 * market->spike_capacity : 256;
        struct spike *spikes = arena_array(market->arena, (size_t)capacity, sizeof *spikes);
        for (int i = 0; i < market->spike_count; i++)
            spikes[i] = market->spikes[i];
        market->spikes = spikes;
        market->spike_capacity = capacity;
    }
    market->spikes[market->spike_count++] = (struct spike){hour, usd_j};
}

static void draw_events(struct market *market, struct stream *stream, int64_t month)
{
    const struct record *region = market->plan->region;
    const double *shape = market->plan->shape.table[calendar_date_of(month).month - 1];
    double low = record_number(region, REGION_SCARCITY_LOW), weight = 0;
    double most = fmax(0, record_number(region, REGION_PRICE_CAP) - low);
    double tail = fmax(0, record_number(region, REGION_SCARCITY_MEAN) - low);
    for (int h = 0; h < DAY_HOURS; h++)
        weight += shape[h] / DAY_HOURS;
    for (int64_t n = variate_poisson(stream, market->event_rate_month * fmax(0, weight)); n > 0; n--) {
        int64_t hour = draw_day(market, stream, month) + (int64_t)draw_hour(stream, shape) * CALENDAR_HOUR_S;
        do {
            double usd_j = low + fmin(tail * stream_exponential(stream), most);
            add_spike(market, hour, usd_j * market->scale);
            hour += CALENDAR_HOUR_S;
        } while (stream_bernoulli(stream, 1 - 1 / EVENT_H));
    }
}

/* All that is random, once and in order: months may be asked for in any. */
static void prepare(struct market *market)
{
    const struct market_plan *plan = market->plan;
    int64_t month = calendar_month_start(plan->start + plan->offset_s);
    market->first_day = month;
    market->month_count = calendar_months_between(month, plan->end + plan->offset_s) + 1;
    market->day_count = (int)((calendar_add_months(month, market->month_count) - month) / CALENDAR_DAY_S);
    draw_factors(market);
    market->first_spike = arena_array(market->arena, (size_t)market->month_count + 1, sizeof(int));
    struct stream stream = draw_stream(market->draw, plan->region, REGION_SCARCITY_HOURS);
    for (int m = 0; m < market->month_count && market->event_rate_month > 0; m++) {
        draw_events(market, &stream, calendar_add_months(month, m));
        market->first_spike[m + 1] = market->spike_count;
    }
    market->ready = true;
}

static void add_spikes(const struct market *market, int64_t month, int count, double growth, double *usd_j)
{
    int m = calendar_months_between(market->first_day, month);
    if (m < 0 || m >= market->month_count)
        return;
    for (int i = market->first_spike[m > 0 ? m - 1 : 0]; i < market->first_spike[m + 1]; i++) {
        int64_t hour = (market->spikes[i].hour - month) / CALENDAR_HOUR_S;
        if (market->spikes[i].hour >= month && hour < count)
            usd_j[hour] += growth * market->spikes[i].usd_j;
    }
}

void market_month(struct market *market, int64_t month, double usd_j[MARKET_MONTH_HOURS])
{
    const struct market_plan *plan = market->plan;
    int count = hour_shape_month(&plan->shape, month, usd_j);
    if (!market->ready)
        prepare(market);
    double years = (double)(month - plan->as_of) / PRICE_YEAR_S;
    double growth = pow(1 + market->drift, years), level = growth * (market->usd_j - market->scarce_usd_j);
    for (int first = 0; first < count; first += DAY_HOURS) {
        int64_t day = (month - market->first_day) / CALENDAR_DAY_S + first / DAY_HOURS;
        bool known = market->factors && day >= 0 && day < market->day_count;
        double base = known ? level * market->factors[day] : level;
        for (int h = 0; h < DAY_HOURS; h++)
            usd_j[first + h] *= base;
    }
    if (market->event_rate_month > 0)
        add_spikes(market, month, count, growth, usd_j);
}
