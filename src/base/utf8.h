/* SPDX-License-Identifier: Apache-2.0 */
/*
 * utf8 - how wide a text is on a screen, and where it can be cut.
 *
 * Bytes that are no UTF-8 count one column each and read as U+FFFD; control characters count one, since
 * printers show a mark in their place.
 */
#ifndef BASE_UTF8_H
#define BASE_UTF8_H

#include <stddef.h>
#include <stdint.h>

/*
 * The character that starts the SIZE (at least 1) bytes at TEXT.  Returns its bytes, 1..4; a byte that starts
 * none (overlong forms, surrogates and values over 10FFFF included) gives *CODE U+FFFD and 1.
 */
size_t utf8_decode(const char *text, size_t size, uint32_t *code);

/* Columns of a terminal that SIZE bytes take: combining marks none, East Asian wide characters two. */
size_t utf8_width(const char *text, size_t size);

/* The most of the SIZE bytes, in whole characters, that fit into COLUMNS; marks stay with their letter. */
size_t utf8_fit(const char *text, size_t size, size_t columns);

#endif
