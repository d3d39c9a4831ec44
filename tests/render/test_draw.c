/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Invariants of drawings: same bytes whatever the order, locale or repetition; nothing overlaps; counts
 * hold; errors say what to do. What only shows in the finished file is checked by svgcheck.py. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "render/draw.h"
#include "samples.h"

static char *draw_text(const ent_i_diagram *diagram, const ent_draw_options *options)
{
    ent_output *output = NULL;
    ent_error err = { 0 };
    assert_int_equal(ent_output_memory(&output, &err), ENT_OK);
    ent_status status = ent_i_draw(diagram, options, output, &err);
    if (status != ENT_OK)
        print_error("%s\n", err.message);
    assert_int_equal(status, ENT_OK);
    char *text = strdup(ent_output_text(output, NULL));
    ent_output_free(output);
    return text;
}

static const sample *sample_named(const char *name)
{
    for (size_t i = 0; i < sample_count; i++) {
        if (strcmp(samples[i].name, name) == 0)
            return &samples[i];
    }
    return NULL;
}

static void test_draw__bytes_do_not_depend_on_order_or_repetition(void **state)
{
    (void)state;
    for (size_t i = 0; i < sample_count; i++) {
        for (int format = ENT_PICTURE_SVG; format <= ENT_PICTURE_DOT; format++) {
            ent_draw_options options = ENT_DRAW_OPTIONS_INIT;
            options.format = (ent_picture_format)format;
            char *first = NULL;
            for (unsigned seed = 0; seed < 4; seed++) {
                ent_i_diagram diagram;
                sample_fill(&samples[i], seed, &diagram);
                char *text = draw_text(&diagram, &options), *again = draw_text(&diagram, &options);
                assert_string_equal(text, again);
                if (first == NULL)
                    first = strdup(text);
                assert_string_equal(first, text);
                free(text);
                free(again);
                ent_i_diagram_clear(&diagram);
            }
            free(first);
        }
    }
}

static void test_draw__bytes_do_not_depend_on_the_locale(void **state)
{
    (void)state;
    static const char *const locales[] = { "de_DE.UTF-8", "fr_FR.UTF-8", "de_DE.utf8", "ru_RU.UTF-8" };
    const char *found = NULL;
    ent_i_diagram diagram;
    sample_fill(sample_named("network"), 0, &diagram);
    setlocale(LC_ALL, "C");
    char *before = draw_text(&diagram, NULL);
    for (size_t i = 0; i < sizeof locales / sizeof *locales && found == NULL; i++)
        found = setlocale(LC_ALL, locales[i]);
    if (found != NULL) {
        char *after = draw_text(&diagram, NULL);
        assert_string_equal(before, after);
        free(after);
    } else {
        print_message("no locale with a decimal comma is installed\n");
    }
    setlocale(LC_ALL, "C");
    free(before);
    ent_i_diagram_clear(&diagram);
}

static void check_scene(const ent_i_scene *scene)
{
    bool *drawn = calloc(scene->diagram->entity_count + 1, 1);
    for (size_t i = 0; i < scene->node_count; i++) {
        const ent_i_placed *a = &scene->nodes[i];
        assert_false(drawn[a->entity]);
        drawn[a->entity] = true;
        if (a->bare)
            continue;
        assert_true(a->box.x - a->box.w / 2 > 0 && a->box.x + a->box.w / 2 < scene->preset->width);
        assert_true(a->box.y - a->box.h / 2 > 0 && a->box.y + a->box.h / 2 < scene->preset->height);
        assert_true(a->size >= 18);
        for (size_t k = 0; k < i; k++)
            assert_false(ent_i_boxes_overlap(a->box, scene->nodes[k].box, 0));
    }
    for (size_t i = 0; i < scene->stroke_count; i++) {
        const ent_i_line *line = &scene->diagram->lines[scene->strokes[i].line];
        assert_true(drawn[line->from] && drawn[line->to]);
        for (size_t k = 0; k < i; k++)
            assert_int_not_equal(scene->strokes[i].line, scene->strokes[k].line);
    }
    free(drawn);
}

static void test_draw__nothing_overlaps(void **state)
{
    (void)state;
    size_t presets;
    const ent_preset *preset = ent_presets(&presets);
    for (size_t i = 0; i < sample_count; i++) {
        for (size_t p = 0; p < presets; p++) {
            ent_draw_options options = ENT_DRAW_OPTIONS_INIT;
            ent_i_diagram diagram;
            ent_i_scene scene;
            options.preset = preset[p].name;
            sample_fill(&samples[i], 0, &diagram);
            ent_i_scene_init(&scene, &diagram);
            ent_status status = ent_i_draw_scene(&scene, &options, NULL);
            if (status == ENT_OK)
                check_scene(&scene);
            else
                assert_true(status == ENT_ERR_CAPACITY && !preset[p].furniture);
            ent_i_scene_clear(&scene);
            ent_i_diagram_clear(&diagram);
        }
    }
}

static void test_draw__auto_chooses_by_question_and_size(void **state)
{
    (void)state;
    static const char *const kinds[][2] = {
        { "ring", "ring" }, { "wings", "wings" }, { "matrix", "matrix" }, { "network", "network" }
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        ent_draw_options options = ENT_DRAW_OPTIONS_INIT;
        ent_i_diagram diagram;
        ent_i_scene scene;
        sample_fill(sample_named(kinds[i][0]), 0, &diagram);
        ent_i_scene_init(&scene, &diagram);
        assert_int_equal(ent_i_draw_scene(&scene, &options, NULL), ENT_OK);
        assert_string_equal(scene.kind, kinds[i][1]);
        ent_i_scene_clear(&scene);
        ent_i_diagram_clear(&diagram);
    }
}

static void test_draw__the_title_counts_what_is_drawn(void **state)
{
    (void)state;
    static const size_t sizes[] = { 20, 46, 47, 90, 400 };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        ent_draw_options options = ENT_DRAW_OPTIONS_INIT;
        ent_i_diagram diagram;
        ent_i_scene scene;
        char expected[64];
        const char *warning = NULL;
        options.kind = "wings";
        options.ret_warning = &warning;
        sample_fill_star(sizes[i], &diagram);
        ent_i_scene_init(&scene, &diagram);
        assert_int_equal(ent_i_draw_scene(&scene, &options, NULL), ENT_OK);
        if (scene.stroke_count == sizes[i])
            snprintf(expected, sizeof expected, "The Hub\xE2\x80\x99s %zu direct ties", sizes[i]);
        else
            snprintf(expected, sizeof expected, "%zu of The Hub\xE2\x80\x99s %zu direct ties", scene.stroke_count,
                     sizes[i]);
        assert_memory_equal(scene.title, expected, strlen(expected));
        /* What is left out is said, in the drawing and to whoever draws it. */
        assert_int_equal(scene.stroke_count < sizes[i], warning != NULL);
        assert_int_equal(scene.stroke_count < sizes[i], strstr(scene.subtitle, "Left out") != NULL);
        assert_true(sizes[i] > 40 || scene.stroke_count == sizes[i]);
        assert_true(scene.stroke_count >= (sizes[i] < 36 ? sizes[i] : 36));
        ent_i_scene_clear(&scene);
        ent_i_diagram_clear(&diagram);
    }
}

static void test_draw__parallel_ties_are_one_line_that_says_so(void **state)
{
    (void)state;
    ent_i_diagram diagram;
    sample_fill(sample_named("ring"), 0, &diagram);
    size_t merged = 0;
    for (size_t i = 0; i < diagram.line_count; i++) {
        if (diagram.lines[i].ties == 1)
            continue;
        merged++;
        assert_int_equal(diagram.lines[i].ties, 2);
        assert_string_equal(diagram.lines[i].id, "india-PARTNER_OF-russia");
        assert_non_null(strstr(diagram.lines[i].title, "since 2000"));
        assert_non_null(strstr(diagram.lines[i].title, "since 2021"));
    }
    assert_int_equal(merged, 1);
    char *text = draw_text(&diagram, NULL);
    assert_non_null(strstr(text, "14 ties of India on 13 lines"));
    assert_non_null(strstr(text, "data-ties=\"2\""));
    free(text);
    ent_i_diagram_clear(&diagram);
}

static void test_draw__matrix_title_is_the_finding(void **state)
{
    (void)state;
    ent_i_diagram diagram;
    sample_fill(sample_named("matrix"), 0, &diagram);
    char *text = draw_text(&diagram, NULL);
    assert_non_null(strstr(text, ">5 of 6 forums hold India, Russia and China together, 5 December 2025<"));
    /* India only seeks a seat: that is not counted. */
    assert_non_null(strstr(text, ">seeks<"));
    free(text);
    ent_i_diagram_clear(&diagram);
}

static void test_draw__paper_has_no_furniture_but_says_what_it_is(void **state)
{
    (void)state;
    ent_draw_options options = ENT_DRAW_OPTIONS_INIT;
    ent_i_diagram diagram;
    options.preset = "paper";
    sample_fill(sample_named("ring"), 0, &diagram);
    char *text = draw_text(&diagram, &options);
    assert_null(strstr(text, "class=\"title\""));
    assert_null(strstr(text, "class=\"source\""));
    assert_non_null(strstr(
        text, "<title id=\"ent-ring-title\">India\xE2\x80\x99s direct ties to 13 others, 5 December 2025</title>"));
    assert_non_null(strstr(text, "As of 5 December 2025"));
    free(text);
    ent_i_diagram_clear(&diagram);
}

static void test_draw__options_are_used(void **state)
{
    (void)state;
    ent_draw_options options = ENT_DRAW_OPTIONS_INIT;
    const char *warning = NULL;
    ent_i_diagram diagram;
    options.title = "My <own> title";
    options.id_prefix = "fig.1";
    options.theme = "dark";
    options.no_background = true;
    options.ret_warning = &warning;
    sample_fill(sample_named("ring"), 0, &diagram);
    char *text = draw_text(&diagram, &options);
    assert_non_null(strstr(text, "<title id=\"fig.1-title\">My &lt;own&gt; title</title>"));
    assert_non_null(strstr(text, "id=\"fig.1-n-india\""));
    assert_null(strstr(text, "class=\"canvas\""));
    assert_non_null(warning);
    free(text);
    ent_i_diagram_clear(&diagram);
}

static void expect_error(const char *name, ent_draw_options options, ent_status code, const char *part)
{
    ent_error err = { 0 };
    ent_i_diagram diagram;
    ent_output *output = NULL;
    sample_fill(sample_named(name), 0, &diagram);
    assert_int_equal(ent_output_memory(&output, NULL), ENT_OK);
    assert_int_equal(ent_i_draw(&diagram, &options, output, &err), code);
    if (strstr(err.message, part) == NULL)
        fail_msg("'%s' does not say '%s'", err.message, part);
    ent_output_free(output);
    ent_i_diagram_clear(&diagram);
}

static void test_draw__errors_say_what_there_is(void **state)
{
    (void)state;
    expect_error("ring", (ent_draw_options){ .kind = "pie" }, ENT_ERR_USAGE, "auto, ring, wings, network");
    expect_error("matrix", (ent_draw_options){ .kind = "ring" }, ENT_ERR_USAGE, "does not draw this question");
    expect_error("matrix", (ent_draw_options){ .kind = "wings" }, ENT_ERR_USAGE, "auto, matrix, network");
    expect_error("matrix", (ent_draw_options){ .kind = "pie", .format = ENT_PICTURE_DOT }, ENT_ERR_USAGE, "'pie'");
    expect_error("ring", (ent_draw_options){ .theme = "pink" }, ENT_ERR_USAGE, "light, dark, print");
    expect_error("ring", (ent_draw_options){ .preset = "wall" }, ENT_ERR_USAGE, "slide, slide43, paper, paper1");
    expect_error("ring", (ent_draw_options){ .id_prefix = "1x" }, ENT_ERR_USAGE, "'1x'");
    expect_error("wings", (ent_draw_options){ .kind = "ring", .preset = "paper1" }, ENT_ERR_CAPACITY, "--type");
}

static void test_draw__unlike_ties_keep_unlike_ids(void **state)
{
    (void)state;
    static const char *const keys[] = { "a", "a-T-b", "b-T-c", "c" };
    ent_i_diagram diagram;
    uint32_t index[4];
    ent_i_diagram_init(&diagram, ENT_I_VIEW);
    for (size_t i = 0; i < 4; i++) {
        ent_i_entity entity = {
            .key = keys[i], .name = keys[i], .label = keys[i], .class_ = ENT_CLASS_OTHER, .fold = -1
        };
        assert_int_equal(ent_i_diagram_add_entity(&diagram, &entity, &index[i], NULL), ENT_OK);
    }
    ent_i_line line = { .type = "T",
                        .phrase = "ties",
                        .brief = "tie",
                        .valid = "",
                        .status = "in-force",
                        .word = "in force",
                        .order = INT64_MAX };
    line.from = index[0];
    line.to = index[2];
    assert_int_equal(ent_i_diagram_add_line(&diagram, &line, NULL), ENT_OK);
    line.from = index[1];
    line.to = index[3];
    assert_int_equal(ent_i_diagram_add_line(&diagram, &line, NULL), ENT_OK);
    line.to = index[1];
    assert_int_equal(ent_i_diagram_add_line(&diagram, &line, NULL), ENT_OK);
    assert_int_equal(ent_i_diagram_finish(&diagram, true, NULL), ENT_OK);
    assert_int_equal(diagram.line_count, 2);
    assert_int_equal(diagram.loops, 1);
    assert_string_not_equal(diagram.lines[0].id, diagram.lines[1].id);
    ent_i_diagram_clear(&diagram);
}

static void test_draw__tables_have_no_gaps(void **state)
{
    (void)state;
    size_t count;
    const ent_diagram_kind *kinds = ent_diagram_kinds(&count);
    for (size_t i = 0; i < count; i++)
        assert_true(kinds[i].name[0] != '\0' && kinds[i].questions[0] != '\0' && kinds[i].capacity[0] != '\0' &&
                    kinds[i].summary[0] != '\0');
    const ent_preset *presets = ent_presets(&count);
    for (size_t i = 0; i < count; i++)
        assert_true(presets[i].width > 0 && presets[i].height > 0 && presets[i].summary[0] != '\0');
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_draw__bytes_do_not_depend_on_order_or_repetition),
        cmocka_unit_test(test_draw__bytes_do_not_depend_on_the_locale),
        cmocka_unit_test(test_draw__nothing_overlaps),
        cmocka_unit_test(test_draw__auto_chooses_by_question_and_size),
        cmocka_unit_test(test_draw__the_title_counts_what_is_drawn),
        cmocka_unit_test(test_draw__parallel_ties_are_one_line_that_says_so),
        cmocka_unit_test(test_draw__matrix_title_is_the_finding),
        cmocka_unit_test(test_draw__paper_has_no_furniture_but_says_what_it_is),
        cmocka_unit_test(test_draw__options_are_used),
        cmocka_unit_test(test_draw__errors_say_what_there_is),
        cmocka_unit_test(test_draw__unlike_ties_keep_unlike_ids),
        cmocka_unit_test(test_draw__tables_have_no_gaps),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
