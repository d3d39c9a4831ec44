/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "../../faults.h"
#include "graph/query/syntax/parse.h"

static void check_all(const char *text, ent_status wanted)
{
    ent_status status = ENT_ERR_NOMEM;
    size_t length = strlen(text), nth = 0;
    while (status == ENT_ERR_NOMEM) {
        ent_i_arena arena;
        const ent_i_statement *statement = NULL;
        ent_error err = { 0 };
        ent_i_arena_init(&arena);
        allocations = 0;
        fail_at = ++nth;
        status = ent_i_parse(&arena, text, length, &statement, NULL, &err);
        fail_at = 0;
        assert_int_equal(err.code, status);
        assert_true((statement != NULL) == (status == ENT_OK));
        ent_i_arena_clear(&arena);
        assert_int_equal(live, 0);
    }
    assert_int_equal(status, wanted);
    assert_true(nth > 3);
}

static void test_query_faults__every_allocation_may_fail(void **state)
{
    (void)state;
    check_all("MATCH (a {b: $c})-[:T]->(), ((((d)))) AS OF '2021' WHERE EXISTS { (a)-->() } AND [[[a.b IN $d]]] "
              "WITH *, a.b + 1.5 AS c "
              "CREATE (x) SET x.y = $e CALL a.b() YIELD c AS d RETURN d ORDER BY d", ENT_OK);
    check_all("RETURN {a: [1, 2, 'x']", ENT_ERR_SYNTAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_query_faults__every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
