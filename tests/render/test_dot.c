/* SPDX-License-Identifier: GPL-2.0-or-later */
/* DOT is read back by the library that people will read it with. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <graphviz/cgraph.h>

#include "render/draw.h"
#include "samples.h"

static Agraph_t *read_back(const ent_i_diagram *diagram)
{
    ent_draw_options options = { .format = ENT_PICTURE_DOT };
    ent_output *output = NULL;
    assert_int_equal(ent_output_memory(&output, NULL), ENT_OK);
    assert_int_equal(ent_i_draw(diagram, &options, output, NULL), ENT_OK);
    Agraph_t *graph = agmemread(ent_output_text(output, NULL));
    ent_output_free(output);
    assert_non_null(graph);
    return graph;
}

static char *attribute(void *object, const char *name)
{
    char copy[32];
    strncpy(copy, name, sizeof copy - 1);
    copy[sizeof copy - 1] = '\0';
    return agget(object, copy);
}

static void test_dot__holds_what_is_drawn(void **state)
{
    (void)state;
    for (size_t i = 0; i < sample_count; i++) {
        ent_i_diagram diagram;
        ent_i_scene scene;
        ent_draw_options options = { .format = ENT_PICTURE_DOT };
        sample_fill(&samples[i], 1, &diagram);
        ent_i_scene_init(&scene, &diagram);
        assert_int_equal(ent_i_draw_scene(&scene, &options, NULL), ENT_OK);
        Agraph_t *graph = read_back(&diagram);
        assert_int_equal(agnnodes(graph), scene.node_count);
        assert_int_equal(agnedges(graph), scene.stroke_count);
        for (Agnode_t *node = agfstnode(graph); node != NULL; node = agnxtnode(graph, node)) {
            const char *place = attribute(node, "pos");
            assert_int_equal(place[strlen(place) - 1], '!');
        }
        agclose(graph);
        ent_i_scene_clear(&scene);
        ent_i_diagram_clear(&diagram);
    }
}

static void test_dot__hostile_labels_survive(void **state)
{
    (void)state;
    ent_i_diagram diagram;
    sample_fill_hostile(ENT_I_EGO, &diagram);
    Agraph_t *graph = read_back(&diagram);
    assert_int_equal(agnnodes(graph), diagram.entity_count);
    bool angle = false, backslash = false, cyrillic = false;
    for (Agnode_t *node = agfstnode(graph); node != NULL; node = agnxtnode(graph, node)) {
        const char *label = attribute(node, "label");
        assert_false(aghtmlstr(attribute(node, "label")));
        assert_null(strchr(attribute(node, "tooltip"), '\\'));
        angle = angle || strstr(label, "\"<&>]]>") != NULL;
        backslash = backslash || strstr(label, "trailing \\\\") != NULL;
        cyrillic = cyrillic || strstr(label, "\xD0\xA0\xD0\xBE\xD1\x81\xD1\x81\xD0\xB8\xD1\x8F") != NULL;
    }
    assert_true(angle && backslash && cyrillic);
    agclose(graph);
    ent_i_diagram_clear(&diagram);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dot__holds_what_is_drawn),
        cmocka_unit_test(test_dot__hostile_labels_survive),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
