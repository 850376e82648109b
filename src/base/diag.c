/* SPDX-License-Identifier: Apache-2.0 */
#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

enum { SHOWN_MAX = 20, EXIT_USAGE = 2, EXIT_INPUT = 3, EXIT_OUTSIDE = 4 };

struct message {
    bool warning;
    struct span span;
    const char *text;
    const char **notes;
    size_t note_count, note_capacity;
    int order;
};

struct diag {
    struct arena *arena;
    struct message *messages;
    size_t count, capacity, flushed;
    int error_count, warning_count, exit_code;
};

struct diag *diag_new(struct arena *arena)
{
    struct diag *diag = arena_alloc(arena, sizeof *diag);
    diag->arena = arena;
    return diag;
}

static void record(struct diag *diag, bool warning, struct span span, const char *text)
{
    diag->messages =
        arena_grow(diag->arena, diag->messages, diag->count, &diag->capacity, sizeof *diag->messages);
    struct message *message = &diag->messages[diag->count];
    *message = (struct message){.warning = warning, .span = span, .text = text, .order = (int)diag->count};
    diag->count++;
    if (warning)
        diag->warning_count++;
    else
        diag->error_count++;
}

static void worsen(struct diag *diag, int exit_code)
{
    if (exit_code > diag->exit_code)
        diag->exit_code = exit_code;
}

bool diag_error(struct diag *diag, struct span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    record(diag, false, span, arena_vprintf(diag->arena, format, args));
    va_end(args);
    worsen(diag, EXIT_INPUT);
    return false;
}

bool diag_fail(struct diag *diag, enum diag_class class, const char *format, ...)
{
    static const int codes[] = {
        [DIAG_INPUT] = EXIT_INPUT, [DIAG_USAGE] = EXIT_USAGE, [DIAG_OUTSIDE] = EXIT_OUTSIDE};
    va_list args;
    va_start(args, format);
    record(diag, false, (struct span){0}, arena_vprintf(diag->arena, format, args));
    va_end(args);
    worsen(diag, codes[class]);
    return false;
}

void diag_warn(struct diag *diag, struct span span, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    record(diag, true, span, arena_vprintf(diag->arena, format, args));
    va_end(args);
}

void diag_note(struct diag *diag, const char *format, ...)
{
    if (diag->count == diag->flushed)
        return;
    struct message *message = &diag->messages[diag->count - 1];
    message->notes = arena_grow(diag->arena, message->notes, message->note_count, &message->note_capacity,
                                sizeof *message->notes);
    va_list args;
    va_start(args, format);
    message->notes[message->note_count++] = arena_vprintf(diag->arena, format, args);
    va_end(args);
}

int diag_error_count(const struct diag *diag)
{
    return diag->error_count;
}

int diag_warning_count(const struct diag *diag)
{
    return diag->warning_count;
}

const char *diag_error_text(const struct diag *diag, int index)
{
    for (size_t i = 0; i < diag->count; i++)
        if (!diag->messages[i].warning && index-- == 0)
            return diag->messages[i].text;
    return NULL;
}

int diag_exit_code(const struct diag *diag)
{
    return diag->exit_code;
}

static int message_order(const void *a, const void *b)
{
    const struct message *x = a, *y = b;
    if (x->warning != y->warning)
        return x->warning ? -1 : 1;
    int by_file = strcmp(x->span.file ? x->span.file : "", y->span.file ? y->span.file : "");
    if (by_file)
        return by_file;
    if (x->span.line != y->span.line)
        return x->span.line < y->span.line ? -1 : 1;
    if (x->span.column != y->span.column)
        return x->span.column < y->span.column ? -1 : 1;
    return (x->order > y->order) - (x->order < y->order);
}

/* The line the span points at, without its end; NULL when the text is not at hand. */
static const char *span_line(const struct span *span, int *length)
{
    const char *line = span->text;
    for (int i = 1; line && i < span->line; i++) {
        line = strchr(line, '\n');
        if (line)
            line++;
    }
    if (line)
        *length = (int)strcspn(line, "\r\n");
    return line;
}

static void quote_line(const struct span *span, FILE *stream)
{
    enum { WIDTH_MAX = 160 };
    int length;
    const char *line = span->line > 0 ? span_line(span, &length) : NULL;
    if (!line || span->column < 1 || span->column > WIDTH_MAX)
        return;
    if (length > WIDTH_MAX)
        length = WIDTH_MAX;
    fprintf(stream, "%6d | %.*s\n       | ", span->line, length, line);
    for (int i = 0; i < span->column - 1 && i < length; i++)
        fputc(line[i] == '\t' ? '\t' : ' ', stream);
    int carets = span->length < 1 ? 1 : span->length;
    if (carets > length - span->column + 1 && length >= span->column)
        carets = length - span->column + 1;
    fputc('^', stream);
    for (int i = 1; i < carets; i++)
        fputc('~', stream);
    fputc('\n', stream);
}

static void print_message(const struct message *message, FILE *stream)
{
    const struct span *span = &message->span;
    if (span->file && span->line > 0)
        fprintf(stream, "%s:%d:%d: ", span->file, span->line, span->column > 0 ? span->column : 1);
    else
        fprintf(stream, "%s: ", span->file ? span->file : "gigaplan");
    fprintf(stream, "%s: %s\n", message->warning ? "warning" : "error", message->text);
    quote_line(span, stream);
    for (size_t i = 0; i < message->note_count; i++)
        fprintf(stream, "       = note: %s\n", message->notes[i]);
}

/* Whether one of the messages before AT says the same of the same place: an override may change many things.
 */
static bool is_repeated(const struct diag *diag, size_t at)
{
    const struct message *message = &diag->messages[at];
    for (size_t i = at; message->span.file && i > diag->flushed; i--) {
        const struct message *other = &diag->messages[i - 1];
        bool same_place = other->span.file && !strcmp(other->span.file, message->span.file) &&
                          other->span.line == message->span.line &&
                          other->span.column == message->span.column;
        if (!same_place)
            break;
        if (other->span.text == message->span.text && !strcmp(other->text, message->text))
            return true;
    }
    return false;
}

void diag_flush(struct diag *diag, FILE *stream)
{
    size_t count = diag->count - diag->flushed;
    if (!count)
        return;
    qsort(diag->messages + diag->flushed, count, sizeof *diag->messages, message_order);
    int shown = 0, hidden = 0;
    for (size_t i = diag->flushed; i < diag->count; i++) {
        const struct message *message = &diag->messages[i];
        if (is_repeated(diag, i))
            continue;
        if (message->warning || shown < SHOWN_MAX)
            print_message(message, stream);
        if (!message->warning)
            shown < SHOWN_MAX ? shown++ : hidden++;
    }
    if (hidden)
        fprintf(stream, "gigaplan: %d more error%s not shown\n", hidden, hidden == 1 ? "" : "s");
    diag->flushed = diag->count;
}

struct span span_of_argument(const char *what, const char *text)
{
    return (struct span){
        .file = what, .text = text, .line = 1, .column = 1, .length = text ? (int)strlen(text) : 1};
}
