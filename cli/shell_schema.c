/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the data holds: labels, types and properties; for :schema and for completion. */
#include <stdlib.h>
#include <string.h>

#include "cli/shell.h"

enum { PATIENCE = 700 }; /* milliseconds that completion may look for words */

/* --- words ------------------------------------------------------------------------------------------------------- */

bool shell_words_add(shell_words *words, const char *text, size_t length)
{
    if (words->count >= words->capacity) {
        size_t capacity = words->capacity ? words->capacity * 2 : 32;
        char **items = realloc(words->items, capacity * sizeof *items);
        if (!items)
            return false;
        words->items = items;
        words->capacity = capacity;
    }
    char *copy = strndup(text, length);
    if (!copy)
        return false;
    words->items[words->count++] = copy;
    return true;
}

void shell_words_clear(shell_words *words)
{
    for (size_t i = 0; i < words->count; i++)
        free(words->items[i]);
    free(words->items);
    *words = (shell_words){ NULL, 0, 0 };
}

void shell_forget_known(shell *self)
{
    for (int i = 0; i < 3; i++)
        shell_words_clear(&self->words[i]);
    self->known = false;
}

/* When there is more than can be looked through in time, the vocabulary has to do. */
static void add_vocabulary(shell *self)
{
    const ent_graph *graph = ent_session_graph(self->session);
    bool kept = true;
    for (size_t i = 0; graph && kept && i < ent_graph_label_count(graph); i++) {
        ent_label_view view;
        ent_graph_label(graph, (ent_label)i, &view);
        kept = shell_words_add(&self->words[SHELL_LABELS], view.name, strlen(view.name));
    }
    for (size_t i = 0; graph && kept && i < ent_graph_type_count(graph); i++) {
        ent_type_view view;
        ent_graph_type(graph, (ent_type)i, &view);
        kept = shell_words_add(&self->words[SHELL_TYPES], view.name, strlen(view.name));
    }
}

const shell_words *shell_known(shell *self, shell_word_kind kind)
{
    static const char *const questions[] = {
        "MATCH (n) UNWIND labels(n) AS word RETURN DISTINCT word",
        "MATCH ()-[r]->() RETURN DISTINCT type(r)",
        ("MATCH (n) UNWIND keys(n) AS word RETURN DISTINCT word UNION MATCH ()-[r]->() UNWIND keys(r) AS word "
         "RETURN DISTINCT word"),
    };
    if (!self->known) {
        bool whole = true;
        for (int i = 0; i < 3; i++)
            whole = shell_ask(self, questions[i], NULL, PATIENCE, &self->words[i]) >= 0 && whole;
        if (!whole)
            add_vocabulary(self);
        self->known = true;
    }
    return &self->words[kind];
}

/* --- :schema ----------------------------------------------------------------------------------------------------- */

typedef struct schema {
    shell *self;
    ent_answer *answer;
    ent_error error;
} schema;

static void describe_label(const schema *it, const char *name, char *text, size_t size)
{
    const ent_graph *graph = ent_session_graph(it->self->session);
    ent_label label = graph ? ent_graph_find_label(graph, name) : ENT_NO_LABEL;
    ent_label_view view, parent;
    text[0] = '\0';
    if (label == ENT_NO_LABEL)
        return;
    ent_graph_label(graph, label, &view);
    if (view.parent == ENT_NO_LABEL)
        return;
    ent_graph_label(graph, view.parent, &parent);
    snprintf(text, size, "a kind of %s", parent.name);
}

static void describe_type(const schema *it, const char *name, char *text, size_t size)
{
    const ent_graph *graph = ent_session_graph(it->self->session);
    ent_type type = graph ? ent_graph_find_type(graph, name) : ENT_NO_TYPE;
    ent_type_view view;
    text[0] = '\0';
    if (type == ENT_NO_TYPE)
        return;
    ent_graph_type(graph, type, &view);
    snprintf(text, size, "%s; %s%s", view.phrase, view.event ? "event" : "state", view.symmetric ? ", both ways" : "");
}

static ent_status add_row(schema *it, const char *name, int64_t count, const char *meaning)
{
    ent_cell cells[3] = { { .kind = ENT_CELL_TEXT, .text = name },
                          { .kind = ENT_CELL_INTEGER, .integer = count },
                          { .kind = *meaning ? ENT_CELL_TEXT : ENT_CELL_NULL, .text = meaning } };
    return ent_answer_add_row(it->answer, cells, &it->error);
}

static ent_status add_section(schema *it, const char *heading, const char *question,
                              void (*describe)(const schema *, const char *, char *, size_t))
{
    ent_query *query = NULL;
    char meaning[300] = "";
    ent_status status = ent_query_prepare(it->self->session, question, SIZE_MAX, &query, &it->error);
    ent_query_limits limits = { .interrupted = shell_is_stopped };
    if (status >= 0)
        ent_query_set_limits(query, &limits);
    bool begun = false;
    while (status >= 0 && (status = ent_query_step(query, &it->error)) == ENT_OK) {
        const char *name = ent_query_text(query, 0, NULL);
        if (!begun)
            status = ent_answer_add_section(it->answer, heading, &it->error);
        begun = true;
        if (describe)
            describe(it, name, meaning, sizeof meaning);
        if (status >= 0)
            status = add_row(it, name, ent_value_integer(ent_query_value(query, 1)), meaning);
    }
    ent_query_free(query);
    return status < 0 ? status : ENT_OK;
}

static ent_status fill(schema *it)
{
    static const ent_column columns[] = { { "name", "NAME", ENT_CELL_TEXT, false },
                                          { "count", "COUNT", ENT_CELL_INTEGER, false },
                                          { "meaning", "MEANING", ENT_CELL_TEXT, false } };
    ent_status status = ent_answer_new(NULL, &it->answer, &it->error);
    if (status >= 0)
        status = ent_answer_set_title(it->answer, "What the data holds", &it->error);
    for (size_t i = 0; i < 3 && status >= 0; i++)
        status = ent_answer_add_column(it->answer, &columns[i], &it->error);
    if (status >= 0)
        status = add_section(it, "Labels of nodes",
                             "MATCH (n) UNWIND labels(n) AS name RETURN name, count(*) AS c ORDER BY name", describe_label);
    if (status >= 0)
        status = add_section(it, "Types of relationships",
                             "MATCH ()-[r]->() RETURN type(r) AS name, count(*) AS c ORDER BY name", describe_type);
    if (status >= 0)
        status = add_section(it, "Properties of nodes",
                             "MATCH (n) UNWIND keys(n) AS name RETURN name, count(*) AS c ORDER BY name", NULL);
    if (status >= 0)
        status = add_section(it, "Properties of relationships",
                             "MATCH ()-[r]->() UNWIND keys(r) AS name RETURN name, count(*) AS c ORDER BY name", NULL);
    return status;
}

int shell_schema(shell *self, const char *argument)
{
    (void)argument;
    schema it = { .self = self };
    double start = shell_clock();
    shell_begin_work(self);
    int result = fill(&it) < 0 ? cli_fail(&it.error, NULL) : shell_print(self, it.answer);
    shell_end_work();
    ent_answer_free(it.answer);
    shell_tell_time(self, shell_clock() - start);
    return result;
}
