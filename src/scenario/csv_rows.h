/* SPDX-License-Identifier: Apache-2.0 */
/*
 * csv_rows - makes elements of the rows of a table.
 *
 *     <table of="rack-order" from="orders.csv"/>
 *
 * The header names attributes: id, label and fields; "lead/low" is the attribute `low` of a child
 * <lead>.  An empty cell leaves the attribute out.
 */
#ifndef SCENARIO_CSV_ROWS_H
#define SCENARIO_CSV_ROWS_H

#include "plan/field.h"
#include "scenario/element.h"
#include "scenario/text_file.h"

/*
 * Appends to PARENT one <KIND> for each row of FILE, with the places of its cells; columns without a
 * meaning are errors, told once.
 */
void csv_rows_append(struct element *parent, const struct kind *kind, const struct text_file *file,
                     struct arena *arena, struct diag *diag);

#endif
