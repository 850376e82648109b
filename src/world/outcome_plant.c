/* SPDX-License-Identifier: Apache-2.0 */
#include "world/outcome.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "power/feed.h"
#include "power/power_types.h"
#include "power/substation.h"

#include <stdlib.h>
#include <string.h>

/* The one letter behind "grade " in the source of a default; "stated" where the scenario says otherwise. */
static const char *evidence(const struct record *record, int field)
{
    const struct field *def = &record->kind->fields[field];
    const char *grade = def->source ? strstr(def->source, "grade ") : NULL;
    char number[32];
    const char *space = def->fallback ? strchr(def->fallback, ' ') : NULL;
    if (!grade || !space || (size_t)(space - def->fallback) >= sizeof number)
        return "stated";
    double value = quantity_to_si(strtod(def->fallback, NULL), def->unit);
    return record_number(record, field) == value ? grade + strlen("grade ") : "stated";
}

static void write_outage(struct world *world, const struct record *unit, const char *evidence_text)
{
    int64_t energised = progress_tick(world->run.progress, unit);
    if (energised == PROGRESS_NEVER)
        return;
    int64_t start = world->plan->plan->start, since = energised > start ? energised : start;
    struct power_outages out = power_outages_of(plant_power(world->cast->plant), unit);
    union cell *row = batch_row(world->batch, TABLE_OUTAGE);
    row[CELL_OUTAGE_RECORD].integer = unit->number;
    row[CELL_OUTAGE_SERVICE].real = (double)(sim_now(world->sim) - since) / CALENDAR_HOUR_S;
    row[CELL_OUTAGE_FAILURES].integer = out.failure_count;
    row[CELL_OUTAGE_CURTAILMENTS].integer = out.curtailment_count;
    row[CELL_OUTAGE_HOURS].real = out.out_s / CALENDAR_HOUR_S;
    row[CELL_OUTAGE_EVIDENCE].text = evidence_text;
}

void outcome_write_plant(struct world *world)
{
    struct record_list feeds = plan_list(world->plan->plan, &power_feed_kind);
    struct record_list transformers = plan_list(world->plan->plan, &power_transformer_kind);
    logbook_write(operate_logbook(world->operate), world->batch);
    for (int i = 0; i < feeds.count; i++)
        write_outage(world, feeds.items[i], evidence(feeds.items[i], FEED_FAILURE_RATE));
    for (int i = 0; i < transformers.count; i++)
        write_outage(
            world, transformers.items[i],
            evidence(record_ref(transformers.items[i], TRANSFORMER_TYPE), TRANSFORMER_TYPE_FAILURE_RATE));
}
