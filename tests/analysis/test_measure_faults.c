/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation of every measure fails once: each must surface as ENT_ERR_NOMEM, write no number and leave nothing
 * behind. */
#include "support.h"

#include <entente/measure.h>

#include "../faults.h"

static const char network[] =
    "node a State\nnode b Forum\nnode c State\nnode d Forum\nnode e State\n"
    "tie a IN b - - - - {\"weight\":2,\"sign\":1}\ntie c IN b - - - - {\"weight\":1,\"sign\":-1}\n"
    "tie c IN d - - - - {\"weight\":3,\"sign\":1}\ntie e IN d - - - - {\"weight\":2,\"sign\":1}\n";

static void ignore(void *context, const char *text)
{
    (void)context;
    (void)text;
}

static ent_status measure(const ent_measure *m, const ent_projection *p, double *numbers, ent_error *err)
{
    static const uint32_t pairs[][2] = { { 0, 2 } };
    const ent_control control = { .threads = 1 };
    const ent_argument given[] = { { "from", "a,c", 0 } };
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    options.control = &control;
    options.note = ignore;
    options.arguments = given;
    options.argument_count = ent_measure_parameter(m, "from") != NULL;
    switch (m->scope) {
    case ENT_SCOPE_NODE:
        return ent_measure_nodes(m, p, &options, numbers, err);
    case ENT_SCOPE_TIE:
        return ent_measure_ties(m, p, &options, numbers, err);
    case ENT_SCOPE_PAIR:
        return ent_measure_pairs(m, p, &options, pairs, 1, numbers, err);
    case ENT_SCOPE_NETWORK:
        return ent_measure_network(m, p, &options, numbers, err);
    default:
        return ent_measure_networks(m, p, p, &options, numbers, err);
    }
}

static ent_status ask(const ent_view *view, const ent_measure *m, bool directed, double *numbers, ent_error *err)
{
    ent_projection_options options = ENT_PROJECTION_OPTIONS_INIT;
    ent_projection *p = NULL;
    options.directed = directed;
    if (m->takes_strength || m->takes_distance)
        options.weight_as = m->takes_strength ? ENT_WEIGHT_STRENGTH : ENT_WEIGHT_DISTANCE;
    ent_status status = ent_projection_new(view, &options, &p, err);
    if (status >= 0)
        status = measure(m, p, numbers, err);
    ent_projection_free(p);
    return status;
}

static void let_each_fail(const ent_view *view, const ent_measure *m, bool directed)
{
    double numbers[32] = { 7 };
    ent_error err = { 0 };
    fail_at = 0;
    allocations = 0;
    ent_status status = ask(view, m, directed, numbers, &err);
    if (status == ENT_ERR_USAGE)
        return; /* not for directed networks */
    assert_ok(status, err);
    size_t most = allocations, before = live;
    for (size_t i = 1; i <= most; i++) {
        ent_error_clear(&err);
        numbers[0] = 7;
        allocations = 0;
        fail_at = i;
        status = ask(view, m, directed, numbers, &err);
        fail_at = 0;
        if (status != ENT_ERR_NOMEM || err.code != ENT_ERR_NOMEM || live != before || numbers[0] != 7)
            fail_msg("%s, allocation %zu of %zu: %s, %zd blocks left", m->name, i, most, ent_status_name(status),
                     (ssize_t)(live - before));
    }
}

static void test_measure_faults__every_measure(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2020");
    size_t count;
    const ent_measure *measures = ent_measures(&count);
    for (size_t i = 0; i < count; i++)
        for (int directed = 0; directed < 2; directed++)
            let_each_fail(view, &measures[i], directed);
    ent_view_free(view);
    ent_graph_free(graph);
}

static ent_status onto(const ent_view *view, ent_backbone backbone, ent_error *err)
{
    ent_onto_options options = ENT_ONTO_OPTIONS_INIT;
    options.onto = ent_graph_find_label(ent_view_graph(view), "State");
    options.backbone = backbone;
    options.alpha = 1;
    options.weighted = true;
    ent_projection *two = NULL, *one = NULL;
    ent_status status = ent_projection_new(view, NULL, &two, err);
    if (status >= 0)
        status = ent_projection_onto(two, &options, &one, err);
    ent_projection_free(one);
    ent_projection_free(two);
    return status;
}

static void test_measure_faults__projection_onto_a_mode(void **state)
{
    (void)state;
    ent_graph *graph = graph_of(network);
    ent_view *view = view_at(graph, "2020");
    for (ent_backbone backbone = ENT_BACKBONE_NONE; backbone <= ENT_BACKBONE_SDSM; backbone++) {
        ent_error err = { 0 };
        fail_at = 0;
        allocations = 0;
        assert_ok(onto(view, backbone, &err), err);
        size_t most = allocations, before = live;
        for (size_t i = 1; i <= most; i++) {
            ent_error_clear(&err);
            allocations = 0;
            fail_at = i;
            ent_status status = onto(view, backbone, &err);
            fail_at = 0;
            if (status != ENT_ERR_NOMEM || live != before)
                fail_msg("allocation %zu of %zu: %s, %zd blocks left", i, most, ent_status_name(status),
                         (ssize_t)(live - before));
        }
    }
    ent_view_free(view);
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_measure_faults__every_measure),
        cmocka_unit_test(test_measure_faults__projection_onto_a_mode),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
