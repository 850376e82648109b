#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check-sizes.sh - files and functions stay small enough to be read.
# Hard limits: source file 600 lines, header 150, function body 60.  What passes the wish (400 and
# 30) is listed as a remark.  Functions are seen by the house format: braces in the first column.
# usage: check-sizes.sh [TOP]; prints TAP.
set -u
cd "${1:-${abs_top_srcdir:-.}}" || exit 99
: "${AWK:=awk}"
faults=$(mktemp "${TMPDIR:-/tmp}/sizes.XXXXXX") || exit 99
trap 'rm -f "$faults"' EXIT

find src models tests -name '*.[ch]' | LC_ALL=C sort | xargs $AWK '
    function judge(kind, size, wish, hard, what) {
        if (size > hard)
            print kind, what " has " size " lines, more than " hard
        else if (size > wish)
            print "wish", what " has " size " lines, more than " wish
    }
    function close_file() {
        if (name ~ /\.h$/)
            judge("header", lines, 150, 150, name)
        else if (name)
            judge("source", lines, 400, 600, name)
    }
    FNR == 1 { close_file(); name = FILENAME; opened = 0; header = "" }
    { lines = FNR }
    /^[A-Za-z_].*\(/ { header = $0 }
    /^\{/ { opened = FNR }
    /^\}/ {
        if (opened) {
            sub(/\(.*/, "", header)
            sub(/.*[ *]/, "", header)
            judge("function", FNR - opened - 1, 30, 60, name ":" opened ": " header "()")
        }
        opened = 0
    }
    END { close_file() }' >"$faults"

status=0
point=0
verdict() { # KIND SENTENCE
    point=$((point + 1))
    if grep -q "^$1 " "$faults"; then
        echo "not ok $point - $2"
        sed -n "s/^$1 /# /p" "$faults"
        status=1
    else
        echo "ok $point - $2"
    fi
}
echo 1..3
verdict source 'no source file is longer than 600 lines'
verdict header 'no header is longer than 150 lines'
verdict function 'no function is longer than 60 lines'
sed -n 's/^wish /# longer than wished: /p' "$faults"
exit $status
