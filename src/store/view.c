/* SPDX-License-Identifier: Apache-2.0 */
#include "store/view.h"

#include <string.h>

/* "entity_id" -> "entity" */
static int stem_length(const char *name)
{
    size_t length = strlen(name);
    return (int)(length > 3 && !strcmp(name + length - 3, "_id") ? length - 3 : length);
}

static void write_column(FILE *out, const struct result_column *column)
{
    const char *name = column->name;
    int stem = stem_length(name);
    switch (column->type) {
    case COLUMN_TICK: fprintf(out, "t.%s, date(t.%s, 'unixepoch') AS %s_date", name, name, name); break;
    case COLUMN_CENTS:
        stem = (int)(strlen(name) - strlen("_cents"));
        fprintf(out, "t.%s, t.%s / 100.0 AS %.*s_usd", name, name, stem, name);
        break;
    case COLUMN_RECORD: fprintf(out, "j_%s.id AS %s, j_%s.label AS %s_label", name, name, name, name); break;
    case COLUMN_ENTITY: fprintf(out, "j_%s.id AS %.*s", name, stem, name); break;
    case COLUMN_METRIC: fprintf(out, "j_%s.name AS %.*s, j_%s.unit AS unit", name, stem, name, name); break;
    default: fprintf(out, "t.%s", name);
    }
}

static void write_join(FILE *out, const struct result_column *column)
{
    const char *name = column->name;
    if (column->type == COLUMN_RECORD)
        fprintf(out, "\n  LEFT JOIN record AS j_%s ON j_%s.number = t.%s", name, name, name);
    else if (column->type == COLUMN_ENTITY)
        fprintf(out, "\n  LEFT JOIN entity AS j_%s ON j_%s.entity_id = t.%s", name, name, name);
    else if (column->type == COLUMN_METRIC)
        fprintf(out, "\n  LEFT JOIN metric AS j_%s ON j_%s.metric_id = t.%s", name, name, name);
}

void view_write(FILE *out, const struct result_table *table)
{
    if (!table->view)
        return;
    fprintf(out, "CREATE VIEW %s AS SELECT\n  ", table->view);
    for (int i = 0; i < table->column_count; i++) {
        if (i)
            fputs(",\n  ", out);
        write_column(out, &table->columns[i]);
    }
    fprintf(out, "\n  FROM %s AS t", table->name);
    for (int i = 0; i < table->column_count; i++)
        write_join(out, &table->columns[i]);
    fputs(";\n", out);
}

static void write_wide(FILE *out, const struct series_layout *layout, enum series series, struct arena *arena)
{
    fprintf(out,
            "CREATE VIEW %s_series AS SELECT\n"
            "  t.run_id, j.id AS entity, t.t, strftime('%%Y-%%m-%%dT%%H:%%M:%%SZ', t.t, 'unixepoch') AS date",
            series_scopes[series]);
    for (int i = 0; i < layout->metric_count; i++)
        if (series_has(&layout->metrics[i], series))
            fprintf(out, ",\n  t.%s", series_column_name(&layout->metrics[i], arena));
    fprintf(out, "\n  FROM %s AS t JOIN entity AS j ON j.entity_id = t.entity_id;\n", series_tables[series]);
}

/* Names of metrics and units come from constant tables of the program; quotes are doubled all the same. */
static void write_quoted(FILE *out, const char *text)
{
    fputc('\'', out);
    for (; *text; text++) {
        if (*text == '\'')
            fputc('\'', out);
        fputc(*text, out);
    }
    fputc('\'', out);
}

static void write_arm(FILE *out, const struct series_metric *metric, enum series series, struct arena *arena)
{
    fprintf(out, "  SELECT run_id, entity_id, t, ");
    write_quoted(out, metric->name);
    fputs(" AS metric, ", out);
    write_quoted(out, metric->unit ? metric->unit : "");
    fprintf(out, " AS unit, %s AS value FROM %s", series_column_name(metric, arena), series_tables[series]);
}

static void write_long(FILE *out, const struct series_layout *layout, enum series series, struct arena *arena)
{
    fprintf(out, "CREATE VIEW %s_long AS\n", series_tables[series]);
    bool first = true;
    for (int i = 0; i < layout->metric_count; i++) {
        if (!series_has(&layout->metrics[i], series))
            continue;
        if (!first)
            fputs("\n  UNION ALL\n", out);
        first = false;
        write_arm(out, &layout->metrics[i], series, arena);
    }
    if (first)
        fprintf(out, "  SELECT run_id, entity_id, t, '' AS metric, '' AS unit, NULL AS value FROM %s WHERE 0",
                series_tables[series]);
    fputs(";\n", out);
}

void view_write_series(FILE *out, const struct series_layout *layout, struct arena *arena)
{
    for (enum series series = 0; series < SERIES_COUNT; series++) {
        write_wide(out, layout, series, arena);
        write_long(out, layout, series, arena);
    }
    fputs("CREATE VIEW series AS\n", out);
    for (enum series series = 0; series < SERIES_COUNT; series++)
        fprintf(
            out,
            "%s  SELECT s.run_id, '%s' AS scope, e.id AS entity, s.t,\n"
            "  strftime('%%Y-%%m-%%dT%%H:%%M:%%SZ', s.t, 'unixepoch') AS date, s.metric, s.unit, s.value\n"
            "  FROM %s_long AS s JOIN entity AS e ON e.entity_id = s.entity_id\n",
            series ? "  UNION ALL\n" : "", series_scopes[series], series_tables[series]);
    fputs(";\n", out);
}
