/* SPDX-License-Identifier: Apache-2.0 */
/*
 * condition_read - reads what money or a milestone waits for.
 *
 *     <when><all> <metric name="power.it_energised" at-least="250 MW"/>
 *                 <milestone ref="s1-online"/> </all></when>
 */
#ifndef SCENARIO_CONDITION_READ_H
#define SCENARIO_CONDITION_READ_H

#include "scenario/build.h"

/* The condition in ELEMENT (<when>), which belongs to OWNER; NULL with errors. */
const struct condition *condition_read(const struct build *build, const struct record *owner,
                                       const struct element *element);

/*
 * The definition of metric NAME as scenarios write it ("power.pue", "tx.power.pue"), or NULL with
 * an error at SPAN: no such metric, an owner of the wrong kind, or no value for the campus.
 */
const struct metric_def *condition_metric(const struct build *build, const char *name, struct span span);

#endif
