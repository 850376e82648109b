/* SPDX-License-Identifier: Apache-2.0 */
#include "world/operate_state.h"

#include "base/wide.h"
#include "cooling/cooling_type.h"

#include <math.h>

/* In the order of enum cooling_count. */
static const char *const names[COOLING_COUNTS] = {"cooling.free",          "cooling.pads",
                                                  "cooling.economiser",    "cooling.trim",
                                                  "cooling.trim_liquid",   "cooling.raised",
                                                  "cooling.throttled_it",  "cooling.throttled_liquid",
                                                  "cooling.throttled_air", "cooling.throttled_water",
                                                  "cooling.liquid_heat",   "cooling.air_heat"};

void operate_find_cooling(struct operate_site *site, const struct plant_plan *plant,
                          const struct metric_layout *layout)
{
    for (int c = 0; c < COOLING_COUNTS; c++)
        site->cooling_cells[c] = metric_cell_find(layout, names[c], site->record);
    for (int g = site->first_group; g < site->first_group + site->group_count; g++)
        if (record_choice(halls_design(plant->halls, g)->cooling, COOLING_REJECTION) == COOLING_TOWER)
            site->has_towers = true;
}

/* Which of its ways to cool gave way in lane I; the groups that are held back are asked. */
static void count_bounds(const struct operate *operate, struct operate_site *site, int i)
{
    bool bound[DESIGN_BOUND_COUNT] = {false};
    double cut_w = 0, seconds = operate->seconds[i];
    int lane = i % LANES_COUNT;
    for (int g = 0; g < site->group_count; g++)
        if (site->cap_group_w[g][i] < site->wish_w[g]) {
            cut_w += site->wish_w[g] - site->cap_group_w[g][i];
            bound[plant_bound(operate->cast->plant, site->first_group + g, site->dry_bulb_k[i],
                              site->wet_bulb_k[i])] = true;
        }
    site->cooling_flow[COOLING_THROTTLED_IT][lane] += seconds * cut_w;
    for (int b = 0; b < DESIGN_BOUND_COUNT; b++)
        if (bound[b])
            site->cooling_flow[COOLING_THROTTLED_LIQUID + b][lane] += seconds;
}

/* Seconds of the block by what is at work. */
struct modes {
    double free[OPERATE_ROOM], wet[OPERATE_ROOM], trim[OPERATE_ROOM], trim_liquid[OPERATE_ROOM],
        raised[OPERATE_ROOM];
};

/* Every hour with IT load has one mode. */
WIDE static void find_modes(const struct plant_hours *hours, struct modes *to)
{
    const double tiny_k = 1e-6;
    const double *restrict it = hours->it_total_w, *restrict chiller = hours->chiller_w;
    const double *restrict liquid = hours->liquid_chiller_w, *restrict water = hours->water_kg_s;
    const double *restrict raised = hours->raised_k;
    struct modes *restrict out = to;
    for (int at = 0; at < hours->count; at += LANES_COUNT)
        for (int i = at; i < at + LANES_COUNT; i++) {
            double on = it[i] > 0 ? 1.0 : 0.0, trim = chiller[i] > 0 ? on : 0.0,
                   wet = water[i] > 0 ? on : 0.0;
            out->trim[i] = trim;
            out->wet[i] = wet - wet * trim;
            out->free[i] = (on - trim) * (1.0 - wet);
            out->trim_liquid[i] = liquid[i] > 0 ? on : 0.0;
            out->raised[i] = raised[i] > tiny_k ? on : 0.0;
        }
}

WIDE static void add_modes(struct operate_site *site, const double *seconds, const struct modes *modes)
{
    double(*flow)[LANES_COUNT] = site->cooling_flow;
    const struct plant_hours *h = &site->hours;
    lanes_weigh(flow[COOLING_FREE], seconds, modes->free, h->count);
    lanes_weigh(flow[site->has_towers ? COOLING_ECONOMISER : COOLING_PADS], seconds, modes->wet, h->count);
    lanes_weigh(flow[COOLING_TRIM], seconds, modes->trim, h->count);
    lanes_weigh(flow[COOLING_TRIM_LIQUID], seconds, modes->trim_liquid, h->count);
    lanes_weigh(flow[COOLING_RAISED], seconds, modes->raised, h->count);
    lanes_weigh(flow[COOLING_LIQUID_HEAT], seconds, h->liquid_heat_w, h->count);
    lanes_weigh(flow[COOLING_AIR_HEAT], seconds, h->air_heat_w, h->count);
}

void operate_count_cooling(struct operate *operate, struct operate_site *site)
{
    struct modes modes;
    find_modes(&site->hours, &modes);
    add_modes(site, operate->seconds, &modes);
    for (int i = 0; site->held && i < operate->count; i++)
        if (site->stage_w[LIMIT_COOLING][i] < INFINITY && operate->seconds[i] > 0)
            count_bounds(operate, site, i);
}

void operate_show_cooling(struct metric_board *board, const struct operate_site *site)
{
    for (int c = 0; c < COOLING_COUNTS; c++)
        board->total[site->cooling_cells[c]] = lanes_sum(site->cooling_flow[c]);
}
