/* SPDX-License-Identifier: Apache-2.0 */
#include "base/digest.h"

#include <math.h>
#include <string.h>

static const uint32_t round_constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static uint32_t turned(uint32_t word, int bits)
{
    return word >> bits | word << (32 - bits);
}

static void spread(uint32_t schedule[64], const unsigned char block[64])
{
    for (int i = 0; i < 16; i++) {
        schedule[i] = (uint32_t)block[4 * i] << 24 | (uint32_t)block[4 * i + 1] << 16 |
                      (uint32_t)block[4 * i + 2] << 8 | block[4 * i + 3];
    }
    for (int i = 16; i < 64; i++) {
        uint32_t a = schedule[i - 15], b = schedule[i - 2];
        schedule[i] = schedule[i - 16] + (turned(a, 7) ^ turned(a, 18) ^ a >> 3) + schedule[i - 7] +
                      (turned(b, 17) ^ turned(b, 19) ^ b >> 10);
    }
}

/* One block of FIPS 180-4, 6.2.2; the letters are those of the standard. */
static void compress(uint32_t state[8], const unsigned char block[64])
{
    uint32_t schedule[64];
    uint32_t a = state[0], b = state[1], c = state[2], d = state[3];
    uint32_t e = state[4], f = state[5], g = state[6], h = state[7];
    spread(schedule, block);
    for (int i = 0; i < 64; i++) {
        uint32_t t1 = h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) +
                      round_constants[i] + schedule[i];
        uint32_t t2 = (turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c));
        h = g, g = f, f = e, e = d + t1;
        d = c, c = b, b = a, a = t1 + t2;
    }
    state[0] += a, state[1] += b, state[2] += c, state[3] += d;
    state[4] += e, state[5] += f, state[6] += g, state[7] += h;
}

void digest_start(struct digest *digest)
{
    *digest = (struct digest){.state = {0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f,
                                        0x9b05688c, 0x1f83d9ab, 0x5be0cd19}};
}

void digest_add(struct digest *digest, const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    size_t held = digest->byte_count % 64;
    digest->byte_count += size;
    while (size > 0) {
        if (held == 0 && size >= 64) {
            compress(digest->state, at);
            at += 64;
            size -= 64;
            continue;
        }
        size_t taken = size < 64 - held ? size : 64 - held;
        memcpy(digest->block + held, at, taken);
        at += taken;
        size -= taken;
        held = (held + taken) % 64;
        if (held == 0) {
            compress(digest->state, digest->block);
        }
    }
}

void digest_add_integer(struct digest *digest, int64_t number)
{
    unsigned char bytes[8];
    for (int i = 0; i < 8; i++) {
        bytes[i] = (unsigned char)((uint64_t)number >> (8 * i));
    }
    digest_add(digest, bytes, sizeof bytes);
}

void digest_add_text(struct digest *digest, const char *text)
{
    size_t length = strlen(text);
    digest_add_integer(digest, (int64_t)length);
    digest_add(digest, text, length);
}

void digest_add_number(struct digest *digest, double number)
{
    int64_t bits;
    double canonical = isnan(number) ? (double)NAN : number == 0 ? 0.0 : number;
    memcpy(&bits, &canonical, sizeof bits);
    digest_add_integer(digest, bits);
}

void digest_finish(struct digest *digest, unsigned char out[DIGEST_SIZE])
{
    static const unsigned char padding[64] = {0x80};
    uint64_t bit_count = digest->byte_count * 8;
    unsigned char length[8];
    for (int i = 0; i < 8; i++) {
        length[i] = (unsigned char)(bit_count >> (56 - 8 * i));
    }
    digest_add(digest, padding, 1 + (119 - digest->byte_count % 64) % 64);
    digest_add(digest, length, sizeof length);
    for (int i = 0; i < DIGEST_SIZE; i++) {
        out[i] = (unsigned char)(digest->state[i / 4] >> (24 - 8 * (i % 4)));
    }
}

char *digest_finish_text(struct digest *digest, char out[DIGEST_TEXT_SIZE])
{
    unsigned char bytes[DIGEST_SIZE];
    digest_finish(digest, bytes);
    for (int i = 0; i < DIGEST_SIZE; i++) {
        out[2 * i] = "0123456789abcdef"[bytes[i] >> 4];
        out[2 * i + 1] = "0123456789abcdef"[bytes[i] & 15];
    }
    out[2 * DIGEST_SIZE] = '\0';
    return out;
}

static uint64_t finalised(uint64_t hash)
{
    hash += 0x9e3779b97f4a7c15u;
    hash = (hash ^ hash >> 30) * 0xbf58476d1ce4e5b9u;
    hash = (hash ^ hash >> 27) * 0x94d049bb133111ebu;
    return hash ^ hash >> 31;
}

uint64_t digest_hash64(const void *bytes, size_t size)
{
    const unsigned char *at = bytes;
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < size; i++) {
        hash = (hash ^ at[i]) * 0x100000001b3u;
    }
    return finalised(hash);
}

uint64_t digest_hash64_text(const char *text)
{
    return digest_hash64(text, strlen(text));
}
