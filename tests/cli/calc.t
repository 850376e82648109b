#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Formulas from the shell: values with units, ranges, files, and what is wrong with a call.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

# value NAME: the number of the line NAME in the file out
value() { awk -v name="$1" '$1 == name { print $2 }' out; }
# near WANTED TOLERANCE NAME: that number is WANTED within TOLERANCE
near() {
    awk -v got="$(value "$3")" -v want="$1" -v slack="$2" \
        'BEGIN { d = got - want; exit !(got != "" && d <= slack && -d <= slack) }' && return 0
    echo "$3 is $(value "$3"), not $1 within $2"
    return 1
}
formulas='wet-bulb dew-point humidity-ratio enthalpy saturation-pressure air-density station-pressure chiller
tower dry-cooler transformer ups psu chain pump fan evaporation k-of-n genset-survival two-feeds outage-table
ramp-storage ride-through'

test_case 'the list names every formula once' '
    exits 0 gigaplan calc --list && [ "$(wc -l <out)" -eq 23 ] &&
    for name in $formulas; do says "^$name " out || exit 1; done
'
test_case 'every formula explains its keys, equation and source' '
    for name in $formulas; do
        exits 0 gigaplan calc "$name" --help && says "^equation: ." out && says "^source: ." out &&
        says "^keys:" out && says "^prints:" out || exit 1
    done
'
test_case 'a result is name, value and unit with 12 digits' '
    exits 0 gigaplan calc wet-bulb dry-bulb=20C relative-humidity=50% pressure=101325Pa && empty err &&
    [ "$(cat out)" = "wet-bulb 13.7835544657 degC" ]
'
test_case 'units are converted: Fahrenheit, hectopascals by kPa, ratios with and without percent' '
    gigaplan calc wet-bulb dry-bulb=20C relative-humidity=50% pressure=101325Pa >expected &&
    exits 0 gigaplan calc wet-bulb dry-bulb=68degF relative-humidity=0.5 pressure=101.325kPa && same expected out
'
test_case 'published psychrometric values are met' '
    exits 0 gigaplan calc humidity-ratio dry-bulb=30C wet-bulb=25C pressure=95461Pa && near 0.0192281 1e-5 humidity-ratio &&
    exits 0 gigaplan calc humidity-ratio dry-bulb=-1C wet-bulb=-5C pressure=95461Pa && near 0.001204 6e-6 humidity-ratio &&
    exits 0 gigaplan calc saturation-pressure temperature=50C && near 12351.3 3.7 saturation-pressure &&
    exits 0 gigaplan calc saturation-pressure temperature=-20C && near 103.24 0.031 saturation-pressure &&
    exits 0 gigaplan calc station-pressure altitude=4000m && near 61640 61 station-pressure &&
    exits 0 gigaplan calc enthalpy dry-bulb=40C wet-bulb=20C && near 56.7 0.1 enthalpy
'
test_case 'machines meet their published points' '
    exits 0 gigaplan calc chiller leaving=6.67C condenser=29.4C load=1 && near 5.50 0.0275 cop &&
    exits 0 gigaplan calc tower && near 3.84 0.038 approach &&
    exits 0 gigaplan calc tower correlation=cooltools && near 3.889 0.0039 approach &&
    exits 0 gigaplan calc transformer rating=63MVA no-load-loss=31.51kW resistive=0.31% && near 99.641 0.01 efficiency
'
# 12.625 MW of UPS at 80 %: 0.6 + 0.72 + 0.704 %; a catcher is one unit without load
test_case 'a chain loses by its topology, and 800 VDC gains three points' '
    exits 0 gigaplan calc chain && near 255.53 1e-6 conversion-loss && near 80 1e-9 conversion-load && near 100 1e-9 busway-loss &&
    exits 0 gigaplan calc chain redundancy=catcher && near 277.75 1e-6 conversion-loss && near 100 1e-9 conversion-load &&
    exits 0 gigaplan calc chain redundancy=2N load=0.5 && near 24.876 1e-3 conversion-load && near 8 1e-9 transformers &&
    exits 0 gigaplan calc chain conversion=rectifier-800vdc redundancy=N busway=0.5% && near 96.05 0.05 efficiency &&
    hushes transformer out && exits 0 gigaplan calc chain conversion=none && hushes conversion out
'
test_case 'reliability meets its published values' '
    exits 0 gigaplan calc genset-survival installed=11 needed=10 run=24h && near 0.989604 1e-4 start && near 0.9436 1e-4 survival &&
    exits 0 gigaplan calc outage-table && near 1.36886 1e-4 loss-of-load-days && near 9.39418 1e-4 loss-of-load-hours &&
    near 1176.30 0.01 energy-not-served &&
    exits 0 gigaplan calc ramp-storage step=100MW ramp=10MW/min && near 8.3333333333 1e-9 energy
'
test_case 'a value beyond its range is used at the bound, with a warning that says so' '
    exits 0 gigaplan calc saturation-pressure temperature=500C && says "warning: .temperature. is valid from" err &&
    says "200 degC is used" err && cp out clamped && gigaplan calc saturation-pressure temperature=200C >expected &&
    same expected clamped
'
test_case 'fog counts as saturated, with a warning' '
    exits 0 gigaplan calc wet-bulb dry-bulb=20C relative-humidity=120% && near 20 1e-6 wet-bulb && says warning err
'
test_case 'where no neighbour makes sense the exit code is 3' '
    exits 3 gigaplan calc transformer rating=-5MVA no-load-loss=1kW load-loss=1kW && empty out &&
    exits 3 gigaplan calc k-of-n installed=-1 needed=1 availability=0.9 && empty out
'
test_case 'a missing unit, a wrong unit, a missing key, an unknown key, a double moisture' '
    exits 3 gigaplan calc wet-bulb dry-bulb=20 relative-humidity=50% && says "lacks a unit" err &&
    exits 3 gigaplan calc wet-bulb dry-bulb=20kW relative-humidity=50% && says "power" err &&
    exits 3 gigaplan calc transformer rating=1MVA && says "needs no-load-loss" err &&
    exits 3 gigaplan calc wet-bulb dry-bulb=20C relative-humidty=50% && says "did you mean .relative-humidity" err &&
    exits 3 gigaplan calc wet-bulb dry-bulb=20C relative-humidity=50% dew-point=3C && says "2 ways" err
'
test_case 'an unknown formula suggests the nearest, no formula asks' '
    exits 2 gigaplan calc wetbulb && says "did you mean .wet-bulb" err && exits 2 gigaplan calc && says "which formula" err
'
test_case 'json and csv hold the same numbers' '
    exits 0 gigaplan calc fan load=50% --format json && says "\"name\":\"power\",\"value\":0.8516" out &&
    exits 0 gigaplan calc fan load=50% --format csv && says "^power,0.8516" out
'
test_case 'points of a data sheet are met at their loads' '
    for point in 25:95.8 50:97 75:97.3 100:97.4; do
        exits 0 gigaplan calc ups points="25%:95.8% 50%:97% 75%:97.3% 100%:97.4%" load="${point%:*}%" &&
        near "${point#*:}" 1e-9 efficiency || exit 1
    done
'
test_case 'points of a chiller: kW per ton, US units' '
    exits 0 gigaplan calc chiller points=25%:0.45,50%:0.40,75%:0.45,100%:0.55 capacity=500tonR leaving=44F condenser=85F load=1 &&
    near 1758.4 10 served && near 6.39 0.1 cop
'
test_case 'units and loads come from CSV files' '
    printf "count,mw,for\n3,50,0.1\n" >units.csv && { echo load; for hour in 1 2 3 4; do echo 120; done; } >load.csv &&
    exits 0 gigaplan calc outage-table units=units.csv load=load.csv && near 150 0 installed && near 1.084 1e-9 loss-of-load-hours
'
test_case 'a damaged table is told with its place' '
    printf "count,mw,for\n3,fifty,0.1\n" >units.csv && exits 3 gigaplan calc outage-table units=units.csv && says "units.csv:2:3" err &&
    exits 3 gigaplan calc outage-table units=none.csv && says "none.csv" err
'
weather=${GIGAPLAN_REFERENCE_DATA-}/weather/USA_TX_Dallas-Fort.Worth.Intl.AP.722590_TMY3.epw
if [ -f "$weather" ]; then
    test_case 'a weather file gives a column of hours' '
        exits 0 gigaplan calc wet-bulb file="$weather" && [ "$(wc -l <out)" -eq 8760 ] &&
        awk "{ s += \$1 } END { m = s / NR; print m; exit !(m > 14.25 && m < 14.27) }" out
    '
    test_case 'all results of the hours are columns of a table' '
        exits 0 gigaplan calc tower file="$weather" --format csv && [ "$(wc -l <out)" -eq 8761 ] && says "^hour,approach" out
    '
else
    skip_case 'a weather file gives a column of hours' 'no reference data'
fi
test_case 'factors of metered over stated losses scale their parts: 1.25 x 6 + 1.1 x (4.5 + 2.75) kW of a UPS' '
    exits 0 gigaplan calc ups load=0.5 no-load-loss-factor=1.25 load-loss-factor=1.1 && near 15.475 0.0001 loss &&
    exits 0 gigaplan calc transformer rating=1MVA no-load-loss=1kW load-loss=8kW no-load-loss-factor=2 load-loss-factor=0.5 &&
    near 6 0.0001 loss
'
test_done
