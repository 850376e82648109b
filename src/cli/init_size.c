/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/init_size.h"

#include "base/calendar.h"
#include "cooling/cooling_type.h"
#include "demand/kinds.h"
#include "plan/distribution.h"
#include "power/power.h"
#include "power/power_types.h"
#include "racks/rack_system.h"
#include "weather/climate.h"
#include "world/hall_levels.h"

#include <math.h>
#include <string.h>

/* Interconnection by stages, building by phases, leads: the facts books' ranges, 2026-11, grade I but for
 * totals. */
const struct init_months init_application = {1, 3, 6}, init_study = {3, 9, 18}, init_agreement = {2, 4, 9},
                         init_upgrade = {4, 18, 36}, init_next_block = {2, 4, 7},
                         init_preparation = {2, 4, 7}, init_shell = {3, 6, 10}, init_fit_out = {5, 8, 12},
                         init_commissioning = {2, 3, 5}, init_substation = {3, 6, 12},
                         init_main_lead = {23, 29.4, 48.3}; /* 100, 128, 210 weeks */

/* 11.8 MUSD/MW (Epoch) in the proportions of Cushman and Wakefield 2025; plant from conventional splits. */
const double init_cost_preparation = 1.2, init_cost_shell = 3.2, init_cost_fit_out = 3.3,
             init_cost_hall_power = 1.3, init_cost_hall_cooling = 2.2, init_cost_main_transformers = 0.3,
             init_cost_substation = 0.3;

const double init_usual_ratio = 1.31;

static const double hall_most_w = 50e6;      /* buildings come in steps of 40 to 209 MW (Epoch) */
static const double block_most_w = 250e6;    /* of service that comes in one step */
static const double power_factor = 0.98;     /* of the load, as in <substation> */
static const double network_share = 0.194;   /* of IT cost: network 18 %, storage 1.4 % */
static const double loan_to_cost = 0.70;     /* 71.42 % in DDTL 5.0, 90 % in DDTL 4.0 */
static const double equity_to_cost = 0.35;   /* the rest, and 5 % for fees and what costs more */
static const double load_factor = 0.62;      /* mean over peak of a fleet that serves all the world */
static const double growth_month = 0.10;     /* of tokens, on the date of the prices */
static const double half_life_months = 18.0; /* of that growth */
static const double build_months = 18.0;     /* in which all halls pass each trade */

double init_months_mean(struct init_months months)
{
    return (months.low + 4 * months.mode + months.high) / 6;
}

static int64_t seconds_of(double months)
{
    return (int64_t)(months * 365.25 / 12 * CALENDAR_DAY_S);
}

static int64_t months_later(int64_t tick, double months)
{
    return calendar_next_month(tick + seconds_of(months));
}

/* Months from the start until the utility has agreed. */
static double agreed_months(void)
{
    return init_months_mean(init_application) + init_months_mean(init_study) +
           init_months_mean(init_agreement);
}

/* Months from the start until BLOCK of power is there. */
static double power_months(int block)
{
    double mains = init_months_mean(init_main_lead) + init_months_mean(init_substation);
    return fmax(agreed_months() + init_months_mean(init_upgrade), mains) +
           block * init_months_mean(init_next_block);
}

int64_t init_first_hall_s(void)
{
    double built = agreed_months() + init_months_mean(init_preparation) + init_months_mean(init_shell) +
                   init_months_mean(init_fit_out);
    return seconds_of(fmax(built, power_months(0)) + init_months_mean(init_commissioning));
}

/* The dry plant with the warmest supply that this generation's racks accept. */
static const struct record *choose_cooling(const struct init_wish *wish)
{
    struct record_list types = plan_list(wish->catalogues, &cooling_cooling_type_kind);
    double limit_k = record_number(wish->system, RACK_SYSTEM_SUPPLY_LIMIT), best_k = 0;
    const struct record *best = NULL;
    for (int i = 0; i < types.count; i++) {
        double supply_k = record_number(types.items[i], COOLING_FACILITY_SUPPLY);
        double rack_k = supply_k + record_number(types.items[i], COOLING_CDU_APPROACH);
        bool dry = record_choice(types.items[i], COOLING_REJECTION) == COOLING_DRY;
        if (dry && rack_k <= limit_k && supply_k > best_k) {
            best = types.items[i];
            best_k = supply_k;
        }
    }
    return best;
}

double init_hottest_k(const struct init_wish *wish)
{
    return record_number(wish->climate, CLIMATE_EXTREME_DRY_BULB) +
           record_number(wish->climate, CLIMATE_WARMING);
}

/* What a transformer of TYPE carries in the air in which its site is held to be energised. */
static double carried_w(const struct init_wish *wish, const struct record *type)
{
    struct power_state alone = {.derate_per_k = record_number(type, TRANSFORMER_TYPE_DERATE),
                                .derate_above_k = record_number(type, TRANSFORMER_TYPE_DERATE_ABOVE)};
    return record_number(type, TRANSFORMER_TYPE_RATING) * power_factor *
           power_derate_ratio(&alone, init_hottest_k(wish));
}

/* The smallest main transformer of which two carry FACILITY_W, else the largest. */
static const struct record *choose_transformer(const struct init_wish *wish, double facility_w)
{
    enum { MAIN_LEAST_MVA = 20 };
    struct record_list types = plan_list(wish->catalogues, &power_transformer_type_kind);
    const struct record *best = NULL;
    double best_w = 0;
    for (int i = 0; i < types.count; i++) {
        double type_w = carried_w(wish, types.items[i]);
        bool enough = 2 * type_w >= facility_w, best_enough = 2 * best_w >= facility_w;
        if (record_number(types.items[i], TRANSFORMER_TYPE_RATING) < MAIN_LEAST_MVA * 1e6 || !(type_w > 0))
            continue;
        if (!best || (enough && (!best_enough || type_w < best_w)) || (!best_enough && type_w > best_w)) {
            best = types.items[i];
            best_w = type_w;
        }
    }
    return best;
}

/* Five share what four could carry, as with the UPS: the defaults of <hall>. */
static int unit_substations(const struct init_size *size, const struct init_wish *wish)
{
    struct redundancy_system system = redundancy_system(REDUNDANCY_N_PLUS_1, 4);
    const double busways = 0.01;
    double ups_w = size->hall_it_w * (1 + busways) * redundancy_installed_ratio(system);
    struct hall_group hall = {.ups = plan_find(wish->catalogues, "double-conversion"),
                              .transformer = plan_find(wish->catalogues, "unit-substation-3MVA"),
                              .it_capacity_w = size->hall_it_w,
                              .distribution_loss_ratio = busways,
                              .ups_w = redundancy_level_of(system, ups_w),
                              .power_factor_ratio = power_factor};
    return hall_levels_transformers(&hall, system);
}

static void size_halls(struct init_size *size, const struct init_wish *wish)
{
    size->hall_count = (int)ceil(wish->it_w / hall_most_w - 1e-9);
    size->hall_it_w = wish->it_w / size->hall_count;
    size->rack_w = record_number(wish->system, RACK_SYSTEM_IT_POWER);
    size->hall_racks = (int)(size->hall_it_w / size->rack_w + 1e-9);
    size->unit_substation_count = unit_substations(size, wish);
    size->shell_crews = (int)ceil(size->hall_count * init_shell.mode / build_months);
    size->fit_out_crews = (int)ceil(size->hall_count * init_fit_out.mode / build_months);
    size->commissioning_crews = (int)ceil(size->hall_count * init_commissioning.mode / build_months);
    size->install_crews = (size->hall_count + 7) / 8;
}

/* N+1 in every block: one more than carries all blocks so far. */
static void size_power(struct init_size *size, const struct init_wish *wish)
{
    size->facility_w = ceil(wish->it_w * size->design_ratio / 1e6 - 1e-9) * 1e6;
    size->transformer = choose_transformer(wish, size->facility_w);
    if (!size->transformer)
        return;
    size->transformer_w = carried_w(wish, size->transformer);
    /* no more blocks than transformers carry the whole, so that each brings at least one */
    size->block_count = (int)ceil(size->facility_w / fmax(block_most_w, size->transformer_w) - 1e-9);
    if (size->block_count > size->hall_count)
        size->block_count = size->hall_count;
    int before = 0;
    for (int k = 0; k < size->block_count; k++) {
        struct init_block *block = &size->blocks[k];
        block->capacity_w = size->facility_w / size->block_count;
        int units = (int)ceil((k + 1) * block->capacity_w / size->transformer_w - 1e-9) + 1;
        block->transformer_count = units - before;
        before = units;
    }
    for (int i = 0; i < size->hall_count; i++)
        size->halls[i].block = i * size->block_count / size->hall_count;
}

/* Month in which a crew that is free first ends a job of LENGTH that can start at READY. */
static double crew_work(double *free_at, int crews, double ready, double length)
{
    int first = 0;
    for (int i = 1; i < crews; i++)
        if (free_at[i] < free_at[first])
            first = i;
    free_at[first] = fmax(free_at[first], ready) + length;
    return free_at[first];
}

/* The dates that follow when everything takes its mean: what the plan asks of itself. */
static void size_dates(struct init_size *size, const struct init_wish *wish)
{
    double shell[INIT_HALLS_MAX] = {0}, fit_out[INIT_HALLS_MAX] = {0}, testing[INIT_HALLS_MAX] = {0};
    double prepared = agreed_months() + init_months_mean(init_preparation), last = 0;
    for (int i = 0; i < size->hall_count; i++) {
        double done = crew_work(shell, size->shell_crews, prepared, init_months_mean(init_shell));
        done = crew_work(fit_out, size->fit_out_crews, done, init_months_mean(init_fit_out));
        done = fmax(done, power_months(size->halls[i].block));
        done = crew_work(testing, size->commissioning_crews, done, init_months_mean(init_commissioning));
        size->halls[i].wanted = months_later(wish->start, done);
        last = fmax(last, done);
    }
    size->full = months_later(wish->start, last);
    size->target_date = calendar_add_months(size->full, 6);
    size->end = calendar_add_months(calendar_year_start(size->full), 48);
    size->availability_end = calendar_add_months(size->full, 24);
    size->maturity = calendar_add_months(size->availability_end, 60);
}

static void size_money(struct init_size *size, const struct init_wish *wish)
{
    double it_mw = wish->it_w / 1e6;
    double construction = init_cost_preparation + init_cost_shell + init_cost_fit_out + init_cost_hall_power +
                          init_cost_hall_cooling + init_cost_main_transformers + init_cost_substation;
    if (record_has(wish->system, RACK_SYSTEM_PRICE))
        size->rack_musd = record_number(wish->system, RACK_SYSTEM_PRICE) / 1e6 / (1 - network_share);
    size->capex_musd = it_mw * construction + size->rack_musd * size->hall_racks * size->hall_count;
    size->equity_musd = 10 * ceil(size->capex_musd * equity_to_cost / 10);
    size->loan_musd = 10 * ceil(size->capex_musd * loan_to_cost / 10);
}

/* Tokens a second and package of CLASS on the middle tier at DATE, software gain included; 0: cannot. */
static double throughput(const struct init_wish *wish, const char *class, int64_t date)
{
    struct record_list rates = plan_list(wish->catalogues, &demand_throughput_kind);
    struct record_list gains = plan_list(wish->catalogues, &demand_software_gain_kind);
    double rate = 0;
    for (int i = 0; i < rates.count; i++)
        if (record_ref(rates.items[i], THROUGHPUT_SYSTEM) == wish->system &&
            strcmp(record_ref(rates.items[i], THROUGHPUT_CLASS)->id, class) == 0 &&
            strcmp(record_ref(rates.items[i], THROUGHPUT_TIER)->id, "sonnet") == 0)
            rate = distribution_p50(record_distribution(rates.items[i], THROUGHPUT_RATE));
    for (int i = 0; i < gains.count; i++) {
        struct record_list systems = record_refs(gains.items[i], GAIN_SYSTEMS);
        double gain = distribution_p50(record_distribution(gains.items[i], GAIN_FACTOR));
        double tau_s = distribution_p50(record_distribution(gains.items[i], GAIN_TIME_CONSTANT));
        double age_s = (double)(date - record_tick(gains.items[i], GAIN_SINCE));
        for (int s = 0; s < systems.count; s++)
            if (systems.items[s] == wish->system && age_s > 0)
                rate *= 1 + (gain - 1) * (1 - exp(-age_s / tau_s));
    }
    return rate;
}

/* How often the volume of the prices' date is asked for at DATE, by the mode of growth. */
static double growth_until(int64_t date)
{
    double months = (double)(date - calendar_tick_of((struct date){2026, 6, 1})) / (365.25 / 12 * 86400);
    double tau = half_life_months / log(2);
    return exp(log(1 + growth_month) * tau * (1 - exp(-fmax(months, 0) / tau)));
}

/* Demand that fills the whole campus to its load factor on the day it is wanted. */
static void size_demand(struct init_size *size, const struct init_wish *wish)
{
    static const struct init_stream streams[INIT_STREAMS] = {
        {.id = "agents",
         .class = "agentic",
         .meaning = "coding agents",
         .share = 0.75,
         .usd_mtoken = 0.62,
         .cached_ratio = 0.94},
        {.id = "conversation", .class = "chat", .meaning = "conversation", .share = 0.18, .usd_mtoken = 4.85},
        {.id = "batch-work",
         .class = "batch",
         .meaning = "batch work, half price",
         .share = 0.07,
         .usd_mtoken = 1.9},
    };
    double packages = (double)size->hall_racks * size->hall_count *
                      (double)record_count(wish->system, RACK_SYSTEM_PACKAGES);
    double rates[INIT_STREAMS], seconds = 0; /* of one package for a token of the mix */
    for (int i = 0; i < INIT_STREAMS; i++) {
        rates[i] = throughput(wish, streams[i].class, size->full);
        seconds += rates[i] > 0 ? streams[i].share / rates[i] : 0;
    }
    for (int i = 0; i < INIT_STREAMS; i++) {
        size->streams[i] = streams[i];
        if (rates[i] > 0)
            size->streams[i].gtoken_day =
                streams[i].share * packages * load_factor * 86400 / seconds / growth_until(size->full) / 1e9;
    }
}

bool init_size_campus(struct init_size *size, const struct init_wish *wish, double design_ratio,
                      struct diag *diag)
{
    *size = (struct init_size){.cooling = choose_cooling(wish), .design_ratio = design_ratio};
    if (!size->cooling)
        return diag_fail(diag, DIAG_USAGE, "no dry cooling plant of the catalogues is cool enough for %s",
                         wish->system->id);
    size_halls(size, wish);
    if (size->hall_racks < 1)
        return diag_fail(diag, DIAG_USAGE, "one rack of %s takes more than a hall", wish->system->id);
    size_power(size, wish);
    if (!size->transformer)
        return diag_fail(diag, DIAG_USAGE, "the catalogues have no main transformer of at least 20 MVA");
    size_dates(size, wish);
    size_money(size, wish);
    size_demand(size, wish);
    return true;
}
