/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one door to igraph, for 0.10.2 (Debian 12) to 0.10.15 (Debian 13). igraph's default error handler
 * aborts: around every call one of ours is installed, which frees what igraph had in hand and keeps the
 * reason; the caller's handlers are put back after. */
#include <entente/igraph.h>

#include <math.h>
#include <string.h>

#include "analysis/igraph_door.h"
#include "analysis/words.h"

/* igraph hands its error handler no context. */
static _Thread_local char reason_text[256];

static void keep_reason(const char *reason, const char *file, int line, igraph_error_t code)
{
    (void)file;
    (void)line;
    (void)code;
    IGRAPH_FINALLY_FREE();
    if (reason_text[0])
        return; /* the functions that pass an error on report it again, without its reason */
    size_t length = strnlen(reason, sizeof reason_text - 1);
    memcpy(reason_text, reason, length);
    reason_text[length] = '\0';
}

typedef struct handlers {
    igraph_error_handler_t *error;
    igraph_warning_handler_t *warning;
} handlers;

static handlers open_door(void)
{
    reason_text[0] = '\0';
    return (handlers){ igraph_set_error_handler(keep_reason),
                       igraph_set_warning_handler(igraph_warning_handler_ignore) };
}

static void close_door(handlers before)
{
    igraph_set_error_handler(before.error);
    igraph_set_warning_handler(before.warning);
}

static ent_status status_of(igraph_error_t code, ent_error *err)
{
    if (code == IGRAPH_SUCCESS)
        return ENT_OK;
    ent_status status = ENT_ERR_INTERNAL;
    if (code == IGRAPH_ENOMEM)
        status = ENT_ERR_NOMEM;
    else if (code == IGRAPH_DIVERGED || (code >= IGRAPH_ARPACK_PROD && code <= IGRAPH_ARPACK_REORDER))
        status = ENT_ERR_CONVERGENCE;
    else if (code == IGRAPH_EOVERFLOW)
        status = ENT_ERR_LIMIT;
    else if (code == IGRAPH_EINVAL || code == IGRAPH_EINVVID)
        status = ENT_ERR_INVALID;
    return ent_i_fail(err, status, "igraph: %s", reason_text[0] ? reason_text : igraph_strerror(code));
}

/* --- from our networks to igraph's ---------------------------------------------------------------------- */

static igraph_error_t make_graph(size_t nodes, size_t ties, const uint32_t (*ends)[2], bool directed, igraph_t *ret)
{
    igraph_vector_int_t edges;
    igraph_error_t code = igraph_vector_int_init(&edges, (igraph_integer_t)(2 * ties));
    if (code != IGRAPH_SUCCESS)
        return code;
    for (size_t i = 0; i < ties; i++) {
        VECTOR(edges)[2 * i] = ends[i][0];
        VECTOR(edges)[2 * i + 1] = ends[i][1];
    }
    code = igraph_create(ret, &edges, (igraph_integer_t)nodes, directed);
    igraph_vector_int_destroy(&edges);
    return code;
}

typedef igraph_error_t measure(const igraph_t *graph, igraph_vector_t *scores, const igraph_vector_t *weights);

static igraph_error_t run_inside(const ent_i_network *network, measure *run, double *ret)
{
    igraph_t graph;
    igraph_vector_t scores, weights;
    const uint32_t (*ends)[2] = (const uint32_t (*)[2])network->ends;
    igraph_error_t code = make_graph(network->node_count, network->tie_count, ends, network->directed, &graph);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_vector_init(&scores, 0);
    if (code == IGRAPH_SUCCESS) {
        code = igraph_vector_init(&weights, network->weights ? (igraph_integer_t)network->tie_count : 0);
        if (code == IGRAPH_SUCCESS) {
            for (size_t i = 0; network->weights && i < network->tie_count; i++)
                VECTOR(weights)[i] = network->weights[i];
            code = run(&graph, &scores, network->weights ? &weights : NULL);
            for (size_t i = 0; code == IGRAPH_SUCCESS && i < network->node_count; i++)
                ret[i] = VECTOR(scores)[i];
            igraph_vector_destroy(&weights);
        }
        igraph_vector_destroy(&scores);
    }
    igraph_destroy(&graph);
    return code;
}

static ent_status run_measure(const ent_i_network *network, measure *run, double *ret, ent_error *err)
{
    if (!network->node_count)
        return ENT_OK;
    handlers before = open_door();
    ent_status status = status_of(run_inside(network, run, ret), err);
    close_door(before);
    return status;
}

/* The largest score is 1; what is this far below it is what the iteration left of 0. */
#define SPECTRAL_ZERO 1e-12

/* Spectral scores say nothing about a network without ties; igraph would give them all 1. */
static ent_status run_spectral(const ent_i_network *network, measure *run, double *ret, ent_error *err)
{
    if (!network->tie_count) {
        for (size_t i = 0; i < network->node_count; i++)
            ret[i] = NAN;
        return ENT_OK;
    }
    ENT_I_TRY(run_measure(network, run, ret, err));
    for (size_t i = 0; i < network->node_count; i++)
        if (ret[i] > -SPECTRAL_ZERO && ret[i] < SPECTRAL_ZERO)
            ret[i] = 0;
    return ENT_OK;
}

/* --- the measures --------------------------------------------------------------------------------------- */

static igraph_error_t betweenness(const igraph_t *graph, igraph_vector_t *scores, const igraph_vector_t *weights)
{
    return igraph_betweenness(graph, scores, igraph_vss_all(), igraph_is_directed(graph), weights);
}

static igraph_error_t closeness(const igraph_t *graph, igraph_vector_t *scores, const igraph_vector_t *weights)
{
    return igraph_closeness(graph, scores, NULL, NULL, igraph_vss_all(), IGRAPH_OUT, weights, true);
}

static igraph_error_t harmonic(const igraph_t *graph, igraph_vector_t *scores, const igraph_vector_t *weights)
{
    return igraph_harmonic_centrality(graph, scores, igraph_vss_all(), IGRAPH_OUT, weights, false);
}

static igraph_error_t eigenvector(const igraph_t *graph, igraph_vector_t *scores, const igraph_vector_t *weights)
{
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    return igraph_eigenvector_centrality(graph, scores, NULL, false, true, weights, &options);
}

static igraph_error_t pagerank(const igraph_t *graph, igraph_vector_t *scores, const igraph_vector_t *weights)
{
    return igraph_pagerank(graph, IGRAPH_PAGERANK_ALGO_PRPACK, scores, NULL, igraph_vss_all(),
                           igraph_is_directed(graph), 0.85, weights, NULL);
}

static igraph_error_t hub(const igraph_t *graph, igraph_vector_t *scores, const igraph_vector_t *weights)
{
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    return igraph_hub_and_authority_scores(graph, scores, NULL, NULL, true, weights, &options);
}

static igraph_error_t authority(const igraph_t *graph, igraph_vector_t *scores, const igraph_vector_t *weights)
{
    igraph_arpack_options_t options;
    igraph_arpack_options_init(&options);
    return igraph_hub_and_authority_scores(graph, NULL, scores, NULL, true, weights, &options);
}

static igraph_error_t coreness(const igraph_t *graph, igraph_vector_t *scores, const igraph_vector_t *weights)
{
    (void)weights;
    igraph_vector_int_t cores;
    igraph_error_t code = igraph_vector_int_init(&cores, 0);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_coreness(graph, &cores, IGRAPH_ALL);
    if (code == IGRAPH_SUCCESS)
        code = igraph_vector_resize(scores, igraph_vector_int_size(&cores));
    for (igraph_integer_t i = 0; code == IGRAPH_SUCCESS && i < igraph_vector_int_size(&cores); i++)
        VECTOR(*scores)[i] = (igraph_real_t)VECTOR(cores)[i];
    igraph_vector_int_destroy(&cores);
    return code;
}

static igraph_error_t constraint(const igraph_t *graph, igraph_vector_t *scores, const igraph_vector_t *weights)
{
    return igraph_constraint(graph, scores, igraph_vss_all(), weights);
}

ent_status ent_i_igraph_betweenness(const ent_i_network *network, double *ret, ent_error *err)
{
    return run_measure(network, betweenness, ret, err);
}

ent_status ent_i_igraph_closeness(const ent_i_network *network, double *ret, ent_error *err)
{
    return run_measure(network, closeness, ret, err);
}

ent_status ent_i_igraph_harmonic(const ent_i_network *network, double *ret, ent_error *err)
{
    return run_measure(network, harmonic, ret, err);
}

ent_status ent_i_igraph_eigenvector(const ent_i_network *network, double *ret, ent_error *err)
{
    return run_spectral(network, eigenvector, ret, err);
}

ent_status ent_i_igraph_pagerank(const ent_i_network *network, double *ret, ent_error *err)
{
    return run_measure(network, pagerank, ret, err);
}

ent_status ent_i_igraph_hub(const ent_i_network *network, double *ret, ent_error *err)
{
    return run_spectral(network, hub, ret, err);
}

ent_status ent_i_igraph_authority(const ent_i_network *network, double *ret, ent_error *err)
{
    return run_spectral(network, authority, ret, err);
}

ent_status ent_i_igraph_coreness(const ent_i_network *network, double *ret, ent_error *err)
{
    return run_measure(network, coreness, ret, err);
}

ent_status ent_i_igraph_constraint(const ent_i_network *network, double *ret, ent_error *err)
{
    return run_measure(network, constraint, ret, err);
}

/* --- a projection as an igraph_t ------------------------------------------------------------------------ */

/* The texts of one attribute, by vertex or edge. buffer is written anew for each. */
typedef void text_of(const ent_projection *p, uint32_t index, ent_i_buffer *buffer);

static void node_key(const ent_projection *p, uint32_t index, ent_i_buffer *buffer)
{
    ent_i_buffer_text(buffer, ent_i_node_key(p->view->graph, p->nodes[index]));
}

static void node_name(const ent_projection *p, uint32_t index, ent_i_buffer *buffer)
{
    ent_node_view seen;
    ent_graph_node(p->view->graph, p->nodes[index], &seen);
    ent_i_buffer_text(buffer, seen.name);
}

static void node_labels(const ent_projection *p, uint32_t index, ent_i_buffer *buffer)
{
    ent_node_view seen;
    ent_graph_node(p->view->graph, p->nodes[index], &seen);
    for (size_t i = 0; i < seen.label_count; i++) {
        ent_label_view label;
        ent_graph_label(p->view->graph, seen.labels[i], &label);
        ent_i_buffer_printf(buffer, "%s%s", i ? ";" : "", label.name);
    }
}

static void tie_type(const ent_projection *p, uint32_t index, ent_i_buffer *buffer)
{
    ent_tie_view seen;
    ent_type_view type;
    ent_graph_tie(p->view->graph, p->ties[index], &seen);
    ent_graph_type(p->view->graph, seen.type, &type);
    ent_i_buffer_text(buffer, type.name);
}

static void tie_status(const ent_projection *p, uint32_t index, ent_i_buffer *buffer)
{
    ent_tie_view seen;
    ent_graph_tie(p->view->graph, p->ties[index], &seen);
    ent_i_buffer_text(buffer, ent_tie_status_text(seen.status));
}

static void tie_since(const ent_projection *p, uint32_t index, ent_i_buffer *buffer)
{
    char space[ENT_VALID_TEXT];
    const char *valid = ent_graph_tie_valid(p->view->graph, p->ties[index], space);
    ent_i_buffer_add(buffer, valid, strcspn(valid, "/"));
}

static void tie_until(const ent_projection *p, uint32_t index, ent_i_buffer *buffer)
{
    char space[ENT_VALID_TEXT];
    const char *slash = strchr(ent_graph_tie_valid(p->view->graph, p->ties[index], space), '/');
    ent_i_buffer_text(buffer, slash ? slash + 1 : "");
}

static igraph_error_t set_texts(const ent_projection *p, igraph_t *graph, const char *name, bool vertices, text_of *of)
{
    size_t count = vertices ? p->node_count : p->tie_count;
    igraph_strvector_t texts;
    ent_i_buffer buffer = ENT_I_BUFFER_INIT;
    igraph_error_t code = igraph_strvector_init(&texts, (igraph_integer_t)count);
    if (code != IGRAPH_SUCCESS)
        return code;
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < count; i++) {
        ent_i_buffer_reset(&buffer);
        of(p, (uint32_t)i, &buffer);
        code = buffer.failed ? IGRAPH_ENOMEM
                             : igraph_strvector_set(&texts, (igraph_integer_t)i, ent_i_buffer_string(&buffer));
    }
    if (code == IGRAPH_SUCCESS)
        code = vertices ? igraph_cattribute_VAS_setv(graph, name, &texts)
                        : igraph_cattribute_EAS_setv(graph, name, &texts);
    ent_i_buffer_clear(&buffer);
    igraph_strvector_destroy(&texts);
    return code;
}

static igraph_error_t set_numbers(const ent_projection *p, igraph_t *graph)
{
    igraph_vector_t numbers;
    igraph_error_t code = igraph_vector_init(&numbers, (igraph_integer_t)p->tie_count);
    if (code != IGRAPH_SUCCESS)
        return code;
    for (size_t i = 0; i < p->tie_count; i++)
        VECTOR(numbers)[i] = p->ties[i];
    code = igraph_cattribute_EAN_setv(graph, "key", &numbers);
    for (size_t i = 0; i < p->tie_count; i++)
        VECTOR(numbers)[i] = p->weights ? p->weights[i] : 1;
    if (code == IGRAPH_SUCCESS)
        code = igraph_cattribute_EAN_setv(graph, "weight", &numbers);
    igraph_vector_destroy(&numbers);
    return code;
}

static igraph_error_t set_attributes(const ent_projection *p, igraph_t *graph)
{
    static const struct {
        const char *name;
        bool vertices;
        text_of *of;
    } attributes[] = {
        { "key", true, node_key },       { "name", true, node_name },      { "labels", true, node_labels },
        { "type", false, tie_type },     { "since", false, tie_since },    { "until", false, tie_until },
        { "status", false, tie_status },
    };
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        igraph_error_t code = set_texts(p, graph, attributes[i].name, attributes[i].vertices, attributes[i].of);
        if (code != IGRAPH_SUCCESS)
            return code;
    }
    return set_numbers(p, graph);
}

ent_status ent_projection_to_igraph(const ent_projection *projection, igraph_t *ret, ent_error *err)
{
    if (!igraph_has_attribute_table())
        return ent_i_fail(err, ENT_ERR_USAGE, "igraph has no attribute table: call "
                                              "igraph_set_attribute_table(&igraph_cattribute_table) first");
    handlers before = open_door();
    igraph_t graph;
    const uint32_t (*ends)[2] = (const uint32_t (*)[2])projection->ends;
    igraph_error_t code = make_graph(projection->node_count, projection->tie_count, ends,
                                     projection->options.directed, &graph);
    if (code == IGRAPH_SUCCESS) {
        code = set_attributes(projection, &graph);
        if (code != IGRAPH_SUCCESS)
            igraph_destroy(&graph);
    }
    ent_status status = status_of(code, err);
    close_door(before);
    if (status >= 0)
        *ret = graph;
    return status;
}
