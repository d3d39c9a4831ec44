/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Temporal values as values: what values need of them, in one place. */
#ifndef ENT_I_VALUE_TEMPORAL_H
#define ENT_I_VALUE_TEMPORAL_H

#include "graph/base/buffer.h"
#include "graph/time/temporal.h"

/* Two of one kind. Instants by their place in time, whatever their offset and zone; durations by their
 * length, months at 30.436875 days and days at 24 hours, and then by months, days and seconds: 0 only when all
 * components are the same. */
int ent_i_value_temporal_order(const ent_i_temporal *a, const ent_i_temporal *b);
/* The same for two of order 0. */
uint64_t ent_i_value_temporal_hash(const ent_i_temporal *temporal);
void ent_i_value_temporal_print(const ent_i_temporal *temporal, ent_i_buffer *ret);

#endif
