dist_man_MANS = \
	man/gigaplan.1
