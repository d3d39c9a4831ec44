/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The labels as a forest: a Forum is an Organisation. Numbered from the top, each before those below it, the labels
 * below one are those from its own number to its last: whether one is a kind of another takes two comparisons, however
 * long the chain between them. */
#include "graph/model/graph.h"
#include "graph/model/vocabulary.h"

typedef struct forest {
    uint32_t *starts; /* of the labels right below one in below, and one; those without a parent are the last ones' */
    ent_label *below;
    ent_label *order; /* from the top */
    size_t count;
} forest;

/* What a label is right below; the count of labels when it is below none. */
static size_t above(const ent_graph *graph, size_t label)
{
    ent_label parent = graph->labels[label].parent;
    return parent == ENT_NO_LABEL ? graph->label_count : parent;
}

/* Labels right below one, gathered by the one they are below. */
static void gather(const ent_graph *graph, forest *f)
{
    size_t none = graph->label_count;
    for (size_t i = 0; i < graph->label_count; i++)
        f->starts[above(graph, i) + 2]++;
    for (size_t i = 2; i <= none + 2; i++)
        f->starts[i] += f->starts[i - 1];
    for (size_t i = 0; i < graph->label_count; i++)
        f->below[f->starts[above(graph, i) + 1]++] = (ent_label)i;
}

/* Number the labels that hang from one without a parent; the others are in a circle or hang from one. */
static void number(ent_graph *graph, forest *f, ent_label *stack)
{
    size_t depth = 0;
    for (size_t i = f->starts[graph->label_count]; i < f->starts[graph->label_count + 1]; i++)
        stack[depth++] = f->below[i];
    while (depth) {
        ent_label label = stack[--depth];
        ent_i_label *row = &graph->labels[label];
        row->first = row->last = (ent_label)f->count;
        if (row->class_ >= 0)
            row->drawn = (unsigned char)row->class_;
        else
            row->drawn = row->parent == ENT_NO_LABEL ? ENT_CLASS_OTHER : graph->labels[row->parent].drawn;
        f->order[f->count++] = label;
        for (size_t i = f->starts[label]; i < f->starts[label + 1]; i++)
            stack[depth++] = f->below[i];
    }
    for (size_t i = f->count; i-- > 0;) {
        const ent_i_label *row = &graph->labels[f->order[i]];
        if (row->parent != ENT_NO_LABEL && graph->labels[row->parent].last < row->last)
            graph->labels[row->parent].last = row->last;
    }
}

/* A label of a circle. */
static ent_status fail_circle(const ent_graph *graph, const forest *f, ent_error *err)
{
    ENT_I_AUTOFREE bool *numbered = NULL;
    ENT_I_TRY(ENT_I_ZEROED(numbered, graph->label_count, err));
    for (size_t i = 0; i < f->count; i++)
        numbered[f->order[i]] = true;
    ent_label label = 0;
    while (numbered[label])
        label++;
    for (size_t steps = 0; steps < graph->label_count; steps++)
        label = graph->labels[label].parent;
    const ent_i_label *row = &graph->labels[label];
    return ent_i_fail_at(err, ENT_ERR_INVALID, row->place.file, row->place.line, row->place.column,
                         "label %s is a kind of itself", row->name);
}

ent_status ent_i_hierarchy_finish(ent_graph *graph, ent_error *err)
{
    ENT_I_AUTOFREE uint32_t *starts = NULL;
    ENT_I_AUTOFREE ent_label *labels = NULL;
    size_t count = graph->label_count;
    ENT_I_TRY(ENT_I_ZEROED(starts, count + 3, err));
    ENT_I_TRY(ENT_I_ZEROED(labels, 3 * count, err));
    forest f = { .starts = starts, .below = labels, .order = labels + count };
    gather(graph, &f);
    number(graph, &f, labels + 2 * count);
    return f.count == count ? ENT_OK : fail_circle(graph, &f, err);
}

bool ent_i_label_is(const ent_graph *graph, ent_label label, ent_label kind)
{
    const ent_i_label *row = &graph->labels[kind];
    return graph->labels[label].first >= row->first && graph->labels[label].first <= row->last;
}

bool ent_graph_has_label(const ent_graph *graph, ent_node node, ent_label label)
{
    const ent_i_node *row = ent_i_node_row(graph, node);
    const ent_label *labels = ent_i_node_labels(graph, row);
    if (label >= graph->label_count)
        return false;
    for (uint32_t i = 0; labels && i < row->label_count; i++)
        if (ent_i_label_is(graph, labels[i], label))
            return true;
    return false;
}
