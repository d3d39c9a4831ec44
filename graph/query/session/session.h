/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sessions, queries and the values they give: what stands behind <entente/query.h>. */
#ifndef ENT_I_SESSION_H
#define ENT_I_SESSION_H

#include "graph/query/operators/op.h"
#include "graph/store/edit.h"

/* Values handed out: their texts, items and properties are made when somebody asks. */
typedef struct ent_i_pool {
    ent_i_work *work; /* held from a run's beginning until the query is reset */
    ent_i_arena arena;
} ent_i_pool;

typedef struct ent_i_value_parts {
    ent_i_pool *pool;
    struct ent_value *items; /* NULL until asked for */
    struct ent_value *properties;
    const char *text;
    size_t text_length;
} ent_i_value_parts;

struct ent_value {
    ent_i_value value;
    ent_i_value_parts *parts;
};

/* count values for somebody outside, made in the pool. */
ENT_CHECK ent_status ent_i_pool_values(ent_i_pool *pool, const ent_i_value *values, size_t count,
                                       struct ent_value **ret, ent_error *err);

/* A value as openCypher text, strings in single quotes when quoted; a base node by its labels and key, other entities
 * with their properties, ties within paths with their periods. */
void ent_i_query_print(const ent_i_work *work, ent_i_value value, bool quoted, ent_i_buffer *ret);

typedef struct ent_i_registered {
    struct ent_i_registered *next;
    ent_i_procedure procedure;
} ent_i_registered;

struct ent_session {
    ent_i_work *work;
    ent_i_arena arena; /* of procedures */
    ent_i_registered *procedures;
    ent_query_error fault;
    ent_store *store;         /* NULL: in memory only */
    ent_i_store_version version; /* of the file that work shows */
    bool loaded;
    struct ent_i_edit *edit;  /* while there is a write lock */
    bool in_statement;        /* one that writes has begun */
    bool in_transaction;
    ent_i_counting counting;
    size_t counted; /* runs in which some matches were counted */
    size_t transaction_mark;
    struct ent_i_zones *zones;
    uint64_t plan_seed; /* for tests: see ent_i_run */
};

/* Before a statement: see what others committed; when it updates, take the lock unless there is a transaction. */
ENT_CHECK ent_status ent_i_session_start(ent_session *session, bool updates, ent_error *err);
/* Is all that was read of the graph good? */
ENT_CHECK ent_status ent_i_session_check(ent_session *session, const ent_i_work *work, ent_error *err);
/* After one that updates: write and commit what it did. */
ENT_CHECK ent_status ent_i_session_finish(ent_session *session, ent_i_run *run);
/* After one that failed, its changes in memory undone: forget it. */
void ent_i_session_undo(ent_session *session, ent_error *err);

const ent_i_procedure *ent_i_find_procedure(void *session, const char *name, size_t length);
/* One that every session has; NULL: there is none. */
const ent_i_procedure *ent_i_procedure_of_all(const char *name, size_t length);

struct ent_procedure_call {
    ent_i_run *run;
    const ent_i_procedure *procedure;
    const struct ent_value *arguments;
    ent_i_arena *arena;  /* of the rows */
    ent_i_value *rows;   /* output_count values each */
    size_t count, capacity;
};

/* A parameter's value is made in the one arena while the other holds the value it has. */
typedef struct ent_i_bindings {
    ent_i_arena arenas[2];
    unsigned current;
} ent_i_bindings;

/* End a run and free its plan, before the query is freed. */
void ent_i_query_forget_plan(ent_query *query);

struct ent_query {
    ent_session *session;
    ent_i_arena arena; /* the text, the tree, its notes */
    const char *text;
    size_t length;
    const ent_i_statement *statement;
    const ent_i_bound *bound;

    ent_i_arena parameters_arena;  /* of those that the statement does not name */
    ent_i_bindings *bindings;      /* of each that it does */
    ent_i_value *parameters;
    bool *given;
    ent_i_spare *spares;
    ent_query_limits limits;

    /* of a run */
    bool started, finished, failed;
    bool running;           /* run is one that has begun and not ended */
    ent_i_run run;          /* between runs: what the next one uses again */
    ent_i_query_plan *plan; /* of that graph, when it had changed so often */
    uint64_t planned_serial, planned_changes;
    struct ent_value **results; /* all rows, of a statement that writes; made in the pool */
    size_t result_count, result_capacity, result_next;
    uint64_t rows;
    ent_i_days days; /* of the run, known when it has ended */
    ent_i_pool pool;
    ent_i_budget pool_memory;
    const struct ent_value *row; /* NULL: none */
    ent_query_changes changes;
};

#endif
