/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The runner must see every way of being wrong: each scenario here is run against an engine that answers as
 * fabricated. */
#include "support.h"

#include "fake.h"
#include "scenario.h"

static const char *const two_nodes[] = { "1 (:A {p: 1})", "2 (:A:B)", "1 [:T {w: 1.5}]", NULL };
/* Node 2 went, 3 came; the property of 1 was changed; its relationship got one more. */
static const char *const changed[] = { "1 (:A {p: 2})", "3 (:C {q: 'x'})", "1 [:T {w: 1.5, v: true}]", NULL };

static const fake_answer answers[] = {
    { .query = "one", .columns = "a|b", .rows = (const char *const[]){ "1|'x'", "2|null", "2|null", NULL } },
    { .query = "none", .columns = "a" },
    { .query = "nothing" },
    { .query = "lists", .columns = "l", .rows = (const char *const[]){ "[1, 2]", "[3, [4, 5]]", NULL } },
    { .query = "date", .columns = "d", .rows = (const char *const[]){ "'1984!'", NULL } },
    { .query = "path", .columns = "p", .rows = (const char *const[]){ "<(:A)-[:T]->(:B)<-[:U {x: 1}]-(:C)>", NULL } },
    { .query = "two nodes", .graph = two_nodes },
    { .query = "change", .graph = changed },
    { .query = "compile", .error = { "SyntaxError", "compile time", "UndefinedVariable" } },
    { .query = "run", .columns = "a", .error = { "TypeError", "runtime", "InvalidArgumentType" } },
    { .query = "half", .error = { "TypeError", "runtime", "InvalidArgumentType" }, .graph = two_nodes },
    { .query = "parameter", .columns = "a", .rows = (const char *const[]){ "$", NULL } },
    { .query = "call 42", .columns = "x|y", .rows = (const char *const[]){ "CALL 42", NULL } },
    { .query = "call null", .columns = "x|y", .rows = (const char *const[]){ "CALL null", NULL } },
    { .query = "call 7", .columns = "x|y", .rows = (const char *const[]){ "CALL 7", NULL } },
    { .query = "counted", .graph = (const char *const[]){ "1 ()", NULL } },
};

/* Run the steps given; the outcome, and why in a text that stays until the next. */
static tck_outcome run_with(const char *steps, const tck_options *options, bool *ret_lenient, const char **ret_why)
{
    static char why[2000];
    ent_i_arena arena;
    ent_i_buffer said = ENT_I_BUFFER_INIT, text = ENT_I_BUFFER_INIT;
    ent_i_arena_init(&arena);
    fake_set(answers, sizeof answers / sizeof answers[0]);
    ent_i_buffer_text(&text, "Feature: F\nScenario: S\n");
    /* "!query" stands for the step that runs it. */
    for (const char *at = steps; *at; at++)
        if (*at == '!' && (at == steps || at[-1] == '\n')) {
            size_t length = strcspn(at + 1, "\n");
            ent_i_buffer_text(&text, "When executing query:\n\"\"\"\n");
            ent_i_buffer_add(&text, at + 1, length);
            ent_i_buffer_text(&text, "\n\"\"\"");
            at += length;
        } else {
            ent_i_buffer_char(&text, *at);
        }
    tck_feature feature = feature_of(&arena, ent_i_buffer_string(&text));
    assert_int_equal(feature.count, 1);
    tck_outcome outcome = tck_run(&feature.scenarios[0], options, ret_lenient, &said);
    strncpy(why, ent_i_buffer_string(&said), sizeof why - 1);
    *ret_why = why;
    ent_i_buffer_clear(&said);
    ent_i_buffer_clear(&text);
    ent_i_arena_clear(&arena);
    return outcome;
}

static void check(const char *steps, tck_outcome expected)
{
    bool lenient;
    const char *why;
    tck_options options = { 0 };
    tck_outcome outcome = run_with(steps, &options, &lenient, &why);
    if (outcome != expected)
        fail_msg("%s\noutcome %d, not %d: %s", steps, outcome, expected, why);
    assert_int_equal(*why == '\0', outcome == TCK_PASSED);
}

#define ANY_ORDER "Then the result should be, in any order:\n"
#define ORDER "Then the result should be, in order:\n"
#define ANY_LISTS "Then the result should be (ignoring element order for lists):\n"
#define BOTH "Then the result should be, in order (ignoring element order for lists):\n"

static void test_scenario__results(void **state)
{
    (void)state;
    check("!one\n" ANY_ORDER "|a|b|\n|2|null|\n|1|'x'|\n|2|null|", TCK_PASSED);
    check("!one\n" ORDER "|a|b|\n|1|'x'|\n|2|null|\n|2|null|", TCK_PASSED);
    check("!one\n" ORDER "|a|b|\n|2|null|\n|1|'x'|\n|2|null|", TCK_WRONG);
    check("!one\n" ANY_ORDER "|b|a|\n|'x'|1|\n|null|2|\n|null|2|", TCK_WRONG);
    check("!one\n" ANY_ORDER "|A|b|\n|1|'x'|\n|2|null|\n|2|null|", TCK_WRONG);
    check("!one\n" ANY_ORDER "|a|\n|1|\n|2|\n|2|", TCK_WRONG);
    /* Rows: one too few, one too many, the wrong one twice, another value. */
    check("!one\n" ANY_ORDER "|a|b|\n|2|null|\n|1|'x'|", TCK_WRONG);
    check("!one\n" ORDER "|a|b|\n|1|'x'|\n|2|null|", TCK_WRONG);
    check("!one\n" ANY_ORDER "|a|b|\n|2|null|\n|1|'x'|\n|2|null|\n|2|null|", TCK_WRONG);
    check("!one\n" ORDER "|a|b|\n|1|'x'|\n|2|null|\n|2|null|\n|2|null|", TCK_WRONG);
    check("!one\n" ANY_ORDER "|a|b|\n|1|'x'|\n|1|'x'|\n|2|null|", TCK_WRONG);
    check("!one\n" ANY_ORDER "|a|b|\n|2|null|\n|1.0|'x'|\n|2|null|", TCK_WRONG);
    check("!none\n" ANY_ORDER "|a|", TCK_PASSED);
    check("!none\n" ANY_ORDER "|a|\n|1|", TCK_WRONG);
    check("!none\nThen the result should be empty", TCK_WRONG);
    check("!nothing\nThen the result should be empty", TCK_PASSED);
    check("!one\nThen the result should be empty", TCK_WRONG);
    check("!nothing\n" ANY_ORDER "|a|", TCK_WRONG);
    check("!lists\n" ANY_ORDER "|l|\n|[3, [4, 5]]|\n|[1, 2]|", TCK_PASSED);
    check("!lists\n" ANY_ORDER "|l|\n|[3, [4, 5]]|\n|[2, 1]|", TCK_WRONG);
    check("!lists\n" ANY_LISTS "|l|\n|[[5, 4], 3]|\n|[2, 1]|", TCK_PASSED);
    check("!lists\n" BOTH "|l|\n|[2, 1]|\n|[[5, 4], 3]|", TCK_PASSED);
    check("!lists\n" BOTH "|l|\n|[[5, 4], 3]|\n|[2, 1]|", TCK_WRONG);
    check("!date\n" ANY_ORDER "|d|\n|'1984!'|", TCK_PASSED);
    check("!path\n" ANY_ORDER "|p|\n|<(:A)-[:T]->(:B)<-[:U {x: 1}]-(:C)>|", TCK_PASSED);
    check("!path\n" ANY_ORDER "|p|\n|<(:A)-[:T]->(:B)-[:U {x: 1}]->(:C)>|", TCK_WRONG);
}

static void test_scenario__errors(void **state)
{
    bool lenient;
    const char *why;
    tck_options options = { 0 };
    (void)state;
    check("!compile\nThen a SyntaxError should be raised at compile time: UndefinedVariable", TCK_PASSED);
    check("!compile\nThen an SyntaxError should be raised at any time: *", TCK_PASSED);
    check("!compile\nThen a SyntaxError should be raised at compile time: *", TCK_PASSED);
    check("!compile\nThen a SyntaxError should be raised at runtime: UndefinedVariable", TCK_ERROR);
    check("!compile\nThen a TypeError should be raised at compile time: UndefinedVariable", TCK_ERROR);
    check("!compile\nThen a SyntaxError should be raised at compile time: UndefinedVariables", TCK_ERROR);
    check("!run\nThen a TypeError should be raised at runtime: InvalidArgumentType", TCK_PASSED);
    check("!run\nThen a TypeError should be raised at any time: InvalidArgumentType", TCK_PASSED);
    check("!run\nThen a TypeError should be raised at compile time: InvalidArgumentType", TCK_ERROR);
    check("!run\n" ANY_ORDER "|a|", TCK_ERROR);
    check("!run\nThen the result should be empty", TCK_ERROR);
    check("!one\nThen a TypeError should be raised at runtime: InvalidArgumentType", TCK_WRONG);
    assert_int_equal(run_with("!run\nThen a X should be raised at runtime: Y", &options, &lenient, &why), TCK_ERROR);
    assert_true(lenient);
    assert_int_equal(run_with("!one\nThen a X should be raised at runtime: Y", &options, &lenient, &why), TCK_WRONG);
    assert_false(lenient);
}

static void test_scenario__side_effects(void **state)
{
    (void)state;
#define SET_UP "Given having executed:\n\"\"\"\ntwo nodes\n\"\"\"\n"
#define EFFECTS "Then the result should be empty\nAnd the side effects should be:\n"
    check("Given an empty graph\n!two nodes\n" EFFECTS "|+nodes|2|\n|+relationships|1|\n|+labels|2|\n|+properties|2|",
          TCK_PASSED);
    /* Everything there before is no effect; a label that other nodes keep is not removed; a changed property went
     * and came. */
    check("Given an empty graph\n" SET_UP "!change\n" EFFECTS
          "|-nodes|1|\n|+nodes|1|\n|-labels|1|\n|+labels|1|\n|-properties|1|\n|+properties|3|",
          TCK_PASSED);
    check(SET_UP "!two nodes\n" "Then the result should be empty\nAnd no side effects", TCK_PASSED);
    check(SET_UP "!change\n" "Then the result should be empty\nAnd no side effects", TCK_WRONG);
    check("!two nodes\n" EFFECTS "|+nodes|2|\n|+relationships|1|\n|+labels|2|", TCK_WRONG);
    check("!two nodes\n" EFFECTS "|+nodes|3|\n|+relationships|1|\n|+labels|2|\n|+properties|2|", TCK_WRONG);
    check("!nothing\n" EFFECTS "|+nodes|1|", TCK_WRONG);
    check("!nothing\n" EFFECTS "|+vertices|1|", TCK_NOT_RUN);
    check("!nothing\n" EFFECTS "|+nodes|x|", TCK_NOT_RUN);
    check("Given having executed:\n\"\"\"\nrun\n\"\"\"\n!nothing\nThen the result should be empty", TCK_ERROR);
}

/* After an error nothing of the statement may be left. */
static void test_scenario__errors_must_undo_everything(void **state)
{
    (void)state;
    check("!run\nThen a TypeError should be raised at runtime: InvalidArgumentType\nAnd no side effects", TCK_PASSED);
    check("!half\nThen a TypeError should be raised at runtime: InvalidArgumentType", TCK_WRONG);
}

static void test_scenario__the_engines_counts_of_changes(void **state)
{
    bool lenient;
    const char *why;
    tck_options options = { .check_counters = true };
    (void)state;
    /* The fake says one node created, always. */
    assert_int_equal(run_with("!counted\n" EFFECTS "|+nodes|1|", &options, &lenient, &why), TCK_PASSED);
    assert_int_equal(run_with("!nothing\nThen no side effects", &options, &lenient, &why), TCK_WRONG);
}

static void test_scenario__parameters_and_procedures(void **state)
{
    (void)state;
    check("Given parameters are:\n|a|[1, [true]]|\n!parameter\n" ANY_ORDER "|a|\n|[1, [true]]|", TCK_PASSED);
    check("Given parameters are:\n|a|1.0|\n!parameter\n" ANY_ORDER "|a|\n|1.0|", TCK_PASSED);
    check("Given parameters are:\n|a|NaN|\n!parameter\n" ANY_ORDER "|a|\n|NaN|", TCK_PASSED);
    check("Given parameters are:\n|a|x|\n!parameter\n" ANY_ORDER "|a|\n|1|", TCK_NOT_RUN);
    /* What the procedure gave is seen as JSON. */
#define PROCEDURE "Given there exists a procedure p(in :: FLOAT?) :: (x :: STRING?, y :: INTEGER?) :\n" \
                  "|in|x|y|\n|42.0|'a'|1|\n|43|'b'|2|\n|null|null|3|\n"
    check(PROCEDURE "!call 42\n" ANY_ORDER "|x|y|\n|'\"a\"'|'1'|", TCK_PASSED);
    check(PROCEDURE "!call null\n" ANY_ORDER "|x|y|\n|'null'|'3'|", TCK_PASSED);
    check(PROCEDURE "!call 7\n" ANY_ORDER "|x|y|", TCK_PASSED);
    check("Given there exists a procedure p(in :: FLOAT?) :: (x :: STRING?):\n|in|\n!one", TCK_NOT_RUN);
    check("Given there exists a procedure p!() :: (x :: STRING?):\n|x|\n", TCK_ERROR);
}

static void test_scenario__what_cannot_be_run(void **state)
{
    (void)state;
    check("Given a strange thing", TCK_NOT_RUN);
    check("Given something else\n!one", TCK_NOT_RUN);
    check("!one", TCK_NOT_RUN);
    check("!one\nThen no side effects", TCK_NOT_RUN);
    check("Given any graph", TCK_NOT_RUN);
    check("Then the result should be empty", TCK_NOT_RUN);
    check("Then no side effects", TCK_NOT_RUN);
    check("!one\nThen the result should be, in a row:\n|a|b|", TCK_NOT_RUN);
    check("!one\n" ANY_ORDER "|a|b|\n|1|x|", TCK_NOT_RUN);
    check("!one\nThen the result should be, in any order:", TCK_NOT_RUN);
    check("When executing query:", TCK_NOT_RUN);
    check("Given the unheard-of graph\n!one", TCK_NOT_RUN);
    check("!unknown\nThen the result should be empty", TCK_ERROR);
}

static void test_scenario__control_queries(void **state)
{
    (void)state;
#define CONTROL "When executing control query:\n\"\"\"\none\n\"\"\"\n"
    check("!two nodes\n" EFFECTS "|+nodes|2|\n|+relationships|1|\n|+labels|2|\n|+properties|2|\n" CONTROL ANY_ORDER
          "|a|b|\n|2|null|\n|1|'x'|\n|2|null|",
          TCK_PASSED);
    check("!nothing\nThen the result should be empty\n" CONTROL ANY_ORDER "|a|b|", TCK_WRONG);
    check("!nothing\nThen the result should be empty\n" CONTROL, TCK_NOT_RUN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_scenario__results),
        cmocka_unit_test(test_scenario__errors),
        cmocka_unit_test(test_scenario__side_effects),
        cmocka_unit_test(test_scenario__errors_must_undo_everything),
        cmocka_unit_test(test_scenario__the_engines_counts_of_changes),
        cmocka_unit_test(test_scenario__parameters_and_procedures),
        cmocka_unit_test(test_scenario__what_cannot_be_run),
        cmocka_unit_test(test_scenario__control_queries),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
