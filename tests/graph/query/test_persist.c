/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What statements write to a database is there again when it is opened the next time. */
#include "persist.h"
#include "writer.h"

static int setup(void **state)
{
    database *d = malloc(sizeof *d);
    make_database(d);
    *state = d;
    return 0;
}

static int teardown(void **state)
{
    remove_database(*state);
    free(*state);
    return 0;
}

/* The answer is the same before and after the database is closed and opened. */
#define assert_kept(d, text, expected)                   \
    do {                                                 \
        assert_answer((d)->session, (text), (expected)); \
        reopen_database(d);                              \
        assert_answer((d)->session, (text), (expected)); \
        assert_sound(d);                                 \
    } while (0)

static void test_persist__keeps_every_kind_of_value(void **state)
{
    database *d = *state;
    assert_answer(d->session,
                  "CREATE (:V {i: 9223372036854775807, j: -9223372036854775808, k: 9007199254740993, f: 1.0, g: -0.0, "
                  "h: 1e300, n: 0.0 / 0.0, p: 1 / 0.0, q: -1 / 0.0, t: true, s: 'a\"\\\\\\n\\u00e9\\u0000z', e: '', "
                  "l: [], m: [1, 2.0, 'x', true], o: [date('2021-12-06'), duration('P1M2DT3.5S')]})", "");
    assert_kept(d, "MATCH (v:V) RETURN v.i, v.j, v.k, v.f, v.g, 1 / v.g, v.h, v.n, v.p, v.q, v.t, size(v.s), v.s = 'a\"\\\\\\n\\u00e9\\u0000z', v.e, v.l, v.m, v.o",
                "9223372036854775807, -9223372036854775808, 9007199254740993, 1f, -0f, -Infinityf, 1e+300f, NaNf, "
                "Infinityf, -Infinityf, true, 7, true, '', [], [1, 2f, 'x', true], ['2021-12-06', 'P1M2DT3.5S']");
    assert_answer(d->session,
                  "CREATE (:T {a: date('-0001-01-31'), b: localtime('10:00:00.123456789'), c: time('10:00+01:30'), "
                  "d: localdatetime('2021-12-06T10:00'), e: datetime('2021-10-31T02:30+01:00[Europe/Berlin]'), "
                  "f: datetime('2021-10-31T02:30+02:00[Europe/Berlin]'), g: duration('-P14M3DT-5.1S'), "
                  "h: datetime('2021-12-06T10:00:01Z')})", "");
    assert_kept(d, "MATCH (t:T) RETURN t.a, t.b, t.c, t.d, t.e, t.f, t.e = t.f, t.g, t.h, t.a.year",
                "'-0001-01-31', '10:00:00.123456789', '10:00+01:30', '2021-12-06T10:00', "
                "'2021-10-31T02:30+01:00[Europe/Berlin]', '2021-10-31T02:30+02:00[Europe/Berlin]', false, "
                "'P-1Y-2M-3DT5.1S', '2021-12-06T10:00:01Z', -1");
}

static void test_persist__shows_only_what_was_given(void **state)
{
    database *d = *state;
    assert_answer(d->session, "CREATE ()-[:R]->(:A {key: 'a'})-[:R {status: 'in-force', rank: 'normal'}]->({name: 'B'}), "
                              "(:A {key: 'c', name: 'c', short: 'c'}), ({short: 's', name: 5, key: 7, valid: 3, status: true})", "");
    assert_kept(d, "MATCH (n) RETURN n.key, n.name, n.short, size(keys(n))",
                "null, null, null, 0; 'a', null, null, 1; null, 'B', null, 1; 'c', 'c', 'c', 3; 7, 5, 's', 5");
    assert_kept(d, "MATCH ()-[r]->() RETURN r.status, r.rank, status(r), size(keys(r))",
                "null, null, 'in-force', 0; 'in-force', 'normal', 'in-force', 2");
    /* And so it stays when something else of it changes. */
    assert_answer(d->session, "MATCH (n) SET n.x = 1", "");
    assert_answer(d->session, "MATCH ()-[r]->() SET r.x = 1", "");
    assert_kept(d, "MATCH (n) RETURN n.key, n.name, n.short, size(keys(n))",
                "null, null, null, 1; 'a', null, null, 2; null, 'B', null, 2; 'c', 'c', 'c', 4; 7, 5, 's', 6");
    assert_kept(d, "MATCH ()-[r]->() RETURN r.status, r.rank, status(r), size(keys(r))",
                "null, null, 'in-force', 1; 'in-force', 'normal', 'in-force', 3");
}

static void test_persist__keeps_labels_and_identical_relationships(void **state)
{
    database *d = *state;
    assert_answer(d->session, "CREATE (a:Forum:`O d\"d` {i: 1}), (b {i: 2}), (a)-[:`is it?`]->(b), (a)-[:`is it?`]->(b), (a)-[:`is it?`]->(a)", "");
    assert_kept(d, "MATCH (a:Organisation)-[r]->(b) RETURN labels(a), type(r), b.i ORDER BY b.i",
                "['Forum', 'O d\"d'], 'is it?', 1; ['Forum', 'O d\"d'], 'is it?', 2; ['Forum', 'O d\"d'], 'is it?', 2");
    assert_answer(d->session, "MATCH (a {i: 1}) REMOVE a:Forum SET a:Z", "");
    assert_answer(d->session, "MATCH ()-[r]->({i: 2}) WITH r LIMIT 1 DELETE r", "");
    assert_kept(d, "MATCH (a)-[r]->(b) RETURN labels(a), b.i ORDER BY b.i", "['O d\"d', 'Z'], 1; ['O d\"d', 'Z'], 2");
}

static void test_persist__keys_are_unique(void **state)
{
    database *d = *state;
    assert_answer(d->session, "CREATE (:A {key: 'x', name: 'Xanthi'}), (:A {key: 'y'})", "");
    assert_fault(d->session, "CREATE (:B {key: 'x'})", "\"x\" already: Xanthi");
    assert_fault(d->session, "MATCH (n {key: 'y'}) SET n.key = 'x'", "already");
    assert_fault(d->session, "CREATE (:B {key: 'z'}), (:B {key: 'z'})", "already");
    assert_fault(d->session, "CREATE ({key: ''})", "not empty");
    assert_fault(d->session, "CREATE ({key: '_:n1'})", "Entente makes");
    assert_answer(d->session, "MATCH (a {key: 'x'}), (b {key: 'y'}) SET a.key = 'y', b.key = 'x'", "");
    assert_kept(d, "MATCH (n) RETURN n.key, n.name", "'y', 'Xanthi'; 'x', null");
    assert_answer(d->session, "MATCH (n {key: 'y'}) REMOVE n.key CREATE ({key: 'y', i: 3})", "");
    assert_answer(d->session, "MATCH (n {key: 'x'}) DELETE n CREATE ({key: 'x', i: 4})", "");
    assert_kept(d, "MATCH (n) RETURN n.key, n.name, n.i", "null, 'Xanthi', null; 'y', null, 3; 'x', null, 4");
}

static void test_persist__writes_claims(void **state)
{
    database *d = *state;
    assert_answer(d->session, "CREATE (:Source {key: 's1', as_of: '2021-03'}), (:Source {key: 's2'}), (:A {key: 'a'}), (:A {key: 'b'})", "");
    assert_answer(d->session,
                  "MATCH (a {key: 'a'}), (b {key: 'b'}) CREATE (a)-[:MEMBER_OF {valid: '/..', status: 'planned', rank: "
                  "'preferred', citations: [{source: 's1', paragraph: 26, note: 'n'}, {source: 's2', page: 'xii', how: "
                  "'implied', url: 'https://example.org'}, {source: 's1', paragraph: '26', note: 'n'}]}]->(b)", "");
    static const char all[] =
        "MATCH ()-[r]->() RETURN citations(r), sources(r), validity(r), status(r), r.citations, holds(r, '2021-02-28'), "
        "holds(r, '2021-03-01'), holds(r, '2021-02-28', 'possible')";
    assert_kept(d, all, "[{source: 's1', how: 'stated', paragraph: '26', note: 'n'}, {source: 's2', how: 'implied', page: "
                        "'xii', url: 'https://example.org'}], ['s1', 's2'], '/..', 'planned', null, false, true, true");
    assert_kept(d, "MATCH (a)-[r]->(b) AS OF date('2021-03-01') RETURN count(r)", "1");
    assert_kept(d, "MATCH (a)-[r]->(b) AS OF date('2021-02-28') RETURN count(r)", "0");
    /* The moment that a source speaks from moves the bounds of what cites it. */
    assert_answer(d->session, "MATCH (s {key: 's1'}) SET s.as_of = '2021-02'", "");
    assert_kept(d, "MATCH (a)-[r]->(b) AS OF date('2021-02-28') RETURN count(r)", "1");
    /* Replacing properties keeps what the map does not name. */
    assert_answer(d->session, "MATCH ()-[r]->() SET r = {w: 1}", "");
    assert_kept(d, "MATCH ()-[r]->() RETURN sources(r), r.valid, r.w", "['s1', 's2'], null, 1");
    assert_answer(d->session, "MATCH ()-[r]->() MATCH (s {key: 's2'}) SET r.citations = [{source: s}]", "");
    assert_kept(d, "MATCH ()-[r]->() RETURN citations(r)", "[{source: 's2', how: 'stated'}]");
    assert_answer(d->session, "MATCH ()-[r]->() SET r.citations = null", "");
    assert_kept(d, "MATCH ()-[r]->() RETURN citations(r)", "[]");
    assert_answer(d->session, "MERGE (n:A {key: 'c'}) ON CREATE SET n.valid = '2001/2002', n.citations = [{source: 's1'}]", "");
    assert_kept(d, "MATCH (n {key: 'c'}) RETURN validity(n), sources(n), holds(n, '2001-06-01'), holds(n, '2003-06-01')",
                "'2001/2002', ['s1'], true, false");
}

static void test_persist__refuses_what_is_no_claim(void **state)
{
    database *d = *state;
    assert_answer(d->session, "CREATE (:Source {key: 's'})<-[:CITED_IN]-(:A {key: 'a'})", "");
    static const char *const faults[][2] = {
        { "MATCH (a:A) SET a.valid = '2021-13'", "valid is no period" },
        { "MATCH (a:A) SET a.valid = ''", "empty" },
        { "MATCH (a:A) SET a.valid = date('2021-12-06')", "toString" },
        { "MATCH (a:A) SET a.status = 'gone'", "only in-force, signed" },
        { "MATCH ()-[r]->() SET r.rank = 'best'", "only normal, preferred" },
        { "MATCH (a:A) SET a.citations = 's'", "this is no list" },
        { "MATCH (a:A) SET a.citations = ['s']", "no map" },
        { "MATCH (a:A) SET a.citations = [{paragraph: 1}]", "source is missing" },
        { "MATCH (a:A) SET a.citations = [{source: 'a'}]", "label Source" },
        { "MATCH (a:A) SET a.citations = [{source: 'x'}]", "no node with the key \"x\"" },
        { "MATCH (a:A) SET a.citations = [{source: 's', paragraph: 0}]", "paragraph is a whole number" },
        { "MATCH (a:A) SET a.citations = [{source: 's', url: 'ftp://x'}]", "http or https" },
        { "MATCH (a:A) SET a.citations = [{source: 's', how: 'surely'}]", "only stated, less-precise" },
        { "MATCH (a:A) SET a.citations = [{source: 's', where: 'x'}]", "no other member" },
        { "MATCH (s:Source) SET s.as_of = 'now'", "single date" },
        { "MATCH (s:Source) SET s.as_of = date('2021-01-01')", "single date" },
        { "MATCH (a:A) SET a.x = {y: 1}", "MAP" },
    };
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++)
        assert_fault(d->session, faults[i][0], faults[i][1]);
    assert_kept(d, "MATCH (a)-[r]->(s) RETURN size(keys(a)), size(keys(r)), size(keys(s))", "1, 0, 1");
    /* What is cited stays, whoever cites it. */
    assert_answer(d->session, "MATCH (a:A)-[r]->() SET r.citations = [{source: 's'}]", "");
    for (int i = 0; i < 2; i++, reopen_database(d)) {
        assert_fault(d->session, "MATCH (s:Source) REMOVE s:Source", "cited");
        assert_answer(d->session, "MATCH (a:A)-[r]->() SET a.citations = [{source: 's'}] DELETE r", "");
        assert_fault(d->session, "MATCH (s:Source) DELETE s", "cited");
        assert_answer(d->session, "MATCH (s:Source), (a:A) CREATE (a)-[:R {citations: [{source: 's'}]}]->(s)", "");
    }
    /* One that the file says is not there any more, or not of that source. */
    assert_answer(d->session, "CREATE (:Source {key: 't'})", "");
    reopen_database(d);
    assert_fault(d->session, "MATCH (s:Source {key: 's'}) DETACH DELETE s", "cited");
    assert_answer(d->session, "MATCH (a:A) SET a.citations = [{source: 't'}]", "");
    assert_answer(d->session, "MATCH ()-[r]->() DELETE r", "");
    assert_answer(d->session, "MATCH (s:Source {key: 's'}) DETACH DELETE s", "");
    assert_fault(d->session, "MATCH (s:Source) DELETE s", "cited");
    reopen_database(d);
    assert_fault(d->session, "MATCH (s:Source) DELETE s", "cited");
    assert_answer(d->session, "MATCH (n) DETACH DELETE n", "");
    assert_kept(d, "MATCH (n) RETURN count(n)", "0");
}

/* --- random statements against a session in memory -------------------------------------------------------- */

static void run_both(ent_session *memory, database *d, const char *text)
{
    ent_i_buffer a = ENT_I_BUFFER_INIT, b = ENT_I_BUFFER_INIT;
    ent_status x = run_text(memory, text, &a), y = run_text(d->session, text, &b);
    if (x != y)
        fail_msg("%s\nin memory: %s\nin the database: %s", text, ent_i_buffer_string(&a), ent_i_buffer_string(&b));
    ent_i_buffer_clear(&a);
    ent_i_buffer_clear(&b);
}

static void run_random(database *d, uint64_t seed)
{
    writer w = { .random = seed };
    ent_session *memory = new_session(NULL);
    run_both(memory, d, first_statement);
    for (unsigned i = 0; i < 150; i++) {
        ent_i_buffer text = ENT_I_BUFFER_INIT;
        put_next(&w, &text);
        run_both(memory, d, ent_i_buffer_string(&text));
        ent_i_buffer_clear(&text);
        if (i % 10 == 9 && !w.transaction) {
            assert_same_everything(memory, d->session);
            reopen_database(d);
            assert_same_everything(memory, d->session);
        }
    }
    if (w.transaction)
        run_both(memory, d, "COMMIT");
    reopen_database(d);
    assert_same_everything(memory, d->session);
    assert_sound(d);
    ent_session_free(memory);
}

static void test_persist__is_as_a_session_in_memory(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed <= 12; seed++) {
        database d;
        make_database(&d);
        d.snapshot = seed % 2 ? ENT_SNAPSHOT_ALWAYS : ENT_SNAPSHOT_AUTO;
        run_random(&d, seed);
        remove_database(&d);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_persist__keeps_every_kind_of_value, setup, teardown),
        cmocka_unit_test_setup_teardown(test_persist__shows_only_what_was_given, setup, teardown),
        cmocka_unit_test_setup_teardown(test_persist__keeps_labels_and_identical_relationships, setup, teardown),
        cmocka_unit_test_setup_teardown(test_persist__keys_are_unique, setup, teardown),
        cmocka_unit_test_setup_teardown(test_persist__writes_claims, setup, teardown),
        cmocka_unit_test_setup_teardown(test_persist__refuses_what_is_no_claim, setup, teardown),
        cmocka_unit_test(test_persist__is_as_a_session_in_memory),
    };
    return cmocka_run_group_tests_name("persist", tests, NULL, NULL);
}
