/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sources, each with the ties that rest on it: alone, or with others. */
#include <entente/question.h>

#include <string.h>

#include "analysis/view/words.h"

typedef struct support {
    ent_node node;
    size_t alone, together, holding;
} support;

typedef struct columns {
    size_t source, title, author, date, as_of, group, ties, alone, together, holding;
} columns;

/* Who supports a tie: each source once, however often it is cited. */
static void count_tie(const ent_view *view, ent_tie tie, support *all, uint32_t *last_tie)
{
    size_t citations = ent_graph_tie_citation_count(view->graph, tie), distinct = 0;
    ent_citation_view citation;
    for (size_t i = 0; i < citations; i++) {
        ent_graph_tie_citation(view->graph, tie, i, &citation);
        distinct += last_tie[citation.source] != tie + 1;
        last_tie[citation.source] = tie + 1;
    }
    if (!distinct)
        return;
    bool holds = ent_view_standing(view, tie) == ENT_STANDING_HOLDS;
    for (size_t i = 0; i < citations; i++) {
        ent_graph_tie_citation(view->graph, tie, i, &citation);
        if (last_tie[citation.source] != tie + 1)
            continue;
        last_tie[citation.source] = 0;
        support *s = &all[citation.source];
        s->alone += distinct == 1;
        s->together += distinct > 1;
        s->holding += holds;
    }
}

static void add_columns(columns *c, ent_i_reply *reply)
{
    c->source = ent_i_reply_column(reply, "source", "SOURCE", ENT_CELL_NODE);
    c->title = ent_i_reply_column(reply, "title", "TITLE", ENT_CELL_TEXT);
    c->author = ent_i_reply_column(reply, "author", "AUTHOR", ENT_CELL_TEXT);
    c->date = ent_i_reply_column(reply, "date", "DATE", ENT_CELL_DATE);
    c->as_of = ent_i_reply_column(reply, "speaks_of", "SPEAKS OF", ENT_CELL_DATE);
    c->group = ent_i_reply_column(reply, "group", "GROUP", ENT_CELL_TEXT);
    c->ties = ent_i_reply_column(reply, "ties", "TIES", ENT_CELL_INTEGER);
    c->alone = ent_i_reply_column(reply, "alone", "ALONE", ENT_CELL_INTEGER);
    c->together = ent_i_reply_column(reply, "with_others", "WITH OTHERS", ENT_CELL_INTEGER);
    c->holding = ent_i_reply_column(reply, "hold", "HOLD", ENT_CELL_INTEGER);
}

static void write_source(const ent_graph *graph, const support *s, const columns *c, ent_i_reply *reply)
{
    ent_node_view node;
    ent_graph_node(graph, s->node, &node);
    const char *title = ent_graph_source_field(graph, s->node, "title");
    ent_i_reply_node(reply, c->source, s->node);
    ent_i_reply_text(reply, c->title, title ? title : node.name);
    ent_i_reply_text(reply, c->author, ent_graph_source_field(graph, s->node, "author"));
    ent_i_reply_date(reply, c->date, ent_graph_source_field(graph, s->node, "date"));
    ent_i_reply_date(reply, c->as_of, ent_graph_source_field(graph, s->node, "as_of"));
    ent_i_reply_text(reply, c->group, ent_graph_source_field(graph, s->node, "group"));
    ent_i_reply_integer(reply, c->ties, (int64_t)(s->alone + s->together));
    ent_i_reply_integer(reply, c->alone, (int64_t)s->alone);
    ent_i_reply_integer(reply, c->together, (int64_t)s->together);
    ent_i_reply_integer(reply, c->holding, (int64_t)s->holding);
    ent_i_reply_row(reply);
}

/* Most ties first, then by key. */
static int compare(const void *left, const void *right, void *context)
{
    const support *a = left, *b = right;
    size_t x = a->alone + a->together, y = b->alone + b->together;
    if (x != y)
        return x > y ? -1 : 1;
    return strcmp(ent_i_node_key(context, a->node), ent_i_node_key(context, b->node));
}

ent_status ent_sources_ask(const ent_view *view, ent_answer **ret, ent_error *err)
{
    const ent_graph *graph = view->graph;
    size_t nodes = ent_graph_node_count(graph), count = 0, uncited = 0;
    ENT_I_AUTOFREE support *all = NULL;
    ENT_I_AUTOFREE uint32_t *last_tie = NULL;
    ENT_I_TRY(ENT_I_ZEROED(all, nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(last_tie, nodes, err));
    for (size_t i = 0; i < ent_graph_tie_count(graph); i++) {
        count_tie(view, (ent_tie)i, all, last_tie);
        uncited += !ent_graph_tie_citation_count(graph, (ent_tie)i);
    }
    for (size_t i = 0; i < nodes; i++) {
        ent_node_view node;
        ent_graph_node(graph, (ent_node)i, &node);
        all[i].node = (ent_node)i;
        if (node.source && ent_i_view_allows_source(view, (ent_node)i))
            all[count++] = all[i];
    }
    if (count)
        qsort_r(all, count, sizeof *all, compare, (void *)(uintptr_t)graph);
    ent_i_reply reply;
    columns c;
    ent_i_reply_open(&reply, graph, view, "sources", err);
    ent_i_reply_title(&reply, "%zu source%s", count, ent_i_s(count));
    add_columns(&c, &reply);
    for (size_t i = 0; i < count; i++)
        write_source(graph, &all[i], &c, &reply);
    if (uncited)
        ent_i_reply_note(&reply, "%zu tie%s without a source.", uncited, ent_i_s(uncited));
    return ent_i_reply_finish(&reply, ret);
}
