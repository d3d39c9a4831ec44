/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A point lookup with one hop, prepared: bind a key, step to the end, reset; over a graph in memory, and over the same
 * in a database, from its rows and from its snapshot. Beside it SQLite in memory with the same rows and an index for each
 * side of the join. All answer the same questions, and their answers are compared. */
#include <inttypes.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <entente.h>
#include <sqlite3.h>

static const char *const question = "MATCH (a:Person {key: $k})-[:KNOWS]->(b) RETURN b.key";
static const char *const same_in_sql =
    "SELECT b.key FROM person a JOIN knows ON knows.source = a.id JOIN person b ON b.id = knows.target WHERE a.key = ?";

typedef struct counted {
    uint64_t rows, bytes; /* of the answers: the same on both sides */
    double best;          /* microseconds a question */
} counted;

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e6 + (double)time.tv_nsec / 1e3;
}

static void die(const char *why)
{
    fprintf(stderr, "bench_lookup: %s\n", why);
    exit(EXIT_FAILURE);
}

static size_t key_of(uint64_t number, char text[24])
{
    return (size_t)snprintf(text, 24, "p%" PRIu64, number);
}

static ent_text text_of(const char *data, size_t length)
{
    return (ent_text){ data, length };
}

/* --- making ----------------------------------------------------------------------------------------------- */

static void fill(ent_graph *graph, uint64_t nodes, uint64_t ties)
{
    ent_error error = { 0 };
    uint64_t state = 1;
    char from[24], to[24];
    const ent_text label = text_of("Person", 6);
    for (uint64_t i = 0; i < nodes; i++) {
        ent_node_record record = { .key = text_of(from, key_of(i, from)), .labels = &label, .label_count = 1 };
        if (ent_graph_add_node(graph, &record, &(ent_node){ 0 }, &error) < 0)
            die(error.message);
    }
    for (uint64_t i = 0; i < ties; i++) {
        ent_tie_record record = { .source = text_of(from, key_of(next_random(&state) % nodes, from)),
                                  .type = text_of("KNOWS", 5),
                                  .target = text_of(to, key_of(next_random(&state) % nodes, to)) };
        if (ent_graph_add_tie(graph, &record, &(ent_tie){ 0 }, &error) < 0)
            die(error.message);
    }
}

static ent_graph *make_graph(uint64_t nodes, uint64_t ties)
{
    ent_graph *graph = NULL;
    ent_error error = { 0 };
    if (ent_graph_new(&graph, &error) < 0)
        die(error.message);
    fill(graph, nodes, ties);
    if (ent_graph_finish(graph, &error) < 0)
        die(error.message);
    return graph;
}

/* In a database, in a folder of its own. */
static void make_database(const char *path, uint64_t nodes, uint64_t ties)
{
    ent_graph *graph = NULL;
    ent_store *store = NULL;
    ent_error error = { 0 };
    if (ent_store_open(path, ENT_STORE_CREATE, &store, &error) < 0 || ent_store_begin(store, &graph, &error) < 0)
        die(error.message);
    fill(graph, nodes, ties);
    if (ent_store_commit(store, graph, NULL, NULL, &error) < 0)
        die(error.message);
    ent_graph_free(graph);
    ent_store_close(store);
}

static void run_sql(sqlite3 *db, const char *text)
{
    if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
        die(sqlite3_errmsg(db));
}

/* The ties that the graph kept: identical ones are one. */
static sqlite3 *make_peer(const ent_graph *graph)
{
    sqlite3 *db = NULL;
    sqlite3_stmt *person = NULL, *knows = NULL;
    if (sqlite3_open(":memory:", &db) != SQLITE_OK)
        die("cannot open SQLite");
    run_sql(db, "CREATE TABLE person(id INTEGER PRIMARY KEY, key TEXT);"
                "CREATE TABLE knows(source INTEGER, target INTEGER); BEGIN");
    sqlite3_prepare_v2(db, "INSERT INTO person VALUES(?, ?)", -1, &person, NULL);
    sqlite3_prepare_v2(db, "INSERT INTO knows VALUES(?, ?)", -1, &knows, NULL);
    for (ent_node i = 0; i < ent_graph_node_count(graph); i++) {
        ent_node_view node;
        ent_graph_node(graph, i, &node);
        sqlite3_bind_int64(person, 1, i);
        sqlite3_bind_text(person, 2, node.key, -1, SQLITE_STATIC);
        if (sqlite3_step(person) != SQLITE_DONE)
            die(sqlite3_errmsg(db));
        sqlite3_reset(person);
    }
    for (ent_tie i = 0; i < ent_graph_tie_count(graph); i++) {
        ent_tie_view tie;
        ent_graph_tie(graph, i, &tie);
        sqlite3_bind_int64(knows, 1, tie.source);
        sqlite3_bind_int64(knows, 2, tie.target);
        if (sqlite3_step(knows) != SQLITE_DONE)
            die(sqlite3_errmsg(db));
        sqlite3_reset(knows);
    }
    sqlite3_finalize(person);
    sqlite3_finalize(knows);
    run_sql(db, "COMMIT; CREATE UNIQUE INDEX person_key ON person(key); CREATE INDEX knows_source ON knows(source, target);"
                "ANALYZE");
    return db;
}

/* --- asking ----------------------------------------------------------------------------------------------- */

static void ask_entente(ent_query *query, uint64_t nodes, uint64_t count, uint64_t seed, counted *ret)
{
    ent_error error = { 0 };
    char key[24];
    size_t length;
    ent_status status;
    ret->rows = ret->bytes = 0;
    double began = now();
    for (uint64_t i = 0; i < count; i++) {
        if (ent_query_bind_string(query, "k", key, key_of(next_random(&seed) % nodes, key), &error) < 0)
            die(error.message);
        while ((status = ent_query_step(query, &error)) == ENT_OK) {
            ent_query_text(query, 0, &length);
            ret->rows++;
            ret->bytes += length;
        }
        if (status != ENT_DONE)
            die(error.message);
        ent_query_reset(query);
    }
    double took = (now() - began) / (double)count;
    ret->best = ret->best == 0 || took < ret->best ? took : ret->best;
}

static void ask_peer(sqlite3_stmt *statement, uint64_t nodes, uint64_t count, uint64_t seed, counted *ret)
{
    char key[24];
    ret->rows = ret->bytes = 0;
    double began = now();
    for (uint64_t i = 0; i < count; i++) {
        int length = (int)key_of(next_random(&seed) % nodes, key);
        sqlite3_bind_text(statement, 1, key, length, SQLITE_STATIC);
        while (sqlite3_step(statement) == SQLITE_ROW) {
            sqlite3_column_text(statement, 0);
            ret->rows++;
            ret->bytes += (uint64_t)sqlite3_column_bytes(statement, 0);
        }
        sqlite3_reset(statement);
    }
    double took = (now() - began) / (double)count;
    ret->best = ret->best == 0 || took < ret->best ? took : ret->best;
}

/* Somebody who is asked. */
typedef struct asked {
    const char *name;
    ent_graph *graph; /* or */
    ent_store *store;
    ent_session *session;
    ent_query *query;
    counted counted;
} asked;

static void start(asked *who, const char *name, ent_graph *graph, const char *path, ent_snapshot_use use)
{
    ent_error error = { 0 };
    *who = (asked){ .name = name, .graph = graph };
    if (path && ent_store_open(path, ENT_STORE_WRITE, &who->store, &error) < 0)
        die(error.message);
    if (path)
        ent_store_set_snapshot(who->store, use);
    if ((path ? ent_session_open(who->store, &who->session, &error)
              : ent_session_new(graph, &who->session, &error)) < 0 ||
        ent_query_prepare(who->session, question, SIZE_MAX, &who->query, &error) < 0)
        die(error.message);
}

static void stop(asked *who)
{
    ent_query_free(who->query);
    ent_session_free(who->session);
    ent_store_close(who->store);
}

int main(int count, char **arguments)
{
    uint64_t nodes = count > 1 ? strtoull(arguments[1], NULL, 10) : 1000000;
    uint64_t ties = count > 2 ? strtoull(arguments[2], NULL, 10) : 5000000;
    uint64_t questions = count > 3 ? strtoull(arguments[3], NULL, 10) : 20000;
    uint64_t rounds = count > 4 ? strtoull(arguments[4], NULL, 10) : 20;
    char folder[] = "/tmp/bench_lookup.XXXXXX", path[64], snapshot[80];
    sqlite3_stmt *statement = NULL;
    counted theirs = { 0 };
    enum { ASKED = 3 };
    asked all[ASKED];
    if (!nodes || !questions || !mkdtemp(folder))
        die("wants NODES TIES QUESTIONS ROUNDS");
    snprintf(path, sizeof path, "%s/db", folder);
    snprintf(snapshot, sizeof snapshot, "%s-graph", path);
    make_database(path, nodes, ties);
    ent_graph *graph = make_graph(nodes, ties);
    sqlite3 *db = make_peer(graph);
    start(&all[0], "entente, in memory", graph, NULL, ENT_SNAPSHOT_AUTO);
    start(&all[1], "entente, a database", NULL, path, ENT_SNAPSHOT_NEVER);
    /* The first loads the rows and makes the snapshot. */
    start(&all[2], "entente, its snapshot", NULL, path, ENT_SNAPSHOT_ALWAYS);
    stop(&all[2]);
    start(&all[2], "entente, its snapshot", NULL, path, ENT_SNAPSHOT_ALWAYS);
    if (sqlite3_prepare_v2(db, same_in_sql, -1, &statement, NULL) != SQLITE_OK)
        die(sqlite3_errmsg(db));
    for (uint64_t round = 0; round < rounds; round++) {
        ask_peer(statement, nodes, questions, 100 + round, &theirs);
        for (size_t i = 0; i < ASKED; i++) {
            ask_entente(all[i].query, nodes, questions, 100 + round, &all[i].counted);
            if (all[i].counted.rows != theirs.rows || all[i].counted.bytes != theirs.bytes)
                die("they do not answer the same");
        }
    }
    printf("%" PRIu64 " nodes, %zu ties, %" PRIu64 " questions a round, best of %" PRIu64 " rounds\n", nodes,
           ent_graph_tie_count(graph), questions, rounds);
    printf("rows a question %.2f\n", (double)theirs.rows / (double)questions);
    printf("%-22s %8.3f microseconds a question\n", "sqlite", theirs.best);
    for (size_t i = 0; i < ASKED; i++)
        printf("%-22s %8.3f microseconds a question, %.2f times sqlite's speed\n", all[i].name, all[i].counted.best,
               theirs.best / all[i].counted.best);
    sqlite3_finalize(statement);
    sqlite3_close(db);
    for (size_t i = 0; i < ASKED; i++)
        stop(&all[i]);
    ent_graph_free(graph);
    unlink(snapshot);
    unlink(path);
    rmdir(folder);
    return EXIT_SUCCESS;
}
