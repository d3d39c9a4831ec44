/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each allocation of a drawing fails once: it must surface as ENT_ERR_NOMEM, with nothing written. What
 * would be left behind shows under a leak checker. Graphviz gives up by itself when memory is out, so the
 * network is not drawn here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "render/draw.h"
#include "render/fill.h"
#include "samples.h"

static size_t allocations, fail_at;

void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);

static bool refuse(void)
{
    return fail_at > 0 && ++allocations == fail_at;
}

void *__wrap_malloc(size_t size)
{
    return refuse() ? NULL : __real_malloc(size);
}

void *__wrap_calloc(size_t count, size_t size)
{
    return refuse() ? NULL : __real_calloc(count, size);
}

void *__wrap_realloc(void *block, size_t size)
{
    return refuse() ? NULL : __real_realloc(block, size);
}

/* False when the drawing took fewer allocations than the one that was to fail. */
static bool draw_failing(const ent_i_diagram *diagram, const ent_draw_options *options, size_t at)
{
    ent_output *output = NULL;
    ent_error err = { 0 };
    size_t length;
    assert_int_equal(ent_output_memory(&output, NULL), ENT_OK);
    allocations = 0;
    fail_at = at;
    ent_status status = ent_i_draw(diagram, options, output, &err);
    fail_at = 0;
    bool failed = allocations >= at;
    ent_output_text(output, &length);
    if (failed) {
        assert_int_equal(status, ENT_ERR_NOMEM);
        assert_int_equal(err.code, ENT_ERR_NOMEM);
        assert_int_equal(length, 0);
    } else {
        assert_int_equal(status, ENT_OK);
    }
    ent_output_free(output);
    return failed;
}

static void test_draw_faults__each_surfaces(void **state)
{
    (void)state;
    for (size_t i = 0; i < sample_count; i++) {
        if (strcmp(samples[i].name, "network") == 0)
            continue;
        ent_draw_options options = ENT_DRAW_OPTIONS_INIT;
        ent_i_diagram diagram;
        options.kind = samples[i].name;
        options.theme = "print";
        sample_fill(&samples[i], 0, &diagram);
        size_t at = 1;
        while (draw_failing(&diagram, &options, at))
            at++;
        assert_true(at > 20);
        ent_i_diagram_clear(&diagram);
    }
}

/* --- a query's result -------------------------------------------------------------------------------------------- */

static ent_graph *small_graph(void)
{
    ent_graph *graph = NULL;
    ent_node node;
    const ent_text label = { "Source", 6 }, keys[] = { { "a", 1 }, { "b", 1 }, { "s", 1 } };
    const ent_citation_record citation = { .source = keys[2] };
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    for (size_t i = 0; i < 3; i++) {
        ent_node_record record = { .key = keys[i], .labels = &label, .label_count = i == 2 };
        assert_int_equal(ent_graph_add_node(graph, &record, &node, NULL), ENT_OK);
    }
    ent_tie_record tie = { .source = keys[0],
                           .type = { "KNOWS", 5 },
                           .target = keys[1],
                           .valid = { "2001/2005", 9 },
                           .citations = &citation,
                           .citation_count = 1 };
    assert_int_equal(ent_graph_add_tie(graph, &tie, NULL, NULL), ENT_OK);
    assert_int_equal(ent_graph_finish(graph, NULL), ENT_OK);
    return graph;
}

static bool result_failing(ent_query *query, size_t at)
{
    ent_query_network *network = NULL;
    ent_error err = { 0 };
    ent_i_diagram diagram;
    allocations = 0;
    fail_at = at;
    ent_status status = ent_query_get_network(query, 0, &network, &err);
    if (status == ENT_OK) {
        status = ent_i_fill_query(&diagram, network, &err);
        if (status == ENT_OK)
            ent_i_diagram_clear(&diagram);
    }
    fail_at = 0;
    bool failed = allocations >= at;
    assert_int_equal(status, failed ? ENT_ERR_NOMEM : ENT_OK);
    assert_int_equal(err.code, failed ? ENT_ERR_NOMEM : 0);
    ent_query_network_free(network);
    return failed;
}

static void test_draw_faults__of_a_result_too(void **state)
{
    ent_graph *graph = small_graph();
    ent_session *session = NULL;
    ent_query *query = NULL;
    size_t at = 1;
    (void)state;
    assert_int_equal(ent_session_new(graph, &session, NULL), ENT_OK);
    assert_int_equal(ent_query_prepare(session,
                                       "MATCH p = ()-[r]->() AS OF '2003' CREATE (n:Person {name: 'N'}) RETURN p, [r, {x: n}]",
                                       SIZE_MAX, &query, NULL),
                     ENT_OK);
    while (result_failing(query, at))
        at++;
    assert_true(at > 50);
    ent_query_free(query);
    ent_session_free(session);
    ent_graph_free(graph);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_draw_faults__each_surfaces),
                                        cmocka_unit_test(test_draw_faults__of_a_result_too) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
