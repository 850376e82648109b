/* SPDX-License-Identifier: Apache-2.0 */
/*
 * numeric - how numerical failures are told in this program.
 *
 * GSL's default is to abort on an error; here its functions return their code and every caller
 * checks it.
 */
#ifndef BASE_NUMERIC_H
#define BASE_NUMERIC_H

/* To be called first in main, before any other thread exists. */
void numeric_start(void);

#endif
