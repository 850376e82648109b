/* SPDX-License-Identifier: Apache-2.0 */
/*
 * results_plant - the logbook of the made-up plants of results_maker, simple enough for sums by hand.
 *
 * Replication R multiplies everything but the overhead by 1 + R / 10.  Four years from 2026 on; site 1
 * (UTC-6) and site 2 (UTC+9) draw 50 MW of IT, 60 MW from 12h to 18h local time.  Of the IT, the main
 * transformers lose 1 %, unit transformers 1 %, UPS 2 %, cables 1 %; outdoor fans take 3 %, pumps 2 %, hall
 * fans 1 %, chillers 2 % in June, July and August; overhead is 1 MW.  In April and May site 1 uses 10 m3 in
 * each hour from 12h to 18h. The dry bulb of month M is 10.5 + M degC, the wet bulb 5.5 + M; halls have 100
 * MW; supply is at 30 degC, at 32 in chiller months.
 */
#ifndef RESULTS_PLANT_H
#define RESULTS_PLANT_H

#include "store/batch.h"

#include <stdbool.h>
#include <stdint.h>

enum { RESULTS_PLANT_MONTHS = 48 };

/* Rows of plant_month and, where DETAILED, of plant_day, plant_span, plant_air and design_day. */
void results_plant_fill(struct batch *batch, int64_t start, bool detailed);

#endif
