/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An order for the columns of properties that agrees with the order of members in every record, when there
 * is one: what stands before what is collected from the records, then sorted. */
#ifndef ENT_I_CSV_ORDER_H
#define ENT_I_CSV_ORDER_H

#include "graph/base/error.h"

typedef struct ent_i_csv_order {
    uint64_t *pairs; /* open addressing: (before, after), each plus 1; 0: free */
    size_t capacity, count;
} ent_i_csv_order;

void ent_i_csv_order_clear(ent_i_csv_order *order);
/* In some record column `before` comes right before column `after`. */
ENT_CHECK ent_status ent_i_csv_order_add(ent_i_csv_order *order, uint32_t before, uint32_t after, ent_error *err);
/* Fill ret with the numbers 0 to count-1: each after what comes before it, else in rising order; where records
 * contradict each other, some order. O(count + pairs log pairs). */
ENT_CHECK ent_status ent_i_csv_order_sort(const ent_i_csv_order *order, uint32_t count, uint32_t *ret, ent_error *err);

#endif
