/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random graphs with everything a graph can hold, and comparing two graphs. */
#ifndef TESTS_LOADERS_GRAPHS_H
#define TESTS_LOADERS_GRAPHS_H

#include "support.h"

#include <entente/load.h>

static inline ent_text text_of(const char *text)
{
    return (ent_text){ text, strlen(text) };
}

/* What a format can hold: ORACLE_ALL, or without what CSV leaves out. */
#define WITH_VOCABULARY 1u
#define WITH_META 2u
#define WITH_NODE_CITATIONS 4u
#define WITH_AMBIGUITY 8u
#define WITH_EMPTY_NAMES 16u
#define WITH_MIXED_ORDER 32u /* members of properties in different orders */
#define WITH_EVERYTHING 63u

static const char *const odd_texts[] = {
    "plain",  "with, comma", "with \"quotes\"", "line\nbreak", "caf\xC3\xA9 \xF0\x9F\x98\x80", " blanks ", "semi;colon",
    "back\\slash", "tab\there", "\x01\x1f", "true", "12", "1.50", "null", "{}", "a:int", "'", "\r\n", "[1]", "-0",
};
static const char *const odd_values[] = {
    "9007199254740993", "9223372036854775807", "-9223372036854775808", "1.0", "1", "1e5", "-0", "0.10", "true", "false",
    "null", "\"\"", "\"text\"", "\"12\"", "\"true\"", "\"a,b;c\\\"\\n\"", "[1,2,{\"x\":null}]", "{\"b\":1,\"a\":[]}",
    "\"\xC3\xA9\"", "1E300", "\"\\u0000\"",
};
static const char *const odd_names[] = { "weight", "note of mine", "x:int", "a,b", "key", "from", "\xC3\xA9", "z", " Name" };
static const char *const valid_texts[] = { "2009-06-16/..", "2007/2018", "/1991-12", "2001-06-15/", "1999~", "20XX",
                                           "[1667,1668]", "2011-05-17", "../2020", "Y-170000002/2000" };
#define PICK(random, list) ((list)[next_random(random) % (sizeof(list) / sizeof *(list))])

/* An object of some members; the text lives until the next call with the same buffer. */
static inline ent_text random_properties(uint64_t *random, unsigned with, char *buffer, size_t size, int unique)
{
    size_t at = 0, names = sizeof odd_names / sizeof *odd_names, start = with & WITH_MIXED_ORDER ? next_random(random) % names : 0;
    at += (size_t)snprintf(buffer, size, "{");
    for (size_t i = 0; i < names; i++)
        if (next_random(random) % 4 == 0)
            at += (size_t)snprintf(buffer + at, size - at, "%s\"%s\":%s", at > 1 ? "," : "", odd_names[(start + i) % names],
                                   PICK(random, odd_values));
    if (unique >= 0)
        at += (size_t)snprintf(buffer + at, size - at, "%s\"unique\":%d", at > 1 ? "," : "", unique);
    if (at == 1 && !(with & WITH_VOCABULARY))
        return (ent_text){ NULL, 0 }; /* an empty object is the same as none in CSV */
    at += (size_t)snprintf(buffer + at, size - at, "}");
    return (ent_text){ buffer, at };
}

static inline size_t random_citations(uint64_t *random, ent_citation_record *citations, size_t most)
{
    static const char *const hows[] = { "stated", "implied", "less-precise", "from-memory" };
    static const char *const sources[] = { "source-a", "source-b", "source-c" };
    size_t count = next_random(random) % (most + 1);
    for (size_t i = 0; i < count; i++) {
        citations[i] = (ent_citation_record){ .source = text_of(PICK(random, sources)) };
        if (next_random(random) % 2)
            citations[i].paragraph = text_of("26");
        if (next_random(random) % 2)
            citations[i].page = text_of("xii, 4");
        if (next_random(random) % 2)
            citations[i].url = text_of("https://example.org/?a=1,2");
        if (next_random(random) % 2)
            citations[i].how = text_of(PICK(random, hows));
        if (next_random(random) % 2)
            citations[i].note = text_of(PICK(random, odd_texts));
    }
    return count;
}

static inline void add_random_node(ent_graph *graph, uint64_t *random, unsigned with, int number)
{
    static const char *const labels[] = { "State", "Forum", "Unheard of", "Odd;label", "Weapon" };
    char key[64], properties[2048];
    ent_text label_texts[3];
    ent_alias_record aliases[3];
    ent_citation_record citations[3];
    static const char *const sources[] = { "source-a", "source-b", "source-c" };
    if (number < 3)
        snprintf(key, sizeof key, "%s", sources[number]);
    else
        snprintf(key, sizeof key, "node-%d%s", number, number % 7 == 0 ? " \"odd\", key" : "");
    ent_node_record record = { .key = text_of(key), .labels = label_texts, .aliases = aliases, .citations = citations };
    record.label_count = next_random(random) % 3;
    for (size_t i = 0; i < record.label_count; i++)
        label_texts[i] = text_of(labels[(next_random(random) % 2) + 2 * i]);
    if (number < 3) {
        label_texts[0] = text_of("Source");
        record.label_count = 1;
    }
    if (next_random(random) % 2)
        record.name = with & WITH_EMPTY_NAMES && next_random(random) % 8 == 0 ? text_of("") : text_of(PICK(random, odd_texts));
    if (next_random(random) % 3 == 0)
        record.short_name = text_of(PICK(random, odd_texts));
    record.alias_count = next_random(random) % 4;
    for (size_t i = 0; i < record.alias_count; i++)
        aliases[i] = (ent_alias_record){ text_of(odd_texts[(next_random(random) % 5) + 5 * i]),
                                         with & WITH_AMBIGUITY && next_random(random) % 2 };
    if (next_random(random) % 3 == 0)
        record.valid = text_of(PICK(random, valid_texts));
    if (next_random(random) % 3 == 0)
        record.status = text_of(ent_tie_status_text((ent_tie_status)(next_random(random) % ENT_TIE_STATUS_COUNT)));
    if (next_random(random) % 2)
        record.properties = random_properties(random, with, properties, sizeof properties, -1);
    if (with & WITH_NODE_CITATIONS && number >= 3)
        record.citation_count = random_citations(random, citations, 3);
    ent_error err = { 0 };
    if (ent_graph_add_node(graph, &record, NULL, &err) < 0)
        fail_msg("node %d: %s", number, err.message);
}

static inline void add_random_tie(ent_graph *graph, uint64_t *random, unsigned with, int number, int nodes)
{
    static const char *const types[] = { "MEMBER_OF", "KNOWS", "SIGNED", "of, sorts", "RELATED_TO" };
    char from[64], to[64], properties[2048];
    ent_citation_record citations[4];
    int a = 3 + (int)(next_random(random) % (uint64_t)(nodes - 3)), b = 3 + (int)(next_random(random) % (uint64_t)(nodes - 3));
    snprintf(from, sizeof from, "node-%d%s", a, a % 7 == 0 ? " \"odd\", key" : "");
    snprintf(to, sizeof to, "node-%d%s", b, b % 7 == 0 ? " \"odd\", key" : "");
    ent_tie_record record = { .source = text_of(from), .type = text_of(PICK(random, types)), .target = text_of(to),
                              .citations = citations };
    bool unique = next_random(random) % 2;
    if (next_random(random) % 2)
        record.valid = text_of(PICK(random, valid_texts));
    if (next_random(random) % 3 == 0)
        record.status = text_of(ent_tie_status_text((ent_tie_status)(next_random(random) % ENT_TIE_STATUS_COUNT)));
    if (unique)
        record.rank = text_of(ent_rank_text((ent_rank)(next_random(random) % ENT_RANK_COUNT)));
    if (unique || next_random(random) % 2)
        record.properties = random_properties(random, with, properties, sizeof properties, unique ? number : -1);
    record.citation_count = random_citations(random, citations, 4);
    ent_error err = { 0 };
    if (ent_graph_add_tie(graph, &record, NULL, &err) < 0)
        fail_msg("tie %d: %s", number, err.message);
}

static inline ent_graph *random_graph(uint64_t seed, unsigned with, int nodes, int ties)
{
    uint64_t random = seed * 0x9E3779B97F4A7C15ULL + 1;
    ent_graph *graph = NULL;
    ent_error err = { 0 };
    ent_place place = { NULL, 0, 0 };
    assert_int_equal(ent_graph_new(&graph, NULL), ENT_OK);
    if (with & WITH_META) {
        assert_int_equal(ent_graph_set_meta(graph, text_of("name"), text_of("A \"name\"\n"), &place, NULL), ENT_OK);
        assert_int_equal(ent_graph_set_meta(graph, text_of("as_of"), text_of("2025-12"), &place, NULL), ENT_OK);
        assert_int_equal(ent_graph_set_meta(graph, text_of("something else"), text_of(""), &place, NULL), ENT_OK);
    }
    /* Nodes in the middle of the ties, so that both kinds of reference occur. */
    int early = (int)(next_random(&random) % (uint64_t)nodes), first_tie = (int)(next_random(&random) % (uint64_t)(ties + 1));
    if (!(with & WITH_NODE_CITATIONS))
        early = nodes;
    for (int i = nodes - early; i < nodes; i++)
        add_random_node(graph, &random, with, i);
    for (int i = 0; i < first_tie; i++)
        add_random_tie(graph, &random, with, i, nodes);
    for (int i = 0; i < nodes - early; i++)
        add_random_node(graph, &random, with, i);
    for (int i = first_tie; i < ties; i++)
        add_random_tie(graph, &random, with, i, nodes);
    if (with & WITH_VOCABULARY) {
        ent_label_record label = { .name = text_of("Unheard of"), .parent = text_of("Never \"used\""), .class_ = text_of("weapon") };
        ent_label_record above = { .name = text_of("Never \"used\""), .plural = text_of("Nevers"), .parent = text_of("Top") };
        ent_type_record type = { .name = text_of("KNOWS"), .phrase = text_of("knows"), .subject = text_of("people"),
                                 .direction = text_of("symmetric"), .kind = text_of("event") };
        assert_int_equal(ent_graph_add_label(graph, &label, NULL), ENT_OK);
        assert_int_equal(ent_graph_add_label(graph, &above, NULL), ENT_OK);
        assert_int_equal(ent_graph_add_type(graph, &type, NULL), ENT_OK);
    }
    if (ent_graph_finish(graph, &err) < 0)
        fail_msg("finish: %s", err.message);
    return graph;
}

static inline char *saved(const ent_graph *graph, const char *format, ent_part part, size_t *ret_length)
{
    ent_output *output = NULL;
    ent_error err = { 0 };
    size_t length = 0;
    assert_int_equal(ent_output_memory(&output, NULL), ENT_OK);
    if (ent_save(graph, ent_format_find(format), part, output, &err) < 0)
        fail_msg("save: %s", err.message);
    const char *text = ent_output_text(output, &length);
    char *copy = malloc(length + 1);
    assert_non_null(copy);
    memcpy(copy, text, length + 1);
    ent_output_free(output);
    *ret_length = length;
    return copy;
}

static inline void same_or_null(const char *a, const char *b)
{
    if (!a || !b)
        assert_true(a == b);
    else
        assert_string_equal(a, b);
}

static inline void assert_same_citation(const ent_graph *a, const ent_citation_view *x, const ent_graph *b,
                                        const ent_citation_view *y)
{
    ent_node_view m, n;
    ent_graph_node(a, x->source, &m);
    ent_graph_node(b, y->source, &n);
    assert_string_equal(m.key, n.key);
    assert_int_equal(x->how, y->how);
    same_or_null(x->paragraph, y->paragraph);
    same_or_null(x->page, y->page);
    same_or_null(x->url, y->url);
    same_or_null(x->note, y->note);
}

static inline void assert_same_node(const ent_graph *a, ent_node x, const ent_graph *b, ent_node y, unsigned with)
{
    ent_node_view m, n;
    ent_graph_node(a, x, &m);
    ent_graph_node(b, y, &n);
    assert_string_equal(m.key, n.key);
    assert_string_equal(m.name, n.name);
    assert_string_equal(m.short_name, n.short_name);
    assert_string_equal(m.valid, n.valid);
    same_or_null(m.properties, n.properties);
    assert_int_equal(m.status, n.status);
    assert_int_equal(m.source, n.source);
    assert_int_equal(m.label_count, n.label_count);
    for (size_t i = 0; i < m.label_count; i++) {
        ent_label_view k, l;
        ent_graph_label(a, m.labels[i], &k);
        ent_graph_label(b, n.labels[i], &l);
        assert_string_equal(k.name, l.name);
    }
    assert_int_equal(ent_graph_alias_count(a, x), ent_graph_alias_count(b, y));
    for (size_t i = 0; i < ent_graph_alias_count(a, x); i++) {
        ent_alias_view k, l;
        ent_graph_alias(a, x, i, &k);
        ent_graph_alias(b, y, i, &l);
        assert_string_equal(k.name, l.name);
        if (with & WITH_AMBIGUITY)
            assert_int_equal(k.ambiguous, l.ambiguous);
    }
    if (!(with & WITH_NODE_CITATIONS))
        return;
    assert_int_equal(ent_graph_node_citation_count(a, x), ent_graph_node_citation_count(b, y));
    for (size_t i = 0; i < ent_graph_node_citation_count(a, x); i++) {
        ent_citation_view k, l;
        ent_graph_node_citation(a, x, i, &k);
        ent_graph_node_citation(b, y, i, &l);
        assert_same_citation(a, &k, b, &l);
    }
}

static inline void assert_same_tie(const ent_graph *a, const ent_graph *b, ent_tie tie)
{
    ent_tie_view x, y;
    ent_node_view m, n;
    ent_type_view s, t;
    char one[ENT_VALID_TEXT], two[ENT_VALID_TEXT];
    ent_graph_tie(a, tie, &x);
    ent_graph_tie(b, tie, &y);
    ent_graph_node(a, x.source, &m);
    ent_graph_node(b, y.source, &n);
    assert_string_equal(m.key, n.key);
    ent_graph_node(a, x.target, &m);
    ent_graph_node(b, y.target, &n);
    assert_string_equal(m.key, n.key);
    ent_graph_type(a, x.type, &s);
    ent_graph_type(b, y.type, &t);
    assert_string_equal(s.name, t.name);
    assert_int_equal(x.status, y.status);
    assert_int_equal(x.rank, y.rank);
    same_or_null(x.properties, y.properties);
    assert_string_equal(ent_graph_tie_valid(a, tie, one), ent_graph_tie_valid(b, tie, two));
    assert_int_equal(ent_graph_tie_citation_count(a, tie), ent_graph_tie_citation_count(b, tie));
    for (size_t i = 0; i < ent_graph_tie_citation_count(a, tie); i++) {
        ent_citation_view k, l;
        ent_graph_tie_citation(a, tie, i, &k);
        ent_graph_tie_citation(b, tie, i, &l);
        assert_same_citation(a, &k, b, &l);
    }
}

static inline void assert_same_vocabulary(const ent_graph *a, const ent_graph *b)
{
    assert_int_equal(ent_graph_label_count(a), ent_graph_label_count(b));
    for (size_t i = 0; i < ent_graph_label_count(a); i++) {
        ent_label_view x, y, above, over;
        ent_graph_label(a, (ent_label)i, &x);
        ent_graph_label(b, ent_graph_find_label(b, x.name), &y);
        assert_string_equal(x.name, y.name);
        assert_string_equal(x.plural, y.plural);
        assert_int_equal(x.class_, y.class_);
        assert_int_equal(x.described, y.described);
        assert_int_equal(x.parent == ENT_NO_LABEL, y.parent == ENT_NO_LABEL);
        if (x.parent != ENT_NO_LABEL) {
            ent_graph_label(a, x.parent, &above);
            ent_graph_label(b, y.parent, &over);
            assert_string_equal(above.name, over.name);
        }
    }
    assert_int_equal(ent_graph_type_count(a), ent_graph_type_count(b));
    for (size_t i = 0; i < ent_graph_type_count(a); i++) {
        ent_type_view x, y;
        ent_graph_type(a, (ent_type)i, &x);
        ent_graph_type(b, ent_graph_find_type(b, x.name), &y);
        assert_string_equal(x.name, y.name);
        assert_string_equal(x.phrase, y.phrase);
        assert_string_equal(x.inverse, y.inverse);
        assert_string_equal(x.brief, y.brief);
        assert_string_equal(x.short_of ? x.short_of : "", y.short_of ? y.short_of : "");
        assert_int_equal(x.subject, y.subject);
        assert_int_equal(x.symmetric, y.symmetric);
        assert_int_equal(x.event, y.event);
        assert_int_equal(x.described, y.described);
    }
}

/* Everything that `with` names is the same. Nodes are found by key; ties stand in the same order. */
static inline void assert_same_graph(const ent_graph *a, const ent_graph *b, unsigned with)
{
    assert_int_equal(ent_graph_node_count(a), ent_graph_node_count(b));
    assert_int_equal(ent_graph_tie_count(a), ent_graph_tie_count(b));
    if (with & WITH_META) {
        assert_int_equal(ent_graph_meta_count(a), ent_graph_meta_count(b));
        for (size_t i = 0; i < ent_graph_meta_count(a); i++) {
            const char *x = NULL, *y = NULL;
            assert_string_equal(ent_graph_meta_at(a, i, &x), ent_graph_meta_at(b, i, &y));
            assert_string_equal(x, y);
        }
    }
    for (size_t i = 0; i < ent_graph_node_count(a); i++) {
        ent_node_view view;
        ent_graph_node(a, (ent_node)i, &view);
        ent_node there = ent_graph_find_key(b, view.key, strlen(view.key));
        assert_true(there != ENT_NONE);
        assert_same_node(a, (ent_node)i, b, there, with);
    }
    for (size_t i = 0; i < ent_graph_tie_count(a); i++)
        assert_same_tie(a, b, (ent_tie)i);
    if (with & WITH_VOCABULARY)
        assert_same_vocabulary(a, b);
}

#endif
