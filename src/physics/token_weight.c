/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/token_weight.h"

const struct token_weight token_weight_usual = {0.20, 0.03};

double token_weight_equivalent_count(struct token_weight w, double input_count, double cached_count,
                                     double output_count)
{
    return output_count + w.fresh_ratio * (input_count - cached_count) + w.cached_ratio * cached_count;
}

double token_weight_per_output_ratio(struct token_weight w, struct token_mix mix)
{
    double input = mix.input_per_output_ratio;

    return token_weight_equivalent_count(w, input, input * mix.cached_ratio, 1.0);
}

double token_weight_per_token_ratio(struct token_weight w, struct token_mix mix)
{
    return token_weight_per_output_ratio(w, mix) / (1.0 + mix.input_per_output_ratio);
}
