/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/xml_source.h"

#include <ctype.h>
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>
#include <strings.h>

enum { DEPTH_MAX = 100, ATTRIBUTES_MAX = 1000, TEXT_FIRST_ROOM = 256 };

#if LIBXML_VERSION >= 21200
typedef const xmlError error_arg;
#else
typedef xmlError error_arg;
#endif

static const char instance_namespace[] = "http://www.w3.org/2001/XMLSchema-instance";

/* What the SAX events share. */
struct reading {
    const struct text_file *file;
    struct arena *arena;
    struct diag *diag;
    xmlParserCtxt *parser;
    struct element *root, *current;
    int depth;
    size_t last_offset; /* end of the last tag: text is looked for from here */
    char *text;         /* content of the current element so far */
    size_t text_length, text_room;
    struct span text_span;
    bool failed;
};

static void stop(struct reading *reading)
{
    reading->failed = true;
    xmlStopParser(reading->parser);
}

/* Where the parser stands, as an offset in the file's text. */
static size_t parser_offset(const struct reading *reading)
{
    const xmlParserInput *input = reading->parser->input;
    size_t offset = input->consumed + (size_t)(input->cur - input->base);
    return offset < reading->file->length ? offset : reading->file->length;
}

/* Offset of the '<' of the start tag that was just reported. */
static size_t tag_offset(const struct reading *reading)
{
    size_t offset = parser_offset(reading);
    while (offset > 0 && reading->file->text[offset] != '<')
        offset--;
    return offset;
}

static size_t skip_blanks(const char *text, size_t at)
{
    while (isspace((unsigned char)text[at]))
        at++;
    return at;
}

static size_t skip_name(const char *text, size_t at)
{
    return at + strcspn(text + at, " \t\r\n=/>\"'");
}

/* One attribute as it stands in the text of its tag: offsets. */
struct written {
    size_t name, name_length;
    size_t value, value_length;
    size_t end; /* behind the closing quote */
};

/* The attribute that comes next in a tag from AT on; false at the tag's end. */
static bool next_written(const struct text_file *file, size_t at, struct written *written)
{
    at = skip_blanks(file->text, at);
    size_t end = skip_name(file->text, at);
    if (end == at)
        return false;
    *written =
        (struct written){.name = at, .name_length = end - at, .value = end, .value_length = 1, .end = end};
    size_t open = end + strcspn(file->text + end, "\"'");
    if (!file->text[open])
        return true;
    const char *close = strchr(file->text + open + 1, file->text[open]);
    written->value = open + 1;
    written->value_length = close ? (size_t)(close - file->text) - open - 1 : 1;
    written->end = written->value + (close ? written->value_length + 1 : 0);
    return true;
}

/* The attribute called NAME from AT on in a tag; false when it is not there. */
static bool find_written(const struct text_file *file, size_t at, const char *name, struct written *written)
{
    size_t length = strlen(name);
    while (next_written(file, at, written)) {
        if (written->name_length == length && memcmp(file->text + written->name, name, length) == 0)
            return true;
        at = written->end;
    }
    return false;
}

/*
 * Sets the places of ATTRIBUTE (its name as written, with prefix) in the tag whose name ends at NAME_END. The
 * parser tells attributes in their order, so the next one at *AT is mostly the one; *AT moves behind it.
 */
static void place_attribute(const struct text_file *file, size_t name_end, size_t *at,
                            struct attribute *attribute)
{
    struct written written;
    if (!find_written(file, *at, attribute->name, &written) &&
        !find_written(file, name_end, attribute->name, &written)) {
        attribute->span = attribute->name_span = text_file_span(file, name_end, 1);
        return;
    }
    attribute->name_span = text_file_span(file, written.name, written.name_length);
    attribute->span = text_file_span(file, written.value, written.value_length);
    *at = written.end;
}

static const char *full_name(struct reading *reading, const xmlChar *prefix, const xmlChar *name)
{
    if (!prefix)
        return arena_strdup(reading->arena, (const char *)name);
    return arena_printf(reading->arena, "%s:%s", (const char *)prefix, (const char *)name);
}

static void add_attributes(struct reading *reading, struct element *element, size_t name_end, int count,
                           const xmlChar **attributes)
{
    size_t at = name_end;
    element->attributes = arena_array(reading->arena, (size_t)count, sizeof *element->attributes);
    element->attribute_capacity = (size_t)count;
    for (int i = 0; i < count; i++, attributes += 5) {
        if (attributes[2] && strcmp((const char *)attributes[2], instance_namespace) == 0)
            continue;
        const char *value = (const char *)attributes[3];
        size_t length = (size_t)(attributes[4] - attributes[3]);
        struct attribute attribute = {.name = full_name(reading, attributes[1], attributes[0]),
                                      .value = arena_strndup(reading->arena, value, length)};
        place_attribute(reading->file, name_end, &at, &attribute);
        element_set(element, attribute, reading->arena);
    }
}

/* Hands collected text over to the element it stands in. */
static void flush_text(struct reading *reading)
{
    if (!reading->text_length)
        return;
    size_t length = reading->text_length;
    while (length && isspace((unsigned char)reading->text[length - 1]))
        length--;
    if (!reading->current->text) {
        reading->current->text = arena_strndup(reading->arena, reading->text, length);
        reading->current->text_span = reading->text_span;
        reading->current->text_span.length = (int)length;
    }
    reading->text_length = 0;
}

/* Offsets hold only while the parser reads the very bytes of the file. */
static bool check_encoding(struct reading *reading)
{
    const xmlParserInput *input = reading->parser->input;
    const char *encoding =
        (const char *)(reading->parser->encoding ? reading->parser->encoding : input->encoding);
    if (!encoding || strcasecmp(encoding, "UTF-8") == 0)
        return true;
    diag_error(reading->diag, text_file_span(reading->file, 0, 1), "the file says that it is written in '%s'",
               encoding);
    diag_note(reading->diag, "save it as UTF-8 and say so in its first line, or say nothing");
    stop(reading);
    return false;
}

static void on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int attribute_count,
                     int defaulted_count, const xmlChar **attributes)
{
    (void)uri, (void)namespace_count, (void)namespaces, (void)defaulted_count;
    struct reading *reading = context;
    if (!reading->root && !check_encoding(reading))
        return;
    if (reading->current)
        flush_text(reading);
    size_t tag = tag_offset(reading);
    size_t name_end = skip_name(reading->file->text, tag + 1);
    struct span span = text_file_span(reading->file, tag, name_end - tag);
    if (++reading->depth > DEPTH_MAX) {
        diag_error(reading->diag, span, "elements are nested more than %d deep", DEPTH_MAX);
        stop(reading);
        return;
    }
    if (attribute_count > ATTRIBUTES_MAX) {
        diag_error(reading->diag, span, "an element has more than %d attributes", ATTRIBUTES_MAX);
        stop(reading);
        return;
    }
    struct element *element = element_new(reading->arena, full_name(reading, prefix, name), span);
    add_attributes(reading, element, name_end, attribute_count, attributes);
    if (reading->current)
        element_append(reading->current, element);
    else
        reading->root = element;
    reading->current = element;
    reading->last_offset = parser_offset(reading);
}

static void on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)name, (void)prefix, (void)uri;
    struct reading *reading = context;
    flush_text(reading);
    reading->depth--;
    if (reading->current)
        reading->current = reading->current->parent;
    reading->last_offset = parser_offset(reading);
}

/* Where the first letter of text in the current element stands. */
static struct span text_place(const struct reading *reading, char first)
{
    const char *text = reading->file->text;
    size_t at = reading->last_offset;
    at += strspn(text + at, "/>");
    while (text[at] && text[at] != first)
        at++;
    return text_file_span(reading->file, at, 1);
}

static void on_text(void *context, const xmlChar *characters, int count)
{
    struct reading *reading = context;
    const char *text = (const char *)characters;
    size_t length = (size_t)count;
    if (!reading->current)
        return;
    if (!reading->text_length) {
        while (length && isspace((unsigned char)*text))
            text++, length--;
        if (!length)
            return;
        reading->text_span = text_place(reading, *text);
    }
    size_t needed = reading->text_length + length;
    if (needed > reading->text_room) {
        size_t room = needed * 2 > TEXT_FIRST_ROOM ? needed * 2 : TEXT_FIRST_ROOM;
        char *wider = arena_alloc(reading->arena, room);
        if (reading->text_length)
            memcpy(wider, reading->text, reading->text_length);
        reading->text = wider;
        reading->text_room = room;
    }
    memcpy(reading->text + reading->text_length, text, length);
    reading->text_length = needed;
}

static void on_doctype(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
    (void)name, (void)external, (void)system;
    struct reading *reading = context;
    struct span span = text_file_span(reading->file, tag_offset(reading), sizeof "<!DOCTYPE" - 1);
    diag_error(reading->diag, span, "a DOCTYPE has no place in a scenario");
    diag_note(reading->diag, "take the line away: entities and external definitions are never read");
    stop(reading);
}

/* The first fault only: what follows a broken tag is noise. */
static void on_error(void *context, error_arg *error)
{
    struct reading *reading = context;
    if (reading->failed || error->level < XML_ERR_ERROR)
        return;
    int line = error->line > 0 ? error->line : 1;
    struct span span = {.file = reading->file->path,
                        .text = reading->file->text,
                        .line = line,
                        .column = error->int2 > 0 ? error->int2 : 1,
                        .length = 1};
    const char *message = error->message ? error->message : "unknown fault";
    char *text = arena_strndup(reading->arena, message, strcspn(message, "\n"));
    if (text[0] && islower((unsigned char)text[1]))
        text[0] = (char)tolower((unsigned char)text[0]);
    diag_error(reading->diag, span, "this is not well-formed XML: %s", text);
    stop(reading);
}

static xmlSAXHandler handler_new(void)
{
    xmlSAXHandler handler = {0};
    handler.initialized = XML_SAX2_MAGIC;
    handler.startElementNs = on_start;
    handler.endElementNs = on_end;
    handler.characters = on_text;
    handler.cdataBlock = on_text;
    handler.internalSubset = on_doctype;
    handler.serror = on_error;
    return handler;
}

struct element *xml_source_read(const struct text_file *file, struct arena *arena, struct diag *diag)
{
    struct reading reading = {.file = file, .arena = arena, .diag = diag};
    /* NOENT only turns "&amp;" into "&": without a DOCTYPE there are no other entities. */
    int options = XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOENT;
    reading.parser = xmlCreateMemoryParserCtxt(file->text, (int)file->length);
    if (!reading.parser) {
        diag_error(diag, (struct span){.file = file->path}, "the file is empty");
        return NULL;
    }
    xmlSAXHandler handler = handler_new();
    *reading.parser->sax = handler;
    reading.parser->userData = &reading;
    xmlCtxtUseOptions(reading.parser, options);
    xmlParseDocument(reading.parser);
    bool good = !reading.failed;
    if (good && (!reading.parser->wellFormed || !reading.root))
        good = diag_error(diag, (struct span){.file = file->path}, "this is not well-formed XML");
    if (reading.parser->myDoc)
        xmlFreeDoc(reading.parser->myDoc);
    xmlFreeParserCtxt(reading.parser);
    return good ? reading.root : NULL;
}
