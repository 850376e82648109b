/* SPDX-License-Identifier: Apache-2.0 */
#include "report/export.h"
#include "report/plant_log.h"
#include "report/sample.h"

#include "base/calendar.h"
#include "base/table.h"

#include <math.h>

/* What the letter's reader must be told of the whole of it. */
struct remarks {
    bool billed;    /* some energy contract has a minimum */
    int short_runs; /* replications that ended before the last quarter did */
    bool own_power; /* something but the grid supplies the site */
};

static bool check_file(const struct export_request *request)
{
    if (plant_log_is_kept(request->source))
        return true;
    diag_fail(request->diag, DIAG_INPUT,
              "the file has no table plant_month, where the load of a site stands");
    diag_note(request->diag, "an older gigaplan wrote it: run the scenario again");
    return false;
}

/* A replication counts in the quarters of which it saw anything. */
static struct sample peaks_of(const struct export_request *request, const struct plant_period *quarter,
                              struct remarks *remarks)
{
    int count = request->source->run_count, ended = 0;
    double *peaks = source_figures(request->source, NAN);
    for (int run = 0; run < count; run++) {
        const double *const *figure = (const double *const *)quarter->figure;
        bool seen = figure[CELL_PLANT_HOURS][run] > 0;
        ended += !seen;
        if (seen)
            peaks[run] = figure[CELL_PLANT_PEAK][run];
        if (figure[CELL_PLANT_INPUT][run] - figure[CELL_PLANT_METER][run] >
            1e-6 * figure[CELL_PLANT_INPUT][run])
            remarks->own_power = true;
    }
    remarks->short_runs = ended;
    return sample_of(peaks, count, request->arena);
}

/* Of the site's bills in the quarter, what is due without any use: the sum of its months, USD, by run. */
static double *minimum_bills(const struct export_request *request, int64_t site, int64_t quarter)
{
    const struct source *source = request->source;
    double *bills = source_figures(source, NAN);
    struct cursor *row =
        reader_query(source->reader, source->diag,
                     "SELECT run_id, sum(minimum_cents) FROM power_bill WHERE " SOURCE_CHOSEN
                     " AND entity_id = ?3 AND month >= ?4 AND month < ?5 GROUP BY run_id",
                     "iiiii", source->point, source->only, site, quarter, calendar_add_months(quarter, 3));
    while (cursor_next(row, source->diag)) {
        int run = source_place(source, cursor_integer(row, 0));
        if (run >= 0)
            bills[run] = (double)cursor_integer(row, 1) / 100;
    }
    return bills;
}

/* Whether a bill of the site has a minimum at all: files before power bills, and other contracts, have none.
 */
static bool has_minimum(const struct export_request *request, int64_t site)
{
    const struct source *source = request->source;
    if (!plant_log_has_table(source, "power_bill"))
        return false;
    struct cursor *row = reader_query(source->reader, source->diag,
                                      "SELECT 1 FROM power_bill WHERE " SOURCE_CHOSEN
                                      " AND entity_id = ?3 AND minimum_cents > 0 LIMIT 1",
                                      "iii", source->point, source->only, site);
    bool has = cursor_next(row, source->diag);
    cursor_close(row);
    return has;
}

static double rounded(double value, double per)
{
    return round(value * per) / per;
}

static void put_quarter(struct table *table, const struct export_request *request,
                        const struct plant_period *quarter, struct remarks *remarks)
{
    struct sample peaks = peaks_of(request, quarter, remarks);
    struct date date = calendar_date_of(quarter->start);
    table_add_row(table);
    table_put_text(table,
                   arena_printf(request->arena, "%04d-Q%d", date.year, calendar_quarter(quarter->start)));
    table_put_number(table, rounded(sample_quantile(&peaks, 0.5), 1e3));
    table_put_number(table, rounded(sample_quantile(&peaks, 0.9), 1e3));
    if (remarks->billed) {
        struct sample bills = sample_of(minimum_bills(request, quarter->entity, quarter->start),
                                        request->source->run_count, request->arena);
        table_put_number(table, rounded(sample_quantile(&bills, 0.5), 1e2));
    } else {
        table_put_blank(table);
    }
}

static void tell(struct export_request *request, const struct remarks *remarks)
{
    const struct reader_study *study = request->source->study;
    if (remarks->billed)
        export_remark(request, "minimum_bill_usd is due without any use: minimum demand, minimum take, fixed "
                               "charge and taxes of the energy contract, median");
    else
        export_remark(request,
                      "minimum_bill_usd is blank: the scenario has no utility tariff with a minimum");
    export_remark(request, "%s: mw_p50 is exceeded in half of them, mw_p90 in 10 %%, each quarter by itself",
                  source_basis(request->source));
    export_remark(request,
                  "a peak is the largest mean of an hour; a demand meter of 15 minutes can read more");
    if (request->source->run_count < 10)
        export_remark(request, "with fewer than 10 replications mw_p90 is the largest of them");
    if (remarks->own_power)
        export_remark(request,
                      "the site has supply of its own: peaks are of its whole load, not of the grid's "
                      "meter");
    if (remarks->short_runs)
        export_remark(request, "%d of %d replications ended early and count up to their end",
                      remarks->short_runs, request->source->run_count);
    if (study->start != calendar_quarter_start(study->start) ||
        study->end != calendar_quarter_start(study->end))
        export_remark(request, "the study begins or ends within a quarter, of which only that part counts");
}

static bool write(struct export_request *request, FILE *stream)
{
    static const struct table_column columns[] = {
        {.name = "quarter"},
        {.name = "mw_p50"},
        {.name = "mw_p90"},
        {.name = "minimum_bill_usd"},
    };
    struct table *table = table_new(request->arena, "load-ramp", NULL, columns, 4);
    struct remarks remarks = {0};
    int64_t site = export_site(request);
    if (site < 0 || !check_file(request))
        return false;
    remarks.billed = has_minimum(request, site);
    struct plant_log log = plant_log_load(request->source, PLANT_BY_QUARTER);
    for (int i = 0; i < log.count; i++)
        if (log.periods[i].entity == site)
            put_quarter(table, request, &log.periods[i], &remarks);
    table_print((const struct table *const[]){table}, 1, (struct table_style){.format = TABLE_FORMAT_CSV},
                stream);
    tell(request, &remarks);
    return true;
}

const struct export export_load_ramp = {
    .name = "load-ramp",
    .summary = "largest load of a site by quarter, P50 and P90, as a utility asks for it",
    .write = write,
};
