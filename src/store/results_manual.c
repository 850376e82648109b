/* SPDX-License-Identifier: Apache-2.0 */
#include "store/results_manual.h"

#include "base/mdoc.h"
#include "store/memory_text.h"
#include "store/schema.h"

#include <stdio.h>

static const char head[] =
    ".\\\" SPDX-License-Identifier: Apache-2.0\n"
    ".\\\" Made from the tables of src/store: do not edit.\n"
    ".Dd January 15, 2026\n"
    ".Dt GIGAPLAN-RESULTS 5\n"
    ".Os\n"
    ".Sh NAME\n"
    ".Nm gigaplan-results\n"
    ".Nd results files of gigaplan\n"
    ".Sh DESCRIPTION\n"
    "A results file is an SQLite 3 database with all that happened in the\n"
    "replications of one study.\n"
    "Any program that reads SQLite reads it without\n"
    ".Xr gigaplan 1 .\n"
    ".Pp\n"
    "Ticks are seconds since 1970-01-01 00:00 UTC, money is whole cents of USD, every\n"
    "other number has the unit that stands beside its column or, for metrics, in the\n"
    "table\n"
    ".Em metric .\n"
    "A missing value, such as the date of what was never reached, is NULL.\n"
    "The same descriptions are in the file itself, as comments of the schema and in\n"
    "the table\n"
    ".Em documentation .\n"
    ".Pp\n"
    "While it is written the file is locked; a run that is broken off leaves a valid\n"
    "file with all finished replications, which\n"
    ".Cm run --resume\n"
    "completes.\n"
    "A finished file has\n"
    ".Em study.finished\n"
    "= 1 and needs no companion files.\n"
    ".Ss Compatibility\n";

static const char views[] = ".Sh TABLES FOR PEOPLE\n"
                            "The views show the same to people: beside every tick\n"
                            ".Ar x\n"
                            "a date\n"
                            ".Ar x Ns _date ,\n"
                            "beside cents the same in USD, for the number of a record its id and label, for\n"
                            "an entity its id, for a metric its name and unit.\n";

static const char series_text[] =
    ".Sh SERIES\n"
    "Samples are wide rows: one for each run, entity and sample, with one column for\n"
    "each metric that belongs there, listed in the table\n"
    ".Em metric .\n"
    "The views\n"
    ".Em site_series , party_series\n"
    "and\n"
    ".Em campus_series\n"
    "show them with the entity's id and an ISO date; the view\n"
    ".Em series\n"
    "is the long form: run_id, scope, entity, t, date, metric, unit, value.\n";

static const char tail[] =
    ".Sh SAME RESULTS\n"
    "Two files hold the same results when their digests are equal.\n"
    "The digest is SHA-256 over all tables above but those marked as apart, and\n"
    "without the columns marked as apart, ordered by their keys; neither the order in\n"
    "which replications were written, nor threads, resumes or the layout of the file\n"
    "matter.\n"
    ".Sh EXAMPLES\n"
    "When a milestone was reached in each replication:\n"
    ".Bd -literal -offset indent\n"
    "SELECT run_id, done_date FROM milestones WHERE record = 'tx.h1';\n"
    ".Ed\n"
    ".Pp\n"
    "The mean of a metric over all replications, sample by sample:\n"
    ".Bd -literal -offset indent\n"
    "SELECT date, avg(value), unit FROM series\n"
    "WHERE scope = 'campus' AND metric = 'power.it_energised'\n"
    "GROUP BY t;\n"
    ".Ed\n"
    ".Sh SEE ALSO\n"
    ".Xr gigaplan 1 ,\n"
    ".Xr sqlite3 1\n";

static const char *type_name(enum result_column_type type)
{
    switch (type) {
    case COLUMN_REAL: return "real";
    case COLUMN_TEXT: return "text";
    case COLUMN_FLAG: return "0 or 1";
    case COLUMN_TICK: return "tick";
    case COLUMN_CENTS: return "cents";
    case COLUMN_RUN: return "run.run_id";
    case COLUMN_RECORD: return "record.number";
    case COLUMN_ENTITY: return "entity.entity_id";
    case COLUMN_METRIC: return "metric.metric_id";
    default: return "integer";
    }
}

/* Ticks and cents say their unit by their type. */
static bool has_own_unit(const struct result_column *column)
{
    return column->unit && column->type != COLUMN_TICK && column->type != COLUMN_CENTS &&
           column->type != COLUMN_SEQ;
}

static void write_columns(FILE *out, const struct result_column *columns, int count, int key_count)
{
    fputs(".Bl -tag -width Ds -compact\n", out);
    for (int i = 0; i < count; i++) {
        const struct result_column *column = &columns[i];
        fprintf(out, ".It Em %s Pq %s%s%s%s%s\n", column->name, type_name(column->type),
                has_own_unit(column) ? ", " : "", has_own_unit(column) ? column->unit : "",
                i < key_count ? ", key" : "", column->apart ? ", apart" : "");
        mdoc_text(out, column->meaning);
    }
    fputs(".El\n", out);
}

static void write_table(FILE *out, const struct result_table *table)
{
    fprintf(out, ".Ss %s\n", table->name);
    mdoc_text(out, table->meaning);
    if (table->apart)
        fputs("Apart from the results.\n", out);
    if (table->view)
        fprintf(out, "View:\n.Em %s .\n", table->view);
    write_columns(out, table->columns, table->column_count, table->key_count);
}

const char *results_manual(struct arena *arena)
{
    struct memory_text text;
    memory_text_open(&text);
    fputs(head, text.out);
    fprintf(text.out,
            "PRAGMA application_id is %d; PRAGMA user_version is the schema\n"
            "major, now %d.\n"
            "Within a schema major tables and columns are only added.\n.Sh TABLES\n",
            SCHEMA_APPLICATION_ID, SCHEMA_MAJOR);
    for (int i = 0; i < TABLE_COUNT; i++)
        write_table(text.out, &result_tables[i]);
    fputs(series_text, text.out);
    for (enum series series = 0; series < SERIES_COUNT; series++) {
        fprintf(text.out, ".Ss %s\n", series_tables[series]);
        write_columns(text.out, series_key_columns, SERIES_KEY_COUNT, SERIES_KEY_COUNT);
    }
    fputs(views, text.out);
    fputs(tail, text.out);
    return memory_text_close(&text, arena);
}
