/* SPDX-License-Identifier: Apache-2.0 */
#include "base/table_print.h"

void table_print(const struct table *const *tables, size_t count, struct table_style style, FILE *stream)
{
    if (style.format == TABLE_FORMAT_JSON) {
        fputs("{\"format\":1,\"tables\":[", stream);
    }
    for (size_t i = 0; i < count; i++) {
        switch (style.format) {
        case TABLE_FORMAT_TEXT:
            fputs(i > 0 ? "\n" : "", stream);
            table_print_text(tables[i], style, stream);
            break;
        case TABLE_FORMAT_CSV:
            fputs(i > 0 ? "\r\n" : "", stream);
            table_print_csv(tables[i], stream);
            break;
        case TABLE_FORMAT_JSON:
            fputs(i > 0 ? ",\n" : "\n", stream);
            table_print_json(tables[i], stream);
            break;
        }
    }
    if (style.format == TABLE_FORMAT_JSON) {
        fputs("\n]}\n", stream);
    }
}
