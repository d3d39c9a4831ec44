/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Centrality as a table: a row a node, a column a measure. */
#include "analysis/questions/rank.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "analysis/network/modes.h"
#include "analysis/network/projection_notes.h"
#include "analysis/questions/measured.h"
#include "analysis/view/words.h"
#include "graph/base/number.h"

typedef struct ranked {
    uint32_t index;
    double score; /* by the first measure, without the noise of the last digits */
    const char *name, *key;
} ranked;

double ent_i_without_noise(double score)
{
    if (!isfinite(score) || fabs(score) < 1e-12)
        return isfinite(score) ? 0 : score;
    int exponent;
    double fraction = frexp(score, &exponent);
    return ldexp(round(ldexp(fraction, 30)), exponent - 30);
}

/* Highest first, those without a number last; then by name. */
static int compare_ranked(const void *left, const void *right)
{
    const ranked *a = left, *b = right;
    if (isnan(a->score) != isnan(b->score))
        return isnan(a->score) ? 1 : -1;
    if (!isnan(a->score) && a->score != b->score)
        return a->score > b->score ? -1 : 1;
    int names = strcmp(a->name, b->name);
    return names ? names : strcmp(a->key, b->key);
}

static bool same_score(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

static bool of_ties(const ent_rank_options *options)
{
    return options->measures[0]->scope == ENT_SCOPE_TIE;
}

static ent_status compute(const ent_projection *p, const ent_rank_options *options, double **scores,
                          ent_i_remarks *remarks, ent_error *err)
{
    ENT_I_AUTOFREE ent_argument *arguments = NULL;
    ENT_I_TRY(ENT_I_ZEROED(arguments, options->argument_count, err));
    ent_i_stages stages;
    ent_i_stages_start(&stages, options->control, options->measures[0]->name, options->measure_count);
    for (size_t i = 0; i < options->measure_count; i++) {
        ent_measure_options how = ent_i_measured_how(options, options->measures[i], arguments, remarks);
        how.control = ent_i_stages_next(&stages);
        stages.clock.what = options->measures[i]->name;
        ENT_I_TRY(ENT_I_ZEROED(scores[i], of_ties(options) ? p->tie_count : p->node_count, err));
        ent_error reason = { 0 };
        ent_status status = (of_ties(options) ? ent_measure_ties : ent_measure_nodes)(options->measures[i], p, &how, scores[i],
                                                                                      &reason);
        if (status < 0)
            return ent_i_stages_fail(&stages, status, &reason, err);
    }
    return ent_i_buffer_status(&remarks->text, err);
}

static ent_status sort_nodes(const ent_projection *p, const double *scores, ranked **ret, ent_error *err)
{
    ranked *rows = NULL;
    ENT_I_TRY(ENT_I_ZEROED(rows, p->node_count, err));
    for (size_t i = 0; i < p->node_count; i++)
        rows[i] = (ranked){ (uint32_t)i, ent_i_without_noise(scores[i]), ent_i_node_name(p->view->graph, p->nodes[i]),
                            ent_i_node_key(p->view->graph, p->nodes[i]) };
    if (p->node_count)
        qsort(rows, p->node_count, sizeof *rows, compare_ranked);
    *ret = rows;
    return ENT_OK;
}

/* columns: room for a number a measure. */
static void write_rows(const ent_projection *p, const ent_rank_options *options, double *const *scores,
                       const ranked *rows, size_t count, size_t *columns, ent_i_reply *reply)
{
    size_t position = ent_i_reply_column(reply, "position", "#", ENT_CELL_INTEGER);
    size_t node = ent_i_reply_column(reply, "node", "NODE", ENT_CELL_NODE);
    size_t label = ent_i_reply_column(reply, "label", "LABEL", ENT_CELL_TEXT);
    ent_i_rank_columns(options, columns, reply);
    size_t place = 0;
    for (size_t i = 0; i < count; i++) {
        if (!i || !same_score(rows[i].score, rows[i - 1].score))
            place = i + 1;
        ent_i_reply_integer(reply, position, (int64_t)place);
        ent_i_reply_node(reply, node, p->nodes[rows[i].index]);
        ent_i_reply_text(reply, label, ent_i_first_label(p->view->graph, p->nodes[rows[i].index]));
        for (size_t j = 0; j < options->measure_count; j++)
            ent_i_reply_number(reply, columns[j], scores[j][rows[i].index]);
        ent_i_reply_row(reply);
    }
}

static const char *of_loops(const ent_measure *measure)
{
    return measure->loops;
}

static const char *of_direction(const ent_measure *measure)
{
    return measure->directed;
}

/* What each measure does by convention; measures that do the same share a note. */
static void write_conventions(const ent_rank_options *options, const char *(*words)(const ent_measure *measure),
                              ent_i_reply *reply)
{
    ent_i_buffer names = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < options->measure_count; i++) {
        const char *says = words(options->measures[i]);
        bool said = false;
        for (size_t j = 0; j < i; j++)
            said = said || !strcmp(words(options->measures[j]), says);
        if (said)
            continue;
        ent_i_reply_reset(reply, &names);
        for (size_t j = i; j < options->measure_count; j++)
            if (!strcmp(words(options->measures[j]), says))
                ent_i_buffer_printf(&names, "%s%s", names.length ? ", " : "", options->measures[j]->heading);
        ent_i_reply_note(reply, "%s: %s", ent_i_buffer_string(&names), says);
    }
    ent_i_reply_drop(reply, &names);
}

/* With which parameters: those that were given, and the others as usual. */
static void write_parameters(const ent_rank_options *options, ent_i_reply *reply)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    char number[ENT_I_NUMBER_TEXT];
    for (size_t i = 0; i < options->measure_count; i++) {
        const ent_measure *m = options->measures[i];
        ent_i_reply_reset(reply, &text);
        for (size_t j = 0; j < m->parameter_count; j++) {
            const char *value = m->parameters[j].usual;
            for (size_t k = 0; k < options->argument_count; k++)
                if (!strcmp(options->arguments[k].name, m->parameters[j].name))
                    value = options->arguments[k].text ? options->arguments[k].text
                                                       : ent_i_number_format(options->arguments[k].number, number);
            if (value)
                ent_i_buffer_printf(&text, "%s%s = %s", text.length ? ", " : "", m->parameters[j].name, value);
        }
        if (text.length)
            ent_i_reply_note(reply, "%s: %s.", m->heading, ent_i_buffer_string(&text));
    }
    ent_i_reply_drop(reply, &text);
}

/* Does every tie join two labels of which none is on both sides? */
static ent_status is_two_mode(const ent_projection *p, const ent_i_modes *modes, bool *ret, ent_error *err)
{
    const ent_graph *graph = p->view->graph;
    size_t labels = ent_graph_label_count(graph);
    ENT_I_AUTOFREE unsigned char *sides = NULL;
    ENT_I_TRY(ENT_I_ZEROED(sides, labels + 1, err));
    *ret = !modes->within && modes->count[0] && modes->count[1];
    for (size_t i = 0; i < p->node_count && *ret; i++) {
        ent_node_view seen;
        ent_graph_node(graph, p->nodes[i], &seen);
        unsigned char *side = &sides[seen.label_count ? seen.labels[0] : labels];
        *side |= modes->first[i] ? 1 : 2;
        *ret = *side != 3;
    }
    return ENT_OK;
}

/* ret: how many nodes there are of each mode; 0 when the network is not of two. */
static ent_status count_modes(const ent_projection *p, size_t ret[2], ent_error *err)
{
    ent_i_modes modes;
    bool two = false;
    ret[0] = ret[1] = 0;
    if (p->one_mode)
        return ENT_OK;
    ENT_I_TRY(ent_i_modes_of(p, ENT_NO_LABEL, &modes, err));
    ent_status status = is_two_mode(p, &modes, &two, err);
    for (int i = 0; i < 2 && two; i++)
        ret[i] = modes.count[i];
    ent_i_modes_clear(&modes);
    return status;
}

static void write_notes(const ent_projection *p, const ent_rank_options *options, const size_t modes[2],
                        ent_i_reply *reply)
{
    ent_i_note_network(p, reply);
    if (options->projection.directed)
        write_conventions(options, of_direction, reply);
    write_conventions(options, of_loops, reply);
    write_parameters(options, reply);
    if (modes[0])
        ent_i_reply_note(reply, "Two-mode network: every tie joins one of %zu nodes with one of %zu of other labels. Compare "
                                "nodes of one mode only; two-mode-degree, -closeness and -betweenness allow for the sizes "
                                "of both, --onto LABEL projects onto one.", modes[0], modes[1]);
    ent_i_note_left_out(p, reply);
}

static void write_title(const ent_projection *p, const ent_rank_options *options, size_t shown, ent_i_reply *reply)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    size_t all = of_ties(options) ? p->tie_count : p->node_count;
    if (shown < all)
        ent_i_buffer_printf(&text, "The first %zu of %zu %s", shown, all, of_ties(options) ? "ties" : "nodes");
    else
        ent_i_words_count(&text, all, of_ties(options) ? "tie" : "node", NULL);
    ent_i_buffer_printf(&text, " by %s ", options->measures[0]->name);
    ent_i_words_day(&text, p->view);
    ent_i_reply_title(reply, "%s", ent_i_buffer_string(&text));
    ent_i_reply_drop(reply, &text);
}

static ent_status answer(const ent_projection *p, const ent_rank_options *options, double **scores, size_t *columns,
                         ent_i_remarks *kept, ent_answer **ret, ent_error *err)
{
    size_t modes[2];
    ENT_I_TRY(count_modes(p, modes, err));
    ENT_I_TRY(compute(p, options, scores, kept, err));
    ENT_I_AUTOFREE ranked *rows = NULL;
    size_t all = of_ties(options) ? p->tie_count : p->node_count, shown = options->top && options->top < all ? options->top : all;
    if (!of_ties(options))
        ENT_I_TRY(sort_nodes(p, scores[0], &rows, err));
    ENT_I_AUTOBUFFER question = ENT_I_BUFFER_INIT;
    ent_i_buffer_text(&question, "rank --by ");
    for (size_t i = 0; i < options->measure_count; i++)
        ent_i_buffer_printf(&question, "%s%s", i ? "," : "", options->measures[i]->name);
    ENT_I_TRY(ent_i_buffer_status(&question, err));
    ent_i_reply reply;
    ent_i_reply_open(&reply, p->view->graph, p->view, ent_i_buffer_string(&question), err);
    write_title(p, options, shown, &reply);
    if (!of_ties(options))
        write_rows(p, options, scores, rows, shown, columns, &reply);
    else if (reply.status >= 0)
        reply.status = ent_i_rank_ties(p, options, scores, shown, columns, &reply, err);
    write_notes(p, options, modes, &reply);
    ent_i_remarks_write(kept, &reply);
    return ent_i_reply_finish(&reply, ret);
}

static ent_status check_options(const ent_rank_options *options, ent_error *err)
{
    static const char *const of[] = { "nodes", "ties", "the whole network", "pairs of nodes", "two networks" };
    if (!options->measure_count)
        return ent_i_fail(err, ENT_ERR_USAGE, "rank wants at least one measure");
    for (size_t i = 0; i < options->measure_count; i++) {
        const ent_measure *measure = options->measures[i];
        if (measure->scope != ENT_SCOPE_NODE && measure->scope != ENT_SCOPE_TIE)
            return ent_i_fail(err, ENT_ERR_USAGE, "rank orders nodes or ties; %s is not a measure of nodes but of %s",
                              measure->name, of[measure->scope]);
        if (measure->scope != options->measures[0]->scope)
            return ent_i_fail(err, ENT_ERR_USAGE, "%s is a measure of %s and %s one of %s; a table has rows for one of the two",
                              options->measures[0]->name, of[options->measures[0]->scope], measure->name, of[measure->scope]);
        if (measure->scope == ENT_SCOPE_TIE && options->onto)
            return ent_i_fail(err, ENT_ERR_USAGE, "%s is a measure of ties, and those of a projection are not in the data",
                              measure->name);
        for (size_t j = 0; j < i; j++)
            if (measure == options->measures[j])
                return ent_i_fail(err, ENT_ERR_USAGE, "%s is named twice", measure->name);
    }
    return ent_i_measured_check(options, options->measures, options->measure_count, err);
}

ent_status ent_rank_ask(const ent_view *view, const ent_rank_options *options, ent_answer **ret, ent_error *err)
{
    ENT_I_TRY(check_options(options, err));
    ent_projection *p = NULL;
    ENT_I_TRY(ent_i_measured_network(view, options, &p, err));
    double **scores = NULL;
    size_t *columns = NULL;
    ent_status status = ENT_I_ZEROED(scores, options->measure_count, err);
    if (status >= 0)
        status = ENT_I_ZEROED(columns, options->measure_count, err);
    ent_i_remarks kept = ENT_I_REMARKS_INIT;
    if (status >= 0)
        status = answer(p, options, scores, columns, &kept, ret, err);
    ent_i_buffer_clear(&kept.text);
    for (size_t i = 0; scores && i < options->measure_count; i++)
        free(scores[i]);
    free(scores);
    free(columns);
    ent_projection_free(p);
    return status;
}

