/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Several processes on one database; one that is killed; a disk that is full. */
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

#include "graph/store/store.h"
#include "persist.h"
#include "writer.h"

static struct rlimit file_size;

static int setup(void **state)
{
    database *d = malloc(sizeof *d);
    make_database(d);
    *state = d;
    return getrlimit(RLIMIT_FSIZE, &file_size);
}

static int teardown(void **state)
{
    setrlimit(RLIMIT_FSIZE, &file_size);
    remove_database(*state);
    free(*state);
    return 0;
}

/* In a child nothing can be asserted: it says how it went by its exit status. */
static bool run_child(database *d, const char *text)
{
    ent_i_buffer answer = ENT_I_BUFFER_INIT;
    ent_status status = run_text(d->session, text, &answer);
    if (status != ENT_DONE)
        fprintf(stderr, "%s: %s\n", text, ent_i_buffer_string(&answer));
    ent_i_buffer_clear(&answer);
    return status == ENT_DONE;
}

static pid_t start_child(database *d, bool (*work)(database *d, int pipe), int *ret_pipe)
{
    int ends[2];
    assert_int_equal(pipe(ends), 0);
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        ent_error err = { 0 };
        database own = *d;
        close(ends[0]);
        bool good = ent_store_open(own.file, ENT_STORE_WRITE, &own.store, &err) == ENT_OK;
        if (good)
            ent_store_set_timeout(own.store, 60000);
        good = good && ent_session_open(own.store, &own.session, &err) == ENT_OK;
        _exit(good && work(&own, ends[1]) ? 0 : 1);
    }
    close(ends[1]);
    *ret_pipe = ends[0];
    return child;
}

static void assert_good_end(pid_t child, int pipe)
{
    int status;
    close(pipe);
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
}

/* --- taking turns ----------------------------------------------------------------------------------------- */

static bool count_up(database *d, int pipe)
{
    (void)pipe;
    for (int i = 0; i < 30; i++)
        if (!run_child(d, "MATCH (c:Counter) SET c.n = c.n + 1, c.m = c.n CREATE (:Mark)"))
            return false;
    return true;
}

static void test_persist_processes__writers_take_turns(void **state)
{
    database *d = *state;
    pid_t children[3];
    int pipes[3];
    assert_answer(d->session, "CREATE (:Counter {n: 0})", "");
    close_database(d);
    for (int i = 0; i < 3; i++)
        children[i] = start_child(d, count_up, &pipes[i]);
    for (int i = 0; i < 3; i++)
        assert_good_end(children[i], pipes[i]);
    open_database(d, ENT_STORE_WRITE);
    assert_answer(d->session, "MATCH (c:Counter) MATCH (m:Mark) RETURN c.n, c.m, count(m)", "90, 90, 90");
    assert_sound(d);
}

static void test_persist_processes__a_transaction_keeps_others_out(void **state)
{
    database *d = *state, other = *d;
    open_database(&other, ENT_STORE_WRITE);
    ent_store_set_timeout(other.store, 50);
    assert_answer(d->session, "BEGIN", "");
    assert_answer(d->session, "CREATE (:A)", "");
    assert_fault(other.session, "CREATE (:B)", "locked by another process");
    assert_fault(other.session, "BEGIN", "locked by another process");
    assert_false(ent_session_in_transaction(other.session));
    assert_answer(other.session, "MATCH (n) RETURN count(n)", "0");
    assert_answer(d->session, "COMMIT", "");
    assert_answer(other.session, "MATCH (n) RETURN labels(n)", "['A']");
    assert_answer(other.session, "CREATE (:B)", "");
    assert_answer(d->session, "MATCH (n) RETURN labels(n)", "['A']; ['B']");
    /* What is not committed is nobody's when the session ends. */
    assert_answer(other.session, "BEGIN", "");
    assert_answer(other.session, "CREATE (:C)", "");
    close_database(&other);
    assert_answer(d->session, "MATCH (n) SET n.x = 1 RETURN count(n)", "2");
}

static void test_persist_processes__a_reader_only_reads(void **state)
{
    database *d = *state, reader = *d;
    open_database(&reader, ENT_STORE_READ);
    assert_fault(reader.session, "CREATE (:B)", "read only");
    assert_fault(reader.session, "BEGIN", "read only");
    assert_answer(d->session, "CREATE (:B)", "");
    assert_answer(reader.session, "MATCH (n) RETURN count(n)", "1");
    close_database(&reader);
}

/* --- one state from beginning to end ---------------------------------------------------------------------- */

static bool move_on(database *d, int pipe)
{
    for (int i = 0; i < 40; i++)
        if (!run_child(d, "MATCH (n:Step) CREATE (:Step {v: n.v + 1})-[:FROM]->(:Past {v: n.v}) DETACH DELETE n") ||
            write(pipe, "x", 1) != 1)
            return false;
    return true;
}

static void test_persist_processes__a_statement_sees_one_state(void **state)
{
    database *d = *state;
    int pipe;
    char byte;
    assert_answer(d->session, "CREATE (:Step {v: 0}), (:Step {v: 0}), (:Step {v: 0})", "");
    pid_t child = start_child(d, move_on, &pipe);
    /* A cursor that was opened before goes on with what it began with. */
    ent_query *query = NULL;
    assert_int_equal(ent_query_prepare(d->session, "MATCH (n:Step) RETURN n.v, n", SIZE_MAX, &query, NULL), ENT_OK);
    for (int round = 0; round < 60; round++) {
        assert_int_equal(ent_query_step(query, NULL), ENT_OK);
        int64_t first = ent_value_integer(ent_query_value(query, 0));
        if (round < 40)
            assert_int_equal(read(pipe, &byte, 1), 1);
        ent_i_buffer answer = ENT_I_BUFFER_INIT;
        assert_int_equal(run_text(d->session, "MATCH (n:Step) RETURN min(n.v) = max(n.v)", &answer), ENT_DONE);
        assert_string_equal(ent_i_buffer_string(&answer), "true");
        ent_i_buffer_clear(&answer);
        ent_status status;
        while ((status = ent_query_step(query, NULL)) == ENT_OK) {
            assert_int_equal(ent_value_integer(ent_query_value(query, 0)), first);
            assert_int_equal(ent_value_count(ent_value_properties(ent_query_value(query, 1))), 1);
        }
        assert_int_equal(status, ENT_DONE);
        ent_query_reset(query);
    }
    ent_query_free(query);
    assert_good_end(child, pipe);
    assert_sound(d);
}

/* --- what others commit ----------------------------------------------------------------------------------- */

static void exec_sql(sqlite3 *db, const char *text)
{
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
        fail_msg("%s: %s", text, sqlite3_errmsg(db));
}

/* Whoever commits, between whichever looks: the next statement of everybody sees it. */
static void test_persist_processes__a_commit_is_seen_at_once(void **state)
{
    enum { SESSIONS = 3, ROUNDS = 600 };
    database *d = *state, all[SESSIONS];
    writer dice = { .random = 5 };
    int64_t n = 0;
    assert_answer(d->session, "CREATE (:Counter {n: 0})", "");
    for (size_t i = 0; i < SESSIONS; i++) {
        all[i] = *d;
        open_database(&all[i], ENT_STORE_WRITE);
    }
    for (int round = 0; round < ROUNDS; round++) {
        char expected[24];
        database *it = &all[pick(&dice, SESSIONS)];
        switch (pick(&dice, 12)) {
        case 0:
            exec_sql(it->store->db, "PRAGMA wal_checkpoint(TRUNCATE)");
            break;
        case 1:
            exec_sql(it->store->db, "PRAGMA wal_checkpoint(PASSIVE)");
            break;
        case 2:
            close_database(it);
            open_database(it, ENT_STORE_WRITE);
            break;
        case 3:
        case 4:
        case 5:
            assert_answer(it->session, "MATCH (c:Counter) SET c.n = c.n + 1", "");
            n++;
            break;
        default:
            snprintf(expected, sizeof expected, "%lld", (long long)n);
            assert_answer(it->session, "MATCH (c:Counter) RETURN c.n", expected);
        }
    }
    assert_true(n > 50);
    for (size_t i = 0; i < SESSIONS; i++)
        close_database(&all[i]);
    assert_sound(d);
}

static bool commit_when_told(database *d, int pipe)
{
    for (int i = 0; i < 50; i++) {
        if (!run_child(d, "MATCH (c:Counter) SET c.n = c.n + 1") || write(pipe, "x", 1) != 1)
            return false;
        nanosleep(&(struct timespec){ .tv_nsec = 2000000 }, NULL);
    }
    return true;
}

static void test_persist_processes__another_processs_commit_is_seen_at_once(void **state)
{
    database *d = *state;
    int pipe;
    char byte;
    ent_query *query = NULL;
    assert_answer(d->session, "CREATE (:Counter {n: 0})", "");
    assert_int_equal(ent_query_prepare(d->session, "MATCH (c:Counter) RETURN c.n", SIZE_MAX, &query, NULL), ENT_OK);
    pid_t child = start_child(d, commit_when_told, &pipe);
    for (int64_t known = 0; read(pipe, &byte, 1) == 1;) {
        known++;
        assert_int_equal(ent_query_step(query, NULL), ENT_OK);
        assert_true(ent_value_integer(ent_query_value(query, 0)) >= known);
        ent_query_reset(query);
    }
    assert_answer(d->session, "MATCH (c:Counter) RETURN c.n", "50");
    ent_query_free(query);
    assert_good_end(child, pipe);
}

/* The older kind of journal has no log whose head could tell, and whoever uses the log may do so later. */
static void test_persist_processes__a_commit_without_the_log_is_seen(void **state)
{
    database *d = *state, reader;
    sqlite3 *other = NULL;
    assert_answer(d->session, "CREATE (:Counter {n: 0})", "");
    close_database(d);
    assert_int_equal(sqlite3_open(d->file, &other), SQLITE_OK);
    exec_sql(other, "PRAGMA journal_mode = DELETE; UPDATE nodes SET properties = '{\"n\": 1}'; DELETE FROM sums");
    reader = *d;
    open_database(&reader, ENT_STORE_READ);
    assert_answer(reader.session, "MATCH (c:Counter) RETURN c.n", "1");
    assert_answer(reader.session, "MATCH (c:Counter) RETURN c.n", "1");
    exec_sql(other, "UPDATE nodes SET properties = '{\"n\": 2}'");
    assert_answer(reader.session, "MATCH (c:Counter) RETURN c.n", "2");
    exec_sql(other, "PRAGMA journal_mode = WAL; UPDATE nodes SET properties = '{\"n\": 3}'");
    assert_answer(reader.session, "MATCH (c:Counter) RETURN c.n", "3");
    exec_sql(other, "UPDATE nodes SET properties = '{\"n\": 4}'");
    assert_answer(reader.session, "MATCH (c:Counter) RETURN c.n", "4");
    assert_answer(reader.session, "MATCH (c:Counter) RETURN c.n", "4");
    exec_sql(other, "UPDATE nodes SET properties = '{\"n\": 5}'");
    assert_answer(reader.session, "MATCH (c:Counter) RETURN c.n", "5");
    sqlite3_close(other);
    close_database(&reader);
    open_database(d, ENT_STORE_WRITE);
}

/* --- no room ---------------------------------------------------------------------------------------------- */

#define LARGE "UNWIND range(1, 20000) AS i CREATE (:Large {i: i, text: 'some text that takes room'})"

static void assert_no_room(database *d, const char *text)
{
    ent_i_buffer answer = ENT_I_BUFFER_INIT;
    ent_status status = run_text(d->session, text, &answer);
    if (status != ENT_ERR_FULL)
        fail_msg("%s", ent_i_buffer_string(&answer));
    ent_i_buffer_clear(&answer);
}

static void test_persist_processes__a_full_disk_leaves_nothing(void **state)
{
    database *d = *state;
    struct rlimit small = { .rlim_cur = 200000, .rlim_max = file_size.rlim_max };
    assert_answer(d->session, "CREATE (:A {key: 'a', x: 1})", "");
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
    assert_no_room(d, "MATCH (a:A) SET a.x = 2 WITH a " LARGE);
    assert_answer(d->session, "MATCH (n) RETURN n", "(:A{key: 'a', x: 1})");
    /* What a transaction wrote is in memory until its commit. */
    assert_answer(d->session, "BEGIN", "");
    assert_answer(d->session, "CREATE (:B)", "");
    assert_answer(d->session, LARGE, "");
    assert_no_room(d, "COMMIT");
    assert_false(ent_session_in_transaction(d->session));
    assert_answer(d->session, "MATCH (n) RETURN n", "(:A{key: 'a', x: 1})");
    setrlimit(RLIMIT_FSIZE, &file_size);
    assert_answer(d->session, LARGE, "");
    reopen_database(d);
    assert_answer(d->session, "MATCH (n) RETURN labels(n), count(n) ORDER BY count(n)", "['A'], 1; ['Large'], 20000");
    assert_sound(d);
}

/* --- killed ----------------------------------------------------------------------------------------------- */

#define KILLED_STATEMENTS 200
static uint64_t killed_seed;

static bool write_until_killed(database *d, int pipe)
{
    writer w = { .random = killed_seed };
    for (uint32_t i = 0; i < KILLED_STATEMENTS; i++) {
        ent_i_buffer text = ENT_I_BUFFER_INIT, answer = ENT_I_BUFFER_INIT;
        put_next(&w, &text);
        (void)!run_text(d->session, ent_i_buffer_string(&text), &answer); /* some are meant to fail */
        ent_i_buffer_clear(&text);
        ent_i_buffer_clear(&answer);
        if (write(pipe, &i, sizeof i) != sizeof i)
            return false;
    }
    return true;
}

static void run_in(ent_session *session, const char *text)
{
    ent_i_buffer answer = ENT_I_BUFFER_INIT;
    (void)!run_text(session, text, &answer);
    ent_i_buffer_clear(&answer);
}

/* The statements that were acknowledged, replayed in memory; and the one after them. */
static ent_session *replay(uint32_t acknowledged, char **ret_next)
{
    writer w = { .random = killed_seed };
    ent_session *memory = new_session(NULL);
    run_in(memory, first_statement);
    for (uint32_t i = 0; i <= acknowledged; i++) {
        ent_i_buffer text = ENT_I_BUFFER_INIT;
        put_next(&w, &text);
        if (i < acknowledged)
            run_in(memory, ent_i_buffer_string(&text));
        else
            *ret_next = strdup(ent_i_buffer_string(&text));
        ent_i_buffer_clear(&text);
    }
    return memory;
}

static bool is_same(ent_session *a, ent_session *b)
{
    char *x = everything(a), *y = everything(b);
    bool same = strcmp(x, y) == 0;
    free(x);
    free(y);
    return same;
}

/* Nothing that was acknowledged is lost, and nothing is there but the one in flight. An open transaction is gone, unless
 * its COMMIT was in flight. */
static void assert_nothing_lost(database *d, uint32_t acknowledged)
{
    char *next = NULL;
    ent_session *memory = replay(acknowledged, &next);
    open_database(d, ENT_STORE_WRITE);
    bool open = ent_session_in_transaction(memory), commits = strcmp(next, "COMMIT") == 0;
    if (!open || !commits) {
        if (open)
            run_in(memory, "ROLLBACK");
        if (!is_same(memory, d->session)) {
            assert_false(open);
            run_in(memory, next);
            assert_same_everything(memory, d->session);
        }
    } else {
        run_in(memory, "COMMIT");
        if (!is_same(memory, d->session)) {
            ent_session_free(memory);
            free(next);
            memory = replay(acknowledged, &next);
            run_in(memory, "ROLLBACK");
            assert_same_everything(memory, d->session);
        }
    }
    assert_sound(d);
    ent_session_free(memory);
    free(next);
}

static void test_persist_processes__killed_at_any_moment(void **state)
{
    (void)state;
    unsigned early = 0;
    for (killed_seed = 1; killed_seed <= 25; killed_seed++) {
        database d;
        writer dice = { .random = killed_seed * 77 };
        int pipe, status;
        uint32_t number, acknowledged = 0, enough = pick(&dice, KILLED_STATEMENTS);
        make_database(&d);
        assert_answer(d.session, first_statement, "");
        close_database(&d);
        pid_t child = start_child(&d, write_until_killed, &pipe);
        while (acknowledged < enough && read(pipe, &number, sizeof number) == sizeof number)
            acknowledged = number + 1;
        nanosleep(&(struct timespec){ .tv_nsec = pick(&dice, 400000) }, NULL);
        kill(child, SIGKILL);
        while (read(pipe, &number, sizeof number) == sizeof number)
            acknowledged = number + 1;
        close(pipe);
        assert_int_equal(waitpid(child, &status, 0), child);
        early += WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
        assert_nothing_lost(&d, acknowledged);
        remove_database(&d);
    }
    assert_true(early > 15);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_persist_processes__writers_take_turns, setup, teardown),
        cmocka_unit_test_setup_teardown(test_persist_processes__a_transaction_keeps_others_out, setup, teardown),
        cmocka_unit_test_setup_teardown(test_persist_processes__a_reader_only_reads, setup, teardown),
        cmocka_unit_test_setup_teardown(test_persist_processes__a_statement_sees_one_state, setup, teardown),
        cmocka_unit_test_setup_teardown(test_persist_processes__a_commit_is_seen_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_persist_processes__another_processs_commit_is_seen_at_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_persist_processes__a_commit_without_the_log_is_seen, setup, teardown),
        cmocka_unit_test_setup_teardown(test_persist_processes__a_full_disk_leaves_nothing, setup, teardown),
        cmocka_unit_test(test_persist_processes__killed_at_any_moment),
    };
    return cmocka_run_group_tests_name("persist_processes", tests, NULL, NULL);
}
