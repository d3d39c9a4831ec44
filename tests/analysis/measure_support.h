/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the tests of measures share: projections, scores, and the data sets beside the sources. */
#ifndef ENT_TEST_MEASURE_SUPPORT_H
#define ENT_TEST_MEASURE_SUPPORT_H

#include "support.h"

#include <math.h>

#include <entente/measure.h>

/* A network with its graph and view, to be freed together. */
typedef struct fixture {
    ent_graph *graph;
    ent_view *view;
    ent_projection *p;
} fixture;

static inline ent_projection *project(const ent_graph *graph, bool directed, ent_weight_meaning meaning, ent_view **ret_view)
{
    ent_projection_options options = ENT_PROJECTION_OPTIONS_INIT;
    options.directed = directed;
    options.isolates = true;
    options.weight_as = meaning;
    ent_projection *p = NULL;
    ent_error err = { 0 };
    *ret_view = view_at(graph, "2020");
    assert_ok(ent_projection_new(*ret_view, &options, &p, &err), err);
    return p;
}

/* With what a measure cannot do without: the key of a node. room: for one argument. */
static inline ent_measure_options needed(const ent_measure *m, const char *node, ent_argument *room)
{
    ent_measure_options options = ENT_MEASURE_OPTIONS_INIT;
    for (size_t i = 0; i < m->parameter_count; i++)
        if (m->parameters[i].required) {
            assert_int_equal(m->parameters[i].kind, ENT_PARAMETER_NODES);
            *room = (ent_argument){ m->parameters[i].name, node, 0 };
            options.arguments = room;
            options.argument_count = 1;
        }
    return options;
}

static inline void scores_of(const char *measure, const ent_projection *p, double *ret)
{
    const ent_measure *found = ent_measure_find(measure);
    assert_non_null(found);
    ent_error err = { 0 };
    assert_ok(ent_measure_nodes(found, p, NULL, ret, &err), err);
}

static inline double value_of(const char *measure, const char *name, const ent_projection *p,
                              const ent_measure_options *options)
{
    double values[32];
    const ent_measure *found = ent_measure_find(measure);
    assert_non_null(found);
    ent_error err = { 0 };
    assert_true(found->value_count <= 32);
    assert_ok(ent_measure_network(found, p, options, values, &err), err);
    for (size_t i = 0; i < found->value_count; i++)
        if (!strcmp(found->values[i].name, name))
            return values[i];
    fail_msg("%s has no %s", measure, name);
    return NAN;
}

static inline void assert_near(double a, double b, double most)
{
    if (isnan(a) && isnan(b))
        return;
    if (!(fabs(a - b) <= most * fmax(1, fabs(b))))
        fail_msg("%.12f is not %.12f", a, b);
}

static inline FILE *open_shared(const char *name)
{
    char path[1024];
    const char *shared = getenv("ENTENTE_SHARED"), *source = getenv("ENTENTE_SOURCE");
    if (shared)
        snprintf(path, sizeof path, "%s/%s", shared, name);
    else
        snprintf(path, sizeof path, "%s/../shared/%s", source ? source : ".", name);
    return fopen(path, "r");
}

static inline fixture fixture_of(const char *lines, bool directed, ent_weight_meaning meaning)
{
    fixture f = { .graph = graph_of(lines) };
    f.p = project(f.graph, directed, meaning, &f.view);
    return f;
}

static inline void fixture_clear(fixture *f)
{
    ent_projection_free(f->p);
    ent_view_free(f->view);
    ent_graph_free(f->graph);
}

#endif
