/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/outage_table.h"

#include <assert.h>
#include <math.h>

void outage_table_start(double *probability, int count)
{
    assert(count >= 1);
    for (int i = 0; i < count; i++)
        probability[i] = 0.0;
    probability[0] = 1.0;
}

void outage_table_add(double *probability, int count, int out_steps, double forced_out_ratio)
{
    const int steps[2] = {0, out_steps};
    const double ratio[2] = {1.0 - forced_out_ratio, forced_out_ratio};

    outage_table_add_states(probability, count, steps, ratio, 2);
}

/* From the top down, so that a place is read by all that need it before it is written. */
void outage_table_add_states(double *probability, int count, const int *out_steps, const double *state_ratio,
                             int state_count)
{
    for (int x = count - 1; x >= 0; x--) {
        double sum = 0.0;

        for (int s = 0; s < state_count; s++) {
            assert(out_steps[s] >= 0);
            if (out_steps[s] <= x)
                sum += state_ratio[s] * probability[x - out_steps[s]];
        }
        probability[x] = sum;
    }
}

/* First place of the table beyond the reserve. */
static int first_beyond(double reserve_steps, int count)
{
    if (reserve_steps < 0.0)
        return 0;
    if (reserve_steps >= count)
        return count;
    return (int)floor(reserve_steps + 1e-9) + 1; /* a load equal to the capacity is carried */
}

double outage_table_beyond_ratio(const double *probability, int count, double reserve_steps)
{
    double sum = 0.0;

    if (reserve_steps < 0.0)
        return 1.0;
    for (int x = count - 1; x >= first_beyond(reserve_steps, count); x--)
        sum += probability[x]; /* small ones first */
    return fmin(sum, 1.0);
}

struct outage_loss outage_table_loss_of_load(const double *probability, int count, double installed_steps,
                                             const double *load_steps, int sample_count)
{
    struct outage_loss loss = {0.0, 0.0};

    for (int i = 0; i < sample_count; i++) {
        double reserve = installed_steps - load_steps[i], likely = 0.0, unserved = 0.0;

        for (int x = count - 1; x >= first_beyond(reserve, count); x--) {
            likely += probability[x];
            unserved += probability[x] * (x - reserve);
        }
        loss.expected_count += likely;
        loss.expected_unserved += unserved;
    }
    return loss;
}
