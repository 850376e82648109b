# make check: unit tests (Check, TAP), sessions with the real program (sh, TAP), house checks.
TEST_EXTENSIONS = .t .sh
TAP_DRIVER = env AM_TAP_AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/tap-driver.sh
LOG_DRIVER = $(TAP_DRIVER)
T_LOG_DRIVER = $(TAP_DRIVER)
SH_LOG_DRIVER = $(TAP_DRIVER)
T_LOG_COMPILER = $(SHELL)
SH_LOG_COMPILER = $(SHELL)
AM_TESTS_ENVIRONMENT = \
	abs_top_srcdir='$(abs_top_srcdir)'; export abs_top_srcdir; \
	abs_top_builddir='$(abs_top_builddir)'; export abs_top_builddir; \
	GIGAPLAN_DATA_PATH='$(abs_top_srcdir)/data'; export GIGAPLAN_DATA_PATH; \
	: "$${GIGAPLAN_REFERENCE_DATA:=$$(cd '$(srcdir)/../shared/data' 2>/dev/null && pwd)}"; \
	export GIGAPLAN_REFERENCE_DATA; \
	[ -n "$$GIGAPLAN_REFERENCE_DATA" ] || unset GIGAPLAN_REFERENCE_DATA; \
	HOUSE_OBJECTS='$(libgigaplan_a_OBJECTS)'; export HOUSE_OBJECTS; \
	AWK='$(AWK)'; NM='$(NM)'; CC='$(CC)'; export AWK NM CC; LC_ALL=C; TZ=UTC; export LC_ALL TZ;

SESSIONS =
SESSIONS += tests/cli/abilene.t
SESSIONS += tests/cli/bill.t
SESSIONS += tests/cli/calc.t
SESSIONS += tests/cli/calibrate.t
SESSIONS += tests/cli/check.t
SESSIONS += tests/cli/curve.t
SESSIONS += tests/cli/directions.t
SESSIONS += tests/cli/export.t
SESSIONS += tests/cli/init.t
SESSIONS += tests/cli/plant.t
SESSIONS += tests/cli/plot.t
SESSIONS += tests/cli/heat.t tests/cli/hourly.t
SESSIONS += tests/cli/report.t
SESSIONS += tests/cli/robust.t
SESSIONS += tests/cli/run.t
SESSIONS += tests/cli/scenarios.t
SESSIONS += tests/cli/supply.t
SESSIONS += tests/cli/usage.t
SESSIONS += tests/cli/verify.t
SESSIONS += tests/house/checks.t
SESSIONS += tests/man/examples.t
SESSIONS += tests/man/readme.t
SESSIONS += tests/man/tutorial.t
HOUSE_CHECKS = \
	tools/check-floors.sh \
	tools/check-rings.sh \
	tools/check-sizes.sh
TESTS += $(HOUSE_CHECKS) $(SESSIONS)
EXTRA_DIST += $(HOUSE_CHECKS) $(SESSIONS) tests/cli/lib.sh

if WITH_CHECK
check_PROGRAMS += tests/unit/run
TESTS += tests/unit/run
endif
tests_unit_run_LDADD = $(LDADD) $(CHECK_LIBS)
tests_unit_run_SOURCES = tests/unit/run.c tests/unit/suites.h
tests_unit_run_SOURCES += tests/model/test_demand.c
tests_unit_run_SOURCES += tests/model/request_bank.c tests/model/request_bank.h
tests_unit_run_SOURCES += tests/model/racks_stage.c tests/model/racks_stage.h
tests_unit_run_SOURCES += tests/model/test_racks.c tests/model/test_racks_fleet.c
tests_unit_run_SOURCES += tests/model/deal_stage.c tests/model/deal_stage.h
tests_unit_run_SOURCES += tests/model/loan_stage.c tests/model/loan_stage.h
tests_unit_run_SOURCES += tests/model/test_calibrate.c
tests_unit_run_SOURCES += tests/model/test_carbon.c
tests_unit_run_SOURCES += tests/model/test_chain.c
tests_unit_run_SOURCES += tests/model/test_commitment.c
tests_unit_run_SOURCES += tests/model/test_bill.c
tests_unit_run_SOURCES += tests/model/test_economics.c
tests_unit_run_SOURCES += tests/model/test_funding.c
tests_unit_run_SOURCES += tests/model/test_funding_loan.c
tests_unit_run_SOURCES += tests/model/test_funding_loan_cost.c
tests_unit_run_SOURCES += tests/model/test_funding_loan_service.c
tests_unit_run_SOURCES += tests/model/test_gates.c
tests_unit_run_SOURCES += tests/model/test_logbook.c
tests_unit_run_SOURCES += tests/model/schedule_stage.c tests/model/schedule_stage.h
tests_unit_run_SOURCES += tests/model/test_schedule.c tests/model/test_schedule_actuals.c
tests_unit_run_SOURCES += tests/model/test_schedule_links.c
tests_unit_run_SOURCES += tests/model/plant_world.c tests/model/plant_world.h
tests_unit_run_SOURCES += tests/model/test_market.c
tests_unit_run_SOURCES += tests/model/test_plant.c
tests_unit_run_SOURCES += tests/model/test_cooling.c
tests_unit_run_SOURCES += tests/model/test_power.c
tests_unit_run_SOURCES += tests/model/test_sources.c
tests_unit_run_SOURCES += tests/model/test_weather.c
tests_unit_run_SOURCES += tests/truth/test_availability.c
tests_unit_run_SOURCES += tests/truth/test_physics_rts.c
tests_unit_run_SOURCES += tests/truth/test_physics_weather.c
tests_unit_run_SOURCES += tests/truth/test_queueing.c
tests_unit_run_SOURCES += tests/unit/plan_maker.c tests/unit/plan_maker.h
tests_unit_run_SOURCES += tests/unit/results_maker.c tests/unit/results_maker.h
tests_unit_run_SOURCES += tests/unit/results_plant.c tests/unit/results_plant.h
tests_unit_run_SOURCES += tests/unit/scenario_kinds.c tests/unit/scenario_kinds.h
tests_unit_run_SOURCES += tests/unit/store_sample.c tests/unit/store_sample.h
tests_unit_run_SOURCES += tests/unit/test_arena.c
tests_unit_run_SOURCES += tests/unit/test_calendar.c
tests_unit_run_SOURCES += tests/unit/test_chiller.c
tests_unit_run_SOURCES += tests/unit/test_compare.c
tests_unit_run_SOURCES += tests/unit/test_curve.c
tests_unit_run_SOURCES += tests/unit/test_data_sheets.c
tests_unit_run_SOURCES += tests/unit/test_diag.c
tests_unit_run_SOURCES += tests/unit/test_digest.c
tests_unit_run_SOURCES += tests/unit/test_distribution.c
tests_unit_run_SOURCES += tests/unit/test_dry_plant.c
tests_unit_run_SOURCES += tests/unit/test_losses.c
tests_unit_run_SOURCES += tests/unit/test_mdoc.c
tests_unit_run_SOURCES += tests/unit/test_metric.c
tests_unit_run_SOURCES += tests/unit/test_money_time.c
tests_unit_run_SOURCES += tests/unit/test_name_match.c
tests_unit_run_SOURCES += tests/unit/test_options.c
tests_unit_run_SOURCES += tests/unit/test_page_image.c
tests_unit_run_SOURCES += tests/unit/test_plan.c
tests_unit_run_SOURCES += tests/unit/test_plant_plots.c
tests_unit_run_SOURCES += tests/unit/test_plant_steps.c
tests_unit_run_SOURCES += tests/unit/test_plot.c
tests_unit_run_SOURCES += tests/unit/test_psychrometrics.c
tests_unit_run_SOURCES += tests/unit/test_published.c
tests_unit_run_SOURCES += tests/unit/test_quantile.c
tests_unit_run_SOURCES += tests/unit/test_quantity.c
tests_unit_run_SOURCES += tests/unit/test_queue.c
tests_unit_run_SOURCES += tests/unit/test_reader.c
tests_unit_run_SOURCES += tests/unit/test_redundancy.c
tests_unit_run_SOURCES += tests/unit/test_reliability.c
tests_unit_run_SOURCES += tests/unit/test_report.c
tests_unit_run_SOURCES += tests/unit/test_resource.c
tests_unit_run_SOURCES += tests/unit/test_results.c
tests_unit_run_SOURCES += tests/unit/test_results_broken.c
tests_unit_run_SOURCES += tests/unit/test_results_digest.c
tests_unit_run_SOURCES += tests/unit/test_root.c
tests_unit_run_SOURCES += tests/unit/test_sample.c
tests_unit_run_SOURCES += tests/unit/test_scenario_errors.c
tests_unit_run_SOURCES += tests/unit/test_scenario_files.c
tests_unit_run_SOURCES += tests/unit/test_scenario_hourly.c
tests_unit_run_SOURCES += tests/unit/test_scenario_read.c
tests_unit_run_SOURCES += tests/unit/test_schema.c
tests_unit_run_SOURCES += tests/unit/test_sim.c
tests_unit_run_SOURCES += tests/unit/test_stream.c
tests_unit_run_SOURCES += tests/unit/test_table.c
tests_unit_run_SOURCES += tests/unit/test_tally.c
tests_unit_run_SOURCES += tests/unit/test_tower.c
tests_unit_run_SOURCES += tests/unit/test_utf8.c
tests_unit_run_SOURCES += tests/unit/test_variate.c

# Fuzz harnesses: .ci/run feeds them with libFuzzer, make check replays their corpus.
check_PROGRAMS += tests/fuzz/csv
TESTS += tests/fuzz/csv
tests_fuzz_csv_SOURCES = tests/fuzz/fuzz_csv.c tests/fuzz/replay.c
check_PROGRAMS += tests/fuzz/epw
TESTS += tests/fuzz/epw
tests_fuzz_epw_SOURCES = tests/fuzz/fuzz_epw.c tests/fuzz/replay.c
check_PROGRAMS += tests/fuzz/scenario
TESTS += tests/fuzz/scenario
tests_fuzz_scenario_SOURCES = tests/fuzz/fuzz_scenario.c tests/fuzz/replay.c
check_PROGRAMS += tests/fuzz/values
TESTS += tests/fuzz/values
tests_fuzz_values_SOURCES = tests/fuzz/fuzz_values.c tests/fuzz/replay.c
EXTRA_DIST += tests/fuzz/corpus

# make bench: programs that print figures; built on demand, never part of the check.
BENCHES =
BENCHES += tests/bench/funding
tests_bench_funding_SOURCES = tests/bench/bench_funding.c
BENCHES += tests/bench/engine
tests_bench_engine_SOURCES = tests/bench/bench_engine.c
BENCHES += tests/bench/physics
tests_bench_physics_SOURCES = tests/bench/bench_physics.c
BENCHES += tests/bench/store
tests_bench_store_SOURCES = tests/bench/bench_store.c
BENCHES += tests/bench/plant
tests_bench_plant_SOURCES = tests/bench/bench_plant.c tests/model/plant_world.c tests/model/plant_world.h
BENCHES += tests/bench/world
tests_bench_world_SOURCES = tests/bench/bench_world.c
nodist_tests_bench_world_SOURCES = tables.c
tests_bench_world_CPPFLAGS = $(AM_CPPFLAGS) -DBENCH_DATA='"$(abs_top_srcdir)/data"' \
	-DBENCH_SCENARIOS='"$(abs_top_srcdir)/scenarios"'
BENCHES += tests/bench/demand
tests_bench_demand_SOURCES = tests/bench/bench_demand.c
nodist_tests_bench_demand_SOURCES = tables.c
tests_bench_demand_CPPFLAGS = $(tests_bench_world_CPPFLAGS)
BENCHES += tests/bench/study
tests_bench_study_SOURCES = tests/bench/bench_study.c
nodist_tests_bench_study_SOURCES = tables.c
tests_bench_study_CPPFLAGS = $(tests_bench_world_CPPFLAGS)
EXTRA_PROGRAMS = $(BENCHES)
CLEANFILES += $(BENCHES)
bench: all $(BENCHES)
	@for program in $(BENCHES); do echo "== $$program"; ./$$program || exit 1; done
house: all
	$(MAKE) check TESTS='$(HOUSE_CHECKS)'
.PHONY: bench house
