/* SPDX-License-Identifier: Apache-2.0 */
/*
 * token_weight - makes input, cached and output tokens comparable by what they cost to compute.
 *
 * Output-equivalent = output + a input + b cached; of one decoded token a prefilled one costs
 * 0.12 / 0.20 / 0.30 and a cached one 0.01 / 0.03 / 0.10 (low / usual / high; judgement from DeepSeek's
 * published production figures and InferenceX curves).  A figure in output-equivalents says which weights.
 * Threads: pure.
 */
#ifndef PHYSICS_TOKEN_WEIGHT_H
#define PHYSICS_TOKEN_WEIGHT_H

struct token_weight {
    double fresh_ratio;  /* cost of a fresh input token over an output token */
    double cached_ratio; /* the same for an input token found in the cache */
};

/* The usual weights, 0.20 and 0.03. */
extern const struct token_weight token_weight_usual;

/* A class of requests: input tokens per output token, and the share of the input that is cached. */
struct token_mix {
    double input_per_output_ratio; /* >= 0 */
    double cached_ratio;           /* 0..1 */
};

/* Output-equivalents of counted tokens; INPUT_COUNT is all input, CACHED_COUNT the part from the cache. */
double token_weight_equivalent_count(struct token_weight w, double input_count, double cached_count,
                                     double output_count);

/* Output-equivalents per output token of a mix. */
double token_weight_per_output_ratio(struct token_weight w, struct token_mix mix);

/* Output-equivalents per token of any sort (input, cached or output counted alike). */
double token_weight_per_token_ratio(struct token_weight w, struct token_mix mix);

#endif
