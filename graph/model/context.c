/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/model/context.h"

#include "graph/model/graph.h"

bool ent_i_graph_has_preferred(const ent_graph *graph)
{
    return graph->has_preferred;
}

ent_day ent_i_graph_coverage_end(const ent_graph *graph)
{
    return graph->coverage_end;
}

bool ent_i_source_as_of(const ent_graph *graph, ent_node source, ent_day *ret_first, ent_day *ret_last)
{
    const ent_i_node *node = ent_i_node_row(graph, source);
    if (node->as_of_first == ENT_DAY_MAX)
        return false;
    *ret_first = node->as_of_first;
    *ret_last = node->as_of_last;
    return true;
}
