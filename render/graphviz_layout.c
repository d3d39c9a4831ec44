/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/graphviz.h"

#include <math.h>
#include <stdlib.h>

#include <graphviz/cgraph.h>
#include <graphviz/gvc.h>

#include "graph/base/array.h"
#include "render/graphviz_lock.h"

static char *writable(const char *text)
{
    /* Graphviz takes char * and does not write. */
    union {
        const char *read;
        char *write;
    } it = { text };
    return it.write;
}

/* Inches with four decimals from points of the canvas, whatever the locale. */
static void set_inches(Agnode_t *node, const char *name, double points)
{
    char text[32];
    long tenths = lround(points * 10000.0 / 72.0);
    snprintf(text, sizeof text, "%ld.%04ld", tenths / 10000, tenths % 10000);
    agset(node, writable(name), text);
}

static Agraph_t *open_graph(const ent_i_wire *wires, size_t wire_count, Agnode_t **nodes, size_t count)
{
    Agraph_t *graph = agopen(writable("g"), Agundirected, NULL);
    if (graph == NULL)
        return NULL;
    agattr(graph, AGNODE, writable("shape"), writable("box"));
    agattr(graph, AGNODE, writable("label"), writable(""));
    agattr(graph, AGNODE, writable("fixedsize"), writable("true"));
    agattr(graph, AGNODE, writable("width"), writable("0.1"));
    agattr(graph, AGNODE, writable("height"), writable("0.1"));
    agattr(graph, AGNODE, writable("pos"), writable(""));
    for (size_t i = 0; i < count; i++) {
        char name[32];
        snprintf(name, sizeof name, "n%zu", i);
        nodes[i] = agnode(graph, name, 1);
    }
    for (size_t i = 0; i < wire_count; i++) {
        char name[32];
        snprintf(name, sizeof name, "e%zu", i);
        agedge(graph, nodes[wires[i].from], nodes[wires[i].to], name, 1);
    }
    return graph;
}

static ent_status lay_out(Agraph_t *graph, const char *engine, GVC_t **ret_context, ent_error *err)
{
    GVC_t *context = ent_i_graphviz_context();
    if (context == NULL)
        return ent_i_nomem(err);
    if (gvLayout(context, graph, engine) != 0)
        return ent_i_fail(err, ENT_ERR_UNSUPPORTED,
                          "Graphviz has no layout engine '%s' here: install its plugins (the package graphviz)",
                          engine);
    *ret_context = context;
    return ENT_OK;
}

ent_status ent_i_graphviz_places(ent_i_box *boxes, size_t count, const ent_i_wire *wires, size_t wire_count,
                                 ent_error *err)
{
    ENT_I_AUTOFREE Agnode_t **nodes = NULL;
    GVC_t *context = NULL;
    ENT_I_TRY(ENT_I_ZEROED(nodes, count, err));
    ent_i_graphviz_enter();
    Agraph_t *graph = open_graph(wires, wire_count, nodes, count);
    ent_status status = graph == NULL ? ent_i_nomem(err) : ENT_OK;
    if (status == ENT_OK) {
        agattr(graph, AGRAPH, writable("K"), writable("1"));
        agattr(graph, AGRAPH, writable("repulsiveforce"), writable("2"));
        agattr(graph, AGRAPH, writable("start"), writable("7"));
        agattr(graph, AGRAPH, writable("overlap"), writable("true"));
        agattr(graph, AGRAPH, writable("splines"), writable("none"));
        status = lay_out(graph, "sfdp", &context, err);
    }
    for (size_t i = 0; i < count && status == ENT_OK; i++) {
        boxes[i].x = ND_coord(nodes[i]).x;
        boxes[i].y = -ND_coord(nodes[i]).y;
    }
    if (context != NULL)
        gvFreeLayout(context, graph);
    if (graph != NULL)
        agclose(graph);
    ent_i_graphviz_leave();
    return status;
}

/* Copy an edge's curve, from its tail to its head, moved by the shift that the engine applied. */
static ent_status read_curve(Agedge_t *edge, double dx, double dy, ent_i_wire *wire, ent_error *err)
{
    splines *curves = ED_spl(edge);
    wire->points = NULL;
    wire->point_count = 0;
    if (curves == NULL || curves->size < 1 || curves->list[0].size < 4)
        return ENT_OK;
    size_t count = (size_t)curves->list[0].size;
    ENT_I_TRY(ENT_I_ZEROED(wire->points, count, err));
    for (size_t i = 0; i < count; i++)
        wire->points[i] = (ent_i_point){ curves->list[0].list[i].x + dx, dy - curves->list[0].list[i].y };
    wire->point_count = count;
    return ENT_OK;
}

ent_status ent_i_graphviz_routes(const ent_i_box *boxes, size_t count, ent_i_wire *wires, size_t wire_count,
                                 ent_error *err)
{
    ENT_I_AUTOFREE Agnode_t **nodes = NULL;
    GVC_t *context = NULL;
    if (count == 0 || wire_count == 0)
        return ENT_OK;
    ENT_I_TRY(ENT_I_ZEROED(nodes, count, err));
    ent_i_graphviz_enter();
    Agraph_t *graph = open_graph(wires, wire_count, nodes, count);
    ent_status status = graph == NULL ? ent_i_nomem(err) : ENT_OK;
    if (status == ENT_OK) {
        agattr(graph, AGRAPH, writable("splines"), writable("true"));
        agattr(graph, AGRAPH, writable("esep"), writable("+4"));
        agattr(graph, AGRAPH, writable("sep"), writable("+7"));
        for (size_t i = 0; i < count; i++) {
            char text[64];
            snprintf(text, sizeof text, "%ld,%ld", lround(boxes[i].x), -lround(boxes[i].y));
            agset(nodes[i], writable("pos"), text);
            set_inches(nodes[i], "width", boxes[i].w);
            set_inches(nodes[i], "height", boxes[i].h);
        }
        status = lay_out(graph, "nop2", &context, err);
    }
    if (status == ENT_OK) {
        double dx = lround(boxes[0].x) - ND_coord(nodes[0]).x, dy = lround(boxes[0].y) + ND_coord(nodes[0]).y;
        for (size_t i = 0; i < wire_count && status == ENT_OK; i++) {
            char name[32];
            snprintf(name, sizeof name, "e%zu", i);
            Agedge_t *edge = agedge(graph, nodes[wires[i].from], nodes[wires[i].to], name, 0);
            status = edge == NULL ? ENT_OK : read_curve(edge, dx, dy, &wires[i], err);
        }
    }
    if (context != NULL)
        gvFreeLayout(context, graph);
    if (graph != NULL)
        agclose(graph);
    ent_i_graphviz_leave();
    return status;
}
