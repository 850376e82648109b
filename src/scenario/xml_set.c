/* SPDX-License-Identifier: Apache-2.0 */
#include "scenario/xml_set.h"

#include "base/utf8.h"

#include <libxml/chvalid.h>
#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <string.h>

enum { OPERATIONS_MAX = 100000000 };

/* The tree as libxml2 wants it: nodes know their element by _private. */
struct mirror {
    xmlDoc *document;
    struct element *root;
    struct arena *arena;
    struct diag *diag;
    bool stale; /* an element was taken away: make it anew before the next use */
};

/* One "PATH=VALUE" and where its parts stand. */
struct override {
    const char *text;
    const char *path; /* without the attribute it ends with */
    const char *name; /* that attribute, or NULL */
    const char *value;
    struct span path_span, name_span, value_span;
};

static void mirror_element(struct mirror *mirror, xmlNode *parent, struct element *element)
{
    xmlNode *node = xmlNewDocNode(mirror->document, NULL, BAD_CAST element->name, NULL);
    node->_private = element;
    if (parent)
        xmlAddChild(parent, node);
    else
        xmlDocSetRootElement(mirror->document, node);
    for (size_t i = 0; i < element->attribute_count; i++)
        xmlNewProp(node, BAD_CAST element->attributes[i].name, BAD_CAST element->attributes[i].value);
    for (struct element *child = element->first; child; child = child->next)
        mirror_element(mirror, node, child);
}

static void mirror_renew(struct mirror *mirror)
{
    if (mirror->document)
        xmlFreeDoc(mirror->document);
    mirror->document = xmlNewDoc(BAD_CAST "1.0");
    mirror_element(mirror, NULL, mirror->root);
    mirror->stale = false;
}

static struct span part(const char *text, const char *at, size_t length)
{
    struct span span = span_of_argument("--set", text);
    span.column = (int)(at - text) + 1;
    span.length = length ? (int)length : 1;
    return span;
}

/* The '=' between path and value, or NULL. */
static const char *find_equals(const char *text)
{
    int depth = 0;
    for (const char *at = text; *at; at++) {
        if (*at == '\'' || *at == '"') {
            at = strchr(at + 1, *at);
            if (!at)
                return NULL;
        } else if (*at == '[' || *at == '(') {
            depth++;
        } else if (*at == ']' || *at == ')') {
            depth--;
        } else if (*at == '=' && depth <= 0) {
            return at;
        }
    }
    return NULL;
}

/* Where a last step "/@name" begins in the LENGTH bytes of PATH, or NULL. */
static const char *find_attribute_step(const char *path, size_t length)
{
    size_t at = length;
    while (at && !strchr("/@[]'\"=()", path[at - 1]))
        at--;
    bool found = at > 2 && at < length && path[at - 1] == '@' && path[at - 2] == '/' && path[at - 3] != '/';
    return found ? path + at : NULL;
}

/* The scenario as it is kept would not be XML with anything else in it. */
static bool check_characters(const char *text, struct diag *diag)
{
    size_t size = strlen(text), length = 0;
    for (size_t at = 0; at < size; at += length) {
        uint32_t code = 0;
        length = utf8_decode(text + at, size - at, &code);
        bool broken = code == 0xFFFD && length == 1;
        if (!broken && xmlIsCharQ(code))
            continue;
        diag_error(diag, part(text, text + at, length),
                   broken ? "this byte is not UTF-8" : "this character cannot stand in XML");
        diag_note(diag, "write the override in UTF-8, without control characters");
        return false;
    }
    return true;
}

static bool split(struct override *override, const char *text, struct arena *arena, struct diag *diag)
{
    const char *equals = find_equals(text);
    override->text = text;
    if (!equals || equals == text) {
        diag_error(diag, part(text, text, strlen(text)), "an override is written as XPATH=VALUE");
        diag_note(diag, "such as --set \"//hall[@id='h1']/@it-capacity=50 MW\"");
        return false;
    }
    size_t length = (size_t)(equals - text);
    while (length && text[length - 1] == ' ')
        length--;
    const char *name = find_attribute_step(text, length);
    size_t path_length = name ? (size_t)(name - text) - 2 : length;
    override->path = arena_strndup(arena, text, path_length);
    override->path_span = part(text, text, path_length);
    if (name) {
        size_t name_length = (size_t)(text + length - name);
        override->name = arena_strndup(arena, name, name_length);
        override->name_span = part(text, name, name_length);
    }
    override->value = equals + 1 + strspn(equals + 1, " ");
    override->value_span = part(text, override->value, strlen(override->value));
    return true;
}

#if LIBXML_VERSION >= 21200
typedef const xmlError error_arg;
#else
typedef xmlError error_arg;
#endif

/* libxml2 would print; the caller tells the user instead. */
static void keep_quiet(void *context, error_arg *error)
{
    (void)context, (void)error;
}

static xmlXPathObject *evaluate(const struct mirror *mirror, const struct override *override)
{
    xmlXPathContext *context = xmlXPathNewContext(mirror->document);
    context->error = keep_quiet;
    context->opLimit = OPERATIONS_MAX;
    xmlXPathObject *found = xmlXPathEval(BAD_CAST override->path, context);
    xmlXPathFreeContext(context);
    if (!found) {
        diag_error(mirror->diag, override->path_span, "this XPath cannot be read");
        diag_note(mirror->diag, "such as //hall[@id='h1']/@it-capacity");
    } else if (found->type != XPATH_NODESET) {
        diag_error(mirror->diag, override->path_span, "this XPath gives a value, not places of the scenario");
        xmlXPathFreeObject(found);
        found = NULL;
    }
    return found;
}

static struct attribute wanted(const struct override *override, const char *name, struct span name_span)
{
    return (struct attribute){
        .name = name, .value = override->value, .span = override->value_span, .name_span = name_span};
}

static void drop_children(struct mirror *mirror, struct element *element, const char *name)
{
    bool any = false;
    for (struct element *child = element->first; child; child = child->next)
        if (strcmp(child->name, name) == 0 && !element_value(child, "id"))
            any = child->gone = true;
    if (any)
        element_sweep(element);
    mirror->stale |= any;
}

/* Attribute NAME of NODE's element; a child element that said the same goes. */
static void set_attribute(struct mirror *mirror, const struct override *override, xmlNode *node,
                          const char *name)
{
    struct element *element = node->_private;
    drop_children(mirror, element, name);
    element_set(element, wanted(override, name, override->name ? override->name_span : override->path_span),
                mirror->arena);
    xmlSetProp(node, BAD_CAST name, BAD_CAST override->value);
}

/* A path to an element means the value that the element stands for in its parent. */
static void set_element(struct mirror *mirror, const struct override *override, xmlNode *node)
{
    struct element *element = node->_private;
    if (!element->parent || element_value(element, "id")) {
        diag_error(mirror->diag, override->path_span, "<%s> has no value of its own", element->name);
        diag_note(mirror->diag, "name one of its attributes: end the path with /@NAME");
        return;
    }
    if (element->gone)
        return;
    struct element *parent = element->parent;
    drop_children(mirror, parent, element->name);
    element_set(parent, wanted(override, element->name, override->path_span), mirror->arena);
}

static void set_node(struct mirror *mirror, const struct override *override, xmlNode *node)
{
    if (override->name && node->type == XML_ELEMENT_NODE)
        set_attribute(mirror, override, node, override->name);
    else if (!override->name && node->type == XML_ATTRIBUTE_NODE)
        set_attribute(mirror, override, node->parent, arena_strdup(mirror->arena, (const char *)node->name));
    else if (!override->name && node->type == XML_ELEMENT_NODE)
        set_element(mirror, override, node);
    else
        diag_error(mirror->diag, override->path_span, "this XPath leads to neither elements nor attributes");
}

static void set_one(struct mirror *mirror, const struct override *override)
{
    if (mirror->stale)
        mirror_renew(mirror);
    xmlXPathObject *found = evaluate(mirror, override);
    if (!found)
        return;
    int count = found->nodesetval ? found->nodesetval->nodeNr : 0;
    for (int i = 0; i < count; i++)
        set_node(mirror, override, found->nodesetval->nodeTab[i]);
    if (!count) {
        diag_error(mirror->diag, override->path_span, "nothing in the scenario matches '%s'", override->path);
        diag_note(mirror->diag, "'gigaplan show' prints the scenario as it is before overrides");
    }
    xmlXPathFreeObject(found);
}

void xml_set_all(struct element *root, const char *const *overrides, int count, struct arena *arena,
                 struct diag *diag)
{
    struct mirror mirror = {.root = root, .arena = arena, .diag = diag, .stale = true};
    for (int i = 0; i < count; i++) {
        struct override override = {0};
        if (check_characters(overrides[i], diag) && split(&override, overrides[i], arena, diag))
            set_one(&mirror, &override);
    }
    if (mirror.document)
        xmlFreeDoc(mirror.document);
}
