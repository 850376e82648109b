#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check-floors.sh - includes go down only, never sideways; foreign libraries stay behind their door.
# usage: check-floors.sh [TOP]; prints TAP.
set -u
cd "${1:-${abs_top_srcdir:-.}}" || exit 99
: "${AWK:=awk}"

# One line per include: FILE ROOM LINE NAME, where ROOM is the folder that is a unit of the house.
find src models -name '*.[ch]' | LC_ALL=C sort | xargs grep -nE '^[ \t]*#[ \t]*include' /dev/null |
    sed -E 's/^([^:]*):([0-9]+):[ \t]*#[ \t]*include[ \t]*([<"][^>"]*).*/\1 \2 \3/' |
    $AWK '
    BEGIN {
        split("base 0 engine 1 store 1 physics 1 plan 2 scenario 4 report 4 world 5 study 6 handbook 6 cli 7", table)
        for (i = 1; i in table; i += 2)
            floors[table[i]] = table[i + 1]
        # header pattern -> the rooms that may include it
        doors["^libxml/"] = "scenario"
        doors["^sqlite3"] = "store"
        doors["^gsl/"] = "base engine study"
        doors["^pthread\\.h$"] = "study"
        doors["^mpi\\.h$"] = "study"
        doors["^xlsxwriter"] = "report"
        doors["^check\\.h$"] = ""
    }
    function floor_of(room) { return room == "main" ? 8 : (room in floors ? floors[room] : -1) }
    function fault(kind, text) { print kind, $1 ":" $2 ": " text }
    {
        depth = split($1, part, "/")
        model = part[1] == "models"
        room = depth > 2 ? part[2] : "main"
        mine = model ? 3 : floor_of(room)
        if (mine < 0) { fault("floor", "the folder " room " has no floor"); next }
        quoted = substr($3, 1, 1) == "\""
        name = substr($3, 2)
        if (quoted && name == "config.h")
            next
        if (quoted && name == "tables.h") {
            if ($1 != "src/main.c")
                fault("floor", "only src/main.c includes tables.h")
            next
        }
        if (quoted) {
            slash = index(name, "/")
            other = substr(name, 1, slash - 1)
            if (!slash || name ~ /\.\./) { fault("floor", "write \"" room "/" name "\""); next }
            theirs = (other in floors) ? floors[other] : 3
            if (other != room && theirs == mine)
                fault("side", "includes sideways: " name)
            else if (theirs > mine)
                fault("floor", "includes upwards: " name)
            next
        }
        for (pattern in doors)
            if (name ~ pattern && index(" " doors[pattern] " ", " " room " ") == 0)
                fault("door", "<" name "> belongs behind: " doors[pattern])
    }' >"${TMPDIR:-/tmp}/floors.$$"
faults=${TMPDIR:-/tmp}/floors.$$
trap 'rm -f "$faults"' EXIT

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
verdict floor 'includes go down only'
verdict side 'no folder includes another one of its floor'
verdict door 'each foreign library has one door'
exit $status
