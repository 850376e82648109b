/* SPDX-License-Identifier: Apache-2.0 */
#include "cli/init_site.h"

#include "base/calendar.h"
#include "cli/output_file.h"
#include "cooling/cooling_type.h"
#include "racks/rack_system.h"
#include "weather/climate.h"

#include <math.h>
#include <string.h>

void init_site_write_label(FILE *out, const struct init_wish *wish)
{
    output_file_put_xml(out, wish->label);
}

static const char *plural(double months)
{
    return months == 1 ? "" : "s";
}

/* One line: the duration of what stands around it. */
static void write_duration(FILE *out, struct init_months months)
{
    fprintf(out, "<duration dist=\"pert\" low=\"%g month%s\" mode=\"%g months\" high=\"%g months\"/>",
            months.low, plural(months.low), months.mode, months.high);
}

static void write_permit(FILE *out, const char *id, const char *needs, struct init_months months)
{
    fprintf(out, "    <permit id=\"%s\"", id);
    if (needs)
        fprintf(out, " needs=\"%s\"", needs);
    fputs("> ", out);
    write_duration(out, months);
    fputs(" </permit>\n", out);
}

/* An activity; CREW may be NULL, and without MUSD its cost is in another one's. */
static void write_activity(FILE *out, const char *id, double musd, const char *crew, const char *needs,
                           struct init_months months)
{
    fprintf(out, "    <activity id=\"%s\"", id);
    if (musd > 0)
        fprintf(out, " cost=\"%.4g MUSD\"", musd);
    if (crew)
        fprintf(out, " crew=\"%s\"", crew);
    fprintf(out, " needs=\"%s\">\n      ", needs);
    write_duration(out, months);
    fputs("\n    </activity>\n", out);
}

/* The wanted buildout, for which limits are counted. */
static void write_phases(FILE *out, const struct init_size *size)
{
    fputs("    <!-- What is wanted, and when: the dates that follow if everything took its mean.  Limits are "
          "counted\n"
          "         against the sum of these steps. -->\n",
          out);
    for (int i = 0; i < size->hall_count; i++) {
        char date[CALENDAR_DATE_SIZE];
        fprintf(out, "    <phase date=\"%s\" it-capacity=\"%.6g MW\"/>\n",
                calendar_format_date(size->halls[i].wanted, date), size->hall_it_w / 1e6);
    }
}

static void write_interconnection(FILE *out, const struct init_wish *wish, const struct init_size *size)
{
    fputs("\n    <!-- Interconnection by stages.  Only the total is published: 12 months (Abilene), 48 (US "
          "average, JLL 2026),\n"
          "         84 (Northern Virginia); the split is judgement, grade I.  Stages that are behind you: "
          "give\n"
          "         actual-finish, and status-date in <scenario>. -->\n",
          out);
    write_permit(out, "application", NULL, init_application);
    write_permit(out, "study", "application", init_study);
    write_permit(out, "agreement", "study", init_agreement);
    write_permit(out, "grid-works-1", "agreement", init_upgrade);
    for (int k = 1; k < size->block_count; k++) {
        char id[32], needs[32];
        snprintf(id, sizeof id, "grid-works-%d", k + 1);
        snprintf(needs, sizeof needs, "grid-works-%d", k);
        write_permit(out, id, needs, init_next_block);
    }
    fprintf(out,
            "    <!-- %.4g MW at the meter: %.2f times the IT load, what all halls take when they are full "
            "on the hottest day\n"
            "         (%.1f degC, once in 20 years with the warming since, and %.2g K of heat island), by "
            "gigaplan's models; the\n"
            "         median design ratio of 69 campuses is 1.31 (Epoch, Aug 2026). -->\n",
            size->facility_w / 1e6, size->design_ratio, init_hottest_k(wish) - 273.15,
            record_number(size->cooling, COOLING_RECIRCULATION));
    if (size->block_count == 1) {
        fprintf(
            out,
            "    <feed id=\"grid\" label=\"grid connection\" capacity=\"%.6g MW\" needs=\"grid-works-1\"/>\n",
            size->facility_w / 1e6);
        return;
    }
    /* The feed is done, and money that waits for it comes, with its own needs: those of its first stage. */
    fprintf(out,
            "    <feed id=\"grid\" label=\"grid connection\" capacity=\"%.6g MW\" needs=\"grid-works-1\">\n"
            "      <stage capacity=\"%.6g MW\"/>\n",
            size->facility_w / 1e6, size->blocks[0].capacity_w / 1e6);
    for (int k = 1; k < size->block_count; k++)
        fprintf(out, "      <stage capacity=\"%.6g MW\" needs=\"grid-works-%d\"/>\n",
                size->blocks[k].capacity_w / 1e6, k + 1);
    fputs("    </feed>\n", out);
}

/* Months of a substation's yard, before its transformers come; judgement, grade I. */
static const struct init_months yard = {3, 6, 9};

static void write_mains(FILE *out, const struct init_wish *wish, const struct init_size *size)
{
    double it_mw = wish->it_w / 1e6;
    int units = 0;
    for (int k = 0; k < size->block_count; k++)
        units += size->blocks[k].transformer_count;
    fprintf(
        out,
        "\n    <!-- %d main transformers: any one may fail (N+1 at %.4g MW each in the hottest air).  Lead\n"
        "         time 100 / 128 / 210 weeks: Wood Mackenzie 2025 (grade S2).  They are ordered at the\n"
        "         start, before the utility has agreed: at the owner's risk, and earlier is better. -->\n"
        "    <substation id=\"main\" label=\"main substation\" redundancy=\"N+1\" needs=\"substation-1\">\n",
        units, size->transformer_w / 1e6);
    for (int k = 0, unit = 0; k < size->block_count; k++)
        for (int i = 0; i < size->blocks[k].transformer_count; i++)
            fprintf(out, "      <transformer id=\"t%d\" type=\"%s\" needs=\"substation-%d\"/>\n", ++unit,
                    size->transformer->id, k + 1);
    fputs("    </substation>\n", out);
    fputs("    <!-- Ground, steel and cables of a yard are built once the utility has agreed (3 to 9 months, "
          "grade I), so that\n"
          "         its money is set aside before racks are called off; transformers are erected when they "
          "come. -->\n",
          out);
    char start[CALENDAR_DATE_SIZE];
    calendar_format_date(wish->start, start);
    for (int k = 0; k < size->block_count; k++) {
        char id[32], needs[64];
        fprintf(out,
                "    <equipment-order id=\"transformers-%d\" item=\"power-transformer\" quantity=\"%d\" "
                "place=\"%s\" price=\"%.4g MUSD\">\n"
                "      <lead-time dist=\"pert\" low=\"100 weeks\" mode=\"128 weeks\" high=\"210 weeks\" "
                "factor=\"market\" loading=\"0.7\"/>\n"
                "    </equipment-order>\n",
                k + 1, size->blocks[k].transformer_count, start, init_cost_main_transformers * it_mw / units);
        snprintf(id, sizeof id, "yard-%d", k + 1);
        write_activity(out, id, init_cost_substation * it_mw / size->block_count, NULL, "agreement", yard);
        snprintf(id, sizeof id, "substation-%d", k + 1);
        snprintf(needs, sizeof needs, "yard-%d transformers-%d", k + 1, k + 1);
        write_activity(out, id, 0, NULL, needs, init_substation);
    }
}

static void write_crews(FILE *out, const struct init_wish *wish, const struct init_size *size)
{
    fprintf(out,
            "\n    <!-- Building: Epoch's 11.8 MUSD per MW of IT in the proportions of Cushman and Wakefield "
            "2025; months of a\n"
            "         100 MW building, 22 in all against 26 observed with the wait for power (grade I).  "
            "Crews are as many\n"
            "         as bring every hall through a trade within 18 months; one more is worth a try. -->\n"
            "    <crew id=\"shell-crew\" count=\"%d\"/>\n"
            "    <crew id=\"fit-out-crew\" count=\"%d\"/>\n"
            "    <crew id=\"test-crew\" count=\"%d\"/>\n",
            size->shell_crews, size->fit_out_crews, size->commissioning_crews);
    write_activity(out, "preparation", init_cost_preparation * wish->it_w / 1e6, NULL, "agreement",
                   init_preparation);
}

static void write_equipment(FILE *out, int hall, const char *name, const char *item, const char *needs,
                            double musd, const char *lead)
{
    fprintf(out, "    <equipment-order id=\"h%d-%s\" item=\"%s\" needs=\"%s\" price=\"%.4g MUSD\"", hall,
            name, item, needs, musd);
    if (lead)
        fprintf(out,
                ">\n      <lead-time dist=\"pert\" %s factor=\"market\" loading=\"0.7\"/>\n    "
                "</equipment-order>\n",
                lead);
    else
        fputs("/>\n", out);
}

static void write_work(FILE *out, int hall, const struct init_hall *at, double hall_mw)
{
    char id[32], needs[96];
    write_equipment(out, hall, "switchgear", "mv-switchgear", "study", init_cost_hall_power / 2 * hall_mw,
                    "low=\"46 weeks\" mode=\"60 weeks\" high=\"80 weeks\"");
    write_equipment(out, hall, "ups", "ups", "agreement", init_cost_hall_power / 2 * hall_mw, NULL);
    write_equipment(out, hall, "cooling", "chiller", "agreement", init_cost_hall_cooling * hall_mw, NULL);
    snprintf(id, sizeof id, "h%d-shell", hall);
    write_activity(out, id, init_cost_shell * hall_mw, "shell-crew", "preparation", init_shell);
    snprintf(id, sizeof id, "h%d-fit-out", hall);
    snprintf(needs, sizeof needs, "h%d-shell h%d-switchgear h%d-ups h%d-cooling", hall, hall, hall, hall);
    write_activity(out, id, init_cost_fit_out * hall_mw, "fit-out-crew", needs, init_fit_out);
    snprintf(id, sizeof id, "h%d-tests", hall);
    snprintf(needs, sizeof needs, "h%d-fit-out grid-works-%d substation-%d", hall, at->block + 1,
             at->block + 1);
    write_activity(out, id, 0, "test-crew", needs, init_commissioning);
}

/* Ordered so long after the start of the fit-out that the racks come as the hall is ready, if all take their
 * mean. */
static void write_racks(FILE *out, int hall, const struct init_wish *wish, const struct init_size *size)
{
    enum { RACKS_ON_THE_WAY_D = 28 * 7 }; /* mean of the lead, and transit */
    double lag_d = (init_months_mean(init_fit_out) + init_months_mean(init_commissioning)) * 365.25 / 12 -
                   RACKS_ON_THE_WAY_D;
    fprintf(out,
            "    <activity id=\"h%d-call-off\" label=\"call-off of the racks of hall %d\" duration=\"1 d\">\n"
            "      <after ref=\"h%d-fit-out\" type=\"SS\" lag=\"%.0f d\"/>\n"
            "    </activity>\n",
            hall, hall, hall, lag_d);
    fprintf(out,
            "    <rack-order id=\"racks-%d\" label=\"racks of hall %d\" system=\"%s\" count=\"%d\" "
            "halls=\"h%d\"\n"
            "      needs=\"h%d-call-off\" rate=\"50 rack/week\"",
            hall, hall, wish->system->id, size->hall_racks, hall, hall);
    if (size->rack_musd > 0)
        fprintf(out, " price=\"%.4g MUSD\"", size->rack_musd);
    fputs(">\n      <lead dist=\"pert\" low=\"16 weeks\" mode=\"26 weeks\" high=\"40 weeks\" "
          "factor=\"market\" loading=\"0.7\"/>\n"
          "    </rack-order>\n",
          out);
}

/* Built for these racks: what the busway, the pipes and the floor of one position bear. */
static void write_position(FILE *out, const struct record *system)
{
    const double l_min = 60e3; /* m3/s */
    double liquid_w =
        record_number(system, RACK_SYSTEM_IT_POWER) * record_number(system, RACK_SYSTEM_LIQUID_FRACTION);
    int power = record_has(system, RACK_SYSTEM_PEAK_POWER) ? RACK_SYSTEM_PEAK_POWER : RACK_SYSTEM_RACK_POWER;
    fprintf(out, "      position-power=\"%.4g kW\"", record_number(system, power) / 1e3);
    if (liquid_w > 0)
        fprintf(out, " position-flow=\"%.4g L/min\"",
                ceil(liquid_w * record_number(system, RACK_SYSTEM_FLOW) * l_min));
    if (record_has(system, RACK_SYSTEM_WEIGHT))
        fprintf(out, " position-weight=\"%.4g kg\"", record_number(system, RACK_SYSTEM_WEIGHT));
    fputc('\n', out);
}

static void write_hall(FILE *out, int hall, const struct init_wish *wish, const struct init_size *size)
{
    const struct record *system = wish->system;
    double supply_degc = record_number(system, RACK_SYSTEM_SUPPLY_LIMIT) - 273.15;
    fprintf(out, "\n    <!-- hall %d -->\n", hall);
    write_work(out, hall, &size->halls[hall - 1], size->hall_it_w / 1e6);
    fprintf(out,
            "    <hall id=\"h%d\" label=\"hall %d\" it-capacity=\"%.6g MW\" positions=\"%d\" cooling=\"%s\"\n"
            "      liquid-share=\"%.4g %%\" rack-supply=\"%.4g degC\"\n",
            hall, hall, size->hall_it_w / 1e6, size->hall_racks, size->cooling->id,
            100 * record_number(system, RACK_SYSTEM_LIQUID_FRACTION), supply_degc);
    write_position(out, system);
    /* 0.5 %: the busway's 0.995 in the 800 VDC chain of rectifier-800vdc (equipment.xml), grade I. */
    if (record_choice(system, RACK_SYSTEM_INLET) == RACK_SYSTEM_800VDC)
        fputs("      ups=\"rectifier-800vdc\" distribution-loss=\"0.5 %\"", out);
    else
        fprintf(
            out,
            "      ups=\"double-conversion\" transformer=\"unit-substation-3MVA\" transformer-count=\"%d\"",
            size->unit_substation_count);
    fprintf(out, " needs=\"h%d-tests\"/>\n", hall);
    write_racks(out, hall, wish, size);
}

void init_site_write(FILE *out, const struct init_wish *wish, const struct init_size *size)
{
    fprintf(out, "\n  <site id=\"%s\" label=\"", wish->site);
    init_site_write_label(out, wish);
    fprintf(out, "\" owner=\"owner\" climate=\"%s\" region=\"%s\">\n", wish->climate->id, wish->region->id);
    write_phases(out, size);
    write_interconnection(out, wish, size);
    write_mains(out, wish, size);
    write_crews(out, wish, size);
    fputs("\n    <!-- Racks are called off so that they come as their hall is ready if both take their mean; "
          "when tests or\n"
          "         power slip, they wait (`gigaplan report racks`).  Lead and rate are judgement; network "
          "and storage\n"
          "         add 18 and 1.4 % of IT cost to the price of the catalogue (2026, grade I). -->\n",
          out);
    fprintf(out, "    <site-install crews=\"%d\"/>\n", size->install_crews);
    for (int hall = 1; hall <= size->hall_count; hall++)
        write_hall(out, hall, wish, size);
    fputs(
        "\n    <!-- staff, upkeep, insurance for a MW of IT and year: judgement around 2 % of electrical and "
        "mechanical plant and\n"
        "         25 people per 100 MW; Epoch's 0.90 MUSD may hold energy and is not used.  Energy is paid "
        "at "
        "the region's price:\n"
        "         an energy-contract with a tariff (gigaplan describe tariff) adds demand and network "
        "charges -->\n"
        "    <opex>\n"
        "      <rate dist=\"pert\" low=\"0.2 MUSD/MW/year\" mode=\"0.4 MUSD/MW/year\" high=\"0.7 "
        "MUSD/MW/year\"/>\n"
        "    </opex>\n"
        "  </site>\n",
        out);
}
