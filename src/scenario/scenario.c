/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/scenario.h"

#include "base/digest.h"
#include "plan/bind.h"
#include "scenario/load.h"
#include "scenario/record_build.h"
#include "scenario/xml_set.h"
#include "scenario/xml_text.h"

#include <string.h>

/* The identity of a plan: the resolved tree and the content of every other file. */
static void identify(struct plan *plan, const struct file_log *files)
{
    struct digest digest;
    digest_start(&digest);
    digest_add_text(&digest, plan->resolved_xml);
    for (size_t i = 0; i < files->count; i++)
        digest_add_text(&digest, files->items[i].sha256);
    digest_finish_text(&digest, plan->sha256);
    plan->files = files->items;
    plan->file_count = (int)files->count;
}

static struct plan *read_file(const struct scenario_request *request, const struct text_file *file,
                              struct diag *diag)
{
    int errors = diag_error_count(diag);
    struct arena *arena = request->arena;
    struct file_log files = {.arena = arena};
    const struct load_request load = {.kinds = request->kinds,
                                      .catalogue_paths = request->catalogue_paths,
                                      .catalogue_path_count = request->catalogue_path_count,
                                      .files = &files,
                                      .arena = arena};
    struct element *root = load_scenario(&load, file, diag);
    if (!root)
        return NULL;
    bool incomplete = diag_error_count(diag) > errors;
    xml_set_all(root, request->overrides, request->override_count, arena, diag);
    struct plan *plan = arena_alloc(arena, sizeof *plan);
    *plan = (struct plan){.arena = arena, .kinds = request->kinds};
    plan->overrides = request->overrides;
    plan->override_count = request->override_count;
    plan->resolved_xml = xml_text_canonical(root, arena);
    struct build build = {.kinds = request->kinds, .arena = arena, .diag = diag, .files = &files};
    build.incomplete = incomplete;
    build.shapes = request->shapes;
    record_build(&build, root, plan);
    if (diag_error_count(diag) > errors)
        return NULL;
    identify(plan, &files);
    bind_metrics(plan);
    return plan;
}

struct plan *scenario_read(const struct scenario_request *request, struct diag *diag)
{
    struct text_file *file = text_file_load(request->path, request->arena, (struct span){0}, diag);
    return file ? read_file(request, file, diag) : NULL;
}

struct plan *scenario_read_text(const struct scenario_request *request, const char *text, struct diag *diag)
{
    struct text_file *file = text_file_of(request->path, text, strlen(text), request->arena, diag);
    return file ? read_file(request, file, diag) : NULL;
}

const char *const *scenario_folders(const char *path, int *count, struct arena *arena)
{
    const char **folders = arena_array(arena, strlen(path) + 1, sizeof *folders);
    *count = 0;
    while (*path) {
        size_t length = strcspn(path, ":");
        if (length)
            folders[(*count)++] = arena_strndup(arena, path, length);
        path += length + (path[length] == ':');
    }
    return folders;
}
