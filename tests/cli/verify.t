#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Cases with known answers are met, and say where they come from.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"

test_case 'without the reference data all other cases are met' '
    exits 0 env -u GIGAPLAN_REFERENCE_DATA gigaplan verify && empty err && says " 0 missed, 6 cases skipped" out &&
    says "the reference data are not there" out
'
test_case 'every case names its basis and its source' '
    exits 0 gigaplan verify --list --format csv && [ "$(wc -l <out)" -gt 25 ] &&
    hushes ",$" out && [ "$(grep -c "published\|self-consistency" out)" -eq "$(($(wc -l <out) - 1))" ]
'
test_case 'the cases that the field expects are there' '
    gigaplan verify --list >out &&
    for name in humidity-ratio saturation-pressure standard-atmosphere stull chiller-doe2 tower-yorkcalc tower-cooltools \
        transformer gensets tiers ramp-storage chain-800vdc rectifier-800vdc redundancy rts79-convolution rts79-monte-carlo missed-hours pue-dry \
        pue-tower; do says "^$name " out || exit 1; done
'
test_case 'the event engine converges to the convolution of the test system' '
    exits 0 gigaplan verify rts79-monte-carlo --format csv &&
    says "loss of load, hours.*met,published" out && says "energy not served.*met,published" out
'
test_case 'one case alone, as JSON' '
    exits 0 gigaplan verify tiers --format json && says "\"case\":\"tiers\"" out && hushes "stull" out
'
test_case 'an unknown case suggests the nearest' '
    exits 2 gigaplan verify tier && says "did you mean .tiers" err
'
if [ -f "${GIGAPLAN_REFERENCE_DATA-}/weather/USA_TX_Dallas-Fort.Worth.Intl.AP.722590_TMY3.epw" ]; then
    test_case 'typical years: missed hours, PUE and WUE bands' '
        exits 0 gigaplan verify missed-hours pue-dry pue-adiabatic pue-tower stull-years typical-years &&
        says " 0 missed, 0 cases skipped" out
    '
else
    skip_case 'typical years: missed hours, PUE and WUE bands' 'no reference data'
fi
test_done
