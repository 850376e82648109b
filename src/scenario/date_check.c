/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/date_check.h"

#include "base/calendar.h"

static void check_field(const struct build *build, const struct draft *draft, int index)
{
    const struct field *field = &draft->record.kind->fields[index];
    if (!field->begins || !draft->given[index] || draft->values[index].tick < build->end)
        return;
    char date[CALENDAR_DATE_SIZE];
    diag_warn(build->diag, element_span(draft->element, field->name),
              "'%s' does not begin before the scenario ends on %s", draft->record.id,
              calendar_format_date(build->end, date));
}

void date_check_all(const struct build *build)
{
    for (size_t i = 0; i < build->count && build->end; i++)
        for (int f = 0; f < build->drafts[i]->record.kind->field_count; f++)
            check_field(build, build->drafts[i], f);
}
