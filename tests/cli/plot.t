#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The sheets of power and cooling: one site, one year, figures of the reports, and what a file does not hold.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

command -v sqlite3 >/dev/null || skip_all "sqlite3 is not installed"
gnuplot --version >/dev/null 2>&1 || skip_all "gnuplot is not installed"
cp "$abs_top_srcdir/scenarios/minimal.xml" "$abs_top_srcdir/scenarios/two-sites.xml" . &&
    gigaplan run minimal.xml -n 4 --detail 2 -q -o a.db >/dev/null 2>run.log &&
    gigaplan run two-sites.xml -n 2 -q -o two.db >/dev/null 2>>run.log
[ -s a.db ] && [ -s two.db ] || { sed 's/^/# /' run.log; echo '1..0 # SKIP no results file could be made'; exit 1; }

# cell REPORT HEADER COLUMN YEAR: a whole number, with commas, from the CSV table whose header begins with HEADER
cell() {
    gigaplan report "$1" a.db --format csv | tr -d '\r' | awk -F, -v head="$2" -v column="$3" -v year="$4" '
        index($0, head) == 1 { on = 1 }
        on && $2 == year {
            n = sprintf("%.0f", $column)
            while (match(n, /[0-9][0-9][0-9][0-9](,|$)/)) n = substr(n, 1, RSTART) "," substr(n, RSTART + 1)
            print n
            exit
        }'
}

test_case 'power and cooling are drawn as SVG, PNG and PDF, and leave nothing else behind' '
    mkdir pictures && for name in power cooling; do for format in svg png pdf; do
        exits 0 gigaplan plot $name a.db -o "pictures/$name.$format" && empty out && empty err || exit 1
    done; done && [ "$(ls pictures | wc -l)" -eq 6 ]
'
test_case 'the ladder shows the energies of the energy-balance report' '
    gigaplan plot power a.db --year 2029 -o p.svg &&
    for column in 3 4 5 6 7 8 9 10 11 12 13; do
        figure=$(cell energy-balance site,year,input $column 2029) && [ -n "$figure" ] && says "$figure MWh" p.svg || exit 1
    done
'
test_case 'titles show the figures of the reports' '
    gigaplan plot cooling a.db --year 2029 -o c.svg &&
    says "Chillers run in $(cell cooling site,year,pue 8 2029) of 8,760 h of 2029" c.svg &&
    peak=$(gigaplan report power a.db --format csv | tr -d "\r" | awk -F, "/^site,year,energy/ { on = 1 } on && \$2 == 2029 { printf \"%.1f\", \$6; exit }") &&
    says "peak hour of 2029 $peak MW" p.svg && says "mean of the 2 replications kept in detail" p.svg &&
    says "local standard time, UTC-6" c.svg
'
test_case 'a site and a year are asked for by name; others are refused with what there is' '
    exits 0 gigaplan plot power two.db -o first.svg && says "site 1 of 2" first.svg &&
    second=$(sqlite3 two.db "SELECT id FROM entity WHERE scope=\"site\" ORDER BY entity_id DESC LIMIT 1") &&
    exits 0 gigaplan plot power two.db --site "$second" -o second.svg && says "site 2 of 2" second.svg &&
    exits 2 gigaplan plot power two.db --site nowhere -o x.svg && says "no site .nowhere." err && says "note: $second" err &&
    exits 2 gigaplan plot cooling a.db --year 1999 -o x.svg && says "2026 to 2029, not 1999" err &&
    exits 2 gigaplan plot timeline a.db --site tx -o x.svg && says "one site, not to .timeline." err && [ ! -e x.svg ]
'
test_case 'a year before anything runs says so' '
    exits 0 gigaplan plot power a.db --year 2026 -o p.svg && says "no load in this year" p.svg && says "not energised in 2026" p.svg &&
    exits 0 gigaplan plot cooling a.db --year 2026 -o c.svg && says "nothing is cooled in this year" c.svg
'
test_case 'without replications in detail the months are drawn, and what is missing is said' '
    exits 0 gigaplan plot power a.db --run 3 -o p.svg && says "not in this file: no replication in detail" p.svg && says "reaches IT" p.svg
'
test_case 'the timeline stacks what reached those who pay capital cost, and says what it leaves out' '
    { gigaplan run "$abs_top_srcdir/scenarios/azure-1gw.xml" -n 2 -q -o azure.db >/dev/null 2>&1 || [ $? -eq 1 ]; } &&
    [ "$(sqlite3 azure.db "SELECT DISTINCT e.id FROM draw JOIN entity e ON e.entity_id = giver ORDER BY 1" | tr "\n" " ")" = "cloud lender vendor " ] &&
    exits 0 gigaplan plot timeline azure.db -o t.svg && says "who pay capital cost: cloud, cloud-spv\." t.svg &&
    says "Not in the stack: 6.0 from one of these to another \(spv-equity\), 15.0 to lab \(vendor-equity, cloud-equity\)" t.svg &&
    says ">own cash and income<" t.svg && says ">ddtl-gb<" t.svg && hushes ">vendor-equity<" t.svg
'
test_case 'an older file draws what it has and says what it has not' '
    cp a.db old.db && sqlite3 old.db "DROP VIEW plant_airs; DROP TABLE plant_air; DROP VIEW plant_days;
        CREATE TABLE d AS SELECT run_id, entity_id, month, hour, load_mw, it_mw FROM plant_day; DROP TABLE plant_day; ALTER TABLE d RENAME TO plant_day" &&
    exits 0 gigaplan plot cooling old.db -o c.svg && says "it is older than plant_air" c.svg &&
    says "it is older than plant_day.supply_c" c.svg && says "PUE is highest in" c.svg && says "water: not in this file" c.svg &&
    sqlite3 old.db "DROP TABLE plant_day; DROP VIEW plant_spans; DROP TABLE plant_span" &&
    exits 0 gigaplan plot power old.db -o p.svg && says "it is older than plant_span" p.svg && says "reaches IT" p.svg
'
test_done
