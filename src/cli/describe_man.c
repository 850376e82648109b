/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/describe_man.h"

#include "base/mdoc.h"
#include "base/quantity.h"

#include <assert.h>
#include <stdarg.h>
#include <string.h>

static const char head[] =
    ".\\\" SPDX-License-Identifier: Apache-2.0\n"
    ".\\\" Written by gigaplan describe --man from the field tables: do not edit.\n"
    ".Dd January 15, 2026\n"
    ".Dt GIGAPLAN-MODELS 7\n"
    ".Os\n"
    ".Sh NAME\n"
    ".Nm gigaplan-models\n"
    ".Nd everything a scenario of gigaplan may contain\n"
    ".Sh DESCRIPTION\n"
    "Each element of the language with its fields: how a value is written, its unit,\n"
    "bounds and default, what it means, and where the default comes from.\n"
    "How the elements make a scenario is told in\n"
    ".Xr gigaplan-scenario 5 .\n"
    "The same as tables:\n"
    ".Xr gigaplan-describe 1 .\n"
    ".Pp\n"
    "Every element also takes\n"
    ".Cm label ,\n"
    "a name for people, and those of catalogues\n"
    ".Cm source , date\n"
    "and\n"
    ".Cm grade .\n"
    "Grades of evidence: P published by the party itself, S or S2 primary or\n"
    "secondary source, A analyst, T trade press, C computed from such data,\n"
    "R recalled and to be replaced, I inferred or engineering judgement.\n"
    "Names such as facilities A8 or hardware.md A-5 are sections of the books of\n"
    "facts that the authors kept; three numbers with slashes are low, mode and high.\n";

static const char tail[] = ".Sh SEE ALSO\n"
                           ".Xr gigaplan-describe 1 ,\n"
                           ".Xr gigaplan-results 5 ,\n"
                           ".Xr gigaplan-scenario 5\n";

const char *describe_man_type(enum field_type type)
{
    static const char *const names[] = {
        [FIELD_TEXT] = "text",          [FIELD_FLAG] = "yes or no",
        [FIELD_COUNT] = "whole number", [FIELD_QUANTITY] = "quantity",
        [FIELD_SERIES] = "series",      [FIELD_DATE] = "date",
        [FIELD_DURATION] = "duration",  [FIELD_DISTRIBUTION] = "uncertain quantity",
        [FIELD_ENUM] = "choice",        [FIELD_REF] = "reference",
        [FIELD_REFS] = "references",    [FIELD_CURVE] = "curve",
        [FIELD_HOURLY] = "hourly file", [FIELD_CONDITION] = "condition",
    };
    return names[type];
}

/* A line of text that is put together piece by piece. */
struct line {
    char text[1024];
    size_t used;
};

__attribute__((format(printf, 2, 3))) static void add(struct line *line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int length = vsnprintf(line->text + line->used, sizeof line->text - line->used, format, args);
    va_end(args);
    assert(length >= 0 && line->used + (size_t)length < sizeof line->text);
    line->used += (size_t)length;
}

/* The parts of "a|b|c" with JOINT between them. */
static void add_list(struct line *line, const char *list, const char *joint)
{
    for (; *list; list++)
        add(line, *list == '|' ? "%s" : "%.1s", *list == '|' ? joint : list);
}

/* "quantity in MW, 0.001 to 5000 - required" */
static void write_form(FILE *out, const struct field *field)
{
    struct line line = {.used = 0};
    add(&line, "%s", describe_man_type(field->type));
    if (field->length)
        add(&line, " of %d", field->length);
    if (field->unit && field->unit[0])
        add(&line, " in %s", field->unit);
    if (field->unit_y)
        add(&line, " against %s", field->unit_y);
    if (field->choices) {
        add(&line, ": ");
        add_list(&line, field->choices, field->type == FIELD_HOURLY ? ", " : " or ");
    }
    if (field->target) {
        add(&line, " to ");
        add_list(&line, strcmp(field->target, "*done") == 0 ? "anything that can be done" : field->target,
                 " or ");
    }
    if (field->low != 0 || field->high != 0)
        add(&line, ", %g to %g", field->low, field->high);
    if (field->type == FIELD_DISTRIBUTION)
        add(&line, field->draw == DRAW_ONCE ? ", drawn once" : ", drawn each time");
    if (!field->fallback)
        add(&line, "; required");
    else if (field->fallback[0])
        add(&line, "; default %s", field->fallback);
    else
        add(&line, "; may be left out");
    mdoc_text(out, line.text);
}

static void write_field(FILE *out, const struct field *field)
{
    fprintf(out, ".It Cm %s\n", field->name);
    mdoc_text(out, field->meaning);
    fputs(".br\n", out);
    write_form(out, field);
    if (field->source) {
        struct line line = {.used = 0};
        add(&line, "Source: %s", field->source);
        fputs(".br\n", out);
        mdoc_text(out, line.text);
    }
}

static void write_kind(FILE *out, const struct kind *kind)
{
    fprintf(out, ".Ss %s\n", kind->name);
    mdoc_text(out, kind->meaning);
    fputs(".br\n", out);
    struct line line = {.used = 0};
    if (kind->parents && kind->parents[0]) {
        add(&line, "Stands in ");
        add_list(&line, kind->parents, " or ");
        add(&line, "; ");
    }
    add(&line, kind->flags & KIND_NO_ID ? "needs no id" : "needs an id");
    add(&line, "%s%s%s", kind->flags & KIND_SINGLE ? "; at most one" : "",
        kind->flags & KIND_MILESTONE ? "; can be done" : "",
        kind->flags & KIND_CATALOGUE ? "; belongs in catalogues" : "");
    mdoc_text(out, line.text);
    if (!kind->field_count)
        return;
    fputs(".Bl -tag -width Ds\n", out);
    for (int i = 0; i < kind->field_count; i++)
        write_field(out, &kind->fields[i]);
    fputs(".El\n", out);
}

static void write_metrics(FILE *out, const struct kind_list *kinds)
{
    static const char *const sorts[] = {
        [METRIC_STATE] = "state", [METRIC_MEAN] = "mean", [METRIC_COUNTER] = "counter"};
    static const char *const scopes[] = {
        [SCOPE_SITE] = "of a site", [SCOPE_PARTY] = "of a party", [SCOPE_CAMPUS] = "of the campus"};
    static const char *const joins[] = {[JOIN_SUM] = "; the campus has the sum",
                                        [JOIN_MAX] = "; the campus has the largest",
                                        [JOIN_NONE] = ""};
    fputs(".Sh METRICS\n"
          "What conditions and targets may test and results hold, named alone for the\n"
          "campus and with the id of a site or party in front:\n"
          ".Dq tx.power.it .\n"
          "A state changes at events and is tested at once; means and counters are\n"
          "tested on the first of each month.\n"
          ".Bl -tag -width Ds\n",
          out);
    for (int t = 0; t < kinds->metric_table_count; t++)
        for (int i = 0; i < kinds->metrics[t]->count; i++) {
            const struct metric_def *def = &kinds->metrics[t]->defs[i];
            fprintf(out, ".It Cm %s\n", def->name);
            mdoc_text(out, def->meaning);
            fprintf(out, ".br\n%s %s", sorts[def->sort], scopes[def->scope]);
            if (def->unit && def->unit[0])
                fprintf(out, " in %s", def->unit);
            fprintf(out, "%s\n", def->scope == SCOPE_CAMPUS ? "" : joins[def->join]);
        }
    fputs(".El\n", out);
}

static void write_unit(const struct unit *unit, void *context)
{
    FILE *out = context;
    fprintf(out, ".It Li \\&%s\n", unit->name);
    mdoc_text(out, unit->meaning);
}

void describe_man_write(const struct kind_list *kinds, FILE *out)
{
    fputs(head, out);
    fputs(".Sh ELEMENTS\n", out);
    for (int i = 0; i < kinds->count; i++)
        write_kind(out, kinds->kinds[i]);
    write_metrics(out, kinds);
    fputs(".Sh UNITS\n"
          "Joined by a dot, a star or a slash: MUSD/MW, kWh/(kW.h), L/min/kW.\n"
          ".Bl -tag -width delta_degF -compact\n",
          out);
    quantity_unit_each(write_unit, out);
    fputs(".El\n", out);
    fputs(tail, out);
}
