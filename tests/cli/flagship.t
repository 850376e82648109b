#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The flagship and its two variants, paired by replication: what is late moves what waits for it, and nothing else.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"
command -v sqlite3 >/dev/null 2>&1 || skip_all 'there is no sqlite3'
runs=24

# The plan misses one of its own targets on purpose, so 1 is as good as 0.
run() {
    gigaplan run "$abs_top_srcdir/scenarios/$1.xml" -n "$runs" --seed 1 -q -o "$2.db" >run.log 2>&1
    [ $? -le 1 ] || { cat run.log; return 1; }
}
test_case 'the three scenarios run to their end' '
    run azure-1gw base && run azure-1gw-late-transformer late && run azure-1gw-no-second-tranche less
'

# moved OTHER.db EXPRESSION: a figure of the other file (o) minus that of the base (b), mean over the replications
mean_shift() {
    sqlite3 "$scratch/base.db" "ATTACH '$scratch/$1.db' AS other;
        SELECT round(avg(o.done - b.done) / 86400.0, 1) FROM main.milestones b
        JOIN other.milestones o USING (run_id, record) WHERE b.record = '$2'"
}
later() { # OTHER RECORD DAYS
    shift_days=$(mean_shift "$1" "$2")
    echo "$2 in $1: $shift_days days"
    awk -v s="$shift_days" -v d="$3" 'BEGIN { exit !(s >= d) }'
}
unmoved() {
    shift_days=$(mean_shift "$1" "$2")
    echo "$2 in $1: $shift_days days"
    [ "$shift_days" = 0.0 ]
}
mean_of() { # FILE METRIC
    sqlite3 "$scratch/$1.db" "SELECT avg(value) FROM kpis WHERE metric = '$2' AND entity = 'campus'"
}
less_than() { awk -v a="$1" -v b="$2" 'BEGIN { print a, b; exit !(a < b) }'; }
drawn_on() { # FILE LOAN: mean date of its money, weighted by the amount
    sqlite3 "$scratch/$1.db" "SELECT sum(1.0 * tick * amount_usd) / sum(amount_usd) FROM draws
        WHERE record LIKE '$2%'"
}

test_case 'a transformer 26 weeks late delays power, the first hall, racks, the tranche and what it pays for' '
    later late mw-250 30 && later late tx.h1 30 && later late accepted-250 30 &&
    later late vr-reservation-tx 20 && later late tx.vr-4 15
'
test_case 'the loan is drawn later, and fewer tokens are served' '
    less_than "$(drawn_on base ddtl-gb)" "$(drawn_on late ddtl-gb)" &&
    less_than "$(mean_of late tokens.served)" "$(mean_of base tokens.served)"
'
test_case 'without the second tranche power comes as before, and what that tranche pays for comes later' '
    unmoved less mw-250 && unmoved less tx.h1 && unmoved less ga.h4 &&
    later less vr-reservation-tx 60 && later less tx.vr-4 60 && later less full 15
'
test_case 'the results say that the reservation waited for that tranche' '
    [ "$(sqlite3 base.db "SELECT held_by FROM requests WHERE record = '\''vr-reservation-tx'\''
        GROUP BY held_by ORDER BY count(*) DESC LIMIT 1")" = vendor-equity.t2 ]
'
test_case 'the books of racks and cents close exactly, those of energy and tokens to rounding' '
    for file in base late less; do
        sqlite3 $file.db "SELECT book, value, throughput FROM residuals WHERE
            (book IN ('\''money'\'', '\''racks'\'') AND value <> 0) OR abs(value) > 1e-12 * coalesce(throughput, 1e12)"
    done >open && empty open &&
    [ "$(sqlite3 base.db "SELECT count(DISTINCT book) FROM residuals")" -ge 4 ]
'
test_case 'sources equal uses for every party, to the cent' '
    sqlite3 base.db "SELECT run_id, party, sum(CASE WHEN debit = '\''cash'\'' THEN 1 ELSE 0 END) n FROM postings
        GROUP BY 1, 2 HAVING sum(CASE debit WHEN '\''cash'\'' THEN amount_cents ELSE 0 END)
            < sum(CASE credit WHEN '\''cash'\'' THEN amount_cents ELSE 0 END)" >negative && empty negative
'
test_done
