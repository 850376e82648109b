/* SPDX-License-Identifier: Apache-2.0 */
#include "suites.h"

#include "base/numeric.h"

#include <stdlib.h>

typedef Suite *suite_fn(void);

/* One per line, in the order of the alphabet. */
/* clang-format off */
static suite_fn *const suites[] = {
    test_arena_suite,
    test_availability_suite,
    test_bill_suite,
    test_calendar_suite,
    test_calibrate_suite,
    test_carbon_suite,
    test_chain_suite,
    test_chiller_suite,
    test_compare_suite,
    test_commitment_suite,
    test_cooling_suite,
    test_curve_suite,
    test_data_sheets_suite,
    test_demand_suite,
    test_diag_suite,
    test_digest_suite,
    test_distribution_suite,
    test_dry_plant_suite,
    test_economics_suite,
    test_funding_suite,
    test_funding_loan_suite,
    test_funding_loan_cost_suite,
    test_funding_loan_service_suite,
    test_gates_suite,
    test_logbook_suite,
    test_losses_suite,
    test_mdoc_suite,
    test_metric_suite,
    test_market_suite,
    test_money_time_suite,
    test_name_match_suite,
    test_options_suite,
    test_page_image_suite,
    test_physics_rts_suite,
    test_physics_weather_suite,
    test_plant_plots_suite,
    test_plant_steps_suite,
    test_plant_suite,
    test_plot_suite,
    test_power_suite,
    test_sources_suite,
    test_plan_suite,
    test_psychrometrics_suite,
    test_published_suite,
    test_quantile_suite,
    test_quantity_suite,
    test_queue_suite,
    test_queueing_suite,
    test_racks_suite,
    test_racks_fleet_suite,
    test_reader_suite,
    test_redundancy_suite,
    test_reliability_suite,
    test_report_suite,
    test_resource_suite,
    test_results_broken_suite,
    test_results_digest_suite,
    test_results_suite,
    test_root_suite,
    test_sample_suite,
    test_scenario_errors_suite,
    test_scenario_files_suite,
    test_scenario_hourly_suite,
    test_scenario_read_suite,
    test_schedule_suite,
    test_schedule_actuals_suite,
    test_schedule_links_suite,
    test_schema_suite,
    test_sim_suite,
    test_stream_suite,
    test_table_suite,
    test_tally_suite,
    test_tower_suite,
    test_utf8_suite,
    test_variate_suite,
    test_weather_suite,
};
/* clang-format on */

/* CK_FORK, CK_RUN_SUITE and CK_RUN_CASE of Check work as usual; the output is TAP. */
int main(void)
{
    numeric_start();
    SRunner *runner = srunner_create(NULL);
    for (size_t i = 0; i < sizeof suites / sizeof *suites; i++)
        srunner_add_suite(runner, suites[i]());
    srunner_set_tap(runner, "-");
    srunner_run_all(runner, CK_SILENT);
    int failed = srunner_ntests_failed(runner);
    srunner_free(runner);
    return failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
