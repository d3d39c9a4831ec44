/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The part of a view that measures are computed on, as compact arrays with maps back. */
#include "analysis/projection.h"

#include <string.h>

#include "analysis/words.h"
#include "graph/base/json_scan.h"
#include "graph/base/number.h"

static bool is_source(const ent_graph *graph, ent_node node)
{
    ent_node_view seen;
    ent_graph_node(graph, node, &seen);
    return seen.source;
}

/* Is the tie part of the projection? Counts those that hold and are not. */
static bool takes(ent_projection *p, ent_tie tie, const ent_tie_view *seen)
{
    const ent_view *view = p->view;
    if (ent_view_standing(view, tie) != ENT_STANDING_HOLDS)
        return false;
    if (view->event[seen->type] && !view->events) {
        p->events_left_out++;
        return false;
    }
    if (is_source(view->graph, seen->source) || is_source(view->graph, seen->target)) {
        p->sources_left_out++;
        return false;
    }
    ent_fold fold = ent_tie_status_fold(seen->status);
    if (fold != ENT_FOLD_IN_FORCE && !p->options.planned) {
        if (fold == ENT_FOLD_PLANNED)
            p->planned_left_out++;
        else
            p->ended_left_out++;
        return false;
    }
    return true;
}

static ent_status collect_ties(ent_projection *p, bool *met, ent_error *err)
{
    const ent_graph *graph = p->view->graph;
    size_t count = ent_graph_tie_count(graph), capacity = 0;
    for (size_t i = 0; i < count; i++) {
        ent_tie_view seen;
        ent_graph_tie(graph, (ent_tie)i, &seen);
        if (!takes(p, (ent_tie)i, &seen))
            continue;
        ENT_I_TRY(ENT_I_RESERVE(p->ties, capacity, p->tie_count + 1, err));
        p->ties[p->tie_count++] = (ent_tie)i;
        p->undated += ent_view_tie_undated(p->view, (ent_tie)i);
        met[seen.source] = met[seen.target] = true;
    }
    return ENT_OK;
}

static bool exists(const ent_view *view, ent_node node)
{
    return view->all_dates || ent_i_span_holds(ent_graph_node_span(view->graph, node, view->reading), view->day);
}

static ent_status collect_nodes(ent_projection *p, const bool *met, ent_error *err)
{
    const ent_view *view = p->view;
    size_t count = ent_graph_node_count(view->graph), capacity = 0;
    ENT_I_TRY(ENT_I_ZEROED(p->index, count, err));
    for (size_t i = 0; i < count; i++) {
        ent_node node = (ent_node)i;
        bool isolate = !met[i] && !is_source(view->graph, node) && ent_i_view_allows_node(view, node) &&
                       exists(view, node);
        p->isolates += isolate;
        p->index[i] = ENT_NONE;
        if (!met[i] && !(isolate && p->options.isolates))
            continue;
        ENT_I_TRY(ENT_I_RESERVE(p->nodes, capacity, p->node_count + 1, err));
        p->index[i] = (uint32_t)p->node_count;
        p->nodes[p->node_count++] = node;
    }
    return ENT_OK;
}

/* Name a tie so that a person finds it in the data. */
static ent_status bad_weight(const ent_graph *graph, ent_tie tie, ent_weight_meaning meaning, const char *name,
                             const char *what, ent_error *err)
{
    ent_tie_view seen;
    ent_type_view type;
    ent_graph_tie(graph, tie, &seen);
    ent_graph_type(graph, seen.type, &type);
    return ent_i_fail(err, ENT_ERR_INVALID, "the tie %s -%s-> %s %s \"%s\"%s", ent_i_node_key(graph, seen.source), type.name,
                      ent_i_node_key(graph, seen.target), what, name,
                      meaning == ENT_WEIGHT_DISTANCE ? "; a distance is a number above 0"
                                                     : "; a strength is a number, 0 or above");
}

ent_status ent_i_tie_weight(const ent_graph *graph, ent_tie tie, ent_weight_meaning meaning, const char *name, double *ret,
                            ent_error *err)
{
    ent_tie_view seen;
    const char *value;
    size_t length;
    ent_graph_tie(graph, tie, &seen);
    if (!seen.properties || !ent_i_json_member(seen.properties, name, &value, &length))
        return bad_weight(graph, tie, meaning, name, "has no property", err);
    if (!ent_i_number_parse(value, length, ret))
        return bad_weight(graph, tie, meaning, name, "has no number in", err);
    if (*ret < 0 || (*ret == 0 && meaning == ENT_WEIGHT_DISTANCE))
        return bad_weight(graph, tie, meaning, name, "has too small a number in", err);
    return ENT_OK;
}

static ent_status read_weights(ent_projection *p, ent_error *err)
{
    if (p->options.weight_as == ENT_WEIGHT_NONE)
        return ENT_OK;
    const char *name = p->options.weight ? p->options.weight : "weight";
    ENT_I_TRY(ENT_I_ZEROED(p->weights, p->tie_count, err));
    for (size_t i = 0; i < p->tie_count; i++)
        ENT_I_TRY(ent_i_tie_weight(p->view->graph, p->ties[i], p->options.weight_as, name, &p->weights[i], err));
    return ENT_OK;
}

static ent_status fill(ent_projection *p, ent_error *err)
{
    ENT_I_AUTOFREE bool *met = NULL;
    ENT_I_TRY(ent_i_networks_new(&p->networks, err));
    ENT_I_TRY(ENT_I_ZEROED(met, ent_graph_node_count(p->view->graph), err));
    ENT_I_TRY(collect_ties(p, met, err));
    ENT_I_TRY(collect_nodes(p, met, err));
    ENT_I_TRY(ENT_I_ZEROED(p->ends, p->tie_count, err));
    for (size_t i = 0; i < p->tie_count; i++) {
        ent_tie_view seen;
        ent_graph_tie(p->view->graph, p->ties[i], &seen);
        p->ends[i][0] = p->index[seen.source];
        p->ends[i][1] = p->index[seen.target];
    }
    return read_weights(p, err);
}

ent_status ent_projection_new(const ent_view *view, const ent_projection_options *options, ent_projection **ret,
                              ent_error *err)
{
    static const ent_projection_options plain = ENT_PROJECTION_OPTIONS_INIT;
    ent_projection *p = calloc(1, sizeof *p);
    if (!p)
        return ent_i_nomem(err);
    p->view = view;
    p->options = options ? *options : plain;
    ent_status status = fill(p, err);
    p->options.weight = NULL; /* the caller's text */
    if (status < 0) {
        ent_projection_free(p);
        return status;
    }
    *ret = p;
    return ENT_OK;
}

void ent_projection_free(ent_projection *projection)
{
    if (!projection)
        return;
    free(projection->nodes);
    free(projection->index);
    free(projection->ties);
    free(projection->ends);
    free(projection->weights);
    ent_i_networks_free(projection->networks);
    free(projection);
}

bool ent_i_projection_symmetric(const ent_projection *projection, size_t tie)
{
    ent_tie_view seen;
    if (projection->one_mode)
        return true;
    ent_graph_tie(projection->view->graph, projection->ties[tie], &seen);
    return projection->view->symmetric[seen.type];
}

const ent_view *ent_projection_view(const ent_projection *projection)
{
    return projection->view;
}

size_t ent_projection_node_count(const ent_projection *projection)
{
    return projection->node_count;
}

size_t ent_projection_tie_count(const ent_projection *projection)
{
    return projection->tie_count;
}

bool ent_projection_directed(const ent_projection *projection)
{
    return projection->options.directed;
}

ent_node ent_projection_node(const ent_projection *projection, uint32_t index)
{
    return projection->nodes[index];
}

ent_tie ent_projection_tie(const ent_projection *projection, uint32_t index)
{
    return projection->one_mode ? ENT_NONE : projection->ties[index];
}

uint32_t ent_projection_index_of(const ent_projection *projection, ent_node node)
{
    return projection->index[node];
}

void ent_projection_ends(const ent_projection *projection, uint32_t tie, uint32_t *ret_from, uint32_t *ret_to)
{
    *ret_from = projection->ends[tie][0];
    *ret_to = projection->ends[tie][1];
}

const double *ent_projection_weights(const ent_projection *projection)
{
    return projection->weights;
}
