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

#include "render/draw.h"
#include "samples.h"

static int draw_file(const ent_i_diagram *diagram, const ent_draw_options *options, const char *folder, const char *name)
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
    return failures > 0;
}
