/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation fails once, in all that is done with a database: each surfaces as ENT_ERR_NOMEM or is done without,
 * leaves nothing behind, and the file holds all of a change or nothing. */
#include <sys/stat.h>

#include <entente/query.h>

#include "support.h"

#include "../../faults.h"

#define TRY(call)                    \
    do {                             \
        ent_status try_ = (call);    \
        if (try_ < 0)                \
            return try_;             \
    } while (0)

/* --- what is done ------------------------------------------------------------------------------------------ */

static ent_status add_things(ent_graph *graph, ent_error *err)
{
    ent_citation_record citation = { .source = T("atlas"), .page = T("7") };
    ent_text labels[] = { T("State"), T("Harbour") };
    ent_alias_record aliases[] = { { T("Elmina"), false } };
    ent_node_record node = { .key = T("ivory-coast"), .name = T("Another name"), .labels = labels, .label_count = 2,
                             .aliases = aliases, .alias_count = 1, .citations = &citation, .citation_count = 1,
                             .properties = T("{\"n\":7}") };
    ent_node_record harbour = { .key = T("new"), .labels = &labels[1], .label_count = 1 };
    ent_tie_record tie = { .source = T("ghana"), .type = T("SAILS_TO"), .target = T("new"), .valid = T("1990~/.."),
                           .properties = T("{\"w\":1}"), .citations = &citation, .citation_count = 1 };
    TRY(ent_graph_add_node(graph, &node, NULL, err));
    TRY(ent_graph_add_node(graph, &harbour, NULL, err));
    return ent_graph_add_tie(graph, &tie, NULL, err);
}

static ent_status import(ent_store *store, ent_error *err)
{
    ent_graph *graph = NULL;
    TRY(ent_store_begin(store, &graph, err));
    ent_graph_begin_import(graph, ENT_EXISTING_UPDATE);
    ent_status status = add_things(graph, err);
    if (status >= 0)
        status = ent_store_commit(store, graph, NULL, NULL, err);
    else
        ent_store_rollback(store);
    ent_graph_free(graph);
    return status;
}

static ent_status load_all(ent_store *store, ent_error *err)
{
    ent_graph *graph = NULL;
    TRY(ent_store_load(store, &graph, err));
    ent_status status = ent_graph_node_count(graph) ? ent_graph_intact(graph, err) : ENT_OK;
    ent_graph_free(graph);
    return status;
}

static void ignore(void *context, const char *line)
{
    (void)context;
    (void)line;
}

static ent_status check(ent_store *store, ent_error *err)
{
    return ent_store_check(store, ignore, NULL, err);
}

static ent_status run(ent_session *session, const char *text, ent_error *err)
{
    ent_query *query = NULL;
    TRY(ent_query_prepare(session, text, SIZE_MAX, &query, err));
    ent_status status;
    while ((status = ent_query_step(query, err)) == ENT_OK)
        ;
    ent_query_free(query);
    return status < 0 ? status : ENT_OK;
}

static ent_status change(ent_store *store, ent_error *err)
{
    ent_session *session = NULL;
    TRY(ent_session_open(store, &session, err));
    ent_status status = run(session,
                            "MATCH (a {key: 'ghana'})-[r:HOSTS]->(b) SET a.x = 1, r.citations = [{source: 'atlas'}] "
                            "REMOVE a:State CREATE (a)-[:NEAR_TO {valid: '2001/..'}]->(:Port {key: 'tema'})",
                            err);
    ent_session_free(session);
    return status;
}

static ent_status several(ent_store *store, ent_error *err)
{
    ent_session *session = NULL;
    TRY(ent_session_open(store, &session, err));
    ent_status status = run(session, "BEGIN", err);
    if (status >= 0)
        status = run(session, "CREATE (:Port {key: 'tema'})", err);
    if (status >= 0)
        status = run(session, "MATCH (n {key: 'plain'}) DETACH DELETE n", err);
    if (status >= 0)
        status = run(session, "COMMIT", err);
    ent_session_free(session);
    return status;
}

/* --- each allocation ---------------------------------------------------------------------------------------- */

static folder made;

/* The database as it is before, and whatever else lies there. */
static void restore(const char *kept)
{
    char command[512];
    snprintf(command, sizeof command, "rm -f '%s'* && cp '%s' '%s'", made.file, kept, made.file);
    assert_int_equal(system(command), 0);
}

static char *contents(void)
{
    ent_store *store = open_store(made.file, ENT_STORE_READ);
    ent_store_set_snapshot(store, ENT_SNAPSHOT_NEVER);
    ent_graph *graph = load(store);
    char *text = dump(graph);
    ent_graph_free(graph);
    ent_store_close(store);
    return text;
}

static ent_status use(ent_store_mode mode, ent_snapshot_use snapshot, ent_status (*work)(ent_store *, ent_error *),
                      ent_error *err)
{
    ent_store *store = NULL;
    TRY(ent_store_open(made.file, mode, &store, err));
    ent_store_set_snapshot(store, snapshot);
    ent_status status = work(store, err);
    ent_store_close(store);
    return status;
}

static void fail_each(ent_store_mode mode, ent_snapshot_use snapshot, ent_status (*work)(ent_store *, ent_error *))
{
    char kept[128];
    ent_error err = { 0 };
    snprintf(kept, sizeof kept, "%s/kept", made.path);
    restore(kept);
    char *before = contents();
    fail_at = allocations = 0;
    assert_ok(use(mode, snapshot, work, &err), err);
    size_t most = allocations, faults = 0;
    char *after = contents();
    assert_true(most > 5);
    for (size_t i = 1; i <= most; i++) {
        restore(kept);
        ent_error_clear(&err);
        size_t held = live;
        allocations = 0;
        fail_at = i;
        ent_status status = use(mode, snapshot, work, &err);
        fail_at = 0;
        if (live != held)
            fail_msg("allocation %zu of %zu: %zu blocks are left", i, most, live - held);
        if (status < 0 && (status != ENT_ERR_NOMEM || err.code != ENT_ERR_NOMEM))
            fail_msg("allocation %zu of %zu: %s: %s", i, most, ent_status_name(status), err.message);
        faults += status < 0;
        char *now = contents();
        if (strcmp(now, status < 0 ? before : after) != 0)
            fail_msg("allocation %zu of %zu, %s:\n%s", i, most, ent_status_name(status), now);
        free(now);
    }
    assert_true(faults > most / 3);
    free(before);
    free(after);
}

static int setup(void **state)
{
    char command[512];
    (void)state;
    folder_make(&made);
    make_sample(made.file);
    snprintf(command, sizeof command, "cp '%s' '%s/kept'", made.file, made.path);
    return system(command);
}

static int teardown(void **state)
{
    (void)state;
    folder_remove(&made);
    return 0;
}

static void test_store_faults__an_import(void **state)
{
    (void)state;
    fail_each(ENT_STORE_WRITE, ENT_SNAPSHOT_NEVER, import);
}

static void test_store_faults__an_import_that_leaves_a_snapshot(void **state)
{
    (void)state;
    fail_each(ENT_STORE_WRITE, ENT_SNAPSHOT_ALWAYS, import);
}

static void test_store_faults__a_load_that_makes_a_snapshot(void **state)
{
    (void)state;
    fail_each(ENT_STORE_READ, ENT_SNAPSHOT_ALWAYS, load_all);
}

static void test_store_faults__a_check(void **state)
{
    (void)state;
    fail_each(ENT_STORE_READ, ENT_SNAPSHOT_NEVER, check);
}

static void test_store_faults__a_statement(void **state)
{
    (void)state;
    fail_each(ENT_STORE_WRITE, ENT_SNAPSHOT_NEVER, change);
}

static void test_store_faults__a_transaction(void **state)
{
    (void)state;
    fail_each(ENT_STORE_WRITE, ENT_SNAPSHOT_NEVER, several);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_store_faults__an_import),
        cmocka_unit_test(test_store_faults__an_import_that_leaves_a_snapshot),
        cmocka_unit_test(test_store_faults__a_load_that_makes_a_snapshot),
        cmocka_unit_test(test_store_faults__a_check),
        cmocka_unit_test(test_store_faults__a_statement),
        cmocka_unit_test(test_store_faults__a_transaction),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
