/* SPDX-License-Identifier: Apache-2.0 */
/*
 * site_choice - which site, and which of its halls, an operator's command is about.
 */
#ifndef CLI_SITE_CHOICE_H
#define CLI_SITE_CHOICE_H

#include "cli/cli.h"
#include "plan/record.h"

struct site_choice {
    const struct record *site;
    const struct record *const *halls;
    int hall_count; /* 0: all of the site */
};

/* From --site (NULL: the only one) and --hall (none: all); false with usage errors that list what there is.
 */
bool site_choice_make(struct site_choice *choice, const struct plan *plan, const char *site,
                      const struct option_list *halls, struct cli *cli);

#endif
