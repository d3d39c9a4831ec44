/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Reading a graph: its parts, and the days on which they hold. */
#include <string.h>

#include "graph/model/graph.h"
#include "graph/time/packed.h"

size_t ent_graph_node_count(const ent_graph *graph)
{
    return graph->node_count;
}

size_t ent_graph_tie_count(const ent_graph *graph)
{
    return graph->tie_count;
}

size_t ent_graph_label_count(const ent_graph *graph)
{
    return graph->label_count;
}

size_t ent_graph_type_count(const ent_graph *graph)
{
    return graph->type_count;
}

const char *ent_graph_meta(const ent_graph *graph, const char *name)
{
    uint32_t index = ent_i_hash_get(&graph->meta_index, name, strlen(name), ENT_NONE);
    return index == ENT_NONE ? NULL : graph->metas[index].value;
}

size_t ent_graph_meta_count(const ent_graph *graph)
{
    return graph->meta_count;
}

const char *ent_graph_meta_at(const ent_graph *graph, size_t index, const char **ret_value)
{
    if (ret_value)
        *ret_value = graph->metas[index].value;
    return graph->metas[index].name;
}

void ent_graph_node(const ent_graph *graph, ent_node node, ent_node_view *ret)
{
    const ent_i_node *row = ent_i_node_row(graph, node);
    const ent_label *labels = ent_i_node_labels(graph, row);
    ent_label_view label = { .class_ = ENT_CLASS_OTHER };
    if (labels && row->label_count)
        ent_graph_label(graph, labels[0], &label);
    ret->key = ent_i_text_or(graph, row->key, "");
    ret->name = ent_i_text_or(graph, row->name, ret->key);
    ret->short_name = ent_i_text_or(graph, row->short_name, ret->name);
    ret->valid = ent_i_text_or(graph, row->valid, "");
    ret->properties = ent_i_text(graph, row->properties);
    ret->status = row->status;
    ret->class_ = label.class_;
    ret->source = graph->source_label != ENT_NO_LABEL && ent_graph_has_label(graph, node, graph->source_label);
    ret->labels = labels;
    ret->label_count = labels ? row->label_count : 0;
}

void ent_graph_tie(const ent_graph *graph, ent_tie tie, ent_tie_view *ret)
{
    ret->source = ENT_I_GET(graph, graph->tie_source, tie);
    ret->target = ENT_I_GET(graph, graph->tie_target, tie);
    ret->type = ENT_I_GET(graph, graph->tie_type, tie);
    ret->status = (ent_tie_status)ent_i_code(ENT_I_GET(graph, graph->tie_status, tie));
    ret->rank = (ent_rank)ent_i_code(ENT_I_GET(graph, graph->tie_rank, tie));
    ret->properties = ent_i_text(graph, ent_i_tie_properties(graph, tie));
}

void ent_i_graph_exact_names(const ent_graph *graph, ent_node node, const char **ret_name, const char **ret_short)
{
    const ent_i_node *row = ent_i_node_row(graph, node);
    *ret_name = ent_i_text(graph, row->name ? row->name : row->unnamed ? 0 : row->key);
    *ret_short = row->short_name ? ent_i_text(graph, row->short_name) : row->unshortened ? NULL : *ret_name;
}

void ent_i_graph_exact_codes(const ent_graph *graph, ent_tie tie, bool *ret_status, bool *ret_rank)
{
    *ret_status = !(ENT_I_GET(graph, graph->tie_status, tie) & ENT_I_EXACT);
    *ret_rank = ENT_I_GET(graph, graph->tie_rank, tie) != ENT_RANK_NORMAL;
}

static int64_t number_of(const ent_graph *graph, const ent_i_numbers *numbers, size_t index)
{
    if (numbers->count)
        ent_i_need(graph, &numbers->items[index < numbers->count ? index : numbers->count - 1], sizeof *numbers->items);
    return ent_i_number_of(numbers, index);
}

int64_t ent_i_graph_node_number(const ent_graph *graph, ent_node node)
{
    return number_of(graph, &graph->node_numbers, node);
}

int64_t ent_i_graph_tie_number(const ent_graph *graph, ent_tie tie)
{
    return number_of(graph, &graph->tie_numbers, tie);
}

uint32_t ent_i_graph_citation_row(const ent_graph *graph, bool of_tie, uint32_t owner, size_t index)
{
    const ent_i_citation *first = NULL;
    (void)ent_i_citations_of(graph, of_tie ? &graph->tie_citations : &graph->node_citations, owner, &first);
    return first ? first[index].row : 0;
}

size_t ent_graph_alias_count(const ent_graph *graph, ent_node node)
{
    return ent_i_node_row(graph, node)->alias_count;
}

void ent_graph_alias(const ent_graph *graph, ent_node node, size_t index, ent_alias_view *ret)
{
    const ent_i_alias *alias = ent_i_alias_at(graph, ent_i_node_row(graph, node)->aliases);
    while (alias && index--)
        alias = ent_i_alias_at(graph, alias->next);
    *ret = (ent_alias_view){ alias ? ent_i_text_or(graph, alias->name, "") : "", alias && alias->ambiguous };
}

const char *ent_graph_source_field(const ent_graph *graph, ent_node source, const char *field)
{
    const ent_i_source_field *at;
    for (ent_i_ref next = ent_i_node_row(graph, source)->fields; (at = ent_i_at(graph, next, sizeof *at));
         next = at->next)
        if (strcmp(ent_i_text_or(graph, at->name, ""), field) == 0)
            return ent_i_text(graph, at->value);
    return NULL;
}

/* --- periods --------------------------------------------------------------------------------------------- */

const char *ent_graph_tie_valid(const ent_graph *graph, ent_tie tie, char buffer[ENT_VALID_TEXT])
{
    const uint32_t *packed = ENT_I_GET(graph, graph->tie_period, tie);
    if (ent_i_period_is_packed(packed))
        return ent_i_period_unpack_text(packed, buffer);
    return ent_i_text_or(graph, ENT_I_GET(graph, graph->long_periods, ent_i_packed_index(packed)).text, "");
}

void ent_graph_tie_period(const ent_graph *graph, ent_tie tie, ent_period *ret)
{
    const uint32_t *packed = ENT_I_GET(graph, graph->tie_period, tie);
    if (ent_i_period_is_packed(packed))
        ent_i_period_unpack(packed, ret);
    else
        *ret = ENT_I_GET(graph, graph->long_periods, ent_i_packed_index(packed)).period;
}

static void context_of(const ent_graph *graph, const ent_i_citations *list, uint32_t owner, bool event,
                       ent_period_context *ret)
{
    *ret = (ent_period_context){ event, ENT_DAY_MAX, ENT_DAY_MIN };
    const ent_i_citation *citations = NULL;
    size_t count = ent_i_citations_of(graph, list, owner, &citations);
    for (size_t i = 0; i < count; i++) {
        const ent_i_node *source = ent_i_node_row(graph, citations[i].source);
        if (source->as_of_first < ret->cited_from)
            ret->cited_from = source->as_of_first;
        if (source->as_of_last > ret->cited_until)
            ret->cited_until = source->as_of_last;
    }
    if (ret->cited_until == ENT_DAY_MIN)
        ret->cited_until = graph->coverage_end;
}

static bool event_tie(const ent_graph *graph, ent_tie tie)
{
    return graph->types[ENT_I_GET(graph, graph->tie_type, tie)].event;
}

void ent_graph_tie_spans(const ent_graph *graph, ent_tie tie, ent_span ret[ENT_READINGS],
                         ent_day *ret_unknown_from)
{
    ent_period period;
    ent_period_context context;
    ent_graph_tie_period(graph, tie, &period);
    context_of(graph, &graph->tie_citations, tie, event_tie(graph, tie), &context);
    ent_period_spans(&period, &context, ret, ret_unknown_from);
}

ent_span ent_graph_tie_span(const ent_graph *graph, ent_tie tie, ent_reading reading)
{
    if (reading == ENT_NOMINAL && !event_tie(graph, tie)) {
        bool needs_more;
        ent_span span = ent_i_packed_nominal(ENT_I_GET(graph, graph->tie_period, tie), &needs_more);
        if (!needs_more)
            return span;
    }
    ent_span spans[ENT_READINGS];
    ent_day unknown_from;
    ent_graph_tie_spans(graph, tie, spans, &unknown_from);
    return spans[reading];
}

ent_span ent_graph_node_span(const ent_graph *graph, ent_node node, ent_reading reading)
{
    const char *valid = ent_i_text(graph, ent_i_node_row(graph, node)->valid);
    ent_period period;
    if (!valid || ent_period_parse(valid, strlen(valid), &period, NULL) < 0)
        return (ent_span){ ENT_DAY_MIN, ENT_DAY_MAX };
    ent_period_context context;
    ent_span spans[ENT_READINGS];
    ent_day unknown_from;
    context_of(graph, &graph->node_citations, node, false, &context);
    ent_period_spans(&period, &context, spans, &unknown_from);
    return spans[reading];
}

/* --- walking --------------------------------------------------------------------------------------------- */

static ent_arcs arcs_of(const ent_graph *graph, const ent_i_adjacency *adjacency, ent_node node)
{
    ent_i_need(graph, &adjacency->starts[node], 2 * sizeof *adjacency->starts);
    uint32_t first = adjacency->starts[node], last = adjacency->starts[node + 1];
    size_t count = first <= last && last <= graph->tie_count ? last - first : 0; /* else of pages that are broken */
    ent_i_need(graph, adjacency->others + first, count * sizeof *adjacency->others);
    ent_i_need(graph, adjacency->ties + first, count * sizeof *adjacency->ties);
    if (graph->pages && atomic_load_explicit(&graph->pages->cold, memory_order_relaxed))
        graph->pages->hint(graph->pages, adjacency->others + first, adjacency->ties + first, count);
    return (ent_arcs){ adjacency->others + first, adjacency->ties + first, count };
}

ent_arcs ent_graph_out(const ent_graph *graph, ent_node node)
{
    return arcs_of(graph, &graph->out, node);
}

ent_arcs ent_graph_in(const ent_graph *graph, ent_node node)
{
    return arcs_of(graph, &graph->in, node);
}
