/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_scenario - scenarios of any bytes: read or refused with an error, and what is read comes back.
 *
 * A line "===" parts a scenario from a tree that is laid over it; a line "--set TEXT" in front is
 * an override.  Inputs that name files are passed over: what they find is not the fuzzer's to say.
 */
#include "base/digest.h"
#include "funding/funding.h"
#include "funding/kinds.h"
#include "halls/hall.h"
#include "halls/halls.h"
#include "plan/frame.h"
#include "power/feed.h"
#include "scenario/merge.h"
#include "scenario/record_build.h"
#include "scenario/scenario.h"
#include "scenario/xml_set.h"
#include "scenario/xml_source.h"
#include "scenario/xml_text.h"
#include "schedule/activity.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const struct kind *const kinds[] = {
    &frame_scenario_kind, &frame_party_kind,       &frame_site_kind,     &frame_phase_kind,
    &frame_factor_kind,   &frame_milestone_kind,   &frame_target_kind,   &halls_hall_kind,
    &power_feed_kind,     &power_stage_kind,       &funding_equity_kind, &funding_tranche_kind,
    &schedule_after_kind, &schedule_activity_kind, &schedule_crew_kind,
};
static const struct metric_table *const metrics[] = {&halls_metrics, &funding_metrics};
static const struct kind_list list = {kinds, sizeof kinds / sizeof *kinds, metrics, 2};

static void insist(bool fact)
{
    if (!fact)
        abort();
}

static void print(struct diag *diag)
{
    char *text = NULL;
    size_t size = 0;
    FILE *stream = open_memstream(&text, &size);
    diag_flush(diag, stream);
    fclose(stream);
    free(text);
}

static void try_whole(const char *text, const char *set, struct arena *arena)
{
    struct diag *diag = diag_new(arena);
    struct scenario_request request = {.path = "input.xml",
                                       .kinds = &list,
                                       .overrides = &set,
                                       .override_count = set != NULL,
                                       .arena = arena};
    struct plan *plan = scenario_read_text(&request, text, diag);
    insist((plan != NULL) == (diag_error_count(diag) == 0));
    print(diag);
    if (!plan)
        return;
    request.override_count = 0;
    struct plan *again = scenario_read_text(&request, plan->resolved_xml, diag_new(arena));
    insist(again && strcmp(again->sha256, plan->sha256) == 0);
}

static struct element *read_tree(const char *text, size_t length, struct arena *arena, struct diag *diag)
{
    const char *copy = arena_strndup(arena, text, length);
    struct text_file *file = text_file_of("input.xml", copy, length, arena, diag);
    struct element *root = file ? xml_source_read(file, arena, diag) : NULL;
    if (root)
        merge_check_twins(root, arena, diag);
    return root;
}

static void try_pair(const char *base_text, size_t base_length, const char *overlay_text, struct arena *arena)
{
    struct diag *diag = diag_new(arena);
    struct element *base = read_tree(base_text, base_length, arena, diag);
    struct element *overlay = read_tree(overlay_text, strlen(overlay_text), arena, diag);
    if (!base || !overlay)
        return;
    merge_element(base, overlay, arena, diag);
    struct file_log files = {.arena = arena};
    struct build build = {.kinds = &list, .arena = arena, .diag = diag, .files = &files};
    struct plan *plan = arena_alloc(arena, sizeof *plan);
    plan->kinds = &list;
    insist(xml_text_canonical(base, arena) != NULL);
    record_build(&build, base, plan);
    insist(plan->record_count > 0);
    print(diag);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const opens_files[] = {"include", "variant", "table", "epw"};
    static struct arena *arena; /* kept between inputs: making one costs more than an input */
    if (!arena)
        arena = arena_new();
    arena_reset(arena);
    char *text = arena_strndup(arena, (const char *)bytes, size);
    for (size_t i = 0; i < sizeof opens_files / sizeof *opens_files; i++)
        if (strstr(text, opens_files[i]))
            return 0;
    char *set = NULL, *end = strchr(text, '\n');
    if (strncmp(text, "--set ", 6) == 0 && end) {
        *end = '\0';
        set = text + 6;
        text = end + 1;
    }
    const char *border = strstr(text, "\n===\n");
    if (border)
        try_pair(text, (size_t)(border - text), border + 5, arena);
    else
        try_whole(text, set, arena);
    return 0;
}
