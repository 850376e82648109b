#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check-rings.sh - the object files of the library form no ring of calls.
# usage: check-rings.sh [OBJECT]... in the build folder (default: $HOUSE_OBJECTS); prints TAP.
# A ring that no include shows is found here: who uses a symbol must come before who defines it.
set -u
cd "${abs_top_builddir:-.}" || exit 99
[ $# -gt 0 ] || set -- ${HOUSE_OBJECTS-}
: "${AWK:=awk}" "${NM:=nm}"

echo 1..1
[ $# -gt 0 ] || { echo "not ok 1 - object files were given"; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/rings.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT

$NM -A -P -g "$@" >"$work/symbols" || { echo "not ok 1 - nm reads the objects"; exit 1; }
# Lines are "FILE: SYMBOL TYPE ...": first the owners, then an edge from each user to the owner.
$AWK '
    { file = $1; sub(/:$/, "", file) }
    NR == FNR { if ($3 ~ /^[A-TV-Z]$/ && $3 != "U" && $3 !~ /^[w]$/) owner[$2] = file; next }
    $3 == "U" && ($2 in owner) && owner[$2] != file { print file, owner[$2] }
' "$work/symbols" "$work/symbols" | LC_ALL=C sort -u >"$work/edges"

if tsort "$work/edges" >/dev/null 2>"$work/rings"; then
    echo "ok 1 - no ring among $# object files ($(wc -l <"$work/edges" | tr -d ' ') uses)"
else
    echo "not ok 1 - no ring among $# object files"
    sed 's/^/# /' "$work/rings"
    exit 1
fi
