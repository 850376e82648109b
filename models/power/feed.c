/* SPDX-License-Identifier: Apache-2.0 */
#include "power/feed.h"

#include "base/diag.h"

#include <math.h>

static const struct field feed_fields[FEED_FIELD_COUNT] = {
    [FEED_CAPACITY] = {.name = "capacity",
                       .type = FIELD_QUANTITY,
                       .unit = "MW",
                       .low = 0,
                       .high = 20000,
                       .meaning = "contracted real power at the meter; with stages, never more than this"},
    [FEED_SUPPLY] = {.name = "supply",
                     .type = FIELD_ENUM,
                     .fallback = "firm",
                     .choices = "firm|interruptible",
                     .meaning = "whether the utility may interrupt it"},
    [FEED_INTERRUPTIBLE_HOURS] =
        {.name = "interruptible-hours",
         .type = FIELD_QUANTITY,
         .unit = "h/year",
         .fallback = "22 h/year",
         .low = 0,
         .high = 4000,
         .meaning = "mean interrupted hours of an interruptible feed, in events of 2 h on average",
         .source = "Norris et al. (Duke University) 2025: 0.25 % of the year, events of 2 h; grade S2"},
    [FEED_FAILURE_RATE] = {.name = "failure-rate",
                           .type = FIELD_QUANTITY,
                           .unit = "1/year",
                           .fallback = "0.312 1/year",
                           .low = 0,
                           .high = 100,
                           .meaning = "losses of the whole feed per year in service",
                           .source = "IEEE 493-1997, double circuit, both lost; grade R"},
    [FEED_REPAIR] = {.name = "repair",
                     .type = FIELD_DISTRIBUTION,
                     .unit = "h",
                     .fallback = "0.52 h",
                     .low = 0,
                     .draw = DRAW_REPEATED,
                     .meaning = "time until it is back",
                     .source = "IEEE 493-1997, double circuit, both lost; grade R"},
    [FEED_NEEDS] = {.name = "needs",
                    .type = FIELD_REFS,
                    .fallback = "",
                    .target = "*done",
                    .meaning = "what must be done before it is energised"},
    [FEED_INTERRUPTION_LENGTH] = {.name = "interruption-length",
                                  .type = FIELD_QUANTITY,
                                  .unit = "h",
                                  .fallback = "2 h",
                                  .low = 0.01,
                                  .high = 1000,
                                  .meaning = "mean length of an interruption",
                                  .source = "Norris et al. (Duke University) 2025; grade S2"},
    [FEED_INTERRUPTIBLE_CAP] = {.name = "interruptible-cap",
                                .type = FIELD_QUANTITY,
                                .unit = "h/year",
                                .fallback = "",
                                .low = 0,
                                .high = 8784,
                                .meaning = "hours a calendar year that the utility may interrupt at most; "
                                           "no limit when absent"},
    [FEED_NOTICE] = {.name = "notice",
                     .type = FIELD_QUANTITY,
                     .unit = "h",
                     .fallback = "0 h",
                     .low = 0,
                     .high = 1000,
                     .meaning = "time between the utility's call and the interruption"},
    [FEED_FIRM_NEEDS] = {.name = "firm-needs",
                         .type = FIELD_REFS,
                         .fallback = "",
                         .target = "*done",
                         .meaning = "an interruptible feed becomes firm when all of these are done: network "
                                    "upgrades that early service does not wait for"},
    [FEED_FAULT_RATE] = {.name = "fault-rate",
                         .type = FIELD_QUANTITY,
                         .unit = "1/year",
                         .fallback = "0 1/year",
                         .low = 0,
                         .high = 1000,
                         .meaning =
                             "faults on the network near by that are felt as one or more voltage dips"},
    [FEED_DIPS] = {.name = "dips",
                   .type = FIELD_QUANTITY,
                   .unit = "",
                   .fallback = "1.5",
                   .low = 1,
                   .high = 100,
                   .meaning = "mean dips of a fault, as lines reclose on it (geometric)",
                   .source = "engineering judgement; grade I"},
    [FEED_DIP_GAP] = {.name = "dip-gap",
                      .type = FIELD_QUANTITY,
                      .unit = "s",
                      .fallback = "16 s",
                      .low = 0.1,
                      .high = 3600,
                      .meaning = "mean time between two dips of a fault (exponential)",
                      .source = "six dips in 82 s, NERC incident review of July 2024; grade S2"},
    [FEED_LOCK_OUT_DIPS] = {.name = "lock-out-dips",
                            .type = FIELD_COUNT,
                            .fallback = "3",
                            .low = 1,
                            .high = 100,
                            .meaning = "dips within lock-out-window after which UPS leave the grid",
                            .source = "NERC incident review of July 2024; grade S2"},
    [FEED_LOCK_OUT_WINDOW] = {.name = "lock-out-window",
                              .type = FIELD_QUANTITY,
                              .unit = "s",
                              .fallback = "60 s",
                              .low = 0.1,
                              .high = 3600,
                              .meaning = "time in which so many dips lock UPS out",
                              .source = "NERC incident review of July 2024; grade S2"},
    [FEED_MANUAL_RETURN] = {.name = "manual-return",
                            .type = FIELD_DISTRIBUTION,
                            .unit = "h",
                            .fallback = "1 h",
                            .low = 0,
                            .draw = DRAW_REPEATED,
                            .meaning = "until UPS that are locked out are returned to the grid by hand",
                            .source = "engineering judgement; grade I"},
};

const struct kind power_feed_kind = {
    .name = "feed",
    .family = "power",
    .parents = "site",
    .fields = feed_fields,
    .field_count = FEED_FIELD_COUNT,
    .flags = KIND_MILESTONE,
    .meaning =
        "utility supply at the point of interconnection; done when its own needs are, whatever its stages "
        "wait for",
};

static const struct field stage_fields[STAGE_FIELD_COUNT] = {
    [STAGE_CAPACITY] = {.name = "capacity",
                        .type = FIELD_QUANTITY,
                        .unit = "MW",
                        .low = 0,
                        .high = 20000,
                        .meaning = "real power that this stage adds"},
    [STAGE_NEEDS] = {.name = "needs",
                     .type = FIELD_REFS,
                     .fallback = "",
                     .target = "*done",
                     .meaning =
                         "what must be done before the stage is energised, besides the feed's own needs"},
};

const struct kind power_stage_kind = {
    .name = "stage",
    .family = "power",
    .parents = "feed",
    .fields = stage_fields,
    .field_count = STAGE_FIELD_COUNT,
    .flags = KIND_NO_ID | KIND_MILESTONE,
    .meaning = "one step of a feed's energisation; a feed with stages has the sum of those energised",
};

/* Whether STAGE waits for something that its feed does not state. */
static bool waits_longer(const struct record *feed, const struct record *stage)
{
    struct record_list own = record_refs(stage, STAGE_NEEDS), common = record_refs(feed, FEED_NEEDS);
    for (int i = 0; i < own.count; i++) {
        int at = 0;
        while (at < common.count && common.items[at] != own.items[i])
            at++;
        if (at == common.count)
            return true;
    }
    return false;
}

/* Which of the two counts, where a feed and the SUM_W of its stages differ. */
static void check_sum(const struct record *feed, double sum_w, struct diag *diag)
{
    const double mw_w = 1e6, rounding = 1e-3; /* of figures as people write them */
    double capacity_w = record_number(feed, FEED_CAPACITY);
    if (fabs(sum_w - capacity_w) <= rounding * fmax(sum_w, capacity_w))
        return;
    bool over = sum_w > capacity_w;
    diag_warn(diag, feed->span, "feed '%s': its capacity is %.6g MW, and its stages add up to %.6g MW: %s",
              feed->id, capacity_w / mw_w, sum_w / mw_w,
              over ? "it never gives more than its capacity" : "it never gives more than its stages");
    if (over)
        diag_note(diag, "raise its capacity to what is contracted, or let the stages add up to it");
    else
        diag_note(diag, "add the stage that is missing, or lower its capacity, which counts as contracted");
}

void feed_check(const struct plan *plan, struct diag *diag)
{
    struct record_list feeds = plan_list(plan, &power_feed_kind), stages = plan_list(plan, &power_stage_kind);
    for (int f = 0; f < feeds.count; f++) {
        const struct record *feed = feeds.items[f];
        int count = 0, late = 0;
        double sum_w = 0;
        for (int s = 0; s < stages.count; s++)
            if (stages.items[s]->parent == feed) {
                count++;
                late += waits_longer(feed, stages.items[s]);
                sum_w += record_number(stages.items[s], STAGE_CAPACITY);
            }
        if (count > 0)
            check_sum(feed, sum_w, diag);
        if (count == 0 || late < count)
            continue;
        diag_warn(diag, feed->span, "feed '%s' counts as done %s, before any of its stages gives power",
                  feed->id,
                  record_refs(feed, FEED_NEEDS).count ? "when its own needs are" : "on the first day");
        diag_note(diag,
                  "state what the first of its stages needs in the needs of the feed too; halls and money "
                  "that wait for the feed would go on without power");
    }
}
