/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "loaders/formats.h"

ent_status ent_i_load_csv(ent_graph *graph, ent_i_source *source, const ent_load_options *options, ent_error *err)
{
    (void)graph;
    (void)source;
    (void)options;
    return ent_i_fail(err, ENT_ERR_UNSUPPORTED, "csv is not read yet");
}
ent_status ent_i_save_csv(const ent_graph *graph, ent_part part, ent_output *output, ent_error *err)
{
    (void)graph;
    (void)part;
    (void)output;
    return ent_i_fail(err, ENT_ERR_UNSUPPORTED, "csv is not written yet");
}
