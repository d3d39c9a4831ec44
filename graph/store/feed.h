/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Handing many rows to SQLite in one statement. The rows are a virtual table that reads the graph's arrays:
 * INSERT ... SELECT from it takes less than half the time of binding and stepping row by row (measured on
 * ten million ties: 4.4 s instead of 11.8 s). */
#ifndef ENT_I_FEED_H
#define ENT_I_FEED_H

#include "graph/store/sum.h"

/* What a commit reports to, over all its feeds. */
typedef struct ent_i_progress {
    bool (*call)(void *context, uint64_t done, uint64_t total);
    void *context;
    uint64_t done, total;
} ent_i_progress;

typedef struct ent_i_feed {
    const char *table;   /* that the rows go to */
    const char *columns; /* their names, the table's in its order, but for the number below; those left out at
                            the end are NULL */
    int64_t number;      /* 0, or the number of the row, when rows are appended: their id, the table's first
                            column, is left to SQLite, which then need not look where they go */
    /* Go to the first row, later to the next: ENT_OK or ENT_DONE. */
    ent_status (*next)(struct ent_i_feed *feed, ent_error *err);
    /* A value of the row; its text stays until the next row. ret is NULL-valued before the call. */
    void (*column)(const struct ent_i_feed *feed, int column, ent_i_value *ret);
    void *state; /* the table's own */
    ent_i_progress *progress;

    ent_i_sum sum; /* of the rows handed over */
    uint64_t values;
    uint32_t summed; /* columns of this row that are in values already, a bit each */
    int shift;       /* 1 when the first column is left out */
    ent_status status;
    ent_error error;
} ent_i_feed;

/* Insert all rows. feed->sum is what was added. */
ENT_CHECK ent_status ent_i_feed_run(const ent_store *store, ent_i_feed *feed, ent_error *err);

#endif
