/* SPDX-License-Identifier: Apache-2.0 */
/*
 * mdoc - text for manual pages that are made from tables (mdoc(7)).
 *
 * Owns nothing.  Errors: whoever owns the stream checks it.
 */
#ifndef BASE_MDOC_H
#define BASE_MDOC_H

#include <stdio.h>

/*
 * Writes TEXT as lines of at most 78 bytes that are no requests, a new one after each sentence, as
 * mandoc -T lint wants them; blanks count as one.
 */
void mdoc_text(FILE *out, const char *text);

#endif
