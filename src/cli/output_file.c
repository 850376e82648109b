/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/output_file.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static bool write_all(int file, const char *text, size_t length)
{
    while (length) {
        ssize_t written = write(file, text, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        text += written;
        length -= (size_t)written;
    }
    return true;
}

bool output_file_write(struct cli *cli, const char *path, const char *bytes, size_t length, bool replace)
{
    const char *target = replace ? arena_printf(cli->arena, "%s.new", path) : path;
    int file = open(target, O_WRONLY | O_CREAT | (replace ? O_TRUNC : O_EXCL), 0666);
    if (file < 0 && errno == EEXIST) {
        diag_fail(cli->diag, DIAG_USAGE, "'%s' is there already", path);
        diag_note(cli->diag, "--replace overwrites it, --output names another");
        return false;
    }
    if (file < 0)
        return diag_fail(cli->diag, DIAG_OUTSIDE, "'%s' cannot be written: %s", target, strerror(errno));
    bool good = write_all(file, bytes, length);
    int reason = errno;
    if (close(file) != 0 && good) {
        good = false;
        reason = errno;
    }
    if (good && replace && rename(target, path) != 0) {
        good = false;
        reason = errno;
    }
    if (good)
        return true;
    unlink(target);
    return diag_fail(cli->diag, DIAG_OUTSIDE, "'%s' cannot be written: %s", path, strerror(reason));
}

void output_file_put_xml(FILE *out, const char *text)
{
    for (; *text; text++) {
        const char *entity = *text == '&' ? "&amp;" : *text == '<' ? "&lt;" : *text == '"' ? "&quot;" : NULL;
        if (entity)
            fputs(entity, out);
        else
            fputc(*text, out);
    }
}
