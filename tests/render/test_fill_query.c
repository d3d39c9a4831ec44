/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the result of a query to a network of its own, and from that to a drawing: all of it, each thing once, nothing
 * invented, planned and ended told from what is in force. */
#include "../analysis/support.h"

#include <entente.h>

static const char network[] =
    "meta as_of 2025-12-05\nsource s 2025\nsource t 2025\ntype MET event symmetric\n"
    "node india State\nnode russia State\nnode china State\nnode ussr State 1922/1991-12-26\nnode brics Forum\n"
    "node un Forum\nnode unsc Forum\nnode alone State\n"
    "tie india MEMBER_OF brics 2009-06-16/.. - - s\n"
    "tie russia MEMBER_OF brics 2009-06-16/.. - - s,t {\"weight\":2}\n"
    "tie china MEMBER_OF brics 2009-06-16/.. - - t\n"
    "tie china MEMBER_OF brics 2001/.. - deprecated t\n"
    "tie ussr MEMBER_OF un 1945-10-24/1991-12-26 - - s\n"
    "tie india MEMBER_OF unsc 1994/.. sought - s\n"
    "tie china MEMBER_OF unsc 2030/.. - - s\n"
    "tie india MET russia 2020-01\n"
    "tie india KNOWS india\n";

typedef struct fixture {
    ent_graph *graph;
    ent_session *session;
    ent_query_network *got;
    ent_output *output;
} fixture;

static int setup(void **state)
{
    fixture *it = calloc(1, sizeof *it);
    it->graph = graph_of(network);
    *state = it;
    return ent_session_new(it->graph, &it->session, NULL) < 0;
}

static int teardown(void **state)
{
    fixture *it = *state;
    ent_query_network_free(it->got);
    ent_output_free(it->output);
    ent_session_free(it->session);
    ent_graph_free(it->graph);
    free(it);
    return 0;
}

static ent_status try_ask(fixture *it, const char *text, size_t limit, ent_error *err)
{
    ent_query *query = NULL;
    ent_query_network_free(it->got);
    it->got = NULL;
    assert_ok(ent_query_prepare(it->session, text, SIZE_MAX, &query, err), *err);
    ent_status status = ent_query_get_network(query, limit, &it->got, err);
    ent_query_free(query);
    return status;
}

static const ent_query_network *ask(fixture *it, const char *text)
{
    ent_error err = { 0 };
    assert_ok(try_ask(it, text, 0, &err), err);
    return it->got;
}

static const char *draw(fixture *it, const char *text)
{
    ent_error err = { 0 };
    ent_output_free(it->output);
    it->output = NULL;
    assert_ok(ent_output_memory(&it->output, &err), err);
    assert_ok(ent_draw_query(ask(it, text), NULL, it->output, &err), err);
    return ent_output_text(it->output, NULL);
}

static void expect(const char *text, const char *part)
{
    if (!strstr(text, part))
        fail_msg("does not say '%s':\n%s", part, text ? text : "(nothing)");
}

static size_t occurrences(const char *text, const char *part)
{
    size_t count = 0;
    for (; (text = strstr(text, part)) != NULL; text++)
        count++;
    return count;
}

static void test_fill_query__a_network_holds_what_the_rows_hold_once(void **state)
{
    const ent_query_network *got = ask(*state, "MATCH p = (a:State)-[r:MEMBER_OF]->(f {key: 'brics'}) "
                                               "RETURN a, r, [p, {x: f}] AS more");
    assert_int_equal(got->node_count, 4);
    assert_int_equal(ent_graph_tie_count(got->graph), 4);
    assert_int_equal(ent_graph_node_count(got->graph), 6); /* and two sources */
    assert_int_equal(got->rows, 4);
    assert_false(got->more);
    for (size_t i = 0; i < got->node_count; i++) {
        ent_node_view seen;
        ent_graph_node(got->graph, got->nodes[i], &seen);
        assert_false(seen.source);
    }
    ent_node russia = node_of(got->graph, "russia");
    ent_arcs arcs = ent_graph_out(got->graph, russia);
    assert_int_equal(arcs.count, 1);
    ent_tie_view tie;
    ent_graph_tie(got->graph, arcs.ties[0], &tie);
    assert_string_equal(tie.properties, "{\"weight\":2}");
    assert_int_equal(ent_graph_tie_citation_count(got->graph, arcs.ties[0]), 2);
}

static void test_fill_query__a_tie_brings_its_ends_and_nodes_no_ties(void **state)
{
    const ent_query_network *got = ask(*state, "MATCH ()-[r:MET]->() RETURN r");
    assert_int_equal(got->node_count, 2);
    assert_int_equal(ent_graph_tie_count(got->graph), 1);
    got = ask(*state, "MATCH (n) WHERE n.key IN ['india', 'brics'] RETURN n");
    assert_int_equal(got->node_count, 2);
    assert_int_equal(ent_graph_tie_count(got->graph), 0);
    const char *text = draw(*state, "MATCH (n) WHERE n.key IN ['india', 'brics', 'alone'] RETURN n");
    expect(text, ">3 nodes</title>");
    expect(text, ">alone<");
    expect(text, "The result holds no tie to draw.");
}

static void test_fill_query__what_statements_made_is_drawn_too(void **state)
{
    const ent_query_network *got =
        ask(*state, "MATCH (i {key: 'india'}) CREATE (a:Person {name: 'Ada', key: 'india'})-[r:KNOWS {valid: '2001/..', "
                    "status: 'planned'}]->(i), (b:Person {key: 'bob'})-[s:KNOWS {valid: 'never', status: 7}]->(a) "
                    "SET i.name = 'Bharat' RETURN a, b, i, r, s");
    assert_int_equal(got->node_count, 3);
    assert_int_equal(ent_graph_tie_count(got->graph), 2);
    ent_node_view seen;
    ent_graph_node(got->graph, node_of(got->graph, "india"), &seen);
    assert_string_equal(seen.name, "Bharat");
    ent_graph_node(got->graph, node_of(got->graph, "bob"), &seen);
    assert_string_equal(seen.name, "Person 11");
    const char *text = draw(*state, "MATCH (:Person)-[r:KNOWS]->() RETURN r");
    expect(text, ">3 nodes, 2 ties</title>");
    expect(text, "(1 in force, 1 planned or in talks)");
}

static void test_fill_query__days_are_the_query_s(void **state)
{
    const ent_query_network *got = ask(*state, "MATCH (a)-[r]->(b) AS OF date('2015-01-02') CERTAIN RETURN r");
    assert_int_equal(got->days, ENT_QUERY_DAYS_SAME);
    assert_int_equal(got->from, got->to);
    assert_int_equal(got->reading, ENT_CERTAIN);
    const char *text = draw(*state, "MATCH (a {key: 'china'}) MATCH (a)-[r:MEMBER_OF]->(b) AS OF '2015' RETURN r");
    expect(text, ", 31 December 2015</title>");
    expect(text, "As of 31 December 2015");
    got = ask(*state, "MATCH ()-[r]->() AS OF '2015' RETURN r UNION MATCH ()-[r]->() RETURN r");
    assert_int_equal(got->days, ENT_QUERY_DAYS_DIFFER);
    got = ask(*state, "MATCH ()-[r]->() AS OF '2015' RETURN r UNION MATCH ()-[r]->() AS OF '2016' RETURN r");
    assert_int_equal(got->days, ENT_QUERY_DAYS_DIFFER);
    text = draw(*state, "MATCH ()-[r:MEMBER_OF]->() BETWEEN '1950' AND '1960' RETURN r");
    expect(text, ", 1 January 1950 to 31 December 1960</title>");
    assert_int_equal(ask(*state, "MATCH ()-[r]->() RETURN r")->days, ENT_QUERY_DAYS_ANY);
}

static void test_fill_query__planned_ended_and_deprecated_are_never_in_force(void **state)
{
    const char *text = draw(*state, "MATCH (:State)-[r]->() RETURN r");
    expect(text, ">7 nodes, 7 ties</title>");
    /* brics 3; ussr ended; sought and from 2030 planned; the meeting an event */
    expect(text, "(3 in force, 2 planned or in talks, 1 ended, 1 event)");
    expect(text, "from 2030");
    expect(text, "1945\xE2\x80\x93" "1991");
    expect(text, "Left out: 1 deprecated claim.");
    expect(text, "Not drawn: 1 tie of a node to itself.");
    expect(text, "All dates; marked as of 5 December 2025");
    assert_int_equal(occurrences(text, "2001"), 0);
    text = draw(*state, "MATCH (:State)-[r]->() WHERE r.rank = 'deprecated' RETURN r");
    expect(text, ">2 nodes, 1 tie</title>");
    expect(text, "All are deprecated claims.");
}

static void test_fill_query__too_many_nodes_without_ties_are_drawn_in_part(void **state)
{
    const char *text = draw(*state, "UNWIND range(1, 200) AS i CREATE (n:Thing {name: 'thing ' + i}) RETURN n");
    expect(text, " of 200 nodes</title>");
    assert_true(occurrences(text, ">thing ") >= 20);
    expect(text, " with no ties.");
}

static void test_fill_query__limits_and_the_query_are_said(void **state)
{
    fixture *it = *state;
    ent_error err = { 0 };
    assert_ok(try_ask(it, "MATCH (:State)-[r:MEMBER_OF]->() RETURN  r // <all>", 2, &err), err);
    assert_true(it->got->more);
    assert_ok(ent_output_memory(&it->output, &err), err);
    assert_ok(ent_draw_query(it->got, NULL, it->output, &err), err);
    expect(ent_output_text(it->output, NULL), "From the first 2 rows of: MATCH (:State)-[r:MEMBER_OF]-&gt;() RETURN");
}

static void test_fill_query__a_result_without_any_says_what_to_return(void **state)
{
    ent_error err = { 0 };
    assert_int_equal(try_ask(*state, "MATCH (n) RETURN n.name, 1", 0, &err), ENT_ERR_INVALID);
    expect(err.message, "return some, as in MATCH p = (a)-[r]->(b) RETURN p");
    err = (ent_error){ 0 };
    assert_int_equal(try_ask(*state, "MATCH (n:Nothing) RETURN n", 0, &err), ENT_ERR_INVALID);
    expect(err.message, "the result is empty");
    err = (ent_error){ 0 };
    assert_int_equal(try_ask(*state, "MATCH (n {key: 'alone'}) DETACH DELETE n RETURN n", 0, &err), ENT_ERR_INVALID);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_fill_query__a_network_holds_what_the_rows_hold_once, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fill_query__a_tie_brings_its_ends_and_nodes_no_ties, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fill_query__what_statements_made_is_drawn_too, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fill_query__days_are_the_query_s, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fill_query__planned_ended_and_deprecated_are_never_in_force, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fill_query__too_many_nodes_without_ties_are_drawn_in_part, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fill_query__limits_and_the_query_are_said, setup, teardown),
        cmocka_unit_test_setup_teardown(test_fill_query__a_result_without_any_says_what_to_return, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
