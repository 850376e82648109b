/* SPDX-License-Identifier: Apache-2.0 */
/*
 * text_file - a whole input file in memory, and where in it something stands.
 *
 * Input is untrusted: files over 64 MiB and files with NUL bytes are refused.  A byte-order mark is
 * taken off.
 *
 * Owns: text and line map lie in the arena.
 */
#ifndef SCENARIO_TEXT_FILE_H
#define SCENARIO_TEXT_FILE_H

#include "base/arena.h"
#include "base/diag.h"
#include "base/digest.h"

#include <stdbool.h>

enum { TEXT_FILE_MAX_BYTES = 64 << 20 };

struct text_file {
    const char *path;
    const char *text; /* ends with a NUL that is not counted */
    size_t length;
    const unsigned *lines; /* offset of the start of each line */
    int line_count;
    const char *bytes; /* as they were read, for the hash */
    size_t byte_count;
};

/*
 * Reads the file at PATH.  CAUSE is the place that named it, or a span without file for the command
 * line.  NULL with an error when it is not there, cannot be read, is too long or is no text.
 */
struct text_file *text_file_load(const char *path, struct arena *arena, struct span cause, struct diag *diag);

/* The same for LENGTH bytes that are already in memory and are taken over as they are. */
struct text_file *text_file_of(const char *path, const char *bytes, size_t length, struct arena *arena,
                               struct diag *diag);

/* The place of LENGTH bytes at OFFSET. */
struct span text_file_span(const struct text_file *file, size_t offset, size_t length);

/* The SHA-256 of the bytes of FILE, 64 hex digits, into OUT. */
void text_file_hash(const struct text_file *file, char out[DIGEST_TEXT_SIZE]);

/* PATH as seen from the file FROM: itself when absolute, else joined to FROM's folder. */
const char *text_file_path(const char *from, const char *path, struct arena *arena);

#endif
