/* SPDX-License-Identifier: Apache-2.0 */
#include "economics/economics_check.h"

#include "base/quantity.h"
#include "economics/hour_shape.h"
#include "economics/kinds.h"
#include "economics/tariff.h"
#include "plan/distribution.h"

/* A constant for all of a site's running cost, energy in it, is 0.90 MUSD per MW of IT and year (Epoch AI).
 */
#define WHOLE_OPEX_MUSD 0.8

bool economics_includes_energy(const struct record *opex)
{
    return record_has(opex, OPEX_INCLUDES_ENERGY) && record_flag(opex, OPEX_INCLUDES_ENERGY);
}

const struct record *economics_site_of(const struct record *record, int field)
{
    return record_has(record, field) ? record_ref(record, field) : record->site;
}

static const struct record *contract_of(const struct plan *plan, const struct record *site)
{
    struct record_list all = plan_list(plan, &economics_energy_contract_kind);
    for (int i = 0; i < all.count; i++)
        if (economics_site_of(all.items[i], ENERGY_SITE) == site)
            return all.items[i];
    return NULL;
}

static void check_opex(const struct plan *plan, const struct record *opex, struct diag *diag)
{
    const struct record *site = economics_site_of(opex, OPEX_SITE);
    const struct record *contract = site ? contract_of(plan, site) : NULL;
    double rate = quantity_from_si(distribution_p50(record_distribution(opex, OPEX_RATE)), "MUSD/MW/year");
    if (economics_includes_energy(opex) && contract) {
        diag_error(diag, opex->span,
                   "the energy of site '%s' is paid twice: by this opex, which includes it, "
                   "and by an energy contract",
                   site->id);
        diag_note(diag,
                  "remove the energy contract (line %d), or take energy out of the rate and say "
                  "includes-energy=\"no\"",
                  contract->span.line);
    }
    if (record_has(opex, OPEX_INCLUDES_ENERGY) || rate < WHOLE_OPEX_MUSD)
        return;
    diag_warn(diag, opex->span,
              "%.2f MUSD/MW/year looks like all running cost, energy in it, and the site's "
              "power bill comes on top",
              rate);
    diag_note(diag,
              "say includes-energy=\"yes\" or \"no\"; Epoch AI's constant of 0.90 cannot be told apart");
}

static void check_contract(const struct record *contract, struct diag *diag)
{
    bool has_tariff = record_has(contract, ENERGY_TARIFF);
    const struct record *tariff = has_tariff ? record_ref(contract, ENERGY_TARIFF) : NULL;
    if (has_tariff && record_has(contract, ENERGY_FIXED_PRICE)) {
        diag_error(diag, contract->span, "a fixed price and a tariff both price the energy of this contract");
        diag_note(diag,
                  "leave fixed-price out, or give the tariff energy=\"charge\" with that energy-charge");
    }
    if (has_tariff && record_number(contract, ENERGY_ADDER) > 0 &&
        record_number(tariff, TARIFF_DEMAND_CHARGE) + record_number(tariff, TARIFF_TRANSMISSION_CHARGE) > 0) {
        diag_warn(diag, contract->span, "an adder for delivery beside tariff '%s' may bill the network twice",
                  tariff->id);
        diag_note(diag, "leave the adder out, or keep in it what the tariff has no line for");
    }
    static const struct {
        int field;
        const char *name;
    } terms[] = {{ENERGY_CONTRACT_DEMAND, "contract-demand"},
                 {ENERGY_RAMP, "ramp"},
                 {ENERGY_SERVICE_START, "service-start"}};
    for (size_t i = 0; !has_tariff && i < sizeof terms / sizeof *terms; i++)
        if (record_has(contract, terms[i].field)) {
            diag_error(diag, contract->span, "'%s' means nothing without a tariff", terms[i].name);
            diag_note(diag, "name one: tariff=\"...\", and see gigaplan describe tariff");
        }
}

/* Paid in the month of its date, which the scenario must have. */
static void check_contribution(const struct plan *plan, const struct record *contract, struct diag *diag)
{
    if (!(record_number(contract, ENERGY_CONTRIBUTION) > 0) || !record_has(contract, ENERGY_CONTRIBUTION_DUE))
        return;
    int64_t due = record_tick(contract, ENERGY_CONTRIBUTION_DUE);
    if (due >= plan->start && due < plan->end)
        return;
    diag_warn(diag, contract->span, "the contribution of this contract is due %s the scenario and never paid",
              due < plan->start ? "before" : "after");
    diag_note(diag,
              "where it was paid before, leave it out; else give a contribution-due within the scenario");
}

static void check_region(const struct record *region, struct diag *diag)
{
    const struct hourly *file =
        record_has(region, REGION_PRICES) ? record_hourly(region, REGION_PRICES) : NULL;
    if (!file && !record_has(region, REGION_ENERGY_PRICE)) {
        diag_error(diag, region->span, "region '%s' has no price", region->id);
        diag_note(diag, "give it an energy-price, or a file of hourly prices");
    }
    if (file && !hour_shape_has_level(file, HOURLY_PRICE_USD_J)) {
        diag_error(diag, region->span, "the prices of '%s' have a mean that is not above 0", file->path);
        diag_note(diag, "a shape without a level cannot be scaled: use months and hours");
    }
}

void economics_check(const struct plan *plan, struct diag *diag)
{
    struct record_list opexes = plan_list(plan, &economics_opex_kind);
    struct record_list regions = plan_list(plan, &economics_region_kind);
    struct record_list contracts = plan_list(plan, &economics_energy_contract_kind);
    for (int i = 0; i < regions.count; i++)
        check_region(regions.items[i], diag);
    for (int i = 0; i < opexes.count; i++)
        check_opex(plan, opexes.items[i], diag);
    for (int i = 0; i < contracts.count; i++) {
        check_contract(contracts.items[i], diag);
        check_contribution(plan, contracts.items[i], diag);
    }
}
