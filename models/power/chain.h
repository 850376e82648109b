/* SPDX-License-Identifier: Apache-2.0 */
/*
 * chain - electrical losses between the site's bus and the racks of a group of halls.
 *
 * bus -> unit transformer (P0 + (P / (f Sr))^2 Pk) -> UPS or rectifier (R a + L (b x + c x^2),
 * x = output / L, or the points of its data sheet) -> cables and busway (d IT^2 / capacity) -> IT at the
 * racks' inlets.  Installed units (R) lose their no-load loss; those that carry load in normal operation (L:
 * all, but for an idle catcher) share it: 2N runs each at half.  What racks lose behind their inlets is IT.
 * Transformers: IEC 60076-1; UPS: Schneider Electric White Paper 113; cables: 0.5-2 % at full load.  All
 * coefficients grow with what is commissioned, so a group is one chain however many halls it has.
 *
 * The kernel spells out, for whole blocks, what src/physics says of one point: tests/model/test_chain.c
 * holds both together.  Loads beyond the installed rating are carried with their losses: the caps of halls
 * and UPS are the world's, not this module's.  Threads: pure.
 */
#ifndef POWER_CHAIN_H
#define POWER_CHAIN_H

#include "physics/loss_sheet.h"
#include "physics/redundancy.h"
#include "plan/record.h"

/* What the halls of a group are, for power_chain_make. */
struct chain_build {
    double it_capacity_w;
    double distribution_loss_ratio;   /* of the IT capacity, at full load */
    const struct record *ups;         /* ups-type, or NULL: no UPS */
    const struct record *transformer; /* transformer-type, or NULL */
    struct redundancy_level ups_w;
    struct redundancy_level transformers; /* units */
    double power_factor_ratio;            /* that the transformers feed; 0 < f <= 1 */
};

/* The UPS's data sheet bends at outputs: beyond each, more loss per watt (or less). */
enum { CHAIN_BENDS = LOSS_SHEET_POINTS - 1 };

struct chain {
    double distribution_per_w; /* W of loss per W^2 of IT */
    double ups_fixed_w, ups_linear_ratio, ups_per_w;
    int bend_count;
    double bend_w[CHAIN_BENDS], bend_ratio[CHAIN_BENDS];
    double transformer_fixed_w, transformer_per_w;
};

/* COUNT hours; arrays are the caller's and do not overlap. */
struct chain_hours {
    int count;
    const double *it_w;
    double *distribution_w; /* losses */
    double *ups_w;
    double *transformer_w;
    double *input_w; /* IT and all losses: what the group draws from the bus */
};

/* The chain of a group; all zero for a group without capacity. */
struct chain chain_make(const struct chain_build *build);

/* Losses and input of HOURS at the IT loads given, W; fills all outputs. */
void chain_block(const struct chain *chain, const struct chain_hours *hours);

/* What passes the chain of a group at one IT load. */
struct chain_flow {
    double ups_w;         /* out of the UPS: IT and the loss in cables and busway */
    double transformer_w; /* out of the unit transformers */
    double input_w;
};
struct chain_flow chain_flow_at(const struct chain *chain, double it_w);

/* Losses at IT load IT_W, all components. */
double chain_loss_w(const struct chain *chain, double it_w);

#endif
