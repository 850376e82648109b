dist_man_MANS =
dist_man_MANS += man/gigaplan.1
dist_man_MANS += man/gigaplan-results.5
