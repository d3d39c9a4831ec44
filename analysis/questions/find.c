/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finding nodes: by name, or all that the filters leave, in an order asked for. */
#include <entente/question.h>

#include <stdlib.h>
#include <string.h>

#include "analysis/view/words.h"
#include "graph/base/json_scan.h"
#include "graph/base/number.h"

/* What the rows are ordered by, when a property is asked for: numbers, then dates, then other texts. */
typedef struct sort_key {
    int kind; /* 0 number, 1 date, 2 text, 3 none */
    double number;
    ent_day day;
    char *text; /* shown; owned */
} sort_key;

typedef struct found {
    ent_match match; /* matched NULL: the filters left it */
    sort_key key;
    const char *name;
} found;

typedef struct finding {
    const ent_view *view;
    const ent_find_options *options;
    found *items;
    size_t count, capacity;
    bool near; /* nothing holds the text: spelling neighbours */
} finding;

static bool is_cited(const ent_view *view, ent_arcs arcs)
{
    for (size_t i = 0; i < arcs.count; i++)
        for (size_t j = 0; j < ent_graph_tie_citation_count(view->graph, arcs.ties[i]); j++) {
            ent_citation_view citation;
            ent_graph_tie_citation(view->graph, arcs.ties[i], j, &citation);
            if (ent_i_view_allows_source(view, citation.source))
                return true;
        }
    return false;
}

static bool is_described(const ent_view *view, ent_node node)
{
    for (size_t i = 0; i < ent_graph_node_citation_count(view->graph, node); i++) {
        ent_citation_view citation;
        ent_graph_node_citation(view->graph, node, i, &citation);
        if (ent_i_view_allows_source(view, citation.source))
            return true;
    }
    return false;
}

/* Does the node pass the filters? Of sources one must tell of it or of a tie of it. */
static bool passes(const ent_view *view, ent_node node, bool named)
{
    ent_node_view seen;
    ent_graph_node(view->graph, node, &seen);
    if (!named && seen.source && !view->labels)
        return false;
    return ent_i_view_allows_node(view, node) &&
           (!view->sources || is_described(view, node) || is_cited(view, ent_graph_out(view->graph, node)) ||
            is_cited(view, ent_graph_in(view->graph, node)));
}

static ent_status read_key(const finding *work, ent_node node, sort_key *ret, ent_error *err)
{
    ent_node_view seen;
    const char *value;
    size_t length;
    *ret = (sort_key){ .kind = 3 };
    ent_graph_node(work->view->graph, node, &seen);
    if (!work->options->by || !seen.properties ||
        !ent_i_json_member(seen.properties, work->options->by, &value, &length))
        return ENT_OK;
    ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
    if (!ent_i_json_unescape(value, length, &text))
        ent_i_buffer_add(&text, value, length);
    ENT_I_TRY(ent_i_buffer_status(&text, err));
    ent_period period;
    ret->kind = 2;
    if (*value != '"' && ent_i_number_parse(value, length, &ret->number)) {
        ret->kind = 0;
    } else if (text.length && ent_period_parse(text.data, text.length, &period, NULL) >= 0) {
        ret->kind = 1;
        ret->day = period.start.first;
    }
    ret->text = ent_i_buffer_take(&text);
    return ret->text ? ENT_OK : ent_i_nomem(err);
}

static ent_status add(finding *work, ent_match match, ent_error *err)
{
    ENT_I_TRY(ENT_I_RESERVE(work->items, work->capacity, work->count + 1, err));
    found *item = &work->items[work->count];
    *item = (found){ .match = match, .name = ent_i_node_name(work->view->graph, match.node) };
    ENT_I_TRY(read_key(work, match.node, &item->key, err));
    work->count++;
    return ENT_OK;
}

static ent_status collect(finding *work, ent_error *err)
{
    ENT_I_AUTOFREE ent_match *matches = NULL;
    size_t count = 0;
    if (!work->options->text) {
        for (size_t node = 0; node < ent_graph_node_count(work->view->graph); node++)
            if (passes(work->view, (ent_node)node, false))
                ENT_I_TRY(add(work, (ent_match){ (ent_node)node, NULL, 0 }, err));
        return ENT_OK;
    }
    ENT_I_TRY(ent_graph_search(work->view->graph, work->options->text, 0, &matches, &count, err));
    for (size_t i = 0; i < count; i++) {
        if (!passes(work->view, matches[i].node, true))
            continue;
        work->near = work->near || matches[i].score >= 4;
        ENT_I_TRY(add(work, matches[i], err));
    }
    return ENT_OK;
}

static int compare_found(const void *left, const void *right)
{
    const found *a = left, *b = right;
    if (a->key.kind != b->key.kind)
        return a->key.kind - b->key.kind;
    if (a->key.kind == 0 && a->key.number != b->key.number)
        return a->key.number < b->key.number ? -1 : 1;
    if (a->key.kind == 1 && a->key.day != b->key.day)
        return a->key.day < b->key.day ? -1 : 1;
    int order = a->key.kind == 2 ? strcmp(a->key.text, b->key.text) : 0;
    if (!order)
        order = strcmp(a->name, b->name);
    return order ? order : (a->match.node > b->match.node) - (a->match.node < b->match.node);
}

typedef struct columns {
    size_t node, label, name, key, matched, by, ties, sources, source_list, score;
} columns;

/* The ties of a node from the sources asked for. */
static ent_status write_row(const finding *work, const found *item, const columns *c, ent_i_reply *reply,
                            ent_error *err)
{
    const ent_graph *graph = work->view->graph;
    ent_arcs sides[] = { ent_graph_out(graph, item->match.node), ent_graph_in(graph, item->match.node) };
    ENT_I_AUTOFREE ent_tie *ties = NULL;
    size_t count = 0, stated = 0;
    ENT_I_TRY(ENT_I_ZEROED(ties, sides[0].count + sides[1].count, err));
    for (size_t s = 0; s < 2; s++)
        for (size_t i = 0; i < sides[s].count; i++) {
            ties[count] = sides[s].ties[i];
            stated += !work->view->sources || is_cited(work->view, (ent_arcs){ NULL, &ties[count], 1 });
            count++;
        }
    ent_node_view node;
    ent_graph_node(graph, item->match.node, &node);
    ent_i_reply_node(reply, c->node, item->match.node);
    ent_i_reply_text(reply, c->label, ent_i_first_label(graph, item->match.node));
    ent_i_reply_text(reply, c->name, node.name);
    ent_i_reply_text(reply, c->key, node.key);
    if (work->options->text) {
        ent_i_reply_text(reply, c->matched, item->match.matched);
        ent_i_reply_integer(reply, c->score, item->match.score);
    }
    if (work->options->by)
        ent_i_reply_text(reply, c->by, item->key.text);
    ent_i_reply_integer(reply, c->ties, (int64_t)stated);
    ent_i_reply_sources(reply, c->source_list, ties, count);
    if (reply->status >= 0)
        ent_i_reply_integer(reply, c->sources, (int64_t)reply->cells[c->source_list].count);
    ent_i_reply_row(reply);
    return ENT_OK;
}

static void add_columns(const ent_find_options *options, columns *c, ent_i_reply *reply)
{
    ent_i_buffer heading = ENT_I_BUFFER_INIT, name = ENT_I_BUFFER_INIT;
    c->node = ent_i_reply_column(reply, "node", "NODE", ENT_CELL_NODE);
    c->label = ent_i_reply_column(reply, "label", "LABEL", ENT_CELL_TEXT);
    c->name = ent_i_reply_column(reply, "name", "NAME", ENT_CELL_TEXT);
    c->key = ent_i_reply_column(reply, "key", "KEY", ENT_CELL_TEXT);
    if (options->text)
        c->matched = ent_i_reply_column(reply, "matched", "FOUND AS", ENT_CELL_TEXT);
    if (options->by) {
        ent_i_words_capitals(&heading, options->by);
        ent_i_buffer_text(&name, "by_");
        ent_i_words_column(&name, options->by);
        c->by = ent_i_reply_column(reply, ent_i_buffer_string(&name), ent_i_buffer_string(&heading), ENT_CELL_TEXT);
    }
    c->ties = ent_i_reply_column(reply, "ties", "TIES", ENT_CELL_INTEGER);
    c->sources = ent_i_reply_column(reply, "source_count", "SOURCES", ENT_CELL_INTEGER);
    c->source_list = ent_i_reply_machine_column(reply, "sources", "SOURCES", ENT_CELL_LIST);
    if (options->text)
        c->score = ent_i_reply_machine_column(reply, "score", "SCORE", ENT_CELL_INTEGER);
    ent_i_reply_drop(reply, &heading);
    ent_i_reply_drop(reply, &name);
}

static void write_title(const finding *work, size_t shown, ent_i_reply *reply)
{
    const char *text = work->options->text;
    if (!text)
        ent_i_reply_title(reply, "%zu node%s", shown, ent_i_s(shown));
    else if (!shown)
        ent_i_reply_title(reply, "No node is named \"%s\" or similarly", text);
    else if (work->near)
        ent_i_reply_title(reply, "No node is named \"%s\"; %zu similar", text, shown);
    else
        ent_i_reply_title(reply, "%zu node%s named \"%s\"", shown, ent_i_s(shown), text);
}

static ent_status answer(const finding *work, ent_answer **ret, ent_error *err)
{
    const ent_find_options *options = work->options;
    size_t shown = options->limit && options->limit < work->count ? options->limit : work->count;
    ENT_I_AUTOBUFFER question = ENT_I_BUFFER_INIT;
    ent_i_buffer_text(&question, "find");
    if (options->text)
        ent_i_buffer_printf(&question, " %s", options->text);
    ENT_I_TRY(ent_i_buffer_status(&question, err));
    ent_i_reply reply;
    columns c = { 0 };
    ent_status status = ENT_OK;
    /* Names are found whenever they held: the answer is about no day. */
    ent_i_reply_open(&reply, work->view->graph, NULL, ent_i_buffer_string(&question), err);
    reply.view = work->view;
    write_title(work, shown, &reply);
    add_columns(options, &c, &reply);
    for (size_t i = 0; status >= 0 && i < shown; i++)
        status = write_row(work, &work->items[i], &c, &reply, err);
    if (shown < work->count)
        ent_i_reply_note(&reply, "%zu more are not listed (--limit).", work->count - shown);
    ent_answer *made = NULL;
    ent_status finished = ent_i_reply_finish(&reply, &made);
    if (status < 0 || finished < 0) {
        ent_answer_free(made);
        return status < 0 ? status : finished;
    }
    *ret = made;
    return ENT_OK;
}

ent_status ent_find_ask(const ent_view *view, const ent_find_options *options, ent_answer **ret, ent_error *err)
{
    finding work = { .view = view, .options = options };
    ent_status status = collect(&work, err);
    if (status >= 0 && work.count && (options->by || !options->text))
        qsort(work.items, work.count, sizeof *work.items, compare_found);
    if (status >= 0)
        status = answer(&work, ret, err);
    for (size_t i = 0; i < work.count; i++)
        free(work.items[i].key.text);
    free(work.items);
    return status;
}
