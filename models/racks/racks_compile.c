/* SPDX-License-Identifier: Apache-2.0 */
#include "racks/racks.h"

#include "plan/distribution.h"
#include "plan/frame.h"
#include "racks/rack_order.h"
#include "racks/rack_system.h"
#include "racks/site_install.h"
#include "racks/state.h"

#include <math.h>

enum { NONE = -1, YEAR_S = 31557600, WEEK_S = 7 * FLEET_DAY_S };

struct builder {
    struct racks_plan racks;
    struct racks_order_plan *orders;
    struct racks_site_plan *sites;
    struct fleet_plan *fleets;
    int64_t status;
    struct arena *arena;
    struct diag *diag;
    bool good;
};

static void refuse(struct builder *builder, const struct record *record, const char *text, const char *note)
{
    builder->good = diag_error(builder->diag, record->span, "'%s' %s", record->id, text);
    diag_note(builder->diag, "%s", note);
}

/* ---- sites ---- */

static void read_install(struct racks_site_plan *site, const struct record *install)
{
    int64_t crews = record_count(install, SITE_INSTALL_CREWS);
    double rate_day = record_number(install, SITE_INSTALL_RATE) * FLEET_DAY_S;
    site->install = install;
    site->installs_day = rate_day * (double)crews;
    site->work_limit = crews * (rate_day > 1 ? (int64_t)ceil(rate_day) : 1);
    site->dock_capacity = record_count(install, SITE_INSTALL_DOCK_CAPACITY);
    site->burn_in = record_distribution(install, SITE_INSTALL_BURN_IN);
    site->rework = record_distribution(install, SITE_INSTALL_REWORK);
    site->yield_ratio = record_number(install, SITE_INSTALL_YIELD);
    site->capital_rate_s = record_has(install, SITE_INSTALL_CAPITAL_RATE)
                               ? record_number(install, SITE_INSTALL_CAPITAL_RATE) / YEAR_S
                               : NAN;
}

static void read_sites(struct builder *builder, const struct metric_layout *layout)
{
    const struct plan *plan = builder->racks.plan;
    struct record_list sites = plan_list(plan, &frame_site_kind);
    struct record_list installs = plan_list(plan, &racks_site_install_kind);
    builder->sites = arena_array(builder->arena, (size_t)sites.count, sizeof *builder->sites);
    for (int s = 0; s < sites.count; s++) {
        struct racks_site_plan *site = &builder->sites[s];
        site->record = sites.items[s];
        site->capital_rate_s = NAN;
        for (int i = 0; i < installs.count; i++)
            if (installs.items[i]->site == sites.items[s])
                read_install(site, installs.items[i]);
        for (int m = 0; m < RACKS_METRIC_COUNT; m++)
            site->cells[m] = metric_cell_find(layout, racks_metric_defs[m].name, sites.items[s]);
    }
    builder->racks.sites = builder->sites;
    builder->racks.site_count = sites.count;
}

/* ---- orders ---- */

static void read_price(struct builder *builder, struct racks_order_plan *order)
{
    const struct record *record = order->record;
    const struct record *system = record_ref(record, RACK_ORDER_SYSTEM);
    bool own = record_has(record, RACK_ORDER_PRICE);
    order->has_price = own || record_has(system, RACK_SYSTEM_PRICE);
    if (order->has_price)
        order->price_usd =
            own ? record_number(record, RACK_ORDER_PRICE) : record_number(system, RACK_SYSTEM_PRICE);
    order->deposit_ratio = record_number(record, RACK_ORDER_DEPOSIT);
    order->priority = (int)record_count(record, RACK_ORDER_PRIORITY);
    order->payee = run_party(record, RACK_ORDER_PAYEE);
    order->payer = run_party(record, RACK_ORDER_PAYER);
    if (order->payer == PARTY_OUTSIDE && record->site)
        order->payer = run_party(record->site, SITE_OWNER);
    if (order->has_price && order->payer == PARTY_OUTSIDE)
        refuse(builder, record, "costs money but nobody pays", "give a payer, or an owner to its site");
    if (!ledger_holds(order->price_usd * (double)record_count(record, RACK_ORDER_COUNT)))
        refuse(builder, record, "costs more than the books hold: its price times its count",
               "a figure of money ends at " LEDGER_LIMIT_TEXT "; the price is that of one rack");
}

static void read_times(struct builder *builder, struct racks_order_plan *order)
{
    const struct plan *plan = builder->racks.plan;
    const struct record *record = order->record;
    const struct record *system = record_ref(record, RACK_ORDER_SYSTEM);
    int64_t floor = builder->status > plan->start ? builder->status : plan->start;
    int64_t place = record_has(record, RACK_ORDER_PLACE) ? record_tick(record, RACK_ORDER_PLACE) : floor;
    order->placed_before = record_has(record, RACK_ORDER_PLACE) && place <= builder->status;
    order->earliest = order->placed_before || place > floor ? place : floor;
    order->count = record_count(record, RACK_ORDER_COUNT);
    order->rate_week = record_number(record, RACK_ORDER_RATE) * WEEK_S;
    order->transit_s = llround(record_number(record, RACK_ORDER_TRANSIT));
    order->first_ship =
        record_has(system, RACK_SYSTEM_FIRST_SHIP) ? record_tick(system, RACK_SYSTEM_FIRST_SHIP) : INT64_MIN;
    order->p50_s = llround(fmax(0, distribution_p50(record_distribution(record, RACK_ORDER_LEAD))) +
                           fmax(0, distribution_p50(record_distribution(record, RACK_ORDER_SLIP))));
    if (record_has(record, RACK_ORDER_NEEDS))
        order->needs = record_refs(record, RACK_ORDER_NEEDS);
}

static bool may_go_to(const struct builder *builder, const struct racks_order_plan *order, int hall)
{
    const struct racks_hall *place = &builder->racks.halls->items[hall];
    const struct record *system = record_ref(order->record, RACK_ORDER_SYSTEM);
    bool cool = place->rack_supply_k <= 0 ||
                place->rack_supply_k <= record_number(system, RACK_SYSTEM_SUPPLY_LIMIT) + 1e-6;
    return place->site == order->site && cool && place->positions > 0 &&
           place->it_capacity_w >= record_number(system, RACK_SYSTEM_IT_POWER);
}

static int hall_of(const struct builder *builder, const struct record *record)
{
    for (int h = 0; h < builder->racks.halls->count; h++)
        if (builder->racks.halls->items[h].record == record)
            return h;
    return NONE;
}

static void warn_of_positions(struct builder *builder, const struct racks_order_plan *order, int64_t room)
{
    enum { TOLD_MAX = 3 };
    diag_warn(builder->diag, order->record->span, "'%s' orders %lld racks for %lld positions",
              order->record->id, (long long)order->count, (long long)room);
    for (int i = 0; i < order->hall_count && i < TOLD_MAX; i++) {
        const struct racks_hall *hall = &builder->racks.halls->items[order->halls[i]];
        diag_note(builder->diag, "hall '%s' has %d%s", hall->record->id, hall->positions,
                  i + 1 == TOLD_MAX && order->hall_count > TOLD_MAX ? ", and so on" : "");
    }
    diag_note(builder->diag, "order fewer, give the halls more positions, or name more halls (halls)");
}

static void read_halls(struct builder *builder, struct racks_order_plan *order)
{
    const struct record *record = order->record;
    bool chosen = record_has(record, RACK_ORDER_HALLS);
    struct record_list list = chosen ? record_refs(record, RACK_ORDER_HALLS) : (struct record_list){0};
    int count = chosen ? list.count : builder->racks.halls->count;
    int *halls = arena_array(builder->arena, (size_t)count, sizeof *halls);
    int64_t room = 0;
    for (int i = 0; i < count; i++) {
        int hall = chosen ? hall_of(builder, list.items[i]) : i;
        if (chosen && (hall == NONE || builder->racks.halls->items[hall].site != order->site))
            refuse(builder, record, "names a hall of another site", "an order goes to one site");
        else if (may_go_to(builder, order, hall)) {
            halls[order->hall_count++] = hall;
            room += builder->racks.halls->items[hall].positions;
        }
    }
    order->halls = halls;
    if (builder->good && order->hall_count == 0)
        refuse(builder, record, "has no hall that suits its racks",
               "a hall needs free positions, power for one rack and coolant that is cold enough for it");
    else if (builder->good && room < order->count)
        warn_of_positions(builder, order, room);
}

static void read_order(struct builder *builder, const struct record *record)
{
    struct racks_order_plan *order = &builder->orders[builder->racks.order_count];
    *order = (struct racks_order_plan){.record = record};
    if (!record->site) {
        refuse(builder, record, "has no site", "put it in a site or give it one: site=\"...\"");
        return;
    }
    order->site = record->site->index;
    builder->racks.order_count++;
    if (!builder->sites[order->site].install)
        refuse(builder, record, "goes to a site that cannot install racks",
               "add <site-install/> to the site; all its fields have defaults");
    read_times(builder, order);
    read_price(builder, order);
    read_halls(builder, order);
}

static void read_orders(struct builder *builder)
{
    struct record_list list = plan_list(builder->racks.plan, &racks_rack_order_kind);
    builder->orders = arena_array(builder->arena, (size_t)list.count, sizeof *builder->orders);
    for (int i = 0; i < list.count; i++)
        read_order(builder, list.items[i]);
    builder->racks.orders = builder->orders;
}

/* ---- fleets ---- */

/* Days of equally likely steps of an uncertain time, at least one: what breaks today is mended later. */
static int tabulate_days(int16_t *days, const struct distribution *distribution)
{
    int longest = 1;
    for (int i = 0; i < FLEET_STEPS; i++) {
        double day = distribution_quantile(distribution, (i + 0.5) / FLEET_STEPS) / FLEET_DAY_S;
        days[i] = (int16_t)fmin(fmax(1, round(day)), 2000);
        longest = days[i] > longest ? days[i] : longest;
    }
    return longest;
}

static void read_system(struct builder *builder, struct fleet_plan *fleet, const struct record *system)
{
    fleet->system = system;
    fleet->packages = (int)record_count(system, RACK_SYSTEM_PACKAGES);
    fleet->module_packages = (int)record_count(system, RACK_SYSTEM_MODULE_PACKAGES);
    if (fleet->packages % fleet->module_packages != 0) {
        refuse(builder, system, "has packages that do not fill its modules",
               "packages must be a multiple of module-packages");
        fleet->module_packages = 1;
    }
    fleet->modules = fleet->packages / fleet->module_packages;
    fleet->failures_day = record_number(system, RACK_SYSTEM_FAILURE_RATE) * FLEET_DAY_S;
    fleet->interruptions_day = record_number(system, RACK_SYSTEM_INTERRUPTION_RATE) * FLEET_DAY_S;
    fleet->recovery_ratio = record_number(system, RACK_SYSTEM_RECOVERY) / FLEET_DAY_S;
    double early_s = (double)record_count(system, RACK_SYSTEM_EARLY_LIFE_MONTHS) * FLEET_MONTH_S;
    fleet->early = (struct ageing_early_life){.multiplier_ratio =
                                                  record_number(system, RACK_SYSTEM_EARLY_LIFE_MULTIPLIER),
                                              .plateau_s = early_s,
                                              .settled_s = 2 * early_s};
    int swap = tabulate_days(fleet->swap_days, record_distribution(system, RACK_SYSTEM_SWAP));
    int repair = tabulate_days(fleet->repair_days, record_distribution(system, RACK_SYSTEM_REPAIR));
    fleet->ring_days = (swap > repair ? swap : repair) + 1;
    fleet->it_power_w = record_number(system, RACK_SYSTEM_IT_POWER);
    fleet->typical_w = fleet->it_power_w * record_number(system, RACK_SYSTEM_TYPICAL_DRAW);
    fleet->idle_w = fleet->it_power_w * record_number(system, RACK_SYSTEM_IDLE_DRAW);
    fleet->liquid_ratio = record_number(system, RACK_SYSTEM_LIQUID_FRACTION);
    fleet->supply_limit_k = record_number(system, RACK_SYSTEM_SUPPLY_LIMIT);
}

static int fleet_of(struct builder *builder, int site, const struct record *system)
{
    const struct plan *plan = builder->racks.plan;
    for (int f = builder->sites[site].first_fleet; f < builder->racks.fleet_count; f++)
        if (builder->fleets[f].system == system)
            return f;
    struct fleet_plan *fleet = &builder->fleets[builder->racks.fleet_count];
    const struct racks_site_plan *place = &builder->sites[site];
    *fleet = (struct fleet_plan){.site = site, .start = plan->start};
    fleet->month_count = (int)((plan->end - plan->start) / FLEET_MONTH_S) + 2;
    /* Named by both, so that neither another site nor another system changes its draws. */
    fleet->stream_id = place->record->hash ^ (system->hash << 21 | system->hash >> 43);
    fleet->spare_ratio = place->install ? record_number(place->install, SITE_INSTALL_SPARE_SHARE) : 0;
    read_system(builder, fleet, system);
    return builder->racks.fleet_count++;
}

static void read_fleets(struct builder *builder)
{
    struct racks_plan *racks = &builder->racks;
    builder->fleets = arena_array(builder->arena, (size_t)racks->order_count, sizeof *builder->fleets);
    for (int s = 0; s < racks->site_count; s++) {
        builder->sites[s].first_fleet = racks->fleet_count;
        for (int i = 0; i < racks->order_count; i++)
            if (builder->orders[i].site == s)
                builder->orders[i].fleet =
                    fleet_of(builder, s, record_ref(builder->orders[i].record, RACK_ORDER_SYSTEM));
        builder->sites[s].fleet_count = racks->fleet_count - builder->sites[s].first_fleet;
    }
    racks->fleets = builder->fleets;
}

/* One cohort for each fleet and each hall of its site. */
static void make_cohorts(struct builder *builder)
{
    struct racks_plan *racks = &builder->racks;
    size_t room = (size_t)racks->fleet_count * (size_t)racks->halls->count;
    struct racks_cohort_plan *cohorts = arena_array(builder->arena, room, sizeof *cohorts);
    int *first = arena_array(builder->arena, (size_t)racks->fleet_count, sizeof *first);
    int *place = arena_array(builder->arena, (size_t)racks->halls->count, sizeof *place);
    for (int s = 0; s < racks->site_count; s++) {
        struct racks_site_plan *site = &builder->sites[s];
        site->first_cohort = racks->cohort_count;
        for (int f = site->first_fleet; f < site->first_fleet + site->fleet_count; f++) {
            first[f] = racks->cohort_count;
            for (int h = 0; h < racks->halls->count; h++) {
                if (racks->halls->items[h].site != s)
                    continue;
                place[h] = racks->cohort_count - first[f];
                cohorts[racks->cohort_count++] = (struct racks_cohort_plan){f, h};
            }
        }
        site->cohort_count = racks->cohort_count - site->first_cohort;
    }
    racks->cohorts = cohorts;
    racks->fleet_cohort = first;
    racks->hall_place = place;
}

const struct racks_plan *racks_compile(const struct plan *plan, const struct metric_layout *layout,
                                       const struct racks_halls *halls, struct arena *arena,
                                       struct diag *diag)
{
    struct builder *builder = arena_alloc(arena, sizeof *builder);
    *builder = (struct builder){.arena = arena, .diag = diag, .good = true};
    builder->racks.plan = plan;
    builder->racks.halls = halls;
    builder->status = record_has(plan->scenario, SCENARIO_STATUS_DATE)
                          ? record_tick(plan->scenario, SCENARIO_STATUS_DATE)
                          : plan->start;
    read_sites(builder, layout);
    read_orders(builder);
    read_fleets(builder);
    make_cohorts(builder);
    return builder->good ? &builder->racks : NULL;
}

int racks_fleet_count(const struct racks_plan *plan)
{
    return plan->fleet_count;
}

struct racks_fleet racks_fleet(const struct racks_plan *plan, int f)
{
    const struct fleet_plan *fleet = &plan->fleets[f];
    return (struct racks_fleet){
        .system = fleet->system,
        .site = fleet->site,
        .package_count = fleet->packages,
        .it_power_w = fleet->it_power_w,
        .typical_w = fleet->typical_w,
        .idle_w = fleet->idle_w,
        .liquid_ratio = fleet->liquid_ratio,
        .supply_limit_k = fleet->supply_limit_k,
    };
}

int racks_order_count(const struct racks_plan *plan)
{
    return plan->order_count;
}
