/* SPDX-License-Identifier: Apache-2.0 */
#include "schedule/spending.h"

#include "plan/distribution.h"

#include <math.h>

int64_t spending_cost_cents(const struct run *run, const struct network_task *task)
{
    if (!task->has_cost)
        return 0;
    if (task->sort == TASK_ORDER)
        return cents_of_usd(task->price_usd);
    return cents_of_usd(fmax(0, draw_once(&run->draw, task->record, task->cost_field)));
}

int64_t spending_deposit_cents(const struct network_task *task, int64_t cost_cents)
{
    return llround((double)cost_cents * task->deposit_ratio);
}

int64_t spending_earned_cents(int64_t cost_cents, int64_t elapsed_s, int64_t length_s)
{
    if (elapsed_s >= length_s)
        return cost_cents;
    if (elapsed_s <= 0)
        return 0;
    return (int64_t)floor((double)cost_cents * ((double)elapsed_s / (double)length_s));
}

static int order_payments(struct payment *payments, const struct network_task *task, int64_t cost_cents,
                          int64_t expected_s)
{
    int64_t deposit = spending_deposit_cents(task, cost_cents);
    payments[0] = (struct payment){0, deposit};
    payments[1] = (struct payment){expected_s, cost_cents - deposit};
    return 2;
}

static int monthly_payments(struct payment *payments, int count, int64_t cost_cents, int64_t expected_s)
{
    int64_t paid = 0;
    for (int i = 0; i < count; i++) {
        int64_t after = (int64_t)(i + 1) * SPENDING_MONTH_S;
        after = i == count - 1 ? expected_s : after;
        int64_t earned = i == count - 1 ? cost_cents : spending_earned_cents(cost_cents, after, expected_s);
        payments[i] = (struct payment){after, earned - paid};
        paid = earned;
    }
    return count;
}

struct request *spending_ask(struct run *run, const struct network_task *task, int64_t cost_cents,
                             const struct request *answer)
{
    int64_t expected = llround(fmax(0, distribution_p50(task->duration)));
    int64_t months = (expected + SPENDING_MONTH_S - 1) / SPENDING_MONTH_S;
    int count = task->sort == TASK_ORDER ? 2 : months < 1 ? 1 : (int)months;
    struct payment *payments = arena_array(run->arena, (size_t)count, sizeof *payments);
    struct request request = *answer;
    request.payment_count = task->sort == TASK_ORDER
                                ? order_payments(payments, task, cost_cents, expected)
                                : monthly_payments(payments, count, cost_cents, expected);
    request.payments = payments;
    request.cause = task->record;
    request.payer = task->payer;
    request.payee = task->payee;
    request.priority = task->priority;
    return request_submit(run->requests, &request, sim_now(run->sim));
}
