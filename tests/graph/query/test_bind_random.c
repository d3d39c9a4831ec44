/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Random statements of a few names, so that columns, aggregates, ORDER BY and subqueries meet in all ways: what the
 * binder takes writes each slot before it is read; what it refuses has an error of the kit's words and a place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "frames.h"
#include "graph/base/buffer.h"
#include "graph/base/hash.h"
#include "graph/query/syntax/parse.h"

static uint64_t seed = 1;

static size_t below(size_t most)
{
    seed = ent_i_hash_mix(seed + 0x9e3779b97f4a7c15ULL);
    return (size_t)(seed >> 16) % most;
}

static const char *name(void)
{
    static const char *const names[] = { "a", "b", "c", "r", "x" };
    return names[below(5)];
}

static void clauses(ent_i_buffer *out, unsigned depth, bool inner);

/* %e an expression, %n a name, %q a subquery; every other character stands for itself. */
static void expand(ent_i_buffer *out, const char *format, unsigned depth);

static void expression(ent_i_buffer *out, unsigned depth)
{
    static const char *const leaves[] = { "%n", "%n.p", "%n.p", "%n.p", "%n.q", "x", "x", "1", "null", "'s'", "true", "$p", "count(*)",
                                          "rand()", "[]" };
    static const char *const forms[] = { "%e + %e", "%e + %e", "%e = %e", "%e AND %e", "NOT %e", "[%e, %e]", "count(%e)",
        "sum(%e)", "collect(DISTINCT %e)", "max(%e)", "coalesce(%e, %e)", "[%n IN %e | %e]", "[%n IN %e WHERE %e]",
        "all(%n IN %e WHERE %e)", "reduce(%n = %e, %n IN %e | %e)", "[(%n)-->(%n) | %e]", "[%n = (%n)--() WHERE %e | %e]",
        "EXISTS { (%n)-[%n]-(%n) WHERE %e }", "EXISTS { %q }", "%e.p", "%e[%e]", "CASE %e WHEN %e THEN %e ELSE %e END",
        "{p: %e}", "size(%e)", "%n:L", "%e IS NULL", "(%e)", "%e IN %e", "-%e", "labels(%e)" };
    if (!depth || !below(3))
        expand(out, leaves[below(sizeof leaves / sizeof *leaves)], 0);
    else
        expand(out, forms[below(sizeof forms / sizeof *forms)], depth - 1);
}

static void expand(ent_i_buffer *out, const char *format, unsigned depth)
{
    for (const char *c = format; *c; c++) {
        if (*c != '%') {
            ent_i_buffer_char(out, *c);
            continue;
        }
        c++;
        if (*c == 'n')
            ent_i_buffer_text(out, name());
        else if (*c == 'e')
            expression(out, depth);
        else
            clauses(out, depth, true);
    }
}

static void projection(ent_i_buffer *out, const char *word, unsigned depth)
{
    ent_i_buffer_printf(out, "%s %s", word, below(4) ? "" : "DISTINCT ");
    size_t columns = 1 + below(3);
    bool star = !below(6);
    if (star)
        ent_i_buffer_text(out, below(2) ? "*, " : "*");
    if (!star || out->data[out->length - 1] == ' ')
        for (size_t i = 0; i < columns; i++) {
            ent_i_buffer_text(out, i ? ", " : "");
            expand(out, below(3) ? "%e AS %n" : "%n", depth);
        }
    if (below(2))
        expand(out, below(2) ? " ORDER BY %e" : " ORDER BY %e, %e", depth);
    if (!below(4))
        expand(out, " LIMIT %e", 1);
    if (!below(3) && *word == 'W')
        expand(out, " WHERE %e", depth);
    ent_i_buffer_char(out, ' ');
}

static void clauses(ent_i_buffer *out, unsigned depth, bool inner)
{
    static const char *const reading[] = { "MATCH (%n)-[%n]->(%n) ", "MATCH (a)-[r]->(b) ", "MATCH (a)-[r]->(b) ",
        "OPTIONAL MATCH (%n {p: %e})--() WHERE %e ", "UNWIND %e AS %n ", "MATCH %n = (%n)-[*]-(b) WHERE %e " };
    static const char *const writing[] = { "CREATE (%n {p: %e})-[%n:T]->(%n) ", "MERGE (%n)-[%n:T {p: %e}]->(%n) ",
        "SET %n.p = %e ", "DELETE %e ", "MERGE (%n:L) ON CREATE SET %n.p = %e " };
    if (!inner)
        ent_i_buffer_text(out, "MATCH (a)-[r]->(b), (c) UNWIND $x AS x ");
    for (size_t count = below(3); count--;) {
        if (!inner && !below(5))
            expand(out, writing[below(sizeof writing / sizeof *writing)], depth);
        else
            expand(out, reading[below(sizeof reading / sizeof *reading)], depth);
        if (below(2))
            projection(out, "WITH", depth);
    }
    if (!inner || below(2))
        projection(out, "RETURN", depth);
}

static bool is_known(const char *detail)
{
    static const char *const details[] = { "UndefinedVariable", "VariableTypeConflict", "VariableAlreadyBound",
        "InvalidArgumentType", "InvalidAggregation", "NestedAggregation", "AmbiguousAggregationExpression",
        "NoExpressionAlias", "ColumnNameConflict", "NonConstantExpression", "NegativeIntegerArgument",
        "NoVariablesInScope", "RelationshipUniquenessViolation", "NoSingleRelationshipType", "InvalidDelete" };
    for (size_t i = 0; i < sizeof details / sizeof *details; i++)
        if (strcmp(detail, details[i]) == 0)
            return true;
    return false;
}

static void test_bind_random__slots_are_written_before_they_are_read(void **state)
{
    (void)state;
    const char *wanted = getenv("ENTENTE_RANDOM");
    size_t taken = 0, refused = 0, count = wanted ? strtoul(wanted, NULL, 10) : 60000;
    ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < count; i++) {
        ent_i_arena arena;
        ent_i_arena_init(&arena);
        ent_i_buffer_reset(&text);
        clauses(&text, 1 + (unsigned)below(3), false);
        const char *query = ent_i_buffer_string(&text);
        const ent_i_statement *statement = NULL;
        const ent_i_bound *bound = NULL;
        ent_error err = { 0 };
        ent_query_error fault = { "", "", "", 0, 0 };
        if (ent_i_parse(&arena, query, text.length, &statement, &fault, &err) == ENT_OK) {
            ent_status status = ent_i_bind(&arena, statement, query, text.length, NULL, &bound, &fault, &err);
            if (status == ENT_OK && frames_check(bound))
                fail_msg("%s: %s", frames_check(bound), query);
            if (status != ENT_OK && (status != ENT_ERR_SYNTAX || !is_known(fault.detail) || !fault.length ||
                                     fault.offset + fault.length > text.length))
                fail_msg("%s %s: %s", fault.detail, err.message, query);
            taken += status == ENT_OK;
            refused += status != ENT_OK;
        }
        ent_i_arena_clear(&arena);
    }
    print_message("%zu statements: %zu bound, %zu refused\n", count, taken, refused);
    assert_true(taken > count / 20 && refused > count / 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_bind_random__slots_are_written_before_they_are_read) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
