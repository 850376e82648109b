/* SPDX-License-Identifier: Apache-2.0 */
#include "power/dips.h"

#include "physics/ride_through.h"
#include "power/feed.h"

bool dips_lock_out(const struct record *feed, struct stream *stream)
{
    enum { DIPS_MAX = 128 };
    double dip_s[DIPS_MAX], again = 1 - 1 / record_number(feed, FEED_DIPS), at_s = 0;
    int count = 0;
    do {
        dip_s[count++] = at_s;
        at_s += record_number(feed, FEED_DIP_GAP) * stream_exponential(stream);
    } while (count < DIPS_MAX && stream_bernoulli(stream, again));
    return ride_through_lockout(dip_s, count, (int)record_count(feed, FEED_LOCK_OUT_DIPS),
                                record_number(feed, FEED_LOCK_OUT_WINDOW)) >= 0;
}
