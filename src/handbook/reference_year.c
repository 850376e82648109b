/* SPDX-License-Identifier: Apache-2.0 */
#include "handbook/reference_year.h"

#include "physics/psychrometrics.h"
#include "scenario/epw.h"

#include <math.h>
#include <string.h>
#include <unistd.h>

/* clang-format off */
const struct reference_site reference_sites[] = {
    {"Dallas-Fort Worth", "USA_TX_Dallas-Fort.Worth.Intl.AP.722590_TMY3.epw", 43.3, 28.3,
     {3782, 1885, 679, 39}, {2473, 121}, {5957, 3851, 911}, 18.73, 14.26},
    {"Amarillo", "USA_TX_Amarillo.Intl.AP.723630_TMY3.epw", 41.5, 24.4,
     {2137, 1018, 276, 8}, {256, 0}, {4015, 1863, 0}, NAN, NAN},
    {"Atlanta", "USA_GA_Atlanta-Hartsfield-Jackson.Intl.AP.722190_TMY3.epw", 39.2, 28.0,
     {2850, 1134, 203, 0}, {1394, 0}, {5467, 3194, 203}, NAN, NAN},
    {"Chicago", "USA_IL_Chicago-OHare.Intl.AP.725300_TMY3.epw", 39.5, 28.5,
     {1538, 522, 41, 0}, {508, 6}, {3804, 1750, 161}, 9.99, 7.15},
    {"Milwaukee", "USA_WI_Milwaukee-Mitchell.Intl.AP.726400_TMY3.epw", 39.2, 29.5,
     {1070, 250, 28, 0}, {326, 5}, {3326, 1337, 129}, NAN, NAN},
    {"Buffalo", "USA_NY_Buffalo-Greater.Buffalo.Intl.AP.725280_TMY3.epw", 35.7, 27.6,
     {1006, 171, 0, 0}, {166, 0}, {3369, 1135, 9}, 9.05, 6.33},
};
/* clang-format on */
const int reference_site_count = sizeof reference_sites / sizeof *reference_sites;

const struct reference_year *reference_year_read(const struct reference_site *site, const char *folder,
                                                 struct arena *arena, struct diag *diag)
{
    if (!folder)
        return NULL;
    const char *path = arena_printf(arena, "%s/weather/%s", folder, site->file);
    struct text_file *file = access(path, R_OK) ? NULL : text_file_load(path, arena, (struct span){0}, diag);
    struct hourly *hourly = file ? epw_read(file, arena, diag) : NULL;
    if (!hourly)
        return NULL;
    struct reference_year *year = arena_alloc(arena, sizeof *year);
    memcpy(year->dry_bulb_k, hourly->columns[HOURLY_DRY_BULB_K], sizeof year->dry_bulb_k);
    memcpy(year->relative_ratio, hourly->columns[HOURLY_RELATIVE_RATIO], sizeof year->relative_ratio);
    for (int i = 0; i < REFERENCE_HOURS; i++) {
        double pa = hourly->columns[HOURLY_PRESSURE_PA][i];
        double humidity =
            psychrometrics_humidity_from_relative(year->dry_bulb_k[i], year->relative_ratio[i], pa, NULL);
        year->wet_bulb_k[i] = psychrometrics_wet_bulb_k(year->dry_bulb_k[i], humidity, pa, NULL);
    }
    return year;
}
