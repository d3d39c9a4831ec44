/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "render/draw.h"

#include <string.h>

#include "graph/base/buffer.h"
#include "render/fill.h"
#include "render/graphviz.h"
#include "render/layout.h"
#include "render/svg.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define ON(question) (1u << (question))

/* strict: the person named the kind; otherwise another one may do better. */
typedef ent_status (*layout_function)(ent_i_scene *scene, bool strict, ent_error *err);

static ent_status ring(ent_i_scene *scene, bool strict, ent_error *err)
{
    return ent_i_layout_ring(scene, !strict, err);
}

static ent_status wings(ent_i_scene *scene, bool strict, ent_error *err)
{
    (void)strict;
    return ent_i_layout_wings(scene, err);
}

static ent_status matrix(ent_i_scene *scene, bool strict, ent_error *err)
{
    (void)strict;
    return ent_i_layout_matrix(scene, err);
}

static ent_status timeline(ent_i_scene *scene, bool strict, ent_error *err)
{
    (void)strict;
    return ent_i_layout_timeline(scene, err);
}

static ent_status groups(ent_i_scene *scene, bool strict, ent_error *err)
{
    (void)strict;
    return ent_i_layout_groups(scene, err);
}

static ent_status network(ent_i_scene *scene, bool strict, ent_error *err)
{
    (void)strict;
    return ent_i_layout_network(scene, err);
}

static const ent_diagram_kind kinds[] = {
    { "ring", "ego", "16 neighbours with dates, 22 without",
      "the neighbours around the node, and the ties among them" },
    { "wings", "ego", "46 neighbours", "the ties by subject, in two columns" },
    { "matrix", "link", "23 things, 15 nodes", "which things hold which nodes, since when" },
    { "timeline", "timeline", "27 lanes", "when each tie holds, as bars along an axis of years" },
    { "groups", "groups", "60 nodes, 12 groups", "a field for each group, with the ties within and between" },
    { "network", "link ego path diff draw query", "60 nodes", "everything tied to everything, placed by Graphviz" },
};

/* Beside the public table: what draws it and which questions it takes, in the order auto tries them. */
static const struct {
    layout_function layout;
    unsigned questions;
    const char *advice;
} layouts[COUNT(kinds)] = {
    { ring, ON(ENT_I_EGO), "draw fewer (--type, --label, --as-of) or the kind wings" },
    { wings, ON(ENT_I_EGO), "draw fewer (--type, --label, --as-of) or on a larger preset" },
    { matrix, ON(ENT_I_LINK), "ask about fewer nodes or draw on a larger preset" },
    { timeline, ON(ENT_I_TIMELINE), "ask about fewer nodes (--type, --label) or draw on a larger preset" },
    { groups, ON(ENT_I_GROUPS), "draw fewer (--type, --label, --least) or on a larger preset" },
    { network, ON(ENT_I_LINK) | ON(ENT_I_EGO) | ON(ENT_I_PATH) | ON(ENT_I_VIEW) | ON(ENT_I_QUERY) |
          ON(ENT_I_DIFF),
      "draw fewer (--type, --label, --as-of) or on a larger preset" },
};

const ent_diagram_kind *ent_diagram_kinds(size_t *ret_count)
{
    *ret_count = COUNT(kinds);
    return kinds;
}

static bool is_auto(const char *kind)
{
    return kind == NULL || strcmp(kind, "auto") == 0;
}

static ent_status unknown_kind(const ent_i_diagram *diagram, const char *name, ent_error *err)
{
    ent_i_buffer names = ENT_I_BUFFER_INIT;
    bool known = false;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        known = known || strcmp(name, kinds[i].name) == 0;
        if (layouts[i].questions & ON(diagram->question))
            ent_i_buffer_printf(&names, "%s%s", names.length > 0 ? ", " : "", kinds[i].name);
    }
    ent_status status = ent_i_fail(err, ENT_ERR_USAGE,
                                   known ? "the kind '%s' does not draw this question; these do: auto, %s"
                                         : "no kind of drawing is called '%s'; for this question there are: auto, %s",
                                   name, ent_i_buffer_string(&names));
    ent_i_buffer_clear(&names);
    return status;
}

static bool is_prefix(const char *text)
{
    if (!((text[0] >= 'a' && text[0] <= 'z') || (text[0] >= 'A' && text[0] <= 'Z')))
        return false;
    return text[strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.-")] == '\0';
}

static ent_status prepare(ent_i_scene *scene, const ent_draw_options *options, ent_error *err)
{
    ENT_I_TRY(ent_i_theme_find(options->theme, &scene->theme, err));
    ENT_I_TRY(ent_i_preset_find(options->preset, &scene->preset, err));
    if (options->id_prefix != NULL && !is_prefix(options->id_prefix))
        return ent_i_fail(err, ENT_ERR_USAGE,
                          "an id prefix is a letter, then letters, digits, '_', '.' or '-', not '%s'",
                          options->id_prefix);
    scene->no_background = options->no_background;
    scene->given_title = options->title;
    if (options->ret_warning != NULL)
        *options->ret_warning = NULL;
    return ENT_OK;
}

static const char *warning(const ent_i_scene *scene)
{
    if (scene->partial && scene->diagram->question == ENT_I_QUERY)
        return "not everything fits: the drawing's subtitle says what was left out; WHERE and LIMIT choose what is drawn";
    if (scene->partial)
        return "not everything fits: the drawing's subtitle or description says what was left out; --type, --label and "
               "--as-of choose what is drawn";
    if (scene->no_background && strcmp(scene->theme->name, "dark") == 0)
        return "a dark drawing without its background can be read on dark paper only";
    return NULL;
}

static ent_status run(ent_i_scene *scene, size_t kind, bool strict, const ent_draw_options *options, ent_error *err)
{
    ent_i_scene_reset(scene);
    scene->partial = false;
    scene->signs = ENT_I_SIGNS_LINES;
    scene->details = 0;
    scene->kind = kinds[kind].name;
    scene->prefix = options->id_prefix != NULL ? options->id_prefix : ent_i_scene_printf(scene, "ent-%s", scene->kind);
    scene->title = scene->subtitle = scene->note = "";
    ent_status status = layouts[kind].layout(scene, strict, err);
    if (status == ENT_OK)
        ent_i_frame_draw(scene);
    return status < 0 ? status : scene->failed ? ent_i_nomem(err) : status;
}

ent_status ent_i_draw_scene(ent_i_scene *scene, const ent_draw_options *options, ent_error *err)
{
    ent_i_question question = scene->diagram->question;
    bool automatic = is_auto(options->kind);
    /* Cells and bars are nothing to edit as a graph: as DOT they are the network behind them. */
    bool dot = options->format == ENT_PICTURE_DOT;
    bool cells = dot && (question == ENT_I_LINK || question == ENT_I_TIMELINE);
    size_t last = COUNT(kinds);
    ENT_I_TRY(prepare(scene, options, err));
    for (size_t i = 0; i < COUNT(kinds); i++) {
        bool suits = (layouts[i].questions & ON(question)) != 0;
        bool wanted = suits && (automatic || strcmp(options->kind, kinds[i].name) == 0);
        if (cells && layouts[i].layout == network)
            wanted = wanted || automatic || strcmp(options->kind, question == ENT_I_LINK ? "matrix" : "timeline") == 0;
        else if (cells)
            wanted = false;
        /* Two steps from the ego do not fit around it. */
        if (!wanted ||
            (automatic && question == ENT_I_EGO && (scene->diagram->hops > 1) != (layouts[i].layout == network)))
            continue;
        ent_status status = run(scene, i, !automatic, options, err);
        if (status == ENT_OK && options->ret_warning != NULL)
            *options->ret_warning = warning(scene);
        if (status != ENT_DONE)
            return status;
        last = i;
    }
    if (last == COUNT(kinds))
        return unknown_kind(scene->diagram, options->kind, err);
    return ent_i_fail(err, ENT_ERR_CAPACITY,
                      "%zu entities and %zu ties are more than the kind %s holds on the preset %s (%s on a slide): %s",
                      scene->diagram->entity_count, scene->diagram->line_count, kinds[last].name, scene->preset->name,
                      kinds[last].capacity,
                      question == ENT_I_QUERY ? "ask for fewer (WHERE, LIMIT) or draw on a larger preset"
                                              : layouts[last].advice);
}

ent_status ent_i_draw(const ent_i_diagram *diagram, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    static const ent_draw_options defaults = ENT_DRAW_OPTIONS_INIT;
    ent_i_scene scene;
    if (options == NULL)
        options = &defaults;
    ent_i_scene_init(&scene, diagram);
    ent_status status = ent_i_draw_scene(&scene, options, err);
    if (status == ENT_OK)
        status = options->format == ENT_PICTURE_DOT ? ent_i_graphviz_dot(&scene, output, err)
                                                    : ent_i_svg_write(&scene, output, err);
    ent_i_scene_clear(&scene);
    return status;
}

static ent_status draw_and_clear(ent_status filled, ent_i_diagram *diagram, const ent_draw_options *options,
                                 ent_output *output, ent_error *err)
{
    if (filled < 0)
        return filled;
    ent_status status = ent_i_draw(diagram, options, output, err);
    ent_i_diagram_clear(diagram);
    return status;
}

ent_status ent_draw_link(const ent_link *link, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    ent_i_diagram diagram;
    return draw_and_clear(ent_i_fill_link(&diagram, link, err), &diagram, options, output, err);
}

ent_status ent_draw_ego(const ent_ego *ego, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    ent_i_diagram diagram;
    return draw_and_clear(ent_i_fill_ego(&diagram, ego, err), &diagram, options, output, err);
}

ent_status ent_draw_path(const ent_path *path, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    ent_i_diagram diagram;
    return draw_and_clear(ent_i_fill_path(&diagram, path, err), &diagram, options, output, err);
}

ent_status ent_draw_query(const ent_query_network *network, const ent_draw_options *options, ent_output *output,
                          ent_error *err)
{
    ent_i_diagram diagram;
    return draw_and_clear(ent_i_fill_query(&diagram, network, err), &diagram, options, output, err);
}

ent_status ent_draw_timeline(const ent_timeline *timeline_, const ent_draw_options *options, ent_output *output,
                             ent_error *err)
{
    ent_i_diagram diagram;
    bool apart = options == NULL || options->format == ENT_PICTURE_SVG;
    return draw_and_clear(ent_i_fill_timeline(&diagram, timeline_, apart, err), &diagram, options, output, err);
}

ent_status ent_draw_diff(const ent_diff *diff, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    ent_i_diagram diagram;
    return draw_and_clear(ent_i_fill_diff(&diagram, diff, err), &diagram, options, output, err);
}

ent_status ent_draw_groups(const ent_groups *groups_, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    ent_i_diagram diagram;
    return draw_and_clear(ent_i_fill_groups(&diagram, groups_, err), &diagram, options, output, err);
}

ent_status ent_draw_view(const ent_view *view, const ent_draw_options *options, ent_output *output, ent_error *err)
{
    ent_i_diagram diagram;
    return draw_and_clear(ent_i_fill_view(&diagram, view, err), &diagram, options, output, err);
}
