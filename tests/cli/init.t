#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# init: a scenario from a few answers, that can be checked and run at once.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

has_command() { gigaplan help | grep -q "^  $1 "; }

# runs FILE: the simulation ends, whether or not the plan reaches its target
runs() {
    code=0
    gigaplan run "$1" --replications 2 --quiet --output run.db --replace >out 2>err || code=$?
    [ "$code" -le 1 ] && return 0
    echo "run of $1 ended with $code:"
    cat err
    return 1
}

while read -r name climate region mw generation start; do
    test_case "$mw MW of $generation at $climate from $start pass check" '
        exits 0 gigaplan init --site "$name" --climate "$climate" --region "$region" --it "$mw" \
            --generation "$generation" --start "$start" --output "$name.xml" &&
        says "gigaplan check $name.xml" out && empty err &&
        exits 0 gigaplan check "$name.xml" && if [ "$climate" = phoenix ]; then
            [ "$(grep -c "warning: " err)" -eq 1 ] && says "condensers of its chillers \(dry-40C\) see 52.2 degC" err
        else
            empty err
        fi
    '
    if has_command run; then
        test_case "$mw MW of $generation at $climate from $start can be run" 'runs "$name.xml"'
    fi
done <<'END'
small     dallas      ercot          2     gb300       2026-01-01
ten       buffalo     nyiso-upstate  10    gb200       2026-01-15
fifty     phoenix     southern       50    vera-rubin  2027-07-01
hundred   atlanta     southern       100   gb300       2026-06-01
twofifty  leesburg    pjm-virginia   250   vera-rubin  2028-02-29
fivehund  abilene     ercot          500   vera-rubin  2026-01-01
gigawatt  milwaukee   miso-wisconsin 1000  gb300       2026-01-01
END

test_case 'all IT megawatts are in halls, on a service and behind transformers that are N+1' '
    gigaplan show hundred.xml --format csv >all.csv &&
    awk -F, "\$2 == \"phase\" && \$3 == \"it-capacity\" { sub(/ MW/, \"\", \$4); it += \$4 }
             END { exit it != 100 }" all.csv &&
    says "feed,capacity,13[0-9] MW" all.csv && says "substation,redundancy,N.1" all.csv &&
    [ "$(grep -c ",transformer,type," all.csv)" -eq 3 ]
'

if command -v sqlite3 >/dev/null; then
    while read -r climate region least; do
        test_case "200 MW at $climate are energised on its hottest day, with one transformer in reserve" '
            exits 0 gigaplan init --site "$climate" --climate "$climate" --region "$region" --it 200 --generation gb300 \
                --start 2026-01-01 && [ "$(grep -c "<transformer " $climate.xml)" -eq "$least" ] && runs "$climate.xml" &&
            sqlite3 run.db "SELECT max(power_it_energised) FROM site_series" >most && cat most && awk "{ exit !(\$1 >= 200) }" most
        '
    done <<'END'
phoenix   southern       3
milwaukee miso-wisconsin 2
END
fi

test_case 'a connection in stages is done, and money with power comes, when its first stage is energised' '
    says "feed id=.grid. .*needs=.grid-works-1.>" fivehund.xml && says "<stage capacity=.* needs=.grid-works-2./>" fivehund.xml &&
    exits 0 gigaplan check fivehund.xml && runs fivehund.xml && gigaplan report milestones run.db --format csv >dates.csv &&
    awk -F, "\$1 ~ /abilene.grid\$|shares.with-power/ { for (i = 1; i <= NF; i++) if (\$i ~ /^20[0-9][0-9]-/) { found++; if (\$i < \"2027\") early = 1 } }
             END { exit early || found < 2 }" dates.csv
'

test_case 'the climate says the site and the region, and the site the climate' '
    exits 0 gigaplan init --climate atlanta --it 20MW --generation gb300 --start 2026-01-01 &&
    says "region=.southern." atlanta.xml &&
    exits 0 gigaplan init --site Houston --it "0.02 GW" --generation VR-NVL72 --start 2026-01-01 &&
    says "climate=.houston." houston.xml && says "region=.ercot." houston.xml
'

test_case 'a name with blanks and signs becomes an id and stays the label' '
    exits 0 gigaplan init --site "Lone & Star <2>" --climate dallas --it 20 --generation gb300 \
        --start 2026-01-01 &&
    says "id=.lone-star-2. label=.Lone &amp; Star &lt;2>" lone-star-2.xml &&
    exits 0 gigaplan check lone-star-2.xml
'

test_case 'everything that is missing is named when nobody can be asked' '
    exits 2 gigaplan init </dev/null && says "--site is missing" err && says "--it is missing" err &&
    says "--generation is missing" err && says "gb300, vera-rubin" err && says "--start is missing" err && empty out
'

test_case 'answers that are no good are all told, with those that would be' '
    exits 2 gigaplan init --site x --climate dalas --it 5000 --generation h100 --start 1.1.26 &&
    says "no climate .dalas." err && says "dallas +Dallas-Fort Worth, Texas" err && says "2 to 2000 MW" err &&
    says "GB300-NVL72" err && says "1.1.26" err && [ ! -e x.xml ] &&
    exits 2 gigaplan init --site x --climate dallas --it=-5 --generation gb300 --start 2026-01-01 &&
    says "2 to 2000 MW of IT load, not .-5." err && hushes "several sites" err
'

test_case 'a start from which halls stand ready before their racks are sold is refused, with the earliest' '
    early() { gigaplan init --site early --climate dallas --region ercot --it 20 --generation gb300 --start "$1" >out 2>err; }
    code=0; early 1999-01-01 || code=$?; [ "$code" -eq 2 ] && [ ! -e early.xml ] &&
    says "error: --start: GB300-NVL72 ships from 2025-07-01 on, and the first hall would stand ready on 2002-0[1-9]-" err &&
    day=$(sed -n "s/.*earliest start for these racks is \([0-9-]*\);.*/\1/p" err) && echo "$day" &&
    case $day in 2022-01-[12][0-9]) : ;; *) exit 1 ;; esac &&
    { code=0; early "${day%-*}-01" || code=$?; [ "$code" -eq 2 ]; } &&
    early "$day" && exits 0 gigaplan check early.xml && empty err
'
test_case 'a file that exists is kept' '
    echo mine >mine.xml &&
    exits 2 gigaplan init --site dallas --it 20 --generation gb300 --start 2026-01-01 -o mine.xml &&
    says "there already" err && says "replace" err && echo mine | same - mine.xml
'

test_case 'and overwritten when that is asked for' '
    echo mine >old.xml &&
    exits 0 gigaplan init --site dallas --it 20 --generation gb300 --start 2026-01-01 -o old.xml --replace &&
    says "<scenario name=.dallas." old.xml && [ ! -e old.xml.new ]
'

test_case 'a folder that is not there is an error of the outside' '
    exits 4 gigaplan init --site dallas --it 20 --generation gb300 --start 2026-01-01 -o none/x.xml &&
    says "none/x.xml" err
'

if script -q -e -c true /dev/null >/dev/null 2>&1; then
    test_case 'on a terminal it asks, again after a wrong answer, and proposes what it can' '
        printf "lone\ndalas\ndallas\n\n40\ngb300\n2026-01-01\n" |
            script -q -e -c "gigaplan init" typescript >screen 2>&1 || { cat screen; exit 1; }
        says "Which climate" screen && says "no climate .dalas." screen && says "ercot" screen &&
        exits 0 gigaplan check lone.xml && says "40 MW of IT" lone.xml
    '
else
    skip_case 'on a terminal it asks' 'script(1) makes no pseudo-terminal here'
fi
test_case 'racks for 800 VDC get a hall that gives it, with positions that bear them' '
    gigaplan init --site dallas --it "24 MW" --generation Kyber-NVL144 --start 2026-06-01 -o direct.xml >/dev/null &&
    says "ups=.rectifier-800vdc. distribution-loss=.0.5 %." direct.xml && hushes "unit-substation-3MVA" direct.xml &&
    says "position-power=.600 kW. position-flow=.903 L/min." direct.xml && exits 0 gigaplan check direct.xml && empty err
'
if has_command run && command -v sqlite3 >/dev/null; then
    test_case 'no rack takes the money of a substation that still waits for its transformers' '
        gigaplan init --site dallas --it 700 --generation gb300 --start 2026-01-01 -o large.xml >/dev/null &&
        { gigaplan run large.xml -n 80 -q -o large.db >/dev/null 2>&1 || [ $? -eq 1 ]; } &&
        [ "$(sqlite3 large.db "SELECT count(*) FROM activities WHERE record LIKE '"'dallas-site.yard-_'"'")" -eq 320 ] &&
        sqlite3 large.db "SELECT run_id FROM milestones WHERE record = '"'first-power'"' AND done IS NULL" >dark && empty dark
    '
fi
test_done
