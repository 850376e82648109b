/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/run.h"

#include <math.h>

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

int run_party(const struct record *record, int field)
{
    const struct record *party = record_has(record, field) ? record_ref(record, field) : NULL;
    return party ? party->index : PARTY_OUTSIDE;
}
