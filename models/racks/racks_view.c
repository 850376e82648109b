/* SPDX-License-Identifier: Apache-2.0 */
#include "racks/racks.h"

#include "racks/racks_view.h"
#include "racks/state.h"
#include "racks/yard.h"

#include <math.h>
#include <stdlib.h>

#define SITE_STATE METRIC_STATE, JOIN_SUM, SCOPE_SITE
#define SITE_COUNT METRIC_COUNTER, JOIN_SUM, SCOPE_SITE

const struct metric_def racks_metric_defs[RACKS_METRIC_COUNT] = {
    [RACKS_ORDERED] = {"racks.ordered", "rack", SITE_STATE, "racks in all orders placed so far"},
    [RACKS_IN_TRANSIT] = {"racks.in_transit", "rack", SITE_STATE, "racks on the road to the site"},
    [RACKS_GATE] = {"racks.gate", "rack", SITE_STATE, "delivered racks for which the dock has no room"},
    [RACKS_DOCK] = {"racks.dock", "rack", SITE_STATE, "racks on the dock"},
    [RACKS_INSTALLING] = {"racks.installing", "rack", SITE_STATE, "racks that crews are installing"},
    [RACKS_BURN_IN] = {"racks.burn_in", "rack", SITE_STATE, "racks in burn-in and acceptance tests"},
    [RACKS_REWORK] = {"racks.rework", "rack", SITE_STATE, "racks that did not pass and are mended"},
    [RACKS_ACCEPTED] = {"racks.accepted", "rack", SITE_STATE, "racks accepted so far"},
    [RACKS_SERVING] = {"racks.serving", "rack", SITE_STATE, "accepted racks in service"},
    [RACKS_FAILED] = {"racks.failed", "rack", SITE_STATE,
                      "rack-equivalents out of service for broken modules, whole racks"},
    [RACKS_RETIRED] = {"racks.retired", "rack", SITE_STATE, "racks taken out of service for good"},
    [RACKS_STRANDED] = {"racks.stranded", "rack", SITE_STATE,
                        "delivered racks without a free position in a ready hall that suits them"},
    [RACKS_MODULES_DOWN] = {"racks.modules_down", "", SITE_STATE, "broken modules not yet swapped"},
    [RACKS_SPARES] = {"racks.spares", "", SITE_STATE, "spare modules on hand"},
    [RACKS_LIVE_PACKAGES] = {"racks.live_packages", "gpu", SITE_STATE, "packages in service that work"},
    [RACKS_IT_RACKED] = {"racks.it_racked", "MW", SITE_STATE, "IT power of racks that have a position"},
    [RACKS_IT_ACCEPTED] = {"racks.it_accepted", "MW", SITE_STATE,
                           "IT power of racks accepted and not retired"},
    [RACKS_IT_SERVING] = {"racks.it_serving", "MW", SITE_STATE, "IT power of racks in service"},
    [RACKS_FAILURES] = {"racks.failures", "", SITE_COUNT, "permanent failures of packages"},
    [RACKS_INTERRUPTIONS] = {"racks.interruptions", "", SITE_COUNT, "interruptions of work"},
    [RACKS_STRANDED_TIME] = {"racks.stranded_time", "rack.d", SITE_COUNT, "rack-days of stranded racks"},
};

const struct metric_table racks_metrics = {racks_metric_defs, RACKS_METRIC_COUNT};

/* ---- metrics ---- */

/* What becomes of a site's orders, and of its racks once they are accepted. */
struct order_counts {
    int64_t ordered, in_transit, accepted, retired;
};

struct fleet_counts {
    int64_t serving, failed, modules_down, spares;
    double live_packages, it_accepted_w, it_serving_w;
};

static struct order_counts count_orders(const struct racks *racks, int site)
{
    struct order_counts counts = {0};
    for (int o = 0; o < racks->plan->order_count; o++) {
        const struct racks_order *order = &racks->orders[o];
        if (racks->plan->orders[o].site != site || order->placed == PROGRESS_NEVER)
            continue;
        counts.ordered += racks->plan->orders[o].count;
        counts.in_transit += order->shipped - order->delivered;
        counts.accepted += order->accepted;
        counts.retired += order->retired;
    }
    return counts;
}

static struct fleet_counts count_fleets(const struct racks *racks, int site)
{
    const struct racks_site_plan *planned = &racks->plan->sites[site];
    struct fleet_counts counts = {0};
    for (int f = planned->first_fleet; f < planned->first_fleet + planned->fleet_count; f++) {
        const struct fleet *fleet = &racks->fleets[f];
        int64_t failed = fleet_failed_racks(fleet);
        counts.serving += fleet->racks - failed;
        counts.failed += failed;
        counts.modules_down += fleet_modules_down(fleet);
        counts.spares += fleet->on_hand;
        counts.live_packages += fleet_live_packages(fleet);
        counts.it_accepted_w += (double)fleet->racks * fleet->plan->it_power_w;
        counts.it_serving_w += (double)(fleet->racks - failed) * fleet->plan->it_power_w;
    }
    return counts;
}

static double racked_w(const struct racks *racks, int site)
{
    double sum_w = 0;
    for (int h = 0; h < racks->plan->halls->count; h++)
        if (racks->plan->halls->items[h].site == site)
            sum_w += racks->places[h].used_w;
    return sum_w;
}

bool racks_pipeline_is_watched(const struct racks *racks)
{
    static const enum racks_metric pipeline[] = {
        RACKS_ORDERED, RACKS_IN_TRANSIT, RACKS_GATE,    RACKS_DOCK,     RACKS_INSTALLING, RACKS_BURN_IN,
        RACKS_REWORK,  RACKS_ACCEPTED,   RACKS_RETIRED, RACKS_STRANDED, RACKS_IT_RACKED};
    const struct metric_layout *layout = racks->run->plan->layout;
    for (int s = 0; s < racks->plan->site_count; s++)
        for (size_t i = 0; i < sizeof pipeline / sizeof *pipeline; i++)
            if (metric_is_watched(layout, racks->plan->sites[s].cells[pipeline[i]]))
                return true;
    return false;
}

static void publish_pipeline(struct racks *racks, int s)
{
    struct metric_board *board = racks->run->board;
    const int *cells = racks->plan->sites[s].cells;
    struct racks_yard *yard = &racks->yards[s];
    struct order_counts counts = count_orders(racks, s);
    metric_set(board, cells[RACKS_ORDERED], (double)counts.ordered);
    metric_set(board, cells[RACKS_IN_TRANSIT], (double)counts.in_transit);
    metric_set(board, cells[RACKS_GATE], (double)yard->gate.racks);
    metric_set(board, cells[RACKS_DOCK], (double)yard->dock.racks);
    metric_set(board, cells[RACKS_INSTALLING], (double)yard->installing.racks);
    metric_set(board, cells[RACKS_BURN_IN], (double)yard->burn_in);
    metric_set(board, cells[RACKS_REWORK], (double)yard->rework);
    metric_set(board, cells[RACKS_ACCEPTED], (double)counts.accepted);
    metric_set(board, cells[RACKS_RETIRED], (double)counts.retired);
    metric_set(board, cells[RACKS_STRANDED], (double)yard->stranded);
    metric_set(board, cells[RACKS_IT_RACKED], racked_w(racks, s));
    yard->changed = false;
}

static void publish_fleets(struct racks *racks, int s)
{
    struct metric_board *board = racks->run->board;
    const int *cells = racks->plan->sites[s].cells;
    struct fleet_counts counts = count_fleets(racks, s);
    metric_set(board, cells[RACKS_SERVING], (double)counts.serving);
    metric_set(board, cells[RACKS_FAILED], (double)counts.failed);
    metric_set(board, cells[RACKS_MODULES_DOWN], (double)counts.modules_down);
    metric_set(board, cells[RACKS_SPARES], (double)counts.spares);
    metric_set(board, cells[RACKS_LIVE_PACKAGES], counts.live_packages);
    metric_set(board, cells[RACKS_IT_ACCEPTED], counts.it_accepted_w);
    metric_set(board, cells[RACKS_IT_SERVING], counts.it_serving_w);
    racks->yards[s].fleets_changed = false;
}

void racks_publish_parts(struct racks *racks, bool with_pipeline)
{
    for (int s = 0; s < racks->plan->site_count; s++) {
        if (racks->plan->sites[s].fleet_count == 0)
            continue;
        yard_settle(racks, s);
        if (with_pipeline && racks->yards[s].changed)
            publish_pipeline(racks, s);
        if (racks->yards[s].fleets_changed)
            publish_fleets(racks, s);
    }
}

void racks_publish(struct racks *racks)
{
    racks_publish_parts(racks, true);
}

/* ---- the plant as the world takes it ---- */

/* Shares the fleet's failed racks among its halls in proportion, to the whole rack. */
static void share_fleet(const struct racks *racks, int f, struct racks_site_state *state)
{
    const struct fleet *fleet = &racks->fleets[f];
    const struct racks_site_plan *site = &racks->plan->sites[fleet->plan->site];
    int64_t failed = fleet_failed_racks(fleet);
    int64_t serving = fleet->racks - failed;
    double live = fleet_live_packages(fleet);
    double ratio = serving > 0 ? live / ((double)serving * fleet->plan->packages) : 0;
    int64_t before = 0, shared = 0;
    for (int c = racks->plan->fleet_cohort[f]; c < site->first_cohort + site->cohort_count; c++) {
        if (racks->plan->cohorts[c].fleet != f)
            break;
        before += racks->cohort_racks[c];
        int64_t upto = fleet->racks > 0 ? failed * before / fleet->racks : 0;
        racks->cohorts[c] =
            (struct racks_cohort_state){.fleet = f,
                                        .hall = racks->plan->cohorts[c].hall,
                                        .accepted_racks = (int)racks->cohort_racks[c],
                                        .serving_racks = (int)(racks->cohort_racks[c] - (upto - shared)),
                                        .up_ratio = ratio};
        shared = upto;
    }
    state->serving_racks += serving;
    state->live_packages += live;
    state->it_provided_w += (double)serving * fleet->plan->it_power_w;
    state->it_typical_w += (double)serving * fleet->plan->typical_w;
    state->it_idle_w += (double)serving * fleet->plan->idle_w;
}

void racks_site_state(const struct racks *racks, int s, struct racks_site_state *state)
{
    const struct racks_site_plan *site = &racks->plan->sites[s];
    *state = (struct racks_site_state){.cohorts = racks->cohorts + site->first_cohort,
                                       .cohort_count = site->cohort_count};
    for (int f = site->first_fleet; f < site->first_fleet + site->fleet_count; f++)
        share_fleet(racks, f, state);
}

/* ---- results ---- */

struct racks_order_row racks_order_row(const struct racks *racks, int o)
{
    const struct racks_order *order = &racks->orders[o];
    return (struct racks_order_row){
        .record = racks->plan->orders[o].record,
        .placed = order->placed,
        .first_shipment = order->shipped > 0 ? order->first_shipment : PROGRESS_NEVER,
        .first_delivery = order->first_delivery,
        .first_accepted = order->first_accepted,
        .last_accepted = order->last_accepted,
        .count = racks->plan->orders[o].count,
        .shipped = order->shipped,
        .delivered = order->delivered,
        .accepted = order->accepted,
        .retired = order->retired,
        .cost_cents = order->cost_cents,
        .charged_cents = order->charged_cents,
        .waited_rack_s = order->waited_rack_s,
        .held_by = gate_holding(&order->gates),
        .gates = &order->gates,
        .position = order->installed ? &order->position : NULL,
        .request = order->request,
    };
}

struct racks_lot racks_accepted_at(const struct racks *racks, int64_t tick)
{
    const struct accepted_lot *lot = accepted_at(&racks->accepted, tick);
    if (!lot)
        return (struct racks_lot){0};
    return (struct racks_lot){.order = racks->plan->orders[lot->order].record,
                              .hall = racks->plan->halls->items[lot->hall].record,
                              .delivered = lot->delivered,
                              .installed = lot->installed,
                              .behind = lot->behind};
}

struct racks_site_row racks_site_row(const struct racks *racks, int s)
{
    const struct racks_site_plan *site = &racks->plan->sites[s];
    const struct racks_yard *yard = &racks->yards[s];
    struct racks_site_row row = {.site = site->record};
    double open_s = (double)(sim_now(racks->run->sim) - yard->stranded_since);
    row.stranded_rack_s = yard->stranded_rack_s + (double)yard->stranded * open_s;
    row.stranded_cost_usd =
        isnan(site->capital_rate_s)
            ? NAN
            : yard->stranded_cost_usd + yard->stranded_usd * site->capital_rate_s * open_s;
    for (int f = site->first_fleet; f < site->first_fleet + site->fleet_count; f++) {
        row.failure_count += racks->fleets[f].failure_count;
        row.interruption_count += racks->fleets[f].interruption_count;
    }
    return row;
}

static int64_t site_residual(const struct racks *racks, int s)
{
    const struct racks_yard *yard = &racks->yards[s];
    struct order_counts orders = count_orders(racks, s);
    struct fleet_counts fleets = count_fleets(racks, s);
    int64_t vendor = 0, accounted = 0, standing = 0;
    for (int o = 0; o < racks->plan->order_count; o++)
        if (racks->plan->orders[o].site == s && racks->orders[o].placed != PROGRESS_NEVER)
            vendor += racks->plan->orders[o].count - racks->orders[o].shipped;
    accounted = vendor + orders.in_transit + lot_count(&yard->gate) + lot_count(&yard->dock) +
                lot_count(&yard->installing) + yard->burn_in + yard->rework + fleets.serving + fleets.failed +
                orders.retired;
    for (int h = 0; h < racks->plan->halls->count; h++)
        if (racks->plan->halls->items[h].site == s)
            standing += racks->places[h].used;
    standing -= lot_count(&yard->installing) + yard->burn_in + yard->rework + fleets.serving + fleets.failed;
    return llabs(orders.ordered - accounted) + llabs(standing);
}

int64_t racks_residual(const struct racks *racks)
{
    int64_t residual = 0;
    for (int s = 0; s < racks->plan->site_count; s++)
        residual += site_residual(racks, s);
    for (int f = 0; f < racks->plan->fleet_count; f++)
        residual += fleet_residual(&racks->fleets[f]);
    for (int c = 0; c < racks->plan->cohort_count; c++)
        if (racks->cohort_racks[c] < 0)
            residual -= racks->cohort_racks[c];
    return residual;
}
