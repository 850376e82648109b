# Kinds that scenarios may name (NAME stands for the symbol NAME_kind) and the metrics of each
# family (NAME_metrics), one per line; then the files, one line per module.
MODEL_KINDS =
MODEL_KINDS += weather_climate
MODEL_KINDS += power_feed
MODEL_KINDS += power_stage
MODEL_KINDS += power_substation
MODEL_KINDS += power_transformer
MODEL_KINDS += power_genset
MODEL_KINDS += power_gas_plant
MODEL_KINDS += power_bess
MODEL_KINDS += power_transformer_type
MODEL_KINDS += power_ups_type
MODEL_KINDS += cooling_cooling_type
MODEL_KINDS += cooling_water_supply
MODEL_KINDS += halls_hall
MODEL_KINDS += racks_rack_system
MODEL_KINDS += racks_rack_order
MODEL_KINDS += racks_site_install
MODEL_KINDS += schedule_activity
MODEL_KINDS += schedule_permit
MODEL_KINDS += schedule_after
MODEL_KINDS += schedule_crew
MODEL_KINDS += schedule_risk
MODEL_KINDS += schedule_equipment
MODEL_KINDS += schedule_equipment_order
MODEL_KINDS += demand_tier
MODEL_KINDS += demand_channel
MODEL_KINDS += demand_class
MODEL_KINDS += demand_demand
MODEL_KINDS += demand_throughput
MODEL_KINDS += demand_software_gain
MODEL_KINDS += demand_spill
MODEL_KINDS += funding_equity
MODEL_KINDS += funding_tranche
MODEL_KINDS += funding_term_loan
MODEL_KINDS += funding_commitment
MODEL_KINDS += funding_minimum
MODEL_KINDS += funding_policy
MODEL_KINDS += economics_region
MODEL_KINDS += economics_carbon
MODEL_KINDS += economics_opex
MODEL_KINDS += economics_energy_contract
MODEL_KINDS += economics_tariff
MODEL_METRICS =
MODEL_METRICS += weather
MODEL_METRICS += power
MODEL_METRICS += cooling
MODEL_METRICS += halls
MODEL_METRICS += schedule
MODEL_METRICS += racks
MODEL_METRICS += operate
MODEL_METRICS += supply
MODEL_METRICS += demand
MODEL_METRICS += funding
MODEL_METRICS += economics

# weather
libgigaplan_a_SOURCES += models/weather/climate.c models/weather/climate.h
libgigaplan_a_SOURCES += models/weather/generate.c models/weather/generate.h
libgigaplan_a_SOURCES += models/weather/weather.c models/weather/weather.h
libgigaplan_a_SOURCES += models/weather/years.c models/weather/years.h

# power
libgigaplan_a_SOURCES += models/power/bank.c models/power/bank.h
libgigaplan_a_SOURCES += models/power/bess.c models/power/bess.h
libgigaplan_a_SOURCES += models/power/chain.c models/power/chain.h
libgigaplan_a_SOURCES += models/power/dips.c models/power/dips.h
libgigaplan_a_SOURCES += models/power/feed.c models/power/feed.h
libgigaplan_a_SOURCES += models/power/gas_plant.c models/power/gas_plant.h
libgigaplan_a_SOURCES += models/power/genset.c models/power/genset.h
libgigaplan_a_SOURCES += models/power/power.c models/power/power.h
libgigaplan_a_SOURCES += models/power/power_types.c models/power/power_types.h
libgigaplan_a_SOURCES += models/power/sources.c models/power/sources.h
libgigaplan_a_SOURCES += models/power/sources_compile.c
libgigaplan_a_SOURCES += models/power/substation.c models/power/substation.h
libgigaplan_a_SOURCES += models/power/units.c models/power/units.h

# cooling
libgigaplan_a_SOURCES += models/cooling/cooling.c models/cooling/cooling.h
libgigaplan_a_SOURCES += models/cooling/cooling_type.c models/cooling/cooling_type.h
libgigaplan_a_SOURCES += models/cooling/design_day.c models/cooling/design_day.h
libgigaplan_a_SOURCES += models/cooling/inertia.c models/cooling/inertia.h
libgigaplan_a_SOURCES += models/cooling/loop.c models/cooling/loop.h
libgigaplan_a_SOURCES += models/cooling/tower_plant.c models/cooling/tower_plant.h
libgigaplan_a_SOURCES += models/cooling/water_supply.c models/cooling/water_supply.h

# halls
libgigaplan_a_SOURCES += models/halls/hall.c models/halls/hall.h
libgigaplan_a_SOURCES += models/halls/halls.c models/halls/halls.h

# racks
libgigaplan_a_SOURCES += models/racks/fleet.c models/racks/fleet.h
libgigaplan_a_SOURCES += models/racks/accepted.c models/racks/accepted.h
libgigaplan_a_SOURCES += models/racks/journal.c models/racks/journal.h
libgigaplan_a_SOURCES += models/racks/lot.c models/racks/lot.h
libgigaplan_a_SOURCES += models/racks/rack_order.c models/racks/rack_order.h
libgigaplan_a_SOURCES += models/racks/rack_system.c models/racks/rack_system.h
libgigaplan_a_SOURCES += models/racks/racks.c models/racks/racks.h
libgigaplan_a_SOURCES += models/racks/racks_compile.c
libgigaplan_a_SOURCES += models/racks/racks_view.c models/racks/racks_view.h
libgigaplan_a_SOURCES += models/racks/site_install.c models/racks/site_install.h
libgigaplan_a_SOURCES += models/racks/state.h
libgigaplan_a_SOURCES += models/racks/yard.c models/racks/yard.h

# schedule
libgigaplan_a_SOURCES += models/schedule/activity.c models/schedule/activity.h
libgigaplan_a_SOURCES += models/schedule/circle.c models/schedule/circle.h
libgigaplan_a_SOURCES += models/schedule/crew.c models/schedule/crew.h
libgigaplan_a_SOURCES += models/schedule/critical_path.c models/schedule/critical_path.h
libgigaplan_a_SOURCES += models/schedule/in_progress.c models/schedule/in_progress.h
libgigaplan_a_SOURCES += models/schedule/network.c models/schedule/network.h
libgigaplan_a_SOURCES += models/schedule/order.c models/schedule/order.h
libgigaplan_a_SOURCES += models/schedule/schedule.c models/schedule/schedule.h
libgigaplan_a_SOURCES += models/schedule/schedule_compile.c
libgigaplan_a_SOURCES += models/schedule/spending.c models/schedule/spending.h
libgigaplan_a_SOURCES += models/schedule/task.c models/schedule/task.h

# demand
libgigaplan_a_SOURCES += models/demand/demand.c models/demand/demand.h
libgigaplan_a_SOURCES += models/demand/demand_day.c models/demand/demand_deal.c
libgigaplan_a_SOURCES += models/demand/demand_publish.c models/demand/demand_rates.c
libgigaplan_a_SOURCES += models/demand/demand_serve.c models/demand/demand_state.h models/demand/eight.h
libgigaplan_a_SOURCES += models/demand/kinds.c models/demand/kinds.h

# funding
libgigaplan_a_SOURCES += models/funding/commitment.c models/funding/commitment.h
libgigaplan_a_SOURCES += models/funding/deal.c models/funding/deal.h
libgigaplan_a_SOURCES += models/funding/deal_check.c models/funding/deal_check.h
libgigaplan_a_SOURCES += models/funding/deal_costs.c models/funding/deal_costs.h
libgigaplan_a_SOURCES += models/funding/equity.c models/funding/equity.h
libgigaplan_a_SOURCES += models/funding/funding.c models/funding/funding.h
libgigaplan_a_SOURCES += models/funding/funding_metrics.c
libgigaplan_a_SOURCES += models/funding/funding_rows.c
libgigaplan_a_SOURCES += models/funding/grant.c models/funding/grant.h
libgigaplan_a_SOURCES += models/funding/kinds.c models/funding/kinds.h
libgigaplan_a_SOURCES += models/funding/loan.c models/funding/loan.h
libgigaplan_a_SOURCES += models/funding/loan_cost.c models/funding/loan_cost.h
libgigaplan_a_SOURCES += models/funding/loan_service.c models/funding/loan_service.h
libgigaplan_a_SOURCES += models/funding/payment.c models/funding/payment.h
libgigaplan_a_SOURCES += models/funding/purse.c models/funding/purse.h
libgigaplan_a_SOURCES += models/funding/stalemate.c models/funding/stalemate.h
libgigaplan_a_SOURCES += models/funding/tranche.c models/funding/tranche.h
libgigaplan_a_SOURCES += models/funding/waits.c models/funding/waits.h

# economics
libgigaplan_a_SOURCES += models/economics/bill.c models/economics/bill.h
libgigaplan_a_SOURCES += models/economics/carbon.c models/economics/carbon.h
libgigaplan_a_SOURCES += models/economics/economics.c models/economics/economics.h
libgigaplan_a_SOURCES += models/economics/economics_check.c models/economics/economics_check.h
libgigaplan_a_SOURCES += models/economics/hour_shape.c models/economics/hour_shape.h
libgigaplan_a_SOURCES += models/economics/kinds.c models/economics/kinds.h
libgigaplan_a_SOURCES += models/economics/market.c models/economics/market.h
libgigaplan_a_SOURCES += models/economics/price.c models/economics/price.h
libgigaplan_a_SOURCES += models/economics/service.c models/economics/service.h
libgigaplan_a_SOURCES += models/economics/tariff.c models/economics/tariff.h
