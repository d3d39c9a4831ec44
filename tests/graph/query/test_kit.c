/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every query of the openCypher conformance kit's features parses, or fails with the syntax error that its scenario
 * asks for. The features are looked for in $ENTENTE_SHARED/tck and ../shared/tck. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "graph/base/buffer.h"
#include "graph/query/syntax/parse.h"
#include "tests/tck/gherkin.h"

/* What the parser must find out by itself. The rest needs scopes, kinds, types or procedures. */
static const char *const syntactic[] = { "UnexpectedSyntax", "InvalidNumberLiteral", "IntegerOverflow",
    "FloatingPointOverflow", "InvalidUnicodeLiteral", "InvalidUnicodeCharacter", "InvalidRelationshipPattern",
    "NoSingleRelationshipType", "RequiresDirectedRelationship", "CreatingVarLength", "InvalidParameterUse",
    "InvalidClauseComposition", "InvalidArgumentPassingMode", "InvalidDelete" };

static struct {
    size_t queries, errors, failures;
} counts;

/* The detail if the scenario asks for a syntax error of the parser; else "". */
static const char *wanted_detail(const tck_scenario *scenario)
{
    for (size_t i = 0; i < scenario->count; i++) {
        const char *raised = strstr(scenario->steps[i].text, "SyntaxError should be raised at compile time: ");
        for (size_t j = 0; raised && j < sizeof syntactic / sizeof syntactic[0]; j++)
            if (strcmp(strrchr(raised, ' ') + 1, syntactic[j]) == 0)
                return syntactic[j];
    }
    return "";
}

/* -[name]-> in CREATE and MERGE is left to the binder, as the name may be bound. */
static bool is_binders(const char *wanted, const char *text)
{
    return strcmp(wanted, "NoSingleRelationshipType") == 0 && strstr(text, "-[NO_COLON]->");
}

static void check_query(const char *file, const tck_scenario *scenario, const char *wanted, const char *text)
{
    ent_i_arena arena;
    const ent_i_statement *statement = NULL;
    ent_query_error fault = { "", "", "", 0, 0 };
    ent_error err = { .code = ENT_OK };
    ent_i_arena_init(&arena);
    bool parsed = ent_i_parse(&arena, text, strlen(text), &statement, &fault, &err) == ENT_OK;
    counts.queries++;
    counts.errors += wanted[0] != '\0';
    if (strcmp(fault.detail, wanted) != 0 && !(parsed && is_binders(wanted, text))) {
        counts.failures++;
        print_message("%s: %s: wanted \"%s\", got \"%s\"\n%s\n%s\n\n", file, scenario->name, wanted, fault.detail,
                      err.message, text);
    }
    ent_i_arena_clear(&arena);
}

static void check_scenario(const char *file, const tck_scenario *scenario)
{
    for (size_t i = 0; i < scenario->count; i++) {
        const tck_step *step = &scenario->steps[i];
        bool measured = strcmp(step->text, "executing query:") == 0;
        if (step->doc)
            check_query(file, scenario, measured ? wanted_detail(scenario) : "", step->doc);
    }
}

static void check_feature(const char *path, FILE *file)
{
    ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
    char block[65536];
    for (size_t got; (got = fread(block, 1, sizeof block, file)) > 0;)
        ent_i_buffer_add(&text, block, got);
    ent_i_arena arena;
    tck_feature feature;
    ent_error err = { .code = ENT_OK };
    ent_i_arena_init(&arena);
    if (tck_read(&arena, path, ent_i_buffer_string(&text), text.length, &feature, &err) < 0)
        fail_msg("%s:%u: %s", path, (unsigned)err.line, err.message);
    for (size_t i = 0; i < feature.count; i++)
        check_scenario(path, &feature.scenarios[i]);
    ent_i_arena_clear(&arena);
}

static int visit(const char *path, const struct stat *info, int kind, struct FTW *place)
{
    (void)info;
    (void)place;
    size_t length = strlen(path);
    if (kind != FTW_F || length < 8 || strcmp(path + length - 8, ".feature") != 0)
        return 0;
    FILE *file = fopen(path, "r");
    assert_non_null(file);
    check_feature(path, file);
    fclose(file);
    return 0;
}

static void test_kit__every_query_parses_or_fails_as_asked(void **state)
{
    (void)state;
    char path[4096];
    const char *shared = getenv("ENTENTE_SHARED"), *source = getenv("ENTENTE_SOURCE");
    snprintf(path, sizeof path, "%s%s/tck/features", shared ? shared : source ? source : ".", shared ? "" : "/../shared");
    if (nftw(path, visit, 16, FTW_PHYS) != 0 || !counts.queries) {
        print_message("skipped: no features of the conformance kit in %s\n", path);
        skip();
    }
    print_message("%zu queries, %zu of them with a syntax error\n", counts.queries, counts.errors);
    assert_int_equal(counts.failures, 0);
    assert_true(counts.errors > 0 && counts.queries > counts.errors);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_kit__every_query_parses_or_fails_as_asked),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
