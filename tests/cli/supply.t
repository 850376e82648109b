#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Supply as planners trade it: early interruptible service, one transformer less, engines until the grid is there.
# The same seed gives the same draws, so that variants are compared replication by replication.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

command -v sqlite3 >/dev/null || skip_all 'sqlite3 is not installed'
scenarios=$abs_top_srcdir/scenarios
cp "$scenarios"/*.xml .

# run SCENARIO FILE [OPTION]...: 30 replications; 1 says that a target is missed, which is an answer
run() {
    name=$1 file=$2 code=0
    shift 2
    gigaplan run "$name.xml" -n 30 --seed 1 -o "$file" "$@" >out 2>err || code=$?
    [ "$code" -le 1 ] || { cat out err; return 1; }
}
cat >one-transformer.xml <<'EOF'
<variant of="minimal.xml" name="one-transformer">
  <site id="tx">
    <substation id="main" redundancy="N"> <transformer id="t2" remove="true"/> </substation>
    <equipment-order id="transformers" quantity="1"/>
  </site>
</variant>
EOF
run firm-feed firm.db && run early-feed early.db && run early-feed kept.db --set "//feed/@supply=firm" &&
    run minimal two.db && run one-transformer one.db && run own-power own.db ||
    { echo "Bail out! the scenarios do not run"; exit 1; }

# total FILE METRIC: mean over the replications, campus
total() { sqlite3 "$1" "SELECT printf('%.6f', avg(value)) FROM kpis WHERE entity = 'campus' AND metric = '$2'"; }
# holds "EXPRESSION" NAME=VALUE...: the inequality among these numbers
holds() {
    expression=$1
    shift
    for pair in "$@"; do
        echo "$pair"
        set -- "$@" -v "$pair"
        shift
    done
    awk "$@" "BEGIN { exit !($expression) }"
}

test_case 'interruptible service energises the site months earlier in most replications, never later' '
    sqlite3 -separator " " firm.db "ATTACH '"'early.db'"' AS b" "SELECT m.done, o.done FROM milestones AS m
        JOIN b.milestones AS o USING (run_id, record) WHERE record = '"'tx.grid'"'" >two
    awk "{ if (\$1 == \"\" || \$2 < \$1 - 30 * 86400) early++; if (\$1 != \"\" && \$2 > \$1) late++ }
        END { print NR, early + 0, late + 0; exit !(NR == 30 && early >= 15 && late == 0) }" two
'
test_case 'it earns more, but less than it would without the interruptions' '
    holds "firm < early && early < kept" firm=$(total firm.db economics.revenue) \
        early=$(total early.db economics.revenue) kept=$(total kept.db economics.revenue)
'
test_case 'the curtailed tokens are what the interruptions cost' '
    holds "early > 0 && kept == 0" early=$(total early.db power.curtailed) kept=$(total kept.db power.curtailed) &&
    sqlite3 early.db "SELECT max(value) FROM kpis WHERE entity = '"'campus'"' AND metric = '"'power.curtailed_time'"'" >most &&
    awk "{ exit !(\$1 > 20 && \$1 <= 300.5) }" most
'
test_case 'no calendar year is interrupted longer than its cap' '
    sqlite3 early.db "SELECT max(hours) FROM (SELECT run_id, strftime('"'%Y'"', tick, '"'unixepoch'"') AS year,
        sum(amount) AS hours FROM happenings WHERE what = '"'curtailed'"' GROUP BY run_id, year)" >most &&
    cat most && awk "{ exit !(\$1 > 30 && \$1 <= 100.01) }" most
'
test_case 'one transformer less costs energy that is not served, and saves its price' '
    holds "one > 50 * two" one=$(total one.db power.unserved) two=$(total two.db power.unserved) &&
    holds "one > 20 && two < 1" one=$(total one.db power.outage_time) two=$(total two.db power.outage_time) &&
    for file in one two; do
        sqlite3 $file.db "SELECT sum(amount_usd) FROM postings WHERE run_id = 0 AND record = '"'tx.transformers'"' AND
            credit = '"'cash'"' AND party = '"'lab'"'" >$file.usd
    done && cat one.usd two.usd &&
    holds "one > 2.4e6 && two > one + 2.4e6" one="$(cat one.usd)" two="$(cat two.usd)"
'
test_case 'the stated redundancy changes firm capacity: two of 63 MVA are 61.74 MW with one in reserve' '
    gigaplan run minimal.xml -n 1 --set "//substation/@redundancy=N" -o none.db >out 2>err
    holds "two > 61.73 && two < 61.75 && none > 123.47 && none < 123.49" two=$(total two.db power.firm) \
        none=$(total none.db power.firm)
'
test_case 'engines bridge the time until the grid is there, and are then taken away' '
    holds "own > firm && made > 1000" own=$(total own.db economics.revenue) firm=$(total firm.db economics.revenue) \
        made=$(total own.db power.generated) &&
    sqlite3 own.db "SELECT count(*) FROM happenings WHERE what = '"'taken away'"'" >away && ! grep -qx 0 away
'
test_case 'gas plants energise what they give on the design day, less their reserve, on the ladder too' '
    cat >of_engines.sql <<SQL
SELECT count(*) > 0 AND max(abs(power_it_energised - capacity_energised)) < 1e-9 FROM site_series
    WHERE power_it_energised > 0 AND power_energised = 0;
SELECT max(power_it_energised) FROM site_series WHERE power_energised = 0;
SQL
    sqlite3 own.db <of_engines.sql >twelve && run own-power ten.db --set "//gas-plant/@count=10" -n 1 &&
    sqlite3 ten.db <of_engines.sql >ten && paste -d " " twelve ten && paste -d " " twelve ten |
        awk "NR == 1 { good = \$1 * \$2 } NR == 2 { exit !(good && \$1 >= 24 && (\$1 / \$2 * 9 / 11 - 1) ^ 2 < 1e-12 && \$2 < 21) }" &&
    exits 0 gigaplan run own-power.xml -n 20 -q -o reached.db && exits 1 gigaplan run own-power.xml -n 20 -q -o missed.db \
        --set "//gas-plant/@count=11"
'
test_case 'what sources give, the meter and batteries add up to what is used' '
    sqlite3 own.db "SELECT max(abs(value) / throughput) FROM residual WHERE book = '"'energy'"'" >most &&
    awk "{ print; exit !(\$1 < 1e-9) }" most &&
    sqlite3 own.db "SELECT max(abs(input_mwh - it_mwh - distribution_mwh - ups_mwh - unit_transformer_mwh -
        main_transformer_mwh - fan_mwh - chiller_mwh - pump_mwh - air_fan_mwh - overhead_mwh - battery_mwh)) <
        1e-6 AND sum(generated_mwh) > 0 AND sum(battery_mwh) > 0 FROM plant_month" >good && grep -qx 1 good
'
test_case 'unit by unit it is the same energy, and the report adds up to the energy balance' '
    sqlite3 own.db "SELECT (SELECT sum(energy_mwh) FROM unit_years WHERE cycles IS NULL), (SELECT sum(generated_mwh) FROM
        plant_month), (SELECT sum(lost_mwh + smoothing_lost_mwh) FROM unit_year), (SELECT sum(battery_mwh) FROM
        plant_month), (SELECT sum(fuel_usd + running_usd) FROM unit_year)" | tr "|" " " >sums &&
    cat sums && awk "{ exit !(\$1 > 1000 && (\$1 / \$2 - 1) ^ 2 < 1e-18 && (\$3 / \$4 - 1) ^ 2 < 1e-18) }" sums &&
    gigaplan report power own.db --format csv | tr -d "\r" | awk -F, "/^site,year,grid / { on = 1; next } /^\$/ { on = 0 }
        on { sum += \$9 } END { printf \"%.12g\", sum }" >generation &&
    gigaplan report energy-balance own.db --format csv | tr -d "\r" | awk -F, "/^site,year,input/ { on = 1; next } /^\$/ {
        on = 0 } on { sum += \$3 } END { printf \"%.12g\", sum }" >balance &&
    holds "own > 1000 && (own / all - 1) ^ 2 < 1e-16" own=$(cat generation) all=$(cat balance)
'
test_case 'a battery tells the swing and the step that it smooths, and what they cost' '
    gigaplan report power own.db --format csv | tr -d "\r" | awk -F, "/^unit,year,service.*,cycles / { on = 1 } on && \$2 == 2029 {
        print; seen = 1; good = \$7 > 1 && \$9 > 100 && \$10 > 100 && \$12 == 12 && (\$13 - 2.4) ^ 2 < 1e-9 &&
        (\$14 - 0.24) ^ 2 < 1e-9; exit } END { exit !(seen && good) }"
'
test_case 'a file that is older than a column is still read' '
    cp own.db older.db && sqlite3 older.db "DROP VIEW unit_years; ALTER TABLE unit_year DROP COLUMN ramp_held_mwh" &&
    exits 0 gigaplan report power older.db && says "^Batteries, by year" out
'
test_case 'a site with nothing but the grid has no table of generation, but one of what was not served' '
    gigaplan report power two.db >out && hushes "^Generation" out && says "^IT energy not served" out
'
test_case 'headroom counts gas plants without their reserve, and names what stands by' '
    holds "bridged > 0 && alone < 0" \
        bridged=$(sqlite3 own.db "SELECT min(headroom_mw) FROM plant_months WHERE gas_firm_mw > 0 AND feed_mw = 0 AND
            month_date >= '"'2028'"'") \
        alone=$(sqlite3 own.db "SELECT min(headroom_mw - gas_firm_mw) FROM plant_months WHERE gas_firm_mw > 0 AND feed_mw = 0 AND
            month_date >= '"'2028'"'") &&
    gigaplan report power own.db --format csv | tr -d "\r" | awk -F, "/^site,year,carried/ { on = 1 } on && \$1 == \"tx\" {
        print; if (\$2 == 2027) plants = \$12; if (\$2 == 2029) standby = \$13 } /^\$/ { on = 0 } END {
        exit !(plants == 44 && standby == 38.5) }"
'
test_case 'a gas plant, or one engine of it, is taken out like a transformer' '
    gigaplan report windows own.db --from 2028-01-01 --format csv >out &&
    awk -F, "\$1 == \"tx.bridge\" { all = \$3 } \$1 == \"tx.bridge:1\" { one = \$3 } END { exit !(one > all) }" out &&
    exits 0 gigaplan report windows own.db --take-out tx.bridge:1 --from 2028-01-01 && says "Windows to take out tx.bridge:1" out
'
cat >hot.xml <<'EOF'
<variant of="phoenix-pads.xml" name="hot">
  <cooling-type id="lean-dry" recirculation="3 K"/>
  <transformer-type id="tight" rating="24 MVA" no-load-loss="12 kW" load-loss="80 kW" failure-rate="0 1/year" source="made up"
    date="2026-11-30" grade="I"/>
  <site id="tx">
    <substation id="main"> <transformer id="t1" type="tight"/> <transformer id="t2" type="tight"/> </substation>
  </site>
</variant>
EOF
test_case 'on the hot hour the main transformers carry less, and the report says so' '
    gigaplan run hot.xml -n 4 -q -o hot.db >out 2>err; gigaplan run hot.xml -n 4 -q -o cold.db \
        --set "//transformer-type[@id=\"tight\"]/@derate=0 %/K" >out 2>err
    query="SELECT min(headroom_mw), max(heat_lost_mw), sum(short_h), max(firm_mw * (dry_bulb_max_c - 40) / 100) FROM plant_month"
    sqlite3 -separator " " hot.db "$query" >hot && sqlite3 -separator " " cold.db "$query" >cold && cat hot cold &&
    paste -d " " hot cold | awk "{ exit !(\$1 < \$5 - 1 && \$2 > 1.5 && \$6 == 0 && \$3 > \$7 + 4 && (\$2 / \$4 - 1) ^ 2 < 1e-6) }" &&
    gigaplan report power hot.db >out && says "Lost" out
'
test_case 'interruptions are told by year against the cap of the service' '
    sqlite3 early.db "SELECT sum(u.interrupted_h), (SELECT sum(amount) FROM happenings WHERE what = '"'curtailed'"'),
        max(u.interrupted_h), max(u.interruption_cap_h), sum(u.energy_mwh) IS NULL FROM unit_year AS u
        WHERE run_id IN (SELECT run_id FROM happenings)" | tr "|" " " >sums && cat sums &&
    awk "{ exit !(\$1 > 100 && (\$1 / \$2 - 1) ^ 2 < 1e-18 && \$4 > 99.99 && \$4 < 100.01 && \$5 == 1) }" sums &&
    [ "$(sqlite3 early.db "SELECT max(interrupted_h) <= 100.01 FROM unit_year")" = 1 ] &&
    gigaplan report power early.db >out && says "^Interruptions by the utility" out
'
test_case 'with sources of its own, a site claims no peak for its feeds' '
    exits 0 gigaplan report power own.db &&
    says "^tx +2028 +utility feeds +36.0 +- +36.0 +- +- " out && says "highest demand *$" out
'
test_case 'the same with two threads, and however often the books are looked at' '
    dump="SELECT run_id, metric, entity, value FROM kpis WHERE metric LIKE '"'power.%'"' ORDER BY 1, 2, 3"
    run own-power two-jobs.db --jobs 2 && run own-power daily.db --set "/scenario/@sample=day" &&
    for file in own two-jobs daily; do sqlite3 $file.db "$dump" >$file.txt || exit 1; done
    cmp own.txt two-jobs.txt && cmp own.txt daily.txt
'
test_done
