/* SPDX-License-Identifier: Apache-2.0 */
/*
 * output_file - files that commands write: whole or not at all.
 */
#ifndef CLI_OUTPUT_FILE_H
#define CLI_OUTPUT_FILE_H

#include "cli/cli.h"

#include <stdio.h>

/*
 * Writes LENGTH bytes to the file at PATH.  One that is there already takes their place only when REPLACE
 * says so; else it is a usage error.
 */
bool output_file_write(struct cli *cli, const char *path, const char *bytes, size_t length, bool replace);

/* TEXT as the value of an attribute of XML, between double quotes. */
void output_file_put_xml(FILE *out, const char *text);

#endif
