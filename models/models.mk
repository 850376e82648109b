# Kinds that scenarios may name (NAME stands for the symbol NAME_kind) and the metrics of each
# family (NAME_metrics), one per line; then the files, one line per module.
MODEL_KINDS =
MODEL_METRICS =

# weather

# power

# cooling

# halls

# racks

# schedule

# demand

# funding

# economics
