/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The one door to igraph, for 0.10.2 (Debian 12) to 0.10.15 (Debian 13). igraph's default error handler
 * aborts: around every call one of ours is installed, which frees what igraph had in hand and keeps the
 * reason; the caller's handlers are put back after. The distributions build igraph without thread safety, and
 * its handlers are the process's: only one thread at a time is through the door. */
#include "analysis/igraph/igraph_inside.h"

#include <pthread.h>
#include <string.h>

static pthread_mutex_t door = PTHREAD_MUTEX_INITIALIZER;

/* igraph hands its handlers no context: these belong to whoever is through the door. */
static struct {
    char reason[256];
    const ent_i_clock *clock;
    ent_error stopped;
} inside;

static void keep_reason(const char *reason, const char *file, int line, igraph_error_t code)
{
    (void)file;
    (void)line;
    (void)code;
    IGRAPH_FINALLY_FREE();
    if (inside.reason[0])
        return; /* the functions that pass an error on report it again, without its reason */
    size_t length = strnlen(reason, sizeof inside.reason - 1);
    memcpy(inside.reason, reason, length);
    inside.reason[length] = '\0';
}

static igraph_error_t ask_clock(void *data)
{
    (void)data;
    if (!inside.clock || ent_i_clock_check(inside.clock, &inside.stopped) >= 0)
        return IGRAPH_SUCCESS;
    IGRAPH_FINALLY_FREE();
    return IGRAPH_INTERRUPTED;
}

static igraph_error_t tell_progress(const char *message, igraph_real_t percent, void *data)
{
    (void)message;
    (void)data;
    const ent_control *control = inside.clock ? &inside.clock->control : NULL;
    if (control && control->progress)
        control->progress(control->context, percent / 100);
    return IGRAPH_SUCCESS;
}

ent_i_handlers ent_i_igraph_open(const ent_i_clock *clock)
{
    pthread_mutex_lock(&door);
    inside.reason[0] = '\0';
    inside.clock = clock;
    ent_error_clear(&inside.stopped);
    return (ent_i_handlers){ igraph_set_error_handler(keep_reason),
                             igraph_set_warning_handler(igraph_warning_handler_ignore),
                             igraph_set_interruption_handler(ask_clock), igraph_set_progress_handler(tell_progress) };
}

void ent_i_igraph_close(ent_i_handlers before)
{
    igraph_set_error_handler(before.error);
    igraph_set_warning_handler(before.warning);
    igraph_set_interruption_handler(before.interruption);
    igraph_set_progress_handler(before.progress);
    inside.clock = NULL;
    pthread_mutex_unlock(&door);
}

ent_status ent_i_igraph_status(igraph_error_t code, ent_error *err)
{
    if (code == IGRAPH_SUCCESS)
        return ENT_OK;
    if (code == IGRAPH_INTERRUPTED && inside.stopped.code < 0)
        return ent_i_fail(err, inside.stopped.code, "%s", inside.stopped.message);
    ent_status status = ENT_ERR_INTERNAL;
    if (code == IGRAPH_ENOMEM)
        status = ENT_ERR_NOMEM;
    else if (code == IGRAPH_DIVERGED || (code >= IGRAPH_ARPACK_PROD && code <= IGRAPH_ARPACK_REORDER))
        status = ENT_ERR_CONVERGENCE;
    else if (code == IGRAPH_EOVERFLOW)
        status = ENT_ERR_LIMIT;
    else if (code == IGRAPH_EINVAL || code == IGRAPH_EINVVID)
        status = ENT_ERR_INVALID;
    return ent_i_fail(err, status, "igraph: %s", inside.reason[0] ? inside.reason : igraph_strerror(code));
}

/* --- from our networks to igraph's ---------------------------------------------------------------------- */

igraph_error_t ent_i_igraph_make(size_t nodes, size_t ties, const uint32_t (*ends)[2], bool directed, igraph_t *ret)
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

static void drop(igraph_t *graph)
{
    igraph_destroy(graph);
    free(graph);
}

/* By whoever frees the network, who is outside. */
static void free_kept(void *graph)
{
    ent_i_handlers before = ent_i_igraph_open(NULL);
    drop(graph);
    ent_i_igraph_close(before);
}

/* A network's graph is made when it is first needed, and kept in it. */
static igraph_error_t graph_of(const ent_i_network *network, igraph_t **ret)
{
    ent_i_kept *kept = network->igraph;
    if (kept && kept->made) {
        *ret = kept->made;
        return IGRAPH_SUCCESS;
    }
    igraph_t *graph = malloc(sizeof *graph);
    if (!graph)
        return IGRAPH_ENOMEM;
    igraph_vector_int_t edges;
    igraph_error_t code = igraph_vector_int_init(&edges, (igraph_integer_t)(2 * network->tie_count));
    if (code == IGRAPH_SUCCESS) {
        for (ent_i_pass t = ent_i_pass_begin(network); ent_i_pass_next(&t);) {
            VECTOR(edges)[2 * t.tie] = t.from;
            VECTOR(edges)[2 * t.tie + 1] = t.to;
        }
        code = igraph_create(graph, &edges, (igraph_integer_t)network->node_count, network->directed);
        igraph_vector_int_destroy(&edges);
    }
    if (code != IGRAPH_SUCCESS) {
        free(graph);
        return code;
    }
    if (kept)
        *kept = (ent_i_kept){ graph, free_kept };
    *ret = graph;
    return IGRAPH_SUCCESS;
}

static igraph_error_t run_inside(const ent_i_network *network, ent_i_igraph_run *run, const void *how, size_t count,
                                 double *ret)
{
    igraph_t *graph;
    igraph_vector_t results, weights;
    igraph_error_t code = graph_of(network, &graph);
    if (code != IGRAPH_SUCCESS)
        return code;
    code = igraph_vector_init(&results, 0);
    if (code == IGRAPH_SUCCESS) {
        code = igraph_vector_init(&weights, network->out.weights ? (igraph_integer_t)network->tie_count : 0);
        if (code == IGRAPH_SUCCESS) {
            for (ent_i_pass t = ent_i_pass_begin(network); network->out.weights && ent_i_pass_next(&t);)
                VECTOR(weights)[t.tie] = t.weight;
            code = run(graph, network->out.weights ? &weights : NULL, how, &results);
            for (size_t i = 0; code == IGRAPH_SUCCESS && i < count; i++)
                ret[i] = VECTOR(results)[i];
            igraph_vector_destroy(&weights);
        }
        igraph_vector_destroy(&results);
    }
    if (!network->igraph)
        drop(graph);
    return code;
}

ent_status ent_i_igraph_on(const ent_i_network *network, const ent_i_clock *clock, ent_i_igraph_run *run,
                           const void *how, size_t count, double *ret, ent_error *err)
{
    if (!network->node_count)
        return ENT_OK;
    ent_i_handlers before = ent_i_igraph_open(clock);
    ent_status status = ent_i_igraph_status(run_inside(network, run, how, count, ret), err);
    ent_i_igraph_close(before);
    return status;
}
