# What main.c hands out: subcommands (cmd_NAME), reports (report_NAME), plots (plot_NAME), in the
# order in which they are shown, and the kinds that stand below the models (NAME_kind).
COMMANDS =
COMMANDS += init
COMMANDS += check
COMMANDS += show
COMMANDS += describe
COMMANDS += help
COMMANDS += plot
COMMANDS += report
COMMANDS += run
COMMANDS += version
REPORTS =
REPORTS += summary
REPORTS += milestones
REPORTS += capacity
REPORTS += power
REPORTS += cooling
REPORTS += racks
REPORTS += funding
REPORTS += tranches
REPORTS += tokens
REPORTS += limits
PLOTS =
PLOTS += timeline
PLAN_KINDS =
PLAN_KINDS += frame_scenario
PLAN_KINDS += frame_party
PLAN_KINDS += frame_site
PLAN_KINDS += frame_phase
PLAN_KINDS += frame_factor
PLAN_KINDS += frame_milestone
PLAN_KINDS += frame_target

# One line per module, in the order of the alphabet, under its floor.
# base
libgigaplan_a_SOURCES += src/base/arena.c src/base/arena.h
libgigaplan_a_SOURCES += src/base/calendar.c src/base/calendar.h
libgigaplan_a_SOURCES += src/base/calendar_parse.c
libgigaplan_a_SOURCES += src/base/curve.c src/base/curve.h
libgigaplan_a_SOURCES += src/base/diag.c src/base/diag.h
libgigaplan_a_SOURCES += src/base/digest.c src/base/digest.h
libgigaplan_a_SOURCES += src/base/dimension.c src/base/dimension.h
libgigaplan_a_SOURCES += src/base/name_match.c src/base/name_match.h
libgigaplan_a_SOURCES += src/base/numeric.c src/base/numeric.h
libgigaplan_a_SOURCES += src/base/quantity.c src/base/quantity.h
libgigaplan_a_SOURCES += src/base/quantity_format.c
libgigaplan_a_SOURCES += src/base/root.c src/base/root.h
libgigaplan_a_SOURCES += src/base/table.c src/base/table.h
libgigaplan_a_SOURCES += src/base/table_print.c src/base/table_print.h
libgigaplan_a_SOURCES += src/base/table_print_data.c
libgigaplan_a_SOURCES += src/base/table_print_text.c
libgigaplan_a_SOURCES += src/base/unit.c src/base/unit.h
libgigaplan_a_SOURCES += src/base/unit_table.c src/base/unit_table.h
libgigaplan_a_SOURCES += src/base/utf8.c src/base/utf8.h

# engine
libgigaplan_a_SOURCES += src/engine/keylist.c src/engine/keylist.h
libgigaplan_a_SOURCES += src/engine/profile.c src/engine/profile.h
libgigaplan_a_SOURCES += src/engine/quantile.c src/engine/quantile.h
libgigaplan_a_SOURCES += src/engine/queue.c src/engine/queue.h
libgigaplan_a_SOURCES += src/engine/radix.c src/engine/radix.h
libgigaplan_a_SOURCES += src/engine/sim.c src/engine/sim.h
libgigaplan_a_SOURCES += src/engine/stream.c src/engine/stream.h
libgigaplan_a_SOURCES += src/engine/stream_gsl.c src/engine/stream_gsl.h
libgigaplan_a_SOURCES += src/engine/tally.c src/engine/tally.h
libgigaplan_a_SOURCES += src/engine/variate.c src/engine/variate.h
libgigaplan_a_SOURCES += src/engine/ziggurat.c src/engine/ziggurat.h

# store
libgigaplan_a_SOURCES += src/store/batch.c src/store/batch.h
libgigaplan_a_SOURCES += src/store/cells.h
libgigaplan_a_SOURCES += src/store/cells_money.h
libgigaplan_a_SOURCES += src/store/cursor.c src/store/cursor.h
libgigaplan_a_SOURCES += src/store/memory_text.c src/store/memory_text.h
libgigaplan_a_SOURCES += src/store/reader.c src/store/reader.h
libgigaplan_a_SOURCES += src/store/result_table.h
libgigaplan_a_SOURCES += src/store/result_tables.c src/store/result_tables.h
libgigaplan_a_SOURCES += src/store/results.c src/store/results.h
libgigaplan_a_SOURCES += src/store/results_digest.c src/store/results_digest.h
libgigaplan_a_SOURCES += src/store/results_file.c src/store/results_file.h
libgigaplan_a_SOURCES += src/store/results_manual.c src/store/results_manual.h
libgigaplan_a_SOURCES += src/store/results_study.c src/store/results_study.h
libgigaplan_a_SOURCES += src/store/row.c src/store/row.h
libgigaplan_a_SOURCES += src/store/schema.c src/store/schema.h
libgigaplan_a_SOURCES += src/store/series.c src/store/series.h
libgigaplan_a_SOURCES += src/store/sql.c src/store/sql.h
libgigaplan_a_SOURCES += src/store/view.c src/store/view.h

# physics
libgigaplan_a_SOURCES += src/physics/ageing.c src/physics/ageing.h
libgigaplan_a_SOURCES += src/physics/annuity.c src/physics/annuity.h
libgigaplan_a_SOURCES += src/physics/chiller.c src/physics/chiller.h
libgigaplan_a_SOURCES += src/physics/chiller_sets.c src/physics/chiller_sets.h
libgigaplan_a_SOURCES += src/physics/clamp.h
libgigaplan_a_SOURCES += src/physics/distribution.c src/physics/distribution.h
libgigaplan_a_SOURCES += src/physics/dry_cooler.c src/physics/dry_cooler.h
libgigaplan_a_SOURCES += src/physics/dry_plant.c src/physics/dry_plant.h
libgigaplan_a_SOURCES += src/physics/fan.c src/physics/fan.h
libgigaplan_a_SOURCES += src/physics/outage_table.c src/physics/outage_table.h
libgigaplan_a_SOURCES += src/physics/psu.c src/physics/psu.h
libgigaplan_a_SOURCES += src/physics/psychrometrics.c src/physics/psychrometrics.h
libgigaplan_a_SOURCES += src/physics/pump.c src/physics/pump.h
libgigaplan_a_SOURCES += src/physics/reliability.c src/physics/reliability.h
libgigaplan_a_SOURCES += src/physics/ride_through.c src/physics/ride_through.h
libgigaplan_a_SOURCES += src/physics/software_gain.c src/physics/software_gain.h
libgigaplan_a_SOURCES += src/physics/storage.c src/physics/storage.h
libgigaplan_a_SOURCES += src/physics/token_weight.c src/physics/token_weight.h
libgigaplan_a_SOURCES += src/physics/tower.c src/physics/tower.h
libgigaplan_a_SOURCES += src/physics/transformer.c src/physics/transformer.h
libgigaplan_a_SOURCES += src/physics/ups.c src/physics/ups.h
libgigaplan_a_SOURCES += src/physics/water.c src/physics/water.h

# plan
libgigaplan_a_SOURCES += src/plan/bell.c src/plan/bell.h
libgigaplan_a_SOURCES += src/plan/bind.c src/plan/bind.h
libgigaplan_a_SOURCES += src/plan/condition.c src/plan/condition.h
libgigaplan_a_SOURCES += src/plan/distribution.c src/plan/distribution.h
libgigaplan_a_SOURCES += src/plan/draw.c src/plan/draw.h
libgigaplan_a_SOURCES += src/plan/field.c src/plan/field.h
libgigaplan_a_SOURCES += src/plan/frame.c src/plan/frame.h
libgigaplan_a_SOURCES += src/plan/gate.c src/plan/gate.h
libgigaplan_a_SOURCES += src/plan/hourly.h
libgigaplan_a_SOURCES += src/plan/ledger.c src/plan/ledger.h
libgigaplan_a_SOURCES += src/plan/metric.c src/plan/metric.h
libgigaplan_a_SOURCES += src/plan/phase.h
libgigaplan_a_SOURCES += src/plan/progress.c src/plan/progress.h
libgigaplan_a_SOURCES += src/plan/record.c src/plan/record.h
libgigaplan_a_SOURCES += src/plan/request.c src/plan/request.h
libgigaplan_a_SOURCES += src/plan/run.c src/plan/run.h

# scenario
libgigaplan_a_SOURCES += src/scenario/build.h
libgigaplan_a_SOURCES += src/scenario/condition_check.c src/scenario/condition_check.h
libgigaplan_a_SOURCES += src/scenario/condition_read.c src/scenario/condition_read.h
libgigaplan_a_SOURCES += src/scenario/csv_rows.c src/scenario/csv_rows.h
libgigaplan_a_SOURCES += src/scenario/csv_source.c src/scenario/csv_source.h
libgigaplan_a_SOURCES += src/scenario/distribution_read.c src/scenario/distribution_read.h
libgigaplan_a_SOURCES += src/scenario/draft.c src/scenario/draft.h
libgigaplan_a_SOURCES += src/scenario/element.c src/scenario/element.h
libgigaplan_a_SOURCES += src/scenario/epw.c src/scenario/epw.h
libgigaplan_a_SOURCES += src/scenario/field_value.c src/scenario/field_value.h
libgigaplan_a_SOURCES += src/scenario/file_log.c src/scenario/file_log.h
libgigaplan_a_SOURCES += src/scenario/hourly_csv.c src/scenario/hourly_csv.h
libgigaplan_a_SOURCES += src/scenario/hourly_file.c src/scenario/hourly_file.h
libgigaplan_a_SOURCES += src/scenario/hourly_fill.c src/scenario/hourly_fill.h
libgigaplan_a_SOURCES += src/scenario/load.c src/scenario/load.h
libgigaplan_a_SOURCES += src/scenario/merge.c src/scenario/merge.h
libgigaplan_a_SOURCES += src/scenario/name_map.c src/scenario/name_map.h
libgigaplan_a_SOURCES += src/scenario/record_build.c src/scenario/record_build.h
libgigaplan_a_SOURCES += src/scenario/reference.c src/scenario/reference.h
libgigaplan_a_SOURCES += src/scenario/scenario.c src/scenario/scenario.h
libgigaplan_a_SOURCES += src/scenario/scenario_xsd.c src/scenario/scenario_xsd.h
libgigaplan_a_SOURCES += src/scenario/suggest.c src/scenario/suggest.h
libgigaplan_a_SOURCES += src/scenario/target_check.c src/scenario/target_check.h
libgigaplan_a_SOURCES += src/scenario/text_file.c src/scenario/text_file.h
libgigaplan_a_SOURCES += src/scenario/xml_set.c src/scenario/xml_set.h
libgigaplan_a_SOURCES += src/scenario/xml_source.c src/scenario/xml_source.h
libgigaplan_a_SOURCES += src/scenario/xml_text.c src/scenario/xml_text.h

# report
libgigaplan_a_SOURCES += src/report/axis.c src/report/axis.h
libgigaplan_a_SOURCES += src/report/band.c src/report/band.h
libgigaplan_a_SOURCES += src/report/books.c src/report/books.h
libgigaplan_a_SOURCES += src/report/colour.c src/report/colour.h
libgigaplan_a_SOURCES += src/report/gnuplot.c src/report/gnuplot.h
libgigaplan_a_SOURCES += src/report/holders.c src/report/holders.h
libgigaplan_a_SOURCES += src/report/kpi_rows.c src/report/kpi_rows.h
libgigaplan_a_SOURCES += src/report/limit_table.c src/report/limit_table.h
libgigaplan_a_SOURCES += src/report/panel.c src/report/panel.h
libgigaplan_a_SOURCES += src/report/plot.c src/report/plot.h
libgigaplan_a_SOURCES += src/report/plot_timeline.c
libgigaplan_a_SOURCES += src/report/report.c src/report/report.h
libgigaplan_a_SOURCES += src/report/report_capacity.c
libgigaplan_a_SOURCES += src/report/report_cooling.c
libgigaplan_a_SOURCES += src/report/report_funding.c
libgigaplan_a_SOURCES += src/report/report_limits.c
libgigaplan_a_SOURCES += src/report/report_milestones.c
libgigaplan_a_SOURCES += src/report/report_power.c
libgigaplan_a_SOURCES += src/report/report_racks.c
libgigaplan_a_SOURCES += src/report/report_summary.c
libgigaplan_a_SOURCES += src/report/report_tokens.c
libgigaplan_a_SOURCES += src/report/report_tranches.c
libgigaplan_a_SOURCES += src/report/sample.c src/report/sample.h
libgigaplan_a_SOURCES += src/report/sheet.c src/report/sheet.h
libgigaplan_a_SOURCES += src/report/source.c src/report/source.h
libgigaplan_a_SOURCES += src/report/timeline.h
libgigaplan_a_SOURCES += src/report/timeline_capacity.c
libgigaplan_a_SOURCES += src/report/timeline_funding.c
libgigaplan_a_SOURCES += src/report/timeline_plant.c
libgigaplan_a_SOURCES += src/report/timeline_strip.c
libgigaplan_a_SOURCES += src/report/trace.c src/report/trace.h
libgigaplan_a_SOURCES += src/report/yearly.c src/report/yearly.h

# world
libgigaplan_a_SOURCES += src/world/cast.c src/world/cast.h
libgigaplan_a_SOURCES += src/world/compile.c
libgigaplan_a_SOURCES += src/world/limit.c src/world/limit.h
libgigaplan_a_SOURCES += src/world/milestones.c src/world/milestones.h
libgigaplan_a_SOURCES += src/world/operate.c src/world/operate.h
libgigaplan_a_SOURCES += src/world/operate_books.c
libgigaplan_a_SOURCES += src/world/operate_state.h
libgigaplan_a_SOURCES += src/world/outcome.c src/world/outcome.h
libgigaplan_a_SOURCES += src/world/outcome_cells.c
libgigaplan_a_SOURCES += src/world/outcome_money.c
libgigaplan_a_SOURCES += src/world/plant.c src/world/plant.h
libgigaplan_a_SOURCES += src/world/sampler.c src/world/sampler.h
libgigaplan_a_SOURCES += src/world/settle.c src/world/settle.h
libgigaplan_a_SOURCES += src/world/share.c src/world/share.h
libgigaplan_a_SOURCES += src/world/site_load.c src/world/site_load.h
libgigaplan_a_SOURCES += src/world/stall.c src/world/stall.h
libgigaplan_a_SOURCES += src/world/world.c src/world/world.h
libgigaplan_a_SOURCES += src/world/world_state.h

# study
libgigaplan_a_SOURCES += src/study/replicate.c src/study/replicate.h
libgigaplan_a_SOURCES += src/study/study.c src/study/study.h

# cli
libgigaplan_a_SOURCES += src/cli/cli.c src/cli/cli.h
libgigaplan_a_SOURCES += src/cli/cmd_check.c
libgigaplan_a_SOURCES += src/cli/cmd_describe.c
libgigaplan_a_SOURCES += src/cli/cmd_help.c
libgigaplan_a_SOURCES += src/cli/cmd_plot.c
libgigaplan_a_SOURCES += src/cli/cmd_report.c
libgigaplan_a_SOURCES += src/cli/cmd_init.c
libgigaplan_a_SOURCES += src/cli/cmd_show.c
libgigaplan_a_SOURCES += src/cli/cmd_version.c
libgigaplan_a_SOURCES += src/cli/describe_man.c src/cli/describe_man.h
libgigaplan_a_SOURCES += src/cli/init_deal.c src/cli/init_deal.h
libgigaplan_a_SOURCES += src/cli/init_site.c src/cli/init_site.h
libgigaplan_a_SOURCES += src/cli/init_size.c src/cli/init_size.h
libgigaplan_a_SOURCES += src/cli/init_text.c src/cli/init_text.h
libgigaplan_a_SOURCES += src/cli/init_wish.c src/cli/init_wish.h
libgigaplan_a_SOURCES += src/cli/input.c src/cli/input.h
libgigaplan_a_SOURCES += src/cli/cmd_run.c
libgigaplan_a_SOURCES += src/cli/options.c src/cli/options.h
libgigaplan_a_SOURCES += src/cli/record_text.c src/cli/record_text.h
