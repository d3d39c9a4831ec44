/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "round_trip.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static ent_graph *read_graph(const char *format, const char *data, size_t size, ent_error *err)
{
    ent_graph *graph = NULL;
    ent_load_options options = ENT_LOAD_OPTIONS_INIT;
    options.format = ent_format_find(format);
    options.max_item = 1 << 16;
    if (ent_graph_new(&graph, err) < 0 || ent_load_memory(graph, "input", data, size, &options, err) < 0 ||
        ent_graph_finish(graph, err) < 0) {
        if (err->code >= 0 || !err->message[0])
            abort(); /* a failure without an error */
        ent_graph_free(graph);
        return NULL;
    }
    return graph;
}

static ent_output *write_graph(const ent_graph *graph)
{
    ent_output *output = NULL;
    ent_error err = { 0 };
    if (ent_output_memory(&output, &err) < 0 ||
        ent_save(graph, ent_format_find("json"), ENT_PART_ALL, output, &err) < 0) {
        fprintf(stderr, "%s\n", err.message);
        abort();
    }
    return output;
}

void round_trip(const char *format, const uint8_t *data, size_t size)
{
    ent_error err = { 0 };
    ent_graph *graph = read_graph(format, (const char *)data, size, &err);
    if (!graph)
        return;
    size_t length = 0;
    ent_output *output = write_graph(graph);
    const char *text = ent_output_text(output, &length);
    ent_graph *again = read_graph("json", text, length, &err);
    if (!again || ent_graph_node_count(again) != ent_graph_node_count(graph) ||
        ent_graph_tie_count(again) != ent_graph_tie_count(graph) ||
        ent_graph_citation_count(again) != ent_graph_citation_count(graph)) {
        fprintf(stderr, "%lu:%lu: %s\n%s\n", (unsigned long)err.line, (unsigned long)err.column, err.message, text);
        abort();
    }
    ent_output_free(output);
    ent_graph_free(again);
    ent_graph_free(graph);
}
