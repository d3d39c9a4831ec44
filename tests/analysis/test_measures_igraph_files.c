/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The graphs that igraph tests itself with: what is computed here and what igraph computes are the same. */
#include "measure_support.h"

#include <dirent.h>

#include <igraph/igraph.h>

#include "analysis/igraph/igraph_door.h"

enum { MOST_NODES = 1200 };

/* False: not a graph, or one that this igraph does not read. */
static bool read_graph(FILE *file, const char *name, igraph_t *ret)
{
    const char *dot = strrchr(name, '.');
    igraph_error_t code = IGRAPH_FAILURE;
    if (!dot)
        return false;
    igraph_error_handler_t *before = igraph_set_error_handler(igraph_error_handler_ignore);
    igraph_warning_handler_t *warned = igraph_set_warning_handler(igraph_warning_handler_ignore);
    if (!strcmp(dot, ".gml"))
        code = igraph_read_graph_gml(ret, file);
    else if (!strcmp(dot, ".net"))
        code = igraph_read_graph_pajek(ret, file);
    else if (!strcmp(dot, ".dl"))
        code = igraph_read_graph_dl(ret, file, true);
    else if (!strcmp(dot, ".graphml") || !strcmp(dot, ".xml"))
        code = igraph_read_graph_graphml(ret, file, 0);
    else if (!strcmp(dot, ".lgl"))
        code = igraph_read_graph_lgl(ret, file, false, IGRAPH_ADD_WEIGHTS_NO, false);
    else if (!strcmp(dot, ".ncol"))
        code = igraph_read_graph_ncol(ret, file, NULL, false, IGRAPH_ADD_WEIGHTS_NO, true);
    igraph_set_error_handler(before);
    igraph_set_warning_handler(warned);
    return code == IGRAPH_SUCCESS;
}

static fixture fixture_from(const igraph_t *graph, bool directed)
{
    size_t nodes = (size_t)igraph_vcount(graph), ties = (size_t)igraph_ecount(graph), at = 0;
    size_t room = 64 + 24 * nodes + 64 * ties;
    char *text = malloc(room);
    assert_non_null(text);
    text[0] = '\0';
    for (size_t i = 0; i < nodes; i++)
        at += (size_t)snprintf(text + at, room - at, "node n%zu V\n", i);
    for (igraph_integer_t i = 0; i < (igraph_integer_t)ties; i++)
        at += (size_t)snprintf(text + at, room - at, "tie n%ld T n%ld - - - - {\"i\":%ld}\n", (long)IGRAPH_FROM(graph, i),
                               (long)IGRAPH_TO(graph, i), (long)i);
    fixture f = fixture_of(text, directed, ENT_WEIGHT_NONE);
    free(text);
    return f;
}

static void check_graph(const char *name, const igraph_t *graph)
{
    static const struct {
        const char *measure;
        ent_i_igraph_measure *by_igraph;
        bool one_way;
    } pairs[] = { { "betweenness", ent_i_igraph_betweenness, true }, { "closeness", ent_i_igraph_closeness, true },
                  { "harmonic", ent_i_igraph_harmonic, true },       { "coreness", ent_i_igraph_coreness, false },
                  { "clustering", ent_i_igraph_clustering, false } };
    for (int directed = 0; directed < (igraph_is_directed(graph) ? 2 : 1); directed++) {
        fixture f = fixture_from(graph, directed);
        size_t n = ent_projection_node_count(f.p);
        double *ours = calloc(n + 1, sizeof *ours), *theirs = calloc(n + 1, sizeof *theirs);
        igraph_integer_t parts = 0;
        ent_error err = { 0 };
        for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
            const ent_i_network *network;
            assert_ok(ent_i_network_of(f.p, directed && pairs[i].one_way, ENT_I_PARALLEL_ONCE, &network, &err), err);
            scores_of(pairs[i].measure, f.p, ours);
            assert_ok(pairs[i].by_igraph(network, NULL, theirs, &err), err);
            for (size_t v = 0; v < n; v++)
                if (!(isnan(ours[v]) && isnan(theirs[v])) && !(fabs(ours[v] - theirs[v]) <= 1e-9 * fmax(1, theirs[v])))
                    fail_msg("%s: %s of node %zu is %.12f, not %.12f", name, pairs[i].measure, v, ours[v], theirs[v]);
        }
        igraph_connected_components(graph, NULL, NULL, &parts, IGRAPH_WEAK);
        assert_near(value_of("components", "weak", f.p, NULL), (double)parts, 0);
        igraph_connected_components(graph, NULL, NULL, &parts, IGRAPH_STRONG);
        if (directed)
            assert_near(value_of("components", "strong", f.p, NULL), (double)parts, 0);
        free(ours);
        free(theirs);
        fixture_clear(&f);
    }
}

static int check_folder(const char *folder)
{
    char path[1024], name[512];
    const char *shared = getenv("ENTENTE_SHARED"), *source = getenv("ENTENTE_SOURCE");
    int checked = 0;
    if (shared)
        snprintf(path, sizeof path, "%s/datasets/igraph_tests/%s", shared, folder);
    else
        snprintf(path, sizeof path, "%s/../shared/datasets/igraph_tests/%s", source ? source : ".", folder);
    DIR *files = opendir(path);
    for (struct dirent *entry; files && (entry = readdir(files));) {
        snprintf(name, sizeof name, "datasets/igraph_tests/%s/%s", folder, entry->d_name);
        FILE *file = open_shared(name);
        igraph_t graph;
        if (!file)
            continue;
        if (read_graph(file, name, &graph)) {
            if (igraph_vcount(&graph) <= MOST_NODES) {
                check_graph(name, &graph);
                checked++;
            }
            igraph_destroy(&graph);
        }
        fclose(file);
    }
    if (files)
        closedir(files);
    return checked;
}

static void test_measures_igraph_files__agree_with_igraph(void **state)
{
    (void)state;
    int checked = check_folder("examples");
    if (!checked) {
        print_message("igraph's graphs are not here (ENTENTE_SHARED)\n");
        skip();
    }
    checked += check_folder("unit");
    checked += check_folder("fuzz_inputs");
    print_message("%d graphs\n", checked);
    assert_true(checked >= 40);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_igraph_files__agree_with_igraph),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
