/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases where they cannot be written, and where there is no room. Where the rights are missing to make
 * such a place, the test says so and is skipped. */
#include <errno.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>

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

/* Run a function as somebody without rights: in a child, which becomes nobody when it is root. */
static void as_nobody(const folder *f, void (*function)(const folder *f))
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(77);
        function(f);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77) {
        print_message("cannot become another user: skipped\n");
        skip();
    }
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
}

/* In a child: say what is wrong and leave. */
#define EXPECT(condition)                                                          \
    do {                                                                           \
        if (!(condition)) {                                                        \
            fprintf(stderr, "%s:%d: %s: %s\n", __FILE__, __LINE__, #condition, err.message); \
            _exit(1);                                                              \
        }                                                                          \
    } while (0)

static void read_only_folder(const folder *f)
{
    ent_store *store = NULL;
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    char path[96];
    EXPECT(ent_store_open(f->file, ENT_STORE_WRITE, &store, &err) == ENT_ERR_READONLY);
    EXPECT(strstr(err.message, f->file));
    ent_error_clear(&err);
    snprintf(path, sizeof path, "%s/new.entente", f->path);
    EXPECT(ent_store_open(path, ENT_STORE_CREATE, &store, &err) == ENT_ERR_READONLY);
    EXPECT(strstr(err.message, "folder cannot be written"));
    ent_error_clear(&err);
    EXPECT(ent_store_open(f->file, ENT_STORE_READ, &store, &err) == ENT_OK);
    EXPECT(ent_store_load(store, &graph, &err) == ENT_OK);
    EXPECT(ent_graph_find_key(graph, "ghana", 5) != ENT_NONE);
    ent_graph_free(graph);
    EXPECT(ent_store_load(store, &graph, &err) == ENT_OK);
    ent_graph_free(graph);
    EXPECT(ent_store_check(store, NULL, NULL, &err) == ENT_OK);
    ent_store_close(store);
}

static void test_places__reads_in_a_folder_that_cannot_be_written(void **state)
{
    const folder *f = *state;
    make_sample(f->file);
    assert_int_equal(chmod(f->path, 0555), 0);
    assert_int_equal(chmod(f->file, 0444), 0);
    as_nobody(f, read_only_folder);
    /* The folder alone is enough. */
    assert_int_equal(chmod(f->file, 0666), 0);
    as_nobody(f, read_only_folder);
    assert_int_equal(chmod(f->path, 0755), 0);
}

static void read_only_file(const folder *f)
{
    ent_store *store = NULL;
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    EXPECT(ent_store_open(f->file, ENT_STORE_WRITE, &store, &err) == ENT_ERR_READONLY);
    EXPECT(strstr(err.message, "cannot be written"));
    ent_error_clear(&err);
    EXPECT(ent_store_open(f->file, ENT_STORE_READ, &store, &err) == ENT_OK);
    EXPECT(ent_store_load(store, &graph, &err) == ENT_OK);
    EXPECT(ent_graph_find_key(graph, "ghana", 5) != ENT_NONE);
    ent_graph_free(graph);
    ent_store_close(store);
}

static void test_places__reads_a_file_that_cannot_be_written(void **state)
{
    const folder *f = *state;
    make_sample(f->file);
    assert_int_equal(chmod(f->path, 0777), 0);
    assert_int_equal(chmod(f->file, 0444), 0);
    as_nobody(f, read_only_file);
}

static void unreadable_file(const folder *f)
{
    ent_store *store = NULL;
    ent_error err = { 0 };
    EXPECT(ent_store_open(f->file, ENT_STORE_READ, &store, &err) == ENT_ERR_IO);
    EXPECT(strstr(err.message, "Permission denied"));
}

static void test_places__says_that_it_may_not_read(void **state)
{
    const folder *f = *state;
    make_sample(f->file);
    assert_int_equal(chmod(f->path, 0777), 0);
    assert_int_equal(chmod(f->file, 0), 0);
    as_nobody(f, unreadable_file);
}

static void log_left_behind(const folder *f)
{
    ent_store *store = NULL;
    ent_error err = { 0 };
    EXPECT(ent_store_open(f->file, ENT_STORE_READ, &store, &err) == ENT_ERR_READONLY);
    EXPECT(strstr(err.message, "-wal"));
    EXPECT(strstr(err.message, "copy both files"));
}

/* A writer was killed: what it committed is in the log, and leaving the log out would be reading an old
 * state without saying so. */
static void test_places__does_not_leave_out_a_log(void **state)
{
    const folder *f = *state;
    make_sample(f->file);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        ent_store *store = NULL;
        ent_graph *graph = NULL;
        ent_node_record node = { .key = T("committed") };
        if (ent_store_open(f->file, ENT_STORE_WRITE, &store, NULL) < 0 ||
            ent_store_begin(store, &graph, NULL) < 0 || ent_graph_add_node(graph, &node, NULL, NULL) < 0 ||
            ent_store_commit(store, graph, NULL, NULL, NULL) < 0)
            _exit(1);
        _exit(0); /* without closing: the log stays */
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    char path[128];
    snprintf(path, sizeof path, "%s-shm", f->file);
    unlink(path);
    assert_int_equal(chmod(f->path, 0555), 0);
    as_nobody(f, log_left_behind);
    assert_int_equal(chmod(f->path, 0755), 0);
    char *text = dump_file(f->file);
    assert_non_null(strstr(text, "committed"));
    assert_sound(f->file);
    free(text);
}

/* --- file systems of our own ----------------------------------------------------------------------------- */

static bool mount_small(const folder *f, const char *size)
{
    char options[32];
    snprintf(options, sizeof options, "size=%s", size);
    if (mount("entente-test", f->path, "tmpfs", 0, options) == 0)
        return true;
    print_message("cannot mount a file system here (%s): skipped\n", strerror(errno));
    return false;
}

static void unmount(const folder *f)
{
    assert_int_equal(umount2(f->path, MNT_DETACH), 0);
}

static void test_places__reads_on_a_read_only_file_system(void **state)
{
    const folder *f = *state;
    if (!mount_small(f, "4m"))
        skip();
    make_sample(f->file);
    assert_int_equal(mount("entente-test", f->path, "tmpfs", MS_REMOUNT | MS_RDONLY, ""), 0);
    ent_error err = { 0 };
    ent_store *store = NULL;
    ent_status status = ent_store_open(f->file, ENT_STORE_WRITE, &store, &err);
    ent_error_clear(&err);
    char *text = dump_file(f->file);
    ent_status created = ent_store_open("/tmp/entente-test-none/x", ENT_STORE_CREATE, &store, NULL);
    unmount(f);
    assert_int_equal(status, ENT_ERR_READONLY);
    assert_int_equal(created, ENT_ERR_NOTFOUND);
    assert_non_null(strstr(text, "ivory-coast"));
    free(text);
}

/* Fill the database until there is no room: the commit that fails changes nothing, whatever the room left. */
static void test_places__a_full_disk_changes_nothing(void **state)
{
    const folder *f = *state;
    unsigned full = 0;
    for (unsigned room = 480; room < 3000; room += 168) {
        char size[16];
        snprintf(size, sizeof size, "%uk", room);
        if (!mount_small(f, size))
            skip();
        make_sample(f->file);
        char *before = dump_file(f->file), *after = NULL;
        ent_store *store = open_store(f->file, ENT_STORE_WRITE);
        ent_graph *graph = begin(store);
        ent_error err = { 0 };
        for (unsigned i = 0; i < 40000; i++) {
            char valid[16];
            snprintf(valid, sizeof valid, "%04u/%04u", i % 5000, 5000 + i / 5000);
            add_tie(graph, "plain", "MEMBER_OF", "ivory-coast", valid, NULL);
        }
        ent_status status = ent_store_commit(store, graph, NULL, NULL, &err);
        ent_graph_free(graph);
        ent_store_close(store);
        after = dump_file(f->file);
        bool same = strcmp(before, after) == 0;
        char *lines = NULL;
        ent_status sound = check_file(f->file, &lines);
        unmount(f);
        if (status < 0) {
            full++;
            assert_int_equal(status, ENT_ERR_FULL);
            assert_non_null(strstr(err.message, "no space left"));
        }
        assert_int_equal(same, status < 0);
        assert_int_equal(sound, ENT_OK);
        free(lines);
        free(before);
        free(after);
    }
    print_message("%u times full\n", full);
    assert_true(full > 2);
}

static void test_places__no_room_for_a_new_one(void **state)
{
    const folder *f = *state;
    if (!mount_small(f, "60k"))
        skip();
    ent_store *store = NULL;
    ent_error err = { 0 };
    ent_status status = ent_store_open(f->file, ENT_STORE_CREATE, &store, &err);
    char command[128];
    snprintf(command, sizeof command, "test -z \"$(ls -A '%s')\"", f->path);
    int empty = system(command);
    unmount(f);
    assert_int_equal(status, ENT_ERR_FULL);
    assert_int_equal(empty, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_places__reads_in_a_folder_that_cannot_be_written, setup, teardown),
        cmocka_unit_test_setup_teardown(test_places__reads_a_file_that_cannot_be_written, setup, teardown),
        cmocka_unit_test_setup_teardown(test_places__says_that_it_may_not_read, setup, teardown),
        cmocka_unit_test_setup_teardown(test_places__does_not_leave_out_a_log, setup, teardown),
        cmocka_unit_test_setup_teardown(test_places__reads_on_a_read_only_file_system, setup, teardown),
        cmocka_unit_test_setup_teardown(test_places__a_full_disk_changes_nothing, setup, teardown),
        cmocka_unit_test_setup_teardown(test_places__no_room_for_a_new_one, setup, teardown),
    };
    return cmocka_run_group_tests_name("places", tests, NULL, NULL);
}
