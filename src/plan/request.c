/* SPDX-License-Identifier: Apache-2.0 */
#include "plan/request.h"

#include <assert.h>

struct request_book *request_book_new(struct arena *arena)
{
    struct request_book *book = arena_alloc(arena, sizeof *book);
    book->arena = arena;
    return book;
}

struct request *request_submit(struct request_book *book, const struct request *request, int64_t now)
{
    struct request *copy = arena_alloc(book->arena, sizeof *copy);
    *copy = *request;
    copy->submitted = now;
    copy->decided = GATE_CLOSED;
    copy->state = REQUEST_WAITING;
    copy->held_by = NULL;
    copy->encumbered_cents = 0;
    book->requests =
        arena_grow(book->arena, book->requests, book->count, &book->capacity, sizeof(struct request *));
    book->requests[book->count++] = copy;
    bell_ring(book->submitted);
    return copy;
}

void charge_total(struct request_book *book, const struct charge *charge, int64_t total_cents,
                  int64_t *charged_cents)
{
    struct charge rest = *charge;
    rest.cents = total_cents - *charged_cents;
    rest.credit = ACCOUNT_REVENUE;
    *charged_cents = total_cents;
    charge_emit(book, &rest);
}

void charge_emit(struct request_book *book, const struct charge *charge)
{
    assert(charge->cents >= 0);
    if (charge->cents == 0)
        return;
    book->charges = arena_grow(book->arena, book->charges, book->charge_count, &book->charge_capacity,
                               sizeof *book->charges);
    book->charges[book->charge_count++] = *charge;
    bell_ring(book->submitted);
}
