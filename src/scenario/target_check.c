/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/target_check.h"

#include "base/quantity.h"
#include "plan/frame.h"
#include "scenario/condition_read.h"

static void check_threshold(const struct build *build, const struct draft *draft, int field,
                            const struct metric_def *metric)
{
    double si;
    if (draft->given[field])
        quantity_parse(&si, draft->values[field].text, metric->unit,
                       element_span(draft->element, frame_target_kind.fields[field].name), build->diag);
}

static void check_target(const struct build *build, const struct draft *draft)
{
    if (draft->given[TARGET_AT_LEAST] == draft->given[TARGET_AT_MOST])
        diag_error(build->diag, draft->record.span,
                   "<target> takes either at-least=\"...\" or at-most=\"...\"");
    if (draft->given[TARGET_BY] && build->end && draft->values[TARGET_BY].tick > build->end)
        diag_error(build->diag, element_span(draft->element, "by"), "the scenario ends before this date");
    if (draft->given[TARGET_BY] && build->start && draft->values[TARGET_BY].tick < build->start)
        diag_error(build->diag, element_span(draft->element, "by"), "the scenario starts after this date");
    if (!draft->given[TARGET_METRIC])
        return;
    const struct metric_def *metric =
        condition_metric(build, draft->values[TARGET_METRIC].text, element_span(draft->element, "metric"));
    if (!metric)
        return;
    check_threshold(build, draft, TARGET_AT_LEAST, metric);
    check_threshold(build, draft, TARGET_AT_MOST, metric);
}

void target_check_all(const struct build *build)
{
    for (size_t i = 0; i < build->count; i++)
        if (build->drafts[i]->record.kind == &frame_target_kind)
            check_target(build, build->drafts[i]);
}
