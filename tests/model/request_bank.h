/* SPDX-License-Identifier: Apache-2.0 */
/* request_bank - money without end for tests of models that ask for it. */
#ifndef TEST_REQUEST_BANK_H
#define TEST_REQUEST_BANK_H

#include "plan/run.h"

/* Grants every waiting request of BOOK now. */
void request_bank_grant(struct sim *sim, struct request_book *book);

#endif
