/* SPDX-License-Identifier: Apache-2.0 */
#include "economics/price.h"

#include "base/calendar.h"
#include "economics/tariff.h"

#include <math.h>

/* A shape whose mean is zero or less has no level to scale: it stays as it is. */
static void normalise(double *to, const double *shape, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++)
        sum += shape[i];
    for (int i = 0; i < count; i++)
        to[i] = sum > 0 ? shape[i] * count / sum : shape[i];
}

struct price_plan price_of_region(const struct record *region, int64_t start)
{
    struct price_plan plan = {.region = region, .start = start, .as_of = start};
    if (record_has(region, REGION_AS_OF))
        plan.as_of = record_tick(region, REGION_AS_OF);
    plan.offset_s = llround(record_number(region, REGION_UTC_OFFSET));
    normalise(plan.months, record_series(region, REGION_MONTHS), 12);
    normalise(plan.hours, record_series(region, REGION_HOURS), 24);
    return plan;
}

struct price price_draw(const struct price_plan *plan, const struct draw *draw)
{
    struct price price = {.plan = plan, .fixed_usd_j = NAN};
    price.usd_j = draw_once(draw, plan->region, REGION_ENERGY_PRICE);
    price.drift = draw_once(draw, plan->region, REGION_PRICE_DRIFT) * PRICE_YEAR_S;
    if (!plan->contract)
        return price;
    price.adder_usd_j = record_number(plan->contract, ENERGY_ADDER);
    if (record_has(plan->contract, ENERGY_FIXED_PRICE))
        price.fixed_usd_j = record_number(plan->contract, ENERGY_FIXED_PRICE);
    if (plan->tariff)
        price.tariff_drift = draw_once(draw, plan->tariff, TARIFF_PRICE_DRIFT);
    return price;
}

/* Mean price of the month that holds TICK; the drift steps from month to month. */
static double month_price(const struct price *price, int64_t month_start)
{
    double years = (double)(month_start - price->plan->as_of) / PRICE_YEAR_S;
    return price->usd_j * pow(1 + price->drift, years) *
           price->plan->months[calendar_date_of(month_start).month - 1];
}

static struct price_month month_of(const struct price *price, int64_t tick)
{
    const struct price_plan *plan = price->plan;
    int64_t start = calendar_month_start(tick + plan->offset_s);
    bool flat = plan->tariff && record_choice(plan->tariff, TARIFF_ENERGY) == TARIFF_CHARGE;
    bool fixed = flat || !isnan(price->fixed_usd_j);
    double charge =
        plan->tariff ? tariff_energy_usd_j(plan->tariff, start, plan->start, price->tariff_drift) : 0;
    double level = flat ? 0 : fixed ? price->fixed_usd_j : month_price(price, start);
    struct price_month month = {.from = start - plan->offset_s,
                                .until = calendar_next_month(start) - plan->offset_s};
    for (int hour = 0; hour < 24; hour++)
        month.usd_j[hour] = level * (fixed ? 1.0 : plan->hours[hour]) + charge + price->adder_usd_j;
    return month;
}

void price_block(const struct price *price, struct price_month *month, const int64_t *tick, int n,
                 double *usd_j)
{
    unsigned hour = 0;
    for (int i = 0; i < n; i++) {
        if (i > 0 && tick[i] == tick[i - 1] + CALENDAR_HOUR_S && tick[i] < month->until) {
            hour = hour < 23 ? hour + 1 : 0;
        } else {
            if (tick[i] < month->from || tick[i] >= month->until)
                *month = month_of(price, tick[i]);
            hour = (unsigned)(tick[i] - month->from) / CALENDAR_HOUR_S % 24;
        }
        usd_j[i] = month->usd_j[hour];
    }
}
