/* SPDX-License-Identifier: Apache-2.0 */
#include "store/results_file.h"

#include "store/schema.h"
#include "store/sql.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Places in the header of an SQLite file: https://sqlite.org/fileformat.html part 1.3. */
enum { HEADER_SIZE = 100, MAJOR_PLACE = 60, APPLICATION_PLACE = 68 };

static uint32_t big_endian(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

enum results_file_sort results_file_look(const char *path, int *major)
{
    struct stat status;
    if (stat(path, &status) != 0)
        return errno == ENOENT ? RESULTS_FILE_ABSENT : RESULTS_FILE_UNREADABLE;
    if (!S_ISREG(status.st_mode))
        return RESULTS_FILE_FOREIGN;
    if (status.st_size == 0)
        return RESULTS_FILE_EMPTY;
    FILE *file = fopen(path, "rb");
    if (!file)
        return RESULTS_FILE_UNREADABLE;
    unsigned char header[HEADER_SIZE] = {0};
    size_t size = fread(header, 1, sizeof header, file);
    fclose(file);
    if (size < sizeof header || memcmp(header, "SQLite format 3", 16) != 0 ||
        big_endian(header + APPLICATION_PLACE) != SCHEMA_APPLICATION_ID)
        return RESULTS_FILE_FOREIGN;
    *major = (int)big_endian(header + MAJOR_PLACE);
    return RESULTS_FILE_OURS;
}

static bool fail_foreign(const char *path, struct diag *diag)
{
    diag_fail(diag, DIAG_USAGE, "'%s' is not a results file of gigaplan", path);
    diag_note(diag, "it is left as it is; name another file");
    return false;
}

static bool fail_unreadable(const char *path, enum diag_class class, struct diag *diag)
{
    return diag_fail(diag, class, "cannot read '%s': %s", path, strerror(errno));
}

bool results_file_may_create(const char *path, bool replace, struct diag *diag)
{
    int major;
    switch (results_file_look(path, &major)) {
    case RESULTS_FILE_ABSENT: return true;
    case RESULTS_FILE_FOREIGN: return fail_foreign(path, diag);
    case RESULTS_FILE_UNREADABLE: return fail_unreadable(path, DIAG_OUTSIDE, diag);
    default: break;
    }
    if (!replace) {
        diag_fail(diag, DIAG_USAGE, "'%s' already exists", path);
        diag_note(diag, "--resume goes on with it, --replace overwrites it; or name another file");
        return false;
    }
    if (sql_is_busy(path)) {
        diag_fail(diag, DIAG_OUTSIDE, "'%s' is being written by another run", path);
        diag_note(diag, "wait for it or end it first; or name another file");
        return false;
    }
    return true;
}

static bool fail_major(const char *path, int major, struct diag *diag)
{
    diag_fail(diag, DIAG_INPUT, "'%s' has schema %d, this program reads schema %d", path, major,
              SCHEMA_MAJOR);
    diag_note(diag, major < SCHEMA_MAJOR ? "compute it anew, or read it with the older gigaplan"
                                         : "read it with a newer gigaplan");
    return false;
}

bool results_file_is_usable(const char *path, struct diag *diag)
{
    int major = 0;
    switch (results_file_look(path, &major)) {
    case RESULTS_FILE_ABSENT:
        diag_fail(diag, DIAG_INPUT, "there is no file '%s'", path);
        diag_note(diag, "results are made by: gigaplan run SCENARIO --output %s", path);
        return false;
    case RESULTS_FILE_UNREADABLE: return fail_unreadable(path, DIAG_INPUT, diag);
    case RESULTS_FILE_OURS: return major == SCHEMA_MAJOR || fail_major(path, major, diag);
    default: return diag_fail(diag, DIAG_INPUT, "'%s' is not a results file of gigaplan", path);
    }
}

/* Leftovers of SQLite beside PATH: none may meet a file that they do not belong to. */
static void remove_companions(const char *path, struct arena *arena)
{
    static const char *const endings[] = {"-journal", "-wal", "-shm"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        unlink(arena_printf(arena, "%s%s", path, endings[i]));
}

void results_file_give_up(const char *new_name)
{
    struct arena *scratch = arena_new();
    unlink(new_name);
    remove_companions(new_name, scratch);
    arena_free(scratch);
}

/* Leftovers of a killed run go first; what cannot be made is found out here, with its true reason. */
const char *results_file_begin(const char *path, struct arena *arena, struct diag *diag)
{
    const char *name = arena_printf(arena, "%s.new", path);
    results_file_give_up(name);
    int file = open(name, O_WRONLY | O_CREAT | O_EXCL, 0666);
    if (file >= 0 && close(file) == 0)
        return name;
    diag_fail(diag, DIAG_OUTSIDE, "cannot make '%s': %s", path, strerror(errno));
    diag_note(diag, "check that its folder exists and that you may write there");
    return NULL;
}

static bool has_no_links(int error)
{
    return error == EPERM || error == ENOSYS || error == EOPNOTSUPP || error == EMLINK;
}

/* link() fails where rename() would silently overwrite a file that appeared meanwhile. */
static bool give_free_name(const char *new_name, const char *path, struct arena *scratch)
{
    if (link(new_name, path) != 0 && (!has_no_links(errno) || rename(new_name, path) != 0))
        return false;
    remove_companions(path, scratch);
    unlink(new_name);
    return true;
}

void results_file_unlink_new(const char *path)
{
    struct arena *scratch = arena_new();
    const char *name = arena_printf(scratch, "%s.new", path);
    struct stat file, other;
    if (stat(path, &file) == 0 && lstat(name, &other) == 0 && file.st_dev == other.st_dev &&
        file.st_ino == other.st_ino)
        unlink(name);
    arena_free(scratch);
}

bool results_file_publish(const char *new_name, const char *path, bool replace, struct diag *diag)
{
    struct arena *scratch = arena_new();
    bool good;
    if (replace) {
        remove_companions(path, scratch);
        good = rename(new_name, path) == 0;
    } else {
        good = give_free_name(new_name, path, scratch);
    }
    if (!good)
        diag_fail(diag, DIAG_OUTSIDE, "cannot make '%s': %s", path, strerror(errno));
    results_file_give_up(new_name);
    arena_free(scratch);
    return good;
}
