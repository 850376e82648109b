/* SPDX-License-Identifier: Apache-2.0 */
/*
 * init_wish - what the user of `init` wants, read from answers and checked against the catalogues.
 *
 * Each question is read by one function, so that the answers of options and of a terminal are
 * checked alike.  Climates, regions and rack systems are those of the catalogues at hand.
 *
 * Errors: DIAG_USAGE, with the names that would have been right.
 */
#ifndef CLI_INIT_WISH_H
#define CLI_INIT_WISH_H

#include "base/arena.h"
#include "base/diag.h"
#include "plan/record.h"

struct init_wish {
    const struct plan *catalogues;
    struct arena *arena;
    const char *name;  /* of the scenario and its file: "lone-star" */
    const char *site;  /* id of the site: the name, or "NAME-site" where that is taken */
    const char *label; /* as the user wrote it: "Lone Star" */
    const struct record *climate, *region, *system;
    double it_w;
    int64_t start; /* tick */
};

/* Whole campuses that the rules of thumb behind the file were made for. */
enum { INIT_IT_LEAST_MW = 2, INIT_IT_MOST_MW = 2000 };

/* TEXT becomes the part of WISH; false with an error.  The catalogues and the arena must be set. */
bool init_wish_site(struct init_wish *wish, const char *text, struct diag *diag);
bool init_wish_climate(struct init_wish *wish, const char *text, struct diag *diag);
bool init_wish_region(struct init_wish *wish, const char *text, struct diag *diag);
bool init_wish_it(struct init_wish *wish, const char *text, struct diag *diag);
bool init_wish_generation(struct init_wish *wish, const char *text, struct diag *diag);
bool init_wish_start(struct init_wish *wish, const char *text, struct diag *diag);

/* What an answer would be that was not given, from those before it; NULL when nothing is near. */
const char *init_wish_likely_climate(const struct init_wish *wish);
const char *init_wish_likely_region(const struct init_wish *wish);

#endif
