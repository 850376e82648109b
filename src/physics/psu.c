/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/psu.h"

#include "physics/clamp.h"
#include "physics/loss_sheet.h"

#include <assert.h>

const struct psu_line psu_lines[] = {
    {"frontier-rectifier", "ORNL RAPS, Frontier", 17.0, 0.96},
    {"frontier-dc-dc", "ORNL RAPS, Frontier SIVOC", 13.0, 0.98},
};
const int psu_line_count = sizeof psu_lines / sizeof psu_lines[0];

double psu_line_loss_w(const struct psu_line *line, double unit_count, double output_w)
{
    return (output_w + unit_count * line->idle_w) / line->ratio - output_w;
}

double psu_sheet_loss_w(const struct psu_point *points, int count, double rated_w, double output_w,
                        int *clamp_count)
{
    double load[LOSS_SHEET_POINTS], efficiency[LOSS_SHEET_POINTS];
    struct loss_sheet sheet;

    assert(count >= 1 && count <= LOSS_SHEET_POINTS && rated_w > 0.0);
    for (int i = 0; i < count; i++) {
        load[i] = points[i].load_ratio;
        efficiency[i] = points[i].efficiency_ratio;
    }
    sheet = loss_sheet_of(load, efficiency, count);
    return rated_w * loss_sheet_ratio(&sheet, clamp_between(output_w / rated_w, 0.0, 1.25, clamp_count));
}
