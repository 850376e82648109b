/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/run.h"

#include "plan/frame.h"

#include <math.h>
#include <string.h>

static void append(struct run *run, const struct happening *happening)
{
    run->happenings = arena_grow(run->arena, run->happenings, run->happening_count, &run->happening_capacity,
                                 sizeof *run->happenings);
    run->happenings[run->happening_count] = *happening;
    run->happenings[run->happening_count++].tick = sim_now(run->sim);
}

void run_log(struct run *run, const char *what, const struct record *record, const struct record *cause)
{
    append(run, &(struct happening){.what = what, .record = record, .cause = cause, .amount = NAN});
}

void run_log_amount(struct run *run, const char *what, const struct record *record, double si,
                    const char *unit)
{
    append(run, &(struct happening){.what = what, .record = record, .amount = si, .unit = unit});
}

void run_plant_changed(struct run *run)
{
    bell_ring(&run->plant);
}

/* Families of metrics that accepted racks raise. */
static const char *const rack_families[] = {"racks.", "capacity.", "tokens."};

const struct gate *run_gate_of(const struct run *run, const struct condition *part)
{
    if (!part || part->op != CONDITION_METRIC || part->at_most || !run->accepted.by ||
        run->accepted_tick != sim_now(run->sim))
        return NULL;
    const struct record *owner = run->board->layout->cells[part->cell].owner, *by = run->accepted.by;
    if (owner && owner->kind == &frame_site_kind && owner != by->site && owner != by)
        return NULL;
    for (size_t i = 0; i < sizeof rack_families / sizeof *rack_families; i++)
        if (strncmp(part->metric->name, rack_families[i], strlen(rack_families[i])) == 0)
            return &run->accepted;
    return NULL;
}

int run_party(const struct record *record, int field)
{
    const struct record *party = record_has(record, field) ? record_ref(record, field) : NULL;
    return party ? party->index : PARTY_OUTSIDE;
}
