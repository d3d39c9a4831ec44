/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Statements and what the binder makes of them: slots, types, or an error and its place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bound.h"
#include "frames.h"
#include "graph/query/syntax/parse.h"

static ent_i_procedure procedures[4];
static ent_i_arena procedure_arena;

static const ent_i_procedure *find_procedure(void *context, const char *name, size_t length)
{
    (void)context;
    for (size_t i = 0; i < sizeof procedures / sizeof *procedures; i++)
        if (strlen(procedures[i].name) == length && memcmp(procedures[i].name, name, length) == 0)
            return &procedures[i];
    return NULL;
}

static int set_up(void **state)
{
    static const char *const signatures[] = {
        "test.nothing() :: ()",
        "test.labels () :: (label :: STRING?)",
        "test.city(name :: STRING?, id :: INTEGER?) :: (city :: STRING?, code :: INTEGER?)",
        "test.half(in :: FLOAT?, all :: LIST OF NODE?) :: (out :: NUMBER)",
    };
    (void)state;
    ent_i_arena_init(&procedure_arena);
    for (size_t i = 0; i < 4; i++)
        if (ent_i_procedure_parse(&procedure_arena, signatures[i], &procedures[i], NULL) < 0)
            return -1;
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    ent_i_arena_clear(&procedure_arena);
    return 0;
}

static const ent_i_environment environment = { find_procedure, NULL };

static ent_status bind(ent_i_arena *arena, const char *query, const ent_i_bound **ret, ent_query_error *fault,
                       ent_error *err)
{
    const ent_i_statement *statement = NULL;
    ent_status status = ent_i_parse(arena, query, strlen(query), &statement, fault, err);
    if (status < 0)
        return status;
    return ent_i_bind(arena, statement, query, strlen(query), &environment, ret, fault, err);
}

/* --- slots --------------------------------------------------------------------------------------- */

static const struct { const char *query, *bound; } slots[] = {
    /* the example of bind.h */
    { "MATCH (a)-[:KNOWS]->(b) WITH a.name AS name, count(b) AS c ORDER BY count(b) + 1 WHERE c > 2 RETURN name",
      "match (0+)-[1+]-(2+); with name=3[0] c=4[5]* {count 5} sort [5] where [4]; return name=6<3" },
    /* patterns: new, again, before; anonymous elements; path variables last */
    { "MATCH p = (a)-[r]->(b)<--(a) RETURN p", "match p4=(0+)-[1+]-(2+)-[3+]-(0=); return p=5<4" },
    { "MATCH (a) MATCH (a)--(b), (b)--() RETURN 1 AS x",
      "match (0+); match (0)-[1+]-(2+), (2=)-[3+]-(4+); return x=5[]" },
    { "MATCH (a {x: b.x}), (b) WHERE a.y = b.y RETURN a", "match (0+), (1+) [1] [0 1]; return a=2<0" },
    { "WITH $n AS n MATCH (n)-[r]->() RETURN n", "with n=0[]; match (0?)-[1+]-(2+); return n=3<0" },
    { "WITH null AS n OPTIONAL MATCH (n) RETURN n", "with n=0[]; match (0?); return n=1<0" },
    { "MATCH ()-[r*]->() WITH r MATCH (a)-[r*]->(b) RETURN a",
      "match (0+)-[1+]-(2+); with r=3<1; match (4+)-[3]-(5+); return a=6<4" },
    { "WITH [1, null] AS rs MATCH ()-[:T]->() RETURN rs", "with rs=0[]; match (1+)-[2+]-(3+); return rs=4<0" },
    { "CREATE (a {x: 1})-[:T {y: a.x}]->(a), (b {z: a.x})",
      "create (0+)-[1+]-(0=), (2+) [] [0] [0]" },
    { "MATCH (a) MERGE (a)-[r:T {x: a.x}]->(b) ON CREATE SET r.y = b.z ON MATCH SET b += {c: 1}",
      "match (0+); merge (0)-[1+]-(2+) [0] [1] [2] [2] []" },
    { "MATCH (a) SET a.x = 1, a:L REMOVE a.y, a:M DETACH DELETE a",
      "match (0+); set [0] [] [0]; remove [0] [0]; delete [0]" },
    /* projections: names change places, scopes close, "*" goes by name */
    { "WITH 1 AS a, 2 AS b WITH a AS b, b AS a RETURN *",
      "with a=0[] b=1[]; with b=2<0 a=3<1; return a=4<3 b=5<2" },
    { "MATCH (b)-[a]->() WITH *, 1 AS c RETURN *, 2 AS d",
      "match (0+)-[1+]-(2+); with a=3<1 b=4<0 c=5[]; return a=6<3 b=7<4 c=8<5 d=9[]" },
    { "UNWIND [1] AS x UNWIND [x] AS y RETURN y", "unwind 0 []; unwind 1 [0]; return y=2<1" },
    { "RETURN 1 AS x UNION RETURN 2 AS x", "return x=0[] UNION return x=1[]" },
    /* ORDER BY and WHERE: aliases, then the variables of before */
    { "MATCH (a) WITH a.x AS x ORDER BY a.y, x WHERE x > a.z RETURN x",
      "match (0+); with x=1[0] sort [0] sort [1] where [1 0] sees; return x=2<1" },
    { "MATCH (a) WITH a.x AS a ORDER BY a RETURN a", "match (0+); with a=1[0] sort [1]; return a=2<1" },
    { "MATCH (a) WITH DISTINCT a.x AS x ORDER BY a.x + 1 RETURN x",
      "match (0+); with x=1[0] sort [1]; return x=2<1" },
    { "MATCH (a), (b) RETURN DISTINCT a, b.x ORDER BY a.y, b.x",
      "match (0+), (1+); return a=2<0 b.x=3[1] sort [2] sort [3]" },
    { "MATCH (a) RETURN DISTINCT a ORDER BY [x IN a.list WHERE x = a.x | x]",
      "match (0+); return a=1<0 sort [+2 1 2 1 2]" },
    { "RETURN DISTINCT [x IN [1] | x] AS l ORDER BY [y IN [1] | y]", "return l=1[+0 0] sort [1]" },
    { "RETURN DISTINCT [x IN [1] | x] AS l ORDER BY [y IN [2] | y]", "return l=1[+0 0] sort [+2 2]" },
    { "RETURN DISTINCT reduce(a = 0, x IN [1] | a + x) AS l ORDER BY reduce(b = 0, a IN [1] | b + a)",
      "return l=2[+1 0 1] sort [2]" },
    { "RETURN DISTINCT reduce(a = 0, x IN [1] | a + x) AS l ORDER BY reduce(x = 0, a IN [1] | a + x)",
      "return l=2[+1 0 1] sort [+4 4 3]" },
    { "RETURN DISTINCT rand() AS r ORDER BY rand()", "return r=0[] sort []" },
    /* aggregates: equal ones are one, keys are read beside them */
    { "MATCH (n) RETURN n.age, n.age + count(*), count(*) AS c",
      "match (0+); return n.age=1[0] n.age + count(*)=2[1 4]* c=3[4]* {count 4}" },
    { "MATCH (n) RETURN count(n.x), count(DISTINCT n.x), COUNT(n.x) AS c, count(n.y)",
      "match (0+); return count(n.x)=1[5]* count(DISTINCT n.x)=2[6]* c=3[5]* count(n.y)=4[7]*"
      " {count 5} {count 6} {count 7}" },
    { "MATCH (a)--(b) RETURN a, [x IN collect(b) | x.y + a.y] AS l",
      "match (0+)-[1+]-(2+); return a=4<0 l=5[+3 6 3 4]* {collect 6}" },
    { "MATCH (n) WITH n.x AS x, max(n.y) AS y ORDER BY x + max(n.y), sum(x) RETURN x",
      "match (0+); with x=1[0] y=2[3]* {max 3} {sum 4} sort [1 3] sort [4]; return x=5<1" },
    { "MATCH (n) RETURN n, count(*) > 1 AND EXISTS { (n)-->() } AS c",
      "match (0+); return n=3<0 c=4[5 <1..3 (0)-[1+]-(2+)>]* {count 5}" },
    { "MATCH (n)--(m) RETURN count([(n)-->(k) | k.x]) AS c",
      "match (0+)-[1+]-(2+); return c=5[6]* {count 6}" },
    /* subqueries see what is outside and have slots of their own */
    { "MATCH (n) WHERE EXISTS { (n)-->(m) WHERE m.x = n.x } RETURN [(n)--(k) WHERE k.y | k.z] AS l",
      "match (0+) [<1..3 (0)-[1+]-(2+) 2 0>]; return l=5[<3..5 (0)-[3+]-(4+) 4 4>]" },
    { "MATCH (n) WHERE EXISTS { MATCH (n)-->(m) WITH n, count(*) AS c WHERE c = 3 RETURN true } RETURN n",
      "match (0+) [<1..7 match (0)-[1+]-(2+); with n=3<0 c=4[5]* {count 5} where [4]; return true=6[]>];"
      " return n=7<0" },
    { "MATCH (n) WHERE EXISTS { MATCH (m) RETURN DISTINCT m ORDER BY n.x } RETURN n",
      "match (0+) [<1..3 match (1+); return m=2<1 sort [0]>]; return n=3<0" },
    /* the variable of a comprehension hides one of the row, and is forgotten after it */
    { "WITH 1 AS x RETURN [x IN [x] WHERE x > 0 | x] + x AS l", "with x=0[]; return l=2[+1 0 1 1 0]" },
    { "WITH 1 AS x RETURN all(x IN [x] WHERE x > 0) AND x = 1 AS l", "with x=0[]; return l=2[+1 0 1 0]" },
    /* calls */
    { "CALL test.city('a', 1) YIELD code AS c RETURN c", "call c=0 [] []; return c=1<0" },
    { "CALL test.city", "call city=0 code=1" },
    { "CALL test.city('a', 1) YIELD *", "call city=0 code=1 [] []" },
    { "CALL test.half(1, null) YIELD out RETURN out", "call out=0 [] []; return out=1<0" },
    { "MATCH (n) CALL test.nothing() RETURN n", "match (0+); call; return n=1<0" },
    /* valid time is that of the row before the MATCH */
    { "WITH '2001' AS d MATCH (n) AS OF d RETURN n", "with d=0[]; match (1+) [0]; return n=2<1" },
};

static void test_bind__slots(void **state)
{
    (void)state;
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        ent_i_arena arena;
        ent_i_arena_init(&arena);
        ent_error err = { 0 };
        const ent_i_bound *bound = NULL;
        ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
        if (bind(&arena, slots[i].query, &bound, NULL, &err) < 0)
            ent_i_buffer_text(&text, err.message);
        else
            bound_print(bound, &text);
        if (bound && frames_check(bound)) {
            print_message("%s: %s\n", frames_check(bound), slots[i].query);
            wrong++;
        }
        if (strcmp(ent_i_buffer_string(&text), slots[i].bound)) {
            print_message("%s\n  wanted %s\n  got    %s\n", slots[i].query, slots[i].bound, ent_i_buffer_string(&text));
            wrong++;
        }
        ent_i_arena_clear(&arena);
    }
    assert_int_equal(wrong, 0);
}

/* --- types --------------------------------------------------------------------------------------- */

static const struct { const char *expr, *type; } types[] = {
    { "1", "INTEGER" }, { "1 + 2", "INTEGER" }, { "1 + 2.0", "FLOAT" }, { "1 ^ 2", "FLOAT" }, { "7 % 2", "INTEGER" },
    { "1 + null", "ANY" }, { "'a' + 1", "STRING" }, { "null", "NULL" }, { "1 < 2", "BOOLEAN" }, { "$p", "ANY" },
    { "[]", "LIST<NULL>" }, { "[1, 2]", "LIST<INTEGER>" }, { "[1, null]", "LIST<INTEGER>" },
    { "[1, 2.0]", "LIST<NUMBER>" }, { "[1, 'a']", "LIST<ANY>" }, { "[[1], []]", "LIST<LIST<INTEGER>>" },
    { "[[1], 2]", "LIST<ANY>" }, { "[1] + 2", "LIST<INTEGER>" }, { "[1] + [2.5]", "LIST<NUMBER>" },
    { "[1] + ['a']", "LIST<ANY>" }, { "[1] + $p", "LIST<ANY>" }, { "[[1]][0]", "LIST<INTEGER>" },
    { "[1, 2][0..1]", "LIST<INTEGER>" }, { "[x IN [1, 2] | x + 0.5]", "LIST<FLOAT>" },
    { "[x IN ['a'] WHERE x <> 'b']", "LIST<STRING>" }, { "head([1])", "INTEGER" }, { "tail(['a'])", "LIST<STRING>" },
    { "coalesce(null, 1, 2.5)", "NUMBER" }, { "coalesce(1, 'a')", "ANY" }, { "collect(1)", "LIST<INTEGER>" },
    { "sum(1)", "INTEGER" }, { "avg(1)", "FLOAT" }, { "avg($p)", "ANY" }, { "count(*)", "INTEGER" }, { "max(1.5)", "FLOAT" },
    { "CASE WHEN true THEN 1 ELSE 2 END", "INTEGER" }, { "CASE WHEN true THEN 1 END", "INTEGER" },
    { "CASE 1 WHEN 1 THEN 'a' ELSE 2 END", "ANY" }, { "{a: 1}", "MAP" }, { "{a: 1}.a", "ANY" },
    { "date('2001-01-01') + duration('P1D')", "DATE" }, { "duration('P1D') * 2", "ANY" },
    { "range(1, 3)", "LIST<INTEGER>" }, { "reduce(a = 0, x IN [1] | a + x)", "ANY" }, { "size('a')", "INTEGER" },
    { "EXISTS { (:A) }", "BOOLEAN" }, { "-1.5", "FLOAT" }, { "toString(1)", "STRING" }, { "nodes($p)", "LIST<NODE>" },
    { "[(n)-->() | 1]", "LIST<INTEGER>" }, { "[p = ()-->() | p]", "LIST<PATH>" }, { "[[[[[1]]]]]",
      "LIST<LIST<LIST<LIST<ANY>>>>" },
};

static void test_bind__types(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        ent_i_arena arena;
        ent_i_arena_init(&arena);
        char query[200], text[ENT_I_TYPE_TEXT];
        snprintf(query, sizeof query, "RETURN %s AS x", types[i].expr);
        const ent_i_bound *bound = NULL;
        ent_error err = { 0 };
        if (bind(&arena, query, &bound, NULL, &err) < 0)
            fail_msg("%s", err.message);
        assert_int_equal(bound->query->column_count, 1);
        if (strcmp(ent_i_type_text(bound->query->column_types[0], text), types[i].type))
            fail_msg("%s: wanted %s, got %s", types[i].expr, types[i].type, text);
        ent_i_arena_clear(&arena);
    }
}

/* --- errors -------------------------------------------------------------------------------------- */

/* The place of the error stands between braces like «this». */
static const struct { const char *query, *detail, *type; } errors[] = {
    { "RETURN «x»", "UndefinedVariable", NULL },
    { "MATCH (n) WHERE n.x = «m».x RETURN n", "UndefinedVariable", NULL },
    { "MATCH (n) WITH n.x AS x RETURN «n».y", "UndefinedVariable", NULL },
    { "RETURN [x IN [1] | x], «x»", "UndefinedVariable", NULL },
    { "RETURN [x IN [«x»] | x]", "UndefinedVariable", NULL },
    { "MATCH (n) WHERE (n)-[«r»:T]->() RETURN n", "UndefinedVariable", NULL },
    { "MATCH (n) WHERE EXISTS { (n)-->(m) } RETURN «m»", "UndefinedVariable", NULL },
    { "MATCH (n) AS OF «n».x RETURN n", "UndefinedVariable", NULL },
    { "RETURN 1 AS x UNION RETURN «x»", "UndefinedVariable", NULL },
    { "CREATE (a {x: «a».y})", "UndefinedVariable", NULL },
    { "MERGE (a:A)-[:T]->(b {x: «a».y})", "UndefinedVariable", NULL },
    { "MATCH (n) DELETE «m»", "UndefinedVariable", NULL },
    { "CALL test.city('a', 1) YIELD «place» RETURN 1", "UndefinedVariable", NULL },
    { "CALL test.city('a', 1) RETURN «city»", "UndefinedVariable", NULL },
    { "MATCH (a) RETURN DISTINCT a.name ORDER BY «a».age", "UndefinedVariable", NULL },
    { "MATCH (a) WITH DISTINCT a.name AS name WHERE «a».age > 1 RETURN name", "UndefinedVariable", NULL },
    { "MATCH (a) WITH a.x AS x, count(*) AS c WHERE «a».y > 1 RETURN x", "UndefinedVariable", NULL },
    { "MATCH (a) RETURN DISTINCT a.x ORDER BY [(«a»)-->() | 1]", "UndefinedVariable", NULL },
    { "MATCH (n) RETURN count(*) AS c ORDER BY sum(«n».x)", "UndefinedVariable", NULL },
    { "MATCH (n)-[n2]->(«n2») RETURN n", "VariableTypeConflict", NULL },
    { "WITH 1 AS n MATCH («n») RETURN n", "VariableTypeConflict", NULL },
    { "MATCH p = () MATCH («p») RETURN p", "VariableTypeConflict", NULL },
    { "MATCH ()-[r]->() MATCH ()-[«r»*]->() RETURN r", "VariableTypeConflict", NULL },
    { "MATCH ()-[r*]->() MATCH ()-[«r»]->() RETURN r", "VariableTypeConflict", NULL },
    { "MATCH (n), ()-[r]->() WHERE (n)-->(«r») RETURN n", "VariableTypeConflict", NULL },
    { "MATCH «p» = (p) RETURN p", "VariableAlreadyBound", NULL },
    { "MATCH (a) CREATE («a»)", "VariableAlreadyBound", NULL },
    { "CREATE (a), («a»)", "VariableAlreadyBound", NULL },
    { "MATCH (a) CREATE («a»:L)-[:T]->()", "VariableAlreadyBound", NULL },
    { "MATCH (a) MERGE («a» {})-[:T]->()", "VariableAlreadyBound", NULL },
    { "MATCH ()-[r]->() MERGE ()-[«r»:T]->()", "VariableAlreadyBound", NULL },
    { "CREATE ()-[r:T]->()-[«r»:T]->()", "VariableAlreadyBound", NULL },
    { "WITH 1 AS x UNWIND [1] AS «x» RETURN x", "VariableAlreadyBound", NULL },
    { "WITH 1 AS label CALL test.labels() YIELD «label» RETURN label", "VariableAlreadyBound", NULL },
    { "CALL test.city('a', 1) YIELD city AS a, code AS «a» RETURN a", "VariableAlreadyBound", NULL },
    { "MATCH ()-[r]->()-[«r»]->() RETURN r", "RelationshipUniquenessViolation", NULL },
    { "MATCH (a), (b) MERGE (a)«-[r]->»(b)", "NoSingleRelationshipType", NULL },
    { "MATCH (n) WHERE «count(n)» > 1 RETURN n", "InvalidAggregation", NULL },
    { "MATCH (n {x: «count(*)»}) RETURN n", "InvalidAggregation", NULL },
    { "UNWIND «collect(1)» AS x RETURN x", "InvalidAggregation", NULL },
    { "MATCH (n) SET n.x = «sum(n.y)»", "InvalidAggregation", NULL },
    { "MATCH (n) RETURN n ORDER BY «count(*)»", "InvalidAggregation", NULL },
    { "MATCH (n) WITH n, count(*) AS c WHERE «count(*)» > 1 RETURN n", "InvalidAggregation", NULL },
    { "RETURN [x IN [1] | «count(*)»]", "InvalidAggregation", NULL },
    { "RETURN all(x IN [1] WHERE «max(x)» > 1)", "InvalidAggregation", NULL },
    { "CALL test.city('a', «count(*)») YIELD city RETURN city", "InvalidAggregation", NULL },
    { "RETURN 1 AS x LIMIT «count(*)»", "InvalidAggregation", NULL },
    { "RETURN sum(1 + «count(*)»)", "NestedAggregation", NULL },
    { "MATCH (n) RETURN count(*) AS c ORDER BY sum(«c»)", "NestedAggregation", NULL },
    { "MATCH (n) RETURN count(*) AS c ORDER BY sum(CASE WHEN EXISTS { (m) WHERE m.x = «c» } THEN 1 END)",
      "NestedAggregation", NULL },
    { "MATCH (n) RETURN count(*) AS c ORDER BY max(EXISTS { («n»)-->() })", "UndefinedVariable", NULL },
    { "RETURN count(1 + «rand()»)", "NonConstantExpression", NULL },
    { "MATCH (n) RETURN n SKIP «n».x", "NonConstantExpression", NULL },
    { "WITH 1 AS a RETURN a LIMIT «a»", "NonConstantExpression", NULL },
    { "RETURN 1 AS a LIMIT size([x IN [1] WHERE «EXISTS { (:A) }»])", "NonConstantExpression", NULL },
    { "MATCH (a), (b) RETURN «a».x + count(b)", "AmbiguousAggregationExpression", NULL },
    { "MATCH (a), (b) RETURN a.x + b.x, «a».x + b.x + count(*)", "AmbiguousAggregationExpression", NULL },
    { "MATCH (a), (b) RETURN a.x + b.x, count(*) AS c ORDER BY «a».x + b.x + count(*)",
      "AmbiguousAggregationExpression", NULL },
    { "MATCH (a), (b) WITH a.x + b.x, count(*) AS c ORDER BY «a».x + b.x + count(*) RETURN 1",
      "AmbiguousAggregationExpression", NULL },
    { "MATCH (n) RETURN count(*) > 1 AND EXISTS { («n»)-->() }", "AmbiguousAggregationExpression", NULL },
    { "MATCH (n) WITH «n.x» RETURN 1", "NoExpressionAlias", NULL },
    { "RETURN 1 AS a, 2 AS «a»", "ColumnNameConflict", NULL },
    { "MATCH (n) RETURN n.x, «n.x»", "ColumnNameConflict", NULL },
    { "WITH 1 AS a WITH *, 2 AS «a» RETURN a", "ColumnNameConflict", NULL },
    { "MATCH () «RETURN *»", "NoVariablesInScope", NULL },
    { "RETURN 1 AS a UNION «RETURN 1 AS b»", "DifferentColumnsInUnion", NULL },
    { "RETURN 1 AS a UNION «RETURN 1 AS a, 2 AS b»", "DifferentColumnsInUnion", NULL },
    { "RETURN 1 AS a, 2 AS b UNION ALL «RETURN 2 AS b, 1 AS a»", "DifferentColumnsInUnion", NULL },
    { "RETURN «foo»(1)", "UnknownFunction", NULL },
    { "RETURN «size()»", "InvalidNumberOfArguments", NULL },
    { "RETURN «substring('a')»", "InvalidNumberOfArguments", NULL },
    { "RETURN «coalesce()»", "InvalidNumberOfArguments", NULL },
    { "«CALL test.city('a')»", "InvalidNumberOfArguments", NULL },
    { "«CALL test.nothing(1)»", "InvalidNumberOfArguments", NULL },
    { "CALL «test.no»()", "ProcedureNotFound", "ProcedureError" },
    { "CALL test.city(«1», 1)", "InvalidArgumentType", NULL },
    { "RETURN 1 AS x SKIP «-1»", "NegativeIntegerArgument", NULL },
    { "RETURN 1 AS x LIMIT «1.5»", "InvalidArgumentType", NULL },
    { "RETURN 1 AS x LIMIT «'1'»", "InvalidArgumentType", NULL },
    { "RETURN «1» AND true", "InvalidArgumentType", NULL },
    { "RETURN NOT «'a'»", "InvalidArgumentType", NULL },
    { "MATCH (n) WHERE «n» RETURN n", "InvalidArgumentType", NULL },
    { "RETURN CASE WHEN «1» THEN 1 END", "InvalidArgumentType", NULL },
    { "RETURN «1 + true»", "InvalidArgumentType", NULL },
    { "RETURN «1 - 2 - 'a'» - 3", "InvalidArgumentType", NULL },
    { "RETURN «'a' % 2»", "InvalidArgumentType", NULL },
    { "RETURN «date() + date()»", "InvalidArgumentType", NULL },
    { "RETURN -«'a'»", "InvalidArgumentType", NULL },
    { "RETURN 1 IN «2»", "InvalidArgumentType", NULL },
    { "RETURN [x IN «1» | x]", "InvalidArgumentType", NULL },
    { "RETURN any(x IN ['a'] WHERE «x % 2» = 0)", "InvalidArgumentType", NULL },
    { "RETURN [x IN [[1]] | [y IN x | NOT «y»]]", "InvalidArgumentType", NULL },
    { "UNWIND «1» AS x RETURN x", "InvalidArgumentType", NULL },
    { "RETURN «1»[0..1]", "InvalidArgumentType", NULL },
    { "MATCH p = () RETURN «p».x", "InvalidArgumentType", NULL },
    { "MATCH p = () RETURN size(«p»)", "InvalidArgumentType", NULL },
    { "MATCH (n) RETURN length(«n»)", "InvalidArgumentType", NULL },
    { "MATCH (n) RETURN type(«n»)", "InvalidArgumentType", NULL },
    { "RETURN left('a', «'b'»)", "InvalidArgumentType", NULL },
    { "MATCH p = () RETURN «p»:L", "InvalidArgumentType", NULL },
    { "MATCH p = () SET «p».x = 1", "InvalidArgumentType", NULL },
    { "MATCH ()-[r]->() SET «r»:L", "InvalidArgumentType", NULL },
    { "MATCH (n) SET n = «1»", "InvalidArgumentType", NULL },
    { "MATCH (n) DELETE «1 + 1»", "InvalidArgumentType", NULL },
    { "MATCH (n) AS OF «1.5» RETURN n", "InvalidArgumentType", NULL },
    { "WITH 1 AS x RETURN «x».y", "InvalidArgumentType", "TypeError" },
    { "RETURN «1»[0]", "InvalidArgumentType", "TypeError" },
    { "RETURN [1][«'a'»]", "InvalidArgumentType", "TypeError" },
    { "MATCH (n) DELETE «n:L»", "InvalidDelete", NULL },
};

/* Take the marks out of a query; where they stood is the range. */
static ent_i_range unmark(const char *marked, char *query)
{
    const char *open = strstr(marked, "«"), *close = strstr(marked, "»");
    assert_non_null(open);
    assert_non_null(close);
    size_t before = (size_t)(open - marked), length = (size_t)(close - open) - strlen("«");
    memcpy(query, marked, before);
    memcpy(query + before, open + strlen("«"), length);
    memcpy(query + before + length, close + strlen("»"), strlen(close + strlen("»")) + 1);
    return (ent_i_range){ (uint32_t)before, (uint32_t)length };
}

static void test_bind__errors_and_their_places(void **state)
{
    (void)state;
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof errors / sizeof *errors; i++) {
        char query[300];
        ent_i_range range = unmark(errors[i].query, query);
        ent_i_arena arena;
        ent_i_arena_init(&arena);
        const ent_i_bound *bound = NULL;
        ent_query_error fault = { "", "", "", 0, 0 };
        ent_error err = { 0 };
        ent_status status = bind(&arena, query, &bound, &fault, &err);
        const char *type = errors[i].type ? errors[i].type : "SyntaxError";
        if (status != ENT_ERR_SYNTAX || strcmp(fault.detail, errors[i].detail) || strcmp(fault.type, type) ||
            strcmp(fault.phase, "compile time") || fault.offset != range.offset || fault.length != range.length) {
            print_message("%s\n  got %s %s %s: «%.*s»\n%s\n", errors[i].query, fault.type, fault.phase, fault.detail,
                          (int)fault.length, query + fault.offset, err.message);
            wrong++;
        }
        assert_null(bound);
        ent_i_arena_clear(&arena);
    }
    assert_int_equal(wrong, 0);
}

/* --- the rest ------------------------------------------------------------------------------------ */

/* What cannot be known before the run is not refused. */
static const char *const fine[] = {
    "RETURN $p AND true", "WITH [1, 'a'] AS l RETURN l[0] % 2", "MATCH (n) WHERE n.x RETURN n", "RETURN {a: 1}[0]",
    "RETURN 1 STARTS WITH 'a'", "RETURN 1 < 'a', 1 = 'a'", "RETURN range(true, 'a')", "MATCH (n) DELETE n.x[0]",
    "MATCH (n) WITH [n, 1] AS l RETURN [x IN l | labels(x)]", "RETURN toInteger([1])", "UNWIND null AS x RETURN x",
    "RETURN null.x, null[0], null[0..1], NOT null, -null, null IN null", "RETURN 1 AS x SKIP toInteger(rand() * 9)",
    "RETURN 1 AS x LIMIT $p", "WITH null AS p RETURN nodes(p)", "RETURN 'a' + 1 + true + [1]",
    "MATCH (n) RETURN n ORDER BY n.x SKIP 1 LIMIT 2", "WITH 1 AS x RETURN x AS y UNION WITH 2 AS x RETURN x AS y",
    "RETURN CASE 1 WHEN 'a' THEN 1 END", "MATCH (n) RETURN n.x AS x, count(*) ORDER BY n.x, count(*)",
    "MATCH (n) RETURN count(n) / 60 / 60 AS c", "MATCH (n)-[r]->(m) SET n = r, n += m",
    "RETURN date() - duration('P1D') < date()", "MATCH (n) WITH n AS m, count(*) AS c ORDER BY m.x RETURN m",
    "RETURN percentileDisc(1, 0.5) + stDev(2)", "MATCH (n) WHERE n:A OR EXISTS { (n)--() } RETURN n",
};

static void test_bind__what_only_the_run_can_tell_is_not_refused(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++) {
        ent_i_arena arena;
        ent_i_arena_init(&arena);
        const ent_i_bound *bound = NULL;
        ent_error err = { 0 };
        if (bind(&arena, fine[i], &bound, NULL, &err) < 0)
            fail_msg("%s: %s", fine[i], err.message);
        ent_i_arena_clear(&arena);
    }
}

static void test_bind__results(void **state)
{
    (void)state;
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    const ent_i_bound *bound = NULL;
    assert_int_equal(bind(&arena, "RETURN 1 AS a, 'b' AS `x y` UNION RETURN 2.5 AS a, null AS `x y`", &bound, NULL, NULL),
                     ENT_OK);
    const ent_i_bound_query *query = bound->query;
    assert_int_equal(query->column_count, 2);
    assert_string_equal(query->column_names[0], "a");
    assert_string_equal(query->column_names[1], "x y");
    assert_int_equal(query->column_types[0].kind, ENT_I_TYPE_NUMBER);
    assert_int_equal(query->column_types[1].kind, ENT_I_TYPE_STRING);
    assert_int_equal(query->parts[0].columns[1], 1);
    assert_int_equal(query->parts[1].columns[0], 2);
    assert_int_equal(query->parts[1].first_slot, 2);
    assert_int_equal(bound->slot_count, 4);
    assert_int_equal(bind(&arena, "MATCH (n) SET n.x = 1", &bound, NULL, NULL), ENT_OK);
    assert_int_equal(bound->query->column_count, 0);
    assert_null(bound->query->parts[0].columns);
    assert_int_equal(bind(&arena, "CALL test.city('a', 1)", &bound, NULL, NULL), ENT_OK);
    assert_int_equal(bound->query->column_count, 2);
    assert_string_equal(bound->query->column_names[1], "code");
    assert_int_equal(bind(&arena, "BEGIN", &bound, NULL, NULL), ENT_OK);
    assert_null(bound->query);
    ent_i_arena_clear(&arena);
}

static void test_bind__constants(void **state)
{
    static const struct { const char *expr; bool constant; } cases[] = {
        { "1 + $p", true }, { "size([1, $p])", true }, { "rand()", false }, { "x.y", false },
        { "date('2001')", true }, { "1 + toInteger(rand())", false }, { "EXISTS { () }", false },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_i_arena arena;
        ent_i_arena_init(&arena);
        char query[200];
        snprintf(query, sizeof query, "WITH {y: 1} AS x RETURN %s", cases[i].expr);
        const ent_i_bound *bound = NULL;
        assert_int_equal(bind(&arena, query, &bound, NULL, NULL), ENT_OK);
        const ent_i_expr *value = bound->query->parts[0].clauses[1].project.columns[0].value;
        if (ent_i_note_of(bound, value)->constant != cases[i].constant)
            fail_msg("%s", cases[i].expr);
        ent_i_arena_clear(&arena);
    }
}

static void test_bind__messages_help(void **state)
{
    static const struct { const char *query, *part; } cases[] = {
        { "RETURN tolowercase('a')", "there is no function \"tolowercase\"" },
        { "RETURN tolowr('a')", "is \"toLower\" meant?" },
        { "WITH 1 AS number RETURN numbr", "is \"number\" meant?" },
        { "RETURN 1 AND true", "an operand of AND must be BOOLEAN, and this is INTEGER" },
        { "RETURN size(1)", "the argument of size must be STRING or LIST, and this is INTEGER" },
        { "RETURN [1] - 2", "there is no LIST<INTEGER> - INTEGER" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_i_arena arena;
        ent_i_arena_init(&arena);
        const ent_i_bound *bound = NULL;
        ent_error err = { 0 };
        assert_int_equal(bind(&arena, cases[i].query, &bound, NULL, &err), ENT_ERR_SYNTAX);
        if (!strstr(err.message, cases[i].part))
            fail_msg("%s: %s", cases[i].query, err.message);
        ent_i_arena_clear(&arena);
    }
}

/* --- hostile ------------------------------------------------------------------------------------- */

static ent_status bind_text(ent_i_buffer *text, ent_error *err)
{
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    const ent_i_bound *bound = NULL;
    assert_int_equal(ent_i_buffer_status(text, NULL), ENT_OK);
    ent_status status = bind(&arena, text->data, &bound, NULL, err);
    ent_i_arena_clear(&arena);
    ent_i_buffer_reset(text);
    return status;
}

/* 100,000 columns: hours if each were compared with all others. */
static void test_bind__large_statements(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    ent_error err = { 0 };
    ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
    ent_i_buffer_text(&text, "MATCH (n) RETURN 1 AS x");
    for (int i = 0; i < MANY; i++)
        ent_i_buffer_printf(&text, ", n.a%d, sum(n.b%d)", i, i);
    ent_i_buffer_text(&text, " ORDER BY sum(n.b0)");
    for (int i = 0; i < MANY; i++)
        ent_i_buffer_printf(&text, " + n.a%d", i);
    assert_int_equal(bind_text(&text, &err), ENT_OK);
    ent_i_buffer_text(&text, "CREATE (a)");
    for (int i = 0; i < MANY; i++)
        ent_i_buffer_printf(&text, ", (a)-[:T]->(a%d)", i);
    assert_int_equal(bind_text(&text, &err), ENT_OK);
}

static void test_bind__with_star_does_not_fill_the_memory(void **state)
{
    (void)state;
    ent_error err = { 0 };
    ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
    ent_i_buffer_text(&text, "WITH 1 AS x");
    for (int i = 0; i < 10000; i++)
        ent_i_buffer_printf(&text, ", 1 AS x%d", i);
    for (int i = 0; i < 10000; i++)
        ent_i_buffer_text(&text, " WITH *");
    ent_i_buffer_text(&text, " RETURN 1 AS x");
    assert_int_equal(bind_text(&text, &err), ENT_ERR_LIMIT);
    assert_non_null(strstr(err.message, "more than 1048576 variables"));
}

static void nest(ent_i_buffer *text, int depth, const char *open, const char *middle, const char *close)
{
    ent_i_buffer_text(text, "MATCH (n) RETURN DISTINCT ");
    for (int i = 0; i < depth; i++)
        ent_i_buffer_text(text, open);
    ent_i_buffer_text(text, middle);
    for (int i = 0; i < depth; i++)
        ent_i_buffer_text(text, close);
    ent_i_buffer_text(text, " AS x ORDER BY x");
}

static void test_bind__deep_statements(void **state)
{
    static const struct { const char *open, *middle, *close; } cases[] = {
        { "[x IN [1] | ", "x", "]" }, { "[x IN ", "[]", " | x]" }, { "size([", "", "])" },
        { "CASE WHEN true THEN ", "1", " END" }, { "EXISTS { MATCH (n) WITH n ORDER BY ", "n.x", " RETURN n }" },
        { "[(n)-->(n) WHERE n.x | ", "n", "]" }, { "{a: ", "n", "}" },
    };
    (void)state;
    ENT_I_AUTOBUFFER text = ENT_I_BUFFER_INIT;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_error err = { 0 };
        nest(&text, 300, cases[i].open, cases[i].middle, cases[i].close);
        if (bind_text(&text, &err) != ENT_OK)
            fail_msg("%s: %.200s", cases[i].open, err.message);
        nest(&text, 100000, cases[i].open, cases[i].middle, cases[i].close);
        assert_int_equal(bind_text(&text, NULL), ENT_ERR_LIMIT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bind__slots),
        cmocka_unit_test(test_bind__types),
        cmocka_unit_test(test_bind__errors_and_their_places),
        cmocka_unit_test(test_bind__what_only_the_run_can_tell_is_not_refused),
        cmocka_unit_test(test_bind__results),
        cmocka_unit_test(test_bind__constants),
        cmocka_unit_test(test_bind__messages_help),
        cmocka_unit_test(test_bind__large_statements),
        cmocka_unit_test(test_bind__with_star_does_not_fill_the_memory),
        cmocka_unit_test(test_bind__deep_statements),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
