/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Building small graphs in tests. */
#ifndef ENT_TEST_GRAPHS_H
#define ENT_TEST_GRAPHS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <entente/graph.h>

/* A text of a record; NULL is an absent one. */
static inline ent_text T(const char *text)
{
    return (ent_text){ text, text ? strlen(text) : 0 };
}

#define assert_ok(status, err) \
    do { \
        if ((status) < 0) \
            fail_msg("%s, %s:%llu: %s", ent_status_name((err).code), (err).file, (unsigned long long)(err).line, \
                     (err).message); \
    } while (0)

static inline ent_node add_node(ent_graph *graph, const char *key, const char *label)
{
    ent_error err = { 0 };
    ent_text labels[] = { T(label) };
    ent_node_record record = { .key = T(key), .labels = labels, .label_count = label ? 1 : 0 };
    ent_node node = ENT_NONE;
    assert_ok(ent_graph_add_node(graph, &record, &node, &err), err);
    return node;
}

static inline ent_tie add_tie(ent_graph *graph, const char *from, const char *type, const char *to,
                              const char *valid, const char *status)
{
    ent_error err = { 0 };
    ent_tie_record record = { .source = T(from), .type = T(type), .target = T(to), .valid = T(valid),
                              .status = T(status) };
    ent_tie tie = ENT_NONE;
    assert_ok(ent_graph_add_tie(graph, &record, &tie, &err), err);
    return tie;
}

static inline void finish(ent_graph *graph)
{
    ent_error err = { 0 };
    assert_ok(ent_graph_finish(graph, &err), err);
}

static inline ent_graph *new_graph(void)
{
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    assert_ok(ent_graph_new(&graph, &err), err);
    return graph;
}

#endif
