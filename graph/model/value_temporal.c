/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/model/value_temporal.h"

#include "graph/base/hash.h"

#define DAY INT64_C(86400000000000) /* nanoseconds */
#define MONTH INT64_C(2629746)      /* seconds: a 4800th of 400 Gregorian years */

__extension__ typedef __int128 wide;

static int sign(wide a, wide b)
{
    return (a > b) - (a < b);
}

/* Nanoseconds since 1970 of a date or datetime, since midnight of a time; in UTC where there is an offset. */
static wide instant(const ent_i_temporal *t)
{
    return (wide)t->days * DAY + t->nanoseconds - (wide)t->offset * 1000000000;
}

static int order_durations(const ent_i_temporal *a, const ent_i_temporal *b)
{
    wide one = (wide)a->months * MONTH + (wide)a->days * 86400 + a->seconds;
    wide other = (wide)b->months * MONTH + (wide)b->days * 86400 + b->seconds;
    /* Nanoseconds are within a second but bear a sign, so that lengths are compared in nanoseconds. */
    int order = sign(one * 1000000000 + a->nanoseconds, other * 1000000000 + b->nanoseconds);
    if (!order)
        order = sign(a->months, b->months);
    if (!order)
        order = sign(a->days, b->days);
    return order ? order : sign(a->seconds, b->seconds);
}

int ent_i_value_temporal_order(const ent_i_temporal *a, const ent_i_temporal *b)
{
    return a->kind == ENT_I_DURATION ? order_durations(a, b) : sign(instant(a), instant(b));
}

uint64_t ent_i_value_temporal_hash(const ent_i_temporal *t)
{
    if (t->kind != ENT_I_DURATION) {
        wide at = instant(t);
        return ent_i_hash_mix((uint64_t)at + ent_i_hash_mix((uint64_t)(at >> 64)));
    }
    uint64_t h = ent_i_hash_mix((uint64_t)t->months);
    h = ent_i_hash_mix(h + (uint64_t)t->days);
    h = ent_i_hash_mix(h + (uint64_t)t->seconds);
    return ent_i_hash_mix(h + (uint64_t)t->nanoseconds);
}

void ent_i_value_temporal_print(const ent_i_temporal *t, ent_i_buffer *ret)
{
    /* The canonical form is graph/time's to write; until then, the fields. */
    ent_i_buffer_printf(ret, "%lld %lld %lld %lld %d", (long long)t->months, (long long)t->days, (long long)t->seconds,
                        (long long)t->nanoseconds, (int)t->offset);
}
