/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Every allocation of the binder fails once: the status is ENT_ERR_NOMEM and nothing is left behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "../../faults.h"
#include "graph/query/bind/bind.h"
#include "graph/query/syntax/parse.h"

static const char *const queries[] = {
    "MATCH p = (a:A {x: 1})-[r*1..3]->(b) WHERE EXISTS { MATCH (a)-->(c) WITH a, count(*) AS n WHERE n > 2 RETURN n } "
    "WITH *, a.x + count(b) AS `a name of more than twenty bytes`, collect([(a)-->(d) | d.x]) AS l ORDER BY a.x, count(b) "
    "RETURN *",
    "MATCH (a) WITH a, a.x AS x WITH DISTINCT a, x ORDER BY a.y, [y IN x WHERE (a)-->()] UNWIND [1] AS z MERGE (a)-[:T]->(b)"
    " ON CREATE SET b.x = reduce(s = 0, v IN [1] | s + v) RETURN a.x AS k UNION RETURN 1 AS k",
};

static ent_status bind_one(const char *query, ent_error *err)
{
    ent_i_arena arena;
    ent_i_arena_init(&arena);
    const ent_i_statement *statement = NULL;
    const ent_i_bound *bound = NULL;
    ent_status status = ent_i_parse(&arena, query, strlen(query), &statement, NULL, err);
    if (status >= 0)
        status = ent_i_bind(&arena, statement, query, strlen(query), NULL, &bound, NULL, err);
    ent_i_arena_clear(&arena);
    return status;
}

static void test_bind_faults__out_of_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        size_t nth = 0;
        for (ent_status status = ENT_ERR_NOMEM; status != ENT_OK;) {
            ent_error err = { 0 };
            size_t before = live;
            allocations = 0;
            fail_at = ++nth;
            status = bind_one(queries[i], &err);
            fail_at = 0;
            if (status != ENT_OK && status != ENT_ERR_NOMEM)
                fail_msg("%s", err.message);
            assert_int_equal(live, before);
            assert_true(nth < 10000);
        }
        assert_true(nth > 10);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_bind_faults__out_of_memory) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
