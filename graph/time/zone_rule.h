/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The rule that a zone follows after its last listed change: a POSIX TZ text with the extensions of RFC 8536
 * section 3.3.1, such as "CET-1CEST,M3.5.0,M10.5.0/3". */
#ifndef ENT_I_ZONE_RULE_H
#define ENT_I_ZONE_RULE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct ent_i_zone_day {
    char form;                /* 'J': day 1 to 365 without 29 February; 'N': day 0 to 365; 'M': month, week, weekday */
    int day;                  /* for 'M' the weekday, 0: Sunday */
    int month, week;          /* week 5: the last */
    int32_t seconds;          /* after midnight, -167 to 167 hours */
} ent_i_zone_day;

typedef struct ent_i_zone_rule {
    bool summer;              /* has summer time, from start to end */
    int32_t standard_offset, summer_offset; /* seconds east of UTC */
    ent_i_zone_day start, end;
} ent_i_zone_rule;

/* false: not such a text. */
bool ent_i_zone_rule_parse(const char *text, size_t length, ent_i_zone_rule *ret);
int32_t ent_i_zone_rule_offset(const ent_i_zone_rule *rule, int64_t moment);

#endif
