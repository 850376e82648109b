#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Reports, comparisons and pictures of a real results file.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

reports='summary milestones capacity power bill cooling racks funding tranches tokens limits'
cp "$abs_top_srcdir/scenarios/minimal.xml" . &&
    gigaplan run minimal.xml -n 4 -q -o a.db >/dev/null 2>run.log
[ -s a.db ] || { sed 's/^/# /' run.log; echo '1..0 # SKIP no results file could be made'; exit 1; }
gigaplan run minimal.xml -n 4 -q -o late.db \
    --set "//permit[@id='permit']/duration/@mode=11 months" >/dev/null 2>&1
gigaplan run minimal.xml -n 1 -q -o seed.db --seed 9 >/dev/null 2>&1

test_case 'every report answers in text, CSV and JSON, of all replications and of one' '
    for name in $reports; do
        exits 0 gigaplan report "$name" a.db && empty err && [ -s out ] &&
        exits 0 gigaplan report "$name" a.db --run 2 && empty err && [ -s out ] &&
        exits 0 gigaplan report "$name" a.db --format csv && empty err && says "," out &&
        exits 0 gigaplan report "$name" a.db --format json && empty err && says "^\{\"format\":1," out || exit 1
    done
'
test_case 'the same file gives the same report' '
    gigaplan report limits a.db >one && gigaplan report limits a.db >two && same one two
'
test_case 'a report without name or file tells the reports' '
    exits 2 gigaplan report && says "milestones +when is what done" err &&
    exits 2 gigaplan report milestone a.db && says "did you mean .milestones." err &&
    exits 2 gigaplan report limits a.db --format yaml && says "text, csv or json" err
'
test_case 'what is no results file is bad input' '
    exits 3 gigaplan report limits minimal.xml && empty out && says "minimal.xml" err &&
    exits 3 gigaplan report limits absent.db && empty out && says "absent.db" err &&
    exits 3 gigaplan report limits a.db --run 4 && says "no replication 4" err &&
    exits 3 gigaplan report limits a.db --point 1 && says "no design point 1" err
'
test_case 'a file of another version says so' '
    cp a.db old.db && sqlite3 old.db "DROP TABLE loan" && exits 4 gigaplan report tranches old.db &&
    says "no such table: loan" err && says "another version of gigaplan" err
'
cat >held.xml <<'XML'
<scenario name="held" start="2026-01-01" end="2027-01-01">
  <crew id="k"/>
  <activity id="a"><duration value="10 d"/></activity>
  <activity id="b" crew="k"><duration value="5 d"/><after ref="a" type="FF" lag="2 d"/></activity>
  <activity id="c"><duration value="2 d"/><after ref="a" type="SF" lag="3 d"/></activity>
  <activity id="d" crew="k" priority="200"><duration value="4 d"/></activity>
  <activity id="e" needs="d"><duration value="30 d"/></activity>
  <activity id="f" needs="c"><duration value="1 d"/></activity>
  <milestone id="ready"><when><all><milestone ref="e"/><milestone ref="f"/></all></when></milestone>
</scenario>
XML
test_case 'what held the end of work is told, also of a file without these columns only the start' '
    exits 0 gigaplan run held.xml -n 1 -q -o held.db && exits 0 gigaplan report milestones held.db --format csv &&
    says "^b,,activity,2026-01-13,.predecessor a, at the finish" out && says "^d,,activity,2026-01-17,crew k" out &&
    [ "$(sqlite3 held.db "SELECT link, holds FROM gates WHERE record = '"'b'"' AND held_by = '"'a'"'")" = "FF|finish" ] &&
    [ "$(sqlite3 held.db "SELECT via FROM gates WHERE record = '"'d'"' AND cause = '"'crew'"'")" = b ] &&
    cp held.db before.db && sqlite3 before.db "DROP VIEW activities" "ALTER TABLE activity DROP COLUMN finish_gate_cause" &&
    exits 0 gigaplan report milestones before.db --format csv && says "^b,,activity,2026-01-13,date scenario" out
'
test_case 'the critical chain is walked from the milestone back, through crews and what holds a finish' '
    exits 0 gigaplan report milestones held.db --chain ready --format csv && empty err && tr -d "\r" <out >plain &&
    same - plain <<END
id,label,kind,start,done,days [d],held_by,gain [d]
a,,activity,2026-01-01,2026-01-11,10,date scenario,0
b,,activity,2026-01-01,2026-01-13,12,"predecessor a, FF +2.0 d, at the finish",7
d,,activity,2026-01-13,2026-01-17,4,"crew k, from b",12
e,,activity,2026-01-17,2026-02-16,30,predecessor d,16
ready,,milestone,,2026-02-16,,finished with e,
END
    exits 0 gigaplan report milestones held.db --chain f --format csv && says "^c,.*predecessor a, SF .3.0 d, at the finish.,1" out &&
    exits 2 gigaplan report milestones held.db --chain scenario && empty out && says "nothing that can be done" err
'
test_case 'an id without its site, or misspelled, is told in full' '
    exits 2 gigaplan report milestones a.db --chain h1 && empty out && says "did you mean .tx.h1." err &&
    exits 2 gigaplan report milestones a.db --chain tx.shel && says "did you mean .tx.shell." err &&
    exits 0 gigaplan report milestones a.db --chain tx.h1 && empty err
'
# Racks of the second hall come in weekly lots, before and after it is ready, and 20 of 40 make the milestone.
cat >tested.xml <<'XML'
<scenario name="tested" start="2026-01-01" end="2027-06-01">
  <include catalogue="climates"/> <include catalogue="cooling"/> <include catalogue="equipment"/>
  <include catalogue="regions"/> <include catalogue="throughput"/>
  <party id="lab" role="lab" cash="1 BUSD"/>
  <crew id="k"/>
  <milestone id="most"><when><metric name="racks.accepted" at-least="60 rack"/></when></milestone>
  <site id="tx" owner="lab" climate="dallas" region="ercot">
    <phase date="2026-12-01" it-capacity="12 MW"/>
    <feed id="grid" capacity="36 MW"/>
    <substation id="main"><transformer id="t1" type="110-10kV-63MVA"/></substation>
    <activity id="h1-tests" crew="k" duration="60 d"/>
    <activity id="h2-tests" crew="k" duration="60 d"/>
    <hall id="h1" it-capacity="8 MW" positions="40" cooling="dry-32C" ups="double-conversion" needs="h1-tests"
      transformer="unit-substation-3MVA" transformer-count="4"/>
    <hall id="h2" it-capacity="8 MW" positions="40" cooling="dry-32C" ups="double-conversion" needs="h2-tests"
      transformer="unit-substation-3MVA" transformer-count="4"/>
    <site-install rate="28 rack/week"/>
    <activity id="call-off" duration="40 d"/>
    <rack-order id="racks-1" system="GB300-NVL72" count="40" halls="h1" place="2026-01-01" rate="40 rack/week" lead="4 week"/>
    <rack-order id="racks-2" system="GB300-NVL72" count="40" halls="h2" needs="call-off" rate="10 rack/week" lead="8 week"/>
  </site>
</scenario>
XML
test_case 'racks lead to the hall that they waited for, and on to the crew that tests halls' '
    exits 0 gigaplan run tested.xml -n 1 -q -o tested.db && exits 0 gigaplan report milestones tested.db --chain most --format csv &&
    empty err && tr -d "\r" <out >plain && same - plain <<END
id,label,kind,start,done,days [d],held_by,gain [d]
tx.h1-tests,,activity,2026-01-01,2026-03-02,60,date scenario,0
tx.h2-tests,,activity,2026-03-02,2026-05-01,60,"crew k, from tx.h1-tests",10
tx.h2,,hall,,2026-05-01,,predecessor tx.h2-tests,10
tx.racks-2,,rack-order,2026-02-10,2026-05-23,102,"position tx.h2, at the finish",10
most,,milestone,,2026-05-11,,accepted racks of tx.racks-2,
END
'
test_case 'racks that came after their hall, but stood in line behind others that had waited for it, lead to it too' '
    [ "$(sqlite3 tested.db "SELECT rack_delivered_date > '"'2026-05-01'"', rack_behind_date < '"'2026-05-01'"' FROM milestones
        WHERE record = '"'tx.racks-2'"'")" = "1|1" ] &&
    exits 0 gigaplan report milestones tested.db --chain tx.racks-2 --format csv &&
    says "^tx.h2-tests,.*crew k, from tx.h1-tests.,7" out && says "^tx.racks-2,.*position tx.h2, at the finish.,7" out
'
test_case 'racks that came after their hall lead to their order, which wins no more than until the hall holds' '
    exits 0 gigaplan run tested.xml -n 1 -q -o ordered.db --set "//activity[@id='"'call-off'"']/@duration=100 d" &&
    exits 0 gigaplan report milestones ordered.db --chain most --format csv && hushes "tests" out &&
    says "^tx.call-off,.*date scenario,0" out && says "^tx.racks-2,.*predecessor tx.call-off,43" out
'
test_case 'an order placed on a date says so, and what it could win is not known without gates' '
    exits 0 gigaplan report milestones tested.db --chain tx.racks-1 --format csv && says "^tx.racks-1,.*position tx.h1" out &&
    exits 0 gigaplan run tested.xml -n 1 -q -o dated.db --set "//activity[@id='"'h1-tests'"']/@duration=5 d" &&
    exits 0 gigaplan report milestones dated.db --chain tx.racks-1 && says "placed on a date +-" out && hushes "is stored" out
'
test_case 'of all replications it is told how often a step was on the chain' '
    sed "s/<activity id=.f. .*/<activity id=\"f\" needs=\"c\"><duration dist=\"uniform\" low=\"13 d\" high=\"73 d\"\/><\/activity>/" \
        held.xml >often.xml && exits 0 gigaplan run often.xml -n 40 -q -o often.db &&
    late=$(sqlite3 often.db "SELECT sum(f.done > e.done) FROM milestones AS f JOIN milestones AS e USING (run_id)
        WHERE f.record = '"'f'"' AND e.record = '"'e'"'") && [ "$late" -gt 5 ] && [ "$late" -lt 35 ] &&
    exits 0 gigaplan report milestones often.db --chain ready --format json && says "\"id\":\"ready\".*\"share\":100[,}]" out &&
    sed "s/.*chain_shares//" out | grep -o "\"id\":\"[cf]\"[^}]*\"share\":[0-9.]*" >told &&
    [ "$(sed "s/.*://" told | sort -u)" = "$(awk "BEGIN { print 100 * $late / 40 }")" ] && [ "$(wc -l <told)" -eq 2 ]
'
# Of two ways the later is never taken; a metric and the milestone behind it hold two works alike.
cat >ways.xml <<'EOF'
<scenario name="ways" start="2026-01-01" end="2027-06-15">
  <include catalogue="climates"/> <include catalogue="regions"/>
  <party id="lab" role="lab" cash="500 MUSD"/> <party id="bank" role="lender"/>
  <site id="tx" owner="lab" climate="dallas" region="ercot">
    <activity id="dig" cost="100 MUSD"> <duration value="40 d"/> </activity>
    <activity id="never"> <duration value="400 d"/> </activity>
    <activity id="x"> <duration value="10 d"/>
      <when> <any> <milestone ref="tx.never"/> <milestone ref="tx.dig"/> </any> </when>
    </activity>
    <activity id="y"> <duration value="10 d"/> <when> <metric name="schedule.activities_done" at-least="1"/> </when> </activity>
    <activity id="z" needs="dig"> <duration value="10 d"/> </activity>
  </site>
  <term-loan id="old" lender="bank" obligor="lab" amount="120 MUSD" availability-start="2025-01-01"
    availability-end="2025-12-01" base-rate="4 %" margin="225 bp" undrawn-fee="0 bp" maturity="2029-01-01"
    drawn="120 MUSD" repayment="equal">
    <tranche id="t1" amount="120 MUSD" long-stop="2025-06-01"> <when> <date from="2025-03-01"/> </when> </tranche>
  </term-loan>
</scenario>
EOF
test_case 'work that waits for one of two is held by the one that came' '
    exits 0 gigaplan run ways.xml -q -n 1 -o ways.db && empty err &&
    exits 0 gigaplan report milestones ways.db --chain tx.x --format csv && says "^tx.x,.*condition tx.dig,40" out &&
    hushes "never" out && exits 0 gigaplan report milestones ways.db --chain tx.y --format csv && says "^tx.y,.*,40" out
'
test_case 'a loan of before is repaid on firsts of months, not where the scenario ends' '
    exits 0 gigaplan check ways.xml && empty err &&
    [ "$(sqlite3 ways.db "SELECT max(tick_date) FROM postings WHERE record = \"old\" AND debit = \"debt\"")" = 2027-06-01 ]
'
test_case 'a file in which racks lead nowhere is read to its end' '
    cp a.db bad.db && sqlite3 bad.db "UPDATE milestone SET rack_order = 900000000, rack_hall = -900000000" &&
    for id in $(sqlite3 bad.db "SELECT record FROM milestones WHERE done IS NOT NULL"); do
        exits 0 gigaplan report milestones bad.db --chain "$id" || exit 1
    done
'
test_case 'cash closes to the cent' '
    gigaplan report funding a.db --format json >out && says "\"difference\":0[,}]" out &&
    hushes "\"difference\":[-0-9.]*[1-9]" out
'
# A bullet of 100 MUSD drawn, of which nothing can be paid when it matures.
cat >default.xml <<'EOF'
<scenario name="default" start="2026-01-01" end="2030-02-01">
  <include catalogue="climates"/> <include catalogue="regions"/>
  <party id="spv" role="landlord" cash="1 MUSD"/> <party id="bank" role="lender"/>
  <equipment id="box"> <lead-time value="31 d"/> </equipment>
  <site id="tx" owner="spv" climate="dallas" region="ercot">
    <equipment-order id="o" item="box" place="2026-01-01" price="100 MUSD"/>
  </site>
  <funding-policy payer="spv" order="debt-first"/>
  <term-loan id="l" obligor="spv" lender="bank" amount="120 MUSD" availability-end="2027-01-01" maturity="2028-01-01"
    base-rate="6 %" margin="0 bp" repayment="bullet"/>
</scenario>
EOF
test_case 'a loan that is not paid is told as overdue, not as repaid, and stays debt' '
    gigaplan run default.xml -q >/dev/null 2>&1 && exits 0 gigaplan report tranches default.db --format csv &&
    says "^l,6,120,100,20,5.85944578,0,105.85944578,25.5989339,0.14444444,105.85944578,100,2028-01-01" out &&
    exits 0 gigaplan report funding default.db --format csv &&
    says "Debt at the end, overdue principal included.*105.859" out
'
test_case 'tokens are told with their class, model, cached share, speed, power and evidence' '
    exits 0 gigaplan report tokens a.db && says "^What a token is, by demand" out && says "GB300-NVL72 .* proxy " out &&
    exits 0 gigaplan report tokens a.db --format csv && tr -d "\r" <out >plain &&
    says "^answers,chat,lost here,sonnet,2,api,0,36,36,proxy$" plain &&
    says "^GB300-NVL72,chat,sonnet,14[0-9.]*,36,160,0.09[0-9]*,proxy,I,InferenceX" plain && hushes "VR-NVL72" plain
'
test_case 'what held milestones on racks is told' '
    { gigaplan run "$abs_top_srcdir/scenarios/azure-1gw.xml" -n 3 -q -o azure.db >/dev/null 2>&1 || [ $? -eq 1 ]; } &&
    exits 0 gigaplan report milestones azure.db --format csv &&
    for id in accepted-250 accepted-500 full; do
        says "^$id,.*(crew|position|delivery|burn-in) (tx|ga)" out || exit 1
    done
'
test_case 'what held tranches that came is told' '
    exits 0 gigaplan report tranches azure.db --format csv &&
    says "^vendor-equity.t2,.*power.it_energised at least 250 MW: finished with (tx|ga)" out &&
    says "^vendor-equity.t4,.*racks.it_accepted at least 750 MW: (crew|position|delivery|burn-in) (tx|ga)" out &&
    says "^ddtl-gb.a,.*tx.shell-1 done, held by predecessor tx.site-prep" out
'
test_case 'what comes back to investors from those they fund is told, as in sources and uses' '
    exits 0 gigaplan report funding azure.db --run 0 --format csv && tr -d "\r" <out >plain &&
    says "^vendor,10000000000,the cloud.s company.*,lab,5200000000,25295900000,5200000000,52\$" plain &&
    says "^lender,[0-9.]*,nobody,,,,," plain && awk -F, "
        /^cloud,use,investment/ { put += \$5 } /^cloud,source,revenue,lab/ { earned = \$5 }
        /^cloud,[0-9.]*,lab,directly/ { invested = \$2; reached = \$5; bought = \$6; back = \$7 }
        END { exit !(put == 11e9 && invested == put && reached == 5e9 && back == 5e9 && bought == earned) }" plain
'
test_case 'tokens before and since the first service are all tokens, and none is served before' '
    exits 0 gigaplan report tokens a.db --format csv && tr -d "\r" <out >plain && awk -F, "
        /^campus,all|^campus,20/ { asked += \$3; served += \$4; refused += \$6 }
        /^before any rack served/ { before = 1; asked -= \$2; served -= \$3; refused -= \$5; if (\$3 || !(\$5 > 0)) exit 1 }
        /^since,/ { asked -= \$2; served -= \$3; refused -= \$5 }
        END { if (!before || asked ^ 2 + served ^ 2 + refused ^ 2 > 1e-9) exit 1 }" plain &&
    exits 0 gigaplan report summary a.db && says "^Tokens refused before any rack served " out
'
test_case 'a later permit is told by compare, pair by pair' '
    exits 0 gigaplan compare a.db late.db && empty err && says "4 pairs of replications of seed" out &&
    says "tx.permit" out && exits 0 gigaplan compare a.db a.db --format json && says "\"rows\":\[\]" out
'
test_case 'compare tells which plan meets its targets, and what was set on the command line' '
    gigaplan run minimal.xml -n 4 -q -o never.db --set "//permit[@id='"'permit'"']/duration=40 months" >/dev/null 2>&1
    met=$(sqlite3 a.db "SELECT sum(met) FROM target") && [ "$met" -gt 0 ] && exits 0 gigaplan compare a.db never.db &&
    says "at least .* +$met of 4 +0 of 4 +$met of 4 +-" out && says "^B has --set .*=40 months" out && hushes "^A has" out
'
test_case 'other seeds are not compared' '
    exits 3 gigaplan compare a.db seed.db && empty out && says "different seeds" err &&
    exits 2 gigaplan compare a.db && says "takes two results files" err
'
test_case 'a picture needs a format that its name tells, and a size' '
    exits 2 gigaplan plot timeline a.db && says "output is missing" err &&
    exits 2 gigaplan plot timeline a.db -o x.jpeg && says "tells no format" err &&
    exits 2 gigaplan plot timeline a.db -o x.svg --size 10x10 && says "takes WIDTHxHEIGHT" err &&
    exits 2 gigaplan plot gantt a.db -o x.svg && says "timeline" err && [ ! -e x.svg ]
'
test_case 'without gnuplot a picture is not drawn and says why' '
    mkdir nothing && exits 4 env PATH="$PWD/nothing" "$abs_top_builddir/gigaplan" plot timeline a.db -o x.svg &&
    says "cannot run gnuplot" err && [ ! -e x.svg ]
'
if gnuplot --version >/dev/null 2>&1; then
    test_case 'timelines are drawn as SVG, PNG and PDF, and leave nothing else behind' '
        mkdir pictures && for format in svg png pdf; do
            exits 0 gigaplan plot timeline a.db -o "pictures/it'\''s \`a\` \$picture.$format" --title "a \"title\" & more" &&
            empty out && empty err || exit 1
        done && [ "$(ls pictures | wc -l)" -eq 3 ] && says "a &quot;title&quot; &amp; more|a \"title\" &amp; more" pictures/*.svg
    '
else
    skip_case 'timelines are drawn as SVG, PNG and PDF, and leave nothing else behind' 'no gnuplot here'
fi
test_done
