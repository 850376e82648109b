/* SPDX-License-Identifier: Apache-2.0 */
#include "racks/racks.h"

#include "plan/frame.h"
#include "racks/journal.h"
#include "racks/rack_order.h"
#include "racks/racks_view.h"
#include "racks/state.h"
#include "racks/yard.h"

#include <math.h>

enum { WEEK_S = 7 * FLEET_DAY_S, PAYMENT_WEEKS = 4 };

static void date_comes(struct sim *sim, void *subject, int64_t argument);
static void need_done(struct sim *sim, void *subject, int64_t argument);
static void granted(struct sim *sim, void *subject, int64_t argument);
static void placed(struct sim *sim, void *subject, int64_t argument);
static void ships(struct sim *sim, void *subject, int64_t argument);
static void arrives(struct sim *sim, void *subject, int64_t argument);

static int64_t now(const struct racks *racks)
{
    return sim_now(racks->run->sim);
}

/* ---- money ---- */

/* What is due when DELIVERED racks of the order have arrived. */
static int64_t due_cents(const struct racks *racks, int o, int64_t delivered)
{
    const struct racks_order_plan *planned = &racks->plan->orders[o];
    int64_t cost = racks->orders[o].cost_cents;
    int64_t deposit = llround((double)cost * planned->deposit_ratio);
    if (delivered == planned->count)
        return cost;
    return deposit + (int64_t)floor((double)(cost - deposit) * ((double)delivered / (double)planned->count));
}

static void charge(struct racks *racks, int o, int64_t total_cents)
{
    const struct racks_order_plan *planned = &racks->plan->orders[o];
    struct racks_order *order = &racks->orders[o];
    charge_total(racks->run->requests,
                 &(struct charge){.cause = planned->record,
                                  .payer = planned->payer,
                                  .payee = planned->payee,
                                  .due = now(racks),
                                  .debit = ACCOUNT_WORKS,
                                  .request = order->request},
                 total_cents, &order->charged_cents);
}

/* Racks shipped by the end of week WEEK, from 0. */
static int64_t shipped_by(const struct racks_order_plan *planned, int64_t week)
{
    double racks = floor(planned->rate_week * (double)(week + 1) + 1e-9);
    return racks < (double)planned->count ? (int64_t)racks : planned->count;
}

/* The deposit, then the rest every four weeks as the vendor's allocation says, at median times. */
static struct request *ask_for_money(struct racks *racks, int o)
{
    const struct racks_order_plan *planned = &racks->plan->orders[o];
    int64_t weeks = (int64_t)ceil((double)planned->count / planned->rate_week - 1e-9);
    int steps = (int)((weeks + PAYMENT_WEEKS - 1) / PAYMENT_WEEKS);
    struct payment *payments = arena_array(racks->run->arena, (size_t)steps + 1, sizeof *payments);
    int64_t paid = due_cents(racks, o, 0);
    int64_t first = planned->p50_s;
    if (planned->first_ship > now(racks) + first)
        first = planned->first_ship - now(racks);
    payments[0] = (struct payment){0, paid};
    for (int i = 0; i < steps; i++) {
        int64_t week = (int64_t)(i + 1) * PAYMENT_WEEKS - 1;
        int64_t due = due_cents(racks, o, i == steps - 1 ? planned->count : shipped_by(planned, week));
        int64_t last = week < weeks - 1 ? week : weeks - 1;
        payments[i + 1] = (struct payment){first + last * WEEK_S + planned->transit_s, due - paid};
        paid = due;
    }
    struct request request = {.cause = planned->record,
                              .payer = planned->payer,
                              .payee = planned->payee,
                              .priority = planned->priority,
                              .payments = payments,
                              .payment_count = steps + 1,
                              .granted = granted,
                              .subject = racks,
                              .argument = o};
    return request_submit(racks->run->requests, &request, now(racks));
}

/* ---- placing ---- */

/* The gates so far are open: on to the money, then to the order. */
static void advance(struct racks *racks, int o)
{
    const struct racks_order_plan *planned = &racks->plan->orders[o];
    struct racks_order *order = &racks->orders[o];
    if (order->cost_cents > 0 && !order->request) {
        struct record_list parties = plan_list(racks->run->plan, &frame_party_kind);
        gate_add(&order->gates, GATE_FUNDS, parties.items[planned->payer], now(racks));
        order->request = ask_for_money(racks, o);
    } else {
        sim_schedule(racks->run->sim, now(racks), PHASE_STARTS, placed, racks, o);
    }
}

static void open_gate(struct racks *racks, int o, int gate)
{
    if (gate_open(&racks->orders[o].gates, gate, now(racks)))
        advance(racks, o);
}

static void date_comes(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    open_gate(subject, (int)argument, 0);
}

/* ARGUMENT is the order times the number of orders' needs at most, plus the gate. */
enum { GATES_MAX = 1 << 16 };

static void need_done(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    open_gate(subject, (int)(argument / GATES_MAX), (int)(argument % GATES_MAX));
}

static void granted(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    struct racks *racks = subject;
    open_gate(racks, (int)argument, racks->orders[argument].gates.count - 1);
}

/* When the first racks leave the vendor. */
static int64_t first_shipment(const struct racks *racks, int o, int64_t place)
{
    const struct racks_order_plan *planned = &racks->plan->orders[o];
    const struct draw *draw = &racks->run->draw;
    double lead = fmax(0, draw_once(draw, planned->record, RACK_ORDER_LEAD));
    double slip = fmax(0, draw_once(draw, planned->record, RACK_ORDER_SLIP));
    int64_t tick = place + llround(lead) + llround(slip);
    return tick > planned->first_ship ? tick : planned->first_ship;
}

static void plan_shipment(struct racks *racks, int o)
{
    const struct racks_order_plan *planned = &racks->plan->orders[o];
    struct racks_order *order = &racks->orders[o];
    while (order->shipped < planned->count && shipped_by(planned, order->week) == order->shipped)
        order->week++;
    if (order->shipped < planned->count)
        sim_schedule(racks->run->sim, order->first_shipment + order->week * WEEK_S, PHASE_PHYSICAL, ships,
                     racks, o);
}

static void place(struct racks *racks, int o, int64_t tick)
{
    struct racks_order *order = &racks->orders[o];
    order->placed = tick;
    order->first_shipment = first_shipment(racks, o, tick);
    order->week = 0;
    yard_changed(racks, racks->plan->orders[o].site);
}

static void placed(struct sim *sim, void *subject, int64_t argument)
{
    struct racks *racks = subject;
    const struct racks_order_plan *planned = &racks->plan->orders[argument];
    place(racks, (int)argument, sim_now(sim));
    charge(racks, (int)argument, due_cents(racks, (int)argument, 0));
    run_log_amount(racks->run, "ordered", planned->record, (double)planned->count, "rack");
    plan_shipment(racks, (int)argument);
}

/* ---- shipping ---- */

static int64_t ship_week(struct racks *racks, int o)
{
    struct racks_order *order = &racks->orders[o];
    int64_t count = shipped_by(&racks->plan->orders[o], order->week) - order->shipped;
    order->shipped += count;
    order->week++;
    return count;
}

/* ARGUMENT of arrives: the racks and the order in one number; both are checked to fit. */
enum { ORDERS_MAX = 1 << 20 };

static void send(struct racks *racks, int o, int64_t count, int64_t shipped)
{
    int64_t arrival = shipped + racks->plan->orders[o].transit_s;
    sim_schedule(racks->run->sim, arrival, PHASE_PHYSICAL, arrives, racks, count * ORDERS_MAX + o);
}

static void ships(struct sim *sim, void *subject, int64_t argument)
{
    struct racks *racks = subject;
    int o = (int)argument;
    int64_t count = ship_week(racks, o);
    run_log_amount(racks->run, "shipped", racks->plan->orders[o].record, (double)count, "rack");
    send(racks, o, count, sim_now(sim));
    plan_shipment(racks, o);
    yard_changed(racks, racks->plan->orders[o].site);
}

static void deliver(struct racks *racks, int o, int64_t count)
{
    struct racks_order *order = &racks->orders[o];
    if (order->delivered == 0)
        order->first_delivery = now(racks);
    order->delivered += count;
    yard_arrive(racks, o, count);
}

static void arrives(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    struct racks *racks = subject;
    int o = (int)(argument % ORDERS_MAX);
    int64_t count = argument / ORDERS_MAX;
    deliver(racks, o, count);
    charge(racks, o, due_cents(racks, o, racks->orders[o].delivered));
    run_log_amount(racks->run, "delivered", racks->plan->orders[o].record, (double)count, "rack");
}

/* ---- opening state ---- */

/* Placed before the scenario: what should have come by now stands at the gate and is paid. */
static void open_placed(struct racks *racks, int o)
{
    const struct racks_order_plan *planned = &racks->plan->orders[o];
    struct racks_order *order = &racks->orders[o];
    place(racks, o, planned->earliest);
    while (order->shipped < planned->count) {
        int64_t tick = order->first_shipment + order->week * WEEK_S;
        if (tick >= now(racks))
            break;
        int64_t count = ship_week(racks, o);
        if (count > 0 && tick + planned->transit_s <= now(racks))
            deliver(racks, o, count);
        else if (count > 0)
            send(racks, o, count, tick);
    }
    order->charged_cents = due_cents(racks, o, order->delivered);
    plan_shipment(racks, o);
}

static void open_order(struct racks *racks, int o)
{
    const struct racks_order_plan *planned = &racks->plan->orders[o];
    struct racks_order *order = &racks->orders[o];
    const struct draw *draw = &racks->run->draw;
    order->placed = order->first_shipment = order->first_delivery = PROGRESS_NEVER;
    order->first_accepted = order->last_accepted = PROGRESS_NEVER;
    order->burn_in = draw_stream(draw, planned->record, RACK_ORDER_FIELD_COUNT);
    order->yield = draw_stream(draw, planned->record, RACK_ORDER_FIELD_COUNT + 1);
    order->rework = draw_stream(draw, planned->record, RACK_ORDER_FIELD_COUNT + 2);
    if (planned->has_price)
        order->cost_cents = cents_of_usd(planned->price_usd) * planned->count;
    gate_set_start(&order->gates, planned->record, planned->needs.count + 2, racks->run->arena);
    if (planned->placed_before && planned->earliest < now(racks)) {
        open_placed(racks, o);
        return;
    }
    if (planned->placed_before) {
        sim_schedule(racks->run->sim, planned->earliest, PHASE_STARTS, placed, racks, o);
        return;
    }
    gate_add(&order->gates, GATE_DATE, planned->record, now(racks));
    for (int i = 0; i < planned->needs.count; i++)
        gate_add(&order->gates, gate_cause_of(planned->needs.items[i]), planned->needs.items[i], now(racks));
    for (int i = 0; i < planned->needs.count; i++)
        progress_listen(racks->run->progress, planned->needs.items[i],
                        &(struct progress_listener){.phase = PHASE_PHYSICAL,
                                                    .handler = need_done,
                                                    .subject = racks,
                                                    .argument = (int64_t)o * GATES_MAX + i + 1});
    sim_schedule(racks->run->sim, planned->earliest, PHASE_PHYSICAL, date_comes, racks, o);
}

static void publish_rung(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    struct racks *racks = subject;
    if (!bell_heard(&racks->publish))
        racks->run->stop_reason = "racks change without end within one instant";
    racks_publish_parts(racks, racks->pipeline_watched);
}

/* Somebody must be told at once of what failures change, not only when he looks. */
static bool failures_are_watched(const struct racks *racks)
{
    static const enum racks_metric changed[] = {RACKS_SERVING, RACKS_FAILED,        RACKS_MODULES_DOWN,
                                                RACKS_SPARES,  RACKS_LIVE_PACKAGES, RACKS_IT_SERVING};
    const struct metric_layout *layout = racks->run->plan->layout;
    for (int s = 0; s < racks->plan->site_count; s++)
        for (size_t i = 0; i < sizeof changed / sizeof *changed; i++)
            if (metric_is_watched(layout, racks->plan->sites[s].cells[changed[i]]))
                return true;
    return false;
}

struct racks *racks_start(const struct racks_plan *plan, struct run *run)
{
    struct arena *arena = run->arena;
    struct racks *racks = arena_alloc(arena, sizeof *racks);
    *racks = (struct racks){.plan = plan, .run = run};
    racks->publish =
        (struct bell){.sim = run->sim, .phase = PHASE_PUBLISH, .handler = publish_rung, .subject = racks};
    racks->orders = arena_array(arena, (size_t)plan->order_count, sizeof *racks->orders);
    racks->yards = arena_array(arena, (size_t)plan->site_count, sizeof *racks->yards);
    racks->places = arena_array(arena, (size_t)plan->halls->count, sizeof *racks->places);
    racks->fleets = arena_array(arena, (size_t)plan->fleet_count, sizeof *racks->fleets);
    racks->cohort_racks = arena_array(arena, (size_t)plan->cohort_count, sizeof *racks->cohort_racks);
    racks->cohorts = arena_array(arena, (size_t)plan->cohort_count, sizeof *racks->cohorts);
    for (int s = 0; s < plan->site_count; s++)
        racks->yards[s] =
            (struct racks_yard){.stranded_since = sim_now(run->sim), .changed = true, .fleets_changed = true};
    for (int f = 0; f < plan->fleet_count; f++)
        fleet_start(&racks->fleets[f], &plan->fleets[f], &run->draw, arena);
    for (int o = 0; o < plan->order_count; o++)
        open_order(racks, o);
    journal_add(racks);
    racks->days_ring = failures_are_watched(racks);
    racks->pipeline_watched = racks_pipeline_is_watched(racks);
    bell_ring(&racks->publish);
    return racks;
}

void racks_hall_ready(struct racks *racks, int hall, int positions)
{
    struct racks_place *place = &racks->places[hall];
    if (place->ready <= place->used)
        place->free_since = now(racks);
    place->ready += positions;
    int site = racks->plan->halls->items[hall].site;
    yard_settle(racks, site);
    yard_free(racks, site);
}
