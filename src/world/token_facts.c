/* SPDX-License-Identifier: Apache-2.0 */
#include "world/token_facts.h"

#include "base/quantity.h"
#include "demand/kinds.h"
#include "plan/distribution.h"
#include "racks/rack_order.h"
#include "racks/rack_system.h"

#include <math.h>
#include <string.h>

static const char *ref_id(const struct record *record, int field)
{
    return record_ref(record, field)->id;
}

/* TEXT with one blank in place of several: attributes of catalogues go over lines. */
static const char *one_line(const char *text, struct arena *arena)
{
    char *line = arena_strdup(arena, text), *to = line;
    for (const char *from = line; *from; from++)
        if (*from != ' ' || (to > line && to[-1] != ' '))
            *to++ = *from;
    *to = 0;
    return line;
}

static void describe_demands(const struct plan *plan, struct results_study *study, struct arena *arena)
{
    struct record_list demands = plan_list(plan, &demand_demand_kind);
    struct results_token_demand *rows = arena_array(arena, (size_t)demands.count, sizeof *rows);
    for (int i = 0; i < demands.count; i++) {
        const struct record *demand = demands.items[i];
        bool batch = record_choice(record_ref(demand, DEMAND_CLASS), CLASS_QUEUEING) == QUEUEING_BATCH;
        rows[i] = (struct results_token_demand){
            .record = demand->number,
            .class_id = ref_id(demand, DEMAND_CLASS),
            .queueing = batch ? "batch" : "interactive",
            .tier = ref_id(demand, DEMAND_TIER),
            .channel = ref_id(demand, DEMAND_CHANNEL),
            .tier_rank = record_count(record_ref(demand, DEMAND_TIER), TIER_RANK),
            .cached_percent = quantity_from_si(record_number(demand, DEMAND_CACHED), "%"),
        };
    }
    study->token_demands = rows;
    study->token_demand_count = demands.count;
}

/* Whether racks of its system are ordered and a demand asks for its class and tier. */
static bool is_used(const struct plan *plan, const struct record *rate)
{
    struct record_list orders = plan_list(plan, &racks_rack_order_kind);
    struct record_list demands = plan_list(plan, &demand_demand_kind);
    bool ordered = false, asked = false;
    for (int i = 0; i < orders.count && !ordered; i++)
        ordered = record_ref(orders.items[i], RACK_ORDER_SYSTEM) == record_ref(rate, THROUGHPUT_SYSTEM);
    for (int i = 0; i < demands.count && !asked; i++)
        asked = record_ref(demands.items[i], DEMAND_CLASS) == record_ref(rate, THROUGHPUT_CLASS) &&
                record_ref(demands.items[i], DEMAND_TIER) == record_ref(rate, THROUGHPUT_TIER);
    return ordered && asked;
}

static void describe_rates(const struct plan *plan, struct results_study *study, struct arena *arena)
{
    struct record_list rates = plan_list(plan, &demand_throughput_kind);
    struct results_token_rate *rows = arena_array(arena, (size_t)rates.count, sizeof *rows);
    for (int i = 0; i < rates.count; i++) {
        const struct record *rate = rates.items[i], *system = record_ref(rate, THROUGHPUT_SYSTEM);
        const char *basis = one_line(record_text(rate, THROUGHPUT_BASIS), arena);
        double package =
            quantity_from_si(distribution_p50(record_distribution(rate, THROUGHPUT_RATE)), "token/s/gpu");
        rows[i] = (struct results_token_rate){
            .record = rate->number,
            .system = system->id,
            .class_id = ref_id(rate, THROUGHPUT_CLASS),
            .tier = ref_id(rate, THROUGHPUT_TIER),
            .used = is_used(plan, rate),
            .proxy = strstr(basis, "proxy") != NULL,
            .rack_token_s = package * (double)record_count(system, RACK_SYSTEM_PACKAGES),
            .user_token_s = record_has(rate, THROUGHPUT_INTERACTIVITY)
                                ? quantity_from_si(record_number(rate, THROUGHPUT_INTERACTIVITY), "token/s")
                                : NAN,
            .rack_kw = quantity_from_si(record_number(system, RACK_SYSTEM_IT_POWER), "kW"),
            .basis = basis,
            .source = rate->source,
            .date = rate->date,
            .grade = rate->grade,
        };
    }
    study->token_rates = rows;
    study->token_rate_count = rates.count;
}

void token_facts_describe(const struct plan *plan, struct results_study *study, struct arena *arena)
{
    describe_demands(plan, study, arena);
    describe_rates(plan, study, arena);
}
