/* SPDX-License-Identifier: Apache-2.0 */
/*
 * export - what other people's tools take, read from a results file.
 *
 * A kind of export is one file export_NAME.c that ends with one constant export_NAME, listed in EXPORTS of
 * src/src.mk.  Its columns are an interface: they never change their names, order or units.  What its reader
 * must know beside them are remarks, for stderr.
 */
#ifndef REPORT_EXPORT_H
#define REPORT_EXPORT_H

#include "report/source.h"

#include <stdio.h>

struct export_request {
    const struct source *source;
    const char *site; /* id, or NULL: the only one */
    struct arena *arena;
    struct diag *diag;
    const char **remarks;
    size_t remark_count, remark_capacity;
};

struct export
{
    const char *name;
    const char *summary;                                           /* one line, lower case */
    bool (*write)(struct export_request * request, FILE * stream); /* false after errors */
};

/* Entity of the site that REQUEST names, or of the only one; -1 with a usage error that lists them. */
int64_t export_site(const struct export_request *request);

/* Adds a remark: lower case, without a full stop. */
void export_remark(struct export_request *request, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

#endif
