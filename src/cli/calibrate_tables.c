/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/calibrate_tables.h"

#include "base/calendar.h"
#include "base/quantity.h"

#include <inttypes.h>
#include <math.h>

#define MWH_J 3.6e9

static const struct {
    const char *name, *unit;
} figures[FIGURE_COUNT] = {
    [FIGURE_OVERHEAD] = {"overhead", "%"},         [FIGURE_LOAD_LOSS] = {"load losses", ""},
    [FIGURE_FAN_PUMP] = {"fans and pumps", ""},    [FIGURE_CHILLER] = {"chillers", ""},
    [FIGURE_AIR_OFFSET] = {"air at coolers", "K"}, [FIGURE_NO_LOAD_LOSS] = {"no-load losses", ""},
};

static const char *const channels[CHANNEL_COUNT] = {"facility less IT", "cooling", "UPS losses"};

const char *calibrate_figure_name(enum site_figure figure)
{
    return figures[figure].name;
}

const char *calibrate_figure_unit(enum site_figure figure)
{
    return figures[figure].unit;
}

/* ---- readings */

static void put_fact(struct table *table, const char *name, const char *text)
{
    table_add_row(table);
    table_put_text(table, name);
    table_put_text(table, text);
}

static const char *air_text(const struct metered_hours *hours)
{
    switch (hours->air) {
    case AIR_METERED: return "metered";
    case AIR_NO_MOISTURE: return "dry bulb metered; wet bulb by the depression of the site's typical year";
    default: return "none metered: the site's typical year, which is not the weather there was";
    }
}

static struct table *readings(const struct calibrate *result, const struct calibrate_request *request,
                              struct arena *arena)
{
    static const struct table_column columns[] = {{.name = "what", .heading = "Readings"},
                                                  {.name = "value", .heading = " ", .max_width = 90}};
    struct table *table = table_new(arena, "readings", NULL, columns, 2);
    const struct meter *meter = request->meter;
    const struct metered_hours *hours = result->hours;
    char first[CALENDAR_TIME_SIZE], last[CALENDAR_TIME_SIZE];
    calendar_format_time(hours->tick[0], first);
    calendar_format_time(hours->tick[hours->count - 1] + CALENDAR_HOUR_S, last);
    put_fact(table, "meter",
             arena_printf(arena, "%s, %d readings of %" PRId64 " min", meter->path, meter->read_count,
                          meter->step_s / 60));
    put_fact(table, "time", arena_printf(arena, "%s to %s", first, last));
    put_fact(table, "site",
             arena_printf(arena, "%s, halls of %.6g MW of IT", request->site->id, result->capacity_w / 1e6));
    put_fact(table, "hours",
             arena_printf(arena, "%d compared, every fourth week held out: %d", hours->count,
                          hours->held_out_count));
    put_fact(table, "air", air_text(hours));
    for (int f = 0; f < METER_FAULT_COUNT; f++)
        if (meter->faults[f])
            put_fact(table, "readings",
                     arena_printf(arena, "%" PRId64 " %s", meter->faults[f], meter_fault_names[f]));
    if (hours->partial_count)
        put_fact(
            table, "hours left out",
            arena_printf(arena, "%d with less than three quarters of their readings", hours->partial_count));
    if (hours->full_count)
        put_fact(table, "hours left out",
                 arena_printf(arena, "%d with more IT load than the halls are built for", hours->full_count));
    return table;
}

/* ---- agreement */

enum { AGREEMENT_COLUMNS = 9 };

static void put_scores(struct table *table, const struct calibrate_pair *pair)
{
    table_put_integer(table, pair->after.count);
    table_put_si(table, pair->before.nmbe_ratio);
    table_put_si(table, pair->before.cvrmse_ratio);
    table_put_si(table, pair->after.nmbe_ratio);
    table_put_si(table, pair->after.cvrmse_ratio);
}

static void put_judged(struct table *table, const struct calibrate_pair *pair, double nmbe, double cvrmse)
{
    bool met = fabs(pair->after.nmbe_ratio) <= nmbe && pair->after.cvrmse_ratio <= cvrmse;
    put_scores(table, pair);
    table_put_text(table, arena_printf(table->arena, "%g %% and %g %%", 100 * nmbe, 100 * cvrmse));
    table_put_text(table, met ? "met" : "missed");
}

static void put_head(struct table *table, const char *what, const char *where)
{
    table_add_row(table);
    table_put_text(table, what);
    table_put_text(table, where);
}

static void fill_agreement(struct table *table, const struct calibrate *result)
{
    const struct calibrate_pair *other = result->hourly[CHANNEL_OTHER];
    put_head(table, channels[CHANNEL_OTHER], "hours held out");
    put_judged(table, &other[SCORE_HELD_OUT], SCORE_HOURLY_NMBE, SCORE_HOURLY_CVRMSE);
    if (result->months_judged) {
        put_head(table, channels[CHANNEL_OTHER], "months");
        put_judged(table, &result->monthly, SCORE_MONTHLY_NMBE, SCORE_MONTHLY_CVRMSE);
    }
    put_head(table, channels[CHANNEL_OTHER], "hours fitted");
    put_scores(table, &other[SCORE_FITTED]);
    for (int c = CHANNEL_COOLING; c < CHANNEL_COUNT; c++)
        if (result->hours->channel_w[c]) {
            put_head(table, channels[c], "hours held out");
            put_scores(table, &result->hourly[c][SCORE_HELD_OUT]);
        }
    put_head(table, "facility with IT", "hours held out");
    put_scores(table, &result->facility);
}

static struct table *agreement(const struct calibrate *result, struct arena *arena)
{
    static const struct table_column columns[AGREEMENT_COLUMNS] = {
        {.name = "power", .heading = "Power"},
        {.name = "where", .heading = "Judged in"},
        {"count", "Count", NULL, TABLE_RIGHT, 0, true, 0},
        {"nmbe_before", "NMBE before", "%", TABLE_RIGHT, 2, false, 0},
        {"cvrmse_before", "CV(RMSE) before", "%", TABLE_RIGHT, 2, false, 0},
        {"nmbe_after", "NMBE after", "%", TABLE_RIGHT, 2, false, 0},
        {"cvrmse_after", "CV(RMSE) after", "%", TABLE_RIGHT, 2, false, 0},
        {.name = "limits", .heading = "Limits"},
        {.name = "verdict", .heading = "Verdict"},
    };
    struct table *table =
        table_new(arena, "agreement", "How well the model meets the meters", columns, AGREEMENT_COLUMNS);
    fill_agreement(table, result);
    table_add_note(table,
                   "NMBE: mean error over mean reading, above 0 where the model is low; CV(RMSE): root "
                   "mean square error over mean reading; n - 1");
    table_add_note(table,
                   "limits: ASHRAE Guideline 14-2014, 10 %% and 30 %% of hourly, 5 %% and 15 %% of monthly "
                   "data (as guides to it quote them, grade S2)");
    table_add_note(table,
                   "judged beside the IT load, which is given to the model: with it, any model looks good");
    if (!result->months_judged)
        table_add_note(table, "months are not judged: the readings fill fewer than %d", SCORE_MONTHS_LEAST);
    return table;
}

static struct table *energy(const struct calibrate *result, struct arena *arena)
{
    static const struct table_column columns[] = {
        {.name = "energy", .heading = "Energy"},
        {"facility", "Facility", "MWh", TABLE_RIGHT, 1, true, 0},
        {"it", "IT", "MWh", TABLE_RIGHT, 1, true, 0},
        {"pue", "PUE", NULL, TABLE_RIGHT, 4, false, 0},
    };
    static const char *const names[] = {"metered", "model before", "model after"};
    const struct calibrate_energy *e = &result->energy;
    const double facility_j[] = {e->meter_j, e->before_j, e->after_j};
    struct table *table = table_new(arena, "energy", "Energy in all hours compared", columns, 4);
    for (int i = 0; i < 3; i++) {
        table_add_row(table);
        table_put_text(table, names[i]);
        table_put_number(table, facility_j[i] / MWH_J);
        table_put_number(table, e->it_j / MWH_J);
        table_put_number(table, e->it_j > 0 ? facility_j[i] / e->it_j : NAN);
    }
    return table;
}

/* ---- figures */

/* "@load-loss-factor of ups-type, transformer-type"; which of them the variant says. */
static const char *places_text(const struct site_trial *trial, enum site_figure figure, struct arena *arena)
{
    int count;
    const struct site_place *places = site_trial_places(trial, figure, &count);
    const char *text = "";
    for (int i = 0; i < count; i++) {
        const struct kind *kind = places[i].record->kind;
        bool again = i > 0 && places[i - 1].record->kind == kind;
        if (i == 0)
            text = arena_printf(arena, "@%s of %s", kind->fields[places[i].field].name, kind->name);
        else if (!again)
            text = arena_printf(arena, "%s, %s", text, kind->name);
    }
    return text;
}

static const char *end_text(const struct plant_fit *fit, enum site_figure figure, struct arena *arena)
{
    const char *unit = figures[figure].unit;
    switch (fit->end[figure]) {
    case FIGURE_FITTED: return "fitted";
    case FIGURE_AT_BOUND: return "at its bound, beyond which the readings pull it: is something else wrong?";
    case FIGURE_ABSENT: return "not fitted: the site has no such part";
    case FIGURE_SILENT: return "not fitted: it changes nothing that these readings show";
    case FIGURE_TIED:
        return arena_printf(arena, "not fitted: cannot be told from %s, which holds both",
                            figures[fit->tied_to[figure]].name);
    default:
        return arena_printf(arena, "not fitted: known to %.2g%s%s only",
                            quantity_from_si(fit->error[figure], unit), unit[0] ? " " : "", unit);
    }
}

static struct table *fitted(const struct calibrate *result, struct arena *arena)
{
    static const struct table_column columns[] = {
        {.name = "figure", .heading = "Figure"},
        {"stated", "Stated", NULL, TABLE_RIGHT, 3, false, 0},
        {"fitted", "Fitted", NULL, TABLE_RIGHT, 4, false, 0},
        {"std_error", "Std. error", NULL, TABLE_RIGHT, 4, false, 0},
        {.name = "unit", .heading = "Unit"},
        {.name = "how", .heading = "How", .max_width = 60},
        {.name = "where", .heading = "Where it stands", .max_width = 60},
    };
    const struct plant_fit *fit = result->fit;
    struct table *table = table_new(arena, "figures", "Figures of the plant", columns, 7);
    for (enum site_figure f = 0; f < FIGURE_COUNT; f++) {
        bool moved = plant_fit_sets(fit, f);
        const char *unit = figures[f].unit;
        table_add_row(table);
        table_put_text(table, figures[f].name);
        table_put_number(table, quantity_from_si(fit->stated[f], unit));
        table_put_number(table, moved ? quantity_from_si(fit->value[f], unit) : NAN);
        table_put_number(table, fit->end[f] == FIGURE_FITTED ? quantity_from_si(fit->error[f], unit) : NAN);
        table_put_text(table, unit[0] ? unit : "x stated");
        table_put_text(table, end_text(fit, f, arena));
        table_put_text(table, places_text(result->trial, f, arena));
    }
    table_add_note(
        table,
        "standard errors take days, not hours, as independent; residuals correlate by %.2f from hour "
        "to hour",
        fit->persistence);
    if (!fit->converged)
        table_add_note(table, "the search for the best fit did not settle: take the figures with care");
    if (fit->far_count)
        table_add_note(
            table,
            "%d hours lie far off the model, by six robust deviations and more, and do not count in "
            "the fit",
            fit->far_count);
    table_add_note(
        table, "condition of the scaled Jacobian %.1f: 1 is best; above 30 the figures lean on each other",
        fit->condition);
    return table;
}

static struct table *correlations(const struct calibrate *result, struct arena *arena)
{
    const struct plant_fit *fit = result->fit;
    struct table_column *columns = arena_array(arena, FIGURE_COUNT + 1, sizeof *columns);
    enum site_figure kept[FIGURE_COUNT];
    int count = 0;
    for (enum site_figure f = 0; f < FIGURE_COUNT; f++)
        if (fit->end[f] == FIGURE_FITTED)
            kept[count++] = f;
    columns[0] = (struct table_column){.name = "figure", .heading = "Figure"};
    for (int i = 0; i < count; i++)
        columns[i + 1] =
            (struct table_column){.name = figures[kept[i]].name, .align = TABLE_RIGHT, .decimals = 2};
    struct table *table =
        table_new(arena, "correlations", "Correlations of the fitted figures", columns, count + 1);
    for (int row = 0; row < count; row++) {
        table_add_row(table);
        table_put_text(table, figures[kept[row]].name);
        for (int i = 0; i < count; i++)
            table_put_number(table, fit->correlation[kept[row]][kept[i]]);
    }
    return table;
}

int calibrate_tables_make(const struct calibrate *result, const struct calibrate_request *request,
                          const struct table *tables[CALIBRATE_TABLES], struct arena *arena)
{
    int count = 0;
    tables[count++] = agreement(result, arena);
    tables[count++] = fitted(result, arena);
    tables[count++] = energy(result, arena);
    if (result->fit->fitted_count > 1)
        tables[count++] = correlations(result, arena);
    tables[count++] = readings(result, request, arena);
    return count;
}
