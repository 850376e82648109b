/* SPDX-License-Identifier: Apache-2.0 */
/*
 * holders - what held each piece of work most often, over all replications.
 */
#ifndef REPORT_HOLDERS_H
#define REPORT_HOLDERS_H

#include "report/source.h"

/* The holder of one record seen most often: "funds of cloud", in HITS of COUNT replications. */
struct holder {
    const char *text; /* NULL: nothing is known */
    int hits, count;
    int64_t by; /* record that held it, or negative */
};

/*
 * By record number: of work the last gate of its finish, if that was held when it was over, else of its
 * start; of a tranche the condition that is missing at the end, else what came last of it; of a milestone
 * what the racks that reached it had waited for, else whatever was finished in the same second, with what
 * had held that.
 */
const struct holder *holders_load(const struct source *source);

/*
 * By record number: of tranches that came, the part of the condition that came last most often, with what had
 * held it; HOLDERS of everything else tell what was behind that.  COUNT: replications in which it came.
 */
const struct holder *holders_of_tranches(const struct source *source, const struct holder *holders);

#endif
