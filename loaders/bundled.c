/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "loaders/bundled.h"

#include <entente/load.h>

static ent_status load_files(ent_graph *graph, ent_error *err)
{
    ent_load_options options = ENT_LOAD_OPTIONS_INIT;
    options.format = ent_format_find("json");
    for (const ent_i_bundled_file *file = ent_i_bundled_files; file->name; file++) {
        ent_status status = ent_load_memory(graph, file->name, file->data, file->length, &options, err);
        if (status < 0)
            return status;
    }
    return ent_graph_finish(graph, err);
}

ent_status ent_graph_bundled(ent_graph **ret, ent_error *err)
{
    ent_graph *graph = NULL;
    ent_status status = ent_graph_new(&graph, err);
    if (status < 0)
        return status;
    status = load_files(graph, err);
    if (status < 0) {
        ent_graph_free(graph);
        return status;
    }
    *ret = graph;
    return ENT_OK;
}
