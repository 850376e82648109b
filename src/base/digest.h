/* SPDX-License-Identifier: Apache-2.0 */
/*
 * digest - fingerprints: SHA-256 for content that must be told apart for good (scenarios, results, weather
 * files), and a fast 64-bit hash for ids and seeds.
 *
 * Numbers are added in little-endian order whatever the machine, so that a digest means the same
 * everywhere.  Neither is a secret-keeping device.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include <stddef.h>
#include <stdint.h>

enum { DIGEST_SIZE = 32, DIGEST_TEXT_SIZE = 65 };

/* SHA-256 under way (FIPS 180-4).  A plain value: copy it to branch off. */
struct digest {
    uint32_t state[8];
    uint64_t byte_count;
    unsigned char block[64];
};

/* Begins a digest anew, and adds SIZE bytes to one under way. */
void digest_start(struct digest *digest);
void digest_add(struct digest *digest, const void *bytes, size_t size);

/*
 * Adds a text with its length before it, so that ("ab", "c") and ("a", "bc") differ; an integer; a
 * number by its bits, -0 counting as 0 and any NaN as one.
 */
void digest_add_text(struct digest *digest, const char *text);
void digest_add_integer(struct digest *digest, int64_t number);
void digest_add_number(struct digest *digest, double number);

/* Ends the digest, which then must be started again: the raw bytes, or 64 lower-case hex digits. */
void digest_finish(struct digest *digest, unsigned char out[DIGEST_SIZE]);
char *digest_finish_text(struct digest *digest, char out[DIGEST_TEXT_SIZE]);

/*
 * 64-bit hash of SIZE bytes, or of a text without its terminator: FNV-1a (Fowler, Noll, Vo; RFC 9923) with
 * the finaliser of splitmix64 (Steele, Lea, Flood 2014), whose every output bit depends on every input bit.
 */
uint64_t digest_hash64(const void *bytes, size_t size);
uint64_t digest_hash64_text(const char *text);

#endif
