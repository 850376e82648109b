/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/chiller_sets.h"

#include <stddef.h>
#include <string.h>

#define K(celsius) (273.15 + (celsius))
#define DATA_SET   "EnergyPlus data set Chillers.idf"

/* Shared by the water- and the air-cooled generic unit of DOE-2.1E. */
#define DOE2_CAPACITY                                                                                        \
    {                                                                                                        \
        0.257896, 0.0389016, -0.00021708, 0.0468684, -0.00094284, -0.00034344                                \
    }
#define DOE2_INPUT                                                                                           \
    {                                                                                                        \
        0.933884, -0.058212, 0.00450036, 0.00243, 0.000486, -0.001215                                        \
    }
#define DOE2_PART                                                                                            \
    {                                                                                                        \
        0.222903, 0.313387, 0.463710                                                                         \
    }

/* Columns: name, source, W, COP, Tl reference/low/high, Tc reference/low/high, part load low/high. */
const struct chiller_curves chiller_sets[] = {
    {"doe2-centrifugal", "DOE-2.1E, in " DATA_SET, 0.0, 5.50, K(6.67), K(5.0), K(10.0), K(29.4), K(24.0),
     K(35.0), 0.10, 1.00, DOE2_CAPACITY, DOE2_INPUT, DOE2_PART, false, true},
    {"ashrae-air-cooled",
     "ASHRAE 90.1-2010 path A (Lord 2010), NREL openstudio-standards",
     0.0,
     2.80,
     K(6.67),
     K(5.0),
     K(10.0),
     K(35.0),
     K(12.7),
     K(51.67),
     0.10,
     1.00,
     {1.0433825, 0.0407073, 0.0004506, -0.0041514, -0.0000886, -0.0003467},
     {0.5961915, -0.0099496, 0.0007888, 0.0004506, 0.0004875, -0.0007623},
     {0.141, 0.655, 0.203},
     true,
     true},
    {"doe2-air-cooled", "DOE-2.1E, curves of the centrifugal with air at the condenser", 0.0, 2.78, K(6.67),
     K(5.0), K(10.0), K(29.4), K(24.0), K(35.0), 0.10, 1.00, DOE2_CAPACITY, DOE2_INPUT, DOE2_PART, true,
     true},
    {"york-ys-781kw",
     DATA_SET,
     780700.0,
     5.42,
     K(6.67),
     K(4.44),
     K(8.89),
     K(29.44),
     K(15.56),
     K(35.0),
     0.09,
     1.01,
     {1.002148, 0.03300191, 3.74167e-4, -5.925358e-3, -2.599267e-5, -2.172126e-4},
     {0.4475957, -0.01054652, 7.12687e-4, 0.01158632, 5.15151e-4, -9.831355e-4},
     {0.2519108, 0.2756914, 0.4725826},
     false,
     true},
    {"trane-cvhf-4610kw",
     DATA_SET,
     4610300.0,
     6.34,
     K(6.67),
     K(4.44),
     K(8.89),
     K(26.11),
     K(18.33),
     K(29.44),
     0.20,
     1.02,
     {0.8614836, -3.98813e-3, -1.643579e-3, 8.882312e-3, -3.930474e-4, 1.593969e-3},
     {0.7415078, -0.04779029, -1.028085e-3, 0.0142365, 1.304315e-4, 9.170177e-4},
     {0.2026691, 0.2922585, 0.5044422},
     false,
     true},
    {"mcquay-wsc-471kw",
     DATA_SET,
     471200.0,
     5.89,
     K(8.89),
     K(7.22),
     K(12.78),
     K(26.67),
     K(12.78),
     K(26.67),
     0.10,
     1.15,
     {0.252113, 0.01324053, -8.637329e-3, 0.08581056, -4.261176e-3, 8.661899e-3},
     {0.4475238, -0.0258821, -1.459053e-3, 0.04342595, -1.000651e-3, 1.920106e-3},
     {0.2778889, 0.2338363, 0.4883748},
     false,
     false},
    {"carrier-19xr-742kw-vsd",
     DATA_SET,
     742000.0,
     5.42,
     K(5.56),
     K(5.56),
     K(10.0),
     K(21.11),
     K(11.25),
     K(23.89),
     0.19,
     1.02,
     {0.9797101, -2.895701e-3, -8.970718e-4, 0.0103144, -7.431651e-4, 1.453508e-3},
     {0.9946139, -0.04829399, 4.674277e-4, -1.158726e-3, 5.762583e-4, 2.148192e-4},
     {0.1202277, 0.1396384, 0.7394038},
     false,
     true},
    {"york-yt-3133kw",
     DATA_SET,
     3133000.0,
     9.16,
     K(5.56),
     K(5.56),
     K(8.89),
     K(12.78),
     K(12.78),
     K(29.44),
     0.07,
     1.03,
     {0.7607419, 0.01323998, 6.902287e-4, 0.01510969, -9.443341e-4, 1.484396e-3},
     {0.9150153, -0.03956395, 1.865473e-3, 0.01810633, 2.900613e-4, -4.199110e-4},
     {0.1387579, 0.6435208, 0.2155990},
     false,
     false},
};
const int chiller_sets_count = sizeof chiller_sets / sizeof chiller_sets[0];

const struct chiller_curves *chiller_sets_find(const char *name)
{
    for (int i = 0; i < chiller_sets_count; i++)
        if (strcmp(chiller_sets[i].name, name) == 0)
            return &chiller_sets[i];
    return NULL;
}
