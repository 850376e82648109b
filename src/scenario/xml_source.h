/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml_source - reads one XML file into elements that know their place by line and column.
 *
 * libxml2 knows lines only, so its SAX2 events are joined with the text of the file: when a start
 * tag is reported, the nearest '<' before the parser's place opens it, and from there the
 * attributes are found by their quotes.
 *
 * Input is untrusted: no network, no DOCTYPE and so no entities, at most 100 levels and 64 MiB, UTF-8.
 * Only file with xml_set that knows libxml2.
 */
#ifndef SCENARIO_XML_SOURCE_H
#define SCENARIO_XML_SOURCE_H

#include "scenario/element.h"
#include "scenario/text_file.h"

/* The root of FILE, or NULL with errors in DIAG. */
struct element *xml_source_read(const struct text_file *file, struct arena *arena, struct diag *diag);

#endif
