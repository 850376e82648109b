/* SPDX-License-Identifier: Apache-2.0 */
#include "report/export.h"

#include <stdarg.h>
#include <string.h>

int64_t export_site(const struct export_request *request)
{
    const struct source *source = request->source;
    int count, all;
    const int64_t *sites = source_entities(source, "site", &count);
    const struct reader_entity *entities = reader_entities(source->reader, &all);
    const char *names = "";
    if (count == 1 && !request->site)
        return sites[0];
    for (int i = 0; i < count; i++) {
        if (request->site && !strcmp(entities[sites[i]].id, request->site))
            return sites[i];
        names = arena_printf(request->arena, "%s%s%s", names, i ? ", " : "", entities[sites[i]].id);
    }
    if (request->site)
        diag_fail(request->diag, DIAG_USAGE, "the file has no site '%s'", request->site);
    else
        diag_fail(request->diag, DIAG_USAGE, "--site is missing: each site has its own");
    diag_note(request->diag, count ? "its sites: %s" : "it has no site%s", names);
    return -1;
}

void export_remark(struct export_request *request, const char *format, ...)
{
    va_list args;
    request->remarks = arena_grow(request->arena, request->remarks, request->remark_count,
                                  &request->remark_capacity, sizeof *request->remarks);
    va_start(args, format);
    request->remarks[request->remark_count++] = arena_vprintf(request->arena, format, args);
    va_end(args);
}
