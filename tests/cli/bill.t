#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The power bill: line by line, to the cent what the books show, and never paid twice.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

command -v sqlite3 >/dev/null || skip_all 'sqlite3 is not installed'
cp "$abs_top_srcdir"/scenarios/*.xml .
gigaplan run phoenix-heat.xml -n 3 -q -o a.db >/dev/null 2>run.log
[ -s a.db ] || { sed 's/^/# /' run.log; echo '1..0 # SKIP no results file could be made'; exit 1; }

test_case 'every bill is the sum of its lines' '
    [ "$(sqlite3 a.db "SELECT count(*) FROM power_bill WHERE total_cents <> energy_cents + riders_cents + demand_cents +
        power_factor_cents + ratchet_cents + minimum_demand_cents + transmission_cents + minimum_take_cents +
        fixed_cents + taxes_cents")" = 0 ] && [ "$(sqlite3 a.db "SELECT count(*) > 100 FROM power_bill")" = 1 ]
'
test_case 'what the bills add up to is posted as energy, to the cent' '
    sqlite3 a.db "SELECT run_id, sum(total_cents + fuel_cents) FROM power_bill GROUP BY run_id" >bills &&
    sqlite3 a.db "SELECT run_id, balance_cents FROM account WHERE account = '"'energy'"' ORDER BY run_id" >books &&
    same bills books && [ "$(wc -l <bills)" = 3 ]
'
test_case 'and the journal has them month by month under the contract' '
    sqlite3 a.db "SELECT sum(total_cents) FROM power_bill WHERE run_id = 0" >bills &&
    sqlite3 a.db "SELECT sum(CASE debit WHEN '"'energy'"' THEN amount_cents ELSE -amount_cents END) FROM posting WHERE run_id = 0 AND
        record = (SELECT number FROM record WHERE id = '"'tx.energy-contract-1'"') AND '"'energy'"' IN (debit, credit)" >books && same bills books
'
test_case 'demand is billed on 15 minutes at the charge of the schedule' '
    [ "$(sqlite3 a.db "SELECT count(*) FROM power_bill AS b JOIN plant_month USING (run_id, entity_id, month) WHERE
        abs(demand_mw - 1.02 * peak_mw) > 1e-9")" = 0 ] &&
    [ "$(sqlite3 a.db "SELECT count(*) FROM power_bill WHERE demand_cents > 0 AND
        abs(demand_cents - demand_mw * 2942200) > 1")" = 0 ]
'
test_case 'the report shows bill, lines and books' '
    exits 0 gigaplan report bill a.db && empty err && says "^Power bill, by site and year" out && says "Demand" out &&
    hushes "Minimum take" out && says "^the lab: .* +[0-9,.]+ +0.00 +[0-9,.]+ +0.00$" out
'
test_case 'opex that includes energy refuses a contract beside it, with both places' '
    cat >twice.xml <<XML
<variant of="phoenix-heat.xml" name="twice">
  <site id="tx">
    <opex rate="0.9 MUSD/MW/year" includes-energy="yes"/>
  </site>
</variant>
XML
    exits 3 gigaplan check twice.xml && says "^twice.xml:3:5: error: the energy of site .tx. is paid twice" err &&
    says "remove the energy contract \(line 13\)" err
'
test_case 'a contribution that falls due outside of the scenario is asked about' '
    exits 0 gigaplan check phoenix-heat.xml --set "//energy-contract/@contribution=12 MUSD" \
        --set "//energy-contract/@contribution-due=2020-03-01" &&
    says "warning: the contribution of this contract is due before the scenario and never paid" err &&
    exits 0 gigaplan check phoenix-heat.xml --set "//energy-contract/@contribution=12 MUSD" \
        --set "//energy-contract/@contribution-due=2099-01-01" && says "due after the scenario and never paid" err &&
    exits 0 gigaplan check phoenix-heat.xml --set "//energy-contract/@contribution=12 MUSD" && empty err
'
test_case 'an opex as large as all running cost is asked about' '
    exits 0 gigaplan check minimal.xml --set "//opex/@rate=0.902 MUSD/MW/year" &&
    says "warning: 0.90 MUSD/MW/year looks like all running cost" err && says "includes-energy=.yes. or .no." err
'
test_case 'without a bill energy is in opex, and the report says so' '
    gigaplan run minimal.xml -n 1 -q -o in.db --set "//opex/@rate=0.902 MUSD/MW/year" \
        --set "//opex/@includes-energy=yes" >/dev/null 2>&1
    exits 0 gigaplan report bill in.db && says "opex includes energy" out &&
    [ "$(sqlite3 in.db "SELECT count(*) FROM account WHERE account = '"'energy'"'")" = 0 ]
'
test_case 'by local time: demand peaks in the morning, heat and price in the afternoon' '
    gigaplan run minimal.xml -n 4 -q -o m.db >/dev/null 2>&1
    # peak COLUMN: the hour of the day, in standard time of Texas, of its summer mean with all racks at work
    peak() { sqlite3 m.db "SELECT hour FROM plant_day WHERE month IN (strftime('"'%s'"', '"'2029-07-01'"'),
        strftime('"'%s'"', '"'2029-08-01'"')) GROUP BY hour ORDER BY avg($1) DESC LIMIT 1"; }
    echo "it $(peak it_mw) load $(peak load_mw) price $(peak price_usd_mwh) heat $(peak dry_bulb_c)"
    [ "$(peak it_mw)" -ge 7 ] && [ "$(peak it_mw)" -le 11 ] && [ "$(peak dry_bulb_c)" -ge 13 ] &&
    [ "$(peak dry_bulb_c)" -le 16 ] && [ "$(peak price_usd_mwh)" -ge 12 ] && [ "$(peak price_usd_mwh)" -le 17 ] &&
    [ "$(peak load_mw)" -ge "$(peak it_mw)" ] && [ "$(peak load_mw)" -le "$(peak dry_bulb_c)" ]
'
test_case 'the price paid is weighted by load: afternoons cost more than their share' '
    sqlite3 m.db "SELECT sum(energy_cost_usd) / sum(input_mwh) FROM plant_month WHERE input_mwh > 10000" >paid &&
    sqlite3 m.db "SELECT avg(price_usd_mwh), sum(price_usd_mwh * load_mw) / sum(load_mw) FROM plant_day AS d
        JOIN plant_month USING (run_id, entity_id, month) WHERE input_mwh > 10000" | tr "|" " " >means &&
    cat paid means && paste -d " " paid means | awk "{ exit !(\$3 > \$2 * 1.003 && \$1 > \$2) }"
'
test_case 'a file of prices stands in its own time' '
    { echo "time,price [USD/MWh]"; awk "BEGIN { for (h = 0; h < 744; h++)
        printf \"2029-07-%02dT%02d:00-06:00,%d\n\", h / 24 + 1, h % 24, 10 + h % 24 }"; } >prices.csv
    cat >filed.xml <<XML
<variant of="minimal.xml" name="filed"> <region id="ercot" prices="prices.csv" months="1 1 1 1 1 1 1 1 1 1 1 1"
  volatility="0" energy-price="21.5 USD/MWh"> <scarcity-hours value="0 h/year"/> </region> </variant>
XML
    gigaplan run filed.xml -n 1 -q -o f.db
    sqlite3 f.db "SELECT hour, round(price_usd_mwh, 6) FROM plant_day
        WHERE month = strftime('"'%s'"', '"'2029-07-01'"') AND hour IN (0, 9, 17)" | tr "\n" " " >prices
    cat prices && says "^0.10.0 9.19.0 17.27.0 " prices
'
test_case 'a region without any price is told' '
    cat >none.xml <<XML
<variant of="minimal.xml" name="none"> <region id="bare"/> <site id="tx" region="bare"/> </variant>
XML
    exits 3 gigaplan check none.xml && says "^none.xml:1:.*region .bare. has no price" err && says "energy-price" err
'
test_case 'carbon stands on three bases, never added, with the stacks of the site beside them' '
    gigaplan run own-power.xml -n 2 -q -o own.db >/dev/null 2>&1
    [ "$(sqlite3 own.db "SELECT count(*) FROM carbon_month AS c JOIN power_bill USING (run_id, entity_id, month) WHERE
        abs(average_t - 0.351 * energy_mwh) > 1e-6 OR abs(marginal_t - 0.586 * energy_mwh) > 1e-6 OR
        abs(life_cycle_t - 0.347 * energy_mwh) > 0.3 * life_cycle_t")" = 0 ] &&
    [ "$(sqlite3 own.db "SELECT sum(stack_t) > 100 AND sum(average_t) > 10000 FROM carbon_month")" = 1 ] &&
    exits 0 gigaplan report power own.db && says "marginal" out && says "never added" out
'
test_case 'a basis that the region does not state is blank, not zero' '
    cat >some.xml <<XML
<variant of="minimal.xml" name="some"> <region id="ercot"> <carbon basis="average" intensity="400 kg/MWh"
  source="made up" date="2026-11-30" grade="I"/> </region> </variant>
XML
    gigaplan run some.xml -n 1 -q -o some.db --replace >/dev/null 2>&1
    [ "$(sqlite3 some.db "SELECT count(average_t) > 0, count(marginal_t), count(life_cycle_t) FROM carbon_month")" = "1|0|0" ]
'
test_done
