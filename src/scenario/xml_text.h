/* SPDX-License-Identifier: Apache-2.0 */
/*
 * xml_text - writes a tree as XML in one canonical form: what a plan's hash covers.
 *
 * Attributes stand sorted, elements in their order with two blanks a level, no comments.
 */
#ifndef SCENARIO_XML_TEXT_H
#define SCENARIO_XML_TEXT_H

#include "scenario/element.h"

/* The text of ROOT, which reads back as the same tree. */
const char *xml_text_canonical(const struct element *root, struct arena *arena);

#endif
