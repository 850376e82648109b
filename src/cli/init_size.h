/* SPDX-License-Identifier: Apache-2.0 */
/*
 * init_size - what a first plan of a campus needs, by rules of thumb over the catalogues.
 *
 * Halls, racks, service at the meter, main transformers, crews, dates wanted, money and demand,
 * each from one published figure that the written scenario names beside its value.  Nothing here
 * is simulated: it is the plan that a simulation then tests.
 */
#ifndef CLI_INIT_SIZE_H
#define CLI_INIT_SIZE_H

#include "cli/init_wish.h"

enum { INIT_HALLS_MAX = 64, INIT_BLOCKS_MAX = 16, INIT_STREAMS = 3 };

/* Low, mode and high of a PERT duration in months of 365.25 / 12 days. */
struct init_months {
    double low, mode, high;
};

/* Facts that plan and text share, with their sources in init_size.c. */
extern const struct init_months init_application, init_study, init_agreement, init_upgrade, init_next_block,
    init_preparation, init_shell, init_fit_out, init_commissioning, init_substation, init_main_lead;

/* Cost, MUSD for a megawatt of IT; their sum is the whole construction. */
extern const double init_cost_preparation, init_cost_shell, init_cost_fit_out, init_cost_hall_power,
    init_cost_hall_cooling, init_cost_main_transformers, init_cost_substation;

struct init_hall {
    int block;      /* of power that it hangs on, from 0 */
    int64_t wanted; /* tick, first of a month: when it should be ready */
};

/* One step of the service at the meter with the main transformers it brings. */
struct init_block {
    double capacity_w;
    int transformer_count;
};

/* One stream of tokens: a class with its price and volume at the date of the prices. */
struct init_stream {
    const char *id, *class, *meaning;
    double share;        /* of tokens */
    double usd_mtoken;   /* price */
    double cached_ratio; /* of the input */
    double gtoken_day;   /* volume; 0 when the generation has no throughput for it */
};

struct init_size {
    int hall_count, hall_racks;
    double hall_it_w, rack_w;
    struct init_hall halls[INIT_HALLS_MAX];
    int unit_substation_count; /* of 3 MVA, in each hall */
    double design_ratio;       /* load at the meter over IT, all halls full on the design day */
    double facility_w;         /* service at the meter */
    int block_count;
    struct init_block blocks[INIT_BLOCKS_MAX];
    const struct record *transformer, *cooling;
    double transformer_w; /* what one carries at the power factor, on the design day */
    int shell_crews, fit_out_crews, commissioning_crews, install_crews;
    int64_t full; /* when the last hall should be ready */
    int64_t target_date, end, availability_end, maturity;
    double rack_musd;  /* one rack with its network and storage; 0: no price is known */
    double capex_musd; /* construction and racks */
    double equity_musd, loan_musd;
    struct init_stream streams[INIT_STREAMS];
};

/* Facility over IT at design peak: median of 69 campuses (Epoch, Aug 2026). */
extern const double init_usual_ratio;

/*
 * Fills SIZE for WISH with service for DESIGN_RATIO times the IT load; false with an error when the
 * catalogues lack what every plan needs.
 */
bool init_size_campus(struct init_size *size, const struct init_wish *wish, double design_ratio,
                      struct diag *diag);

/* The hottest air at the site in 20 years with the climate's warming, K: that of the design day. */
double init_hottest_k(const struct init_wish *wish);

/* Seconds from the start until the first hall stands ready for racks, if everything takes its mean. */
int64_t init_first_hall_s(void);

/* Mean of a PERT with weight 4 on the mode, in months. */
double init_months_mean(struct init_months months);

#endif
