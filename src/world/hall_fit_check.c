/* SPDX-License-Identifier: Apache-2.0 */
#include "world/hall_fit.h"

#include "base/quantity.h"
#include "racks/rack_order.h"

enum { HALLS_TOLD = 3, DIGITS = 4 };

/* How a limit that binds is told: what of the hall it is, and the unit of both figures. */
static const struct words {
    const char *what, *unit;
} words[HALL_FIT_INLET] = {
    [HALL_FIT_POWER] = {"it-capacity is", "kW"},
    [HALL_FIT_LIQUID] = {"its liquid loop is sized (it-capacity, liquid-share) for", "kW"},
    [HALL_FIT_AIR] = {"its air is sized (it-capacity, liquid-share) for", "kW"},
    [HALL_FIT_BUSWAY] = {"position-power is", "kW"},
    [HALL_FIT_FLOW] = {"position-flow is", "L/min"},
    [HALL_FIT_FLOOR] = {"position-weight is", "kg"},
    [HALL_FIT_SUPPLY] = {"its coolant (facility-supply and cdu-approach of its cooling) comes at", "degC"},
};

/* What one order asks of its halls. */
struct asked {
    const struct record *order, *system;
    struct record_list own; /* halls that it names; none: all of its site */
    const struct racks_halls *halls;
    int hall_count, full_count; /* its halls, and those that take none */
    int64_t room, heeded_room;  /* racks that fit in all; and by the limits alone that a run heeds */
    int64_t positions;          /* of the halls that a run may fill */
    struct arena *arena;
    struct diag *diag;
};

static bool may_go_to(const struct asked *asked, const struct racks_hall *place)
{
    for (int i = 0; i < asked->own.count; i++)
        if (asked->own.items[i] == place->record)
            return true;
    return asked->own.count == 0 && place->record->site == asked->order->site;
}

static int64_t fits_in(const struct asked *asked, const struct racks_hall *place)
{
    struct hall_fit fit = hall_fit_of(place, asked->system);
    return fit.racks[hall_fit_least(&fit, HALL_FIT_INLET)];
}

static int64_t heeded_in(const struct asked *asked, const struct racks_hall *place)
{
    struct hall_fit fit = hall_fit_of(place, asked->system);
    int64_t racks = fit.racks[HALL_FIT_SUPPLY]; /* all positions or none */
    bool powered = fit.racks[HALL_FIT_POWER] == HALL_FIT_OPEN || fit.racks[HALL_FIT_POWER] >= racks;
    return powered ? racks : fit.racks[HALL_FIT_POWER];
}

/* Whether PLACE takes none though racks may be sent there: where an order names no halls, a run passes over
 * those that only suit others. */
static bool is_trap(const struct asked *asked, const struct racks_hall *place)
{
    return fits_in(asked, place) == 0 && (asked->own.count > 0 || heeded_in(asked, place) > 0);
}

/* Power in the unit that suits it; what else positions bear as their fields state it. */
static const char *amount_text(const struct asked *asked, double amount, enum hall_fit_limit limit)
{
    bool shared = limit == HALL_FIT_POWER || limit == HALL_FIT_LIQUID || limit == HALL_FIT_AIR;
    return shared ? quantity_format_auto(asked->arena, amount, words[limit].unit, DIGITS)
                  : quantity_format(asked->arena, amount, words[limit].unit, DIGITS);
}

static const char *limit_text(const struct asked *asked, const struct hall_fit *fit,
                              enum hall_fit_limit limit)
{
    if (limit == HALL_FIT_POSITIONS)
        return arena_printf(asked->arena, "it has %lld positions", (long long)fit->racks[limit]);
    return arena_printf(asked->arena, "%s %s, and a rack %s %s (%s)", words[limit].what,
                        amount_text(asked, fit->has[limit], limit),
                        limit == HALL_FIT_SUPPLY ? "bears at most" : "needs",
                        amount_text(asked, fit->asks[limit], limit), hall_fit_name(limit));
}

/* All limits that forbid the racks, so that they can be mended in one go; else what binds. */
static void tell_hall(const struct asked *asked, const struct racks_hall *place)
{
    struct hall_fit fit = hall_fit_of(place, asked->system);
    enum hall_fit_limit least = hall_fit_least(&fit, HALL_FIT_INLET);
    const char *text = "";
    for (enum hall_fit_limit limit = HALL_FIT_POSITIONS; limit < HALL_FIT_INLET; limit++)
        if (limit == least || (fit.racks[limit] == 0 && fit.racks[HALL_FIT_POSITIONS] > 0))
            text = arena_printf(asked->arena, "%s%s%s", text, text[0] ? "; " : "",
                                limit_text(asked, &fit, limit));
    if (fit.racks[least] > 0)
        diag_note(asked->diag, "hall '%s' holds %lld: %s", place->record->id, (long long)fit.racks[least],
                  text);
    else
        diag_note(asked->diag, "hall '%s' holds none: %s", place->record->id, text);
}

/* Of the halls of the order those that hold none, or with ALL every one. */
static void tell_halls(const struct asked *asked, bool all)
{
    int told = 0, count = 0;
    for (int i = 0; i < asked->halls->count; i++) {
        const struct racks_hall *place = &asked->halls->items[i];
        if (!may_go_to(asked, place) || !(all || is_trap(asked, place)))
            continue;
        if (told < HALLS_TOLD) {
            tell_hall(asked, place);
            told++;
        }
        count++;
    }
    if (count > told)
        diag_note(asked->diag, "and %d more halls", count - told);
}

static void tell_remedy(const struct asked *asked)
{
    diag_note(asked->diag, "state what the halls are built for, name other halls (halls), or order other "
                           "racks or fewer; 'gigaplan describe hall' explains the limits");
    if (asked->room > 0 && asked->heeded_room > asked->room)
        diag_note(asked->diag, "a run heeds positions, IT power and coolant; racks beyond the other limits "
                               "count as standing, and 'gigaplan report fit' tells them");
}

static bool check_order(const struct asked *asked)
{
    long long count = (long long)record_count(asked->order, RACK_ORDER_COUNT), room = (long long)asked->room;
    const char *id = asked->order->id, *system = asked->system->id;
    struct span span = asked->order->span;
    if (asked->hall_count == 0 || (asked->full_count == 0 && room >= count))
        return true;
    if (room > 0 && asked->full_count == 0 && asked->room == asked->positions)
        return true; /* only positions are too few: racks_compile tells that */
    if (room == 0)
        diag_error(asked->diag, span, "'%s': none of its %lld '%s' racks can stand in %s", id, count, system,
                   asked->hall_count == 1 ? "its hall" : "any of its halls");
    else if (room < count)
        diag_warn(asked->diag, span, "'%s': %lld '%s' racks are ordered, and %lld fit in %s", id, count,
                  system, room, asked->hall_count == 1 ? "its hall" : "all its halls");
    else
        diag_warn(asked->diag, span, "'%s': %d of its %d halls can hold none of its '%s' racks", id,
                  asked->full_count, asked->hall_count, system);
    tell_halls(asked, room < count);
    tell_remedy(asked);
    return room > 0;
}

bool hall_fit_check(const struct plan *plan, const struct racks_halls *halls, struct diag *diag)
{
    struct record_list orders = plan_list(plan, &racks_rack_order_kind);
    struct arena *arena = arena_new();
    bool good = true;
    for (int i = 0; i < orders.count; i++) {
        const struct record *order = orders.items[i];
        struct asked asked = {.order = order,
                              .system = record_ref(order, RACK_ORDER_SYSTEM),
                              .own = record_refs(order, RACK_ORDER_HALLS),
                              .halls = halls,
                              .arena = arena,
                              .diag = diag};
        for (int h = 0; h < halls->count; h++) {
            if (!may_go_to(&asked, &halls->items[h]))
                continue;
            asked.hall_count++;
            asked.full_count += is_trap(&asked, &halls->items[h]);
            asked.room += fits_in(&asked, &halls->items[h]);
            asked.heeded_room += heeded_in(&asked, &halls->items[h]);
            asked.positions += heeded_in(&asked, &halls->items[h]) > 0 ? halls->items[h].positions : 0;
        }
        good = check_order(&asked) && good;
    }
    arena_free(arena);
    return good;
}
