#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# check-rings.sh - the object files of the library form no ring of calls, and none was forgotten.
# usage: check-rings.sh [OBJECT]... in the build folder (default: $HOUSE_OBJECTS); prints TAP.
# A ring that no include shows is found here: who uses a symbol must come before who defines it.
set -u
sources=${abs_top_srcdir:-.}
cd "${abs_top_builddir:-.}" || exit 99
# shellcheck disable=SC2086
[ $# -gt 0 ] || set -- ${HOUSE_OBJECTS-}
: "${AWK:=awk}" "${NM:=nm}"

work=$(mktemp -d "${TMPDIR:-/tmp}/rings.XXXXXX") || exit 99
trap 'rm -rf "$work"' EXIT
status=0
echo 1..2

# Lines of nm are "FILE: SYMBOL TYPE ..."; first the owners, then an edge from user to owner.
edges() {
    $AWK '
        { file = $1; sub(/:$/, "", file) }
        NR == FNR { if ($3 ~ /^[A-TV-Z]$/) owner[$2] = file; next }
        $3 == "U" && ($2 in owner) && owner[$2] != file { print file, owner[$2] }
    ' "$1" "$1" | LC_ALL=C sort -u
}

if ! $NM -A -P -g "$@" >"$work/symbols" 2>"$work/rings" || [ ! -s "$work/symbols" ]; then
    echo "not ok 1 - the object files can be read"
    status=1
elif edges "$work/symbols" >"$work/edges" && tsort "$work/edges" >/dev/null 2>"$work/rings"; then
    echo "ok 1 - no ring among $# object files ($(wc -l <"$work/edges" | tr -d ' ') uses)"
else
    echo "not ok 1 - no ring among $# object files"
    status=1
fi
sed 's/^/# /' "$work/rings"

printf '%s\n' "$@" | sed 's/\.o$/.c/' | LC_ALL=C sort >"$work/listed"
(cd "$sources" && find src models -name '*.c' ! -path src/main.c) | LC_ALL=C sort >"$work/present"
if forgotten=$(LC_ALL=C comm -13 "$work/listed" "$work/present") && [ -z "$forgotten" ]; then
    echo "ok 2 - every source file stands in a list"
else
    echo "not ok 2 - every source file stands in a list"
    printf '%s\n' "$forgotten" | sed 's/^/# not in src\/src.mk or models\/models.mk: /'
    status=1
fi
exit $status
