/* SPDX-License-Identifier: Apache-2.0 */
#include "economics/price.h"

#include "base/calendar.h"
#include "economics/kinds.h"
#include "economics/tariff.h"

#include <math.h>
#include <string.h>

void price_start(struct price *price, const struct price_plan *plan, struct market *market,
                 const struct draw *draw)
{
    price->plan = plan;
    price->market = market;
    price->fixed_usd_j = NAN;
    if (!plan->contract)
        return;
    price->adder_usd_j = record_number(plan->contract, ENERGY_ADDER);
    if (record_has(plan->contract, ENERGY_FIXED_PRICE))
        price->fixed_usd_j = record_number(plan->contract, ENERGY_FIXED_PRICE);
    if (plan->tariff && record_choice(plan->tariff, TARIFF_ENERGY) == TARIFF_CHARGE)
        price->fixed_usd_j = 0;
    if (plan->tariff)
        price->tariff_drift = draw_once(draw, plan->tariff, TARIFF_PRICE_DRIFT);
}

static void take_month(struct price *price, int64_t tick)
{
    const struct price_plan *plan = price->plan;
    int64_t start = calendar_month_start(tick + plan->offset_s), next = calendar_next_month(start);
    int count = (int)((next - start) / CALENDAR_HOUR_S);
    double charge_usd_j = price->adder_usd_j;
    price->from = start - plan->offset_s;
    price->until = next - plan->offset_s;
    if (plan->tariff)
        charge_usd_j += tariff_energy_usd_j(plan->tariff, start, plan->start, price->tariff_drift);
    if (isnan(price->fixed_usd_j))
        market_month(price->market, start, price->usd_j);
    for (int i = 0; i < count; i++)
        price->usd_j[i] = (isnan(price->fixed_usd_j) ? price->usd_j[i] : price->fixed_usd_j) + charge_usd_j;
}

/* How many of N ticks lie in a row: each the full hour after the one before, the first within its hour. */
static int in_a_row(const int64_t *tick, int n, int64_t hour_start)
{
    int k = 1;
    while (k < n && tick[k] == hour_start + (int64_t)k * CALENDAR_HOUR_S)
        k++;
    return k;
}

void price_block(struct price *price, const int64_t *tick, int n, double *usd_j)
{
    for (int i = 0, k; i < n; i += k) {
        if (tick[i] < price->from || tick[i] >= price->until)
            take_month(price, tick[i]);
        int64_t hour = (tick[i] - price->from) / CALENDAR_HOUR_S;
        int64_t left = (price->until - price->from) / CALENDAR_HOUR_S - hour;
        k = in_a_row(tick + i, left < n - i ? (int)left : n - i, price->from + hour * CALENDAR_HOUR_S);
        memcpy(usd_j + i, price->usd_j + hour, (size_t)k * sizeof *usd_j);
    }
}
