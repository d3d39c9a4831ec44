/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <signal.h>
#include <unistd.h>

#include <entente/output.h>

#include "support.h"

typedef struct folder {
    char path[40], file[60];
} folder;

static int setup(void **state)
{
    folder *f = calloc(1, sizeof *f);
    strcpy(f->path, "/tmp/entente-output-XXXXXX");
    if (!mkdtemp(f->path))
        return -1;
    snprintf(f->file, sizeof f->file, "%s/answer.svg", f->path);
    *state = f;
    return 0;
}

static int teardown(void **state)
{
    folder *f = *state;
    char command[80];
    snprintf(command, sizeof command, "rm -rf '%s'", f->path);
    int result = system(command);
    free(f);
    return result;
}

static ent_output *open_file(const char *path)
{
    ent_output *output = NULL;
    ent_error err = { 0 };
    if (ent_output_file(path, &output, &err) != ENT_OK)
        fail_msg("%s", err.message);
    return output;
}

static void write_text(ent_output *output, const char *text)
{
    ent_error err = { 0 };
    if (ent_output_write(output, text, strlen(text), &err) != ENT_OK)
        fail_msg("%s", err.message);
}

static void finish(ent_output *output)
{
    ent_error err = { 0 };
    if (ent_output_close(output, &err) != ENT_OK)
        fail_msg("%s", err.message);
    ent_output_free(output);
}

static void assert_holds(const char *path, const char *text)
{
    char buffer[200] = "";
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(buffer, 1, sizeof buffer - 1, file);
    fclose(file);
    assert_int_equal(length, strlen(text));
    assert_string_equal(buffer, text);
}

static void put(const char *path, const char *text)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

/* Nothing is in the folder but these names. */
static void assert_names(const folder *f, const char *names)
{
    char command[200];
    snprintf(command, sizeof command, "test \"$(ls -A '%s' | tr '\\n' ' ')\" = '%s'", f->path, names);
    if (system(command) != 0)
        fail_msg("%s does not hold just: %s", f->path, names);
}

static void test_output__appears_whole_or_not_at_all(void **state)
{
    const folder *f = *state;
    ent_output *output = open_file(f->file);
    write_text(output, "half");
    assert_int_not_equal(access(f->file, F_OK), 0);
    ent_output_free(output); /* not closed: discarded */
    assert_names(f, "");
    put(f->file, "old");
    output = open_file(f->file);
    write_text(output, "new");
    assert_holds(f->file, "old");
    ent_output_free(output);
    assert_holds(f->file, "old");
    output = open_file(f->file);
    write_text(output, "new");
    write_text(output, "er");
    finish(output);
    assert_holds(f->file, "newer");
    assert_names(f, "answer.svg ");
    ent_output_free(NULL);
}

static void test_output__keeps_permissions(void **state)
{
    const folder *f = *state;
    struct stat status;
    mode_t mask = umask(027);
    finish(open_file(f->file));
    umask(mask);
    assert_int_equal(stat(f->file, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0640);
    assert_int_equal(status.st_size, 0);
    assert_int_equal(chmod(f->file, 0604), 0);
    ent_output *output = open_file(f->file);
    write_text(output, "x");
    finish(output);
    assert_int_equal(stat(f->file, &status), 0);
    assert_int_equal(status.st_mode & 07777, 0604);
}

static void test_output__follows_a_link(void **state)
{
    const folder *f = *state;
    char link[60], target[80], inner[60];
    snprintf(inner, sizeof inner, "%s/in", f->path);
    snprintf(link, sizeof link, "%s/link.svg", f->path);
    snprintf(target, sizeof target, "%s/target.svg", inner);
    assert_int_equal(mkdir(inner, 0755), 0);
    put(target, "old");
    assert_int_equal(symlink("in/target.svg", link), 0);
    ent_output *output = open_file(link);
    write_text(output, "new");
    finish(output);
    struct stat status;
    assert_int_equal(lstat(link, &status), 0);
    assert_true(S_ISLNK(status.st_mode));
    assert_holds(target, "new");
    assert_holds(link, "new");
    assert_names(f, "in link.svg ");
}

static void test_output__says_what_is_wrong(void **state)
{
    const folder *f = *state;
    ent_output *output = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_output_file(f->path, &output, &err), ENT_ERR_IO);
    assert_non_null(strstr(err.message, "folder"));
    assert_non_null(strstr(err.message, f->path));
    ent_error_clear(&err);
    char path[80];
    snprintf(path, sizeof path, "%s/none/x.svg", f->path);
    assert_int_equal(ent_output_file(path, &output, &err), ENT_ERR_IO);
    assert_non_null(strstr(err.message, path));
    assert_non_null(strstr(err.message, "No such file"));
    assert_null(output);
}

/* In a child, which becomes nobody when it is root. */
static void test_output__does_not_write_where_it_may_not(void **state)
{
    const folder *f = *state;
    put(f->file, "old");
    assert_int_equal(chmod(f->file, 0444), 0);
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        ent_output *output = NULL;
        ent_error err = { 0 };
        char path[80];
        if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0))
            _exit(77);
        snprintf(path, sizeof path, "%s/new.svg", f->path);
        if (ent_output_file(path, &output, &err) != ENT_ERR_READONLY || !strstr(err.message, path))
            _exit(1);
        ent_error_clear(&err);
        if (ent_output_file(f->file, &output, &err) != ENT_ERR_READONLY)
            _exit(2);
        _exit(0);
    }
    assert_int_equal(chmod(f->path, 0555), 0);
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_int_equal(chmod(f->path, 0755), 0);
    if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
        skip();
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_holds(f->file, "old");
    assert_names(f, "answer.svg ");
}

static void test_output__notices_a_full_disk(void **state)
{
    (void)state;
    if (access("/dev/full", W_OK) != 0)
        skip();
    ent_output *output = open_file("/dev/full");
    ent_error err = { 0 };
    ent_status status = ent_output_write(output, "text", 4, &err);
    if (status == ENT_OK)
        status = ent_output_close(output, &err);
    assert_int_equal(status, ENT_ERR_FULL);
    assert_non_null(strstr(err.message, "/dev/full"));
    ent_output_free(output);
    FILE *stream = fopen("/dev/full", "w");
    assert_non_null(stream);
    ent_error_clear(&err);
    assert_int_equal(ent_output_stream(stream, &output, &err), ENT_OK);
    status = ent_output_write(output, "text", 4, &err);
    if (status == ENT_OK)
        status = ent_output_close(output, &err);
    assert_int_equal(status, ENT_ERR_FULL);
    ent_output_free(output);
    fclose(stream);
}

/* A file that may not grow: the old one stays, nothing is left beside it. */
static void test_output__a_failed_write_leaves_the_old_file(void **state)
{
    const folder *f = *state;
    put(f->file, "old");
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        struct rlimit limit = { 20000, 20000 };
        signal(SIGXFSZ, SIG_IGN);
        setrlimit(RLIMIT_FSIZE, &limit);
        ent_output *output = NULL;
        ent_error err = { 0 };
        char block[1000];
        memset(block, 'x', sizeof block);
        if (ent_output_file(f->file, &output, &err) != ENT_OK)
            _exit(1);
        ent_status status = ENT_OK;
        for (int i = 0; i < 100 && status == ENT_OK; i++)
            status = ent_output_write(output, block, sizeof block, &err);
        if (status == ENT_OK)
            status = ent_output_close(output, &err);
        if (status != ENT_ERR_IO && status != ENT_ERR_FULL)
            _exit(2);
        ent_output_free(output);
        _exit(0);
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 0);
    assert_holds(f->file, "old");
    assert_names(f, "answer.svg ");
}

static void test_output__writes_to_streams_and_memory(void **state)
{
    const folder *f = *state;
    ent_output *output = NULL;
    ent_error err = { 0 };
    FILE *stream = fopen(f->file, "wb");
    assert_non_null(stream);
    assert_int_equal(ent_output_stream(stream, &output, &err), ENT_OK);
    write_text(output, "to a stream");
    finish(output);
    assert_holds(f->file, "to a stream"); /* flushed */
    assert_int_equal(fputs("!", stream), 1); /* still open */
    assert_int_equal(fclose(stream), 0);
    size_t length;
    assert_int_equal(ent_output_memory(&output, &err), ENT_OK);
    assert_string_equal(ent_output_text(output, &length), "");
    assert_int_equal(length, 0);
    assert_int_equal(ent_output_write(output, "a\0b", 3, &err), ENT_OK);
    assert_int_equal(ent_output_close(output, &err), ENT_OK);
    assert_memory_equal(ent_output_text(output, &length), "a\0b", 4);
    assert_int_equal(length, 3);
    ent_output_free(output);
}

/* What is not a regular file is written as it is, and stays what it is. */
static void test_output__writes_to_a_pipe(void **state)
{
    const folder *f = *state;
    char buffer[8] = "";
    struct stat status;
    assert_int_equal(mkfifo(f->file, 0600), 0);
    int end = open(f->file, O_RDONLY | O_NONBLOCK);
    assert_true(end >= 0);
    ent_output *output = open_file(f->file);
    write_text(output, "piped");
    finish(output);
    assert_int_equal(read(end, buffer, sizeof buffer), 5);
    assert_string_equal(buffer, "piped");
    close(end);
    assert_int_equal(stat(f->file, &status), 0);
    assert_true(S_ISFIFO(status.st_mode));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_output__appears_whole_or_not_at_all, setup, teardown),
        cmocka_unit_test_setup_teardown(test_output__keeps_permissions, setup, teardown),
        cmocka_unit_test_setup_teardown(test_output__follows_a_link, setup, teardown),
        cmocka_unit_test_setup_teardown(test_output__says_what_is_wrong, setup, teardown),
        cmocka_unit_test_setup_teardown(test_output__does_not_write_where_it_may_not, setup, teardown),
        cmocka_unit_test_setup_teardown(test_output__notices_a_full_disk, setup, teardown),
        cmocka_unit_test_setup_teardown(test_output__a_failed_write_leaves_the_old_file, setup, teardown),
        cmocka_unit_test_setup_teardown(test_output__writes_to_streams_and_memory, setup, teardown),
        cmocka_unit_test_setup_teardown(test_output__writes_to_a_pipe, setup, teardown),
    };
    return cmocka_run_group_tests_name("output", tests, NULL, NULL);
}
