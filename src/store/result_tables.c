/* SPDX-License-Identifier: Apache-2.0 */
#include "store/result_tables.h"

#include "store/bill_columns.h"
#include "store/cells.h"
#include "store/cells_money.h"
#include "store/cooling_columns.h"
#include "store/plant_columns.h"
#include "store/supply_columns.h"

#include <stddef.h>

#define TICK_UNIT "s since 1970-01-01 UTC"
#define RUN                                                                                                  \
    {                                                                                                        \
        "run_id", COLUMN_RUN, NULL, "the replication", false                                                 \
    }
#define SEQ                                                                                                  \
    {                                                                                                        \
        "seq", COLUMN_SEQ, "count", "place among the rows of this run, from 0", false                        \
    }

static const struct result_column study_columns[CELL_STUDY_COUNT] = {
    {"name", COLUMN_TEXT, NULL, "name of the scenario", false},
    {"label", COLUMN_TEXT, NULL, "what the scenario is called in reports", false},
    {"start", COLUMN_TICK, TICK_UNIT, "start of the simulated time", false},
    {"finish", COLUMN_TICK, TICK_UNIT, "end of the simulated time", false},
    {"seed", COLUMN_INTEGER, NULL, "seed of all random streams, as a signed number of 64 bits", false},
    {"replications", COLUMN_INTEGER, "count", "replications wanted of each design point", false},
    {"points", COLUMN_INTEGER, "count", "design points: 1 unless it is a sweep", false},
    {"options", COLUMN_TEXT, NULL, "options of the command that change what is stored", false},
    {"sha256", COLUMN_TEXT, NULL, "SHA-256 of the resolved scenario and of every file it reads", false},
    {"resolved_xml", COLUMN_TEXT, NULL, "the scenario after variants, includes and overrides", false},
    {"version", COLUMN_TEXT, NULL, "version of gigaplan", true},
    {"arithmetic", COLUMN_TEXT, NULL, "fingerprint of the mathematical library", true},
    {"finished", COLUMN_FLAG, NULL, "1 when all replications are in and the file is closed for good", true},
};

/* The hash in study covers the content; a path may differ between machines. */
static const struct result_column file_columns[CELL_FILE_COUNT] = {
    {"path", COLUMN_TEXT, NULL, "an external file that the scenario reads", false},
    {"sha256", COLUMN_TEXT, NULL, "SHA-256 of its content", false},
};

static const struct result_column override_columns[CELL_OVERRIDE_COUNT] = {
    {"place", COLUMN_INTEGER, "count", "place on the command line, from 0", false},
    {"text", COLUMN_TEXT, NULL, "XPATH=VALUE as given to --set", false},
};

static const struct result_column record_columns[CELL_RECORD_COUNT] = {
    {"number", COLUMN_INTEGER, NULL, "place among all elements of the scenario, from 0", false},
    {"kind", COLUMN_TEXT, NULL, "element name, such as hall or tranche", false},
    {"id", COLUMN_TEXT, NULL, "its id, qualified by the site: tx.h1", false},
    {"label", COLUMN_TEXT, NULL, "what people call it", false},
    {"site", COLUMN_TEXT, NULL, "id of the site it belongs to; NULL for the whole scenario", false},
};

static const struct result_column metric_columns[CELL_METRIC_COUNT] = {
    {"metric_id", COLUMN_INTEGER, NULL, "place among the metrics, from 0", false},
    {"name", COLUMN_TEXT, NULL, "name in conditions and reports: power.it_energised", false},
    {"unit", COLUMN_TEXT, NULL, "unit of all its values in this file", false},
    {"sort", COLUMN_TEXT, NULL,
     "state: the value at the sample; mean: over the interval; counter: growth in the interval", false},
    {"scope", COLUMN_TEXT, NULL, "whose number it is: site, party or campus", false},
    {"campus", COLUMN_FLAG, NULL, "1 when it is also kept for the campus", false},
    {"column_name", COLUMN_TEXT, NULL, "its column in the series tables", false},
    {"meaning", COLUMN_TEXT, NULL, "one sentence", false},
};

static const struct result_column entity_columns[CELL_ENTITY_COUNT] = {
    {"entity_id", COLUMN_INTEGER, NULL, "place among the owners of numbers, from 0", false},
    {"scope", COLUMN_TEXT, NULL, "site, party or campus", false},
    {"id", COLUMN_TEXT, NULL, "id in the scenario; the campus is called campus", false},
    {"label", COLUMN_TEXT, NULL, "what people call it", false},
};

static const struct result_column observation_columns[CELL_OBSERVATION_COUNT] = {
    {"record", COLUMN_RECORD, NULL, "a milestone of a replay", false},
    {"observed", COLUMN_TICK, TICK_UNIT, "when it really happened", false},
};

/* What a token is: the scenario's statements, which the hash of the plan covers. */
static const struct result_column token_demand_columns[CELL_TOKEN_DEMAND_COUNT] = {
    {"record", COLUMN_RECORD, NULL, "a demand for tokens", false},
    {"class", COLUMN_TEXT, NULL, "its class of work", false},
    {"queueing", COLUMN_TEXT, NULL, "interactive: served now or lost; batch: may wait", false},
    {"tier", COLUMN_TEXT, NULL, "tier of the model it asks for", false},
    {"tier_rank", COLUMN_INTEGER, NULL, "capability of the tier: 1 is the most capable", false},
    {"channel", COLUMN_TEXT, NULL, "how it is sold", false},
    {"cached_share", COLUMN_REAL, "%", "cached input among the tokens counted", false},
};

static const struct result_column token_rate_columns[CELL_TOKEN_RATE_COUNT] = {
    {"record", COLUMN_RECORD, NULL, "a throughput", false},
    {"system", COLUMN_TEXT, NULL, "rack system", false},
    {"class", COLUMN_TEXT, NULL, "class of work served", false},
    {"tier", COLUMN_TEXT, NULL, "tier of the model served", false},
    {"used", COLUMN_FLAG, NULL, "1 when racks of the system are ordered and a demand asks for class and tier",
     false},
    {"rack_rate", COLUMN_REAL, "token/s", "of one rack, median, before software gains", false},
    {"user_rate", COLUMN_REAL, "token/s", "that one user sees at this rate; NULL when not stated", false},
    {"rack_power", COLUMN_REAL, "kW",
     "IT power to be provided for one rack: the basis of tokens per megawatt", false},
    {"proxy", COLUMN_FLAG, NULL, "1 where another model stands for the lab's own", false},
    {"basis", COLUMN_TEXT, NULL, "what the rate was measured on", false},
    {"source", COLUMN_TEXT, NULL, "who says so", false},
    {"date", COLUMN_TEXT, NULL, "as of when", false},
    {"grade", COLUMN_TEXT, NULL, "grade of the evidence", false},
};

static const struct result_column documentation_columns[CELL_DOCUMENTATION_COUNT] = {
    {"table_name", COLUMN_TEXT, NULL, "a table of this file", false},
    {"column_name", COLUMN_TEXT, NULL, "its column; empty for the table itself", false},
    {"unit", COLUMN_TEXT, NULL, "unit of the values", false},
    {"meaning", COLUMN_TEXT, NULL, "one sentence", false},
};

static const struct result_column provenance_columns[CELL_PROVENANCE_COUNT] = {
    {"name", COLUMN_TEXT, NULL, "what: host, started, jobs ...", false},
    {"value", COLUMN_TEXT, NULL, "as it was", false},
};

static const struct result_column run_columns[CELL_RUN_COUNT] = {
    {"run_id", COLUMN_RUN, NULL, "computed from design point and replication, never counted up", false},
    {"point", COLUMN_INTEGER, NULL, "design point of a sweep, from 0", false},
    {"replication", COLUMN_INTEGER, NULL, "replication within the design point, from 0", false},
    {"status", COLUMN_TEXT, NULL, "completed, or stopped before the end", false},
    {"stop_reason", COLUMN_TEXT, NULL,
     "why it stopped early: stalemate, chasing conditions, money beyond the books", false},
    {"stopped", COLUMN_TICK, TICK_UNIT, "when it stopped early", false},
    {"events", COLUMN_INTEGER, "count", "events that took place", false},
    {"rounds", COLUMN_INTEGER, "count", "most rounds of the phases within one tick", false},
};

static const struct result_column kpi_columns[CELL_KPI_COUNT] = {
    RUN,
    {"metric_id", COLUMN_METRIC, NULL, "the metric", false},
    {"entity_id", COLUMN_ENTITY, NULL, "whose value", false},
    {"value", COLUMN_REAL, "unit of the metric",
     "whole replication: state at the end, mean since the start, total of a counter", false},
};

static const struct result_column residual_columns[CELL_RESIDUAL_COUNT] = {
    RUN,
    {"book", COLUMN_TEXT, NULL, "which balance: energy, racks, tokens, money ...", false},
    {"value", COLUMN_REAL, "unit of the row", "in minus out minus kept: zero when the book closes", false},
    {"unit", COLUMN_TEXT, NULL, "unit of value and throughput", false},
    {"throughput", COLUMN_REAL, "unit of the row", "all that went through, to judge the residual by", false},
};

static const struct result_column milestone_columns[CELL_MILESTONE_COUNT] = {
    RUN,
    {"record", COLUMN_RECORD, NULL, "what was to be done", false},
    {"done", COLUMN_TICK, TICK_UNIT, "when it was done; NULL: not reached in this replication", false},
    {"rack_order", COLUMN_RECORD, NULL,
     "of milestones and tranches: whose racks were accepted in the second in which the condition came to "
     "hold; NULL: nobody's",
     false},
    {"rack_hall", COLUMN_RECORD, NULL,
     "the hall of those racks; of a rack order that of the racks accepted last", false},
    {"rack_delivered", COLUMN_TICK, TICK_UNIT, "when they came", false},
    {"rack_installed", COLUMN_TICK, TICK_UNIT,
     "when crews began with them, after the wait for hall, dock and crews; installing and burn-in follow",
     false},
    {"rack_behind", COLUMN_TICK, TICK_UNIT,
     "when the first racks of the order came behind which they stood in line for that hall: it held them "
     "if it was done later than this",
     false},
    {"gate_cause", COLUMN_TEXT, NULL,
     "of milestones: what those racks had waited for longest on the site, position, crew, burn-in; else "
     "delivery",
     false},
    {"gate_by", COLUMN_RECORD, NULL, "which thing held them", false},
};

static const struct result_column activity_columns[CELL_ACTIVITY_COUNT] = {
    RUN,
    {"record", COLUMN_RECORD, NULL, "activity, permit or order", false},
    {"start", COLUMN_TICK, TICK_UNIT, "when it started; NULL: never", false},
    {"finish", COLUMN_TICK, TICK_UNIT, "when it finished; NULL: never", false},
    {"duration_s", COLUMN_REAL, "s", "duration drawn for it", false},
    {"gate_cause", COLUMN_TEXT, NULL, "what kind of thing held its start last, or holds it still", false},
    {"gate_by", COLUMN_RECORD, NULL, "which thing held it", false},
    {"gate_since", COLUMN_TICK, TICK_UNIT, "since when it waited for that", false},
    {"gate_opened", COLUMN_TICK, TICK_UNIT, "when that gate opened; NULL: still closed", false},
    {"gate_link", COLUMN_TEXT, NULL, "how it is tied to that: FS, SS; NULL: by its end", false},
    {"gate_via", COLUMN_RECORD, NULL,
     "of a crew the work that let go of it last, of funds the instrument whose money came", false},
    {"finish_gate_cause", COLUMN_TEXT, NULL,
     "what kind of thing held its finish when the work was over, or holds it still; NULL: nothing", false},
    {"finish_gate_by", COLUMN_RECORD, NULL, "which thing held the finish; of rack orders the hall", false},
    {"finish_gate_since", COLUMN_TICK, TICK_UNIT, "since when it waited for that", false},
    {"finish_gate_opened", COLUMN_TICK, TICK_UNIT, "when that gate opened; NULL: still closed", false},
    {"finish_gate_link", COLUMN_TEXT, NULL, "how it is tied to that: FF, SF; NULL: by its end", false},
};

static const struct result_column gate_columns[CELL_GATE_COUNT] = {
    RUN,
    SEQ,
    {"record", COLUMN_RECORD, NULL, "the work that waits", false},
    {"cause", COLUMN_TEXT, NULL, "predecessor, crew, delivery, permit, funds, date, condition, position",
     false},
    {"held_by", COLUMN_RECORD, NULL, "what must happen", false},
    {"since", COLUMN_TICK, TICK_UNIT, "when the work began to wait for it", false},
    {"opened", COLUMN_TICK, TICK_UNIT, "when it opened; NULL: never", false},
    {"link", COLUMN_TEXT, NULL, "how it is tied to what must happen: FS, SS, FF, SF; NULL: by its end",
     false},
    {"via", COLUMN_RECORD, NULL,
     "of a crew the work that let go of it last, of funds the instrument whose money came", false},
    {"holds", COLUMN_TEXT, NULL, "start or finish: what the gate holds", false},
};

static const struct result_column request_columns[CELL_REQUEST_COUNT] = {
    RUN,
    SEQ,
    {"record", COLUMN_RECORD, NULL, "work or order that needs the money", false},
    {"payer", COLUMN_ENTITY, NULL, "who is asked", false},
    {"payee", COLUMN_ENTITY, NULL, "who will be paid; NULL: outside the scenario", false},
    {"priority", COLUMN_INTEGER, NULL, "lower is served first", false},
    {"amount_cents", COLUMN_CENTS, "USD cents", "sum of all payments of the request", false},
    {"submitted", COLUMN_TICK, TICK_UNIT, "when it was submitted", false},
    {"decided", COLUMN_TICK, TICK_UNIT, "when it was granted; NULL: never", false},
    {"state", COLUMN_TEXT, NULL, "waiting, granted or closed", false},
    {"held_by", COLUMN_RECORD, NULL, "instrument or tranche that the money waited for", false},
};

static const struct result_column tranche_columns[CELL_TRANCHE_COUNT] = {
    RUN,
    {"record", COLUMN_RECORD, NULL, "the tranche", false},
    {"state", COLUMN_TEXT, NULL, "pending, satisfied, notice, available, drawn, lapsed, waived, cured",
     false},
    {"satisfied", COLUMN_TICK, TICK_UNIT, "when its conditions first held; NULL: never", false},
    {"available", COLUMN_TICK, TICK_UNIT, "when it could be drawn; NULL: never", false},
    {"drawn", COLUMN_TICK, TICK_UNIT, "when the first money came; NULL: never", false},
    {"ended", COLUMN_TICK, TICK_UNIT, "when it was wholly drawn or lapsed; NULL: open at the end", false},
    {"amount_cents", COLUMN_CENTS, "USD cents", "amount promised", false},
    {"drawn_cents", COLUMN_CENTS, "USD cents", "amount drawn", false},
    {"bound_by", COLUMN_TEXT, NULL, "which cap bound its last draw", false},
    {"missing", COLUMN_TEXT, NULL, "conditions that did not hold at the end, in words", false},
    {"held_last", COLUMN_TEXT, NULL, "part of its condition that came last, in words; NULL: never, or waived",
     false},
    {"gate_cause", COLUMN_TEXT, NULL,
     "what had held that part: predecessor, date, or what accepted racks had waited for; NULL: not known",
     false},
    {"gate_by", COLUMN_RECORD, NULL, "which thing held it", false},
};

static const struct result_column draw_columns[CELL_DRAW_COUNT] = {
    RUN,
    SEQ,
    {"tick", COLUMN_TICK, TICK_UNIT, "when", false},
    {"record", COLUMN_RECORD, NULL, "tranche or loan that was drawn", false},
    {"party", COLUMN_ENTITY, NULL, "who received the money", false},
    {"amount_cents", COLUMN_CENTS, "USD cents", "how much", false},
    {"bound_by", COLUMN_TEXT, NULL, "which of the caps was the smallest", false},
    {"giver", COLUMN_ENTITY, NULL, "who gave the money", false},
};

static const struct result_column event_columns[CELL_EVENT_COUNT] = {
    RUN,
    SEQ,
    {"tick", COLUMN_TICK, TICK_UNIT, "when", false},
    {"record", COLUMN_RECORD, NULL, "tranche, loan or commitment", false},
    {"what", COLUMN_TEXT, NULL, "satisfied, notice, available, drawn, lapsed, waived, cured, repaid ...",
     false},
    {"amount_cents", COLUMN_CENTS, "USD cents", "amount concerned", false},
    {"detail", COLUMN_TEXT, NULL, "the condition or cap that decided, in words", false},
};

static const struct result_column posting_columns[CELL_POSTING_COUNT] = {
    RUN,
    SEQ,
    {"tick", COLUMN_TICK, TICK_UNIT, "when", false},
    {"party", COLUMN_ENTITY, NULL, "in whose books", false},
    {"debit", COLUMN_TEXT, NULL, "account debited", false},
    {"credit", COLUMN_TEXT, NULL, "account credited", false},
    {"amount_cents", COLUMN_CENTS, "USD cents", "how much, always positive", false},
    {"record", COLUMN_RECORD, NULL, "activity, order, tranche or loan that caused it", false},
    {"counterparty", COLUMN_ENTITY, NULL, "the other side of a payment; NULL: outside the scenario", false},
};

static const struct result_column limit_columns[CELL_LIMIT_COUNT] = {
    RUN,
    {"entity_id", COLUMN_ENTITY, NULL, "the site", false},
    {"period", COLUMN_TICK, TICK_UNIT, "start of the period that is summed up", false},
    {"limit_name", COLUMN_TEXT, NULL, "what bound the IT load: feed, firm power, cooling, halls, racks ...",
     false},
    {"seconds", COLUMN_REAL, "s", "how long it was the binding limit", false},
    {"mw_days", COLUMN_REAL, "MW d", "IT load that it cut against the reference load", false},
};

static const struct result_column happening_columns[CELL_HAPPENING_COUNT] = {
    RUN,
    SEQ,
    {"tick", COLUMN_TICK, TICK_UNIT, "when", false},
    {"what", COLUMN_TEXT, NULL, "delivered, failed, repaired, energised ...", false},
    {"record", COLUMN_RECORD, NULL, "to what", false},
    {"cause", COLUMN_RECORD, NULL, "because of what", false},
    {"amount", COLUMN_REAL, "unit of the row", "how much, where there is an amount", false},
    {"unit", COLUMN_TEXT, NULL, "unit of the amount", false},
};

static const struct result_column target_columns[CELL_TARGET_COUNT] = {
    RUN,
    {"record", COLUMN_RECORD, NULL, "the target", false},
    {"tick", COLUMN_TICK, TICK_UNIT, "when it was looked at", false},
    {"value", COLUMN_REAL, "unit of the metric", "value of the target's metric then", false},
    {"met", COLUMN_FLAG, NULL, "1 when the target was met", false},
};

static const struct result_column stream_columns[CELL_STREAM_COUNT] = {
    RUN,
    {"record", COLUMN_RECORD, NULL, "the demand", false},
    {"asked", COLUMN_REAL, "token", "tokens asked for, input and output", false},
    {"served", COLUMN_REAL, "token", "of them, served by the campus", false},
    {"spilled", COLUMN_REAL, "token", "of them, sent to other clouds", false},
    {"refused", COLUMN_REAL, "token", "of them, refused", false},
    {"queued", COLUMN_REAL, "token", "of them, still waiting at the end", false},
    {"revenue_usd", COLUMN_REAL, "USD", "of served and spilled tokens, after the channel's share", false},
    {"spill_cost_usd", COLUMN_REAL, "USD", "what other clouds took for spilled tokens", false},
};

static const struct result_column account_columns[CELL_ACCOUNT_COUNT] = {
    RUN,
    {"party", COLUMN_ENTITY, NULL, "whose account", false},
    {"account", COLUMN_TEXT, NULL, "cash, works, debt, revenue ...", false},
    {"balance_cents", COLUMN_CENTS, "USD cents", "at the end; debit positive, so all of a party add up to 0",
     false},
};

static const struct result_column loan_columns[CELL_LOAN_COUNT] = {
    RUN,
    {"record", COLUMN_RECORD, NULL, "the loan", false},
    {"obligor", COLUMN_ENTITY, NULL, "who owes it", false},
    {"lender", COLUMN_ENTITY, NULL, "who lends", false},
    {"rate", COLUMN_REAL, "1/year", "interest: the base rate drawn and the margin", false},
    {"amount_cents", COLUMN_CENTS, "USD cents", "amount promised", false},
    {"drawn_cents", COLUMN_CENTS, "USD cents", "drawn, upfront fees included", false},
    {"lapsed_cents", COLUMN_CENTS, "USD cents", "promised, and no longer to be had", false},
    {"capitalised_cents", COLUMN_CENTS, "USD cents", "interest and fees added to the debt", false},
    {"repaid_cents", COLUMN_CENTS, "USD cents", "principal paid back", false},
    {"balance_cents", COLUMN_CENTS, "USD cents",
     "drawn + capitalised - repaid, at the end; overdue principal included", false},
    {"interest_cents", COLUMN_CENTS, "USD cents", "all interest, capitalised or due", false},
    {"fee_cents", COLUMN_CENTS, "USD cents", "upfront fees and fees on what is undrawn", false},
    {"overdue_cents", COLUMN_CENTS, "USD cents", "of the balance: principal due and not paid at the end",
     false},
    {"overdue_since", COLUMN_TICK, TICK_UNIT, "when that default began; NULL: nothing is overdue", false},
};

static const struct result_column commitment_columns[CELL_COMMITMENT_COUNT] = {
    RUN,
    {"record", COLUMN_RECORD, NULL, "the commitment", false},
    {"total_cents", COLUMN_CENTS, "USD cents", "committed", false},
    {"taken_cents", COLUMN_CENTS, "USD cents", "used or invoiced of that", false},
    {"shortfall_cents", COLUMN_CENTS, "USD cents", "part of it that minimums charged and was not used then",
     false},
    {"beyond_cents", COLUMN_CENTS, "USD cents", "paid for what was used beyond the total", false},
    {"credit_cents", COLUMN_CENTS, "USD cents", "paid for and not yet used at the end", false},
};

static const struct result_column holding_columns[CELL_HOLDING_COUNT] = {
    RUN,
    {"company", COLUMN_ENTITY, NULL, "whose shares", false},
    {"holder", COLUMN_ENTITY, NULL, "who bought them in tranches of equity", false},
    {"share", COLUMN_REAL, "1", "part of the company at the end, after all later rounds", false},
};

#define COLUMNS(NAME, COUNT) .columns = NAME##_columns, .column_count = COUNT

const struct result_table result_tables[TABLE_COUNT] = {
    [TABLE_STUDY] = {"study", "studies", COLUMNS(study, CELL_STUDY_COUNT), 0, false,
                     "What was simulated: one row."},
    [TABLE_FILE] = {"file", NULL, COLUMNS(file, CELL_FILE_COUNT), 1, true,
                    "External files that the scenario reads."},
    [TABLE_OVERRIDE] = {"override", NULL, COLUMNS(override, CELL_OVERRIDE_COUNT), 1, false,
                        "Values changed on the command line."},
    [TABLE_RECORD] = {"record", NULL, COLUMNS(record, CELL_RECORD_COUNT), 1, false,
                      "The elements of the scenario, which other tables name by number."},
    [TABLE_METRIC] = {"metric", NULL, COLUMNS(metric, CELL_METRIC_COUNT), 1, false,
                      "The metrics: units and meaning of the columns of the series."},
    [TABLE_ENTITY] = {"entity", NULL, COLUMNS(entity, CELL_ENTITY_COUNT), 1, false,
                      "The owners of numbers: campus, sites, parties."},
    [TABLE_OBSERVATION] = {"observation", "observations", COLUMNS(observation, CELL_OBSERVATION_COUNT), 1,
                           false, "What was observed, where the scenario is a replay."},
    [TABLE_TOKEN_DEMAND] = {"token_demand", "token_demands", COLUMNS(token_demand, CELL_TOKEN_DEMAND_COUNT),
                            1, true, "What a token of each demand is: class, model, cached share."},
    [TABLE_TOKEN_RATE] =
        {"token_rate", "token_rates", COLUMNS(token_rate, CELL_TOKEN_RATE_COUNT), 1, true,
         "What a rack of each system makes of a class and tier, on which power and evidence."},
    [TABLE_DOCUMENTATION] = {"documentation", NULL, COLUMNS(documentation, CELL_DOCUMENTATION_COUNT), 2, true,
                             "What every table and column of this file means."},
    [TABLE_PROVENANCE] =
        {"provenance", NULL, COLUMNS(provenance, CELL_PROVENANCE_COUNT), 1, true,
         "Where and when it was computed; the only table that differs between equal results."},
    [TABLE_RUN] = {"run", "runs", COLUMNS(run, CELL_RUN_COUNT), 1, false,
                   "The replications that are done; each came in whole, with all its rows elsewhere."},
    [TABLE_KPI] = {"kpi", "kpis", COLUMNS(kpi, CELL_KPI_COUNT), 3, false,
                   "Each metric over the whole replication."},
    [TABLE_RESIDUAL] = {"residual", "residuals", COLUMNS(residual, CELL_RESIDUAL_COUNT), 2, false,
                        "How exactly the books close."},
    [TABLE_MILESTONE] = {"milestone", "milestones", COLUMNS(milestone, CELL_MILESTONE_COUNT), 2, false,
                         "When everything that can be done was done."},
    [TABLE_ACTIVITY] = {"activity", "activities", COLUMNS(activity, CELL_ACTIVITY_COUNT), 2, false,
                        "Work with its dates and with the gate that held it last."},
    [TABLE_GATE] = {"gate", "gates", COLUMNS(gate, CELL_GATE_COUNT), 2, false,
                    "All that work waited for; of the first replications only, see run --detail."},
    [TABLE_REQUEST] = {"request", "requests", COLUMNS(request, CELL_REQUEST_COUNT), 2, false,
                       "Requests of work for funds."},
    [TABLE_TRANCHE] = {"tranche", "tranches", COLUMNS(tranche, CELL_TRANCHE_COUNT), 2, false,
                       "Tranches as they stood at the end."},
    [TABLE_DRAW] = {"draw", "draws", COLUMNS(draw, CELL_DRAW_COUNT), 2, false,
                    "Money drawn, each draw with the cap that bound it."},
    [TABLE_EVENT] = {"instrument_event", "instrument_events", COLUMNS(event, CELL_EVENT_COUNT), 2, false,
                     "What happened to tranches, loans and commitments."},
    [TABLE_POSTING] = {"posting", "postings", COLUMNS(posting, CELL_POSTING_COUNT), 2, false,
                       "The journal of all parties: double entry, in cents; of the first replications only, "
                       "see run --detail."},
    [TABLE_LIMIT] = {"limit_time", "limit_times", COLUMNS(limit, CELL_LIMIT_COUNT), 4, false,
                     "What bound the IT load, for how long and at what loss."},
    [TABLE_HAPPENING] = {"happening", "happenings", COLUMNS(happening, CELL_HAPPENING_COUNT), 2, false,
                         "The log of what happened; of the first replications only, see run --detail."},
    [TABLE_TARGET] = {"target", "targets", COLUMNS(target, CELL_TARGET_COUNT), 2, false,
                      "What the plan must reach, and whether it did."},
    [TABLE_STREAM] = {"stream", "streams", COLUMNS(stream, CELL_STREAM_COUNT), 2, false,
                      "What became of each demand for tokens over the whole replication."},
    [TABLE_ACCOUNT] = {"account", "accounts", COLUMNS(account, CELL_ACCOUNT_COUNT), 3, false,
                       "Balances of all accounts of all parties at the end."},
    [TABLE_LOAN] = {"loan", "loans", COLUMNS(loan, CELL_LOAN_COUNT), 2, false,
                    "Loans as they stood at the end."},
    [TABLE_COMMITMENT] = {"commitment", "commitments", COLUMNS(commitment, CELL_COMMITMENT_COUNT), 2, false,
                          "Take-or-pay commitments as they stood at the end."},
    [TABLE_HOLDING] = {"holding", "holdings", COLUMNS(holding, CELL_HOLDING_COUNT), 3, false,
                       "Who owns how much of whom at the end."},
    [TABLE_PLANT] = {"plant_month", "plant_months", plant_columns, CELL_PLANT_COUNT, 3, false,
                     "What the plant of each site did in each month: energy, peak, margin, cooling."},
    [TABLE_PLANT_DAY] = {"plant_day", "plant_days", plant_day_columns, CELL_DAY_COUNT, 4, false,
                         "The hours of the day of each site and month, of the first replications."},
    [TABLE_PLANT_SPAN] = {"plant_span", "plant_spans", plant_span_columns, CELL_SPAN_COUNT, 5, false,
                          "How long load and wet bulb stood where, of the first replications."},
    [TABLE_PLANT_AIR] = {"plant_air", "plant_airs", cooling_air_columns, CELL_AIR_COUNT, 6, false,
                         "What the plant took in which air and at which load, of the first replications."},
    [TABLE_PLANT_WITHOUT] = {"plant_without", "plants_without", supply_without_columns, CELL_WITHOUT_COUNT, 3,
                             false, "What is left with one unit taken out, of the first replications."},
    [TABLE_OUTAGE] = {"outage", "outages", supply_outage_columns, CELL_OUTAGE_COUNT, 2, false,
                      "Feeds and transformers: time in service, failures, time out."},
    [TABLE_FIT] = {"fit", "fits", plant_fit_columns, CELL_FIT_COUNT, 3, false,
                   "Which racks each hall can hold, and what binds; of the first replications."},
    [TABLE_HALL_LEVEL] = {"hall_level", "hall_levels", plant_level_columns, CELL_LEVEL_COUNT, 3, false,
                          "UPS and unit transformers of each hall as designed, of the first replications."},
    [TABLE_DESIGN_DAY] = {"design_day", "design_days", cooling_design_columns, CELL_DESIGN_COUNT, 3, false,
                          "Cooling of each group of halls in n-year extremes, of the first replications."},
    [TABLE_RIDE_THROUGH] = {"ride_through", "rides_through", cooling_ride_columns, CELL_RIDE_COUNT, 2, false,
                            "Seconds to the trip without cooling, of the first replications."},
    [TABLE_BILL] = {"power_bill", "power_bills", bill_columns, CELL_BILL_COUNT, 3, false,
                    "The power bill of each site and month, line by line."},
    [TABLE_CARBON] = {"carbon_month", "carbon_months", carbon_columns, CELL_CARBON_COUNT, 3, false,
                      "Carbon dioxide of each site and month, on bases that are not to be added."},
    [TABLE_UNIT_YEAR] = {"unit_year", "unit_years", supply_unit_columns, CELL_UNIT_COUNT, 3, false,
                         "What sources on the site and interruptible feeds did in each year."},
};
