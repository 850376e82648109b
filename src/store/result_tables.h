/* SPDX-License-Identifier: Apache-2.0 */
/*
 * result_tables - the fixed tables of a results file.
 *
 * Adding a table: one name in enum result_table_name, one enum of cells in cells.h, one entry in
 * result_tables.c. CREATE, INSERT, views, digest and the manual page follow from the entry.  Within a schema
 * major tables and columns are only added, columns at the end of their table.
 */
#ifndef STORE_RESULT_TABLES_H
#define STORE_RESULT_TABLES_H

#include "store/result_table.h"

enum result_table_name {
    /* about the study: written once */
    TABLE_STUDY,
    TABLE_FILE,
    TABLE_OVERRIDE,
    TABLE_RECORD,
    TABLE_METRIC,
    TABLE_ENTITY,
    TABLE_OBSERVATION,
    TABLE_DOCUMENTATION,
    TABLE_PROVENANCE,
    /* of each replication: place 0 is run_id, which the batch fills in, as it does every SEQ */
    TABLE_RUN,
    TABLE_KPI,
    TABLE_RESIDUAL,
    TABLE_MILESTONE,
    TABLE_ACTIVITY,
    TABLE_GATE,
    TABLE_REQUEST,
    TABLE_TRANCHE,
    TABLE_DRAW,
    TABLE_EVENT,
    TABLE_POSTING,
    TABLE_LIMIT,
    TABLE_HAPPENING,
    TABLE_TARGET,
    TABLE_STREAM,
    TABLE_ACCOUNT,
    TABLE_LOAN,
    TABLE_COMMITMENT,
    TABLE_HOLDING,
    TABLE_PLANT,
    TABLE_PLANT_DAY,
    TABLE_PLANT_SPAN,
    TABLE_PLANT_AIR,
    TABLE_PLANT_WITHOUT,
    TABLE_OUTAGE,
    TABLE_FIT,
    TABLE_HALL_LEVEL,
    TABLE_DESIGN_DAY,
    TABLE_RIDE_THROUGH,
    TABLE_BILL,
    TABLE_CARBON,
    TABLE_UNIT_YEAR,
    TABLE_COUNT
};

extern const struct result_table result_tables[TABLE_COUNT];

/* About the study: written once. */
enum {
    CELL_STUDY_NAME,
    CELL_STUDY_LABEL,
    CELL_STUDY_START,
    CELL_STUDY_END,
    CELL_STUDY_SEED,
    CELL_STUDY_REPLICATIONS,
    CELL_STUDY_POINTS,
    CELL_STUDY_OPTIONS,
    CELL_STUDY_SHA256,
    CELL_STUDY_RESOLVED_XML,
    CELL_STUDY_VERSION,
    CELL_STUDY_ARITHMETIC,
    CELL_STUDY_FINISHED,
    CELL_STUDY_COUNT
};
enum { CELL_FILE_PATH, CELL_FILE_SHA256, CELL_FILE_COUNT };
enum { CELL_OVERRIDE_PLACE, CELL_OVERRIDE_TEXT, CELL_OVERRIDE_COUNT };
enum {
    CELL_RECORD_NUMBER,
    CELL_RECORD_KIND,
    CELL_RECORD_ID,
    CELL_RECORD_LABEL,
    CELL_RECORD_SITE,
    CELL_RECORD_COUNT
};
enum {
    CELL_METRIC_ID,
    CELL_METRIC_NAME,
    CELL_METRIC_UNIT,
    CELL_METRIC_SORT,
    CELL_METRIC_SCOPE,
    CELL_METRIC_CAMPUS,
    CELL_METRIC_COLUMN,
    CELL_METRIC_MEANING,
    CELL_METRIC_COUNT
};
enum { CELL_ENTITY_ID, CELL_ENTITY_SCOPE, CELL_ENTITY_NAME, CELL_ENTITY_LABEL, CELL_ENTITY_COUNT };
enum {
    CELL_DOCUMENTATION_TABLE,
    CELL_DOCUMENTATION_COLUMN,
    CELL_DOCUMENTATION_UNIT,
    CELL_DOCUMENTATION_MEANING,
    CELL_DOCUMENTATION_COUNT
};
enum { CELL_OBSERVATION_RECORD, CELL_OBSERVATION_TICK, CELL_OBSERVATION_COUNT };
enum { CELL_PROVENANCE_NAME, CELL_PROVENANCE_VALUE, CELL_PROVENANCE_COUNT };

#endif
