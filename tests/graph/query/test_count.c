/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Counting matches gives what going through them gives: random graphs, random patterns, both ways. */
#include <stdio.h>
#include <stdlib.h>

#include "graph/query/session/session.h"
#include "run.h"

/* --- random things ---------------------------------------------------------------------------------------- */

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

static unsigned below(uint64_t *state, unsigned limit)
{
    return (unsigned)((next_random(state) >> 32) * limit >> 32);
}

static bool chance(uint64_t *state, unsigned percent)
{
    return below(state, 100) < percent;
}

static ent_text text_of(const char *text)
{
    return (ent_text){ text, strlen(text) };
}

static const char *const periods[] = { "", "2001/2010", "2005/..", "/2004" };

/* A graph of a few nodes, with loops and parallel ties. Label D is a kind of C. */
static ent_graph *make_graph(uint64_t *state)
{
    ent_graph *graph = NULL;
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    ent_label_record kind = { .name = text_of("D"), .parent = text_of("C") };
    assert_int_equal(ent_graph_add_label(graph, &kind, NULL), ENT_OK);
    unsigned nodes = 1 + below(state, 7), ties = below(state, 16);
    static const char *const labels[] = { "A", "B", "C", "D" };
    for (unsigned i = 0; i < nodes; i++) {
        char key[16], properties[32];
        ent_text own[4];
        size_t count = 0;
        snprintf(key, sizeof key, "n%u", i);
        snprintf(properties, sizeof properties, "{\"p\": %u}", below(state, 3));
        for (unsigned j = 0; j < 4; j++)
            if (chance(state, 40))
                own[count++] = text_of(labels[j]);
        if (!count)
            own[count++] = text_of("A");
        ent_node_record record = { .key = text_of(key), .properties = text_of(properties), .labels = own,
                                   .label_count = count, .valid = text_of(periods[below(state, 4)]) };
        if (!record.valid.length)
            record.valid = (ent_text){ NULL, 0 };
        ent_node node;
        assert_int_equal(ent_graph_add_node(graph, &record, &node, NULL), ENT_OK);
    }
    for (unsigned i = 0; i < ties; i++) {
        char source[16], target[16], properties[32];
        snprintf(source, sizeof source, "n%u", below(state, nodes));
        snprintf(target, sizeof target, "n%u", below(state, nodes));
        snprintf(properties, sizeof properties, "{\"w\": %u, \"i\": %u}", below(state, 3), i);
        ent_tie_record record = { .source = text_of(source), .target = text_of(target),
                                  .type = text_of(chance(state, 60) ? "R" : "S"),
                                  .properties = text_of(properties), .valid = text_of(periods[below(state, 4)]) };
        if (!record.valid.length)
            record.valid = (ent_text){ NULL, 0 };
        ent_tie tie;
        assert_int_equal(ent_graph_add_tie(graph, &record, &tie, NULL), ENT_OK);
    }
    assert_int_equal(ent_graph_finish(graph, NULL), ENT_OK);
    return graph;
}

typedef struct writer {
    uint64_t *state;
    ent_i_buffer *out;
    unsigned vars, rels; /* named so far: a, b, ...; r0, r1, ... */
} writer;

static void write_node(writer *w)
{
    static const char *const labels[] = { "", "", "", ":A", ":B", ":C", ":D", ":A:B" };
    unsigned var = w->vars && chance(w->state, 40) ? below(w->state, w->vars) : w->vars;
    if (var == w->vars && var < 6)
        w->vars++;
    else if (var >= 6)
        var = below(w->state, 6);
    ent_i_buffer_printf(w->out, "(%c%s%s)", 'a' + (int)var, labels[below(w->state, 8)],
                        chance(w->state, 6) ? " {p: 1}" : "");
}

static void write_rel(writer *w)
{
    static const char *const types[] = { "", ":R", ":R", ":S", ":R|S" };
    unsigned direction = below(w->state, 3);
    ent_i_buffer_text(w->out, direction == 0 ? "<-[" : "-[");
    if (chance(w->state, 30))
        ent_i_buffer_printf(w->out, "r%u", w->rels++);
    ent_i_buffer_text(w->out, types[below(w->state, 5)]);
    ent_i_buffer_text(w->out, chance(w->state, 6) ? " {w: 1}" : "");
    ent_i_buffer_text(w->out, direction == 1 ? "]->" : "]-");
}

static char any_var(writer *w)
{
    return (char)('a' + below(w->state, w->vars));
}

static void write_condition(writer *w)
{
    char a = any_var(w), b = any_var(w);
    switch (below(w->state, w->rels ? 11 : 10)) {
    case 0:
    case 1:
        ent_i_buffer_printf(w->out, "%c <> %c", a, b);
        break;
    case 2:
        ent_i_buffer_printf(w->out, "id(%c) <> id(%c)", a, b);
        break;
    case 3:
        ent_i_buffer_printf(w->out, "NOT (%c)-[:R]-(%c)", a, b);
        break;
    case 4:
        ent_i_buffer_printf(w->out, "NOT EXISTS { MATCH (%c)-[:R|S]->(%c) }", a, b);
        break;
    case 5:
        ent_i_buffer_printf(w->out, "(%c)<-[:S]-(%c)", a, b);
        break;
    case 6:
        ent_i_buffer_printf(w->out, "%c.p > 0", a);
        break;
    case 7:
        ent_i_buffer_printf(w->out, "%c.p = %c.p", a, b);
        break;
    case 8:
        ent_i_buffer_printf(w->out, "EXISTS { (%c)-[:R]->(x) WHERE x.p > 0 }", a);
        break;
    case 9:
        ent_i_buffer_printf(w->out, "%c:B", a);
        break;
    default:
        ent_i_buffer_printf(w->out, "r%u.w > 0", below(w->state, w->rels));
    }
}

static void write_clause(writer *w)
{
    ent_i_buffer_text(w->out, chance(w->state, 25) ? "OPTIONAL MATCH " : "MATCH ");
    unsigned paths = 1 + below(w->state, 2);
    for (unsigned i = 0; i < paths; i++) {
        ent_i_buffer_text(w->out, i ? ", " : "");
        write_node(w);
        for (unsigned j = below(w->state, 4); j > 0; j--) {
            write_rel(w);
            write_node(w);
        }
    }
    if (chance(w->state, 10))
        ent_i_buffer_printf(w->out, " AS OF '%u'%s", 2000 + below(w->state, 12), chance(w->state, 30) ? " POSSIBLE" : "");
    for (bool first = true; chance(w->state, 45); first = false) {
        ent_i_buffer_text(w->out, first ? " WHERE " : " AND ");
        write_condition(w);
    }
    ent_i_buffer_char(w->out, ' ');
}

static void write_query(uint64_t *state, ent_i_buffer *out)
{
    writer w = { state, out, 0, 0 };
    ent_i_buffer_reset(out);
    if (chance(state, 10)) {
        ent_i_buffer_text(out, "MATCH (a) WITH a ");
        w.vars = 1;
    }
    for (unsigned i = 1 + below(state, 3); i > 0; i--)
        write_clause(&w);
    char a = any_var(&w), b = any_var(&w);
    switch (below(state, w.rels ? 11 : 10)) {
    case 0:
    case 1:
    case 2:
        ent_i_buffer_text(out, "RETURN count(*)");
        break;
    case 3:
        ent_i_buffer_printf(out, "RETURN %c, count(*)", a);
        break;
    case 4:
        ent_i_buffer_printf(out, "RETURN %c.p, count(%c), count(DISTINCT %c)", a, b, b);
        break;
    case 5:
        ent_i_buffer_printf(out, "RETURN %c AS x, %c AS y, count(*)", a, b);
        break;
    case 6:
        ent_i_buffer_printf(out, "RETURN %c.p, sum(%c.p), avg(%c.p), min(%c.p), max(%c.p)", a, b, b, b, b);
        break;
    case 7:
        ent_i_buffer_printf(out, "WITH %c AS x, count(%c) AS n WHERE n > 1 RETURN x, n", a, b);
        break;
    case 8:
        ent_i_buffer_printf(out, "RETURN count(%c) AS x, count(%c) AS y", a, b);
        break;
    case 9:
        ent_i_buffer_printf(out, "RETURN %c.p + count(*), stDev(%c.p)", a, a);
        break;
    default:
        ent_i_buffer_printf(out, "RETURN %c, r%u, count(*)", a, below(state, w.rels));
    }
}

/* --- both ways -------------------------------------------------------------------------------------------- */

static int compare_texts(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* Rows, which come in any order, sorted. */
static char *sorted(const char *rows)
{
    char *copy = strdup(rows), *items[1000], *at = copy;
    size_t count = 0;
    assert_non_null(copy);
    for (char *end; (end = strstr(at, "; ")); at = end + 2) {
        *end = '\0';
        items[count++] = at;
        assert_in_range(count, 1, 999);
    }
    items[count++] = at;
    qsort(items, count, sizeof *items, compare_texts);
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < count; i++)
        ent_i_buffer_printf(&out, "%s\n", items[i]);
    char *result = strdup(ent_i_buffer_string(&out));
    ent_i_buffer_clear(&out);
    free(copy);
    return result;
}

static ent_status answer(ent_session *session, const char *text, ent_i_counting counting, char **ret, bool *ret_counts)
{
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    ent_query *query = NULL;
    session->counting = counting;
    size_t before = session->counted;
    ent_error err = { 0 };
    ent_status status = ent_query_prepare(session, text, SIZE_MAX, &query, &err);
    if (status == ENT_OK) {
        ent_query_limits limits = { .milliseconds = 2000 };
        ent_query_set_limits(query, &limits);
        status = gather(session, query, &out);
    }
    *ret = sorted(status == ENT_DONE ? ent_i_buffer_string(&out) : "");
    ent_i_buffer_clear(&out);
    ent_query_free(query);
    *ret_counts = session->counted > before;
    return status;
}

static bool compare(ent_session *session, const char *text, uint64_t seed)
{
    char *walked, *counted;
    bool counts = false, unused;
    ent_status expected = answer(session, text, ENT_I_COUNT_NEVER, &walked, &unused);
    ent_status status = answer(session, text, ENT_I_COUNT_ALWAYS, &counted, &counts);
    bool gave_up = expected == ENT_ERR_LIMIT; /* going through takes too long */
    if (!gave_up && (status != expected || strcmp(walked, counted) != 0))
        fail_msg("seed %llu\n%s\nexpected %d:\n%s\nbut %d:\n%s", (unsigned long long)seed, text, expected, walked,
                 status, counted);
    free(walked);
    free(counted);
    return counts;
}

static void change(ent_session *session, uint64_t *state)
{
    static const char *const changes[] = {
        "MATCH (a {key: 'n1'}), (b {key: 'n2'}) CREATE (a)-[:R {w: 1}]->(b)", "MATCH (a {key: 'n0'}) CREATE (a)-[:S]->(a)",
        "MATCH (a {key: 'n2'}) DETACH DELETE a", "MATCH ()-[r:S]->() WITH r LIMIT 1 DELETE r",
        "MATCH (a {key: 'n0'}) CREATE (a)-[:R]->(:B {p: 1})-[:R]->(a)", "MATCH (a:A) SET a:B REMOVE a:A"
    };
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    assert_int_equal(run_text(session, changes[below(state, 6)], &out), ENT_DONE);
    ent_i_buffer_clear(&out);
}

static void test_count__equals_going_through(void **unused)
{
    (void)unused;
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    const char *given = getenv("ENTENTE_COUNT_CASES"), *first = getenv("ENTENTE_COUNT_SEED");
    uint64_t graphs = given ? strtoull(given, NULL, 10) : 400, start = first ? strtoull(first, NULL, 10) : 1;
    size_t cases = 0, counted = 0;
    for (uint64_t seed = start; seed < start + graphs; seed++) {
        uint64_t state = seed * 7919;
        ent_graph *graph = make_graph(&state);
        ent_session *session = new_session(graph);
        for (unsigned i = 0; i < 12; i++) {
            if (chance(&state, 8))
                change(session, &state);
            write_query(&state, &text);
            counted += compare(session, ent_i_buffer_string(&text), seed);
            cases++;
        }
        ent_session_free(session);
        ent_graph_free(graph);
    }
    print_message("%zu cases, %zu counted\n", cases, counted);
    assert_true(counted * 3 > cases);
    ent_i_buffer_clear(&text);
}

/* --- numbers that are known ------------------------------------------------------------------------------- */

/* A session whose answers are counted wherever they can be. */
static ent_session *counting(void)
{
    ent_session *session = new_session(NULL);
    session->counting = ENT_I_COUNT_ALWAYS;
    return session;
}

/* n nodes, each tied once to each other. */
static ent_session *complete(unsigned n)
{
    ent_session *session = counting();
    ent_i_buffer text = ENT_I_BUFFER_INIT, out = ENT_I_BUFFER_INIT;
    ent_i_buffer_printf(&text, "UNWIND range(1, %u) AS i CREATE (:N {i: i}) WITH count(*) AS done "
                               "MATCH (a:N), (b:N) WHERE a.i < b.i CREATE (a)-[:K]->(b)", n);
    assert_int_equal(run_text(session, ent_i_buffer_string(&text), &out), ENT_DONE);
    ent_i_buffer_clear(&text);
    ent_i_buffer_clear(&out);
    return session;
}

/* In a complete graph of n nodes there are n (n - 1) (n - 2) ... ways along different nodes; a way of four ties that uses
 * none twice may come back to where it was. */
static void test_count__ways_in_a_complete_graph(void **unused)
{
    (void)unused;
    ent_session *s = complete(7);
    assert_answer(s, "MATCH (a)-[:K]-(b)-[:K]-(c)-[:K]-(a) RETURN count(*)", "210");
    assert_answer(s, "MATCH (a)-[:K]->(b)-[:K]->(c) RETURN count(*)", "35");
    assert_answer(s, "MATCH (a)--(b)--(c)--(d) WHERE a <> c AND a <> d AND b <> d RETURN count(*)", "840");
    assert_answer(s, "MATCH (a)--(b)--(c)--(d) RETURN count(*)", "1050");
    assert_answer(s, "MATCH (a)--(b) MATCH (b)--(c) RETURN count(*)", "252");
    assert_answer(s, "MATCH (a)--(b), (c)--(d) RETURN count(*)", "1680");
    assert_answer(s, "MATCH (a)-[r]-(b)--(c) WHERE NOT (a)--(c) RETURN count(r)", "0");
    assert_answer(s, "MATCH (a:N {i: 1})--(b)--(c) RETURN c.i AS i, count(b) ORDER BY i LIMIT 2", "2, 5; 3, 5");
    assert_int_equal(s->counted, 8);
    ent_session_free(s);
}

static void test_count__more_than_there_are_numbers_is_an_error(void **unused)
{
    (void)unused;
    ent_session *s = counting();
    assert_answer(s, "UNWIND range(1, 100) AS i CREATE (:N)", "");
    assert_answer(s, "MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i) RETURN count(*)", "1000000000000000000");
    assert_fault(s, "MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i), (j) RETURN count(*)", "more matches than 9223");
    assert_fault(s, "MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i) RETURN sum(10)", "NumberOutOfRange");
    assert_answer(s, "MATCH (a), (b), (c), (d), (e), (f), (g), (h), (i), (j) WHERE (j)-->() RETURN count(*)", "0");
    ent_session_free(s);
}

static bool always(void *context)
{
    ++*(int *)context;
    return true;
}

static void test_count__stops_when_it_is_told(void **unused)
{
    (void)unused;
    ent_session *s = complete(60);
    const char *text = "MATCH (a)--(b)--(c)--(d)--(a), (a)--(c), (b)--(d), (a)--(e), (b)--(e), (c)--(e), (d)--(e) "
                       "WHERE a <> b RETURN count(*)";
    ent_query *query = NULL;
    ent_error err = { 0 };
    int asked = 0;
    assert_int_equal(ent_query_prepare(s, "MATCH (a:N) MATCH (b)--(a) MATCH (b)--(c) MATCH (c)--(a) MATCH (d)--(a) "
                                          "MATCH (d)--(b) MATCH (d)--(c) MATCH (e)--(a) MATCH (e)--(b) MATCH (e)--(c) "
                                          "MATCH (e)--(d) RETURN count(*)", SIZE_MAX, &query, &err), ENT_OK);
    ent_query_limits limits = { .milliseconds = 50 };
    ent_query_set_limits(query, &limits);
    assert_int_equal(ent_query_step(query, &err), ENT_ERR_LIMIT);
    assert_non_null(strstr(err.message, "longer than 50 ms"));
    ent_query_reset(query);
    limits = (ent_query_limits){ .interrupted = always, .context = &asked };
    ent_query_set_limits(query, &limits);
    assert_int_equal(ent_query_step(query, &err), ENT_ERR_LIMIT);
    assert_int_equal(asked, 1);
    ent_query_free(query);
    limits = (ent_query_limits){ .bytes = 1000 };
    assert_int_equal(ent_query_prepare(s, text, SIZE_MAX, &query, &err), ENT_OK);
    ent_query_set_limits(query, &limits);
    assert_int_equal(ent_query_step(query, &err), ENT_ERR_LIMIT);
    ent_query_free(query);
    ent_session_free(s);
}

static void test_count__sees_what_statements_change(void **unused)
{
    (void)unused;
    ent_session *s = counting();
    assert_answer(s, "CREATE (:A {i: 1})-[:R]->(:B), (:A {i: 2})", "");
    assert_answer(s, "MATCH (a:A) OPTIONAL MATCH (a)-[:R]->(b) RETURN a.i AS i, count(b), count(*) ORDER BY i",
                  "1, 1, 1; 2, 0, 1");
    assert_answer(s, "BEGIN", "");
    assert_answer(s, "MATCH (a:A), (b:B) CREATE (a)-[:R]->(b)", "");
    assert_answer(s, "MATCH (a:A)-[:R]->(b:B) RETURN count(*)", "3");
    assert_answer(s, "ROLLBACK", "");
    assert_answer(s, "MATCH (a:A)-[:R]->(b:B) RETURN count(*)", "1");
    assert_answer(s, "MATCH (b:B) DETACH DELETE b", "");
    assert_answer(s, "MATCH (a:A) MATCH (a)-[:R]->(b) RETURN count(*)", "0");
    assert_answer(s, "MATCH (n) RETURN count(*)", "2");
    ent_session_free(s);
}

/* A count that has begun goes on with the graph as it was. */
static void test_count__statements_in_between(void **unused)
{
    (void)unused;
    ent_session *s = complete(5);
    ent_query *query = NULL;
    ent_i_buffer out = ENT_I_BUFFER_INIT;
    assert_int_equal(ent_query_prepare(s, "MATCH (a:N)--(b) WITH a, count(b) AS n MATCH (a)--(c)--(d) RETURN n, count(*)",
                                       SIZE_MAX, &query, NULL), ENT_OK);
    assert_int_equal(ent_query_step(query, NULL), ENT_OK);
    assert_answer(s, "MATCH (a:N {i: 1}) CREATE (a)-[:K]->(:M)-[:K]->(:M)", "");
    gather(s, query, &out);
    assert_answer(s, "MATCH (:N)--(m:M) RETURN count(*)", "1");
    ent_query_free(query);
    ent_i_buffer_clear(&out);
    ent_session_free(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_count__equals_going_through),
        cmocka_unit_test(test_count__ways_in_a_complete_graph),
        cmocka_unit_test(test_count__more_than_there_are_numbers_is_an_error),
        cmocka_unit_test(test_count__stops_when_it_is_told),
        cmocka_unit_test(test_count__sees_what_statements_change),
        cmocka_unit_test(test_count__statements_in_between),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
