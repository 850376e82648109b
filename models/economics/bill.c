/* SPDX-License-Identifier: Apache-2.0 */
#include "economics/bill.h"

#include "plan/ledger.h"

#include <math.h>

static void bill_demand(struct bill *bill, const struct bill_rates *rates, const struct bill_use *use,
                        double least_va)
{
    double usd_va = rates->demand_usd_w * use->month_ratio, pf = use->power_factor_ratio;
    bill->demand_w = use->peak_w * use->peak_ratio;
    bill->adjusted_va =
        bill->demand_w * (rates->apparent ? 1 / pf : fmax(1, rates->least_power_factor_ratio / pf));
    double ratcheted_va = fmax(bill->adjusted_va, rates->ratchet_ratio * use->past_va);
    bill->billed_va = fmax(ratcheted_va, least_va);
    bill->cents[BILL_DEMAND] = cents_of_usd(usd_va * bill->demand_w);
    bill->cents[BILL_POWER_FACTOR] = cents_of_usd(usd_va * (bill->adjusted_va - bill->demand_w));
    bill->cents[BILL_RATCHET] = cents_of_usd(usd_va * (ratcheted_va - bill->adjusted_va));
    bill->cents[BILL_MINIMUM_DEMAND] = cents_of_usd(usd_va * (bill->billed_va - ratcheted_va));
}

static int64_t with_taxes(int64_t cents, double tax_ratio, int64_t *tax_cents)
{
    *tax_cents = cents_of_usd((double)cents / 100 * tax_ratio);
    return cents + *tax_cents;
}

struct bill bill_of(const struct bill_rates *rates, const struct bill_use *use)
{
    struct bill bill = {0};
    double least_va =
        rates->minimum_ratio * use->contract_w / (rates->apparent ? use->power_factor_ratio : 1);
    double take_j = rates->take_ratio * use->contract_w * use->seconds;
    double take_usd_j = fmax(0, rates->take_usd_j); /* who is paid for energy is not paid for leaving it */
    int64_t sum_cents = 0, fixed_cents = cents_of_usd(rates->fixed_usd * use->month_ratio), tax_cents;
    bill_demand(&bill, rates, use, least_va);
    bill.cents[BILL_ENERGY] = cents_of_usd(use->energy_usd);
    bill.cents[BILL_RIDERS] = cents_of_usd(rates->riders_usd_j * use->energy_j);
    bill.cents[BILL_TRANSMISSION] =
        cents_of_usd(rates->transmission_usd_w * use->month_ratio * use->coincident_w);
    bill.cents[BILL_MINIMUM_TAKE] = cents_of_usd(take_usd_j * fmax(0, take_j - use->energy_j));
    bill.cents[BILL_FIXED] = fixed_cents;
    for (int line = 0; line < BILL_TAXES; line++)
        sum_cents += bill.cents[line];
    bill.total_cents = with_taxes(sum_cents, rates->tax_ratio, &bill.cents[BILL_TAXES]);
    bill.minimum_cents = with_taxes(cents_of_usd(rates->demand_usd_w * use->month_ratio * least_va) +
                                        cents_of_usd(take_usd_j * take_j) + fixed_cents,
                                    rates->tax_ratio, &tax_cents);
    return bill;
}
