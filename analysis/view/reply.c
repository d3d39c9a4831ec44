/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "analysis/view/reply.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static void keep(ent_i_reply *reply, ent_status status)
{
    if (status < 0 && reply->status >= 0)
        reply->status = status;
}

static bool failed(const ent_i_reply *reply)
{
    return reply->status < 0;
}

static void set_frame(ent_i_reply *reply)
{
    static const char *const readings[] = { "certain", "nominal", "possible" };
    const ent_view *view = reply->view;
    char day[ENT_DAY_TEXT];
    const char *as_of = NULL, *reading = NULL, *data = NULL;
    if (view && !view->all_dates) {
        as_of = ent_day_format(view->day, day);
        reading = readings[view->reading];
    }
    if (reply->graph)
        data = ent_graph_meta(reply->graph, "name");
    keep(reply, ent_answer_set_frame(reply->answer, as_of, reading, data, reply->err));
}

void ent_i_reply_open(ent_i_reply *reply, const ent_graph *graph, const ent_view *view, const char *question,
                      ent_error *err)
{
    memset(reply, 0, sizeof *reply);
    reply->graph = graph;
    reply->view = view;
    reply->err = err;
    ent_i_arena_init(&reply->texts);
    keep(reply, ent_answer_new(question, &reply->answer, err));
    if (!failed(reply))
        set_frame(reply);
}

static void note_statuses(ent_i_reply *reply)
{
    ent_i_buffer text = ENT_I_BUFFER_INIT;
    if (!reply->view || !reply->view->some_statuses)
        return;
    ent_i_view_statuses(reply->view, &text);
    ent_i_reply_note(reply, "Only ties stated as %s (--status).", ent_i_buffer_string(&text));
    ent_i_reply_drop(reply, &text);
}

ent_status ent_i_reply_finish(ent_i_reply *reply, ent_answer **ret)
{
    note_statuses(reply);
    ent_status status = reply->status;
    if (status < 0)
        ent_answer_free(reply->answer);
    else
        *ret = reply->answer;
    reply->answer = NULL;
    ent_i_arena_clear(&reply->texts);
    free(reply->cells);
    reply->cells = NULL;
    return status;
}

void ent_i_reply_reset(ent_i_reply *reply, ent_i_buffer *text)
{
    if (!failed(reply))
        keep(reply, ent_i_buffer_status(text, reply->err));
    ent_i_buffer_reset(text);
}

void ent_i_reply_drop(ent_i_reply *reply, ent_i_buffer *text)
{
    ent_i_reply_reset(reply, text);
    ent_i_buffer_clear(text);
}

/* Add a formatted text by one of the answer's functions that take a text. */
static void add_text(ent_i_reply *reply, ent_status (*add)(ent_answer *, const char *, ent_error *),
                     const char *format, va_list arguments)
{
    if (failed(reply))
        return;
    char *text = NULL;
    if (vasprintf(&text, format, arguments) < 0) {
        keep(reply, ent_i_nomem(reply->err));
        return;
    }
    keep(reply, add(reply->answer, text, reply->err));
    free(text);
}

void ent_i_reply_title(ent_i_reply *reply, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_text(reply, ent_answer_set_title, format, arguments);
    va_end(arguments);
}

void ent_i_reply_note(ent_i_reply *reply, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_text(reply, ent_answer_add_note, format, arguments);
    va_end(arguments);
}

void ent_i_reply_section(ent_i_reply *reply, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    add_text(reply, ent_answer_add_section, format, arguments);
    va_end(arguments);
}

static size_t add_column(ent_i_reply *reply, const char *name, const char *heading, ent_cell_kind kind,
                         bool machine_only)
{
    size_t column = reply->column_count;
    if (failed(reply))
        return column;
    const ent_column added = { name, heading, kind, machine_only };
    keep(reply, ent_answer_add_column(reply->answer, &added, reply->err));
    if (!failed(reply))
        keep(reply, ENT_I_RESERVE(reply->cells, reply->column_capacity, column + 1, reply->err));
    if (failed(reply))
        return column;
    reply->cells[column] = (ent_cell){ .kind = ENT_CELL_NULL };
    reply->column_count++;
    return column;
}

size_t ent_i_reply_column(ent_i_reply *reply, const char *name, const char *heading, ent_cell_kind kind)
{
    return add_column(reply, name, heading, kind, false);
}

size_t ent_i_reply_machine_column(ent_i_reply *reply, const char *name, const char *heading, ent_cell_kind kind)
{
    return add_column(reply, name, heading, kind, true);
}

static const char *copied(ent_i_reply *reply, const char *text)
{
    const char *copy = ent_i_arena_string(&reply->texts, text);
    if (!copy) {
        keep(reply, ent_i_nomem(reply->err));
        return "";
    }
    return copy;
}

void ent_i_reply_text(ent_i_reply *reply, size_t column, const char *text)
{
    if (failed(reply) || !text)
        return;
    reply->cells[column] = (ent_cell){ .kind = ENT_CELL_TEXT, .text = copied(reply, text) };
}

void ent_i_reply_printf(ent_i_reply *reply, size_t column, const char *format, ...)
{
    if (failed(reply))
        return;
    va_list arguments;
    va_start(arguments, format);
    char *text = NULL;
    int length = vasprintf(&text, format, arguments);
    va_end(arguments);
    if (length < 0) {
        keep(reply, ent_i_nomem(reply->err));
        return;
    }
    ent_i_reply_text(reply, column, text);
    free(text);
}

void ent_i_reply_date(ent_i_reply *reply, size_t column, const char *text)
{
    if (failed(reply) || !text || !*text)
        return;
    reply->cells[column] = (ent_cell){ .kind = ENT_CELL_DATE, .text = copied(reply, text) };
}

ent_cell ent_i_reply_node_cell(ent_i_reply *reply, ent_node node)
{
    ent_node_view seen;
    ent_graph_node(reply->graph, node, &seen);
    return (ent_cell){ .kind = ENT_CELL_NODE, .text = seen.source ? seen.key : seen.short_name, .key = seen.key };
}

ent_cell ent_i_reply_text_cell(ent_i_reply *reply, const char *text)
{
    if (failed(reply) || !text)
        return (ent_cell){ .kind = ENT_CELL_NULL };
    return (ent_cell){ .kind = ENT_CELL_TEXT, .text = copied(reply, text) };
}

void ent_i_reply_node(ent_i_reply *reply, size_t column, ent_node node)
{
    if (!failed(reply))
        reply->cells[column] = ent_i_reply_node_cell(reply, node);
}

void ent_i_reply_integer(ent_i_reply *reply, size_t column, int64_t value)
{
    if (!failed(reply))
        reply->cells[column] = (ent_cell){ .kind = ENT_CELL_INTEGER, .integer = value };
}

void ent_i_reply_number(ent_i_reply *reply, size_t column, double value)
{
    if (!failed(reply))
        reply->cells[column] = (ent_cell){ .kind = ENT_CELL_NUMBER, .number = value };
}

void ent_i_reply_boolean(ent_i_reply *reply, size_t column, bool value)
{
    if (!failed(reply))
        reply->cells[column] = (ent_cell){ .kind = ENT_CELL_BOOLEAN, .integer = value };
}

ent_cell *ent_i_reply_list(ent_i_reply *reply, size_t column, size_t count)
{
    if (failed(reply))
        return NULL;
    ent_cell *items = NULL;
    if (count) {
        items = count > SIZE_MAX / sizeof *items ? NULL : ent_i_arena_alloc(&reply->texts, count * sizeof *items);
        if (!items) {
            keep(reply, ent_i_nomem(reply->err));
            return NULL;
        }
        memset(items, 0, count * sizeof *items);
    }
    reply->cells[column] = (ent_cell){ .kind = ENT_CELL_LIST, .items = items, .count = count };
    return items;
}

void ent_i_reply_row(ent_i_reply *reply)
{
    if (failed(reply))
        return;
    keep(reply, ent_answer_add_row(reply->answer, reply->cells, reply->err));
    for (size_t i = 0; i < reply->column_count; i++)
        reply->cells[i] = (ent_cell){ .kind = ENT_CELL_NULL };
    ent_i_arena_clear(&reply->texts);
    ent_i_arena_init(&reply->texts);
}

/* --- ties ---------------------------------------------------------------------------------------------- */

typedef struct named_source {
    const char *key;
    ent_node node;
} named_source;

static int by_key(const void *a, const void *b)
{
    return strcmp(((const named_source *)a)->key, ((const named_source *)b)->key);
}

typedef struct source_list {
    named_source *items;
    size_t count, capacity;
} source_list;

static void add_citations(ent_i_reply *reply, ent_tie tie, source_list *list)
{
    size_t citations = ent_graph_tie_citation_count(reply->graph, tie);
    for (size_t i = 0; i < citations && !failed(reply); i++) {
        ent_citation_view citation;
        ent_graph_tie_citation(reply->graph, tie, i, &citation);
        if (reply->view && !ent_i_view_allows_source(reply->view, citation.source))
            continue;
        keep(reply, ENT_I_RESERVE(list->items, list->capacity, list->count + 1, reply->err));
        if (failed(reply))
            return;
        ent_node_view node;
        ent_graph_node(reply->graph, citation.source, &node);
        list->items[list->count++] = (named_source){ node.key, citation.source };
    }
}

/* Undated claims that a preferred one outranks state the same tie without its date: who makes them supports
 * it too. Claims of another date contradict it and are left to `show`. */
static void add_outranked(ent_i_reply *reply, ent_tie tie, source_list *list)
{
    ent_tie_view counted, other;
    ent_graph_tie(reply->graph, tie, &counted);
    if (!reply->view || counted.rank != ENT_RANK_PREFERRED)
        return;
    ent_arcs arcs = ent_graph_out(reply->graph, counted.source);
    for (size_t i = 0; i < arcs.count && !failed(reply); i++) {
        ent_i_reason reason = ENT_I_REASON_NONE;
        ent_graph_tie(reply->graph, arcs.ties[i], &other);
        if (arcs.others[i] != counted.target || other.type != counted.type || other.status != counted.status ||
            !ent_view_tie_undated(reply->view, arcs.ties[i]) ||
            ent_i_view_standing(reply->view, arcs.ties[i], NULL, 0, &reason) != ENT_STANDING_FILTERED)
            continue;
        if (reason == ENT_I_REASON_OUTRANKED)
            add_citations(reply, arcs.ties[i], list);
    }
}

void ent_i_reply_sources(ent_i_reply *reply, size_t column, const ent_tie *ties, size_t count)
{
    if (failed(reply))
        return;
    source_list list = { NULL, 0, 0 };
    for (size_t i = 0; i < count && !failed(reply); i++) {
        add_citations(reply, ties[i], &list);
        add_outranked(reply, ties[i], &list);
    }
    if (list.count)
        qsort(list.items, list.count, sizeof *list.items, by_key);
    size_t distinct = 0;
    for (size_t i = 0; i < list.count; i++)
        if (!distinct || list.items[distinct - 1].node != list.items[i].node)
            list.items[distinct++] = list.items[i];
    ent_cell *items = ent_i_reply_list(reply, column, distinct);
    for (size_t i = 0; items && i < distinct; i++)
        items[i] = ent_i_reply_node_cell(reply, list.items[i].node);
    free(list.items);
}

void ent_i_reply_status_columns(ent_i_reply *reply, ent_i_status_columns *ret)
{
    ret->shown = ent_i_reply_column(reply, "standing", "STATUS", ENT_CELL_TEXT);
    ret->status = ent_i_reply_machine_column(reply, "status", "STORED STATUS", ENT_CELL_TEXT);
    ret->uncertain = ent_i_reply_machine_column(reply, "uncertain", "UNCERTAIN", ENT_CELL_BOOLEAN);
}

void ent_i_reply_status(ent_i_reply *reply, const ent_i_status_columns *columns, ent_tie tie, const char *word)
{
    ent_tie_view seen;
    ent_graph_tie(reply->graph, tie, &seen);
    bool uncertain = reply->view && ent_view_tie_uncertain(reply->view, tie);
    ent_i_reply_printf(reply, columns->shown, "%s%s", word, uncertain ? " ?" : "");
    ent_i_reply_text(reply, columns->status, ent_tie_status_text(seen.status));
    ent_i_reply_boolean(reply, columns->uncertain, uncertain);
}

void ent_i_reply_period(ent_i_reply *reply, size_t column, ent_tie tie, ent_i_part part)
{
    if (failed(reply))
        return;
    char buffer[ENT_VALID_TEXT];
    const char *text = ent_graph_tie_valid(reply->graph, tie, buffer);
    const char *slash = strchr(text, '/');
    size_t length = strlen(text);
    if (part == ENT_I_START && slash)
        length = (size_t)(slash - text);
    if (part == ENT_I_END) {
        /* A single date is given whole as the start: the day on which an event happened has no end of its own. */
        text = slash ? slash + 1 : text + length;
        length = strlen(text);
    }
    if (!length || (part == ENT_I_END && length == 2 && !memcmp(text, "..", 2)))
        return;
    const char *copy = ent_i_arena_copy(&reply->texts, text, length);
    if (!copy)
        keep(reply, ent_i_nomem(reply->err));
    else
        reply->cells[column] = (ent_cell){ .kind = ENT_CELL_DATE, .text = copy };
}
