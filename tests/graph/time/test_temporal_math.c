/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Instants and durations together: sums, differences, and what must hold between them. */
#include "temporal_helper.h"

/* value + duration (or -), as text. */
static const char *sum(ent_i_temporal_kind kind, const char *value_text, int sign, const char *duration_text)
{
    static ent_error err;
    ent_i_temporal value = parsed(kind, value_text), duration = parsed(ENT_I_DURATION, duration_text), result;
    ent_error_clear(&err);
    if (ent_i_temporal_add(&value, &duration, sign, &test_env, &result, &err) != ENT_OK)
        return err.message;
    assert_int_equal(result.kind, kind);
    return text_of(&result);
}

static void test_temporal_math__sums(void **state)
{
    (void)state;
    static const struct {
        ent_i_temporal_kind kind;
        const char *value;
        int sign;
        const char *duration, *expected;
    } cases[] = {
        { ENT_I_DATE, "2000-01-12", 1, "PT33H", "2000-01-13" }, /* only whole days of a time count */
        { ENT_I_DATE, "2000-01-12", -1, "PT33H", "2000-01-11" },
        { ENT_I_DATE, "2000-01-12", -1, "PT23H59M", "2000-01-12" },
        { ENT_I_DATE, "2000-01-31", 1, "P1M", "2000-02-29" },
        { ENT_I_DATE, "2001-01-31", 1, "P1M", "2001-02-28" },
        { ENT_I_DATE, "2000-02-29", 1, "P1Y", "2001-02-28" },
        { ENT_I_DATE, "2000-03-31", -1, "P1M", "2000-02-29" },
        { ENT_I_DATE, "2001-01-31", 1, "P1M1D", "2001-03-01" }, /* months first */
        { ENT_I_DATE, "0001-01-01", -1, "P1D", "0000-12-31" },
        { ENT_I_DATE, "0000-01-01", -1, "P1D", "-0001-12-31" },
        { ENT_I_DATE, "-999999999-01-01", 1, "P1999999998Y11M30D", "+999999999-12-31" },
        { ENT_I_LOCAL_TIME, "23:00", 1, "P1Y1DT2H", "01:00" },
        { ENT_I_LOCAL_TIME, "00:00", -1, "PT0.000000001S", "23:59:59.999999999" },
        { ENT_I_LOCAL_TIME, "00:00", 1, "PT9223372036854775807S", "15:30:07" },
        { ENT_I_TIME, "23:00+05:00", 1, "PT90M", "00:30+05:00" },
        { ENT_I_LOCAL_DATETIME, "2019-12-31T23:59:59.999999999", 1, "PT0.000000001S", "2020-01-01T00:00" },
        { ENT_I_LOCAL_DATETIME, "2020-01-01T00:00", -1, "PT0.000000001S", "2019-12-31T23:59:59.999999999" },
        { ENT_I_DATETIME, "2020-01-31T12:00+01:00", 1, "P1MT13H", "2020-03-01T01:00+01:00" },
        /* Over the change of the clocks a day keeps the time of day, 24 hours do not. */
        { ENT_I_DATETIME, "2020-03-28T12:00[" CENTRAL "]", 1, "P1D", "2020-03-29T12:00+02:00[" CENTRAL "]" },
        { ENT_I_DATETIME, "2020-03-28T12:00[" CENTRAL "]", 1, "PT24H", "2020-03-29T13:00+02:00[" CENTRAL "]" },
        { ENT_I_DATETIME, "2020-03-28T02:30[" CENTRAL "]", 1, "P1D", "2020-03-29T03:30+02:00[" CENTRAL "]" },
        { ENT_I_DATETIME, "2020-10-25T02:30+02:00[" CENTRAL "]", 1, "PT1H", "2020-10-25T02:30+01:00[" CENTRAL "]" },
        { ENT_I_DATETIME, "2020-10-25T02:30+01:00[" CENTRAL "]", 1, "PT0S", "2020-10-25T02:30+01:00[" CENTRAL "]" },
        { ENT_I_DURATION, "P1M", 1, "P30D", "P1M30D" },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const char *got = sum(cases[i].kind, cases[i].value, cases[i].sign, cases[i].duration);
        if (strcmp(got, cases[i].expected) != 0)
            fail_msg("%s %c %s: %s, not %s", cases[i].value, cases[i].sign > 0 ? '+' : '-', cases[i].duration, got,
                     cases[i].expected);
    }
}

static void test_temporal_math__what_leaves_the_range_is_an_error(void **state)
{
    (void)state;
    static const char *const durations[] = { "P9223372036854775807D", "P2000000000Y", "P768614336404564650Y",
                                             "P9223372036854775807DT9223372036854775807S" };
    static const char *const least[] = { "-999999999-01-01", "", "", "-999999999-01-01T00:00", "-999999999-01-01T00:00Z" };
    static const char *const most[] = { "+999999999-12-31", "", "", "+999999999-12-31T23:59:59.999999999",
                                        "+999999999-12-31T23:59:59.999999999Z" };
    for (int kind = ENT_I_DATE; kind <= ENT_I_DATETIME; kind++) {
        if (least[kind][0] == '\0')
            continue;
        for (size_t i = 0; i < sizeof durations / sizeof *durations; i++) {
            assert_non_null(strstr(sum((ent_i_temporal_kind)kind, least[kind], -1, durations[i]), "years"));
            assert_non_null(strstr(sum((ent_i_temporal_kind)kind, most[kind], 1, durations[i]), "years"));
        }
        assert_non_null(strstr(sum((ent_i_temporal_kind)kind, least[kind], -1, "P1D"), "years"));
        assert_non_null(strstr(sum((ent_i_temporal_kind)kind, most[kind], 1, "P1D"), "years"));
    }
    assert_non_null(strstr(sum(ENT_I_LOCAL_DATETIME, most[ENT_I_LOCAL_DATETIME], 1, "PT0.000000001S"), "years"));
    assert_non_null(strstr(sum(ENT_I_DATETIME, most[ENT_I_DATETIME], 1, "PT9223372036854775807S"), "years"));
    ent_i_temporal value = { .kind = ENT_I_DATE }, worst = { .kind = ENT_I_DURATION, .months = INT64_MIN }, result;
    assert_int_equal(ent_i_temporal_add(&value, &worst, -1, NULL, &result, NULL), ENT_ERR_INVALID);
    assert_int_equal(ent_i_temporal_add(&value, &value, 1, NULL, &result, NULL), ENT_ERR_INVALID);
}

static const char *between(ent_i_between mode, ent_i_temporal_kind from_kind, const char *from_text,
                           ent_i_temporal_kind to_kind, const char *to_text)
{
    static ent_error err;
    ent_i_temporal from = parsed(from_kind, from_text), to = parsed(to_kind, to_text), result;
    ent_error_clear(&err);
    if (ent_i_duration_between(mode, &from, &to, &test_env, &result, &err) != ENT_OK)
        return err.message;
    return text_of(&result);
}

static void test_temporal_math__differences(void **state)
{
    (void)state;
    static const struct {
        ent_i_temporal_kind from_kind;
        const char *from;
        ent_i_temporal_kind to_kind;
        const char *to;
        const char *expected[4]; /* between, in months, in days, in seconds */
    } cases[] = {
        { ENT_I_DATE, "2000-01-31", ENT_I_DATE, "2000-02-29", { "P29D", "PT0S", "P29D", "PT696H" } },
        { ENT_I_DATE, "2000-01-31", ENT_I_DATE, "2000-03-01", { "P1M1D", "P1M", "P30D", "PT720H" } },
        { ENT_I_DATE, "2000-03-31", ENT_I_DATE, "2000-02-29", { "P-1M", "P-1M", "P-31D", "PT-744H" } },
        { ENT_I_DATE, "2000-02-29", ENT_I_DATE, "2001-02-28", { "P11M30D", "P11M", "P365D", "PT8760H" } },
        { ENT_I_DATE, "-999999999-01-01", ENT_I_DATE, "+999999999-12-31",
          { "P1999999998Y11M30D", "P1999999998Y11M", "P730484999633D", "PT17531639991192H" } },
        { ENT_I_LOCAL_DATETIME, "2000-01-01T12:00", ENT_I_LOCAL_DATETIME, "2000-02-01T11:00",
          { "P30DT23H", "PT0S", "P30D", "PT743H" } },
        { ENT_I_LOCAL_DATETIME, "2000-02-01T11:00", ENT_I_LOCAL_DATETIME, "2000-01-01T12:00",
          { "P-30DT-23H", "PT0S", "P-30D", "PT-743H" } },
        { ENT_I_LOCAL_DATETIME, "2000-03-30T12:00", ENT_I_LOCAL_DATETIME, "2000-02-29T14:00",
          { "P-29DT-22H", "PT0S", "P-29D", "PT-718H" } },
        { ENT_I_DATE, "2000-01-01", ENT_I_LOCAL_TIME, "16:30", { "PT16H30M", "PT0S", "PT0S", "PT16H30M" } },
        { ENT_I_LOCAL_TIME, "16:30", ENT_I_DATE, "2000-01-01", { "PT-16H-30M", "PT0S", "PT0S", "PT-16H-30M" } },
        { ENT_I_TIME, "12:00+01:00", ENT_I_TIME, "12:00-01:00", { "PT2H", "PT0S", "PT0S", "PT2H" } },
        { ENT_I_TIME, "23:00-18:00", ENT_I_TIME, "00:00+18:00", { "PT-59H", "PT0S", "PT0S", "PT-59H" } },
        { ENT_I_TIME, "12:00+01:00", ENT_I_LOCAL_TIME, "12:00", { "PT0S", "PT0S", "PT0S", "PT0S" } },
        { ENT_I_DATETIME, "2000-01-01T00:00+01:00", ENT_I_DATETIME, "2000-01-01T00:00-01:00",
          { "PT2H", "PT0S", "PT0S", "PT2H" } },
        /* Counted where the first is: there the second is on the day before. */
        { ENT_I_DATETIME, "2000-01-01T00:00-05:00", ENT_I_DATETIME, "2000-02-01T00:00Z",
          { "P30DT19H", "PT0S", "P30D", "PT739H" } },
        { ENT_I_DATETIME, "2020-10-25T00:00[" CENTRAL "]", ENT_I_LOCAL_DATETIME, "2020-10-25T04:00",
          { "PT5H", "PT0S", "PT0S", "PT5H" } },
        { ENT_I_LOCAL_TIME, "00:00", ENT_I_DATETIME, "2020-10-25T04:00[" CENTRAL "]",
          { "PT5H", "PT0S", "PT0S", "PT5H" } },
        { ENT_I_DATETIME, "2020-03-29T00:00[" CENTRAL "]", ENT_I_LOCAL_TIME, "04:00",
          { "PT3H", "PT0S", "PT0S", "PT3H" } },
        /* A local time that comes twice is the first of the two, wherever the other end is. */
        { ENT_I_DATETIME, "2020-10-25T02:30+01:00[" CENTRAL "]", ENT_I_LOCAL_TIME, "02:45",
          { "PT-45M", "PT0S", "PT0S", "PT-45M" } },
        { ENT_I_DATE, "2020-10-25", ENT_I_DATETIME, "2020-10-26T00:00[" CENTRAL "]",
          { "P1D", "PT0S", "P1D", "PT25H" } },
        { ENT_I_DATETIME, "2020-03-28T12:00[" CENTRAL "]", ENT_I_DATETIME, "2020-03-29T11:00Z",
          { "P1DT1H", "PT0S", "P1D", "PT24H" } },
        { ENT_I_DATETIME, "2020-01-01T00:00[" CENTRAL "]", ENT_I_DATETIME, "2020-07-01T00:00[" CENTRAL "]",
          { "P6M", "P6M", "P182D", "PT4367H" } },
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        for (int mode = ENT_I_IN_PARTS; mode <= ENT_I_IN_SECONDS; mode++) {
            const char *got = between((ent_i_between)mode, cases[i].from_kind, cases[i].from, cases[i].to_kind,
                                      cases[i].to);
            if (strcmp(got, cases[i].expected[mode]) != 0)
                fail_msg("%s to %s (%d): %s, not %s", cases[i].from, cases[i].to, mode, got, cases[i].expected[mode]);
        }
    assert_non_null(strstr(between(ENT_I_IN_PARTS, ENT_I_DATE, "2000-01-01", ENT_I_DURATION, "P1D"), "instants"));
}

/* A random instant of the local kinds, or in one of a few places. */
static ent_i_temporal random_instant(uint64_t *seed, ent_i_temporal_kind kind, int64_t range)
{
    static const char *const places[] = { "Z", "+05:45", "-03:00", "[" CENTRAL "]" };
    char text[80];
    ent_i_temporal local = { .kind = ENT_I_LOCAL_DATETIME, .days = random_between(seed, -range, range),
                             .nanoseconds = random_between(seed, 0, 86399) * 1000000000 };
    if (next_random(seed) % 2)
        local.nanoseconds += random_between(seed, 0, 999999999);
    if (kind == ENT_I_DATETIME) {
        snprintf(text, sizeof text, "%s%s", text_of(&local), places[next_random(seed) % 4]);
        return parsed(kind, text);
    }
    ent_i_temporal value;
    assert_int_equal(ent_i_temporal_convert(kind, &local, &value, NULL), ENT_OK);
    return value;
}

/* The moments are the same: in datetimes the place is that of the first. */
static bool same_moment(const ent_i_temporal *a, const ent_i_temporal *b)
{
    ent_i_temporal difference;
    assert_int_equal(ent_i_duration_between(ENT_I_IN_SECONDS, a, b, &test_env, &difference, NULL), ENT_OK);
    return difference.seconds == 0 && difference.nanoseconds == 0;
}

static void test_temporal_math__from_plus_between_is_to(void **state)
{
    (void)state;
    static const ent_i_temporal_kind kinds[] = { ENT_I_DATE, ENT_I_LOCAL_TIME, ENT_I_LOCAL_DATETIME, ENT_I_DATETIME };
    static const int64_t ranges[] = { 3, 400, 40000, 365000000 };
    uint64_t seed = 4;
    for (int round = 0; round < 40000; round++) {
        ent_i_temporal_kind kind = kinds[round % 4];
        int64_t range = ranges[round / 4 % 4];
        ent_i_temporal from = random_instant(&seed, kind, range), to = random_instant(&seed, kind, range), step, there;
        assert_int_equal(ent_i_duration_between(ENT_I_IN_PARTS, &from, &to, &test_env, &step, NULL), ENT_OK);
        assert_int_equal(ent_i_temporal_add(&from, &step, 1, &test_env, &there, NULL), ENT_OK);
        if (!same_moment(&there, &to))
            fail_msg("%s + %s: %s, not %s", text_of(&from), text_of(&step), text_of(&there), text_of(&to));
        assert_true(step.nanoseconds > -1000000000 && step.nanoseconds < 1000000000);
        assert_true(step.seconds <= 0 || step.nanoseconds >= 0);
        assert_true(step.seconds >= 0 || step.nanoseconds <= 0);
        /* Of instants without a change of clocks in between, all parts have one sign. */
        if (kind == ENT_I_LOCAL_DATETIME) {
            bool up = step.months > 0 || step.days > 0 || step.seconds > 0 || step.nanoseconds > 0;
            bool down = step.months < 0 || step.days < 0 || step.seconds < 0 || step.nanoseconds < 0;
            assert_false(up && down);
            assert_true(llabs(step.seconds) < 86400 && llabs(step.days) < 31);
        }
    }
}

/* The opposite way round is the opposite, in units of one length. */
static void test_temporal_math__seconds_and_days_are_antisymmetric(void **state)
{
    (void)state;
    uint64_t seed = 5;
    for (int round = 0; round < 5000; round++) {
        ent_i_temporal_kind first = (ent_i_temporal_kind)(next_random(&seed) % 5);
        ent_i_temporal_kind second = (ent_i_temporal_kind)(next_random(&seed) % 5);
        ent_i_temporal from = random_instant(&seed, first, 4000), to = random_instant(&seed, second, 4000), there, back;
        assert_int_equal(ent_i_duration_between(ENT_I_IN_SECONDS, &from, &to, &test_env, &there, NULL), ENT_OK);
        assert_int_equal(ent_i_duration_between(ENT_I_IN_SECONDS, &to, &from, &test_env, &back, NULL), ENT_OK);
        assert_int_equal(there.seconds, -back.seconds);
        assert_int_equal(there.nanoseconds, -back.nanoseconds);
        /* And the order is the sign. */
        if (first == second) {
            int sign = there.seconds > 0 || there.nanoseconds > 0 ? -1 : there.seconds < 0 || there.nanoseconds < 0;
            if (sign != 0)
                assert_int_equal(ent_i_temporal_order(&from, &to), sign);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_temporal_math__sums),
        cmocka_unit_test(test_temporal_math__what_leaves_the_range_is_an_error),
        cmocka_unit_test(test_temporal_math__differences),
        cmocka_unit_test(test_temporal_math__from_plus_between_is_to),
        cmocka_unit_test(test_temporal_math__seconds_and_days_are_antisymmetric),
    };
    return cmocka_run_group_tests(tests, zones_setup, zones_teardown);
}
