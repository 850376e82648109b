/* SPDX-License-Identifier: Apache-2.0 */
#include "power/sources.h"

#include "power/units.h"

#include <assert.h>
#include <math.h>
#include <string.h>

/* The state that a pass changes: the real one, or a trial. */
struct pass {
    struct bank_state *banks;
    double *level_j;           /* by battery */
    struct bank_total *totals; /* NULL in a trial */
    bool trial;
    bool bound; /* a store cut what was asked of it */
};

struct sources {
    const struct sources_site_plan *plan;
    const struct unit *units;
    struct bank_state *banks, *trial;
    double level_j[SOURCES_MAX], trial_level_j[SOURCES_MAX];
    bool charged[SOURCES_MAX];                             /* has been energised, full */
    bool bank_there[SOURCES_MAX], bess_there[SOURCES_MAX]; /* in service, as taken */
    struct bank_total bank_totals[SOURCES_MAX];
    struct bess_total bess_totals[SOURCES_MAX];
    double swing_ratio;
    bool resting;
    bool called[SOURCES_MAX][SOURCES_BLOCK];
    double offer_w[SOURCES_BLOCK];
};

struct sources *sources_start(const struct sources_plan *plan, int site, const struct unit *units,
                              struct run *run)
{
    const struct sources_site_plan *own = &plan->sites[site];
    if (own->bank_count + own->bess_count == 0)
        return NULL;
    struct sources *s = arena_alloc(run->arena, sizeof *s);
    s->plan = own;
    s->units = units;
    s->resting = true;
    s->banks = arena_array(run->arena, (size_t)own->bank_count, sizeof *s->banks);
    s->trial = arena_array(run->arena, (size_t)own->bank_count, sizeof *s->trial);
    for (int b = 0; b < own->bank_count; b++) {
        bank_start(&s->banks[b], &own->banks[b], run);
        s->trial[b].back = arena_array(run->arena, (size_t)own->banks[b].count, sizeof *s->trial[b].back);
    }
    return s;
}

/* A segment while it is being served. */
struct serving {
    struct bank_segment segment;
    int at;
    double price_usd_j;
    double load_w, room_w; /* asked for, and what the grid could bring */
    double need_w;         /* still to be served */
    double grid_w, generated_w;
    double given_w[SOURCES_MAX], lost_w[SOURCES_MAX]; /* by battery, at the terminals */
    double bank_w[SOURCES_MAX];
};

/*
 * What bank B gives towards the need; a bank that only helps may push the grid back to reach its least load,
 * but not batteries that have given: then it runs below that.
 */
static void use_bank(struct sources *s, struct pass *pass, struct serving *now, int b, bool first)
{
    const struct bank_build *build = &s->plan->banks[b];
    struct bank_state *bank = &pass->banks[b];
    double least_w = build->turn_down_ratio * build->unit_w, seconds = now->segment.seconds;
    if (pass->trial)
        s->called[b][now->at] = s->bank_there[b] && now->need_w > (first ? least_w : 0);
    double ready_w =
        bank_step(bank, &now->segment, s->called[b][now->at], pass->totals ? &pass->totals[b] : NULL);
    double wanted_w = first ? now->need_w : fmin(fmax(now->need_w, least_w), now->need_w + now->grid_w);
    double given_w = fmin(ready_w, wanted_w), fuel_w = bank_fuel_w(bank, seconds);
    if (first && given_w < least_w && now->room_w >= now->need_w)
        given_w = 0;
    pass->bound |= given_w > fuel_w;
    given_w = fmin(given_w, fuel_w);
    bank_burn(bank, given_w, seconds);
    now->bank_w[b] = given_w;
    now->generated_w += given_w;
    now->need_w -= given_w;
    if (now->need_w < 0) {
        now->grid_w += now->need_w;
        now->need_w = 0;
    }
}

static void use_bess(struct sources *s, struct pass *pass, struct serving *now, int b)
{
    const struct storage *storage = &s->plan->besses[b].storage;
    if (!(now->need_w > 0) || !s->bess_there[b])
        return;
    struct storage_step step = storage_step(storage, pass->level_j[b], now->need_w, now->segment.seconds);
    pass->bound |= step.given_w < fmin(now->need_w, storage->power_w);
    pass->level_j[b] = step.level_j;
    now->given_w[b] = step.given_w;
    now->lost_w[b] = step.lost_w;
    now->need_w -= step.given_w;
}

/* Batteries that gave nothing take what the grid has left. */
static void charge(struct sources *s, struct pass *pass, struct serving *now)
{
    for (int b = 0; b < s->plan->bess_count; b++) {
        double left_w = now->room_w - now->grid_w;
        if (!(left_w > 0) || now->given_w[b] > 0 || !s->bess_there[b])
            continue;
        struct storage_step step =
            storage_step(&s->plan->besses[b].storage, pass->level_j[b], -left_w, now->segment.seconds);
        pass->level_j[b] = step.level_j;
        now->given_w[b] = step.given_w;
        now->lost_w[b] = step.lost_w;
        now->grid_w -= step.given_w;
    }
}

static bool runs_first(const struct bank_build *build, double price_usd_j)
{
    return build->rule == BANK_BASE || (build->rule == BANK_BY_COST && bank_cost_usd_j(build) < price_usd_j);
}

/* What may help, cheapest first; ties in the order of the scenario, generators before batteries. */
struct helper {
    double cost_usd_j;
    int bank, bess; /* -1: the other */
};

static void add_helper(struct helper *helpers, int *count, struct helper helper)
{
    int place = (*count)++;
    for (; place > 0 && helpers[place - 1].cost_usd_j > helper.cost_usd_j; place--)
        helpers[place] = helpers[place - 1];
    helpers[place] = helper;
}

static void serve(struct sources *s, struct pass *pass, struct serving *now)
{
    const struct sources_site_plan *plan = s->plan;
    struct helper helpers[2 * SOURCES_MAX], early[SOURCES_MAX];
    int helper_count = 0, early_count = 0;
    for (int b = 0; b < plan->bank_count; b++) {
        struct helper helper = {bank_cost_usd_j(&plan->banks[b]), b, -1};
        if (runs_first(&plan->banks[b], now->price_usd_j))
            add_helper(early, &early_count, helper);
        else
            add_helper(helpers, &helper_count, helper);
    }
    for (int b = 0; b < plan->bess_count; b++) {
        const struct bess_build *bess = &plan->besses[b];
        double round_trip = bess->storage.charge_ratio * bess->storage.discharge_ratio;
        add_helper(helpers, &helper_count,
                   (struct helper){now->price_usd_j / round_trip + bess->wear_usd_j, -1, b});
    }
    for (int i = 0; i < early_count; i++)
        use_bank(s, pass, now, early[i].bank, true);
    now->grid_w = fmin(now->need_w, now->room_w);
    now->need_w -= now->grid_w;
    for (int i = 0; i < helper_count; i++)
        if (helpers[i].bank >= 0)
            use_bank(s, pass, now, helpers[i].bank, false);
        else
            use_bess(s, pass, now, helpers[i].bess);
    charge(s, pass, now);
}

static struct serving serving_of(const struct sources *s, const struct sources_hours *hours, int i)
{
    return (struct serving){
        .segment = {hours->tick[i], hours->seconds[i], hours->dry_bulb_k[i], hours->grief},
        .at = i,
        .price_usd_j = hours->price_usd_j[i],
        .load_w = hours->load_w[i] * (1 + s->swing_ratio),
        .need_w = hours->load_w[i] * (1 + s->swing_ratio),
        .room_w = fmax(0, hours->grid_w[i]),
    };
}

void sources_take(struct sources *s)
{
    s->swing_ratio = sources_swing_ratio(s);
    for (int b = 0; b < s->plan->bank_count; b++)
        s->bank_there[b] = unit_in_service(&s->units[s->plan->bank_unit[b]]);
    for (int b = 0; b < s->plan->bess_count; b++) {
        s->bess_there[b] = unit_in_service(&s->units[s->plan->bess_unit[b]]);
        if (s->bess_there[b] && !s->charged[b]) {
            s->charged[b] = true;
            s->level_j[b] = s->plan->besses[b].storage.energy_j;
        }
    }
}

bool sources_rest(struct sources *s)
{
    if (s->plan->by_price)
        return false;
    s->resting = true;
    memset(s->called, 0, sizeof s->called);
    return true;
}

int sources_offer(struct sources *s, const struct sources_hours *hours, double *offer_w)
{
    struct pass pass = {.banks = s->trial, .level_j = s->trial_level_j, .trial = true};
    assert(hours->count <= SOURCES_BLOCK);
    s->resting = false;
    for (int b = 0; b < s->plan->bank_count; b++)
        bank_copy(&s->trial[b], &s->banks[b]);
    memcpy(s->trial_level_j, s->level_j, sizeof s->level_j);
    for (int i = 0; i < hours->count; i++) {
        struct serving now = serving_of(s, hours, i);
        double none_w = 1e-12 * now.load_w; /* rounding */
        serve(s, &pass, &now);
        offer_w[i] =
            now.need_w > none_w ? (now.load_w - now.need_w) / (1 + s->swing_ratio) : hours->load_w[i];
        s->offer_w[i] = offer_w[i];
        if (pass.bound)
            return i > 0 ? i : 1;
    }
    return hours->count;
}

double sources_offered_w(const struct sources *s, int i)
{
    return s->resting ? INFINITY : s->offer_w[i];
}

static void count_banks(struct sources *s, const struct serving *now, const struct sources_flow *flow)
{
    double fuel_w = 0, usd_s = 0, carbon_kg_s = 0;
    for (int b = 0; b < s->plan->bank_count; b++) {
        const struct bank_build *build = &s->plan->banks[b];
        double burnt_w = now->bank_w[b] * build->fuel_per_j, seconds = now->segment.seconds;
        struct bank_total *total = &s->bank_totals[b];
        total->there_s += s->bank_there[b] ? seconds : 0;
        total->energy_j += now->bank_w[b] * seconds;
        total->fuel_j += burnt_w * seconds;
        total->fuel_usd += burnt_w * build->fuel_usd_j * seconds;
        total->own_usd += now->bank_w[b] * build->own_usd_j * seconds;
        total->carbon_kg += burnt_w * build->carbon_kg_j * seconds;
        fuel_w += burnt_w;
        usd_s += now->bank_w[b] * bank_cost_usd_j(build);
        carbon_kg_s += burnt_w * build->carbon_kg_j;
    }
    flow->fuel_w[now->at] = fuel_w;
    flow->fuel_usd_s[now->at] = usd_s;
    flow->carbon_kg_s[now->at] = carbon_kg_s;
}

static void count_besses(struct sources *s, const struct serving *now, const struct sources_flow *flow)
{
    double stored_w = 0, given_w = 0, lost_w = 0, seconds = now->segment.seconds;
    double served_w = now->load_w / (1 + s->swing_ratio);
    for (int b = 0; b < s->plan->bess_count; b++) {
        const struct bess_build *build = &s->plan->besses[b];
        struct bess_total *total = &s->bess_totals[b];
        total->there_s += s->bess_there[b] ? seconds : 0;
        double smoothed_w = s->bess_there[b] ? served_w : 0;
        double swing_loss_w = build->swing_loss_ratio * smoothed_w;
        total->given_j += fmax(now->given_w[b], 0) * seconds;
        total->taken_j += fmax(-now->given_w[b], 0) * seconds;
        total->lost_j += (now->lost_w[b] + swing_loss_w) * seconds;
        total->swing_lost_j += swing_loss_w * seconds;
        total->swing_j += build->swing_per_w * smoothed_w * seconds;
        stored_w += now->given_w[b] + now->lost_w[b];
        given_w += fmax(now->given_w[b], 0);
        lost_w += now->lost_w[b];
    }
    flow->stored_w[now->at] = stored_w;
    flow->given_w[now->at] = given_w;
    flow->lost_w[now->at] = lost_w + s->swing_ratio * served_w;
}

void sources_run(struct sources *s, const struct sources_hours *hours, const struct sources_flow *flow)
{
    struct pass pass = {.banks = s->banks, .level_j = s->level_j, .totals = s->bank_totals};
    for (int i = 0; i < hours->count; i++) {
        struct serving now = serving_of(s, hours, i);
        serve(s, &pass, &now);
        assert(now.need_w <= 1e-6 * now.load_w);
        flow->grid_w[i] = now.grid_w + now.need_w; /* what rounding left */
        flow->generated_w[i] = now.generated_w;
        count_banks(s, &now, flow);
        count_besses(s, &now, flow);
    }
}

static bool is_bess_there(const struct sources *s, int b)
{
    return unit_in_service(&s->units[s->plan->bess_unit[b]]);
}

double sources_swing_ratio(const struct sources *s)
{
    double sum = 0;
    for (int b = 0; s && b < s->plan->bess_count; b++)
        sum += is_bess_there(s, b) ? s->plan->besses[b].swing_loss_ratio : 0;
    return sum;
}

static void add_capacity(const struct bank_build *build, int count, double dry_bulb_k,
                         struct sources_capacity *sum)
{
    double unit_w = build->unit_w * bank_heat_ratio(build, dry_bulb_k);
    if (build->is_standby) {
        sum->standby_w += count * unit_w;
        return;
    }
    sum->plants_w += count * unit_w;
    sum->firm_w += (count > build->reserve_count ? count - build->reserve_count : 0) * unit_w;
}

struct sources_capacity sources_capacity(const struct sources *s, double dry_bulb_k)
{
    struct sources_capacity sum = {0};
    for (int b = 0; s && b < s->plan->bank_count; b++)
        if (s->bank_there[b])
            add_capacity(&s->plan->banks[b], s->plan->banks[b].count, dry_bulb_k, &sum);
    return sum;
}

struct sources_capacity sources_capacity_without(const struct sources *s, double dry_bulb_k,
                                                 const struct record *less_one)
{
    struct sources_capacity sum = {0};
    for (int b = 0; s && b < s->plan->bank_count; b++) {
        const struct bank_build *build = &s->plan->banks[b];
        if (unit_in_service(&s->units[s->plan->bank_unit[b]]))
            add_capacity(build, build->count - (build->record == less_one), dry_bulb_k, &sum);
    }
    return sum;
}

double sources_derate_above_k(const struct sources *s)
{
    double least_k = INFINITY;
    for (int b = 0; s && b < s->plan->bank_count; b++)
        if (!s->plan->banks[b].is_standby && s->plan->banks[b].derate_per_k > 0)
            least_k = fmin(least_k, s->plan->banks[b].derate_above_k);
    return least_k;
}

double sources_generators_w(const struct sources *s)
{
    double sum_w = 0;
    for (int b = 0; s && b < s->plan->bank_count; b++)
        sum_w += s->bank_there[b] ? s->plan->banks[b].count * s->plan->banks[b].unit_w : 0;
    return sum_w;
}

double sources_batteries_w(const struct sources *s)
{
    double sum_w = 0;
    for (int b = 0; s && b < s->plan->bess_count; b++)
        sum_w += s->bess_there[b] ? s->plan->besses[b].storage.power_w : 0;
    return sum_w;
}

bool sources_bank_total(const struct sources *s, const struct record *record, struct bank_total *out)
{
    for (int b = 0; s && b < s->plan->bank_count; b++)
        if (s->plan->banks[b].record == record) {
            *out = s->bank_totals[b];
            return true;
        }
    return false;
}

bool sources_bess_total(const struct sources *s, const struct record *record, struct bess_total *out)
{
    for (int b = 0; s && b < s->plan->bess_count; b++)
        if (s->plan->besses[b].record == record) {
            *out = s->bess_totals[b];
            return true;
        }
    return false;
}
