/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/init_deal.h"

#include "base/calendar.h"

void init_deal_write_parties(FILE *out, const struct init_size *size)
{
    fprintf(
        out,
        "\n  <!-- Who has money and who brings it.  The owner builds, owns and sells; divide it into "
        "landlord, cloud\n"
        "       and lab (parties, a <commitment> between them) when the deal does. -->\n"
        "  <!-- Working capital of 1 %% of the cost to build: energy, staff and interest before the first "
        "revenue (grade I). -->\n"
        "  <party id=\"owner\" role=\"cloud\" cash=\"%.0f MUSD\" label=\"owner of the campus\"/>\n"
        "  <party id=\"sponsor\" role=\"investor\" label=\"shareholders\"/>\n"
        "  <party id=\"bank\" role=\"lender\" label=\"lenders\"/>\n",
        0.01 * size->capex_musd);
}

/* A tranche of SHARE of the equity, rounded to 1 MUSD, with its condition. */
static double write_tranche(FILE *out, const char *id, double musd, const char *when)
{
    fprintf(out, "    <tranche id=\"%s\" amount=\"%.0f MUSD\"> <when> %s </when> </tranche>\n", id, musd,
            when);
    return musd;
}

static void write_equity(FILE *out, const struct init_wish *wish, const struct init_size *size)
{
    char agreed[160], powered[160];
    snprintf(agreed, sizeof agreed, "<milestone ref=\"%s.agreement\"/>", wish->site);
    snprintf(powered, sizeof powered, "<milestone ref=\"%s.grid\"/>", wish->site);
    fprintf(
        out,
        "\n  <!-- %.0f MUSD to build: %.4g MW at 11.8 MUSD/MW, %d racks at %.3g MUSD with network and "
        "storage.\n"
        "       Equity is 35 %% of it and the loan 70 %%: together 5 %% more than the mean cost, for fees "
        "and overruns.\n"
        "       Money comes as risk goes: at signing, with the interconnection agreement, with power. -->\n",
        size->capex_musd, wish->it_w / 1e6, size->hall_count * size->hall_racks, size->rack_musd);
    fprintf(out, "  <equity id=\"shares\" from=\"sponsor\" to=\"owner\" amount=\"%.0f MUSD\">\n",
            size->equity_musd);
    double rest = size->equity_musd;
    rest -= write_tranche(out, "at-signing", (double)(long)(0.15 * size->equity_musd), "<signed/>");
    rest -= write_tranche(out, "with-agreement", (double)(long)(0.35 * size->equity_musd), agreed);
    write_tranche(out, "with-power", rest, powered);
    fputs("  </equity>\n"
          "  <!-- Work and orders are released when all that falls due within the horizon is covered.  Racks "
          "are paid as they\n"
          "       come, months after they are called off: a shorter view would release what no money covers. "
          "-->\n"
          "  <funding-policy payer=\"owner\" horizon=\"400 d\"/>\n",
          out);
}

static void write_loan(FILE *out, const struct init_wish *wish, const struct init_size *size)
{
    char available[CALENDAR_DATE_SIZE], maturity[CALENDAR_DATE_SIZE];
    calendar_format_date(size->availability_end, available);
    calendar_format_date(size->maturity, maturity);
    fprintf(out,
            "\n  <!-- Drawn as cost is paid, up to 70 %% of it: 71.42 %% in CoreWeave's DDTL 5.0, 90 %% in "
            "4.0; margin and fee\n"
            "       of 4.0.  What is not drawn two years after the last hall is wanted lapses (2026, grade "
            "P). -->\n"
            "  <term-loan id=\"construction-loan\" obligor=\"owner\" lender=\"bank\" amount=\"%.0f MUSD\" "
            "advance=\"70 %%\"\n"
            "    availability-end=\"%s\" maturity=\"%s\" margin=\"225 bp\" undrawn-fee=\"50 bp\">\n"
            "    <when> <milestone ref=\"%s.agreement\"/> </when>\n"
            "  </term-loan>\n",
            size->loan_musd, available, maturity, wish->site);
}

static void write_demand(FILE *out, const struct init_size *size)
{
    fputs("\n  <!-- Who asks for tokens.  Mix by class 75 / 18 / 7 %.  Prices of the middle tier in June "
          "2026, list prices for\n"
          "       the mix of cached, new and output tokens; they fall by 15 / 33 / 60 % a year (all grade "
          "I).  The volume is\n"
          "       what fills 62 % of the campus on the day it is wanted, after growth of 10 % a month that "
          "halves every 18\n"
          "       months (grade I).  One factor moves all of it: more tokens, lower prices.  Look at what it "
          "earns in\n"
          "       `gigaplan report tokens`: 10 to 20 BUSD per facility-GW-year were seen in 2026. -->\n"
          "  <factor id=\"adoption\" meaning=\"how fast the world takes to models\"/>\n"
          "  <channel id=\"api\"/>\n",
          out);
    for (int i = 0; i < INIT_STREAMS; i++) {
        const struct init_stream *stream = &size->streams[i];
        if (stream->gtoken_day <= 0) {
            fprintf(out, "  <!-- no %s: the catalogue has no throughput of it on these racks -->\n",
                    stream->class);
            continue;
        }
        fprintf(
            out,
            "  <demand id=\"%s\" label=\"%s\" class=\"%s\" tier=\"sonnet\" channel=\"api\" seller=\"owner\"\n"
            "    as-of=\"2026-06-01\" volume=\"%.*f Gtoken/day\" price=\"%.3g USD/Mtoken\" "
            "cached-share=\"%.0f %%\">\n"
            "    <growth dist=\"pert\" low=\"5 %%/month\" mode=\"10 %%/month\" high=\"18 %%/month\"\n      "
            "factor=\"adoption\" loading=\"0.8\"/>\n"
            "    <growth-half-life dist=\"pert\" low=\"12 months\" mode=\"18 months\" high=\"30 months\"/>\n"
            "    <price-drift dist=\"pert\" low=\"-60 %%/year\" mode=\"-33 %%/year\" high=\"-15 %%/year\"\n"
            "      factor=\"adoption\" loading=\"-0.5\"/>\n"
            "  </demand>\n",
            stream->id, stream->meaning, stream->class, stream->gtoken_day < 10 ? 2 : 0, stream->gtoken_day,
            stream->usd_mtoken, 100 * stream->cached_ratio);
    }
}

void init_deal_write(FILE *out, const struct init_wish *wish, const struct init_size *size)
{
    write_equity(out, wish, size);
    write_loan(out, wish, size);
    write_demand(out, size);
}
