/* SPDX-License-Identifier: Apache-2.0 */
/*
 * page_image - an SQLite database in memory, its pages written directly.
 *
 *     image = page_image_new(page_size, names, count, arena);
 *     page_image_begin(image, 0); page_image_row(...); ... page_image_end(image);
 *     bytes = page_image_finish(image, &size);        for sqlite3_deserialize()
 *
 * SQLite copies whole rows between two tables of the same columns (INSERT INTO ... SELECT *) far
 * faster than it takes values one by one.  So whoever has rows makes an image of them, in parallel,
 * and the one writer copies it.  A number becomes the bytes that SQLite itself makes of it.
 *
 * Tables have rowids 1, 2, ... and root pages 2, 3, ... in the order of their names.
 * Format: "Database File Format", sqlite.org/fileformat2.html, sections 1.3, 1.6, 2.1 and 2.6.
 *
 * Owns: all lies in the arena given.  Threads: one at a time.  No SQLite here.
 */
#ifndef STORE_PAGE_IMAGE_H
#define STORE_PAGE_IMAGE_H

#include "base/arena.h"

#include <stddef.h>
#include <stdint.h>

struct page_image;

/* PAGE_SIZE: a power of two from 512 to 65536.  CREATES: a CREATE TABLE for each table, with its name. */
struct page_image_table {
    const char *name, *create_sql;
};
struct page_image *page_image_new(size_t page_size, const struct page_image_table *tables, int count,
                                  struct arena *arena);

/* The rows that follow are of TABLE, until page_image_end; each table at most once. */
void page_image_begin(struct page_image *image, int table);

/* A row of whole numbers, then reals; NAN becomes NULL.  It must fit into a page (asserted). */
void page_image_row(struct page_image *image, const int64_t *integers, int integer_count, const double *reals,
                    int real_count);

/* Ends the table that was begun; only then another may begin. */
void page_image_end(struct page_image *image);

/* The whole database; *SIZE bytes. */
unsigned char *page_image_finish(struct page_image *image, size_t *size);

#endif
