#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every scenario and every catalogue that is shipped is good.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"
shipped=$abs_top_srcdir/scenarios
catalogues=$abs_top_srcdir/data

for file in "$shipped"/*.xml; do
    name=$(basename "$file")
    test_case "$name passes check without a word on stderr" '
        exits 0 gigaplan check "$file" && empty err && says "good" out
    '
done

# The list of what is installed is written by hand: nothing may be forgotten.
test_case 'every scenario and catalogue is in the list of files to install' '
    for path in "$shipped"/*.xml "$catalogues"/*.xml; do
        short=$(basename "$(dirname "$path")")/$(basename "$path")
        grep -q " $short\$" "$catalogues/data.mk" || { echo "missing: $short"; exit 1; }
    done
'

# One sentence of evidence for each value: source, date and grade stand in every catalogue record.
for kind in rack-system throughput region equipment transformer-type ups-type cooling-type climate model-tier \
    demand-class tariff; do
    test_case "every $kind of the catalogues carries source, date and grade" '
        cat "$catalogues"/*.xml | tr -s "\n " "  " | sed "s/<!--[^>]*-->//g; s/</\n</g" | grep "^<$kind " >records &&
        ! grep -v " source=\"[^\"].*\" date=\"[0-9-]*\" grade=\"[A-Z0-9][A-Z0-9]*\"" records
    '
done

if command -v xmllint >/dev/null 2>&1; then
    gigaplan describe --xsd >gigaplan.xsd
    for file in "$shipped"/*.xml "$catalogues"/*.xml; do
        name=$(basename "$file")
        test_case "$name validates against the schema" '
            xmllint --noout --schema "$scratch/gigaplan.xsd" "$file"
        '
    done
else
    skip_case 'shipped files validate against the schema' 'there is no xmllint'
fi
test_done
