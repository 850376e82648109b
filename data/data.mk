# Catalogues and scenarios, installed under $(pkgdatadir) with their folders.
nobase_dist_pkgdata_DATA =
