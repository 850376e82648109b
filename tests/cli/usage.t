#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# How the program answers before any scenario is read.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

test_case 'without a command it asks for one and exits 2' '
    exits 2 gigaplan && empty out && says "which command" err
'
test_case 'help lists the commands on stdout' '
    exits 0 gigaplan help && empty err && says "^  version +print the version" out
'
test_case '--help and -h are the same as help' '
    gigaplan help >expected && exits 0 gigaplan --help && same expected out &&
    exits 0 gigaplan -h && same expected out
'
test_case '--version and -V print one line' '
    exits 0 gigaplan --version && says "^gigaplan [0-9]+\.[0-9]+\.[0-9]+$" out &&
    cp out expected && exits 0 gigaplan -V && same expected out &&
    exits 0 gigaplan version && same expected out && [ "$(wc -l <out)" -eq 1 ]
'
test_case 'an unknown command is a usage error that suggests the nearest' '
    exits 2 gigaplan verison && empty out &&
    says "there is no command .verison." err && says "did you mean .version." err
'
test_case 'a word far from every command suggests nothing' '
    exits 2 gigaplan frobnicate && hushes "did you mean" err
'
test_case 'an unknown option is a usage error' '
    exits 2 gigaplan version --colour && empty out && says "there is no option .--colour." err
'
test_case 'every command answers --help with its usage and summary' '
    gigaplan help | awk "/^  [a-z]/ { print \$1 }" >names && [ -s names ] &&
    while read -r name; do
        exits 0 gigaplan "$name" --help && empty err && says "^usage: gigaplan $name" out &&
        gigaplan help "$name" >again && same out again || exit 1
    done <names
'
test_case 'every command refuses an option it does not know' '
    gigaplan help | awk "/^  [a-z]/ { print \$1 }" >names &&
    while read -r name; do
        exits 2 gigaplan "$name" --no-such-option </dev/null && says "there is no option" err || exit 1
    done <names
'
if [ -w /dev/full ]; then
    test_case 'output that cannot be written is exit code 4' '
        code=0; gigaplan help >/dev/full 2>err || code=$?
        [ "$code" -eq 4 ] && says "could not be written" err
    '
else
    skip_case 'output that cannot be written is exit code 4' 'no /dev/full here'
fi
test_done
