/* SPDX-License-Identifier: Apache-2.0 */
/*
 * timeline - the panels of `plot timeline`, from top to bottom.  Each adds its panels to the sheet; one whose
 * figures are not in the file says so in its place.
 */
#ifndef REPORT_TIMELINE_H
#define REPORT_TIMELINE_H

#include "report/sheet.h"
#include "report/source.h"

/* What is done when: median and P10 to P90 of milestones, or of what else can be done. */
void timeline_strip(const struct source *source, struct sheet *sheet);

/* The ladder of capacity against what is wanted. */
void timeline_capacity(const struct source *source, struct sheet *sheet);

/* What bound the load: shares of what was wanted. */
void timeline_limits(const struct source *source, struct sheet *sheet);

/* Where the racks are, ordered to serving, and those stranded. */
void timeline_racks(const struct source *source, struct sheet *sheet);

/* PUE, and below it the wet bulb outside, by site. */
void timeline_cooling(const struct source *source, struct sheet *sheet);

/* Money drawn by instrument, with the events of tranches. */
void timeline_funding(const struct source *source, struct sheet *sheet);

/* Tokens a day: asked for, served, and what could be served. */
void timeline_tokens(const struct source *source, struct sheet *sheet);

/* At most SIZE columns of TEXT, with "..." behind what was cut. */
const char *timeline_short(const struct source *source, const char *text, int size);

#endif
