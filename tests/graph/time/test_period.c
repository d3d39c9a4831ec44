/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "tests/graph/time/time_helper.h"

#include "graph/time/edtf.h"
#include "tests/graph/time/edtf_random.h"

static void check_days(const char *text, const ent_bound *bound, const char *earliest, const char *first,
                       const char *last, const char *latest)
{
    char a[4][ENT_DAY_TEXT];
    if (bound->earliest != day_of(earliest) || bound->first != day_of(first) || bound->last != day_of(last) ||
        bound->latest != day_of(latest))
        fail_msg("\"%s\": %s %s %s %s", text, ent_day_format(bound->earliest, a[0]),
                 ent_day_format(bound->first, a[1]), ent_day_format(bound->last, a[2]),
                 ent_day_format(bound->latest, a[3]));
}

static void test_period__bounds_of_single_dates(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned char precision, qualifiers;
        bool exact;
        const char *earliest, *first, *last, *latest;
    } table[] = {
        { "1985-04-12", ENT_PRECISION_DAY, 0, true, "1985-04-12", "1985-04-12", "1985-04-12", "1985-04-12" },
        { "1985-04", ENT_PRECISION_MONTH, 0, true, "1985-04-01", "1985-04-01", "1985-04-30", "1985-04-30" },
        { "1985", ENT_PRECISION_YEAR, 0, true, "1985-01-01", "1985-01-01", "1985-12-31", "1985-12-31" },
        { "1900-02", ENT_PRECISION_MONTH, 0, true, "1900-02-01", "1900-02-01", "1900-02-28", "1900-02-28" },
        { "2000-02", ENT_PRECISION_MONTH, 0, true, "2000-02-01", "2000-02-01", "2000-02-29", "2000-02-29" },
        { "-0001-02", ENT_PRECISION_MONTH, 0, true, "-0001-02-01", "-0001-02-01", "-0001-02-28", "-0001-02-28" },
        { "1985~", ENT_PRECISION_YEAR, ENT_APPROXIMATE, false, "1984-01-01", "1985-01-01", "1985-12-31",
          "1986-12-31" },
        { "1985-04-12T23:20:30Z", ENT_PRECISION_DAY, 0, true, "1985-04-12", "1985-04-12", "1985-04-12",
          "1985-04-12" },
        { "1985-24", ENT_PRECISION_SEASON, 0, true, "1985-12-01", "1985-12-01", "1986-02-28", "1986-02-28" },
        { "1985-30?", ENT_PRECISION_SEASON, ENT_UNCERTAIN, false, "1985-09-01", "1985-12-01", "1986-02-28",
          "1986-05-31" },
        { "19XX", ENT_PRECISION_OTHER, 0, false, "1900-01-01", "1900-01-01", "1999-12-31", "1999-12-31" },
        { "1985-XX%", ENT_PRECISION_OTHER, 3, false, "1984-01-01", "1985-01-01", "1985-12-31", "1986-12-31" },
        { "1985-02-3X", ENT_PRECISION_OTHER, 0, false, NULL, NULL, NULL, NULL },
        { "1985-01-3X", ENT_PRECISION_OTHER, 0, false, "1985-01-30", "1985-01-30", "1985-01-31", "1985-01-31" },
        { "-XXXX", ENT_PRECISION_OTHER, 0, false, "-9999-01-01", "-9999-01-01", "-0001-12-31", "-0001-12-31" },
        { "XXXX-02-29", ENT_PRECISION_OTHER, 0, false, "0000-02-29", "0000-02-29", "9996-02-29", "9996-02-29" },
        { "-XXX0-02-29", ENT_PRECISION_OTHER, 0, false, "-9980-02-29", "-9980-02-29", "-0020-02-29",
          "-0020-02-29" },
        { "[198X..1985]", ENT_PRECISION_OTHER, 0, false, "1980-01-01", "1980-01-01", "1989-12-31", "1989-12-31" },
        { "Y9999", ENT_PRECISION_YEAR, 0, true, NULL, NULL, NULL, NULL },
        { "Y10000", ENT_PRECISION_YEAR, 0, true, "10000-01-01", "10000-01-01", "10000-12-31", "10000-12-31" },
        { "XXX1-02-29", ENT_PRECISION_OTHER, 0, false, NULL, NULL, NULL, NULL },
        { "1950S2", ENT_PRECISION_OTHER, 0, false, "1900-01-01", "1950-01-01", "1950-12-31", "1999-12-31" },
        { "-1859S3", ENT_PRECISION_OTHER, 0, false, "-1859-01-01", "-1859-01-01", "-1859-12-31", "-1850-12-31" },
        { "-1859S5", ENT_PRECISION_YEAR, 0, true, "-1859-01-01", "-1859-01-01", "-1859-12-31", "-1859-12-31" },
        { "Y12345", ENT_PRECISION_YEAR, 0, true, "12345-01-01", "12345-01-01", "12345-12-31", "12345-12-31" },
        { "Y3388E2S3", ENT_PRECISION_OTHER, 0, false, "338000-01-01", "338800-01-01", "338800-12-31",
          "338999-12-31" },
        { "Y-12E3", ENT_PRECISION_OTHER, 0, true, "-12000-01-01", "-12000-01-01", "-12000-12-31",
          "-12000-12-31" },
        { "Y17E99999999999999999999", ENT_PRECISION_OTHER, 0, true, "inf", "inf", "inf", "inf" },
        { "Y-99999999999999999999999", ENT_PRECISION_YEAR, 0, true, "-inf", "-inf", "-inf", "-inf" },
        { "?2004-06-04~", ENT_PRECISION_DAY, 3, false, "2003-06-04", "2004-06-04", "2004-06-04", "2005-06-04" },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        ent_period period = { 0 };
        ent_status status = ent_period_parse(table[i].text, strlen(table[i].text), &period, NULL);
        if (table[i].first == NULL) {
            assert_int_equal(status, ENT_ERR_DATE);
            continue;
        }
        assert_int_equal(status, ENT_OK);
        assert_int_equal(period.form, ENT_PERIOD_DATE);
        assert_memory_equal(&period.start, &period.end, sizeof period.start);
        check_days(table[i].text, &period.start, table[i].earliest, table[i].first, table[i].last,
                   table[i].latest);
        if (period.start.precision != table[i].precision || period.start.qualifiers != table[i].qualifiers ||
            period.start.exact != table[i].exact)
            fail_msg("\"%s\": precision %d, qualifiers %d, exact %d", table[i].text, period.start.precision,
                     period.start.qualifiers, period.start.exact);
    }
}

static void test_period__forms_and_kinds_of_bounds(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int form, start, end;
    } table[] = {
        { "1985/..", ENT_PERIOD_INTERVAL, ENT_BOUND_DATE, ENT_BOUND_OPEN },
        { "../1985~", ENT_PERIOD_INTERVAL, ENT_BOUND_OPEN, ENT_BOUND_DATE },
        { "1985~/", ENT_PERIOD_INTERVAL, ENT_BOUND_DATE, ENT_BOUND_UNKNOWN },
        { "/1985", ENT_PERIOD_INTERVAL, ENT_BOUND_UNKNOWN, ENT_BOUND_DATE },
        { "/", ENT_PERIOD_INTERVAL, ENT_BOUND_UNKNOWN, ENT_BOUND_UNKNOWN },
        { "../..", ENT_PERIOD_INTERVAL, ENT_BOUND_OPEN, ENT_BOUND_OPEN },
        { "Y12345/..", ENT_PERIOD_INTERVAL, ENT_BOUND_DATE, ENT_BOUND_OPEN },
        { "[1985]", ENT_PERIOD_DATE, ENT_BOUND_DATE, ENT_BOUND_DATE },
    };
    assert_int_equal(period_of("").form, ENT_PERIOD_NONE);
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        ent_period period = period_of(table[i].text);
        assert_int_equal(period.form, table[i].form);
        assert_int_equal(period.start.kind, table[i].start);
        assert_int_equal(period.end.kind, table[i].end);
        if (table[i].end != ENT_BOUND_DATE)
            check_days(table[i].text, &period.end, "-inf", "-inf", "inf", "inf");
    }
}

static void test_period__a_set_of_all_is_its_first_and_last_run(void **state)
{
    (void)state;
    static const char *const text = "{1672,1667,1670..1671,1668,1668-03}";
    ent_period period = period_of(text);
    assert_true(period.start.exact && period.end.exact);
    check_days(text, &period.start, "1667-01-01", "1667-01-01", "1668-12-31", "1668-12-31");
    check_days(text, &period.end, "1670-01-01", "1670-01-01", "1672-12-31", "1672-12-31");
    period = period_of("[1672,1667~]");
    assert_false(period.start.exact);
    check_days("[1672,1667~]", &period.start, "1666-01-01", "1667-01-01", "1672-12-31", "1672-12-31");
}

static void test_period__errors_say_what_and_where(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        unsigned column;
        const char *message;
    } table[] = {
        { "2017-13-01", 6, "\"2017-13-01\" is not an EDTF date: month 13 at column 6" },
        { "2017-04-32", 9, "\"2017-04-32\" is not an EDTF date: day 32 at column 9" },
        { "2001-02-30", 9, "\"2001-02-30\" is not an EDTF date: month 02 has no day 30 in that year, at column 9" },
        { "1900/1900-02-29", 14,
          "\"1900/1900-02-29\" is not an EDTF date: month 02 has no day 29 in that year, at column 14" },
        { "2007-1", 7, "\"2007-1\" is not an EDTF date: it ends where a month of two digits should stand, at column 7" },
        { "12345", 5, "\"12345\" is not an EDTF date: a fifth digit (a longer year has Y before it) at column 5" },
        { "2007 ", 5, "\"2007 \" is not an EDTF date: a blank at column 5" },
        { "19xx", 3, "\"19xx\" is not an EDTF date: \"x\" (an unspecified digit is a capital X) at column 3" },
        { "June 2007", 1, "\"June 2007\" is not an EDTF date: \"J\" where a year of four digits should stand, at column 1" },
        { "-0000", 1, "\"-0000\" is not an EDTF date: there is no year -0000, at column 1" },
        { "Y2006", 1, "\"Y2006\" is not an EDTF date: Y before a year of four digits or fewer at column 1" },
        { "2001-21-03", 8, "\"2001-21-03\" is not an EDTF date: a day after a season at column 8" },
        { "2012/2013/2014", 10, "\"2012/2013/2014\" is not an EDTF date: \"/\" where nothing more should stand, at column 10" },
        { "..", 3, "\"..\" is not an EDTF date: it ends where a slash (an open bound is one end of an interval) should stand, at column 3" },
        { "2005-07-25T25:10:10", 12, "\"2005-07-25T25:10:10\" is not an EDTF date: hour 25 at column 12" },
        { "2005-07-25/2006-01-01T10:10:10", 22, "\"2005-07-25/2006-01-01T10:10:10\" is not an EDTF date: a time of day (only a single date takes one) at column 22" },
        { "[1667,1668, 1670]", 12, "\"[1667,1668, 1670]\" is not an EDTF date: a blank at column 12" },
        { "[1667", 6, "\"[1667\" is not an EDTF date: it ends where a comma or \"]\" should stand, at column 6" },
        { "[1667..,1668]", 6, "\"[1667..,1668]\" is not an EDTF date: an open end that is not the last of the set at column 6" },
        { "2007\x01\xff", 5, "\"2007??\" is not an EDTF date: a character that no date has at column 5" },
    };
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        ent_error err = { 0 };
        ent_period period;
        memset(&period, 0x5a, sizeof period);
        ent_period before = period;
        assert_int_equal(ent_period_parse(table[i].text, strlen(table[i].text), &period, &err), ENT_ERR_DATE);
        assert_int_equal(err.code, ENT_ERR_DATE);
        assert_string_equal(err.message, table[i].message);
        assert_int_equal(err.column, table[i].column);
        assert_memory_equal(&period, &before, sizeof period);
    }
}

static void test_period__a_long_text_is_cut_between_characters(void **state)
{
    (void)state;
    char text[200];
    ent_error err = { 0 };
    ent_period period;
    /* 79 letters, then one of three bytes across the limit of 80 */
    memset(text, 'a', 79);
    snprintf(text + 79, sizeof text - 79, "\xe2\x82\xac and more");
    assert_int_equal(ent_period_parse(text, strlen(text), &period, &err), ENT_ERR_DATE);
    char expected[300];
    snprintf(expected, sizeof expected,
             "\"%.79s...\" is not an EDTF date: \"a\" where a year of four digits should stand, at column 1", text);
    assert_string_equal(err.message, expected);
}

static void test_period__an_end_before_the_start_is_named(void **state)
{
    (void)state;
    static const char *const reversed[] = {
        "2007/1985", "2007-06-02/2007-06-01", "0000/-0001", "1985~/1984", "2012-24/2012-21", "[1672..1670]",
        "Y17E9/Y16E9", "Y-16E9/Y-17E9", "199X/198X", "Y17E9/2000",
    };
    static const char *const fine[] = { "2004-06-11/2004-06", "2004-06/2004", "198X/1980", "1950S2/1910",
                                        "Y16E9/Y17E9", "-2000/-1000", "1999/199X" };
    ent_period period;
    ent_error err = { 0 };
    assert_int_equal(ent_period_parse("2007/1985", 9, &period, &err), ENT_ERR_INVALID);
    assert_string_equal(err.message, "\"2007/1985\" ends before it starts: it cannot start before 1 January 2007, "
                                     "and its end at column 6 is over by 31 December 1985");
    assert_int_equal(err.column, 6);
    for (size_t i = 0; i < sizeof reversed / sizeof *reversed; i++)
        if (ent_period_parse(reversed[i], strlen(reversed[i]), &period, NULL) != ENT_ERR_INVALID)
            fail_msg("\"%s\" is taken", reversed[i]);
    for (size_t i = 0; i < sizeof fine / sizeof *fine; i++)
        period_of(fine[i]);
}

static void test_period__dates_of_questions(void **state)
{
    (void)state;
    static const struct {
        const char *text, *day;
    } table[] = {
        { "2021-12-05", "2021-12-05" }, { "2021-02", "2021-02-28" }, { "2021", "2021-12-31" },
        { "2021-21", "2021-05-31" },    { "2021~", "2021-12-31" },   { "202X", "2029-12-31" },
        { "-0044", "-0044-12-31" },     { "2021-12-05T10:00:00Z", "2021-12-05" },
    };
    static const char *const wrong[] = { "", "..", "2021/2022", "2021/..", "/", "[2020,2021]", "{2021}", "Y17E8",
                                         "yesterday", "2021-13" };
    ent_day day = 4711;
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        assert_int_equal(ent_day_parse(table[i].text, strlen(table[i].text), &day, NULL), ENT_OK);
        assert_int_equal(day, day_of(table[i].day));
    }
    day = 4711;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        ent_error err = { 0 };
        assert_int_equal(ent_day_parse(wrong[i], strlen(wrong[i]), &day, &err), ENT_ERR_DATE);
        assert_int_equal(day, 4711);
        assert_true(err.message[0] != '\0' && err.column > 0);
    }
}

static void test_period__times_of_day(void **state)
{
    (void)state;
    static const char *const right[] = {
        "00:00:00", "23:59:59Z", "10:10:10+05:00", "10:10:10-04", "10:10:10+00:00", "24:00:00", "23:59:60Z",
        "05:29:60+05:30", "10:10:10+14:01",
    };
    static const char *const wrong[] = {
        "", "10", "10:10", "10:10Z", "1:10:10", "10:60:00", "10:10:61", "01:01:60", "24:00:01", "25:00:00",
        "10:10:10z", "10:10:10.5", "10:10:10,5", "10:10:10-00:00", "10:10:10-00", "10:10:10+24", "10:10:10+01:60",
        "10:10:10+1", "10:10:10+01:0", "10:10:10+01:00:30", "10:10:10Z+01", "10:10:10Z/2001", "101010", "10:10:10~",
    };
    char text[60];
    ent_period period;
    for (size_t i = 0; i < sizeof right / sizeof *right; i++) {
        snprintf(text, sizeof text, "2016-12-31T%s", right[i]);
        period = period_of(text);
        check_days(text, &period.start, "2016-12-31", "2016-12-31", "2016-12-31", "2016-12-31");
    }
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        snprintf(text, sizeof text, "2016-12-31T%s", wrong[i]);
        if (ent_period_parse(text, strlen(text), &period, NULL) != ENT_ERR_DATE)
            fail_msg("\"%s\" is taken", text);
    }
}

/* The fast path and the full parser are two readers of the same texts. */
static void test_period__fast_path_agrees_with_the_full_parser(void **state)
{
    (void)state;
    char text[40];
    for (int year = 1896; year <= 2004; year++)
        for (int month = 0; month <= 13; month++)
            for (int day = 0; day <= 32; day++) {
                ent_i_edtf_days days;
                ent_period period;
                int length = snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
                if (day == 0 && month == 0)
                    length = 4;
                else if (day == 0)
                    length = 7;
                ent_i_edtf reader = { text, (size_t)length, 0, NULL };
                ent_status status = ent_i_edtf_days_read(&reader, false, NULL, &days);
                assert_int_equal(ent_period_parse(text, (size_t)length, &period, NULL), status);
                if (status == ENT_OK)
                    assert_memory_equal(&period.start, &days.bound, sizeof days.bound);
            }
}

/* Does a day, written out, fit a pattern with X? */
static bool fits(const char *day, const char *pattern)
{
    for (size_t i = 0; pattern[i] != '\0'; i++)
        if (pattern[i] != day[i] && (pattern[i] != 'X' || day[i] == '-'))
            return false;
    return true;
}

static void test_period__unspecified_digits_agree_with_trying_every_day(void **state)
{
    (void)state;
    static const char *const patterns[] = {
        "156X-12-25", "15XX-12-25", "1560-XX-25", "1XX0-02-29", "1XX1-02-2X", "15X9-X4-3X", "1599-X1-01", "1X00-02-XX",
        "150X", "15XX-XX", "1501-1X-X9", "1600-02-3X", "1501-02-29", "1501-XX-31", "150X-0X-31", "1XX0-X2-XX",
        "-0X2X-02-29", "-01XX", "-00X0-XX-30", "-000X", "-0XX3-02-29",
    };
    enum { COUNT = sizeof patterns / sizeof *patterns };
    ent_day first[COUNT], last[COUNT];
    ent_day end = day_of("1999-12-31");
    bool any[COUNT] = { false };
    for (ent_day day = day_of("-0999-01-01"); day <= end; day++) {
        char text[ENT_DAY_TEXT];
        ent_day_format(day, text);
        for (int i = 0; i < COUNT; i++)
            if (fits(text, patterns[i])) {
                first[i] = any[i] ? first[i] : day;
                last[i] = day;
                any[i] = true;
            }
    }
    for (int i = 0; i < COUNT; i++) {
        ent_period period;
        ent_status status = ent_period_parse(patterns[i], strlen(patterns[i]), &period, NULL);
        if (any[i] != (status == ENT_OK) ||
            (any[i] && (period.start.first != first[i] || period.start.last != last[i])))
            fail_msg("\"%s\": status %d", patterns[i], status);
    }
}

static void test_period__damaged_texts_end_in_an_error_with_a_place(void **state)
{
    (void)state;
    char text[500];
    int failed = 0;
    for (int i = 0; i < 200000; i++) {
        random_edtf(text, sizeof text);
        for (unsigned j = random_below(4); j > 0; j--)
            random_damage(text);
        /* An exact allocation, so that reading one byte too far is seen by the sanitizers. */
        size_t length = strlen(text);
        char *copy = malloc(length > 0 ? length : 1);
        assert_non_null(copy);
        memcpy(copy, text, length);
        ent_period period;
        ent_error err = { 0 };
        ent_status status = ent_period_parse(copy, length, &period, &err);
        free(copy);
        if (status == ENT_OK)
            continue;
        failed++;
        assert_int_equal(err.code, status);
        assert_true(status == ENT_ERR_DATE || status == ENT_ERR_INVALID);
        if (err.column < 1 || err.column > length + 1)
            fail_msg("\"%s\": column %u", text, (unsigned)err.column);
    }
    assert_true(failed > 10000);
}

static void test_period__long_hostile_texts_are_refused_in_time(void **state)
{
    (void)state;
    static const char members[] = "XXX1-0X-29,";
    size_t count = 20000, size = sizeof members - 1;
    char *text = malloc(count * size + 1);
    ent_period period;
    ent_error err = { 0 };
    assert_non_null(text);
    text[0] = '{';
    for (size_t i = 0; i < count; i++)
        memcpy(text + 1 + i * size, members, size);
    text[count * size] = '}';
    assert_int_equal(ent_period_parse(text, count * size + 1, &period, NULL), ENT_OK);
    text[count * size] = ']';
    assert_int_equal(ent_period_parse(text, count * size + 1, &period, &err), ENT_ERR_DATE);
    assert_int_equal(err.column, count * size + 1);
    memset(text, '9', count * size);
    text[0] = 'Y';
    assert_int_equal(ent_period_parse(text, count * size, &period, NULL), ENT_OK);
    assert_int_equal(period.start.first, ENT_DAY_MAX);
    memset(text, '[', count * size);
    assert_int_equal(ent_period_parse(text, count * size, &period, NULL), ENT_ERR_DATE);
    free(text);
    assert_int_equal(ent_period_parse("2007\0", 5, &period, NULL), ENT_ERR_DATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_period__bounds_of_single_dates),
        cmocka_unit_test(test_period__forms_and_kinds_of_bounds),
        cmocka_unit_test(test_period__a_set_of_all_is_its_first_and_last_run),
        cmocka_unit_test(test_period__errors_say_what_and_where),
        cmocka_unit_test(test_period__a_long_text_is_cut_between_characters),
        cmocka_unit_test(test_period__an_end_before_the_start_is_named),
        cmocka_unit_test(test_period__dates_of_questions),
        cmocka_unit_test(test_period__times_of_day),
        cmocka_unit_test(test_period__fast_path_agrees_with_the_full_parser),
        cmocka_unit_test(test_period__unspecified_digits_agree_with_trying_every_day),
        cmocka_unit_test(test_period__damaged_texts_end_in_an_error_with_a_place),
        cmocka_unit_test(test_period__long_hostile_texts_are_refused_in_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
