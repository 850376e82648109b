/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/init_text.h"

#include "base/calendar.h"
#include "cli/init_deal.h"
#include "cli/init_site.h"

#include <stdlib.h>

static const char *date_text(int64_t tick, struct arena *arena)
{
    return calendar_format_date(tick, arena_array(arena, CALENDAR_DATE_SIZE, 1));
}

static void write_head(FILE *out, const struct init_wish *wish, const struct init_size *size)
{
    fprintf(out,
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<!-- A first plan of %.4g MW of IT, written by gigaplan init: %d hall%s, %d racks of %s.\n"
            "     Every value is a rule of thumb with its source beside it; replace them by what you know, "
            "from the\n"
            "     top of `gigaplan report summary` down.  `gigaplan describe ELEMENT` explains each element. "
            "-->\n",
            wish->it_w / 1e6, size->hall_count, size->hall_count == 1 ? "" : "s",
            size->hall_count * size->hall_racks, wish->system->id);
    fprintf(out, "<scenario name=\"%s\" label=\"", wish->name);
    init_site_write_label(out, wish);
    fprintf(out, ": %.4g MW of %s\" start=\"%s\" end=\"%s\">\n", wish->it_w / 1e6, wish->system->id,
            date_text(wish->start, wish->arena), date_text(size->end, wish->arena));
    fprintf(out, "\n  <!-- Machines, climates and prices, each with source, date and grade of evidence. -->\n"
                 "  <include catalogue=\"climates\"/>\n"
                 "  <include catalogue=\"cooling\"/>\n"
                 "  <include catalogue=\"equipment\"/>\n"
                 "  <include catalogue=\"regions\"/>\n"
                 "  <include catalogue=\"throughput\"/>  <!-- with racks and models -->\n");
}

static void write_target(FILE *out, const struct init_wish *wish, const struct init_size *size)
{
    double racks_mw = size->hall_count * size->hall_racks * size->rack_w / 1e6;
    fprintf(out,
            "\n  <!-- What the plan must reach, or `gigaplan run` ends with exit code 1: six months after "
            "everything\n"
            "       would be ready if it took its mean, nine tenths of the racks are accepted. -->\n"
            "  <target metric=\"racks.it_accepted\" at-least=\"%.4g MW\" by=\"%s\" confidence=\"50 %%\"/>\n",
            0.9 * racks_mw, date_text(size->target_date, wish->arena));
    fprintf(out,
            "  <milestone id=\"first-power\" label=\"first power to the halls\">\n"
            "    <when> <metric name=\"power.it_energised\" at-least=\"1 MW\"/> </when>\n"
            "  </milestone>\n"
            "  <milestone id=\"half\" label=\"half of the racks accepted\">\n"
            "    <when> <metric name=\"racks.it_accepted\" at-least=\"%.4g MW\"/> </when>\n"
            "  </milestone>\n"
            "  <milestone id=\"full\" label=\"nine tenths of the racks accepted\">\n"
            "    <when> <metric name=\"racks.it_accepted\" at-least=\"%.4g MW\"/> </when>\n"
            "  </milestone>\n",
            0.5 * racks_mw, 0.9 * racks_mw);
    fprintf(out, "\n  <!-- Prices and leads of a market move together: rank correlation about 0.5, so a "
                 "loading of 0.7\n"
                 "       (judgement, grade I). -->\n"
                 "  <factor id=\"market\" meaning=\"how busy the makers of electrical equipment are\"/>\n");
}

const char *init_text_new(const struct init_wish *wish, const struct init_size *size, struct diag *diag)
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (!out) {
        diag_fail(diag, DIAG_OUTSIDE, "there is no memory for the text of the scenario");
        return NULL;
    }
    write_head(out, wish, size);
    write_target(out, wish, size);
    init_deal_write_parties(out, size);
    init_site_write(out, wish, size);
    init_deal_write(out, wish, size);
    fputs("</scenario>\n", out);
    bool failed = fclose(out) != 0;
    char *copy = failed ? NULL : arena_strndup(wish->arena, text, length);
    free(text);
    if (failed)
        diag_fail(diag, DIAG_OUTSIDE, "there is no memory for the text of the scenario");
    return copy;
}
