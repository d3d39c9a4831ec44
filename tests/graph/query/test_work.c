/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements over a finished graph: its ties as relationships, changes on top, valid time, citations. */
#include "run.h"

#include <entente/graph.h>

static ent_text T(const char *text)
{
    return (ent_text){ text, text ? strlen(text) : 0 };
}

static void add_node(ent_graph *graph, const char *key, const char *label, const char *valid, const char *json)
{
    ent_text labels[] = { T(label) };
    ent_node_record record = { .key = T(key), .labels = labels, .label_count = 1, .valid = T(valid),
                               .properties = T(json) };
    ent_node node;
    assert_int_equal(ent_graph_add_node(graph, &record, &node, NULL), ENT_OK);
}

static void add_tie(ent_graph *graph, const char *from, const char *type, const char *to, const char *valid,
                    const char *status, const char *json)
{
    ent_citation_record citations[] = { { .source = T("s1"), .paragraph = T("3"), .how = T("implied") },
                                        { .source = T("s1"), .paragraph = T("5") } };
    ent_tie_record record = { .source = T(from), .type = T(type), .target = T(to), .valid = T(valid),
                              .status = T(status), .properties = T(json), .citations = citations,
                              .citation_count = strcmp(type, "MEMBER_OF") == 0 ? 2 : 0 };
    ent_tie tie;
    assert_int_equal(ent_graph_add_tie(graph, &record, &tie, NULL), ENT_OK);
}

static ent_graph *make_graph(void)
{
    ent_graph *graph = NULL;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    ent_label_record labels[] = { { .name = T("Body") }, { .name = T("Club"), .parent = T("Body") } };
    for (size_t i = 0; i < 2; i++)
        assert_int_equal(ent_graph_add_label(graph, &labels[i], NULL), ENT_OK);
    add_node(graph, "a", "State", NULL, "{\"size\": 3, \"tags\": [\"x\", 1.5, {\"deep\": null}], \"name\": \"no\"}");
    add_node(graph, "b", "State", "1970/1991-12", NULL);
    add_node(graph, "c", "Club", NULL, NULL);
    add_node(graph, "s1", "Source", NULL, NULL);
    add_tie(graph, "a", "MEMBER_OF", "c", "2001/2010", NULL, "{\"fee\": 2}");
    add_tie(graph, "b", "MEMBER_OF", "c", "1980/..", NULL, NULL);
    add_tie(graph, "a", "MEMBER_OF", "c", "2015/..", "planned", NULL);
    add_tie(graph, "a", "SUPPLIES", "a", NULL, NULL, NULL);
    assert_int_equal(ent_graph_finish(graph, NULL), ENT_OK);
    return graph;
}

static void with_graph(void (*test)(ent_session *))
{
    ent_graph *graph = make_graph();
    ent_session *session = new_session(graph);
    test(session);
    ent_session_free(session);
    ent_graph_free(graph);
}

#define TEST(name) TEST_IN(with_graph, name)

TEST(test_work__the_base_is_read_as_a_property_graph)
{
    assert_answer(s, "MATCH (n:State {key: 'a'}) RETURN n",
                  "(:State{size: 3, tags: ['x', 1.5f, {deep: null}], name: 'no', key: 'a', short: 'a'})");
    assert_answer(s, "MATCH (n {key: 'b'}) RETURN n.valid, n.none, n.name, keys(n)",
                  "'1970/1991-12', null, 'b', ['key', 'name', 'short', 'valid']");
    assert_answer(s, "MATCH ({key: 'a'})-[r:MEMBER_OF]->(c) RETURN r.valid, r.status, r.fee, type(r) ORDER BY r.valid",
                  "'2001/2010', 'in-force', 2, 'MEMBER_OF'; '2015/..', 'planned', null, 'MEMBER_OF'");
    assert_answer(s, "MATCH (n)-[r:SUPPLIES]-(m) RETURN n.key, m.key", "'a', 'a'");
    assert_answer(s, "MATCH (n)-[r]-(m) RETURN count(*)", "7");
    assert_answer(s, "MATCH (c:Club)<-[r]-(m) RETURN DISTINCT m.key ORDER BY m.key", "'a'; 'b'");
}

/* A label of the vocabulary is also that of what is a kind of it. */
TEST(test_work__labels_follow_the_hierarchy)
{
    assert_answer(s, "MATCH (n:Body) RETURN n.key, labels(n), n:Body", "'c', ['Club'], true");
}

TEST(test_work__changes_stand_on_top_and_can_be_undone)
{
    assert_answer(s, "BEGIN", "");
    assert_answer(s,
                  "MATCH (a {key: 'a'}), (b {key: 'b'}) SET a.size = 4, a:Big REMOVE b.valid "
                  "CREATE (a)-[:ALLY]->(b)-[:ALLY]->(:State {key: 'new'})",
                  "");
    assert_answer(s, "MATCH (a:Big)-[:ALLY]->(b)-[:ALLY]->(n) RETURN a.size, a.tags, b.valid, b.name, n.key, labels(n)",
                  "4, ['x', 1.5f, {deep: null}], null, 'b', 'new', ['State']");
    assert_answer(s, "MATCH (c {key: 'c'}) DETACH DELETE c", "");
    assert_answer(s, "MATCH (a {key: 'a'})-[r]->(x) RETURN type(r) ORDER BY type(r)", "'ALLY'; 'SUPPLIES'");
    assert_answer(s, "ROLLBACK", "");
    assert_answer(s, "MATCH (n:State) RETURN n.key, n.size, n.valid, labels(n) ORDER BY n.key",
                  "'a', 3, null, ['State']; 'b', null, '1970/1991-12', ['State']");
    assert_answer(s, "MATCH ()-[r]->() RETURN type(r), count(*) AS n ORDER BY n", "'SUPPLIES', 1; 'MEMBER_OF', 3");
}

TEST(test_work__as_of_reads_periods)
{
    assert_answer(s, "MATCH (m)-[r:MEMBER_OF]->(c) AS OF '2005' RETURN m.key, r.valid", "'a', '2001/2010'");
    assert_answer(s, "MATCH (m)-[r:MEMBER_OF]->(c) AS OF date('1985-06-01') RETURN m.key", "'b'");
    /* b ended in 1991: what it was a member of does not hold it any longer. */
    assert_answer(s, "MATCH (m)-[r:MEMBER_OF]->(c) AS OF 1995 RETURN m.key", "");
    assert_answer(s, "MATCH (m)-[r:MEMBER_OF]->(c) AS OF '2010-06' RETURN m.key", "");
    assert_answer(s, "MATCH (m)-[r:MEMBER_OF]->(c) AS OF '2010-06' POSSIBLE RETURN m.key", "'a'");
    assert_answer(s, "MATCH (m)-[r:MEMBER_OF]->(c) BETWEEN '1990' AND '2003' RETURN m.key ORDER BY m.key", "'a'; 'b'");
    assert_answer(s, "MATCH (m)-[*1..2]->(c:Club) AS OF '2020' RETURN m.key, count(*)", "'a', 2");
    assert_fault(s, "MATCH (m) AS OF 'soon' RETURN m", "ArgumentError/InvalidArgumentValue");
    assert_fault(s, "MATCH (m) BETWEEN '2003' AND '1990' RETURN m", "earlier date first");
    assert_answer(s, "CREATE ({key: 'x', valid: '2000/2001'})", "");
    assert_answer(s, "MATCH (n {key: 'x'}) AS OF '2000-06-01' RETURN n.key", "'x'");
    assert_answer(s, "MATCH (n {key: 'x'}) AS OF '2002' RETURN n.key", "");
}

TEST(test_work__claims_have_periods_status_and_sources)
{
    assert_answer(s, "MATCH ({key: 'a'})-[r {fee: 2}]->() RETURN validity(r), status(r), sources(r), citations(r)[0]",
                  "'2001/2010', 'in-force', ['s1'], {source: 's1', how: 'implied', paragraph: '3'}");
    assert_answer(s, "MATCH ({key: 'a'})-[r {fee: 2}]->() RETURN holds(r, '2005'), holds(r, date('2011-01-01')),"
                     " holds(r, '2010-06', 'possible'), holds(r, null)", "true, false, true, null");
    assert_answer(s, "MATCH ({key: 'b'})-[r]->() RETURN holds(r, '1995'), size(citations(r))", "false, 2");
    assert_answer(s, "CREATE (n)-[r:R]->() RETURN citations(r), sources(n), validity(n), holds(n, '1000')",
                  "[], [], null, true");
    assert_fault(s, "MATCH (n {key: 'a'}) RETURN holds(n, '2005', 'surely')", "InvalidArgumentValue");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_work__the_base_is_read_as_a_property_graph),
        cmocka_unit_test(test_work__labels_follow_the_hierarchy),
        cmocka_unit_test(test_work__changes_stand_on_top_and_can_be_undone),
        cmocka_unit_test(test_work__as_of_reads_periods),
        cmocka_unit_test(test_work__claims_have_periods_status_and_sources),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
