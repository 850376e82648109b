/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_values - quantities, dates and durations written by anybody.
 *
 * What is read must be finite and survive being written and read again; what is refused must say
 * why.  Built by the fuzz stage of .ci/run.
 */
#include "base/calendar.h"
#include "base/quantity.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void insist(bool holds)
{
    if (!holds)
        abort();
}

/* Scaling to a unit and back rounds twice; below normal numbers and beside absolute zero digits are lost. */
static bool near(double a, double b, const char *unit)
{
    double absolute = strncmp(unit, "deg", 3) == 0 ? 1e-13 : 1e-290;
    return fabs(a - b) <= 1e-15 * fabs(b) + absolute;
}

static void try_quantity(const char *text, const char *unit, struct arena *arena)
{
    struct diag *diag = diag_new(arena);
    double si, again;
    if (!quantity_parse(&si, text, unit, span_of_argument("value", text), diag)) {
        insist(diag_error_count(diag) > 0);
        return;
    }
    insist(isfinite(si));
    const char *shown = quantity_format(arena, si, unit, 17);
    insist(quantity_parse(&again, shown, unit, span_of_argument("again", shown), diag));
    insist(near(again, si, unit));
    shown = quantity_format_auto(arena, si, unit, 17);
    insist(quantity_parse(&again, shown, unit, span_of_argument("again", shown), diag));
    insist(near(again, si, unit));
}

static void try_date(const char *text, struct arena *arena)
{
    struct diag *diag = diag_new(arena);
    char shown[CALENDAR_TIME_SIZE];
    int64_t tick, again;
    if (!calendar_parse(&tick, text, span_of_argument("date", text), diag)) {
        insist(diag_error_count(diag) > 0);
        return;
    }
    calendar_format_time(tick, shown);
    insist(calendar_parse(&again, shown, span_of_argument("again", shown), diag) && again == tick);
    insist(calendar_month_start(tick) <= tick && calendar_next_month(tick) > tick);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static const char *const units[] = {"", "MW", "USD/MW", "degC", "K", "s", "%", "L/min/kW", "MVA"};
    static struct arena *arena; /* kept between inputs: making one costs more than an input */
    if (!arena)
        arena = arena_new();
    arena_reset(arena);
    const char *text = arena_strndup(arena, (const char *)bytes, size);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        try_quantity(text, units[i], arena);
    try_date(text, arena);
    int64_t duration_s;
    if (calendar_parse_duration(&duration_s, text, span_of_argument("value", text), diag_new(arena)))
        insist(duration_s >= 0);
    return 0;
}
