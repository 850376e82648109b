/* SPDX-License-Identifier: Apache-2.0 */
#include "world/reach.h"

#include "base/quantity.h"
#include "halls/hall.h"
#include "plan/condition.h"
#include "plan/frame.h"
#include "power/feed.h"
#include "racks/rack_order.h"
#include "racks/rack_system.h"

#include <string.h>

static double feed_w(const struct record *feed)
{
    return record_number(feed, FEED_CAPACITY);
}

static double hall_w(const struct record *hall)
{
    return record_number(hall, HALL_IT_CAPACITY);
}

static double hall_positions(const struct record *hall)
{
    return (double)record_count(hall, HALL_POSITIONS);
}

static double order_racks(const struct record *order)
{
    return (double)record_count(order, RACK_ORDER_COUNT);
}

static double order_w(const struct record *order)
{
    return order_racks(order) * record_number(record_ref(order, RACK_ORDER_SYSTEM), RACK_SYSTEM_IT_POWER);
}

/* The metric never exceeds the sum of an amount over all records of a kind. */
static const struct bound {
    const char *metric;
    const struct kind *kind;
    double (*amount)(const struct record *record);
} bounds[] = {
    {"power.contracted", &power_feed_kind, feed_w},
    {"power.energised", &power_feed_kind, feed_w},
    {"power.it_energised", &power_feed_kind, feed_w},
    {"capacity.contracted", &power_feed_kind, feed_w},
    {"capacity.energised", &power_feed_kind, feed_w},
    {"halls.it_commissioned", &halls_hall_kind, hall_w},
    {"capacity.commissioned", &halls_hall_kind, hall_w},
    {"halls.positions", &halls_hall_kind, hall_positions},
    {"racks.ordered", &racks_rack_order_kind, order_racks},
    {"racks.accepted", &racks_rack_order_kind, order_racks},
    {"racks.serving", &racks_rack_order_kind, order_racks},
    {"racks.it_racked", &racks_rack_order_kind, order_w},
    {"racks.it_accepted", &racks_rack_order_kind, order_w},
    {"racks.it_serving", &racks_rack_order_kind, order_w},
    {"capacity.racked", &racks_rack_order_kind, order_w},
    {"capacity.accepted", &racks_rack_order_kind, order_w},
    {"capacity.serving", &racks_rack_order_kind, order_w},
};

struct reach {
    const struct plan *plan;
    struct arena *arena;
    struct diag *diag;
};

static double sum_of(const struct plan *plan, const struct bound *bound, const struct record *site)
{
    struct record_list all = plan_list(plan, bound->kind);
    double sum = 0;
    for (int i = 0; i < all.count; i++)
        if (!site || all.items[i]->site == site)
            sum += bound->amount(all.items[i]);
    return sum;
}

/* NAME, as scenarios write it, is asked to be at least LEAST (SI). */
static void check(const struct reach *reach, const char *name, double least, struct span span)
{
    int place = metric_cell_named(reach->plan->layout, name);
    if (place < 0)
        return;
    const struct metric_cell *cell = &reach->plan->layout->cells[place];
    for (size_t i = 0; i < sizeof bounds / sizeof *bounds; i++) {
        if (strcmp(bounds[i].metric, cell->def->name) != 0)
            continue;
        double most = sum_of(reach->plan, &bounds[i], cell->owner);
        if (least <= most * (1 + 1e-9))
            return;
        const char *where = cell->owner ? arena_printf(reach->arena, " of '%s'", cell->owner->id) : "";
        diag_warn(reach->diag, span, "this is out of reach: '%s' is at most %s, with every <%s>%s", name,
                  quantity_format(reach->arena, most, cell->def->unit, 6), bounds[i].kind->name, where);
    }
}

static void check_tree(const struct reach *reach, const struct condition *node)
{
    if (!node || node->op == CONDITION_NOT)
        return;
    if (node->op == CONDITION_METRIC && !node->at_most)
        check(reach, node->metric_name, node->threshold, node->span);
    for (int i = 0; i < node->child_count; i++)
        check_tree(reach, node->children[i]);
}

static void check_target(const struct reach *reach, const struct record *target)
{
    const char *name = record_text(target, TARGET_METRIC);
    int cell = metric_cell_named(reach->plan->layout, name);
    double least;
    if (record_has(target, TARGET_AT_LEAST) && cell >= 0 &&
        quantity_parse(&least, record_text(target, TARGET_AT_LEAST),
                       reach->plan->layout->cells[cell].def->unit, target->span, reach->diag))
        check(reach, name, least, target->span);
}

void reach_check(const struct plan *plan, struct arena *arena, struct diag *diag)
{
    struct reach reach = {plan, arena, diag};
    for (int i = 0; i < plan->record_count; i++) {
        const struct record *record = plan->records[i];
        for (int f = 0; f < record->kind->field_count; f++)
            if (record->kind->fields[f].type == FIELD_CONDITION && record_has(record, f))
                check_tree(&reach, record_condition(record, f));
        if (record->kind == &frame_target_kind)
            check_target(&reach, record);
    }
}
