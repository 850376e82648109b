/* SPDX-License-Identifier: Apache-2.0 */
#include "economics/service.h"

#include "base/calendar.h"
#include "base/curve.h"
#include "base/lanes.h"
#include "base/wide.h"
#include "economics/kinds.h"
#include "economics/tariff.h"
#include "plan/ledger.h"

#include <math.h>
#include <string.h>

enum { PAST_MAX = 23, LEAST_S = 900 };

struct service {
    const struct service_plan *plan;
    double drift;     /* of the tariff, drawn */
    bool reads_peaks; /* of the system */
    /* the meter, since the month began */
    LANES_ALIGNED double peak_w[LANES_COUNT];
    double hottest_k, coincident_w;
    double past_va[PAST_MAX]; /* adjusted demand of months before, a ring */
    double year_w, last_year_w;
    int year, past_count;
    int64_t begun; /* INT64_MAX: not yet */
    struct service_month *months;
    int month_count;
};

struct service *service_start(const struct service_plan *plan, const struct draw *draw, struct arena *arena)
{
    struct service *service = arena_alloc(arena, sizeof *service);
    *service = (struct service){.plan = plan, .begun = INT64_MAX};
    service->months = arena_array(arena, (size_t)plan->month_capacity, sizeof *service->months);
    if (plan->tariff)
        service->drift = draw_once(draw, plan->tariff, TARIFF_PRICE_DRIFT);
    service->reads_peaks = plan->tariff && record_number(plan->tariff, TARIFF_TRANSMISSION_CHARGE) > 0;
    if (plan->contract && record_has(plan->contract, ENERGY_SERVICE_START))
        service->begun = record_tick(plan->contract, ENERGY_SERVICE_START);
    return service;
}

static void read_coincident(struct service *service, const struct service_hours *hours)
{
    const struct service_plan *plan = service->plan;
    const double *month = record_series(plan->tariff, TARIFF_COINCIDENT_MONTHS);
    const double *hour = record_series(plan->tariff, TARIFF_COINCIDENT_HOURS);
    if (!(month[calendar_date_of(hours->tick[0]).month - 1] > 0))
        return;
    const double *dry_bulb_k = hours->dry_bulb_k + hours->low, *grid_w = hours->grid_w + hours->low;
    for (int i = 0; i < hours->n; i++) {
        if (!(dry_bulb_k[i] > service->hottest_k) ||
            !(hour[calendar_hour_of_day(hours->tick[i] + plan->offset_s)] > 0))
            continue;
        service->hottest_k = dry_bulb_k[i];
        service->coincident_w = grid_w[i];
    }
}

/* The order does not matter, so each lane keeps its own. */
WIDE static void find_highest(double *restrict most_w, const double *restrict seconds,
                              const double *restrict grid_w, int count)
{
    for (int at = 0; at < count; at += LANES_COUNT)
        for (int lane = 0; lane < LANES_COUNT; lane++) {
            double w = seconds[at + lane] >= LEAST_S ? grid_w[at + lane] : 0;
            most_w[lane] = w > most_w[lane] ? w : most_w[lane];
        }
}

void service_read(struct service *service, const struct service_hours *hours)
{
    find_highest(service->peak_w, hours->seconds, hours->grid_w, hours->count);
    if (service->reads_peaks)
        read_coincident(service, hours);
}

/* The year's mean in peak hours becomes last year's; months that were not yet served count as nothing. */
static void turn_year(struct service *service, int year)
{
    const double *month = record_series(service->plan->tariff, TARIFF_COINCIDENT_MONTHS);
    int count = 0;
    if (service->year == year)
        return;
    for (int i = 0; i < 12; i++)
        count += month[i] > 0;
    service->last_year_w = count > 0 && service->year > 0 ? service->year_w / count : 0;
    service->year_w = 0;
    service->year = year;
}

static double contract_w(const struct service *service, const struct service_use *use)
{
    const struct record *contract = service->plan->contract;
    double w = use->feeds_w;
    if (record_has(contract, ENERGY_CONTRACT_DEMAND))
        w = record_number(contract, ENERGY_CONTRACT_DEMAND);
    if (record_has(contract, ENERGY_RAMP))
        w *= curve_value(record_curve(contract, ENERGY_RAMP), (double)(use->from - service->begun), NULL);
    return w;
}

static double highest_past_va(const struct service *service)
{
    int64_t back = record_count(service->plan->tariff, TARIFF_RATCHET_MONTHS);
    double highest_va = 0;
    for (int i = 1; i <= back && i <= service->past_count; i++)
        highest_va = fmax(highest_va, service->past_va[(service->past_count - i) % PAST_MAX]);
    return highest_va;
}

static struct bill_use use_of(struct service *service, const struct service_use *use, int64_t month)
{
    int64_t from = use->from > service->begun ? use->from : service->begun;
    bool billed = service->plan->tariff && from < use->until;
    double seconds = billed ? (double)(use->until - from) : 0, peak_w = 0;
    for (int lane = 0; lane < LANES_COUNT; lane++)
        peak_w = fmax(peak_w, service->peak_w[lane]);
    return (struct bill_use){
        .energy_j = use->energy_j,
        .energy_usd = use->energy_usd,
        .peak_w = peak_w,
        .peak_ratio = service->plan->contract ? record_number(service->plan->contract, ENERGY_PEAK_RATIO) : 1,
        .power_factor_ratio = use->power_factor_ratio > 0 ? use->power_factor_ratio : 1,
        .past_va = billed ? highest_past_va(service) : 0,
        .coincident_w = service->last_year_w,
        .contract_w = billed ? contract_w(service, use) : 0,
        .seconds = seconds,
        .month_ratio = seconds / (double)(calendar_next_month(month) - month),
    };
}

static int64_t contribution_cents(const struct service *service, const struct service_use *use)
{
    const struct record *contract = service->plan->contract;
    if (!contract)
        return 0;
    int64_t due = service->plan->start;
    if (record_has(contract, ENERGY_CONTRIBUTION_DUE))
        due = record_tick(contract, ENERGY_CONTRIBUTION_DUE);
    return due >= use->from && due < use->until ? cents_of_usd(record_number(contract, ENERGY_CONTRIBUTION))
                                                : 0;
}

static void reset_meter(struct service *service, double adjusted_va)
{
    service->past_va[service->past_count++ % PAST_MAX] = adjusted_va;
    service->year_w += service->coincident_w;
    service->hottest_k = service->coincident_w = 0;
    for (int lane = 0; lane < LANES_COUNT; lane++)
        service->peak_w[lane] = 0;
}

struct service_month *service_bill(struct service *service, const struct service_use *use)
{
    const struct service_plan *plan = service->plan;
    struct service_month *row = &service->months[service->month_count++];
    struct bill_rates rates = {0};
    row->month = calendar_month_start(use->from);
    if (service->begun == INT64_MAX && use->energy_j > 0)
        service->begun = use->from;
    if (plan->tariff) {
        rates = tariff_rates(plan->tariff, row->month, plan->start, service->drift);
        turn_year(service, calendar_date_of(use->from).year);
    }
    row->use = use_of(service, use, row->month);
    row->bill = bill_of(&rates, &row->use);
    row->contribution_cents = contribution_cents(service, use);
    reset_meter(service, row->bill.adjusted_va);
    return row;
}

const struct service_month *service_months(const struct service *service, int *count)
{
    *count = service->month_count;
    return service->months;
}
