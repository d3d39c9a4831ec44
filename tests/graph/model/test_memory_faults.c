/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation fails once: each must surface as ENT_ERR_NOMEM and leave nothing behind. */
#include "support.h"

#include <stdio.h>
#include <stdlib.h>

static size_t allocations, fail_at, live;
static void *blocks[4096]; /* ours: other libraries' blocks may be freed here too */

static void note(void *block)
{
    for (size_t i = 0; block && i < sizeof blocks / sizeof blocks[0]; i++)
        if (!blocks[i]) {
            blocks[i] = block;
            live++;
            return;
        }
}

static void forget(const void *block)
{
    for (size_t i = 0; block && i < sizeof blocks / sizeof blocks[0]; i++)
        if (blocks[i] == block) {
            blocks[i] = NULL;
            live--;
            return;
        }
}


void *__real_malloc(size_t size);
void *__real_calloc(size_t count, size_t size);
void *__real_realloc(void *block, size_t size);
void *__real_aligned_alloc(size_t alignment, size_t size);
void __real_free(void *block);
void *__wrap_malloc(size_t size);
void *__wrap_calloc(size_t count, size_t size);
void *__wrap_realloc(void *block, size_t size);
void *__wrap_aligned_alloc(size_t alignment, size_t size);
void __wrap_free(void *block);

static bool refuse(void)
{
    return ++allocations == fail_at;
}

void *__wrap_malloc(size_t size)
{
    void *block = refuse() ? NULL : __real_malloc(size);
    note(block);
    return block;
}

void *__wrap_calloc(size_t count, size_t size)
{
    void *block = refuse() ? NULL : __real_calloc(count, size);
    note(block);
    return block;
}

void *__wrap_realloc(void *old, size_t size)
{
    void *block = refuse() ? NULL : __real_realloc(old, size);
    if (block) {
        forget(old);
        note(block);
    }
    return block;
}

void *__wrap_aligned_alloc(size_t alignment, size_t size)
{
    void *block = refuse() ? NULL : __real_aligned_alloc(alignment, size);
    note(block);
    return block;
}

void __wrap_free(void *block)
{
    forget(block);
    __real_free(block);
}

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
