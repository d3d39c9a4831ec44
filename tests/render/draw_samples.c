/* SPDX-License-Identifier: GPL-2.0-or-later */
/* usage: draw-samples FOLDER: every sample in every kind that takes it, theme, preset and format. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <entente/load.h>

#include "render/draw.h"
#include "samples.h"

static int draw_file(const ent_i_diagram *diagram, const ent_draw_options *options, const char *folder,
                     const char *name)
{
    char path[1024];
    ent_error err = { 0 };
    ent_output *output = NULL;
    snprintf(path, sizeof path, "%s/%s-%s-%s.%s", folder, name, options->preset, options->theme,
             options->format == ENT_PICTURE_DOT ? "dot" : "svg");
    ent_status status = ent_output_file(path, &output, &err);
    if (status == ENT_OK)
        status = ent_i_draw(diagram, options, output, &err);
    if (status == ENT_OK)
        status = ent_output_close(output, &err);
    ent_output_free(output);
    if (status == ENT_OK || (status == ENT_ERR_CAPACITY && strncmp(options->preset, "paper", 5) == 0))
        return 0;
    fprintf(stderr, "%s: %s\n", path, err.message);
    return 1;
}

static int draw_all(const ent_i_diagram *diagram, const char *folder, const char *name)
{
    size_t presets, themes;
    const ent_preset *preset = ent_presets(&presets);
    const ent_theme_info *theme = ent_themes(&themes);
    int failures = 0;
    for (size_t p = 0; p < presets; p++) {
        for (size_t t = 0; t < themes; t++) {
            ent_draw_options options = ENT_DRAW_OPTIONS_INIT;
            options.preset = preset[p].name;
            options.theme = theme[t].name;
            failures += draw_file(diagram, &options, folder, name);
        }
    }
    ent_draw_options options = { .format = ENT_PICTURE_DOT, .preset = "slide", .theme = "light" };
    return failures + draw_file(diagram, &options, folder, name);
}

/* --- questions about the bundled data ----------------------------------------------------------- */

typedef struct asked {
    const char *name, *question, *via;
    const char *nodes[4]; /* as a person types them */
    unsigned hops;
} asked;

static const asked questions_asked[] = {
    { "ego-india", "ego", NULL, { "India" }, 1 },
    { "ego-russia", "ego", NULL, { "Russia" }, 1 },
    { "ego-sco", "ego", NULL, { "SCO" }, 1 },
    { "ego-s400", "ego", NULL, { "S-400" }, 2 },
    { "link-three", "link", "Forum", { "India", "Russia", "China" }, 0 },
    { "link-two", "link", NULL, { "India", "Iran" }, 0 },
    { "path", "path", NULL, { "Brazil", "Kudankulam" }, 0 },
    { "timeline-sco", "timeline", NULL, { "SCO" }, 0 },
    { "timeline-india", "timeline", NULL, { "India" }, 0 },
    { "timeline-two", "timeline", NULL, { "India", "Pakistan" }, 0 },
    { "diff-india", "diff", NULL, { "India" }, 0 },
    { "diff-all", "diff", NULL, { NULL }, 0 },
    { "groups", "groups", NULL, { NULL }, 0 },
    { "all", "draw", NULL, { NULL }, 0 },
};

static ent_status draw_question(const ent_view *view, const asked *what, const ent_draw_options *options,
                                ent_output *output, ent_error *err)
{
    const ent_graph *graph = ent_view_graph(view);
    ent_node nodes[4];
    size_t count = 0;
    ent_label via = what->via != NULL ? ent_graph_find_label(graph, what->via) : ENT_NO_LABEL;
    ent_status status = ENT_OK;
    for (; status == ENT_OK && count < 4 && what->nodes[count] != NULL; count++)
        status = ent_graph_lookup(graph, what->nodes[count], &nodes[count], err);
    if (status == ENT_OK && strcmp(what->question, "ego") == 0) {
        ent_ego *ego = NULL;
        status = ent_ego_ask(view, nodes[0], what->hops, NULL, &ego, err);
        if (status == ENT_OK)
            status = ent_draw_ego(ego, options, output, err);
        ent_ego_free(ego);
    } else if (status == ENT_OK && strcmp(what->question, "link") == 0) {
        ent_link *link = NULL;
        status = ent_link_ask(view, nodes, count, via, &link, err);
        if (status == ENT_OK)
            status = ent_draw_link(link, options, output, err);
        ent_link_free(link);
    } else if (status == ENT_OK && strcmp(what->question, "path") == 0) {
        ent_path *path = NULL;
        status = ent_path_ask(view, nodes[0], nodes[1], true, 0, NULL, &path, err);
        if (status == ENT_OK)
            status = ent_draw_path(path, options, output, err);
        ent_path_free(path);
    } else if (status == ENT_OK && strcmp(what->question, "timeline") == 0) {
        ent_timeline *timeline = NULL;
        status = ent_timeline_ask(view, nodes, count, &timeline, err);
        if (status == ENT_OK)
            status = ent_draw_timeline(timeline, options, output, err);
        ent_timeline_free(timeline);
    } else if (status == ENT_OK && strcmp(what->question, "diff") == 0) {
        ent_filter filter = ENT_FILTER_INIT;
        ent_view *before = NULL;
        ent_diff *diff = NULL;
        filter.as_of = "2010";
        status = ent_view_new(graph, &filter, &before, err);
        if (status == ENT_OK)
            status = ent_diff_ask(before, view, nodes, count, &diff, err);
        if (status == ENT_OK)
            status = ent_draw_diff(diff, options, output, err);
        ent_diff_free(diff);
        ent_view_free(before);
    } else if (status == ENT_OK && strcmp(what->question, "groups") == 0) {
        ent_groups_options how = ENT_GROUPS_OPTIONS_INIT;
        ent_groups *groups = NULL;
        status = ent_groups_ask(view, &how, &groups, err);
        if (status == ENT_OK)
            status = ent_draw_groups(groups, options, output, err);
        ent_groups_free(groups);
    } else if (status == ENT_OK) {
        status = ent_draw_view(view, options, output, err);
    }
    return status;
}

static int draw_asked(const ent_view *view, const asked *what, const ent_draw_options *options, const char *folder)
{
    char path[1024];
    ent_error err = { 0 };
    ent_output *output = NULL;
    snprintf(path, sizeof path, "%s/%s-%s-%s.%s", folder, what->name, options->preset, options->theme,
             options->format == ENT_PICTURE_DOT ? "dot" : "svg");
    ent_status status = ent_output_file(path, &output, &err);
    if (status == ENT_OK)
        status = draw_question(view, what, options, output, &err);
    if (status == ENT_OK)
        status = ent_output_close(output, &err);
    ent_output_free(output);
    if (status != ENT_OK && status != ENT_ERR_CAPACITY)
        fprintf(stderr, "%s: %s\n", path, err.message);
    /* A small page may not hold it, and then that is what is said. */
    bool small = status == ENT_ERR_CAPACITY && strncmp(options->preset, "paper", 5) == 0;
    return status != ENT_OK && !small;
}

/* Every preset in the light theme, the other themes on a slide, and DOT. */
static int draw_bundled(const char *folder)
{
    static const char *const styles[][2] = { { "slide", "light" },   { "slide", "dark" },  { "slide", "print" },
                                             { "slide43", "light" }, { "paper", "light" }, { "paper1", "light" } };
    ent_graph *graph = NULL;
    ent_view *view = NULL;
    ent_filter filter = ENT_FILTER_INIT;
    int failures = ent_graph_bundled(&graph, NULL) != ENT_OK || ent_view_new(graph, &filter, &view, NULL) != ENT_OK;
    for (size_t i = 0; !failures && i < sizeof questions_asked / sizeof *questions_asked; i++) {
        for (size_t s = 0; s < sizeof styles / sizeof *styles; s++) {
            ent_draw_options options = { .preset = styles[s][0], .theme = styles[s][1] };
            failures += draw_asked(view, &questions_asked[i], &options, folder);
        }
        ent_draw_options options = { .preset = "slide", .theme = "light", .format = ENT_PICTURE_DOT };
        failures += draw_asked(view, &questions_asked[i], &options, folder);
    }
    ent_view_free(view);
    ent_graph_free(graph);
    return failures;
}

int main(int argc, char **argv)
{
    static const ent_i_question questions[] = { ENT_I_EGO, ENT_I_LINK, ENT_I_VIEW };
    static const size_t stars[] = { 0, 1, 2, 16, 40, 90, 400 };
    int failures = 0;
    if (argc != 2)
        return 2;
    for (size_t i = 0; i < sample_count; i++) {
        ent_i_diagram diagram;
        sample_fill(&samples[i], 0, &diagram);
        failures += draw_all(&diagram, argv[1], samples[i].name);
        ent_i_diagram_clear(&diagram);
    }
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        ent_i_diagram diagram;
        char name[32];
        snprintf(name, sizeof name, "hostile%zu", i);
        sample_fill_hostile(questions[i], &diagram);
        failures += draw_all(&diagram, argv[1], name);
        ent_i_diagram_clear(&diagram);
    }
    for (size_t i = 0; i < sizeof stars / sizeof *stars; i++) {
        ent_i_diagram diagram;
        char name[32];
        snprintf(name, sizeof name, "star%zu", stars[i]);
        sample_fill_star(stars[i], &diagram);
        failures += draw_all(&diagram, argv[1], name);
        ent_i_diagram_clear(&diagram);
    }
    failures += draw_bundled(argv[1]);
    return failures > 0;
}
