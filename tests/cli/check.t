#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Reading scenarios: check, show and describe, with mistakes, variants, includes, overrides, tables.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"
scenarios=$abs_top_srcdir/scenarios

cat >good.xml <<'XML'
<scenario name="good" start="2026-01-01" end="2033-01-01">
  <party id="cloud" role="cloud"/>
  <milestone id="start"><when><date from="2026-06-01"/></when></milestone>
  <milestone id="later"><when><all><milestone ref="start"/><date from="2027-01-01"/></all></when></milestone>
  <factor id="market"/>
</scenario>
XML

test_case 'a good scenario is told so on one line' '
    exits 0 gigaplan check good.xml && empty err &&
    says "^good.xml: good: .good., 2026-01-01 to 2033-01-01, 0 sites, 5 elements, plan [0-9a-f]{12}$" out
'
test_case 'check without a scenario is a usage error' '
    exits 2 gigaplan check && says "which scenario" err
'
test_case 'a file that is not there is bad input' '
    exits 3 gigaplan check nowhere.xml && empty out && says "^nowhere.xml: error: there is no such file$" err
'

cat >ten.xml <<'XML'
<scenario name="ten" start="2026-01-01" end="2033-01-01">
  <include catalogue="no-such-catalogue"/>
  <party id="cloud" role="clowd"/>
  <party id="lab" role="lab" cash="5 GW"/>
  <party id="lab" role="vendor"/>
  <sitte id="tx"/>
  <milestone id="a"><when><milestone ref="b"/></when></milestone>
  <milestone id="b"><when><all><signed/><milestone ref="a"/></all></when></milestone>
  <milestone id="c"><when><any/></when></milestone>
  <milestone id="d"><when><metric name="no.such.metric" at-least="250 MW"/></when></milestone>
  <milestone><when><date from="2026-02-30"/></when></milestone>
  <factor id="market" colour="red"/>
  <target metric="no.such.metric" at-least="1 MW" at-most="2 MW" by="2028-01-01"/>
</scenario>
XML
cat >ten.expected <<'TEXT'
ten.xml:2:23: error: there is no catalogue 'no-such-catalogue'
ten.xml:3:27: error: 'role' cannot be 'clowd'
ten.xml:4:38: error: a sum of money in MUSD is wanted, such as '20 MUSD', and 'GW' is a power
ten.xml:5:14: error: there is already a <party> with the id 'lab'
ten.xml:6:3: error: there is no element <sitte>
ten.xml:8:41: error: this can never hold: milestone 'a' waits for itself
ten.xml:9:27: error: <any> has no condition in it, so it can never hold
ten.xml:10:41: error: there is no metric 'no.such.metric'
ten.xml:11:3: error: a <milestone> needs an id
ten.xml:11:40: error: there is no day 30 in this month
ten.xml:12:23: error: <factor> has no attribute 'colour'
ten.xml:13:3: error: <target> takes either at-least="..." or at-most="..."
ten.xml:13:19: error: there is no metric 'no.such.metric'
TEXT
test_case 'ten and more mistakes are told in one go, each with its place' '
    exits 3 gigaplan check ten.xml && empty out &&
    grep "error:" err >told && same ten.expected told
'
test_case 'a message quotes the line, underlines the place and says what to do' '
    gigaplan check ten.xml 2>err || sed -n "/^ten.xml:3:/,/^ten.xml:4:/p" err | sed "\$d" >told
    same - told <<"TEXT"
ten.xml:3:27: error: '"'role' cannot be 'clowd'"'
     3 |   <party id="cloud" role="clowd"/>
       |                           ^~~~~
       = note: it is one of '"'lab', 'cloud', 'landlord', 'vendor', 'lender', 'investor', 'utility', 'contractor' or 'customer'"'
       = note: did you mean '"'cloud'"'?
TEXT
'

mkdir -p parts data-here
cat >parts/base.xml <<'XML'
<scenario name="base" start="2026-01-01" end="2033-01-01">
  <include catalogue="people"/>
  <include file="steps.xml"/>
  <party id="cloud" role="cloud" cash="2 BUSD"/>
</scenario>
XML
cat >parts/steps.xml <<'XML'
<fragment><milestone id="start"><when><signed/></when></milestone></fragment>
XML
cat >data-here/people.xml <<'XML'
<catalogue><party id="cloud" role="cloud" cash="1 BUSD"/><party id="lab" role="lab"/></catalogue>
XML
cat >poor.xml <<'XML'
<variant of="parts/base.xml" name="poor">
  <party id="cloud" cash="1 MUSD"/>
  <milestone id="start" remove="true"/>
  <table of="factor" from="factors.csv"/>
</variant>
XML
printf 'id,meaning\nmarket,"steel, copper"\nlabour,\n' >factors.csv
GIGAPLAN_DATA_PATH=$scratch/data-here
export GIGAPLAN_DATA_PATH
test_case 'variants, includes, tables and overrides are resolved in order' '
    exits 0 gigaplan show poor.xml --set "//party[@id=\"lab\"]/@cash=7 MUSD" && empty err &&
    same - out <<"XML"
<scenario end="2033-01-01" name="poor" start="2026-01-01">
  <party id="cloud" cash="1 MUSD" role="cloud"/>
  <party id="lab" cash="7 MUSD" role="lab"/>
  <factor id="market" meaning="steel, copper"/>
  <factor id="labour"/>
</scenario>
XML
'
test_case 'what show prints is the same plan again' '
    gigaplan show parts/base.xml >again.xml && gigaplan show again.xml >twice.xml && same again.xml twice.xml &&
    gigaplan check parts/base.xml | sed "s/.*plan //" >first && gigaplan check again.xml | sed "s/.*plan //" >second &&
    same first second
'
test_case 'show tells every value of one thing and where it was written' '
    exits 0 gigaplan show parts/base.xml cloud --format csv && empty err &&
    says "^cloud,party,cash,2000 MUSD,.*/people.xml:1" out
'
test_case 'show suggests the nearest id' '
    exits 2 gigaplan show parts/base.xml clout && says "nothing called .clout." err && says "did you mean .cloud." err
'
test_case 'show takes the last parts of an id too' '
    exits 0 gigaplan show "$scenarios/minimal.xml" main.t1 --format csv && says "^tx.main.t1,transformer,type," out && hushes "t2" out
'
test_case 'an override that matches nothing is an error' '
    exits 3 gigaplan check good.xml --set "//hall/@positions=3" && empty out &&
    says "^--set:1:1: error: nothing in the scenario matches .//hall.$" err
'
test_case 'a circle of variants is told' '
    echo "<variant of=\"b.xml\"/>" >a.xml && echo "<variant of=\"a.xml\"/>" >b.xml &&
    exits 3 gigaplan check a.xml && says "^b.xml:1:14: error: .a.xml. includes itself" err
'
test_case 'entities are refused before anything is read' '
    printf "<!DOCTYPE scenario [<!ENTITY a SYSTEM \"file:///etc/hostname\">]>\n<scenario name=\"&a;\"/>\n" >dtd.xml &&
    exits 3 gigaplan check dtd.xml && says "^dtd.xml:1:1: error: a DOCTYPE has no place in a scenario" err
'
test_case 'damaged files end with a message, not a crash' '
    gigaplan show good.xml >whole.xml && size=$(wc -c <whole.xml) && cut=1 &&
    while [ "$cut" -lt "$size" ]; do
        head -c "$cut" whole.xml >cut.xml
        code=0; gigaplan check cut.xml >out 2>err || code=$?
        [ "$code" -eq 3 ] && says "^cut.xml" err || { [ "$code" -eq 0 ] && [ "$cut" -ge $((size - 1)) ]; } || exit 1
        cut=$((cut + 7))
    done
'
test_case 'describe lists elements and explains their fields' '
    exits 0 gigaplan describe && says "^party +party +scenario" out &&
    exits 0 gigaplan describe party --format csv && says "^cash,quantity,MUSD,0 MUSD,0," out &&
    exits 0 gigaplan describe party --format json && says "\"field\": ?\"role\"" out &&
    exits 0 gigaplan describe metrics units && says "^MW " out &&
    exits 2 gigaplan describe partie && says "did you mean .party." err
'
test_case 'describe explains one metric, one unit, or the metrics of a family; what it does not know it says where to look' '
    exits 0 gigaplan describe capacity.serving --format csv && says "^capacity.serving,MW,state,site,sum,IT capacity of racks" out && hushes "capacity.racked" out &&
    exits 0 gigaplan describe tx.power.energised && says "^power.energised " out && hushes "it_energised" out &&
    exits 0 gigaplan describe MW && says "^MW +megawatt" out && hushes "^kW " out &&
    exits 0 gigaplan describe capacity && says "^capacity.wanted " out && says "^capacity.serving " out && hushes "^power" out &&
    exits 2 gigaplan describe capacity.servin && empty out && says "did you mean .capacity.serving." err &&
    says "describe metrics. and .gigaplan describe units" err
'

GIGAPLAN_DATA_PATH=$abs_top_srcdir/data
if [ -d "$scenarios" ]; then
    test_case 'the shipped scenarios are good' '
        exits 0 gigaplan check "$scenarios"/*.xml && empty err
    '
    test_case 'the shipped scenarios find their catalogues without being installed' '
        GIGAPLAN_DATA_PATH=/nowhere exits 0 gigaplan check "$scenarios/minimal.xml"
    '
else
    skip_case 'the shipped scenarios are good' 'there are none yet'
    skip_case 'the shipped scenarios find their catalogues without being installed' 'there are none yet'
fi
if command -v xmllint >/dev/null; then
    test_case 'the schema takes every shipped file and refuses what it does not know' '
        gigaplan describe --xsd >language.xsd &&
        for file in "$abs_top_srcdir"/data/*.xml "$scenarios"/*.xml "$scratch"/good.xml "$scratch"/poor.xml; do
            [ ! -f "$file" ] || xmllint --noout --nonet --schema language.xsd "$file" || exit 1
        done &&
        echo "<scenario><frob/></scenario>" >frob.xml && ! xmllint --noout --schema language.xsd frob.xml &&
        echo "<scenario><party/></scenario>" >party.xml && ! xmllint --noout --schema language.xsd party.xml
    '
else
    skip_case 'the schema takes every shipped file and refuses what it does not know' 'there is no xmllint here'
fi
test_case 'a level that does not carry its hall is told, with the number that would do' '
    sed "s/transformer-count=\"12\"/transformer-count=\"9\"/" "$scenarios/minimal.xml" >few.xml &&
    exits 0 gigaplan check few.xml &&
    says "^few.xml:[0-9]+:5: warning: hall .tx.h1.: its unit transformers carry 21 MVA of the 25.[0-9]+ MVA of full load \(N\+1, 4 \+ 1\) with their reserve out" err &&
    says "12 of .unit-substation-3MVA. would do" err &&
    exits 0 gigaplan check few.xml --set "//hall/@transformer-redundancy=N" && empty err &&
    exits 0 gigaplan check few.xml --set "//hall/@transformer-redundancy=N" --set "//hall/@transformer-count=8" &&
    says "carry 24 MVA of the 25.[0-9]+ MVA of full load$" err && says "9 of .unit-substation-3MVA. would do" err &&
    exits 0 gigaplan check "$scenarios/minimal.xml" --set "//hall/@ups-module=2500 kW" --set "//hall/@ups-count=11" &&
    says "its UPS carry 20 MW of the 24.24 MW" err && says "13 of them would do" err
'
test_case 'chillers that run beyond their curves on the design day are told, with both temperatures' '
    phoenix="$scenarios/phoenix-heat.xml" types="//cooling-type[@id=\"lean-dry\"]" beyond="minimal.xml:30:5: warning: hall .tx.h1.: on the design day the condensers of its chillers"
    exits 0 gigaplan check "$phoenix" && empty err &&
    exits 0 gigaplan check "$phoenix" --set "$types/@recirculation=3 K" && says "$beyond .lean-dry. see 52.2 degC, and their curves end at 51.7 degC$" err &&
    says "margins on hot days are too good" err &&
    exits 0 gigaplan check "$phoenix" --set "$types/@chiller=doe2-air-cooled" && says "$beyond .lean-dry. see 51.2 degC, and their curves end at 35.0 degC$" err &&
    exits 0 gigaplan check "$scenarios/minimal.xml" --set "//site/@climate=phoenix" --set "//hall/@cooling=tower-27C" && empty err
'
test_case 'racks that cannot stand in their hall are refused or told, with all that forbids it' '
    minimal="$scenarios/minimal.xml" at="minimal.xml:49:5"
    exits 3 gigaplan check "$minimal" --set "//rack-order/@system=VR-NVL72" --set "//hall/@position-power=155 kW" && empty out &&
    says "$at: error: .tx.racks.: none of its 150 .VR-NVL72. racks can stand in its hall$" err &&
    says "hall .tx.h1. holds none: position-power is 155 kW, and a rack needs 230 kW \(busway\); position-flow is 260 L/min, and a rack needs 328.1 L/min \(flow\); position-weight is 1600 kg, and a rack needs 1700 kg \(floor\)$" err &&
    exits 0 gigaplan check "$minimal" --set "//hall/@positions=140" &&
    says "$at: warning: .tx.racks. orders 150 racks for 140 positions$" err && says "hall .tx.h1. has 140$" err && hushes "fit in" err &&
    exits 0 gigaplan check "$minimal" --set "//hall/@it-capacity=20 MW" && says "150 .GB300-NVL72. racks are ordered, and 125 fit" err &&
    says "it-capacity is 20 MW, and a rack needs 160 kW \(IT power\)$" err && hushes "a run heeds" err &&
    exits 0 gigaplan check "$scenarios/two-sites.xml" --set "//site[@id=\"ga\"]/hall/@liquid-share=76 %" &&
    says "88 .VR-NVL72. racks are ordered, and 83 fit" err && says "liquid loop" err && says "a run heeds" err
'
test_case 'halls that an order names and that hold none of its racks are told, though the others hold all' '
    azure="$scenarios/azure-1gw.xml" order="//site[@id=\"tx\"]/rack-order[@id=\"gb-1\"]" &&
    exits 0 gigaplan check "$azure" --set "$order/@halls=h1 h4" &&
    says "azure-1gw.xml:257:5: warning: .tx.gb-1.: 1 of its 2 halls can hold none of its .GB300-NVL72. racks$" err &&
    says "hall .tx.h4. holds none: its coolant .* comes at 45 degC, and a rack bears at most 40 degC" err && hushes "hall .tx.h1." err &&
    exits 0 gigaplan check "$azure" --set "$order/@halls=h1 h2" && empty err &&
    exits 3 gigaplan check "$azure" --set "$order/@halls=h4" && says "none of its 600 .GB300-NVL72. racks can stand in its hall" err
'
test_case 'a feed and the sum of its stages that differ are told, with which of them counts' '
    feed="//site[@id=\"tx\"]/feed" &&
    exits 0 gigaplan check "$scenarios/azure-1gw.xml" --set "$feed/@capacity=500 MW" &&
    says "azure-1gw.xml:119:5: warning: feed .tx.grid.: its capacity is 500 MW, and its stages add up to 600 MW: it never gives more than its capacity$" err &&
    exits 0 gigaplan check "$scenarios/azure-1gw.xml" --set "$feed/@capacity=700 MW" &&
    says "its capacity is 700 MW, and its stages add up to 600 MW: it never gives more than its stages$" err
'
test_case 'something of another kind is told as what it is, with the work that brings it' '
    risk() { sed "s#<opex rate=\"0.4 MUSD/MW/year\"/>.*#<risk id=\"r\" probability=\"10 %\" delay=\"9 d\" on=\"$1\"/>#" "$scenarios/minimal.xml" >risk.xml; } &&
    risk t2 && exits 3 gigaplan check risk.xml && says "^risk.xml:54:53: error: .t2. is a <transformer> \(.tx.main.t2.\), and a <activity>" err &&
    says "what brings it is .tx.substation-works., .tx.permit. or .tx.transformers.: name that$" err && hushes "there are" err &&
    risk h1 && exits 3 gigaplan check risk.xml && says ".h1. is a <hall> \(.tx.h1.\), and a" err && says "what brings it is .tx.fit-out." err &&
    risk t9 && exits 3 gigaplan check risk.xml && says "there is no <activity> or <permit> or <equipment-order> called .t9." err
'
test_case 'units of no size, and a catcher for nothing, are refused' '
    exits 3 gigaplan check "$scenarios/minimal.xml" --set "//hall/@ups-count=11" && says ".ups-count. says nothing without .ups-module." err &&
    exits 3 gigaplan check "$scenarios/minimal.xml" --set "//hall/@transformer-redundancy=catcher" --set "//hall/@transformer-count=1" &&
    says "none of its unit transformers carries load" err && says "a catcher is one more unit" err
'
test_done
