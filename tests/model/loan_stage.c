/* SPDX-License-Identifier: Apache-2.0 */
#include "loan_stage.h"

void loan_stage_deal(void)
{
    deal_stage_party("co", "cloud", "10 MUSD");
    deal_stage_party("bank", "lender", "0 MUSD");
    deal_stage_work("build", "co");
    plan_maker_add(deal_stage.maker, &funding_term_loan_kind, NULL, "loan", "obligor", "co", "lender", "bank",
                   "amount", "100 MUSD", "availability-start", "2026-03-01", "availability-end", "2027-03-01",
                   "margin", "225 bp", "undrawn-fee", "0 bp", "maturity", "2028-03-01", NULL);
}

void loan_stage_add(const char *advance)
{
    plan_maker_set(deal_stage.maker, "loan", "advance", advance);
    plan_maker_add(deal_stage.maker, &funding_term_loan_kind, NULL, "other", "obligor", "co", "lender",
                   "bank", "amount", "100 MUSD", "availability-start", "2026-03-01", "availability-end",
                   "2027-03-01", "margin", "225 bp", "undrawn-fee", "0 bp", "maturity", "2028-03-01",
                   "advance", advance, NULL);
}

struct funding_loan loan_stage_first(void)
{
    return funding_loan_at(deal_stage.funding, 0);
}

struct funding_loan loan_stage_second(void)
{
    return funding_loan_at(deal_stage.funding, 1);
}

const char *loan_stage_bound(void)
{
    return deal_stage_tranche("loan").bound_by;
}

double loan_stage_published(const char *name)
{
    return metric_read(deal_stage.run->board, metric_cell_named(deal_stage.run->board->layout, name));
}
