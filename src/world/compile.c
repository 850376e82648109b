/* SPDX-License-Identifier: Apache-2.0 */
#include "world/world_state.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "plan/frame.h"
#include "world/reach.h"
#include "world/token_facts.h"

#include <string.h>

static bool compile_target(struct target_cell *cell, const struct plan *plan, const struct record *record,
                           struct diag *diag)
{
    const char *name = record_text(record, TARGET_METRIC);
    bool least = record_has(record, TARGET_AT_LEAST), most = record_has(record, TARGET_AT_MOST);
    cell->cell = metric_cell_named(plan->layout, name);
    cell->at_most = most;
    if (cell->cell < 0) {
        diag_error(diag, record->span, "there is no metric '%s'", name);
        diag_note(diag, "'gigaplan describe metrics' lists them; a site's own is written SITE.METRIC");
        return false;
    }
    if (least == most) {
        diag_error(diag, record->span, "a target takes either at-least or at-most");
        return false;
    }
    const char *text = record_text(record, most ? TARGET_AT_MOST : TARGET_AT_LEAST);
    return quantity_parse(&cell->threshold, text, plan->layout->cells[cell->cell].def->unit, record->span,
                          diag);
}

const struct world_plan *world_compile(const struct plan *plan, struct weather_cache *cache,
                                       struct arena *arena, struct diag *diag)
{
    struct world_plan *world = arena_alloc(arena, sizeof *world);
    world->plan = plan;
    world->phases = plan_list(plan, &frame_phase_kind);
    world->targets = plan_list(plan, &frame_target_kind);
    struct target_cell *cells = arena_array(arena, (size_t)world->targets.count, sizeof *cells);
    bool good = true;
    for (int i = 0; i < world->targets.count; i++)
        good &= compile_target(&cells[i], plan, world->targets.items[i], diag);
    world->target_cells = cells;
    world->cast = cast_compile(plan, cache, arena, diag);
    if (!world->cast || !good)
        return NULL;
    reach_check(plan, arena, diag);
    world->sampler = sampler_new(plan, arena);
    return world;
}

const struct series_layout *world_series(const struct world_plan *plan)
{
    return sampler_layout(plan->sampler);
}

/* What people call a record; a target also tells what it wants: its figures mean nothing without. */
static const char *label_of(const struct record *record, struct arena *arena)
{
    if (record->kind != &frame_target_kind)
        return record->label;
    char date[CALENDAR_DATE_SIZE];
    bool most = record_has(record, TARGET_AT_MOST), named = strcmp(record->label, record->id) != 0;
    return arena_printf(arena, "%s%s%s %s %s by %s", named ? record->label : "", named ? ": " : "",
                        record_text(record, TARGET_METRIC), most ? "at most" : "at least",
                        record_text(record, most ? TARGET_AT_MOST : TARGET_AT_LEAST),
                        calendar_format_date(record_tick(record, TARGET_BY), date));
}

static void describe_records(const struct plan *plan, struct results_study *study, struct arena *arena)
{
    struct results_record *records = arena_array(arena, (size_t)plan->record_count, sizeof *records);
    for (int i = 0; i < plan->record_count; i++) {
        const struct record *record = plan->records[i];
        records[i] = (struct results_record){.kind = record->kind->name,
                                             .id = record->id,
                                             .label = label_of(record, arena),
                                             .site = record->site ? record->site->id : NULL};
    }
    study->records = records;
    study->record_count = plan->record_count;
}

static void describe_observations(const struct plan *plan, struct results_study *study, struct arena *arena)
{
    struct record_list milestones = plan_list(plan, &frame_milestone_kind);
    struct results_observation *rows = arena_array(arena, (size_t)milestones.count, sizeof *rows);
    study->observations = rows;
    for (int i = 0; i < milestones.count; i++)
        if (record_has(milestones.items[i], MILESTONE_OBSERVED))
            rows[study->observation_count++] = (struct results_observation){
                milestones.items[i]->number, record_tick(milestones.items[i], MILESTONE_OBSERVED)};
}

static void describe_entities(const struct plan *plan, struct results_study *study, struct arena *arena)
{
    struct record_list sites = plan_list(plan, &frame_site_kind);
    struct record_list parties = plan_list(plan, &frame_party_kind);
    int count = 0;
    struct results_entity *entities =
        arena_array(arena, (size_t)(1 + sites.count + parties.count), sizeof *entities);
    entities[count++] = (struct results_entity){SERIES_CAMPUS, "campus", "campus"};
    for (int i = 0; i < sites.count; i++)
        entities[count++] = (struct results_entity){SERIES_SITE, sites.items[i]->id, sites.items[i]->label};
    for (int i = 0; i < parties.count; i++)
        entities[count++] =
            (struct results_entity){SERIES_PARTY, parties.items[i]->id, parties.items[i]->label};
    study->entities = entities;
    study->entity_count = count;
}

void world_describe(const struct world_plan *world, struct results_study *study, struct arena *arena)
{
    const struct plan *plan = world->plan;
    struct results_file_row *files = arena_array(arena, (size_t)plan->file_count, sizeof *files);
    for (int i = 0; i < plan->file_count; i++)
        files[i] = (struct results_file_row){.path = plan->files[i].path, .sha256 = plan->files[i].sha256};
    study->name = plan->name;
    bool labelled = strcmp(plan->scenario->label, plan->scenario->id) != 0;
    study->label = labelled ? plan->scenario->label : plan->name;
    study->start = plan->start;
    study->end = plan->end;
    study->sha256 = plan->sha256;
    study->resolved_xml = plan->resolved_xml;
    study->overrides = plan->overrides;
    study->override_count = plan->override_count;
    study->files = files;
    study->file_count = plan->file_count;
    study->layout = world_series(world);
    describe_records(plan, study, arena);
    describe_observations(plan, study, arena);
    describe_entities(plan, study, arena);
    token_facts_describe(plan, study, arena);
}
