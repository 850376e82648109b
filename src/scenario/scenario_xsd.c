/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/scenario_xsd.h"

#include "plan/condition.h"
#include "plan/distribution.h"
#include "scenario/draft.h"

#include <string.h>

static void put_escaped(FILE *stream, const char *text)
{
    for (; *text; text++) {
        switch (*text) {
        case '&': fputs("&amp;", stream); break;
        case '<': fputs("&lt;", stream); break;
        case '>': fputs("&gt;", stream); break;
        case '"': fputs("&quot;", stream); break;
        default: fputc(*text, stream);
        }
    }
}

static void open_note(FILE *stream)
{
    fputs("<xs:annotation><xs:documentation>", stream);
}

static void close_note(FILE *stream)
{
    fputs("</xs:documentation></xs:annotation>", stream);
}

static void put_note(FILE *stream, const char *text)
{
    open_note(stream);
    put_escaped(stream, text);
    close_note(stream);
}

/* Everything the table says of FIELD, as editors show it. */
static void put_field_note(FILE *stream, const struct field *field)
{
    open_note(stream);
    put_escaped(stream, field->meaning ? field->meaning : "");
    if (field->unit && field->unit[0]) {
        fputs("; unit ", stream);
        put_escaped(stream, field->unit);
    }
    if (field->low != 0 || field->high != 0)
        fprintf(stream, "; from %g to %g", field->low, field->high);
    if (field->target) {
        fputs("; names ", stream);
        put_escaped(stream, field->target);
    }
    if (!field->fallback) {
        fputs("; required", stream);
    } else if (field->fallback[0]) {
        fputs("; default ", stream);
        put_escaped(stream, field->fallback);
    }
    if (field->source) {
        fputs("; source: ", stream);
        put_escaped(stream, field->source);
    }
    close_note(stream);
}

static void put_choices(FILE *stream, const char *choices)
{
    fputs("<xs:simpleType><xs:restriction base=\"xs:string\">\n", stream);
    while (*choices) {
        size_t length = strcspn(choices, "|");
        fprintf(stream, "        <xs:enumeration value=\"%.*s\"/>\n", (int)length, choices);
        choices += length + (choices[length] == '|');
    }
    fputs("      </xs:restriction></xs:simpleType>", stream);
}

static void put_attribute(FILE *stream, const struct field *field)
{
    const char *choices = field->type == FIELD_ENUM   ? field->choices
                          : field->type == FIELD_FLAG ? "yes|no"
                                                      : NULL;
    fprintf(stream, "    <xs:attribute name=\"%s\"", field->name);
    if (!choices)
        fprintf(stream, " type=\"%s\"", field->type == FIELD_COUNT ? "xs:integer" : "xs:string");
    fputs(">", stream);
    put_field_note(stream, field);
    if (choices)
        put_choices(stream, choices);
    fputs("</xs:attribute>\n", stream);
}

static void put_child_field(FILE *stream, const struct field *field)
{
    const char *type = field->type == FIELD_CONDITION      ? "condition-holder"
                       : field->type == FIELD_DISTRIBUTION ? "uncertain-value"
                                                           : "long-text";
    fprintf(stream, "      <xs:element name=\"%s\" type=\"%s\">", field->name, type);
    put_field_note(stream, field);
    fputs("</xs:element>\n", stream);
}

/* What may stand in every element that holds others. */
static void put_takers(FILE *stream)
{
    fputs("      <xs:element ref=\"include\"/>\n      <xs:element ref=\"table\"/>\n", stream);
}

/* Children in any order and number: kinds that name KIND as their parent, and fields with parts. */
static void put_children(FILE *stream, const struct kind_list *kinds, const struct kind *kind)
{
    fputs("    <xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">\n", stream);
    put_takers(stream);
    for (int i = 0; i < kinds->count; i++) {
        int field = kind_field(kind, kinds->kinds[i]->name);
        bool shadowed = field >= 0 && draft_is_child_field(&kind->fields[field]);
        if (!shadowed && field_list_has(kinds->kinds[i]->parents, kind->name, NULL))
            fprintf(stream, "      <xs:element ref=\"%s\"/>\n", kinds->kinds[i]->name);
    }
    for (int i = 0; i < kind->field_count; i++)
        if (draft_is_child_field(&kind->fields[i]))
            put_child_field(stream, &kind->fields[i]);
    fputs("    </xs:choice>\n", stream);
}

static void put_attributes(FILE *stream, const struct kind *kind)
{
    for (int i = 0; i < kind->field_count; i++)
        if (kind->fields[i].type != FIELD_CONDITION)
            put_attribute(stream, &kind->fields[i]);
    if (kind->flags & KIND_CATALOGUE)
        fputs("    <xs:attributeGroup ref=\"evidence\"/>\n", stream);
}

static void put_kind(FILE *stream, const struct kind_list *kinds, const struct kind *kind)
{
    fprintf(stream, "  <xs:element name=\"%s\">", kind->name);
    put_note(stream, kind->meaning);
    fputs("<xs:complexType>\n", stream);
    put_children(stream, kinds, kind);
    fprintf(stream,
            "    <xs:attribute name=\"id\" type=\"xs:string\" use=\"%s\">"
            "<xs:annotation><xs:documentation>name to refer to it by</xs:documentation></xs:annotation>"
            "</xs:attribute>\n    <xs:attributeGroup ref=\"everywhere\"/>\n",
            kind->flags & KIND_NO_ID ? "optional" : "required");
    put_attributes(stream, kind);
    fputs("  </xs:complexType></xs:element>\n", stream);
}

/* A root that takes any kind: catalogues and fragments. */
static void put_part_root(FILE *stream, const struct kind_list *kinds, const char *name, const char *meaning)
{
    fprintf(stream, "  <xs:element name=\"%s\">", name);
    put_note(stream, meaning);
    fputs("<xs:complexType>\n    <xs:choice minOccurs=\"0\" maxOccurs=\"unbounded\">\n", stream);
    put_takers(stream);
    for (int i = 0; i < kinds->count; i++)
        if (kinds->kinds[i]->parents && kinds->kinds[i]->parents[0])
            fprintf(stream, "      <xs:element ref=\"%s\"/>\n", kinds->kinds[i]->name);
    fputs("    </xs:choice>\n    <xs:attribute name=\"label\" type=\"xs:string\"/>\n", stream);
    fputs("  </xs:complexType></xs:element>\n", stream);
}

static void put_variant(FILE *stream, const struct kind_list *kinds)
{
    const struct kind *scenario = kind_find(kinds, "scenario");
    if (!scenario)
        return;
    fputs("  <xs:element name=\"variant\">", stream);
    put_note(stream, "another scenario with changes: elements are merged by their id");
    fputs("<xs:complexType>\n", stream);
    put_children(stream, kinds, scenario);
    fputs("    <xs:attribute name=\"of\" type=\"xs:string\" use=\"required\">", stream);
    put_note(stream, "file of the scenario that is changed, as seen from this file");
    fputs("</xs:attribute>\n    <xs:attributeGroup ref=\"everywhere\"/>\n", stream);
    put_attributes(stream, scenario);
    fputs("  </xs:complexType></xs:element>\n", stream);
}

static void put_uncertain(FILE *stream)
{
    static const char *const parts[] = {"value", "low", "mode",   "high",    "mean",   "sd",
                                        "p50",   "p90", "values", "weights", "factor", "loading"};
    fputs("  <xs:complexType name=\"uncertain-value\">", stream);
    put_note(stream, "a value, or the distribution it is drawn from");
    fputs("\n    <xs:attribute name=\"dist\"><xs:simpleType><xs:restriction base=\"xs:string\">\n", stream);
    for (int i = 0; i < SHAPE_COUNT; i++)
        fprintf(stream, "      <xs:enumeration value=\"%s\"/>\n", distribution_names[i]);
    fputs("    </xs:restriction></xs:simpleType></xs:attribute>\n", stream);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        fprintf(stream, "    <xs:attribute name=\"%s\" type=\"xs:string\"/>\n", parts[i]);
    fputs("    <xs:attributeGroup ref=\"everywhere\"/>\n  </xs:complexType>\n", stream);
}

static void put_condition_types(FILE *stream)
{
    fputs("  <xs:complexType name=\"condition-holder\">"
          "<xs:group ref=\"condition\" maxOccurs=\"unbounded\"/></xs:complexType>\n"
          "  <xs:complexType name=\"condition-count\">"
          "<xs:group ref=\"condition\" maxOccurs=\"unbounded\"/>"
          "<xs:attribute name=\"k\" type=\"xs:positiveInteger\" use=\"required\"/></xs:complexType>\n",
          stream);
}

/* One recursive group: nodes hold it again, leaves have their attributes. */
static void put_conditions(FILE *stream)
{
    static const char leaf_attributes[] =
        "<xs:complexType><xs:attribute name=\"%s\" type=\"xs:string\" use=\"required\"/>%s</xs:complexType>";
    static const char *const needed[CONDITION_OP_COUNT] = {[CONDITION_METRIC] = "name",
                                                           [CONDITION_MILESTONE] = "ref",
                                                           [CONDITION_DATE] = "from",
                                                           [CONDITION_CHANCE] = "probability"};
    static const char *const more[CONDITION_OP_COUNT] = {
        [CONDITION_METRIC] = "<xs:attribute name=\"at-least\" type=\"xs:string\"/>"
                             "<xs:attribute name=\"at-most\" type=\"xs:string\"/>",
        [CONDITION_CHANCE] = "<xs:attribute name=\"from\" type=\"xs:string\"/>"};
    fputs("  <xs:group name=\"condition\"><xs:choice>\n", stream);
    for (int op = 0; op < CONDITION_OP_COUNT; op++) {
        fprintf(stream, "    <xs:element name=\"%s\"", condition_names[op]);
        if (op <= CONDITION_NOT) {
            fprintf(stream, " type=\"%s\"/>\n",
                    op == CONDITION_AT_LEAST ? "condition-count" : "condition-holder");
        } else if (!needed[op]) {
            fputs("><xs:complexType/></xs:element>\n", stream);
        } else {
            fputs(">", stream);
            fprintf(stream, leaf_attributes, needed[op], more[op] ? more[op] : "");
            fputs("</xs:element>\n", stream);
        }
    }
    fputs("  </xs:choice></xs:group>\n", stream);
}

static void put_common(FILE *stream)
{
    fputs("  <xs:complexType name=\"long-text\" mixed=\"true\">"
          "<xs:attribute name=\"value\" type=\"xs:string\"/>"
          "<xs:attributeGroup ref=\"everywhere\"/></xs:complexType>\n"
          "  <xs:attributeGroup name=\"everywhere\">\n"
          "    <xs:attribute name=\"label\" type=\"xs:string\"><xs:annotation><xs:documentation>what people "
          "read"
          "</xs:documentation></xs:annotation></xs:attribute>\n"
          "    <xs:attribute name=\"remove\"><xs:annotation><xs:documentation>takes away what the base or an "
          "included file has</xs:documentation></xs:annotation><xs:simpleType><xs:restriction "
          "base=\"xs:string\">"
          "<xs:enumeration value=\"true\"/></xs:restriction></xs:simpleType></xs:attribute>\n"
          "  </xs:attributeGroup>\n"
          "  <xs:attributeGroup name=\"evidence\">\n"
          "    <xs:attribute name=\"source\" type=\"xs:string\"/>\n"
          "    <xs:attribute name=\"date\" type=\"xs:string\"/>\n    <xs:attribute name=\"grade\">",
          stream);
    put_choices(stream, "P|A|T|S|S2|C|I|R");
    fputs("</xs:attribute>\n  </xs:attributeGroup>\n"
          "  <xs:element name=\"include\"><xs:annotation><xs:documentation>takes in a catalogue or a file"
          "</xs:documentation></xs:annotation><xs:complexType>\n"
          "    <xs:attribute name=\"catalogue\" type=\"xs:string\"/>\n"
          "    <xs:attribute name=\"file\" type=\"xs:string\"/>\n  </xs:complexType></xs:element>\n"
          "  <xs:element name=\"table\"><xs:annotation><xs:documentation>elements from the rows of a CSV file"
          "</xs:documentation></xs:annotation><xs:complexType>\n"
          "    <xs:attribute name=\"of\" type=\"xs:string\" use=\"required\"/>\n"
          "    <xs:attribute name=\"from\" type=\"xs:string\" use=\"required\"/>\n"
          "  </xs:complexType></xs:element>\n",
          stream);
}

bool scenario_xsd_write(const struct kind_list *kinds, FILE *stream)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<xs:schema xmlns:xs=\"http://www.w3.org/2001/XMLSchema\">\n",
          stream);
    put_note(
        stream,
        "The scenario language of gigaplan, written from its field tables by 'gigaplan describe --xsd'.");
    fputs("\n", stream);
    put_common(stream);
    put_uncertain(stream);
    put_conditions(stream);
    put_condition_types(stream);
    put_variant(stream, kinds);
    put_part_root(stream, kinds, "catalogue", "things that scenarios may include by the catalogue's name");
    put_part_root(stream, kinds, "fragment", "a part of a scenario, to be included");
    for (int i = 0; i < kinds->count; i++)
        put_kind(stream, kinds, kinds->kinds[i]);
    fputs("</xs:schema>\n", stream);
    return !ferror(stream);
}
