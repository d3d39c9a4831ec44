/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Order, equality and hash. */
#include "graph/base/hash.h"
#include "graph/time/temporal_decimal.h"

#define MONTH_SECONDS 2629746

static int order_numbers(int64_t a, int64_t b)
{
    return (a > b) - (a < b);
}

static int order_durations(const ent_i_temporal *a, const ent_i_temporal *b)
{
    ent_i_wide length_a = ((ent_i_wide)a->months * MONTH_SECONDS + (ent_i_wide)a->days * ENT_I_DAY_SECONDS + a->seconds) *
                              ENT_I_SECOND + a->nanoseconds;
    ent_i_wide length_b = ((ent_i_wide)b->months * MONTH_SECONDS + (ent_i_wide)b->days * ENT_I_DAY_SECONDS + b->seconds) *
                              ENT_I_SECOND + b->nanoseconds;
    int order = (length_a > length_b) - (length_a < length_b);
    if (order == 0)
        order = order_numbers(a->months, b->months);
    if (order == 0)
        order = order_numbers(a->days, b->days);
    return order ? order : order_numbers(a->seconds, b->seconds);
}

/* On one timeline, whatever the offset and the zone: 12:00+02:00 is 10:00Z. */
static int order_instants(const ent_i_temporal *a, const ent_i_temporal *b)
{
    ent_i_moment first = ent_i_moment_local(a->days, a->nanoseconds);
    ent_i_moment second = ent_i_moment_local(b->days, b->nanoseconds);
    int order = order_numbers(first.seconds - a->offset, second.seconds - b->offset);
    return order ? order : order_numbers(first.nanoseconds, second.nanoseconds);
}

bool ent_i_temporal_comparable(const ent_i_temporal *a, const ent_i_temporal *b)
{
    return a->kind == b->kind && a->kind != ENT_I_DURATION;
}

int ent_i_temporal_order(const ent_i_temporal *a, const ent_i_temporal *b)
{
    static const unsigned char places[] = {
        [ENT_I_DATETIME] = 0, [ENT_I_LOCAL_DATETIME] = 1, [ENT_I_DATE] = 2,
        [ENT_I_TIME] = 3,     [ENT_I_LOCAL_TIME] = 4,     [ENT_I_DURATION] = 5,
    };
    if (a->kind != b->kind)
        return places[a->kind] < places[b->kind] ? -1 : 1;
    return a->kind == ENT_I_DURATION ? order_durations(a, b) : order_instants(a, b);
}

bool ent_i_temporal_equal(const ent_i_temporal *a, const ent_i_temporal *b)
{
    return ent_i_temporal_order(a, b) == 0;
}

uint64_t ent_i_temporal_hash(const ent_i_temporal *value)
{
    bool duration = value->kind == ENT_I_DURATION;
    ent_i_moment moment = ent_i_moment_local(duration ? 0 : value->days, duration ? 0 : value->nanoseconds);
    const int64_t instant[] = { value->kind, moment.seconds - value->offset, moment.nanoseconds, 0, 0 };
    const int64_t length[] = { value->kind, value->months, value->days, value->seconds, value->nanoseconds };
    const int64_t *numbers = duration ? length : instant;
    uint64_t hash = 0;
    for (size_t i = 0; i < sizeof length / sizeof *length; i++)
        hash = ent_i_hash_mix(hash * 31 + (uint64_t)numbers[i]);
    return hash;
}
