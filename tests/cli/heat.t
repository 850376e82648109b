#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Heat: an under-sized plant in Phoenix throttles and says when, why and by how much; with pads it does not.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

command -v sqlite3 >/dev/null || skip_all 'sqlite3 is not installed'
for name in heat pads; do
    gigaplan run "$abs_top_srcdir/scenarios/phoenix-$name.xml" -n 4 -q -o $name.db >run.log 2>&1
    [ -s $name.db ] || { sed 's/^/# /' run.log; echo '1..0 # SKIP no results file could be made'; exit 1; }
done

# total FILE METRIC: over all replications
total() {
    sqlite3 "$1" "SELECT CAST(sum(value) AS INTEGER) FROM kpis WHERE metric = 'cooling.$2' AND entity = 'tx'"
}

test_case 'the lean plant throttles in every replication and never with pads' '
    [ "$(sqlite3 heat.db "SELECT count(*) FROM kpis WHERE metric = \"cooling.throttled\" AND value > 500")" = 4 ] &&
    [ "$(total pads.db throttled)" = 0 ] && [ "$(total pads.db throttled_it)" = 0 ]
'
test_case 'the report says in which months, by how many megawatt-hours, and what was short' '
    exits 0 gigaplan report cooling heat.db && empty err && says "Months in which heat cut" out &&
    says "2028-0[678]  +[0-9.]+ +[0-9,.]+ +4[0-9]\." out && says "IT energy that heat cut .* MWh" out &&
    says "the liquid loop was short" out && says "the loop of the halls. air" out
'
test_case 'the report says whether a loss of power is ridden through, and a larger tank does it' '
    gigaplan report cooling heat.db >out && says "87 +180  trips racks, 93 s short" out &&
    { gigaplan run "$abs_top_srcdir/scenarios/phoenix-heat.xml" -q -n 1 -o tank.db --set "//cooling-type[@id=\"lean-dry\"]/@loop-volume=4 L/kW" >/dev/null || [ $? -eq 1 ]; } &&
    gigaplan report cooling tank.db >out && says "is ridden through" out
'
test_case 'summer throttles, winter does not' '
    [ "$(sqlite3 heat.db "SELECT count(*) FROM plant_month WHERE heat_h > 100 AND
        strftime(\"%m\", month, \"unixepoch\") IN (\"06\", \"07\", \"08\")")" -ge 12 ] &&
    [ "$(sqlite3 heat.db "SELECT count(*) FROM plant_month WHERE heat_h > 10 AND
        strftime(\"%m\", month, \"unixepoch\") IN (\"12\", \"01\")")" = 0 ]
'
test_case 'the months add up to the time, and the reasons cover it' '
    months=$(sqlite3 heat.db "SELECT CAST(sum(heat_h) AS INTEGER) FROM plant_month") &&
    apart=$((months - $(total heat.db throttled))) && [ "${apart#-}" -le 4 ] && # but for hours without power
    [ $(($(total heat.db throttled_liquid) + $(total heat.db throttled_air) + 4)) -ge "$(total heat.db throttled)" ]
'
test_case 'the design day lacks megawatts and kelvins, and has them to spare with pads' '
    [ "$(sqlite3 heat.db "SELECT count(*) FROM design_day WHERE margin_mw < -10 AND margin_k < -5")" = 16 ] &&
    [ "$(sqlite3 pads.db "SELECT count(*) FROM design_day WHERE margin_mw > 0 AND margin_k > 0")" = 16 ]
'
test_case 'every hour with IT load and without chillers is one of fans, pads or towers' '
    for name in heat pads; do
        hours=$(sqlite3 $name.db "SELECT round(sum(free_h)) FROM plant_month") &&
        modes=$(sqlite3 $name.db "SELECT round(sum(value)) FROM kpis WHERE entity = \"tx\" AND
            metric IN (\"cooling.free\", \"cooling.pads\", \"cooling.economiser\")") &&
        [ "$hours" = "$modes" ] || { echo "$name: $hours hours, $modes in modes"; exit 1; }
    done
'
test_case 'little water brings the heat back, and says so' '
    { gigaplan run "$abs_top_srcdir/scenarios/phoenix-pads.xml" -n 1 -q -o full.db ||:; } >/dev/null 2>&1 &&
    sed "s|</site>|<water-supply id=\"river\" flow=\"60 m3/day\"/></site>|; s|of=\"|of=\"$abs_top_srcdir/scenarios/|" \
        "$abs_top_srcdir/scenarios/phoenix-heat.xml" >dry-river.xml &&
    sed "s|phoenix-heat.xml|dry-river.xml|" "$abs_top_srcdir/scenarios/phoenix-pads.xml" >river.xml &&
    { gigaplan run river.xml -n 1 -q -o river.db ||:; } && [ "$(total river.db throttled_water)" -gt 100 ] &&
    [ "$(total full.db throttled_water)" = 0 ] && gigaplan report cooling river.db >out && says "more water" out &&
    [ "$(sqlite3 river.db "SELECT count(*) FROM plant_month WHERE water_m3 > 60 * hours / 24 + 1")" = 0 ]
'
test_done
