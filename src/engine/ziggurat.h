/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ziggurat - constant tables of 256 layers of equal area for normal and exponential draws.
 *
 * Marsaglia and Tsang, "The ziggurat method for generating random variables", J. Stat. Software 5
 * (2000), with 53 random bits for the place within a layer, since 32 give duplicates, and bits of
 * their own for the layer (Doornik 2005).  Layer i lies under x[i], x falling from x[0], the
 * width of the base strip with its tail, over x[1] = R to x[256] = 0; all have the area V:
 *
 *     normal       f(x) = exp(-x^2 / 2)  R = 3.654152885361008771  V = 0.00492867323397465524
 *     exponential  f(x) = exp(-x)        R = 7.697117470131049712  V = 0.00394965982258155723
 *
 * The test of streams computes both tables again.
 */
#ifndef ENGINE_ZIGGURAT_H
#define ENGINE_ZIGGURAT_H

#include <stdint.h>

enum { ZIGGURAT_LAYERS = 256 };

#define ZIGGURAT_NORMAL_R      3.654152885361008771
#define ZIGGURAT_EXPONENTIAL_R 7.697117470131049712

struct ziggurat_layer {
    uint64_t inside; /* 53-bit places below x[i + 1] / x[i] are under the curve without a test */
    double step;     /* x[i] / 2^53 */
};

extern const struct ziggurat_layer ziggurat_normal[ZIGGURAT_LAYERS];
extern const struct ziggurat_layer ziggurat_exponential[ZIGGURAT_LAYERS];

/* f(x[i]); the first, below the base strip, is 0. */
extern const double ziggurat_normal_height[ZIGGURAT_LAYERS + 1];
extern const double ziggurat_exponential_height[ZIGGURAT_LAYERS + 1];

#endif
