/* SPDX-License-Identifier: Apache-2.0 */
#include "power/sources.h"

#include "plan/frame.h"
#include "power/bess.h"
#include "power/gas_plant.h"
#include "power/genset.h"
#include "power/units.h"

/* Room for the sources of a site while they are listed. */
struct list {
    struct bank_build *banks;
    struct bess_build *besses;
    int *bank_unit, *bess_unit;
    int bank_count, bess_count;
};

/* Throughput of the swing, through the battery and back, loses its round trip. */
static struct bess_build bess_of(const struct record *bess)
{
    struct bess_build b = {.record = bess};
    double energy_j = record_number(bess, BESS_ENERGY);
    double ramp_j =
        storage_ramp_energy_j(record_number(bess, BESS_RAMP_STEP), record_number(bess, BESS_RAMP_LIMIT));
    b.storage = (struct storage){.energy_j = energy_j,
                                 .power_w = record_number(bess, BESS_POWER),
                                 .charge_ratio = record_number(bess, BESS_CHARGE_EFFICIENCY),
                                 .discharge_ratio = record_number(bess, BESS_DISCHARGE_EFFICIENCY),
                                 .least_ratio = record_number(bess, BESS_LEAST_CHARGE) + ramp_j / energy_j};
    b.wear_usd_j = record_number(bess, BESS_WEAR_COST);
    b.cycle_life = record_number(bess, BESS_CYCLE_LIFE);
    b.swing_per_w = storage_swing_throughput_w(record_number(bess, BESS_SWING));
    b.swing_loss_ratio = b.swing_per_w * (1 / (b.storage.charge_ratio * b.storage.discharge_ratio) - 1);
    return b;
}

static void check_bess(const struct bess_build *b, struct diag *diag)
{
    double step_w = record_number(b->record, BESS_RAMP_STEP);
    double ramp_j = storage_ramp_energy_j(step_w, record_number(b->record, BESS_RAMP_LIMIT));
    if (b->storage.least_ratio > 1) {
        diag_error(diag, b->record->span, "battery '%s' has no energy for its ramp", b->record->id);
        diag_note(diag, "a step of %g MW at %g MW/min needs %.3g MWh above the least charge", step_w / 1e6,
                  record_number(b->record, BESS_RAMP_LIMIT) * 60 / 1e6, ramp_j / 3.6e9);
    }
    if (step_w > b->storage.power_w) {
        diag_error(diag, b->record->span, "battery '%s' has less power than the step it must smooth",
                   b->record->id);
        diag_note(diag, "a step of %g MW needs as much power", step_w / 1e6);
    }
}

static void list_banks(struct list *lists, const struct plan *plan, const struct kind *kind,
                       struct bank_build (*build)(const struct record *), const struct units_plan *units,
                       struct diag *diag)
{
    struct record_list records = plan_list(plan, kind);
    for (int i = 0; i < records.count; i++) {
        const struct record *record = records.items[i];
        struct list *list = &lists[record->site->index];
        if (list->bank_count == SOURCES_MAX) {
            diag_error(diag, record->span, "more than %d farms of generators at a site", SOURCES_MAX);
            diag_note(diag, "one element may stand for many equal units: count=\"...\"");
            return;
        }
        list->bank_unit[list->bank_count] = units->by_record[record->number];
        list->banks[list->bank_count++] = build(record);
    }
}

static void list_besses(struct list *lists, const struct plan *plan, const struct units_plan *units,
                        struct diag *diag)
{
    struct record_list records = plan_list(plan, &power_bess_kind);
    for (int i = 0; i < records.count; i++) {
        const struct record *record = records.items[i];
        struct list *list = &lists[record->site->index];
        if (list->bess_count == SOURCES_MAX) {
            diag_error(diag, record->span, "more than %d battery plants at a site", SOURCES_MAX);
            return;
        }
        list->bess_unit[list->bess_count] = units->by_record[record->number];
        list->besses[list->bess_count] = bess_of(record);
        check_bess(&list->besses[list->bess_count++], diag);
    }
}

static struct sources_site_plan site_of(const struct list *list)
{
    struct sources_site_plan site = {.banks = list->banks,
                                     .besses = list->besses,
                                     .bank_unit = list->bank_unit,
                                     .bess_unit = list->bess_unit,
                                     .bank_count = list->bank_count,
                                     .bess_count = list->bess_count};
    for (int b = 0; b < list->bank_count; b++)
        site.by_price |= list->banks[b].rule != BANK_SHORT;
    return site;
}

const struct sources_plan *sources_compile(const struct plan *plan, const struct units_plan *units,
                                           struct arena *arena, struct diag *diag)
{
    int count = plan_list(plan, &frame_site_kind).count, errors = diag_error_count(diag);
    struct sources_plan *sources = arena_alloc(arena, sizeof *sources);
    struct sources_site_plan *sites = arena_array(arena, (size_t)count, sizeof *sites);
    struct list *lists = arena_array(arena, (size_t)count, sizeof *lists);
    for (int s = 0; s < count; s++) {
        lists[s].banks = arena_array(arena, SOURCES_MAX, sizeof *lists[s].banks);
        lists[s].besses = arena_array(arena, SOURCES_MAX, sizeof *lists[s].besses);
        lists[s].bank_unit = arena_array(arena, SOURCES_MAX, sizeof(int));
        lists[s].bess_unit = arena_array(arena, SOURCES_MAX, sizeof(int));
    }
    list_banks(lists, plan, &power_gas_plant_kind, bank_of_gas_plant, units, diag);
    list_banks(lists, plan, &power_genset_kind, bank_of_genset, units, diag);
    list_besses(lists, plan, units, diag);
    for (int s = 0; s < count; s++)
        sites[s] = site_of(&lists[s]);
    *sources = (struct sources_plan){sites, count};
    return diag_error_count(diag) == errors ? sources : NULL;
}
