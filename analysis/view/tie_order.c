/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An order of ties by what they say, so that answers do not depend on the order of the input. */
#include <string.h>

#include "analysis/view/words.h"

static int compare_texts(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

int ent_i_tie_order(const ent_graph *graph, ent_tie a, ent_tie b)
{
    ent_tie_view x, y;
    ent_type_view s, t;
    char first[ENT_VALID_TEXT], second[ENT_VALID_TEXT];
    ent_graph_tie(graph, a, &x);
    ent_graph_tie(graph, b, &y);
    ent_graph_type(graph, x.type, &s);
    ent_graph_type(graph, y.type, &t);
    const char *v = ent_graph_tie_valid(graph, a, first), *w = ent_graph_tie_valid(graph, b, second);
    if (s.event != t.event)
        return s.event ? 1 : -1;
    if (x.status != y.status)
        return x.status < y.status ? -1 : 1;
    if ((x.rank == ENT_RANK_PREFERRED) != (y.rank == ENT_RANK_PREFERRED))
        return x.rank == ENT_RANK_PREFERRED ? -1 : 1;
    if (!*v != !*w)
        return *v ? -1 : 1;
    int order = strcmp(s.name, t.name);
    if (!order)
        order = strcmp(v, w);
    if (!order)
        order = strcmp(ent_i_node_key(graph, x.source), ent_i_node_key(graph, y.source));
    if (!order)
        order = strcmp(ent_i_node_key(graph, x.target), ent_i_node_key(graph, y.target));
    if (!order)
        order = compare_texts(x.properties, y.properties);
    return order ? order : (a > b) - (a < b);
}
