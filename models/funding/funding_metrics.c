/* SPDX-License-Identifier: Apache-2.0 */
#include "funding/deal.h"
#include "funding/funding.h"

#define PARTY_STATE(NAME, MEANING)                                                                           \
    {                                                                                                        \
        NAME, "MUSD", METRIC_STATE, JOIN_SUM, SCOPE_PARTY, MEANING                                           \
    }
#define PARTY_COUNTER(NAME, MEANING)                                                                         \
    {                                                                                                        \
        NAME, "MUSD", METRIC_COUNTER, JOIN_SUM, SCOPE_PARTY, MEANING                                         \
    }

static const struct metric_def defs[DEAL_METRIC_COUNT] = {
    [DEAL_CASH] = PARTY_STATE("funding.cash", "cash at hand, encumbered or not"),
    [DEAL_ENCUMBERED] = PARTY_STATE("funding.encumbered", "granted to work and not yet charged"),
    [DEAL_PAYABLE] = PARTY_STATE("funding.payable", "due and unpaid, overdue principal too: the funding gap"),
    [DEAL_DEBT] =
        PARTY_STATE("funding.debt", "owed on loans, capitalised interest and overdue principal included"),
    [DEAL_DRAWN] =
        PARTY_STATE("funding.drawn", "received from equities and loans since the start; the sum over parties "
                                     "counts money that one of them passes on at each"),
    [DEAL_UNDRAWN] =
        PARTY_STATE("funding.undrawn", "promised by equities and loans, neither drawn nor lapsed"),
    [DEAL_CAPEX] = PARTY_COUNTER("funding.capex", "capital cost paid"),
    [DEAL_INTEREST] = PARTY_COUNTER("funding.interest", "interest on loans, capitalised or due"),
    [DEAL_FEES] = PARTY_COUNTER("funding.fees", "undrawn and upfront fees of loans"),
    [DEAL_COMPUTE] = PARTY_COUNTER("funding.compute",
                                   "rent and take-or-pay invoiced, prepayments and shortfalls included"),
};

const struct metric_table funding_metrics = {defs, DEAL_METRIC_COUNT};
