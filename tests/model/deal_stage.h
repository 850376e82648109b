/* SPDX-License-Identifier: Apache-2.0 */
/*
 * deal_stage - a small deal on stage: parties, instruments, work that asks and pays, the calendar.
 *
 * The stage rings and hears the bells as the world does and ends every month.  Amounts are in MUSD.
 */
#ifndef DEAL_STAGE_H
#define DEAL_STAGE_H

#include "../unit/plan_maker.h"
#include "base/calendar.h"
#include "funding/funding.h"
#include "plan/frame.h"

#include <check.h>

struct deal_stage {
    struct arena *arena;
    struct diag *diag;
    struct plan_maker *maker;
    const struct plan *plan;
    const struct funding_plan *compiled;
    struct funding *funding;
    struct run *run;
    double facility_w; /* accepted at the first site, from now on */
    int granted[16];   /* arguments of granted requests, in order */
    int granted_count;
};

extern struct deal_stage deal_stage;

void deal_stage_set_up(void);
void deal_stage_tear_down(void);

/* Adds a party with cash, "10 MUSD". */
void deal_stage_party(const char *id, const char *role, const char *cash);

/* Adds a piece of work that PAYER pays for: a record with `payer` and `cost`. */
struct record *deal_stage_work(const char *id, const char *payer);

/* A condition for plan_maker_put: from a date on; a milestone; both. */
union value deal_stage_from(const char *date);
union value deal_stage_signed(void);

/* Compiles; false when there were errors. */
bool deal_stage_compile(void);

/* Compiles, which must be good, and starts; the clock stands at the start. */
void deal_stage_open(void);

/* Lets everything happen up to the end of the tick of DATE. */
void deal_stage_run(const char *date);

/* A cost of building, or any other, that falls due now, without a request. */
void deal_stage_charge(const char *payer, const char *payee, double musd, enum account debit);

/* Asks for MUSD, to be paid AFTER days after the grant; NUMBER is told when it is granted. */
struct request *deal_stage_ask(const char *work, const char *payer, double musd, int after_d, int number);

/* Charges MUSD against REQUEST now. */
void deal_stage_use(struct request *request, double musd);

int deal_stage_index(const char *id);
int64_t deal_stage_tick(const char *date);
int64_t deal_stage_balance(const char *party, enum account account);
struct funding_tranche deal_stage_tranche(const char *id);

/* All books are exact. */
void deal_stage_check(void);

#endif
