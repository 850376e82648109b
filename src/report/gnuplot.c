/* SPDX-License-Identifier: Apache-2.0 */
#include "report/gnuplot.h"

#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

const char *gnuplot_quote(const char *text, struct arena *arena)
{
    size_t length = strlen(text);
    char *quoted = arena_alloc(arena, 2 * length + 3), *to = quoted;
    *to++ = '\'';
    for (size_t at = 0; at < length;) {
        uint32_t code;
        size_t size = utf8_decode(text + at, length - at, &code);
        bool control = code < 0x20 || (code >= 0x7F && code < 0xA0);
        bool broken = code == 0xFFFD && size == 1;
        if (broken)
            *to++ = '?';
        for (size_t i = 0; i < size && !control && !broken; i++)
            *to++ = text[at + i];
        if (code == '\'')
            *to++ = '\'';
        at += size;
    }
    *to++ = '\'';
    *to = '\0';
    return quoted;
}

/* Starts gnuplot on three open files; its pid, or -1 with errno. */
static pid_t start(char *const *argv, int in, int out, int err)
{
    posix_spawn_file_actions_t actions;
    pid_t pid = -1;
    int failure = posix_spawn_file_actions_init(&actions);
    if (failure) {
        errno = failure;
        return -1;
    }
    posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions, err, STDERR_FILENO);
    failure = posix_spawnp(&pid, argv[0], &actions, NULL, argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    errno = failure;
    return failure ? -1 : pid;
}

/* The exit code of PID, or -1 when it was killed. */
static int wait_for(pid_t pid)
{
    int status;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

bool gnuplot_is_there(void)
{
    static char *const argv[] = {"gnuplot", "--version", NULL};
    int null = open("/dev/null", O_RDWR);
    pid_t pid = null >= 0 ? start(argv, null, null, null) : -1;
    bool good = pid > 0 && wait_for(pid) == 0;
    if (null >= 0)
        close(null);
    return good;
}

static bool tell_missing(int failure, struct diag *diag)
{
    diag_fail(diag, DIAG_OUTSIDE, "cannot run gnuplot, which draws the pictures: %s", strerror(failure));
    diag_note(diag, "install it (Debian: gnuplot-nox); reports and results need none");
    return false;
}

/* The first lines of what gnuplot complained of. */
static bool tell_refusal(FILE *complaint, int code, struct diag *diag)
{
    char line[200];
    diag_fail(diag, DIAG_OUTSIDE, "gnuplot could not draw the picture (exit code %d)", code);
    rewind(complaint);
    for (int shown = 0; shown < 6 && fgets(line, sizeof line, complaint);) {
        line[strcspn(line, "\n")] = '\0';
        if (!line[strspn(line, " \t^")])
            continue;
        diag_note(diag, "%s", line);
        shown++;
    }
    return false;
}

/* Runs the script with its files open. */
static bool draw_into(FILE *script, int picture, FILE *complaint, struct diag *diag)
{
    static char *const argv[] = {"gnuplot", "-d", "-", NULL};
    pid_t pid = start(argv, fileno(script), picture, fileno(complaint));
    if (pid < 0)
        return tell_missing(errno, diag);
    int code = wait_for(pid);
    if (code == 127)
        return tell_missing(ENOENT, diag);
    struct stat status;
    if (code != 0 || fstat(picture, &status) || status.st_size == 0)
        return tell_refusal(complaint, code, diag);
    return true;
}

static bool tell_file(const char *path, struct diag *diag)
{
    return diag_fail(diag, DIAG_OUTSIDE, "cannot write '%s': %s", path, strerror(errno));
}

static bool may_replace(const char *path, struct diag *diag)
{
    struct stat status;
    if (stat(path, &status) || S_ISREG(status.st_mode))
        return true;
    return diag_fail(diag, DIAG_OUTSIDE, "cannot write '%s': it is not a regular file", path);
}

/* Script and complaint in unnamed files: no pipe that could break or fill up. */
static bool draw_script(const char *script, size_t length, int picture, struct diag *diag)
{
    FILE *input = tmpfile(), *complaint = tmpfile();
    bool good = input && complaint && fwrite(script, 1, length, input) == length && fflush(input) == 0 &&
                fseek(input, 0, SEEK_SET) == 0;
    if (!good)
        tell_file("a temporary file", diag);
    else
        good = draw_into(input, picture, complaint, diag);
    if (input)
        fclose(input);
    if (complaint)
        fclose(complaint);
    return good;
}

bool gnuplot_draw(const char *script, size_t length, const char *path, struct arena *arena, struct diag *diag)
{
    if (!may_replace(path, diag))
        return false;
    const char *own = arena_printf(arena, "%s.%ld.new", path, (long)getpid());
    int picture = open(own, O_CREAT | O_EXCL | O_RDWR, 0666);
    if (picture < 0)
        return tell_file(path, diag);
    bool good = draw_script(script, length, picture, diag);
    if (close(picture) && good)
        good = tell_file(path, diag);
    if (good && rename(own, path))
        good = tell_file(path, diag);
    if (!good)
        unlink(own);
    return good;
}
