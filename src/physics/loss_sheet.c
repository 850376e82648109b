/* SPDX-License-Identifier: Apache-2.0 */
#include "physics/loss_sheet.h"

#include <assert.h>
#include <math.h>

struct loss_sheet loss_sheet_of(const double *load_ratio, const double *efficiency_ratio, int count)
{
    struct loss_sheet sheet = {.count = 1};
    double x = 0.0, loss, slope = 0.0;

    assert(count >= 1 && count <= LOSS_SHEET_POINTS && load_ratio[0] > 0.0);
    loss = load_ratio[0] * (1.0 / efficiency_ratio[0] - 1.0);
    if (count > 1) {
        double next = load_ratio[1] * (1.0 / efficiency_ratio[1] - 1.0);
        double first = fmax(next - loss, 0.0) / (load_ratio[1] - load_ratio[0]);

        sheet.base_ratio = fmax(loss - first * load_ratio[0], 0.0);
    }
    slope = sheet.slope[0] = (loss - sheet.base_ratio) / load_ratio[0];
    x = load_ratio[0];
    for (int i = 1; i < count; i++) {
        double next = fmax(load_ratio[i] * (1.0 / efficiency_ratio[i] - 1.0), loss);
        double rise = (next - loss) / (load_ratio[i] - x);

        assert(load_ratio[i] > x);
        sheet.from[sheet.count] = x;
        sheet.slope[sheet.count++] = rise - slope;
        slope = rise;
        loss = next;
        x = load_ratio[i];
    }
    return sheet;
}
