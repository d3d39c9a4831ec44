/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of functions, and signatures of procedures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ctype.h>
#include <string.h>

#include "graph/query/bind/bind.h"

static void test_bind_functions__each_is_found_by_its_name_in_any_case(void **state)
{
    (void)state;
    for (int id = 0; id < ENT_I_FUNCTION_TOTAL; id++) {
        const ent_i_function *function = ent_i_function_get((ent_i_function_id)id);
        char upper[64] = "";
        size_t length = strlen(function->name);
        assert_true(length < sizeof upper);
        for (size_t i = 0; i < length; i++)
            upper[i] = (char)toupper((unsigned char)function->name[i]);
        assert_int_equal(function->id, id);
        assert_ptr_equal(ent_i_function_find(upper, length), function);
        assert_ptr_equal(ent_i_function_find(function->name, length), function);
        assert_true(function->least <= function->most);
        assert_true(!function->aggregate || function->least >= 1);
        assert_true(ent_i_function_mask(function, 0) != 0);
    }
    assert_null(ent_i_function_find("siz", 3));
    assert_null(ent_i_function_find("sizes", 5));
    assert_null(ent_i_function_find("", 0));
    assert_non_null(ent_i_function_find("sizes", 4));
}

static void test_bind_functions__the_last_set_goes_on(void **state)
{
    (void)state;
    const ent_i_function *substring = ent_i_function_get(ENT_I_FUNCTION_SUBSTRING);
    assert_int_equal(ent_i_function_mask(substring, 0), ENT_I_MASK_STRING);
    assert_int_equal(ent_i_function_mask(substring, 1), ENT_I_MASK_INTEGER);
    assert_int_equal(ent_i_function_mask(substring, 2), ENT_I_MASK_INTEGER);
    assert_int_equal(ent_i_function_mask(ent_i_function_get(ENT_I_FUNCTION_COALESCE), 100), ENT_I_MASK_ANY);
}

/* What the conformance kit and the language reference name. */
static void test_bind_functions__all_of_the_language_are_there(void **state)
{
    static const char *const names[] = { "count", "sum", "avg", "min", "max", "collect", "percentileDisc",
        "percentileCont", "stDev", "stDevP", "size", "range", "head", "last", "tail", "reverse", "keys", "labels",
        "type", "properties", "nodes", "relationships", "length", "startNode", "endNode", "id", "coalesce", "exists",
        "timestamp", "abs", "ceil", "floor", "round", "sign", "sqrt", "rand", "e", "exp", "log", "log10", "pi", "sin",
        "cos", "tan", "cot", "asin", "acos", "atan", "atan2", "degrees", "radians", "haversin", "toInteger",
        "toFloat", "toString", "toBoolean", "toLower", "toUpper", "trim", "lTrim", "rTrim", "left", "right",
        "replace", "substring", "split", "date", "datetime", "localdatetime", "time", "localtime", "duration",
        "date.truncate", "datetime.truncate", "localdatetime.truncate", "time.truncate", "localtime.truncate",
        "datetime.fromepoch", "datetime.fromepochmillis", "duration.between", "duration.inMonths",
        "duration.inDays", "duration.inSeconds", "date.transaction", "date.statement", "date.realtime" };
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!ent_i_function_find(names[i], strlen(names[i])))
            fail_msg("%s", names[i]);
}

static void test_bind_functions__nearest_name(void **state)
{
    (void)state;
    assert_string_equal(ent_i_function_near("colect", 6), "collect");
    assert_string_equal(ent_i_function_near("tointger", 8), "toInteger");
    assert_null(ent_i_function_near("frobnicate", 10));
    assert_null(ent_i_function_near("", 0));
}

static void test_bind_functions__signatures(void **state)
{
    (void)state;
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    ent_i_procedure p;
    assert_int_equal(ent_i_procedure_parse(&arena, " a.b(x :: STRING?, y::LIST OF LIST<INTEGER?>?, z :: LOCAL DATETIME)"
                                                   " :: (u :: MAP, v :: LIST? OF ANY?) ", &p, NULL), ENT_OK);
    assert_string_equal(p.name, "a.b");
    assert_int_equal(p.input_count, 3);
    assert_string_equal(p.inputs[0].name, "x");
    assert_int_equal(p.inputs[0].type.kind, ENT_I_TYPE_STRING);
    assert_true(p.inputs[0].nullable);
    assert_int_equal(p.inputs[1].type.kind, ENT_I_TYPE_INTEGER);
    assert_int_equal(p.inputs[1].type.lists, 2);
    assert_int_equal(p.inputs[2].type.kind, ENT_I_TYPE_LOCAL_DATETIME);
    assert_false(p.inputs[2].nullable);
    assert_int_equal(p.output_count, 2);
    assert_int_equal(p.outputs[0].type.kind, ENT_I_TYPE_MAP);
    assert_int_equal(p.outputs[1].type.lists, 1);
    static const char *const empty[] = { "a", "a()", "a() :: ()", "a :: VOID", "a :: ", "a ( ) ::()" };
    for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
        assert_int_equal(ent_i_procedure_parse(&arena, empty[i], &p, NULL), ENT_OK);
        assert_string_equal(p.name, "a");
        assert_int_equal(p.input_count + p.output_count, 0);
    }
    static const char *const wrong[] = { "", "(", "a(", "a(x)", "a(x ::)", "a(x :: STRANGE)", "a(x :: STRING", "a() b",
        "a(x :: STRING,)", "a() :: (", "a() : ()", "a(x :: LOCAL)", "a(x :: LIST OF)" };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ent_error err = { 0 };
        if (ent_i_procedure_parse(&arena, wrong[i], &p, &err) != ENT_ERR_SYNTAX || !strstr(err.message, "expected"))
            fail_msg("%s", wrong[i]);
    }
    ent_i_arena_clear(&arena);
}

static void test_bind_functions__sets_in_words(void **state)
{
    char text[ENT_I_TYPE_TEXT * 4];
    (void)state;
    assert_string_equal(ent_i_type_mask_text(ENT_I_MASK_NUMBER, text), "NUMBER");
    assert_string_equal(ent_i_type_mask_text(ENT_I_MASK_INTEGER, text), "INTEGER");
    assert_string_equal(ent_i_type_mask_text(ENT_I_MASK_ENTITY | ENT_I_MASK_MAP, text), "MAP, NODE or RELATIONSHIP");
    assert_string_equal(ent_i_type_mask_text(ENT_I_MASK_ANY, text), "ANY");
    /* Whatever the set, the text fits. */
    assert_true(strlen(ent_i_type_mask_text(ENT_I_MASK_ANY & ~ENT_I_MASK_BOOLEAN, text)) < sizeof text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bind_functions__each_is_found_by_its_name_in_any_case),
        cmocka_unit_test(test_bind_functions__the_last_set_goes_on),
        cmocka_unit_test(test_bind_functions__all_of_the_language_are_there),
        cmocka_unit_test(test_bind_functions__nearest_name),
        cmocka_unit_test(test_bind_functions__signatures),
        cmocka_unit_test(test_bind_functions__sets_in_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
