/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The calendar against one that counts day by day and knows only the lengths of months. */
#include "graph/time/temporal_calendar.h"
#include "temporal_helper.h"

/* A day with all of its names, stepped forward one day at a time. */
typedef struct slow_day {
    int64_t days, year, week_year;
    int month, day, weekday, ordinal, day_of_quarter, week;
} slow_day;

static int slow_month_days(int64_t year, int month)
{
    if (month == 2)
        return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Is the Monday that comes the first day of a week year? Its week then has 4 January. */
static bool week_year_begins(const slow_day *monday)
{
    return (monday->month == 12 && monday->day >= 29) || (monday->month == 1 && monday->day <= 4);
}

static void step(slow_day *d)
{
    d->days++;
    d->day++;
    d->ordinal++;
    d->day_of_quarter++;
    d->weekday = d->weekday % 7 + 1;
    if (d->day > slow_month_days(d->year, d->month)) {
        d->day = 1;
        d->month++;
        if (d->month % 3 == 1)
            d->day_of_quarter = 1;
        if (d->month > 12) {
            d->month = 1;
            d->year++;
            d->ordinal = 1;
        }
    }
    if (d->weekday == 1) {
        d->week++;
        if (week_year_begins(d)) {
            d->week = 1;
            d->week_year = d->month == 12 ? d->year + 1 : d->year;
        }
    }
}

static int64_t number_of(const ent_i_temporal *value, const char *name)
{
    int64_t number = 0;
    const char *text;
    char space[ENT_I_OFFSET_TEXT];
    assert_int_equal(ent_i_temporal_get(value, name, strlen(name), &number, &text, space, NULL), ENT_OK);
    return number;
}

static void build_date(uint32_t given, const int64_t *values, int64_t expected)
{
    ent_i_temporal_parts parts = { .given = given };
    ent_i_temporal result;
    memcpy(parts.values, values, sizeof parts.values);
    assert_int_equal(ent_i_temporal_build(ENT_I_DATE, &parts, NULL, &result, NULL), ENT_OK);
    assert_int_equal(result.days, expected);
}

static void check_day(const slow_day *d)
{
    const ent_i_temporal date = { .kind = ENT_I_DATE, .days = d->days };
    const struct {
        const char *name;
        int64_t number;
    } names[] = { { "year", d->year }, { "month", d->month }, { "day", d->day }, { "ordinalDay", d->ordinal },
                  { "quarter", (d->month + 2) / 3 }, { "dayOfQuarter", d->day_of_quarter }, { "week", d->week },
                  { "weekYear", d->week_year }, { "dayOfWeek", d->weekday } };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (number_of(&date, names[i].name) != names[i].number)
            fail_msg("%s of %s: %" PRId64 ", not %" PRId64, names[i].name, text_of(&date),
                     number_of(&date, names[i].name), names[i].number);
    /* And back, by each of its names. */
    int64_t values[ENT_I_PART_COUNT] = { 0 };
    values[ENT_I_PART_YEAR] = d->year;
    values[ENT_I_PART_MONTH] = d->month;
    values[ENT_I_PART_DAY] = d->day;
    values[ENT_I_PART_QUARTER] = (d->month + 2) / 3;
    values[ENT_I_PART_DAY_OF_QUARTER] = d->day_of_quarter;
    values[ENT_I_PART_ORDINAL_DAY] = d->ordinal;
    values[ENT_I_PART_WEEK] = d->week;
    values[ENT_I_PART_DAY_OF_WEEK] = d->weekday;
    build_date(ENT_I_PART_BIT(YEAR) | ENT_I_PART_BIT(MONTH) | ENT_I_PART_BIT(DAY), values, d->days);
    build_date(ENT_I_PART_BIT(YEAR) | ENT_I_PART_BIT(QUARTER) | ENT_I_PART_BIT(DAY_OF_QUARTER), values, d->days);
    build_date(ENT_I_PART_BIT(YEAR) | ENT_I_PART_BIT(ORDINAL_DAY), values, d->days);
    values[ENT_I_PART_YEAR] = d->week_year;
    build_date(ENT_I_PART_BIT(YEAR) | ENT_I_PART_BIT(WEEK) | ENT_I_PART_BIT(DAY_OF_WEEK), values, d->days);
}

static void test_temporal_calendar__day_by_day(void **state)
{
    (void)state;
    /* 1970-01-01 was a Thursday, in the first week. */
    slow_day day = { .days = 0, .year = 1970, .week_year = 1970, .month = 1, .day = 1, .weekday = 4, .ordinal = 1,
                     .day_of_quarter = 1, .week = 1 };
    while (day.year < 2402) {
        check_day(&day);
        step(&day);
    }
    assert_int_equal(day.days, 157785); /* 432 years, 105 of them leap years: 1972 to 2400 without 2100, 2200, 2300 */
}

/* The calendar repeats after 400 years, 146,097 days, 20,871 weeks: far years are like near ones. */
static void test_temporal_calendar__far_years_repeat(void **state)
{
    (void)state;
    static const int64_t cycles[] = { -2499999, -2499000, -1000, -6, -5, -1, 1, 2, 1000, 2499990 };
    for (size_t i = 0; i < sizeof cycles / sizeof *cycles; i++) {
        slow_day day = { .days = 10957, .year = 2000, .week_year = 1999, .month = 1, .day = 1, .weekday = 6,
                         .ordinal = 1, .day_of_quarter = 1, .week = 52 };
        for (int step_count = 0; step_count < 1500; step_count++) {
            slow_day far = day;
            far.days += cycles[i] * 146097;
            far.year += cycles[i] * 400;
            far.week_year += cycles[i] * 400;
            check_day(&far);
            step(&day);
        }
    }
}

/* Markus Kuhn's and others' table of the days at which weeks and years disagree. */
static void test_temporal_calendar__weeks_at_new_year(void **state)
{
    (void)state;
    static const char *const pairs[][2] = {
        { "2005-01-01", "2004-W53-6" }, { "2005-01-02", "2004-W53-7" }, { "2005-12-31", "2005-W52-6" },
        { "2006-01-01", "2005-W52-7" }, { "2006-01-02", "2006-W01-1" }, { "2006-12-31", "2006-W52-7" },
        { "2007-01-01", "2007-W01-1" }, { "2007-12-30", "2007-W52-7" }, { "2007-12-31", "2008-W01-1" },
        { "2008-01-01", "2008-W01-2" }, { "2008-12-28", "2008-W52-7" }, { "2008-12-29", "2009-W01-1" },
        { "2008-12-31", "2009-W01-3" }, { "2009-01-01", "2009-W01-4" }, { "2009-12-31", "2009-W53-4" },
        { "2010-01-01", "2009-W53-5" }, { "2010-01-03", "2009-W53-7" },
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        ent_i_temporal a = parsed(ENT_I_DATE, pairs[i][0]), b = parsed(ENT_I_DATE, pairs[i][1]);
        assert_true(ent_i_temporal_equal(&a, &b));
    }
}

/* Every text that is written can be read. */
static void test_temporal_calendar__texts_go_round(void **state)
{
    (void)state;
    uint64_t seed = 6;
    for (int round = 0; round < 20000; round++) {
        int64_t most = round % 2 ? 365242498633 : 3000000;
        ent_i_temporal value = { .kind = ENT_I_LOCAL_DATETIME, .days = random_between(&seed, -most, most),
                                 .nanoseconds = random_between(&seed, 0, 86399) * 1000000000 };
        static const int64_t grains[] = { 1000000000, 1000000, 1000, 1 };
        value.nanoseconds += random_between(&seed, 0, 999999999) / grains[round % 4] * grains[round % 4];
        ent_i_temporal again = parsed(ENT_I_LOCAL_DATETIME, text_of(&value));
        assert_true(ent_i_temporal_equal(&value, &again));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_temporal_calendar__day_by_day),
        cmocka_unit_test(test_temporal_calendar__far_years_repeat),
        cmocka_unit_test(test_temporal_calendar__weeks_at_new_year),
        cmocka_unit_test(test_temporal_calendar__texts_go_round),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
