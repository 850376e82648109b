/* SPDX-License-Identifier: Apache-2.0 */
#include "store/memory_text.h"

#include <stdlib.h>

enum { EXIT_NO_MEMORY = 70 };

void memory_text_open(struct memory_text *text)
{
    text->out = open_memstream(&text->bytes, &text->size);
    if (!text->out)
        exit(EXIT_NO_MEMORY);
}

const char *memory_text_close(struct memory_text *text, struct arena *arena)
{
    if (fclose(text->out) != 0)
        exit(EXIT_NO_MEMORY);
    const char *copy = arena_strndup(arena, text->bytes, text->size);
    free(text->bytes);
    return copy;
}
