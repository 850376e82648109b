#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The replay of a campus that was built, against the dates that were observed (Epoch AI, October 2026, CC BY 4.0).
# Coverage alone could be bought with wide intervals, so width and CRPS are told and bounded too.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"
command -v sqlite3 >/dev/null 2>&1 || skip_all 'there is no sqlite3'
gigaplan help | grep -q '^  run ' || skip_all 'this build cannot run scenarios'

cat >observed <<'X'
one-building 2025-09-26
two-buildings 2025-12-24
four-buildings 2026-05-23
X

# Day numbers of a milestone, sorted, one a line; replications that never reach it are left out and counted below.
days_of() {
    sqlite3 abilene.db "SELECT done / 86400.0 FROM milestones WHERE record = '$1' AND done IS NOT NULL ORDER BY done"
}

# Of a sorted sample and an observation: share below it, P5, P95, width and CRPS in days.
score() {
    days_of "$1" | awk -v seen="$(sqlite3 :memory: "SELECT unixepoch('$2') / 86400.0")" '
        { x[NR] = $1; off += $1 > seen ? $1 - seen : seen - $1; below += $1 <= seen }
        END {
            for (i = 1; i <= NR; i++)
                spread += (2 * i - NR - 1) * x[i]
            low = x[int(0.05 * (NR + 1)) + 0]; high = x[int(0.95 * (NR + 1)) + 0]
            printf "%d %.3f %.1f %.1f %.1f %.1f\n", NR, below / NR, low - seen, high - seen, high - low,
                off / NR - spread / (NR * NR)
        }'
}

test_case 'the replay runs to its end in every replication' '
    exits 0 gigaplan run "$abs_top_srcdir/scenarios/abilene.xml" --replications 200 --seed 1 -o abilene.db &&
    [ "$(sqlite3 abilene.db "SELECT count(DISTINCT run_id) FROM milestones")" -eq 200 ]
'
: >scores
while read -r what date; do
    echo "$what $date $(score "$what" "$date")" >>scores
done <observed
echo '# milestone, observed, replications, share not later, P5 and P95 minus observed, width, CRPS (days)'
sed 's/^/# /' scores

test_case 'every observed date lies within the central 95 % of the replay' '
    awk "\$4 < 0.025 || \$4 > 0.975 { print; bad = 1 } END { exit bad }" scores
'
test_case 'no 90 % interval is wider than a year' '
    awk "\$3 != 200 || \$7 > 365 { print; bad = 1 } END { exit bad }" scores
'
test_case 'the mean CRPS is below 75 days' '
    awk "{ sum += \$8 } END { print sum / NR; exit !(NR == 3 && sum / NR < 75) }" scores
'
test_done
