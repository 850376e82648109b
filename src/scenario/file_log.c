/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/file_log.h"

#include <string.h>

void file_log_add(struct file_log *log, const struct text_file *file)
{
    for (size_t i = 0; i < log->count; i++)
        if (strcmp(log->items[i].path, file->path) == 0)
            return;
    log->items = arena_grow(log->arena, log->items, log->count, &log->capacity, sizeof *log->items);
    struct plan_file *item = &log->items[log->count++];
    item->path = file->path;
    text_file_hash(file, item->sha256);
}
