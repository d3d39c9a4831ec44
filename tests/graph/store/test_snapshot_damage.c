/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The snapshot beside a database: the same answers as from the rows, whatever happens to the file. */
#include <pthread.h>

#include "snapshot.h"

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

static void test_snapshot_damage__every_byte_may_be_wrong(void **state)
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

static void test_snapshot_damage__may_be_cut_anywhere(void **state)
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
static void test_snapshot_damage__may_be_cut_or_lost_while_it_is_read(void **state)
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

static void test_snapshot_damage__damage_after_a_change_is_said(void **state)
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

static void test_snapshot_damage__is_repaired_under_several_readers(void **state)
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

static void test_snapshot_damage__is_found_by_check(void **state)
{
    const place *p = *state;
    char *lines = NULL;
    free(make_both(p));
    assert_sound(p->folder.file);
    flip(p->snapshot, size_of(p->snapshot) - 9, 4);
    assert_int_equal(check_file(p->folder.file, &lines), ENT_ERR_CORRUPT);
    assert_non_null(strstr(lines, "-graph is damaged in 1 places"));
    free(lines);
    free(tell_file(p->folder.file, ENT_SNAPSHOT_AUTO)); /* makes it anew */
    assert_sound(p->folder.file);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(test_snapshot_damage__##name, snapshot_setup, snapshot_teardown)
    const struct CMUnitTest tests[] = {
        TEST(every_byte_may_be_wrong),
        TEST(may_be_cut_anywhere),
        TEST(may_be_cut_or_lost_while_it_is_read),
        TEST(damage_after_a_change_is_said),
        TEST(is_repaired_under_several_readers),
        TEST(is_found_by_check),
    };
#undef TEST
    return cmocka_run_group_tests(tests, NULL, NULL);
}
