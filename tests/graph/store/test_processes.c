/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several processes at one file, and processes that are killed. */
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include "graph/store/store.h"
#include "support.h"

static int setup(void **state)
{
    folder *f = calloc(1, sizeof *f);
    folder_make(f);
    make_sample(f->file);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    folder_remove(*state);
    free(*state);
    return 0;
}

/* Two processes that take turns: each waits for the other's byte. */
typedef struct turns {
    int to_child[2], to_parent[2];
} turns;

static void turns_make(turns *t)
{
    assert_int_equal(pipe(t->to_child), 0);
    assert_int_equal(pipe(t->to_parent), 0);
}

static void turns_close(const turns *t)
{
    for (int i = 0; i < 2; i++) {
        close(t->to_child[i]);
        close(t->to_parent[i]);
    }
}

static void give(int end)
{
    if (write(end, "x", 1) != 1)
        _exit(20);
}

static void take(int end)
{
    char byte;
    if (read(end, &byte, 1) != 1)
        _exit(21);
}

/* In a child: a failure is its exit status, not a jump into the parent's test. */
#define CHILD_OK(call, code) \
    do { \
        if ((call) < 0) \
            _exit(code); \
    } while (0)

static void child_add(ent_graph *graph, const char *key)
{
    ent_node_record record = { .key = T(key) };
    CHILD_OK(ent_graph_add_node(graph, &record, NULL, NULL), 30);
}

static void assert_child(pid_t child, int code)
{
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), code);
}

static void test_processes__a_reader_sees_what_is_committed(void **state)
{
    const folder *f = *state;
    turns t;
    turns_make(&t);
    ent_store *reader = open_store(f->file, ENT_STORE_READ);
    ent_graph *graph = load(reader);
    char *before = dump(graph);
    ent_graph_free(graph);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        ent_store *store = NULL;
        CHILD_OK(ent_store_open(f->file, ENT_STORE_WRITE, &store, NULL), 1);
        CHILD_OK(ent_store_begin(store, &graph, NULL), 2);
        child_add(graph, "from-a-child");
        give(t.to_parent[1]);
        take(t.to_child[0]);
        CHILD_OK(ent_store_commit(store, graph, NULL, NULL, NULL), 3);
        give(t.to_parent[1]);
        take(t.to_child[0]);
        _exit(0); /* without closing */
    }
    take(t.to_parent[0]);
    graph = load(reader); /* not blocked by the writer */
    char *during = dump(graph);
    ent_graph_free(graph);
    assert_string_equal(during, before);
    give(t.to_child[1]);
    take(t.to_parent[0]);
    graph = load(reader);
    char *after = dump(graph);
    assert_int_not_equal(ent_graph_find_key(graph, "from-a-child", 12), ENT_NONE);
    ent_graph_free(graph);
    assert_string_not_equal(after, before);
    give(t.to_child[1]);
    assert_child(child, 0);
    ent_store_close(reader);
    char *last = dump_file(f->file);
    assert_string_equal(last, after);
    assert_sound(f->file);
    turns_close(&t);
    free(before);
    free(during);
    free(after);
    free(last);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static void test_processes__the_second_writer_waits_or_is_told(void **state)
{
    const folder *f = *state;
    turns t;
    turns_make(&t);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        ent_store *store = NULL;
        ent_graph *graph = NULL;
        CHILD_OK(ent_store_open(f->file, ENT_STORE_WRITE, &store, NULL), 1);
        CHILD_OK(ent_store_begin(store, &graph, NULL), 2);
        child_add(graph, "first");
        give(t.to_parent[1]);
        take(t.to_child[0]);
        usleep(300000);
        CHILD_OK(ent_store_commit(store, graph, NULL, NULL, NULL), 3);
        ent_store_close(store);
        _exit(0);
    }
    take(t.to_parent[0]);
    ent_store *store = open_store(f->file, ENT_STORE_WRITE);
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    ent_store_set_timeout(store, 200);
    double start = seconds();
    assert_fails(ent_store_begin(store, &graph, &err), ENT_ERR_LOCKED, err, f->file);
    assert_true(seconds() - start > 0.15 && seconds() - start < 3);
    assert_null(graph);
    ent_store_set_timeout(store, 20000);
    give(t.to_child[1]);
    graph = begin(store); /* waits until the child has committed, and has what it wrote */
    assert_int_not_equal(ent_graph_find_key(graph, "first", 5), ENT_NONE);
    add_node(graph, "second", NULL);
    commit(store, graph);
    ent_graph_free(graph);
    ent_store_close(store);
    assert_child(child, 0);
    char *text = dump_file(f->file);
    assert_non_null(strstr(text, " first|"));
    assert_non_null(strstr(text, " second|"));
    assert_sound(f->file);
    turns_close(&t);
    free(text);
}

static void test_processes__writers_lose_nothing_to_each_other(void **state)
{
    const folder *f = *state;
    enum { WRITERS = 4, ROUNDS = 5 };
    pid_t children[WRITERS];
    fflush(NULL);
    for (int w = 0; w < WRITERS; w++) {
        children[w] = fork();
        if (children[w] != 0)
            continue;
        ent_store *store = NULL;
        CHILD_OK(ent_store_open(f->file, ENT_STORE_WRITE, &store, NULL), 1);
        ent_store_set_timeout(store, 60000);
        for (int round = 0; round < ROUNDS; round++) {
            ent_graph *graph = NULL;
            char key[32];
            CHILD_OK(ent_store_begin(store, &graph, NULL), 2);
            snprintf(key, sizeof key, "writer-%d-%d", w, round);
            child_add(graph, key);
            CHILD_OK(ent_store_commit(store, graph, NULL, NULL, NULL), 3);
            ent_graph_free(graph);
        }
        ent_store_close(store);
        _exit(0);
    }
    for (int w = 0; w < WRITERS; w++)
        assert_child(children[w], 0);
    ent_store *store = open_store(f->file, ENT_STORE_READ);
    ent_graph *graph = load(store);
    for (int w = 0; w < WRITERS; w++)
        for (int round = 0; round < ROUNDS; round++) {
            char key[32];
            snprintf(key, sizeof key, "writer-%d-%d", w, round);
            assert_int_not_equal(ent_graph_find_key(graph, key, strlen(key)), ENT_NONE);
        }
    ent_graph_free(graph);
    ent_store_close(store);
    assert_sound(f->file);
}

/* --- killed ---------------------------------------------------------------------------------------------- */

#define ALL_WRITTEN (UINT64_MAX - 1)

typedef struct killer {
    uint64_t at;
} killer;

static bool kill_at(void *context, uint64_t done, uint64_t total)
{
    const killer *k = context;
    if (done >= (k->at == ALL_WRITTEN ? total : k->at))
        raise(SIGKILL);
    return true;
}

static void child_fill(ent_graph *graph)
{
    for (unsigned i = 0; i < 200000; i++) {
        char key[24], valid[24];
        snprintf(key, sizeof key, "n%u", i % 100);
        snprintf(valid, sizeof valid, "%u", 1000 + i / 100);
        ent_node_record node = { .key = T(key) };
        ent_tie_record tie = { .source = T(key), .type = T("MEMBER_OF"), .target = T("n0"), .valid = T(valid) };
        if (i < 100)
            CHILD_OK(ent_graph_add_node(graph, &node, NULL, NULL), 4);
        CHILD_OK(ent_graph_add_tie(graph, &tie, NULL, NULL), 5);
    }
}

/* Add many ties, with so little memory for pages that they reach the file long before the commit. */
static void child_commit(const char *file, uint64_t kill_after)
{
    ent_store *store = NULL;
    ent_graph *graph = NULL;
    CHILD_OK(ent_store_open(file, ENT_STORE_WRITE, &store, NULL), 1);
    if (sqlite3_exec(store->db, "PRAGMA cache_size = 20; PRAGMA wal_autocheckpoint = 10", NULL, NULL, NULL) != SQLITE_OK)
        _exit(2);
    CHILD_OK(ent_store_begin(store, &graph, NULL), 3);
    child_fill(graph);
    killer k = { kill_after };
    CHILD_OK(ent_store_commit(store, graph, kill_at, &k, NULL), 6);
    ent_store_close(store);
    _exit(0);
}

static void test_processes__a_killed_commit_leaves_what_was(void **state)
{
    const folder *f = *state;
    char *before = dump_file(f->file);
    static const uint64_t moments[] = { 0, 65536, 131072, 196608, ALL_WRITTEN };
    for (size_t i = 0; i < sizeof moments / sizeof moments[0]; i++) {
        int status;
        fflush(NULL);
        pid_t child = fork();
        if (child == 0)
            child_commit(f->file, moments[i]);
        assert_int_equal(waitpid(child, &status, 0), child);
        assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
        char *after = dump_file(f->file);
        assert_string_equal(after, before);
        assert_sound(f->file);
        free(after);
    }
    free(before);
}

/* Killed at any moment, in the commit itself and in moving the log into the file too: the old state or the
 * new one, and never anything else. */
static void kill_often(const folder *f, int rounds)
{
    char *before = dump_file(f->file), *whole = NULL;
    char copy[96];
    snprintf(copy, sizeof copy, "%s/copy.entente", f->path);
    unsigned old = 0, new = 0, pause = 1000;
    for (int round = 0; round < rounds; round++) {
        char command[400];
        int status;
        snprintf(command, sizeof command, "rm -f '%s'*; cp '%s' '%s'", copy, f->file, copy);
        assert_int_equal(system(command), 0);
        fflush(NULL);
        pid_t child = fork();
        if (child == 0)
            child_commit(copy, UINT64_MAX);
        if (round > 0) {
            usleep(pause);
            kill(child, SIGKILL);
        }
        assert_int_equal(waitpid(child, &status, 0), child);
        char *after = dump_file(copy);
        if (round == 0) {
            assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
            whole = after;
            assert_string_not_equal(whole, before);
            continue;
        }
        bool is_old = strcmp(after, before) == 0, is_new = strcmp(after, whole) == 0;
        assert_true(is_old || is_new);
        assert_sound(copy);
        free(after);
        old += is_old;
        new += is_new;
        /* Close in on the moment at which the one becomes the other. */
        pause = is_old ? pause + pause / 3 + 1 : pause - pause / 8;
    }
    assert_true(old > 0);
    print_message("killed: %u times the old state, %u times the new one\n", old, new);
    free(before);
    free(whole);
}

static void test_processes__killed_at_any_moment(void **state)
{
    kill_often(*state, 24);
}

/* The first import of a database is written in another way. */
static void test_processes__killed_in_the_first_import(void **state)
{
    const folder *f = *state;
    unlink(f->file);
    ent_store_close(open_store(f->file, ENT_STORE_CREATE));
    kill_often(f, 24);
}

typedef struct signaller {
    const turns *t;
    bool done;
} signaller;

static bool give_and_wait(void *context, uint64_t done, uint64_t total)
{
    signaller *s = context;
    (void)total;
    if (done >= 131072 && !s->done) {
        s->done = true;
        give(s->t->to_parent[1]);
        take(s->t->to_child[0]);
    }
    return true;
}

static void test_processes__a_reader_is_not_blocked_by_the_first_import(void **state)
{
    const folder *f = *state;
    turns t;
    turns_make(&t);
    unlink(f->file);
    ent_store_close(open_store(f->file, ENT_STORE_CREATE));
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        ent_store *store = NULL;
        ent_graph *graph = NULL;
        signaller s = { &t, false };
        CHILD_OK(ent_store_open(f->file, ENT_STORE_WRITE, &store, NULL), 1);
        CHILD_OK(ent_store_begin(store, &graph, NULL), 2);
        child_fill(graph);
        CHILD_OK(ent_store_commit(store, graph, give_and_wait, &s, NULL), 3);
        ent_store_close(store);
        _exit(s.done ? 0 : 4);
    }
    take(t.to_parent[0]); /* the child has written most of its ties */
    ent_store *reader = open_store(f->file, ENT_STORE_READ);
    ent_store_set_timeout(reader, 0);
    ent_graph *graph = load(reader);
    assert_int_equal(ent_graph_tie_count(graph), 0);
    ent_graph_free(graph);
    ent_store *second = open_store(f->file, ENT_STORE_WRITE);
    ent_error err = { 0 };
    ent_store_set_timeout(second, 50);
    assert_fails(ent_store_begin(second, &graph, &err), ENT_ERR_LOCKED, err, f->file);
    give(t.to_child[1]);
    assert_child(child, 0); /* while this reader is there, but reads nothing */
    graph = load(reader);
    assert_int_equal(ent_graph_tie_count(graph), 200000);
    ent_graph_free(graph);
    ent_store_close(reader);
    graph = begin(second);
    add_node(graph, "second", NULL);
    commit(second, graph);
    ent_graph_free(graph);
    ent_store_close(second);
    assert_sound(f->file);
    /* The log is in use again. */
    ent_store_close(open_store(f->file, ENT_STORE_WRITE));
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open(f->file, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA journal_mode", -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
    assert_string_equal((const char *)sqlite3_column_text(statement, 0), "wal");
    sqlite3_finalize(statement);
    sqlite3_close(db);
    turns_close(&t);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_processes__a_reader_sees_what_is_committed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_processes__the_second_writer_waits_or_is_told, setup, teardown),
        cmocka_unit_test_setup_teardown(test_processes__writers_lose_nothing_to_each_other, setup, teardown),
        cmocka_unit_test_setup_teardown(test_processes__a_killed_commit_leaves_what_was, setup, teardown),
        cmocka_unit_test_setup_teardown(test_processes__killed_at_any_moment, setup, teardown),
        cmocka_unit_test_setup_teardown(test_processes__killed_in_the_first_import, setup, teardown),
        cmocka_unit_test_setup_teardown(test_processes__a_reader_is_not_blocked_by_the_first_import, setup, teardown),
    };
    return cmocka_run_group_tests_name("processes", tests, NULL, NULL);
}
