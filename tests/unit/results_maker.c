/* SPDX-License-Identifier: Apache-2.0 */
#include "results_maker.h"
#include "results_plant.h"

#include "store/results.h"

#include <assert.h>
#include <math.h>
#include <string.h>

enum { DAY = 86400, WEEK = 7 * DAY, WEEKS = 208 };
static const int64_t start = 1767225600; /* 2026-01-01 */

enum { CAMPUS, TX, GA, LAB, CLOUD, VENDOR, LENDER, ENTITIES };
static const struct results_entity entities[ENTITIES] = {
    {SERIES_CAMPUS, "campus", "the campus"}, {SERIES_SITE, "tx", "Texas"},
    {SERIES_SITE, "ga", "Georgia"},          {SERIES_PARTY, "lab", "the lab"},
    {SERIES_PARTY, "cloud", "the cloud"},    {SERIES_PARTY, "vendor", "the vendor"},
    {SERIES_PARTY, "lender", "the lender"},
};

enum {
    SCENARIO,
    SHELL,
    SUBSTATION,
    HALL,
    HALF = MAKER_HALF,
    FULL = MAKER_FULL,
    ORDER,
    EQUITY,
    LOAN,
    T1 = MAKER_T1,
    T2 = MAKER_T2,
    RECORDS
};
static struct results_record records[RECORDS] = {
    [SCENARIO] = {"scenario", "s", "a study", NULL},
    [SHELL] = {"activity", "tx.shell", "Shell of hall 1", "tx"},
    [SUBSTATION] = {"activity", "tx.substation", "Substation", "tx"},
    [HALL] = {"hall", "tx.h1", "Hall 1", "tx"},
    [HALF] = {"milestone", "half", "Half of the capacity", NULL},
    [FULL] = {"milestone", "full", "All of the capacity", NULL},
    [ORDER] = {"rack-order", "tx.o1", "First racks", "tx"},
    [EQUITY] = {"equity", "vendor-a", "Vendor equity", NULL},
    [LOAN] = {"term-loan", "ddtl", "Delayed-draw loan", NULL},
    [T1] = {"tranche", "vendor-a.t1", "first tranche", NULL},
    [T2] = {"tranche", "vendor-a.t2", "second tranche", NULL},
};

enum metric {
    WANTED,
    CONTRACTED,
    ENERGISED,
    COMMISSIONED,
    RACKED,
    ACCEPTED,
    SERVING,
    RACKS_ORDERED,
    RACKS_DOCKED,
    RACKS_ACCEPTED,
    FACILITY,
    IT,
    ENERGY,
    FIRM,
    PUE,
    WUE,
    WATER,
    WET_BULB,
    ASKED,
    SERVED,
    SPILLED,
    REFUSED,
    CAPACITY,
    REVENUE,
    CASH,
    PAYABLE,
    DEBT,
    METRICS
};
static const struct series_metric metrics[METRICS] = {
    [WANTED] = {"capacity.wanted", "MW", "state", SERIES_SITE, true, "IT load that the plan wants"},
    [CONTRACTED] = {"capacity.contracted", "MW", "state", SERIES_SITE, true, "IT load under contract"},
    [ENERGISED] = {"capacity.energised", "MW", "state", SERIES_SITE, true, "IT load that has power"},
    [COMMISSIONED] = {"capacity.commissioned", "MW", "state", SERIES_SITE, true, "IT load of ready halls"},
    [RACKED] = {"capacity.racked", "MW", "state", SERIES_SITE, true, "IT load of racks in place"},
    [ACCEPTED] = {"capacity.accepted", "MW", "state", SERIES_SITE, true, "IT load of accepted racks"},
    [SERVING] = {"capacity.serving", "MW", "state", SERIES_SITE, true, "IT load of serving racks"},
    [RACKS_ORDERED] = {"racks.ordered", "rack", "state", SERIES_SITE, true, "racks ordered"},
    [RACKS_DOCKED] = {"racks.docked", "rack", "state", SERIES_SITE, true, "racks on the dock"},
    [RACKS_ACCEPTED] = {"racks.accepted", "rack", "state", SERIES_SITE, true, "racks accepted"},
    [FACILITY] = {"power.facility", "MW", "mean", SERIES_SITE, true, "facility load"},
    [IT] = {"power.it", "MW", "mean", SERIES_SITE, true, "IT load"},
    [ENERGY] = {"power.energy", "MWh", "counter", SERIES_SITE, true, "energy from the grid"},
    [FIRM] = {"power.firm", "MW", "state", SERIES_SITE, true, "firm capacity"},
    [PUE] = {"cooling.pue", "", "mean", SERIES_SITE, true, "facility energy over IT energy"},
    [WUE] = {"cooling.wue", "L/kWh", "mean", SERIES_SITE, true, "water over IT energy"},
    [WATER] = {"cooling.water", "m3", "counter", SERIES_SITE, true, "make-up water"},
    [WET_BULB] = {"weather.wet_bulb", "degC", "mean", SERIES_SITE, false, "outdoor wet bulb"},
    [ASKED] = {"tokens.asked", "Ttoken", "counter", SERIES_CAMPUS, false, "tokens asked for"},
    [SERVED] = {"tokens.served", "Ttoken", "counter", SERIES_SITE, true, "tokens served"},
    [SPILLED] = {"tokens.spilled", "Ttoken", "counter", SERIES_CAMPUS, false, "tokens spilled"},
    [REFUSED] = {"tokens.refused", "Ttoken", "counter", SERIES_CAMPUS, false, "tokens refused"},
    [CAPACITY] = {"tokens.capacity", "Ttoken/day", "mean", SERIES_CAMPUS, false,
                  "tokens that could be served"},
    [REVENUE] = {"tokens.revenue", "MUSD", "counter", SERIES_CAMPUS, false, "revenue"},
    [CASH] = {"funding.cash", "MUSD", "state", SERIES_PARTY, false, "cash"},
    [PAYABLE] = {"funding.payable", "MUSD", "state", SERIES_PARTY, false, "due and unpaid"},
    [DEBT] = {"funding.debt", "MUSD", "state", SERIES_PARTY, false, "debt"},
};

struct results_maker results_maker_default(void)
{
    return (struct results_maker){
        .replications = 16, .seed = 42, .label = "Two sites, made up", .label2 = "All of the capacity"};
}

/* 0..1, by run and place. */
static double spread(const struct results_maker *maker, int64_t run, int place)
{
    uint64_t x = maker->seed * 1000003 + (uint64_t)run * 8191 + (uint64_t)place * 131071 + 7;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return (double)((x ^ x >> 31) >> 11) * 0x1p-53;
}

/* Weeks that a run is behind the plan. */
static double delay_weeks(const struct results_maker *maker, int64_t run)
{
    bool late = !maker->late_runs || run < maker->late_runs;
    return (late ? maker->late_weeks : 0) + 30 * spread(maker, run, 1);
}

/* Steps of 50 MW every 26 weeks from week 20 on; both sites alike but for a shift. */
static double stepped(double week, int site)
{
    double steps = floor((week - 20 - 6 * (site == GA)) / 26);
    return 50 * fmin(fmax(steps + 1, 0), 6);
}

static const double rung_lag[] = {[WANTED] = 0, [CONTRACTED] = -30, [ENERGISED] = 2, [COMMISSIONED] = 4,
                                  [RACKED] = 8, [ACCEPTED] = 11,    [SERVING] = 12};

static double site_value(const struct results_maker *maker, int64_t run, int metric, int site, int week)
{
    double late = delay_weeks(maker, run);
    double serving = stepped(week - rung_lag[SERVING] - late, site);
    double wet =
        16 + 8 * sin((week - 16) / 52.18 * 6.2831853) - 2 * (site == GA) + spread(maker, run, 500 + week);
    double pue = 1.12 + 0.006 * fmax(wet - 8, 0);
    switch (metric) {
    case WANTED: return stepped(week, site);
    case CONTRACTED: return stepped(week - rung_lag[CONTRACTED], site);
    case ENERGISED:
    case COMMISSIONED:
    case RACKED:
    case ACCEPTED: return stepped(week - rung_lag[metric] - late, site);
    case SERVING: return serving;
    case RACKS_ORDERED: return 7 * stepped(week + 20, site);
    case RACKS_DOCKED: return 7 * (stepped(week - 7 - late, site) - stepped(week - 8 - late, site));
    case RACKS_ACCEPTED: return 7 * stepped(week - rung_lag[ACCEPTED] - late, site);
    case FACILITY: return week ? 0.8 * serving * pue : NAN;
    case IT: return week ? 0.8 * serving : NAN;
    case ENERGY: return week ? 0.8 * serving * pue * 168 : 0;
    case FIRM: return stepped(week - 2 - late, site);
    case PUE: return week && serving > 0 ? pue : NAN;
    case WUE: return week && serving > 0 ? 0.1 + 0.05 * fmax(wet - 15, 0) : NAN;
    case WATER: return week ? 0.8 * serving * 168 * (0.1 + 0.05 * fmax(wet - 15, 0)) : 0;
    case WET_BULB: return week ? wet : NAN;
    case SERVED: return week ? 0.01 * serving * 7 : 0;
    default: return NAN;
    }
}

/* Joined from the sites: sums, PUE by IT load. */
static double joined(const struct results_maker *maker, int64_t run, int metric, int week)
{
    double sum = 0, weight = 0;
    for (int site = TX; site <= GA; site++) {
        double value = site_value(maker, run, metric, site, week);
        double load = metric == PUE || metric == WUE ? site_value(maker, run, IT, site, week) : 1;
        sum += isnan(value) ? 0 : value * load;
        weight += isnan(value) ? 0 : load;
    }
    if (metric == PUE || metric == WUE)
        return weight > 0 ? sum / weight : NAN;
    return sum;
}

static double campus_value(const struct results_maker *maker, int64_t run, int metric, int week)
{
    double served = joined(maker, run, SERVED, week);
    double asked = week ? 7 * 0.3 * exp(week / 80.0 * (0.8 + 0.4 * spread(maker, run, 2))) : 0;
    double unmet = fmax(asked - served, 0);
    switch (metric) {
    case ASKED: return fmax(asked, served);
    case SPILLED: return 0.7 * unmet;
    case REFUSED: return 0.3 * unmet;
    case CAPACITY: return week ? 1.1 * served / 7 : NAN;
    case REVENUE: return 2 * served;
    default: return joined(maker, run, metric, week);
    }
}

/* The money of one run: what moved when, in weeks and cents. */
struct move {
    double week;
    int record, payer, payee; /* payee or payer -1: outside */
    int64_t cents;
    const char *debit, *credit; /* in the payer's books, in the payee's */
};

enum { MOVES = 5 };
static const struct move moves[MOVES] = {
    {30, T1, VENDOR, LAB, 100000000000, "investment", "equity"},
    {70, T2, VENDOR, LAB, 200000000000, "investment", "equity"},
    {40, LOAN, LENDER, CLOUD, 50000000033, "investment", "debt"},
    {42, SHELL, CLOUD, -1, 50000000011, "works", NULL},
    {90, SCENARIO, LAB, CLOUD, 90000000099, "compute", "revenue"},
};

static const int64_t opening[ENTITIES] = {
    [LAB] = 5000000001, [CLOUD] = 7000000002, [VENDOR] = 400000000000, [LENDER] = 900000000000};

/* The second tranche of a run that is too late: it lapses. */
static bool lapses(const struct results_maker *maker, int64_t run, int record)
{
    return record == T2 && delay_weeks(maker, run) >= 25;
}

static int64_t cash_cents(const struct results_maker *maker, int64_t run, int party, int week)
{
    int64_t cents = opening[party];
    for (int i = 0; i < MOVES; i++) {
        if (moves[i].week + delay_weeks(maker, run) > week || lapses(maker, run, moves[i].record))
            continue;
        cents -= moves[i].payer == party ? moves[i].cents : 0;
        cents += moves[i].payee == party ? moves[i].cents : 0;
    }
    return cents;
}

static double party_value(const struct results_maker *maker, int64_t run, int metric, int party, int week)
{
    bool owes = party == CLOUD && week >= 40 + delay_weeks(maker, run);
    switch (metric) {
    case CASH: return (double)cash_cents(maker, run, party, week) / 1e8;
    case DEBT: return owes ? 500.00000033 : 0;
    case PAYABLE: return party == CLOUD && week > 35 && week < 35 + delay_weeks(maker, run) / 4 ? 12.5 : 0;
    default: return NAN;
    }
}

static double value_of(const struct results_maker *maker, int64_t run, int metric, int entity, int week)
{
    if (entity == CAMPUS)
        return campus_value(maker, run, metric, week);
    return entity <= GA ? site_value(maker, run, metric, entity, week)
                        : party_value(maker, run, metric, entity, week);
}

static void fill_series(struct batch *batch, const struct results_maker *maker)
{
    for (int week = 0; week <= WEEKS; week++)
        for (int entity = 0; entity < ENTITIES; entity++) {
            double *row = batch_sample(batch, entities[entity].scope, entity, start + (int64_t)week * WEEK);
            for (int m = 0; m < METRICS; m++)
                if (series_has(&metrics[m], entities[entity].scope))
                    *row++ = value_of(maker, batch->run_id, m, entity, week);
        }
}

/* State at the end, total of a counter, mean of a mean. */
static double overall(const struct results_maker *maker, int64_t run, int metric, int entity)
{
    double sum = 0, count = 0;
    if (!strcmp(metrics[metric].sort, "state"))
        return value_of(maker, run, metric, entity, WEEKS);
    for (int week = 1; week <= WEEKS; week++) {
        double value = value_of(maker, run, metric, entity, week);
        double weight = metric == PUE || metric == WUE ? value_of(maker, run, IT, entity, week) : 1;
        sum += isnan(value) ? 0 : value * weight;
        count += isnan(value) ? 0 : weight;
    }
    return !strcmp(metrics[metric].sort, "counter") ? sum : sum / count;
}

static void fill_kpis(struct batch *batch, const struct results_maker *maker)
{
    for (int m = 0; m < METRICS; m++)
        for (int entity = 0; entity < ENTITIES; entity++) {
            if (!series_has(&metrics[m], entities[entity].scope))
                continue;
            union cell *row = batch_row(batch, TABLE_KPI);
            row[CELL_KPI_METRIC].integer = m;
            row[CELL_KPI_ENTITY].integer = entity;
            row[CELL_KPI_VALUE].real = overall(maker, batch->run_id, m, entity);
        }
}

static int64_t tick_of(double weeks)
{
    return weeks < WEEKS ? start + (int64_t)(weeks * 7) * DAY : CELL_NONE;
}

static void fill_works(struct batch *batch, const struct results_maker *maker)
{
    static const double weeks[RECORDS] = {[SHELL] = 18, [SUBSTATION] = 20, [HALL] = 24, [HALF] = 100,
                                          [FULL] = 190, [ORDER] = 100,     [T1] = 30,   [T2] = 70};
    double late = delay_weeks(maker, batch->run_id);
    for (int record = 0; record < RECORDS; record++) {
        if (weeks[record] == 0)
            continue;
        union cell *row = batch_row(batch, TABLE_MILESTONE);
        row[CELL_MILESTONE_RECORD].integer = record;
        row[CELL_MILESTONE_TICK].integer = tick_of(weeks[record] + late);
        if (strcmp(records[record].kind, "activity"))
            continue;
        row = batch_row(batch, TABLE_ACTIVITY);
        row[CELL_ACTIVITY_RECORD].integer = record;
        row[CELL_ACTIVITY_START].integer = tick_of(weeks[record] / 2 + late);
        row[CELL_ACTIVITY_FINISH].integer = tick_of(weeks[record] + late);
        row[CELL_ACTIVITY_DURATION].real = weeks[record] / 2 * WEEK;
        row[CELL_ACTIVITY_GATE_CAUSE].text = late < 20 ? "predecessor" : "funds";
        row[CELL_ACTIVITY_GATE_BY].integer = late < 20 ? SHELL : T1;
        row[CELL_ACTIVITY_GATE_SINCE].integer = start;
        row[CELL_ACTIVITY_GATE_OPENED].integer = tick_of(weeks[record] / 2 + late);
    }
}

static union cell *fill_tranche(struct batch *batch, int record, double week, int64_t cents, bool drawn)
{
    union cell *row = batch_row(batch, TABLE_TRANCHE);
    row[CELL_TRANCHE_RECORD].integer = record;
    row[CELL_TRANCHE_STATE].text = drawn ? "drawn" : "lapsed";
    row[CELL_TRANCHE_SATISFIED].integer = drawn ? tick_of(week - 1) : CELL_NONE;
    row[CELL_TRANCHE_AVAILABLE].integer = drawn ? tick_of(week) : CELL_NONE;
    row[CELL_TRANCHE_DRAWN].integer = drawn ? tick_of(week) : CELL_NONE;
    row[CELL_TRANCHE_ENDED].integer = tick_of(drawn ? week : 150);
    row[CELL_TRANCHE_AMOUNT_CENTS].integer = cents;
    row[CELL_TRANCHE_DRAWN_CENTS].integer = drawn ? cents : 0;
    row[CELL_TRANCHE_BOUND_BY].text = drawn ? "tranche amount" : NULL;
    row[CELL_TRANCHE_MISSING].text = drawn ? NULL : "power.it_energised at least 250 MW";
    row[CELL_TRANCHE_LAST].text = !drawn         ? NULL
                                  : record == T1 ? "tx.shell done"
                                                 : "racks.it_accepted at least 90 MW";
    row[CELL_TRANCHE_GATE_CAUSE].text = !drawn ? NULL : record == T1 ? "predecessor" : "position";
    row[CELL_TRANCHE_GATE_BY].integer = !drawn ? CELL_NONE : record == T1 ? SHELL : SUBSTATION;
    return row;
}

static void post(struct batch *batch, const struct move *move, double late, bool payer)
{
    union cell *row = batch_row(batch, TABLE_POSTING);
    row[CELL_POSTING_TICK].integer = tick_of(move->week + late);
    row[CELL_POSTING_PARTY].integer = payer ? move->payer : move->payee;
    row[CELL_POSTING_DEBIT].text = payer ? move->debit : "cash";
    row[CELL_POSTING_CREDIT].text = payer ? "cash" : move->credit;
    row[CELL_POSTING_CENTS].integer = move->cents;
    row[CELL_POSTING_RECORD].integer = move->record;
    row[CELL_POSTING_COUNTERPARTY].integer = payer ? move->payee : move->payer;
}

static void fill_openings(struct batch *batch)
{
    for (int party = LAB; party <= LENDER; party++) {
        union cell *row = batch_row(batch, TABLE_POSTING);
        row[CELL_POSTING_TICK].integer = start;
        row[CELL_POSTING_PARTY].integer = party;
        row[CELL_POSTING_DEBIT].text = "cash";
        row[CELL_POSTING_CREDIT].text = "opening";
        row[CELL_POSTING_CENTS].integer = opening[party];
        row[CELL_POSTING_RECORD].integer = SCENARIO;
        row[CELL_POSTING_COUNTERPARTY].integer = -1;
    }
}

/* One request that is granted after a wait, one that never is. */
static void fill_requests(struct batch *batch, const struct results_maker *maker)
{
    for (int i = 0; i < 2; i++) {
        union cell *row = batch_row(batch, TABLE_REQUEST);
        row[CELL_REQUEST_RECORD].integer = i ? SUBSTATION : SHELL;
        row[CELL_REQUEST_PAYER].integer = CLOUD;
        row[CELL_REQUEST_PAYEE].integer = -1;
        row[CELL_REQUEST_PRIORITY].integer = i;
        row[CELL_REQUEST_CENTS].integer = 50000000011;
        row[CELL_REQUEST_SUBMITTED].integer = start;
        row[CELL_REQUEST_DECIDED].integer = i ? CELL_NONE : tick_of(40 + delay_weeks(maker, batch->run_id));
        row[CELL_REQUEST_STATE].text = i ? "waiting" : "closed";
        row[CELL_REQUEST_HELD_BY].integer = i ? T2 : LOAN;
    }
}

/* Demand is one stream. */
static void fill_stream(struct batch *batch, const struct results_maker *maker)
{
    static const int tokens[] = {ASKED, SERVED, SPILLED, REFUSED};
    union cell *row = batch_row(batch, TABLE_STREAM);
    row[CELL_STREAM_RECORD].integer = SCENARIO;
    for (int i = 0; i < 4; i++)
        row[CELL_STREAM_ASKED + i].real = 1e12 * overall(maker, batch->run_id, tokens[i], CAMPUS);
    row[CELL_STREAM_QUEUED].real = 0;
    row[CELL_STREAM_REVENUE].real = 1e6 * overall(maker, batch->run_id, REVENUE, CAMPUS);
    row[CELL_STREAM_SPILL_COST].real = 0;
}

static void fill_money(struct batch *batch, const struct results_maker *maker)
{
    double late = delay_weeks(maker, batch->run_id);
    fill_openings(batch);
    for (int i = 0; i < MOVES; i++) {
        if (lapses(maker, batch->run_id, moves[i].record))
            continue;
        post(batch, &moves[i], late, true);
        if (moves[i].payee >= 0)
            post(batch, &moves[i], late, false);
        if (moves[i].record != T1 && moves[i].record != T2 && moves[i].record != LOAN)
            continue;
        union cell *row = batch_row(batch, TABLE_DRAW);
        row[CELL_DRAW_TICK].integer = tick_of(moves[i].week + late);
        row[CELL_DRAW_RECORD].integer = moves[i].record;
        row[CELL_DRAW_PARTY].integer = moves[i].payee;
        row[CELL_DRAW_CENTS].integer = moves[i].cents;
        row[CELL_DRAW_BOUND_BY].text = "need";
        row[CELL_DRAW_GIVER].integer = moves[i].payer;
    }
    fill_tranche(batch, T1, 30 + late, 100000000000, true);
    union cell *second = fill_tranche(batch, T2, 70 + late, 200000000000, late < 25);
    if (maker->in_part && late >= 25)
        second[CELL_TRANCHE_DRAWN_CENTS].integer = 50000000000;
    fill_requests(batch, maker);
    for (int party = LAB; party <= LENDER; party++) {
        union cell *account = batch_row(batch, TABLE_ACCOUNT);
        account[CELL_ACCOUNT_PARTY].integer = party;
        account[CELL_ACCOUNT_NAME].text = "cash";
        account[CELL_ACCOUNT_CENTS].integer = cash_cents(maker, batch->run_id, party, WEEKS);
    }
    union cell *row = batch_row(batch, TABLE_RESIDUAL);
    row[CELL_RESIDUAL_BOOK].text = "money";
    row[CELL_RESIDUAL_VALUE].real = 0;
    row[CELL_RESIDUAL_UNIT].text = "cent";
    row[CELL_RESIDUAL_THROUGHPUT].real = 4.9e11;
}

static void fill_limits(struct batch *batch, const struct results_maker *maker)
{
    static const char *const names[] = {"grid feed", "halls", "racks", "none"};
    double late = delay_weeks(maker, batch->run_id);
    for (int site = TX; site <= GA; site++)
        for (int year = 0; year < 4; year++) {
            double wanted = 36525.0 * (year + 1), seconds = 365.25 * DAY, left = 1;
            for (int i = 0; i < 4; i++) {
                double share = i < 3 ? late / 60 * (3 - i) / 6 / (year + 1) : left;
                union cell *row = batch_row(batch, TABLE_LIMIT);
                row[CELL_LIMIT_ENTITY].integer = site;
                row[CELL_LIMIT_PERIOD].integer = start + (int64_t)year * 365 * DAY;
                row[CELL_LIMIT_NAME].text = names[i];
                row[CELL_LIMIT_SECONDS].real = seconds * share;
                row[CELL_LIMIT_MW_DAYS].real = wanted * share;
                left -= share;
            }
        }
}

static struct results_study study_of(const struct results_maker *maker, const struct series_layout *layout)
{
    records[FULL].label = maker->label2;
    return (struct results_study){.name = "made-up",
                                  .label = maker->label,
                                  .start = start,
                                  .end = start + (int64_t)WEEKS * WEEK,
                                  .seed = maker->seed,
                                  .replications = maker->replications,
                                  .points = 1,
                                  .options = "sample=week",
                                  .sha256 = "00",
                                  .resolved_xml = "<scenario name=\"made-up\" status-date=\"2026-09-01\"/>",
                                  .version = "0",
                                  .arithmetic = "0",
                                  .records = records,
                                  .record_count = RECORDS,
                                  .entities = entities,
                                  .entity_count = ENTITIES,
                                  .layout = layout};
}

void results_maker_write(const char *path, const struct results_maker *maker)
{
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    struct series_layout layout = series_layout_of(metrics, METRICS);
    struct results_study study = study_of(maker, &layout);
    struct results *results = results_create(path, &study, true, diag);
    assert(results);
    for (int run = 0; run < maker->replications; run++) {
        struct batch *batch = batch_new(&layout, run, arena);
        union cell *row = batch_row(batch, TABLE_RUN);
        row[CELL_RUN_POINT].integer = 0;
        row[CELL_RUN_REPLICATION].integer = run;
        row[CELL_RUN_STATUS].text = "completed";
        row[CELL_RUN_EVENTS].integer = 1000;
        row[CELL_RUN_ROUNDS].integer = 2;
        fill_series(batch, maker);
        fill_kpis(batch, maker);
        fill_works(batch, maker);
        fill_money(batch, maker);
        fill_stream(batch, maker);
        fill_limits(batch, maker);
        if (run < maker->plant)
            results_plant_fill(batch, start, run < 2);
        bool written = results_write(results, batch, diag);
        assert(written);
        (void)written;
    }
    bool finished = results_finish(results, diag);
    assert(finished);
    (void)finished;
    results_close(results);
    arena_free(arena);
}
