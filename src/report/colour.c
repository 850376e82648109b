/* SPDX-License-Identifier: Apache-2.0 */
#include "report/colour.h"

#include <math.h>
#include <stdlib.h>

struct rgb {
    double part[3]; /* 0..1 */
};

static struct rgb read(const char *colour)
{
    unsigned long bits = strtoul(colour + 1, NULL, 16);
    return (struct rgb){
        {(double)(bits >> 16 & 255) / 255, (double)(bits >> 8 & 255) / 255, (double)(bits & 255) / 255}};
}

static const char *text_of(struct rgb rgb, struct arena *arena)
{
    return arena_printf(arena, "#%02lX%02lX%02lX", lround(rgb.part[0] * 255), lround(rgb.part[1] * 255),
                        lround(rgb.part[2] * 255));
}

const char *colour_tint(const char *colour, double opacity, struct arena *arena)
{
    struct rgb rgb = read(colour);
    for (int i = 0; i < 3; i++)
        rgb.part[i] = 1 - opacity * (1 - rgb.part[i]);
    return text_of(rgb, arena);
}

static double contrast_to_white(struct rgb rgb)
{
    static const double weight[] = {0.2126, 0.7152, 0.0722};
    double luminance = 0;
    for (int i = 0; i < 3; i++) {
        double part = rgb.part[i];
        luminance += weight[i] * (part <= 0.03928 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4));
    }
    return 1.05 / (luminance + 0.05);
}

const char *colour_of_text(const char *colour, struct arena *arena)
{
    struct rgb rgb = read(colour);
    while (contrast_to_white(rgb) < 4.5)
        for (int i = 0; i < 3; i++)
            rgb.part[i] *= 0.97;
    return text_of(rgb, arena);
}

const char *colour_scale(double share, struct arena *arena)
{
    static const char *const stops[] = {"#F3F7FC", "#C6DBEF", "#6AAED6", "#2171B5", "#08306B"};
    enum { LAST = sizeof stops / sizeof *stops - 1 };
    double place = share > 0 ? fmin(share, 1) * LAST : 0;
    int at = place < LAST ? (int)place : LAST - 1;
    struct rgb rgb = read(stops[at]), next = read(stops[at + 1]);
    for (int i = 0; i < 3; i++)
        rgb.part[i] += (place - at) * (next.part[i] - rgb.part[i]);
    return text_of(rgb, arena);
}
