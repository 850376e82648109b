/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mdoc.h"

#include <stdbool.h>
#include <string.h>

enum { LINE_MAX_WIDTH = 78 };

static bool ends_sentence(const char *word, size_t length)
{
    return length > 0 && strchr(".?!", word[length - 1]);
}

void mdoc_text(FILE *out, const char *text)
{
    int width = 0;
    bool fresh = true;
    while (*text) {
        size_t length = strcspn(text, " ");
        if (width && (fresh || width + 1 + (int)length > LINE_MAX_WIDTH)) {
            fputc('\n', out);
            width = 0;
        }
        if (width)
            width += fprintf(out, " ");
        else if (*text == '.' || *text == '\'')
            fputs("\\&", out);
        for (size_t i = 0; i < length; i++)
            if (text[i] == '\\')
                fputs("\\e", out);
            else
                fputc(text[i], out);
        width += (int)length;
        fresh = ends_sentence(text, length);
        text += length + strspn(text + length, " ");
    }
    if (width)
        fputc('\n', out);
}
