/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The default vocabulary: what the common labels and tie types of relationship networks mean when a data
 * set does not say. */
#ifndef ENT_I_VOCABULARY_H
#define ENT_I_VOCABULARY_H

#include <entente/graph.h>

typedef struct ent_i_default_label {
    const char *name, *plural, *parent;
    int class_; /* ent_class, -1: the parent's */
} ent_i_default_label;

typedef struct ent_i_default_type {
    const char *name, *phrase, *inverse, *brief;
    ent_subject subject;
    bool symmetric, event;
    const char *short_of; /* NULL: none */
} ent_i_default_type;

/* Both end with an entry without a name. */
extern const ent_i_default_label ent_i_default_labels[];
extern const ent_i_default_type ent_i_default_types[];

/* Describe labels from the default vocabulary; give every undescribed type its phrases; then number the labels. */
ENT_CHECK ent_status ent_i_vocabulary_finish(ent_graph *graph, ent_error *err);
/* Number the labels by what they are kinds of, which none may be of itself (hierarchy.c). */
ENT_CHECK ent_status ent_i_hierarchy_finish(ent_graph *graph, ent_error *err);
/* Of a finished graph: is a label the other one, or a kind of it? */
bool ent_i_label_is(const ent_graph *graph, ent_label label, ent_label kind);

#endif
