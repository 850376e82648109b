/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/load.h"

#include "scenario/csv_rows.h"
#include "scenario/merge.h"
#include "scenario/name_map.h"
#include "scenario/xml_source.h"

#include <string.h>
#include <sys/stat.h>

enum { FILES_DEEP_MAX = 16 };

/* The files that are being read, innermost first: a circle shows as a repeated path. */
struct level {
    const char *path;
    const struct level *outer;
    int depth;
};

struct loading {
    const struct load_request *request;
    struct name_map *included; /* files whose content stands at the top level already */
    struct diag *diag;
};

static bool is_root(const struct element *element)
{
    return !element->parent;
}

/* False with an error when PATH is being read already, or too many files are nested. */
static bool may_enter(const struct loading *loading, const struct level *level, const char *path,
                      struct span cause)
{
    for (const struct level *at = level; at; at = at->outer)
        if (strcmp(at->path, path) == 0) {
            diag_error(loading->diag, cause, "'%s' includes itself", path);
            for (const struct level *via = level; via != at; via = via->outer)
                diag_note(loading->diag, "by way of '%s'", via->path);
            return false;
        }
    if (level->depth < FILES_DEEP_MAX)
        return true;
    return diag_error(loading->diag, cause, "files are nested more than %d deep", FILES_DEEP_MAX);
}

/* The value of a needed attribute of TABLE, or NULL with an error. */
static const struct attribute *table_part(const struct loading *loading, const struct element *table,
                                          const char *name)
{
    const struct attribute *attribute = element_attribute(table, name);
    if (!attribute)
        diag_error(loading->diag, table->span, "<table> needs of=\"ELEMENT\" and from=\"FILE.csv\"");
    return attribute;
}

static void read_table(struct loading *loading, const struct element *table, struct element *rows)
{
    const struct load_request *request = loading->request;
    const struct attribute *of = table_part(loading, table, "of");
    const struct attribute *from = of ? table_part(loading, table, "from") : NULL;
    if (!of || !from)
        return;
    const struct kind *kind = kind_find(request->kinds, of->value);
    if (!kind) {
        diag_error(loading->diag, of->span, "there is no element <%s>", of->value);
        return;
    }
    const char *path = text_file_path(from->span.file, from->value, request->arena);
    struct text_file *file = text_file_load(path, request->arena, from->span, loading->diag);
    if (!file)
        return;
    file_log_add(request->files, file);
    csv_rows_append(rows, kind, file, request->arena, loading->diag);
}

/* Puts rows in the place of the tables in ELEMENT and below. */
static void expand_tables(struct loading *loading, struct element *element)
{
    struct element whole = {.name = element->name};
    for (struct element *child = element->first, *next; child; child = next) {
        next = child->next;
        if (strcmp(child->name, "table") == 0) {
            read_table(loading, child, &whole);
            continue;
        }
        expand_tables(loading, child);
        element_append(&whole, child);
    }
    element->first = element->last = NULL;
    element_move_children(&whole, element);
}

static struct element *read_xml(struct loading *loading, const struct text_file *file)
{
    struct element *root = xml_source_read(file, loading->request->arena, loading->diag);
    if (!root)
        return NULL;
    expand_tables(loading, root);
    merge_check_twins(root, loading->request->arena, loading->diag);
    return root;
}

static void expand(struct loading *loading, const struct level *level, struct element *element);

/* Root of the file at PATH, its own includes taken in; NULL with errors. */
static struct element *read_part(struct loading *loading, const struct level *level, const char *path,
                                 struct span cause)
{
    if (!may_enter(loading, level, path, cause))
        return NULL;
    struct text_file *file = text_file_load(path, loading->request->arena, cause, loading->diag);
    struct element *root = file ? read_xml(loading, file) : NULL;
    if (!root)
        return NULL;
    if (strcmp(root->name, "catalogue") != 0 && strcmp(root->name, "fragment") != 0) {
        diag_error(loading->diag, root->span,
                   "an included file starts with <catalogue> or <fragment>, not <%s>", root->name);
        diag_note(loading->diag, "it is included at %s:%d", cause.file, cause.line);
        return NULL;
    }
    const struct level inner = {.path = path, .outer = level, .depth = level->depth + 1};
    expand(loading, &inner, root);
    return root;
}

/* A catalogue is known by name, not by path: it cannot lead out of its folders. */
static bool is_plain_name(const char *name)
{
    return name[0] && !strchr(name, '/') && name[0] != '.';
}

/* Where to look in turn: the folders of catalogues, then `data` beside the folder of the file itself. */
static const char *catalogue_path(const struct load_request *request, const struct element *include,
                                  const char *name, int turn)
{
    if (turn < request->catalogue_path_count)
        return arena_printf(request->arena, "%s/%s.xml", request->catalogue_paths[turn], name);
    return text_file_path(include->span.file, arena_printf(request->arena, "../data/%s.xml", name),
                          request->arena);
}

static const char *find_catalogue(const struct loading *loading, const struct element *include)
{
    const struct load_request *request = loading->request;
    const char *name = element_value(include, "catalogue");
    struct span span = element_span(include, "catalogue");
    if (!is_plain_name(name)) {
        diag_error(loading->diag, span, "'%s' is no name of a catalogue", name);
        diag_note(loading->diag, "write <include file=\"...\"/> for a file of your own");
        return NULL;
    }
    for (int i = 0; i <= request->catalogue_path_count; i++) {
        struct stat status;
        const char *path = catalogue_path(request, include, name, i);
        if (stat(path, &status) == 0)
            return path;
    }
    diag_error(loading->diag, span, "there is no catalogue '%s'", name);
    for (int i = 0; i <= request->catalogue_path_count; i++)
        diag_note(loading->diag, "looked for %s", catalogue_path(request, include, name, i));
    diag_note(loading->diag, "GIGAPLAN_DATA_PATH names the folders of catalogues");
    return NULL;
}

static const char *include_path(const struct loading *loading, const struct element *include)
{
    const struct attribute *file = element_attribute(include, "file");
    bool catalogue = element_attribute(include, "catalogue") != NULL;
    for (size_t i = 0; i < include->attribute_count; i++) {
        const struct attribute *attribute = &include->attributes[i];
        if (strcmp(attribute->name, "file") != 0 && strcmp(attribute->name, "catalogue") != 0)
            diag_error(loading->diag, attribute->name_span, "<include> has no attribute '%s'",
                       attribute->name);
    }
    if ((file != NULL) == catalogue) {
        diag_error(loading->diag, include->span,
                   "<include> takes either catalogue=\"NAME\" or file=\"PATH\"");
        return NULL;
    }
    if (catalogue)
        return find_catalogue(loading, include);
    return text_file_path(file->span.file, file->value, loading->request->arena);
}

/* Lays the file that INCLUDE names over what was included before it. */
static void take_include(struct loading *loading, const struct level *level, struct element *include,
                         struct element *shell)
{
    const char *path = include_path(loading, include);
    if (!path)
        return;
    bool top = is_root(include->parent);
    if (top && name_map_find(loading->included, path))
        return;
    struct element *root = read_part(loading, level, path, include->span);
    if (!root)
        return;
    if (top)
        name_map_add(loading->included, path, root);
    merge_children(shell, root, loading->request->arena, loading->diag);
}

/* Takes in what the includes of ELEMENT and of everything below it name. */
static void expand(struct loading *loading, const struct level *level, struct element *element)
{
    struct element shell = {.name = element->name};
    bool any = false;
    for (struct element *child = element->first; child; child = child->next) {
        if (strcmp(child->name, "include") != 0) {
            expand(loading, level, child);
            continue;
        }
        take_include(loading, level, child, &shell);
        child->gone = any = true;
    }
    if (!any)
        return;
    element_sweep(element);
    merge_children(&shell, element, loading->request->arena, loading->diag);
    element_move_children(&shell, element);
}

static struct element *read_whole(struct loading *loading, const struct level *outer,
                                  const struct text_file *file);

/* The scenario that VARIANT is one of, with VARIANT laid over it. */
static struct element *read_variant(struct loading *loading, const struct level *level,
                                    struct element *variant)
{
    const struct attribute *of = element_attribute(variant, "of");
    if (!of) {
        diag_error(loading->diag, variant->span, "<variant> needs of=\"BASE.xml\": the scenario it changes");
        return NULL;
    }
    const char *path = text_file_path(of->span.file, of->value, loading->request->arena);
    if (!may_enter(loading, level, path, of->span))
        return NULL;
    struct text_file *file = text_file_load(path, loading->request->arena, of->span, loading->diag);
    struct element *base = file ? read_whole(loading, level, file) : NULL;
    if (!base)
        return NULL;
    expand(loading, level, variant);
    element_drop(variant, "of");
    merge_element(base, variant, loading->request->arena, loading->diag);
    return base;
}

static struct element *read_whole(struct loading *loading, const struct level *outer,
                                  const struct text_file *file)
{
    const struct level level = {.path = file->path, .outer = outer, .depth = outer ? outer->depth + 1 : 0};
    struct element *root = read_xml(loading, file);
    if (!root)
        return NULL;
    if (strcmp(root->name, "variant") == 0)
        return read_variant(loading, &level, root);
    if (strcmp(root->name, "scenario") != 0) {
        diag_error(loading->diag, root->span, "a scenario starts with <scenario> or <variant>, not <%s>",
                   root->name);
        return NULL;
    }
    expand(loading, &level, root);
    return root;
}

struct element *load_scenario(const struct load_request *request, const struct text_file *file,
                              struct diag *diag)
{
    struct loading loading = {.request = request, .included = name_map_new(request->arena), .diag = diag};
    return read_whole(&loading, NULL, file);
}
