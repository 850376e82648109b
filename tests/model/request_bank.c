/* SPDX-License-Identifier: Apache-2.0 */
#include "request_bank.h"

void request_bank_grant(struct sim *sim, struct request_book *book)
{
    for (size_t i = 0; i < book->count; i++) {
        struct request *request = book->requests[i];
        if (request->state != REQUEST_WAITING)
            continue;
        request->state = REQUEST_GRANTED;
        request->decided = sim_now(sim);
        sim_schedule(sim, sim_now(sim), PHASE_STARTS, request->granted, request->subject, request->argument);
    }
}
