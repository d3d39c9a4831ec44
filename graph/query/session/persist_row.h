/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A node or relationship as a row of the database. */
#ifndef ENT_I_PERSIST_ROW_H
#define ENT_I_PERSIST_ROW_H

#include "graph/query/overlay/work.h"

typedef struct ent_i_persist_row {
    /* As in the columns; texts live as long as the graph or the row. */
    const char *key, *name, *short_name, *valid, *status, *rank, *properties;
    ent_i_buffer json;
} ent_i_persist_row;

/* Of a living entity whose properties are its own. Clear it in any case. */
ENT_CHECK ent_status ent_i_persist_row_make(const ent_i_work *work, bool rel, uint64_t id, ent_i_persist_row *ret,
                                            ent_error *err);
void ent_i_persist_row_clear(ent_i_persist_row *row);

#endif
