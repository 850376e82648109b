/* SPDX-License-Identifier: Apache-2.0 */
/*
 * racks_view - what of the racks is told at once, for the files of this folder.
 */
#ifndef RACKS_RACKS_VIEW_H
#define RACKS_RACKS_VIEW_H

#include "racks/state.h"

/* Whether somebody is to be told at once of racks between order and acceptance. */
bool racks_pipeline_is_watched(const struct racks *racks);

/* Sets the state metrics that have changed, those of the pipeline or not. */
void racks_publish_parts(struct racks *racks, bool with_pipeline);

#endif
