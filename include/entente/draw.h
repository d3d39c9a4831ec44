/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Diagrams: SVG written by Entente, DOT for people who edit. The same input gives the same bytes on
 * every machine (the places of the network kind come from Graphviz and may differ between its versions). */
#ifndef ENTENTE_DRAW_H
#define ENTENTE_DRAW_H

#include <entente/change.h>
#include <entente/groups.h>
#include <entente/output.h>
#include <entente/query.h>
#include <entente/question.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ent_preset {
    const char *name; /* "slide" */
    int width, height;
    bool furniture; /* title, subtitle and source are drawn */
    const char *summary;
} ent_preset;
ENT_API const ent_preset *ent_presets(size_t *ret_count);

typedef struct ent_theme_info {
    const char *name; /* "light" */
    const char *summary;
} ent_theme_info;
ENT_API const ent_theme_info *ent_themes(size_t *ret_count);

typedef struct ent_diagram_kind {
    const char *name;      /* "matrix" */
    const char *questions; /* "link" */
    const char *capacity;
    const char *summary;
} ent_diagram_kind;
ENT_API const ent_diagram_kind *ent_diagram_kinds(size_t *ret_count);

typedef enum ent_picture_format { ENT_PICTURE_SVG, ENT_PICTURE_DOT } ent_picture_format;

typedef struct ent_draw_options {
    ent_picture_format format;
    const char *kind;      /* NULL or "auto": by the question */
    const char *preset;    /* NULL: "slide" */
    const char *theme;     /* NULL: "light" */
    const char *title;     /* NULL: the finding, made from what is drawn */
    const char *id_prefix; /* NULL: "ent-KIND"; [A-Za-z][A-Za-z0-9_.-]* */
    bool no_background;
    const char **ret_warning; /* NULL, or receives a static or borrowed text worth telling the user, or NULL */
} ent_draw_options;
#define ENT_DRAW_OPTIONS_INIT { ENT_PICTURE_SVG, NULL, NULL, NULL, NULL, NULL, false, NULL }

/* Errors: ENT_ERR_USAGE (unknown kind, preset, theme: the message lists them; a kind that does not draw
 * this question), ENT_ERR_CAPACITY (more than the kind can show: the message names the filter to use). */
ENT_API ENT_CHECK ent_status ent_draw_link(const ent_link *link, const ent_draw_options *options,
                                           ent_output *output, ent_error *err); /* matrix, network */
ENT_API ENT_CHECK ent_status ent_draw_ego(const ent_ego *ego, const ent_draw_options *options,
                                          ent_output *output, ent_error *err); /* ring, wings, network */
ENT_API ENT_CHECK ent_status ent_draw_path(const ent_path *path, const ent_draw_options *options,
                                           ent_output *output, ent_error *err); /* network */
ENT_API ENT_CHECK ent_status ent_draw_view(const ent_view *view, const ent_draw_options *options,
                                           ent_output *output, ent_error *err); /* network */
/* As DOT, the network of the nodes asked about and what they are tied to. */
ENT_API ENT_CHECK ent_status ent_draw_timeline(const ent_timeline *timeline, const ent_draw_options *options,
                                               ent_output *output, ent_error *err); /* timeline */
ENT_API ENT_CHECK ent_status ent_draw_diff(const ent_diff *diff, const ent_draw_options *options, ent_output *output,
                                           ent_error *err); /* network */
/* A node in several groups stands in the first of them. */
ENT_API ENT_CHECK ent_status ent_draw_groups(const ent_groups *groups, const ent_draw_options *options,
                                             ent_output *output, ent_error *err); /* groups */
/* What a query gave. Where it names no day nothing is left out, and what has ended or not begun by the data's own day
 * is drawn as such. */
ENT_API ENT_CHECK ent_status ent_draw_query(const ent_query_network *network, const ent_draw_options *options,
                                            ent_output *output, ent_error *err); /* network */

#ifdef __cplusplus
}
#endif
#endif
