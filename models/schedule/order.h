/* SPDX-License-Identifier: Apache-2.0 */
/*
 * order - long-lead equipment: the catalogue entry and the order.
 *
 * An order whose place date is not after the status date has been placed: its gates no longer
 * matter and its deposit belongs to the opening state.
 */
#ifndef SCHEDULE_ORDER_H
#define SCHEDULE_ORDER_H

#include "plan/field.h"

enum { EQUIPMENT_LEAD_TIME, EQUIPMENT_PRICE, EQUIPMENT_FIELD_COUNT };

enum {
    ORDER_ITEM,
    ORDER_QUANTITY,
    ORDER_PLACE,
    ORDER_LEAD_TIME,
    ORDER_PRICE,
    ORDER_DEPOSIT,
    ORDER_PAYER,
    ORDER_PAYEE,
    ORDER_PRIORITY,
    ORDER_NEEDS,
    ORDER_WHEN,
    ORDER_ACTUAL_DELIVERY,
    ORDER_REMAINING,
    ORDER_FIELD_COUNT
};

extern const struct kind schedule_equipment_kind;
extern const struct kind schedule_equipment_order_kind;

#endif
