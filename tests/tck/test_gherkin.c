/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support.h"

#include <stdio.h>

#include "kit.h"

static void test_gherkin__scenario_with_tables_and_doc_strings(void **state)
{
    static const char text[] = "#encoding: utf-8\n"
                               "\n"
                               "@a @b\n"
                               "Feature: F - name\n"
                               "  Words that describe it.\n"
                               "  # a comment\n"
                               "  @tag\n"
                               "  Scenario: [1] First | one\n"
                               "    Given an empty graph\n"
                               "    When executing query:\n"
                               "      \"\"\"\n"
                               "      MATCH (n)\n"
                               "        RETURN n  \n"
                               "\n"
                               "      # not a comment \\\"\\\"\\\"\n"
                               "      | no table |\n"
                               "    outdented\n"
                               "      \"\"\"\n"
                               "    Then the result should be, in any order:\n"
                               "      | n.a  |  b c |\n"
                               "      # a comment\n"
                               "      | 'x\\|y' | '\\\\' \\n \\' |\n"
                               "      |  |  |\n"
                               "    And no side effects\n"
                               "  Scenario: [2] Second\n"
                               "    * any graph\n"
                               "    But any graph";
    ent_i_arena arena;
    (void)state;
    ent_i_arena_init(&arena);
    tck_feature feature = feature_of(&arena, text);
    assert_string_equal(feature.name, "F - name");
    assert_int_equal(feature.count, 2);
    const tck_scenario *first = &feature.scenarios[0];
    assert_string_equal(first->name, "[1] First | one");
    assert_int_equal(first->example, 0);
    assert_int_equal(first->line, 8);
    assert_int_equal(first->count, 4);
    assert_string_equal(first->steps[0].text, "an empty graph");
    assert_null(first->steps[0].doc);
    assert_string_equal(first->steps[1].doc,
                        "MATCH (n)\n  RETURN n  \n\n# not a comment \"\"\"\n| no table |\noutdented");
    const tck_table *table = &first->steps[2].table;
    assert_int_equal(table->count, 3);
    assert_int_equal(table->rows[0].count, 2);
    assert_string_equal(table->rows[0].cells[1], "b c");
    assert_string_equal(table->rows[1].cells[0], "'x|y'");
    assert_string_equal(table->rows[1].cells[1], "'\\' \n \\'");
    assert_string_equal(table->rows[2].cells[0], "");
    assert_string_equal(first->steps[3].text, "no side effects");
    assert_int_equal(feature.scenarios[1].count, 2);
    assert_string_equal(feature.scenarios[1].steps[1].text, "any graph");
    ent_i_arena_clear(&arena);
}

static void test_gherkin__outlines_and_background(void **state)
{
    static const char text[] = "Feature: F\r\n"
                               "  Background:\r\n"
                               "    Given the <a> graph\r\n"
                               "  Scenario Outline: [3] <a> Name\r\n"
                               "    When executing <a><b><c> < <a:\r\n"
                               "      \"\"\"\r\n"
                               "      RETURN <a> <> <b>\r\n"
                               "      \"\"\"\r\n"
                               "    Then\t\r\n"
                               "    Then result:\r\n"
                               "      | <b> |\r\n"
                               "    Examples:\r\n"
                               "      | a | b |\r\n"
                               "      | 1 | 'x\\|' |\r\n"
                               "      # comment\r\n"
                               "      | <b> | 2 |\r\n"
                               "    Examples: more\r\n"
                               "      | a |\r\n"
                               "      | 7 |\r\n"
                               "  Scenario: plain\r\n"
                               "    Given <a>\r\n";
    ent_i_arena arena;
    ent_error err = { 0 };
    tck_feature feature = { 0 };
    (void)state;
    ent_i_arena_init(&arena);
    /* "Then" with nothing after it is not a step. */
    assert_int_equal(tck_read(&arena, "x", text, sizeof text - 1, &feature, &err), ENT_ERR_SYNTAX);
    assert_int_equal(err.line, 9);
    char *fixed = tck_copy(&arena, text, sizeof text - 1);
    memcpy(strstr(fixed, "Then\t"), "#hen\t", 5);
    feature = feature_of(&arena, fixed);
    assert_int_equal(feature.count, 4);
    const tck_scenario *s = feature.scenarios;
    assert_string_equal(s[0].name, "[3] <a> Name");
    assert_int_equal(s[0].example, 1);
    assert_int_equal(s[1].example, 2);
    assert_int_equal(s[2].example, 3);
    assert_int_equal(s[0].line, 14);
    assert_int_equal(s[0].count, 3);
    assert_string_equal(s[0].steps[0].text, "the 1 graph");
    assert_string_equal(s[0].steps[1].text, "executing 1'x|'<c> < <a:");
    assert_string_equal(s[0].steps[1].doc, "RETURN 1 <> 'x|'");
    assert_string_equal(s[0].steps[2].table.rows[0].cells[0], "'x|'");
    /* What was put in is not looked at again. */
    assert_string_equal(s[1].steps[1].doc, "RETURN <b> <> 2");
    assert_string_equal(s[2].steps[1].doc, "RETURN 7 <> <b>");
    assert_string_equal(s[3].name, "plain");
    assert_int_equal(s[3].example, 0);
    assert_string_equal(s[3].steps[0].text, "the <a> graph");
    assert_string_equal(s[3].steps[1].text, "<a>");
    ent_i_arena_clear(&arena);
}

static void test_gherkin__faults_have_a_line(void **state)
{
    static const struct {
        const char *text;
        unsigned line;
    } table[] = {
        { "", 0 },
        { "\n\n", 2 },
        { "Scenario: x\n", 1 },
        { "words\nFeature: F\n", 1 },
        { "Feature: F\nFeature: G\n", 2 },
        { "Feature: F\nScenario: S\nGiven x\nwords\n", 4 },
        { "Feature: F\nGiven x\n", 2 },
        { "Feature: F\n| a |\n", 2 },
        { "Feature: F\nScenario: S\n| a |\n", 3 },
        { "Feature: F\nScenario: S\n\"\"\"\n\"\"\"\n", 3 },
        { "Feature: F\nScenario: S\nGiven x\n| a | b |\n| a |\n", 5 },
        { "Feature: F\nScenario: S\nGiven x\n| a | b\n", 4 },
        { "Feature: F\nScenario: S\nGiven x\n| a \\|\n", 4 },
        { "Feature: F\nScenario: S\nGiven x\n\"\"\"\ntext\n", 5 },
        { "Feature: F\nScenario: S\nGiven x\nExamples:\n| a |\n| b |\n", 4 },
        { "Feature: F\nScenario Outline: S\nGiven x\n", 3 },
        { "Feature: F\nScenario Outline: S\nGiven x\nExamples:\n| a |\n", 5 },
        { "Feature: F\nScenario: S\nGiven x\nBackground:\n", 4 },
    };
    (void)state;
    for (size_t i = 0; i < sizeof table / sizeof table[0]; i++) {
        ent_i_arena arena;
        ent_error err = { 0 };
        tck_feature feature = { .count = 99 };
        ent_i_arena_init(&arena);
        assert_int_equal(tck_read(&arena, "x", table[i].text, strlen(table[i].text), &feature, &err), ENT_ERR_SYNTAX);
        if (err.line != table[i].line)
            fail_msg("case %zu: line %llu: %s", i, (unsigned long long)err.line, err.message);
        assert_int_equal(feature.count, 99);
        ent_i_arena_clear(&arena);
    }
}

/* Any text is read or refused, without harm: every beginning of a feature, and each with a byte changed. */
static void test_gherkin__hostile_texts(void **state)
{
    static const char text[] = "Feature: F\n@t\nBackground:\n* x\nScenario Outline: <a>\nGiven <a>\n| <a> | \\| |\n"
                               "When\n\"\"\"\n <a>\n\"\"\"\nExamples:\n| a |\n| b |\n";
    (void)state;
    for (size_t length = 0; length < sizeof text; length++)
        for (size_t c = 0; c < 6; c++) {
            ent_i_arena arena;
            ent_i_arena_init(&arena);
            char *copy = malloc(length + 1);
            memcpy(copy, text, length);
            if (length)
                copy[length / 2] = "|\"\\<\n\0"[c];
            tck_feature feature;
            ent_status status = tck_read(&arena, "x", copy, length, &feature, NULL);
            assert_true(status == ENT_OK || status == ENT_ERR_SYNTAX);
            free(copy);
            ent_i_arena_clear(&arena);
        }
}

/* The development part of the kit, counted by Cucumber's own parser too. */
static void test_gherkin__the_kit_has_as_many_scenarios_as_others_count(void **state)
{
    static const struct {
        const char *group;
        size_t scenarios;
    } groups[] = {
        { "clauses/call", 30 }, { "clauses/create", 55 }, { "clauses/delete", 29 }, { "clauses/match", 258 },
        { "clauses/match-where", 24 }, { "clauses/merge", 52 }, { "clauses/remove", 23 }, { "clauses/return", 44 },
        { "clauses/return-orderby", 24 }, { "clauses/return-skip-limit", 22 }, { "clauses/set", 37 },
        { "clauses/union", 8 }, { "clauses/unwind", 10 }, { "clauses/with", 20 }, { "clauses/with-orderBy", 203 },
        { "clauses/with-skip-limit", 6 }, { "clauses/with-where", 13 }, { "expressions/aggregation", 25 },
        { "expressions/boolean", 117 }, { "expressions/comparison", 55 }, { "expressions/conditional", 12 },
        { "expressions/existentialSubqueries", 7 }, { "expressions/graph", 42 }, { "expressions/list", 122 },
        { "expressions/literals", 92 }, { "expressions/map", 27 }, { "expressions/mathematical", 4 },
        { "expressions/null", 28 }, { "expressions/path", 5 }, { "expressions/pattern", 39 },
        { "expressions/precedence", 83 }, { "expressions/quantifier", 415 }, { "expressions/string", 22 },
        { "expressions/temporal", 702 }, { "expressions/typeConversion", 34 },
        { "useCases/countingSubgraphMatches", 8 }, { "useCases/triadicSelection", 13 },
    };
    enum { GROUPS = sizeof groups / sizeof groups[0] };
    ent_i_arena arena;
    ent_error err = { 0 };
    tck_file *files = NULL;
    size_t count = 0, all = 0, seen[GROUPS] = { 0 };
    (void)state;
    ent_i_arena_init(&arena);
    const char *folder = tck_default_folder(&arena);
    if (!folder) {
        printf("skipped: no conformance kit in $ENTENTE_SHARED/tck or ../shared/tck\n");
        ent_i_arena_clear(&arena);
        skip();
        return;
    }
    assert_non_null(tck_graphs(&arena, folder));
    assert_int_equal(tck_files(&arena, folder, &files, &count, &err), ENT_OK);
    for (size_t i = 0; i < count; i++) {
        tck_feature feature = { 0 };
        if (tck_load(&arena, &files[i], &feature, &err) < 0)
            fail_msg("%s:%llu: %s", err.file, (unsigned long long)err.line, err.message);
        for (size_t j = 0; j < GROUPS; j++)
            if (strcmp(groups[j].group, files[i].group) == 0)
                seen[j] += feature.count;
        all += feature.count;
    }
    for (size_t j = 0; j < GROUPS; j++)
        if (seen[j] != groups[j].scenarios)
            fail_msg("%s: %zu scenarios, not %zu", groups[j].group, seen[j], groups[j].scenarios);
    assert_int_equal(all, 2710);
    ent_i_arena_clear(&arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gherkin__scenario_with_tables_and_doc_strings),
        cmocka_unit_test(test_gherkin__outlines_and_background),
        cmocka_unit_test(test_gherkin__faults_have_a_line),
        cmocka_unit_test(test_gherkin__hostile_texts),
        cmocka_unit_test(test_gherkin__the_kit_has_as_many_scenarios_as_others_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
