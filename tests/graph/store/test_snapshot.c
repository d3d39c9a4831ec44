/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The snapshot beside a database: the same answers as from the rows, of whatever state of whichever database. */
#include "graph/store/identity.h"
#include "snapshot.h"

/* --- the same answers ------------------------------------------------------------------------------------ */

static void test_snapshot__answers_as_the_rows_do(void **state)
{
    const place *p = *state;
    char *rows = make_both(p);
    char *snapshot = tell_file(p->folder.file, ENT_SNAPSHOT_AUTO);
    assert_true(lies_in_file(p->folder.file));
    assert_string_equal(snapshot, rows);
    free(snapshot);
    free(rows);
}

static void test_snapshot__holds_a_database_without_anything(void **state)
{
    const place *p = *state;
    ent_store_close(open_store(p->folder.file, ENT_STORE_CREATE));
    settle();
    for (int i = 0; i < 2; i++) {
        char *snapshot = tell_file(p->folder.file, ENT_SNAPSHOT_ALWAYS);
        char *rows = tell_file(p->folder.file, ENT_SNAPSHOT_NEVER);
        assert_string_equal(snapshot, rows);
        free(snapshot);
        free(rows);
    }
    assert_true(lies_in_file(p->folder.file));
}

static void test_snapshot__is_the_same_bytes_each_time(void **state)
{
    const place *p = *state;
    char keep[128], command[512];
    free(make_both(p));
    snprintf(keep, sizeof keep, "%s.kept", p->snapshot);
    assert_int_equal(rename(p->snapshot, keep), 0);
    free(tell_file(p->folder.file, ENT_SNAPSHOT_ALWAYS));
    snprintf(command, sizeof command, "cmp '%s' '%s'", p->snapshot, keep);
    assert_int_equal(system(command), 0);
}

/* 120,000 ties, some with everything, and a hole where ties were deleted. */
static void fill_large(ent_graph *graph)
{
    fill_sample(graph);
    char key[32], other[32], text[64];
    for (int i = 0; i < 3000; i++) {
        ent_error err = { 0 };
        snprintf(key, sizeof key, "n%d", i);
        snprintf(text, sizeof text, "Näme %d", i % 2500);
        ent_text labels[] = { T("State") };
        ent_node_record record = { .key = T(key), .name = T(text), .labels = labels, .label_count = 1 };
        assert_ok(ent_graph_add_node(graph, &record, NULL, &err), err);
    }
    for (int i = 0; i < 120000; i++) {
        snprintf(key, sizeof key, "n%d", i % 3000);
        snprintf(other, sizeof other, "n%d", (i * 7 + i / 3000) % 3000);
        snprintf(text, sizeof text, i % 1000 ? "%d" : "%d~", 1900 + i % 120);
        add_tie(graph, key, i % 3 ? "HOSTS" : "MEMBER_OF", other, text, NULL);
    }
}

static void make_large(const place *p)
{
    ent_store *store = open_store(p->folder.file, ENT_STORE_CREATE);
    ent_graph *graph = begin(store);
    fill_large(graph);
    commit(store, graph);
    ent_graph_free(graph);
    ent_store_close(store);
    settle();
}

/* What the import left, if the rows give the same. */
static void assert_left(const place *p)
{
    char keep[128], command[512];
    settle();
    assert_true(size_of(p->snapshot) > 0);
    assert_true(lies_in_file(p->folder.file));
    char *text = tell_file(p->folder.file, ENT_SNAPSHOT_AUTO), *rows = tell_file(p->folder.file, ENT_SNAPSHOT_NEVER);
    assert_string_equal(text, rows);
    free(text);
    free(rows);
    snprintf(keep, sizeof keep, "%s.kept", p->snapshot);
    assert_int_equal(rename(p->snapshot, keep), 0);
    free(tell_file(p->folder.file, ENT_SNAPSHOT_ALWAYS));
    snprintf(command, sizeof command, "cmp '%s' '%s'", p->snapshot, keep);
    assert_int_equal(system(command), 0);
}

static void import_with(const place *p, ent_store_mode mode, ent_snapshot_use use, ent_existing existing,
                        void (*fill)(ent_graph *graph))
{
    ent_store *store = open_store(p->folder.file, mode);
    ent_store_set_snapshot(store, use);
    ent_graph *graph = begin(store);
    ent_graph_begin_import(graph, existing);
    fill(graph);
    commit(store, graph);
    ent_graph_free(graph);
    ent_store_close(store);
}

static void fill_more(ent_graph *graph)
{
    ent_error err = { 0 };
    ent_citation_record citation = { .source = T("atlas"), .page = T("7") };
    ent_text labels[] = { T("State"), T("Harbour") };
    ent_alias_record aliases[] = { { T("Elmina"), false } };
    ent_node_record node = { .key = T("ivory-coast"), .name = T("Another name"), .labels = labels, .label_count = 2,
                             .aliases = aliases, .alias_count = 1, .citations = &citation, .citation_count = 1,
                             .properties = T("{\"n\":7}") };
    assert_ok(ent_graph_add_node(graph, &node, NULL, &err), err);
    add_node(graph, "new", "Harbour");
    add_tie(graph, "new", "HOSTS", "ghana", "1990~/..", NULL);
    ent_tie_record tie = { .source = T("ghana"), .type = T("SAILS_TO"), .target = T("new"), .citations = &citation,
                           .citation_count = 1 };
    assert_ok(ent_graph_add_tie(graph, &tie, NULL, &err), err);
}

static void fill_last(ent_graph *graph)
{
    add_node(graph, "last", NULL);
    add_tie(graph, "last", "NEAR_TO", "ghana", "1999/2000", NULL);
}

static void test_snapshot__an_import_leaves_one(void **state)
{
    const place *p = *state;
    import_with(p, ENT_STORE_CREATE, ENT_SNAPSHOT_ALWAYS, ENT_EXISTING_ERROR, fill_sample);
    assert_left(p);
    import_with(p, ENT_STORE_WRITE, ENT_SNAPSHOT_ALWAYS, ENT_EXISTING_UPDATE, fill_more);
    assert_left(p);
    run_sql(p->folder.file, "DELETE FROM sums; DELETE FROM ties WHERE id = 2; DELETE FROM names WHERE node = 4;"
                            "DELETE FROM ties WHERE source = 4 OR target = 4; DELETE FROM nodes WHERE id = 4");
    import_with(p, ENT_STORE_WRITE, ENT_SNAPSHOT_ALWAYS, ENT_EXISTING_KEEP, fill_last);
    assert_left(p);
}

/* The first one, too large for the log. */
static void test_snapshot__a_large_import_leaves_one(void **state)
{
    const place *p = *state;
    import_with(p, ENT_STORE_CREATE, ENT_SNAPSHOT_AUTO, ENT_EXISTING_ERROR, fill_large);
    assert_left(p);
    unlink(p->snapshot);
    import_with(p, ENT_STORE_WRITE, ENT_SNAPSHOT_NEVER, ENT_EXISTING_ERROR, fill_last);
    assert_int_equal(size_of(p->snapshot), -1);
}

/* Somebody commits right after us, on any of the ways there are: that state is not taken for ours. */
static void test_snapshot__what_others_made_of_it_is_not_what_was_left(void **state)
{
    const place *p = *state;
    static const char change[] = "UPDATE nodes SET valid = '1961' WHERE valid IS NOT NULL";
    for (int way = 0; way < 6; way++) {
        bool journal = way >= 3, meanwhile = way == 1 || way == 4, after = way == 2 || way == 5;
        ent_i_left left = { .version = 0 };
        ent_i_identity identity;
        char undo[] = "UPDATE nodes SET valid = '1960-08-07/..' WHERE valid IS NOT NULL";
        if (way == 0)
            make_sample(p->folder.file);
        run_sql(p->folder.file, undo);
        ent_store *store = open_store(p->folder.file, ENT_STORE_WRITE);
        assert_int_equal(sqlite3_exec(store->db, journal ? "PRAGMA journal_mode = DELETE" : "SELECT 1", NULL, NULL, NULL), 0);
        assert_int_equal(sqlite3_exec(store->db, "BEGIN IMMEDIATE; UPDATE nodes SET status = 'ended' WHERE id = 1", NULL,
                                      NULL, NULL), 0);
        assert_int_equal(ent_i_data_version(store, &left.version, NULL), ENT_OK);
        assert_int_equal(sqlite3_exec(store->db, "COMMIT", NULL, NULL, NULL), 0);
        if (meanwhile)
            run_sql(p->folder.file, change);
        if (journal) {
            ent_i_identity_leave(store, &left);
            assert_int_equal(left.known, !meanwhile);
            assert_int_equal(sqlite3_exec(store->db, "PRAGMA journal_mode = WAL", NULL, NULL, NULL), 0);
        }
        if (after)
            run_sql(p->folder.file, change);
        assert_int_equal(ent_i_identity_left(store, &left, &identity), !meanwhile && !after);
        ent_store_close(store);
    }
}

static void test_snapshot__is_made_of_what_is_large(void **state)
{
    const place *p = *state;
    make_large(p);
    unlink(p->snapshot);
    char *rows = tell_file(p->folder.file, ENT_SNAPSHOT_NEVER);
    assert_int_equal(size_of(p->snapshot), -1);
    char *first = tell_file(p->folder.file, ENT_SNAPSHOT_AUTO);
    assert_true(size_of(p->snapshot) > 0);
    assert_true(lies_in_file(p->folder.file));
    char *second = tell_file(p->folder.file, ENT_SNAPSHOT_AUTO);
    assert_string_equal(first, rows);
    assert_string_equal(second, rows);
    free(first);
    free(second);
    /* Every section, sampled. */
    off_t size = size_of(p->snapshot);
    for (off_t at = 100; at < size; at += size / 23) {
        flip(p->snapshot, at, 0x10);
        second = tell_file(p->folder.file, ENT_SNAPSHOT_AUTO);
        if (strcmp(second, rows) != 0)
            fail_msg("byte %lld changes the answer", (long long)at);
        free(second);
    }
    free(rows);
}

static void test_snapshot__small_databases_have_none(void **state)
{
    const place *p = *state;
    make_sample(p->folder.file);
    settle();
    free(tell_file(p->folder.file, ENT_SNAPSHOT_AUTO));
    assert_int_equal(size_of(p->snapshot), -1);
}

static void test_snapshot__a_graph_in_a_file_is_not_added_to(void **state)
{
    const place *p = *state;
    free(make_both(p));
    ent_error err = { 0 };
    ent_store *store = open_with(p->folder.file, ENT_SNAPSHOT_AUTO);
    ent_graph *graph = load(store);
    ent_node_record node = { .key = T("new") };
    ent_tie_record tie = { .source = T("ghana"), .type = T("HOSTS"), .target = T("plain") };
    assert_fails(ent_graph_add_node(graph, &node, NULL, &err), ENT_ERR_USAGE, err, "to be read");
    assert_fails(ent_graph_add_tie(graph, &tie, NULL, &err), ENT_ERR_USAGE, err, "to be read");
    ent_graph_free(graph);
    ent_store_close(store);
}

/* --- another state, another database --------------------------------------------------------------------- */

static void assert_fresh(const place *p)
{
    char *rows = tell_file(p->folder.file, ENT_SNAPSHOT_NEVER), *text = tell_file(p->folder.file, ENT_SNAPSHOT_AUTO);
    assert_string_equal(text, rows);
    free(text);
    free(rows);
}

static void test_snapshot__of_another_database_is_not_believed(void **state)
{
    const place *p = *state;
    char command[512], *rows = make_both(p);
    /* The same rows, but for one. */
    snprintf(command, sizeof command, "cp '%s' '%s.b' && cp '%s' '%s.b-graph'", p->folder.file, p->folder.file,
             p->snapshot, p->folder.file);
    assert_int_equal(system(command), 0);
    char other[96];
    snprintf(other, sizeof other, "%s.b", p->folder.file);
    assert_false(lies_in_file(other));
    run_sql(other, "UPDATE nodes SET name = 'Another' WHERE key = 'ghana'");
    char *text = tell_file(other, ENT_SNAPSHOT_AUTO);
    assert_string_not_equal(text, rows);
    assert_non_null(strstr(text, "Another"));
    free(text);
    free(rows);
}

static void test_snapshot__an_import_makes_it_stale(void **state)
{
    const place *p = *state;
    free(make_both(p));
    add_one(p->folder.file, "late");
    assert_false(lies_in_file(p->folder.file));
    assert_fresh(p);
}

static void test_snapshot__another_programs_change_makes_it_stale(void **state)
{
    const place *p = *state;
    static const char *const changes[] = {
        "UPDATE nodes SET name = 'Ghana!' WHERE key = 'ghana'",
        "UPDATE nodes SET name = 'Ghana?' WHERE key = 'ghana'; PRAGMA wal_checkpoint(TRUNCATE)",
        "PRAGMA journal_mode = DELETE; UPDATE nodes SET name = 'Ghana.' WHERE key = 'ghana'",
        "UPDATE nodes SET name = 'Ghana;' WHERE key = 'ghana'", /* still with that journal */
        "PRAGMA journal_mode = WAL; UPDATE ties SET valid = '2002/2003' WHERE valid = '2001/2002'",
    };
    free(make_both(p));
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        settle();
        free(tell_file(p->folder.file, ENT_SNAPSHOT_ALWAYS));
        assert_true(lies_in_file(p->folder.file));
        run_sql(p->folder.file, changes[i]);
        if (lies_in_file(p->folder.file))
            fail_msg("not noticed: %s", changes[i]);
        assert_fresh(p);
    }
}

/* While the other program is still there, its changes stand in the log. */
static void test_snapshot__a_change_that_is_only_in_the_log_makes_it_stale(void **state)
{
    const place *p = *state;
    sqlite3 *db = NULL;
    free(make_both(p));
    assert_int_equal(sqlite3_open(p->folder.file, &db), SQLITE_OK);
    static const char *const changes[] = {
        "UPDATE nodes SET name = 'One' WHERE key = 'ghana'",
        "UPDATE nodes SET name = 'Two' WHERE key = 'ghana'",
        "PRAGMA wal_checkpoint(PASSIVE); UPDATE nodes SET name = 'Six' WHERE key = 'ghana'",
        "PRAGMA wal_checkpoint(RESTART); UPDATE nodes SET name = 'Ten' WHERE key = 'ghana'",
        "PRAGMA wal_checkpoint(TRUNCATE); UPDATE nodes SET name = 'Out' WHERE key = 'ghana'",
    };
    for (size_t i = 0; i < sizeof changes / sizeof changes[0]; i++) {
        assert_int_equal(sqlite3_exec(db, changes[i], NULL, NULL, NULL), SQLITE_OK);
        if (lies_in_file(p->folder.file))
            fail_msg("not noticed: %s", changes[i]);
        assert_fresh(p);
        settle();
        /* A snapshot can be made of what is in the log. */
        free(tell_file(p->folder.file, ENT_SNAPSHOT_ALWAYS));
        assert_true(lies_in_file(p->folder.file));
        assert_fresh(p);
    }
    sqlite3_close(db);
    assert_fresh(p);
}

static void test_snapshot__a_database_of_the_same_name_is_another(void **state)
{
    const place *p = *state;
    free(make_both(p));
    assert_int_equal(unlink(p->folder.file), 0);
    make_sample(p->folder.file);
    run_sql(p->folder.file, "UPDATE nodes SET name = 'Reborn' WHERE key = 'ghana'");
    assert_false(lies_in_file(p->folder.file));
    assert_fresh(p);
}

/* --- places ---------------------------------------------------------------------------------------------- */

static void test_snapshot__a_folder_that_is_read_only_does_without(void **state)
{
    const place *p = *state;
    make_sample(p->folder.file);
    settle();
    char *rows = tell_file(p->folder.file, ENT_SNAPSHOT_NEVER);
    assert_int_equal(chmod(p->folder.path, 0555), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(77);
        char *text = tell_file(p->folder.file, ENT_SNAPSHOT_ALWAYS);
        _exit(strcmp(text, rows) == 0 && size_of(p->snapshot) == -1 ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(p->folder.path, 0755), 0);
    free(rows);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
        skip();
    assert_int_equal(status, 0);
}

/* Who cannot write reads the one that is there, and where that is damaged makes another out of sight. */
static void test_snapshot__a_folder_that_is_read_only_may_have_one(void **state)
{
    const place *p = *state;
    char *rows = make_both(p);
    flip(p->snapshot, size_of(p->snapshot) - 4000, 1);
    assert_int_equal(chmod(p->folder.path, 0555), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(77);
        if (!lies_in_file(p->folder.file))
            _exit(2);
        char *text = tell_file(p->folder.file, ENT_SNAPSHOT_AUTO);
        _exit(strcmp(text, rows) == 0 ? 0 : 1);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(p->folder.path, 0755), 0);
    free(rows);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
        skip();
    assert_int_equal(status, 0);
}

static void test_snapshot__is_readable_by_whom_the_database_is(void **state)
{
    const place *p = *state;
    struct stat status;
    make_sample(p->folder.file);
    assert_int_equal(chmod(p->folder.file, 0600), 0);
    settle();
    free(tell_file(p->folder.file, ENT_SNAPSHOT_ALWAYS));
    assert_int_equal(stat(p->snapshot, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    /* Somebody else's file is not believed. */
    if (geteuid() == 0) {
        assert_int_equal(chown(p->snapshot, 65534, 65534), 0);
        assert_false(lies_in_file(p->folder.file));
    }
}

static void test_snapshot__several_processes_make_it_at_once(void **state)
{
    const place *p = *state;
    pid_t children[6];
    make_sample(p->folder.file);
    settle();
    char *rows = tell_file(p->folder.file, ENT_SNAPSHOT_NEVER);
    fflush(NULL);
    for (int i = 0; i < 6; i++)
        if ((children[i] = fork()) == 0) {
            for (int k = 0; k < 30; k++) {
                if (k % 3 == i % 3)
                    unlink(p->snapshot);
                char *text = tell_file(p->folder.file, ENT_SNAPSHOT_ALWAYS);
                if (strcmp(text, rows) != 0)
                    _exit(1);
                free(text);
            }
            _exit(0);
        }
    for (int i = 0; i < 6; i++) {
        int status;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    free(tell_file(p->folder.file, ENT_SNAPSHOT_ALWAYS));
    assert_true(lies_in_file(p->folder.file));
    /* None of them left anything else behind. */
    char command[256];
    snprintf(command, sizeof command, "test $(ls '%s' | wc -l) = 2", p->folder.path);
    assert_int_equal(system(command), 0);
    free(rows);
}

/* Readers beside a writer: each sees a state that was committed. */
static void test_snapshot__readers_beside_a_writer(void **state)
{
    const place *p = *state;
    make_sample(p->folder.file);
    fflush(NULL);
    pid_t writer = fork();
    if (writer == 0) {
        for (int i = 0; i < 40; i++) {
            char key[16];
            snprintf(key, sizeof key, "w%d", i);
            add_one(p->folder.file, key);
        }
        _exit(0);
    }
    int status;
    size_t seen = 0;
    while (waitpid(writer, &status, WNOHANG) == 0) {
        ent_error err = { 0 };
        ent_store *store = open_with(p->folder.file, ENT_SNAPSHOT_ALWAYS);
        ent_graph *graph = load(store);
        free(tell(graph));
        if (ent_graph_intact(graph, &err) == ENT_OK) {
            /* Each commit adds a node and a tie to four and five. */
            assert_int_equal(ent_graph_tie_count(graph), ent_graph_node_count(graph) + 1);
            assert_true(ent_graph_node_count(graph) >= seen);
            seen = ent_graph_node_count(graph);
        }
        ent_graph_free(graph);
        ent_store_close(store);
    }
    assert_int_equal(status, 0);
    char *text = tell_file(p->folder.file, ENT_SNAPSHOT_ALWAYS);
    assert_non_null(strstr(text, "node 43 w39"));
    free(text);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(test_snapshot__##name, snapshot_setup, snapshot_teardown)
    const struct CMUnitTest tests[] = {
        TEST(answers_as_the_rows_do),
        TEST(holds_a_database_without_anything),
        TEST(is_the_same_bytes_each_time),
        TEST(an_import_leaves_one),
        TEST(a_large_import_leaves_one),
        TEST(what_others_made_of_it_is_not_what_was_left),
        TEST(is_made_of_what_is_large),
        TEST(small_databases_have_none),
        TEST(a_graph_in_a_file_is_not_added_to),
        TEST(of_another_database_is_not_believed),
        TEST(an_import_makes_it_stale),
        TEST(another_programs_change_makes_it_stale),
        TEST(a_change_that_is_only_in_the_log_makes_it_stale),
        TEST(a_database_of_the_same_name_is_another),
        TEST(a_folder_that_is_read_only_does_without),
        TEST(a_folder_that_is_read_only_may_have_one),
        TEST(is_readable_by_whom_the_database_is),
        TEST(several_processes_make_it_at_once),
        TEST(readers_beside_a_writer),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
