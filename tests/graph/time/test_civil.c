/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/graph/time/time_helper.h"

#include <time.h>

#include "graph/time/civil.h"

/* Counting day by day, knowing nothing but the lengths of months and which years are leap years. */
static void test_civil__agrees_with_counting_day_by_day(void **state)
{
    (void)state;
    static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    ent_day day = ent_day_from_civil(-1203, 1, 1);
    for (int year = -1203; year <= 2403; year++) {
        int leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
        for (int month = 1; month <= 12; month++) {
            int length = lengths[month - 1] + (leap && month == 2);
            for (int d = 1; d <= length; d++, day++) {
                int64_t y;
                int m, back;
                assert_int_equal(ent_day_from_civil(year, month, d), day);
                ent_day_to_civil(day, &y, &m, &back);
                assert_true(y == year && m == month && back == d);
            }
        }
    }
    assert_int_equal(day, ent_day_from_civil(2404, 1, 1));
}

/* Published values: E. M. Reingold and N. Dershowitz, Calendrical Calculations, appendix C (fixed day
 * numbers, day 1 = 1 January of the year 1), from which 719163 is 1970-01-01. */
static void test_civil__published_day_numbers(void **state)
{
    (void)state;
    static const struct {
        int fixed, year, month, day;
    } table[] = {
        { -214193, -586, 7, 24 }, { -61387, -168, 12, 5 }, { 25469, 70, 9, 24 },   { 49217, 135, 10, 2 },
        { 171307, 470, 1, 8 },    { 210155, 576, 5, 20 },  { 253427, 694, 11, 10 }, { 369740, 1013, 4, 25 },
        { 503156, 1378, 8, 5 },   { 601716, 1648, 6, 10 }, { 704424, 1929, 8, 25 }, { 728714, 1996, 2, 25 },
        { 764652, 2094, 7, 18 },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++)
        assert_int_equal(ent_day_from_civil(table[i].year, table[i].month, table[i].day),
                         table[i].fixed - 719163);
}

static void test_civil__the_epoch_and_the_far_ends(void **state)
{
    (void)state;
    int64_t year;
    int month, day;
    assert_int_equal(ent_day_from_civil(1970, 1, 1), 0);
    assert_int_equal(ent_day_from_civil(0, 1, 1), -719528);
    assert_int_equal(ent_day_from_civil(5881581, 1, 1), ENT_DAY_MAX);
    assert_int_equal(ent_day_from_civil(INT64_MAX, 12, 31), ENT_DAY_MAX);
    assert_int_equal(ent_day_from_civil(-5877643, 1, 1), ENT_DAY_MIN);
    assert_int_equal(ent_day_from_civil(INT64_MIN, 1, 1), ENT_DAY_MIN);
    for (int near = 1; near < 1000; near++) {
        ent_day_to_civil(ENT_DAY_MAX - near, &year, &month, &day);
        assert_int_equal(ent_day_from_civil(year, month, day), ENT_DAY_MAX - near);
        ent_day_to_civil(ENT_DAY_MIN + near, &year, &month, &day);
        assert_int_equal(ent_day_from_civil(year, month, day), ENT_DAY_MIN + near);
    }
}

static void test_civil__adding_to_an_infinity_leaves_it(void **state)
{
    (void)state;
    assert_int_equal(ent_i_day_add(ENT_DAY_MIN, 5), ENT_DAY_MIN);
    assert_int_equal(ent_i_day_add(ENT_DAY_MAX, -5), ENT_DAY_MAX);
    assert_int_equal(ent_i_day_add(ENT_DAY_MAX - 2, 5), ENT_DAY_MAX);
    assert_int_equal(ent_i_day_add(ENT_DAY_MIN + 2, -5), ENT_DAY_MIN);
    assert_int_equal(ent_i_day_add(10, -11), -1);
    assert_int_equal(ent_i_day_add_months(ENT_DAY_MAX, -1, false), ENT_DAY_MAX);
}

static void test_civil__months_keep_the_day_where_there_is_one(void **state)
{
    (void)state;
    assert_int_equal(ent_i_day_add_months(day_of("2004-06-11"), -1, false), day_of("2004-05-11"));
    assert_int_equal(ent_i_day_add_months(day_of("2004-01-31"), 1, false), day_of("2004-02-29"));
    assert_int_equal(ent_i_day_add_months(day_of("2004-02-29"), 12, false), day_of("2005-02-28"));
    assert_int_equal(ent_i_day_add_months(day_of("2005-02-28"), -12, true), day_of("2004-02-29"));
    assert_int_equal(ent_i_day_add_months(day_of("2000-01-15"), -1, false), day_of("1999-12-15"));
    assert_int_equal(ent_i_day_add_months(day_of("0000-01-15"), -13, false), day_of("-0002-12-15"));
}

static void check_text(const char *day, const char *iso, const char *in_full)
{
    char buffer[ENT_DAY_TEXT], full[ENT_DAY_LONG_TEXT];
    assert_string_equal(ent_day_format(day_of(day), buffer), iso);
    assert_string_equal(ent_day_format_long(day_of(day), full), in_full);
}

static void test_civil__days_as_text(void **state)
{
    (void)state;
    char buffer[ENT_DAY_TEXT];
    check_text("2025-12-05", "2025-12-05", "5 December 2025");
    check_text("2000-02-29", "2000-02-29", "29 February 2000");
    check_text("0999-01-01", "0999-01-01", "1 January 999 CE");
    check_text("0000-05-09", "0000-05-09", "9 May 1 BCE");
    check_text("-0043-03-15", "-0043-03-15", "15 March 44 BCE");
    check_text("12345-06-07", "+12345-06-07", "7 June 12345");
    check_text("-12345-06-07", "-12345-06-07", "7 June 12346 BCE");
    check_text("inf", "inf", "inf");
    check_text("-inf", "-inf", "-inf");
    assert_string_equal(ent_day_format(ENT_DAY_MAX - 1, buffer), "+5881580-07-10");
    assert_string_equal(ent_day_format(ENT_DAY_MIN + 1, buffer), "-5877641-06-24");
}

static void test_civil__today_is_the_local_date(void **state)
{
    (void)state;
    char before[11], after[11], today[ENT_DAY_TEXT];
    for (int zone = 0; zone < 2; zone++) {
        setenv("TZ", zone == 0 ? "XST-14" : "XST+12", 1);
        tzset();
        time_t now = time(NULL);
        strftime(before, sizeof before, "%Y-%m-%d", localtime(&now));
        ent_day_format(ent_day_today(), today);
        now = time(NULL);
        strftime(after, sizeof after, "%Y-%m-%d", localtime(&now));
        assert_true(strcmp(today, before) == 0 || strcmp(today, after) == 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_civil__agrees_with_counting_day_by_day),
        cmocka_unit_test(test_civil__published_day_numbers),
        cmocka_unit_test(test_civil__the_epoch_and_the_far_ends),
        cmocka_unit_test(test_civil__adding_to_an_infinity_leaves_it),
        cmocka_unit_test(test_civil__months_keep_the_day_where_there_is_one),
        cmocka_unit_test(test_civil__days_as_text),
        cmocka_unit_test(test_civil__today_is_the_local_date),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
