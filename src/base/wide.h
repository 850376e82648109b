/* SPDX-License-Identifier: Apache-2.0 */
/*
 * wide - marks a hot function to be compiled for wide vectors too; the loader picks what the machine has.
 *
 * Results do not depend on the pick: all arithmetic is IEEE 754 without contraction (-ffp-contract=off), and
 * a function so marked has no sum whose order could change.  Compilers and machines without the means compile
 * it once.
 */
#ifndef BASE_WIDE_H
#define BASE_WIDE_H

#if defined __GNUC__ && __GNUC__ >= 12 && !defined __clang__ && defined __x86_64__ && defined __linux__ &&   \
    !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
#define WIDE __attribute__((target_clones("arch=x86-64-v4", "default")))
#else
#define WIDE
#endif

#endif
