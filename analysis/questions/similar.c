/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which nodes are alike, by what they are tied to; and of those that are not tied, which might be. */
#include <entente/question.h>

#include <math.h>
#include <string.h>

#include "analysis/network/projection_notes.h"
#include "analysis/questions/measured.h"
#include "analysis/view/words.h"

enum { MOST_PAIRS = 5000000 };

typedef struct pair {
    uint32_t index; /* among the pairs scored */
    double score;   /* by the first measure, without the noise of the last digits; more is more alike */
    const char *one, *other; /* keys */
} pair;

typedef struct likeness {
    const ent_similar_options *options;
    const ent_projection *projection;
    const ent_i_network *network;
    uint32_t (*pairs)[2];
    size_t count, capacity;
    double **scores;
    pair *order;
    ent_i_remarks remarks;
} likeness;

static ent_label label_of(const likeness *l, uint32_t node)
{
    ent_node_view seen;
    ent_graph_node(l->projection->view->graph, l->projection->nodes[node], &seen);
    return seen.label_count ? seen.labels[0] : ENT_NO_LABEL;
}

static ent_status add_pair(likeness *l, uint32_t a, uint32_t b, ent_error *err)
{
    if (a == b || (!l->options->every_label && label_of(l, a) != label_of(l, b)) ||
        (l->options->untied && (ent_i_network_arc(l->network, a, b) != ENT_NONE ||
                                ent_i_network_arc(l->network, b, a) != ENT_NONE)))
        return ENT_OK;
    if (l->count == MOST_PAIRS)
        return ent_i_fail(err, ENT_ERR_LIMIT, "more than %d pairs of nodes; ask about one node, or leave some out with --label",
                          MOST_PAIRS);
    ENT_I_TRY(ENT_I_RESERVE(l->pairs, l->capacity, l->count + 1, err));
    l->pairs[l->count][0] = a;
    l->pairs[l->count++][1] = b;
    return ENT_OK;
}

static ent_status collect(likeness *l, ent_error *err)
{
    const ent_projection *p = l->projection;
    ent_node asked = l->options->node;
    if (asked != ENT_NONE && p->index[asked] == ENT_NONE)
        return ent_i_fail(err, ENT_ERR_INVALID, "%s is not part of the network: it has no tie that counts here (--isolates)",
                          ent_i_node_name(p->view->graph, asked));
    size_t first = asked == ENT_NONE ? 0 : p->index[asked], last = asked == ENT_NONE ? p->node_count : first + 1;
    for (size_t a = first; a < last; a++)
        for (size_t b = asked == ENT_NONE ? a + 1 : 0; b < p->node_count; b++)
            ENT_I_TRY(add_pair(l, (uint32_t)a, (uint32_t)b, err));
    return ENT_OK;
}

static ent_status score(likeness *l, ent_error *err)
{
    const ent_rank_options *options = &l->options->measures;
    ENT_I_AUTOFREE ent_argument *arguments = NULL;
    ENT_I_TRY(ENT_I_ZEROED(arguments, options->argument_count, err));
    ENT_I_TRY(ENT_I_ZEROED(l->scores, options->measure_count, err));
    for (size_t i = 0; i < options->measure_count; i++) {
        ent_measure_options how = ent_i_measured_how(options, options->measures[i], arguments, &l->remarks);
        ENT_I_TRY(ENT_I_ZEROED(l->scores[i], l->count, err));
        ENT_I_TRY(ent_measure_pairs(options->measures[i], l->projection, &how, (const uint32_t (*)[2])l->pairs, l->count,
                                    l->scores[i], err));
    }
    return ent_i_buffer_status(&l->remarks.text, err);
}

static int compare_pairs(const void *left, const void *right)
{
    const pair *a = left, *b = right;
    if (isnan(a->score) != isnan(b->score))
        return isnan(a->score) ? 1 : -1;
    if (!isnan(a->score) && fabs(a->score - b->score) > 1e-9 * (fabs(a->score) + fabs(b->score)))
        return a->score > b->score ? -1 : 1;
    int order = strcmp(a->one, b->one);
    return order ? order : strcmp(a->other, b->other);
}

/* The smaller a distance, the more alike. */
static double sign_of(const ent_measure *measure)
{
    return strstr(measure->name, "distance") ? -1 : 1;
}

static ent_status put_in_order(likeness *l, ent_error *err)
{
    const ent_projection *p = l->projection;
    ENT_I_TRY(ENT_I_ZEROED(l->order, l->count, err));
    double sign = sign_of(l->options->measures.measures[0]);
    for (size_t i = 0; i < l->count; i++) {
        const char *one = ent_i_node_key(p->view->graph, p->nodes[l->pairs[i][0]]);
        const char *other = ent_i_node_key(p->view->graph, p->nodes[l->pairs[i][1]]);
        bool swap = l->options->node == ENT_NONE && strcmp(one, other) > 0;
        if (swap) {
            uint32_t kept = l->pairs[i][0];
            l->pairs[i][0] = l->pairs[i][1];
            l->pairs[i][1] = kept;
        }
        l->order[i] = (pair){ (uint32_t)i, sign * l->scores[0][i], swap ? other : one, swap ? one : other };
    }
    if (l->count)
        qsort(l->order, l->count, sizeof *l->order, compare_pairs);
    return ENT_OK;
}

static size_t add_score_columns(const ent_rank_options *options, ent_i_reply *reply)
{
    ent_i_buffer name = ENT_I_BUFFER_INIT, heading = ENT_I_BUFFER_INIT;
    size_t first = 0;
    for (size_t i = 0; i < options->measure_count; i++) {
        ent_i_reply_reset(reply, &name);
        ent_i_reply_reset(reply, &heading);
        ent_i_words_column(&name, options->measures[i]->name);
        ent_i_words_capitals(&heading, options->measures[i]->heading);
        size_t column = ent_i_reply_column(reply, ent_i_buffer_string(&name), ent_i_buffer_string(&heading), ENT_CELL_NUMBER);
        first = i ? first : column;
    }
    ent_i_reply_drop(reply, &name);
    ent_i_reply_drop(reply, &heading);
    return first;
}

static void write_rows(const likeness *l, size_t shown, ent_i_reply *reply)
{
    const ent_projection *p = l->projection;
    bool one_node = l->options->node != ENT_NONE;
    size_t one = one_node ? ent_i_reply_machine_column(reply, "node", "NODE", ENT_CELL_NODE)
                          : ent_i_reply_column(reply, "node", "NODE", ENT_CELL_NODE);
    size_t other = ent_i_reply_column(reply, "other", one_node ? "NODE" : "AND", ENT_CELL_NODE);
    size_t label = ent_i_reply_column(reply, "label", "LABEL", ENT_CELL_TEXT);
    size_t scores = add_score_columns(&l->options->measures, reply);
    size_t tied = ent_i_reply_column(reply, "tied", "TIED", ENT_CELL_BOOLEAN);
    for (size_t i = 0; i < shown; i++) {
        size_t at = l->order[i].index;
        uint32_t a = l->pairs[at][0], b = l->pairs[at][1];
        ent_i_reply_node(reply, one, p->nodes[a]);
        ent_i_reply_node(reply, other, p->nodes[b]);
        ent_i_reply_text(reply, label, ent_i_first_label(p->view->graph, p->nodes[b]));
        for (size_t j = 0; j < l->options->measures.measure_count; j++)
            ent_i_reply_number(reply, scores + j, l->scores[j][at]);
        ent_i_reply_boolean(reply, tied, ent_i_network_arc(l->network, a, b) != ENT_NONE ||
                                             ent_i_network_arc(l->network, b, a) != ENT_NONE);
        ent_i_reply_row(reply);
    }
}

static void write_notes(const likeness *l, ent_i_reply *reply)
{
    const ent_rank_options *options = &l->options->measures;
    ent_i_note_network(l->projection, reply);
    for (size_t i = 0; i < options->measure_count; i++)
        ent_i_reply_note(reply, "%s: %s", options->measures[i]->heading, options->measures[i]->definition);
    if (!l->options->every_label)
        ent_i_reply_note(reply, "Only nodes of the same label are compared (--all compares every label).");
    if (l->options->untied)
        ent_i_reply_note(reply, "Only those that are not tied: a high score says that a tie would fit, not that there is one.");
    ent_i_remarks_write((ent_i_remarks *)(uintptr_t)&l->remarks, reply);
    ent_i_note_left_out(l->projection, reply);
}

static ent_status answer(const likeness *l, ent_answer **ret, ent_error *err)
{
    const ent_projection *p = l->projection;
    const ent_rank_options *options = &l->options->measures;
    size_t shown = options->top && options->top < l->count ? options->top : l->count;
    ENT_I_AUTOBUFFER title = ENT_I_BUFFER_INIT, question = ENT_I_BUFFER_INIT;
    if (shown < l->count)
        ent_i_buffer_printf(&title, "The first %zu of ", shown);
    if (l->options->node != ENT_NONE) {
        ent_i_words_count(&title, l->count, "node", NULL);
        ent_i_buffer_printf(&title, " like %s", ent_i_node_name(p->view->graph, l->options->node));
    } else {
        ent_i_words_count(&title, l->count, "pair", NULL);
        ent_i_buffer_text(&title, " of nodes");
    }
    ent_i_buffer_printf(&title, "%s by %s ", l->options->untied ? " and not tied" : "", options->measures[0]->name);
    ent_i_words_day(&title, p->view);
    ent_i_buffer_text(&question, "similar");
    if (l->options->node != ENT_NONE)
        ent_i_buffer_printf(&question, " %s", ent_i_node_key(p->view->graph, l->options->node));
    ENT_I_TRY(ent_i_buffer_status(&title, err));
    ENT_I_TRY(ent_i_buffer_status(&question, err));
    ent_i_reply reply;
    ent_i_reply_open(&reply, p->view->graph, p->view, ent_i_buffer_string(&question), err);
    ent_i_reply_title(&reply, "%s", ent_i_buffer_string(&title));
    write_rows(l, shown, &reply);
    write_notes(l, &reply);
    return ent_i_reply_finish(&reply, ret);
}

static ent_status check(const ent_rank_options *options, ent_error *err)
{
    if (!options->measure_count)
        return ent_i_fail(err, ENT_ERR_USAGE, "similar wants at least one measure");
    for (size_t i = 0; i < options->measure_count; i++)
        if (options->measures[i]->scope != ENT_SCOPE_PAIR)
            return ent_i_fail(err, ENT_ERR_USAGE, "similar compares pairs of nodes; %s gives a number for each %s",
                              options->measures[i]->name, ent_scope_text(options->measures[i]->scope));
    return ent_i_measured_check(options, options->measures, options->measure_count, err);
}

ent_status ent_similar_ask(const ent_view *view, const ent_similar_options *options, ent_answer **ret, ent_error *err)
{
    likeness l = { .options = options, .remarks = ENT_I_REMARKS_INIT };
    ent_projection *projection = NULL;
    ENT_I_TRY(check(&options->measures, err));
    ENT_I_TRY(ent_i_measured_network(view, &options->measures, &projection, err));
    l.projection = projection;
    ent_status status = ent_i_network_of(projection, options->measures.projection.directed, ENT_I_PARALLEL_ONCE, &l.network, err);
    if (status >= 0)
        status = collect(&l, err);
    if (status >= 0)
        status = score(&l, err);
    if (status >= 0)
        status = put_in_order(&l, err);
    if (status >= 0)
        status = answer(&l, ret, err);
    for (size_t i = 0; l.scores && i < options->measures.measure_count; i++)
        free(l.scores[i]);
    free(l.scores);
    free(l.pairs);
    free(l.order);
    ent_i_buffer_clear(&l.remarks.text);
    ent_projection_free(projection);
    return status;
}
