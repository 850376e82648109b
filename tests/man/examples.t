#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The examples of the manual pages do what the pages say.
# An example is a ".Bd -literal" block whose lines begin with "$ ": each such line is run, and what
# stands below it up to the next one must be its output.  A line "..." stands for any lines; an
# example without output need only succeed.  Lines "> " below a command go on with it.  `code=N` as
# the line after a command states the exit code when it is not 0.  All examples of a page run in one
# folder, in which `scenarios` and `data` are those of the source.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

# pick PAGE: writes N.sh and N.expected for each example; prints how many
pick() {
    awk '
        function plain(line) {
            gsub(/\\e/, "\\", line); gsub(/\\\(aq/, sprintf("%c", 39), line)
            gsub(/\\\(dq/, "\"", line); gsub(/\\-/, "-", line); gsub(/\\&/, "", line)
            return line
        }
        /^\.Bd -literal/ { inside = 1; next }
        /^\.Ed/ { inside = running = 0; next }
        inside && /^\$ / {
            count++; running = fresh = 1
            print substr(plain($0), 3) > (count ".sh")
            printf "" > (count ".expected")
            next
        }
        running && fresh && /^> / { print substr(plain($0), 3) > (count ".sh"); next }
        running { fresh = 0; print plain($0) > (count ".expected") }
        END { print count + 0 }' "$1"
}

# fits EXPECTED ACTUAL: the same lines, "..." for any number of lines
fits() {
    awk '
        NR == FNR { want[++wants] = $0; next }
        { got[++gots] = $0 }
        function match_from(w, g) {
            for (; w <= wants; w++) {
                if (want[w] == "...") {
                    for (; g <= gots + 1; g++)
                        if (match_from(w + 1, g))
                            return 1
                    return 0
                }
                if (g > gots || want[w] != got[g])
                    return 0
                g++
            }
            return g > gots
        }
        END { exit !match_from(1, 1) }' "$1" "$2"
}

# follow NUMBER: runs one example of the page in the current folder
follow() {
    code=$(sed -n '1s/^code=\([0-9]*\)$/\1/p' "../$1.expected")
    sed '1{/^code=[0-9]*$/d;}' "../$1.expected" >"../$1.wanted"
    actual=0
    sh "../$1.sh" >"../$1.out" 2>"../$1.err" </dev/null || actual=$?
    if [ "$actual" -ne "${code:-0}" ]; then
        echo "exit code $actual instead of ${code:-0}:"
        cat "../$1.sh" "../$1.err"
        return 1
    fi
    [ -s "../$1.wanted" ] || return 0
    fits "../$1.wanted" "../$1.out" && return 0
    echo "the page shows something else:"
    cat "../$1.sh"
    diff -u "../$1.wanted" "../$1.out"
    return 1
}

for page in "$abs_top_srcdir"/man/*.[1-9] "$abs_top_builddir"/man/*.[1-9]; do
    [ -f "$page" ] || continue
    name=$(basename "$page")
    [ ! -d "$name" ] || continue # the same page when built in the source folder
    mkdir -p "$name/room" && cd "$name" || exit 99
    examples=$(pick "$page")
    cd room && ln -s "$abs_top_srcdir/scenarios" "$abs_top_srcdir/data" . || exit 99
    number=1
    while [ "$number" -le "$examples" ]; do
        test_case "$name: $(sed 's/#/_/g' "../$number.sh")" "follow $number"
        number=$((number + 1))
    done
    cd ../..
done

test_case 'an example whose output differs would be noticed' '
    printf "a\nb\n" >want && printf "a\nc\n" >got && ! fits want got &&
    printf "a\n...\nd\n" >want && printf "a\nb\nc\nd\n" >got && fits want got &&
    printf "a\n...\n" >want && ! fits got want && fits want got
'

# Every option that --help prints has its place in the page of the command.
gigaplan help | awk '/^  [a-z]/ { print $1 }' >names
while read -r name; do
    page=$abs_top_srcdir/man/gigaplan-$name.1
    case $name in help | version) continue ;; esac
    test_case "gigaplan-$name(1) names every option of --help" '
        [ -f "$page" ] || { echo "the page is missing"; exit 1; }
        gigaplan "$name" --help | grep -oE "^ +(-., )?--[a-z-]+" | sed "s/.*--/--/" >options || true
        while read -r option; do
            grep -q -e "Fl -${option#--}" "$page" || { echo "no $option"; exit 1; }
        done <options
    '
done <names
test_done
