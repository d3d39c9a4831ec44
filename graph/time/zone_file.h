/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A zone as its compiled file describes it (TZif, RFC 8536). */
#ifndef ENT_I_ZONE_FILE_H
#define ENT_I_ZONE_FILE_H

#include <stdbool.h>

#include "graph/base/error.h"
#include "graph/time/zone_rule.h"

struct ent_i_zone {
    char *name;
    size_t count;           /* of changes */
    int64_t *changes;       /* moments, ascending */
    int32_t *offsets;       /* offsets[i] holds from changes[i] on */
    int32_t first_offset;   /* before the first change */
    bool ruled;             /* after the last change the rule holds, else the last offset */
    ent_i_zone_rule rule;
};

/* Largest file that is read; the largest zone of 2025 has 4 KB. */
#define ENT_I_ZONE_FILE_MOST ((size_t)1 << 20)

/* Fill all but the name from the bytes of a file; what is reported is name's. On failure nothing is left to free. */
ENT_CHECK ent_status ent_i_zone_file_parse(const unsigned char *data, size_t length, const char *name,
                                           struct ent_i_zone *ret, ent_error *err);

#endif
