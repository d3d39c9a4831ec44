/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading TZif. A file has a block with 32-bit times, which only version 1 needs, then the same with 64-bit times
 * and a footer with the rule for later times. Every count is checked against the length before it is used. */
#include "graph/time/zone_file.h"

#include <stdlib.h>
#include <string.h>

#include "graph/base/array.h"
#include "graph/time/zone.h"

#define HEADER 44

typedef struct block {
    size_t utc_count, standard_count, leap_count, change_count, type_count, name_size;
    size_t size; /* of the data after the header */
} block;

static uint32_t read_u32(const unsigned char *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

static int32_t read_i32(const unsigned char *at)
{
    uint32_t value = read_u32(at);
    return value > INT32_MAX ? (int32_t)((int64_t)value - (INT64_C(1) << 32)) : (int32_t)value;
}

static int64_t read_time(const unsigned char *at, size_t width)
{
    if (width == 4)
        return read_i32(at);
    return (int64_t)read_i32(at) * (INT64_C(1) << 32) + read_u32(at + 4);
}

/* The counts of a header and whether the block they announce is all there. width: bytes of a time. */
static bool read_header(const unsigned char *data, size_t length, size_t width, block *ret)
{
    if (length < HEADER || memcmp(data, "TZif", 4) != 0)
        return false;
    block b = { read_u32(data + 20), read_u32(data + 24), read_u32(data + 28), read_u32(data + 32),
                read_u32(data + 36), read_u32(data + 40), 0 };
    const size_t most = ENT_I_ZONE_FILE_MOST; /* keeps the sum below far from overflow */
    if (b.utc_count > most || b.standard_count > most || b.leap_count > most || b.change_count > most ||
        b.type_count > 256 || b.name_size > most || b.type_count == 0)
        return false;
    b.size = b.change_count * (width + 1) + b.type_count * 6 + b.name_size + b.leap_count * (width + 4) +
             b.standard_count + b.utc_count;
    *ret = b;
    return b.size <= length - HEADER;
}

static bool read_types(const unsigned char *at, size_t count, int32_t offsets[256])
{
    for (size_t i = 0; i < count; i++) {
        offsets[i] = read_i32(at + i * 6);
        /* RFC 8536 section 3.2: more than -25 hours and less than 26. */
        if (offsets[i] <= -90000 || offsets[i] >= 93600)
            return false;
    }
    return true;
}

static ent_status damaged(const char *name, const char *what, ent_error *err)
{
    return ent_i_fail(err, ENT_ERR_FORMAT, "the file of time zone '%s' %s", name, what);
}

/* Changes and their offsets into arrays that are there. */
static bool read_changes(const unsigned char *data, const block *b, size_t width, const int32_t types[256],
                         struct ent_i_zone *zone)
{
    const unsigned char *indices = data + b->change_count * width;
    for (size_t i = 0; i < b->change_count; i++) {
        zone->changes[i] = read_time(data + i * width, width);
        if (indices[i] >= b->type_count || (i > 0 && zone->changes[i] <= zone->changes[i - 1]))
            return false;
        zone->offsets[i] = types[indices[i]];
    }
    return true;
}

/* "\n" rule "\n"; an empty rule means none. */
static bool read_footer(const unsigned char *data, size_t length, struct ent_i_zone *zone)
{
    const unsigned char *end;
    if (length < 2 || data[0] != '\n' || (end = memchr(data + 1, '\n', length - 1)) == NULL)
        return false;
    size_t size = (size_t)(end - data) - 1;
    zone->ruled = size > 0;
    return size == 0 || ent_i_zone_rule_parse((const char *)data + 1, size, &zone->rule);
}

ent_status ent_i_zone_file_parse(const unsigned char *data, size_t length, const char *name,
                                 struct ent_i_zone *ret, ent_error *err)
{
    block b;
    size_t width = 4;
    int32_t types[256];
    struct ent_i_zone zone = { .name = NULL };
    if (!read_header(data, length, width, &b))
        return damaged(name, "is not a time zone's", err);
    if (data[4] >= '2') {
        data += HEADER + b.size;
        length -= HEADER + b.size;
        width = 8;
        if (!read_header(data, length, width, &b))
            return damaged(name, "is damaged", err);
    }
    if (b.leap_count > 0)
        return damaged(name, "counts leap seconds", err);
    const unsigned char *body = data + HEADER;
    if (!read_types(body + b.change_count * (width + 1), b.type_count, types))
        return damaged(name, "is damaged: an offset out of range", err);
    if (width == 8 && !read_footer(body + b.size, length - HEADER - b.size, &zone))
        return damaged(name, "is damaged: no rule for later times", err);
    zone.first_offset = types[0];
    zone.count = b.change_count;
    ent_status status = ENT_I_ZEROED(zone.changes, zone.count, err);
    if (status == ENT_OK)
        status = ENT_I_ZEROED(zone.offsets, zone.count, err);
    if (status == ENT_OK && !read_changes(body, &b, width, types, &zone))
        status = damaged(name, "is damaged: its changes are out of order", err);
    if (status != ENT_OK) {
        free(zone.changes);
        free(zone.offsets);
        return status;
    }
    *ret = zone;
    return ENT_OK;
}
