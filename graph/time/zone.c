/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The zones of a session: found by name, read once, kept. */
#include "graph/time/zone.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "graph/base/array.h"
#include "graph/base/buffer.h"
#include "graph/base/hash.h"
#include "graph/time/temporal_calendar.h"
#include "graph/time/zone_file.h"

#define NAME_MOST 255

struct ent_i_zones {
    char *directory;
    ent_i_zone **zones;
    size_t count, capacity;
    ent_i_hash names; /* name -> number in zones */
};

static void zone_free(ent_i_zone *zone)
{
    if (!zone)
        return;
    free(zone->name);
    free(zone->changes);
    free(zone->offsets);
    free(zone);
}

static char *copy_text(const char *text, size_t length)
{
    char *copy = malloc(length + 1);
    if (copy) {
        memcpy(copy, text, length);
        copy[length] = '\0';
    }
    return copy;
}

ent_status ent_i_zones_new(const char *directory, ent_i_zones **ret, ent_error *err)
{
    ent_i_zones *zones = calloc(1, sizeof *zones);
    const char *from = directory ? directory : ENT_I_ZONE_DIRECTORY;
    if (zones)
        zones->directory = copy_text(from, strlen(from));
    if (!zones || !zones->directory) {
        ent_i_zones_free(zones);
        return ent_i_nomem(err);
    }
    *ret = zones;
    return ENT_OK;
}

void ent_i_zones_free(ent_i_zones *zones)
{
    if (!zones)
        return;
    for (size_t i = 0; i < zones->count; i++)
        zone_free(zones->zones[i]);
    free(zones->zones);
    ent_i_hash_clear(&zones->names);
    free(zones->directory);
    free(zones);
}

/* "Area/Place": parts of letters, digits, '+', '-', '_' that begin with a letter. So no path leads out of the
 * directory. */
static bool name_valid(const char *name, size_t length)
{
    bool begins = true;
    for (size_t i = 0; i < length; i++) {
        char c = name[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        if (begins ? !letter : !(letter || (c >= '0' && c <= '9') || strchr("+-_/", c)) || c == '\0')
            return false;
        begins = c == '/';
    }
    return length > 0 && length <= NAME_MOST && !begins;
}

static ent_status unknown(const ent_i_zones *zones, const char *name, ent_error *err)
{
    if (access(zones->directory, R_OK | X_OK) != 0)
        return ent_i_fail(err, ENT_ERR_NOTFOUND,
                          "time zone '%s' cannot be looked up: there are no time zones in %s (package tzdata)", name,
                          zones->directory);
    return ent_i_fail(err, ENT_ERR_NOTFOUND, "there is no time zone named '%s'", name);
}

/* All of a regular file of bounded size; a pipe or a device of that name must not block. */
static ent_status read_file(const ent_i_zones *zones, const char *name, ent_i_buffer *ret, ent_error *err)
{
    ENT_I_AUTOBUFFER path = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&path, "%s/%s", zones->directory, name);
    ENT_I_TRY(ent_i_buffer_status(&path, err));
    int file = open(ent_i_buffer_string(&path), O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY);
    if (file < 0)
        return unknown(zones, name, err);
    struct stat info;
    if (fstat(file, &info) != 0 || !S_ISREG(info.st_mode)) {
        close(file);
        return unknown(zones, name, err);
    }
    char chunk[4096];
    ssize_t got;
    while ((got = read(file, chunk, sizeof chunk)) > 0 || (got < 0 && errno == EINTR)) {
        if (got < 0)
            continue;
        ent_i_buffer_add(ret, chunk, (size_t)got);
        if (ret->failed || ret->length > ENT_I_ZONE_FILE_MOST)
            break;
    }
    close(file);
    ENT_I_TRY(ent_i_buffer_status(ret, err));
    if (ret->length > ENT_I_ZONE_FILE_MOST)
        return ent_i_fail(err, ENT_ERR_FORMAT, "the file of time zone '%s' is too large to be one", name);
    if (got < 0)
        return ent_i_fail(err, ENT_ERR_IO, "the file of time zone '%s' cannot be read", name);
    return ENT_OK;
}

/* Takes the name over. */
static ent_status zone_load(const ent_i_zones *zones, char *name, ent_i_zone **ret, ent_error *err)
{
    ENT_I_AUTOBUFFER data = ENT_I_BUFFER_INIT;
    ent_i_zone *zone = calloc(1, sizeof *zone);
    ent_status status = zone ? ENT_OK : ent_i_nomem(err);
    if (status == ENT_OK && strcmp(name, "UTC") != 0) { /* UTC needs no file */
        status = read_file(zones, name, &data, err);
        if (status == ENT_OK)
            status = ent_i_zone_file_parse((const unsigned char *)ent_i_buffer_string(&data), data.length, name, zone,
                                           err);
    }
    if (status != ENT_OK) {
        free(zone);
        free(name);
        return status;
    }
    zone->name = name;
    *ret = zone;
    return ENT_OK;
}

ent_status ent_i_zones_find(ent_i_zones *zones, const char *name, size_t length, const ent_i_zone **ret,
                            ent_error *err)
{
    if (!zones || !name_valid(name, length))
        return ent_i_fail(err, ENT_ERR_NOTFOUND, "there is no time zone named '%.*s'",
                          ent_i_shown(name, length), name);
    uint32_t number = ent_i_hash_get(&zones->names, name, length, UINT32_MAX);
    if (number == UINT32_MAX) {
        ent_i_zone *zone = NULL;
        char *copy = copy_text(name, length);
        if (!copy)
            return ent_i_nomem(err);
        ENT_I_TRY(zone_load(zones, copy, &zone, err));
        ent_status status = ENT_I_RESERVE(zones->zones, zones->capacity, zones->count + 1, err);
        if (status == ENT_OK) {
            number = (uint32_t)zones->count;
            status = ent_i_hash_put(&zones->names, zone->name, length, number, err);
        }
        if (status != ENT_OK) {
            zone_free(zone);
            return status;
        }
        zones->zones[zones->count++] = zone;
    }
    *ret = zones->zones[number];
    return ENT_OK;
}

const char *ent_i_zone_name(const ent_i_zone *zone)
{
    return zone->name;
}

int32_t ent_i_zone_offset(const ent_i_zone *zone, int64_t moment)
{
    size_t low = 0, high = zone->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (zone->changes[middle] <= moment)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == zone->count && zone->ruled)
        return ent_i_zone_rule_offset(&zone->rule, moment);
    return low == 0 ? zone->first_offset : zone->offsets[low - 1];
}

int64_t ent_i_zone_moment(const ent_i_zone *zone, int64_t local, int32_t preferred)
{
    /* Offsets are below 26 hours, so these two lie on both sides of the moment sought. */
    int32_t before = ent_i_zone_offset(zone, local - 26 * 3600);
    int32_t after = ent_i_zone_offset(zone, local + 26 * 3600);
    if (ent_i_zone_offset(zone, local - preferred) == preferred)
        return local - preferred;
    if (ent_i_zone_offset(zone, local - before) == before)
        return local - before;
    if (ent_i_zone_offset(zone, local - after) == after)
        return local - after;
    /* Neither: in a gap, or between two changes in as many days. */
    int32_t between = ent_i_zone_offset(zone, local - before);
    if (ent_i_zone_offset(zone, local - between) == between)
        return local - between;
    return local - before;
}
