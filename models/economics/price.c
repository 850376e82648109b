/* SPDX-License-Identifier: Apache-2.0 */
#include "economics/price.h"

#include "base/calendar.h"

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
    struct price_plan plan = {.region = region, .as_of = start};
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
    return price;
}

/* Mean price of the month that holds TICK; the drift steps from month to month. */
static double month_price(const struct price *price, int64_t month_start)
{
    double years = (double)(month_start - price->plan->as_of) / PRICE_YEAR_S;
    return price->usd_j * pow(1 + price->drift, years) *
           price->plan->months[calendar_date_of(month_start).month - 1];
}

void price_block(const struct price *price, const int64_t *tick, int n, double *usd_j)
{
    const struct price_plan *plan = price->plan;
    int64_t month_end = INT64_MIN;
    double level = 0;
    for (int i = 0; i < n; i++) {
        int64_t local = tick[i] + plan->offset_s;
        if (!isnan(price->fixed_usd_j)) {
            usd_j[i] = price->fixed_usd_j + price->adder_usd_j;
            continue;
        }
        if (local >= month_end) {
            level = month_price(price, calendar_month_start(local));
            month_end = calendar_next_month(local);
        }
        usd_j[i] = level * plan->hours[calendar_hour_of_day(local)] + price->adder_usd_j;
    }
}
