/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/text_file.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { FIRST_ROOM = 1 << 14 };

static bool complain(struct diag *diag, struct span cause, const char *path, const char *what)
{
    if (!cause.file)
        return diag_error(diag, (struct span){.file = path}, "%s", what);
    return diag_error(diag, cause, "'%s': %s", path, what);
}

static const char *reason(int error)
{
    switch (error) {
    case ENOENT:
    case ENOTDIR: return "there is no such file";
    case EACCES: return "this file may not be read";
    case EISDIR: return "this is a folder, not a file";
    default: return strerror(error);
    }
}

/* One byte beyond the limit is enough to know that the file is too long. */
static char *read_all(FILE *stream, struct arena *arena, size_t *length)
{
    size_t room = FIRST_ROOM;
    char *bytes = arena_room(arena, room, 1);
    *length = 0;
    while (*length <= TEXT_FILE_MAX_BYTES) {
        size_t got = fread(bytes + *length, 1, room - *length - 1, stream);
        *length += got;
        if (!got)
            break;
        if (*length + 1 == room) {
            char *wider = arena_room(arena, room, 2);
            memcpy(wider, bytes, *length);
            bytes = wider;
            room *= 2;
        }
    }
    bytes[*length] = '\0';
    return bytes;
}

struct text_file *text_file_load(const char *path, struct arena *arena, struct span cause, struct diag *diag)
{
    FILE *stream = fopen(path, "rb");
    if (!stream) {
        complain(diag, cause, path, reason(errno));
        return NULL;
    }
    size_t length;
    errno = 0;
    char *bytes = read_all(stream, arena, &length);
    int error = ferror(stream) ? errno : 0;
    fclose(stream);
    if (error) {
        complain(diag, cause, path, reason(error));
        return NULL;
    }
    return text_file_of(path, bytes, length, arena, diag);
}

/* A CR alone ended lines once; as LF it is seen by all that comes after. */
static const char *with_line_feeds(const char *bytes, size_t length, struct arena *arena)
{
    char *copy = NULL;
    for (const char *c = bytes; (c = memchr(c, '\r', length - (size_t)(c - bytes))); c++) {
        if (c[1] == '\n')
            continue;
        if (!copy)
            copy = arena_strndup(arena, bytes, length);
        copy[c - bytes] = '\n';
    }
    return copy ? copy : bytes;
}

static void map_lines(struct text_file *file, struct arena *arena)
{
    int count = 1;
    for (const char *c = file->text; (c = memchr(c, '\n', file->length - (size_t)(c - file->text))); c++)
        count++;
    unsigned *lines = arena_array(arena, (size_t)count, sizeof *lines);
    int line = 1;
    for (const char *c = file->text; line < count; c++) {
        c = memchr(c, '\n', file->length - (size_t)(c - file->text));
        lines[line++] = (unsigned)(c + 1 - file->text);
    }
    file->lines = lines;
    file->line_count = count;
}

struct text_file *text_file_of(const char *path, const char *bytes, size_t length, struct arena *arena,
                               struct diag *diag)
{
    struct text_file *file = arena_alloc(arena, sizeof *file);
    file->path = arena_strdup(arena, path);
    struct span whole = {.file = file->path};
    if (length > TEXT_FILE_MAX_BYTES) {
        diag_error(diag, whole, "the file is longer than %d MiB", TEXT_FILE_MAX_BYTES >> 20);
        return NULL;
    }
    if (memchr(bytes, '\0', length)) {
        diag_error(diag, whole, "this is no text file: it has NUL bytes");
        diag_note(diag, "save it as UTF-8 text");
        return NULL;
    }
    file->bytes = bytes;
    file->byte_count = length;
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    file->text = with_line_feeds(bytes, length, arena);
    file->length = length;
    map_lines(file, arena);
    return file;
}

struct span text_file_span(const struct text_file *file, size_t offset, size_t length)
{
    if (offset > file->length)
        offset = file->length;
    int low = 0, high = file->line_count - 1;
    while (low < high) {
        int middle = (low + high + 1) / 2;
        if (file->lines[middle] <= offset)
            low = middle;
        else
            high = middle - 1;
    }
    return (struct span){.file = file->path,
                         .text = file->text,
                         .line = low + 1,
                         .column = (int)(offset - file->lines[low]) + 1,
                         .length = length ? (int)length : 1};
}

void text_file_hash(const struct text_file *file, char out[DIGEST_TEXT_SIZE])
{
    struct digest digest;
    digest_start(&digest);
    digest_add(&digest, file->bytes, file->byte_count);
    digest_finish_text(&digest, out);
}

const char *text_file_path(const char *from, const char *path, struct arena *arena)
{
    const char *slash = from ? strrchr(from, '/') : NULL;
    if (path[0] == '/' || !slash)
        return arena_strdup(arena, path);
    return arena_printf(arena, "%.*s/%s", (int)(slash - from), from, path);
}
