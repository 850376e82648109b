/* SPDX-License-Identifier: Apache-2.0 */
/*
 * memory_text - a text built by printing.
 *
 *     struct memory_text text;
 *     memory_text_open(&text);
 *     fprintf(text.out, ...);
 *     return memory_text_close(&text, arena);
 *
 * Errors: none to handle.  A machine without memory ends the program with exit code 70.
 */
#ifndef STORE_MEMORY_TEXT_H
#define STORE_MEMORY_TEXT_H

#include "base/arena.h"

#include <stdio.h>

struct memory_text {
    FILE *out;
    char *bytes;
    size_t size;
};

/* Begins an empty text at TEXT->out; memory_text_close must follow. */
void memory_text_open(struct memory_text *text);

/* Ends it and returns what was printed, in ARENA. */
const char *memory_text_close(struct memory_text *text, struct arena *arena);

#endif
