# What main.c hands out: names of subcommands (cmd_NAME), reports (report_NAME), plots (plot_NAME).
COMMANDS = \
	help \
	version
REPORTS =
PLOTS =

libgigaplan_a_SOURCES += \
	src/base/arena.c src/base/arena.h \
	src/base/diag.c src/base/diag.h \
	src/base/numeric.c src/base/numeric.h \
	src/cli/cli.c src/cli/cli.h \
	src/cli/cmd_help.c \
	src/cli/cmd_version.c \
	src/cli/options.c src/cli/options.h
