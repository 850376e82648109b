#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The first 15 minutes of README.md, typed as they stand there; only with fewer replications.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

readme=$abs_top_srcdir/README.md

# typed: the shell blocks of that section, without building and without a pager
typed() {
    awk '/^## /{ inside = /15 minutes/ } inside && /^```/ { block = !block; next } inside && block' "$readme" |
        sed -e '/bootstrap build/d' -e '/^export PATH/d' -e 's/^less /cat /' \
            -e 's/--replications 100/--replications 4/'
}

# A plan that misses its target is an answer too.
cat >session.sh <<'END'
gigaplan() { command gigaplan "$@" || [ $? -eq 1 ]; }
set -ex
END
typed >>session.sh

test_case 'the section has commands to type' '
    [ "$(grep -c "gigaplan run" session.sh)" -ge 3 ] && says "gigaplan init" session.sh && says "sqlite3" session.sh
'
if command -v gnuplot >/dev/null 2>&1 && command -v sqlite3 >/dev/null 2>&1; then
    test_case 'every command of the first 15 minutes does what it is typed for' '
        mkdir room && (cd room && sh ../session.sh) </dev/null >told 2>errors || { tail -n 20 errors; exit 1; }
        hushes "error:" errors && [ -s room/out/lone-star.svg ] && [ -s room/out/crews.db ] &&
        says "^lone-star.h1.20[0-9-]*.20[0-9-]*$" told
    '
else
    skip_case 'every command of the first 15 minutes' 'there is no gnuplot or no sqlite3'
fi
test_done
