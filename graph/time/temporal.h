/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The temporal values of openCypher: five kinds of instants and durations. Plain data, no allocation. Years
 * -999,999,999 to 999,999,999 in the proleptic Gregorian calendar, nanoseconds, offsets to the second. */
#ifndef ENT_I_TEMPORAL_H
#define ENT_I_TEMPORAL_H

#include <stdbool.h>
#include <stdint.h>

typedef enum ent_i_temporal_kind {
    ENT_I_DATE,
    ENT_I_LOCAL_TIME,
    ENT_I_TIME, /* with an offset */
    ENT_I_LOCAL_DATETIME,
    ENT_I_DATETIME, /* with an offset and perhaps a named zone */
    ENT_I_DURATION
} ent_i_temporal_kind;

/* Which fields mean something depends on the kind; the others are 0. */
typedef struct ent_i_temporal {
    ent_i_temporal_kind kind;
    int64_t days;         /* dates: since 1970-01-01; durations: days */
    int64_t nanoseconds;  /* times: since midnight, local; durations: nanoseconds within seconds, sign as seconds */
    int64_t months;       /* durations */
    int64_t seconds;      /* durations */
    int32_t offset;       /* seconds east of UTC */
    const char *zone;     /* named zone, interned for the process or in the caller's arena; NULL: none */
} ent_i_temporal;

#endif
