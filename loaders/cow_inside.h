/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What cow.c reads and cow_periods.c adds to the graph. */
#ifndef ENT_I_COW_INSIDE_H
#define ENT_I_COW_INSIDE_H

#include "graph/base/arena.h"
#include "graph/base/array.h"
#include "graph/base/hash.h"
#include "loaders/cow.h"

/* What the table says of a state in an organisation in a year. */
enum { COW_NONE, COW_MEMBER, COW_ASSOCIATE, COW_OBSERVER, COW_MISSING, COW_OUTSIDE /* of the system of states */ };

typedef struct cow_state {
    const char *column, *key, *name;
    int first, last; /* years in which something is coded for it; first 0: never */
    bool entered, left; /* before and after these the table says that it was not in the system of states */
} cow_state;

typedef struct cow_organisation {
    const char *key, *short_name, *name, *other_name, *number, *accuracy;
    int founded, dissolved; /* 0: not given */
} cow_organisation;

typedef struct cow_row {
    uint32_t organisation;
    int year;
    size_t codes; /* where they begin */
    uint64_t line;
    bool imputed;
} cow_row;

struct ent_i_cow {
    ent_graph *graph;
    const char *file;
    ent_i_arena texts;
    size_t column_count, first_state;
    cow_state *states; /* one for each column from first_state on */
    size_t state_count;
    int *others; /* by cow_column: the column, -1 when there is none */
    cow_organisation *organisations;
    size_t organisation_count, organisation_capacity;
    ent_i_hash by_name;
    cow_row *rows;
    size_t row_count, row_capacity;
    unsigned char *codes;
    size_t code_count, code_capacity;
    int first_year, last_year;
    bool *used; /* by year from first_year on: cited */
};

/* Add what was read to the graph. */
ENT_CHECK ent_status ent_i_cow_add_all(ent_i_cow *cow, ent_error *err);

#endif
