#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tables.sh - writes tables.c: which kinds, reports, plots, exports and commands this program has.
# usage: tables.sh kinds="A B" metrics="..." reports="..." plots="..." exports="..." commands="..."
set -eu

# table TYPE NAME SYMBOL... : one array of pointers, ended by NULL
table() {
    type=$1 name=$2
    shift 2
    for symbol; do
        echo "extern const struct $type $symbol;"
    done
    echo "const struct $type *const $name[] = {"
    for symbol; do
        echo "    &$symbol,"
    done
    echo "    NULL,"
    echo "};"
}

prefixed() { # PREFIX SUFFIX NAME...
    prefix=$1 suffix=$2
    shift 2
    for name; do
        printf '%s%s%s ' "$prefix" "$name" "$suffix"
    done
}

kinds='' metrics='' reports='' plots='' exports='' commands=''
for argument; do
    case $argument in
    kinds=*) kinds=${argument#*=} ;;
    metrics=*) metrics=${argument#*=} ;;
    reports=*) reports=${argument#*=} ;;
    plots=*) plots=${argument#*=} ;;
    exports=*) exports=${argument#*=} ;;
    commands=*) commands=${argument#*=} ;;
    *) echo "tables.sh: what is '$argument'?" >&2; exit 2 ;;
    esac
done

echo '/* Written by tools/tables.sh from the lists in src/src.mk and models/models.mk. */'
echo '#include "tables.h"'
echo '#include <stddef.h>'
# The lists are split into words on purpose.
# shellcheck disable=SC2046,SC2086
{
    table kind table_kinds $(prefixed '' _kind $kinds)
    table metric_table table_metrics $(prefixed '' _metrics $metrics)
    table report table_reports $(prefixed report_ '' $reports)
    table plot table_plots $(prefixed plot_ '' $plots)
    table export table_exports $(prefixed export_ '' $exports)
    table command table_commands $(prefixed cmd_ '' $commands)
}
