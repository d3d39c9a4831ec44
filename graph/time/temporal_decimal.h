/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Exact fractions of durations: 18 decimals in 128 bits. Binary fractions would turn 0.1 days into 8639.999... seconds. */
#ifndef ENT_I_TEMPORAL_DECIMAL_H
#define ENT_I_TEMPORAL_DECIMAL_H

#include "graph/time/temporal_calendar.h"

__extension__ typedef __int128 ent_i_wide;
#define ENT_I_DECIMAL_UNIT INT64_C(1000000000000000000)

/* whole + fraction / 10^18, both of one sign. */
typedef struct ent_i_decimal {
    int64_t whole, fraction;
} ent_i_decimal;

/* [sign] digits [("." | ",") digits] [("e" | "E") exponent]; false when that is not the whole text or too large.
 * More than 18 decimals are cut. */
bool ent_i_decimal_parse(const char *text, size_t length, ent_i_decimal *ret);
/* The same for a number; false: not finite or too large. */
bool ent_i_decimal_number(ent_i_temporal_number number, ent_i_decimal *ret);

/* Months, days and seconds in units of 10^-18. */
typedef struct ent_i_quantity {
    ent_i_wide months, days, seconds;
} ent_i_quantity;

/* Add a component; false: too large. */
bool ent_i_quantity_add(ent_i_quantity *sum, ent_i_duration_part part, ent_i_decimal value);
/* Carry fractions down. ENT_ERR_INVALID when a part leaves 64 bits. */
ENT_CHECK ent_status ent_i_quantity_settle(ent_i_quantity quantity, ent_i_temporal *ret, ent_error *err);
ENT_CHECK ent_status ent_i_duration_too_large(ent_error *err);

#endif
