/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases for tests of sessions over them, and everything that a session shows as one text. */
#ifndef ENT_TEST_PERSIST_H
#define ENT_TEST_PERSIST_H

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <entente/store.h>

#include "run.h"

typedef struct database {
    char folder[64], file[96];
    ent_store *store;
    ent_session *session;
    ent_snapshot_use snapshot;
} database;

static inline void open_database(database *d, ent_store_mode mode)
{
    ent_error err = { 0 };
    if (ent_store_open(d->file, mode, &d->store, &err) < 0)
        fail_msg("%s", err.message);
    ent_store_set_snapshot(d->store, d->snapshot);
    if (ent_session_open(d->store, &d->session, &err) < 0)
        fail_msg("%s", err.message);
}

static inline void close_database(database *d)
{
    ent_session_free(d->session);
    ent_store_close(d->store);
    d->session = NULL;
    d->store = NULL;
}

static inline void reopen_database(database *d)
{
    close_database(d);
    open_database(d, ENT_STORE_WRITE);
}

static inline void make_database(database *d)
{
    memset(d, 0, sizeof *d);
    /* In memory where that can be: the tests wait for each commit. */
    snprintf(d->folder, sizeof d->folder, "%s/entente-persist-XXXXXX", access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
    assert_non_null(mkdtemp(d->folder));
    snprintf(d->file, sizeof d->file, "%s/test.entente", d->folder);
    open_database(d, ENT_STORE_CREATE);
}

static inline void remove_database(database *d)
{
    char command[128];
    close_database(d);
    snprintf(command, sizeof command, "rm -rf '%s'", d->folder);
    if (system(command) != 0)
        fail_msg("cannot remove %s", d->folder);
}

static inline void print_finding(void *context, const char *line)
{
    (void)context;
    print_message("%s\n", line);
}

static inline void assert_sound(const database *d)
{
    ent_error err = { 0 };
    ent_store *store = NULL;
    if (ent_store_open(d->file, ENT_STORE_READ, &store, &err) < 0 ||
        ent_store_check(store, print_finding, NULL, &err) < 0)
        fail_msg("%s", err.message);
    ent_store_close(store);
}

/* --- everything, in an order of its own ------------------------------------------------------------------- */

static inline int compare_lines(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines of each row of a query, sorted, with maps in the order of their keys. */
static inline void put_sorted(ent_session *session, const char *text, ent_i_buffer *out)
{
    ent_query *query = NULL;
    ent_error err = { 0 };
    char **lines = NULL;
    size_t count = 0;
    ent_status status = ent_query_prepare(session, text, SIZE_MAX, &query, &err);
    while (status == ENT_OK && (status = ent_query_step(query, &err)) == ENT_OK) {
        ent_i_buffer line = ENT_I_BUFFER_INIT;
        for (size_t i = 0; i < ent_query_column_count(query); i++) {
            print_value(&line, ent_query_value(query, i));
            ent_i_buffer_text(&line, " | ");
        }
        lines = realloc(lines, (count + 1) * sizeof *lines);
        lines[count++] = strdup(ent_i_buffer_string(&line));
        ent_i_buffer_clear(&line);
    }
    if (status != ENT_DONE)
        fail_msg("%s: %s", text, err.message);
    ent_query_free(query);
    if (count)
        qsort(lines, count, sizeof *lines, compare_lines);
    for (size_t i = 0; i < count; i++) {
        ent_i_buffer_printf(out, "%s\n", lines[i]);
        free(lines[i]);
    }
    free(lines);
}

/* Properties as a list of keys and values in the order of the keys. */
static inline char *everything(ent_session *session)
{
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    put_sorted(session,
               "MATCH (n) UNWIND CASE WHEN size(labels(n)) = 0 THEN [''] ELSE labels(n) END AS l WITH n, l ORDER BY l "
               "WITH n, collect(l) AS ls "
               "UNWIND CASE WHEN size(keys(n)) = 0 THEN [''] ELSE keys(n) END AS k WITH n, ls, k ORDER BY k "
               "WITH n, ls, collect([k, n[k]]) AS values RETURN n.i, ls, values, citations(n), sources(n), validity(n), "
               "status(n), holds(n, '2015-06-01')",
               &out);
    ent_i_buffer_text(&out, "--\n");
    put_sorted(session,
               "MATCH (a)-[r]->(b) "
               "UNWIND CASE WHEN size(keys(r)) = 0 THEN [''] ELSE keys(r) END AS k WITH a, r, b, k ORDER BY k "
               "WITH a, r, b, collect([k, r[k]]) AS values RETURN a.i, type(r), b.i, values, citations(r), sources(r), "
               "validity(r), status(r), holds(r, '2015-06-01'), holds(r, '2015-06-01', 'certain'), "
               "holds(r, '2015-06-01', 'possible')",
               &out);
    char *text = strdup(ent_i_buffer_string(&out));
    ent_i_buffer_clear(&out);
    return text;
}

static inline void assert_same_everything(ent_session *a, ent_session *b)
{
    char *x = everything(a), *y = everything(b);
    if (strcmp(x, y) != 0) {
        size_t at = 0;
        while (x[at] && x[at] == y[at])
            at++;
        while (at && x[at - 1] != '\n')
            at--;
        fail_msg("not the same:\n%.600s\nand\n%.600s", x + at, y + at);
    }
    free(x);
    free(y);
}

#endif
