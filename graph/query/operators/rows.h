/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rows that outlive the operators that made them: copies of some slots of the frame, and sets of tuples that
 * are equivalent only to themselves (DISTINCT, grouping, UNION). */
#ifndef ENT_I_ROWS_H
#define ENT_I_ROWS_H

#include "graph/query/evaluate/run.h"

typedef struct ent_i_rows {
    ent_i_run *run;
    const uint32_t *slots;
    size_t width;
    ent_i_value *values; /* count * width */
    size_t count, capacity;
    ent_i_arena arena;
    size_t held; /* of the run's memory, besides the arena */
} ent_i_rows;

void ent_i_rows_init(ent_i_rows *rows, ent_i_run *run, const uint32_t *slots, size_t width);
void ent_i_rows_clear(ent_i_rows *rows); /* no rows; frees */
/* Add the current row, or put row i into the frame. */
ENT_CHECK ent_status ent_i_rows_add(ent_i_rows *rows);
void ent_i_rows_load(const ent_i_rows *rows, size_t i);

typedef struct ent_i_tuples {
    ent_i_run *run;
    size_t width;
    ent_i_value *values; /* count * width, owned copies */
    size_t count, capacity;
    size_t *table; /* index + 1; 0: free */
    size_t table_size;
    ent_i_arena arena;
    size_t held;
} ent_i_tuples;

void ent_i_tuples_init(ent_i_tuples *tuples, ent_i_run *run, size_t width);
void ent_i_tuples_clear(ent_i_tuples *tuples);
/* The number of the tuple that is equivalent to this one; *ret_new: it was added. */
ENT_CHECK ent_status ent_i_tuples_put(ent_i_tuples *tuples, const ent_i_value *tuple, size_t *ret_index, bool *ret_new);

#endif
