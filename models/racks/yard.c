/* SPDX-License-Identifier: Apache-2.0 */
#include "racks/yard.h"

#include "engine/variate.h"
#include "plan/distribution.h"
#include "racks/journal.h"
#include "racks/rack_system.h"

#include <math.h>

enum { NONE = -1 };

static void works(struct sim *sim, void *subject, int64_t argument);
static void takes_in(struct sim *sim, void *subject, int64_t argument);
static void burnt_in(struct sim *sim, void *subject, int64_t argument);
static void reworked(struct sim *sim, void *subject, int64_t argument);
static void retires(struct sim *sim, void *subject, int64_t argument);
static void day_ends(struct sim *sim, void *subject, int64_t argument);

static int64_t now(const struct racks *racks)
{
    return sim_now(racks->run->sim);
}

static int64_t next_midnight(const struct racks *racks)
{
    return (now(racks) / FLEET_DAY_S + 1) * FLEET_DAY_S;
}

static void wake_later(struct racks *racks, int site)
{
    if (racks->yards[site].awake)
        return;
    racks->yards[site].awake = true;
    sim_schedule(racks->run->sim, next_midnight(racks), PHASE_PHYSICAL, works, racks, site);
}

/* What comes at midnight itself is taken in behind the work of that midnight, not a day later. */
static void wake(struct racks *racks, int site)
{
    struct racks_yard *yard = &racks->yards[site];
    if (now(racks) % FLEET_DAY_S != 0) {
        wake_later(racks, site);
    } else if (!yard->taking_in) {
        yard->taking_in = true;
        sim_schedule(racks->run->sim, now(racks), PHASE_PHYSICAL, takes_in, racks, site);
    }
}

void yard_free(struct racks *racks, int site)
{
    for (int o = 0; o < racks->plan->order_count; o++)
        if (racks->plan->orders[o].site == site)
            racks->orders[o].full_count = 0;
    wake(racks, site);
}

void yard_changed(struct racks *racks, int site)
{
    racks->yards[site].changed = true;
    bell_ring(&racks->publish);
    if (racks->pipeline_rings)
        run_plant_changed(racks->run);
}

/* ---- stranded racks ---- */

void yard_settle(struct racks *racks, int site)
{
    struct racks_yard *yard = &racks->yards[site];
    const struct racks_site_plan *planned = &racks->plan->sites[site];
    double span_s = (double)(now(racks) - yard->stranded_since);
    yard->stranded_since = now(racks);
    if (yard->stranded == 0 || span_s <= 0)
        return;
    double rack_s = (double)yard->stranded * span_s;
    yard->stranded_rack_s += rack_s;
    yard->stranded_cost_usd += yard->stranded_usd * planned->capital_rate_s * span_s;
    metric_count(racks->run->board, planned->cells[RACKS_STRANDED_TIME], rack_s);
}

/* Racks of one order that HALL can still take now. */
static int64_t room_in(const struct racks *racks, const struct racks_order_plan *order, int hall)
{
    const struct racks_place *place = &racks->places[hall];
    const struct fleet_plan *fleet = &racks->plan->fleets[order->fleet];
    double left_w = racks->plan->halls->items[hall].it_capacity_w - place->used_w;
    int64_t by_power = (int64_t)floor(left_w / fleet->it_power_w + 1e-6);
    int64_t by_place = place->ready - place->used;
    int64_t room = by_power < by_place ? by_power : by_place;
    return room > 0 ? room : 0;
}

/* Halls only fill up until yard_free, so the search goes on where it ended. */
static int hall_with_room(const struct racks *racks, int o)
{
    const struct racks_order_plan *planned = &racks->plan->orders[o];
    struct racks_order *order = &racks->orders[o];
    while (order->full_count < planned->hall_count) {
        int hall = planned->halls[order->full_count];
        if (room_in(racks, planned, hall) > 0)
            return hall;
        order->full_count++;
    }
    return NONE;
}

static void add_stranded(struct racks *racks, struct racks_yard *yard, const struct lot_queue *queue)
{
    for (const struct lot *lot = queue->first; lot; lot = lot->next) {
        if (hall_with_room(racks, lot->order) != NONE)
            continue;
        yard->stranded += lot->count;
        yard->stranded_usd += (double)lot->count * racks->plan->orders[lot->order].price_usd;
    }
}

static void look_for_stranded(struct racks *racks, int site)
{
    struct racks_yard *yard = &racks->yards[site];
    yard_settle(racks, site);
    yard->stranded = 0;
    yard->stranded_usd = 0;
    add_stranded(racks, yard, &yard->dock);
    add_stranded(racks, yard, &yard->gate);
    yard_changed(racks, site);
}

void yard_arrive(struct racks *racks, int order, int64_t count)
{
    int site = racks->plan->orders[order].site;
    struct lot lot = {
        .racks = racks, .order = order, .hall = NONE, .since = now(racks), .delivered = now(racks)};
    lot_put(&racks->yards[site].gate, &lot, count, racks->run->arena);
    look_for_stranded(racks, site);
    wake(racks, site);
}

/* ---- acceptance and retirement ---- */

static struct lot *copy_lot(struct racks *racks, const struct lot *lot, int64_t count)
{
    struct lot *copy = arena_alloc(racks->run->arena, sizeof *copy);
    *copy = *lot;
    copy->count = count;
    copy->since = now(racks);
    return copy;
}

static int64_t *cohort_of(struct racks *racks, const struct lot *lot)
{
    int fleet = racks->plan->orders[lot->order].fleet;
    return &racks->cohort_racks[racks->plan->fleet_cohort[fleet] + racks->plan->hall_place[lot->hall]];
}

static void plan_day(struct racks *racks)
{
    if (racks->day_planned)
        return;
    racks->day_planned = true;
    sim_schedule(racks->run->sim, next_midnight(racks), PHASE_PHYSICAL, day_ends, racks, 0);
}

/* What racks that go into HALL now have waited for longest; a wait of a day is the yard's own. */
static void note_wait(struct racks *racks, struct lot *placed, int64_t arrived)
{
    const struct racks_order_plan *planned = &racks->plan->orders[placed->order];
    int64_t wait_s = now(racks) - arrived, free_s = racks->places[placed->hall].free_since - arrived;
    int64_t position_s = free_s < 0 ? 0 : free_s < wait_s ? free_s : wait_s;
    enum gate_cause cause = position_s >= wait_s - position_s ? GATE_POSITION : GATE_CREW;
    const struct record *by =
        cause == GATE_POSITION ? racks->plan->halls->items[placed->hall].record : planned->record->site;
    placed->held = (struct gate){.cause = cause, .by = by, .since = arrived, .opened = now(racks)};
    placed->held_s = cause == GATE_POSITION ? position_s : wait_s - position_s;
    if (placed->held_s <= FLEET_DAY_S)
        placed->held = (struct gate){.cause = GATE_DELIVERY,
                                     .by = planned->record,
                                     .since = racks->orders[placed->order].placed,
                                     .opened = arrived};
}

/* Racks that did not pass have waited for that, if it took longer than what was before. */
static void note_acceptance(struct racks *racks, const struct lot *lot)
{
    struct run *run = racks->run;
    run->accepted = lot->held;
    run->accepted_tick = now(racks);
    if (lot->failed && now(racks) - lot->failed > lot->held_s)
        run->accepted = (struct gate){.cause = GATE_BURN_IN,
                                      .by = racks->plan->orders[lot->order].record,
                                      .since = lot->failed,
                                      .opened = now(racks)};
}

static void accept(struct racks *racks, const struct lot *lot, int64_t count)
{
    const struct racks_order_plan *planned = &racks->plan->orders[lot->order];
    struct racks_order *order = &racks->orders[lot->order];
    const struct record *system = racks->plan->fleets[planned->fleet].system;
    if (count == 0)
        return;
    *cohort_of(racks, lot) += count;
    note_acceptance(racks, lot);
    racks->yards[planned->site].fleets_changed = true;
    fleet_accept(&racks->fleets[planned->fleet], count, now(racks));
    if (order->accepted == 0) {
        order->first_accepted = now(racks);
        run_log(racks->run, "first rack accepted", planned->record, NULL);
    }
    order->accepted += count;
    order->last_accepted = now(racks);
    accepted_add(&racks->accepted,
                 &(struct accepted_lot){now(racks), lot->order, lot->hall, lot->delivered, lot->installed,
                                        lot->behind},
                 racks->run->arena);
    if (record_has(system, RACK_SYSTEM_LIFE))
        sim_schedule(racks->run->sim, now(racks) + llround(record_number(system, RACK_SYSTEM_LIFE)),
                     PHASE_PHYSICAL, retires, copy_lot(racks, lot, count), 0);
    if (order->accepted == planned->count) {
        progress_mark(racks->run->progress, planned->record);
        run_log_amount(racks->run, "all racks accepted", planned->record, (double)planned->count, "rack");
    }
    plan_day(racks);
    run_plant_changed(racks->run);
}

static void retires(struct sim *sim, void *subject, int64_t argument)
{
    (void)argument;
    struct lot *lot = subject;
    struct racks *racks = lot->racks;
    const struct racks_order_plan *planned = &racks->plan->orders[lot->order];
    *cohort_of(racks, lot) -= lot->count;
    racks->yards[planned->site].fleets_changed = true;
    fleet_retire(&racks->fleets[planned->fleet], lot->count, lot->since, sim_now(sim));
    racks->orders[lot->order].retired += lot->count;
    if (racks->places[lot->hall].ready <= racks->places[lot->hall].used)
        racks->places[lot->hall].free_since = sim_now(sim);
    racks->places[lot->hall].used -= lot->count;
    racks->places[lot->hall].used_w -= (double)lot->count * racks->plan->fleets[planned->fleet].it_power_w;
    run_log_amount(racks->run, "retired", planned->record, (double)lot->count, "rack");
    yard_free(racks, planned->site);
    look_for_stranded(racks, planned->site);
    run_plant_changed(racks->run);
}

/* ---- burn-in ---- */

static int64_t drawn_s(const struct racks *racks, struct stream *stream,
                       const struct distribution *distribution)
{
    if (racks->run->draw.median)
        return llround(fmax(0, distribution_p50(distribution)));
    return llround(fmax(0, draw_next(stream, distribution)));
}

static void burn_in(struct racks *racks, const struct lot *lot, int64_t count)
{
    int site = racks->plan->orders[lot->order].site;
    int64_t time = drawn_s(racks, &racks->orders[lot->order].burn_in, racks->plan->sites[site].burn_in);
    racks->yards[site].burn_in += count;
    sim_schedule(racks->run->sim, now(racks) + time, PHASE_PHYSICAL, burnt_in, copy_lot(racks, lot, count),
                 0);
}

/* How many of COUNT racks do not pass. */
static int64_t rejected(struct racks *racks, int order, int64_t count)
{
    struct racks_order *at = &racks->orders[order];
    double share = 1.0 - racks->plan->sites[racks->plan->orders[order].site].yield_ratio;
    if (!racks->run->draw.median)
        return variate_binomial(&at->yield, count, fmax(0, share));
    at->failed_carry += (double)count * share;
    int64_t whole = (int64_t)floor(at->failed_carry + 1e-9);
    at->failed_carry -= (double)whole;
    return whole < count ? whole : count;
}

static void burnt_in(struct sim *sim, void *subject, int64_t argument)
{
    (void)argument;
    struct lot *lot = subject;
    struct racks *racks = lot->racks;
    int site = racks->plan->orders[lot->order].site;
    int64_t bad = rejected(racks, lot->order, lot->count);
    racks->yards[site].burn_in -= lot->count;
    if (bad > 0) {
        int64_t time = drawn_s(racks, &racks->orders[lot->order].rework, racks->plan->sites[site].rework);
        struct lot *failed = copy_lot(racks, lot, bad);
        failed->failed = lot->failed ? lot->failed : sim_now(sim);
        racks->yards[site].rework += bad;
        sim_schedule(sim, sim_now(sim) + time, PHASE_PHYSICAL, reworked, failed, 0);
    }
    accept(racks, lot, lot->count - bad);
    yard_changed(racks, site);
}

static void reworked(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    (void)argument;
    struct lot *lot = subject;
    struct racks *racks = lot->racks;
    int site = racks->plan->orders[lot->order].site;
    racks->yards[site].rework -= lot->count;
    burn_in(racks, lot, lot->count);
    yard_changed(racks, site);
}

/* ---- a site's midnight ---- */

/* Crews finish what they may; the racks go to burn-in. */
static void finish_installs(struct racks *racks, int site)
{
    struct racks_yard *yard = &racks->yards[site];
    yard->credit += racks->plan->sites[site].installs_day;
    int64_t may = (int64_t)floor(yard->credit + 1e-9);
    while (may > 0 && yard->installing.first) {
        struct lot *lot = yard->installing.first;
        int64_t count = lot->count < may ? lot->count : may;
        burn_in(racks, lot, count);
        lot_take(&yard->installing, lot, NULL, count);
        may -= count;
        yard->credit -= (double)count;
    }
    if (!yard->installing.first)
        yard->credit = 0;
}

static bool fill_dock(struct racks *racks, int site)
{
    struct racks_yard *yard = &racks->yards[site];
    bool moved = false;
    while (yard->gate.first && yard->dock.racks < racks->plan->sites[site].dock_capacity) {
        struct lot *lot = yard->gate.first;
        int64_t room = racks->plan->sites[site].dock_capacity - yard->dock.racks;
        int64_t count = lot->count < room ? lot->count : room;
        lot_put(&yard->dock, lot, count, racks->run->arena);
        lot_take(&yard->gate, lot, NULL, count);
        moved = true;
    }
    return moved;
}

/* Puts COUNT racks of LOT, which is on the dock behind BEFORE, into HALL. */
static void install(struct racks *racks, struct lot *lot, struct lot *before, int hall, int64_t count)
{
    const struct racks_order_plan *planned = &racks->plan->orders[lot->order];
    struct racks_order *order = &racks->orders[lot->order];
    struct racks_yard *yard = &racks->yards[planned->site];
    struct lot placed = *lot;
    placed.hall = hall;
    placed.since = placed.installed = now(racks);
    order->waited_rack_s += (double)count * (double)(now(racks) - lot->since);
    order->position = (struct gate){.cause = GATE_POSITION,
                                    .by = racks->plan->halls->items[hall].record,
                                    .since = lot->since,
                                    .opened = now(racks)};
    /* Who came before the order's last racks for this hall were begun with stood in line behind them. */
    bool in_line = order->installed && order->line_hall == hall && order->line_installed >= lot->delivered;
    order->line_behind = placed.behind = in_line ? order->line_behind : lot->delivered;
    order->line_installed = now(racks);
    order->line_hall = hall;
    order->installed = true;
    note_wait(racks, &placed, lot->since);
    racks->places[hall].used += count;
    racks->places[hall].used_w += (double)count * racks->plan->fleets[planned->fleet].it_power_w;
    lot_put(&yard->installing, &placed, count, racks->run->arena);
    lot_take(&yard->dock, lot, before, count);
}

/* Racks that find no position let those behind them pass. */
static bool start_installs(struct racks *racks, int site)
{
    struct racks_yard *yard = &racks->yards[site];
    int64_t limit = racks->plan->sites[site].work_limit;
    struct lot *before = NULL;
    struct lot *lot = yard->dock.first;
    bool moved = false;
    while (lot && yard->installing.racks < limit) {
        int hall = hall_with_room(racks, lot->order);
        if (hall == NONE) {
            before = lot;
            lot = lot->next;
            continue;
        }
        int64_t count = room_in(racks, &racks->plan->orders[lot->order], hall);
        count = count < lot->count ? count : lot->count;
        count = count < limit - yard->installing.racks ? count : limit - yard->installing.racks;
        struct lot *next = count == lot->count ? lot->next : lot;
        install(racks, lot, before, hall, count);
        lot = next;
        moved = true;
    }
    return moved;
}

static void take_in(struct racks *racks, int site)
{
    fill_dock(racks, site);
    while (start_installs(racks, site) && fill_dock(racks, site))
        ;
    look_for_stranded(racks, site);
    if (racks->yards[site].installing.racks > 0)
        wake_later(racks, site);
}

static void works(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    struct racks *racks = subject;
    int site = (int)argument;
    racks->yards[site].awake = false;
    finish_installs(racks, site);
    take_in(racks, site);
}

static void takes_in(struct sim *sim, void *subject, int64_t argument)
{
    (void)sim;
    struct racks *racks = subject;
    racks->yards[argument].taking_in = false;
    take_in(racks, (int)argument);
}

/* ---- fleets ---- */

static void day_ends(struct sim *sim, void *subject, int64_t argument)
{
    (void)argument;
    struct racks *racks = subject;
    struct metric_board *board = racks->run->board;
    bool any = false;
    racks->day_planned = false;
    for (int f = 0; f < racks->plan->fleet_count; f++) {
        struct fleet *fleet = &racks->fleets[f];
        const int *cells = racks->plan->sites[fleet->plan->site].cells;
        if (fleet->racks == 0 && fleet_modules_down(fleet) == 0 && fleet->in_repair == 0)
            continue;
        int64_t failures = fleet->failure_count;
        racks->yards[fleet->plan->site].fleets_changed = true;
        fleet_day(fleet, sim_now(sim));
        metric_count(board, cells[RACKS_FAILURES], (double)(fleet->failure_count - failures));
        metric_count(board, cells[RACKS_INTERRUPTIONS], (double)fleet->interrupted_today);
        any = true;
    }
    if (!any)
        return;
    plan_day(racks);
    journal_add(racks);
    if (racks->days_ring) {
        run_plant_changed(racks->run);
        bell_ring(&racks->publish);
    }
}
