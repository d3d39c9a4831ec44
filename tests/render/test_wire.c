/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "render/wire.h"

/* Straight from (0,0) to (300,0), then an arc down to (600,300). */
static ent_i_point points[] = { { 0, 0 }, { 100, 0 }, { 200, 0 }, { 300, 0 }, { 500, 0 }, { 600, 100 }, { 600, 300 } };
static const ent_i_wire wire = { .points = points, .point_count = 7 };

static bool near(ent_i_point point, double x, double y)
{
    return hypot(point.x - x, point.y - y) < 0.01;
}

static void test_wire__places_run_over_the_curves(void **state)
{
    (void)state;
    assert_int_equal(ent_i_wire_curves(&wire), 2);
    assert_true(near(ent_i_wire_at(&wire, 0), 0, 0));
    assert_true(near(ent_i_wire_at(&wire, 0.5), 150, 0));
    assert_true(near(ent_i_wire_at(&wire, 1), 300, 0));
    assert_true(near(ent_i_wire_at(&wire, 2), 600, 300));
    /* (p0 + 3 p1 + 3 p2 + p3) / 8 */
    assert_true(near(ent_i_wire_at(&wire, 1.5), 525, 75));
    assert_true(fabs(ent_i_wire_length(&wire) - (300 + 200 + hypot(100, 100) + 200)) < 0.01);
}

static void test_wire__hits_what_it_passes(void **state)
{
    (void)state;
    assert_true(ent_i_wire_hits(&wire, (ent_i_box){ 150, 10, 40, 40 }, 1));
    assert_true(ent_i_wire_hits(&wire, (ent_i_box){ 525, 75, 10, 10 }, 1));
    assert_false(ent_i_wire_hits(&wire, (ent_i_box){ 150, 40, 40, 40 }, 1));
    /* Widened by a negative inset. */
    assert_true(ent_i_wire_hits(&wire, (ent_i_box){ 150, 22, 40, 40 }, -3));
}

static void test_wire__a_part_is_the_same_curve(void **state)
{
    (void)state;
    ent_i_buffer path = ENT_I_BUFFER_INIT;
    ent_i_wire_path(&path, &wire, 0, 2);
    assert_string_equal(path.data, "M0 0C100 0 200 0 300 0C500 0 600 100 600 300");
    ent_i_buffer_reset(&path);
    ent_i_wire_path(&path, &wire, 0.5, 1);
    assert_string_equal(path.data, "M150 0C200 0 250 0 300 0");
    ent_i_buffer_reset(&path);
    ent_i_wire_path(&path, &wire, 1, 1.5);
    assert_string_equal(path.data, "M300 0C400 0 475 25 525 75");
    ent_i_buffer_clear(&path);
}

static void test_wire__a_gap_is_as_wide_as_its_box(void **state)
{
    (void)state;
    double enter, leave;
    assert_true(ent_i_wire_gap(&wire, (ent_i_box){ 150, 0, 60, 24 }, 0.5, &enter, &leave));
    assert_true(fabs(ent_i_wire_at(&wire, enter).x - 120) < 2.5);
    assert_true(fabs(ent_i_wire_at(&wire, leave).x - 180) < 2.5);
    assert_true(ent_i_wire_at(&wire, enter).x <= 120 && ent_i_wire_at(&wire, leave).x >= 180);
    assert_false(ent_i_wire_gap(&wire, (ent_i_box){ 20, 0, 60, 24 }, 0.05, &enter, &leave));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wire__places_run_over_the_curves),
        cmocka_unit_test(test_wire__hits_what_it_passes),
        cmocka_unit_test(test_wire__a_part_is_the_same_curve),
        cmocka_unit_test(test_wire__a_gap_is_as_wide_as_its_box),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
