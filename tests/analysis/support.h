/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Small networks written as lines of words; "-" stands for an absent one:
 *   meta NAME VALUE
 *   label NAME PARENT
 *   type NAME state|event directed|symmetric
 *   node KEY LABEL [VALID]
 *   source KEY AS_OF [GROUP]
 *   tie FROM TYPE TO [VALID [STATUS [RANK [SOURCE,SOURCE... [PROPERTIES]]]]]
 */
#ifndef ENT_TEST_ANALYSIS_SUPPORT_H
#define ENT_TEST_ANALYSIS_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <entente/question.h>

#define assert_ok(status, err)                                                     \
    do {                                                                           \
        if ((status) < 0)                                                          \
            fail_msg("%s: %s", ent_status_name((err).code), (err).message);        \
    } while (0)

enum { SUPPORT_WORDS = 9 };

static inline ent_text word_text(const char *word)
{
    return word && strcmp(word, "-") ? (ent_text){ word, strlen(word) } : (ent_text){ NULL, 0 };
}

static inline void add_support_tie(ent_graph *graph, char **w)
{
    ent_error err = { 0 };
    ent_citation_record citations[8];
    size_t count = 0;
    memset(citations, 0, sizeof citations);
    if (w[7] && strcmp(w[7], "-"))
        for (char *save = NULL, *key = strtok_r(w[7], ",", &save); key; key = strtok_r(NULL, ",", &save)) {
            assert_true(count < 8);
            citations[count++].source = word_text(key);
        }
    ent_tie_record record = { .source = word_text(w[1]), .type = word_text(w[2]), .target = word_text(w[3]),
                              .valid = word_text(w[4]), .status = word_text(w[5]), .rank = word_text(w[6]),
                              .properties = word_text(w[8]), .citations = citations, .citation_count = count };
    assert_ok(ent_graph_add_tie(graph, &record, NULL, &err), err);
}

static inline void add_support_source(ent_graph *graph, char **w)
{
    ent_error err = { 0 };
    char properties[256];
    const char *as_of = w[2] && strcmp(w[2], "-") ? w[2] : "";
    snprintf(properties, sizeof properties, "{\"title\":\"Title of %s\"%s%s%s%s%s%s}", w[1],
             *as_of ? ",\"as_of\":\"" : "", as_of, *as_of ? "\"" : "", w[3] ? ",\"group\":\"" : "", w[3] ? w[3] : "",
             w[3] ? "\"" : "");
    ent_text labels[] = { word_text("Source") };
    ent_node_record record = { .key = word_text(w[1]), .labels = labels, .label_count = 1,
                               .properties = word_text(properties) };
    assert_ok(ent_graph_add_node(graph, &record, NULL, &err), err);
}

static inline void add_support_line(ent_graph *graph, char *line)
{
    ent_error err = { 0 };
    char *w[SUPPORT_WORDS + 1] = { NULL }, *save = NULL;
    for (int i = 0; i < SUPPORT_WORDS; i++)
        if (!(w[i] = strtok_r(i ? NULL : line, " ", &save)))
            break;
    if (!w[0])
        return;
    if (!strcmp(w[0], "meta")) {
        assert_ok(ent_graph_set_meta(graph, word_text(w[1]), word_text(w[2]), NULL, &err), err);
    } else if (!strcmp(w[0], "label")) {
        ent_label_record record = { .name = word_text(w[1]), .parent = word_text(w[2]) };
        assert_ok(ent_graph_add_label(graph, &record, &err), err);
    } else if (!strcmp(w[0], "type")) {
        ent_type_record record = { .name = word_text(w[1]), .kind = word_text(w[2]), .direction = word_text(w[3]) };
        assert_ok(ent_graph_add_type(graph, &record, &err), err);
    } else if (!strcmp(w[0], "node")) {
        ent_text labels[] = { word_text(w[2]) };
        ent_node_record record = { .key = word_text(w[1]), .labels = labels, .label_count = labels[0].data ? 1 : 0,
                                   .valid = word_text(w[3]) };
        assert_ok(ent_graph_add_node(graph, &record, NULL, &err), err);
    } else if (!strcmp(w[0], "source")) {
        add_support_source(graph, w);
    } else if (!strcmp(w[0], "tie")) {
        add_support_tie(graph, w);
    } else {
        fail_msg("unknown line: %s", w[0]);
    }
}

static inline ent_graph *graph_of(const char *text)
{
    ent_error err = { 0 };
    ent_graph *graph = NULL;
    assert_ok(ent_graph_new(&graph, &err), err);
    char *copy = strdup(text), *save = NULL;
    for (char *line = strtok_r(copy, "\n", &save); line; line = strtok_r(NULL, "\n", &save))
        add_support_line(graph, line);
    free(copy);
    assert_ok(ent_graph_finish(graph, &err), err);
    return graph;
}

static inline ent_node node_of(const ent_graph *graph, const char *key)
{
    ent_node node = ent_graph_find_key(graph, key, strlen(key));
    if (node == ENT_NONE)
        fail_msg("no node %s", key);
    return node;
}

static inline ent_view *view_of(const ent_graph *graph, const ent_filter *filter)
{
    ent_error err = { 0 };
    ent_view *view = NULL;
    assert_ok(ent_view_new(graph, filter, &view, &err), err);
    return view;
}

static inline ent_view *view_at(const ent_graph *graph, const char *as_of)
{
    ent_filter filter = ENT_FILTER_INIT;
    filter.as_of = as_of;
    return view_of(graph, &filter);
}

static inline const char *key_of(const ent_graph *graph, ent_node node)
{
    ent_node_view seen;
    ent_graph_node(graph, node, &seen);
    return seen.key;
}

static inline size_t column_of(const ent_answer *answer, const char *name)
{
    for (size_t i = 0; i < ent_answer_column_count(answer); i++)
        if (!strcmp(ent_answer_column(answer, i)->name, name))
            return i;
    fail_msg("no column %s", name);
    return 0;
}

static inline const ent_cell *cell_of(const ent_answer *answer, size_t row, const char *column)
{
    assert_true(row < ent_answer_row_count(answer));
    return &ent_answer_row(answer, row)[column_of(answer, column)];
}

/* The text of a cell; the items of a list joined with blanks. */
static inline const char *text_of(const ent_answer *answer, size_t row, const char *column)
{
    static char text[1024];
    const ent_cell *cell = cell_of(answer, row, column);
    text[0] = '\0';
    if (cell->kind == ENT_CELL_LIST)
        for (size_t i = 0; i < cell->count; i++)
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i ? " " : "",
                     cell->items[i].text ? cell->items[i].text : "-");
    else if (cell->kind == ENT_CELL_INTEGER)
        snprintf(text, sizeof text, "%lld", (long long)cell->integer);
    else
        snprintf(text, sizeof text, "%s", cell->text ? cell->text : "");
    return text;
}

/* The row whose node column names a node; fails without one. */
static inline size_t row_of(const ent_answer *answer, const char *column, const char *key)
{
    for (size_t i = 0; i < ent_answer_row_count(answer); i++) {
        const ent_cell *cell = cell_of(answer, i, column);
        if (cell->key && !strcmp(cell->key, key))
            return i;
    }
    fail_msg("no row for %s", key);
    return 0;
}

static inline size_t section_rows(const ent_answer *answer, const char *heading)
{
    for (size_t i = 0; i < ent_answer_section_count(answer); i++) {
        const ent_section *section = ent_answer_section(answer, i);
        if (section->heading && !strcmp(section->heading, heading))
            return (i + 1 < ent_answer_section_count(answer) ? ent_answer_section(answer, i + 1)->first_row
                                                             : ent_answer_row_count(answer)) -
                   section->first_row;
    }
    return 0;
}

static inline bool has_note(const ent_answer *answer, const char *part)
{
    for (size_t i = 0; i < ent_answer_note_count(answer); i++)
        if (strstr(ent_answer_note(answer, i), part))
            return true;
    return false;
}

#endif
