/* SPDX-License-Identifier: Apache-2.0 */
/*
 * site_install - the kind <site-install>: how fast a site turns delivered racks into serving ones.
 */
#ifndef RACKS_SITE_INSTALL_H
#define RACKS_SITE_INSTALL_H

#include "plan/field.h"

enum {
    SITE_INSTALL_RATE,
    SITE_INSTALL_CREWS,
    SITE_INSTALL_DOCK_CAPACITY,
    SITE_INSTALL_BURN_IN,
    SITE_INSTALL_YIELD,
    SITE_INSTALL_REWORK,
    SITE_INSTALL_SPARE_SHARE,
    SITE_INSTALL_CAPITAL_RATE,
    SITE_INSTALL_FIELD_COUNT
};

extern const struct kind racks_site_install_kind;

#endif
