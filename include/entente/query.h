/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Questions in openCypher with valid time: prepare, bind, step, read columns.
 *
 *     ent_query *query = NULL;
 *     ent_query_prepare(session, "MATCH (f:Forum) RETURN f.name AS name", SIZE_MAX, &query, &err);
 *     while (ent_query_step(query, &err) == ENT_OK)
 *         puts(ent_query_text(query, 0, NULL));
 *     ent_query_free(query);
 */
#ifndef ENTENTE_QUERY_H
#define ENTENTE_QUERY_H

#include <stdbool.h>

#include <entente/answer.h>
#include <entente/graph.h>
#include <entente/store.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A graph that statements read and write, one after another; not to be used by two threads at once. */
typedef struct ent_session ent_session;
typedef struct ent_query ent_query;
/* A value: borrowed from the query until its next step, reset or free, or from what it is part of. */
typedef struct ent_value ent_value;

typedef enum ent_value_kind {
    ENT_VALUE_NULL,
    ENT_VALUE_BOOLEAN,
    ENT_VALUE_INTEGER,
    ENT_VALUE_FLOAT,
    ENT_VALUE_STRING,
    ENT_VALUE_LIST,
    ENT_VALUE_MAP,
    ENT_VALUE_NODE,
    ENT_VALUE_RELATIONSHIP,
    ENT_VALUE_PATH,
    ENT_VALUE_DATE,
    ENT_VALUE_LOCAL_TIME,
    ENT_VALUE_TIME,
    ENT_VALUE_LOCAL_DATETIME,
    ENT_VALUE_DATETIME,
    ENT_VALUE_DURATION
} ent_value_kind;

/* What went wrong with a query, beyond ent_error, in the words of openCypher's conformance kit. Borrowed
 * from the query or session, "" when there is no error. */
typedef struct ent_query_error {
    const char *type;   /* "SyntaxError", "TypeError", ... */
    const char *phase;  /* "compile time" or "runtime" */
    const char *detail; /* "UndefinedVariable", ... */
    size_t offset, length; /* bytes of the query text that are meant */
} ent_query_error;

/* An empty graph in memory, or a copy-on-write session over a finished graph (borrowed; its own changes stay
 * in the session). */
ENT_API ENT_CHECK ent_status ent_session_new(const ent_graph *graph, ent_session **ret, ent_error *err);
/* A session over a database: statements see what is committed in the file, each one state of it from its beginning to
 * its end, and what others committed at the next. A statement that writes is one transaction of its own unless one was
 * begun: by the time it is through it is in the file, whatever happens to the process, or nothing of it is. Of a store
 * opened to be read only, statements that write are ENT_ERR_READONLY. store: borrowed, and used by nobody else while
 * the session lives. Errors: those of ent_store_load(). */
ENT_API ENT_CHECK ent_status ent_session_open(ent_store *store, ent_session **ret, ent_error *err);
/* In a transaction that was begun it is rolled back. Queries of the session are freed before it. */
ENT_API void ent_session_free(ent_session *session);

/* Several statements as one change, as by the statements BEGIN, COMMIT and ROLLBACK. begin takes the database's write
 * lock at once, waiting as long as ent_store_set_timeout() says, then ENT_ERR_LOCKED: so what the transaction reads is
 * what it changes, and it cannot lose against another writer halfway. A statement that fails leaves nothing, and the
 * transaction goes on. When commit fails, everything since begin is undone and the transaction is over. ENT_ERR_USAGE:
 * there is a transaction already, or none. */
ENT_API ENT_CHECK ent_status ent_session_begin(ent_session *session, ent_error *err);
ENT_API ENT_CHECK ent_status ent_session_commit(ent_session *session, ent_error *err);
ENT_API ENT_CHECK ent_status ent_session_rollback(ent_session *session, ent_error *err);
ENT_API bool ent_session_in_transaction(const ent_session *session);

/* The graph underneath, as it was when the last statement began, without what the session changed and has not
 * committed; NULL: none. Borrowed until the session's next statement. */
ENT_API const ent_graph *ent_session_graph(const ent_session *session);

/* The index-th keyword ("MATCH"), function ("duration.between") or procedure that every session has ("db.labels"), NULL
 * after the last: for completion. */
ENT_API const char *ent_query_keyword(size_t index);
ENT_API const char *ent_query_function(size_t index);
ENT_API const char *ent_query_procedure(size_t index);

/* Compile a statement. length SIZE_MAX: up to the NUL. Errors: ENT_ERR_SYNTAX with line, column and a caret
 * line in the message, ENT_ERR_LIMIT; ent_session_error has the openCypher names of the error. */
ENT_API ENT_CHECK ent_status ent_query_prepare(ent_session *session, const char *text, size_t length,
                                               ent_query **ret, ent_error *err);
ENT_API void ent_query_free(ent_query *query);
ENT_API void ent_session_error(const ent_session *session, ent_query_error *ret);

/* Does the statement change the graph when it runs, or begin or end a transaction? */
ENT_API bool ent_query_updates(const ent_query *query);

/* Parameters, by name without the "$". Binding resets the query. json: a parameter from JSON text. */
ENT_API ENT_CHECK ent_status ent_query_bind_null(ent_query *query, const char *name, ent_error *err);
ENT_API ENT_CHECK ent_status ent_query_bind_boolean(ent_query *query, const char *name, bool value, ent_error *err);
ENT_API ENT_CHECK ent_status ent_query_bind_integer(ent_query *query, const char *name, int64_t value, ent_error *err);
ENT_API ENT_CHECK ent_status ent_query_bind_float(ent_query *query, const char *name, double value, ent_error *err);
ENT_API ENT_CHECK ent_status ent_query_bind_string(ent_query *query, const char *name, const char *text, size_t length,
                                                   ent_error *err);
ENT_API ENT_CHECK ent_status ent_query_bind_json(ent_query *query, const char *name, const char *json, ent_error *err);

/* Limits of one run; 0: none. Exceeding one ends the run with ENT_ERR_LIMIT and undoes its changes. */
typedef struct ent_query_limits {
    uint64_t rows, bytes, milliseconds;
    /* Asked now and then; true stops the run. */
    bool (*interrupted)(void *context);
    void *context;
} ent_query_limits;
ENT_API void ent_query_set_limits(ent_query *query, const ent_query_limits *limits);

/* The next row: ENT_OK, or ENT_DONE after the last. A statement that writes has written all of it by the time
 * of its first ENT_OK or ENT_DONE; after an error nothing of it is left. */
ENT_API ENT_CHECK ent_status ent_query_step(ent_query *query, ent_error *err);
ENT_API void ent_query_reset(ent_query *query);

ENT_API size_t ent_query_column_count(const ent_query *query);
ENT_API const char *ent_query_column_name(const ent_query *query, size_t column);
ENT_API const ent_value *ent_query_value(const ent_query *query, size_t column);

ENT_API ent_value_kind ent_value_kind_of(const ent_value *value);
ENT_API bool ent_value_boolean(const ent_value *value);
ENT_API int64_t ent_value_integer(const ent_value *value);
ENT_API double ent_value_float(const ent_value *value); /* also of an integer; NaN of others */
/* A string, or a temporal value in its canonical form; NULL of others. */
ENT_API const char *ent_value_text(const ent_value *value, size_t *ret_length);
ENT_API const char *ent_query_text(const ent_query *query, size_t column, size_t *ret_length);
/* Lists: items. Maps: values (keys by ent_value_key). Paths: nodes and relationships in turn. */
ENT_API size_t ent_value_count(const ent_value *value);
ENT_API const ent_value *ent_value_at(const ent_value *value, size_t index);
ENT_API const char *ent_value_key(const ent_value *value, size_t index, size_t *ret_length);
/* Nodes and relationships: their number in the session, labels (a node's labels, a relationship's one type)
 * and properties as a map; source and target of a relationship. */
ENT_API uint64_t ent_value_id(const ent_value *value);
ENT_API size_t ent_value_label_count(const ent_value *value);
ENT_API const char *ent_value_label(const ent_value *value, size_t index);
ENT_API const ent_value *ent_value_properties(const ent_value *value);
ENT_API uint64_t ent_value_source(const ent_value *value);
ENT_API uint64_t ent_value_target(const ent_value *value);

/* Run the query from its beginning and keep what it gives as an answer with the query's columns: its first limit rows
 * (0: all), and a note when there are more. A column is of the kind of its values: nodes with a key are nodes, lists
 * lists. What else is in a column (values of several kinds, maps, relationships, paths, dates) is text as openCypher
 * writes it. question: said in the answer, or NULL. */
ENT_API ENT_CHECK ent_status ent_query_answer(ent_query *query, const char *question, size_t limit, ent_answer **ret,
                                              ent_error *err);

/* The nodes and relationships of a result, those in paths, lists and maps too, as a finished graph of its own, each
 * once: for drawings, measures and files. A relationship brings its two ends; relationships that the result does not
 * hold are not there. All of them carry their periods, status and citations. */
typedef enum ent_query_days {
    ENT_QUERY_DAYS_ANY,   /* no AS OF, no BETWEEN: whenever it held */
    ENT_QUERY_DAYS_SAME,  /* all that it matched holds on a day, or some day of a span: from .. to, read as reading */
    ENT_QUERY_DAYS_DIFFER /* parts of it name other days than others, or none */
} ent_query_days;
typedef struct ent_query_network {
    ent_graph *graph;
    ent_node *nodes; /* the result's; the others are sources that it cites */
    size_t node_count;
    size_t rows;       /* read */
    bool more;         /* there are more rows than the limit */
    char *text;        /* of the query */
    ent_query_days days;
    ent_day from, to; /* both included */
    ent_reading reading;
} ent_query_network;
/* Run the query from its beginning and keep what its first limit rows (0: all) hold. Errors: ENT_ERR_INVALID, when they
 * hold neither a node nor a relationship; the message says what to return. */
ENT_API ENT_CHECK ent_status ent_query_get_network(ent_query *query, size_t limit, ent_query_network **ret,
                                                   ent_error *err);
ENT_API void ent_query_network_free(ent_query_network *network);

/* What the statement changed, as the conformance kit counts it. Final after ENT_DONE. */
typedef struct ent_query_changes {
    uint64_t nodes_created, nodes_deleted, relationships_created, relationships_deleted;
    uint64_t labels_added, labels_removed, properties_set, properties_removed;
    uint64_t properties_replaced; /* by another value: in both counts before */
} ent_query_changes;
ENT_API void ent_query_get_changes(const ent_query *query, ent_query_changes *ret);

/* --- procedures ---------------------------------------------------------------------------------- */

typedef struct ent_procedure_call ent_procedure_call;
/* Called once a CALL row; gives rows by ent_procedure_emit. */
typedef ent_status (*ent_procedure_function)(ent_procedure_call *call, void *context, ent_error *err);
/* signature: "my.proc(name :: STRING?, id :: INTEGER?) :: (city :: STRING?, code :: INTEGER?)". */
ENT_API ENT_CHECK ent_status ent_session_register(ent_session *session, const char *signature,
                                                  ent_procedure_function function, void *context, ent_error *err);
ENT_API const ent_value *ent_procedure_argument(const ent_procedure_call *call, size_t index);
/* Set the outputs of the next row from JSON texts ("null", "1", "1.5", "\"x\"") and emit it. */
ENT_API ENT_CHECK ent_status ent_procedure_emit(ent_procedure_call *call, const char *const *json, size_t count,
                                                ent_error *err);

#ifdef __cplusplus
}
#endif
#endif
