/* SPDX-License-Identifier: Apache-2.0 */
/*
 * cells_bill - the places of the cells in a row of the table of power bills; see cells.h.
 */
#ifndef STORE_CELLS_BILL_H
#define STORE_CELLS_BILL_H

enum {
    CELL_BILL_RUN,
    CELL_BILL_ENTITY,
    CELL_BILL_MONTH,
    CELL_BILL_PAYER,
    CELL_BILL_RECORD,
    CELL_BILL_ENERGY_MWH,
    CELL_BILL_DEMAND_MW,
    CELL_BILL_DEMAND_MVA,
    CELL_BILL_BILLED,
    CELL_BILL_CONTRACT,
    CELL_BILL_COINCIDENT,
    CELL_BILL_LINES, /* cents, in the order of enum bill_line (economics/bill.h) */
    CELL_BILL_TOTAL = CELL_BILL_LINES + 10,
    CELL_BILL_MINIMUM,
    CELL_BILL_CONTRIBUTION,
    CELL_BILL_FUEL,
    CELL_BILL_COUNT
};

/* Carbon dioxide of each site and month. */
enum {
    CELL_CARBON_RUN,
    CELL_CARBON_ENTITY,
    CELL_CARBON_MONTH,
    CELL_CARBON_BASES, /* t, in the order of enum carbon_basis (economics/carbon.h) */
    CELL_CARBON_STACK = CELL_CARBON_BASES + 3,
    CELL_CARBON_COUNT
};

#endif
