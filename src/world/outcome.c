/* SPDX-License-Identifier: Apache-2.0 */
#include "world/outcome.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "halls/hall.h"
#include "plan/frame.h"
#include "world/stall.h"

#include <math.h>
#include <string.h>

#define DAY_S 86400.0
#define MW_W  1e6

static int most_rounds(const struct run *run)
{
    int most = run->plant.most > run->conditions.most ? run->plant.most : run->conditions.most;
    return most > run->funding.most ? most : run->funding.most;
}

/* A stalemate seen earlier counts if what waited for money then waits still. */
static const char *stalemate_of(const struct world *world)
{
    const char *text = stall_find(world->cast, world->batch->arena);
    const struct request_book *book = world->run.requests;
    char date[CALENDAR_DATE_SIZE];
    if (text || !world->stalemate)
        return text;
    calendar_format_date(world->stalemate_tick, date);
    for (size_t i = 0; i < book->count; i++)
        if (book->requests[i]->state == REQUEST_WAITING &&
            book->requests[i]->submitted <= world->stalemate_tick)
            return arena_printf(world->batch->arena, "%s, until its long-stop date passed on %s",
                                world->stalemate, date);
    return NULL;
}

static void write_run(struct world *world)
{
    const struct run *run = &world->run;
    const char *reason = run->stop_reason ? run->stop_reason : stalemate_of(world);
    union cell *row = batch_row(world->batch, TABLE_RUN);
    row[CELL_RUN_POINT].integer = 0;
    row[CELL_RUN_REPLICATION].integer = run->draw.replication;
    row[CELL_RUN_STATUS].text = run->stop_reason ? "stopped" : reason ? "stalemate" : "completed";
    row[CELL_RUN_STOP_REASON].text = reason;
    row[CELL_RUN_STOP_TICK].integer = run->stop_reason ? sim_now(run->sim) : CELL_NONE;
    row[CELL_RUN_EVENTS].integer = (int64_t)sim_fired_count(run->sim);
    row[CELL_RUN_ROUNDS].integer = most_rounds(run);
}

/* When the condition of RECORD came to hold: of a tranche earlier than it is available. */
static int64_t condition_tick(const struct world *world, const struct record *record)
{
    const struct funding *funding = world->cast->funding;
    const struct funding_event *events = funding_events(funding);
    for (int i = 0; record->kind == &funding_tranche_kind && i < funding_event_count(funding); i++)
        if (events[i].record == record &&
            (!strcmp(events[i].what, "satisfied") || !strcmp(events[i].what, "cured")))
            return events[i].tick;
    return progress_tick(world->run.progress, record);
}

static bool has_condition(const struct record *record)
{
    return record->kind == &frame_milestone_kind || record->kind == &funding_tranche_kind;
}

/* Of a rack order its own racks are told, not those of another that were accepted in the same second. */
static void put_racks(const struct world *world, const struct record *record, union cell *row)
{
    struct racks_lot lot = racks_accepted_at(world->cast->racks, condition_tick(world, record));
    if (!has_condition(record) && lot.order != record)
        return;
    if (has_condition(record))
        row[CELL_MILESTONE_RACK_ORDER].integer = outcome_record(lot.order);
    if (!lot.order)
        return;
    row[CELL_MILESTONE_RACK_HALL].integer = outcome_record(lot.hall);
    row[CELL_MILESTONE_RACK_DELIVERED].integer = lot.delivered;
    row[CELL_MILESTONE_RACK_INSTALLED].integer = lot.installed;
    row[CELL_MILESTONE_RACK_BEHIND].integer = lot.behind;
}

/* What the racks that reached a milestone had waited for. */
static void put_reached(union cell *row, const struct gate *gate)
{
    if (!gate)
        return;
    row[CELL_MILESTONE_GATE_CAUSE].text = gate_cause_names[gate->cause];
    row[CELL_MILESTONE_GATE_BY].integer = outcome_record(gate->by);
}

static void write_milestones(struct world *world)
{
    const struct plan *plan = world->plan->plan;
    for (int i = 0; i < plan->record_count; i++) {
        const struct record *record = plan->records[i];
        if (!(record->kind->flags & KIND_MILESTONE))
            continue;
        union cell *row = batch_row(world->batch, TABLE_MILESTONE);
        row[CELL_MILESTONE_RECORD].integer = record->number;
        row[CELL_MILESTONE_TICK].integer = progress_tick(world->run.progress, record);
        put_racks(world, record, row);
        if (record->kind == &frame_milestone_kind)
            put_reached(row, milestones_gate(world->milestones, record));
    }
}

/* Whose work or money opened a gate, where its cause is only the crew or the payer. */
static int64_t via_of(const struct gate *gate, const struct request *request)
{
    return outcome_record(gate->cause == GATE_FUNDS && request ? request->held_by : gate->via);
}

static void write_gates(struct world *world, const struct gate_set *set, const char *holds,
                        const struct request *request)
{
    if (!set || !outcome_detailed(world))
        return;
    for (int i = 0; i < set->count; i++) {
        union cell *row = batch_row(world->batch, TABLE_GATE);
        row[CELL_GATE_RECORD].integer = outcome_record(set->work);
        row[CELL_GATE_CAUSE].text = gate_cause_names[set->gates[i].cause];
        row[CELL_GATE_BY].integer = outcome_record(set->gates[i].by);
        row[CELL_GATE_SINCE].integer = set->gates[i].since;
        row[CELL_GATE_OPENED].integer =
            set->gates[i].opened == GATE_CLOSED ? CELL_NONE : set->gates[i].opened;
        row[CELL_GATE_LINK].text = set->gates[i].link;
        row[CELL_GATE_VIA].integer = via_of(&set->gates[i], request);
        row[CELL_GATE_HOLDS].text = holds;
    }
}

static void put_gate(union cell *row, const struct gate *gate, const struct request *request)
{
    if (!gate)
        return;
    row[CELL_ACTIVITY_GATE_CAUSE].text = gate_cause_names[gate->cause];
    row[CELL_ACTIVITY_GATE_BY].integer = outcome_record(gate->by);
    row[CELL_ACTIVITY_GATE_SINCE].integer = gate->since;
    row[CELL_ACTIVITY_GATE_OPENED].integer = gate->opened;
    row[CELL_ACTIVITY_GATE_LINK].text = gate->link;
    row[CELL_ACTIVITY_GATE_VIA].integer = via_of(gate, request);
}

static void put_finish_gate(union cell *row, const struct gate *gate)
{
    if (!gate)
        return;
    row[CELL_ACTIVITY_FINISH_CAUSE].text = gate_cause_names[gate->cause];
    row[CELL_ACTIVITY_FINISH_BY].integer = outcome_record(gate->by);
    row[CELL_ACTIVITY_FINISH_SINCE].integer = gate->since;
    row[CELL_ACTIVITY_FINISH_OPENED].integer = gate->opened;
    row[CELL_ACTIVITY_FINISH_LINK].text = gate->link;
}

/* A hall that became ready after the racks had come held them; else they waited for dock and crews. */
static const struct gate *position_of(const struct world *world, const struct racks_order_row *order)
{
    const struct gate *position = order->position;
    return position && progress_tick(world->run.progress, position->by) > position->since ? position : NULL;
}

/* Feeds, substations, transformers and halls: no work of their own, but the chain of gates goes through them.
 */
static void write_units(struct world *world)
{
    const struct plan *plan = world->plan->plan;
    for (int i = 0; i < plan->record_count; i++) {
        const struct record *unit = plan->records[i];
        const struct gate_set *set = unit->kind == &halls_hall_kind
                                         ? halls_gates(plant_halls(world->cast->plant), unit)
                                         : power_gates(plant_power(world->cast->plant), unit);
        if (!set || set->count == 0)
            continue;
        union cell *row = batch_row(world->batch, TABLE_ACTIVITY);
        row[CELL_ACTIVITY_RECORD].integer = unit->number;
        row[CELL_ACTIVITY_START].integer = CELL_NONE;
        row[CELL_ACTIVITY_FINISH].integer = progress_tick(world->run.progress, unit);
        put_gate(row, gate_holding(set), NULL);
        write_gates(world, set, "start", NULL);
    }
}

static void write_activities(struct world *world)
{
    const struct schedule_plan *plan = world->plan->cast->schedule;
    for (int i = 0; i < plan->network->task_count; i++) {
        struct schedule_row task = schedule_row(world->cast->schedule, i);
        union cell *row = batch_row(world->batch, TABLE_ACTIVITY);
        row[CELL_ACTIVITY_RECORD].integer = task.record->number;
        row[CELL_ACTIVITY_START].integer = task.start;
        row[CELL_ACTIVITY_FINISH].integer = task.finish;
        row[CELL_ACTIVITY_DURATION].real = (double)task.work_s;
        put_gate(row, task.held_by, task.request);
        put_finish_gate(row, task.finish_held_by);
        write_gates(world, task.start_gates, "start", task.request);
        write_gates(world, task.finish_gates, "finish", NULL);
    }
    for (int i = 0; i < racks_order_count(world->plan->cast->racks); i++) {
        struct racks_order_row order = racks_order_row(world->cast->racks, i);
        union cell *row = batch_row(world->batch, TABLE_ACTIVITY);
        row[CELL_ACTIVITY_RECORD].integer = order.record->number;
        row[CELL_ACTIVITY_START].integer = order.placed;
        row[CELL_ACTIVITY_FINISH].integer = order.last_accepted;
        put_gate(row, order.held_by, order.request);
        put_finish_gate(row, position_of(world, &order));
        write_gates(world, order.gates, "start", order.request);
    }
    write_units(world);
}

static void write_limits(struct world *world)
{
    const struct limit_book *book = operate_limits(world->operate);
    for (int s = 0; s < book->site_count; s++)
        for (int y = 0; y < book->year_count; y++)
            for (int limit = 0; limit < LIMIT_COUNT; limit++) {
                const struct limit_total *total = &book->totals[s * book->year_count + y];
                union cell *row = batch_row(world->batch, TABLE_LIMIT);
                row[CELL_LIMIT_ENTITY].integer = 1 + s;
                row[CELL_LIMIT_PERIOD].integer = calendar_tick_of((struct date){book->first_year + y, 1, 1});
                row[CELL_LIMIT_NAME].text = limit_names[limit];
                row[CELL_LIMIT_SECONDS].real = lanes_sum(total->seconds[limit]);
                row[CELL_LIMIT_MW_DAYS].real = lanes_sum(total->cut_j[limit]) / (MW_W * DAY_S);
            }
}

static void write_happenings(struct world *world)
{
    const struct run *run = &world->run;
    if (!outcome_detailed(world))
        return;
    for (size_t i = 0; i < run->happening_count; i++) {
        const struct happening *happening = &run->happenings[i];
        union cell *row = batch_row(world->batch, TABLE_HAPPENING);
        row[CELL_HAPPENING_TICK].integer = happening->tick;
        row[CELL_HAPPENING_WHAT].text = happening->what;
        row[CELL_HAPPENING_RECORD].integer = outcome_record(happening->record);
        row[CELL_HAPPENING_CAUSE].integer = outcome_record(happening->cause);
        row[CELL_HAPPENING_AMOUNT].real =
            happening->unit ? quantity_from_si(happening->amount, happening->unit) : happening->amount;
        row[CELL_HAPPENING_UNIT].text = happening->unit;
    }
}

static void write_targets(struct world *world)
{
    for (int i = 0; i < world->plan->targets.count; i++) {
        const struct target_result *result = &world->targets[i];
        const struct record *target = world->plan->targets.items[i];
        const struct metric_cell *cell = &world->plan->plan->layout->cells[world->plan->target_cells[i].cell];
        union cell *row = batch_row(world->batch, TABLE_TARGET);
        row[CELL_TARGET_RECORD].integer = target->number;
        row[CELL_TARGET_TICK].integer = record_tick(target, TARGET_BY);
        row[CELL_TARGET_VALUE].real = result->tested ? quantity_from_si(result->value, cell->def->unit) : NAN;
        row[CELL_TARGET_MET].integer = result->tested && result->met;
    }
}

static void write_streams(struct world *world)
{
    const struct demand_total *totals = demand_totals(world->cast->demand);
    for (int s = 0; s < demand_stream_count(world->plan->cast->demand); s++) {
        union cell *row = batch_row(world->batch, TABLE_STREAM);
        row[CELL_STREAM_RECORD].integer = demand_stream(world->plan->cast->demand, s)->number;
        row[CELL_STREAM_ASKED].real = totals[s].asked;
        row[CELL_STREAM_SERVED].real = totals[s].served;
        row[CELL_STREAM_SPILLED].real = totals[s].spilled;
        row[CELL_STREAM_REFUSED].real = totals[s].refused;
        row[CELL_STREAM_QUEUED].real = totals[s].queued;
        row[CELL_STREAM_REVENUE].real = totals[s].revenue_usd;
        row[CELL_STREAM_SPILL_COST].real = totals[s].spill_cost_usd;
    }
}

static void put_residual(struct world *world, const char *book, double value, double throughput,
                         const char *unit)
{
    union cell *row = batch_row(world->batch, TABLE_RESIDUAL);
    row[CELL_RESIDUAL_BOOK].text = book;
    row[CELL_RESIDUAL_VALUE].real = value;
    row[CELL_RESIDUAL_UNIT].text = unit;
    row[CELL_RESIDUAL_THROUGHPUT].real = throughput;
}

static void write_residuals(struct world *world)
{
    struct cast *cast = world->cast;
    double miss_j = 0, input_j = 0, asked = 0;
    for (int s = 0; s < world->plan->cast->plant->site_count; s++) {
        struct operate_balance b = operate_balance(world->operate, s);
        miss_j += fabs(b.input_j - b.it_j - b.losses_j - b.cooling_j - b.overhead_j);
        input_j += b.input_j;
    }
    for (int s = 0; s < demand_stream_count(world->plan->cast->demand); s++)
        asked += demand_totals(cast->demand)[s].asked;
    put_residual(world, "energy", miss_j / 3.6e9, input_j / 3.6e9, "MWh");
    put_residual(world, "racks", (double)racks_residual(cast->racks), NAN, "rack");
    put_residual(world, "tokens", demand_residual_tokens(cast->demand), asked, "token");
    put_residual(world, "money", (double)funding_residual_cents(cast->funding), NAN, "cent");
}

void outcome_write(struct world *world)
{
    write_run(world);
    sampler_kpis(world->plan->sampler, world->run.board, world->batch);
    write_milestones(world);
    write_activities(world);
    outcome_write_money(world);
    outcome_write_bills(world);
    outcome_write_plant(world);
    outcome_write_cooling(world);
    outcome_write_fit(world);
    outcome_write_levels(world);
    write_limits(world);
    write_happenings(world);
    write_targets(world);
    write_streams(world);
    write_residuals(world);
}
