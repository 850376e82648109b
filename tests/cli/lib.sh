# SPDX-License-Identifier: Apache-2.0
# lib.sh - sessions with the real program, told as TAP.
#
#   . "${abs_top_srcdir:-.}/tests/cli/lib.sh"
#   test_case 'an unknown command is a usage error' '
#       exits 2 gigaplan frobnicate &&
#       says "there is no command" err
#   '
#   test_done
#
# Each file runs in an empty scratch folder that is removed at the end (kept with KEEP=1), with
# `gigaplan` of the build folder first on the PATH.  A test case runs in a subshell, so that
# cd and variables do not leak; VERBOSE=1 shows each case's output.

: "${abs_top_srcdir:?run me by make check, or export abs_top_srcdir and abs_top_builddir}"
: "${abs_top_builddir:?}"
PATH=$abs_top_builddir:$PATH
LC_ALL=C TZ=UTC NO_COLOR=1
GIGAPLAN_DATA_PATH=${GIGAPLAN_DATA_PATH-$abs_top_srcdir/data}
export PATH LC_ALL TZ NO_COLOR GIGAPLAN_DATA_PATH
unset GIGAPLAN_JOBS

case_count=0
case_failed=0
scratch=$(mktemp -d "${TMPDIR:-/tmp}/gigaplan-test.XXXXXX") || exit 99
trap 'cd / && { [ -n "${KEEP-}" ] || rm -rf "$scratch"; }' EXIT
trap 'exit 130' INT TERM
cd "$scratch" || exit 99

# test_case SENTENCE COMMANDS: one TAP point; the commands must succeed, joined by &&
test_case() {
    case_count=$((case_count + 1))
    if (eval "$2") >case.log 2>&1; then
        echo "ok $case_count - $1"
        [ -z "${VERBOSE-}" ] || sed 's/^/# /' case.log
    else
        case_failed=$((case_failed + 1))
        echo "not ok $case_count - $1"
        sed 's/^/# /' case.log
    fi
}

# skip_case SENTENCE REASON: a TAP point that cannot be tried here
skip_case() {
    case_count=$((case_count + 1))
    echo "ok $case_count - $1 # SKIP $2"
}

# skip_all REASON: nothing in this file can be tried here
skip_all() {
    echo "1..0 # SKIP $1"
    exit 0
}

# test_done: the plan; every file ends with it, so that a file cut short is noticed
test_done() {
    echo "1..$case_count"
    [ "$case_failed" -eq 0 ]
    exit
}

# exits CODE COMMAND...: runs it with its output in the files `out` and `err`, and compares the code
exits() {
    expected_code=$1
    shift
    actual_code=0
    "$@" >out 2>err || actual_code=$?
    [ "$actual_code" -eq "$expected_code" ] && return 0
    echo "exit code $actual_code instead of $expected_code: $*"
    head -n 40 out err
    return 1
}

# same EXPECTED ACTUAL: two files with the same content; EXPECTED may be - for a here-document
same() {
    if [ "$1" = - ]; then
        cat >same.expected
        set -- same.expected "$2"
    fi
    diff -u "$1" "$2"
}

# says PATTERN FILE: an extended regular expression that the file must contain; hushes: must not
says() {
    grep -E -q -e "$1" "$2" && return 0
    echo "no '$1' in $2:"
    head -n 40 "$2"
    return 1
}
hushes() {
    grep -E -e "$1" "$2" || return 0
    echo "'$1' should not be in $2"
    return 1
}

# empty FILE
empty() {
    [ ! -s "$1" ] && return 0
    echo "$1 should be empty:"
    head -n 40 "$1"
    return 1
}
