/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "base/digest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* FIPS 180-4 example vectors. */
static const struct {
    const char *text;
    const char *hex;
} vectors[] = {
    {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
    {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
    {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
     "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
    {"abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlmnopqrsmnopqr"
     "stnopqrstu",
     "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"},
};

START_TEST(sha_256_gives_the_published_digests)
{
    for (size_t i = 0; i < sizeof vectors / sizeof *vectors; i++) {
        struct digest digest;
        char hex[DIGEST_TEXT_SIZE];
        digest_start(&digest);
        digest_add(&digest, vectors[i].text, strlen(vectors[i].text));
        ck_assert_str_eq(digest_finish_text(&digest, hex), vectors[i].hex);
    }
}
END_TEST

START_TEST(a_million_letters_give_the_published_digest)
{
    struct digest digest;
    char hex[DIGEST_TEXT_SIZE], letters[1000];
    memset(letters, 'a', sizeof letters);
    digest_start(&digest);
    for (int i = 0; i < 1000; i++)
        digest_add(&digest, letters, sizeof letters);
    ck_assert_str_eq(digest_finish_text(&digest, hex),
                     "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
END_TEST

START_TEST(the_pieces_in_which_bytes_arrive_do_not_matter)
{
    unsigned char bytes[300];
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (unsigned char)(i * 37);
    for (size_t size = 0; size <= sizeof bytes; size++) {
        char whole[DIGEST_TEXT_SIZE], parts[DIGEST_TEXT_SIZE];
        struct digest digest;
        digest_start(&digest);
        digest_add(&digest, bytes, size);
        digest_finish_text(&digest, whole);
        digest_start(&digest);
        for (size_t at = 0, step = 1; at < size; at += step, step = step % 70 + 3)
            digest_add(&digest, bytes + at, step < size - at ? step : size - at);
        ck_assert_str_eq(digest_finish_text(&digest, parts), whole);
    }
}
END_TEST

static const char *hex_of_two_texts(const char *a, const char *b, char *hex)
{
    struct digest digest;
    digest_start(&digest);
    digest_add_text(&digest, a);
    digest_add_text(&digest, b);
    return digest_finish_text(&digest, hex);
}

static const char *hex_of_number(double number, char *hex)
{
    struct digest digest;
    digest_start(&digest);
    digest_add_number(&digest, number);
    return digest_finish_text(&digest, hex);
}

START_TEST(texts_are_framed_and_numbers_are_canonical)
{
    char a[DIGEST_TEXT_SIZE], b[DIGEST_TEXT_SIZE];
    ck_assert_str_ne(hex_of_two_texts("ab", "c", a), hex_of_two_texts("a", "bc", b));
    ck_assert_str_eq(hex_of_number(0.0, a), hex_of_number(-0.0, b));
    ck_assert_str_eq(hex_of_number(NAN, a), hex_of_number(-NAN, b));
    ck_assert_str_ne(hex_of_number(1.0, a), hex_of_number(nextafter(1, 2), b));
    /* SHA-256 of the eight bytes 00 00 00 00 00 00 f0 3f. */
    ck_assert_str_eq(hex_of_number(1.0, a),
                     "6c3c396ed6b5c36dcae172271f462051b1266b851e92df3deea8ac65478fd712");
}
END_TEST

/* FNV-1a 64 of "" is the offset basis and of "a" af63dc4c8601ec8c; the finaliser then stirs it. */
static uint64_t stirred(uint64_t z)
{
    z += 0x9e3779b97f4a7c15u;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
}

START_TEST(short_hashes_follow_the_published_fnv)
{
    ck_assert(digest_hash64_text("") == stirred(0xcbf29ce484222325u));
    ck_assert(digest_hash64_text("a") == stirred(0xaf63dc4c8601ec8cu));
    ck_assert(digest_hash64_text("foobar") == stirred(0x85944171f73967e8u));
    ck_assert(digest_hash64("a\0b", 3) != digest_hash64("a\0c", 3));
    /* The first output of splitmix64 from seed 0, as published with it. */
    ck_assert(stirred(0) == 0xe220a8397b1dcdafu);
}
END_TEST

static int bits_set(uint64_t word)
{
    int count = 0;
    for (; word; word &= word - 1)
        count++;
    return count;
}

START_TEST(ids_that_differ_little_hash_far_apart)
{
    long differing = 0, pairs = 0;
    for (int i = 0; i < 2000; i++) {
        char a[32], b[32];
        snprintf(a, sizeof a, "tx/hall[%d]", i);
        snprintf(b, sizeof b, "tx/hall[%d]", i + 1);
        differing += bits_set(digest_hash64_text(a) ^ digest_hash64_text(b));
        pairs++;
    }
    /* 64 fair coins a pair: mean 32, standard error 4 / sqrt(2000) = 0.09; five of them. */
    ck_assert_double_le(fabs((double)differing / (double)pairs - 32), 0.45);
}
END_TEST

Suite *test_digest_suite(void)
{
    Suite *suite = suite_create("digest");
    TCase *tcase = tcase_create("digest");
    tcase_add_test(tcase, sha_256_gives_the_published_digests);
    tcase_add_test(tcase, a_million_letters_give_the_published_digest);
    tcase_add_test(tcase, the_pieces_in_which_bytes_arrive_do_not_matter);
    tcase_add_test(tcase, texts_are_framed_and_numbers_are_canonical);
    tcase_add_test(tcase, short_hashes_follow_the_published_fnv);
    tcase_add_test(tcase, ids_that_differ_little_hash_far_apart);
    suite_add_tcase(suite, tcase);
    return suite;
}
