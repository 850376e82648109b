/* SPDX-License-Identifier: Apache-2.0 */
/*
 * rack_order - the kind <rack-order>: racks of one system for one site.
 */
#ifndef RACKS_RACK_ORDER_H
#define RACKS_RACK_ORDER_H

#include "plan/field.h"

enum {
    RACK_ORDER_SYSTEM,
    RACK_ORDER_SITE,
    RACK_ORDER_COUNT,
    RACK_ORDER_PLACE,
    RACK_ORDER_LEAD,
    RACK_ORDER_SLIP,
    RACK_ORDER_RATE,
    RACK_ORDER_TRANSIT,
    RACK_ORDER_PRICE,
    RACK_ORDER_DEPOSIT,
    RACK_ORDER_PAYER,
    RACK_ORDER_PAYEE,
    RACK_ORDER_PRIORITY,
    RACK_ORDER_NEEDS,
    RACK_ORDER_HALLS,
    RACK_ORDER_FIELD_COUNT
};

extern const struct kind racks_rack_order_kind;

#endif
