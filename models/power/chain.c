/* SPDX-License-Identifier: Apache-2.0 */
#include "power/chain.h"

#include "base/wide.h"
#include "power/power_types.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* A data sheet: its first hinge begins at no load and is the linear term. */
static void lay_sheet(struct chain *chain, struct loss_sheet sheet, struct redundancy_level rated_w)
{
    chain->ups_fixed_w = sheet.base_ratio * rated_w.installed;
    chain->ups_linear_ratio = sheet.slope[0];
    chain->bend_count = sheet.count - 1;
    for (int i = 0; i < chain->bend_count; i++) {
        chain->bend_w[i] = sheet.from[i + 1] * rated_w.loaded;
        chain->bend_ratio[i] = sheet.slope[i + 1];
    }
}

struct chain chain_make(const struct chain_build *build)
{
    const struct record *ups = build->ups, *transformer = build->transformer;
    struct chain chain = {0};
    if (!(build->it_capacity_w > 0))
        return chain;
    chain.distribution_per_w = build->distribution_loss_ratio / build->it_capacity_w;
    if (ups && record_has(ups, UPS_TYPE_POINTS)) {
        lay_sheet(&chain, power_types_sheet(ups), build->ups_w);
    } else if (ups) {
        double with_load = record_number(ups, UPS_TYPE_LOAD_LOSS_FACTOR);
        chain.ups_fixed_w = record_number(ups, UPS_TYPE_LOSS_FIXED) * build->ups_w.installed *
                            record_number(ups, UPS_TYPE_NO_LOAD_LOSS_FACTOR);
        chain.ups_linear_ratio = with_load * record_number(ups, UPS_TYPE_LOSS_LINEAR);
        chain.ups_per_w = with_load * record_number(ups, UPS_TYPE_LOSS_SQUARE) / build->ups_w.loaded;
    }
    if (transformer) {
        double count = build->transformers.loaded;
        double rated_w =
            count * record_number(transformer, TRANSFORMER_TYPE_RATING) * build->power_factor_ratio;
        chain.transformer_fixed_w = build->transformers.installed * power_types_no_load_w(transformer);
        chain.transformer_per_w = count * power_types_load_w(transformer) / (rated_w * rated_w);
    }
    return chain;
}

enum { LANES = 8 }; /* a fixed count without aliases is what the vectoriser of plain -O2 accepts */

struct lanes {
    double it[LANES], cables[LANES], ups[LANES], transformer[LANES], input[LANES];
};

static inline __attribute__((always_inline)) void run_lanes(const struct chain *chain, struct lanes *x)
{
    const struct chain c = *chain;
    double out[LANES];
    for (int i = 0; i < LANES; i++) {
        x->cables[i] = c.distribution_per_w * x->it[i] * x->it[i];
        out[i] = x->it[i] + x->cables[i];
        x->ups[i] = c.ups_fixed_w + out[i] * (c.ups_linear_ratio + out[i] * c.ups_per_w);
    }
    for (int b = 0; b < c.bend_count; b++)
        for (int i = 0; i < LANES; i++)
            x->ups[i] += out[i] > c.bend_w[b] ? c.bend_ratio[b] * (out[i] - c.bend_w[b]) : 0.0;
    for (int i = 0; i < LANES; i++) {
        double in = out[i] + x->ups[i];
        x->transformer[i] = c.transformer_fixed_w + c.transformer_per_w * in * in;
        x->input[i] = in + x->transformer[i];
    }
}

/* N hours from AT on, LANES or the rest; racks at full work draw the same for weeks: X then stays. */
static inline __attribute__((always_inline)) void
run_hours(const struct chain *chain, const struct chain_hours *hours, int at, int n, struct lanes *x)
{
    double it[LANES] = {0};
    int64_t differs = 0;
    size_t size = (size_t)n * sizeof(double);
    memcpy(it, hours->it_w + at, size);
    for (int i = 0; i < LANES; i++)
        differs |= it[i] != x->it[i] ? 1 : 0;
    if (differs) {
        memcpy(x->it, it, sizeof it);
        run_lanes(chain, x);
    }
    memcpy(hours->distribution_w + at, x->cables, size);
    memcpy(hours->ups_w + at, x->ups, size);
    memcpy(hours->transformer_w + at, x->transformer, size);
    memcpy(hours->input_w + at, x->input, size);
}

WIDE void chain_block(const struct chain *chain, const struct chain_hours *hours)
{
    int lanes = hours->count / LANES * LANES;
    struct lanes x;
    for (int i = 0; i < LANES; i++)
        x.it[i] = NAN; /* like none */
    for (int at = 0; at < lanes; at += LANES)
        run_hours(chain, hours, at, LANES, &x);
    if (lanes < hours->count)
        run_hours(chain, hours, lanes, hours->count - lanes, &x);
}

struct chain_flow chain_flow_at(const struct chain *chain, double it_w)
{
    double cables, ups, transformer, input;
    chain_block(chain, &(struct chain_hours){1, &it_w, &cables, &ups, &transformer, &input});
    return (struct chain_flow){it_w + cables, it_w + cables + ups, input};
}

double chain_loss_w(const struct chain *chain, double it_w)
{
    double cables, ups, transformer, input;
    chain_block(chain, &(struct chain_hours){1, &it_w, &cables, &ups, &transformer, &input});
    return cables + ups + transformer;
}
