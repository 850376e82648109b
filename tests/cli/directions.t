#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The closed loop of the flagship: what a late transformer and a tranche that does not exist lead to.  The same
# seed gives the same draws, so that every difference is one of cause and effect, replication by replication.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

command -v sqlite3 >/dev/null || skip_all 'sqlite3 is not installed'
scenarios=$abs_top_srcdir/scenarios

# run SCENARIO FILE: ten replications; 1 says that a target is missed, which is an answer
run() {
    code=0
    gigaplan run "$scenarios/$1.xml" -n 10 --seed 1 -o "$2" >out 2>err || code=$?
    [ "$code" -le 1 ] || { cat out err; return 1; }
}
run azure-1gw base.db && run azure-1gw-late-transformer late.db && run azure-1gw-no-second-tranche less.db ||
    { echo "Bail out! the scenarios do not run"; exit 1; }

# pairs OTHER "SELECT run_id, record AS key, ... AS value": two columns, the value in base.db and in OTHER; a
# value that never came is 1e12
pairs() {
    sqlite3 -separator ' ' base.db "ATTACH '$1' AS b" \
        "SELECT coalesce(m.value, 1e12), coalesce(o.value, 1e12) FROM ($2) AS m
         JOIN ($(echo "$2" | sed 's/FROM /FROM b./g')) AS o USING (run_id, key)"
}

# grow MOST [LEAST]: of ten pairs on stdin none falls, MOST of them or more grow; with LEAST, that many may fall
grow() {
    awk -v most="$1" -v least="${2-0}" '
        { grown += $2 > $1 * (1 + 1e-9); fallen += $2 < $1 * (1 - 1e-9) }
        END { print NR " pairs, " grown + 0 " grow, " fallen + 0 " fall"
              exit !(NR == 10 && grown >= most && fallen <= least) }'
}
swap() { awk '{ print $2, $1 }'; }
done_of="SELECT run_id, record AS key, done AS value FROM milestones WHERE record ="
available_of="SELECT run_id, record AS key, available AS value FROM tranches WHERE record ="
total_of="SELECT run_id, metric AS key, value FROM kpis WHERE entity = 'campus' AND metric ="

test_case 'the late unit is 26 weeks late, or as late as the next thing it waits for' '
    pairs late.db "$done_of '"'tx.main.unit-2'"'" >two && grow 10 <two &&
    awk "{ days = (\$2 - \$1) / 86400; exact += days > 181 && days < 183; if (days > 183) bad = 1 }
        END { exit bad || exact < 7 }" two
'
test_case 'the first and the third unit and the other site are as they were' '
    for id in tx.main.unit-1 tx.main.unit-3 ga.main.unit-2 tx.poi-1; do
        pairs late.db "$done_of '"'\$id'"'" >two && [ -s two ] && awk "\$1 != \$2 { exit 1 }" two || exit 1
    done
'
test_case 'capacity comes later: no megawatt earlier, most of them later' '
    pairs late.db "$done_of '"'mw-250'"'" | grow 5 &&
    pairs late.db "$done_of '"'accepted-250'"'" | grow 5 1 &&
    pairs late.db "SELECT run_id, entity AS key, avg(power_it_energised) AS value FROM site_series
        WHERE entity = '"'tx'"' GROUP BY run_id" | swap | grow 5
'
test_case 'tranches on energised and accepted megawatts come later, those on signing when they did' '
    pairs late.db "$available_of '"'vendor-equity.t2'"'" | grow 5 &&
    pairs late.db "$available_of '"'spv-equity.e3'"'" | grow 5 1 &&
    pairs late.db "$available_of '"'vendor-equity.t1'"'" >two && awk "\$1 != \$2 { exit 1 }" two
'
test_case 'racks are called off and accepted later, and so the loans for them open and are drawn later' '
    pairs late.db "$available_of '"'ddtl-vr'"'" | grow 5 1 &&
    pairs late.db "$done_of '"'tx.call-1'"'" | grow 5 &&
    pairs late.db "$done_of '"'tx.gb-1'"'" | grow 7 &&
    pairs late.db "SELECT run_id, 1 AS key, sum(tick * 1.0 * amount_usd) / sum(amount_usd) AS value FROM draws
        WHERE record LIKE '"'ddtl-gb%'"' GROUP BY run_id" | grow 6 3
'
test_case 'fewer tokens are served and more go elsewhere; what is asked for is the same' '
    pairs late.db "$total_of '"'tokens.asked'"'" >two && grow 0 <two && swap <two | grow 0 &&
    pairs late.db "$total_of '"'tokens.served'"'" | swap | grow 6 &&
    pairs late.db "$total_of '"'tokens.spilled'"'" | grow 6 &&
    pairs late.db "$total_of '"'power.energy'"'" | swap | grow 6
'
test_case 'compare says so, and calls rounding no difference' '
    exits 0 gigaplan compare base.db late.db && says "^campus +tokens.served .* -" out && hushes "tokens.asked" out &&
    says "^tx.main.unit-2 .* 182.0 .*\*" out && hushes "^ga.poi-1 " out
'
test_case 'and answers first: later, with fewer tokens' '
    sed -n 4,8p out | tr "\n" " " >head &&
    says "^B .*serves fewer tokens in [0-9]+ of 10, .* \(by [0-9,]+ Ttoken in " head &&
    says "later in [0-9]+ of 10, never earlier \(by [0-9]+ days in " head
'
test_case 'the one-line is a state that was: headroom is contingency less peak, in years of ramps too' '
    exits 0 gigaplan report power base.db --format csv && tr -d "\r" <out |
    awk -F, "/^[^,]*,[0-9]*,(utility|main|unit|UPS|busway)/ && NF == 11 { n++; if ((\$6 - \$7 - \$8) ^ 2 > 1e-12) exit 1 }
        END { if (n < 40) exit 1 }"
'
test_case 'without the second tranche what it paid for comes later, or never' '
    pairs base.db "SELECT run_id, record AS key, decided AS value FROM requests WHERE record = '"'vr-reservation-tx'"'
        AND held_by = '"'vendor-equity.t2'"'" >paid && [ "$(wc -l <paid)" -eq 10 ] &&
    pairs less.db "SELECT run_id, record AS key, decided AS value FROM requests WHERE record = '"'vr-reservation-tx'"'" |
        grow 10 &&
    pairs less.db "$done_of '"'tx.vr-4'"'" | grow 8 && pairs less.db "$done_of '"'tx.vr-5'"'" | grow 8
'
test_case 'and nothing that others pay for: no megawatt, no rack of the first generation by more than a week' '
    for id in mw-250 mw-500 tx.h3 ga.main; do
        pairs less.db "$done_of '"'\$id'"'" >two && [ -s two ] && awk "\$1 != \$2 { exit 1 }" two || exit 1
    done &&
    for id in tx.gb-1 ga.gb-1; do
        pairs less.db "$done_of '"'\$id'"'" >two && [ -s two ] &&
        awk "{ if (\$2 - \$1 > 7 * 86400 || \$1 - \$2 > 7 * 86400) exit 1 }" two || exit 1
    done
'
test_case 'the report names the tranche that it waited for, and the condition of that' '
    exits 0 gigaplan report milestones base.db --format csv &&
    says "^vr-reservation-tx,.*funds vendor-equity.t2, which waited for .*power.it_energised at least 250 MW and tx.main done" out &&
    exits 0 gigaplan report milestones less.db --format csv &&
    says "^vr-reservation-tx,.*funds vendor-equity.t3, which waited for .*power.it_energised at least 500 MW and ga.main done" out &&
    says "^tx.vr-4,.*predecessor vr-reservation-tx" out &&
    exits 0 gigaplan compare base.db less.db && says "only in A: vendor-equity.t2" out
'
test_case 'the books of racks and cents close exactly, those of energy and tokens to rounding, in all replications' '
    for file in base.db late.db less.db; do
        [ "$(sqlite3 $file "SELECT count(*) FROM residuals WHERE book IN ('"'money', 'racks', 'energy', 'tokens'"')")" -eq 40 ] &&
        sqlite3 $file "SELECT book, value, throughput FROM residuals WHERE
            (book IN ('"'money', 'racks'"') AND value <> 0) OR abs(value) > 1e-12 * coalesce(throughput, 1e12)" >>open || exit 1
    done && empty open
'
test_case 'the file tells what became of loans, commitments and shares, and they agree with the draws' '
    [ "$(sqlite3 base.db "SELECT count(*) FROM loan")" = 20 ] && [ "$(sqlite3 base.db "SELECT count(*) FROM commitment")" = 20 ] &&
    [ "$(sqlite3 base.db "SELECT count(*) FROM loan WHERE drawn_cents + capitalised_cents - repaid_cents <> balance_cents
        OR drawn_cents <> (SELECT sum(amount_cents) FROM draw WHERE draw.run_id = loan.run_id AND draw.record = loan.record)
        OR amount_cents < drawn_cents + lapsed_cents")" = 0 ] &&
    [ "$(sqlite3 base.db "SELECT count(*) FROM commitment WHERE taken_cents > total_cents OR shortfall_cents > taken_cents
        OR (beyond_cents > 0 AND taken_cents < total_cents)")" = 0 ] &&
    sqlite3 -separator " " base.db "SELECT max(share), max(share) FROM holdings WHERE holder = '"'vendor'"'" |
        awk "{ exit !(\$1 <= 10 / 365 + 1e-9 && \$1 > 9.9 / 365) }" &&
    exits 0 gigaplan report tranches base.db && says "^Loans at the end" out && says "^lab +vendor +2\.[67]" out &&
    says "^compute +30,000.00" out
'
test_done
