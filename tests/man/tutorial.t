#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# doc/tutorial.md, typed as it stands there, beside a folder of scenarios; only with fewer replications.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

# A plan that misses its target is an answer too.
cat >session.sh <<'END'
gigaplan() { command gigaplan "$@" || [ $? -eq 1 ]; }
set -ex
END
awk '/^```/ { shell = !inside && /^```sh/; inside = !inside; next } shell' "$abs_top_srcdir/doc/tutorial.md" |
    sed -e 's/-n 200/-n 4/' >>session.sh

test_case 'the tutorial has commands to type' '
    [ "$(grep -c "gigaplan run" session.sh)" -ge 3 ] && says "gigaplan calibrate" session.sh && says "sqlite3" session.sh
'
if command -v gnuplot >/dev/null 2>&1 && command -v sqlite3 >/dev/null 2>&1; then
    test_case 'every command of the tutorial does what it is typed for' '
        mkdir room && cp -R "$abs_top_srcdir/scenarios" room && chmod -R u+w room
        (cd room && sh ../session.sh) </dev/null >told 2>errors || { tail -n 20 errors; exit 1; }
        hushes "error:" errors && [ -s room/minimal.svg ] && says "chiller-factor=.1\.1[45]" room/fitted.xml &&
        says "^quarter,mw_p50" told
    '
else
    skip_case 'every command of the tutorial' 'there is no gnuplot or no sqlite3'
fi
test_done
