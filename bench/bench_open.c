/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A question to a large database as a whole process, from start to end: from its snapshot with the files in the
 * system's memory and without, and from its rows; beside SQLite alone reading all rows of ties. Prints a table;
 * bench/store.md keeps one. The database is one that script/bench --keep has left, or any other. */
#include <fcntl.h>
#include <inttypes.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <sqlite3.h>

#define RUNS_MOST 101

extern char **environ;

static void die(const char *what, const char *why)
{
    fprintf(stderr, "bench_open: %s: %s\n", what, why);
    exit(1);
}

static double milliseconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1e3 + (double)now.tv_nsec * 1e-6;
}

/* Out of the system's memory. */
static void forget(const char *path)
{
    int file = open(path, O_RDONLY);
    if (file < 0)
        return;
    fdatasync(file);
    posix_fadvise(file, 0, 0, POSIX_FADV_DONTNEED);
    close(file);
}

typedef struct subject {
    const char *command, *database;
    char snapshot[4096];
    int runs;
} subject;

/* One process, its answer thrown away. */
static double run_once(const subject *s, const char *const *arguments)
{
    const char *argv[8] = { s->command, "--quiet", "--db", s->database };
    size_t count = 4;
    while (*arguments)
        argv[count++] = *arguments++;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child;
    int status;
    double start = milliseconds();
    /* posix_spawn changes none of them. */
    if (posix_spawn(&child, s->command, &actions, NULL, (char *const *)(uintptr_t)argv, environ) != 0)
        die(s->command, "cannot be run");
    if (waitpid(child, &status, 0) != child || status != 0)
        die(s->command, "failed");
    double took = milliseconds() - start;
    posix_spawn_file_actions_destroy(&actions);
    return took;
}

static int compare(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

typedef struct spread {
    double least, middle;
} spread;

static spread measure(const subject *s, const char *const *arguments, bool cold, int runs)
{
    double times[RUNS_MOST];
    for (int i = 0; i < runs; i++) {
        if (cold) {
            forget(s->database);
            forget(s->snapshot);
        }
        times[i] = run_once(s, arguments);
    }
    qsort(times, (size_t)runs, sizeof *times, compare);
    return (spread){ times[0], times[runs / 2] };
}

/* Every column of every row of ties, none kept. */
static double read_rows(const char *path, uint64_t *ret_rows)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    double start = milliseconds();
    if (sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) != SQLITE_OK ||
        sqlite3_prepare_v2(db, "SELECT source, type, target, valid FROM ties", -1, &statement, NULL) != SQLITE_OK)
        die(path, sqlite3_errmsg(db));
    uint64_t sum = 0;
    *ret_rows = 0;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        const unsigned char *valid = sqlite3_column_text(statement, 3);
        sum += (uint64_t)(sqlite3_column_int64(statement, 0) + sqlite3_column_int(statement, 1) +
                          sqlite3_column_int64(statement, 2)) + (valid ? valid[0] : 0);
        ++*ret_rows;
    }
    sqlite3_finalize(statement);
    sqlite3_close(db);
    return milliseconds() - start + (double)sum * 1e-30; /* the sum is of use, so that it is made */
}

static void report(const subject *s)
{
    static const struct {
        const char *what, *arguments[4];
    } questions[] = {
        { "nothing: `--version`", { "--version" } },
        { "one hop from a node with few ties", { "query", "MATCH (a {key:\"n400017\"})-[r]->(b) RETURN b.key" } },
        { "one hop from a node with many ties", { "query", "MATCH (a {key:\"n17\"})-[r]->(b) RETURN b.key" } },
        { "`show` a node with few ties", { "show", "n400017" } },
        { "`show` a node with many ties", { "show", "n17" } },
        { "every tie: a count by type", { "query", "MATCH ()-[r]->() RETURN type(r), count(*)" } },
    };
    printf("| question | warm | cold | from the rows, warm |\n|---|---|---|---|\n");
    for (size_t i = 0; i < sizeof questions / sizeof questions[0]; i++) {
        const char *const *arguments = questions[i].arguments;
        setenv("ENTENTE_SNAPSHOT", "always", 1);
        run_once(s, arguments);
        spread warm = measure(s, arguments, false, s->runs), cold = measure(s, arguments, true, s->runs);
        setenv("ENTENTE_SNAPSHOT", "never", 1);
        run_once(s, arguments);
        spread rows = measure(s, arguments, false, 3);
        printf("| %s | %.0f ms (best %.0f) | %.0f ms (best %.0f) | %.0f ms (best %.0f) |\n", questions[i].what, warm.middle,
               warm.least, cold.middle, cold.least, rows.middle, rows.least);
        fflush(stdout);
    }
}

int main(int argc, char **argv)
{
    subject s = { .runs = 21 };
    struct stat status;
    if (argc == 4)
        s.runs = atoi(argv[3]);
    if ((argc != 3 && argc != 4) || s.runs < 1 || s.runs > RUNS_MOST)
        die("usage", "bench_open COMMAND DATABASE [RUNS]");
    s.command = argv[1];
    s.database = argv[2];
    snprintf(s.snapshot, sizeof s.snapshot, "%s-graph", s.database);
    report(&s);
    uint64_t rows;
    double first = read_rows(s.database, &rows), second = read_rows(s.database, &rows);
    printf("\nSQLite alone reads the columns of all %" PRIu64 " rows of ties in %.0f ms", rows,
           first < second ? first : second);
    if (stat(s.snapshot, &status) == 0)
        printf("; the snapshot has %.0f MB", (double)status.st_size / 1e6);
    printf(".\n");
    return 0;
}
