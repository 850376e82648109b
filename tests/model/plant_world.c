/* SPDX-License-Identifier: Apache-2.0 */
#include "plant_world.h"

#include "base/calendar.h"
#include "cooling/cooling_type.h"
#include "cooling/water_supply.h"
#include "halls/hall.h"
#include "physics/psychrometrics.h"
#include "plan/frame.h"
#include "power/bess.h"
#include "power/feed.h"
#include "power/gas_plant.h"
#include "power/genset.h"
#include "power/power_types.h"
#include "power/substation.h"
#include "scenario/scenario.h"
#include "weather/climate.h"

#include <stdlib.h>
#include <string.h>

/* Regions belong to economics; here only their name is needed. */
static const struct kind region_kind = {.name = "region", .family = "region", .parents = "scenario"};

static const struct kind *const kinds[] = {
    &frame_scenario_kind,
    &frame_party_kind,
    &frame_site_kind,
    &frame_milestone_kind,
    &weather_climate_kind,
    &power_feed_kind,
    &power_stage_kind,
    &power_substation_kind,
    &power_transformer_kind,
    &power_transformer_type_kind,
    &power_genset_kind,
    &power_gas_plant_kind,
    &power_bess_kind,
    &power_ups_type_kind,
    &cooling_cooling_type_kind,
    &halls_hall_kind,
    &region_kind,
    &cooling_water_supply_kind,
};
static const struct metric_table *const tables[] = {&weather_metrics, &power_metrics, &cooling_metrics,
                                                    &halls_metrics};
static const struct kind_list list = {kinds, sizeof kinds / sizeof *kinds, tables,
                                      sizeof tables / sizeof *tables};

struct plant_world *plant_world_open(const char *body)
{
    struct arena *arena = arena_new();
    struct plant_world *world = arena_alloc(arena, sizeof *world);
    world->arena = arena;
    world->diag = diag_new(arena);
    const char *text =
        arena_printf(arena, "<scenario name='test' start='2026-01-01' end='2033-01-01'>%s%s</scenario>",
                     plant_world_catalogue, body);
    struct scenario_request request = {.path = "test.xml", .kinds = &list, .arena = arena};
    world->plan = scenario_read_text(&request, text, world->diag);
    if (world->plan) {
        world->layout = metric_layout_new(world->plan, arena);
        world->plant_plan = plant_compile(world->plan, world->layout, NULL, arena, world->diag);
    }
    if (!world->plant_plan) {
        diag_flush(world->diag, stderr);
        abort();
    }
    return world;
}

void plant_world_close(struct plant_world *world)
{
    arena_free(world->arena);
}

void plant_world_start(struct plant_world *world, uint32_t replication)
{
    struct arena *arena = world->arena;
    struct run *run = &world->run;
    *run = (struct run){.plan = world->plan, .arena = arena, .sim = sim_new(arena, world->plan->start)};
    run->draw = (struct draw){.seed = 1, .replication = replication};
    run->board = metric_board_new(world->layout, arena);
    run->progress = progress_new(world->plan, run->sim, arena);
    world->plant = plant_start(world->plant_plan, run);
    plant_world_run(world, world->plan->start);
}

void plant_world_run(struct plant_world *world, int64_t tick)
{
    sim_run_until(world->run.sim, tick);
    plant_take(world->plant);
    plant_publish(world->plant);
}

int64_t plant_world_tick(int year, int month, int day)
{
    return calendar_tick_of((struct date){year, month, day});
}

double plant_world_metric(const struct plant_world *world, const char *name, const char *site)
{
    int cell = metric_cell_find(world->layout, name, plan_find(world->plan, site));
    if (cell < 0)
        abort();
    return metric_read(world->run.board, cell);
}

bool plant_world_year(const char *name, double *dry_bulb_k, double *wet_bulb_k)
{
    const char *folder = getenv("GIGAPLAN_REFERENCE_DATA");
    char path[512], line[1024];
    int hour = 0;
    if (!folder || !*folder)
        return false;
    snprintf(path, sizeof path, "%s/weather/%s", folder, name);
    FILE *file = fopen(path, "r");
    if (!file)
        return false;
    for (int skipped = 0; skipped < 8 && fgets(line, sizeof line, file); skipped++)
        continue;
    while (hour < WEATHER_HOURS && fgets(line, sizeof line, file)) {
        const char *at = line;
        double fields[10] = {0};
        for (int i = 0; i < 10 && at; i++) {
            fields[i] = strtod(at, NULL);
            at = strchr(at, ',');
            at = at ? at + 1 : NULL;
        }
        dry_bulb_k[hour] = fields[6] + 273.15;
        double humidity = psychrometrics_humidity_from_dew_point(fields[7] + 273.15, fields[9], NULL);
        wet_bulb_k[hour] = psychrometrics_wet_bulb_k(dry_bulb_k[hour], humidity, fields[9], NULL);
        hour++;
    }
    fclose(file);
    return hour == WEATHER_HOURS;
}

#define GRADED " source='test' date='2026-11-20' grade='I'"

const char plant_world_catalogue[] =
    "<party id='cloud' role='cloud'/><region id='ercot'/>"
    "<climate id='dallas' elevation='171 m' utc-offset='-6 h' warming='0 K'"
    " dry-bulb='6.8 9.3 15.0 19.5 22.9 26.8 29.7 29.0 26.2 18.4 13.2 7.6 degC'"
    " wet-bulb='3.6 6.1 11.1 15.3 19.0 20.9 23.8 23.6 20.1 12.9 10.3 3.9 degC'"
    " daily-range='11.4 12.4 12.3 11.1 10.4 11.5 11.4 10.9 11.4 12.3 9.8 11.4 K'"
    " extreme-dry-bulb='43.3 degC' extreme-wet-bulb='28.3 degC'" GRADED "/>"
    "<climate id='phoenix' elevation='337 m' utc-offset='-7 h' warming='0 K' members='4'"
    " dry-bulb='13.0 15.7 17.3 23.7 27.3 34.0 35.6 33.8 30.4 24.8 17.9 11.7 degC'"
    " wet-bulb='6.2 9.8 9.8 11.2 14.0 17.5 21.1 20.5 17.4 14.5 10.1 6.5 degC'"
    " daily-range='11.5 11.7 11.1 15.4 14.5 13.6 12.1 11.6 12.6 13.1 12.1 10.7 K'"
    " extreme-dry-bulb='48.7 degC' extreme-wet-bulb='27.7 degC'" GRADED "/>"
    "<transformer-type id='main' rating='300 MVA' no-load-loss='101.6 kW' load-loss='630 kW'"
    " failure-rate='0.0153 1/year'" GRADED
    "><repair dist='lognormal' p50='855 h' p90='2384 h'/></transformer-type>"
    "<transformer-type id='weak' rating='100 MVA' no-load-loss='50 kW' load-loss='300 kW'"
    " failure-rate='2 1/year' repair='200 h'" GRADED "/>"
    "<transformer-type id='unit' rating='3 MVA' no-load-loss='5.3 kW' load-loss='24.5 kW'" GRADED "/>"
    "<ups-type id='ups' " GRADED "/>"
    "<cooling-type id='dry-32C' rejection='dry'" GRADED "/>"
    "<cooling-type id='adiabatic-32C' rejection='adiabatic'" GRADED "/>"
    "<cooling-type id='tower-27C' rejection='tower' facility-supply='27 degC' fan-power='8.2 kW/MW'"
    " chiller='doe2-centrifugal' chiller-cop='5.5'" GRADED "/>"
    "<cooling-type id='adiabatic-35C' rejection='adiabatic' facility-supply='35 degC' air-supply='35 degC'"
    " air-limit='40 degC' recirculation='0 K'" GRADED "/>"
    "<cooling-type id='bare-dry' rejection='dry' trim-capacity='0 %' approach='5 K' air-supply='35 degC'"
    " air-limit='40 degC' air-approach='3 K'" GRADED "/>"
    "<cooling-type id='bare-adiabatic' rejection='adiabatic' trim-capacity='0 %' approach='5 K'"
    " air-supply='35 degC' air-limit='40 degC' air-approach='3 K'" GRADED "/>";
