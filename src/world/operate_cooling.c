/* SPDX-License-Identifier: Apache-2.0 */
#include "world/operate_state.h"

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
        if (site->cap_group_w[g][i] < site->wish_group_w[g][i]) {
            cut_w += site->wish_group_w[g][i] - site->cap_group_w[g][i];
            bound[plant_bound(operate->cast->plant, site->first_group + g, site->dry_bulb_k[i],
                              site->wet_bulb_k[i])] = true;
        }
    site->cooling_flow[COOLING_THROTTLED_IT][lane] += seconds * cut_w;
    for (int b = 0; b < DESIGN_BOUND_COUNT; b++)
        if (bound[b])
            site->cooling_flow[COOLING_THROTTLED_LIQUID + b][lane] += seconds;
}

void operate_count_bounds(const struct operate *operate, struct operate_site *site)
{
    for (int i = 0; i < operate->count; i++)
        if (site->stage_w[LIMIT_COOLING][i] < INFINITY && operate->seconds[i] > 0)
            count_bounds(operate, site, i);
}

void operate_show_cooling(struct metric_board *board, const struct operate_site *site)
{
    for (int c = 0; c < COOLING_COUNTS; c++)
        board->total[site->cooling_cells[c]] = lanes_sum(site->cooling_flow[c]);
}
