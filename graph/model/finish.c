/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Making, finishing and freeing a graph: references resolved, adjacency built in both directions. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/json_scan.h"
#include "graph/model/citations.h"
#include "graph/model/graph.h"
#include "graph/model/vocabulary.h"

ent_status ent_graph_new(ent_graph **ret, ent_error *err)
{
    ent_graph *graph = calloc(1, sizeof *graph);
    if (!graph)
        return ent_i_nomem(err);
    ent_i_arena_init(&graph->strings);
    graph->import = 1;
    graph->source_label = ENT_NO_LABEL;
    graph->coverage_end = ENT_DAY_MIN;
    *ret = graph;
    return ENT_OK;
}

/* The arrays of a graph on the heap; those of another are its pages. */
static void free_columns(ent_graph *graph)
{
    free(graph->nodes);
    free(graph->tie_source);
    free(graph->tie_target);
    free(graph->tie_type);
    free(graph->tie_status);
    free(graph->tie_rank);
    free(graph->tie_period);
    free(graph->tie_properties);
    free(graph->long_periods);
    free(graph->node_citations.items);
    free(graph->node_citations.starts);
    free(graph->tie_citations.items);
    free(graph->tie_citations.starts);
    free(graph->node_numbers.items);
    free(graph->tie_numbers.items);
    ent_i_adjacency_clear(&graph->out);
    ent_i_adjacency_clear(&graph->in);
}

void ent_graph_free(ent_graph *graph)
{
    if (!graph)
        return;
    if (graph->pages)
        graph->pages->close(graph->pages);
    else
        free_columns(graph);
    free(graph->copies);
    free(graph->labels);
    free(graph->types);
    ent_i_hash_clear(&graph->label_index);
    ent_i_hash_clear(&graph->type_index);
    free(graph->metas);
    ent_i_hash_clear(&graph->meta_index);
    ent_i_hash_clear(&graph->node_index);
    free(graph->references);
    ent_i_hash_clear(&graph->long_period_index);
    ent_i_arena_clear(&graph->strings);
    free(graph);
}

void ent_graph_begin_import(ent_graph *graph, ent_existing existing)
{
    graph->import++;
    graph->existing = existing;
}

void ent_i_graph_mark_stored(ent_graph *graph)
{
    for (size_t i = 0; i < graph->node_count; i++)
        graph->nodes[i].dirty = false;
    for (size_t i = 0; i < graph->node_citations.count; i++)
        graph->node_citations.items[i].stored = true;
    for (size_t i = 0; i < graph->tie_citations.count; i++)
        graph->tie_citations.items[i].stored = true;
    graph->stored_nodes = graph->node_count;
    graph->stored_ties = graph->tie_count;
}

ent_status ent_i_graph_addable(const ent_graph *graph, ent_error *err)
{
    if (graph->pages)
        return ent_i_fail(err, ENT_ERR_USAGE, "a graph that was loaded to be read cannot be added to");
    return ENT_OK;
}

ent_status ent_graph_intact(const ent_graph *graph, ent_error *err)
{
    if (graph && graph->pages && atomic_load(&graph->pages->broken))
        return ent_i_fail(err, ENT_ERR_LOCKED,
                          "the database was changed while it was read, and its snapshot is damaged: ask again");
    return ENT_OK;
}

/* --- references ------------------------------------------------------------------------------------------ */

/* Where a node is defined or, when it is not, first referred to. */
static const ent_place *place_of(const ent_graph *graph, ent_node node)
{
    return &graph->references[graph->nodes[node].reference];
}

static ent_status check_references(const ent_graph *graph, ent_error *err)
{
    if (!graph->undefined)
        return ENT_OK;
    for (size_t i = 0; i < graph->node_count; i++) {
        const ent_i_node *node = &graph->nodes[i];
        if (node->import)
            continue;
        const ent_place *place = place_of(graph, (ent_node)i);
        char more[80] = "";
        if (graph->undefined == 2)
            snprintf(more, sizeof more, " (and one other that is referred to is missing too)");
        else if (graph->undefined > 2)
            snprintf(more, sizeof more, " (and %zu others that are referred to are missing too)", graph->undefined - 1);
        return ent_i_fail_at(err, ENT_ERR_DANGLING, place->file, place->line, place->column,
                             "there is no node with the key \"%s\"%s", ent_i_text(graph, node->key), more);
    }
    return ENT_OK;
}

static ent_i_ref keep_text(ent_graph *graph, ent_i_buffer *text)
{
    return ent_i_ref_to(ent_i_arena_string(&graph->strings, ent_i_buffer_string(text)));
}

/* Decode the string members of a source's properties. */
static ent_status read_fields(ent_graph *graph, ent_i_node *node, ent_error *err)
{
    const char *cursor = ent_i_text(graph, node->properties), *name, *value;
    size_t name_length, value_length;
    ent_i_ref *tail = &node->fields;
    *tail = 0;
    ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
    while (cursor && ent_i_json_next(&cursor, &name, &name_length, &value, &value_length)) {
        ENT_I_TRY(ent_i_buffer_status(&text, err));
        ent_i_buffer_reset(&text);
        if (*value != '"' || !ent_i_json_unescape(name, name_length, &text))
            continue;
        ent_i_source_field *field = ent_i_arena_alloc(&graph->strings, sizeof *field);
        if (!field || !(field->name = keep_text(graph, &text)))
            return ent_i_nomem(err);
        ent_i_buffer_reset(&text);
        if (!ent_i_json_unescape(value, value_length, &text))
            continue;
        if (!(field->value = keep_text(graph, &text)))
            return ent_i_nomem(err);
        field->next = 0;
        *tail = ent_i_ref_to(field);
        tail = &field->next;
    }
    return ent_i_buffer_status(&text, err);
}

/* The moment a source speaks from, as days. */
static ent_status read_as_of(const ent_graph *graph, ent_node source, ent_i_node *node, ent_error *err)
{
    node->as_of_first = ENT_DAY_MAX;
    node->as_of_last = ENT_DAY_MIN;
    const char *text = ent_graph_source_field(graph, source, "as_of");
    if (!text)
        return ENT_OK;
    ent_period period;
    ent_error inner = { 0 };
    ent_status status = ent_period_parse(text, strlen(text), &period, &inner);
    const ent_place *place = place_of(graph, source);
    if (status < 0)
        return ent_i_fail_at(err, status, place->file, place->line, place->column, "source %s: its as_of: %s",
                             ent_i_text(graph, node->key), inner.message);
    if (period.form != ENT_PERIOD_DATE)
        return ent_i_fail_at(err, ENT_ERR_DATE, place->file, place->line, place->column,
                             "source %s: its as_of is not a single date", ent_i_text(graph, node->key));
    node->as_of_first = period.start.first;
    node->as_of_last = period.start.last;
    return ENT_OK;
}

static ent_status check_sources(ent_graph *graph, ent_error *err)
{
    for (size_t i = 0; i < graph->node_count && graph->source_label != ENT_NO_LABEL; i++)
        if (ent_graph_has_label(graph, (ent_node)i, graph->source_label)) {
            ENT_I_TRY(read_fields(graph, &graph->nodes[i], err));
            ENT_I_TRY(read_as_of(graph, (ent_node)i, &graph->nodes[i], err));
        }
    const ent_i_citations *lists[] = { &graph->node_citations, &graph->tie_citations };
    for (size_t l = 0; l < 2; l++)
        for (size_t i = 0; i < lists[l]->count; i++) {
            ent_node source = lists[l]->items[i].source;
            if (graph->source_label == ENT_NO_LABEL || !ent_graph_has_label(graph, source, graph->source_label)) {
                const ent_place *place = place_of(graph, source);
                return ent_i_fail_at(err, ENT_ERR_INVALID, place->file, place->line, place->column,
                                     "\"%s\" is cited as a source but has not the label Source",
                                     ent_i_node_key(graph, source));
            }
        }
    return ENT_OK;
}

ent_status ent_graph_finish(ent_graph *graph, ent_error *err)
{
    if (graph->pages)
        return ENT_OK;
    ENT_I_TRY(check_references(graph, err));
    ENT_I_TRY(ent_i_vocabulary_finish(graph, err));
    ENT_I_TRY(check_sources(graph, err));
    ENT_I_TRY(ent_i_build_adjacency(graph, err));
    if (graph->tie_count > graph->stored_ties)
        ENT_I_TRY(ent_i_merge_ties(graph, err));
    ENT_I_TRY(ent_i_citations_finish(&graph->node_citations, graph->node_count, err));
    ENT_I_TRY(ent_i_citations_finish(&graph->tie_citations, graph->tie_count, err));
    graph->finished = true;
    return ENT_OK;
}
