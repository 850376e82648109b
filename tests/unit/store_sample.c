/* SPDX-License-Identifier: Apache-2.0 */
#define _XOPEN_SOURCE 700
#include "store_sample.h"

#include <check.h>
#include <ftw.h>
#include <math.h>
#include <stdlib.h>
#include <unistd.h>

static const struct series_metric metrics[SAMPLE_METRICS] = {
    {"power.it_energised", "MW", "state", SERIES_SITE, true, "IT power that may be used"},
    {"power.pue", "1", "mean", SERIES_SITE, true, "facility energy over IT energy"},
    {"money.cash", "MUSD", "state", SERIES_PARTY, false, "cash of the party"},
    {"tokens.served", "Mtoken", "counter", SERIES_CAMPUS, false, "tokens served"},
};
static const struct results_entity entities[SAMPLE_ENTITIES] = {
    {SERIES_CAMPUS, "campus", "the campus"}, {SERIES_SITE, "tx", "Texas"},     {SERIES_SITE, "ga", "Georgia"},
    {SERIES_PARTY, "cloud", "the cloud"},    {SERIES_PARTY, "lab", "the lab"},
};
static const struct results_record records[SAMPLE_RECORDS] = {
    {"scenario", "s", "a study", NULL},
    {"hall", "tx.h1", "Hall 1", "tx"},
    {"tranche", "vendor-a.t2", "second tranche", NULL},
    {"activity", "tx.h1-shell", "Shell of Hall 1", "tx"},
};
static const char *const overrides[] = {"//feed[@id='f1']/@capacity=300 MW"};
static const struct results_file_row files[] = {{"orders.csv", "00ff"}};
static struct series_layout layout;

struct results_study sample_study(void)
{
    layout = series_layout_of(metrics, SAMPLE_METRICS);
    return (struct results_study){
        .name = "sample",
        .label = "A 'sample' study",
        .start = 1767225600,
        .end = 1988150400,
        .seed = 42,
        .replications = SAMPLE_RUNS,
        .points = 1,
        .options = "sample=week",
        .sha256 = "abc123",
        .resolved_xml = "<scenario/>",
        .version = "0.1.0",
        .arithmetic = "libm-1",
        .overrides = overrides,
        .override_count = 1,
        .files = files,
        .file_count = 1,
        .records = records,
        .record_count = SAMPLE_RECORDS,
        .entities = entities,
        .entity_count = SAMPLE_ENTITIES,
        .layout = &layout,
    };
}

/* Well mixed, so that equal rows do not happen by chance. */
static uint64_t mixed(uint64_t x)
{
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
}

static union cell sample_cell(const struct result_column *column, uint64_t key)
{
    static const char *const texts[] = {"pending", "it's \"quoted\"", "", "caf\xc3\xa9", NULL};
    uint64_t random = mixed(key);
    union cell cell = {.integer = (int64_t)(random % 100000)};
    switch (column->type) {
    case COLUMN_REAL: cell.real = random % 7 ? (double)random / 3 : NAN; break;
    case COLUMN_TEXT: cell.text = texts[random % 5]; break;
    case COLUMN_RECORD: cell.integer = (int64_t)(random % (SAMPLE_RECORDS + 1)) - 1; break;
    case COLUMN_ENTITY: cell.integer = (int64_t)(random % (SAMPLE_ENTITIES + 1)) - 1; break;
    case COLUMN_TICK: cell.integer = random % 5 ? 1767225600 + cell.integer * 3600 : CELL_NONE; break;
    default: break;
    }
    return cell;
}

/* Key cells count up so that they are unique: real ids and names where that is what they are. */
static union cell key_cell(const struct result_column *column, int row)
{
    static const char *const names[] = {"energy", "racks", "tokens", "money"};
    if (column->type == COLUMN_TEXT)
        return (union cell){.text = names[row]};
    return (union cell){.integer = row};
}

static void fill_table(struct batch *batch, enum result_table_name name)
{
    const struct result_table *table = &result_tables[name];
    int rows = name == TABLE_RUN ? 1 : table->columns[1].type == COLUMN_SEQ ? 100 : 4;
    for (int row = 0; row < rows; row++) {
        union cell *cells = batch_row(batch, name);
        for (int i = 1; i < table->column_count; i++) {
            if (table->columns[i].type == COLUMN_SEQ)
                continue;
            uint64_t key =
                ((uint64_t)batch->run_id * TABLE_COUNT + (uint64_t)name) * 10000 + (uint64_t)row * 100;
            cells[i] = i < table->key_count ? key_cell(&table->columns[i], row)
                                            : sample_cell(&table->columns[i], key + (uint64_t)i);
        }
    }
}

static void fill_samples(struct batch *batch)
{
    for (int time = 0; time < SAMPLE_TIMES; time++)
        for (int entity = 0; entity < SAMPLE_ENTITIES; entity++) {
            enum series series = entities[entity].scope;
            double *values = batch_sample(batch, series, entity, 1767225600 + time * 604800);
            for (int i = 0; i < batch->layout->columns[series]; i++)
                values[i] =
                    i == 1 && time == 0 ? NAN : (double)batch->run_id + time * 0.1 + i * 1e-9 + entity;
        }
}

struct batch *sample_batch(const struct results_study *study, int64_t run_id, struct arena *arena)
{
    struct batch *batch = batch_new(study->layout, run_id, arena);
    for (int name = TABLE_RUN; name < TABLE_COUNT; name++)
        fill_table(batch, name);
    fill_samples(batch);
    return batch;
}

static char scratch[] = "/tmp/gigaplan-store.XXXXXX";

static int remove_one(const char *path, const struct stat *status, int flag, struct FTW *walk)
{
    (void)status, (void)flag, (void)walk;
    return remove(path);
}

static void remove_scratch(void)
{
    nftw(scratch, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

const char *sample_path(const char *name, struct arena *arena)
{
    static pid_t owner;
    if (owner != getpid()) {
        owner = getpid();
        snprintf(scratch, sizeof scratch, "/tmp/gigaplan-store.XXXXXX");
        ck_assert_ptr_nonnull(mkdtemp(scratch));
        atexit(remove_scratch);
    }
    return arena_printf(arena, "%s/%s", scratch, name);
}

void sample_file(const char *path, const struct results_study *study)
{
    struct arena *arena = arena_new();
    struct diag *diag = diag_new(arena);
    struct results *results = results_create(path, study, true, diag);
    ck_assert_msg(results != NULL, "%s", diag_error_text(diag, 0));
    for (int run = 0; run < study->replications; run++)
        ck_assert(results_write(results, sample_batch(study, run, arena), diag));
    ck_assert(results_finish(results, diag));
    results_close(results);
    arena_free(arena);
}
