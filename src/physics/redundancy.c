/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/redundancy.h"

#include <assert.h>

struct redundancy_system redundancy_system(enum redundancy redundancy, int live_count)
{
    assert(live_count >= 1);
    switch (redundancy) {
    case REDUNDANCY_N: return (struct redundancy_system){1, 0, false};
    case REDUNDANCY_N_PLUS_1: return (struct redundancy_system){live_count, 1, false};
    case REDUNDANCY_N_PLUS_2: return (struct redundancy_system){live_count, 2, false};
    case REDUNDANCY_2N: return (struct redundancy_system){1, 1, false};
    case REDUNDANCY_3N_2: return (struct redundancy_system){2, 1, false};
    case REDUNDANCY_4N_3: return (struct redundancy_system){3, 1, false};
    case REDUNDANCY_CATCHER: return (struct redundancy_system){live_count, 1, true};
    }
    return (struct redundancy_system){1, 0, false};
}

double redundancy_installed_ratio(struct redundancy_system system)
{
    return (double)(system.live_count + system.spare_count) / system.live_count;
}

double redundancy_loaded_ratio(struct redundancy_system system)
{
    return system.idle ? (double)system.live_count / (system.live_count + system.spare_count) : 1;
}

int redundancy_spare_count(struct redundancy_system system, int unit_count)
{
    int whole = system.live_count + system.spare_count;
    int spares = system.spare_count * (unit_count / whole + (unit_count % whole != 0));
    return spares < unit_count ? spares : unit_count;
}

int redundancy_unit_count(struct redundancy_system system, int needed_count)
{
    int systems = needed_count / system.live_count + (needed_count % system.live_count != 0);
    return needed_count + system.spare_count * systems;
}

struct redundancy_level redundancy_level_of(struct redundancy_system system, double installed)
{
    return (struct redundancy_level){installed, installed * redundancy_loaded_ratio(system),
                                     installed / redundancy_installed_ratio(system)};
}

struct redundancy_level redundancy_level_of_units(struct redundancy_system system, int unit_count,
                                                  double rated)
{
    int firm = unit_count - redundancy_spare_count(system, unit_count);
    int loaded = system.idle ? firm : unit_count;
    return (struct redundancy_level){unit_count * rated, loaded * rated, firm * rated};
}

struct redundancy_level redundancy_level_sum(struct redundancy_level a, struct redundancy_level b)
{
    return (struct redundancy_level){a.installed + b.installed, a.loaded + b.loaded, a.firm + b.firm};
}

struct redundancy_level redundancy_level_scaled(struct redundancy_level level, double factor)
{
    return (struct redundancy_level){factor * level.installed, factor * level.loaded, factor * level.firm};
}
