#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Fitting a site's plant to its meters: what is known comes back, what is damaged is told.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

cp "$abs_top_srcdir/scenarios/minimal.xml" "$abs_top_srcdir/scenarios/two-sites.xml" .
cat >truth.xml <<END
<variant of="minimal.xml" name="truth">
  <site id="tx" overhead="0.9 %"/>
  <ups-type id="double-conversion" no-load-loss-factor="1.25" load-loss-factor="1.1"/>
  <transformer-type id="unit-substation-3MVA" no-load-loss-factor="1.25" load-loss-factor="1.1"/>
  <transformer-type id="110-10kV-63MVA" no-load-loss-factor="1.25" load-loss-factor="1.1"/>
  <cooling-type id="dry-32C" fan-pump-factor="1.2" chiller-factor="1.15" recirculation="4.5 K"/>
</variant>
END
gigaplan rehearse truth.xml --from 2029-06-01 --weeks 16 -o all.csv || exit 1
cut -d, -f1-3,6,7 all.csv >facility.csv

# figure NAME COLUMN: a cell of the table of figures in the file `out` (CSV): 2 stated, 3 fitted, 4 error, 6 how
figure() {
    tr -d "\r" <out | awk -F, -v name="$1" -v column="$2" '$1 == name { print $column }'
}

# recovered NAME TRUTH: the fitted figure lies within three standard errors, which are no excuse
recovered() {
    echo "$1: $(figure "$1" 3) +- $(figure "$1" 4), truth $2"
    awk -v is="$(figure "$1" 3)" -v error="$(figure "$1" 4)" -v truth="$2" 'BEGIN {
        off = is - truth; exit !(error > 0 && error < 0.05 * truth && off < 3 * error && -off < 3 * error) }'
}

# readings ROWS: a meter file of the lines of facility.csv, changed by an awk program that may use NR
readings() {
    awk -F, -v OFS=, "$1" facility.csv >damaged.csv
}

test_case 'with sub-meters all figures of the plant come back within their standard errors' '
    exits 0 gigaplan calibrate minimal.xml --meter all.csv --format csv && empty err && recovered overhead 0.9 &&
    recovered "load losses" 1.1 && recovered "fans and pumps" 1.2 && recovered chillers 1.15 &&
    recovered "air at coolers" 4.5 && recovered "no-load losses" 1.25
'
test_case 'with the facility alone no-load losses cannot be told from the overhead, and are not fitted' '
    gigaplan calibrate minimal.xml --meter facility.csv >out && hushes "did not settle" out &&
    exits 0 gigaplan calibrate minimal.xml --meter facility.csv --format csv &&
    figure "no-load losses" 6 >how && says "cannot be told from overhead" how && [ -z "$(figure "no-load losses" 3)" ] &&
    recovered chillers 1.15
'
test_case 'before the fit the limits of Guideline 14 are missed, after it they are met in the weeks held out' '
    exits 0 gigaplan calibrate minimal.xml --meter all.csv && says "ASHRAE Guideline 14-2014" out &&
    says "facility less IT +hours held out +672 .* met" out && says "facility less IT +months +3 .* met" out &&
    gigaplan calibrate minimal.xml --meter all.csv --format csv | tr -d "\r" |
    awk -F, "/^facility less IT,hours held out/ { exit !(\$4 > 20 && \$6 < 1 && \$6 > -1 && \$7 < 5) }" &&
    says "hours +2688 compared, every fourth week held out: 672" out
'
test_case 'the variant sets what was fitted, and nothing is left to fit' '
    exits 0 gigaplan calibrate minimal.xml --meter all.csv --output fitted.xml && exits 0 gigaplan check fitted.xml &&
    says "of=\"minimal.xml\" name=\"minimal-calibrated\"" fitted.xml && says "<site id=\"tx\" overhead=" fitted.xml &&
    says "chiller-factor=\"1.15" fitted.xml && says "standard error" fitted.xml &&
    exits 0 gigaplan calibrate fitted.xml --meter all.csv --format csv &&
    tr -d "\r" <out | awk -F, "/^facility less IT,hours held out/ { exit !(\$4 < 1 && \$4 > -1 && \$5 - \$7 < 0.05) }" &&
    mkdir -p sub && exits 0 gigaplan calibrate minimal.xml --meter all.csv -o sub/fitted.xml &&
    exits 0 gigaplan check sub/fitted.xml && exits 2 gigaplan calibrate minimal.xml --meter all.csv -o fitted.xml &&
    says "there already" err && exits 0 gigaplan calibrate minimal.xml --meter all.csv -o fitted.xml --replace
'
test_case 'a meter that no figure can explain is exit code 1' '
    readings "NR > 1 { \$2 = \$3 + 3 * (NR % 96 < 48) + 0.1 } 1" && exits 1 gigaplan calibrate minimal.xml -m damaged.csv &&
    says "missed" out
'
test_case 'types that other sites use are told, and a site must be named where there are several' '
    exits 2 gigaplan calibrate two-sites.xml --meter all.csv && says "site is missing" err && says "tx, ga" err &&
    gigaplan rehearse two-sites.xml --site ga -o ga.csv && exits 0 gigaplan calibrate two-sites.xml --site ga --meter ga.csv \
        -o ga.xml && says "which the variant changes, is that of hall .tx" err &&
    exits 2 gigaplan calibrate two-sites.xml --site ga --hall nowhere -m ga.csv && says "no hall .nowhere." err
'
test_case 'a rehearsal is the same for the same seed, and its noise is that asked for' '
    gigaplan rehearse minimal.xml --weeks 1 >one && gigaplan rehearse minimal.xml --weeks 1 >two && same one two &&
    [ "$(wc -l <one)" -eq 673 ] && says "^2026-01-01T00:15-06:00," one &&
    gigaplan rehearse minimal.xml --weeks 1 --seed 2 >two && ! cmp -s one two &&
    gigaplan rehearse minimal.xml --weeks 4 --noise "0 %" >true.csv && gigaplan rehearse minimal.xml --weeks 4 --noise "2 %" |
    paste -d, true.csv - | awk -F, "NR > 1 { x = \$9 / \$2 - 1; s += x * x } END { s = sqrt(s / (NR - 1)); exit !(s > 0.019 && s < 0.021) }" &&
    exits 2 gigaplan rehearse minimal.xml --minutes 7 && exits 2 gigaplan rehearse minimal.xml --noise lots &&
    exits 2 gigaplan rehearse minimal.xml --weeks 0 && exits 2 gigaplan rehearse minimal.xml --from later
'
test_case 'a dry bulb that is missing is told: the typical year is not the weather there was' '
    cut -d, -f1-3 facility.csv >bare.csv && exits 0 gigaplan calibrate minimal.xml -m bare.csv && says "air +none metered" out &&
    cut -d, -f1-4 facility.csv >dry.csv && exits 0 gigaplan calibrate minimal.xml -m dry.csv && says "air +dry bulb metered" out
'

test_case 'the shipped example is what its manual page says, and can be fitted' '
    gigaplan rehearse minimal.xml --from 2029-06-01 --weeks 4 --minutes 60 \
        --set "//cooling-type[@id='"'dry-32C'"']/@chiller-factor=1.15" \
        --set "//cooling-type[@id='"'dry-32C'"']/@fan-pump-factor=1.2" \
        --set "//ups-type[@id='"'double-conversion'"']/@load-loss-factor=1.1" \
        --set "//site[@id='"'tx'"']/@overhead=0.9 %" >made.csv &&
    paste -d, made.csv "$abs_top_srcdir/scenarios/minimal-meter.csv" | awk -F, "
        NR == 1 { for (i = 1; i <= 7; i++) bad += \$i != \$(i + 7) }
        NR > 1 { bad += \$1 != \$8; for (i = 2; i <= 7; i++) { off = \$i - \$(i + 7); bad += off > 0.11 || off < -0.11 } }
        END { exit !(NR == 673 && bad == 0) }" &&
    exits 0 gigaplan calibrate minimal.xml --meter "$abs_top_srcdir/scenarios/minimal-meter.csv" --format csv &&
    recovered chillers 1.15 && recovered "fans and pumps" 1.2 && recovered overhead 0.9
'

# Ten damaged files: each is refused at its place, with a remedy.
refused() {
    exits 3 gigaplan calibrate minimal.xml --meter damaged.csv && empty out && says "$1" err && says "$2" err
}
test_case 'damaged 1: a column that is not known' '
    readings "NR == 1 { \$2 = \"facilty [MW]\" } 1" && refused "damaged.csv:1:6: error: there is no column .facilty" "facility"
'
test_case 'damaged 2: a column without its unit, and one with another kind of unit' '
    readings "NR == 1 { \$2 = \"facility\"; \$4 = \"dry-bulb [MW]\" } 1" &&
    refused "1:6: error: the column .facility. needs a unit" "such as .facility .MW." && says ".MW. is no unit of a column .dry-bulb." err
'
test_case 'damaged 3: the IT load is missing' '
    cut -d, -f1,2,4 facility.csv >damaged.csv && refused "1:1: error: the table has no column .it." "needed are time, facility and it"
'
test_case 'damaged 4: columns that stand there twice' '
    readings "NR == 1 { \$3 = \"facility [kW]\" } 1" && refused "damaged.csv:1:20: error: the column .facility .kW.. stands here twice" "time,facility"
'
test_case 'damaged 5: numbers and dates that are none, all told at once' '
    readings "NR == 4 { \$2 = \"n/a\" } NR == 9 { \$3 = \"17.1 MWh\" } NR == 20 { \$1 = \"2029-02-30T00:00Z\" } 1" &&
    refused "damaged.csv:4:24: error" "damaged.csv:9:3" && says "damaged.csv:20:9: error: there is no day 30" err
'
test_case 'damaged 6: times without a zone' '
    readings "{ sub(/-06:00/, \"\") } 1" && refused "damaged.csv:2:1: error: this time has no zone" "zone site, UTC" &&
    exits 0 gigaplan calibrate minimal.xml --meter damaged.csv --zone site --format csv && mv out site.out &&
    exits 0 gigaplan calibrate minimal.xml --meter facility.csv --format csv && grep "^chillers" out >a && grep "^chillers" site.out >b &&
    same a b && exits 0 gigaplan calibrate minimal.xml --meter damaged.csv --zone=-06:00 &&
    exits 2 gigaplan calibrate minimal.xml --meter damaged.csv --zone Texas && says "is no zone" err
'
test_case 'damaged 7: a row with a cell too few' '
    readings "NR == 100 { print \$1, \$2; next } 1" && refused "damaged.csv:100:1: error: this row has 2 cells" "first line has 5"
'
test_case 'damaged 8: semicolons' '
    tr , ";" <facility.csv >damaged.csv && refused "damaged.csv:1:1" "columns are parted by commas"
'
test_case 'damaged 9: readings of a day, of no day, and at no step' '
    head -n 97 facility.csv >damaged.csv && refused "too few" "at least 4 weeks are needed" &&
    head -n 1 facility.csv >damaged.csv && refused "damaged.csv:1:1: error: the table has no readings" . &&
    readings "NR == 1 || NR % 7 == 0 || NR % 11 == 0" && refused "damaged.csv:2:1: error: .*not at equal steps" "15, 20, 30 or 60 minutes"
'
test_case 'damaged 9b: whole weeks to judge by, and one day to fit' '
    readings "NR == 1 || NR <= 97 || int((NR - 2) / 672) % 4 == 3" &&
    refused "the readings make 696 whole hours, 672 of them in a fourth week, which is too few" "three to fit, the fourth to judge"
'
test_case 'damaged 10: facility and IT mixed up' '
    readings "{ t = \$2; \$2 = \$3; \$3 = t } NR == 1 { \$2 = \"facility [MW]\"; \$3 = \"it [MW]\" } 1" &&
    refused "only 0 of 10752 readings can be used" "columns or units mixed up"
'
test_case 'damaged 11: no text at all' '
    printf "time\0" >damaged.csv && refused "damaged.csv" "NUL" && exits 3 gigaplan calibrate minimal.xml -m absent.csv && says "absent.csv" err &&
    exits 2 gigaplan calibrate minimal.xml && says "meter is missing" err
'
test_case 'gaps, repeated, negative, empty and absurd readings are told once each, counted, and left out' '
    readings "NR > 200 && NR < 205 { next } NR == 300 { print } NR == 400 || NR == 401 { \$2 = -1 } NR == 500 { \$2 = \"\" }
        NR == 600 { \$2 = \$3 - 1 } NR == 700 { \$4 = 451 } 1" && exits 0 gigaplan calibrate minimal.xml -m damaged.csv &&
    says "damaged.csv:201:1: warning: readings are missing before" err && says "damaged.csv:[0-9]+:1: warning: this time does not come after" err &&
    says "warning: a power is negative" err && says "warning: facility or IT power is empty" err && [ "$(grep -c "warning:" err)" -eq 5 ] &&
    says "readings +4 missing in gaps" out && says "readings +1 repeated" out && says "readings +2 with a negative" out &&
    says "readings +1 without facility" out && says "readings +2 that no site can give" out && says "hours left out +2 with less" out
'
test_case 'clocks that jump for daylight saving are told' '
    gigaplan rehearse minimal.xml --from 2029-02-26 --weeks 4 | cut -d, -f1-3,6 | sed "s/-06:00//" |
    awk -F, -v OFS=, "{ if (\$1 ~ /^2029-03-11T02/) next; print }" >damaged.csv &&
    exits 0 gigaplan calibrate minimal.xml -m damaged.csv --zone site && says "the clock seems to jump by an hour here" err &&
    says "times need the offset" err && says "readings +1 where the clock jumps" out
'
test_done
