# Kinds that scenarios may name: NAME stands for the symbol NAME_kind.
MODEL_KINDS =

libgigaplan_a_SOURCES +=
