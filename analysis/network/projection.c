/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The part of a view that measures are computed on, as compact arrays with maps back. */
#include <math.h>

#include "analysis/network/projection.h"

#include <math.h>

#include "analysis/view/words.h"
#include "graph/base/json_scan.h"
#include "graph/base/number.h"

/* By node. */
static ent_status find_sources(const ent_graph *graph, bool **ret, ent_error *err)
{
    size_t count = ent_graph_node_count(graph);
    bool *source = NULL;
    ENT_I_TRY(ENT_I_ZEROED(source, count, err));
    for (size_t i = 0; i < count; i++) {
        ent_node_view seen;
        ent_graph_node(graph, (ent_node)i, &seen);
        source[i] = seen.source;
    }
    *ret = source;
    return ENT_OK;
}

/* --- when and as what ---------------------------------------------------------------------------------- */

static bool read_spell(const ent_view *view, ent_tie tie, const bool *source, ent_i_spell *ret)
{
    ent_tie_view seen;
    ent_graph_tie(view->graph, tie, &seen);
    if (!ent_i_view_spell(view, tie, &seen, &ret->days, &ret->contested))
        return false;
    ret->tie = tie;
    ret->ends[0] = seen.source;
    ret->ends[1] = seen.target;
    ret->fold = ent_tie_status_fold(seen.status);
    ret->event = view->event[seen.type] && !view->events;
    ret->of_source = source[seen.source] || source[seen.target];
    ret->undated = ent_view_tie_undated(view, tie);
    return true;
}

static bool read_life(const ent_view *view, ent_node node, const bool *source, ent_span *ret)
{
    *ret = ent_graph_node_span(view->graph, node, view->reading);
    return !source[node] && ent_i_view_allows_node(view, node);
}

static bool holds(const ent_view *view, ent_span days)
{
    return view->all_dates || ent_i_span_holds(days, view->day);
}

ent_status ent_i_spells_make(const ent_view *view, const ent_projection_options *options, ent_i_spells *ret, ent_error *err)
{
    ent_i_spells s = { .view = view };
    size_t ties = ent_graph_tie_count(view->graph), nodes = ent_graph_node_count(view->graph), capacity = 0;
    ENT_I_AUTOFREE bool *source = NULL;
    ENT_I_TRY(find_sources(view->graph, &source, err));
    ent_status status = ENT_I_ZEROED(s.may_be_alone, nodes, err);
    if (status >= 0)
        status = ENT_I_ZEROED(s.lives, nodes, err);
    for (size_t i = 0; status >= 0 && i < ties; i++) {
        ent_i_spell spell;
        if (!read_spell(view, (ent_tie)i, source, &spell))
            continue;
        status = ENT_I_RESERVE(s.items, capacity, s.count + 1, err);
        if (status >= 0)
            s.items[s.count++] = spell;
    }
    if (status >= 0 && options->weight_as != ENT_WEIGHT_NONE)
        status = ENT_I_ZEROED(s.weights, s.count, err);
    for (size_t i = 0; status >= 0 && s.weights && i < s.count; i++)
        s.weights[i] = NAN;
    for (size_t i = 0; status >= 0 && i < nodes; i++)
        s.may_be_alone[i] = read_life(view, (ent_node)i, source, &s.lives[i]);
    if (status < 0) {
        ent_i_spells_clear(&s);
        return status;
    }
    *ret = s;
    return ENT_OK;
}

void ent_i_spells_clear(ent_i_spells *spells)
{
    free(spells->items);
    free(spells->weights);
    free(spells->may_be_alone);
    free(spells->lives);
    *spells = (ent_i_spells){ 0 };
}

/* --- the network of a day ------------------------------------------------------------------------------ */

/* Is the tie part of the projection? Counts those that hold and are not. */
static bool takes(ent_projection *p, const ent_i_spell *spell)
{
    if (!holds(p->view, spell->days) ||
        (spell->contested && ent_view_standing(p->view, spell->tie) != ENT_STANDING_HOLDS))
        return false;
    size_t *left_out = NULL;
    if (spell->event)
        left_out = &p->events_left_out;
    else if (spell->of_source)
        left_out = &p->sources_left_out;
    else if (spell->fold != ENT_FOLD_IN_FORCE && !p->options.planned && !p->view->some_statuses) /* who asks for a status wants it counted */
        left_out = spell->fold == ENT_FOLD_PLANNED ? &p->planned_left_out : &p->ended_left_out;
    if (left_out)
        ++*left_out;
    return !left_out;
}

typedef struct filling {
    ent_projection *p;
    ent_i_spells *spells; /* NULL: asked for one after another */
    bool *source, *met;   /* by node */
    size_t tie_capacity, end_capacity, weight_capacity, node_capacity;
} filling;

static ent_status take_weight(filling *f, const ent_i_spell *spell, double *known, ent_error *err)
{
    ent_projection *p = f->p;
    const char *name = p->options.weight ? p->options.weight : "weight";
    double weight = known ? *known : NAN;
    if (isnan(weight))
        ENT_I_TRY(ent_i_tie_weight(p->view->graph, spell->tie, p->options.weight_as, name, &weight, err));
    if (known)
        *known = weight;
    ENT_I_TRY(ENT_I_RESERVE(p->weights, f->weight_capacity, p->tie_count + 1, err));
    p->weights[p->tie_count] = weight;
    return ENT_OK;
}

static ent_status take_tie(filling *f, const ent_i_spell *spell, double *known, ent_error *err)
{
    ent_projection *p = f->p;
    if (!takes(p, spell))
        return ENT_OK;
    if (p->options.weight_as != ENT_WEIGHT_NONE)
        ENT_I_TRY(take_weight(f, spell, known, err));
    ENT_I_TRY(ENT_I_RESERVE(p->ties, f->tie_capacity, p->tie_count + 1, err));
    ENT_I_TRY(ENT_I_RESERVE(p->ends, f->end_capacity, p->tie_count + 1, err));
    p->ties[p->tie_count] = spell->tie;
    for (int i = 0; i < 2; i++) {
        p->ends[p->tie_count][i] = spell->ends[i]; /* of the graph, until all nodes are known */
        f->met[spell->ends[i]] = true;
    }
    p->tie_count++;
    p->undated += spell->undated;
    return ENT_OK;
}

static ent_status collect_ties(filling *f, ent_error *err)
{
    const ent_view *view = f->p->view;
    for (size_t i = 0; f->spells && i < f->spells->count; i++)
        ENT_I_TRY(take_tie(f, &f->spells->items[i], f->spells->weights ? &f->spells->weights[i] : NULL, err));
    if (f->spells)
        return ENT_OK;
    ENT_I_TRY(find_sources(view->graph, &f->source, err));
    for (size_t i = 0; i < ent_graph_tie_count(view->graph); i++) {
        ent_i_spell spell;
        if (read_spell(view, (ent_tie)i, f->source, &spell))
            ENT_I_TRY(take_tie(f, &spell, NULL, err));
    }
    return ENT_OK;
}

static bool is_isolate(const filling *f, ent_node node)
{
    ent_span life;
    if (f->met[node])
        return false;
    if (f->spells)
        return f->spells->may_be_alone[node] && holds(f->p->view, f->spells->lives[node]);
    return read_life(f->p->view, node, f->source, &life) && holds(f->p->view, life);
}

static ent_status collect_nodes(filling *f, ent_error *err)
{
    ent_projection *p = f->p;
    size_t count = ent_graph_node_count(p->view->graph);
    ENT_I_TRY(ENT_I_ZEROED(p->index, count, err));
    for (size_t i = 0; i < count; i++) {
        bool isolate = is_isolate(f, (ent_node)i);
        p->isolates += isolate;
        p->index[i] = ENT_NONE;
        if (!f->met[i] && !(isolate && p->options.isolates))
            continue;
        ENT_I_TRY(ENT_I_RESERVE(p->nodes, f->node_capacity, p->node_count + 1, err));
        p->index[i] = (uint32_t)p->node_count;
        p->nodes[p->node_count++] = (ent_node)i;
    }
    for (size_t i = 0; i < p->tie_count; i++)
        for (int end = 0; end < 2; end++)
            p->ends[i][end] = p->index[p->ends[i][end]];
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
                      meaning == ENT_WEIGHT_DISTANCE ? "; a distance is a number from 1e-50 to 1e50"
                                                     : "; a strength is 0 or a number from 1e-50 to 1e50");
}

/* Within these bounds sums and products of weights are still numbers. */
#define LEAST_WEIGHT 1e-50
#define MOST_WEIGHT 1e50

ent_status ent_i_tie_weight(const ent_graph *graph, ent_tie tie, ent_weight_meaning meaning, const char *name, double *ret,
                            ent_error *err)
{
    double weight;
    ent_tie_view seen;
    const char *value;
    size_t length;
    ent_graph_tie(graph, tie, &seen);
    if (!seen.properties || !ent_i_json_member(seen.properties, name, &value, &length))
        return bad_weight(graph, tie, meaning, name, "has no property", err);
    if (!ent_i_number_parse(value, length, &weight) || isnan(weight))
        return bad_weight(graph, tie, meaning, name, "has no number in", err);
    if (weight < (weight == 0 && meaning == ENT_WEIGHT_STRENGTH ? 0 : LEAST_WEIGHT))
        return bad_weight(graph, tie, meaning, name, "has too small a number in", err);
    if (weight > MOST_WEIGHT)
        return bad_weight(graph, tie, meaning, name, "has too large a number in", err);
    *ret = weight;
    return ENT_OK;
}

static ent_status fill(filling *f, ent_error *err)
{
    ENT_I_TRY(ent_i_networks_new(&f->p->networks, err));
    ENT_I_TRY(ENT_I_ZEROED(f->met, ent_graph_node_count(f->p->view->graph), err));
    ENT_I_TRY(collect_ties(f, err));
    return collect_nodes(f, err);
}

ent_status ent_i_projection_on(const ent_view *view, const ent_projection_options *options, ent_i_spells *spells,
                               ent_projection **ret, ent_error *err)
{
    static const ent_projection_options plain = ENT_PROJECTION_OPTIONS_INIT;
    ent_projection *p = calloc(1, sizeof *p);
    if (!p)
        return ent_i_nomem(err);
    p->view = view;
    p->options = options ? *options : plain;
    filling f = { .p = p, .spells = spells };
    ent_status status = fill(&f, err);
    free(f.source);
    free(f.met);
    p->options.weight = NULL; /* the caller's text */
    if (status < 0) {
        ent_projection_free(p);
        return status;
    }
    *ret = p;
    return ENT_OK;
}

ent_status ent_projection_new(const ent_view *view, const ent_projection_options *options, ent_projection **ret,
                              ent_error *err)
{
    return ent_i_projection_on(view, options, NULL, ret, err);
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
