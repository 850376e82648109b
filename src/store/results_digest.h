/* SPDX-License-Identifier: Apache-2.0 */
/*
 * results_digest - one string that is equal when two results files hold the same results.
 *
 * SHA-256 over every table that is part of the results, in the order of the declared tables and of
 * each table's key: its name, its columns, and each value with its type (whole numbers, doubles by
 * their bits, texts).  So neither the order of writing, nor threads, resumes, pages, indexes or the
 * provenance matter.
 */
#ifndef STORE_RESULTS_DIGEST_H
#define STORE_RESULTS_DIGEST_H

#include "base/diag.h"
#include "base/digest.h"

#include <stdbool.h>

/* The digest of the results file at PATH, finished or not, as 64 hex digits in OUT. */
bool results_digest(const char *path, char out[DIGEST_TEXT_SIZE], struct diag *diag);

#endif
