/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The program as a whole, on a small kit of its own: sums, the list of known failures, crashes. */
#include "support.h"

#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fake.h"
#include "runner.h"

static const fake_answer answers[] = {
    { .query = "good", .columns = "a", .rows = (const char *const[]){ "1", NULL } },
    { .query = "bad", .columns = "a", .rows = (const char *const[]){ "2", NULL } },
    { .query = "crash", .crash = 1 },
};

static char folder[64];

static void write_file(const char *name, const char *text)
{
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    fputs(text, file);
    fclose(file);
}

static const char *read_file(const char *name)
{
    static char text[8000];
    char path[200];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    text[fread(text, 1, sizeof text - 1, file)] = '\0';
    fclose(file);
    return text;
}

#define SCENARIO(name, query)                                  \
    "Scenario: " name "\nWhen executing query:\n\"\"\"\n" query \
    "\n\"\"\"\nThen the result should be, in any order:\n|a|\n|1|\n"

static int make_kit(void **state)
{
    char path[200];
    static const char *const folders[] = { "features", "features/one", "features/two", "features/two/deep" };
    (void)state;
    strcpy(folder, "/tmp/tck-test-XXXXXX");
    if (!mkdtemp(folder))
        return -1;
    for (size_t i = 0; i < 4; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, folders[i]);
        mkdir(path, 0700);
    }
    write_file("features/one/A.feature", "Feature: A\n" SCENARIO("[1] good", "good") SCENARIO("[2] bad", "bad"));
    write_file("features/one/B.feature", "Feature: B\n"
                                         "Scenario Outline: [1] either\nWhen executing query:\n\"\"\"\n<q>\n\"\"\"\n"
                                         "Then the result should be, in any order:\n|a|\n|1|\n"
                                         "Examples:\n|q|\n|good|\n|bad|\n|missing|\n");
    write_file("features/two/C.feature", "Feature: C\n" SCENARIO("[1] good", "good") "Scenario: [2] odd\nGiven odd\n");
    write_file("features/two/deep/D.feature", "Feature: D\n");
    write_file("features/two/notes.txt", "not a feature");
    fake_set(answers, 3);
    return 0;
}

static int remove_kit(void **state)
{
    static const char *const names[] = { "features/one/A.feature", "features/one/B.feature", "features/two/C.feature",
                                         "features/two/deep/D.feature", "features/two/notes.txt", "known", "out",
                                         "features/two/deep", "features/two", "features/one", "features", "" };
    char path[200];
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        remove(path);
    }
    return 0;
}

/* Run with up to four more arguments; what it printed is in the file "out". */
static int run(const char *one, const char *two, const char *three, const char *four)
{
    char out[200], kit[200], known[200], program[] = "tck", option[] = "--known";
    snprintf(out, sizeof out, "%s/out", folder);
    snprintf(kit, sizeof kit, "%s/features", folder);
    snprintf(known, sizeof known, "%s/known", folder);
    const char *more[] = { one, two, three, four };
    char *argv[9] = { program, option, known, kit }, copies[4][50];
    int argc = 4;
    for (size_t i = 0; i < 4 && more[i]; i++) {
        snprintf(copies[i], sizeof copies[i], "%s", more[i]);
        argv[argc++] = copies[i];
    }
    FILE *file = fopen(out, "wb");
    assert_non_null(file);
    int status = tck_main(argc, argv, file);
    fclose(file);
    return status;
}

static void said(const char *what)
{
    const char *out = read_file("out");
    if (!strstr(out, what))
        fail_msg("\"%s\" is not in:\n%s", what, out);
}

static void test_runner__sums_and_last_line(void **state)
{
    (void)state;
    for (int forked = 0; forked < 2; forked++) {
        assert_int_equal(run(forked ? "--fork" : NULL, NULL, NULL, NULL), 1);
        said("2 of     5 passed,    2 wrong answers,    1 errors,    0 not run\n");
        said("1 of     2 passed,    0 wrong answers,    0 errors,    1 not run\n");
        said("FAILED: one/B.feature: [1] either (example 3)\n");
        said("answered: | 2 |");
        said("4 failures are not known, 0 known ones pass now\n");
        const char *out = read_file("out"), *last = strstr(out, "\n3 passed, 4 failed\n");
        assert_non_null(last);
        assert_string_equal(last, "\n3 passed, 4 failed\n");
    }
}

static void test_runner__known_failures(void **state)
{
    (void)state;
    assert_int_equal(run("--update", NULL, NULL, NULL), 0);
    const char *known = read_file("known");
    assert_non_null(strstr(known, "\none/A.feature: [2] bad\none/B.feature: [1] either (example 2)\n"
                                  "one/B.feature: [1] either (example 3)\ntwo/C.feature: [2] odd\n"));
    assert_null(strstr(known, "good"));
    /* What is known may fail; what fails besides may not. */
    assert_int_equal(run(NULL, NULL, NULL, NULL), 0);
    said("0 failures are not known, 0 known ones pass now\n");
    said("\n3 passed, 4 failed\n");
    write_file("known", "# words\n\none/A.feature: [2] bad\none/A.feature: [1] good\ntwo/C.feature: [2] odd\n"
                        "one/B.feature: [1] either (example 2)\n");
    assert_int_equal(run(NULL, NULL, NULL, NULL), 1);
    said("passes now: one/A.feature: [1] good\n");
    said("FAILED: one/B.feature: [1] either (example 3)\n");
    said("1 failures are not known, 1 known ones pass now\n");
}

/* Only what was run is taken off the list. */
static void test_runner__update_of_a_part(void **state)
{
    (void)state;
    write_file("known", "one/A.feature: [1] good\none/A.feature: gone\ntwo/C.feature: [1] good\nthree/X.feature: x\nfour/X.feature: x\n");
    assert_int_equal(run("--only", "two/", "--update", NULL), 0);
    said("\n1 passed, 1 failed\n");
    const char *known = read_file("known");
    assert_non_null(strstr(known, "one/A.feature: [1] good\n"));
    assert_non_null(strstr(known, "two/C.feature: [2] odd\n"));
    assert_null(strstr(known, "two/C.feature: [1] good\n"));
    assert_int_equal(run("--update", NULL, NULL, NULL), 0);
    known = read_file("known");
    assert_null(strstr(known, "gone"));
    assert_null(strstr(known, "[1] good"));
    /* Sorted: a change of one scenario is a change of one line. */
    assert_non_null(strstr(known, "\nfour/X.feature: x\none/A.feature: [2] bad\n"));
    assert_non_null(strstr(known, "\nthree/X.feature: x\ntwo/C.feature: [2] odd\n"));
}

static void test_runner__only_and_verbose(void **state)
{
    (void)state;
    assert_int_equal(run("--update", NULL, NULL, NULL), 0);
    assert_int_equal(run("--only", "[2] bad", "--verbose", NULL), 0);
    said("known: one/A.feature: [2] bad\n      line 10: wrong answer: this row is missing: | 1 |\n");
    said("\n0 passed, 1 failed\n");
    assert_int_equal(run("--only", "no such name", NULL, NULL), 0);
    said("0 passed, 0 failed\n");
}

/* A crash is the failure of one scenario; those before and after it are run. */
static void test_runner__a_crash_ends_one_scenario(void **state)
{
    (void)state;
    write_file("features/two/C.feature", "Feature: C\n" SCENARIO("[1] good", "good") SCENARIO("[2] crash", "crash")
                                             SCENARIO("[3] crash", "crash") SCENARIO("[4] good", "good"));
    assert_int_equal(run("--fork", "--only", "two/", NULL), 1);
    said("FAILED: two/C.feature: [2] crash\n");
    said("error: crash: Aborted");
    said("2 of     4 passed,    0 wrong answers,    2 errors,    0 not run\n");
}

static void test_runner__usage_and_faults(void **state)
{
    (void)state;
    assert_int_equal(run("--unheard-of", NULL, NULL, NULL), 2);
    assert_int_equal(run("second-folder", NULL, NULL, NULL), 2);
    assert_int_equal(run("--only", NULL, NULL, NULL), 2);
    write_file("features/two/C.feature", "Feature: C\n| no |\n");
    assert_int_equal(run(NULL, NULL, NULL, NULL), 2);
    char program[] = "tck";
    setenv("ENTENTE_SHARED", "/nowhere", 1);
    FILE *out = fopen("/dev/null", "w");
    assert_int_equal(tck_main(1, (char *[]){ program, NULL }, out), 77);
    fclose(out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_runner__sums_and_last_line, make_kit, remove_kit),
        cmocka_unit_test_setup_teardown(test_runner__known_failures, make_kit, remove_kit),
        cmocka_unit_test_setup_teardown(test_runner__update_of_a_part, make_kit, remove_kit),
        cmocka_unit_test_setup_teardown(test_runner__only_and_verbose, make_kit, remove_kit),
        cmocka_unit_test_setup_teardown(test_runner__a_crash_ends_one_scenario, make_kit, remove_kit),
        cmocka_unit_test_setup_teardown(test_runner__usage_and_faults, make_kit, remove_kit),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
