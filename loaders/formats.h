/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the table of formats holds: a reader and a writer for each. */
#ifndef ENT_I_FORMATS_H
#define ENT_I_FORMATS_H

#include "loaders/source.h"

/* Add what the source holds to a graph; options may be NULL. */
ENT_CHECK ent_status ent_i_load_json(ent_graph *graph, ent_i_source *source, const ent_load_options *options,
                                     ent_error *err);
ENT_CHECK ent_status ent_i_load_csv(ent_graph *graph, ent_i_source *source, const ent_load_options *options,
                                    ent_error *err);

ENT_CHECK ent_status ent_i_save_json(const ent_graph *graph, ent_part part, ent_output *output, ent_error *err);
ENT_CHECK ent_status ent_i_save_csv(const ent_graph *graph, ent_part part, ent_output *output, ent_error *err);

#endif
