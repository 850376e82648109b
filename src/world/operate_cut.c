/* SPDX-License-Identifier: Apache-2.0 */
/* operate_cut - the next block of segments, and its air. */
#include "world/operate_state.h"

#include "base/calendar.h"
#include "base/wide.h"

#include <string.h>

enum { HOUR_S = CALENDAR_HOUR_S };

/* How many hours of weather lie in a row for all sites; a block stays inside one calendar year. */
static int most_segments(struct operate *operate, int64_t tick)
{
    int most = OPERATE_BLOCK;
    if (tick >= operate->year_end) {
        operate->year_end = calendar_add_months(calendar_year_start(tick), 12);
        operate->year++;
    }
    for (int s = 0; s < operate->site_count; s++) {
        struct operate_site *site = &operate->sites[s];
        int64_t passed = (tick - site->air_from) / HOUR_S;
        if (passed >= site->air.count) {
            plant_air(operate->cast->plant, s, tick, &site->air);
            site->air_from = tick - ((tick % HOUR_S) + HOUR_S) % HOUR_S;
            passed = 0;
        }
        if (site->air.count - passed < most)
            most = (int)(site->air.count - passed);
    }
    int64_t hours_left = (operate->year_end - tick + HOUR_S - 1) / HOUR_S;
    return hours_left < most ? (int)hours_left : most;
}

void operate_cut(struct operate *operate, int64_t tick)
{
    int most = most_segments(operate, operate->since);
    int64_t at = operate->since, hour = at - ((at % HOUR_S) + HOUR_S) % HOUR_S;
    int64_t hours = (tick - hour + HOUR_S - 1) / HOUR_S;
    int low = (int)(hour / HOUR_S & (LANES_COUNT - 1)), n = hours < most ? (int)hours : most;
    int64_t end = hour + (int64_t)n * HOUR_S < tick ? hour + (int64_t)n * HOUR_S : tick;
    operate->low = low;
    operate->n = n;
    operate->count = (low + n + LANES_COUNT - 1) / LANES_COUNT * LANES_COUNT;
    lanes_fill(operate->seconds, HOUR_S, operate->count);
    for (int i = 0; i < n; i++)
        operate->tick[i] = hour + (int64_t)i * HOUR_S;
    for (int i = 0; i < low; i++)
        operate->seconds[i] = 0;
    for (int i = low + n; i < operate->count; i++)
        operate->seconds[i] = 0;
    operate->tick[0] = at;
    operate->seconds[low + n - 1] = (double)(end - operate->tick[n - 1]);
    if (n > 1)
        operate->seconds[low] = (double)(operate->tick[1] - at);
}

/* Unused lanes have the air of their neighbour. */
WIDE void operate_take_air(const struct operate *operate, struct operate_site *site)
{
    size_t passed = (size_t)((operate->tick[0] - site->air_from) / HOUR_S);
    int low = operate->low, end = low + operate->n;
    memcpy(site->dry_bulb_k + low, site->air.dry_bulb_k + passed, (size_t)operate->n * sizeof(double));
    memcpy(site->wet_bulb_k + low, site->air.wet_bulb_k + passed, (size_t)operate->n * sizeof(double));
    for (int i = 0; i < low; i++) {
        site->dry_bulb_k[i] = site->dry_bulb_k[low];
        site->wet_bulb_k[i] = site->wet_bulb_k[low];
    }
    for (int i = end; i < operate->count; i++) {
        site->dry_bulb_k[i] = site->dry_bulb_k[end - 1];
        site->wet_bulb_k[i] = site->wet_bulb_k[end - 1];
    }
    site->hottest_k = lanes_greatest(site->dry_bulb_k, operate->count);
    site->wettest_k = lanes_greatest(site->wet_bulb_k, operate->count);
}
