/* SPDX-License-Identifier: Apache-2.0 */
/*
 * gnuplot - the door to the program that draws.
 *
 * A script of commands and inline data goes in on standard input, a picture comes out on standard output
 * into a file of our own, which then gets its name.  No shell, no file name in the script, no settings of
 * the user.  Texts of users enter a script only through gnuplot_quote.
 */
#ifndef REPORT_GNUPLOT_H
#define REPORT_GNUPLOT_H

#include "base/arena.h"
#include "base/diag.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Runs SCRIPT (LENGTH bytes) and leaves the picture at PATH; what stood there is replaced only when all
 * went well.  Errors are of the class DIAG_OUTSIDE: no gnuplot on the PATH, a script that it refuses, a
 * folder that cannot be written, a PATH that is no regular file.
 */
bool gnuplot_draw(const char *script, size_t length, const char *path, struct arena *arena,
                  struct diag *diag);

/* True when gnuplot can be run. */
bool gnuplot_is_there(void);

/*
 * TEXT as a string of gnuplot: in single quotes, in which nothing is read but the doubled quote; control
 * characters are dropped, bytes that are no UTF-8 become '?'.
 */
const char *gnuplot_quote(const char *text, struct arena *arena);

#endif
