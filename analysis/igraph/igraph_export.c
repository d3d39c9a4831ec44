/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A projection as an igraph_t, with attributes. */
#include <entente/igraph.h>

#include <string.h>

#include "analysis/igraph/igraph_inside.h"
#include "analysis/view/words.h"

/* The texts of one attribute, by vertex or edge. buffer is written anew for each. */
typedef void text_of(const ent_projection *p, uint32_t index, ent_i_buffer *buffer);

static void node_key(const ent_projection *p, uint32_t index, ent_i_buffer *buffer)
{
    ent_i_buffer_text(buffer, ent_i_node_key(p->view->graph, p->nodes[index]));
}

static void node_name(const ent_projection *p, uint32_t index, ent_i_buffer *buffer)
{
    ent_node_view seen;
    ent_graph_node(p->view->graph, p->nodes[index], &seen);
    ent_i_buffer_text(buffer, seen.name);
}

static void node_labels(const ent_projection *p, uint32_t index, ent_i_buffer *buffer)
{
    ent_node_view seen;
    ent_graph_node(p->view->graph, p->nodes[index], &seen);
    for (size_t i = 0; i < seen.label_count; i++) {
        ent_label_view label;
        ent_graph_label(p->view->graph, seen.labels[i], &label);
        ent_i_buffer_printf(buffer, "%s%s", i ? ";" : "", label.name);
    }
}

static void tie_type(const ent_projection *p, uint32_t index, ent_i_buffer *buffer)
{
    if (p->one_mode)
        return;
    ent_tie_view seen;
    ent_type_view type;
    ent_graph_tie(p->view->graph, p->ties[index], &seen);
    ent_graph_type(p->view->graph, seen.type, &type);
    ent_i_buffer_text(buffer, type.name);
}

static void tie_status(const ent_projection *p, uint32_t index, ent_i_buffer *buffer)
{
    if (p->one_mode)
        return;
    ent_tie_view seen;
    ent_graph_tie(p->view->graph, p->ties[index], &seen);
    ent_i_buffer_text(buffer, ent_tie_status_text(seen.status));
}

static void tie_since(const ent_projection *p, uint32_t index, ent_i_buffer *buffer)
{
    if (p->one_mode)
        return;
    char space[ENT_VALID_TEXT];
    const char *valid = ent_graph_tie_valid(p->view->graph, p->ties[index], space);
    ent_i_buffer_add(buffer, valid, strcspn(valid, "/"));
}

static void tie_until(const ent_projection *p, uint32_t index, ent_i_buffer *buffer)
{
    if (p->one_mode)
        return;
    char space[ENT_VALID_TEXT];
    const char *slash = strchr(ent_graph_tie_valid(p->view->graph, p->ties[index], space), '/');
    ent_i_buffer_text(buffer, slash ? slash + 1 : "");
}

static igraph_error_t set_texts(const ent_projection *p, igraph_t *graph, const char *name, bool vertices, text_of *of)
{
    size_t count = vertices ? p->node_count : p->tie_count;
    igraph_strvector_t texts;
    ent_i_buffer buffer = ENT_I_BUFFER_INIT;
    igraph_error_t code = igraph_strvector_init(&texts, (igraph_integer_t)count);
    if (code != IGRAPH_SUCCESS)
        return code;
    for (size_t i = 0; code == IGRAPH_SUCCESS && i < count; i++) {
        ent_i_buffer_reset(&buffer);
        of(p, (uint32_t)i, &buffer);
        code = buffer.failed ? IGRAPH_ENOMEM
                             : igraph_strvector_set(&texts, (igraph_integer_t)i, ent_i_buffer_string(&buffer));
    }
    if (code == IGRAPH_SUCCESS)
        code = vertices ? igraph_cattribute_VAS_setv(graph, name, &texts)
                        : igraph_cattribute_EAS_setv(graph, name, &texts);
    ent_i_buffer_clear(&buffer);
    igraph_strvector_destroy(&texts);
    return code;
}

static igraph_error_t set_numbers(const ent_projection *p, igraph_t *graph)
{
    igraph_vector_t numbers;
    igraph_error_t code = igraph_vector_init(&numbers, (igraph_integer_t)p->tie_count);
    if (code != IGRAPH_SUCCESS)
        return code;
    for (size_t i = 0; i < p->tie_count; i++)
        VECTOR(numbers)[i] = p->one_mode ? (double)i : p->ties[i];
    code = igraph_cattribute_EAN_setv(graph, "key", &numbers);
    for (size_t i = 0; i < p->tie_count; i++)
        VECTOR(numbers)[i] = p->weights ? p->weights[i] : 1;
    if (code == IGRAPH_SUCCESS)
        code = igraph_cattribute_EAN_setv(graph, "weight", &numbers);
    igraph_vector_destroy(&numbers);
    return code;
}

static igraph_error_t set_attributes(const ent_projection *p, igraph_t *graph)
{
    static const struct {
        const char *name;
        bool vertices;
        text_of *of;
    } attributes[] = {
        { "key", true, node_key },       { "name", true, node_name },      { "labels", true, node_labels },
        { "type", false, tie_type },     { "since", false, tie_since },    { "until", false, tie_until },
        { "status", false, tie_status },
    };
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        igraph_error_t code = set_texts(p, graph, attributes[i].name, attributes[i].vertices, attributes[i].of);
        if (code != IGRAPH_SUCCESS)
            return code;
    }
    return set_numbers(p, graph);
}

ent_status ent_projection_to_igraph(const ent_projection *projection, igraph_t *ret, ent_error *err)
{
    if (!igraph_has_attribute_table())
        return ent_i_fail(err, ENT_ERR_USAGE, "igraph has no attribute table: call "
                                              "igraph_set_attribute_table(&igraph_cattribute_table) first");
    ent_i_handlers before = ent_i_igraph_open(NULL);
    igraph_t graph;
    const uint32_t (*ends)[2] = (const uint32_t (*)[2])projection->ends;
    igraph_error_t code = ent_i_igraph_make(projection->node_count, projection->tie_count, ends,
                                     projection->options.directed, &graph);
    if (code == IGRAPH_SUCCESS) {
        code = set_attributes(projection, &graph);
        if (code != IGRAPH_SUCCESS)
            igraph_destroy(&graph);
    }
    ent_status status = ent_i_igraph_status(code, err);
    ent_i_igraph_close(before);
    if (status >= 0)
        *ret = graph;
    return status;
}
