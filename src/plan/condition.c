/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/condition.h"

#include "base/calendar.h"
#include "base/quantity.h"

#include <math.h>

const char *const condition_names[CONDITION_OP_COUNT] = {
    [CONDITION_ALL] = "all",   [CONDITION_ANY] = "any",       [CONDITION_AT_LEAST] = "at-least",
    [CONDITION_NOT] = "not",   [CONDITION_METRIC] = "metric", [CONDITION_MILESTONE] = "milestone",
    [CONDITION_DATE] = "date", [CONDITION_SIGNED] = "signed", [CONDITION_CHANCE] = "chance",
};

/* The draws of chances are named by their place from here on, behind all fields of the owner. */
enum { CHANCE_FIRST_FIELD = 1000 };

static bool metric_holds(const struct condition *condition, const struct condition_view *view)
{
    if (condition->metric->sort != METRIC_STATE && !view->test_date)
        return false;
    double value = metric_read_block(view->board, condition->cell);
    if (isnan(value))
        return false;
    return condition->at_most ? value <= condition->threshold : value >= condition->threshold;
}

static bool chance_holds(const struct condition *condition, const struct condition_view *view)
{
    if (view->now < condition->date)
        return false;
    double u = draw_uniform(view->draw, view->owner, CHANCE_FIRST_FIELD + condition->number);
    return u < condition->probability;
}

static int holding_children(const struct condition *condition, const struct condition_view *view)
{
    int count = 0;
    for (int i = 0; i < condition->child_count; i++)
        count += condition_holds(condition->children[i], view);
    return count;
}

/* Whether all that is measured under CONDITION can be told now: flows only on test dates, if any flowed. */
static bool is_known(const struct condition *condition, const struct condition_view *view)
{
    if (condition->op == CONDITION_METRIC)
        return (condition->metric->sort == METRIC_STATE || view->test_date) &&
               !isnan(metric_read_block(view->board, condition->cell));
    for (int i = 0; i < condition->child_count; i++)
        if (!is_known(condition->children[i], view))
            return false;
    return true;
}

/* What cannot be told is not the contrary either. */
static bool not_holds(const struct condition *condition, const struct condition_view *view)
{
    return is_known(condition->children[0], view) && !condition_holds(condition->children[0], view);
}

bool condition_holds(const struct condition *condition, const struct condition_view *view)
{
    if (!condition)
        return true;
    switch (condition->op) {
    case CONDITION_ALL: return holding_children(condition, view) == condition->child_count;
    case CONDITION_ANY: return holding_children(condition, view) > 0;
    case CONDITION_AT_LEAST: return holding_children(condition, view) >= condition->k;
    case CONDITION_NOT: return not_holds(condition, view);
    case CONDITION_METRIC: return metric_holds(condition, view);
    case CONDITION_MILESTONE: return progress_done(view->progress, condition->milestone);
    case CONDITION_DATE: return view->now >= condition->date;
    case CONDITION_CHANCE: return chance_holds(condition, view);
    default: return true;
    }
}

const struct condition *condition_missing(const struct condition *condition,
                                          const struct condition_view *view)
{
    if (condition_holds(condition, view))
        return NULL;
    for (int i = 0; i < condition->child_count && condition->op != CONDITION_NOT; i++) {
        const struct condition *missing = condition_missing(condition->children[i], view);
        if (missing)
            return missing;
    }
    return condition;
}

static const char *joined_text(const struct condition *condition, const char *lead, const char *word,
                               struct arena *arena)
{
    const char *text = lead;
    for (int i = 0; i < condition->child_count; i++)
        text =
            arena_printf(arena, "%s%s%s", text, i ? word : "", condition_text(condition->children[i], arena));
    return arena_printf(arena, "%s)", text);
}

static const char *metric_text(const struct condition *condition, struct arena *arena)
{
    return arena_printf(arena, "%s %s %s", condition->metric_name,
                        condition->at_most ? "at most" : "at least",
                        quantity_format(arena, condition->threshold, condition->metric->unit, 6));
}

static const char *dated_text(const char *lead, int64_t tick, struct arena *arena)
{
    char date[11];
    calendar_format_date(tick, date);
    return arena_printf(arena, "%s%s", lead, date);
}

const char *condition_text(const struct condition *condition, struct arena *arena)
{
    if (!condition)
        return "nothing";
    switch (condition->op) {
    case CONDITION_ALL: return joined_text(condition, "(", " and ", arena);
    case CONDITION_ANY: return joined_text(condition, "(", " or ", arena);
    case CONDITION_AT_LEAST:
        return joined_text(condition, arena_printf(arena, "(at least %d of ", condition->k), ", ", arena);
    case CONDITION_NOT: return joined_text(condition, "not (", "", arena);
    case CONDITION_METRIC: return metric_text(condition, arena);
    case CONDITION_MILESTONE: return arena_printf(arena, "%s done", condition->milestone->id);
    case CONDITION_DATE: return dated_text("from ", condition->date, arena);
    case CONDITION_CHANCE:
        return dated_text(
            arena_printf(arena, "undisclosed, %.0f %% likely from ", condition->probability * 100.0),
            condition->date, arena);
    default: return "signed";
    }
}

int64_t condition_next_date(const struct condition *condition, int64_t now)
{
    int64_t next = INT64_MAX;
    if (!condition)
        return next;
    if ((condition->op == CONDITION_DATE || condition->op == CONDITION_CHANCE) && condition->date > now)
        next = condition->date;
    for (int i = 0; i < condition->child_count; i++) {
        int64_t child = condition_next_date(condition->children[i], now);
        if (child < next)
            next = child;
    }
    return next;
}

/* Of k among several children the earliest is taken: that is no later than the kth, so nothing false is said.
 */
int64_t condition_earliest(const struct condition *condition)
{
    if (!condition)
        return INT64_MIN;
    if (condition->op == CONDITION_DATE || condition->op == CONDITION_CHANCE)
        return condition->date;
    if (condition->op == CONDITION_NOT || condition->child_count == 0)
        return INT64_MIN;
    bool all = condition->op == CONDITION_ALL ||
               (condition->op == CONDITION_AT_LEAST && condition->k == condition->child_count);
    int64_t earliest = all ? INT64_MIN : INT64_MAX;
    for (int i = 0; i < condition->child_count; i++) {
        int64_t child = condition_earliest(condition->children[i]);
        if (all ? child > earliest : child < earliest)
            earliest = child;
    }
    return earliest;
}
