/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Databases in a folder of their own, a graph that has some of everything, and a graph as one text. */
#ifndef ENT_TEST_STORE_SUPPORT_H
#define ENT_TEST_STORE_SUPPORT_H

#include "tests/graph/graphs.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <sqlite3.h>

#include <entente/store.h>

#include "graph/base/buffer.h"
#include "graph/model/graph.h"

/* The call fails with this code and a message that holds this text. */
#define assert_fails(call, expected, err, text)                                              \
    do {                                                                                     \
        ent_error_clear(&(err));                                                             \
        ent_status status_ = (call);                                                         \
        if (status_ != (expected) || (err).code != (expected) || !strstr((err).message, (text))) \
            fail_msg("%s, not %s: %s", ent_status_name(status_), ent_status_name(expected), (err).message); \
    } while (0)

typedef struct folder {
    char path[64];
    char file[80]; /* folder/test.entente */
} folder;

static inline void folder_make(folder *f)
{
    strcpy(f->path, "/tmp/entente-test-XXXXXX");
    assert_non_null(mkdtemp(f->path));
    snprintf(f->file, sizeof f->file, "%s/test.entente", f->path);
}

static inline void folder_remove(const folder *f)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", f->path);
    if (system(command) != 0)
        fail_msg("cannot remove %s", f->path);
}

static inline ent_store *open_store(const char *path, ent_store_mode mode)
{
    ent_store *store = NULL;
    ent_error err = { 0 };
    assert_ok(ent_store_open(path, mode, &store, &err), err);
    return store;
}

static inline ent_graph *begin(ent_store *store)
{
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    assert_ok(ent_store_begin(store, &graph, &err), err);
    return graph;
}

static inline void commit(ent_store *store, ent_graph *graph)
{
    ent_error err = { 0 };
    assert_ok(ent_store_commit(store, graph, NULL, NULL, &err), err);
}

static inline ent_graph *load(ent_store *store)
{
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    assert_ok(ent_store_load(store, &graph, &err), err);
    return graph;
}

/* Some of everything that a database holds. */
static inline void fill_sample(ent_graph *graph)
{
    ent_error err = { 0 };
    assert_ok(ent_graph_set_meta(graph, T("name"), T("Sample"), NULL, &err), err);
    assert_ok(ent_graph_set_meta(graph, T("as_of"), T("2021-12-31"), NULL, &err), err);
    ent_label_record club = { .name = T("Club"), .plural = T("Clubs"), .parent = T("Society"), .class_ = T("forum") };
    assert_ok(ent_graph_add_label(graph, &club, &err), err);
    ent_type_record hosts = { .name = T("HOSTS"), .phrase = T("hosts"), .inverse = T("is hosted by"),
                              .brief = T("host"), .subject = T("science"), .kind = T("event"),
                              .short_of = T("OWNS") };
    assert_ok(ent_graph_add_type(graph, &hosts, &err), err);
    ent_type_record bare = { .name = T("NEAR_TO"), .direction = T("symmetric") };
    assert_ok(ent_graph_add_type(graph, &bare, &err), err);
    ent_text source_labels[] = { T("Source") };
    ent_node_record source = { .key = T("atlas"), .name = T("The Atlas"), .labels = source_labels,
                               .label_count = 1, .properties = T("{\"as_of\": \"2020-06\", \"author\": \"A. Úr\"}") };
    assert_ok(ent_graph_add_node(graph, &source, NULL, &err), err);
    ent_citation_record citations[] = {
        { .source = T("atlas"), .paragraph = T("26"), .page = T("xii"), .url = T("https://example.org/a?b"),
          .how = T("implied"), .note = T("See the “map”.") },
        { .source = T("atlas") },
    };
    ent_text labels[] = { T("State"), T("Club") };
    ent_alias_record aliases[] = { { T("Côte d'Ivoire"), false }, { T("CI"), true } };
    ent_node_record node = { .key = T("ivory-coast"), .name = T("Ivory Coast"), .short_name = T("Ivory C."),
                             .valid = T("1960-08-07/.."), .status = T("suspended"), .properties = T("{\"n\":[1,2.5]}"),
                             .labels = labels, .label_count = 2, .aliases = aliases, .alias_count = 2,
                             .citations = citations, .citation_count = 2 };
    assert_ok(ent_graph_add_node(graph, &node, NULL, &err), err);
    add_node(graph, "ghana", "State");
    add_node(graph, "plain", NULL);
    ent_tie_record tie = { .source = T("ivory-coast"), .type = T("MEMBER_OF"), .target = T("ghana"),
                           .valid = T("1999~/2007?"), .status = T("planned"), .rank = T("preferred"),
                           .properties = T("{\"votes\":3}"), .citations = citations, .citation_count = 2 };
    assert_ok(ent_graph_add_tie(graph, &tie, NULL, &err), err);
    add_tie(graph, "ghana", "HOSTS", "plain", "2001-06-15", NULL);
    add_tie(graph, "ghana", "NEAR_TO", "ivory-coast", NULL, NULL);
    add_tie(graph, "ghana", "MEMBER_OF", "plain", "2001/2002", NULL);
    add_tie(graph, "ghana", "MEMBER_OF", "plain", "2003/..", NULL);
}

static inline void put_citation(ent_i_buffer *b, const ent_graph *graph, const ent_citation_view *c)
{
    ent_node_view source;
    ent_graph_node(graph, c->source, &source);
    ent_i_buffer_printf(b, "    [%s|%s|%s|%s|%s|%s]\n", source.key, ent_how_text(c->how),
                        c->paragraph ? c->paragraph : "-", c->page ? c->page : "-", c->url ? c->url : "-",
                        c->note ? c->note : "-");
}

static inline void put_node(ent_i_buffer *b, const ent_graph *graph, ent_node node)
{
    ent_node_view v;
    ent_graph_node(graph, node, &v);
    ent_i_buffer_printf(b, "node %u %s|%s|%s|%s|%d|%s\n", node, v.key, v.name, v.short_name, v.valid, v.status,
                        v.properties ? v.properties : "-");
    for (size_t i = 0; i < v.label_count; i++) {
        ent_label_view label;
        ent_graph_label(graph, v.labels[i], &label);
        ent_i_buffer_printf(b, "    :%s\n", label.name);
    }
    for (size_t i = 0; i < ent_graph_alias_count(graph, node); i++) {
        ent_alias_view alias;
        ent_graph_alias(graph, node, i, &alias);
        ent_i_buffer_printf(b, "    =%s%s\n", alias.name, alias.ambiguous ? "?" : "");
    }
    for (size_t i = 0; i < ent_graph_node_citation_count(graph, node); i++) {
        ent_citation_view citation;
        ent_graph_node_citation(graph, node, i, &citation);
        put_citation(b, graph, &citation);
    }
}

static inline void put_tie(ent_i_buffer *b, const ent_graph *graph, ent_tie tie)
{
    ent_tie_view v;
    ent_node_view from, to;
    ent_type_view type;
    char buffer[ENT_VALID_TEXT];
    ent_graph_tie(graph, tie, &v);
    ent_graph_node(graph, v.source, &from);
    ent_graph_node(graph, v.target, &to);
    ent_graph_type(graph, v.type, &type);
    ent_i_buffer_printf(b, "tie %u %s -%s-> %s|%s|%s|%s|%s\n", tie, from.key, type.name, to.key,
                        ent_graph_tie_valid(graph, tie, buffer), ent_tie_status_text(v.status),
                        ent_rank_text(v.rank), v.properties ? v.properties : "-");
    for (size_t i = 0; i < ent_graph_tie_citation_count(graph, tie); i++) {
        ent_citation_view citation;
        ent_graph_tie_citation(graph, tie, i, &citation);
        put_citation(b, graph, &citation);
    }
}

/* Everything in a finished graph that its readers can see; free(). */
static inline char *dump(const ent_graph *graph)
{
    ent_i_buffer b = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < ent_graph_meta_count(graph); i++) {
        const char *value, *name = ent_graph_meta_at(graph, i, &value);
        ent_i_buffer_printf(&b, "meta %s=%s\n", name, value);
    }
    for (size_t i = 0; i < ent_graph_label_count(graph); i++) {
        ent_label_view v;
        ent_graph_label(graph, (ent_label)i, &v);
        ent_i_buffer_printf(&b, "label %s|%s|%d|%d|%d\n", v.name, v.plural, v.parent, v.class_, v.described);
    }
    for (size_t i = 0; i < ent_graph_type_count(graph); i++) {
        ent_type_view v;
        ent_graph_type(graph, (ent_type)i, &v);
        ent_i_buffer_printf(&b, "type %s|%s|%s|%s|%s|%d|%d|%d|%d\n", v.name, v.phrase, v.inverse, v.brief,
                            v.short_of ? v.short_of : "-", v.subject, v.symmetric, v.event, v.described);
    }
    for (size_t i = 0; i < ent_graph_node_count(graph); i++)
        put_node(&b, graph, (ent_node)i);
    for (size_t i = 0; i < ent_graph_tie_count(graph); i++)
        put_tie(&b, graph, (ent_tie)i);
    char *text = ent_i_buffer_take(&b);
    assert_non_null(text);
    return text;
}

/* What a database holds, through a reader of its own. */
static inline char *dump_file(const char *path)
{
    ent_store *store = open_store(path, ENT_STORE_READ);
    ent_graph *graph = load(store);
    char *text = dump(graph);
    ent_graph_free(graph);
    ent_store_close(store);
    return text;
}

/* A database that holds the sample. */
static inline void make_sample(const char *path)
{
    ent_store *store = open_store(path, ENT_STORE_CREATE);
    ent_graph *graph = begin(store);
    fill_sample(graph);
    commit(store, graph);
    ent_graph_free(graph);
    ent_store_close(store);
}

/* Statements run by another program, which does not know our rules. */
static inline void run_sql(const char *path, const char *sql)
{
    sqlite3 *db = NULL;
    char *message = NULL;
    assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
    if (sqlite3_exec(db, sql, NULL, NULL, &message) != SQLITE_OK)
        fail_msg("%s: %s", sql, message);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static inline void collect_line(void *context, const char *line)
{
    ent_i_buffer_text(context, line);
    ent_i_buffer_char(context, '\n');
}

/* Check a file that opens; the findings, a line each, in *ret_lines (free()). */
static inline ent_status check_file(const char *path, char **ret_lines)
{
    ent_i_buffer lines = ENT_I_BUFFER_INIT;
    ent_error err = { 0 };
    ent_store *store = open_store(path, ENT_STORE_READ);
    ent_status status = ent_store_check(store, collect_line, &lines, &err);
    ent_store_close(store);
    *ret_lines = ent_i_buffer_take(&lines);
    return status;
}

static inline void assert_sound(const char *path)
{
    char *lines = NULL;
    ent_status status = check_file(path, &lines);
    if (status != ENT_OK || *lines)
        fail_msg("%s: %s", ent_status_name(status), lines);
    free(lines);
}

#endif
