/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "graph/base/error.h"
#include "graph/base/utf8.h"
#include "support.h"

static void test_error__names_every_status(void **state)
{
    (void)state;
#define ENT_X(name, value, text)                               \
    assert_string_equal(ent_status_name(name), #name);         \
    assert_string_equal(ent_status_text(name), text);          \
    assert_int_equal((int)(name), value);
    ENT_STATUS_LIST(ENT_X)
#undef ENT_X
    assert_non_null(ent_status_name((ent_status)-999));
    assert_non_null(ent_status_text((ent_status)999));
    assert_non_null(strchr(ent_version(), '.'));
}

static void test_error__keeps_the_first(void **state)
{
    (void)state;
    ent_error err = { 0 };
    assert_int_equal(ent_i_fail_at(&err, ENT_ERR_SYNTAX, "a.csv", 3, 9, "bad %s", "comma"), ENT_ERR_SYNTAX);
    assert_int_equal(ent_i_fail(&err, ENT_ERR_IO, "later"), ENT_ERR_IO);
    assert_int_equal(err.code, ENT_ERR_SYNTAX);
    assert_string_equal(err.message, "bad comma");
    assert_string_equal(err.file, "a.csv");
    assert_int_equal(err.line, 3);
    assert_int_equal(err.column, 9);
    ent_error_clear(&err);
    assert_int_equal(err.code, ENT_OK);
    assert_int_equal(ent_i_nomem(&err), ENT_ERR_NOMEM);
    assert_string_equal(err.file, "");
}

static void test_error__may_be_null(void **state)
{
    (void)state;
    assert_int_equal(ent_i_fail(NULL, ENT_ERR_IO, "x"), ENT_ERR_IO);
    assert_int_equal(ent_i_fail_at(NULL, ENT_ERR_IO, "f", 1, 1, "x"), ENT_ERR_IO);
    ent_error_clear(NULL);
}

/* A long message is cut between characters and says that it was. */
static void test_error__cuts_between_characters(void **state)
{
    (void)state;
    static char text[6000];
    ent_error err;
    for (size_t shift = 0; shift < 4; shift++) {
        memset(text, 'a', shift);
        for (size_t i = shift; i + 4 < sizeof text; i += 4)
            memcpy(text + i, "\xF0\x9F\x8C\x8D", 5);
        ent_error_clear(&err);
        assert_int_equal(ent_i_fail_at(&err, ENT_ERR_IO, text, 1, 1, "%s", text), ENT_ERR_IO);
        const char *cut[] = { err.message, err.file };
        const size_t sizes[] = { sizeof err.message, sizeof err.file };
        for (size_t i = 0; i < 2; i++) {
            size_t length = strlen(cut[i]);
            assert_true(length < sizes[i] && length + 8 > sizes[i]);
            assert_string_equal(cut[i] + length - 3, "...");
            assert_int_equal(ent_i_utf8_valid(cut[i], length), length);
        }
    }
    /* What just fits is not cut. */
    memset(text, 'b', sizeof err.message - 1);
    text[sizeof err.message - 1] = '\0';
    ent_error_clear(&err);
    ent_i_fail(&err, ENT_ERR_IO, "%s", text);
    assert_string_equal(err.message, text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_error__names_every_status),
        cmocka_unit_test(test_error__keeps_the_first),
        cmocka_unit_test(test_error__may_be_null),
        cmocka_unit_test(test_error__cuts_between_characters),
    };
    return cmocka_run_group_tests_name("error", tests, NULL, NULL);
}
