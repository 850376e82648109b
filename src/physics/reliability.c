/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/reliability.h"

#include "physics/clamp.h"

#include <assert.h>
#include <math.h>

static const double year_s = 8760.0 * 3600.0;

double reliability_availability_ratio(double mtbf_s, double mttr_s)
{
    assert(mtbf_s >= 0.0 && mttr_s >= 0.0);
    return mtbf_s + mttr_s > 0.0 ? mtbf_s / (mtbf_s + mttr_s) : 1.0;
}

/* Logarithm of the binomial probability of exactly K; no lgamma, which writes a global. */
static double log_binomial(int n, int k, double p)
{
    double sum = k * log(p) + (n - k) * log1p(-p);
    int few = k < n - k ? k : n - k;

    for (int i = 1; i <= few; i++)
        sum += log((double)(n - few + i) / i);
    return sum;
}

/* Sums the shorter tail term by term, so that 1 - 1e-12 keeps its digits. */
double reliability_k_of_n_ratio(int installed, int needed, double p_ratio, int *clamp_count)
{
    double p = clamp_between(p_ratio, 0.0, 1.0, clamp_count), odds, term, sum = 0.0;
    int n = installed, k = needed;

    assert(n >= 0);
    if (k <= 0)
        return 1.0;
    if (k > n || p == 0.0)
        return 0.0;
    if (p == 1.0)
        return 1.0;
    odds = p / (1.0 - p);
    if (k > n * p) {
        term = exp(log_binomial(n, k, p));
        for (int i = k; i <= n; i++) {
            sum += term;
            term *= odds * (n - i) / (i + 1);
        }
        return fmin(sum, 1.0);
    }
    term = exp(log_binomial(n, k - 1, p));
    for (int i = k - 1; i >= 0; i--) {
        sum += term;
        term *= i / (odds * (n - i + 1));
    }
    return fmax(1.0 - sum, 0.0);
}

double reliability_gensets_ratio(const struct reliability_gensets *farm, double run_s, int *clamp_count)
{
    double available = clamp_between(farm->available_ratio, 0.0, 1.0, clamp_count);
    double fails = clamp_between(farm->fail_to_start_ratio, 0.0, 1.0, clamp_count);
    double beta = clamp_between(farm->common_cause_ratio, 0.0, 1.0, clamp_count);
    double p = available * (1.0 - fails) * exp(-run_s / farm->run_mttf_s);
    double all_spared = 1.0 - beta * (1.0 - p); /* each unit alone keeps its p */

    assert(farm->run_mttf_s > 0.0 && run_s >= 0.0);
    if (all_spared == 0.0)
        return farm->needed <= 0 ? 1.0 : 0.0;
    return all_spared * reliability_k_of_n_ratio(farm->installed, farm->needed, p / all_spared, clamp_count);
}

static double unavailable(struct reliability_item item)
{
    double down = item.failure_per_s * item.repair_s;

    return down / (1.0 + down);
}

static struct reliability_outage outage_of(double unavailable_ratio, double per_s)
{
    struct reliability_outage o = {unavailable_ratio, per_s, per_s > 0.0 ? unavailable_ratio / per_s : 0.0};

    return o;
}

struct reliability_outage reliability_series(const struct reliability_item *items, int count)
{
    double up = 1.0, rate = 0.0;

    for (int i = 0; i < count; i++) {
        up *= 1.0 - unavailable(items[i]);
        rate += items[i].failure_per_s;
    }
    return outage_of(1.0 - up, rate * up);
}

struct reliability_outage reliability_two_feeds(struct reliability_item first, struct reliability_item second,
                                                struct reliability_item common)
{
    double both = unavailable(first) * unavailable(second), shared = unavailable(common);
    double per_s = first.failure_per_s * second.failure_per_s * (first.repair_s + second.repair_s);

    return outage_of(1.0 - (1.0 - both) * (1.0 - shared), per_s + common.failure_per_s);
}

double reliability_downtime_ratio(double planned_s_per_year, double failures_per_year, double repair_s)
{
    return (planned_s_per_year + failures_per_year * repair_s) / year_s;
}
