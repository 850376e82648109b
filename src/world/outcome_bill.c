/* SPDX-License-Identifier: Apache-2.0 */
#include "world/outcome.h"

#include "economics/carbon.h"

#include <assert.h>

#define MW_W  1e6
#define MWH_J 3.6e9
#define T_KG  1e3

static_assert(CELL_CARBON_STACK - CELL_CARBON_BASES == CARBON_BASES, "one cell for each basis");
static_assert(CELL_BILL_TOTAL - CELL_BILL_LINES == BILL_LINES, "one cell for each line");

static void put_amounts(union cell *row, const struct service_month *month)
{
    const struct bill *bill = &month->bill;
    for (int line = 0; line < BILL_LINES; line++)
        row[CELL_BILL_LINES + line].integer = bill->cents[line];
    row[CELL_BILL_TOTAL].integer = bill->total_cents;
    row[CELL_BILL_MINIMUM].integer = bill->minimum_cents;
    row[CELL_BILL_CONTRIBUTION].integer = month->contribution_cents;
    row[CELL_BILL_FUEL].integer = month->fuel_cents;
}

static void write_month(struct world *world, int site, const struct service_month *month)
{
    const struct economics_plan *plan = world->plan->cast->economics;
    const struct record *contract = economics_contract(plan, site);
    union cell *row = batch_row(world->batch, TABLE_BILL);
    row[CELL_BILL_ENTITY].integer = 1 + site;
    row[CELL_BILL_MONTH].integer = month->month;
    row[CELL_BILL_PAYER].integer = outcome_party(world, economics_payer(plan, site));
    row[CELL_BILL_RECORD].integer = outcome_record(contract);
    row[CELL_BILL_ENERGY_MWH].real = month->use.energy_j / MWH_J;
    row[CELL_BILL_DEMAND_MW].real = month->bill.demand_w / MW_W;
    row[CELL_BILL_DEMAND_MVA].real = month->bill.demand_w / month->use.power_factor_ratio / MW_W;
    row[CELL_BILL_BILLED].real = month->bill.billed_va / MW_W;
    row[CELL_BILL_CONTRACT].real = month->use.contract_w / MW_W;
    row[CELL_BILL_COINCIDENT].real = month->use.coincident_w / MW_W;
    put_amounts(row, month);
}

static void write_carbon(struct world *world, int site, const struct service_month *month)
{
    union cell *row = batch_row(world->batch, TABLE_CARBON);
    row[CELL_CARBON_ENTITY].integer = 1 + site;
    row[CELL_CARBON_MONTH].integer = month->month;
    for (int basis = 0; basis < CARBON_BASES; basis++)
        row[CELL_CARBON_BASES + basis].real = month->carbon_kg[basis] / T_KG;
    row[CELL_CARBON_STACK].real = month->stack_kg / T_KG;
}

void outcome_write_bills(struct world *world)
{
    const struct cast *cast = world->cast;
    for (int site = 0; site < cast->plan->plant->site_count; site++) {
        int count;
        const struct service_month *months = economics_bills(cast->economics, site, &count);
        for (int i = 0; i < count; i++) {
            if (economics_is_billed(cast->plan->economics, site))
                write_month(world, site, &months[i]);
            write_carbon(world, site, &months[i]);
        }
    }
}
