/* SPDX-License-Identifier: Apache-2.0 */
#include "store/page_image.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { INTERIOR = 5, LEAF = 13 };               /* sorts of page of a table with rowids */
enum { INTERIOR_HEADER = 12, LEAF_HEADER = 8 }; /* then two bytes for the place of each cell */
enum { FILE_HEADER = 100, LEAF_RESERVE = 35 };  /* a record up to the page less this stays on its page */
enum { VARINT = 9, INTERIOR_CELL = 4 + VARINT + 2, COLUMNS_MAX = 512 };
enum { TEXT = 13, REAL = 7, ZERO = 8 }; /* serial types; a text of n bytes has 13 + 2 n */

/* A page that is complete, and the last rowid below it. */
struct child {
    uint32_t page;
    int64_t last;
};

struct page_image {
    struct arena *arena;
    size_t page_size;
    unsigned char *bytes;
    size_t page_count, page_capacity;
    uint32_t root, leaf;   /* of the table being written; its first leaf is the root itself */
    int64_t rowid;         /* of its last row */
    size_t cells, content; /* of the leaf: how many, and where the lowest of them begins */
    struct child *children;
    size_t child_count, child_capacity;
};

static void put_16(unsigned char *to, size_t value)
{
    to[0] = (unsigned char)(value >> 8);
    to[1] = (unsigned char)value;
}

static void put_32(unsigned char *to, size_t value)
{
    put_16(to, value >> 16);
    put_16(to + 2, value);
}

/* A number of variable length: seven bits a byte, highest first; VALUE < 2^56. */
static size_t put_varint(unsigned char *to, uint64_t value)
{
    size_t count = 1;
    while (value >> 7 * count)
        count++;
    for (size_t i = 0; i < count; i++)
        to[i] = (unsigned char)((value >> 7 * (count - 1 - i) & 127) | (i + 1 < count ? 128 : 0));
    return count;
}

static unsigned char *page_at(const struct page_image *image, uint32_t page)
{
    return image->bytes + (page - 1) * image->page_size;
}

static uint32_t add_page(struct page_image *image)
{
    image->bytes =
        arena_grow(image->arena, image->bytes, image->page_count, &image->page_capacity, image->page_size);
    return (uint32_t)++image->page_count;
}

static void put_bytes(unsigned char **body, uint64_t value, int size)
{
    for (int i = 0; i < size; i++)
        (*body)[i] = (unsigned char)(value >> 8 * (size - 1 - i));
    *body += size;
}

/* Returns the serial type of VALUE; its bytes go to *BODY, which moves on. */
static unsigned char put_integer(unsigned char **body, int64_t value)
{
    static const unsigned char sizes[] = {0, 1, 2, 3, 4, 6, 8};
    if (value == 0 || value == 1)
        return (unsigned char)(ZERO + value);
    uint64_t magnitude = value < 0 ? ~(uint64_t)value : (uint64_t)value;
    unsigned char type = 1;
    while (sizes[type] < 8 && magnitude >> (8 * sizes[type] - 1))
        type++;
    put_bytes(body, (uint64_t)value, sizes[type]);
    return type;
}

/* Whole numbers of up to six bytes become integers, as SQLite has it in a column of reals. */
static unsigned char put_real(unsigned char **body, double value)
{
    const double whole_end = 140737488355328.0; /* 2^47 */
    if (value >= -whole_end && value < whole_end && (double)(int64_t)value == value)
        return put_integer(body, (int64_t)value);
    if (isnan(value))
        return 0;
    union {
        double real;
        uint64_t bits;
    } both = {.real = value};
    put_bytes(body, both.bits, 8);
    return REAL;
}

/* Completes the page's header: CELLS and where they begin, CONTENT. */
static void close_page(const struct page_image *image, uint32_t page, size_t header, unsigned char sort,
                       size_t cells, size_t content)
{
    unsigned char *to = page_at(image, page) + header;
    memset(to, 0, LEAF_HEADER);
    to[0] = sort;
    put_16(to + 3, cells);
    put_16(to + 5, content); /* 65536 is written as 0 */
}

static size_t put_text(unsigned char *to, const char *text)
{
    size_t length = strlen(text);
    memcpy(to, text, length);
    return length;
}

/* A row of the table sqlite_schema into TO; returns its size. */
static size_t put_schema_row(unsigned char *to, const struct page_image_table *table, int place)
{
    unsigned char types[5 * VARINT + 1];
    size_t name = strlen(table->name), sql = strlen(table->create_sql), header = 1;
    header += put_varint(types + header, TEXT + 2 * strlen("table"));
    header += put_varint(types + header, TEXT + 2 * name);
    header += put_varint(types + header, TEXT + 2 * name);
    types[header++] = 1;
    header += put_varint(types + header, TEXT + 2 * sql);
    types[0] = (unsigned char)header;
    size_t at = put_varint(to, header + strlen("table") + 2 * name + 1 + sql);
    at += put_varint(to + at, (uint64_t)place + 1);
    memcpy(to + at, types, header);
    at += header;
    at += put_text(to + at, "table");
    at += put_text(to + at, table->name);
    at += put_text(to + at, table->name);
    to[at++] = (unsigned char)(place + 2);
    return at + put_text(to + at, table->create_sql);
}

static void put_file_header(const struct page_image *image)
{
    unsigned char *to = image->bytes;
    static const unsigned char sizes[] = {1, 1, 0, 64, 32, 32}; /* rollback journal; fixed fractions */
    memset(to, 0, FILE_HEADER);
    memcpy(to, "SQLite format 3", 16);
    put_16(to + 16, image->page_size == 65536 ? 1 : image->page_size);
    memcpy(to + 18, sizes, sizeof sizes);
    put_32(to + 24, 1);       /* changes */
    put_32(to + 40, 1);       /* of the schema */
    put_32(to + 44, 4);       /* format of the schema */
    put_32(to + 56, 1);       /* UTF-8 */
    put_32(to + 92, 1);       /* changes for which the number of pages is right */
    put_32(to + 96, 3040000); /* version of SQLite that wrote it last */
}

/* The first page: what tables there are. */
static void put_schema(struct page_image *image, const struct page_image_table *tables, int count)
{
    unsigned char *page = image->bytes;
    size_t content = image->page_size, places = FILE_HEADER + LEAF_HEADER;
    for (int i = 0; i < count; i++) {
        size_t most = strlen(tables[i].create_sql) + 2 * strlen(tables[i].name) + 10 * VARINT;
        unsigned char *row = arena_alloc(image->arena, most);
        size_t size = put_schema_row(row, &tables[i], i);
        assert(places + 2 * (size_t)count + size <= content);
        content -= size;
        memcpy(page + content, row, size);
        put_16(page + places + 2 * (size_t)i, content);
    }
    put_file_header(image);
    close_page(image, 1, FILE_HEADER, LEAF, (size_t)count, content);
}

struct page_image *page_image_new(size_t page_size, const struct page_image_table *tables, int count,
                                  struct arena *arena)
{
    assert(page_size >= 512 && page_size <= 65536 && !(page_size & (page_size - 1)));
    struct page_image *image = arena_alloc(arena, sizeof *image);
    image->arena = arena;
    image->page_size = page_size;
    add_page(image);
    put_schema(image, tables, count);
    for (int i = 0; i < count; i++)
        close_page(image, add_page(image), 0, LEAF, 0, page_size);
    return image;
}

static void start_leaf(struct page_image *image, uint32_t page)
{
    image->leaf = page;
    image->cells = 0;
    image->content = image->page_size;
}

void page_image_begin(struct page_image *image, int table)
{
    image->root = (uint32_t)table + 2;
    image->rowid = 0;
    image->child_count = 0;
    start_leaf(image, image->root);
}

static void add_child(struct page_image *image, uint32_t page)
{
    image->children = arena_grow(image->arena, image->children, image->child_count, &image->child_capacity,
                                 sizeof *image->children);
    image->children[image->child_count++] = (struct child){.page = page, .last = image->rowid};
}

/* A root that was a leaf so far gives its cells away. */
static void end_leaf(struct page_image *image)
{
    close_page(image, image->leaf, 0, LEAF, image->cells, image->content);
    uint32_t page = image->leaf;
    if (page == image->root) {
        page = add_page(image);
        memcpy(page_at(image, page), page_at(image, image->root), image->page_size);
    }
    add_child(image, page);
}

/* Room for a cell of SIZE bytes in the leaf, or in the next one. */
static unsigned char *add_cell(struct page_image *image, size_t size)
{
    if (LEAF_HEADER + 2 * (image->cells + 1) + size > image->content) {
        end_leaf(image);
        start_leaf(image, add_page(image));
    }
    unsigned char *page = page_at(image, image->leaf);
    image->content -= size;
    image->rowid++;
    put_16(page + LEAF_HEADER + 2 * image->cells++, image->content);
    return page + image->content;
}

void page_image_row(struct page_image *image, const int64_t *integers, int integer_count, const double *reals,
                    int real_count)
{
    unsigned char types[COLUMNS_MAX], body[8 * COLUMNS_MAX], head[3 * VARINT], *end = body;
    size_t columns = 0, head_size = 0;
    assert(integer_count + real_count <= COLUMNS_MAX);
    for (int i = 0; i < integer_count; i++)
        types[columns++] = put_integer(&end, integers[i]);
    for (int i = 0; i < real_count; i++)
        types[columns++] = put_real(&end, reals[i]);
    size_t body_size = (size_t)(end - body), header_size = columns + (columns < 127 ? 1 : 2);
    assert(header_size + body_size <= image->page_size - LEAF_RESERVE);
    head_size += put_varint(head, header_size + body_size);
    head_size += put_varint(head + head_size, (uint64_t)image->rowid + 1);
    head_size += put_varint(head + head_size, header_size);
    unsigned char *cell = add_cell(image, head_size + columns + body_size);
    memcpy(cell, head, head_size);
    memcpy(cell + head_size, types, columns);
    memcpy(cell + head_size + columns, body, body_size);
}

/* A page that leads to CHILDREN: all but the last in cells, each with the last rowid below it. */
static void put_interior(const struct page_image *image, uint32_t page, const struct child *children,
                         size_t count)
{
    unsigned char *to = page_at(image, page);
    size_t content = image->page_size;
    for (size_t i = 0; i + 1 < count; i++) {
        unsigned char cell[4 + VARINT];
        put_32(cell, children[i].page);
        size_t size = 4 + put_varint(cell + 4, (uint64_t)children[i].last);
        content -= size;
        memcpy(to + content, cell, size);
        put_16(to + INTERIOR_HEADER + 2 * i, content);
    }
    close_page(image, page, 0, INTERIOR, count - 1, content);
    put_32(to + LEAF_HEADER, children[count - 1].page);
}

/* Shares the children out evenly among as few pages as hold them, which take their place. */
static void add_level(struct page_image *image, size_t most)
{
    size_t count = image->child_count, groups = (count + most - 1) / most;
    for (size_t g = 0; g < groups; g++) {
        size_t first = g * count / groups, end = (g + 1) * count / groups;
        uint32_t page = add_page(image);
        put_interior(image, page, &image->children[first], end - first);
        image->children[g] = (struct child){.page = page, .last = image->children[end - 1].last};
    }
    image->child_count = groups;
}

void page_image_end(struct page_image *image)
{
    if (image->leaf == image->root) {
        close_page(image, image->leaf, 0, LEAF, image->cells, image->content);
        return;
    }
    size_t most = (image->page_size - INTERIOR_HEADER) / INTERIOR_CELL + 1;
    end_leaf(image);
    while (image->child_count > most)
        add_level(image, most);
    put_interior(image, image->root, image->children, image->child_count);
}

unsigned char *page_image_finish(struct page_image *image, size_t *size)
{
    put_32(image->bytes + 28, image->page_count);
    *size = image->page_count * image->page_size;
    return image->bytes;
}
