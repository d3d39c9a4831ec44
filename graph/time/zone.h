/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Named time zones, read from the system's compiled files (TZif, RFC 8536) when first asked for. */
#ifndef ENT_I_ZONE_H
#define ENT_I_ZONE_H

#include <stdbool.h>

#include "graph/base/error.h"

/* Where zone files are looked for unless the owner of the zones says otherwise. The environment is not asked: that
 * is for programs to do, not for a library. */
#ifndef ENT_I_ZONE_DIRECTORY
#define ENT_I_ZONE_DIRECTORY "/usr/share/zoneinfo"
#endif

typedef struct ent_i_zone ent_i_zone;
/* The zones read so far. One for each session: not to be used by two threads at once. */
typedef struct ent_i_zones ent_i_zones;

/* directory NULL: the system's. */
ENT_CHECK ent_status ent_i_zones_new(const char *directory, ent_i_zones **ret, ent_error *err);
void ent_i_zones_free(ent_i_zones *zones);

/* ENT_ERR_NOTFOUND: no such zone (or no zones installed); ENT_ERR_FORMAT: the file is not a zone's. The zone lives
 * as long as the zones. zones NULL: ENT_ERR_NOTFOUND. */
ENT_CHECK ent_status ent_i_zones_find(ent_i_zones *zones, const char *name, size_t length, const ent_i_zone **ret,
                                      ent_error *err);
const char *ent_i_zone_name(const ent_i_zone *zone);

/* The offset in seconds east of UTC at a moment, seconds since 1970 in UTC. */
int32_t ent_i_zone_offset(const ent_i_zone *zone, int64_t moment);

/* The moment of a local time, which may exist twice (then with the preferred offset if that is one of them, else
 * the first) or not at all (then as late after the gap as it was after the gap's beginning). */
int64_t ent_i_zone_moment(const ent_i_zone *zone, int64_t local, int32_t preferred);

#endif
