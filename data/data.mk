# Catalogues and scenarios, installed under $(pkgdatadir) with their folders.
nobase_dist_pkgdata_DATA =
nobase_dist_pkgdata_DATA += data/climates.xml
nobase_dist_pkgdata_DATA += data/cooling.xml
nobase_dist_pkgdata_DATA += data/deals.xml
nobase_dist_pkgdata_DATA += data/equipment.xml
nobase_dist_pkgdata_DATA += data/interconnection.xml
nobase_dist_pkgdata_DATA += data/models.xml
nobase_dist_pkgdata_DATA += data/racks.xml
nobase_dist_pkgdata_DATA += data/regions.xml
nobase_dist_pkgdata_DATA += data/throughput.xml
nobase_dist_pkgdata_DATA += scenarios/abilene.xml
nobase_dist_pkgdata_DATA += scenarios/azure-1gw-late-transformer.xml
nobase_dist_pkgdata_DATA += scenarios/azure-1gw-no-second-tranche.xml
nobase_dist_pkgdata_DATA += scenarios/azure-1gw.xml
nobase_dist_pkgdata_DATA += scenarios/minimal.xml
nobase_dist_pkgdata_DATA += scenarios/two-sites.xml
