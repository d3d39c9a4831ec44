/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Temporal values as texts and maps as texts, for the tests of temporal values; and zone files made by hand, so that
 * most tests need none from the system. */
#ifndef TEMPORAL_HELPER_H
#define TEMPORAL_HELPER_H

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "graph/time/temporal.h"
#include "graph/time/zone.h"

#define CENTRAL "Test/Central" /* the rule of central Europe since 1996 */

static ent_i_temporal_env test_env = { NULL, 1700000000, 123456789 }; /* 2023-11-14T22:13:20.123456789Z */
static char zone_directory[] = "/tmp/entente-zones-XXXXXX";

static inline void put_u32(unsigned char *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (unsigned char)(value >> (24 - 8 * i));
}

static inline void write_zone(const char *name, const unsigned char *data, size_t size)
{
    char path[256];
    snprintf(path, sizeof path, "%s/%s", zone_directory, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* A TZif file of version 2 with a first offset, changes (moments below 2^31 and their offsets), and a footer. */
static inline size_t make_zone(unsigned char *data, int32_t first, size_t count, const int32_t changes[][2],
                               const char *footer)
{
    unsigned char *at = data;
    for (int version = 1; version <= 2; version++) {
        size_t n = version == 1 ? 0 : count;
        memset(at, 0, 44);
        memcpy(at, "TZif2", 5);
        put_u32(at + 32, (uint32_t)n);
        put_u32(at + 36, (uint32_t)n + 1);
        put_u32(at + 40, 1);
        at += 44;
        for (size_t i = 0; i < n; i++, at += 8) {
            put_u32(at, changes[i][0] < 0 ? UINT32_MAX : 0);
            put_u32(at + 4, (uint32_t)changes[i][0]);
        }
        for (size_t i = 0; i < n; i++)
            *at++ = (unsigned char)(i + 1);
        for (size_t i = 0; i <= n; i++, at += 6) {
            put_u32(at, (uint32_t)(i == 0 ? first : changes[i - 1][1]));
            at[4] = at[5] = 0;
        }
        *at++ = 0;
    }
    size_t length = (size_t)sprintf((char *)at, "\n%s\n", footer);
    return (size_t)(at - data) + length;
}

static inline int zones_setup(void **state)
{
    unsigned char data[512];
    char path[256];
    (void)state;
    assert_non_null(mkdtemp(zone_directory));
    snprintf(path, sizeof path, "%s/Test", zone_directory);
    assert_int_equal(mkdir(path, 0700), 0);
    write_zone(CENTRAL, data, make_zone(data, 3600, 0, NULL, "CET-1CEST,M3.5.0,M10.5.0/3"));
    return ent_i_zones_new(zone_directory, &test_env.zones, NULL) != ENT_OK;
}

static inline int zones_teardown(void **state)
{
    char command[256];
    (void)state;
    ent_i_zones_free(test_env.zones);
    test_env.zones = NULL;
    snprintf(command, sizeof command, "rm -r '%s'", zone_directory);
    return system(command);
}

static inline ent_i_temporal_kind kind_of(const char *name)
{
    for (int kind = ENT_I_DATE; kind <= ENT_I_DURATION; kind++)
        if (strcmp(name, ent_i_temporal_kind_name((ent_i_temporal_kind)kind)) == 0)
            return (ent_i_temporal_kind)kind;
    fail_msg("no kind %s", name);
    return ENT_I_DATE;
}

static inline ent_i_temporal parsed(ent_i_temporal_kind kind, const char *text)
{
    ent_i_temporal value;
    ent_error err;
    ent_error_clear(&err);
    if (ent_i_temporal_parse(kind, text, strlen(text), &test_env, &value, &err) != ENT_OK)
        fail_msg("%s('%s'): %s", ent_i_temporal_kind_name(kind), text, err.message);
    return value;
}

/* Texts in a ring: a few may be in use at once. */
static inline const char *text_of(const ent_i_temporal *value)
{
    static char ring[8][128];
    static int next;
    char *place = ring[next++ % 8];
    ent_i_buffer buffer = ENT_I_BUFFER_INIT;
    ent_i_temporal_print(value, &buffer);
    snprintf(place, 128, "%s", ent_i_buffer_string(&buffer));
    ent_i_buffer_clear(&buffer);
    return place;
}

/* "year=1984 timezone=+01:00": components of instants. values: what date=, time= and datetime= stand for. */
static inline ent_status parts_of(const char *text, const ent_i_temporal *value, ent_i_temporal_parts *ret,
                                  ent_error *err)
{
    memset(ret, 0, sizeof *ret);
    while (*text) {
        const char *equals = strchr(text, '='), *end = text + strcspn(text, " ");
        size_t length = (size_t)(equals - text);
        char *rest;
        int64_t number = strtoll(equals + 1, &rest, 10);
        ent_status status;
        if (equals[1] == '*')
            status = ent_i_temporal_part_temporal(ret, text, length, value, err);
        else if (rest == end && equals[1] != '+')
            status = ent_i_temporal_part_integer(ret, text, length, number, err);
        else
            status = ent_i_temporal_part_text(ret, text, length, equals + 1, (size_t)(end - equals) - 1, err);
        if (status != ENT_OK)
            return status;
        text = *end ? end + 1 : end;
    }
    return ENT_OK;
}

/* The text of kind({...}), or the error's message. */
static inline const char *built(const char *kind, const char *parts_text, const ent_i_temporal *value)
{
    static ent_error err;
    ent_i_temporal_parts parts;
    ent_i_temporal result;
    ent_error_clear(&err);
    if (parts_of(parts_text, value, &parts, &err) != ENT_OK ||
        ent_i_temporal_build(kind_of(kind), &parts, &test_env, &result, &err) != ENT_OK)
        return err.message;
    return text_of(&result);
}

/* The same number sequence on every machine. */
static inline uint64_t next_random(uint64_t *state)
{
    *state += UINT64_C(0x9e3779b97f4a7c15);
    uint64_t z = *state;
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}
static inline int64_t random_between(uint64_t *state, int64_t least, int64_t most)
{
    return least + (int64_t)(next_random(state) % ((uint64_t)(most - least) + 1));
}

#endif
