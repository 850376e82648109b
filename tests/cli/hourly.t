#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Damaged hourly files: each is told with its file, line, column and the line itself, and nothing is written.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

year='split("31 28 31 30 31 30 31 31 30 31 30 31", days, " ")'
awk "BEGIN { print \"LOCATION,Nowhere,TX,USA,TMY3,1,32.9,-97.0,-6.0,171.0\"
    print \"DESIGN CONDITIONS,0\"; print \"DATA PERIODS,1,1,Data,Sunday,1/1,12/31\"; $year
    for (m = 1; m <= 12; m++) for (d = 1; d <= days[m]; d++) for (h = 1; h <= 24; h++)
        printf \"1999,%d,%d,%d,60,?9?9,%.1f,%.1f,50,98000,0,0\\n\", m, d, h, 12 + h / 4, 4 + h / 8 }" >good.epw
awk "BEGIN { print \"time,price [USD/MWh]\"; $year
    for (m = 1; m <= 12; m++) for (d = 1; d <= days[m]; d++) for (h = 0; h < 24; h++)
        printf \"1999-%02d-%02dT%02d:00,%.1f\\n\", m, d, h, 40 + h }" >good.csv

# plan FILE: minimal.xml on this weather or these prices, in plan.xml
plan() {
    case $1 in
    *.epw) echo "<climate id='dallas' epw='$1'/>" ;;
    *) echo "<region id='ercot' prices='$1'/>" ;;
    esac | sed "1s|^|<variant of='$abs_top_srcdir/scenarios/minimal.xml' name='plan'>|; \$s|\$|</variant>|" >plan.xml
}

# damaged FILE SED PLACE TEXT: the good file, changed by SED, is refused at PLACE with TEXT, the line quoted
damaged() {
    sed "$2" "good.${1##*.}" >"$1" && plan "$1" && rm -f plan.db &&
        exits 3 gigaplan run plan.xml && says "^$1:$3: error: $4" err &&
        says "^ *${3%%:*} | $(sed -n "${3%%:*}p" "$1" | cut -c1-20 | sed 's/[][*.]/./g')" err && empty out &&
        [ ! -e plan.db ]
}

test_case 'whole files are taken' '
    plan good.epw && exits 0 gigaplan check plan.xml && plan good.csv && exits 0 gigaplan check plan.xml
'
test_case 'weather: a word where a number stands' '
    damaged word.epw "100s/,60,?9?9,[^,]*/,60,?9?9,warm/" 100:20 "this is no number"'
test_case 'weather: a missing hour' 'damaged gap.epw 50d 50:6 "this hour is out of order"'
test_case 'weather: a month that is none' '
    damaged month.epw "80s/^1999,1,/1999,13,/" 80:6 "this is no month, day and hour"'
test_case 'weather: a pressure that is none' '
    damaged pressure.epw "77s/,98000/,98/" 77:32 "a pressure is from 31000 to 120000 Pa"'
test_case 'weather: a row cut short' 'damaged cut.epw "90s/,?9?9.*//" 90:1 "this row is cut short"'
test_case 'weather: a file cut short' 'damaged short.epw "5000,\$d" 4999:1 "the year has 4996 rows instead of 8760"'
test_case 'weather: another sort of file' 'damaged other.epw "1s/LOCATION/PLACE/" 1:1 "this is no EPW file"'
test_case 'weather: nothing measured' '
    damaged empty.epw "s/,?9?9,[^,]*/,?9?9,99.9/" 4:1 "no row has a dry bulb" && says "the 7th, is empty or 99.9" err'
test_case 'prices: a word where a number stands' '
    damaged word.csv "70s/,.*/,forty/" 70:18 ".forty. does not start with a number"'
test_case 'prices: a missing hour' '
    damaged gap.csv 71d 71:1 "rows are an hour apart, so this should be 1999-01-03T21:00:00Z"'
test_case 'prices: no unit, and one that is none' '
    damaged none.csv "1s/ .*//" 1:6 "the column .price. needs a unit in brackets" &&
    damaged unit.csv "1s/MWh/MWx/" 1:6 ".USD/MWx. is no unit of a column .price."'
test_case 'prices: a cell too many' '
    damaged cells.csv "72s/\$/,1/" 72:1 "this row has 3 cells, and the first line has 2"'
test_case 'prices: a quote that is not closed' '
    damaged quote.csv "75s/^/\"/" 75:1 "this quote is not closed on its line"'
test_case 'prices: no price at all' 'damaged empty.csv "2,\$s/,.*/,/" 1:6 "no row has a price"'
test_case 'two mistakes in one file are told in one go' '
    damaged two.epw "77s/,98000/,98/; 100s/,60,?9?9,[^,]*/,60,?9?9,warm/" 77:32 "a pressure is" &&
    says "^two.epw:100:20: error: this is no number" err'
test_done
