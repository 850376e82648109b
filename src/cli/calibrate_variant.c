/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/calibrate_variant.h"

#include "base/calendar.h"
#include "base/quantity.h"
#include "cli/calibrate_tables.h"
#include "cli/output_file.h"

#include <string.h>

/* No comment of XML may hold "--". */
static const char *comment(const char *text, struct arena *arena)
{
    char *copy = arena_strdup(arena, text);
    for (char *at = copy; *at; at++)
        if (at[0] == '-' && at[1] == '-')
            at[0] = '_';
    return copy;
}

static void write_comment(FILE *out, const struct calibrate *result, const struct calibrate_request *request,
                          struct arena *arena)
{
    const struct plant_fit *fit = result->fit;
    const struct plant_score *score = &result->hourly[CHANNEL_OTHER][SCORE_HELD_OUT].after;
    char first[CALENDAR_DATE_SIZE], last[CALENDAR_DATE_SIZE];
    fprintf(out, "<!-- Fitted by gigaplan calibrate to %s (sha256 %.16s),\n     %s to %s, site %s.",
            comment(request->meter->path, arena), request->meter->sha256,
            calendar_format_date(result->hours->tick[0], first),
            calendar_format_date(result->hours->tick[result->hours->count - 1], last), request->site->id);
    fprintf(out, "  In the weeks held out, beside the IT load: NMBE %.2f %%, CV(RMSE) %.2f %%.\n",
            100 * score->nmbe_ratio, 100 * score->cvrmse_ratio);
    for (enum site_figure f = 0; f < FIGURE_COUNT; f++)
        if (plant_fit_sets(fit, f)) {
            const char *unit = calibrate_figure_unit(f);
            fprintf(out, "     %s: %.5g%s%s", calibrate_figure_name(f), quantity_from_si(fit->value[f], unit),
                    unit[0] ? " " : "", unit);
            if (fit->end[f] == FIGURE_FITTED)
                fprintf(out, ", standard error %.2g\n", quantity_from_si(fit->error[f], unit));
            else
                fprintf(out, ", at its bound\n");
        }
    fputs("-->\n", out);
}

/* All fields of RECORD that were fitted. */
static void write_record(FILE *out, const struct calibrate *result, const struct record *record)
{
    fprintf(out, "  <%s id=\"%s\"", record->kind->name, record->id);
    for (enum site_figure f = 0; f < FIGURE_COUNT; f++) {
        int count;
        const struct site_place *places = site_trial_places(result->trial, f, &count);
        const char *unit = calibrate_figure_unit(f);
        for (int i = 0; plant_fit_sets(result->fit, f) && i < count; i++)
            if (places[i].record == record)
                fprintf(out, " %s=\"%.6g%s%s\"", record->kind->fields[places[i].field].name,
                        quantity_from_si(result->fit->value[f], unit), unit[0] ? " " : "", unit);
    }
    fputs("/>\n", out);
}

static bool named_before(const struct calibrate *result, enum site_figure figure, int place,
                         const struct record *record)
{
    for (enum site_figure f = 0; f <= figure; f++) {
        int count;
        const struct site_place *places = site_trial_places(result->trial, f, &count);
        for (int i = 0; plant_fit_sets(result->fit, f) && i < (f == figure ? place : count); i++)
            if (places[i].record == record)
                return true;
    }
    return false;
}

void calibrate_variant_write(FILE *out, const struct calibrate *result,
                             const struct calibrate_request *request, const char *base, struct arena *arena)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", out);
    write_comment(out, result, request, arena);
    fputs("<variant of=\"", out);
    output_file_put_xml(out, base);
    fputs("\" name=\"", out);
    output_file_put_xml(out, request->plan->name);
    fputs("-calibrated\">\n", out);
    for (enum site_figure f = 0; f < FIGURE_COUNT; f++) {
        int count;
        const struct site_place *places = site_trial_places(result->trial, f, &count);
        for (int i = 0; plant_fit_sets(result->fit, f) && i < count; i++)
            if (!named_before(result, f, i, places[i].record))
                write_record(out, result, places[i].record);
    }
    fputs("</variant>\n", out);
}
