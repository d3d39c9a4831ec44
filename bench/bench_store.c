/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Import of a large table of ties to a committed database, and load of it into memory, beside SQLite given
 * the same rows already in memory. Prints a table; bench/README.md keeps one. */
#include <fcntl.h>
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <entente.h>
#include <sqlite3.h>

#define TYPES 20

/* One tie, as the generator makes it. */
typedef struct row {
    uint32_t source, target;
    uint8_t type;
    char valid[28];
} row;

typedef struct options {
    uint64_t ties;
    uint32_t nodes;
    const char *folder;
    bool keep;
} options;

static const char *const types[TYPES] = {
    "MEMBER_OF", "OBSERVER_OF", "PARTY_TO", "ALLY_OF", "SUPPLIES", "OPERATES", "TRADES_WITH", "LINKS", "SIGNED", "MET",
    "VISITED", "LAUNCHED", "FUNDS", "HOSTS", "OWNS", "LEADS", "BORDERS", "SANCTIONS", "RECOGNISES", "ADVISES",
};

/* splitmix64, seeded: the same network on every machine. */
static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static uint32_t below(uint64_t *state, uint32_t limit)
{
    return (uint32_t)((next_random(state) >> 32) * limit >> 32);
}

/* Periods as data sets have them: days, years, months, open and closed, some undated. */
static void make_row(uint64_t *state, uint32_t nodes, row *ret)
{
    uint64_t bits = next_random(state);
    unsigned year = 1900 + (unsigned)(bits & 127) % 120, month = 1 + (unsigned)(bits >> 8 & 15) % 12;
    unsigned day = 1 + (unsigned)(bits >> 16 & 31) % 28, later = year + 1 + (unsigned)(bits >> 24 & 15);
    /* Half of the ends are among the few with many ties. */
    ret->source = bits >> 32 & 1 ? below(state, nodes) : below(state, nodes / 50 + 1);
    ret->target = below(state, nodes);
    ret->type = (uint8_t)((bits >> 40) % TYPES);
    switch (bits >> 56 & 7) {
    case 0:
        snprintf(ret->valid, sizeof ret->valid, "%u/%u", year, later);
        break;
    case 1:
        snprintf(ret->valid, sizeof ret->valid, "%u-%02u/%u-%02u", year, month, later, month);
        break;
    case 2:
        snprintf(ret->valid, sizeof ret->valid, "%u/..", year);
        break;
    case 3:
        snprintf(ret->valid, sizeof ret->valid, "%u-%02u-%02u", year, month, day);
        break;
    case 4:
        ret->valid[0] = '\0';
        break;
    case 5:
        snprintf(ret->valid, sizeof ret->valid, "%u-%02u-%02u/..", year, month, day);
        break;
    default:
        snprintf(ret->valid, sizeof ret->valid, "%u-%02u-%02u/%u-%02u-%02u", year, month, day, later, month, day);
        break;
    }
}

static void die(const char *what, const char *why)
{
    fprintf(stderr, "bench_store: %s: %s\n", what, why);
    exit(1);
}

static void check(ent_status status, const char *what, const ent_error *err)
{
    if (status < 0)
        die(what, err->message);
}

static double seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double megabytes(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? (double)status.st_size / 1e6 : 0;
}

/* Processor time of this process, all threads. On a shared machine it says more than the clock. */
static double cpu_seconds(void)
{
    struct timespec now;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
    return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static double peak_megabytes(void)
{
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    return (double)usage.ru_maxrss / 1e3;
}

/* --- what is measured, each in a process of its own ------------------------------------------------------ */

static void write_tables(const options *o, const char *nodes_path, const char *ties_path)
{
    FILE *file = fopen(nodes_path, "wb");
    if (!file)
        die(nodes_path, "cannot be written");
    fputs("key,name,labels\n", file);
    for (uint32_t i = 0; i < o->nodes; i++)
        fprintf(file, "n%u,Node %u,State\n", i, i);
    if (fclose(file) != 0 || !(file = fopen(ties_path, "wb")))
        die(ties_path, "cannot be written");
    static char room[1 << 20];
    setvbuf(file, room, _IOFBF, sizeof room);
    fputs("from,type,to,valid\n", file);
    uint64_t state = 42;
    row r;
    for (uint64_t i = 0; i < o->ties; i++) {
        make_row(&state, o->nodes, &r);
        fprintf(file, "n%u,%s,n%u,%s\n", r.source, types[r.type], r.target, r.valid);
    }
    if (fclose(file) != 0)
        die(ties_path, "cannot be written");
}

typedef struct result {
    double parse, finish, commit, close, total, load, cpu, peak, size;
    uint64_t count;
} result;

static void import_tables(const char *path, const char *nodes_path, const char *ties_path, result *ret)
{
    ent_error err = { 0 };
    ent_store *store = NULL;
    ent_graph *graph = NULL;
    double start = seconds();
    check(ent_store_open(path, ENT_STORE_CREATE, &store, &err), "create", &err);
    check(ent_store_begin(store, &graph, &err), "begin", &err);
    check(ent_load(graph, nodes_path, NULL, &err), nodes_path, &err);
    check(ent_load(graph, ties_path, NULL, &err), ties_path, &err);
    double parsed = seconds();
    check(ent_graph_finish(graph, &err), "finish", &err);
    double finished = seconds();
    check(ent_store_commit(store, graph, NULL, NULL, &err), "commit", &err);
    double committed = seconds();
    ret->count = ent_graph_tie_count(graph);
    ent_store_close(store);
    ret->close = seconds() - committed;
    ret->parse = parsed - start;
    ret->finish = finished - parsed;
    ret->commit = committed - finished;
    ret->total = seconds() - start;
    ret->cpu = cpu_seconds();
    ret->peak = peak_megabytes();
    ret->size = megabytes(path);
    ent_graph_free(graph);
}

static void load_database(const char *path, result *ret)
{
    ent_error err = { 0 };
    ent_store *store = NULL;
    ent_graph *graph = NULL;
    double start = seconds();
    check(ent_store_open(path, ENT_STORE_READ, &store, &err), "open", &err);
    ent_store_set_snapshot(store, ENT_SNAPSHOT_NEVER);
    check(ent_store_load(store, &graph, &err), "load", &err);
    ret->load = seconds() - start;
    ret->count = ent_graph_tie_count(graph);
    ret->cpu = cpu_seconds();
    ret->peak = peak_megabytes();
    ent_graph_free(graph);
    ent_store_close(store);
}

static void run(sqlite3 *db, const char *sql)
{
    char *message = NULL;
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        die(sql, message);
}

/* The peer: the same rows, from memory, by prepared statements in one transaction, to the same kind of table
 * with the same promise (write-ahead log, synchronous = full); then all of them read again. */
static void peer(const options *o, const char *path, result *ret)
{
    row *rows = malloc(o->ties * sizeof *rows);
    if (!rows)
        die("peer", "out of memory");
    uint64_t state = 42;
    for (uint64_t i = 0; i < o->ties; i++)
        make_row(&state, o->nodes, &rows[i]);
    sqlite3 *db = NULL;
    sqlite3_stmt *statement = NULL;
    double start = seconds(), cpu = cpu_seconds();
    if (sqlite3_open(path, &db) != SQLITE_OK)
        die(path, "cannot be made");
    run(db, "PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -262144;"
            "CREATE TABLE ties(id INTEGER PRIMARY KEY, source INTEGER NOT NULL, type INTEGER NOT NULL,"
            " target INTEGER NOT NULL, valid TEXT); BEGIN IMMEDIATE");
    sqlite3_prepare_v2(db, "INSERT INTO ties(source, type, target, valid) VALUES(?1, ?2, ?3, ?4)", -1, &statement, NULL);
    for (uint64_t i = 0; i < o->ties; i++) {
        sqlite3_bind_int64(statement, 1, rows[i].source + 1);
        sqlite3_bind_int(statement, 2, rows[i].type + 1);
        sqlite3_bind_int64(statement, 3, rows[i].target + 1);
        sqlite3_bind_text(statement, 4, rows[i].valid, -1, SQLITE_STATIC);
        if (sqlite3_step(statement) != SQLITE_DONE)
            die(path, sqlite3_errmsg(db));
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    run(db, "COMMIT");
    sqlite3_close(db);
    ret->total = seconds() - start;
    ret->cpu = cpu_seconds() - cpu;
    start = seconds();
    sqlite3_open(path, &db);
    sqlite3_prepare_v2(db, "SELECT source, type, target, valid FROM ties", -1, &statement, NULL);
    uint64_t sum = 0;
    ret->count = 0;
    while (sqlite3_step(statement) == SQLITE_ROW) {
        sum += (uint64_t)(sqlite3_column_int64(statement, 0) + sqlite3_column_int(statement, 1) +
                          sqlite3_column_int64(statement, 2) + sqlite3_column_text(statement, 3)[0]);
        ret->count++;
    }
    ret->load = seconds() - start;
    ret->peak = (double)sum * 1e-30; /* the sum is of use, so that it is made */
    ret->size = megabytes(path);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    free(rows);
}

/* Run one measurement in a child, so that memory is its own; its result comes through a pipe. */
static result measure(int which, const options *o, const char *path, const char *nodes_path, const char *ties_path)
{
    int ends[2], status;
    result r;
    memset(&r, 0, sizeof r);
    if (pipe(ends) != 0)
        die("pipe", "failed");
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        if (which == 0)
            import_tables(path, nodes_path, ties_path, &r);
        else if (which == 1)
            load_database(path, &r);
        else
            peer(o, path, &r);
        _exit(write(ends[1], &r, sizeof r) != sizeof r);
    }
    close(ends[1]);
    if (read(ends[0], &r, sizeof r) != sizeof r || waitpid(child, &status, 0) != child || status != 0)
        die("a measurement", "failed");
    close(ends[0]);
    return r;
}

static void report(const options *o, double csv_size, const result *imported, const result *loaded, const result *sqlite)
{
    double m = (double)o->ties / 1e6;
    printf("%" PRIu64 " dated ties between %" PRIu32 " nodes, %.0f MB of CSV\n\n", o->ties, o->nodes, csv_size);
    printf("| step | time | ties/s | processor time | SQLite alone | ratio |\n|---|---|---|---|---|---|\n");
    printf("| import: CSV to a committed, closed database | %.2f s | %.2f M | %.2f s | %.2f s (rows already in memory; "
           "processor %.2f s) | %.2f |\n",
           imported->total, m / imported->total, imported->cpu, sqlite->total, sqlite->cpu,
           sqlite->total / imported->total);
    printf("| - of that reading CSV into the graph | %.2f s | %.2f M | | | |\n", imported->parse, m / imported->parse);
    printf("| - of that finishing the graph | %.2f s | %.2f M | | | |\n", imported->finish, m / imported->finish);
    printf("| - of that the commit, and closing | %.2f s | %.2f M | | | |\n", imported->commit + imported->close,
           m / (imported->commit + imported->close));
    printf("| load: database to a graph ready for questions | %.2f s | %.2f M | %.2f s | %.2f s (rows looked at only) "
           "| %.2f |\n",
           loaded->load, m / loaded->load, loaded->cpu, sqlite->load, sqlite->load / loaded->load);
    printf("\nties kept: %" PRIu64 " (identical ones are one); database %.0f MB (SQLite alone %.0f MB); "
           "peak memory %.0f MB importing, %.0f MB loading\n",
           imported->count, imported->size, sqlite->size, imported->peak, loaded->peak);
}

static uint64_t number(const char *text)
{
    char *end;
    uint64_t value = strtoull(text, &end, 10);
    if (*end || !value)
        die(text, "not a number");
    return value;
}

int main(int argc, char **argv)
{
    options o = { 10000000, 500000, "/tmp", false };
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--ties") && i + 1 < argc)
            o.ties = number(argv[++i]);
        else if (!strcmp(argv[i], "--nodes") && i + 1 < argc)
            o.nodes = (uint32_t)number(argv[++i]);
        else if (!strcmp(argv[i], "--folder") && i + 1 < argc)
            o.folder = argv[++i];
        else if (!strcmp(argv[i], "--keep"))
            o.keep = true;
        else
            die(argv[i], "usage: bench_store [--ties N] [--nodes N] [--folder DIR] [--keep]");
    }
    char folder[512], nodes_path[600], ties_path[600], database[600], plain[600];
    snprintf(folder, sizeof folder, "%s/entente-bench-XXXXXX", o.folder);
    if (!mkdtemp(folder))
        die(folder, "cannot be made");
    snprintf(nodes_path, sizeof nodes_path, "%s/nodes.csv", folder);
    snprintf(ties_path, sizeof ties_path, "%s/ties.csv", folder);
    snprintf(database, sizeof database, "%s/bench.entente", folder);
    snprintf(plain, sizeof plain, "%s/plain.sqlite", folder);
    write_tables(&o, nodes_path, ties_path);
    double csv_size = megabytes(nodes_path) + megabytes(ties_path);
    result imported = measure(0, &o, database, nodes_path, ties_path);
    result loaded = measure(1, &o, database, nodes_path, ties_path);
    result sqlite = measure(2, &o, plain, nodes_path, ties_path);
    report(&o, csv_size, &imported, &loaded, &sqlite);
    if (o.keep) {
        printf("kept in %s\n", folder);
        return 0;
    }
    unlink(nodes_path);
    unlink(ties_path);
    unlink(database);
    unlink(plain);
    rmdir(folder);
    return 0;
}
