/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/model/columns.h"

#include "graph/model/graph.h"

void ent_i_graph_tie_columns(const ent_graph *graph, ent_i_tie_columns *ret)
{
    ent_i_need(graph, graph->tie_source, graph->tie_count * sizeof *graph->tie_source);
    ent_i_need(graph, graph->tie_target, graph->tie_count * sizeof *graph->tie_target);
    ent_i_need(graph, graph->tie_type, graph->tie_count * sizeof *graph->tie_type);
    *ret = (ent_i_tie_columns){ graph->tie_source, graph->tie_target, graph->tie_type };
}

void ent_i_graph_labelled(const ent_graph *graph, const bool *wanted, uint64_t *bits)
{
    ent_i_need(graph, graph->nodes, graph->node_count * sizeof *graph->nodes);
    for (size_t i = 0; i < graph->node_count; i++) {
        const ent_i_node *row = &graph->nodes[i];
        const ent_label *labels = ent_i_node_labels(graph, row);
        bool has = false;
        for (size_t j = 0; labels && j < row->label_count && !has; j++)
            has = wanted[labels[j]];
        bits[i >> 6] |= (uint64_t)has << (i & 63);
    }
}
