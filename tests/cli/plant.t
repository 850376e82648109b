#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What results files hold of power and cooling, and what the engineer's reports make of it.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

command -v sqlite3 >/dev/null || skip_all "sqlite3 is not installed"
cp "$abs_top_srcdir/scenarios/minimal.xml" . &&
    gigaplan run minimal.xml -n 4 -q -o a.db >/dev/null 2>run.log
[ -s a.db ] || { sed 's/^/# /' run.log; echo '1..0 # SKIP no results file could be made'; exit 1; }

# near A B: the same to nine digits
near() { awk -v a="$1" -v b="$2" 'BEGIN { d = a - b; if (d < 0) d = -d; m = a < 0 ? -a : a; exit !(d <= 1e-9 * m + 1e-12) }'; }

parts='it_mwh+distribution_mwh+ups_mwh+unit_transformer_mwh+main_transformer_mwh+fan_mwh+chiller_mwh+pump_mwh+air_fan_mwh+overhead_mwh'
test_case 'every month, the energy at the meter is the sum of where it went' '
    worst=$(sqlite3 a.db "SELECT max(abs(input_mwh-($parts))/max(input_mwh,1e-9)) FROM plant_month") &&
    awk -v x="$worst" "BEGIN { exit !(x < 1e-9) }" &&
    [ "$(sqlite3 a.db "SELECT count(*) FROM plant_month WHERE input_mwh > 0")" -gt 10 ]
'
test_case 'the months add up to the figures of the whole run' '
    near "$(sqlite3 a.db "SELECT sum(input_mwh) FROM plant_month WHERE run_id=1")" \
         "$(sqlite3 a.db "SELECT value FROM kpis WHERE run_id=1 AND metric=\"power.energy\" AND entity=\"campus\"")" &&
    near "$(sqlite3 a.db "SELECT sum(distribution_mwh+ups_mwh+unit_transformer_mwh+main_transformer_mwh) FROM plant_month WHERE run_id=1")" \
         "$(sqlite3 a.db "SELECT value FROM kpis WHERE run_id=1 AND metric=\"power.losses\" AND entity=\"campus\"")" &&
    near "$(sqlite3 a.db "SELECT sum(water_m3) FROM plant_month WHERE run_id=1")" \
         "$(sqlite3 a.db "SELECT value FROM kpis WHERE run_id=1 AND metric=\"cooling.water\" AND entity=\"campus\"")"
'
test_case 'hours of the modes, of the day and of the spans add up to all hours' '
    near "$(sqlite3 a.db "SELECT sum(idle_h+free_h+trim_h) FROM plant_month WHERE run_id=0")" \
         "$(sqlite3 a.db "SELECT sum(hours) FROM plant_month WHERE run_id=0")" &&
    near "$(sqlite3 a.db "SELECT sum(hours) FROM plant_span WHERE run_id=0 AND what=\"load\"")" \
         "$(sqlite3 a.db "SELECT sum(hours) FROM plant_month WHERE run_id=0")" &&
    near "$(sqlite3 a.db "SELECT sum(input_mwh) FROM plant_span WHERE run_id=0 AND what=\"wet bulb\"")" \
         "$(sqlite3 a.db "SELECT sum(input_mwh) FROM plant_month WHERE run_id=0")"
'
test_case 'what the plant took by air and load, and by hour of the day, adds up to the months' '
    for what in dry wet; do
        for pair in hours:hours it_mwh:it_mwh input_mwh:input_mwh water_m3:water_m3 \
            cooling_mwh:fan_mwh+chiller_mwh+pump_mwh+air_fan_mwh; do
            near "$(sqlite3 a.db "SELECT sum(${pair%:*}) FROM plant_air WHERE run_id=0 AND what=\"$what bulb\"")" \
                 "$(sqlite3 a.db "SELECT sum(${pair#*:}) FROM plant_month WHERE run_id=0")" || exit 1
        done
    done
    for pair in "hours hours" "load_mw*hours input_mwh" "it_mw*hours it_mwh" "water_m3 water_m3" "idle_h idle_h" \
        "fan_h+wet_h free_h" "trim_h trim_h" "idle_h+fan_h+wet_h+trim_h hours"; do
        near "$(sqlite3 a.db "SELECT sum(${pair% *}) FROM plant_day WHERE run_id=0")" \
             "$(sqlite3 a.db "SELECT sum(${pair#* }) FROM plant_month WHERE run_id=0")" || exit 1
    done
    near "$(sqlite3 a.db "SELECT max(abs(m.supply_max_c - d.most)) FROM plant_month m JOIN (SELECT month, max(supply_max_c) AS most \
        FROM plant_day WHERE run_id=0 GROUP BY month) d USING (month) WHERE m.run_id=0 AND m.supply_max_c IS NOT NULL")" 0
'
test_case 'only the replications kept in detail have them' '
    gigaplan run minimal.xml -n 4 -q --detail 1 -o one.db >/dev/null &&
    [ "$(sqlite3 one.db "SELECT group_concat(DISTINCT run_id) FROM plant_air")" = 0 ] &&
    [ "$(sqlite3 one.db "SELECT count(DISTINCT run_id) FROM plant_month")" = 4 ]
'
test_case 'looking every day instead of every week changes no figure of the plant' '
    gigaplan run minimal.xml -n 2 -q -o day.db --set "/scenario/@sample=day" >/dev/null &&
    for table in plant_month plant_day plant_span plant_air plant_without outage; do
        sqlite3 a.db "SELECT * FROM $table WHERE run_id < 2" >week && sqlite3 day.db "SELECT * FROM $table" >day &&
        [ -s week ] && same week day || exit 1
    done
'
test_case 'nor do hot afternoons: a derated transformer binds by the hour, however often the books are looked at' '
    for sample in day month; do
        gigaplan run minimal.xml -n 2 -q -o $sample.db --replace --set "/scenario/@sample=$sample" \
            --set "//site/@climate=phoenix" --set "//feed/@capacity=200 MW" --set "//phase[1]/@it-capacity=60 MW" >/dev/null
        sqlite3 $sample.db "SELECT * FROM limit_time" >$sample || exit 1
    done
    grep -q "firm power" day && same day month
'
test_case 'the engineer reads where the energy went, what fits and when a unit can be out' '
    for name in power cooling energy-balance fit windows; do
        exits 0 gigaplan report "$name" a.db && empty err && [ -s out ] &&
        exits 0 gigaplan report "$name" a.db --format csv && empty err &&
        exits 0 gigaplan report "$name" a.db --format json && says "^\{\"format\":1," out || exit 1
    done
'
test_case 'energy of the reports is that of the months, and the shares add up' '
    gigaplan report energy-balance a.db --format csv >out &&
    near "$(awk -F, "/^site/ { on = 1; next } /^\r?\$/ { on = 0 } on { sum += \$3 } END { printf \"%.12g\", sum }" out)" \
         "$(sqlite3 a.db "SELECT sum(input_mwh) / 4 FROM plant_month")" &&
    near "$(awk -F, "/^part/ { on = 1; next } /^\r?\$/ { on = 0 } on { sum += \$3 } END { printf \"%.12g\", sum }" out)" 100
'
test_case 'energy and cost of the power report are those of the metrics, and so of the balance' '
    gigaplan report power a.db --format csv >out &&
    near "$(awk -F, "/^site,year,energy/ { on = 1; next } /^\r?\$/ { on = 0 } on { sum += \$3 } END { printf \"%.12g\", sum }" out)" \
         "$(sqlite3 a.db "SELECT avg(value) FROM kpis WHERE metric=\"power.energy\" AND entity=\"campus\"")"
'
test_case 'figures that do not add up have no row of blanks as their total' '
    gigaplan report power a.db >out && hushes "^tx +all *\$" out && says "^figures are medians over the replications" out &&
    gigaplan report tokens a.db >out && says "^campus +all +[0-9]" out
'
test_case 'availability from recalled data shows three nines at most, from stated data what it is' '
    gigaplan run minimal.xml -n 2 -q -o stated.db --set "//feed/@failure-rate=0.001 1/year" >/dev/null &&
    gigaplan report power a.db >out && hushes "99\.9[0-9]" out && says "grade R" out &&
    gigaplan report power stated.db >out && says "tx.grid.* 100.0000  stated in the scenario" out
'
test_case 'a heavier rack on a weak busway strands its positions, and the report says what binds' '
    exits 3 gigaplan run minimal.xml -n 1 -q -o none.db --set "//hall[@id=\"h1\"]/@position-power=150 kW" &&
    says "none of its 150 .GB300-NVL72. racks can stand in its hall" err && says "position-power is 150 kW, and a rack needs 155 kW" err &&
    sed -n "/<hall id=\"h1\"/,/\/>/p" minimal.xml | sed "s/id=\"h1\"/id=\"h2\"/" >hall && [ -s hall ] &&
    sed "/<site-install/{
r hall
}" minimal.xml >beside.xml &&
    gigaplan run beside.xml -n 1 -q -o weak.db --set "//hall[@id=\"h1\"]/@position-power=150 kW" >/dev/null 2>err &&
    says "warning: .tx.racks.: 1 of its 2 halls can hold none of its .GB300-NVL72. racks" err &&
    gigaplan report fit a.db --format csv >fits && says "tx.h1,GB300-NVL72,150,.*,positions,0,0," fits &&
    gigaplan report fit weak.db --format csv >fits && says "tx.h1,GB300-NVL72,150,160,155,.*,busway,150,24," fits
'
test_case 'windows are asked by unit and date; what is no unit of supply is refused' '
    unit=$(sqlite3 a.db "SELECT record FROM plants_without ORDER BY 1 DESC LIMIT 1") && [ -n "$unit" ] &&
    exits 0 gigaplan report windows a.db --take-out "$unit" --from 2028-06-01 && says "^2028-06 " out && says "^2029-05 " out &&
    exits 2 gigaplan report windows a.db --take-out tx.nothing && empty out && says "no unit of supply" err &&
    says "$unit" err && exits 2 gigaplan report windows a.db --from 2040-01-01 && empty out &&
    says "none of the twelve months from 2040-01-01" err && says "2026-01-01 to 2030-01-01" err && exits 2 gigaplan report windows a.db --from soon &&
    empty out && says "from takes a date such as 2028-06-01, not .soon." err
'
test_case 'a catcher idles: what is installed, counted on and loaded are told by hall' '
    gigaplan run minimal.xml -n 1 -q -o catcher.db --set "//hall[@id=\"h1\"]/@ups-redundancy=catcher" \
        --set "//hall[@id=\"h1\"]/@ups-module=2500 kW" >/dev/null &&
    gigaplan report power catcher.db --format csv >out &&
    says "^tx.h1,UPS,double-conversion,\"catcher, 4 \+ 1\",13,32.5,,25,24.24,0.76" out &&
    says "^tx.h1,unit transformers,unit-substation-3MVA,\"N\+1, 4 \+ 1\",12,35.28,36,26.46," out &&
    near "$(awk -F, "/^tx.h1,UPS/ { print \$(NF - 2) }" out)" 96.96 &&
    awk -F, "/^tx,2029,UPS or rectifier/ { found = \$4 == 32.5 && \$6 == 25 && (\$8 + \$7 - 25) ^ 2 < 1e-18 && \$7 > 24 * 0.7 && \$7 < 24.24 }
        END { exit !found }" out
'
# 0.6 + 0.9 + 1.1 % of 24.24 MW; twice the 0.6, half of the 1.1
test_case '2N costs more of the no-load loss and less of the square one' '
    for kind in N 2N; do
        gigaplan run minimal.xml -n 1 -q -o $kind.db --set "//hall[@id=\"h1\"]/@ups-redundancy=$kind" >/dev/null || exit 1
    done
    awk -v n="$(sqlite3 N.db "SELECT sum(ups_mwh) FROM plant_month")" -v two="$(sqlite3 2N.db "SELECT sum(ups_mwh) FROM plant_month")" \
        "BEGIN { exit !(two > n * 1.02) }" &&
    gigaplan report power N.db --format csv >out && near "$(awk -F, "/^tx.h1,UPS/ { print \$NF + 0 }" out)" 0.63024 &&
    gigaplan report power 2N.db --format csv >out && near "$(awk -F, "/^tx.h1,UPS/ { print \$NF + 0 }" out)" 0.64236 &&
    [ "$(sqlite3 2N.db "SELECT round(ups_firm_mw, 9) || round(ups_rated_mw, 9) FROM plant_month ORDER BY month DESC LIMIT 1")" = 24.2448.48 ]
'
test_case 'a hall without UPS, or without unit transformers, has no such stage' '
    sed "s/ ups=\"double-conversion\"//" minimal.xml >bare.xml && gigaplan run bare.xml -n 1 -q -o bare.db >/dev/null &&
    gigaplan report power bare.db --format csv >out && hushes ",UPS" out && says "^tx,2029,unit transformers,35.28,36,26.46," out &&
    sed "s/ transformer=\"unit-substation-3MVA\" transformer-count=\"12\"//" minimal.xml >steel.xml &&
    gigaplan run steel.xml -n 1 -q -o steel.db >/dev/null && gigaplan report power steel.db --format csv >out &&
    hushes "unit transformers" out && says "^tx,2029,UPS or rectifier,30.3,,24.24," out
'
# 24 MW and half a percent of it; 4 make 3; 0.3 + 0.7 x 0.75 + 0.52 x 0.75^2 % of 32.16 MW
test_case 'a hall at 800 VDC has a rectifier, and racks with power shelves do not fit' '
    gigaplan run minimal.xml -n 1 -q -o direct.db --set "//hall[@id=\"h1\"]/@ups=rectifier-800vdc" \
        --set "//hall[@id=\"h1\"]/@distribution-loss=0.5 %" --set "//hall[@id=\"h1\"]/@ups-redundancy=4N/3" >/dev/null 2>err &&
    says "warning: .tx.racks.: its racks take AC, and hall .tx.h1. gives 800 VDC" err &&
    gigaplan report fit direct.db --format csv >fits && says "tx.h1,GB300-NVL72,150,.*,0,0,inlet current,150,24," fits &&
    gigaplan report power direct.db --format csv >out && says "^tx.h1,rectifier,rectifier-800vdc,\"4N/3, 3 \+ 1\",,32.1[56][0-9]*,,24.1[0-9]*,24.1[0-9]*,0," out &&
    near "$(awk -F, "/^tx.h1,rectifier/ { print \$NF + 0 }" out)" 0.359388
'
test_done
