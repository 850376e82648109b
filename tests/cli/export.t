#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What other people's tools take: the load ramp that a utility asks for.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

command -v sqlite3 >/dev/null || skip_all 'sqlite3 is not installed'
gigaplan run "$abs_top_srcdir/scenarios/minimal.xml" -n 20 -q -o a.db >/dev/null 2>&1
gigaplan run "$abs_top_srcdir/scenarios/two-sites.xml" -n 2 -q -o two.db >/dev/null 2>&1

# peaks PLACE: the PLACE-th smallest quarter peak of 20 replications, by quarter, as SQL sees it
peaks() {
    sqlite3 a.db "SELECT strftime('%Y', q, 'unixepoch') || '-Q' || ((strftime('%m', q, 'unixepoch') + 2) / 3) ||
            ',' || printf('%.3f', peak) FROM (SELECT q, peak, row_number() OVER (PARTITION BY q ORDER BY peak) AS place
            FROM (SELECT min(month) AS q, max(peak_mw) AS peak FROM plant_month GROUP BY run_id,
            strftime('%Y', month, 'unixepoch'), (strftime('%m', month, 'unixepoch') + 2) / 3)) WHERE place = $1 ORDER BY q"
}

test_case 'the kinds are listed, and a wrong one is told' '
    exits 0 gigaplan export --list && empty err && says "^load-ramp +largest load" out &&
    exits 2 gigaplan export loadramp a.db && says "did you mean .load-ramp." err &&
    exits 2 gigaplan export load-ramp && says "a kind and a results file" err &&
    exits 3 gigaplan export load-ramp absent.db && says "absent.db" err
'
test_case 'a load ramp has exactly the columns of the letter and a row for each quarter' '
    exits 0 gigaplan export load-ramp a.db && tr -d "\r" <out >ramp &&
    [ "$(head -n 1 ramp)" = quarter,mw_p50,mw_p90,minimum_bill_usd ] && [ "$(sed 1d ramp | wc -l)" -eq 16 ] &&
    says "minimum_bill_usd is blank: the scenario has no utility tariff" err && says "20 replications: .*in 10 %" err &&
    ! sed 1d ramp | grep -v ",$"
'
test_case 'P50 and P90 are the 10th and the 18th of 20 quarter peaks' '
    gigaplan export load-ramp a.db 2>err | tr -d "\r" >ramp && peaks 10 >want50 && peaks 18 >want90 &&
    [ "$(wc -l <want50)" -eq 16 ] && sed 1d ramp | awk -F, "{ printf \"%s,%.3f\n\", \$1, \$2 }" >got50 &&
    sed 1d ramp | awk -F, "{ printf \"%s,%.3f\n\", \$1, \$3 }" >got90 && same want50 got50 && same want90 got90 &&
    says "^2029-Q3,2[0-9]" got90
'
test_case 'a replication that ended early counts up to its end, and that is told' '
    cp a.db early.db && gigaplan export load-ramp early.db 2>/dev/null | sed -n "2,\$p" >before &&
    sqlite3 early.db "UPDATE plant_month SET hours = 0, peak_mw = 0, input_mwh = 0, meter_mwh = 0
        WHERE run_id < 15 AND month >= strftime(\"%s\", \"2029-10-01\")" &&
    exits 0 gigaplan export load-ramp early.db && says "15 of 20 replications ended early" err &&
    tail -n 1 out | awk -F, "{ exit !(\$2 > 20) }" && sed -n "2,16p" out >after && head -n 15 before >until && same until after
'
test_case 'a site must be named where there are several, and supply of its own is told' '
    exits 2 gigaplan export load-ramp two.db && says "site is missing" err && says "its sites: tx, ga" err &&
    exits 2 gigaplan export load-ramp two.db --site ny && says "no site .ny." err &&
    exits 0 gigaplan export load-ramp two.db --site ga && hushes "supply of its own" err &&
    sqlite3 two.db "UPDATE plant_month SET meter_mwh = 0.9 * input_mwh" &&
    exits 0 gigaplan export load-ramp two.db --site ga && says "supply of its own" err
'
test_case 'a file is written whole, and not over another one' '
    exits 0 gigaplan export load-ramp a.db -o letter.csv && empty out && says "^2029-Q4," letter.csv &&
    exits 2 gigaplan export load-ramp a.db -o letter.csv && says "there already" err &&
    exits 0 gigaplan export load-ramp a.db -o letter.csv --replace && exits 4 gigaplan export load-ramp a.db -o no/such.csv &&
    says "cannot be written" err
'
test_case 'an older file without the plant by month says so' '
    cp a.db old.db && sqlite3 old.db "DROP TABLE plant_month" && exits 3 gigaplan export load-ramp old.db &&
    says "no table plant_month" err && says "run the scenario again" err
'
test_case 'the minimum bill is that of the energy contract: 80 % of 30 MW at 13.63 USD/kW/month, and 256 USD a month' '
    cp "$abs_top_srcdir/scenarios/minimal.xml" . && cat >tariff.xml <<END &&
<variant of="minimal.xml" name="tariff"><include catalogue="tariffs"/>
  <site id="tx"><energy-contract tariff="georgia-large" contract-demand="30 MW"/></site></variant>
END
    { gigaplan run tariff.xml -n 3 -q -o tariff.db >/dev/null 2>&1 || [ $? -eq 1 ]; } &&
    exits 0 gigaplan export load-ramp tariff.db && says "due without any use" err && says "fewer than 10 replications" err && tr -d "\r" <out >ramp &&
    [ "$(sed 1d ramp | cut -d, -f4 | head -n 1)" = 0 ] && [ "$(sed 1d ramp | cut -d, -f4 | tail -n 1)" = 982128 ] &&
    sqlite3 tariff.db "DROP TABLE power_bill" && exits 0 gigaplan export load-ramp tariff.db && says "is blank" err
'
test_done
