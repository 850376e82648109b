/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/psu.h"

const struct psu_line psu_lines[] = {
    {"frontier-rectifier", "ORNL RAPS, Frontier", 17.0, 0.96},
    {"frontier-dc-dc", "ORNL RAPS, Frontier SIVOC", 13.0, 0.98},
};

double psu_line_loss_w(const struct psu_line *line, double unit_count, double output_w)
{
    return (output_w + unit_count * line->idle_w) / line->ratio - output_w;
}
