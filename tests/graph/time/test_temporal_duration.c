/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Durations: built, read, written, taken apart, added, multiplied. */
#include <math.h>

#include "temporal_helper.h"

static ent_i_temporal_number whole(int64_t integer)
{
    return (ent_i_temporal_number){ .real = false, .integer = integer };
}
static ent_i_temporal_number real(double number)
{
    return (ent_i_temporal_number){ .real = true, .number = number };
}

static void set(ent_i_duration_parts *parts, const char *name, ent_i_temporal_number value)
{
    assert_int_equal(ent_i_duration_part_number(parts, name, strlen(name), value, NULL), ENT_OK);
}

/* One component, as text. */
static const char *one(const char *name, ent_i_temporal_number value)
{
    ent_i_duration_parts parts = { .values = { { false, 0, 0 } } };
    ent_i_temporal result;
    ent_error err;
    set(&parts, name, value);
    ent_error_clear(&err);
    return ent_i_duration_build(&parts, &result, &err) == ENT_OK ? text_of(&result) : "error";
}

static void test_temporal_duration__fractions_are_carried_down(void **state)
{
    (void)state;
    assert_string_equal(one("years", real(12.5)), "P12Y6M");
    assert_string_equal(one("quarters", real(0.5)), "P1M15DT5H14M33S"); /* half a month: 1314873 s */
    assert_string_equal(one("months", real(0.75)), "P22DT19H51M49.5S");
    assert_string_equal(one("months", real(-0.75)), "P-22DT-19H-51M-49.5S");
    assert_string_equal(one("weeks", real(2.5)), "P17DT12H");
    assert_string_equal(one("days", real(0.1)), "PT2H24M");
    assert_string_equal(one("days", real(0.7)), "PT16H48M"); /* binary fractions would lose a nanosecond */
    assert_string_equal(one("hours", real(1.1)), "PT1H6M");
    assert_string_equal(one("minutes", real(1e-3)), "PT0.06S");
    assert_string_equal(one("seconds", real(0.000000001)), "PT0.000000001S");
    assert_string_equal(one("seconds", real(0.0000000009)), "PT0S");
    assert_string_equal(one("milliseconds", real(-0.5)), "PT-0.0005S");
    assert_string_equal(one("microseconds", whole(-61000001)), "PT-1M-1.000001S");
    assert_string_equal(one("nanoseconds", whole(INT64_MIN)), "PT-2562047H-47M-16.854775808S");
    assert_string_equal(one("seconds", real(1e15)), "PT277777777777H46M40S");
    assert_string_equal(one("seconds", whole(INT64_MIN)), "PT-2562047788015215H-30M-8S");
    assert_string_equal(one("days", whole(INT64_MAX)), "P9223372036854775807D");
    assert_string_equal(one("years", whole(INT64_MAX)), "error");
    assert_string_equal(one("hours", whole(INT64_MIN)), "error");
    assert_string_equal(one("months", real(1e19)), "error");
    assert_string_equal(one("months", real(NAN)), "error");
    assert_string_equal(one("months", real(-INFINITY)), "error");
}

static void test_temporal_duration__components_add_up(void **state)
{
    (void)state;
    ent_i_duration_parts parts = { .values = { { false, 0, 0 } } };
    ent_i_temporal result;
    set(&parts, "years", whole(1));
    set(&parts, "quarters", whole(1));
    set(&parts, "months", whole(-20));
    set(&parts, "weeks", whole(1));
    set(&parts, "days", real(-6.5));
    set(&parts, "hours", whole(1));
    set(&parts, "minutes", whole(61));
    set(&parts, "seconds", whole(2));
    set(&parts, "milliseconds", whole(-1));
    set(&parts, "microseconds", whole(1));
    set(&parts, "nanoseconds", whole(1));
    assert_int_equal(ent_i_duration_build(&parts, &result, NULL), ENT_OK);
    assert_string_equal(text_of(&result), "P-5MT14H1M1.999001001S");
    assert_int_equal(ent_i_duration_part_number(&parts, "year", 4, whole(1), NULL), ENT_ERR_INVALID);
    /* Every part at its greatest is an error, not an overflow. */
    for (int i = 0; i < ENT_I_DURATION_PART_COUNT; i++)
        parts.values[i] = whole(INT64_MAX / 4000);
    assert_int_equal(ent_i_duration_build(&parts, &result, NULL), ENT_OK);
    for (int i = 0; i < ENT_I_DURATION_PART_COUNT; i++)
        parts.values[i] = whole(INT64_MAX);
    assert_int_equal(ent_i_duration_build(&parts, &result, NULL), ENT_ERR_INVALID);
}

static void test_temporal_duration__texts_are_read_and_written(void **state)
{
    (void)state;
    static const struct {
        const char *text, *canonical;
    } cases[] = {
        { "P3Y6M4DT12H30M5S", "P3Y6M4DT12H30M5S" },
        { "P23DT23H", "P23DT23H" },
        { "P4Y", "P4Y" },
        { "PT0S", "PT0S" },
        { "P0D", "PT0S" },
        { "P1M", "P1M" },
        { "PT1M", "PT1M" },
        { "P0.5Y", "P6M" },
        { "P0,5Y", "P6M" },
        { "PT36H", "PT36H" },
        { "P13M", "P1Y1M" },
        { "P2W", "P14D" },
        { "P1Y2.5W3D", "P1Y20DT12H" },
        { "PT1.5H1.5M1.5S", "PT1H31M31.5S" },
        { "P5M1.5D", "P5M1DT12H" },
        { "-P1Y1D", "P-1Y-1D" },
        { "-P-1Y1D", "P1Y-1D" },
        { "+PT-0.5S", "PT-0.5S" },
        { "PT+70S", "PT1M10S" },
        { "P1DT-0.001S", "P1DT-0.001S" },
        { "PT-60.001S", "PT-1M-0.001S" },
        { "PT0.1234567899S", "PT0.123456789S" },
        { "PT00000000000000000000000000001S", "PT1S" },
        { "P0003-06-04T12:30:05", "P3Y6M4DT12H30M5S" },
        { "P0003-06-04T12:30:05.25", "P3Y6M4DT12H30M5.25S" },
        { "P00030604T123005", "P3Y6M4DT12H30M5S" },
        { "P0003-06-04", "P3Y6M4D" },
        { "-P0003-06-04", "P-3Y-6M-4D" },
        { "PT9223372036854775807S", "PT2562047788015215H30M7S" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        ent_i_temporal value = parsed(ENT_I_DURATION, cases[i].text);
        if (strcmp(text_of(&value), cases[i].canonical) != 0)
            fail_msg("%s: %s, not %s", cases[i].text, text_of(&value), cases[i].canonical);
        ent_i_temporal again = parsed(ENT_I_DURATION, text_of(&value));
        assert_true(ent_i_temporal_equal(&value, &again));
    }
}

static void test_temporal_duration__other_texts_are_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "", "P", "PT", "-P", "1D", "P1", "PD", "P1DT", "P1D1Y", "PT1D", "P1H", "P1Y1Y", "P1.D", "P.5D", "P1..5D",
        "P1.5.5D", "P--1D", "P1D ", "p1d", "PT1S1", "PT1E3S", "P0003-13-04", "P0003-06-04T12:60:00", "P0003-06",
        "P0003-06-04T12", "P00030604T12:30:05", "P0003-06-04T12:30:05.", "P1DT1HT1M", "P12345678901234567890D",
        "PT9223372036854775808S", "P999999999999999999Y",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        ent_i_temporal value = { .kind = ENT_I_DATE, .days = 7 };
        ent_error err;
        ent_error_clear(&err);
        ent_status status = ent_i_temporal_parse(ENT_I_DURATION, texts[i], strlen(texts[i]), NULL, &value, &err);
        if (status != ENT_ERR_SYNTAX && status != ENT_ERR_INVALID)
            fail_msg("'%s' is taken for %s", texts[i], text_of(&value));
        assert_true(err.message[0] != '\0' && value.days == 7);
    }
}

static void test_temporal_duration__components_by_name(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        int64_t plus, minus;
    } cases[] = {
        { "years", 1, -1 }, { "quarters", 5, -5 }, { "months", 16, -16 }, { "weeks", 1, -1 }, { "days", 10, -10 },
        { "hours", 1, -1 }, { "minutes", 61, -61 }, { "seconds", 3661, -3661 }, { "milliseconds", 3661111, -3661111 },
        { "microseconds", 3661111222, -3661111222 }, { "nanoseconds", 3661111222333, -3661111222333 },
        { "quartersOfYear", 1, -1 }, { "monthsOfQuarter", 1, -1 }, { "monthsOfYear", 4, -4 }, { "daysOfWeek", 3, -3 },
        { "minutesOfHour", 1, -1 }, { "secondsOfMinute", 1, -1 }, { "millisecondsOfSecond", 111, -111 },
        { "microsecondsOfSecond", 111222, -111222 }, { "nanosecondsOfSecond", 111222333, -111222333 },
    };
    ent_i_temporal plus = parsed(ENT_I_DURATION, "P1Y4M10DT1H1M1.111222333S");
    ent_i_temporal minus = parsed(ENT_I_DURATION, "-P1Y4M10DT1H1M1.111222333S");
    int64_t number;
    const char *text;
    char space[ENT_I_OFFSET_TEXT];
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *name = cases[i].name;
        assert_int_equal(ent_i_temporal_get(&plus, name, strlen(name), &number, &text, space, NULL), ENT_OK);
        assert_int_equal(number, cases[i].plus);
        assert_int_equal(ent_i_temporal_get(&minus, name, strlen(name), &number, &text, space, NULL), ENT_OK);
        assert_int_equal(number, cases[i].minus);
    }
    ent_i_temporal large = parsed(ENT_I_DURATION, "PT9223372036854775807S");
    assert_int_equal(ent_i_temporal_get(&large, "nanoseconds", 11, &number, &text, space, NULL), ENT_ERR_INVALID);
}

static const char *scaled(const char *text, bool divide, ent_i_temporal_number by)
{
    static ent_error err;
    ent_i_temporal value = parsed(ENT_I_DURATION, text), result;
    ent_error_clear(&err);
    ent_status status = divide ? ent_i_duration_divide(&value, by, &result, &err)
                               : ent_i_duration_multiply(&value, by, &result, &err);
    return status == ENT_OK ? text_of(&result) : "error";
}

static void test_temporal_duration__products_and_quotients(void **state)
{
    (void)state;
    assert_string_equal(scaled("P1Y2M3DT4H5.5S", false, whole(3)), "P3Y6M9DT12H16.5S");
    assert_string_equal(scaled("P1Y2M3DT4H5.5S", false, whole(-1)), "P-1Y-2M-3DT-4H-5.5S");
    assert_string_equal(scaled("P1Y2M3DT4H5.5S", false, whole(0)), "PT0S");
    assert_string_equal(scaled("P1D", false, real(0.1)), "PT2H24M");
    assert_string_equal(scaled("P1M", false, real(0.5)), "P15DT5H14M33S");
    assert_string_equal(scaled("PT0.000000001S", false, real(0.5)), "PT0S");
    assert_string_equal(scaled("P7D", false, real(1.0 / 7)), "P1D"); /* not P0DT24H, nor a nanosecond less */
    assert_string_equal(scaled("P1M", true, whole(3)), "P10DT3H29M42S");
    assert_string_equal(scaled("P3Y", true, whole(2)), "P1Y6M");
    assert_string_equal(scaled("P1M", true, whole(2)), "P15DT5H14M33S");
    assert_string_equal(scaled("PT1S", true, whole(3)), "PT0.333333333S");
    assert_string_equal(scaled("P1D", true, real(0.1)), "P10D");
    assert_string_equal(scaled("P1D", true, real(-0.3)), "P-3DT-8H");
    assert_string_equal(scaled("PT6S", true, real(1e21)), "PT0S");
    assert_string_equal(scaled("P1D", true, whole(0)), "error");
    assert_string_equal(scaled("P1D", true, real(0.0)), "error");
    assert_string_equal(scaled("P1D", true, real(NAN)), "error");
    assert_string_equal(scaled("P1D", true, real(1e-300)), "error");
    assert_string_equal(scaled("P1D", false, real(1e300)), "error");
    assert_string_equal(scaled("P1D", false, real(INFINITY)), "error");
    assert_string_equal(scaled("PT9223372036854775807S", false, whole(2)), "error");
    assert_string_equal(scaled("PT-9223372036854775808S", true, whole(-1)), "error");
    assert_string_equal(scaled("PT-9223372036854775808S", false, whole(-1)), "error");
}

static ent_i_temporal random_duration(uint64_t *seed)
{
    ent_i_temporal value = { .kind = ENT_I_DURATION };
    value.months = random_between(seed, -50000, 50000);
    value.days = random_between(seed, -100000, 100000);
    value.seconds = random_between(seed, -1000000000, 1000000000);
    value.nanoseconds = random_between(seed, 0, 999999999);
    if (value.seconds < 0 || (value.seconds == 0 && next_random(seed) % 2))
        value.nanoseconds = -value.nanoseconds;
    return value;
}

static void test_temporal_duration__laws_of_sums_and_products(void **state)
{
    (void)state;
    uint64_t seed = 2;
    for (int round = 0; round < 5000; round++) {
        ent_i_temporal a = random_duration(&seed), b = random_duration(&seed), sum, back, other, twice, half;
        assert_int_equal(ent_i_duration_add(&a, &b, 1, &sum, NULL), ENT_OK);
        assert_int_equal(ent_i_duration_add(&b, &a, 1, &other, NULL), ENT_OK);
        assert_true(ent_i_temporal_equal(&sum, &other));
        assert_int_equal(ent_i_duration_add(&sum, &b, -1, &back, NULL), ENT_OK);
        assert_true(ent_i_temporal_equal(&a, &back));
        assert_true(sum.seconds <= 0 || sum.nanoseconds >= 0);
        assert_true(sum.seconds >= 0 || sum.nanoseconds <= 0);
        assert_int_equal(ent_i_duration_add(&a, &a, 1, &sum, NULL), ENT_OK);
        assert_int_equal(ent_i_duration_multiply(&a, whole(2), &twice, NULL), ENT_OK);
        assert_true(ent_i_temporal_equal(&sum, &twice));
        assert_int_equal(ent_i_duration_divide(&twice, real(2.0), &half, NULL), ENT_OK);
        assert_true(ent_i_temporal_equal(&a, &half));
        assert_int_equal(ent_i_duration_divide(&a, real(0.5), &other, NULL), ENT_OK);
        assert_true(ent_i_temporal_equal(&twice, &other));
        ent_i_temporal read = parsed(ENT_I_DURATION, text_of(&a));
        assert_true(ent_i_temporal_equal(&a, &read));
        assert_true(ent_i_temporal_hash(&a) == ent_i_temporal_hash(&read));
    }
}

/* Any bytes, and valid texts with a byte changed: a status, never more. */
static void test_temporal_duration__hostile_texts(void **state)
{
    (void)state;
    static const char *const seeds[] = { "P1Y2M3W4DT5H6M7.89S", "P2012-02-02T14:37:21.545",
                                         "2015-07-21T21:40:32.142+02:00[Test/Central]", "2015-W30-2T214032.142Z",
                                         "+999999999-12-31", "21:40:32.142-18:00" };
    static const char alphabet[] = "0123456789-+:.,PTYMWDHSQZ[]/ e\xff";
    uint64_t seed = 3;
    for (int round = 0; round < 60000; round++) {
        char text[64];
        ent_i_temporal value;
        size_t length = strlen(seeds[round % 6]);
        memcpy(text, seeds[round % 6], length);
        for (int64_t changes = random_between(&seed, 1, 4); changes > 0; changes--) {
            size_t at = (size_t)random_between(&seed, 0, (int64_t)length - 1);
            text[at] = alphabet[next_random(&seed) % sizeof alphabet];
        }
        length -= (size_t)random_between(&seed, 0, (int64_t)length / 2);
        /* A block of exactly that size, so that reading on is noticed. */
        char *copy = malloc(length ? length : 1);
        memcpy(copy, text, length);
        ent_i_temporal_kind kind = (ent_i_temporal_kind)(next_random(&seed) % 6);
        if (ent_i_temporal_parse(kind, copy, length, &test_env, &value, NULL) == ENT_OK) {
            ent_i_temporal again = parsed(kind, text_of(&value));
            assert_true(ent_i_temporal_equal(&value, &again));
        }
        free(copy);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_temporal_duration__fractions_are_carried_down),
        cmocka_unit_test(test_temporal_duration__components_add_up),
        cmocka_unit_test(test_temporal_duration__texts_are_read_and_written),
        cmocka_unit_test(test_temporal_duration__other_texts_are_refused),
        cmocka_unit_test(test_temporal_duration__components_by_name),
        cmocka_unit_test(test_temporal_duration__products_and_quotients),
        cmocka_unit_test(test_temporal_duration__laws_of_sums_and_products),
        cmocka_unit_test(test_temporal_duration__hostile_texts),
    };
    return cmocka_run_group_tests(tests, zones_setup, zones_teardown);
}
