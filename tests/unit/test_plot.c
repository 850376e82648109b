/* SPDX-License-Identifier: Apache-2.0 */
#include "results_maker.h"
#include "store_sample.h"
#include "suites.h"

#include "report/axis.h"
#include "report/colour.h"
#include "report/gnuplot.h"
#include "report/plot.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

extern const struct plot plot_timeline;

static struct arena *arena;
static struct diag *diag;

static void open_all(void)
{
    arena = arena_new();
    diag = diag_new(arena);
}

static void close_all(void)
{
    arena_free(arena);
}

/* What someone would try who wants gnuplot to run a command. */
static const char *const nasty[] = {
    "`touch pwned`",
    "it's '; system('touch pwned'); '",
    "x\nsystem('touch pwned')\n",
    "$(touch pwned) @macro %s {/:Bold x} a_b^c & ~ \\",
    "<script>alert(1)</script>",
    "\xff\xfe broken \xc3",
    "EOD_DATA\n!touch pwned\n",
    "\"`touch pwned`\"",
};
enum { NASTY = sizeof nasty / sizeof *nasty };

static const char *script_of(const struct results_maker *maker, const char *title)
{
    const char *path = sample_path("plot.db", arena);
    results_maker_write(path, maker);
    struct source source;
    ck_assert(source_open(&source, path, (struct source_choice){.replication = -1}, arena, diag));
    struct sheet_page page = {
        .format = SHEET_SVG, .width = plot_timeline.width, .height = plot_timeline.height};
    plot_describe(&source, title, &page);
    struct sheet *sheet = sheet_open(&page, arena);
    plot_timeline.fill(&(struct plot_request){.source = &source, .site = -1}, sheet);
    size_t length;
    const char *script = sheet_script(sheet, &length);
    ck_assert_msg(diag_error_count(diag) == 0, "%s", diag_error_text(diag, 0));
    source_close(&source);
    return script;
}

START_TEST(a_quoted_text_is_one_string_on_one_line)
{
    static const struct {
        const char *text, *quoted;
    } cases[] = {{"plain", "'plain'"},
                 {"it's", "'it''s'"},
                 {"a\nb\tc\x7f", "'abc'"},
                 {"`x` \"y\" \\n", "'`x` \"y\" \\n'"},
                 {"caf\xc3\xa9", "'caf\xc3\xa9'"},
                 {"\xff", "'?'"},
                 {"\xc2\x85", "''"},
                 {"", "''"}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        ck_assert_str_eq(gnuplot_quote(cases[i].text, arena), cases[i].quoted);
}
END_TEST

/* Every line of the script is one of ours: nothing that a user wrote starts a command. */
START_TEST(texts_of_users_start_no_command_in_the_script)
{
    static const char *const starts[] = {"set ", "unset ", "plot ", "  $", "$p", "EOD_DATA"};
    for (int i = 0; i < NASTY; i++) {
        struct results_maker maker = results_maker_default();
        maker.replications = 2;
        maker.label = maker.label2 = nasty[i];
        const char *script = script_of(&maker, i % 2 ? nasty[i] : NULL);
        for (const char *line = script; *line; line = strchr(line, '\n') + 1) {
            bool ours = *line == '\n' || strchr("-0123456789", *line);
            for (size_t j = 0; j < sizeof starts / sizeof *starts; j++)
                ours = ours || !strncmp(line, starts[j], strlen(starts[j]));
            ck_assert_msg(ours, "%.60s", line);
        }
    }
}
END_TEST

START_TEST(the_picture_of_hostile_texts_runs_nothing)
{
    if (!gnuplot_is_there())
        return;
    const char *folder = sample_path("folder", arena);
    mkdir(folder, 0777);
    ck_assert(chdir(folder) == 0);
    for (int i = 0; i < NASTY; i++) {
        struct results_maker maker = results_maker_default();
        maker.replications = 1;
        maker.label = maker.label2 = nasty[i];
        const char *script = script_of(&maker, NULL);
        ck_assert_msg(gnuplot_draw(script, strlen(script), "it's `x`.svg", arena, diag), "%s",
                      diag_error_text(diag, 0));
        ck_assert(access("pwned", F_OK) != 0);
    }
}
END_TEST

/* The picture's first bytes and that its folder holds nothing else. */
START_TEST(each_format_is_drawn)
{
    static const struct {
        const char *name, *start;
    } cases[] = {{"p.svg", "<?xml"}, {"p.PNG", "\x89PNG"}, {"p.pdf", "%PDF-"}};
    if (!gnuplot_is_there())
        return;
    struct results_maker maker = results_maker_default();
    const char *path = sample_path("plot.db", arena);
    results_maker_write(path, &maker);
    struct source source;
    ck_assert(source_open(&source, path, (struct source_choice){.replication = -1}, arena, diag));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *picture = sample_path(cases[i].name, arena);
        struct sheet_page page = {.width = 600, .height = 900};
        ck_assert(sheet_format_of(picture, &page.format));
        plot_describe(&source, NULL, &page);
        struct sheet *sheet = sheet_open(&page, arena);
        plot_timeline.fill(&(struct plot_request){.source = &source, .site = -1}, sheet);
        ck_assert_msg(sheet_draw(sheet, picture, diag), "%s", diag_error_text(diag, 0));
        char bytes[8] = {0};
        FILE *file = fopen(picture, "rb");
        ck_assert(file && fread(bytes, 1, 5, file) == 5);
        fclose(file);
        ck_assert(!strncmp(bytes, cases[i].start, strlen(cases[i].start)));
    }
    source_close(&source);
}
END_TEST

START_TEST(what_cannot_be_drawn_leaves_the_old_picture_and_tells_why)
{
    if (!gnuplot_is_there())
        return;
    const char *path = sample_path("old.svg", arena);
    FILE *file = fopen(path, "w");
    fputs("old", file);
    fclose(file);
    static const char bad[] = "plot nothing_like_that\n";
    ck_assert(!gnuplot_draw(bad, strlen(bad), path, arena, diag));
    ck_assert_ptr_nonnull(strstr(diag_error_text(diag, 0), "gnuplot could not draw"));
    struct stat status;
    ck_assert(stat(path, &status) == 0 && status.st_size == 3);
    ck_assert(!gnuplot_draw(bad, strlen(bad), "/nowhere/x.svg", arena, diag));
    ck_assert_ptr_nonnull(strstr(diag_error_text(diag, 1), "cannot write '/nowhere/x.svg'"));
    ck_assert(!gnuplot_draw(bad, strlen(bad), "/dev/null", arena, diag));
    ck_assert_ptr_nonnull(strstr(diag_error_text(diag, 2), "not a regular file"));
    ck_assert_int_eq(diag_exit_code(diag), 4);
}
END_TEST

START_TEST(an_axis_has_round_steps_around_its_values)
{
    static const struct {
        double low, high, top, step;
    } cases[] = {
        {0, 600, 600, 200}, {0, 601, 800, 200}, {0, 1, 1, 0.2}, {0, 7, 8, 2}, {0, 9300, 10000, 2000}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct axis_range range = axis_range_of(cases[i].low, cases[i].high, true);
        ck_assert_double_eq_tol(range.step, cases[i].step, 1e-12);
        ck_assert_double_eq_tol(range.high, cases[i].top, 1e-9);
    }
}
END_TEST

START_TEST(text_is_dark_enough_to_be_read_and_tints_are_paler)
{
    ck_assert_str_eq(colour_of_text("#262626", arena), "#262626");
    ck_assert_str_ne(colour_of_text("#E69F00", arena), "#E69F00");
    ck_assert_str_eq(colour_tint("#000000", 0.5, arena), "#808080");
    ck_assert_str_eq(colour_tint("#0072B2", 1, arena), "#0072B2");
    ck_assert_str_eq(colour_tint("#0072B2", 0, arena), "#FFFFFF");
}
END_TEST

/* Red + green + blue of a colour. */
static long brightness_of(const char *colour)
{
    long bits = strtol(colour + 1, NULL, 16);
    return (bits >> 16) + (bits >> 8 & 255) + (bits & 255);
}

START_TEST(the_scale_of_maps_darkens_all_the_way)
{
    for (int i = 0; i < 100; i++)
        ck_assert_int_gt(brightness_of(colour_scale(i / 100.0, arena)),
                         brightness_of(colour_scale((i + 1) / 100.0, arena)));
    ck_assert_str_eq(colour_scale(-1, arena), colour_scale(0, arena));
    ck_assert_str_eq(colour_scale(NAN, arena), colour_scale(0, arena));
    ck_assert_str_eq(colour_scale(2, arena), colour_scale(1, arena));
}
END_TEST

START_TEST(names_on_axes_are_texts_as_well)
{
    if (!gnuplot_is_there())
        return;
    struct sheet_page page = {.format = SHEET_SVG, .width = 600, .height = 900, .status = NAN, .end = 86400};
    page.title = page.subtitle = page.footer = "";
    const char *folder = sample_path("folder", arena);
    mkdir(folder, 0777);
    ck_assert(chdir(folder) == 0);
    struct sheet *sheet = sheet_open(&page, arena);
    struct panel *panel = sheet_panel(sheet, nasty[0], nasty[1], 1),
                 *beside = sheet_beside(sheet, nasty[2], nasty[3]);
    panel_names(panel, nasty, NASTY);
    panel_box(panel, (struct panel_box){1, 2, 3, 4, INK_BLUE});
    panel_axis(beside, (struct panel_axis){0, NASTY, 0, nasty[6], nasty, NASTY});
    panel_caption(beside, nasty[7], INK_BLUE, 1, 0.5);
    panel_scale(beside, 0, 1);
    ck_assert_msg(sheet_draw(sheet, "names.svg", diag), "%s", diag_error_text(diag, 0));
    ck_assert(access("pwned", F_OK) != 0);
}
END_TEST

START_TEST(a_range_is_widened_to_round_numbers)
{
    struct sheet_page page = {.format = SHEET_SVG, .width = 600, .height = 900, .status = NAN, .end = 86400};
    page.title = page.subtitle = page.footer = "";
    struct sheet *sheet = sheet_open(&page, arena);
    panel_range_round(sheet_panel(sheet, "", "", 1), -23.5, 38);
    panel_range_round(sheet_panel(sheet, "", "", 1), 1, 1.31);
    size_t length;
    const char *script = sheet_script(sheet, &length);
    ck_assert_ptr_nonnull(strstr(script, "set yrange [-40:40]"));
    ck_assert_ptr_nonnull(strstr(script, "set yrange [1:1.4]"));
}
END_TEST

Suite *test_plot_suite(void)
{
    Suite *suite = suite_create("plot");
    TCase *cases = tcase_create("plot");
    tcase_add_checked_fixture(cases, open_all, close_all);
    tcase_set_timeout(cases, 120);
    tcase_add_test(cases, a_quoted_text_is_one_string_on_one_line);
    tcase_add_test(cases, texts_of_users_start_no_command_in_the_script);
    tcase_add_test(cases, the_picture_of_hostile_texts_runs_nothing);
    tcase_add_test(cases, each_format_is_drawn);
    tcase_add_test(cases, what_cannot_be_drawn_leaves_the_old_picture_and_tells_why);
    tcase_add_test(cases, an_axis_has_round_steps_around_its_values);
    tcase_add_test(cases, text_is_dark_enough_to_be_read_and_tints_are_paler);
    tcase_add_test(cases, the_scale_of_maps_darkens_all_the_way);
    tcase_add_test(cases, names_on_axes_are_texts_as_well);
    tcase_add_test(cases, a_range_is_widened_to_round_numbers);
    suite_add_tcase(suite, cases);
    return suite;
}
