/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The test cases of other EDTF programs, as data: edtf-validate (University of North Texas), python-edtf
 * and edtf.js. Where we read the standard differently the case is listed here and in docs/dates.md. */
#include "tests/graph/time/time_helper.h"

static bool listed(const char *text, const char *const list[])
{
    for (size_t i = 0; list[i] != NULL; i++)
        if (strcmp(text, list[i]) == 0)
            return true;
    return false;
}

static bool taken(const char *text, ent_period *ret)
{
    return ent_period_parse(text, strlen(text), ret, NULL) == ENT_OK;
}

static void test_suites__edtf_validate(void **state)
{
    (void)state;
    static const char *const ours_valid[] = {
        "",                        /* no date: undated */
        "0000-01-03/0000-01",      "0000-02/0000", /* may end after it starts */
        "2004-06-11%/2004-%06",    "2004-06-11%/2004-06~",
        "Y-61000/-2000",           /* in the right order */
        NULL,
    };
    char line[300], *fields[2];
    int rows = 0;
    ent_period period;
    FILE *suite = open_shared("unt_valid_invalid.tsv");
    if (suite == NULL)
        skip();
    assert_non_null(fgets(line, sizeof line, suite));
    while (fgets(line, sizeof line, suite) != NULL) {
        assert_int_equal(split_tabs(line, fields, 2), 2);
        bool valid = fields[1][0] == '1';
        if (taken(fields[0], &period) != (valid || listed(fields[0], ours_valid)))
            fail_msg("\"%s\" should be %s", fields[0], valid ? "valid" : "invalid");
        rows++;
    }
    fclose(suite);
    assert_true(rows > 200);
}

/* Not the bounds but the first and last day, for python-edtf's own margins are others. */
static void test_suites__python_edtf_strict_bounds(void **state)
{
    (void)state;
    static const char *const different[] = {
        "2010-24", /* a winter that ends in December */
        /* ten years are made of an unknown bound */
        "/2006", "2004-06-01/", "1984-06-02?/",
        NULL,
    };
    char line[300], *fields[5];
    int rows = 0;
    ent_period period;
    FILE *suite = open_shared("python_edtf_bounds.tsv");
    if (suite == NULL)
        skip();
    assert_non_null(fgets(line, sizeof line, suite));
    while (fgets(line, sizeof line, suite) != NULL) {
        assert_int_equal(split_tabs(line, fields, 5), 5);
        bool blank = strchr(fields[0], ' ') != NULL; /* blanks are not in the standard */
        if (taken(fields[0], &period) == blank)
            fail_msg("\"%s\" is %s", fields[0], blank ? "taken" : "refused");
        if (blank || listed(fields[0], different))
            continue;
        rows++;
        ent_day first = day_of(fields[3]), last = day_of(fields[4]);
        if (period.start.first != first || period.end.last != last)
            fail_msg("\"%s\": %d to %d, should be %d to %d", fields[0], period.start.first, period.end.last,
                     first, last);
    }
    fclose(suite);
    assert_true(rows > 80);
}

static void test_suites__python_edtf_flags(void **state)
{
    (void)state;
    char line[300], *fields[2];
    int rows = 0;
    ent_period period;
    FILE *suite = open_shared("python_edtf_flags.tsv");
    if (suite == NULL)
        skip();
    assert_non_null(fgets(line, sizeof line, suite));
    while (fgets(line, sizeof line, suite) != NULL) {
        char names[3][8];
        assert_int_equal(split_tabs(line, fields, 2), 2);
        assert_int_equal(sscanf(fields[1], "(%7[A-Za-z], %7[A-Za-z], %7[A-Za-z])", names[0], names[1], names[2]), 3);
        bool both = names[2][0] == 'T';
        unsigned expected = (both || names[0][0] == 'T' ? ENT_UNCERTAIN : 0u) |
                            (both || names[1][0] == 'T' ? ENT_APPROXIMATE : 0u);
        assert_true(taken(fields[0], &period));
        if ((period.start.qualifiers | period.end.qualifiers) != expected)
            fail_msg("\"%s\": %d, should be %u", fields[0], period.start.qualifiers | period.end.qualifiers,
                     expected);
        rows++;
    }
    fclose(suite);
    assert_true(rows > 20);
}

static void test_suites__python_edtf_bad(void **state)
{
    (void)state;
    char line[300], *fields[1];
    int rows = 0;
    ent_period period;
    FILE *suite = open_shared("python_edtf_bad.tsv");
    if (suite == NULL)
        skip();
    assert_non_null(fgets(line, sizeof line, suite));
    while (fgets(line, sizeof line, suite) != NULL) {
        if (split_tabs(line, fields, 1) == 0 || strcmp(fields[0], "string") == 0 || strcmp(fields[0], "\"\"") == 0)
            continue; /* the header; the empty text, which is undated here */
        if (taken(fields[0], &period))
            fail_msg("\"%s\" is taken", fields[0]);
        rows++;
    }
    fclose(suite);
    assert_true(rows > 10);
}

/* What python-edtf makes of English must be EDTF, apart from a day within a season and blanks in sets. */
static void test_suites__python_edtf_natural_language(void **state)
{
    (void)state;
    char line[300], *fields[2];
    int rows = 0;
    ent_period period;
    FILE *suite = open_shared("python_edtf_natural_language.tsv");
    if (suite == NULL)
        skip();
    assert_non_null(fgets(line, sizeof line, suite));
    while (fgets(line, sizeof line, suite) != NULL) {
        if (split_tabs(line, fields, 2) < 2)
            continue;
        bool ours = strstr(fields[1], "-21-XX") == NULL && strchr(fields[1], ' ') == NULL;
        if (taken(fields[1], &period) != ours)
            fail_msg("\"%s\" is %s", fields[1], ours ? "refused" : "taken");
        rows++;
    }
    fclose(suite);
    assert_true(rows > 100);
}

/* The first column is the text; the one named "accepted" tells. */
static void test_suites__edtf_js(void **state)
{
    (void)state;
    static const char *const different[] = {
        "2016-05-02T16:54:59.042", "2016-05-02T16:54:59.042Z", /* fractions of a second */
        "2016-05-02T12:00:00-12:01", "2016-05-02T12:00:00-13:00", "2016-05-02T12:00:00-14:00",
        "2016-05-02T12:00:00+14:01", /* the standard has no widest time zone */
        NULL,
    };
    char line[1000], *fields[16];
    int accepted = 0, rows = 0;
    ent_period period;
    FILE *suite = open_shared("edtf_js_parser.tsv");
    if (suite == NULL)
        skip();
    assert_non_null(fgets(line, sizeof line, suite));
    for (int columns = split_tabs(line, fields, 16), i = 1; i < columns; i++)
        if (strcmp(fields[i], "accepted") == 0)
            accepted = i;
    assert_true(accepted > 0);
    while (fgets(line, sizeof line, suite) != NULL) {
        if (split_tabs(line, fields, 16) <= accepted || strchr(fields[0], ' ') != NULL ||
            listed(fields[0], different))
            continue;
        rows++;
        if (taken(fields[0], &period) != (fields[accepted][0] == '1'))
            fail_msg("\"%s\" should be %s", fields[0], fields[accepted][0] == '1' ? "valid" : "invalid");
    }
    fclose(suite);
    assert_true(rows > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_suites__edtf_validate),
        cmocka_unit_test(test_suites__python_edtf_strict_bounds),
        cmocka_unit_test(test_suites__python_edtf_flags),
        cmocka_unit_test(test_suites__python_edtf_bad),
        cmocka_unit_test(test_suites__python_edtf_natural_language),
        cmocka_unit_test(test_suites__edtf_js),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
