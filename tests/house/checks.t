#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The house checks find what they are there for: each fault is planted in a small house of its own.
. "${abs_top_srcdir:-.}/tests/cli/lib.sh"
tools=$abs_top_srcdir/tools

# house: a small house without a fault, in the current folder
house() {
    rm -rf src models tests && mkdir -p src/attic src/base src/engine src/store src/plan models/power models/racks tests &&
    printf "#include \"base/a.h\"\n" >src/engine/queue.c &&
    printf "#include \"plan/kind.h\"\n#include \"power/feed.h\"\n" >models/power/feed.c &&
    printf "#include \"plan/kind.h\"\n" >models/racks/order.c &&
    printf "#include <stdio.h>\n" >src/base/a.c &&
    printf "#include \"tables.h\"\n#include \"base/a.h\"\n" >src/main.c
}

test_case 'a house without a fault passes' '
    house && exits 0 sh "$tools/check-floors.sh" . && hushes "^not ok" out &&
    exits 0 sh "$tools/check-sizes.sh" . && hushes "^not ok" out
'
floor_fault() { # SENTENCE FILE INCLUDE POINT
    test_case "$1" "
        house && printf '#include %s\n' '$3' >>$2 &&
        exits 1 sh \"\$tools/check-floors.sh\" . && says '^not ok $4 ' out && says '^# $2:' out &&
        [ \"\$(grep -c '^not ok' out)\" -eq 1 ]
    "
}
floor_fault 'an include upwards is found' src/base/a.c '"engine/queue.h"' 1
floor_fault 'a plan that looks into a model is found' src/plan/kind.c '"power/feed.h"' 1
floor_fault 'tables.h outside main.c is found' src/engine/queue.c '"tables.h"' 1
floor_fault 'an include by a path of its own is found' src/engine/queue.c '"../store/rows.h"' 1
floor_fault 'a folder without a floor is found' src/attic/box.c '<stdio.h>' 1
floor_fault 'an include sideways is found' src/engine/queue.c '"store/rows.h"' 2
floor_fault 'a model that includes another model is found' models/racks/order.c '"power/feed.h"' 2
floor_fault 'sqlite outside the store is found' src/engine/queue.c '<sqlite3.h>' 3
floor_fault 'gsl in a model is found' models/racks/order.c '<gsl/gsl_rng.h>' 3
floor_fault 'libxml outside the scenario is found' src/plan/kind.c '<libxml/tree.h>' 3
floor_fault 'threads outside the study are found' src/engine/queue.c '<pthread.h>' 3

# lines COUNT TEXT
lines() {
    awk -v count="$1" -v text="$2" "BEGIN { while (count-- > 0) print text }"
}
test_case 'a header of 151 lines is found, one of 150 is not' '
    house && lines 150 "int x;" >src/base/a.h && exits 0 sh "$tools/check-sizes.sh" . &&
    lines 151 "int x;" >src/base/a.h && exits 1 sh "$tools/check-sizes.sh" . && says "^not ok 2 " out
'
test_case 'a source file of 601 lines is found, one of 600 is not' '
    house && lines 600 "int x;" >src/base/a.c && exits 0 sh "$tools/check-sizes.sh" . &&
    lines 601 "int x;" >src/base/a.c && exits 1 sh "$tools/check-sizes.sh" . && says "^not ok 1 " out
'
test_case 'a test of 601 lines is found' '
    house && lines 601 "int x;" >tests/test_a.c && exits 1 sh "$tools/check-sizes.sh" . && says "^not ok 1 " out
'
test_case 'a function of 61 lines is found by its name, one of 60 is not' '
    house && { echo "static int *work(int a,"; echo "                 int b)"; echo "{";
        lines 60 "    a++;"; echo "}"; } >src/base/a.c && exits 0 sh "$tools/check-sizes.sh" . &&
    { cat src/base/a.c; echo "int more(void)"; echo "{"; lines 61 "    b++;"; echo "}"; } >src/base/b.c &&
    exits 1 sh "$tools/check-sizes.sh" . && says "^not ok 3 " out && says "more\(\)" out
'

# ring FILES...: the check over objects compiled here
ring() {
    for source; do
        ${CC:-cc} -c "$source" -o "${source%.c}.o" || return 1
    done
    abs_top_srcdir=. abs_top_builddir=. sh "$tools/check-rings.sh" $(printf "%s\n" "$@" | sed "s/c$/o/")
}
if command -v "${CC:-cc}" >/dev/null 2>&1; then
    test_case 'a ring of calls that no include shows is found' '
        house && rm -f src/main.c models/*/*.c src/*/*.c &&
        echo "int b(void); int a(void) { return b(); }" >src/base/a.c &&
        echo "int b(void) { return 1; }" >src/base/b.c &&
        exits 0 ring src/base/a.c src/base/b.c &&
        echo "int a(void); int b(void) { return a(); }" >src/base/b.c &&
        exits 1 ring src/base/a.c src/base/b.c && says "^not ok 1 " out && says "src/base/b.o" out
    '
    test_case 'a source file that stands in no list is found' '
        house && rm -f src/main.c models/*/*.c src/*/*.c && echo "int a = 1;" >src/base/a.c &&
        echo "int c = 1;" >src/base/forgotten.c &&
        exits 1 ring src/base/a.c && says "^not ok 2 " out && says "src/base/forgotten.c" out
    '
fi

test_case 'the tables hold the listed names in order, each ended by NULL' '
    exits 0 sh "$tools/tables.sh" kinds="power_feed hall" metrics=power reports= plots=timeline exports=load_ramp commands="run help" &&
    same - out <<END
/* Written by tools/tables.sh from the lists in src/src.mk and models/models.mk. */
#include "tables.h"
#include <stddef.h>
extern const struct kind power_feed_kind;
extern const struct kind hall_kind;
const struct kind *const table_kinds[] = {
    &power_feed_kind,
    &hall_kind,
    NULL,
};
extern const struct metric_table power_metrics;
const struct metric_table *const table_metrics[] = {
    &power_metrics,
    NULL,
};
const struct report *const table_reports[] = {
    NULL,
};
extern const struct plot plot_timeline;
const struct plot *const table_plots[] = {
    &plot_timeline,
    NULL,
};
extern const struct export export_load_ramp;
const struct export *const table_exports[] = {
    &export_load_ramp,
    NULL,
};
extern const struct command cmd_run;
extern const struct command cmd_help;
const struct command *const table_commands[] = {
    &cmd_run,
    &cmd_help,
    NULL,
};
END
'
test_done
