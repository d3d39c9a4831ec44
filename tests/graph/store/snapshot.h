/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A database with a snapshot, and all that a graph can be asked, as one text. */
#ifndef ENT_TEST_SNAPSHOT_H
#define ENT_TEST_SNAPSHOT_H

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>

#include "graph/model/columns.h"
#include "support.h"

typedef struct place {
    folder folder;
    char snapshot[96];
} place;

static inline int snapshot_setup(void **state)
{
    place *p = calloc(1, sizeof *p);
    folder_make(&p->folder);
    snprintf(p->snapshot, sizeof p->snapshot, "%s-graph", p->folder.file);
    *state = p;
    return 0;
}

static inline int snapshot_teardown(void **state)
{
    place *p = *state;
    folder_remove(&p->folder);
    free(p);
    return 0;
}

static inline ent_store *open_with(const char *path, ent_snapshot_use use)
{
    ent_store *store = open_store(path, ENT_STORE_READ);
    ent_store_set_snapshot(store, use);
    return store;
}

/* What a database says in every way that there is to ask: the texts, the arcs, the days, the names. */
static inline char *tell(const ent_graph *graph)
{
    ent_i_buffer b = ENT_I_BUFFER_INIT;
    ent_i_tie_columns columns;
    ent_i_graph_tie_columns(graph, &columns);
    for (size_t i = 0; i < ent_graph_tie_count(graph); i++)
        ent_i_buffer_printf(&b, "%u-%u-%u\n", columns.sources[i], columns.types[i], columns.targets[i]);
    char *text = dump(graph);
    ent_i_buffer_text(&b, text);
    for (size_t i = 0; i < ent_graph_node_count(graph); i++) {
        ent_node_view v;
        ent_arcs arcs[] = { ent_graph_out(graph, (ent_node)i), ent_graph_in(graph, (ent_node)i) };
        ent_graph_node(graph, (ent_node)i, &v);
        ent_i_buffer_printf(&b, "at %s %u %lld", v.key, ent_graph_find_key(graph, v.key, strlen(v.key)),
                            (long long)ent_i_graph_node_number(graph, (ent_node)i));
        for (size_t d = 0; d < 2; d++)
            for (size_t k = 0; k < arcs[d].count; k++)
                ent_i_buffer_printf(&b, " %s%u/%u", d ? "<" : ">", arcs[d].others[k], arcs[d].ties[k]);
        for (int r = 0; r < ENT_READINGS; r++) {
            ent_span span = ent_graph_node_span(graph, (ent_node)i, (ent_reading)r);
            ent_i_buffer_printf(&b, " [%lld %lld]", (long long)span.from, (long long)span.until);
        }
        const char *author = ent_graph_source_field(graph, (ent_node)i, "author");
        ent_i_buffer_printf(&b, " %s\n", author ? author : "-");
    }
    for (size_t i = 0; i < ent_graph_tie_count(graph); i++)
        for (int r = 0; r < ENT_READINGS; r++) {
            ent_span span = ent_graph_tie_span(graph, (ent_tie)i, (ent_reading)r);
            int64_t number = ent_i_graph_tie_number(graph, (ent_tie)i);
            ent_i_buffer_printf(&b, "tie %zu %lld: %lld %lld\n", i, (long long)number, (long long)span.from,
                                (long long)span.until);
        }
    static const char *const names[] = { "ivory-coast", "Ivory Coast", "ivory COAST", "cote d ivoire",
                                         "ci",          "nobody",      "!!" };
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        ent_node node = ENT_NONE;
        ent_error err = { 0 };
        ent_status status = ent_graph_lookup(graph, names[i], &node, &err);
        ent_i_buffer_printf(&b, "name %s: %d %u %s\n", names[i], status, node, status < 0 ? err.message : "");
    }
    free(text);
    text = ent_i_buffer_take(&b);
    assert_non_null(text);
    return text;
}

static inline char *tell_file(const char *path, ent_snapshot_use use)
{
    ent_error err = { 0 };
    ent_store *store = open_with(path, use);
    ent_graph *graph = load(store);
    char *text = tell(graph);
    assert_ok(ent_graph_intact(graph, &err), err);
    ent_graph_free(graph);
    ent_store_close(store);
    return text;
}

static inline bool lies_in_file(const char *path)
{
    ent_store *store = open_with(path, ENT_SNAPSHOT_AUTO);
    ent_graph *graph = load(store);
    bool paged = graph->pages != NULL;
    ent_graph_free(graph);
    ent_store_close(store);
    return paged;
}

/* Time for the file system to give the next change another time. */
static inline void settle(void)
{
    const struct timespec wait = { 0, 60000000 };
    nanosleep(&wait, NULL);
}

/* A sample with a snapshot; what it says. */
static inline char *make_both(const place *p)
{
    make_sample(p->folder.file);
    settle();
    free(tell_file(p->folder.file, ENT_SNAPSHOT_ALWAYS));
    assert_true(lies_in_file(p->folder.file));
    return tell_file(p->folder.file, ENT_SNAPSHOT_NEVER);
}

static inline off_t size_of(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0 ? status.st_size : -1;
}

static inline void flip(const char *path, off_t at, unsigned char mask)
{
    unsigned char byte;
    int file = open(path, O_RDWR);
    assert_true(file >= 0);
    assert_int_equal(pread(file, &byte, 1, at), 1);
    byte ^= mask;
    assert_int_equal(pwrite(file, &byte, 1, at), 1);
    close(file);
}

static inline void add_one(const char *path, const char *key)
{
    ent_store *store = open_store(path, ENT_STORE_WRITE);
    ent_graph *graph = begin(store);
    add_node(graph, key, "State");
    add_tie(graph, key, "HOSTS", "ghana", NULL, NULL);
    commit(store, graph);
    ent_graph_free(graph);
    ent_store_close(store);
}

#endif
