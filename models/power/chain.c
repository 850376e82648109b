/* SPDX-License-Identifier: Apache-2.0 */
#include "power/chain.h"

#include "power/power_types.h"

struct chain chain_make(const struct chain_build *build)
{
    const struct record *ups = build->ups, *transformer = build->transformer;
    struct chain chain = {0};
    if (!(build->it_capacity_w > 0))
        return chain;
    chain.distribution_per_w = build->distribution_loss_ratio / build->it_capacity_w;
    if (ups) {
        chain.ups_fixed_w = record_number(ups, UPS_TYPE_LOSS_FIXED) * build->ups_rated_w;
        chain.ups_linear_ratio = record_number(ups, UPS_TYPE_LOSS_LINEAR);
        chain.ups_per_w = record_number(ups, UPS_TYPE_LOSS_SQUARE) / build->ups_rated_w;
    }
    if (transformer) {
        double count = build->transformer_count;
        double rated = count * record_number(transformer, TRANSFORMER_TYPE_RATING);
        chain.transformer_fixed_w = count * record_number(transformer, TRANSFORMER_TYPE_NO_LOAD_LOSS);
        chain.transformer_per_w =
            count * record_number(transformer, TRANSFORMER_TYPE_LOAD_LOSS) / (rated * rated);
    }
    return chain;
}

void chain_block(const struct chain *chain, const struct chain_hours *hours)
{
    const struct chain c = *chain;
    const double *restrict it_w = hours->it_w;
    double *restrict distribution_w = hours->distribution_w, *restrict ups_w = hours->ups_w;
    double *restrict transformer_w = hours->transformer_w, *restrict input_w = hours->input_w;
    for (int i = 0; i < hours->count; i++) {
        double it = it_w[i], cables = c.distribution_per_w * it * it, out = it + cables;
        double ups = c.ups_fixed_w + out * (c.ups_linear_ratio + out * c.ups_per_w), in = out + ups;
        double transformer = c.transformer_fixed_w + c.transformer_per_w * in * in;
        distribution_w[i] = cables;
        ups_w[i] = ups;
        transformer_w[i] = transformer;
        input_w[i] = in + transformer;
    }
}

double chain_loss_w(const struct chain *chain, double it_w)
{
    double cables, ups, transformer, input;
    chain_block(chain, &(struct chain_hours){1, &it_w, &cables, &ups, &transformer, &input});
    return cables + ups + transformer;
}
