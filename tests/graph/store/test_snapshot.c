/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The snapshot beside a database: the same answers as from the rows, whatever happens to either file. */
#include <fcntl.h>
#include <pthread.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "graph/model/columns.h"
#include "support.h"

typedef struct place {
    folder folder;
    char snapshot[96];
} place;

static int setup(void **state)
{
    place *p = calloc(1, sizeof *p);
    folder_make(&p->folder);
    snprintf(p->snapshot, sizeof p->snapshot, "%s-graph", p->folder.file);
    *state = p;
    return 0;
}

static int teardown(void **state)
{
    place *p = *state;
    folder_remove(&p->folder);
    free(p);
    return 0;
}

static ent_store *open_with(const char *path, ent_snapshot_use use)
{
    ent_store *store = open_store(path, ENT_STORE_READ);
    ent_store_set_snapshot(store, use);
    return store;
}

/* What a database says in every way that there is to ask: the texts, the arcs, the days, the names. */
static char *tell(const ent_graph *graph)
{
    ent_i_buffer b = ENT_I_BUFFER_INIT;
    char *text = dump(graph);
    ent_i_buffer_text(&b, text);
    for (size_t i = 0; i < ent_graph_node_count(graph); i++) {
        ent_node_view v;
        ent_arcs arcs[] = { ent_graph_out(graph, (ent_node)i), ent_graph_in(graph, (ent_node)i) };
        ent_graph_node(graph, (ent_node)i, &v);
        ent_i_buffer_printf(&b, "at %s %u %lld", v.key, ent_graph_find_key(graph, v.key, strlen(v.key)),
                            (long long)ent_i_graph_node_number(graph, (ent_node)i));
        for (size_t d = 0; d < 2; d++)
            for (size_t k = 0; k < arcs[d].count; k++)
                ent_i_buffer_printf(&b, " %s%u/%u", d ? "<" : ">", arcs[d].others[k], arcs[d].ties[k]);
        for (int r = 0; r < ENT_READINGS; r++) {
            ent_span span = ent_graph_node_span(graph, (ent_node)i, (ent_reading)r);
            ent_i_buffer_printf(&b, " [%lld %lld]", (long long)span.from, (long long)span.until);
        }
        const char *author = ent_graph_source_field(graph, (ent_node)i, "author");
        ent_i_buffer_printf(&b, " %s\n", author ? author : "-");
    }
    for (size_t i = 0; i < ent_graph_tie_count(graph); i++)
        for (int r = 0; r < ENT_READINGS; r++) {
            ent_span span = ent_graph_tie_span(graph, (ent_tie)i, (ent_reading)r);
            int64_t number = ent_i_graph_tie_number(graph, (ent_tie)i);
            ent_i_buffer_printf(&b, "tie %zu %lld: %lld %lld\n", i, (long long)number, (long long)span.from,
                                (long long)span.until);
        }
    ent_i_tie_columns columns;
    ent_i_graph_tie_columns(graph, &columns);
    for (size_t i = 0; i < ent_graph_tie_count(graph); i++)
        ent_i_buffer_printf(&b, "%u-%u-%u\n", columns.sources[i], columns.types[i], columns.targets[i]);
    static const char *const names[] = { "ivory-coast", "Ivory Coast", "ivory COAST", "cote d ivoire",
                                         "ci",          "nobody",      "!!" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ent_node node = ENT_NONE;
        ent_error err = { 0 };
        ent_status status = ent_graph_lookup(graph, names[i], &node, &err);
        ent_i_buffer_printf(&b, "name %s: %d %u %s\n", names[i], status, node, status < 0 ? err.message : "");
    }
    free(text);
    text = ent_i_buffer_take(&b);
    assert_non_null(text);
    return text;
}

static char *tell_file(const char *path, ent_snapshot_use use)
{
    ent_error err = { 0 };
    ent_store *store = open_with(path, use);
    ent_graph *graph = load(store);
    char *text = tell(graph);
    assert_ok(ent_graph_intact(graph, &err), err);
    ent_graph_free(graph);
    ent_store_close(store);
    return text;
}

static bool lies_in_file(const char *path)
{
    ent_store *store = open_with(path, ENT_SNAPSHOT_AUTO);
    ent_graph *graph = load(store);
    bool paged = graph->pages != NULL;
    ent_graph_free(graph);
    ent_store_close(store);
    return paged;
}

/* Time for the file system to give the next change another time. */
static void settle(void)
{
    const struct timespec wait = { 0, 60000000 };
    nanosleep(&wait, NULL);
}

/* A sample with a snapshot; what it says. */
static char *make_both(const place *p)
{
    make_sample(p->folder.file);
    settle();
    free(tell_file(p->folder.file, ENT_SNAPSHOT_ALWAYS));
    assert_true(lies_in_file(p->folder.file));
    return tell_file(p->folder.file, ENT_SNAPSHOT_NEVER);
}

static off_t size_of(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? status.st_size : -1;
}

static void flip(const char *path, off_t at, unsigned char mask)
{
    unsigned char byte;
    int file = open(path, O_RDWR);
    assert_true(file >= 0);
    assert_int_equal(pread(file, &byte, 1, at), 1);
    byte ^= mask;
    assert_int_equal(pwrite(file, &byte, 1, at), 1);
    close(file);
}

static void add_one(const char *path, const char *key)
{
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    ent_graph *graph = begin(store);
    add_node(graph, key, "State");
    add_tie(graph, key, "HOSTS", "ghana", NULL);
    commit(store, graph);
    ent_graph_free(graph);
    ent_store_close(store);
}

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
        add_tie(graph, key, i % 3 ? "HOSTS" : "MEMBER_OF", other, text);
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

static void test_snapshot__is_made_of_what_is_large(void **state)
{
    const place *p = *state;
    make_large(p);
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

/* --- damage ---------------------------------------------------------------------------------------------- */

static char *tell_again(ent_store *store)
{
    ent_error err = { 0 };
    ent_graph *graph = load(store);
    char *text = tell(graph);
    assert_ok(ent_graph_intact(graph, &err), err);
    ent_graph_free(graph);
    return text;
}

static void test_snapshot__every_byte_may_be_wrong(void **state)
{
    const place *p = *state;
    char *rows = make_both(p);
    ent_store *store = open_with(p->folder.file, ENT_SNAPSHOT_ALWAYS);
    off_t size = size_of(p->snapshot);
    assert_true(size >= 8192);
    for (off_t at = 0; at < size; at++) {
        flip(p->snapshot, at, (unsigned char)(1u << at % 8));
        char *text = tell_again(store);
        if (strcmp(text, rows) != 0)
            fail_msg("byte %lld changes the answer", (long long)at);
        free(text);
    }
    ent_store_close(store);
    free(rows);
}

static void test_snapshot__may_be_cut_anywhere(void **state)
{
    const place *p = *state;
    char *rows = make_both(p);
    ent_store *store = open_with(p->folder.file, ENT_SNAPSHOT_ALWAYS);
    off_t size = size_of(p->snapshot);
    for (off_t length = 0; length < size + 3; length += length < 2000 ? 1 : 17) {
        assert_int_equal(truncate(p->snapshot, length), 0);
        char *text = tell_again(store);
        if (strcmp(text, rows) != 0)
            fail_msg("%lld bytes of it change the answer", (long long)length);
        free(text);
    }
    ent_store_close(store);
    free(rows);
}

/* What is in hand stays right, whatever becomes of the file. */
static void test_snapshot__may_be_cut_or_lost_while_it_is_read(void **state)
{
    const place *p = *state;
    char *rows = make_both(p);
    for (int how = 0; how < 4; how++) {
        ent_error err = { 0 };
        ent_store *store = open_with(p->folder.file, ENT_SNAPSHOT_ALWAYS);
        ent_graph *graph = load(store);
        if (!graph->pages) {
            ent_graph_free(graph);
            graph = load(store);
        }
        assert_non_null(graph->pages);
        if (how == 3)
            assert_int_not_equal(ent_graph_find_key(graph, "ghana", 5), ENT_NONE); /* some of it is in */
        if (how == 0)
            assert_int_equal(unlink(p->snapshot), 0);
        else if (how == 1)
            assert_int_equal(truncate(p->snapshot, 0), 0);
        else
            for (off_t at = 0, size = size_of(p->snapshot); at < size; at += 64)
                flip(p->snapshot, at, 0xff);
        ent_store_close(store);
        char *text = tell(graph);
        assert_string_equal(text, rows);
        assert_ok(ent_graph_intact(graph, &err), err);
        ent_graph_free(graph);
        free(text);
    }
    free(rows);
}

static void test_snapshot__damage_after_a_change_is_said(void **state)
{
    const place *p = *state;
    free(make_both(p));
    ent_error err = { 0 };
    ent_store *store = open_with(p->folder.file, ENT_SNAPSHOT_AUTO);
    ent_graph *graph = load(store);
    assert_non_null(graph->pages);
    assert_int_equal(truncate(p->snapshot, 0), 0);
    add_one(p->folder.file, "late");
    free(tell(graph)); /* anything but a crash */
    assert_fails(ent_graph_intact(graph, &err), ENT_ERR_LOCKED, err, "ask again");
    ent_graph_free(graph);
    graph = load(store);
    assert_ok(ent_graph_intact(graph, &err), err);
    assert_int_not_equal(ent_graph_find_key(graph, "late", 4), ENT_NONE);
    ent_graph_free(graph);
    ent_store_close(store);
}

static void *tell_thread(void *argument)
{
    return tell(argument);
}

static void test_snapshot__is_repaired_under_several_readers(void **state)
{
    const place *p = *state;
    char *rows = make_both(p);
    ent_store *store = open_with(p->folder.file, ENT_SNAPSHOT_AUTO);
    ent_graph *graph = load(store);
    pthread_t threads[4];
    for (off_t at = size_of(p->snapshot) - 10; at > 4096; at -= 4096)
        flip(p->snapshot, at, 1);
    for (int i = 0; i < 4; i++)
        assert_int_equal(pthread_create(&threads[i], NULL, tell_thread, graph), 0);
    for (int i = 0; i < 4; i++) {
        void *text = NULL;
        pthread_join(threads[i], &text);
        assert_string_equal(text, rows);
        free(text);
    }
    ent_graph_free(graph);
    ent_store_close(store);
    free(rows);
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
#define TEST(name) cmocka_unit_test_setup_teardown(test_snapshot__##name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(answers_as_the_rows_do),
        TEST(holds_a_database_without_anything),
        TEST(is_the_same_bytes_each_time),
        TEST(is_made_of_what_is_large),
        TEST(small_databases_have_none),
        TEST(a_graph_in_a_file_is_not_added_to),
        TEST(every_byte_may_be_wrong),
        TEST(may_be_cut_anywhere),
        TEST(may_be_cut_or_lost_while_it_is_read),
        TEST(damage_after_a_change_is_said),
        TEST(is_repaired_under_several_readers),
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
