/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A two-mode network projected onto one of its modes. */
#include <math.h>
#include <string.h>

#include "analysis/network/backbone.h"
#include "analysis/network/modes.h"

static const char *const shared_texts[] = { "count", "newman", "jaccard", "cosine", "overlap" };
static const char *const backbone_texts[] = { "none", "disparity", "sdsm", "fixed-fill" };

const char *ent_shared_by_text(ent_shared_by by)
{
    return (size_t)by < sizeof shared_texts / sizeof *shared_texts ? shared_texts[by] : NULL;
}

const char *ent_backbone_text(ent_backbone backbone)
{
    return (size_t)backbone < sizeof backbone_texts / sizeof *backbone_texts ? backbone_texts[backbone] : NULL;
}

typedef struct folding {
    const ent_projection *from;
    const ent_i_network *network;
    ent_i_modes modes;
    uint32_t *number; /* by node of the two-mode network: its number in its mode */
    uint32_t *node;   /* by number in the first mode */
    ent_i_having having;
    size_t *held_place; /* by thing: the nodes that have it, the other way round */
    uint32_t *held_by;
    ent_i_sharing *ties;
    size_t count;
} folding;

static void folding_clear(folding *f)
{
    ent_i_modes_clear(&f->modes);
    free(f->number);
    free(f->node);
    free(f->having.place);
    free(f->having.thing);
    free(f->having.holders);
    free(f->held_place);
    free(f->held_by);
    free(f->ties);
}

static ent_status number_nodes(folding *f, ent_error *err)
{
    size_t n = f->network->node_count;
    ENT_I_TRY(ENT_I_ZEROED(f->number, n, err));
    ENT_I_TRY(ENT_I_ZEROED(f->node, n, err));
    for (uint32_t i = 0; i < n; i++) {
        size_t *at = f->modes.first[i] ? &f->having.nodes : &f->having.things;
        f->number[i] = (uint32_t)*at;
        if (f->modes.first[i])
            f->node[*at] = i;
        (*at)++;
    }
    return ENT_OK;
}

/* Ties across the modes, from both sides. Nodes come in their order, so that both lists are ascending. */
static ent_status list_having(folding *f, ent_error *err)
{
    ent_i_having *h = &f->having;
    ENT_I_TRY(ENT_I_ZEROED(h->place, h->nodes + 1, err));
    ENT_I_TRY(ENT_I_ZEROED(h->thing, f->network->tie_count, err));
    ENT_I_TRY(ENT_I_ZEROED(h->holders, h->things, err));
    ENT_I_TRY(ENT_I_ZEROED(f->held_place, h->things + 2, err));
    ENT_I_TRY(ENT_I_ZEROED(f->held_by, f->network->tie_count, err));
    size_t at = 0;
    for (size_t i = 0; i < h->nodes; i++) {
        uint32_t v = f->node[i];
        for (size_t j = f->network->out.place[v]; j < f->network->out.place[v + 1]; j++) {
            uint32_t other = f->network->out.to[j];
            if (f->modes.first[other])
                continue;
            h->thing[at++] = f->number[other];
            h->holders[f->number[other]]++;
        }
        h->place[i + 1] = at;
    }
    size_t *place = f->held_place + 1;
    for (size_t j = 0; j < h->things; j++)
        place[j + 1] = place[j] + h->holders[j];
    for (size_t i = 0; i < h->nodes; i++)
        for (size_t j = h->place[i]; j < h->place[i + 1]; j++)
            f->held_by[place[h->thing[j]]++] = (uint32_t)i;
    return ENT_OK;
}

static double weight_of(const folding *f, ent_shared_by by, uint32_t a, uint32_t b, double shared, double newman)
{
    double one = (double)(f->having.place[a + 1] - f->having.place[a]);
    double other = (double)(f->having.place[b + 1] - f->having.place[b]);
    switch (by) {
    case ENT_SHARED_NEWMAN:
        return newman;
    case ENT_SHARED_JACCARD:
        return shared / (one + other - shared);
    case ENT_SHARED_COSINE:
        return shared / sqrt(one * other);
    case ENT_SHARED_OVERLAP:
        return shared / fmin(one, other);
    default:
        return shared;
    }
}

/* What each node shares with those after it. */
static ent_status list_sharing(folding *f, ent_shared_by by, ent_error *err)
{
    ent_i_having *h = &f->having;
    size_t capacity = 0, met_count;
    ENT_I_AUTOFREE uint32_t *shared = NULL, *met = NULL;
    ENT_I_AUTOFREE double *newman = NULL;
    ENT_I_TRY(ENT_I_ZEROED(shared, h->nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(met, h->nodes, err));
    ENT_I_TRY(ENT_I_ZEROED(newman, h->nodes, err));
    for (uint32_t a = 0; a < h->nodes; a++) {
        met_count = 0;
        for (size_t j = h->place[a]; j < h->place[a + 1]; j++) {
            uint32_t thing = h->thing[j];
            for (size_t k = f->held_place[thing]; k < f->held_place[thing + 1]; k++) {
                uint32_t b = f->held_by[k];
                if (b <= a)
                    continue;
                if (!shared[b]++)
                    met[met_count++] = b;
                newman[b] += 1.0 / ((double)h->holders[thing] - 1);
            }
        }
        ENT_I_TRY(ENT_I_RESERVE(f->ties, capacity, f->count + met_count, err));
        for (size_t k = 0; k < met_count; k++) {
            uint32_t b = met[k];
            f->ties[f->count++] = (ent_i_sharing){ a, b, shared[b], weight_of(f, by, a, b, shared[b], newman[b]) };
            shared[b] = 0;
            newman[b] = 0;
        }
    }
    return ENT_OK;
}

static ent_status fold(folding *f, const ent_onto_options *options, size_t *ret_shared, ent_error *err)
{
    double alpha = options->alpha > 0 ? options->alpha : 0.05;
    ENT_I_TRY(ent_i_network_of(f->from, false, ENT_I_PARALLEL_ONCE, &f->network, err));
    ENT_I_TRY(ent_i_modes_of(f->from, options->onto, &f->modes, err));
    if (!f->modes.count[0]) {
        ent_label_view label = { .name = "" };
        if (options->onto != ENT_NO_LABEL)
            ent_graph_label(f->from->view->graph, options->onto, &label);
        return ent_i_fail(err, ENT_ERR_NOTFOUND, "no node of this network has the label \"%s\"", label.name);
    }
    ENT_I_TRY(number_nodes(f, err));
    ENT_I_TRY(list_having(f, err));
    ENT_I_TRY(list_sharing(f, options->by, err));
    *ret_shared = f->count;
    if (options->backbone == ENT_BACKBONE_DISPARITY)
        return ent_i_backbone_disparity(&f->having, alpha, f->ties, &f->count, err);
    if (options->backbone == ENT_BACKBONE_SDSM)
        return ent_i_backbone_sdsm(&f->having, alpha, f->ties, &f->count, err);
    if (options->backbone == ENT_BACKBONE_FIXED_FILL)
        return ent_i_backbone_fixed_fill(&f->having, alpha, f->ties, &f->count, err);
    return ENT_OK;
}

/* --- as a projection ------------------------------------------------------------------------------------ */

static ent_status take_nodes(const folding *f, ent_projection *p, uint32_t *number, ent_error *err)
{
    size_t n = f->having.nodes;
    ENT_I_AUTOFREE bool *met = NULL;
    ENT_I_TRY(ENT_I_ZEROED(met, n, err));
    for (size_t i = 0; i < f->count; i++)
        met[f->ties[i].a] = met[f->ties[i].b] = true;
    size_t all = ent_graph_node_count(p->view->graph);
    ENT_I_TRY(ENT_I_ZEROED(p->index, all, err));
    ENT_I_TRY(ENT_I_ZEROED(p->nodes, n, err));
    for (size_t i = 0; i < all; i++)
        p->index[i] = ENT_NONE;
    for (size_t i = 0; i < n; i++) {
        p->isolates += !met[i];
        if (!met[i] && !p->options.isolates)
            continue;
        ent_node node = f->from->nodes[f->node[i]];
        number[i] = (uint32_t)p->node_count;
        p->index[node] = number[i];
        p->nodes[p->node_count++] = node;
    }
    return ENT_OK;
}

static int compare_ends(const void *left, const void *right)
{
    const ent_i_sharing *a = left, *b = right;
    if (a->a != b->a)
        return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

static ent_status take_ties(folding *f, ent_projection *p, const uint32_t *number, ent_error *err)
{
    ENT_I_TRY(ENT_I_ZEROED(p->ends, f->count, err));
    if (p->onto.weighted)
        ENT_I_TRY(ENT_I_ZEROED(p->weights, f->count, err));
    if (f->count)
        qsort(f->ties, f->count, sizeof *f->ties, compare_ends);
    for (size_t i = 0; i < f->count; i++) {
        p->ends[i][0] = number[f->ties[i].a];
        p->ends[i][1] = number[f->ties[i].b];
        if (p->onto.weighted)
            p->weights[i] = f->ties[i].weight;
    }
    p->tie_count = f->count;
    return ENT_OK;
}

static ent_status make(const ent_projection *two_mode, const ent_onto_options *options, ent_projection *p,
                       ent_error *err)
{
    folding f = { .from = two_mode };
    ENT_I_AUTOFREE uint32_t *number = NULL;
    ent_status status = fold(&f, options, &p->shared, err);
    if (status >= 0)
        status = ent_i_networks_new(&p->networks, err);
    if (status >= 0)
        status = ENT_I_ZEROED(number, f.having.nodes, err);
    if (status >= 0)
        status = take_nodes(&f, p, number, err);
    if (status >= 0)
        status = take_ties(&f, p, number, err);
    p->things = f.having.things;
    p->within_left_out = f.modes.within;
    folding_clear(&f);
    return status;
}

ent_status ent_projection_onto(const ent_projection *two_mode, const ent_onto_options *options, ent_projection **ret,
                               ent_error *err)
{
    if (!(options->alpha >= 0 && options->alpha <= 1))
        return ent_i_fail(err, ENT_ERR_USAGE, "the alpha of a backbone is a number from 0 to 1");
    ent_projection *p = calloc(1, sizeof *p);
    if (!p)
        return ent_i_nomem(err);
    p->view = two_mode->view;
    p->options = two_mode->options;
    p->options.directed = false;
    p->options.weight_as = options->weighted ? ENT_WEIGHT_STRENGTH : ENT_WEIGHT_NONE;
    p->onto = *options;
    p->one_mode = true;
    p->events_left_out = two_mode->events_left_out;
    p->planned_left_out = two_mode->planned_left_out;
    p->ended_left_out = two_mode->ended_left_out;
    p->sources_left_out = two_mode->sources_left_out;
    p->undated = two_mode->undated;
    ent_status status = make(two_mode, options, p, err);
    if (status < 0) {
        ent_projection_free(p);
        return status;
    }
    *ret = p;
    return ENT_OK;
}

ent_status ent_i_projection_asked(const ent_view *view, const ent_projection_options *options,
                                  const ent_onto_options *onto, ent_i_spells *spells, ent_projection **ret, ent_error *err)
{
    if (!onto)
        return ent_i_projection_on(view, options, spells, ret, err);
    ent_projection_options plain = *options;
    plain.weight_as = ENT_WEIGHT_NONE;
    ent_projection *two_mode = NULL;
    ENT_I_TRY(ent_i_projection_on(view, &plain, spells, &two_mode, err));
    ent_status status = ent_projection_onto(two_mode, onto, ret, err);
    ent_projection_free(two_mode);
    return status;
}
