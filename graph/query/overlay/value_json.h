/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ENT_I_VALUE_JSON_H
#define ENT_I_VALUE_JSON_H

#include "graph/query/overlay/work.h"

/* A property as the database keeps it. Every value that can be a property is read back the same. */
void ent_i_value_to_json(ent_i_value value, ent_i_buffer *ret);
/* A map that stands for what JSON has no form for becomes that value; any other stays. */
ENT_CHECK ent_status ent_i_value_decode(ent_i_arena *arena, struct ent_i_zones *zones, ent_i_value *value,
                                        ent_error *err);
/* As ent_i_value_from_json(), and such maps are decoded; the outermost only unless it is the whole of the properties. */
ENT_CHECK ent_status ent_i_value_from_stored(ent_i_arena *arena, struct ent_i_zones *zones, const char *text,
                                             size_t length, bool whole, ent_i_value *ret, ent_error *err);

#endif
