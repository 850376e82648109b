/* SPDX-License-Identifier: Apache-2.0 */
#include "world/outcome.h"

#include "plan/frame.h"

static void write_tranches(struct world *world)
{
    const struct funding *funding = world->cast->funding;
    for (int i = 0; i < funding_tranche_count(funding); i++) {
        struct funding_tranche tranche = funding_tranche_at(funding, i, world->batch->arena);
        union cell *row = batch_row(world->batch, TABLE_TRANCHE);
        row[CELL_TRANCHE_RECORD].integer = tranche.record->number;
        row[CELL_TRANCHE_STATE].text = tranche.state;
        row[CELL_TRANCHE_SATISFIED].integer = tranche.satisfied;
        row[CELL_TRANCHE_AVAILABLE].integer = tranche.available;
        row[CELL_TRANCHE_DRAWN].integer = tranche.drawn;
        row[CELL_TRANCHE_ENDED].integer = tranche.ended;
        row[CELL_TRANCHE_AMOUNT_CENTS].integer = tranche.amount_cents;
        row[CELL_TRANCHE_DRAWN_CENTS].integer = tranche.drawn_cents;
        row[CELL_TRANCHE_BOUND_BY].text = tranche.bound_by;
        row[CELL_TRANCHE_MISSING].text = tranche.missing;
        row[CELL_TRANCHE_LAST].text = tranche.last;
        row[CELL_TRANCHE_GATE_CAUSE].text = tranche.held_cause;
        row[CELL_TRANCHE_GATE_BY].integer = outcome_record(tranche.held_by);
    }
}

static void write_draws(struct world *world)
{
    const struct funding_draw *draws = funding_draws(world->cast->funding);
    for (int i = 0; i < funding_draw_count(world->cast->funding); i++) {
        union cell *row = batch_row(world->batch, TABLE_DRAW);
        row[CELL_DRAW_TICK].integer = draws[i].tick;
        row[CELL_DRAW_RECORD].integer = draws[i].record->number;
        row[CELL_DRAW_PARTY].integer = outcome_party(world, draws[i].party);
        row[CELL_DRAW_CENTS].integer = draws[i].cents;
        row[CELL_DRAW_BOUND_BY].text = draws[i].bound_by;
        row[CELL_DRAW_GIVER].integer =
            outcome_party(world, funding_giver(world->cast->funding, draws[i].record));
    }
}

static void write_events(struct world *world)
{
    const struct funding_event *events = funding_events(world->cast->funding);
    for (int i = 0; i < funding_event_count(world->cast->funding); i++) {
        union cell *row = batch_row(world->batch, TABLE_EVENT);
        row[CELL_EVENT_TICK].integer = events[i].tick;
        row[CELL_EVENT_RECORD].integer = events[i].record->number;
        row[CELL_EVENT_WHAT].text = events[i].what;
        row[CELL_EVENT_CENTS].integer = events[i].cents;
        /* Details may be made in the replication's memory, which the writer never sees. */
        row[CELL_EVENT_DETAIL].text =
            events[i].detail ? arena_strdup(world->batch->arena, events[i].detail) : NULL;
    }
}

static void write_requests(struct world *world)
{
    const struct request_book *book = world->run.requests;
    for (size_t i = 0; i < book->count; i++) {
        const struct request *request = book->requests[i];
        union cell *row = batch_row(world->batch, TABLE_REQUEST);
        row[CELL_REQUEST_RECORD].integer = outcome_record(request->cause);
        row[CELL_REQUEST_PAYER].integer = outcome_party(world, request->payer);
        row[CELL_REQUEST_PAYEE].integer = outcome_party(world, request->payee);
        row[CELL_REQUEST_PRIORITY].integer = request->priority;
        row[CELL_REQUEST_CENTS].integer = funding_request_cents(request);
        row[CELL_REQUEST_SUBMITTED].integer = request->submitted;
        row[CELL_REQUEST_DECIDED].integer = request->decided;
        row[CELL_REQUEST_STATE].text = funding_request_state(request);
        row[CELL_REQUEST_HELD_BY].integer = outcome_record(request->held_by);
    }
}

static void write_postings(struct world *world)
{
    const struct ledger *ledger = world->run.ledger;
    for (size_t i = 0; i < ledger->count; i++) {
        const struct posting *posting = &ledger->postings[i];
        union cell *row = batch_row(world->batch, TABLE_POSTING);
        row[CELL_POSTING_TICK].integer = posting->tick;
        row[CELL_POSTING_PARTY].integer = outcome_party(world, posting->party);
        row[CELL_POSTING_DEBIT].text = account_names[posting->debit];
        row[CELL_POSTING_CREDIT].text = account_names[posting->credit];
        row[CELL_POSTING_CENTS].integer = posting->cents;
        row[CELL_POSTING_RECORD].integer = outcome_record(posting->cause);
        row[CELL_POSTING_COUNTERPARTY].integer = outcome_party(world, posting->counterparty);
    }
}

static void write_accounts(struct world *world)
{
    const struct ledger *ledger = world->run.ledger;
    for (int party = 0; party < ledger->party_count; party++)
        for (int account = 0; account < ACCOUNT_COUNT; account++) {
            int64_t cents = ledger_balance(ledger, party, account);
            if (cents == 0)
                continue;
            union cell *row = batch_row(world->batch, TABLE_ACCOUNT);
            row[CELL_ACCOUNT_PARTY].integer = outcome_party(world, party);
            row[CELL_ACCOUNT_NAME].text = account_names[account];
            row[CELL_ACCOUNT_CENTS].integer = cents;
        }
}

static void write_loans(struct world *world)
{
    const struct funding *funding = world->cast->funding;
    for (int i = 0; i < funding_loan_count(funding); i++) {
        struct funding_loan loan = funding_loan_at(funding, i);
        union cell *row = batch_row(world->batch, TABLE_LOAN);
        row[CELL_LOAN_RECORD].integer = loan.record->number;
        row[CELL_LOAN_OBLIGOR].integer = outcome_party(world, loan.obligor);
        row[CELL_LOAN_LENDER].integer = outcome_party(world, loan.lender);
        row[CELL_LOAN_RATE].real = loan.rate;
        row[CELL_LOAN_AMOUNT_CENTS].integer = loan.amount_cents;
        row[CELL_LOAN_DRAWN_CENTS].integer = loan.drawn_cents;
        row[CELL_LOAN_LAPSED_CENTS].integer = loan.lapsed_cents;
        row[CELL_LOAN_CAPITALISED_CENTS].integer = loan.capitalised_cents;
        row[CELL_LOAN_REPAID_CENTS].integer = loan.repaid_cents;
        row[CELL_LOAN_BALANCE_CENTS].integer = loan.balance_cents;
        row[CELL_LOAN_INTEREST_CENTS].integer = loan.interest_cents;
        row[CELL_LOAN_FEE_CENTS].integer = loan.fee_cents;
        row[CELL_LOAN_OVERDUE_CENTS].integer = loan.overdue_cents;
        row[CELL_LOAN_OVERDUE_SINCE].integer = loan.overdue_since;
    }
}

static void write_commitments(struct world *world)
{
    const struct funding *funding = world->cast->funding;
    for (int i = 0; i < funding_commitment_count(funding); i++) {
        struct funding_commitment commitment = funding_commitment_at(funding, i);
        union cell *row = batch_row(world->batch, TABLE_COMMITMENT);
        row[CELL_COMMITMENT_RECORD].integer = commitment.record->number;
        row[CELL_COMMITMENT_TOTAL_CENTS].integer = commitment.total_cents;
        row[CELL_COMMITMENT_TAKEN_CENTS].integer = commitment.taken_cents;
        row[CELL_COMMITMENT_SHORTFALL_CENTS].integer = commitment.shortfall_cents;
        row[CELL_COMMITMENT_BEYOND_CENTS].integer = commitment.beyond_cents;
        row[CELL_COMMITMENT_CREDIT_CENTS].integer = commitment.credit_cents;
    }
}

static void write_holdings(struct world *world)
{
    int count = plan_list(world->plan->plan, &frame_party_kind).count;
    for (int company = 0; company < count; company++)
        for (int holder = 0; holder < count; holder++) {
            double share = funding_ownership_ratio(world->cast->funding, company, holder);
            if (!(share > 0))
                continue;
            union cell *row = batch_row(world->batch, TABLE_HOLDING);
            row[CELL_HOLDING_COMPANY].integer = outcome_party(world, company);
            row[CELL_HOLDING_HOLDER].integer = outcome_party(world, holder);
            row[CELL_HOLDING_SHARE].real = share;
        }
}

void outcome_write_money(struct world *world)
{
    write_tranches(world);
    write_draws(world);
    write_events(world);
    write_requests(world);
    write_accounts(world);
    write_loans(world);
    write_commitments(world);
    write_holdings(world);
    if (outcome_detailed(world))
        write_postings(world);
}
