/* SPDX-License-Identifier: Apache-2.0 */
#include "world/outcome.h"

#include "plan/frame.h"

int64_t outcome_record(const struct record *record)
{
    return record ? record->number : CELL_NONE;
}

/* Entities: the campus, the sites, the parties. */
int64_t outcome_party(const struct world *world, int party)
{
    if (party == PARTY_OUTSIDE)
        return CELL_NONE;
    return 1 + plan_list(world->plan->plan, &frame_site_kind).count + party;
}

bool outcome_detailed(const struct world *world)
{
    return world->run.draw.replication < world->detail_count;
}
