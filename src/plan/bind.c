/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/bind.h"

#include "plan/condition.h"
#include "plan/metric.h"

#include <assert.h>

/* A condition on the campus sees what its sites and parties do. */
static void watch(const struct metric_layout *layout, int cell)
{
    struct metric_cell *cells = (struct metric_cell *)layout->cells, *seen = &cells[cell];
    seen->watched = true;
    for (int i = 0; i < seen->joined; i++)
        cells[seen->first_joined + i * seen->stride].watched = true;
}

/* Conditions and the layout are constant for everyone after this. */
static void bind(const struct metric_layout *layout, struct condition *condition)
{
    if (condition->op == CONDITION_METRIC) {
        condition->cell = metric_cell_named(layout, condition->metric_name);
        assert(condition->cell >= 0);
        watch(layout, condition->cell);
    }
    for (int i = 0; i < condition->child_count; i++)
        bind(layout, (struct condition *)condition->children[i]);
}

void bind_metrics(struct plan *plan)
{
    plan->layout = metric_layout_new(plan, plan->arena);
    for (int i = 0; i < plan->record_count; i++) {
        const struct record *record = plan->records[i];
        for (int f = 0; f < record->kind->field_count; f++)
            if (record->kind->fields[f].type == FIELD_CONDITION && record->values[f].condition)
                bind(plan->layout, (struct condition *)record->values[f].condition);
    }
}
