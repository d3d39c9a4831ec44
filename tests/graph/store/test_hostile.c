/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files that are damaged or made to do harm: an error that names table and row, never a crash, never a
 * check that finds nothing in a file that does not hold what was written. */
#include <sys/stat.h>

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

/* Nothing can be read from the file, to look at or to add to; err holds why. */
static void assert_does_not_load(const char *path, const char *why)
{
    ent_error err = { 0 };
    ent_graph *graph = NULL;
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    assert_fails(ent_store_load(store, &graph, &err), ENT_ERR_CORRUPT, err, path);
    if (!strstr(err.message, why))
        fail_msg("\"%s\" is not in: %s", why, err.message);
    assert_null(graph);
    ent_store_close(store);
}

typedef struct damage {
    const char *sql, *why; /* why: part of the message of the load and of a finding */
} damage;

static void assert_damages(const folder *f, const damage *cases, size_t count, bool loads)
{
    char copy[96], command[256];
    snprintf(copy, sizeof copy, "%s/copy.entente", f->path);
    for (size_t i = 0; i < count; i++) {
        char *lines = NULL;
        snprintf(command, sizeof command, "cp '%s' '%s'", f->file, copy);
        assert_int_equal(system(command), 0);
        run_sql(copy, cases[i].sql);
        if (loads)
            free(dump_file(copy));
        else
            assert_does_not_load(copy, cases[i].why);
        /* The guard is off, as it is for who changes a file knowingly: the damage itself is seen. */
        run_sql(copy, "DELETE FROM sums");
        assert_int_equal(check_file(copy, &lines), ENT_ERR_CORRUPT);
        if (!strstr(lines, cases[i].why))
            fail_msg("after %s\n\"%s\" is not in:\n%s", cases[i].sql, cases[i].why, lines);
        free(lines);
        unlink(copy);
    }
}

static void test_hostile__rows_that_cannot_be(void **state)
{
    static const damage cases[] = {
        { "UPDATE meta SET value = NULL WHERE 0; PRAGMA writable_schema = ON;"
          "UPDATE sqlite_schema SET sql = replace(sql, 'value TEXT NOT NULL', 'value TEXT') WHERE name = 'meta';"
          "PRAGMA writable_schema = RESET; UPDATE meta SET value = NULL WHERE id = 2", "table meta, row 2: value is missing" },
        { "UPDATE meta SET value = 'soon' WHERE name = 'as_of'", "table meta, row 2:" },
        { "UPDATE meta SET id = 7 WHERE id = 2", "table meta, row 2: it is missing" },
        { "UPDATE meta SET value = x'4142' WHERE id = 1", "table meta, row 1: value is not a text" },
        { "UPDATE labels SET name = '' WHERE id = 1", "table labels, row 1: the name is empty" },
        { "UPDATE labels SET class = 'tank' WHERE name = 'Club'", "no drawing class \"tank\"" },
        { "UPDATE labels SET parent = 99 WHERE name = 'Club'", "parent is 99" },
        { "UPDATE labels SET parent = 'x' WHERE name = 'Club'", "parent is not a whole number" },
        { "UPDATE labels SET parent = id WHERE name = 'Club'", "label Club is a kind of itself" },
        { "UPDATE labels SET given = 1, parent = (SELECT id FROM labels WHERE name = 'Club') WHERE name = 'Society'",
          "is a kind of itself" },
        { "UPDATE labels SET given = 5", "given is 5" },
        { "UPDATE types SET subject = 'war' WHERE name = 'HOSTS'", "no subject \"war\"" },
        { "UPDATE types SET kind = 'party' WHERE name = 'HOSTS'", "neither \"state\" nor \"event\"" },
        { "UPDATE types SET id = 40 WHERE name = 'HOSTS'", "table types, row" },
        { "DELETE FROM types WHERE id = (SELECT max(id) FROM types)", "table ties, row" },
        { "UPDATE nodes SET key = '' WHERE id = 3", "table nodes, row 3" },
        { "UPDATE nodes SET key = CAST(x'67ff' AS TEXT) WHERE id = 3", "table nodes, row 3: key is not UTF-8" },
        { "UPDATE nodes SET name = 'a' || char(0) || 'b' WHERE id = 3", "name holds a NUL" },
        { "UPDATE nodes SET key = x'00' WHERE id = 3", "key is not a text" },
        { "UPDATE nodes SET name = x'00' WHERE id = 3", "name is not a text" },
        { "UPDATE nodes SET valid = '2001-13' WHERE id = 3", "table nodes, row 3: " },
        { "UPDATE nodes SET valid = '2010/2001' WHERE id = 3", "table nodes, row 3: " },
        { "UPDATE nodes SET status = 'gone' WHERE id = 3", "no status \"gone\"" },
        { "UPDATE nodes SET properties = '[1]' WHERE id = 3", "properties is not a JSON object" },
        { "UPDATE nodes SET properties = '{\"a\":}' WHERE id = 3", "properties is not a JSON object" },
        { "UPDATE nodes SET properties = '{\"as_of\": \"when?\"}' WHERE id = 1", "source atlas: its as_of" },
        { "UPDATE nodes SET id = -1 WHERE id = 1", "table nodes, row -1: this is no number" },
        { "UPDATE nodes SET id = 9223372036854775807 WHERE id = 4", "table nodes, row 9223372036854775807: this is no number" },
        { "DELETE FROM sums; DELETE FROM nodes WHERE id = 2", "there is no node of this number" },
        { "DELETE FROM sums; DELETE FROM nodes", "there is no node of this number" },
        { "INSERT INTO node_labels VALUES(77, 0, 1)", "table node_labels, row 77" },
        { "INSERT INTO node_labels VALUES(-1, 0, 1)", "table node_labels, row -1" },
        { "UPDATE node_labels SET label = 70000", "label is 70000" },
        { "UPDATE node_labels SET label = 'State'", "label is not a whole number" },
        { "DELETE FROM node_labels WHERE node = 1", "\"atlas\" is cited as a source but has not the label Source" },
        { "UPDATE names SET name = '' WHERE kind = 'alias'", "an empty alias" },
        { "UPDATE names SET name = x'41' WHERE kind = 'alias'", "table names, row 2: name is not a text" },
        { "UPDATE names SET ambiguous = 2 WHERE kind = 'alias'", "ambiguous is 2" },
        { "INSERT INTO names VALUES(9, 0, 'alias', 'x', 'x', 0)", "table names, row 9: there is no node" },
        { "UPDATE ties SET source = 0 WHERE id = 2", "table ties, row 2: source is 0, which is not there" },
        { "UPDATE ties SET target = 5 WHERE id = 2", "table ties, row 2: target is 5" },
        { "UPDATE ties SET target = 4294967297 WHERE id = 2", "table ties, row 2: target is 4294967297" },
        { "UPDATE ties SET target = 1.5 WHERE id = 2", "target is not a whole number" },
        { "UPDATE ties SET type = 0 WHERE id = 2", "table ties, row 2: type is 0" },
        { "UPDATE ties SET type = -3 WHERE id = 2", "table ties, row 2: type is -3" },
        { "UPDATE ties SET valid = 'today' WHERE id = 2", "table ties, row 2: " },
        { "UPDATE ties SET valid = '2010/2001' WHERE id = 2", "table ties, row 2: " },
        { "UPDATE ties SET valid = x'32303031' WHERE id = 2", "table ties, row 2: valid is not a text" },
        { "UPDATE ties SET status = 'maybe' WHERE id = 2", "table ties, row 2: there is no status \"maybe\"" },
        { "UPDATE ties SET rank = 'best' WHERE id = 2", "table ties, row 2: there is no rank \"best\"" },
        { "UPDATE ties SET properties = 'null' WHERE id = 2", "table ties, row 2: properties is not a JSON object" },
        { "UPDATE ties SET id = 9223372036854775807 WHERE id = 5", "table ties" },
        { "UPDATE ties SET id = 4294967295 WHERE id = 5", "table ties" },
        { "UPDATE ties SET id = -9223372036854775807 WHERE id = 5", "this is no number for a row" },
        { "DELETE FROM sums; DELETE FROM ties WHERE id = 1", "tie is 1, which is not there" },
        { "UPDATE citations SET source = 3 WHERE id = 1", "\"ghana\" is cited as a source" },
        { "UPDATE citations SET source = 11 WHERE id = 1", "table citations, row 1: source is 11" },
        { "UPDATE citations SET node = 1, tie = 1 WHERE id = 2", "it is of both a tie and a node" },
        { "UPDATE citations SET node = NULL, tie = NULL WHERE id = 2", "it is of neither" },
        { "UPDATE citations SET tie = 6, node = NULL WHERE id = 2", "table citations, row 2: tie is 6" },
        { "UPDATE citations SET how = 'surely' WHERE id = 2", "table citations, row 2: " },
        { "UPDATE citations SET paragraph = 'x' WHERE id = 2", "not a paragraph number" },
        { "UPDATE citations SET url = 'javascript:1' WHERE id = 2", "not a web address" },
        { "UPDATE citations SET id = 0 WHERE id = 2", "table citations, row 0: this is no number" },
        { "ALTER TABLE nodes RENAME COLUMN key TO slug", "no such column" },
        { "DROP VIEW tie_list; DROP VIEW node_list; DROP VIEW citation_list; DROP VIEW membership; DROP TABLE ties;"
          "CREATE VIEW ties AS SELECT id, 1 AS source, 1 AS type, 1 AS target, NULL AS valid, NULL AS status, "
          "NULL AS rank, NULL AS properties FROM nodes",
          "ties" },
    };
    assert_damages(*state, cases, sizeof cases / sizeof cases[0], false);
}

/* What loads, but breaks a promise to those who read the file with other tools. */
static void test_hostile__promises_that_are_broken(void **state)
{
    static const damage cases[] = {
        { "UPDATE names SET name = 'Guinea' WHERE kind = 'name'", "the name is not the node's" },
        { "UPDATE names SET name = 'x' WHERE kind = 'key' AND node = 2", "table names, row 2.0: the key is not the node's" },
        { "DELETE FROM names WHERE kind = 'short'", "table nodes, row 2: it has 2 rows in names, not 3" },
        { "INSERT INTO names VALUES(3, 5, 'nick', 'x', 'x', 0)", "there is no kind of name nick" },
        { "UPDATE names SET folded = 'y' WHERE kind = 'key' AND node = 2", "table names, row 2.0: folded" },
        { "INSERT INTO citations SELECT 5, tie, node, source, paragraph, page, url, how, note FROM citations WHERE id = 1",
          "table citations, row 1: it is there 2 times" },
    };
    assert_damages(*state, cases, sizeof cases / sizeof cases[0], true);
}

static void test_hostile__a_change_by_another_program_is_seen(void **state)
{
    const folder *f = *state;
    static const damage cases[] = {
        { "UPDATE ties SET valid = '2001-06-16' WHERE id = 2", "table ties: not what Entente wrote" },
        { "DELETE FROM ties WHERE id = 5", "table ties: 4 rows, where Entente wrote 5" },
        { "DELETE FROM citations WHERE id = 2", "table citations: 3 rows, where Entente wrote 4" },
        { "UPDATE ties SET id = 9 WHERE id = 5", "table ties: not what Entente wrote" },
        { "INSERT INTO ties SELECT 6, source, type, target, valid, status, rank, properties FROM ties WHERE id = 2",
          "table ties: 6 rows, where Entente wrote 5" },
        { "UPDATE nodes SET properties = '{}' WHERE id = 3", "table nodes: not what Entente wrote" },
        { "UPDATE citations SET note = 'See the map.' WHERE id = 1", "table citations: not what" },
        { "UPDATE meta SET value = 'Simple' WHERE id = 1", "table meta: not what" },
        { "UPDATE types SET phrase = 'shows' WHERE name = 'HOSTS'", "table types: not what" },
        { "UPDATE labels SET plural = 'Klubs' WHERE name = 'Club'", "table labels: not what" },
        { "UPDATE node_labels SET position = position + 4", "table node_labels: not what" },
        { "UPDATE names SET name = 'Elfenbeinküste', folded = 'elfenbeinkuste' WHERE name = 'CI'", "table names: not what" },
        { "INSERT INTO meta VALUES(3, 'x', 'y')", "table meta: 3 rows, where Entente wrote 2" },
        { "DELETE FROM sums WHERE name = 'ties'", "the row for table ties is missing" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char *lines = NULL;
        char *before = dump_file(f->file);
        run_sql(f->file, cases[i].sql);
        assert_int_equal(check_file(f->file, &lines), ENT_ERR_CORRUPT);
        if (!strstr(lines, cases[i].why))
            fail_msg("after %s\n\"%s\" is not in:\n%s", cases[i].sql, cases[i].why, lines);
        free(lines);
        free(before);
        /* Known changes: the guard taken away, there is nothing to find. */
        run_sql(f->file, "DELETE FROM sums");
        assert_sound(f->file);
        unlink(f->file);
        make_sample(f->file);
    }
}

static void test_hostile__code_in_the_file_is_not_run(void **state)
{
    const folder *f = *state;
    char *before = dump_file(f->file);
    run_sql(f->file, "CREATE TRIGGER t AFTER INSERT ON nodes BEGIN DELETE FROM ties; END;"
                     "CREATE TRIGGER u AFTER INSERT ON ties BEGIN UPDATE nodes SET key = 'stolen'; END");
    ent_store *store = open_store(f->file, ENT_STORE_WRITE);
    ent_graph *graph = begin(store);
    add_node(graph, "new", NULL);
    add_tie(graph, "new", "MEMBER_OF", "ghana", NULL, NULL);
    commit(store, graph);
    ent_graph_free(graph);
    ent_store_close(store);
    char *after = dump_file(f->file);
    assert_non_null(strstr(after, "tie 5 new -MEMBER_OF-> ghana"));
    assert_non_null(strstr(after, "node 1 ivory-coast"));
    assert_sound(f->file);
    free(before);
    free(after);
}

/* --- bytes ----------------------------------------------------------------------------------------------- */

static char *read_file(const char *path, size_t *ret_size)
{
    FILE *file = fopen(path, "rb");
    struct stat status;
    assert_non_null(file);
    assert_int_equal(fstat(fileno(file), &status), 0);
    *ret_size = (size_t)status.st_size;
    char *data = malloc(*ret_size);
    assert_non_null(data);
    assert_int_equal(fread(data, 1, *ret_size, file), *ret_size);
    fclose(file);
    return data;
}

static void write_file(const char *path, const char *data, size_t size)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(data, 1, size, file), size);
    assert_int_equal(fclose(file), 0);
}

/* Open, load and check a file of which nothing is known. Returns its contents when all of that found
 * nothing wrong, else NULL. */
static char *try_file(const char *path)
{
    ent_store *store = NULL;
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    char *text = NULL;
    if (ent_store_open(path, ENT_STORE_READ, &store, &err) < 0) {
        assert_true(err.code < 0 && err.message[0]);
        return NULL;
    }
    ent_status loaded = ent_store_load(store, &graph, &err);
    assert_true(loaded == ENT_OK || err.message[0]);
    if (loaded == ENT_OK)
        text = dump(graph);
    ent_graph_free(graph);
    ent_error_clear(&err);
    ent_status checked = ent_store_check(store, NULL, NULL, &err);
    ent_store_close(store);
    if (checked == ENT_OK) {
        assert_int_equal(loaded, ENT_OK); /* what is sound loads */
        return text;
    }
    free(text);
    return NULL;
}

static void test_hostile__no_cut_goes_unnoticed(void **state)
{
    const folder *f = *state;
    char copy[96];
    size_t size;
    char *data = read_file(f->file, &size);
    snprintf(copy, sizeof copy, "%s/copy.entente", f->path);
    assert_true(size > 8192 * 10);
    for (size_t cut = 0; cut < size; cut += cut % 8192 == 0 ? 1 : cut % 8192 == 1 ? 509 : 511) {
        write_file(copy, data, cut);
        char *text = try_file(copy);
        if (text)
            fail_msg("cut at %zu of %zu, and sound", cut, size);
    }
    free(data);
}

static void test_hostile__no_flip_goes_unnoticed(void **state)
{
    const folder *f = *state;
    char copy[96], wal[112];
    size_t size;
    char *before = dump_file(f->file), *data = read_file(f->file, &size);
    unsigned noticed = 0, harmless = 0;
    uint32_t seed = 20211231;
    snprintf(copy, sizeof copy, "%s/copy.entente", f->path);
    snprintf(wal, sizeof wal, "%s-wal", copy);
    /* Every byte that is not zero, one bit; of the zeros, which are mostly unused room, some. */
    for (size_t at = 0; at < size; at++) {
        seed = seed * 1664525 + 1013904223;
        if (at >= 100 && seed >> 20 & (data[at] ? 3 : 255))
            continue;
        unsigned char flip = (unsigned char)(1u << (seed >> 29));
        data[at] = (char)((unsigned char)data[at] ^ flip);
        write_file(copy, data, size);
        char *text = try_file(copy);
        if (text && strcmp(text, before) != 0)
            fail_msg("byte %zu changed by %u: other contents, and sound", at, flip);
        noticed += text == NULL;
        harmless += text != NULL;
        free(text);
        unlink(wal);
        data[at] = (char)((unsigned char)data[at] ^ flip);
    }
    print_message("%u flips noticed, %u without any effect\n", noticed, harmless);
    assert_true(noticed > 500);
    free(before);
    free(data);
}

/* Adding to a damaged file ends in an error or in a commit, not in a crash. */
static void test_hostile__a_damaged_file_can_be_written_to(void **state)
{
    const folder *f = *state;
    char copy[96], beside[128];
    size_t size;
    char *data = read_file(f->file, &size);
    unsigned refused = 0, committed = 0;
    uint32_t seed = 4;
    snprintf(copy, sizeof copy, "%s/copy.entente", f->path);
    for (int round = 0; round < 400; round++) {
        size_t at[3];
        for (int i = 0; i < 3; i++) {
            do {
                seed = seed * 1664525 + 1013904223;
                at[i] = (seed >> 8) % size;
            } while (!data[at[i]] || at[i] < 100);
            data[at[i]] = (char)(data[at[i]] ^ 1 << round % 7);
        }
        write_file(copy, data, size);
        for (int i = 2; i >= 0; i--)
            data[at[i]] = (char)(data[at[i]] ^ 1 << round % 7);
        ent_store *store = NULL;
        ent_graph *graph = NULL;
        ent_error err = { 0 };
        ent_status status = ent_store_open(copy, ENT_STORE_WRITE, &store, &err);
        if (status == ENT_OK)
            status = ent_store_begin(store, &graph, &err);
        ent_node_record node = { .key = T("new"), .name = T("New") };
        ent_tie_record tie = { .source = T("new"), .type = T("NEW"), .target = T("new"), .valid = T("2000/..") };
        if (status == ENT_OK)
            status = ent_graph_add_node(graph, &node, NULL, &err);
        if (status == ENT_OK)
            status = ent_graph_add_tie(graph, &tie, NULL, &err);
        if (status == ENT_OK)
            status = ent_store_commit(store, graph, NULL, NULL, &err);
        assert_true(status == ENT_OK || err.message[0]);
        refused += status < 0;
        committed += status == ENT_OK;
        ent_graph_free(graph);
        ent_store_close(store);
        snprintf(beside, sizeof beside, "%s-wal", copy);
        unlink(beside);
        snprintf(beside, sizeof beside, "%s-shm", copy);
        unlink(beside);
    }
    print_message("%u refused, %u committed\n", refused, committed);
    assert_true(refused > 20 && committed > 20);
    free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_hostile__rows_that_cannot_be, setup, teardown),
        cmocka_unit_test_setup_teardown(test_hostile__promises_that_are_broken, setup, teardown),
        cmocka_unit_test_setup_teardown(test_hostile__a_change_by_another_program_is_seen, setup, teardown),
        cmocka_unit_test_setup_teardown(test_hostile__code_in_the_file_is_not_run, setup, teardown),
        cmocka_unit_test_setup_teardown(test_hostile__no_cut_goes_unnoticed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_hostile__no_flip_goes_unnoticed, setup, teardown),
        cmocka_unit_test_setup_teardown(test_hostile__a_damaged_file_can_be_written_to, setup, teardown),
    };
    return cmocka_run_group_tests_name("hostile", tests, NULL, NULL);
}
