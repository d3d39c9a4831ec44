/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation fails once: each must surface as ENT_ERR_NOMEM and leave nothing behind. */
#include "tests/graph/graphs.h"

#include "../../faults.h"

#include <stdio.h>
#include <stdlib.h>

#define TRY(call)                    \
    do {                             \
        ent_status try_ = (call);    \
        if (try_ < 0)                \
            return try_;             \
    } while (0)

static ent_status add_things(ent_graph *graph, ent_error *err)
{
    ent_label_record label = { .name = T("Forum"), .plural = T("Forums"), .parent = T("Body") };
    ent_type_record type = { .name = T("MEMBER_OF"), .phrase = T("is in"), .inverse = T("holds"), .brief = T("in") };
    ent_text source_label[] = { T("Source") }, forum_label[] = { T("Forum"), T("Place") };
    ent_alias_record aliases[] = { { T("one"), false }, { T("two"), true } };
    ent_citation_record citation = { .source = T("s"), .paragraph = T("3"), .note = T("a note") };
    ent_node_record source = { .key = T("s"), .labels = source_label, .label_count = 1,
                               .properties = T("{\"as_of\":\"2021\",\"title\":\"T\"}") };
    ent_node_record node = { .key = T("n"), .name = T("a name longer than twenty bytes"), .aliases = aliases,
                             .alias_count = 2, .labels = forum_label, .label_count = 2,
                             .citations = &citation, .citation_count = 1 };
    TRY(ent_graph_set_meta(graph, T("as_of"), T("2021"), NULL, err));
    TRY(ent_graph_add_label(graph, &label, err));
    TRY(ent_graph_add_type(graph, &type, err));
    TRY(ent_graph_add_node(graph, &source, NULL, err));
    TRY(ent_graph_add_node(graph, &node, NULL, err));
    for (int i = 0; i < 40; i++) {
        char valid[24], key[48];
        snprintf(valid, sizeof valid, "%d?/2019", 1950 + i / 2);
        snprintf(key, sizeof key, "a key of many more than twenty bytes, %d", i);
        ent_node_record other = { .key = T(key) };
        ent_tie_record tie = { .source = T("n"), .type = T(i % 2 ? "MEMBER_OF" : "OTHER"), .target = T(key),
                               .valid = T(valid), .properties = T("{\"w\":1}"), .citations = &citation,
                               .citation_count = 1 };
        TRY(ent_graph_add_tie(graph, &tie, NULL, err));
        TRY(ent_graph_add_tie(graph, &tie, NULL, err));
        TRY(ent_graph_add_node(graph, &other, NULL, err));
    }
    return ent_graph_finish(graph, err);
}

static ent_status use(ent_error *err)
{
    ent_graph *graph = NULL;
    TRY(ent_graph_new(&graph, err));
    ent_status status = add_things(graph, err);
    ent_node node;
    if (status >= 0)
        status = ent_graph_lookup(graph, "A Name longer than twenty bytes", &node, err);
    ent_match *matches = NULL;
    size_t count = 0;
    if (status >= 0)
        status = ent_graph_search(graph, "key", 0, &matches, &count, err);
    free(matches);
    ent_graph_free(graph);
    return status;
}

static void test_memory_faults__each_is_reported_and_leaks_nothing(void **state)
{
    (void)state;
    fail_at = 0;
    allocations = 0;
    ent_error err = { 0 };
    assert_ok(use(&err), err);
    size_t most = allocations, faults = 0;
    assert_true(most > 50);
    size_t before = live;
    for (size_t i = 1; i <= most; i++) {
        ent_error_clear(&err);
        allocations = 0;
        fail_at = i;
        ent_status status = use(&err);
        fail_at = 0;
        if (status != ENT_ERR_NOMEM || err.code != ENT_ERR_NOMEM || live != before)
            fail_msg("allocation %zu of %zu: %s, %zu blocks left", i, most, ent_status_name(status), live - before);
        faults++;
    }
    assert_int_equal(faults, most);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_memory_faults__each_is_reported_and_leaks_nothing) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
