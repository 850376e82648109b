#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Components over their ranges: formulas, entries of the catalogues, points of data sheets, pictures.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

# cell ROW COLUMN: of the table in the file out (CSV); the header is row 0
cell() { tr -d '\r' <out | awk -F, -v row="$1" -v column="$2" 'NR == row + 1 { print $column }'; }
# near WANTED TOLERANCE ROW COLUMN
near() {
    awk -v got="$(cell "$3" "$4")" -v want="$1" -v slack="$2" \
        'BEGIN { d = got - want; exit !(got != "" && d <= slack && -d <= slack) }' && return 0
    echo "row $3 column $4 is $(cell "$3" "$4"), not $1 within $2"
    return 1
}

test_case 'every kind has a curve, with its usual ranges or those given' '
    for kind in ups-type cooling-type chiller tower dry-cooler pump fan psu evaporation; do
        exits 0 gigaplan curve $kind --format csv && [ "$(wc -l <out)" -gt 9 ] || exit 1
    done
'
test_case 'the kinds are listed and explained' '
    exits 0 gigaplan curve --list && for kind in transformer-type ups-type cooling-type chiller tower dry-cooler pump fan psu; do
        says "^$kind " out && gigaplan curve $kind --help >help && says "^keys:" help || exit 1
    done
'
test_case 'a transformer of the catalogues has its published efficiencies' '
    exits 0 gigaplan curve transformer-type 110-10kV-63MVA --over load=0.25:1:0.25 --format csv &&
    near 99.723 0.001 1 3 && near 99.746 0.001 2 3 && near 99.702 0.001 3 3 && near 99.641 0.001 4 3
'
test_case 'a UPS of the catalogues, and the same with a field set' '
    exits 0 gigaplan curve ups-type double-conversion --over load=50%:100%:50% --format csv && near 97.4184 0.0001 1 3 &&
    exits 0 gigaplan curve ups-type double-conversion --set "loss-fixed=1 %" --over load=1:1:1 --format csv && near 30 1e-9 1 2
'
test_case 'points of a data sheet are met' '
    exits 0 gigaplan curve ups-type --set points="25:95.8 50:97 75:97.3 100:97.4" --over load=25%:100%:25% --format csv &&
    near 95.8 1e-9 1 3 && near 97 1e-9 2 3 && near 97.3 1e-9 3 3 && near 97.4 1e-9 4 3
'
test_case 'points of a chiller bear on the hall that it cools' '
    exits 0 gigaplan curve cooling-type dry-32C --set dry-bulb=38C --over load=1:1:1 --format csv && was=$(cell 1 5) &&
    exits 0 gigaplan curve cooling-type dry-32C --set dry-bulb=38C --set chiller-points="25:0.4 50:0.35 75:0.4 100:0.5" \
        --over load=1:1:1 --format csv && awk -v was="$was" -v now="$(cell 1 5)" "BEGIN { exit !(now < 0.8 * was && now > 0) }"
'
test_case 'points of no machine are refused' '
    exits 3 gigaplan curve ups-type --set points="50:30 100:97" && says "not of a UPS" err &&
    exits 3 gigaplan curve cooling-type --set chiller-points="50:1 100:0.1" && says "points" err
'
test_case 'ranges combine, the first runs fastest; words of a choice are a range' '
    exits 0 gigaplan curve tower --over air=0.5:1:0.5 --over correlation=yorkcalc:cooltools --format csv &&
    [ "$(wc -l <out)" -eq 5 ] && near 8.675 0.001 1 3 && near 3.841 0.001 2 3 && near 3.889 0.001 4 3 && [ "$(cell 4 2)" = cooltools ]
'
test_case 'counts have a range too, usual or given, and ends beyond it are refused' '
    exits 0 gigaplan curve k-of-n --set needed=10 --set availability=0.98565 --over installed=10:12:1 --format csv &&
    near 0.8654 0.0001 1 2 && near 0.9896 0.0001 2 2 && near 0.99941 0.00001 3 2 &&
    exits 0 gigaplan curve k-of-n --set needed=1 --set availability=98% --format csv && [ "$(wc -l <out)" -eq 21 ] &&
    exits 0 gigaplan curve genset-survival --set needed=10 --over installed=11:12:1 --format csv && near 0.9436 0.0001 1 2 &&
    exits 3 gigaplan curve k-of-n --set needed=1 --set availability=98% --over installed=1:2000000:1000000 && says "outside 0 to" err
'
test_case 'what strikes two feeds at once is felt: 0.312 a year of 0.52 h each are 0.162 h' '
    exits 0 gigaplan curve two-feeds --over common-rate=0/year:0.312/year:0.312/year --format csv &&
    near 0.00076 0.00001 1 2 && near 0.163 0.0005 2 2
'
test_case 'US units in and out of range' '
    exits 0 gigaplan curve pump --set rated-flow=440gpm --set head=33psi --over load=1:1:1 --format csv && near 9.02 0.05 1 2 &&
    exits 0 gigaplan curve chiller --over leaving=42degF:60degF:"9 delta_degF" --format csv && [ "$(wc -l <out)" -eq 4 ] && says "outside the range" err
'
test_case 'a hall of the catalogues: hotter air never cools for less' '
    exits 0 gigaplan curve cooling-type tower-27C --over wet-bulb=0C:28C:2K --set dry-bulb=30C --format csv &&
    tr -d "\r" <out | awk -F, "NR > 1 { if (\$3 < last - 1e-9) exit 1; last = \$3 } END { exit !(NR == 16) }"
'
test_case 'what is wrong with a call is told' '
    exits 2 gigaplan curve && exits 2 gigaplan curve towr && says "did you mean .tower" err &&
    exits 3 gigaplan curve ups-type none && says "they have double-conversion" err &&
    exits 3 gigaplan curve tower --over air=1:0.5:0.1 && says "rises in steps" err &&
    exits 3 gigaplan curve tower --over air=0.5 && says "from:to:step" err &&
    exits 3 gigaplan curve tower --over wind=1:2:1 && says "no key .wind" err &&
    exits 3 gigaplan curve transformer-type && says "rating" err &&
    exits 2 gigaplan curve tower --plot picture.bmp && says "no format" err
'
if command -v gnuplot >/dev/null 2>&1; then
    test_case 'a picture has a line for each value of the second range' '
        exits 0 gigaplan curve tower --plot tower.svg && empty out && says "wet-bulb 5 degC" tower.svg && says "approach: " tower.svg &&
        exits 0 gigaplan curve ups-type eco-mode --show loss --plot ups.png && [ -s ups.png ]
    '
else
    skip_case 'a picture has a line for each value of the second range' 'no gnuplot'
fi
test_case 'describe lists the kinds of power and cooling before their fields' '
    exits 0 gigaplan describe power && says "^transformer-type +power" out && says "^ups-type +power" out &&
    exits 0 gigaplan describe cooling && says "^cooling-type +cooling" out
'
test_done
