# Manual pages; gigaplan-models(7) is written by the program itself when it can run here.
dist_man_MANS =
dist_man_MANS += man/gigaplan.1
dist_man_MANS += man/gigaplan-calc.1
dist_man_MANS += man/gigaplan-calibrate.1
dist_man_MANS += man/gigaplan-check.1
dist_man_MANS += man/gigaplan-compare.1
dist_man_MANS += man/gigaplan-curve.1
dist_man_MANS += man/gigaplan-describe.1
dist_man_MANS += man/gigaplan-export.1
dist_man_MANS += man/gigaplan-init.1
dist_man_MANS += man/gigaplan-plot.1
dist_man_MANS += man/gigaplan-rehearse.1
dist_man_MANS += man/gigaplan-report.1
dist_man_MANS += man/gigaplan-results.5
dist_man_MANS += man/gigaplan-run.1
dist_man_MANS += man/gigaplan-scenario.5
dist_man_MANS += man/gigaplan-show.1
dist_man_MANS += man/gigaplan-verify.1
nodist_man_MANS =
if NATIVE
nodist_man_MANS += man/gigaplan-models.7
CLEANFILES += man/gigaplan-models.7
man/gigaplan-models.7: gigaplan$(EXEEXT)
	$(AM_V_GEN)$(MKDIR_P) man && ./gigaplan$(EXEEXT) describe --man > $@.new && mv -f $@.new $@
endif
