/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is written comes back, what cannot be opened says why. */
#include <sys/stat.h>

#include "graph/store/load.h"
#include "support.h"

static int setup(void **state)
{
    folder *f = calloc(1, sizeof *f);
    folder_make(f);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    folder_remove(*state);
    free(*state);
    return 0;
}

static void write_file(const char *path, const char *data, size_t length)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, length, file), length);
    assert_int_equal(fclose(file), 0);
}

static void test_store__gives_back_what_was_written(void **state)
{
    const folder *f = *state;
    ent_store *store = open_store(f->file, ENT_STORE_CREATE);
    ent_graph *graph = begin(store);
    fill_sample(graph);
    commit(store, graph);
    char *written = dump(graph);
    ent_graph_free(graph);
    assert_string_equal(ent_store_path(store), f->file);
    ent_graph *again = load(store);
    char *read = dump(again);
    assert_string_equal(read, written);
    ent_graph_free(again);
    ent_store_close(store);
    char *later = dump_file(f->file);
    assert_string_equal(later, written);
    assert_non_null(strstr(later, "tie 0 ivory-coast -MEMBER_OF-> ghana|1999~/2007?|planned|preferred|{\"votes\":3}"));
    assert_sound(f->file);
    free(written);
    free(read);
    free(later);
}

static void test_store__is_empty_when_new(void **state)
{
    const folder *f = *state;
    ent_store_close(open_store(f->file, ENT_STORE_CREATE));
    char *text = dump_file(f->file);
    assert_string_equal(text, "");
    assert_sound(f->file);
    free(text);
    /* Nothing but the file itself is left behind. */
    char command[160];
    snprintf(command, sizeof command, "test \"$(ls -A '%s')\" = test.entente", f->path);
    assert_int_equal(system(command), 0);
}

static void test_store__adds_to_what_is_there(void **state)
{
    const folder *f = *state;
    make_sample(f->file);
    ent_store *store = open_store(f->file, ENT_STORE_WRITE);
    ent_graph *graph = begin(store);
    ent_error err = { 0 };
    ent_graph_begin_import(graph, ENT_EXISTING_UPDATE);
    ent_text labels[] = { T("State"), T("Rich") };
    ent_alias_record alias = { T("Gold Coast"), false };
    ent_citation_record citation = { .source = T("atlas"), .page = T("9") };
    ent_node_record ghana = { .key = T("ghana"), .name = T("Ghana"), .labels = labels, .label_count = 2,
                              .aliases = &alias, .alias_count = 1, .citations = &citation, .citation_count = 1 };
    assert_ok(ent_graph_add_node(graph, &ghana, NULL, &err), err);
    add_node(graph, "togo", "State");
    add_tie(graph, "togo", "BORDERS", "ghana", "1960", NULL);
    add_tie(graph, "ghana", "HOSTS", "plain", "2001-06-15", NULL); /* is there already */
    ent_citation_record more = { .source = T("atlas"), .note = T("again") };
    ent_tie_record cited = { .source = T("ghana"), .type = T("MEMBER_OF"), .target = T("plain"),
                             .valid = T("2003/.."), .citations = &more, .citation_count = 1 };
    assert_ok(ent_graph_add_tie(graph, &cited, NULL, &err), err);
    assert_ok(ent_graph_set_meta(graph, T("name"), T("Larger"), NULL, &err), err);
    commit(store, graph);
    char *written = dump(graph);
    ent_graph_free(graph);
    ent_store_close(store);
    char *read = dump_file(f->file);
    assert_string_equal(read, written);
    assert_non_null(strstr(read, "meta name=Larger\n"));
    assert_non_null(strstr(read, "node 2 ghana|Ghana|Ghana||-1|-\n    :State\n    :Rich\n    =Gold Coast\n    [atlas|stated|-|9|-|-]"));
    assert_non_null(strstr(read, "tie 4 ghana -MEMBER_OF-> plain|2003/..|in-force|normal|-\n    [atlas|stated|-|-|-|again]"));
    assert_non_null(strstr(read, "tie 5 togo -BORDERS-> ghana|1960|"));
    assert_null(strstr(read, "tie 6"));
    assert_sound(f->file);
    free(written);
    free(read);
}

static void test_store__takes_the_same_import_twice(void **state)
{
    const folder *f = *state;
    make_sample(f->file);
    char *before = dump_file(f->file);
    ent_store *store = open_store(f->file, ENT_STORE_WRITE);
    ent_graph *graph = begin(store);
    fill_sample(graph);
    commit(store, graph);
    ent_graph_free(graph);
    ent_store_close(store);
    char *after = dump_file(f->file);
    assert_string_equal(after, before);
    assert_sound(f->file);
    free(before);
    free(after);
}

static void test_store__forgets_what_is_rolled_back(void **state)
{
    const folder *f = *state;
    make_sample(f->file);
    char *before = dump_file(f->file);
    ent_store *store = open_store(f->file, ENT_STORE_WRITE);
    ent_graph *graph = begin(store);
    add_node(graph, "lost", "State");
    ent_store_rollback(store);
    ent_graph_free(graph);
    ent_store_rollback(store); /* nothing to do */
    graph = begin(store);
    add_node(graph, "lost too", "State");
    ent_store_close(store); /* in the middle of it */
    ent_graph_free(graph);
    char *after = dump_file(f->file);
    assert_string_equal(after, before);
    free(before);
    free(after);
}

static void test_store__lands_whole_or_not_at_all(void **state)
{
    const folder *f = *state;
    make_sample(f->file);
    char *before = dump_file(f->file);
    ent_store *store = open_store(f->file, ENT_STORE_WRITE);
    ent_error err = { 0 };
    ent_graph *graph = begin(store);
    add_tie(graph, "ghana", "MEMBER_OF", "nowhere", NULL, NULL);
    assert_fails(ent_store_commit(store, graph, NULL, NULL, &err), ENT_ERR_DANGLING, err, "nowhere");
    ent_graph_free(graph);
    assert_fails(ent_store_commit(store, NULL, NULL, NULL, &err), ENT_ERR_USAGE, err, "begin");
    char *after = dump_file(f->file);
    assert_string_equal(after, before);
    graph = begin(store); /* the store is still of use */
    add_node(graph, "benin", "State");
    commit(store, graph);
    ent_graph_free(graph);
    ent_store_close(store);
    char *last = dump_file(f->file);
    assert_non_null(strstr(last, "node 4 benin"));
    free(before);
    free(after);
    free(last);
}

typedef struct counting {
    uint64_t calls, done, total, stop_at;
} counting;

static bool count_progress(void *context, uint64_t done, uint64_t total)
{
    counting *c = context;
    assert_true(done >= c->done && done <= total);
    c->calls++;
    c->done = done;
    c->total = total;
    return c->calls < c->stop_at;
}

static void add_many(ent_graph *graph, unsigned nodes, unsigned ties)
{
    char from[24], to[24], valid[24];
    for (unsigned i = 0; i < nodes; i++) {
        snprintf(from, sizeof from, "node-%u", i);
        add_node(graph, from, "State");
    }
    for (unsigned i = 0; i < ties; i++) {
        snprintf(from, sizeof from, "node-%u", i % nodes);
        snprintf(to, sizeof to, "node-%u", (i * 7 + i / nodes) % nodes);
        snprintf(valid, sizeof valid, "%u/%u", 1000 + i / nodes, 2000 + i / nodes);
        add_tie(graph, from, "MEMBER_OF", to, valid, NULL);
    }
}

static void test_store__can_be_interrupted(void **state)
{
    const folder *f = *state;
    make_sample(f->file);
    char *before = dump_file(f->file);
    ent_store *store = open_store(f->file, ENT_STORE_WRITE);
    ent_error err = { 0 };
    counting all = { .stop_at = UINT64_MAX };
    for (uint64_t stop = 1;; stop++) {
        ent_graph *graph = begin(store);
        add_many(graph, 1000, 200000);
        counting c = { .stop_at = stop };
        ent_status status = ent_store_commit(store, graph, count_progress, &c, &err);
        if (status == ENT_OK)
            all = c;
        ent_graph_free(graph);
        if (status == ENT_OK)
            break;
        assert_int_equal(status, ENT_ERR_USAGE);
        assert_string_equal(err.message, "interrupted");
        ent_error_clear(&err);
        char *after = dump_file(f->file);
        assert_string_equal(after, before);
        free(after);
    }
    assert_true(all.calls >= 4); /* at the start, three times 65,536 rows, at the end */
    assert_int_equal(all.done, all.total);
    assert_int_equal(all.total, 200000 + 3 * 1000);
    ent_store_close(store);
    assert_sound(f->file);
    free(before);
}

/* Enough ties for two threads, with everything that one thread cannot put in place alone. */
static void test_store__reads_a_large_file_on_two_threads(void **state)
{
    const folder *f = *state;
    enum { TIES = 150000 };
    static const char *const statuses[] = { NULL, NULL, NULL, "planned", "ended", "sought" };
    static const char *const ranks[] = { NULL, NULL, NULL, NULL, NULL, "deprecated", "preferred" };
    ent_error err = { 0 };
    ent_store *store = open_store(f->file, ENT_STORE_CREATE);
    ent_graph *graph = begin(store);
    fill_sample(graph);
    add_many(graph, 1000, 0);
    for (unsigned i = 0; i < TIES; i++) {
        char from[24], to[24], valid[40], properties[40];
        snprintf(from, sizeof from, "node-%u", i % 1000);
        snprintf(to, sizeof to, "node-%u", (i / 1000 + 13 * i) % 1000);
        snprintf(valid, sizeof valid, i % 11 == 0 ? "%u~/%u?" : i % 11 == 5 ? "[%u,%u]" : "%u/%u-12-31", 1000 + i / 1000, 1200 + i % 700);
        snprintf(properties, sizeof properties, "{\"n\":%u}", i);
        ent_tie_record tie = { .source = T(from), .type = T(i % 3 ? "MEMBER_OF" : "KNOWS"), .target = T(to),
                               .valid = T(i % 17 ? valid : NULL), .status = T(statuses[i % 6]),
                               .rank = T(ranks[i % 7]), .properties = T(i % 9 ? NULL : properties) };
        assert_ok(ent_graph_add_tie(graph, &tie, NULL, &err), err);
    }
    commit(store, graph);
    char *written = dump(graph);
    ent_graph_free(graph);
    ent_store_close(store);
    struct stat status;
    assert_int_equal(stat(f->file, &status), 0);
    assert_true(status.st_size > 4 << 20);
    char *read = dump_file(f->file);
    assert_true(strcmp(read, written) == 0); /* too long to be printed */
    assert_sound(f->file);
    free(read);
    free(written);
    /* What is wrong is found in either half, and the first is named. */
    static const char *const damages[][2] = {
        { "UPDATE ties SET valid = 'x' WHERE id = 140000", "table ties, row 140000: " },
        { "UPDATE ties SET source = 0 WHERE id = 149999", "table ties, row 149999: source is 0" },
        { "UPDATE ties SET type = 99 WHERE id = 100000", "table ties, row 100000: type is 99" },
        { "UPDATE ties SET rank = 'x' WHERE id = 3", "table ties, row 3: there is no rank" },
    };
    for (size_t i = 0; i < sizeof damages / sizeof damages[0]; i++) {
        run_sql(f->file, damages[i][0]);
        store = open_store(f->file, ENT_STORE_READ);
        assert_fails(ent_store_load(store, &graph, &err), ENT_ERR_CORRUPT, err, damages[i][1]);
        ent_store_close(store);
    }
}

static char *tie_line(const ent_graph *graph, ent_tie tie)
{
    ent_i_buffer buffer = ENT_I_BUFFER_INIT;
    put_tie(&buffer, graph, tie);
    char *line = strdup(strchr(strchr(ent_i_buffer_string(&buffer), ' ') + 1, ' '));
    ent_i_buffer_clear(&buffer);
    return line;
}

static void assert_imports(const folder *f)
{
    static unsigned round;
    char key[24];
    ent_error err = { 0 };
    ent_store *store = open_store(f->file, ENT_STORE_WRITE);
    ent_graph *graph = begin(store);
    snprintf(key, sizeof key, "late-%u", round++);
    add_node(graph, key, "State");
    ent_citation_record citation = { .source = T("atlas"), .note = T("late") };
    ent_tie_record tie = { .source = T(key), .type = T("MEMBER_OF"), .target = T("plain"), .citations = &citation,
                           .citation_count = 1 };
    assert_ok(ent_graph_add_tie(graph, &tie, NULL, &err), err);
    commit(store, graph);
    char *written = dump(graph);
    ent_graph_free(graph);
    ent_store_close(store);
    char *read = dump_file(f->file);
    assert_true(strcmp(read, written) == 0);
    free(read);
    free(written);
}

/* What is left after deletions is what was there, and keeps its number in the file; more can be imported. */
static void assert_gaps(const folder *f, const char *deletions)
{
    ent_store *store = open_store(f->file, ENT_STORE_READ);
    ent_store_set_snapshot(store, ENT_SNAPSHOT_NEVER); /* its arrays are read bare */
    ent_graph *before = load(store);
    run_sql(f->file, "DELETE FROM sums");
    run_sql(f->file, deletions);
    ent_graph *after = load(store);
    assert_true(ent_graph_tie_count(after) < ent_graph_tie_count(before));
    for (ent_tie i = 0; i < ent_graph_tie_count(after); i++) {
        uint32_t was = 0;
        assert_true(ent_i_numbers_find(&before->tie_numbers, ent_graph_tie_count(before),
                                       ent_i_graph_tie_number(after, i), &was));
        char *now = tie_line(after, i), *then = tie_line(before, was);
        assert_string_equal(now, then);
        free(now);
        free(then);
    }
    ent_graph_free(after);
    ent_graph_free(before);
    ent_store_close(store);
    assert_imports(f);
    assert_sound(f->file);
}

static void test_store__deleted_rows_leave_gaps(void **state)
{
    const folder *f = *state;
    ent_store *store = open_store(f->file, ENT_STORE_CREATE);
    ent_graph *graph = begin(store);
    fill_sample(graph);
    add_many(graph, 1000, 110000);
    commit(store, graph);
    ent_graph_free(graph);
    ent_store_close(store);
    assert_gaps(f, "DELETE FROM ties WHERE id = 2");
    assert_gaps(f, "DELETE FROM ties WHERE id = (SELECT max(id) - 1 FROM ties)");
    assert_gaps(f, "DELETE FROM ties WHERE id % 1000 = 7 OR id BETWEEN 54000 AND 57000;"
                   "DELETE FROM citations WHERE id = 2 OR tie NOT IN (SELECT id FROM ties)");
    /* A node in the middle, with all that is its own. */
    assert_gaps(f, "DELETE FROM ties WHERE source = 77 OR target = 77; DELETE FROM names WHERE node = 77;"
                   "DELETE FROM node_labels WHERE node = 77; DELETE FROM nodes WHERE id = 77");
    /* So few that they are far apart. */
    assert_gaps(f, "DELETE FROM ties WHERE id > 4 AND id < (SELECT max(id) FROM ties);"
                   "DELETE FROM citations WHERE tie NOT IN (SELECT id FROM ties)");
    run_sql(f->file, "UPDATE ties SET id = 4000000000 WHERE id = 4");
    assert_imports(f);
    assert_sound(f->file);
}

/* --- opening --------------------------------------------------------------------------------------------- */

static void test_store__says_why_it_does_not_open(void **state)
{
    const folder *f = *state;
    ent_store *store = NULL;
    ent_error err = { 0 };
    for (int mode = ENT_STORE_READ; mode <= ENT_STORE_WRITE; mode++) {
        ent_store_mode m = (ent_store_mode)mode;
        unlink(f->file);
        assert_fails(ent_store_open(f->file, m, &store, &err), ENT_ERR_NOTFOUND, err, f->file);
        assert_fails(ent_store_open("", m, &store, &err), ENT_ERR_NOTFOUND, err, "empty");
        assert_fails(ent_store_open(f->path, m, &store, &err), ENT_ERR_FORMAT, err, "folder");
        assert_fails(ent_store_open("/dev/null", m, &store, &err), ENT_ERR_FORMAT, err, "/dev/null");
        write_file(f->file, "", 0);
        assert_fails(ent_store_open(f->file, m, &store, &err), ENT_ERR_FORMAT, err, "empty");
        write_file(f->file, "key,name\nindia,India\n", 21);
        assert_fails(ent_store_open(f->file, m, &store, &err), ENT_ERR_FORMAT, err, "not a database");
        char random[5000];
        uint32_t seed = 7;
        for (size_t i = 0; i < sizeof random; i++)
            random[i] = (char)((seed = seed * 1664525 + 1013904223) >> 24);
        write_file(f->file, random, sizeof random);
        assert_fails(ent_store_open(f->file, m, &store, &err), ENT_ERR_FORMAT, err, "not a database");
        unlink(f->file);
        run_sql(f->file, "CREATE TABLE nodes(id)");
        assert_fails(ent_store_open(f->file, m, &store, &err), ENT_ERR_FORMAT, err, "not a database of Entente");
        unlink(f->file);
        make_sample(f->file);
        run_sql(f->file, "PRAGMA user_version = 9");
        assert_fails(ent_store_open(f->file, m, &store, &err), ENT_ERR_FORMAT, err, "later version");
        run_sql(f->file, "PRAGMA user_version = 1; DROP VIEW citation_list; DROP TABLE citations");
        store = open_store(f->file, m);
        ent_graph *graph = NULL;
        assert_fails(ent_store_load(store, &graph, &err), ENT_ERR_CORRUPT, err, "citations");
        ent_store_close(store);
        store = NULL;
    }
    assert_null(store);
}

/* Who has it open would write to nobody, and through the log into the file that took its place. */
static void test_store__writes_only_into_the_file_that_it_opened(void **state)
{
    const folder *f = *state;
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    char moved[160];
    snprintf(moved, sizeof moved, "%s/moved", f->path);
    make_sample(f->file);
    ent_store *store = open_store(f->file, ENT_STORE_WRITE);
    assert_int_equal(rename(f->file, moved), 0);
    assert_fails(ent_store_begin(store, &graph, &err), ENT_ERR_IO, err, "moved");
    make_sample(f->file);
    assert_fails(ent_store_begin(store, &graph, &err), ENT_ERR_IO, err, "replaced");
    assert_null(graph);
    assert_int_equal(rename(moved, f->file), 0);
    assert_ok(ent_store_begin(store, &graph, &err), err);
    ent_store_rollback(store);
    ent_graph_free(graph);
    ent_store_close(store);
}

static void test_store__creates_only_what_is_not_there(void **state)
{
    const folder *f = *state;
    ent_store *store = NULL;
    ent_error err = { 0 };
    char path[160];
    write_file(f->file, "mine", 4);
    assert_fails(ent_store_open(f->file, ENT_STORE_CREATE, &store, &err), ENT_ERR_DUPLICATE, err, f->file);
    struct stat status;
    assert_int_equal(stat(f->file, &status), 0);
    assert_int_equal(status.st_size, 4);
    snprintf(path, sizeof path, "%s/none/x.entente", f->path);
    assert_fails(ent_store_open(path, ENT_STORE_CREATE, &store, &err), ENT_ERR_NOTFOUND, err, "folder");
    snprintf(path, sizeof path, "%s/link", f->path);
    assert_int_equal(symlink("nowhere", path), 0);
    assert_fails(ent_store_open(path, ENT_STORE_CREATE, &store, &err), ENT_ERR_DUPLICATE, err, path);
    assert_null(store);
}

static void test_store__takes_any_file_name(void **state)
{
    const folder *f = *state;
    static const char *const names[] = { "a b", "100%25.db", "who?mode=memory", "#1", "ünï\xF0\x9F\x8C\x8D", "a'b\"c;d",
                                         "x\ny", "file:z" };
    char path[160];
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "/%s/%s", f->path, names[i]); /* two slashes in front as well */
        make_sample(path);
        assert_int_equal(access(path, F_OK), 0);
        free(dump_file(path));
        assert_sound(path);
    }
}

static void test_store__is_a_file_for_any_sql_tool(void **state)
{
    const folder *f = *state;
    make_sample(f->file);
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    assert_int_equal(sqlite3_open_v2(f->file, &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    static const struct {
        const char *sql, *answer;
    } cases[] = {
        { "PRAGMA application_id", "1162761285" }, /* "ENTE" */
        { "PRAGMA user_version", "1" },
        { "PRAGMA journal_mode", "wal" },
        { "PRAGMA integrity_check", "ok" },
        { "SELECT group_concat(labels, ';') FROM node_list WHERE key = 'ivory-coast'", "State, Club" },
        { "SELECT source || ' ' || type || ' ' || target || ' ' || status || ' ' || rank FROM tie_list "
          "WHERE id = 1", "Ivory Coast MEMBER_OF ghana planned preferred" },
        { "SELECT count(*) FROM membership", "3" },
        { "SELECT cited || ' ' || how FROM citation_list WHERE tie IS NOT NULL AND page IS NULL", "The Atlas stated" },
        { "SELECT n.key FROM names JOIN nodes n ON n.id = node WHERE folded = 'cote d''ivoire' OR folded = 'cote divoire'",
          "ivory-coast" },
        { "SELECT json_extract(properties, '$.votes') FROM ties WHERE properties IS NOT NULL", "3" },
        { "SELECT count(*) FROM ties WHERE status IS NULL AND rank IS NULL", "4" },
        { "SELECT inverse FROM types WHERE name = 'HOSTS'", "is hosted by" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        assert_int_equal(sqlite3_prepare_v2(db, cases[i].sql, -1, &statement, NULL), SQLITE_OK);
        assert_int_equal(sqlite3_step(statement), SQLITE_ROW);
        assert_string_equal((const char *)sqlite3_column_text(statement, 0), cases[i].answer);
        sqlite3_finalize(statement);
    }
    assert_int_equal(sqlite3_prepare_v2(db, "PRAGMA foreign_key_check", -1, &statement, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(statement), SQLITE_DONE);
    sqlite3_finalize(statement);
    sqlite3_close(db);
}

static void test_store__keeps_a_reader_from_writing(void **state)
{
    const folder *f = *state;
    make_sample(f->file);
    ent_store *store = open_store(f->file, ENT_STORE_READ);
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    assert_fails(ent_store_begin(store, &graph, &err), ENT_ERR_READONLY, err, "read only");
    ent_store_close(store);
    ent_store_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_store__gives_back_what_was_written, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__is_empty_when_new, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__adds_to_what_is_there, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__takes_the_same_import_twice, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__forgets_what_is_rolled_back, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__lands_whole_or_not_at_all, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__can_be_interrupted, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__reads_a_large_file_on_two_threads, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__deleted_rows_leave_gaps, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__says_why_it_does_not_open, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__writes_only_into_the_file_that_it_opened, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__creates_only_what_is_not_there, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__takes_any_file_name, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__is_a_file_for_any_sql_tool, setup, teardown),
        cmocka_unit_test_setup_teardown(test_store__keeps_a_reader_from_writing, setup, teardown),
    };
    return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
