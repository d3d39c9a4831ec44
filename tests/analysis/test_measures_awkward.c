/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every measure and every method for groups on networks that are awkward in every way at once: no nodes, one, two;
 * loops only; parallel ties; several parts; weights of 0, tiny and huge, and weights that are none. What must hold
 * whatever the measure: it answers or refuses, nothing is infinite, and what is written is within what its entry in
 * the table says. */
#include "measure_support.h"

#include <entente/groups.h>

enum { ROOM = 64 };

static const char *const networks[] = {
    "",
    "node a S",
    "node a S\nnode b F",
    "node a S\nnode b F\ntie a T a - - - - W\ntie b T b - - - - W\ntie b T b 2001/.. - - - W",
    "node a S\nnode b F\ntie a T b - - - - W",
    "node a S\nnode b F\ntie a T b - - - - W\ntie b T a - - - - W\ntie a T b 2001/.. - - - W",
    "node a S\nnode b F\nnode c S\ntie a T b - - - - W\ntie c T b - - - - W",
    "node a S\nnode b F\nnode c S\nnode d F\nnode e S\ntie a T b - - - - W\ntie c T d - - - - W\ntie c T c - - - - W",
    ("node a S\nnode b S\nnode c S\nnode d F\ntie a T b - - - - W\ntie b T c - - - - W\ntie c T a - - - - W\n"
     "tie c T d - - - - W"),
};

/* The line of properties in the place of each W. */
static char *with_weights(const char *network, const char *weights)
{
    char *text = malloc(strlen(network) + 16 * (strlen(weights) + 1) + 1), *at = text;
    assert_non_null(text);
    for (; *network; network++)
        if (*network == 'W') {
            memcpy(at, weights, strlen(weights));
            at += strlen(weights);
        } else {
            *at++ = *network;
        }
    *at = '\0';
    return text;
}

static ent_status ask(const ent_measure *m, const ent_projection *p, double *scores, size_t *ret_count, ent_error *err)
{
    static const uint32_t pairs[][2] = { { 0, 0 }, { 0, 1 } };
    size_t nodes = ent_projection_node_count(p);
    ent_argument room;
    ent_node_view first = { .key = "" };
    if (nodes)
        ent_graph_node(ent_view_graph(ent_projection_view(p)), ent_projection_node(p, 0), &first);
    ent_measure_options options = needed(m, first.key, &room);
    switch (m->scope) {
    case ENT_SCOPE_NODE:
        *ret_count = nodes;
        return ent_measure_nodes(m, p, &options, scores, err);
    case ENT_SCOPE_TIE:
        *ret_count = ent_projection_tie_count(p);
        return ent_measure_ties(m, p, NULL, scores, err);
    case ENT_SCOPE_PAIR:
        *ret_count = nodes < 2 ? nodes : 2;
        return ent_measure_pairs(m, p, NULL, pairs, *ret_count, scores, err);
    case ENT_SCOPE_NETWORK:
        *ret_count = m->value_count;
        return ent_measure_network(m, p, NULL, scores, err);
    default:
        *ret_count = m->value_count;
        return ent_measure_networks(m, p, p, NULL, scores, err);
    }
}

static void check_measures(const fixture *f, const char *text)
{
    size_t count;
    const ent_measure *measures = ent_measures(&count);
    for (size_t j = 0; j < count; j++) {
        const ent_measure *m = &measures[j];
        double scores[ROOM];
        size_t written = 0;
        ent_error err = { 0 };
        for (int k = 0; k < ROOM; k++)
            scores[k] = 7e77;
        ent_status status = ask(m, f->p, scores, &written, &err);
        /* Sums over walks of all lengths may be beyond all numbers: they say so. */
        bool beyond = strstr(text, "1e50") && (status == ENT_ERR_LIMIT || status == ENT_ERR_CONVERGENCE);
        if (status != ENT_OK && status != ENT_ERR_USAGE && !beyond)
            fail_msg("%s on\n%s\n%s", m->name, text, err.message);
        if (status == ENT_OK)
            assert_true(!err.message[0]);
        else
            assert_true(err.message[0]);
        double least = m->range[0] == '0' || !strncmp(m->range, "above 0", 7) ? -1e-9 : -INFINITY;
        bool share = !strcmp(m->range, "0 .. 1");
        for (size_t k = 0; k < ROOM; k++) {
            bool mine = status == ENT_OK && k < written;
            if (!mine && scores[k] != 7e77)
                fail_msg("%s on\n%s\nwrites beyond what is its own", m->name, text);
            if (mine && (isinf(scores[k]) || scores[k] == 7e77 || scores[k] < least || (share && scores[k] > 1 + 1e-9)))
                fail_msg("%s on\n%s\ngives %g, and says %s", m->name, text, scores[k], m->range);
        }
    }
}

static void check_groups(const fixture *f, const char *text, bool directed, bool weighted)
{
    size_t count;
    const ent_group_method *methods = ent_group_methods(&count);
    for (size_t i = 0; i < count; i++) {
        const ent_group_method *m = &methods[i];
        ent_groups_options options = ENT_GROUPS_OPTIONS_INIT;
        ent_groups *groups = NULL;
        ent_error err = { 0 };
        size_t members = 0;
        options.method = m;
        options.projection.isolates = true;
        options.projection.directed = directed;
        options.projection.weight_as = weighted ? ENT_WEIGHT_STRENGTH : ENT_WEIGHT_NONE;
        ent_status status = ent_groups_ask(f->view, &options, &groups, &err);
        bool refuses = (directed && !m->directed) || (weighted && !m->weighted);
        if (status != (refuses ? ENT_ERR_USAGE : ENT_OK))
            fail_msg("%s on\n%s\n%s: %s", m->name, text, ent_status_name(status), err.message);
        if (status != ENT_OK) {
            assert_null(groups);
            continue;
        }
        for (size_t g = 0; g < groups->count; g++)
            members += groups->items[g].count;
        if (!m->overlapping)
            assert_int_equal(members, ent_projection_node_count(f->p));
        assert_false(isinf(groups->modularity));
        assert_true(isnan(groups->modularity) || (groups->modularity >= -0.5 - 1e-9 && groups->modularity <= 1));
        ent_answer *answer = NULL;
        assert_ok(ent_groups_answer(groups, &answer, &err), err);
        ent_answer_free(answer);
        ent_groups_free(groups);
    }
}

static void test_measures_awkward__every_measure_and_method(void **state)
{
    (void)state;
    static const char *const weights[] = { "{\"weight\":1,\"sign\":1}", "{\"weight\":0,\"sign\":0}",
                                           "{\"weight\":1e-50,\"sign\":-1}", "{\"weight\":1e50,\"sign\":1e300}",
                                           "{\"weight\":0.1,\"sign\":-0.5}" };
    for (size_t i = 0; i < sizeof networks / sizeof *networks; i++)
        for (size_t w = 0; w < sizeof weights / sizeof *weights; w++) {
            char *text = with_weights(networks[i], weights[w]);
            for (int directed = 0; directed < 2; directed++)
                for (ent_weight_meaning meaning = ENT_WEIGHT_NONE; meaning <= ENT_WEIGHT_DISTANCE; meaning++) {
                    if (w == 1 && meaning == ENT_WEIGHT_DISTANCE)
                        continue; /* refused: below */
                    fixture f = fixture_of(text, directed, meaning);
                    check_measures(&f, text);
                    if (meaning != ENT_WEIGHT_DISTANCE)
                        check_groups(&f, text, directed, meaning == ENT_WEIGHT_STRENGTH);
                    fixture_clear(&f);
                }
            free(text);
        }
}

/* Weights that mean nothing never become a network: the error names the tie and the property. */
static void test_measures_awkward__weights_that_are_none(void **state)
{
    (void)state;
    static const struct {
        const char *properties;
        bool strength, distance; /* taken */
    } rows[] = { { "{\"weight\":-1}", false, false },    { "{\"weight\":\"NaN\"}", false, false },
                 { "{\"weight\":null}", false, false },  { "{\"weight\":[1]}", false, false },
                 { "{\"weight\":true}", false, false },  { "{}", false, false },
                 { "{\"weight\":1e51}", false, false }, { "{\"weight\":1e-51}", false, false },
                 { "{\"weight\":0}", true, false },      { "{\"weight\":2.5}", true, true } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = with_weights("node a S\nnode b F\ntie a T b - - - - W", rows[i].properties);
        ent_graph *graph = graph_of(text);
        ent_view *view = view_at(graph, "2020");
        for (ent_weight_meaning meaning = ENT_WEIGHT_STRENGTH; meaning <= ENT_WEIGHT_DISTANCE; meaning++) {
            ent_projection_options options = ENT_PROJECTION_OPTIONS_INIT;
            ent_projection *p = NULL;
            ent_error err = { 0 };
            options.weight_as = meaning;
            bool taken = meaning == ENT_WEIGHT_STRENGTH ? rows[i].strength : rows[i].distance;
            ent_status status = ent_projection_new(view, &options, &p, &err);
            if ((status == ENT_OK) != taken)
                fail_msg("%s: %s %s", rows[i].properties, ent_status_name(status), err.message);
            if (!taken)
                assert_true(!p && strstr(err.message, "\"weight\"") && strstr(err.message, "a -T-> b"));
            ent_projection_free(p);
        }
        ent_view_free(view);
        ent_graph_free(graph);
        free(text);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measures_awkward__every_measure_and_method),
        cmocka_unit_test(test_measures_awkward__weights_that_are_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
