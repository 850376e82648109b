/* SPDX-License-Identifier: Apache-2.0 */
/*
 * suites - one function per file of unit tests; run.c holds the table.
 */
#ifndef SUITES_H
#define SUITES_H

#include <check.h>

Suite *test_arena_suite(void);
Suite *test_availability_suite(void);
Suite *test_bill_suite(void);
Suite *test_calendar_suite(void);
Suite *test_calibrate_suite(void);
Suite *test_carbon_suite(void);
Suite *test_chain_suite(void);
Suite *test_chiller_suite(void);
Suite *test_commitment_suite(void);
Suite *test_cooling_suite(void);
Suite *test_compare_suite(void);
Suite *test_curve_suite(void);
Suite *test_data_sheets_suite(void);
Suite *test_demand_suite(void);
Suite *test_diag_suite(void);
Suite *test_digest_suite(void);
Suite *test_distribution_suite(void);
Suite *test_dry_plant_suite(void);
Suite *test_economics_suite(void);
Suite *test_funding_loan_suite(void);
Suite *test_funding_loan_cost_suite(void);
Suite *test_funding_loan_service_suite(void);
Suite *test_funding_suite(void);
Suite *test_gates_suite(void);
Suite *test_logbook_suite(void);
Suite *test_losses_suite(void);
Suite *test_mdoc_suite(void);
Suite *test_metric_suite(void);
Suite *test_market_suite(void);
Suite *test_money_time_suite(void);
Suite *test_name_match_suite(void);
Suite *test_options_suite(void);
Suite *test_page_image_suite(void);
Suite *test_physics_rts_suite(void);
Suite *test_physics_weather_suite(void);
Suite *test_plan_suite(void);
Suite *test_plant_plots_suite(void);
Suite *test_plant_steps_suite(void);
Suite *test_plant_suite(void);
Suite *test_plot_suite(void);
Suite *test_power_suite(void);
Suite *test_psychrometrics_suite(void);
Suite *test_published_suite(void);
Suite *test_quantile_suite(void);
Suite *test_quantity_suite(void);
Suite *test_queue_suite(void);
Suite *test_queueing_suite(void);
Suite *test_racks_suite(void);
Suite *test_racks_fleet_suite(void);
Suite *test_reader_suite(void);
Suite *test_redundancy_suite(void);
Suite *test_reliability_suite(void);
Suite *test_report_suite(void);
Suite *test_resource_suite(void);
Suite *test_results_broken_suite(void);
Suite *test_results_digest_suite(void);
Suite *test_results_suite(void);
Suite *test_root_suite(void);
Suite *test_sample_suite(void);
Suite *test_scenario_errors_suite(void);
Suite *test_scenario_files_suite(void);
Suite *test_scenario_hourly_suite(void);
Suite *test_scenario_read_suite(void);
Suite *test_schedule_suite(void);
Suite *test_schedule_actuals_suite(void);
Suite *test_schedule_links_suite(void);
Suite *test_schema_suite(void);
Suite *test_sim_suite(void);
Suite *test_sources_suite(void);
Suite *test_stream_suite(void);
Suite *test_table_suite(void);
Suite *test_tally_suite(void);
Suite *test_tower_suite(void);
Suite *test_utf8_suite(void);
Suite *test_variate_suite(void);
Suite *test_weather_suite(void);

#endif
