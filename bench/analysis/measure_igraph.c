/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <igraph/igraph.h>

#include "measure.h"

static igraph_t graph;

bool bench_igraph_open(bench_network *n)
{
    igraph_vector_int_t ends;
    igraph_vector_int_init(&ends, (igraph_integer_t)(2 * n->tie_count));
    for (size_t i = 0; i < n->tie_count; i++) {
        VECTOR(ends)[2 * i] = n->ends[i][0];
        VECTOR(ends)[2 * i + 1] = n->ends[i][1];
    }
    free(n->ends);
    n->ends = NULL;
    igraph_error_t code = igraph_create(&graph, &ends, (igraph_integer_t)n->node_count, false);
    igraph_vector_int_destroy(&ends);
    return code == IGRAPH_SUCCESS;
}

static void take_reals(bench_network *n, const igraph_vector_t *reals)
{
    n->result_count = (size_t)igraph_vector_size(reals);
    for (size_t i = 0; i < n->result_count; i++)
        n->result[i] = VECTOR(*reals)[i];
}

static void take_whole(bench_network *n, const igraph_vector_int_t *numbers)
{
    n->result_count = (size_t)igraph_vector_int_size(numbers);
    for (size_t i = 0; i < n->result_count; i++)
        n->result[i] = (double)VECTOR(*numbers)[i];
}

static void searches(bench_network *n, igraph_vector_int_t *order, igraph_vector_int_t *layers)
{
    for (size_t i = 0; i < BENCH_SOURCES; i++) {
        igraph_bfs_simple(&graph, n->sources[i], IGRAPH_ALL, order, layers, NULL);
        n->result[i] = (double)igraph_vector_int_size(layers) - 2;
    }
    n->result_count = BENCH_SOURCES;
}

static void egos(bench_network *n)
{
    igraph_vector_int_t sources;
    igraph_graph_list_t list;
    igraph_vector_int_init(&sources, BENCH_EGOS);
    igraph_graph_list_init(&list, 0);
    for (size_t i = 0; i < BENCH_EGOS; i++)
        VECTOR(sources)[i] = n->sources[i];
    igraph_neighborhood_graphs(&graph, &list, igraph_vss_vector(&sources), 2, IGRAPH_ALL, 0);
    for (size_t i = 0; i < BENCH_EGOS; i++)
        n->result[i] = (double)igraph_ecount(igraph_graph_list_get_ptr(&list, (igraph_integer_t)i));
    n->result_count = BENCH_EGOS;
    igraph_graph_list_destroy(&list);
    igraph_vector_int_destroy(&sources);
}

static void groups(bench_network *n, const char *kernel, igraph_vector_int_t *membership)
{
    igraph_rng_seed(igraph_rng_default(), 1);
    if (!strcmp(kernel, "louvain")) {
        igraph_vector_t modularity;
        igraph_vector_init(&modularity, 0);
        igraph_community_multilevel(&graph, NULL, 1, membership, NULL, &modularity);
        igraph_vector_destroy(&modularity);
    } else { /* Leiden of modularity: nodes weigh as much as they have ties */
        igraph_vector_t degree;
        igraph_vector_init(&degree, 0);
        igraph_strength(&graph, &degree, igraph_vss_all(), IGRAPH_ALL, true, NULL);
        igraph_community_leiden(&graph, NULL, &degree, 1 / (2 * (double)n->tie_count), 0.01, false, 2, membership, NULL, NULL);
        igraph_vector_destroy(&degree);
    }
    igraph_modularity(&graph, membership, NULL, 1, false, &n->value);
    n->result_count = 0;
}

bool bench_igraph(bench_network *n, const char *kernel)
{
    igraph_vector_t reals;
    igraph_vector_int_t numbers, sizes;
    igraph_integer_t count;
    bool known = true;
    igraph_vector_init(&reals, 0);
    igraph_vector_int_init(&numbers, 0);
    igraph_vector_int_init(&sizes, 0);
    n->result_count = 0;
    if (!strcmp(kernel, "betweenness"))
        igraph_betweenness(&graph, &reals, igraph_vss_all(), false, NULL);
    else if (!strcmp(kernel, "edge-betweenness"))
        igraph_edge_betweenness(&graph, &reals, false, NULL);
    else if (!strcmp(kernel, "closeness"))
        igraph_closeness(&graph, &reals, NULL, NULL, igraph_vss_all(), IGRAPH_ALL, NULL, true);
    else if (!strcmp(kernel, "harmonic"))
        igraph_harmonic_centrality(&graph, &reals, igraph_vss_all(), IGRAPH_ALL, NULL, false);
    else if (!strcmp(kernel, "triangles"))
        igraph_adjacent_triangles(&graph, &reals, igraph_vss_all());
    else if (!strcmp(kernel, "components"))
        igraph_connected_components(&graph, &numbers, &sizes, &count, IGRAPH_WEAK);
    else if (!strcmp(kernel, "coreness"))
        igraph_coreness(&graph, &numbers, IGRAPH_ALL);
    else if (!strcmp(kernel, "bfs"))
        searches(n, &numbers, &sizes);
    else if (!strcmp(kernel, "ego2"))
        egos(n);
    else if (!strcmp(kernel, "louvain") || !strcmp(kernel, "leiden"))
        groups(n, kernel, &numbers);
    else
        known = false;
    if (igraph_vector_size(&reals))
        take_reals(n, &reals);
    else if (!strcmp(kernel, "components") || !strcmp(kernel, "coreness"))
        take_whole(n, &numbers);
    igraph_vector_destroy(&reals);
    igraph_vector_int_destroy(&numbers);
    igraph_vector_int_destroy(&sizes);
    if (!known)
        fprintf(stderr, "no kernel %s\n", kernel);
    return known;
}
