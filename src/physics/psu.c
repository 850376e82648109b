/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/psu.h"

#include "physics/clamp.h"

#include <assert.h>
#include <math.h>

const struct psu_line psu_lines[] = {
    {"frontier-rectifier", "ORNL RAPS, Frontier", 17.0, 0.96},
    {"frontier-dc-dc", "ORNL RAPS, Frontier SIVOC", 13.0, 0.98},
};
const int psu_line_count = sizeof psu_lines / sizeof psu_lines[0];

double psu_line_loss_w(const struct psu_line *line, double unit_count, double output_w)
{
    return (output_w + unit_count * line->idle_w) / line->ratio - output_w;
}

/* Loss over rating at a point of the sheet. */
static double point_loss(const struct psu_point *p)
{
    return p->load_ratio * (1.0 / p->efficiency_ratio - 1.0);
}

double psu_sheet_loss_w(const struct psu_point *points, int count, double rated_w, double output_w,
                        int *clamp_count)
{
    double x = clamp_between(output_w / rated_w, 0.0, 1.25, clamp_count), loss = point_loss(points);

    assert(count >= 1 && rated_w > 0.0);
    for (int i = 1; i < count && x > points[i - 1].load_ratio; i++) {
        double from_x = points[i - 1].load_ratio, width = points[i].load_ratio - from_x;
        double target = fmax(point_loss(&points[i]), loss);

        assert(width > 0.0);
        loss += (target - loss) * fmin((x - from_x) / width, 1.0);
    }
    if (x > points[count - 1].load_ratio) {
        double over = x / points[count - 1].load_ratio;
        loss *= over * over;
    }
    return rated_w * loss;
}
