/* SPDX-License-Identifier: Apache-2.0 */
#include "base/utf8.h"

enum { REPLACEMENT = 0xFFFD };

struct range {
    uint32_t first;
    uint32_t last;
};

/* Unicode 15: combining marks and joiners in common use; East Asian Width W and F, and emoji. */
static const struct range narrow[] = {{0x0300, 0x036F}, {0x0483, 0x0489}, {0x0591, 0x05BD}, {0x064B, 0x065F},
                                      {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x2060, 0x2064},
                                      {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}};
static const struct range wide[] = {
    {0x1100, 0x115F},   {0x2E80, 0x303E},   {0x3041, 0x33FF},   {0x3400, 0x4DBF},
    {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},   {0xA960, 0xA97F},   {0xAC00, 0xD7A3},
    {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},   {0xFFE0, 0xFFE6},
    {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1FAFF}, {0x20000, 0x3FFFD}};

size_t utf8_decode(const char *text, size_t size, uint32_t *code)
{
    static const uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    const unsigned char *bytes = (const unsigned char *)text;
    size_t length = bytes[0] < 0x80   ? 1
                    : bytes[0] < 0xC0 ? 0
                    : bytes[0] < 0xE0 ? 2
                    : bytes[0] < 0xF0 ? 3
                    : bytes[0] < 0xF8 ? 4
                                      : 0;
    *code = REPLACEMENT;
    if (length == 0 || length > size) {
        return 1;
    }
    uint32_t value = length == 1 ? bytes[0] : bytes[0] & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if ((bytes[i] & 0xC0) != 0x80) {
            return 1;
        }
        value = value << 6 | (bytes[i] & 0x3Fu);
    }
    if (value < least[length] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) {
        return 1;
    }
    *code = value;
    return length;
}

static int within(const struct range *ranges, size_t count, uint32_t code)
{
    for (size_t i = 0; i < count; i++) {
        if (code >= ranges[i].first && code <= ranges[i].last) {
            return 1;
        }
    }
    return 0;
}

static size_t columns_of(uint32_t code)
{
    if (code < 0x300) {
        return 1;
    }
    if (within(narrow, sizeof narrow / sizeof *narrow, code)) {
        return 0;
    }
    return within(wide, sizeof wide / sizeof *wide, code) ? 2 : 1;
}

size_t utf8_width(const char *text, size_t size)
{
    size_t width = 0;
    uint32_t code;
    for (size_t at = 0; at < size;) {
        at += utf8_decode(text + at, size - at, &code);
        width += columns_of(code);
    }
    return width;
}

size_t utf8_fit(const char *text, size_t size, size_t columns)
{
    size_t width = 0, at = 0;
    uint32_t code;
    while (at < size) {
        size_t length = utf8_decode(text + at, size - at, &code);
        width += columns_of(code);
        if (width > columns) {
            break;
        }
        at += length;
    }
    return at;
}
