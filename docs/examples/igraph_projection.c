/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Entente's data in igraph's hands: who was a member of which forum at the end of 2021, as an igraph_t whose
 * vertices and edges carry names, types, dates and statuses. Every igraph function works on it.
 *
 *   cc igraph_projection.c $(pkg-config --cflags --libs entente igraph)
 */
#include <entente.h>
#include <entente/igraph.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const igraph_t *network;
static igraph_vector_int_t degrees;

/* Highest degree first; of equal ones, the first key. */
static int by_degree(const void *left, const void *right)
{
    igraph_integer_t a = *(const igraph_integer_t *)left, b = *(const igraph_integer_t *)right;
    if (VECTOR(degrees)[a] != VECTOR(degrees)[b])
        return VECTOR(degrees)[a] > VECTOR(degrees)[b] ? -1 : 1;
    return strcmp(VAS(network, "key", a), VAS(network, "key", b));
}

static void describe(const igraph_t *graph)
{
    igraph_real_t diameter;
    igraph_diameter(graph, &diameter, NULL, NULL, NULL, NULL, IGRAPH_UNDIRECTED, true);
    printf("vertices %d\nedges %d\ndiameter %d\n", (int)igraph_vcount(graph), (int)igraph_ecount(graph), (int)diameter);

    igraph_integer_t n = igraph_vcount(graph), *order = malloc((size_t)(n + 1) * sizeof *order);
    if (!order)
        return;
    igraph_vector_int_init(&degrees, 0);
    igraph_degree(graph, &degrees, igraph_vss_all(), IGRAPH_ALL, IGRAPH_LOOPS);
    for (igraph_integer_t i = 0; i < n; i++)
        order[i] = i;
    network = graph;
    qsort(order, (size_t)n, sizeof *order, by_degree);
    for (igraph_integer_t i = 0; i < 5 && i < n; i++)
        printf("%d %s (%s)\n", (int)VECTOR(degrees)[order[i]], VAS(graph, "name", order[i]),
               VAS(graph, "labels", order[i]));
    if (igraph_ecount(graph))
        printf("first edge: %s %s %s since %s, %s\n", VAS(graph, "name", IGRAPH_FROM(graph, 0)), EAS(graph, "type", 0),
               VAS(graph, "name", IGRAPH_TO(graph, 0)), EAS(graph, "since", 0), EAS(graph, "status", 0));
    igraph_vector_int_destroy(&degrees);
    free(order);
}

static ent_status run(ent_graph *graph, ent_error *err)
{
    const char *const labels[] = { "State", "Forum" }, *const types[] = { "MEMBER_OF" };
    ent_filter filter = ENT_FILTER_INIT;
    filter.as_of = "2021"; /* read at its last day */
    filter.labels = labels;
    filter.label_count = 2;
    filter.types = types;
    filter.type_count = 1;

    ent_projection_options options = ENT_PROJECTION_OPTIONS_INIT;
    options.directed = true; /* keeps who is the member of whom; undirected measures do not mind */

    ent_view *view = NULL;
    ent_projection *projection = NULL;
    igraph_t network_of_members;
    ent_status status = ent_view_new(graph, &filter, &view, err);
    if (status >= 0)
        status = ent_projection_new(view, &options, &projection, err);
    if (status >= 0)
        status = ent_projection_to_igraph(projection, &network_of_members, err);
    if (status >= 0) {
        describe(&network_of_members);
        igraph_destroy(&network_of_members);
    }
    ent_projection_free(projection);
    ent_view_free(view);
    return status;
}

int main(void)
{
    ent_error err = { 0 };
    ent_graph *graph = NULL;
    igraph_set_attribute_table(&igraph_cattribute_table);
    ent_status status = ent_graph_bundled(&graph, &err);
    if (status >= 0)
        status = run(graph, &err);
    ent_graph_free(graph);
    if (status < 0) {
        fprintf(stderr, "%s\n", err.message);
        return 1;
    }
    return 0;
}
