/* SPDX-License-Identifier: Apache-2.0 */
#include "economics/economics.h"

#include "base/calendar.h"
#include "economics/carbon.h"
#include "economics/economics_check.h"
#include "economics/price.h"
#include "economics/tariff.h"
#include "plan/frame.h"

#include <math.h>

enum {
    ENERGY_COST,
    FUEL_COST,
    WATER_COST,
    OPEX_COST,
    CARBON_METRIC,
    REVENUE = CARBON_METRIC + CARBON_BASES,
    SPILL_COST,
    METRIC_COUNT
};

static const struct metric_def defs[METRIC_COUNT] = {
    [ENERGY_COST] = {"economics.energy_cost", "MUSD", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
                     "the power bill: energy at the hour's price and, on a tariff, all its other lines"},
    [FUEL_COST] = {"economics.fuel_cost", "MUSD", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
                   "fuel burnt on the site, and running cost of what burns it"},
    [WATER_COST] = {"economics.water_cost", "MUSD", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
                    "water bought; nothing where the region states no price"},
    [OPEX_COST] = {"economics.opex", "MUSD", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
                   "running cost beside energy and water"},
    [CARBON_METRIC +
        CARBON_AVERAGE] = {"economics.carbon_average", "tCO2", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
                           "carbon dioxide of grid energy, stacks of the grid on average; nothing "
                           "where the region states none"},
    [CARBON_METRIC + CARBON_MARGINAL] = {"economics.carbon_marginal", "tCO2", METRIC_COUNTER, JOIN_SUM,
                                         SCOPE_SITE,
                                         "the same by the plant that follows load; not to be added"},
    [CARBON_METRIC +
        CARBON_LIFE_CYCLE] = {"economics.carbon_life_cycle", "tCO2", METRIC_COUNTER, JOIN_SUM, SCOPE_SITE,
                              "the same on average, with all of fuels' and plants' lives; not to be "
                              "added"},
    [REVENUE] = {"economics.revenue", "MUSD", METRIC_COUNTER, JOIN_SUM, SCOPE_PARTY,
                 "token revenue after the channel's share"},
    [SPILL_COST] = {"economics.spill_cost", "MUSD", METRIC_COUNTER, JOIN_SUM, SCOPE_PARTY,
                    "paid to other clouds for tokens that were not served here"},
};

const struct metric_table economics_metrics = {defs, METRIC_COUNT};

struct site_plan {
    const struct record *record;
    struct price_plan price;
    int market; /* place of its region */
    struct service_plan service;
    bool in_opex; /* the power bill */
    int payer, payee;
    struct carbon_plan carbon;
    double water_usd_m3; /* NAN: not modelled */
    int cells[METRIC_COUNT];
};

struct opex_plan {
    const struct record *record;
    int site, payer, payee;
    bool accepted;
};

struct economics_plan {
    const struct plan *plan;
    struct site_plan *sites;
    struct market_plan *markets; /* by region */
    struct opex_plan *opexes;
    int (*party_cells)[METRIC_COUNT]; /* by party */
    int site_count, opex_count, party_count, market_count;
};

struct economics {
    const struct economics_plan *plan;
    struct run *run;
    struct price *prices;          /* by site */
    struct market **markets;       /* by region; NULL where no site is in it */
    struct service **services;     /* by site */
    struct carbon **carbons;       /* by site */
    int64_t month_from;            /* tick */
    struct economics_total *total; /* by site */
    double *opex_usd_j;            /* by opex, at the start */
    double *opex_drift;
    int64_t *revenue_cents; /* by party */
};

static int payer_of(const struct record *record, int field, const struct record *site)
{
    return record_has(record, field) ? run_party(record, field) : run_party(site, SITE_OWNER);
}

/* A site that <energy-contract> or <opex> belongs to; NULL and an error when there is none. */
static const struct record *site_or_error(const struct record *record, int field, struct diag *diag)
{
    const struct record *site = economics_site_of(record, field);
    if (!site) {
        diag_error(diag, record->span, "this '%s' belongs to no site", record->kind->name);
        diag_note(diag, "put it inside a site, or add site=\"...\"");
    }
    return site;
}

static void compile_site(struct site_plan *site, const struct plan *plan, const struct record *record,
                         const struct metric_layout *layout)
{
    const struct record *region = record_ref(record, SITE_REGION);
    *site = (struct site_plan){.record = record, .payee = PARTY_OUTSIDE, .water_usd_m3 = NAN};
    site->payer = run_party(record, SITE_OWNER);
    site->market = region->index;
    site->price.start = plan->start;
    site->price.offset_s = llround(record_number(region, REGION_UTC_OFFSET));
    site->service =
        (struct service_plan){.start = plan->start,
                              .offset_s = site->price.offset_s,
                              .month_capacity = calendar_months_between(plan->start, plan->end) + 2};
    if (record_has(region, REGION_WATER_PRICE))
        site->water_usd_m3 = record_number(region, REGION_WATER_PRICE);
    for (int m = 0; m < METRIC_COUNT; m++)
        site->cells[m] = metric_cell_find(layout, defs[m].name, record);
}

static void compile_markets(struct economics_plan *economics, struct arena *arena)
{
    const struct plan *plan = economics->plan;
    struct record_list all = plan_list(plan, &economics_region_kind);
    economics->market_count = all.count;
    economics->markets = arena_array(arena, (size_t)all.count, sizeof *economics->markets);
    for (int i = 0; i < all.count; i++)
        economics->markets[i] = market_plan_of(all.items[i], plan->start, plan->end);
}

static void compile_contracts(struct economics_plan *economics, struct diag *diag)
{
    struct record_list all = plan_list(economics->plan, &economics_energy_contract_kind);
    for (int i = 0; i < all.count; i++) {
        const struct record *record = site_or_error(all.items[i], ENERGY_SITE, diag);
        if (!record)
            continue;
        struct site_plan *site = &economics->sites[record->index];
        if (site->price.contract) {
            diag_error(diag, all.items[i]->span, "site '%s' has a second energy contract", record->id);
            diag_note(diag, "one contract covers all energy of a site");
            continue;
        }
        site->price.contract = site->service.contract = all.items[i];
        if (record_has(all.items[i], ENERGY_TARIFF))
            site->price.tariff = site->service.tariff = record_ref(all.items[i], ENERGY_TARIFF);
        site->payer = payer_of(all.items[i], ENERGY_PAYER, record);
        site->payee = run_party(all.items[i], ENERGY_PAYEE);
    }
}

static void compile_opex(struct economics_plan *economics, struct arena *arena, struct diag *diag)
{
    struct record_list all = plan_list(economics->plan, &economics_opex_kind);
    economics->opexes = arena_array(arena, (size_t)all.count, sizeof *economics->opexes);
    for (int i = 0; i < all.count; i++) {
        const struct record *site = site_or_error(all.items[i], OPEX_SITE, diag);
        if (!site)
            continue;
        economics->sites[site->index].in_opex |= economics_includes_energy(all.items[i]);
        economics->opexes[economics->opex_count++] = (struct opex_plan){
            .record = all.items[i],
            .site = site->index,
            .payer = payer_of(all.items[i], OPEX_PAYER, site),
            .payee = run_party(all.items[i], OPEX_PAYEE),
            .accepted = record_choice(all.items[i], OPEX_BASIS) == OPEX_ACCEPTED,
        };
    }
}

const struct economics_plan *economics_compile(const struct plan *plan, const struct metric_layout *layout,
                                               struct arena *arena, struct diag *diag)
{
    int errors = diag_error_count(diag);
    struct record_list sites = plan_list(plan, &frame_site_kind);
    struct record_list parties = plan_list(plan, &frame_party_kind);
    struct economics_plan *economics = arena_alloc(arena, sizeof *economics);
    *economics =
        (struct economics_plan){.plan = plan, .site_count = sites.count, .party_count = parties.count};
    economics->sites = arena_array(arena, (size_t)sites.count, sizeof *economics->sites);
    economics->party_cells = arena_array(arena, (size_t)parties.count, sizeof *economics->party_cells);
    compile_markets(economics, arena);
    for (int i = 0; i < sites.count; i++)
        compile_site(&economics->sites[i], plan, sites.items[i], layout);
    for (int i = 0; i < sites.count; i++)
        economics->sites[i].carbon =
            carbon_plan_of(plan, record_ref(sites.items[i], SITE_REGION), arena, diag);
    for (int i = 0; i < parties.count; i++)
        for (int m = 0; m < METRIC_COUNT; m++)
            economics->party_cells[i][m] = metric_cell_find(layout, defs[m].name, parties.items[i]);
    compile_contracts(economics, diag);
    compile_opex(economics, arena, diag);
    economics_check(plan, diag);
    return diag_error_count(diag) == errors ? economics : NULL;
}

struct economics *economics_start(const struct economics_plan *plan, struct run *run)
{
    struct economics *economics = arena_alloc(run->arena, sizeof *economics);
    size_t sites = (size_t)plan->site_count, opexes = (size_t)plan->opex_count;
    *economics = (struct economics){.plan = plan, .run = run};
    economics->prices = arena_array(run->arena, sites, sizeof *economics->prices);
    economics->markets = arena_array(run->arena, (size_t)plan->market_count, sizeof *economics->markets);
    economics->total = arena_array(run->arena, sites, sizeof *economics->total);
    economics->services = arena_array(run->arena, sites, sizeof *economics->services);
    economics->carbons = arena_array(run->arena, sites, sizeof *economics->carbons);
    economics->month_from = plan->plan->start;
    economics->opex_usd_j = arena_array(run->arena, opexes, sizeof *economics->opex_usd_j);
    economics->opex_drift = arena_array(run->arena, opexes, sizeof *economics->opex_drift);
    economics->revenue_cents =
        arena_array(run->arena, (size_t)plan->party_count, sizeof *economics->revenue_cents);
    for (int i = 0; i < plan->site_count; i++) {
        struct market **market = &economics->markets[plan->sites[i].market];
        if (!*market)
            *market = market_start(&plan->markets[plan->sites[i].market], &run->draw, run->arena);
        price_start(&economics->prices[i], &plan->sites[i].price, *market, &run->draw);
        economics->services[i] = service_start(&plan->sites[i].service, &run->draw, run->arena);
        economics->carbons[i] = carbon_start(&plan->sites[i].carbon, run->arena);
    }
    for (int i = 0; i < plan->opex_count; i++) {
        economics->opex_usd_j[i] = draw_once(&run->draw, plan->opexes[i].record, OPEX_RATE);
        economics->opex_drift[i] = draw_once(&run->draw, plan->opexes[i].record, OPEX_PRICE_DRIFT);
    }
    return economics;
}

void economics_price_block(struct economics *economics, int site, const int64_t *tick, int n, double *usd_j)
{
    price_block(&economics->prices[site], tick, n, usd_j);
}

/* The site that stands first in the scenario tells a region's heat and cold. */
void economics_set_air(struct economics *economics, int site, struct market_air air)
{
    const struct economics_plan *plan = economics->plan;
    for (int i = 0; i < site; i++)
        if (plan->sites[i].market == plan->sites[site].market)
            return;
    market_set_air(economics->markets[plan->sites[site].market], air);
}

void economics_read_meter(struct economics *economics, int site, const struct service_hours *hours)
{
    service_read(economics->services[site], hours);
    carbon_read(economics->carbons[site], hours);
}

/* A cost due now, or, where a negative price makes it an income, a receipt.  Returns its cents. */
static int64_t cost_cents(struct economics *economics, const struct charge *like, int64_t cents)
{
    struct run *run = economics->run;
    struct charge charge = *like;
    charge.cents = cents;
    charge.due = sim_now(run->sim);
    charge.credit = ACCOUNT_REVENUE;
    if (charge.cents > 0)
        charge_emit(run->requests, &charge);
    if (charge.cents < 0 && charge.payee == PARTY_OUTSIDE)
        ledger_post(run->ledger, &(struct posting){.tick = charge.due,
                                                   .party = charge.payer,
                                                   .debit = ACCOUNT_CASH,
                                                   .credit = charge.debit,
                                                   .cents = -charge.cents,
                                                   .cause = charge.cause,
                                                   .counterparty = PARTY_OUTSIDE});
    if (charge.cents < 0 && charge.payee != PARTY_OUTSIDE) {
        charge.payer = like->payee;
        charge.payee = like->payer;
        charge.debit = ACCOUNT_REVENUE;
        charge.credit = like->debit;
        charge.cents = -charge.cents;
        charge_emit(run->requests, &charge);
        return -charge.cents;
    }
    return charge.cents;
}

static int64_t cost(struct economics *economics, const struct charge *like, double usd)
{
    return cost_cents(economics, like, cents_of_usd(usd));
}

static void count(struct economics *economics, int cell, double si)
{
    if (cell >= 0)
        metric_count(economics->run->board, cell, si);
}

/* The bill of the month, and what is paid once for the connection: capital cost. */
static int64_t book_bill(struct economics *economics, int place, const struct economics_site *month,
                         struct service_month **row)
{
    const struct site_plan *site = &economics->plan->sites[place];
    struct service_use use = {.from = economics->month_from,
                              .until = sim_now(economics->run->sim),
                              .energy_j = month->energy_j,
                              .energy_usd = site->in_opex ? 0 : month->energy_cost_usd,
                              .feeds_w = month->feeds_w,
                              .power_factor_ratio = month->power_factor_ratio};
    struct charge charge = {.cause = site->price.contract ? site->price.contract : site->record,
                            .payer = site->payer,
                            .payee = site->payee,
                            .debit = ACCOUNT_ENERGY};
    *row = service_bill(economics->services[place], &use);
    int64_t cents = cost_cents(economics, &charge, (*row)->bill.total_cents);
    charge.debit = ACCOUNT_WORKS;
    cost_cents(economics, &charge, (*row)->contribution_cents);
    return cents;
}

static void book_carbon(struct economics *economics, int place, const struct economics_site *month,
                        struct service_month *row)
{
    row->stack_kg = month->stack_kg;
    for (enum carbon_basis basis = 0; basis < CARBON_BASES; basis++) {
        row->carbon_kg[basis] = carbon_take_kg(economics->carbons[place], basis, month->energy_j);
        if (!isnan(row->carbon_kg[basis]))
            count(economics, economics->plan->sites[place].cells[CARBON_METRIC + basis],
                  row->carbon_kg[basis]);
    }
}

static void book_site(struct economics *economics, int place, const struct economics_site *month)
{
    const struct site_plan *site = &economics->plan->sites[place];
    struct economics_total *total = &economics->total[place];
    struct service_month *row;
    int64_t energy = book_bill(economics, place, month, &row), water = 0;
    struct charge charge = {
        .cause = site->record, .payer = site->payer, .payee = PARTY_OUTSIDE, .debit = ACCOUNT_ENERGY};
    total->energy_cents += energy;
    count(economics, site->cells[ENERGY_COST], (double)energy / 100);
    row->fuel_cents = cost(economics, &charge, month->fuel_cost_usd);
    count(economics, site->cells[FUEL_COST], (double)row->fuel_cents / 100);
    if (!isnan(site->water_usd_m3)) {
        charge.debit = ACCOUNT_OPEX;
        water = cost(economics, &charge, month->water_m3 * site->water_usd_m3);
    }
    total->water_cents += water;
    count(economics, site->cells[WATER_COST], (double)water / 100);
    book_carbon(economics, place, month, row);
}

static void book_opex(struct economics *economics, int place, const struct economics_site *month)
{
    const struct opex_plan *opex = &economics->plan->opexes[place];
    double years = (double)(sim_now(economics->run->sim) - economics->plan->plan->start) / PRICE_YEAR_S;
    double capacity_j = opex->accepted ? month->accepted_it_j : month->it_capacity_j;
    double usd = economics->opex_usd_j[place] * pow(1 + economics->opex_drift[place] * PRICE_YEAR_S, years) *
                 capacity_j;
    struct charge charge = {
        .cause = opex->record, .payer = opex->payer, .payee = opex->payee, .debit = ACCOUNT_OPEX};
    int64_t cents = cost(economics, &charge, usd);
    economics->total[opex->site].opex_cents += cents;
    count(economics, economics->plan->sites[opex->site].cells[OPEX_COST], (double)cents / 100);
}

static void book_stream(struct economics *economics, const struct economics_stream *stream)
{
    int64_t cents = cents_of_usd(stream->revenue_usd);
    if (stream->seller == PARTY_OUTSIDE)
        return;
    const int *cells = economics->plan->party_cells[stream->seller];
    struct charge charge = {
        .cause = stream->stream, .payer = stream->seller, .payee = PARTY_OUTSIDE, .debit = ACCOUNT_COMPUTE};
    if (cents > 0)
        ledger_post(economics->run->ledger, &(struct posting){.tick = sim_now(economics->run->sim),
                                                              .party = stream->seller,
                                                              .debit = ACCOUNT_CASH,
                                                              .credit = ACCOUNT_REVENUE,
                                                              .cents = cents,
                                                              .cause = stream->stream,
                                                              .counterparty = PARTY_OUTSIDE});
    economics->revenue_cents[stream->seller] += cents;
    count(economics, cells[REVENUE], (double)cents / 100);
    count(economics, cells[SPILL_COST], (double)cost(economics, &charge, stream->spill_cost_usd) / 100);
}

void economics_month_end(struct economics *economics, const struct economics_month *month)
{
    for (int i = 0; i < economics->plan->site_count; i++)
        book_site(economics, i, &month->sites[i]);
    for (int i = 0; i < economics->plan->opex_count; i++)
        book_opex(economics, i, &month->sites[economics->plan->opexes[i].site]);
    for (int i = 0; i < month->stream_count; i++)
        book_stream(economics, &month->streams[i]);
    economics->month_from = sim_now(economics->run->sim);
    bell_ring(&economics->run->funding);
}

const struct service_month *economics_bills(const struct economics *economics, int site, int *count_out)
{
    return service_months(economics->services[site], count_out);
}

int economics_payer(const struct economics_plan *plan, int site)
{
    return plan->sites[site].payer;
}

const struct record *economics_contract(const struct economics_plan *plan, int site)
{
    return plan->sites[site].price.contract;
}

bool economics_is_billed(const struct economics_plan *plan, int site)
{
    return !plan->sites[site].in_opex;
}

struct economics_total economics_site_total(const struct economics *economics, int site)
{
    return economics->total[site];
}

int64_t economics_revenue_cents(const struct economics *economics, int seller)
{
    return economics->revenue_cents[seller];
}
