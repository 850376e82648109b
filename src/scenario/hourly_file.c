/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/hourly_file.h"

#include "plan/hourly.h"
#include "scenario/epw.h"
#include "scenario/hourly_csv.h"

#include <string.h>
#include <strings.h>

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name), size = strlen(end);
    return length >= size && strcasecmp(name + length - size, end) == 0;
}

static struct hourly *read_new(const struct build *build, const char *path, struct span span)
{
    bool csv = ends_with(path, ".csv");
    if (!csv && !ends_with(path, ".epw")) {
        diag_error(build->diag, span, "hours are read from .epw and .csv files");
        return NULL;
    }
    struct text_file *file = text_file_load(path, build->arena, span, build->diag);
    if (!file)
        return NULL;
    file_log_add(build->files, file);
    return csv ? hourly_csv_read(file, build->arena, build->diag) : epw_read(file, build->arena, build->diag);
}

static bool check_columns(const struct build *build, const struct field *field, const struct hourly *hourly,
                          struct span span)
{
    bool good = true;
    for (int i = 0; i < HOURLY_COLUMN_COUNT; i++)
        if (field_list_has(field->choices, hourly_csv_names[i], NULL) && !hourly->columns[i])
            good =
                diag_error(build->diag, span, "'%s' has no column '%s'", hourly->path, hourly_csv_names[i]);
    return good;
}

const struct hourly *hourly_file_read(const struct build *build, const struct field *field, const char *name,
                                      struct span span)
{
    const char *path = text_file_path(span.file, name, build->arena);
    struct hourly *hourly = name_map_find(build->hourly_files, path);
    if (!hourly) {
        hourly = read_new(build, path, span);
        if (hourly)
            name_map_add(build->hourly_files, path, hourly);
    }
    return hourly && check_columns(build, field, hourly, span) ? hourly : NULL;
}
