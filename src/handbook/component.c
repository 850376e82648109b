/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/component.h"

#include "cooling/cooling.h"
#include "cooling/cooling_type.h"
#include "handbook/catalogue.h"
#include "handbook/formula_list.h"
#include "power/power_types.h"

#include <string.h>

static const struct {
    const struct kind *kind;
    const char *formula; /* NULL: formula_plant */
} kinds[] = {{&power_transformer_type_kind, "transformer"},
             {&power_ups_type_kind, "ups"},
             {&cooling_cooling_type_kind, NULL}};

enum { KIND_COUNT = sizeof kinds / sizeof *kinds };

bool component_at(struct component *component, int index)
{
    if (index < KIND_COUNT) {
        const char *name = kinds[index].formula;
        *component = (struct component){kinds[index].kind->name,
                                        name ? formula_list_find(name) : formula_plant, kinds[index].kind};
        return true;
    }
    const struct formula *formula = formula_list_at(index - KIND_COUNT);
    if (formula)
        *component = (struct component){formula->name, formula, NULL};
    return formula != NULL;
}

bool component_find(struct component *component, const char *name)
{
    for (int i = 0; component_at(component, i); i++)
        if (strcmp(component->name, name) == 0)
            return true;
    return false;
}

/* "field=value" of the kind as an override of the entry ID; NULL when it is none of its fields. */
static const char *override_of(const struct component *component, const char *set, const char *id,
                               struct arena *arena)
{
    size_t length = strcspn(set, "=");
    int field = set[length] ? kind_field(component->kind, arena_strndup(arena, set, length)) : -1;
    if (field < 0)
        return NULL;
    const char *unit = component->kind->fields[field].unit;
    return arena_printf(arena, "//%s[@id='%s']/@%.*s=%s", component->kind->name, id, (int)length, set,
                        unit ? formula_text(set + length + 1, unit, arena) : set + length + 1);
}

static void tell_entries(const struct component *component, const struct plan *plan,
                         const struct component_request *request)
{
    struct record_list list = plan_list(plan, component->kind);
    const char *ids = "";
    for (int i = 0; i < list.count; i++)
        ids = arena_printf(request->arena, "%s%s%s", ids, i ? ", " : "", list.items[i]->id);
    diag_fail(request->diag, DIAG_INPUT, "the catalogues have no %s '%s'", component->kind->name,
              request->id);
    diag_note(request->diag, "they have %s", ids);
}

/* Whether the catalogues have the entry that is asked for; tells when not. */
static bool has_entry(const struct component *component, const struct component_request *request)
{
    if (!request->id)
        return true;
    const struct plan *plan =
        catalogue_plan(request->kinds, request->data_path, "", NULL, 0, request->arena, request->diag);
    const struct record *record = plan ? plan_find(plan, request->id) : NULL;
    if (plan && (!record || record->kind != component->kind))
        tell_entries(component, plan, request);
    return record && record->kind == component->kind;
}

/* Fields go to the keys of the same names. */
static void bind(struct formula_call *call, const struct record *record)
{
    for (int f = 0; f < record->kind->field_count; f++) {
        const struct field *field = &record->kind->fields[f];
        int key = formula_key_place(call->formula, field->name);
        if (key < 0 || !record_has(record, f))
            continue;
        if (field->type == FIELD_QUANTITY)
            formula_set_number(call, key, record_number(record, f));
        if (field->type == FIELD_CURVE) {
            call->values[key].curve = record_curve(record, f);
            call->values[key].given = true;
        }
    }
}

/* The entry with the overrides laid over it; false with errors. */
static bool find_entry(struct formula_call *call, const struct component *component,
                       const struct component_request *request, const char *const *overrides, int count)
{
    const char *id = request->id ? request->id : "curve";
    const char *extra =
        request->id ? ""
                    : arena_printf(request->arena,
                                   "<%s id='curve'%s source='command line' date='2026-01-01' grade='R'/>",
                                   component->kind->name,
                                   component->kind == &cooling_cooling_type_kind ? " rejection='dry'" : "");
    call->plan = catalogue_plan(request->kinds, request->data_path, extra, overrides, count, request->arena,
                                request->diag);
    call->record = call->plan ? plan_find(call->plan, id) : NULL;
    if (!call->record || !power_types_check(call->plan, request->diag) ||
        !cooling_check(call->plan, request->diag))
        return false;
    bind(call, call->record);
    return true;
}

struct formula_call *component_call(const struct component *component,
                                    const struct component_request *request)
{
    struct formula_call *call = formula_call_new(component->formula, request->arena, request->diag);
    const char **overrides = arena_array(request->arena, request->set_count + 1, sizeof *overrides);
    const char **rest = arena_array(request->arena, request->set_count + 1, sizeof *rest);
    size_t override_count = 0, rest_count = 0;
    if (!component->kind && request->id) {
        diag_fail(request->diag, DIAG_USAGE, "'%s' is in no catalogue, so '%s' says nothing", component->name,
                  request->id);
        return NULL;
    }
    if (component->kind && !has_entry(component, request))
        return NULL;
    for (size_t i = 0; i < request->set_count; i++) {
        const char *id = request->id ? request->id : "curve";
        const char *override =
            component->kind ? override_of(component, request->sets[i], id, request->arena) : NULL;
        if (override)
            overrides[override_count++] = override;
        else
            rest[rest_count++] = request->sets[i];
    }
    if (component->kind && !find_entry(call, component, request, overrides, (int)override_count))
        return NULL;
    bool good = true;
    for (size_t i = 0; i < rest_count; i++)
        good = formula_set(call, rest[i]) && good;
    return good ? call : NULL;
}
