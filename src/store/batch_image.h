/* SPDX-License-Identifier: Apache-2.0 */
/*
 * batch_image - the samples of a batch as a database in memory, which the writer copies whole.
 *
 * Its three tables have the columns of the series tables, so that SQLite copies rows as they are.
 */
#ifndef STORE_BATCH_IMAGE_H
#define STORE_BATCH_IMAGE_H

#include "store/batch.h"

/* All samples of BATCH by entity and time, in the batch's arena; *SIZE bytes. */
unsigned char *batch_image(const struct batch *batch, size_t *size);

#endif
