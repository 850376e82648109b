#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Running a scenario: the same results however it is run, and what happens when it cannot be.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

command -v sqlite3 >/dev/null || skip_all 'sqlite3 is not installed'
scenario=$abs_top_srcdir/scenarios/minimal.xml

# run ARGUMENT...: runs the scenario; 1 says that its own target is missed, which is an answer
run() {
    code=0
    gigaplan run "$scenario" --digest "$@" >out 2>err || code=$?
    [ "$code" -le 1 ] || { cat out err; return 1; }
}

# digest FILE: of the results that the last run printed
digest() {
    sed -n 's/^digest //p' out >"$1" && [ -s "$1" ]
}

test_case 'the digest is the same for one, two and three jobs' '
    rm -f ./*.db && run -n 12 -j 1 -o a.db && digest a && run -n 12 -j 2 -o b.db && digest b &&
    run -n 12 -j 3 -o c.db && digest c && same a b && same a c
'
test_case 'another seed gives other results' '
    rm -f ./*.db && run -n 3 -o a.db && digest a && run -n 3 --seed 77 -o b.db && digest b && ! cmp -s a b
'
test_case 'a run that is killed again and again ends with the digest of an unbroken one' '
    rm -f ./*.db && run -n 60 -j 2 -o whole.db && digest whole && i=0 &&
    while [ $i -lt 6 ]; do
        timeout -s KILL 0.15 gigaplan run "$scenario" -n 60 -j 2 --resume -o part.db >/dev/null 2>&1
        i=$((i + 1))
    done
    run -n 60 -j 2 --resume -o part.db && digest part && same whole part &&
    [ "$(sqlite3 part.db "PRAGMA integrity_check")" = ok ] && [ ! -e part.db-wal ]
'
test_case 'a finished study takes more replications and ends with the digest of an unbroken run of so many' '
    rm -f ./*.db && run -n 12 -o whole.db && digest whole && run -n 5 -o part.db && says "^5 replications in" out &&
    run -n 12 --resume -o part.db && says "^12 replications, 7 of them new, in" out && digest part && same whole part &&
    [ "$(sqlite3 part.db "SELECT finished || replications FROM study")" = 112 ] &&
    [ "$(sqlite3 part.db "SELECT count(*) FROM sqlite_master WHERE name LIKE \"series%key\"")" = 3 ]
'
test_case 'resuming without a number means as many replications as were wanted' '
    rm -f ./*.db && run -n 6 -o a.db && digest whole && cp a.db part.db &&
    for table in $(sqlite3 part.db "SELECT m.name FROM sqlite_master AS m JOIN pragma_table_info(m.name) AS c
        WHERE m.type = \"table\" AND c.name = \"run_id\""); do
        sqlite3 part.db "DELETE FROM $table WHERE run_id IN (1, 4)"
    done
    sqlite3 part.db "UPDATE study SET finished = 0" && run --resume -o part.db &&
    says "^6 replications, 2 of them new, in" out && digest part && same whole part &&
    run --resume -o b.db && says "^1 replication in" out
'
test_case 'fewer replications than the file has are refused and said' '
    rm -f ./*.db && run -n 3 -o a.db && exits 3 gigaplan run "$scenario" --resume -n 2 -o a.db &&
    says "made for more replications" err && says "3 in the file, only 2 now" err
'
test_case 'an interrupted run says how to go on and exits with 130' '
    rm -f ./*.db && { timeout -s INT 3 gigaplan run "$scenario" -n 100000 -j 1 -o long.db >out 2>err; code=$?; }
    [ $code -eq 130 ] || [ $code -eq 124 ] && says "resume" err &&
    [ "$(sqlite3 long.db "SELECT count(*) > 0 FROM run")" = 1 ]
'
test_case 'an unrelated hall leaves all other draws as they were' '
    rm -f ./*.db && run -n 4 -o a.db && sed "s|<site-install|<hall id=\"h9\" it-capacity=\"1 MW\" positions=\"0\" cooling=\"dry-32C\" needs=\"permit\"/> <site-install|" \
        "$scenario" >more.xml && scenario=$PWD/more.xml && run -n 4 -o b.db &&
    for file in a b; do
        sqlite3 $file.db "SELECT run_id, record, done FROM milestones WHERE record NOT LIKE \"%h9%\"
            AND record NOT LIKE \"%.racks\" AND record NOT LIKE \"round%\" ORDER BY 1, 2" >$file.txt
    done
    [ -s a.txt ] && same a.txt b.txt
'
test_case 'a milestone on a rung of the ladder is reached when racks make it so, however seldom one looks' '
    rm -f ./*.db && for metric in capacity.racked racks.it_racked; do
        sed "s|</scenario>|<milestone id=\"one\"><when><metric name=\"$metric\" at-least=\"1 MW\"/></when></milestone>&|
            s|<scenario |&sample=\"month\" |" "$scenario" >"$metric.xml" &&
        { gigaplan run "$metric.xml" -n 3 -o "$metric.db" >out 2>err || [ $? -eq 1 ]; } &&
        sqlite3 "$metric.db" "SELECT run_id, done FROM milestones WHERE record = \"one\"" >"$metric.txt" || return 1
    done
    [ "$(grep -c "|" racks.it_racked.txt)" = 3 ] && same capacity.racked.txt racks.it_racked.txt
'
test_case 'all books close in every replication' '
    rm -f ./*.db && run -n 12 -o a.db &&
    [ "$(sqlite3 a.db "SELECT count(*) FROM residual WHERE book IN (\"racks\", \"money\") AND value <> 0")" = 0 ] &&
    [ "$(sqlite3 a.db "SELECT count(*) FROM residual WHERE book IN (\"energy\", \"tokens\")
        AND abs(value) > 1e-9 * throughput")" = 0 ] &&
    [ "$(sqlite3 a.db "SELECT count(DISTINCT book) FROM residual")" = 4 ]
'
test_case 'limits share out all time and all wanted megawatt-days' '
    rm -f ./*.db && run -n 2 -o a.db &&
    [ "$(sqlite3 a.db "SELECT round(sum(seconds) / 86400) FROM limit_time WHERE run_id = 0")" = 1461.0 ]
'
test_case 'bills that stand open at the end are told in how many replications, and none where none do' '
    rm -f ./*.db && run -n 4 -o a.db && ! grep unpaid out &&
    gigaplan init --climate phoenix --it "300 MW" --generation gb300 --start 2027-01-01 -o p.xml >/dev/null &&
    { gigaplan run p.xml -q -n 8 -o p.db >out 2>/dev/null || [ $? -eq 1 ]; } &&
    n=$(sqlite3 p.db "SELECT count(*) FROM kpi JOIN metric USING (metric_id) JOIN entity USING (entity_id)
        WHERE metric.name = \"funding.payable\" AND entity.entity_id = 0 AND value > 20") &&
    [ "$n" -gt 0 ] && says "^unpaid: bills stand open at the end in $n of 8 replications, " out
'
test_case 'an existing file is refused, and replaced when asked' '
    rm -f ./*.db && run -n 1 -o a.db && exits 2 gigaplan run "$scenario" -n 1 -o a.db && says "a.db" err && says "replace" err &&
    run -n 1 --replace -o a.db
'
test_case 'a file that is not a results file is never touched' '
    rm -f ./*.db && echo precious >notes.txt && exits 2 gigaplan run "$scenario" -n 1 --replace -o notes.txt &&
    [ "$(cat notes.txt)" = precious ]
'
test_case 'a folder that does not exist is an outside failure and leaves nothing' '
    rm -f ./*.db && exits 4 gigaplan run "$scenario" -n 1 -o nowhere/a.db && says "nowhere" err && [ ! -e nowhere ]
'
test_case 'resuming another plan is refused with what differs' '
    rm -f ./*.db && run -n 1 -o a.db && code=0 &&
    { gigaplan run "$scenario" -n 2 --resume --seed 9 -o a.db >out 2>err || code=$?; } &&
    [ $code -eq 3 ] && says "seed" err
'
test_case '--set changes the plan and is stored with it' '
    rm -f ./*.db && run -n 1 --set "//hall[@id=\"h1\"]/@it-capacity=20 MW" -o a.db &&
    [ "$(sqlite3 a.db "SELECT count(*) FROM override")" = 1 ] &&
    [ "$(sqlite3 a.db "SELECT max(halls_it_commissioned) FROM series_site")" = 20.0 ]
'
test_case '--profile tells on stderr which events a replication has, and changes nothing' '
    rm -f ./*.db && run -n 2 -o a.db && digest plain && empty err && run -n 2 --profile -o b.db && digest other &&
    same plain other && says "^Events of a replication" err && says "^sample the series +[0-9.,]+ +[0-9.,]+ " err &&
    events=$(sqlite3 b.db "SELECT printf(\"%.1f\", avg(events)) FROM run") && tr -d , <err | grep -q "^all *$events "
'
test_case 'options that exclude each other and numbers that make no sense are usage errors' '
    rm -f ./*.db && exits 2 gigaplan run "$scenario" --resume --replace &&
    for n in 0 -4; do exits 2 gigaplan run "$scenario" -n $n && says "replications takes a whole number of at least 1, not .$n." err || exit 1; done &&
    exits 2 gigaplan run "$scenario" --seed -4 && exits 2 gigaplan run && exits 2 gigaplan run a.xml b.xml
'
test_case 'a full disk ends with a message and a file that can be resumed' '
    rm -f ./*.db
    (ulimit -f 3000; trap "" XFSZ; code=0
     gigaplan run "$scenario" -n 400 -j 1 -o full.db >out 2>err || code=$?; [ $code -eq 4 ]) &&
    says "full.db" err && { [ ! -e full.db ] || [ "$(sqlite3 full.db "PRAGMA integrity_check")" = ok ]; }
'
test_done
