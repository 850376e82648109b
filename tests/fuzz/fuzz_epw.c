/* SPDX-License-Identifier: Apache-2.0 */
/*
 * fuzz_epw - weather files of any bytes: read or refused with an error.
 *
 * A year is too long for a fuzzer to find, so an input also stands once as rows in the middle of a
 * good year.
 */
#include "scenario/epw.h"

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void insist(bool fact)
{
    if (!fact)
        abort();
}

static void try_text(const char *text, size_t length, struct arena *arena)
{
    struct diag *diag = diag_new(arena);
    struct text_file *file = text_file_of("input.epw", text, length, arena, diag);
    struct hourly *hourly = file ? epw_read(file, arena, diag) : NULL;
    insist((hourly != NULL) == (diag_error_count(diag) == 0));
    for (int i = 0; hourly && i < hourly->row_count; i++) {
        double dry_k = hourly->columns[HOURLY_DRY_BULB_K][i], dew_k = hourly->columns[HOURLY_DEW_POINT_K][i];
        insist(isfinite(dry_k) && dew_k <= dry_k && hourly->columns[HOURLY_PRESSURE_PA][i] > 0);
    }
}

/* A good year in which ROW takes the place of the first hour of July. */
static void try_row(const char *row, size_t length, struct arena *arena)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    char *text = arena_alloc(arena, (size_t)EPW_YEAR_HOURS * 48 + length + 200), *at = text;
    at += sprintf(at, "LOCATION,a,b,c,d,1,2,3,-6.0,171.0\nDATA PERIODS,1,1,Data,Sunday,1/1,12/31\n");
    for (int month = 1; month <= 12; month++)
        for (int day = 1; day <= days[month - 1]; day++)
            for (int hour = 1; hour <= 24; hour++) {
                if (month == 7 && day == 1 && hour == 1) {
                    memcpy(at, row, length);
                    at += length;
                    *at++ = '\n';
                } else {
                    at += sprintf(at, "1999,%d,%d,%d,60,?,20,10,50,98000,0\n", month, day, hour);
                }
            }
    try_text(text, (size_t)(at - text), arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static struct arena *arena; /* kept between inputs: making one costs more than an input */
    if (!arena)
        arena = arena_new();
    arena_reset(arena);
    const char *text = arena_strndup(arena, (const char *)bytes, size);
    try_text(text, size, arena);
    if (!memchr(bytes, '\n', size))
        try_row(text, size, arena);
    return 0;
}
